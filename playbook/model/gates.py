"""Launch gates as people define them, and the records that bear on them: sign-offs, exemptions, decisions."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.criteria import Criterion
from playbook.model.dated import OneADay, TimeOfDay, last_of
from playbook.model.evidence import EvidenceKind
from playbook.model.fields import Link
from playbook.model.products import Stage


class SignOffRole(Named):
    """A kind of sign-off and the seats that may give it."""

    seats: tuple[Identifier, ...] = Field(default=(), description="blank: any seat that owns nothing it signs")
    looks_at: str = Field(default="", description="what the signer vouches for")


class Gate(Named):
    """One launch gate."""

    stage: Stage = Field(description="the next stage a product may enter with this verdict")
    why: str = Field(default="", description="why it matters, in words")
    after: tuple[Identifier, ...] = Field(default=(), description="earlier gates, re-checked here")
    owner: str = Field(default="", description="seat that answers for it")
    go: float = Field(default=90, ge=0, le=100, description="score from which on it is GO")
    conditions: float = Field(default=75, ge=0, le=100, description="score from which on it is GO WITH CONDITIONS")
    dry_run: bool = Field(
        default=False, description="true: its verdict is shown and counted, and a pipeline passes whatever it says"
    )
    criteria: tuple[Criterion, ...] = Field(default=(), description="what must hold")


class GateDefinitions(Definition):
    """`definitions/gates.yaml`"""

    evidence_kinds: tuple[EvidenceKind, ...] = Field(
        default=(), description="kinds of evidence that gates and proofs may ask for"
    )
    sign_offs: tuple[SignOffRole, ...] = Field(default=(), description="kinds of sign-off")
    gates: tuple[Gate, ...] = Field(default=(), description="the launch gates")


class Answer(StrEnum):
    """What a signer said."""

    YES = "yes"
    NO = "no"


def _yes_no(value: Any) -> Any:
    # YAML 1.1 reads a bare yes as true; both spellings mean the same to a person
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class SignOff(Definition):
    """A person vouched for a criterion of a gate, or refused to."""

    one_a_day: ClassVar = OneADay("sign-off", ("product", "gate", "criterion", "candidate"))

    product: Identifier = Field(description="id of a product")
    gate: Identifier = Field(description="id of a gate")
    criterion: Identifier = Field(description="id of the criterion it signs")
    candidate: Identifier | None = Field(
        default=None, description="id of the candidate that was looked at; blank: none in particular"
    )
    decision: Annotated[Answer, BeforeValidator(_yes_no)] = Field(description="what the signer said")
    by: Identifier = Field(description="the signer; may not own what it signs")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class SignOffRecords(Definition):
    """`records/sign_offs.yaml`"""

    sign_offs: tuple[SignOff, ...] = Field(default=(), description="who vouched for what")

    def latest(self, product: str, gate: str, criterion: str, by: date) -> SignOff | None:
        """The last word about a criterion by the day."""
        said = self.about(product, gate, criterion, by)
        return last_of(said) if said else None

    def about(self, product: str, gate: str, criterion: str, by: date) -> list[SignOff]:
        """Everything that was said about a criterion by the day."""
        wanted = (product, gate, criterion)
        return [one for one in self.sign_offs if (one.product, one.gate, one.criterion) == wanted and one.on <= by]


class Exemption(Definition):
    """A criterion is set aside for one product until `last_day`, at most 30 days on."""

    one_a_day: ClassVar = OneADay("exemption", ("product", "gate", "criterion"))

    product: Identifier = Field(description="id of a product")
    gate: Identifier = Field(description="id of a gate")
    criterion: Identifier = Field(description="id of the criterion set aside")
    asked_by: Identifier = Field(description="seat that asked")
    approved_by: Identifier = Field(description="seat that agreed; somebody other than the person who asked")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    last_day: date = Field(description="the last day it holds, at most 30 days later")
    reason: str = Field(min_length=1, description="why, in words")


class ExemptionRecords(Definition):
    """`records/exemptions.yaml`"""

    exemptions: tuple[Exemption, ...] = Field(default=(), description="criteria set aside for a while")


class Ruling(StrEnum):
    """What people decided in the end."""

    RELEASE = "release"
    HOLD = "hold"
    STOP = "stop"


class ReleaseCondition(Definition):
    """Something that a decision to release, or to hold, depends on."""

    what: str = Field(min_length=1, description="what is to be done")
    owner: Identifier = Field(description="seat that answers for it")
    due: date = Field(description="until when")
    done: date | None = Field(default=None, description="the day it was done; blank: open")


class ReleaseDecision(Definition):
    """A person's decision at a gate, whatever the verdict said."""

    one_a_day: ClassVar = OneADay("decision", ("product", "gate", "candidate"))

    product: Identifier = Field(description="id of a product")
    gate: Identifier = Field(description="id of a gate")
    candidate: Identifier | None = Field(
        default=None, description="id of the candidate that is released, held or stopped; blank: none in particular"
    )
    decided: Ruling = Field(description="what was decided")
    by: Identifier = Field(description="seat that did it")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    verdict_seen: str = Field(default="", description="the verdict the page showed that day")
    reason: str = Field(default="", description="why, in words")
    conditions: tuple[ReleaseCondition, ...] = Field(default=(), description="what the decision depends on")


class ConditionDone(Definition):
    """A condition of a release was met on that day: said apart, so that the decision stands as it was taken."""

    product: Identifier = Field(description="id of a product")
    gate: Identifier = Field(description="id of a gate")
    what: str = Field(min_length=1, description="the condition, in the words of the decision")
    on: date = Field(description="the day it was met")
    by: Identifier = Field(description="seat that says so")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class DecisionRecords(Definition):
    """`records/decisions.yaml`"""

    decisions: tuple[ReleaseDecision, ...] = Field(
        default=(), description="what people decided in the end, whatever the verdict said"
    )
    done: tuple[ConditionDone, ...] = Field(default=(), description="conditions of releases that were met since")

    @property
    def settled(self) -> tuple[ReleaseDecision, ...]:
        """The decisions, each condition with the first day on which anybody said that it was met."""
        if not self.done:
            return self.decisions
        days: dict[tuple[str, str, str], date] = {}
        for record in sorted(self.done, key=lambda record: record.on, reverse=True):
            days[record.product, record.gate, record.what] = record.on
        return tuple(
            decision.model_copy(update={"conditions": tuple(_with_done(decision, days))}) for decision in self.decisions
        )


def _with_done(decision: ReleaseDecision, days: Mapping[tuple[str, str, str], date]) -> Iterator[ReleaseCondition]:
    for condition in decision.conditions:
        said = days.get((decision.product, decision.gate, condition.what))
        yield condition if said is None else condition.model_copy(update={"done": _first(condition.done, said)})


def _first(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
