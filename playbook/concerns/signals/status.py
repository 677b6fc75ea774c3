"""How each signal moved: what was counted first, what came in since, and the change between."""

from dataclasses import dataclass
from datetime import date

from playbook.json_values import Number, OrNull
from playbook.model.signals import Signal, SignalSource
from playbook.results.questions import Questions


@dataclass(frozen=True, slots=True)
class SignalPoint:
    """One number; `week` is blank for the first point, `hits` and `total` are there for job boards."""

    on: date
    week: OrNull
    value: Number
    hits: Number | None = None
    total: Number | None = None


@dataclass(frozen=True, slots=True)
class SignalStatus:
    """One signal as it was known on the day, oldest point first. `change` is from the first point to the last, in the
    signal's unit (shares 0..1); `age_days` since the last point."""

    id: str
    name: str
    source: SignalSource
    subject: str
    unit: str
    is_share: bool
    why: str
    reading: str
    link: str
    points: tuple[SignalPoint, ...]
    change: Number | None
    age_days: int | None

    @property
    def last(self) -> SignalPoint | None:
        """The newest point."""
        return self.points[-1] if self.points else None


def signals_status(questions: Questions) -> tuple[SignalStatus, ...]:
    """Every signal in the order of the file."""
    return tuple(_status(questions, signal) for signal in questions.playbook.definitions.signals.signals)


def _status(questions: Questions, signal: Signal) -> SignalStatus:
    points: list[SignalPoint] = []
    first = signal.first
    if first is not None and first.on <= questions.day:
        points.append(SignalPoint(first.on, "", first.number, first.hits, first.total))
    for point in questions.known.series(signal.id, None).points:
        on = min(point.period_end, questions.day)
        points.append(SignalPoint(on, point.week, point.value, point.numerator, point.denominator))
    points.sort(key=lambda point: point.on)
    return SignalStatus(
        id=signal.id,
        name=signal.title,
        source=signal.source,
        subject=signal.subject,
        unit=signal.unit,
        is_share=signal.source.is_job_board,
        why=signal.why,
        reading=signal.reading,
        link=signal.link,
        points=tuple(points),
        change=points[-1].value - points[0].value if len(points) > 1 else None,
        age_days=(questions.day - points[-1].on).days if points else None,
    )
