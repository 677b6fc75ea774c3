"""Examples of what is sent to the HTTP API and what it answers, made from the schemas of its documents."""

from typing import Any

from metrics.problems import Problem, TablePlace
from playbook.json_values import Json, error_document

CSV = (
    "week,product,metric,value,numerator,denominator\n"
    "2026-W45,support-copilot,hallucination_rate,,52,1700\n"
    "2026-W45,support-copilot,token_spend_usd,1940.50,,\n"
)
CANDIDATE: Json = {
    "product": "support-copilot",
    "id": "pilot-3",
    "commit": "4f1c2d9a7b30",
    "models": ["claude-a@2026-08-01"],
    "prompts": ["draft-answer@v15"],
}
_BY_FORMAT = {"date": "2026-11-10", "date-time": "2026-11-10T09:00:00Z"}
_BY_TYPE: Json = {"string": "text", "integer": 2, "number": 0.5, "boolean": False, "null": None}


def example_of(schema: Json, parts: Json, above: tuple[str, ...] = ()) -> Any:
    """A value that fits a schema: one entry a list, nothing within itself; `parts` are the schemas it refers to."""
    if "examples" in schema:
        return schema["examples"][0]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return example_of(parts[name], parts, (*above, name))
    for choices in (schema.get("anyOf"), schema.get("oneOf")):
        if choices:
            return example_of(choices[0], parts, above)
    if "const" in schema or "enum" in schema:
        return schema.get("const") or schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {key: example_of(part, parts, above) for key, part in schema.get("properties", {}).items()}
        case "array":
            items = schema.get("items", {})
            again = items.get("$ref", "").rpartition("/")[2] in above
            return [] if again or not items else [example_of(items, parts, above)]
        case "string":
            return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE["string"])
    return _BY_TYPE.get(schema.get("type", ""))


def error(status: int, code: str, message: str) -> Json:
    """An error document."""
    typo = Problem(
        TablePlace("week45.csv", 2, "metric"),
        "unknown metric 'halucination_rate'",
        remedy="did you mean 'hallucination_rate'?",
    )
    return error_document(code, message, [typo] if status == 422 else []).to_json()
