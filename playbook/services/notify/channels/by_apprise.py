"""Every service that Apprise knows, e-mail among them, by one of its addresses."""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.documents.messages.message import Message, as_text
from playbook.documents.messages.wording import PICTURE_NAME
from playbook.model.notify import Channel
from playbook.services.notify import wording
from playbook.services.notify.fitting import fitted
from playbook.services.notify.outgoing import NotTaken, Outgoing, address_of

MOST_CHARACTERS = 100_000
"""Of a service that names no limit."""
_BYTES_OF_A_TITLE = 300
"""As the subject of an e-mail each may take three characters, of at most 998 in a line (RFC 5322)."""


def send(channel: Channel, outgoing: Outgoing, environ: Mapping[str, str]) -> None:
    """Raises NotTaken."""
    if find_spec("apprise") is None:
        raise NotTaken(wording.NO_APPRISE)
    import apprise  # noqa: PLC0415  (an extra of its own)

    address = address_of(channel, environ)
    services = apprise.Apprise()
    if not services.add(address) or len(services) != 1:
        raise NotTaken(wording.no_apprise_address(channel.address))
    most = min(int(services[0].body_maxlen), MOST_CHARACTERS)
    title = outgoing.message.title[: int(services[0].title_maxlen) or None]
    title = title.encode()[:_BYTES_OF_A_TITLE].decode("utf-8", "ignore")
    with attached(outgoing) as picture, apprise.LogCapture(level=30, fmt="%(message)s") as log:  # type: ignore[no-untyped-call]
        taken = services.notify(
            title=title,
            body=body(outgoing, most - len(title) - 2),
            body_format=apprise.NotifyFormat.TEXT,
            attach=picture if picture and services[0].attachment_support else None,
        )
        said = log.getvalue()
    if not taken:
        raise NotTaken(wording.apprise_failed(_without(address, said)))


@contextmanager
def attached(outgoing: Outgoing) -> Iterator[str]:
    """The file of a message's picture while it is sent; '' where it has none."""
    if not outgoing.message.picture:
        yield ""
        return
    with TemporaryDirectory(prefix="notify-") as folder:
        path = Path(folder) / PICTURE_NAME
        path.write_bytes(b64decode(outgoing.message.picture))
        yield str(path)


def body(outgoing: Outgoing, most: int) -> str:
    """The text below the title, within a number of characters."""
    return _text(fitted(outgoing.message, lambda message: len(_text(message, outgoing.link)) <= most), outgoing.link)


def _text(message: Message, link: str) -> str:
    below = as_text(replace(message, title="")).strip()
    return f"{below}\n\n{wording.open_at(link)}" if link else below


def _without(address: str, said: str) -> str:
    """The last line that Apprise logged, with nothing of the address in it."""
    line = next((line for line in reversed(said.splitlines()) if line.strip()), "")
    secrets = sorted({part for part in re.split(r"[^\w.-]+", address) if len(part) > 3}, key=len, reverse=True)
    for secret in secrets:
        line = line.replace(secret, "…")
    return line.strip(" .")[:200]
