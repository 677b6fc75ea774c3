"""JSON Schemas of the documents that the HTTP API answers; fields may be added to each, so none forbids more."""

from enum import StrEnum
from typing import Any

from metrics.intake import ReceiptState
from playbook.verdict import Outcome, Verdict

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
WHOLE: Schema = {"type": "integer"}
SWITCH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
SCORE: Schema = {"type": "number", "minimum": 0, "maximum": 100}
TEXTS: Schema = {"type": "array", "items": TEXT}


def words(kind: type[StrEnum]) -> Schema:
    """One of the words of a closed set."""
    return {"type": "string", "enum": [str(word) for word in kind]}


def or_null(schema: Schema) -> Schema:
    """What may be unknown."""
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Schema:
    """A schema of this document, by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(name: str) -> Schema:
    """A list of them."""
    return {"type": "array", "items": ref(name)}


def record(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these keys; the required ones are always there."""
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}}


VERSION: Schema = {"const": 1, "description": "version of the shape: fields are added, never renamed"}
_WHERE = {
    "anyOf": [
        record({"file": TEXT, "line": or_null(WHOLE), "column": or_null(WHOLE)}),
        record({"file": TEXT, "row": or_null(WHOLE), "column": or_null(TEXT)}),
    ]
}
_AREA = record({"score": SCORE, "plan": SCORE}, {"coverage": or_null(SHARE), "weight": NUMBER, "reason": TEXT})
_POINT = {
    "week": TEXT,
    "period_end": DAY,
    "value": or_null(NUMBER),
    "numerator": or_null(NUMBER),
    "denominator": or_null(NUMBER),
    "running": SWITCH,
}
_FILE_MORE = {
    "upload_id": TEXT,
    "digest": TEXT,
    "rows": COUNT,
    "metrics": TEXTS,
    "products": TEXTS,
    "weeks": TEXTS,
    "problem_count": COUNT,
    "would_change": or_null({"type": "object"}),
    "replaces": ref("Replaced"),
    "doubts": many("Problem"),
    "sentences": TEXTS,
}
_STATES = [*map(str, ReceiptState), "would_be_stored", "refused", "not_stored"]
_TIDIED = dict.fromkeys(("files_before", "files_after", "bytes_before", "bytes_after", "removed", "orphans"), COUNT)
_ERROR = record(
    {"code": TEXT, "message": TEXT, "problems": many("Problem")},
    {"problem_count": COUNT, "dry_run": SWITCH, "files": many("File")},
)

SCHEMAS: dict[str, Schema] = {
    "Problem": record(
        {
            "where": _WHERE,
            "found": TEXT,
            "expected": TEXT,
            "remedy": TEXT,
            "message": TEXT,
            "severity": {"type": "string", "enum": ["error", "warning"]},
        }
    ),
    "Error": record({"error": _ERROR}),
    "Health": record(
        {
            "schema": VERSION,
            "status": {"const": "ok"},
            "store": {"type": "string", "description": "changes with every upload and every revocation"},
            "store_schema": COUNT,
            "newest_upload": or_null(MOMENT),
            "store_age_seconds": or_null({"type": "number", "minimum": 0}),
            "sample": SWITCH,
            "playbook": TEXT,
            "errors": COUNT,
            "today": DAY,
        }
    ),
    "Criterion": record(
        {
            "id": TEXT,
            "kind": TEXT,
            "key": SWITCH,
            "weight": NUMBER,
            "outcome": words(Outcome),
            "value": {},
            "reason": TEXT,
        }
    ),
    "Gate": record(
        {
            "product": TEXT,
            "gate": TEXT,
            "planned": or_null(DAY),
            "verdict": words(Verdict),
            "words": TEXT,
            "score": or_null(SCORE),
            "score_without_exemptions": or_null(SCORE),
            "criteria": many("Criterion"),
            "blocking": TEXTS,
            "conditions": TEXTS,
            "flip": {"type": "array", "items": record({"to": words(Verdict), "changes": TEXTS})},
        }
    ),
    "Metric": record(
        {
            "metric": TEXT,
            "product": or_null(TEXT),
            "week": or_null(TEXT),
            "value": or_null(NUMBER),
            "n": or_null(NUMBER),
            "target": or_null(NUMBER),
            "outcome": words(Outcome),
            "age_days": or_null(WHOLE),
            "reason": TEXT,
        }
    ),
    "Status": record(
        {
            "schema": VERSION,
            "as_of": DAY,
            "basis": {"type": "string", "enum": ["known", "today"]},
            "day": or_null(WHOLE),
            "days": WHOLE,
            "sample": SWITCH,
            "readiness": record(
                {
                    "score": SCORE,
                    "plan": SCORE,
                    "without_exemptions": SCORE,
                    "coverage": or_null(SHARE),
                    "areas": {"type": "object", "additionalProperties": _AREA},
                }
            ),
            "charter": record({"claimed": NUMBER, "proven": NUMBER, "plan": NUMBER, "phases": {"type": "array"}}),
            "metrics": many("Metric"),
            "gates": many("Gate"),
            "experiments": {"type": "array", "items": record({"id": TEXT, "findings": {"type": "array"}})},
            "stack": {"type": "array", "items": record({"layer": TEXT, "state": TEXT, "reasons": TEXTS})},
            "changes": {"type": "array", "items": record({"kind": TEXT, "text": TEXT, "effect": or_null(NUMBER)})},
            "actions": {"type": "array", "items": record({"action": TEXT, "who": TEXT, "gain": or_null(NUMBER)})},
            "problems": many("Problem"),
        }
    ),
    "Gates": record({"schema": VERSION, "as_of": DAY, "gates": many("Gate")}),
    "Series": record(
        {"metric": TEXT, "product": or_null(TEXT), "points": {"type": "array", "items": record(_POINT)}},
        {"limits": or_null({"type": "object"}), "projection": or_null({"type": "object"})},
    ),
    "Metrics": record({"schema": VERSION, "as_of": DAY, "series": many("Series")}),
    "Upload": record(
        {
            "upload_id": TEXT,
            "digest": TEXT,
            "file": TEXT,
            "source": TEXT,
            "actor": TEXT,
            "received_at": MOMENT,
            "rows": COUNT,
            "counting_rows": COUNT,
            "revoked_at": or_null(MOMENT),
            "revoked_by": or_null(TEXT),
        }
    ),
    "Uploads": record({"schema": VERSION, "uploads": many("Upload")}),
    "Revoked": record({"schema": VERSION, "upload": ref("Upload")}),
    "Tidied": record({"schema": VERSION, "tidied": record(_TIDIED)}),
    "Printed": record({"schema": VERSION, "exit_code": COUNT, "output": TEXT, "messages": TEXT}),
    "Replaced": record(
        {
            "numbers": {**COUNT, "description": "numbers that counted until now and stop counting"},
            "changed": COUNT,
            "uploads": {
                "type": "array",
                "items": record(
                    {"upload_id": TEXT, "file": TEXT, "actor": TEXT, "received_at": MOMENT, "numbers": COUNT}
                ),
            },
            "largest": {
                "type": "array",
                "items": record(
                    {
                        "product": TEXT,
                        "metric": TEXT,
                        "period_start": DAY,
                        "period_end": DAY,
                        "from": or_null(NUMBER),
                        "to": or_null(NUMBER),
                        "upload_id": TEXT,
                    }
                ),
            },
        }
    ),
    "File": record({"file": TEXT, "state": {"enum": _STATES}, "problems": many("Problem")}, _FILE_MORE),
    "Received": record({"schema": VERSION, "dry_run": SWITCH, "files": many("File")}),
}
