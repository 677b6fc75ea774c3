"""A message as a channel sends it, and why one was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from playbook.documents.messages.message import Message
from playbook.model.notify import Channel
from playbook.services.notify import wording


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message with the id it keeps however often it is tried; `made_at` is naive UTC, `link` leads to the page."""

    id: str
    made_at: datetime
    message: Message
    link: str


class NotTaken(Exception):
    """A message that a service did not take, as a sentence for people; no secret is ever in it. `wait` is how many
    seconds the service asks to be left alone, None where it does not say."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(sentence)


def secret_of(name: str, environ: Mapping[str, str]) -> str:
    """What stands in a variable of the environment; raises NotTaken where nothing does."""
    value = environ.get(name, "").strip()
    if not value:
        raise NotTaken(wording.no_variable(name))
    return value


def address_of(channel: Channel, environ: Mapping[str, str]) -> str:
    """The address of a channel; raises NotTaken."""
    return secret_of(channel.address, environ)
