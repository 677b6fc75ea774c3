"""Who owes what as the JSON of the public contract."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from metrics.observation import Basis
from playbook.readiness.due.by_seat import SeatDue


def due_json(seats: Sequence[SeatDue], day: date, basis: Basis, role: str | None) -> dict[str, Any]:
    """`due --json`; a seat of null holds what nobody was named for, a day of null is now."""
    return {
        "schema": 1,
        "as_of": day.isoformat(),
        "basis": str(basis),
        "role": role,
        "seats": [
            {
                "seat": seat.seat or None,
                "holder": seat.holder or None,
                "late": seat.late,
                "items": [
                    {
                        "kind": str(item.kind),
                        "what": item.what,
                        "reason": item.reason,
                        "due": item.due.isoformat() if item.due is not None else None,
                        "late_days": item.late_days,
                        "product": item.product,
                        "area": str(item.area),
                        "subject": item.subject or None,
                        "record": {"kind": item.form, "fields": dict(item.fill)} if item.form else None,
                    }
                    for item in seat.items
                ],
            }
            for seat in seats
        ],
    }
