"""Where nothing of ours ever asks: the addresses at which a cloud gives its machines their keys."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_BEYOND_LINK_LOCAL = frozenset(
    ip_address(text) for text in ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192")
)
"""Of Amazon, Google, Alibaba, Azure and Oracle; the others are link-local, as 169.254.169.254."""
_TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 addresses as a translator writes them (RFC 6052)."""


def leads_to_metadata(host: str) -> bool:
    """True for such an address, however it is written, and for a name that leads there; an unknown one does not."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(_is_metadata(ip_address(str(entry[4][0]).partition("%")[0])) for entry in found)


def _is_metadata(address: IPv4Address | IPv6Address) -> bool:
    plain = address
    if isinstance(address, IPv6Address):
        translated = IPv4Address(int(address) & 0xFFFFFFFF) if address in _TRANSLATED else None
        plain = address.ipv4_mapped or address.sixtofour or translated or address
    return plain.is_link_local or plain in _BEYOND_LINK_LOCAL
