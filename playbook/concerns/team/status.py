"""How the team stands: seats and their levels, open seats and what they delay, skills each product lacks, trainings."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated

from pydantic import PlainSerializer

from metrics.lines import Operator
from playbook.concerns.team.gaps import ProductSkills, product_skills
from playbook.concerns.team.levels import AssessedLevel, assessed_levels, role_of
from playbook.json_values import Share
from playbook.model.dated import last_of, since_when, when
from playbook.model.team import SeatRecord, holder_of
from playbook.results.charter import DeliverableStatus
from playbook.results.questions import Questions
from playbook.verdict import Outcome
from playbook.wording import Worded, day_text, join_words, percent_text, seat_text


@dataclass(frozen=True, slots=True)
class SeatStatus:
    """One seat that has a role or a record of its holder. `filled` is None where no record speaks of a holder;
    `below` are the layers in which its known level is under what its role expects."""

    seat: str
    filled: bool | None
    since: date | None
    role: str | None
    role_name: str
    ladder: str | None
    products: tuple[str, ...]
    levels: Annotated[
        tuple[AssessedLevel, ...],
        PlainSerializer(lambda levels: {one.layer: one for one in levels}, return_type=dict[str, AssessedLevel]),
    ]
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delayed:
    """A deliverable that waits for an open seat, and why: the seat owns it, proves it, or the opening names it."""

    deliverable: str
    name: str
    due: date
    late_days: int
    because: str


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat without a holder. `opened_on` is the day it was opened to be filled, None where no record says so."""

    seat: str
    since: date
    days_open: int
    opened_on: date | None
    role_name: str
    products: tuple[str, ...]
    delays: tuple[Delayed, ...]
    note: str


@dataclass(frozen=True, slots=True)
class TrainingStatus(Worded):
    """One customer-facing team; `share` runs 0..1, None where nothing was recorded."""

    team: str
    name: str
    outcome: Outcome
    share: Share | None
    trained: int | None
    people: int | None
    on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """The team on the as-of day. `assessed_share` is the share of layers of filled seats with a fresh level (0..1)."""

    as_of: date
    seats: tuple[SeatStatus, ...]
    open_seats: tuple[OpenSeat, ...]
    products: tuple[ProductSkills, ...]
    trainings: tuple[TrainingStatus, ...]
    assessed_share: Share | None


def team_status(questions: Questions) -> TeamStatus:
    """Everything about the team on the day asked about."""
    seats = _seats(questions)
    with_role = [seat for seat in seats if seat.role is not None and seat.filled is not False]
    levels = [level for seat in with_role for level in seat.levels]
    products = questions.playbook.products.values()
    return TeamStatus(
        as_of=questions.day,
        seats=seats,
        open_seats=_open_seats(questions),
        products=tuple(product_skills(questions, product) for product in products if product.exists_on(questions.day)),
        trainings=_trainings(questions),
        assessed_share=sum(level.fresh for level in levels) / len(levels) if levels else None,
    )


def _seats(questions: Questions) -> tuple[SeatStatus, ...]:
    """Seats with a role first, then the others, each in the order of the file."""
    team, day = questions.playbook.records.team, questions.day
    named = [record.seat for record in team.roles if record.since <= day]
    named += [record.seat for record in team.seats if record.since <= day]
    found = [_seat(questions, seat) for seat in dict.fromkeys(named)]
    return tuple(sorted(found, key=lambda seat: seat.role is None))


def _seat(questions: Questions, seat: str) -> SeatStatus:
    definitions, team, day = questions.playbook.definitions.skills, questions.playbook.records.team, questions.day
    record = role_of(seat, team.roles, day)
    role = next((role for role in definitions.roles if record is not None and role.id == record.role), None)
    holder = holder_of(seat, team.seats, day)
    levels = assessed_levels(questions, seat) if role is not None else ()
    expected = role.levels if role is not None else {}
    below = [level.layer for level in levels if level.level is not None and level.level < expected.get(level.layer, 0)]
    return SeatStatus(
        seat=seat,
        filled=None if holder is None else bool(holder),
        since=_since(seat, team.seats, day),
        role=role.id if role else None,
        role_name=role.title if role else "",
        ladder=(record.ladder if record else None) or (role.ladder if role else None),
        products=record.products if record else (),
        levels=tuple(replace(level, expected=expected.get(level.layer)) for level in levels),
        below=tuple(below),
    )


def _since(seat: str, records: tuple[SeatRecord, ...], day: date) -> date | None:
    """First day of the present holder, or of the present gap."""
    held = sorted((r for r in records if r.seat == seat and r.since <= day), key=since_when)
    since = None
    for record in reversed(held):
        if bool(record.holder) != bool(held[-1].holder) or (record.holder and record.holder != held[-1].holder):
            break
        since = record.since
    return since


def _open_seats(questions: Questions) -> tuple[OpenSeat, ...]:
    """Seats whose last record names no holder, and seats that were opened and never filled; longest open first."""
    team, day = questions.playbook.records.team, questions.day
    vacant = [record.seat for record in team.seats if record.since <= day]
    vacant += [
        opening.seat for opening in team.openings if opening.on <= day and not _withdrawn(opening.withdrawn, day)
    ]
    found = [_open_seat(questions, seat) for seat in dict.fromkeys(vacant) if not holder_of(seat, team.seats, day)]
    return tuple(sorted(found, key=lambda seat: (seat.since, seat.seat)))


def _withdrawn(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _open_seat(questions: Questions, seat: str) -> OpenSeat:
    team, day, skills = questions.playbook.records.team, questions.day, questions.playbook.definitions.skills
    openings = sorted((one for one in team.openings if one.seat == seat and one.on <= day), key=when)
    running = [one for one in openings if not _withdrawn(one.withdrawn, day)]
    since = _since(seat, team.seats, day) or running[0].on
    record = role_of(seat, team.roles, day)
    role = next((role for role in skills.roles if record is not None and role.id == record.role), None)
    notes = [one.note for one in running if one.note]
    notes += [held.note for held in team.seats if held.seat == seat and held.since == since and held.note]
    named = {name for opening in running for name in opening.delays}
    return OpenSeat(
        seat=seat,
        since=since,
        days_open=(day - since).days,
        opened_on=running[-1].on if running else None,
        role_name=role.title if role else "",
        products=record.products if record else (),
        delays=_delays(questions, seat, named),
        note=notes[0] if notes else "",
    )


def _delays(questions: Questions, seat: str, named: set[str]) -> tuple[Delayed, ...]:
    """Deliverables that are not proven and wait for the seat, the earliest due first."""
    found = []
    for name, (_, defined) in questions.playbook.deliverables.items():
        proves = any(proof.team is not None and proof.team.role == seat for proof in defined.proof)
        status: DeliverableStatus = questions.deliverable(name)
        why = [word for word, holds in (("owns it", status.owner == seat), ("proves it", proves)) if holds]
        if name in named and not why:
            why = ["is named in the opening"]
        if why and not status.proven and not status.dropped:
            found.append(Delayed(name, status.name, status.due, status.late_days, join_words(why, "and")))
    return tuple(sorted(found, key=lambda delayed: delayed.due))


def _trainings(questions: Questions) -> tuple[TrainingStatus, ...]:
    definitions, day = questions.playbook.definitions.skills, questions.day
    statuses = []
    for team in definitions.customer_teams:
        records = [one for one in questions.playbook.records.team.trainings if one.team == team.id and one.on <= day]
        if not records:
            reason = "nobody has recorded a training"
            statuses.append(TrainingStatus(team.id, team.title, Outcome.NO_DATA, None, None, None, None, reason))
            continue
        latest = last_of(records)
        share = latest.trained / latest.people
        counted = f"{latest.trained} of {latest.people} trained by {day_text(latest.on, day)}"
        if Operator.LESS.holds(share, definitions.trained_share):
            outcome, reason = Outcome.NOT_MET, f"{counted}, {percent_text(definitions.trained_share, 0)} wanted"
        elif latest.on + timedelta(days=definitions.training_valid_days) < day:
            outcome, reason = Outcome.STALE, f"{counted}, too long ago to count"
        else:
            outcome, reason = Outcome.MET, counted
        if latest.by:
            reason += f" ({seat_text(latest.by)})"
        statuses.append(
            TrainingStatus(team.id, team.title, outcome, share, latest.trained, latest.people, latest.on, reason)
        )
    return tuple(statuses)
