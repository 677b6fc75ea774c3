"""Criteria of gates as people write them: what is asked, how much it weighs, to whom it applies."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from metrics.definition import Definition, Identifier, Kind, Metric, Named
from playbook.model.candidates import CandidatePart
from playbook.model.conditions import All, AnyOf, Condition, Expression, conditions_of, parse_expression, text_of
from playbook.model.experiments import FindingSeverity
from playbook.model.fields import Refused
from playbook.model.incidents import IncidentBar
from playbook.model.products import RiskTier, Stage

CRITERION_KINDS = (
    "metric",
    "evidence",
    "sign_off",
    "deliverable",
    "stack",
    "experiments",
    "risk",
    "incidents",
    "vendors",
    "gate",
)

_CONDITION_SCHEMA: dict[str, Any] = {"type": "string", "examples": [">= 0.90", "< 4", "<= +10%"]}
_EXPRESSION_SCHEMA: dict[str, Any] = {
    "description": "a condition, a list of which all must hold, or any: with a list of which one must hold",
    "anyOf": [
        _CONDITION_SCHEMA,
        {"type": "array", "minItems": 1, "items": {"anyOf": [_CONDITION_SCHEMA, {"type": "object"}]}},
        {
            "type": "object",
            "properties": {"any": {"type": "array"}},
            "required": ["any"],
            "additionalProperties": False,
        },
    ],
}


def _read_expression(value: Any) -> Any:
    return value if value is None or isinstance(value, Condition | All | AnyOf) else parse_expression(value)


Conditions = Annotated[
    Any,
    BeforeValidator(_read_expression),
    PlainSerializer(lambda value: None if value is None else text_of(value), return_type=str | None),
    WithJsonSchema(_EXPRESSION_SCHEMA),
]
"""An `Expression` as YAML writes it (typed as Any for pydantic's sake; use `Criterion.pass_line`)."""


class Applies(Definition):
    """Which products a criterion is for; an absent key means all."""

    risk_tier: tuple[RiskTier, ...] | None = Field(default=None, description="products of these tiers")
    stage: tuple[Stage, ...] | None = Field(default=None, description="products in these stages")
    products: tuple[Identifier, ...] | None = Field(default=None, description="these products")


class ExperimentsBar(Definition):
    """The bar for experiments: the product's own where some name it, else all."""

    decided: float = Field(default=1.0, ge=0, le=1, description="share with a decision in date")
    open_findings: int = Field(default=0, ge=0, description="how many findings of `severity` or worse may stay open")
    severity: FindingSeverity = Field(
        default=FindingSeverity.HIGH, description="lowest severity at which an open finding counts"
    )


class Criterion(Named):
    """One line of a gate; exactly one of the kinds metric … gate."""

    why: str = Field(default="", description="why it matters, in words")
    metric: Identifier | None = Field(default=None, description="id of a metric; needs pass")
    evidence: Identifier | None = Field(
        default=None, description="id of an evidence kind: valid and reviewed by somebody other than its author"
    )
    sign_off: Identifier | None = Field(
        default=None, description="id of a sign-off: somebody said yes, and nothing got worse since"
    )
    deliverable: Identifier | None = Field(default=None, description="id of a deliverable: proven")
    stack: Identifier | None = Field(default=None, description="id of a layer: decided, reviewed, unexpired")
    experiments: ExperimentsBar | None = Field(default=None, description="the experiments meet this bar")
    risk: Identifier | None = Field(default=None, description="id of a risk: treated, or accepted and in date")
    incidents: IncidentBar | None = Field(
        default=None, description="the incidents meet this bar, and somebody vouches that all are listed"
    )
    vendors: Literal["in_order"] | None = Field(
        default=None, description="in_order: every vendor it depends on is reviewed, under contract, its models alive"
    )
    gate: Identifier | None = Field(default=None, description="id of another gate: its verdict today")
    pass_: Conditions | None = Field(
        default=None,
        alias="pass",
        description="condition to be met: '>= 0.90', '< 4', '>= -2%' (against the baseline); "
        "a list: all; any: one of them",
    )
    warn: Conditions | None = Field(
        default=None, description="looser condition that makes it a warning instead of not met"
    )
    confidence: float | Literal["none"] = Field(
        default=0.95, description="how sure a rate with a sample must be; none compares the plain value"
    )
    weeks: int = Field(default=1, ge=1, le=52, description="the worst of this many closed weeks counts")
    pool_weeks: int = Field(default=1, ge=1, le=52, description="this many closed weeks are added up first")
    labels_within_days: int | None = Field(
        default=None,
        ge=1,
        description="for a rate that a model judged: people's labels, at most this many days old, correct it "
        "(`playbook calibrate`), as `calibration` of `playbook gates --json` shows; without them it is not known",
    )
    baseline_weeks: int = Field(
        default=4, ge=1, le=52, description="this many earlier good weeks make the baseline of a relative condition"
    )
    key: bool = Field(default=False, description="the gate cannot be passed without it")
    weight: float = Field(default=1, ge=0, description="how much it counts beside the others; only the ratio matters")
    observe: bool = Field(default=False, description="shown, but decides nothing yet")
    exemptible: bool = Field(default=True, description="false: nobody may set it aside")
    applies: Applies = Field(default=Applies(), description="which products it is for; blank: all")
    depends_on: tuple[CandidatePart, ...] = Field(
        default=(),
        description="parts of a candidate that what was shown depends on; blank: all. Where one of them differs from "
        "the candidate that would ship, it is stale",
    )
    owner: str = Field(default="", description="seat that acts when it is not met; blank: follows from the kind")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        named = [kind for kind in CRITERION_KINDS if getattr(self, kind) is not None]
        if len(named) != 1:
            raise Refused(whole="criterion", kinds=CRITERION_KINDS)
        if self.metric is not None and self.pass_ is None:
            raise Refused("a metric criterion needs a line to pass, such as pass: '>= 0.90'")
        if self.metric is None and (self.pass_ is not None or self.warn is not None):
            raise Refused("pass and warn are for metrics", remedy=f"a criterion on {named[0]} has none")
        if self.labels_within_days is not None and (self.metric is None or self.pool_weeks > 1):
            found = "labels_within_days is for a metric" if self.metric is None else "labels correct one week at a time"
            raise Refused(found, remedy="take it out" if self.metric is None else "use weeks: instead of pool_weeks:")
        if self.confidence != "none" and not 0.5 <= self.confidence < 1:
            raise Refused("confidence lies between 0.5 and 1 (0.95 is usual), or is 'none'")
        return self

    @property
    def kind(self) -> str:
        """Which of the kinds it is."""
        given = self.__dict__
        return next(kind for kind in CRITERION_KINDS if given[kind] is not None)

    @property
    def pass_line(self) -> Expression | None:
        """What must hold to be met; None for kinds without a line."""
        line: Expression | None = self.pass_
        return line

    @property
    def required_line(self) -> Expression:
        """The line of a metric criterion; raises ValueError for other kinds."""
        if self.pass_line is None:
            raise ValueError(f"criterion '{self.id}' has no line to pass")
        return self.pass_line

    @property
    def warn_line(self) -> Expression | None:
        """What must hold to be a warning."""
        line: Expression | None = self.warn
        return line


def decides_by_sample(criterion: Criterion, metric: Metric) -> bool:
    """Whether a sample has to prove a line of the criterion: a rate with a line of its own and a confidence."""
    absolute = any(not condition.relative for condition in conditions_of(criterion.required_line))
    return metric.kind is Kind.RATE and criterion.confidence != "none" and absolute
