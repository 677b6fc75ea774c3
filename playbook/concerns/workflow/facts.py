"""What the latest record of a product's work says, in short facts, and what in it is worth worrying about."""

from dataclasses import dataclass
from datetime import date, timedelta

from metrics.statistics.proportion import settled
from playbook.model.workflow import WorkPart
from playbook.model.workflow_records import (
    DriftRecord,
    FallbackState,
    FeedbackRecord,
    JourneyRecord,
    ProductCase,
    RetrievalRecord,
    SuiteRecord,
    WorkRecord,
)
from playbook.wording import join_words, money_text, percent_text, plural, seat_text

_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `worry` is True where somebody should act on it."""

    text: str
    worry: bool = False


def facts_of(record: WorkRecord, part: WorkPart, day: date, currency: str) -> tuple[Fact, ...]:
    """The facts of one record as they read on `day`; amounts whose currency is not named are in `currency`."""
    match record:
        case ProductCase():
            return _case(record, record.currency or currency)
        case JourneyRecord():
            return _journey(record)
        case SuiteRecord():
            return _suite(record, part, day)
        case RetrievalRecord():
            return _retrieval(record, day)
        case FeedbackRecord():
            return _feedback(record)
        case DriftRecord():
            return (_drift(record, part),)
        case _:
            return ()


def payback_weeks(case: ProductCase) -> float | None:
    """Weeks of running until the build cost came back; None where a week costs as much as it is worth, or more."""
    gain = case.weekly_value - case.weekly_cost
    return case.build_cost / gain if gain > 0 else None


def _case(case: ProductCase, currency: str) -> tuple[Fact, ...]:
    def money(amount: float) -> str:
        return money_text(amount, currency)

    moves = f" from {case.baseline} to {case.target}" if case.baseline and case.target else ""
    weeks = payback_weeks(case)
    worth = f"a week is worth {money(case.weekly_value)} and costs {money(case.weekly_cost)}"
    if weeks is None:
        back = Fact(f"{worth}: at these numbers {money(case.build_cost)} never come back", worry=True)
    else:
        back = Fact(f"{worth}: {money(case.build_cost)} come back in {plural(max(1, round(weeks)), 'week')}")
    return (Fact(f"{case.kpi}{moves}"), back)


def _journey(journey: JourneyRecord) -> tuple[Fact, ...]:
    there = {fallback.state for fallback in journey.fallbacks}
    missing = [str(state) for state in FallbackState if state not in there]
    facts = [Fact(plural(len(journey.steps), "step"))]
    if missing:
        facts.append(Fact(f"nothing is said for when it is {join_words(missing, 'or')}", worry=True))
    else:
        facts.append(Fact("fallbacks for slow, unsure, wrong and down"))
    if not journey.escalation:
        facts.append(Fact("no way to a person", worry=True))
    else:
        within = "" if journey.escalation_minutes is None else f" within {plural(journey.escalation_minutes, 'minute')}"
        facts.append(Fact(f"a person{within}: {journey.escalation}"))
    return tuple(facts)


def _suite(suite: SuiteRecord, part: WorkPart, day: date) -> tuple[Fact, ...]:
    failed = "" if suite.failed is None else f", {suite.failed:,} failed"
    kept = f", kept by {seat_text(suite.owner)}" if suite.owner else ""
    age = (day - suite.on).days
    ran = "today" if age == 0 else f"{plural(age, 'day')} ago"
    facts = [Fact(f"{plural(suite.cases, 'case')}{failed}{kept}"), Fact(f"last run {ran}")]
    if suite.waiting is not None:
        waits = "" if suite.oldest is None else f", the longest for {plural((day - suite.oldest).days, 'day')}"
        most = part.most_queue_days
        late = most is not None and suite.oldest is not None and (day - suite.oldest).days > most
        limit = f" ({plural(most or 0, 'day')} at most)" if late else ""
        facts.append(Fact(f"{plural(suite.waiting, 'case')} waiting{waits}{limit}", worry=late))
    return tuple(facts)


def _retrieval(record: RetrievalRecord, day: date) -> tuple[Fact, ...]:
    old = [
        contract.source
        for contract in record.contracts
        if contract.fresh_days is not None
        and (contract.checked is None or contract.checked + timedelta(days=contract.fresh_days) < day)
    ]
    unowned = [contract.source for contract in record.contracts if not contract.owner]
    facts = [Fact(f"schema version {record.version}"), Fact(plural(len(record.contracts), "data contract"))]
    if old:
        facts.append(Fact(f"not checked within its days: {join_words(old)}", worry=True))
    if unowned:
        facts.append(Fact(f"nobody answers for {join_words(unowned)}", worry=True))
    return tuple(facts)


def _feedback(record: FeedbackRecord) -> tuple[Fact, ...]:
    themes = sorted(record.themes, key=lambda theme: -theme.mentions)
    lost = [theme.theme for theme in themes if not theme.went_to]
    facts = [Fact(f"{plural(record.heard, 'user')} heard")]
    facts += [Fact(f"{theme.theme} ({theme.mentions})") for theme in themes[:3]]
    if lost:
        facts.append(Fact(f"went nowhere yet: {join_words(lost)}", worry=True))
    return tuple(facts)


def _drift(record: DriftRecord, part: WorkPart) -> Fact:
    turned = record.compared - record.agree
    text = f"{turned:,} of {plural(record.compared, 'judgement')} turned ({percent_text(turned / record.compared)})"
    if part.most_drift is None:
        return Fact(text)
    within = settled(turned, record.compared, part.most_drift, "<=", _CONFIDENCE)
    line = percent_text(part.most_drift)
    if within is None:
        return Fact(f"{text}; too few to say whether that is within {line}", worry=True)
    return Fact(f"{text}; {'proven to be within' if within else 'proven to be more than'} {line}", worry=not within)
