"""JSON Schemas of every YAML file, for editors; `python -m playbook.loading.schemas` writes them from the models."""

import json
from pathlib import Path
from typing import Any

from metrics.definition import Definition
from playbook.loading.page_settings import FILE as SETTINGS_FILE
from playbook.loading.page_settings import PageSettings
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES

FOLDER = Path(__file__).parents[1] / "schema"
_DIALECT = "http://json-schema.org/draft-07/schema#"
_SHORT_FORMS: dict[tuple[str, str], dict[str, Any]] = {
    ("Proof", "gate"): {"type": "string", "description": "the gate's id alone: GO WITH CONDITIONS for one product"},
}


def schema_of(model: type[Definition], title: str) -> dict[str, Any]:
    """JSON Schema (draft 7, which editors know best) of one file; a file that says nothing yet fits, too."""
    schema = model.model_json_schema(by_alias=True, mode="validation")
    definitions = schema.pop("$defs", {})
    for name, part in (*definitions.items(), (model.__name__, schema)):
        _describe(name, part)
    described = _plain({**schema, "title": title, "type": ["object", "null"]})
    return {"$schema": _DIALECT, **described, "definitions": {name: _plain(part) for name, part in definitions.items()}}


def _describe(model: str, schema: dict[str, Any]) -> None:
    """Adds the short forms that the model also reads, and takes reStructuredText's quotes away."""
    schema["description"] = str(schema.get("description", "")).strip("` \n").replace("`", "'")
    for key, part in schema.get("properties", {}).items():
        if part.get("type") == "array" and key not in schema.get("required", ()):
            part["type"] = ["array", "null"]  # a key without a value yet is read as an empty list
        if (model, key) in _SHORT_FORMS:
            part["anyOf"] = [_SHORT_FORMS[model, key], *part.get("anyOf", ())]


def _plain(part: Any) -> Any:
    """References as draft 7 has them; titles that only repeat the key are left out."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    plain: dict[str, Any] = {}
    for key, value in part.items():
        if key == "properties":
            plain[key] = {name: _without_title(_plain(inner)) for name, inner in value.items()}
        elif key == "$ref":
            plain[key] = value.replace("#/$defs/", "#/definitions/")
        elif key == "prefixItems":
            plain["items"] = _plain(value)
        else:
            plain[key] = _plain(value)
    return plain


def _without_title(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "title"}


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its path below `playbook/schema/`."""
    definitions = {
        f"{name}.json": schema_of(model, f"definitions/{name}.yaml") for name, model in DEFINITION_FILES.items()
    }
    records = {f"records/{name}.json": schema_of(model, f"records/{name}.yaml") for name, model in RECORD_FILES.items()}
    return {**definitions, **records, "settings.json": schema_of(PageSettings, SETTINGS_FILE)}


def text_of(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Writes every schema below a folder and takes away those that no file has any more."""
    wanted = schemas()
    for path in folder.rglob("*.json"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for name, schema in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(schema), "utf-8")


if __name__ == "__main__":
    write()
