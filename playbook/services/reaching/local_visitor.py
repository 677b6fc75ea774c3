"""Whether whoever asks sits at the machine the app runs on: who owns it, where nobody signs in."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

_PASSED_ON = frozenset({"via", "cdn-loop", "x-client", "x-rewrite-url"})
_IN_ITS_NAME = (
    "forwarded", "client-ip", "connecting-ip", "real-ip", "proxyuser-ip", "original-", "envoy-", "amzn-trace",
    "cloud-trace", "cf-ray", "azure-",
)  # fmt: skip


def says_that_it_was_passed_on(header: str) -> bool:
    """Whether programs that stand between a browser and an app put such a header on what they hand on."""
    name = header.casefold().replace("_", "-")
    return name in _PASSED_ON or any(part in name for part in _IN_ITS_NAME)


def from_this_machine(headers: Mapping[str, str], address: str | None) -> bool:
    """True where the connection comes from this machine (`address` None or a loopback address), nobody passed it on,
    and the browser itself was sent to this machine: a proxy that hides the first two still hands on the page's origin,
    and a name that was made to point here is not ours. A page of another site that asks is not from here, either."""
    given = {name.casefold(): value for name, value in headers.items()}
    if (
        any(map(says_that_it_was_passed_on, given))
        or _offers_what_nobody_asked_for(given)
        or not (address is None or is_loopback(address))
    ):
        return False
    if given.get("sec-fetch-site") == "cross-site":
        return False
    named = [given["host"]] if "host" in given else []
    named += [urlsplit(given["origin"]).netloc] if "origin" in given else []
    return all(is_this_machine(host_of(name)) for name in named)


def _offers_what_nobody_asked_for(given: Mapping[str, str]) -> bool:
    """A proxy that is set up for websockets says so of every request it hands on, also where no browser asked."""
    return "upgrade" in given.get("connection", "").casefold() and not given.get("upgrade", "").strip()


def host_of(text: str) -> str:
    """The name in a Host header or after the slashes of an address, without its port; '' where there is none."""
    try:
        parts = urlsplit(f"//{text}")
        if parts.netloc != text or parts.username is not None or parts.password is not None:
            return ""
        _ = parts.port  # looked at only now: one that is no number is no address
    except ValueError:
        return ""
    return (parts.hostname or "").rstrip(".")


def is_this_machine(name: str) -> bool:
    """True for the names that every machine has for itself."""
    return name == "localhost" or name.endswith(".localhost") or is_loopback(name)


def is_loopback(text: str) -> bool:
    """True for an address that only this machine reaches."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
