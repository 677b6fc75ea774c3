"""What leaders have to decide, what may go wrong and what it costs, as the JSON of the public contract."""

from datetime import date

from playbook.json_values import Json, day_json, number_json
from playbook.readiness import wording_notices
from playbook.readiness.assessment import Assessment
from playbook.readiness.notices import Notice
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS


def agenda_json(assessment: Assessment) -> Json:
    """Decisions needed, open risks and spend, as parts of `status --json`."""
    return {
        "decisions_needed": [
            {
                "kind": str(decision.kind),
                "subject": decision.subject,
                "product": decision.product,
                "what": decision.what,
                "who": decision.who,
                "due": decision.due.isoformat(),
                "late_days": decision.late_days,
                "verdict": None if decision.verdict is None else str(decision.verdict),
                "label": None if decision.verdict is None else VERDICT_WORDS[decision.verdict],
                "reason": decision.reason,
            }
            for decision in assessment.decisions_needed
        ],
        "open_risks": [
            {
                "risk": risk.risk,
                "name": risk.name,
                "product": risk.product,
                "level": risk.level,
                "band": None if risk.band is None else str(risk.band),
                "outcome": str(risk.outcome),
                "words": OUTCOME_WORDS[risk.outcome],
                "reason": risk.reason,
                "who": risk.who,
                "antidote": risk.antidote,
            }
            for risk in assessment.open_risks
        ],
        "spend": _spend(assessment),
        "notices": [_notice(notice, assessment.as_of) for notice in assessment.notices],
        "follow_ups": [
            {
                "what": entry.what,
                "owner": entry.owner,
                "product": entry.product,
                "on": entry.on.isoformat(),
                "due": entry.due.isoformat(),
                "done": day_json(entry.done),
                "late_days": entry.late_days,
                "note": entry.note,
            }
            for entry in assessment.follow_ups
        ],
    }


def since_review_json(assessment: Assessment) -> Json | None:
    """What happened to the ground of the last closed review; null where the comparison is with seven days ago."""
    since = assessment.since_review
    if since is None:
        return None
    return {
        "week": since.week,
        "as_of": since.as_of.isoformat(),
        "rules": list(since.rules),
        "late_data": list(since.late_data),
        "dated_back": list(since.dated_back),
        "taken_away": list(since.taken_away),
    }


def _notice(notice: Notice, day: date) -> Json:
    return {
        "kind": str(notice.kind),
        "subject": notice.subject,
        "product": notice.product,
        "text": wording_notices.name(notice),
        "state": wording_notices.state(notice, day),
        "who": notice.who or None,
        "severity": None if notice.severity is None else str(notice.severity),
        "since": day_json(notice.since),
        "due": day_json(notice.due),
        "late_days": notice.late_days,
        "touches": [
            {"kind": str(touch.kind), "id": touch.id, "name": touch.name, "on": day_json(touch.on)}
            for touch in notice.touches
        ],
    }


def _spend(assessment: Assessment) -> Json | None:
    spend = assessment.spend
    if spend is None:
        return None
    return {
        "metric": spend.metric or None,
        "name": spend.name or None,
        "currency": spend.currency,
        "spent": number_json(spend.spent),
        "planned": number_json(spend.planned),
        "budget": number_json(spend.budget),
        "week": spend.week,
        "outcome": str(spend.outcome),
        "words": OUTCOME_WORDS[spend.outcome],
        "reason": spend.reason,
    }
