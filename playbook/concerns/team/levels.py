"""Which level whoever holds a seat was last assessed at, layer by layer; an assessment follows the person."""

from dataclasses import dataclass
from datetime import date, timedelta

from playbook.model.dated import since_when, when
from playbook.model.team import LevelRecord, RoleRecord, SeatRecord, holder_of
from playbook.results.questions import Questions


@dataclass(frozen=True, slots=True)
class AssessedLevel:
    """One layer of one seat. `level` is None where nobody assessed it; `fresh` is False where it is missing or older
    than assessments stay valid; `of_role` is True where it was said of the role, not of the person."""

    layer: str
    level: int | None = None
    on: date | None = None
    by: str = ""
    fresh: bool = False
    of_role: bool = False
    expected: int | None = None


def role_of(seat: str, records: tuple[RoleRecord, ...], day: date) -> RoleRecord | None:
    """What the seat is there for at the end of `day`; None where no record says, or the role ended."""
    begun = [record for record in records if record.seat == seat and record.since <= day]
    latest = max(begun, key=since_when) if begun else None
    return None if latest is None or (latest.ended is not None and latest.ended <= day) else latest


def assessed_levels(questions: Questions, seat: str) -> tuple[AssessedLevel, ...]:
    """Each layer in the order of the file. An open seat has no levels: what its last holder could do left with them."""
    definitions, team, day = questions.playbook.definitions.skills, questions.playbook.records.team, questions.day
    layers = [layer.id for layer in definitions.layers]
    holder = holder_of(seat, team.seats, day)
    if holder == "":
        return tuple(AssessedLevel(layer) for layer in layers)
    role = role_of(seat, team.roles, day)
    known = sorted((record for record in team.levels if record.on <= day), key=when)
    found: dict[str, AssessedLevel] = {}
    of_role = [record for record in known if role is not None and record.seat is None and record.role == role.role]
    of_person = [record for record in known if _is_about(record, seat, holder, team.seats)]
    for record in (*of_role, *of_person):
        fresh = record.on + timedelta(days=definitions.assessment_valid_days) >= day
        for layer, level in record.levels.items():
            found[layer] = AssessedLevel(layer, level, record.on, record.by, fresh, of_role=record.seat is None)
    return tuple(found.get(layer, AssessedLevel(layer)) for layer in layers)


def _is_about(record: LevelRecord, seat: str, holder: str | None, seats: tuple[SeatRecord, ...]) -> bool:
    """True where the record assesses the person who holds the seat now, and another person made it."""
    if record.seat is None:
        return False
    assessed = holder_of(record.seat, seats, record.on)
    if record.by == record.seat or (assessed and holder_of(record.by, seats, record.on) == assessed):
        return False
    return record.seat == seat if not holder or assessed is None else assessed == holder
