"""Launch gates as people define them, and the records that bear on them: sign-offs, exemptions, decisions."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from metrics.definition import Definition, Identifier
from playbook.model.criteria import Criterion
from playbook.model.evidence import EvidenceKind
from playbook.model.links import Link
from playbook.model.products import Stage


class SignOffRole(Definition):
    """A kind of sign-off and the seats that may give it."""

    id: Identifier
    name: str = ""
    seats: tuple[Identifier, ...] = Field(default=(), description="blank: any seat that owns nothing it signs")
    looks_at: str = Field(default="", description="what the signer vouches for")


class Gate(Definition):
    """One launch gate."""

    id: Identifier
    name: str = ""
    stage: Stage = Field(description="the next stage a product may enter with this verdict")
    why: str = ""
    after: tuple[Identifier, ...] = Field(default=(), description="earlier gates, re-checked here")
    owner: str = ""
    go: float = Field(default=90, ge=0, le=100)
    conditions: float = Field(default=75, ge=0, le=100)
    criteria: tuple[Criterion, ...] = ()

    @property
    def title(self) -> str:
        """Name shown to people."""
        return self.name or self.id.replace("-", " ").capitalize()


class GateDefinitions(Definition):
    """`definitions/gates.yaml`"""

    evidence_kinds: tuple[EvidenceKind, ...] = ()
    sign_offs: tuple[SignOffRole, ...] = ()
    gates: tuple[Gate, ...] = ()


class Answer(StrEnum):
    """What a signer said."""

    YES = "yes"
    NO = "no"


def _yes_no(value: Any) -> Any:
    # YAML 1.1 reads a bare yes as true; both spellings mean the same to a person
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class SignOff(Definition):
    """A person vouched for a criterion of a gate, or refused to."""

    product: Identifier
    gate: Identifier
    criterion: Identifier
    decision: Annotated[Answer, BeforeValidator(_yes_no)]
    by: Identifier
    on: date
    link: Link = ""
    note: str = ""


class SignOffRecords(Definition):
    """`records/sign_offs.yaml`"""

    sign_offs: tuple[SignOff, ...] = ()


class Exemption(Definition):
    """A criterion is set aside for one product until `last_day`, at most 30 days on."""

    product: Identifier
    gate: Identifier
    criterion: Identifier
    asked_by: Identifier
    approved_by: Identifier
    on: date
    last_day: date
    reason: str = Field(min_length=1)


class ExemptionRecords(Definition):
    """`records/exemptions.yaml`"""

    exemptions: tuple[Exemption, ...] = ()


class Ruling(StrEnum):
    """What people decided in the end."""

    RELEASE = "release"
    HOLD = "hold"
    STOP = "stop"


class ReleaseCondition(Definition):
    """Something that a decision to release, or to hold, depends on."""

    what: str = Field(min_length=1)
    owner: Identifier
    due: date
    done: date | None = None


class ReleaseDecision(Definition):
    """A person's decision at a gate, whatever the verdict said."""

    product: Identifier
    gate: Identifier
    decided: Ruling
    by: Identifier
    on: date
    verdict_seen: str = ""
    reason: str = ""
    conditions: tuple[ReleaseCondition, ...] = ()


class ConditionDone(Definition):
    """A condition of a release was met on that day: said apart, so that the decision stands as it was taken."""

    product: Identifier
    gate: Identifier
    what: str = Field(min_length=1, description="the condition, in the words of the decision")
    on: date
    by: Identifier
    link: Link = ""
    note: str = ""


class DecisionRecords(Definition):
    """`records/decisions.yaml`"""

    decisions: tuple[ReleaseDecision, ...] = ()
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
