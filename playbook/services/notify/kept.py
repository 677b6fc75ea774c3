"""What the store keeps of messages and of what was told, as text and back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from metrics.store import outbox
from playbook.documents.messages.message import Message
from playbook.json_values import plain
from playbook.model.incidents import Severity
from playbook.readiness.alerts.standing import AlertKind, Reported

_MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)


def message_text(message: Message) -> str:
    """A message as it is kept."""
    return json.dumps(plain(message), ensure_ascii=False)


def message_of(content: str) -> Message:
    """A message that was kept."""
    return _MESSAGE.validate_json(content)


def about(reported: Reported) -> str:
    """What is kept of an alert beside its state."""
    kept = {"kind": reported.kind, "name": reported.name, "severity": reported.severity, "products": reported.products}
    return json.dumps(kept | {"on": reported.on.isoformat()}, ensure_ascii=False)


def reported_of(kept: Mapping[str, outbox.Reported]) -> dict[str, Reported]:
    """Alerts that were told of, by their key; digests are kept beside them and are none."""
    return {key: _reported(one) for key, one in kept.items() if one.about}


def _reported(kept: outbox.Reported) -> Reported:
    known: dict[str, Any] = json.loads(kept.about)
    return Reported(
        AlertKind(known["kind"]),
        kept.key,
        kept.state,
        known["name"],
        Severity(known["severity"]),
        tuple(known["products"]),
        date.fromisoformat(known["on"]),
    )
