"""The appendix for the team: verdicts with their reasons, exceptions, what blocks, what changed, what is late."""

from metrics.definition import NATURAL_RANGE
from playbook.concerns.charter import wording as charter_words
from playbook.concerns.control.attention import controls_speaking_for, needs_attention
from playbook.concerns.control.review import MetricControls
from playbook.concerns.experiments.wording import decision_words
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.documents.report import lines, wording
from playbook.documents.report.content import (
    Appendix,
    BlockerLine,
    ChangeLine,
    ExceptionLine,
    Figure,
    FindingLine,
    LateLine,
    Limits,
    MetricLine,
)
from playbook.readiness import wording as overview
from playbook.readiness.agenda import backfilled_of, process_words
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars import wording_lowered as bar_words
from playbook.readiness.changes import wording as since_words
from playbook.readiness.changes.between import effects_that_add_up
from playbook.results.charter import DeliverableStatus
from playbook.results.experiments import ExperimentStatus
from playbook.verdict import Outcome
from playbook.wording import CHANGE_WORDS, STATE_WORDS, day_text, of_product, week_text

MOST_GROUND = 40


def is_exception(status: MetricStatus) -> bool:
    """True for a metric that is off its plan, not proven, or not known."""
    return status.outcome not in (Outcome.MET, Outcome.NOT_APPLICABLE)


def exceptions_of(assessment: Assessment, reviews: MetricControls) -> list[MetricStatus]:
    """Metrics that are off their plan, not proven or not known, and those whose chart signals, in their order."""
    return [
        status
        for status in assessment.metrics
        if is_exception(status) or needs_attention(status, controls_speaking_for(status, reviews))
    ]


def appendix_of(assessment: Assessment, reviews: MetricControls) -> Appendix:
    """Everything after the first page."""
    exceptions, since = exceptions_of(assessment, reviews), assessment.since_review
    return Appendix(
        gates=tuple(lines.gate_line(gate, assessment.as_of, in_full=True) for gate in assessment.gates),
        exceptions=tuple(_exception(status, assessment, reviews) for status in exceptions),
        routine=wording.routine(len(assessment.metrics) - len(exceptions)),
        backfilled=backfilled_of(assessment, reviews),
        blockers=tuple(
            BlockerLine(
                what=blocker.title, reason=blocker.reason, who=overview.who_words(blocker.who, blocker.late_days)
            )
            for blocker in assessment.blockers
        ),
        changes=_changes(assessment),
        compared="" if since is None else since_words.compared_with(since.week_end, since.as_of, assessment.as_of),
        ground=_ground(assessment)[:MOST_GROUND],
        late=tuple(
            _late(deliverable, assessment) for deliverable in assessment.charter.deliverables if deliverable.late_days
        ),
        findings=tuple(
            _finding(experiment, assessment) for experiment in assessment.audit.experiments if not experiment.is_clean
        ),
    )


def _ground(assessment: Assessment) -> tuple[str, ...]:
    """Bars that were lowered, and what else is different about what the last review stood on."""
    since = assessment.since_review
    found = [] if since is None else since_words.ground(since)
    bars = bar_words.lowered_since(assessment.bar_changes, assessment.bar_metrics, assessment.as_of)
    return tuple(
        f"{title}: {entry}" for title, entries in ((bar_words.LOWERED_SINCE, bars), *found) for entry in entries
    )


def _exception(status: MetricStatus, assessment: Assessment, reviews: MetricControls) -> ExceptionLine:
    names = {gate.product: gate.product_name for gate in assessment.gates}
    products = tuple(
        of_product(names.get(each.product or "", each.product or ""), each.reason) for each in status.by_product
    )
    process = process_words(controls_speaking_for(status, reviews), names)
    line = lines.metric_line(status, assessment.as_of)
    return ExceptionLine(line=line, process=process, limits=_limits(status, line, reviews), products=products)


def _limits(status: MetricStatus, line: MetricLine, reviews: MetricControls) -> Limits | None:
    shown = speaks_for(status)
    review = reviews.of(shown.metric, shown.product)
    if review is None:
        return None
    low, high = NATURAL_RANGE[shown.kind]

    def within(value: float | None) -> float | None:
        if value is None:
            return None
        return min(max(value, value if low is None else low), value if high is None else high)

    points = {
        week_text(point.point.period_end): tuple(map(within, (point.mean, point.lower, point.upper)))
        for point in review.points
    }
    weeks = [points.get(week, (None, None, None)) for week in line.trend_weeks]
    if all(mean is None for mean, _, _ in weeks):
        return None
    mean, lower, upper = zip(*weeks, strict=True)
    return Limits(mean=mean, lower=lower, upper=upper)


def _changes(assessment: Assessment) -> tuple[ChangeLine, ...]:
    before = assessment.score_before
    if before is None:
        return ()
    total = round(assessment.readiness.score, 1) - round(before, 1)
    effects = effects_that_add_up(assessment.changes, total)
    return tuple(
        ChangeLine(
            kind=str(change.kind),
            cause=CHANGE_WORDS[change.kind],
            text=change.text,
            effect=Figure(value=effect, text=overview.effect_words(effect)),
        )
        for change, effect in zip(assessment.changes, effects, strict=True)
    )


def _late(deliverable: DeliverableStatus, assessment: Assessment) -> LateLine:
    late = charter_words.lapsed_words(deliverable, assessment.as_of), overview.late_words(deliverable.late_days)
    return LateLine(
        name=deliverable.name,
        state=STATE_WORDS[deliverable.state],
        due=", ".join(part for part in (day_text(deliverable.due, assessment.as_of), *late) if part),
        reason="; ".join(deliverable.reasons),
        who=overview.who_words(deliverable.who or deliverable.owner),
        links=deliverable.links,
    )


def _finding(experiment: ExperimentStatus, assessment: Assessment) -> FindingLine:
    findings = "; ".join(finding.reason for finding in experiment.findings)
    return FindingLine(
        name=experiment.name,
        decision=decision_words(experiment, assessment.as_of),
        reason=findings,
        who=overview.who_words(experiment.owner),
        link=experiment.link,
    )
