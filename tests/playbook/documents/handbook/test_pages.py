"""The handbook: definitions in words, records only where asked for, links that lead somewhere, nothing that runs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.documents.handbook import wording
from playbook.documents.handbook.files import MANIFEST, files_of
from playbook.documents.handbook.pages import Handbook, handbook
from playbook.loading.loader import load_texts
from playbook.model.charter import PROOF_KINDS, Proof
from playbook.settings import THIS_PROJECT
from playbook.workspace.sample import read_manifest
from tests.playbook.good_world import changed, good_world
from tests.worlds import World

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) | & *b*"


def of(texts: dict[str, str]) -> Handbook:
    """The public handbook of some texts."""
    return handbook(load_texts(texts), None)


def run(world: World, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "handbook", *arguments])


@pytest.fixture
def tracked(on_track: World) -> World:
    on_track.receive_all()
    return on_track


def test_every_definition_stands_on_a_page() -> None:
    text = "\n".join(line.text for line in of(good_world()).lines())
    playbook = load_texts(good_world())
    named = [
        *(metric.name for metric in playbook.metrics.values() if metric.name),
        *(gate.title for gate in playbook.gates.values()),
        *(criterion.title for gate in playbook.gates.values() for criterion in gate.criteria),
        *(risk.title for risk in playbook.definitions.risks.risks),
        *(control.id for framework in playbook.definitions.governance.frameworks for control in framework.controls),
    ]
    assert [name for name in named if name not in text] == []


def test_every_kind_of_proof_has_words() -> None:
    given = {
        "experiments_decided": {},
        "metrics_reported": {"pillars": ["quality"]},
        "team": {"role": "lead"},
        "gate": {"gate": "limited-release"},
        "products_in_stage": {"stage": "ship"},
        "incidents": {},
        "vendors": "in_order",
        "accountability": {},
    }
    for kind in PROOF_KINDS:
        proof = Proof.model_validate({kind: given.get(kind, "some-thing")})
        assert len(wording.proof_words(proof).split()) >= 2, kind


def test_a_search_wants_every_word_whatever_its_case() -> None:
    book = of(good_world())
    assert {line.page for line in book.find("HALLUCINATION_RATE")} <= {
        "Metrics",
        "Launch gates",
        "Risks and incidents",
        "Charter",
    }
    assert book.find("red TEAM report")
    assert book.find("red unicorn") == ()
    assert book.find("   ") == ()


def test_links_between_pages_lead_somewhere() -> None:
    files = files_of(of(good_world()))
    for name, content in files.items():
        text = content.decode()
        targets = (
            re.findall(r'href="([^":]+)"', text) if name.endswith(".html") else re.findall(r"\]\((\w+\.md)\)", text)
        )
        for target in targets:
            file, _, anchor = target.partition("#")
            assert not file or file in files, f"{name} -> {target}"
            assert not anchor or f'id="{anchor}"' in text, f"{name} -> {target}"


def test_pages_stand_alone_and_run_nothing() -> None:
    for name, content in files_of(of(good_world())).items():
        if name.endswith(".html"):
            text = content.decode()
            assert "<script" not in text
            assert "default-src 'none'" in text
            assert not re.search(r"(src|srcset)=|url\(|@import", text)


def test_text_from_the_files_stays_text() -> None:
    texts = changed("definitions/charter.yaml", "name: Ninety days", f"name: '{HOSTILE}'")
    texts = changed("definitions/gates.yaml", "{id: red-team, ", f"{{id: red-team, name: '{HOSTILE}', ", texts)
    files = files_of(of(texts))
    page = files["gates.html"].decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    markdown = files["gates.md"].decode()
    assert not re.search(r"(?<!\\)<script", markdown)
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)


def test_the_public_edition_holds_no_record(tracked: World, tmp_path: Path) -> None:
    with_records, public = tmp_path / "in", tmp_path / "out"
    assert run(tracked, str(with_records)).exit_code == 0
    assert run(tracked, str(public), "--public").exit_code == 0
    inside = "\n".join(path.read_text("utf-8") for path in with_records.glob("*.md"))
    outside = "\n".join(path.read_text("utf-8") for path in public.iterdir())
    for recorded in ("Example Works", "Support copilot", "Readiness"):
        assert recorded in inside
        assert recorded not in outside
    assert not (public / "standing.html").exists()


def test_the_public_edition_of_the_sample_names_neither_it_nor_its_products(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["handbook", str(tmp_path / "out"), "--public"])
    assert result.exit_code == 0, result.stderr
    outside = "\n".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())
    assert read_manifest(THIS_PROJECT.sample).name not in outside
    assert "Contract summarizer" not in outside
    assert "staff-" not in outside


def test_a_newer_edition_takes_the_place_of_the_older_one(tracked: World, tmp_path: Path) -> None:
    assert run(tracked, str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out" / "standing.html").exists()
    assert run(tracked, str(tmp_path / "out"), "--public").exit_code == 0
    assert not (tmp_path / "out" / "standing.html").exists()
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize(
    "make", [lambda path: path.mkdir() or (path / "mine.txt").write_text("x"), lambda path: path.write_text("x")]
)
def test_a_folder_that_holds_something_else_is_left_alone(
    make: Callable[[Path], object], tracked: World, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    make(out)
    result = run(tracked, str(out))
    assert result.exit_code == 2
    assert "holds something that is no handbook" in result.stderr
    assert not (out / "index.html").exists()


def test_a_manifest_that_was_tampered_with_takes_nothing_away(tracked: World, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.md").write_text("mine")
    (out / MANIFEST).write_text(json.dumps({"schema": 1, "pages": ["../secret", "mine", 7]}))
    assert run(tracked, str(out)).exit_code == 0
    assert (out / "mine.md").read_text() == "mine"


def test_the_document_lists_what_was_written(tracked: World, tmp_path: Path) -> None:
    answer = json.loads(run(tracked, str(tmp_path / "out"), "--json").stdout)
    assert (answer["schema"], answer["public"]) == (1, False)
    assert set(answer["files"]) == {path.name for path in (tmp_path / "out").iterdir()}


def test_a_playbook_that_has_not_started_has_a_handbook_too(empty: World, tmp_path: Path) -> None:
    assert run(empty, str(tmp_path / "out")).exit_code == 0
    assert "Audit of AI experiments" in (tmp_path / "out" / "charter.md").read_text("utf-8")
