"""Assessment -> Report: what stands on the first page, what in the appendix, and in which order."""

import re
from collections.abc import Sequence
from typing import Any

from playbook.concerns.control.review import MetricControls
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.risks.open_risks import OpenRisk
from playbook.documents.report import lines, wording
from playbook.documents.report.appendix import appendix_of, is_exception
from playbook.documents.report.content import Appendix, Area, Audience, Figure, Report, SpendLine
from playbook.readiness import wording as overview
from playbook.readiness import wording_known as known
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars import wording_lowered as bar_words
from playbook.readiness.decisions import DecisionNeeded
from playbook.readiness.score import Readiness
from playbook.readiness.wording_headline import beside_the_score, clock
from playbook.verdict import Outcome
from playbook.wording import AREA_WORDS, OUTCOME_WORDS, money_text, percent_text, score_text

NO_REVIEWS = MetricControls()
MOST_METRICS, MOST_GATES, MOST_RISKS, MOST_DECISIONS, MOST_NOTICES = 14, 6, 3, 4, 3
_ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.|mailto:)\S+")


def build_report(
    assessment: Assessment,
    audience: Audience = Audience.TEAM,
    *,
    reviews: MetricControls = NO_REVIEWS,
    notice: str = "",
) -> Report:
    """The report of an assessment and of what its charts say; `notice` is what to know about its source (a sample, an
    earlier version of broken files). Pure: the same arguments give the same report."""
    readiness = assessment.readiness
    metrics, more_metrics = _chosen_metrics(assessment.metrics)
    gates = [gate for gate in assessment.gates if not gate.quiet]
    gates.sort(key=lambda gate: (gate.verdict.rank, gate.days_to_planned if gate.days_to_planned is not None else 0))
    report = Report(
        audience=audience,
        organization=assessment.organization,
        charter=assessment.charter_name,
        title=overview.headline(assessment),
        summary=overview.summary(assessment.gates, assessment.due) if assessment.start is not None else "",
        clock=clock(assessment),
        as_of=assessment.as_of,
        basis=str(assessment.basis),
        notice=notice,
        started=assessment.start is not None,
        score=_score(readiness.score),
        plan=_score(readiness.plan),
        without=_score(readiness.without_exemptions),
        coverage=_coverage(readiness),
        change=_change(assessment),
        beside=beside_the_score(assessment),
        areas=_areas(readiness),
        metrics=tuple(lines.metric_line(status, assessment.as_of) for status in metrics),
        more_metrics=wording.more_metrics(more_metrics),
        gates=tuple(lines.gate_line(gate, assessment.as_of) for gate in gates[:MOST_GATES]),
        more_gates=wording.more_gates(len(gates) - MOST_GATES, len(assessment.gates) - len(gates)),
        risks=tuple(lines.risk_line(risk) for risk in _one_of_each(assessment.open_risks)[:MOST_RISKS]),
        more_risks=wording.more(len(_one_of_each(assessment.open_risks)) - MOST_RISKS),
        decisions=_decisions(assessment.decisions_needed[:MOST_DECISIONS], assessment),
        more_decisions=wording.more(len(assessment.decisions_needed) - MOST_DECISIONS),
        notices=tuple(lines.notice_line(notice, assessment.as_of) for notice in assessment.notices[:MOST_NOTICES]),
        more_notices=wording.more(len(assessment.notices) - MOST_NOTICES),
        spend=_spend(assessment),
        unknown=(*unknown_by_name(assessment.metrics), *known.areas_words(readiness.areas)),
        alarms=(*assessment.alarms, *_lowered(assessment)),
        actions=tuple(lines.action_line(action) for action in assessment.actions),
        appendix=_appendix(assessment, reviews, audience),
    )
    return for_board(report) if audience is Audience.BOARD else report


def _appendix(assessment: Assessment, reviews: MetricControls, audience: Audience) -> Appendix | None:
    return appendix_of(assessment, reviews) if audience is Audience.TEAM and assessment.start is not None else None


def _lowered(assessment: Assessment) -> tuple[str, ...]:
    """The bars lowered since, by name: a board has no appendix that would say so."""
    since, bars = assessment.changed_since, assessment.bar_changes
    return (bar_words.lowered_in_short(bars, since, assessment.as_of),) if bars and since is not None else ()


def _score(value: float) -> Figure:
    return Figure(value=round(value, 1), text=score_text(value))


def _coverage(readiness: Readiness) -> Figure:
    share = readiness.coverage
    return Figure(value=None if share is None else round(share, 4), text=known.coverage_words(share))


def _change(assessment: Assessment) -> Figure:
    """The change of the score, as the page works it out: between the two scores as shown."""
    before, since = assessment.score_before, assessment.changed_since
    if before is None or since is None:
        return Figure(text="")
    moved = overview.change_of_score(assessment.readiness.score, before)
    words = overview.change_since(moved, since, assessment.as_of) or overview.no_change_since(since, assessment.as_of)
    return Figure(value=round(moved, 1), text=words)


def _areas(readiness: Readiness) -> tuple[Area, ...]:
    total = sum(area.weight for area in readiness.areas) or 1.0
    return tuple(
        Area(
            area=str(area.area),
            name=AREA_WORDS[area.area],
            score=Figure(value=round(area.score, 1), text=score_text(area.score if area.known else None)),
            plan=_score(area.plan),
            weight=Figure(value=area.weight, text=percent_text(area.weight / total, 0)),
            known=area.known,
            reason=area.reason,
        )
        for area in readiness.areas
    )


def _chosen_metrics(metrics: Sequence[MetricStatus]) -> tuple[list[MetricStatus], int]:
    """All metrics in their order where they fit on the page, else those off their plan before those on it."""
    if len(metrics) <= MOST_METRICS:
        return list(metrics), 0
    on_plan = {number for number, status in enumerate(metrics) if not is_exception(status)}
    kept = sorted(range(len(metrics)), key=lambda number: (number in on_plan, number))[:MOST_METRICS]
    return [metrics[number] for number in sorted(kept)], len(metrics) - MOST_METRICS


def _one_of_each(risks: Sequence[OpenRisk]) -> list[list[OpenRisk]]:
    """Each risk once, with how it stands for every product it is open for, the gravest first."""
    together: dict[str, list[OpenRisk]] = {}
    for risk in risks:
        together.setdefault(risk.risk, []).append(risk)
    return list(together.values())


def _decisions(needed: Sequence[DecisionNeeded], assessment: Assessment) -> tuple[Any, ...]:
    return tuple(lines.decision_line(decision, assessment.as_of) for decision in needed)


def _spend(assessment: Assessment) -> SpendLine | None:
    spend = assessment.spend
    if spend is None:
        return None

    def money(value: float | None) -> Figure:
        return Figure(value=value, text=money_text(value, spend.currency))

    share = None if spend.spent is None else spend.spent / spend.budget
    return SpendLine(
        name=spend.name,
        outcome=str(spend.outcome),
        word=OUTCOME_WORDS[spend.outcome],
        spent=money(spend.spent),
        planned=money(spend.planned),
        planned_by="" if spend.until is None else wording.planned_by(spend.until),
        budget=money(spend.budget),
        share=Figure(value=share, text="" if share is None else percent_text(share, 0)),
        reason=spend.reason,
    )


def unknown_by_name(metrics: Sequence[MetricStatus]) -> tuple[str, ...]:
    """By name what is stale, silent or partial."""
    sentences = (
        known.stale_words(status for status in metrics if status.outcome is Outcome.STALE),
        known.silent_words(status for status in metrics if status.outcome is Outcome.NO_DATA),
        known.partial_words(status for status in metrics if status.partial),
    )
    return tuple(sentence for sentence in sentences if sentence)


def for_board(report: Report) -> Report:
    """The first page alone, every address taken out of its texts: a board has no use for what only the inside can
    open."""
    values = {**report.model_dump(), "audience": Audience.BOARD, "appendix": None}
    return Report.model_validate(_redacted(values))


def _redacted(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, Audience):
        return _ADDRESS.sub(wording.LINK_LEFT_OUT, value)
    if isinstance(value, dict):
        return {key: _redacted(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_redacted(inner) for inner in value)
    return value
