"""Workflows of Microsoft Teams: an adaptive card of plain runs of text, in which Teams looks for no markup."""

import json
from collections.abc import Mapping
from typing import Any

from playbook.documents.messages.message import Message
from playbook.documents.messages.wording import bullet
from playbook.model.notify import Channel
from playbook.services.notify import wording
from playbook.services.notify.channels.post import post
from playbook.services.notify.fitting import fitted
from playbook.services.notify.outgoing import Outgoing, address_of

MOST_BYTES = 28 * 1024
_CARD = "application/vnd.microsoft.card.adaptive"
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def send(channel: Channel, outgoing: Outgoing, environ: Mapping[str, str]) -> None:
    """Raises NotTaken."""
    post(address_of(channel, environ), payload(outgoing))


def payload(outgoing: Outgoing) -> bytes:
    """The message within Teams' limit."""
    link = outgoing.link
    return _written(fitted(outgoing.message, lambda message: len(_written(message, link)) <= MOST_BYTES), link)


def _written(message: Message, link: str) -> bytes:
    body = [_text(message.title, size="Large", weight="Bolder")]
    for part in message.sections:
        if part.title:
            body.append(_text(part.title, weight="Bolder", size="Medium"))
        body += [_text(bullet(line)) for line in part.lines]
    actions = [{"type": "Action.OpenUrl", "title": wording.OPEN, "url": link}] if link else []
    card = {"$schema": _SCHEMA, "type": "AdaptiveCard", "version": "1.4", "body": body, "actions": actions}
    document = {"type": "message", "attachments": [{"contentType": _CARD, "contentUrl": None, "content": card}]}
    return json.dumps(document).encode()


def _text(text: str, **look: str) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **look}]}
