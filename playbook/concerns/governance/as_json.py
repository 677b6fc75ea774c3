"""Coverage of frameworks, what an auditor would find missing, and vendors as the JSON of the public contract."""

from datetime import date

from metrics.observation import Basis
from playbook.concerns.governance.crosswalk import ServerStatus
from playbook.concerns.governance.status import ControlState, ControlStatus, FrameworkStatus, GovernanceStatus
from playbook.json_values import Json, day_json, rounded
from playbook.results.vendors import VendorStatus


def governance_json(as_of: date, basis: Basis, status: GovernanceStatus) -> Json:
    """`governance --json`."""
    return {
        "schema": 1,
        "as_of": as_of.isoformat(),
        "basis": str(basis),
        "frameworks": [_framework(framework) for framework in status.frameworks],
        "vendors": [_vendor(vendor) for vendor in status.vendors],
    }


def _framework(framework: FrameworkStatus) -> Json:
    return {
        "id": framework.id,
        "name": framework.name,
        "year": framework.year,
        "replaced_by": framework.replaced_by,
        "coverage": rounded(framework.coverage, 4),
        "asked": framework.asked,
        "counts": {str(state): framework.count(state) for state in ControlState},
        "missing": [control.id for control in framework.gaps],
        "begins_soon": [control.id for control in framework.begins_soon],
        "controls": [_control(control) for control in framework.controls],
    }


def _control(control: ControlStatus) -> Json:
    return {
        "id": control.id,
        "title": control.title,
        "asks": control.asks,
        "state": str(control.state),
        "reason": control.reason,
        "who": control.who or None,
        "begins": day_json(control.begins),
        "served_by": [_server(server) for server in control.servers],
    }


def _server(server: ServerStatus) -> Json:
    return {
        "kind": server.kind,
        "id": server.id,
        "name": server.name,
        "standing": str(server.standing),
        "reason": server.reason,
        "who": server.who or None,
    }


def _vendor(vendor: VendorStatus) -> Json:
    contract = vendor.contract
    return {
        "id": vendor.id,
        "name": vendor.name,
        "owner": vendor.owner,
        "products": list(vendor.products),
        "options": list(vendor.options),
        "data": vendor.data,
        "missing": list(vendor.missing),
        "reviews": [
            {
                "kind": str(review.kind),
                "required": review.required,
                "on": day_json(review.on),
                "by": review.by or None,
                "outcome": None if review.outcome is None else str(review.outcome),
                "valid_until": day_json(review.valid_until),
                "in_date": review.in_date,
                "link": review.link or None,
            }
            for review in vendor.reviews
        ],
        "contract": None
        if contract is None
        else {
            "on": contract.on.isoformat(),
            "ends": day_json(contract.ends),
            "ends_soon": vendor.contract_ends_soon,
            "notice_days": contract.notice_days,
            "service_levels": [
                {"what": level.what, "promise": level.promise, "metric": level.metric} for level in vendor.slas
            ],
            "link": contract.link or None,
        },
        "models": [
            {
                "model": model.model,
                "since": model.since.isoformat(),
                "products": list(model.products),
                "retires": day_json(model.retires),
                "days_left": model.days_left,
                "before_charter_end": model.before_charter_end,
                "replacement": model.replacement or None,
            }
            for model in vendor.models
        ],
    }
