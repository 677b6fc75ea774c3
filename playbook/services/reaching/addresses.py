"""By which names the app may be asked, and from which pages: a name that was made to point here is refused."""

import socket
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from playbook.services.reaching.local_visitor import host_of, is_this_machine

_USUAL_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names (`*.example.org` for all below) and origins that whoever runs the app has named; `open_to_network` where
    it listens beyond this machine."""

    hosts: frozenset[str] = field(default=frozenset())
    origins: frozenset[str] = field(default=frozenset())
    open_to_network: bool = False

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this app. An address in numbers cannot be made to point elsewhere, a name can:
        beyond this machine only named ones count, and the machine's own."""
        name = host_of(host).lower()
        if not name:
            return False
        if is_this_machine(name) or any(_fits(name, pattern) for pattern in self.hosts):
            return True
        return self.open_to_network and (_is_numbers(name) or name.partition(".")[0] == _own_name())

    def is_our_page(self, origin: str, host: str) -> bool:
        """Whether the page that asks is the app's own (it was loaded from where it asks), or one that was named."""
        if origin in self.origins:
            return True
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        if parts.scheme not in _USUAL_PORTS or not parts.netloc:
            return False
        usual = _USUAL_PORTS[parts.scheme]
        return parts.netloc.lower().removesuffix(usual) == host.lower().removesuffix(usual)


def _fits(name: str, pattern: str) -> bool:
    wanted = pattern.strip().lower().rstrip(".")
    if wanted.startswith("*."):
        return name.endswith(wanted[1:])
    return wanted in ("*", name)


def _is_numbers(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def _own_name() -> str:
    return socket.gethostname().partition(".")[0].lower()
