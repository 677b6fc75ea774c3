"""Links in YAML: only http and https, so that nothing a page shows can run."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from playbook.model.refused import Refused


def _check(link: str) -> str:
    if link == "":
        return link
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.netloc or any(ch.isspace() for ch in link):
        raise Refused(expected="a link that begins with https:// or http://")
    return link


Link = Annotated[str, AfterValidator(_check)]
"""'' or an absolute http(s) address."""
