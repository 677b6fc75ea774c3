"""Signed webhooks by Standard Webhooks 1.0.0: the id of a message stays, so that a receiver acts on it once."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from hmac import digest
from time import time

from playbook.documents.messages.message import Message, as_text
from playbook.model.notify import Channel
from playbook.services.notify import wording
from playbook.services.notify.channels.post import post
from playbook.services.notify.fitting import fitted
from playbook.services.notify.outgoing import NotTaken, Outgoing, address_of, secret_of

MOST_BYTES = 20 * 1024
"""What the standard asks payloads to stay below."""
_PREFIX = "whsec_"


def send(channel: Channel, outgoing: Outgoing, environ: Mapping[str, str]) -> None:
    """Raises NotTaken."""
    assert channel.secret is not None, "settings without one are refused"
    key = _key(channel.secret, secret_of(channel.secret, environ))
    content = payload(outgoing)
    post(address_of(channel, environ), content, signed(outgoing.id, int(time()), content, key))


def signed(message_id: str, moment: int, content: bytes, key: bytes) -> dict[str, str]:
    """The headers by which a receiver knows who sent it, when, and that it was not sent before."""
    what = b".".join((message_id.encode(), str(moment).encode(), content))
    signature = b64encode(digest(key, what, sha256)).decode()
    return {"webhook-id": message_id, "webhook-timestamp": str(moment), "webhook-signature": f"v1,{signature}"}


def payload(outgoing: Outgoing) -> bytes:
    """The message as a document."""
    return _written(fitted(outgoing.message, lambda one: len(_written(one, outgoing)) <= MOST_BYTES), outgoing)


def _written(message: Message, outgoing: Outgoing) -> bytes:
    data = {
        "subject": message.subject,
        "severity": message.severity,
        "products": message.products,
        "title": message.title,
        "sections": [{"title": part.title, "lines": part.lines} for part in message.sections],
        "text": as_text(message),
        "link": outgoing.link or None,
    }
    kind = ".".join(part for part in (message.kind, message.event) if part)
    moment = outgoing.made_at.replace(tzinfo=UTC).isoformat()
    return json.dumps({"type": kind, "timestamp": moment, "data": data}, ensure_ascii=False).encode()


def _key(name: str, secret: str) -> bytes:
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (NotBase64, ValueError):
        key = b""
    if not 24 <= len(key) <= 64:
        raise NotTaken(wording.no_signing_secret(name))
    return key
