"""Risks and incidents as the JSON of the public contract."""

from datetime import date

from metrics.observation import Basis
from playbook.concerns.risks.incidents import IncidentsStatus, IncidentStatus
from playbook.concerns.risks.register import RiskRegister, RiskStatus
from playbook.json_values import Json, day_json
from playbook.model.risks import RiskLevels


def risks_json(as_of: date, basis: Basis, register: RiskRegister, levels: RiskLevels) -> Json:
    """`risks --json`: every risk, the highest first, and every incident, the newest first."""
    return {
        "schema": 1,
        "as_of": as_of.isoformat(),
        "basis": str(basis),
        "levels": {"medium": levels.medium, "high": levels.high},
        "risks": [_risk(risk) for risk in register.risks],
        "incidents": [_incident(incident) for incident in register.incidents.incidents],
        "incidents_checked": _checked(register.incidents),
    }


def _risk(risk: RiskStatus) -> Json:
    return {
        "id": risk.risk,
        "product": risk.product,
        "name": risk.name,
        "listed": list(risk.listed),
        "derived": risk.derived,
        "state": None if risk.state is None else str(risk.state),
        "settled": risk.settled,
        "rated_likelihood": risk.rated_likelihood,
        "likelihood": risk.likelihood,
        "impact": risk.impact,
        "level": risk.level,
        "band": None if risk.band is None else str(risk.band),
        "raised": bool(risk.raised),
        "indicators": [
            {
                "indicator": reading.text,
                "metric": reading.metric,
                "alarm": str(reading.alarm),
                "reason": reading.reason,
                "week_end": day_json(reading.week_end),
            }
            for reading in risk.indicators
        ],
        "antidote": risk.antidote,
        "tied_to": [
            {"id": one.id, "kind": one.kind, "holds": one.holds, "claimed": one.claimed, "reason": one.reason}
            for one in risk.antidotes
        ],
        "owner": risk.owner,
        "assessed_on": day_json(risk.assessed_on),
        "assessed_by": risk.assessed_by or None,
        "accepted_until": day_json(risk.accepted_until),
        "review_due": day_json(risk.review_due),
        "review_late_days": risk.review_late_days,
        "note": risk.note,
        "link": risk.link or None,
        "reasons": list(risk.reasons),
    }


def _incident(incident: IncidentStatus) -> Json:
    return {
        "id": incident.id,
        "title": incident.title,
        "product": incident.product,
        "severity": str(incident.severity),
        "on": incident.on.isoformat(),
        "owner": incident.owner,
        "risks": list(incident.risks),
        "impact": incident.impact,
        "open": incident.is_open,
        "resolved": day_json(incident.resolved),
        "open_days": incident.open_days,
        "minutes_to_detect": incident.minutes_to_detect,
        "minutes_to_mitigate": incident.minutes_to_mitigate,
        "mitigate_within_minutes": incident.mitigate_within,
        "timeline": [
            {"at": line.at, "what": line.what, "mark": str(line.mark), "by": line.by or None}
            for line in incident.timeline
        ],
        "postmortem": None
        if incident.postmortem_on is None
        else {
            "on": incident.postmortem_on.isoformat(),
            "by": incident.postmortem_by,
            "reviewed": incident.reviewed,
            "link": incident.postmortem_link or None,
            "causes": incident.causes,
            "lessons": incident.lessons,
        },
        "postmortem_due": day_json(incident.postmortem_due),
        "postmortem_late_days": incident.postmortem_late_days,
        "actions": [
            {
                "what": action.what,
                "owner": action.owner,
                "due": action.due.isoformat(),
                "done": day_json(action.done),
                "late_days": action.late_days,
                "check": action.check,
            }
            for action in incident.actions
        ],
    }


def _checked(incidents: IncidentsStatus) -> Json | None:
    if incidents.checked is None:
        return None
    return {
        "on": incidents.checked.on.isoformat(),
        "by": incidents.checked.by,
        "in_date": incidents.is_checked,
    }
