"""What a change would do."""

from dataclasses import dataclass

from metrics.definition import Kind
from playbook.verdict import Area, Outcome, Verdict
from playbook.wording import VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class BecomesKnown:
    """A metric that had no value and gets one, or whose latest week moves on; `before_week` is None for the first."""

    metric: str
    name: str
    product: str | None
    week: str
    before_week: str | None
    value: float
    kind: Kind
    unit: str


@dataclass(frozen=True, slots=True)
class OutcomeFlip:
    """The outcome of a metric (`gate` None) or of a criterion of a gate turns."""

    id: str
    name: str
    product: str | None
    gate: str | None
    before: Outcome
    after: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class VerdictFlip:
    """The verdict of a gate turns."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    before: Verdict
    after: Verdict
    because: str


@dataclass(frozen=True, slots=True)
class StateTurn:
    """Something that stands otherwise; `before` and `after` are words, `before` '' for what was not there. `area` is
    None for what belongs to no area of readiness."""

    area: Area | None
    id: str
    name: str
    before: str
    after: str
    reason: str

    def to_json(self) -> dict[str, object]:
        return {
            "area": None if self.area is None else str(self.area),
            "id": self.id,
            "from": self.before or None,
            "to": self.after,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class WouldChange:
    """Everything that turns; scores run 0..100, coverage 0..1 (None while nothing is due)."""

    known: tuple[BecomesKnown, ...]
    outcomes: tuple[OutcomeFlip, ...]
    verdicts: tuple[VerdictFlip, ...]
    score_before: float
    score_after: float
    coverage_before: float | None
    coverage_after: float | None
    turns: tuple[StateTurn, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As `upload --dry-run --json` prints it."""
        return {
            "known": [
                {
                    "metric": known.metric,
                    "product": known.product,
                    "week": known.week,
                    "before_week": known.before_week,
                    "value": known.value,
                }
                for known in self.known
            ],
            "outcomes": [
                {
                    ("criterion" if flip.gate else "metric"): flip.id,
                    "product": flip.product,
                    "gate": flip.gate,
                    "from": str(flip.before),
                    "to": str(flip.after),
                    "reason": flip.reason,
                }
                for flip in self.outcomes
            ],
            "verdicts": [
                {
                    "product": flip.product,
                    "gate": flip.gate,
                    "from": str(flip.before),
                    "to": str(flip.after),
                    "words": f"{VERDICT_WORDS[flip.after]}: {flip.because}",
                }
                for flip in self.verdicts
            ],
            "turns": [turn.to_json() for turn in self.turns],
            "coverage": {"from": self.coverage_before, "to": self.coverage_after},
            "score": {"from": self.score_before, "to": self.score_after},
        }
