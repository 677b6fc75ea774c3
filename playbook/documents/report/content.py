"""What a report says: frozen values with their words, the same for every format, and to and from JSON."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from metrics.visible import visible_line


def one_line(text: str) -> str:
    """Text from a file on one line, without control characters and marks that turn the direction of reading."""
    return visible_line(text)


Line = Annotated[str, AfterValidator(one_line)]
"""Text on one line; it may come from a file, and no format may take it for markup."""


class Audience(StrEnum):
    """Who reads it: the board gets one page without internal links, the team the appendix too."""

    BOARD = "board"
    TEAM = "team"


class Part(BaseModel):
    """A piece of the report. What a newer version added is passed over when an older one reads it."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Figure(Part):
    """A number as it was worked out and as people read it; `value` None is unknown."""

    value: float | None = None
    text: Line = ""


class Area(Part):
    """One area of readiness; scores run 0..100, `weight` is its share of the whole in percent."""

    area: str
    name: Line
    score: Figure
    plan: Figure
    weight: Figure
    known: bool
    reason: Line


class MetricLine(Part):
    """One metric against its plan; values in its own unit (rates 0..1). `trend` are its last whole weeks;
    `target_holds`: its last target's day has passed."""

    metric: str
    name: Line
    pillar: Line
    outcome: str
    word: Line
    value: Figure
    plan: Figure
    target: Figure
    target_on: Line
    change: Line
    improved: bool | None
    week: Line
    sample: Line
    note: Line
    reason: Line
    who: Line
    trend: tuple[float, ...] = ()
    trend_weeks: tuple[Line, ...] = ()
    trend_words: Line = ""
    is_share: bool = False
    target_holds: bool = False


class CriterionLine(Part):
    """One criterion of a gate."""

    name: Line
    key: bool
    outcome: str
    word: Line
    reason: Line
    who: Line


class Turn(Part):
    """What would turn a verdict."""

    to: Line
    changes: tuple[Line, ...]


class GateLine(Part):
    """One gate of one product in words; `without_label` is the verdict without exemptions, where it is another."""

    product: str
    gate: str
    name: Line
    verdict: str
    label: Line
    words: Line
    day: Line
    score: Figure
    without: Figure
    without_label: Line = ""
    quiet: bool
    decision: Line = ""
    criteria: tuple[CriterionLine, ...] = ()
    turns: tuple[Turn, ...] = ()


class RiskLine(Part):
    """A risk whose antidote is not in place; `level` is likelihood times impact."""

    name: Line
    level: Figure = Figure()
    word: Line
    reason: Line
    who: Line
    antidote: Line


class DecisionLine(Part):
    """A decision to take, with the day it is wanted by and what the gate says today."""

    kind: str
    what: Line
    who: Line
    due: date
    day: Line
    late_days: int
    verdict: str | None
    label: Line
    reason: Line


class NoticeLine(Part):
    """An incident, a retirement, a contract, an exemption or the budget, with what it touches."""

    kind: str
    name: Line
    words: Line
    touches: Line
    who: Line
    day: date | None
    late_days: int


class SpendLine(Part):
    """Money spent against the budget and against what was planned by now."""

    name: Line
    outcome: str
    word: Line
    spent: Figure
    planned: Figure
    planned_by: str = ""
    budget: Figure
    share: Figure
    reason: Line


class ChangeLine(Part):
    """One cause of the change of the score, in points."""

    kind: str
    cause: Line
    text: Line
    effect: Figure


class ActionLine(Part):
    """Something that would raise readiness, in points."""

    what: Line
    who: Line
    gain: Figure


class BlockerLine(Part):
    """What blocks, and who must act."""

    what: Line
    reason: Line
    who: Line


class LateLine(Part):
    """A deliverable that is due and not proven."""

    name: Line
    state: Line
    due: Line
    reason: Line
    who: Line
    links: tuple[Line, ...] = ()


class FindingLine(Part):
    """An experiment with something against it."""

    name: Line
    decision: Line
    reason: Line
    who: Line
    link: Line = ""


class Limits(Part):
    """Mean and natural process limits for the weeks of a metric's `trend`, in its unit and within what its kind of
    number can be; None where a week has none."""

    mean: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]


class ExceptionLine(Part):
    """A metric that is off its plan or not known, or whose chart signals (`process` says so), with its products; a
    chart of it carries the same `metric`."""

    line: MetricLine
    process: Line = ""
    limits: Limits | None = None
    products: tuple[Line, ...] = ()


class Appendix(Part):
    """What the team needs: every verdict with its reasons, every exception, everything that blocks."""

    gates: tuple[GateLine, ...] = ()
    exceptions: tuple[ExceptionLine, ...] = ()
    routine: Line = ""
    backfilled: tuple[Line, ...] = ()
    blockers: tuple[BlockerLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    compared: Line = ""
    ground: tuple[Line, ...] = ()
    late: tuple[LateLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()


class Report(Part):
    """One report. The first page is for everybody; `appendix` is None where the audience is the board."""

    schema_version: Annotated[int, Field(serialization_alias="schema")] = 1
    audience: Audience
    organization: Line
    charter: Line
    title: Line
    summary: Line
    clock: Line
    as_of: date
    basis: str
    notice: Line = ""
    started: bool
    score: Figure
    plan: Figure
    without: Figure
    coverage: Figure
    change: Figure
    beside: Line
    areas: tuple[Area, ...] = ()
    metrics: tuple[MetricLine, ...] = ()
    more_metrics: Line = ""
    gates: tuple[GateLine, ...] = ()
    more_gates: Line = ""
    risks: tuple[RiskLine, ...] = ()
    more_risks: Line = ""
    decisions: tuple[DecisionLine, ...] = ()
    more_decisions: Line = ""
    notices: tuple[NoticeLine, ...] = ()
    more_notices: Line = ""
    spend: SpendLine | None = None
    unknown: tuple[Line, ...] = ()
    alarms: tuple[Line, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    appendix: Appendix | None = None


def figures(part: Part, path: str = "") -> Iterator[tuple[str, Figure]]:
    """Every figure of a report with the way to it, such as `areas[0].score`."""
    for name in type(part).model_fields:
        yield from _figures_in(getattr(part, name), f"{path}.{name}" if path else name)


def _figures_in(value: Any, path: str) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield path, value
    elif isinstance(value, Part):
        yield from figures(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _figures_in(item, f"{path}[{index}]")
