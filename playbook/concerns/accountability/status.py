"""Who answers for what, whether the neighboring teams agreed to it, and how the company is organized, on one day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, PlainSerializer, computed_field

from playbook.json_values import OrNull
from playbook.model.accountability import Involvement, Party, RaciLine
from playbook.model.dated import last_of, when
from playbook.model.evidence import Review
from playbook.model.products import Stage
from playbook.results.questions import Questions
from playbook.verdict import Judgement, Outcome
from playbook.wording import Worded, day_text, seat_text


@dataclass(frozen=True, slots=True)
class RaciRow:
    """One line of the matrix: `roles` by party. `owner` is the seat that owns the deliverable now ('' for a stage);
    `owner_fits` is None where nothing says to which party that seat belongs."""

    about: str
    name: str
    stage: Stage | None
    work: str
    roles: dict[str, Involvement]
    accountable: str
    owner: OrNull
    owner_fits: bool | None

    @computed_field
    @property
    def kind(self) -> str:
        """What the row is about: a deliverable or a stage."""
        return "deliverable" if self.stage is None else "stage"


@dataclass(frozen=True, slots=True)
class AgreementStatus(Worded):
    """One neighboring team's word about the document as it is now."""

    party: str
    name: str
    outcome: Outcome
    reason: str
    who: OrNull
    on: date | None
    by: OrNull


@dataclass(frozen=True, slots=True)
class ChosenTopology:
    """How the company is organized since a day."""

    topology: str
    name: str
    on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class AccountabilityStatus:
    """The whole document on the as-of day; `history` are the topologies chosen so far, the newest first."""

    as_of: date
    version: str
    owner: str
    rows: Annotated[tuple[RaciRow, ...], Field(serialization_alias="raci")]
    agreements: tuple[AgreementStatus, ...]
    topology: ChosenTopology | None
    history: Annotated[
        tuple[ChosenTopology, ...],
        PlainSerializer(lambda history: history[1:], return_type=tuple[ChosenTopology, ...]),
        Field(serialization_alias="topologies_before"),
    ]

    @property
    def agreed(self) -> int:
        """How many neighboring teams agreed to the document as it is now."""
        return sum(agreement.outcome is Outcome.MET for agreement in self.agreements)


def accountability_status(questions: Questions) -> AccountabilityStatus:
    """Everything about accountability on the day asked about."""
    definitions = questions.playbook.definitions.accountability
    names = {party.id: party.title for party in definitions.parties}
    history = _topologies(questions)
    return AccountabilityStatus(
        as_of=questions.day,
        version=definitions.version,
        owner=definitions.owner,
        rows=tuple(_row(questions, line) for line in definitions.raci),
        agreements=tuple(
            _agreement(questions, interface.party, names.get(interface.party, interface.party))
            for interface in definitions.interfaces
        ),
        topology=history[0] if history else None,
        history=history,
    )


def _row(questions: Questions, line: RaciLine) -> RaciRow:
    definitions = questions.playbook.definitions.accountability
    accountable = next((party for party, role in line.roles.items() if role.accountable), "")
    owner, name = "", str(line.stage).capitalize() if line.stage is not None else line.about
    fits: bool | None = None
    if line.deliverable in questions.playbook.deliverables:
        status = questions.deliverable(line.deliverable)
        owner, name = status.owner, status.name
        homes = [party.id for party in definitions.parties if owner in (party.seat, *party.seats)]
        taking_part = {party for party, role in line.roles.items() if role.accountable or role.responsible}
        fits = bool(taking_part & set(homes)) if homes else None
    return RaciRow(line.about, name, line.stage, line.work, dict(line.roles), accountable, owner, fits)


def _agreement(questions: Questions, party: str, name: str) -> AgreementStatus:
    judged = agreement_of(questions, party)
    latest = _latest(questions, party)
    return AgreementStatus(
        party=party,
        name=name,
        outcome=judged.outcome,
        reason=judged.reason,
        who="" if judged.outcome is Outcome.MET else judged.who,
        on=latest[0] if latest else None,
        by=latest[1] if latest else "",
    )


def _latest(questions: Questions, party: str) -> tuple[date, str] | None:
    given = [one for one in questions.playbook.records.accountability.agreements if one.party == party]
    given = [one for one in given if one.on <= questions.day]
    latest = last_of(given) if given else None
    return None if latest is None else (latest.on, latest.by)


def agreement_of(questions: Questions, party_id: str) -> Judgement:
    """A party's latest word: MET while it agreed to this very version and somebody else than the document's owner
    spoke for it; an older version is STALE, objections are NOT_MET, silence is NO_DATA."""
    playbook, day = questions.playbook, questions.day
    definitions = playbook.definitions.accountability
    party = next((one for one in definitions.parties if one.id == party_id), Party(id=party_id, seat=party_id))
    words = [one for one in playbook.records.accountability.agreements if one.party == party_id and one.on <= day]
    action = f"have {party.title} agree to version {definitions.version} of the accountability document"
    if not words:
        reason = f"{party.title} has not agreed to the accountability document yet"
        return Judgement(Outcome.NO_DATA, reason, party.seat, action)
    latest = last_of(words)
    on = day_text(latest.on, day)
    if latest.review is Review.OBJECTIONS:
        reason = f"{party.title} objected to version {latest.version} on {on}"
        return Judgement(
            Outcome.NOT_MET, reason, definitions.owner or party.seat, f"answer the objections of {party.title}"
        )
    if definitions.owner and questions.same_person(latest.by, definitions.owner, latest.on):
        reason = f"the word of {party.title} came from {seat_text(latest.by)}, who keeps the document; another has to"
        return Judgement(Outcome.NOT_MET, reason, party.seat, action)
    if latest.version != definitions.version:
        reason = f"{party.title} agreed to version {latest.version} on {on}; version {definitions.version} is newer"
        return Judgement(Outcome.STALE, reason, party.seat, action)
    reason = f"{party.title} agreed to version {latest.version} on {on}"
    return Judgement(Outcome.MET, reason, party.seat)


def _topologies(questions: Questions) -> tuple[ChosenTopology, ...]:
    names = {one.id: one.title for one in questions.playbook.definitions.accountability.topologies}
    made = [one for one in questions.playbook.records.accountability.topologies if one.on <= questions.day]
    ordered = sorted(made, key=when)[::-1]
    return tuple(
        ChosenTopology(one.topology, names.get(one.topology, one.topology), one.on, one.by, one.why) for one in ordered
    )
