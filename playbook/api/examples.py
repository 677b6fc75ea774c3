"""Examples of what is sent to the HTTP API and what it answers, for the OpenAPI document."""

from typing import Any

CSV = (
    "week,product,metric,value,numerator,denominator\n"
    "2026-W45,support-copilot,hallucination_rate,,52,1700\n"
    "2026-W45,support-copilot,token_spend_usd,1940.50,,\n"
)
RECEIVED: dict[str, Any] = {
    "schema": 1,
    "dry_run": False,
    "files": [
        {
            "file": "week45.csv",
            "state": "stored",
            "upload_id": "u261110-090000000000",
            "digest": "1f0c9a5be0f14fd2a2f3f0a2a0d3f9c11f0c9a5be0f14fd2a2f3f0a2a0d3f9c1",
            "rows": 2,
            "metrics": ["hallucination_rate", "token_spend_usd"],
            "products": ["support-copilot"],
            "weeks": ["2026-W45"],
            "problems": [],
        }
    ],
}
PROBLEM: dict[str, Any] = {
    "where": {"file": "week45.csv", "row": 2, "column": "metric"},
    "found": "unknown metric 'halucination_rate'",
    "expected": "",
    "remedy": "did you mean 'hallucination_rate'?",
    "message": "week45.csv, row 2, column 'metric': unknown metric 'halucination_rate'; "
    "did you mean 'hallucination_rate'?",
    "severity": "error",
}
UPLOAD: dict[str, Any] = {
    "upload_id": "u261110-090000000000",
    "digest": "1f0c9a5be0f14fd2a2f3f0a2a0d3f9c11f0c9a5be0f14fd2a2f3f0a2a0d3f9c1",
    "file": "week45.csv",
    "source": "nightly export",
    "actor": "nightly-export",
    "received_at": "2026-11-10T09:00:00Z",
    "rows": 2,
    "counting_rows": 2,
    "revoked_at": None,
    "revoked_by": None,
}
DOCUMENTS: dict[str, Any] = {
    "Received": RECEIVED,
    "Uploads": {"schema": 1, "uploads": [UPLOAD]},
    "Revoked": {
        "schema": 1,
        "upload": UPLOAD | {"revoked_at": "2026-11-11T08:30:00Z", "revoked_by": "nightly-export"},
    },
    "Health": {
        "schema": 1,
        "status": "ok",
        "store": "12-1-20261110090000000000",
        "store_schema": 1,
        "newest_upload": "2026-11-10T09:00:00Z",
        "store_age_seconds": 5400.0,
        "sample": False,
        "playbook": "current",
        "errors": 0,
        "today": "2026-11-10",
    },
}
"""By the name of the document's schema; the longer ones are best asked for at a running app."""


def error(status: int, code: str, message: str) -> dict[str, Any]:
    """An error document."""
    problems = [PROBLEM] if status == 422 else []
    return {"error": {"code": code, "message": message, "problems": problems}}
