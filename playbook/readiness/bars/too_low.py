"""Bars far below what a product does today: a fall would pass unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from metrics.definition import Level, Metric
from metrics.lines import beyond
from metrics.observation import Point
from playbook.concerns.control.chart import reaches_in
from playbook.concerns.control.series import ControlledSeries, controlled_series
from playbook.concerns.gates.criteria import applies_to
from playbook.concerns.gates.windows import by_week
from playbook.concerns.gates.wording_criteria import rule_words
from playbook.json_values import NotShown, Number
from playbook.model.conditions import AnyOf, Condition, Expression
from playbook.model.criteria import Criterion
from playbook.model.gates import Gate
from playbook.model.products import Product
from playbook.readiness.bars.results import YamlPath
from playbook.readiness.inquiry import Inquiry

WEEKS = 8
REACHES = 3.0
"""A line that is passed by more than so many times the distance of a metric's mean to its limits, in each of the last
judged weeks, would hide a regression."""


@dataclass(frozen=True, slots=True)
class LowBar:
    """A line that one product passes by far. `value` is that of the week nearest the line, among the last eight;
    `reach` the distance of the mean to the limits; both in the metric's unit. `what` is the address of the line, which
    stands at `path` in the file of gates."""

    product: str
    product_name: str
    gate: str
    gate_name: str
    criterion: str
    criterion_name: str
    metric: str
    line: str
    value: Number
    reach: Number
    what: str
    measured: NotShown[Metric]
    path: NotShown[YamlPath]
    file: NotShown[str] = "gates"


@dataclass(frozen=True, slots=True)
class _Line:
    """A criterion on a metric as one product meets it."""

    gate: Gate
    criterion: Criterion
    metric: Metric
    product: Product
    series: ControlledSeries
    path: YamlPath

    @property
    def nearest(self) -> Point:
        """Of the last weeks, the one nearest the line."""
        return min(self.weeks, key=self._passed_by)

    @property
    def passed_by(self) -> float:
        """By how much the last weeks pass at least; 0 where there are too few to say."""
        return min((self._passed_by(point) for point in self.weeks), default=0.0) if len(self.weeks) == WEEKS else 0.0

    @property
    def weeks(self) -> Sequence[Point]:
        """The last judged weeks."""
        return self.series.judged[-WEEKS:]

    def _passed_by(self, point: Point) -> float:
        return _slack(by_week(self.criterion.required_line, self.metric), point.value)


def low_bars(questions: Inquiry) -> tuple[LowBar, ...]:
    """Every line that is far below what a product does on the day, in the order of products and gates.

    None where the same gate, or one that comes after it, holds the metric to a nearer line: an early gate asks for less
    on purpose. None for what is watched alone, for what adds up over the charter and for what repeats by seasons; nor
    where weeks do not vary, are too few, or are too small to have limits."""
    lines = list(_lines(questions))
    passed = [line for line in lines if line.passed_by > 0]
    series = {(line.metric.id, line.series.series.product): line.series for line in passed}
    playbook = questions.playbook
    reaches = reaches_in(list(series.values()), playbook.calendar, questions.day, playbook.last_day)
    by_series = {one: reach or 0.0 for one, reach in zip(series, reaches, strict=True)}
    low = [(line, reach) for line in passed if _is_low(line, reach := by_series[_key(line)])]
    if not low:
        return ()
    found = {id(line) for line, _ in low}
    seeing = {
        (line.product.id, line.metric.id, gate)
        for line in lines
        if id(line) not in found
        for gate in (line.gate.id, *_before(line.gate, questions))
    }
    return tuple(
        _low_bar(line, reach) for line, reach in low if (line.product.id, line.metric.id, line.gate.id) not in seeing
    )


def _key(line: _Line) -> tuple[str, str | None]:
    return line.metric.id, line.series.series.product


def _is_low(line: _Line, reach: float) -> bool:
    tiny = 1e-9 * max(1.0, abs(line.nearest.value))
    return reach > tiny and line.passed_by > REACHES * reach


def _before(gate: Gate, questions: Inquiry) -> frozenset[str]:
    """The gates that one comes after, and those that they come after."""
    found: set[str] = set()
    waiting = list(gate.after)
    while waiting:
        name = waiting.pop()
        if name not in found and name in questions.playbook.gates:
            found.add(name)
            waiting += questions.playbook.gates[name].after
    return frozenset(found)


def _lines(questions: Inquiry) -> Iterator[_Line]:
    playbook = questions.playbook
    series: dict[tuple[str, str | None], ControlledSeries] = {}
    for product in playbook.products.values():
        if not product.exists_on(questions.day):
            continue
        for at, gate in enumerate(playbook.definitions.gates.gates):
            for index, criterion in enumerate(gate.criteria):
                metric = playbook.metrics.get(criterion.metric or "")
                if metric is None or criterion.observe or not applies_to(criterion, product, questions):
                    continue
                of = metric.id, None if metric.level is Level.ORGANIZATION else product.id
                if of not in series:
                    series[of] = controlled_series(questions, metric, of[1])
                if not series[of].is_for_the_charter and not metric.season:
                    path = ("gates", at, "criteria", index, "pass")
                    yield _Line(gate, criterion, metric, product, series[of], path)


def _slack(line: Expression, value: float) -> float:
    """How far a value lies on the good side. A line held against the past moves with the product: nothing falls behind
    it unseen."""
    if isinstance(line, Condition):
        return 0.0 if line.relative else beyond(value, line.number, wants_high=line.operator.wants_high)
    parts = [_slack(part, value) for part in line.parts]
    return max(parts) if isinstance(line, AnyOf) else min(parts)


def _low_bar(line: _Line, reach: float) -> LowBar:
    gate, criterion, product = line.gate, line.criterion, line.product
    return LowBar(
        product=product.id,
        product_name=product.title,
        gate=gate.id,
        gate_name=gate.title,
        criterion=criterion.id,
        criterion_name=criterion.title,
        metric=line.metric.id,
        line=rule_words(by_week(criterion.required_line, line.metric), line.metric),
        value=line.nearest.value,
        reach=reach,
        what=f"gates.{gate.id}.criteria.{criterion.id}.pass",
        measured=line.metric,
        path=line.path,
    )
