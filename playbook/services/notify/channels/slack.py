"""Slack's incoming webhooks: blocks of plain text, in which Slack looks for no mention, link or markup."""

import json
from collections.abc import Mapping
from typing import Any

from playbook.documents.messages.message import Message, Section
from playbook.documents.messages.wording import bullet
from playbook.model.notify import Channel
from playbook.services.notify import wording
from playbook.services.notify.channels.post import post
from playbook.services.notify.fitting import fitted
from playbook.services.notify.outgoing import Outgoing, address_of

MOST_BLOCKS = 50
LONGEST_TEXT = 3000
LONGEST_HEADER = 150
_ESCAPED = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def send(channel: Channel, outgoing: Outgoing, environ: Mapping[str, str]) -> None:
    """Raises NotTaken."""
    post(address_of(channel, environ), payload(outgoing))


def payload(outgoing: Outgoing) -> bytes:
    """The message within Slack's limits."""
    shown = fitted(outgoing.message, lambda message: len(_blocks(message, outgoing.link)) <= MOST_BLOCKS)
    # what notifications show is read as markup, whatever the blocks are
    text = shown.title.translate(_ESCAPED)
    document = {"text": text, "blocks": _blocks(shown, outgoing.link), "unfurl_links": False, "unfurl_media": False}
    return json.dumps(document, ensure_ascii=False).encode()


def _blocks(message: Message, link: str) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(message.title[:LONGEST_HEADER])}]
    for part in message.sections:
        blocks += [{"type": "section", "text": _plain(text)} for text in _texts(part)]
    if link:
        safe = link.replace("|", "%7C").replace(">", "%3E").translate({ord("&"): "&amp;"})
        said = {"type": "mrkdwn", "text": f"<{safe}|{wording.OPEN}>", "verbatim": True}
        blocks.append({"type": "context", "elements": [said]})
    return blocks


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _texts(part: Section) -> list[str]:
    """The lines of a part, as many in a text as it has room for."""
    found = [part.title] if part.title else []
    for line in map(bullet, part.lines):
        if found and len(found[-1]) + 1 + len(line) <= LONGEST_TEXT:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line[:LONGEST_TEXT])
    return found
