"""The editors' JSON Schemas are what the models say, and every shipped file names its own in the first line."""

import json
import re
from pathlib import Path

import pytest

from playbook.loading.schemas import FOLDER, schemas, text_of, write
from playbook.model.playbook import DEFINITION_FILES, RECORD_FILES

ROOT = FOLDER.parent.parent
SHIPPED = (
    *sorted((ROOT / "playbook" / "definitions").glob("*.yaml")),
    *sorted((ROOT / "playbook" / "records").glob("*.yaml")),
    *sorted((ROOT / "data" / "samples" / "organization" / "records").glob("*.yaml")),
)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_schema_in_the_folder_is_the_one_of_the_model(name: str) -> None:
    written = (FOLDER / name).read_text("utf-8")
    assert written == text_of(schemas()[name]), "run: python -m playbook.loading.schemas"


def test_there_is_a_schema_for_each_file_and_no_other() -> None:
    expected = {f"{name}.json" for name in DEFINITION_FILES} | {f"records/{name}.json" for name in RECORD_FILES}
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.json")}
    assert found == {*expected, "settings.json"}


def test_no_schema_lets_an_unknown_key_through() -> None:
    for name, schema in schemas().items():
        for part in (schema, *schema["definitions"].values()):
            if "properties" in part:
                assert part["additionalProperties"] is False, name


def test_every_key_says_what_it_means() -> None:
    silent = [
        f"{name}: {part['title']}.{key}"
        for name, schema in schemas().items()
        for part in (schema, *schema["definitions"].values())
        for key, value in part.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []


def test_every_reference_leads_somewhere() -> None:
    for name, schema in schemas().items():
        for reference in re.findall(r'"#/definitions/(\w+)"', json.dumps(schema)):
            assert reference in schema["definitions"], name


def test_a_condition_is_text_a_list_or_any() -> None:
    line = schemas()["gates.json"]["definitions"]["Criterion"]["properties"]["pass"]
    kinds = {part.get("type") for part in line["anyOf"][0]["anyOf"]}
    assert kinds == {"string", "array", "object"}


def test_the_short_form_of_a_gate_proof_is_allowed() -> None:
    gate = schemas()["charter.json"]["definitions"]["Proof"]["properties"]["gate"]
    assert {"type": "string"}.items() <= gate["anyOf"][0].items()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}/{path.name}")
def test_each_shipped_file_names_its_schema_in_the_first_line(path: Path) -> None:
    first = path.read_text("utf-8").partition("\n")[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, first
    folder = FOLDER / "records" if path.parent.name == "records" else FOLDER
    assert (path.parent / match[1]).resolve() == (folder / f"{path.stem}.json").resolve()


def test_writing_takes_away_what_no_file_has_any_more(tmp_path: Path) -> None:
    (tmp_path / "gone.json").write_text("{}", "utf-8")
    write(tmp_path)
    assert not (tmp_path / "gone.json").exists()
    assert (tmp_path / "records" / "charter.json").read_text("utf-8") == text_of(schemas()["records/charter.json"])
