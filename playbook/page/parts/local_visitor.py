"""Whether whoever looks at the page sits at the machine it runs on: for pages on which nobody signs in."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

FORWARDED = frozenset(
    {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-server", "x-real-ip"}
)
"""Headers that say that somebody passed the request on."""


def from_this_machine(headers: Mapping[str, str], address: str | None) -> bool:
    """True where the connection comes from this machine (`address` None or a loopback address), nobody passed it on,
    and the browser itself was sent to this machine: a proxy that hides the first two still hands on the page's origin,
    and a name that was made to point here is not ours."""
    given = {name.casefold(): value for name, value in headers.items()}
    if FORWARDED & given.keys() or not (address is None or _is_loopback(address)):
        return False
    named = [_host(given["host"])] if "host" in given else []
    named += [urlsplit(given["origin"]).hostname or ""] if "origin" in given else []
    return all(name == "localhost" or name.endswith(".localhost") or _is_loopback(name) for name in named)


def _host(text: str) -> str:
    return urlsplit(f"//{text}").hostname or ""


def _is_loopback(text: str) -> bool:
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
