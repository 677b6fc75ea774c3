"""Sentences of alerts: what turned, what stands, what is over."""

from datetime import date

from playbook.readiness import wording_notices
from playbook.readiness.alerts.standing import (
    Alert,
    AlertKind,
    BrokenTrend,
    RecordedBar,
    Reported,
    RetiringModel,
    SilentSource,
)
from playbook.readiness.bars.wording_lowered import change_words, lowered_alarm
from playbook.readiness.notices import Notice
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict
from playbook.wording import VERDICT_WORDS, day_text, owner_text, sentence_case

_OVER = {
    AlertKind.INCIDENT: "Incident no longer open",
    AlertKind.TREND: "Trend as expected again",
    AlertKind.SOURCE: "Numbers arrive again",
    AlertKind.EXEMPTION: "Exemption no longer ends soon",
    AlertKind.CONTRACT: "Contract settled",
    AlertKind.RETIREMENT: "Model retirement settled",
}


def name(alert: Alert) -> str:
    """What it is about, in a few words."""
    match alert.fact:
        case GateStatus() as gate:
            return f"{gate.product_name}, {gate.gate_name}"
        case Notice() as notice:
            return f"{notice.name}, {notice.of}" if alert.kind is AlertKind.EXEMPTION else notice.name
        case BrokenTrend(status=status):
            return status.name
        case SilentSource(title=source):
            return source
        case RetiringModel(vendor=vendor, model=model):
            return f"{model.model} ({vendor.name})"
        case RecordedBar(change=change):
            _, *parts = change.what.split(".")
            return ", ".join(part for part in parts if part != "criteria") or change.what


def title(alert: Alert, before: Reported | None = None) -> str:
    """The one line of it; `before` is how it stood when it was told last."""
    match alert.fact:
        case GateStatus() as gate:
            was = "" if before is None else f", was {VERDICT_WORDS[Verdict(before.state)]}"
            return f"Verdict turned: {name(alert)} is {gate.label}{was}"
        case Notice() as notice:
            return wording_notices.name(notice)
        case BrokenTrend():
            return f"Trend broke: {name(alert)}"
        case SilentSource():
            return f"No numbers from {name(alert)}"
        case RetiringModel(model=model):
            left = model.days_left or 0
            when = "Model retired" if left < 0 else f"Model retires within {alert.state} days"
            return f"{when}: {name(alert)}"
        case RecordedBar():
            return f"Bar lowered: {name(alert)}"


def lines(alert: Alert, day: date) -> tuple[str, ...]:
    """What stands behind it, and who has to act."""
    match alert.fact:
        case GateStatus() as gate:
            return (sentence_case(gate.because),)
        case Notice() as notice:
            return (sentence_case(wording_notices.after_name(notice, day)),)
        case BrokenTrend(status=status, series=series):
            return (series.sentence, f"Owner: {owner_text(status.owner)}")
        case SilentSource(owed=owed):
            due = day_text(owed.due or day, day)
            return (f"{sentence_case(owed.reason)}; the next was due by {due} ({owner_text(owed.seat)})",)
        case RetiringModel(model=model, owner=owner):
            verb = "Still in use, retired" if (model.days_left or 0) < 0 else "Retires"
            over = f"{model.replacement} takes over" if model.replacement else "no replacement named"
            return (f"{verb} {day_text(model.retires or day, day)}; {over} ({owner_text(owner)})",)
        case RecordedBar(change=change, turned=turned, metric=metric):
            return (change_words(change, metric, day), *(f"{lowered_alarm(one)}." for one in turned))


def over(reported: Reported) -> str:
    """An alert that no longer stands."""
    return f"{_OVER[reported.kind]}: {reported.name}"


def reported_on(reported: Reported, day: date) -> str:
    """Since when the end was waited for."""
    return f"It was told on {day_text(reported.on, day)}."
