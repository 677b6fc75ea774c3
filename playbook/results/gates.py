"""How one criterion of a gate stands for one product."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, computed_field

from playbook.json_values import NotShown, Number, OrNull, Score, Share
from playbook.model.criteria import Criterion
from playbook.model.gates import ReleaseDecision, Ruling
from playbook.model.products import Stage
from playbook.results.candidates import Difference
from playbook.verdict import Act, Outcome, Verdict
from playbook.wording import VERDICT_WORDS, Worded


@dataclass(frozen=True, slots=True)
class JudgeCalibration:
    """How a rate that a model judged was corrected by people's labels of the day `on`: `rate` of the week that speaks
    for all with its two-sided 95% interval, `by_judge` what the judge alone says (null where no week could be
    corrected). `agreement` is the share of labelled cases on which judge and people say the same, with its interval;
    `is_old` labels prove nothing good. `judge` is the model, null where the record does not name it."""

    on: date
    judge: OrNull
    labels: int
    agreement: Share
    agreement_low: Share
    agreement_high: Share
    is_old: bool
    by_judge: Number | None = None
    rate: Number | None = None
    low: Number | None = None
    high: Number | None = None


@dataclass(frozen=True, slots=True)
class CriterionStatus(Worded):
    """One criterion for one product. `underlying` is the outcome an exemption hides, `exempt_because` why it does;
    `distance` is how far the value lies on the good side of its line (negative: short of it), in the metric's unit.
    `to_meet` is what makes it met, where the action would only settle a doubt; `steps` the same act by act, `lesser`
    what would do for a warning. `cause` is what lies behind the reason, at its root; `follows` are criteria that a
    sign-off waits for to hold again, `covers` what is settled by it, `counts` the numerator and denominator of a week
    that would meet it. `due` is the day it is wanted by: its own where
    it has one (a deliverable, a layer of the stack, evidence that expired since), else the gate's. `candidate` is the
    one it was shown for (None: none in particular), `differs` the parts in which the one that would ship is another.
    `calibration` is how people's labels corrected a rate that a model judged; None where they do not. `by_time`: it is
    no longer met because a day passed."""

    id: str
    name: str
    kind: str
    key: bool
    weight: Number
    outcome: Outcome
    underlying: Outcome
    reason: str
    who: str
    action: str
    value: Number | None = None
    n: Number | None = None
    week: str | None = None
    line: str | None = None
    distance: Number | None = None
    metric: str | None = None
    exempt_until: date | None = None
    exempt_because: NotShown[str] = ""
    stale: bool = False
    to_meet: str = ""
    cause: NotShown[str] = ""
    steps: NotShown[tuple[Act, ...]] = ()
    lesser: NotShown[tuple[Act, ...]] = ()
    follows: NotShown[frozenset[str]] = frozenset()
    covers: NotShown[frozenset[str]] = frozenset()
    counts: NotShown[tuple[int, int] | None] = None
    due: date | None = None
    candidate: str | None = None
    differs: tuple[Difference, ...] = ()
    calibration: JudgeCalibration | None = None
    by_time: NotShown[bool] = False

    @property
    def root(self) -> str:
        """What went wrong first."""
        return self.cause or self.reason


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion and what it came to; NOT_APPLICABLE where the product is not meant. `cause`, `steps`, `lesser`,
    `follows`, `covers`, `counts`, `candidate`, `differs`, `calibration` and `by_time` as in CriterionStatus. `assumed`:
    it was taken for granted, not found."""

    criterion: Criterion
    outcome: Outcome
    reason: str
    who: str
    action: str
    value: float | None = None
    n: float | None = None
    week: str | None = None
    distance: float | None = None
    stale: bool = False
    to_meet: str = ""
    cause: str = ""
    steps: tuple[Act, ...] = ()
    lesser: tuple[Act, ...] = ()
    follows: frozenset[str] = frozenset()
    covers: frozenset[str] = frozenset()
    counts: tuple[int, int] | None = None
    assumed: bool = False
    due: date | None = None
    candidate: str | None = None
    differs: tuple[Difference, ...] = ()
    calibration: JudgeCalibration | None = None
    by_time: bool = False

    @property
    def root(self) -> str:
        """What went wrong first."""
        return self.cause or self.reason


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest set of changes that would turn the verdict into `to`; `acts` are the same, part by part."""

    to: Verdict
    changes: tuple[str, ...]
    criteria: tuple[str, ...]
    acts: NotShown[tuple[Act, ...]] = ()


class Decided(ReleaseDecision):
    """A person's decision at a gate, the verdict of its day as it is known today, and whether it went against it."""

    against_verdict: bool = False
    verdict_then: NotShown[Verdict | None] = None


@dataclass(frozen=True, slots=True)
class GateStatus:
    """One gate for one product. `quiet` gates are not due within the charter's notice and block nothing yet; `because`
    is the main reason of the verdict, `cause` what lies behind it, at its root; '' where the verdict is GO.
    `candidate` is what would ship; None where none is on record. With `dry_run` the gate stops nothing."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    why: str
    stage: Stage
    owner: str
    planned: date | None
    days_to_planned: int | None
    quiet: bool
    verdict: Verdict
    verdict_without_exemptions: Verdict
    because: NotShown[str]
    cause: NotShown[str]
    score: Score | None
    score_without_exemptions: Score | None
    go: float
    conditions_bound: float
    criteria: tuple[CriterionStatus, ...]
    blocking: tuple[str, ...]
    conditions: tuple[str, ...]
    flips: Annotated[tuple[Flip, ...], Field(serialization_alias="flip")]
    decision: Decided | None = None
    candidate: str | None = None
    dry_run: bool = False

    @computed_field
    @property
    def label(self) -> str:
        """The verdict in words."""
        return VERDICT_WORDS[self.verdict]

    @computed_field
    @property
    def words(self) -> str:
        """The verdict with its main reason, for where no badge stands beside it."""
        return f"{VERDICT_WORDS[self.verdict]}: {self.because}"

    @property
    def subject(self) -> str:
        """What a link to it names."""
        return f"{self.product}/{self.gate}"

    @property
    def released(self) -> date | None:
        """The day of the release that stands; its planned day was met by people, whatever the verdict says since."""
        released = self.decision is not None and self.decision.decided is Ruling.RELEASE
        return self.decision.on if released and self.decision is not None else None
