"""One line of the report at a time: a metric, a gate, a risk, a decision, an action."""

from collections.abc import Sequence
from datetime import date

from metrics.change import is_improvement
from metrics.definition import Kind
from playbook.charting.sparklines import SPARKLINE_WEEKS
from playbook.concerns.gates.wording import gate_score_text
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import speaks_for
from playbook.concerns.north_star.wording_parts import age_words, partial_words, sample_words
from playbook.concerns.risks.open_risks import OpenRisk
from playbook.documents.report import wording
from playbook.documents.report.content import (
    ActionLine,
    CriterionLine,
    DecisionLine,
    Figure,
    GateLine,
    MetricLine,
    NoticeLine,
    RiskLine,
    Turn,
)
from playbook.readiness import wording as overview
from playbook.readiness import wording_notices
from playbook.readiness.advice import Action
from playbook.readiness.decisions import DecisionNeeded
from playbook.readiness.notices import Notice
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import (
    OUTCOME_WORDS,
    VERDICT_WORDS,
    change_text,
    day_text,
    in_days,
    join_words,
    seat_text,
    sentence_case,
    value_text,
    week_text,
    worst_words,
)


def metric_line(status: MetricStatus, today: date) -> MetricLine:
    """A metric as its card shows it; where products do not roll up, the worst one's numbers."""
    shown = speaks_for(status)
    previous = None if shown.change is None or shown.value is None else shown.value - shown.change
    weeks = shown.series.whole[-SPARKLINE_WEEKS:]
    notes = [partial_words(status.partial), age_words(shown.age_days)]
    if shown is not status:
        notes.append(worst_words(shown.product_name, len(status.by_product)))

    def figure(value: float | None) -> Figure:
        text = "" if value is None else value_text(value, shown)
        return Figure(value=value, text=text)

    return MetricLine(
        metric=status.metric,
        name=status.name,
        pillar=status.pillar.capitalize(),
        outcome=str(status.outcome),
        word=OUTCOME_WORDS[status.outcome],
        value=Figure(value=shown.value, text=value_text(shown.value, shown)),
        plan=figure(shown.target),
        target=figure(shown.final_target),
        target_on="" if shown.final_date is None else day_text(shown.final_date),
        change=change_text(shown.change, previous, shown),
        improved=None if shown.change is None else is_improvement(shown.change, shown.better),
        week="" if shown.period_end is None else week_text(shown.period_end),
        sample=sample_words(
            shown.n,
            value_text(shown.low, shown),
            value_text(shown.high, shown),
        ),
        note=" · ".join(note for note in notes if note),
        reason=status.reason,
        who=seat_text(status.owner),
        is_share=shown.kind is Kind.RATE,
        target_holds=shown.final_date is not None and shown.final_date < today,
        trend=tuple(point.value for point in weeks),
        trend_weeks=tuple(week_text(point.period_end) for point in weeks),
        trend_words=wording.trend_words(
            [value_text(point.value, shown) for point in weeks],
            week_text(weeks[0].period_end) if weeks else "",
            week_text(weeks[-1].period_end) if weeks else "",
        ),
    )


def gate_line(gate: GateStatus, today: date, *, in_full: bool = False) -> GateLine:
    """A gate with its words; `in_full` with every criterion and what would turn the verdict."""
    decision, words = gate.decision, sentence_case(gate.because)
    return GateLine(
        product=gate.product,
        gate=gate.gate,
        name=f"{gate.product_name}, {gate.gate_name}",
        verdict=str(gate.verdict),
        label=VERDICT_WORDS[gate.verdict],
        words=words if in_full else wording.clipped(words),
        day=overview.gate_day(gate, today),
        score=_score(gate.score),
        without=_score(gate.score_without_exemptions),
        without_label=""
        if gate.verdict_without_exemptions is gate.verdict
        else VERDICT_WORDS[gate.verdict_without_exemptions],
        quiet=gate.quiet,
        decision="" if decision is None else wording.decided(decision, today, against=decision.against_verdict),
        criteria=tuple(
            CriterionLine(
                name=criterion.name,
                key=criterion.key,
                outcome=str(criterion.outcome),
                word=OUTCOME_WORDS[criterion.outcome],
                reason=criterion.reason,
                who="" if criterion.outcome is Outcome.MET else seat_text(criterion.who),
            )
            for criterion in gate.criteria
        )
        if in_full
        else (),
        turns=tuple(Turn(to=VERDICT_WORDS[flip.to], changes=flip.changes) for flip in gate.flips) if in_full else (),
    )


def _score(score: float | None) -> Figure:
    return Figure(value=None if score is None else round(score, 1), text=gate_score_text(score))


def risk_line(everywhere: Sequence[OpenRisk]) -> RiskLine:
    """A risk with the products it is open for, the gravest first; each reason with those that it is true of."""
    risk = everywhere[0]
    products: dict[str, list[str]] = {}
    for one in everywhere:
        products.setdefault(one.reason, []).extend([one.product_name] if one.product_name else [])
    reasons = [f"{reason} ({join_words(names)})" if names else reason for reason, names in products.items()]
    return RiskLine(
        name=wording.risk_name(risk.name, [one.product_name for one in everywhere if one.product_name]),
        level=Figure(value=risk.level, text=wording.level(risk.level, risk.band)),
        word=OUTCOME_WORDS[risk.outcome],
        reason=wording.clipped(risk.reason if len(reasons) == 1 else "; ".join(reasons)),
        who=overview.who_words(risk.who),
        antidote=risk.antidote,
    )


def notice_line(notice: Notice, today: date) -> NoticeLine:
    """What reaches leaders by itself."""
    return NoticeLine(
        kind=str(notice.kind),
        name=wording_notices.name(notice),
        words=wording_notices.state(notice, today),
        touches=wording_notices.touches(notice, today),
        who=wording_notices.who(notice),
        day=notice.due,
        late_days=notice.late_days,
    )


def decision_line(decision: DecisionNeeded, today: date) -> DecisionLine:
    """A decision to take."""
    days = (decision.due - today).days
    return DecisionLine(
        kind=str(decision.kind),
        what=decision.what,
        who=overview.who_words(decision.who),
        due=decision.due,
        day=f"{day_text(decision.due, today)}, {in_days(days)}",
        late_days=decision.late_days,
        verdict=None if decision.verdict is None else str(decision.verdict),
        label="" if decision.verdict is None else VERDICT_WORDS[decision.verdict],
        reason=wording.clipped(decision.because),
    )


def action_line(action: Action) -> ActionLine:
    """Something to do next, and what it is worth."""
    return ActionLine(
        what=sentence_case(action.action),
        who=overview.who_words(action.who),
        gain=Figure(value=round(action.gain, 1), text=overview.gain_words(action.gain)),
    )
