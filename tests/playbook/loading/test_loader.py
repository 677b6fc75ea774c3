"""A folder becomes a playbook, or every problem of all its files; one broken file accuses no other."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.problems import Problems, Severity
from playbook.loading import loader
from playbook.model.gates import Answer
from playbook.model.playbook import DEFINITION_FILES, REQUIRED_DEFINITIONS
from playbook.model.products import RiskTier
from tests.playbook import folders
from tests.playbook.good_world import changed, good_world, reported, said

FILES = tuple(good_world())
MISSING = "the file is missing; restore it from git, or write it anew; the README.md beside it lists its keys"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The good world on disk."""
    for name, text in good_world().items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_a_good_world_loads_without_a_word() -> None:
    assert reported(good_world()) == []
    playbook = loader.load_texts(good_world())
    assert list(playbook.gates) == ["prototype-exit", "limited-release"]
    assert playbook.records.sign_offs.sign_offs[0].decision is Answer.YES
    assert playbook.products["copilot"].tiers[0].tier is RiskTier.LIMITED


def test_a_folder_loads_as_its_texts_do(folder: Path) -> None:
    assert folders.load(folder) == loader.load_texts(good_world())
    assert folders.check(folder) == ()


def test_the_digest_names_exactly_this_text() -> None:
    digest = loader.load_texts(good_world()).digest
    assert digest == loader.load_texts(dict(reversed(good_world().items()))).digest
    assert digest != loader.load_texts(changed("records/team.yaml", "holder: kim", "holder: kit")).digest


def test_warnings_stop_nothing() -> None:
    texts = changed("definitions/metrics.yaml", "    source: survey\n", "")
    assert [problem.severity for problem in loader.check_texts(texts)] == [Severity.WARNING]
    assert "nps" in loader.load_texts(texts).metrics


def test_errors_are_raised_together_with_warnings_and_in_reading_order() -> None:
    texts = changed("definitions/metrics.yaml", "    source: survey\n", "")
    texts = changed("definitions/charter.yaml", "timezone: Europe/Berlin", "timezone: Mars", texts)
    texts = changed("records/charter.yaml", "start: 2026-09-07", "start: soon", texts)
    texts = changed("records/team.yaml", "seats:", "\tseats:", texts)
    with pytest.raises(Problems) as refused:
        loader.load_texts(texts)
    assert [str(problem.where) for problem in refused.value.problems] == [
        "definitions/charter.yaml:4:13",
        "definitions/metrics.yaml:29:5",
        "records/charter.yaml:1:8",
        "records/team.yaml:1:1",
    ]


@pytest.mark.parametrize("name", sorted(REQUIRED_DEFINITIONS))
def test_a_missing_definitions_file_is_one_problem_and_accuses_nobody(name: str) -> None:
    texts, file = good_world(), f"definitions/{name}.yaml"
    del texts[file]
    assert reported(texts) == [f"error: {file}: {MISSING}"]


@pytest.mark.parametrize("name", sorted(set(DEFINITION_FILES) - REQUIRED_DEFINITIONS))
def test_a_playbook_may_do_without_the_files_that_the_headline_does_not_stand_on(name: str) -> None:
    texts = {file: text for file, text in good_world().items() if file.startswith("definitions/")}
    texts["definitions/gates.yaml"] = texts["definitions/gates.yaml"].replace(", products: [copilot]", "")
    # and its charter names a neighbour
    proof = "          - accountability: {parties: [legal]}\n"
    texts["definitions/charter.yaml"] = texts["definitions/charter.yaml"].replace(proof, "")
    texts.pop(f"definitions/{name}.yaml", None)
    assert reported(texts) == []


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("records/")])
@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_a_records_file_that_is_missing_or_empty_is_empty(file: str, text: str | None) -> None:
    texts = {name: content for name, content in good_world().items() if name.startswith("definitions/")}
    if text is not None:
        texts[file] = text
    # the good world's gate names its product, which is not there then
    texts["definitions/gates.yaml"] = texts["definitions/gates.yaml"].replace(", products: [copilot]", "")
    assert reported(texts) == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("text", ["a: [1\n", "- a list\n", "\tx: 1\n", "a: 1\n---\nb: 2\n"])
def test_a_file_that_cannot_be_read_accuses_no_other(file: str, text: str) -> None:
    problems = loader.check_texts({**good_world(), file: text})
    assert problems
    assert {problem.where.file for problem in problems} == {file}


@pytest.mark.parametrize(
    ("file", "list_key"),
    [
        ("definitions/metrics.yaml", "metrics:"),
        ("definitions/gates.yaml", "gates:"),
        ("definitions/gates.yaml", "evidence_kinds:"),
        ("definitions/stack.yaml", "layers:"),
        ("definitions/charter.yaml", "phases:"),
        ("definitions/risks.yaml", "risks:"),
        ("records/products.yaml", "products:"),
        ("records/experiments.yaml", "experiments:"),
    ],
)
def test_a_misspelled_list_accuses_nobody_of_naming_its_entries(file: str, list_key: str) -> None:
    texts = good_world()
    texts[file] = texts[file].replace(list_key, f"x{list_key}", 1)
    messages = reported(texts)
    assert len(messages) == 1
    assert f"unknown key 'x{list_key[:-1]}'; did you mean '{list_key[:-1]}'?" in messages[0]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("definitions/metrics.yaml", "kind: nps", "kind: npx"),
        ("definitions/metrics.yaml", "id: nps", "id: N P S"),
        ("definitions/gates.yaml", "stage: ship\n", "stage: sip\n"),
        ("definitions/gates.yaml", "id: limited-release", "name: limited-release"),
        ("definitions/charter.yaml", "due_week: 2\n", "due_week: two\n"),
        ("records/experiments.yaml", "  - id: ticket-bot-two\n", "    kind: bot\n    product: copilot\n"),
        ("definitions/stack.yaml", "      - {id: pgvector, name: pgvector}", "      - {id: pgvector, hosting: cloud}"),
        ("records/products.yaml", "risk_tier: high", "risk_tier: hihg"),
        ("records/experiments.yaml", "found: 2026-09-08\n    product", "found: then\n    product"),
    ],
)
def test_a_broken_entry_is_known_all_the_same(file: str, old: str, new: str) -> None:
    messages = reported(changed(file, old, new))
    assert len(messages) == 1
    assert messages[0].startswith(f"error: {file}:")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("definitions/metric.yaml", "a file of this name is not read; take it out of the folder"),
        ("records/sign-offs.yaml", "a file of this name is not read; take it out of the folder"),
        ("notes/x.yaml", "a file of this name is not read; take it out of the folder"),
    ],
)
def test_a_file_that_nobody_reads_is_reported(name: str, expected: str) -> None:
    # no other file is missing that it could be meant for
    there = {f"definitions/{known}.yaml": "# nothing yet\n" for known in DEFINITION_FILES}
    assert reported({**there, **good_world(), name: "a: 1\n"}) == [f"error: {name}: {expected}"]


def test_a_misspelled_file_names_the_one_that_is_missing() -> None:
    texts = good_world()
    texts["definitions/metric.yaml"] = texts.pop("definitions/metrics.yaml")
    texts["records/team.yml"] = texts.pop("records/team.yaml")
    assert reported(texts) == [
        "error: definitions/metric.yaml: a file of this name is not read; did you mean 'metrics.yaml'?",
        "error: records/team.yml: a file of this name is not read; rename it to 'team.yaml'",
        f"error: definitions/metrics.yaml: {MISSING}",
    ]


def test_a_folder_without_definitions_is_one_problem(tmp_path: Path) -> None:
    assert [said(problem) for problem in folders.check(tmp_path)] == [
        "error: definitions: there are no definitions here; is this the right folder? 'playbook init' starts a new one"
    ]
    with pytest.raises(Problems, match="there are no definitions here"):
        folders.load(tmp_path / "nowhere")


def test_bytes_that_are_no_text_come_with_the_problems_of_other_files(folder: Path) -> None:
    (folder / "records" / "team.yaml").write_bytes(b"seats:\n  - {seat: caf\xe9}\n")
    (folder / "records" / "risks.yaml").unlink()
    (folder / "records" / "risks.yaml").mkdir()
    charter = folder / "definitions" / "charter.yaml"
    charter.write_text(charter.read_text("utf-8").replace("sunday", "funday"), "utf-8")
    messages = [said(problem) for problem in folders.check(folder)]
    assert messages[0].startswith("error: definitions/charter.yaml:5:14: unknown day 'funday'")
    assert messages[1].startswith("error: records/team.yaml:2:15: a byte that is not UTF-8 (0xE9)")
    assert messages[2].startswith("error: records/risks.yaml: the file cannot be read (Is a directory)")
    assert len(messages) == 3


def test_other_files_in_the_folders_are_left_alone(folder: Path) -> None:
    for kind in ("definitions", "records"):
        (folder / kind / "README.md").write_text("# Ours\n", "utf-8")
    (folder / "records" / ".hidden.yaml").write_text("\t", "utf-8")
    (folder / "records" / "reviews").mkdir()
    assert folders.check(folder) == ()


def test_problems_of_one_file_and_of_rules_across_files_come_in_one_pass() -> None:
    texts = changed("definitions/gates.yaml", "metric: hallucination_rate", "metric: halucination_rate")
    texts = changed("definitions/gates.yaml", "decided: 0.9", "decided: 9", texts)
    texts = changed("definitions/gates.yaml", "weight: 2\n", "wieght: 2\n", texts)
    texts = changed("definitions/gates.yaml", "risk: safety-debt", "risk: debt", texts)
    assert [message.partition("gates.yaml:")[2].partition(" ")[0] for message in reported(texts)] == [
        "12:46:",
        "21:17:",
        "30:9:",
        "34:26:",
    ]


def test_text_with_markup_is_text() -> None:
    markup = '"<script>alert(1)</script> **bold** [x](javascript:alert(1)) \'; DROP TABLE observation"'
    texts = changed("definitions/metrics.yaml", "source: survey", f"source: {markup}")
    assert loader.load_texts(texts).metrics["nps"].source == markup[1:-1]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_change_of_the_text_gives_a_playbook_or_problems(data: st.DataObject) -> None:
    texts = good_world()
    for _ in range(data.draw(st.integers(1, 3))):
        file = data.draw(st.sampled_from(FILES))
        text = texts[file]
        start = data.draw(st.integers(0, len(text)))
        stop = min(len(text), start + data.draw(st.integers(0, 12)))
        pieces = [
            "",
            " ",
            "\n",
            "\t",
            "- ",
            ": ",
            "{}",
            "[]",
            "null",
            "yes",
            "0",
            "-1",
            "1e9",
            ".nan",
            "*x",
            "&x ",
            "<<: ",
            '"',
            "2026-02-30",
            "id: x\n",
            "\n  - ",
            "…",
            "9" * 25,
            "!x ",
        ]
        texts[file] = text[:start] + data.draw(st.sampled_from(pieces)) + text[stop:]
    examined = loader.examine(texts)
    broken = any(problem.severity is Severity.ERROR for problem in examined.problems)
    assert (examined.playbook is None) == broken
    assert all(problem.message for problem in examined.problems)


def test_a_misspelled_key_beside_the_one_it_leaves_out_is_reported_and_nothing_breaks() -> None:
    texts = {**good_world()}
    texts["records/charter.yaml"] += "\nbudget: {amou: 460000, currency: USD}\n"
    assert any("'amou'" in problem and "'amount'" in problem for problem in reported(texts))


def test_a_comma_in_unquoted_text_is_reported_as_what_it_is() -> None:
    texts = {**good_world()}
    texts["records/charter.yaml"] += "\nbudget: {amount: 460000, currency: USD, note to finance}\n"
    assert any("put the text that holds it in quotes" in problem for problem in reported(texts))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
@pytest.mark.parametrize("key", ["key_{}: {}", "{}:"])
def test_of_a_file_of_nothing_but_faults_the_first_thousand_are_listed_and_the_others_counted(key: str) -> None:
    """Keys that are numbers may be the second half of one with a comma: what stands before each is looked at."""
    keys = "\n".join(key.format(number, number) for number in range(40_000))
    *listed, last = loader.check_texts({**good_world(), "records/risks.yaml": keys + "\n"})
    assert len(listed) == 1_000
    assert str(last.where) == "records/risks.yaml:1001:1"
    assert last.sentence == "39,000 more faults from here on; mend the ones above first; or is it the wrong file?"


def test_a_pipe_is_reported_instead_of_waited_for(tmp_path: Path) -> None:
    (tmp_path / "definitions").mkdir()
    (tmp_path / "records").mkdir()
    os.mkfifo(tmp_path / "records" / "notes.yaml")
    found = [problem.found for problem in folders.check(tmp_path) if problem.where.file == "records/notes.yaml"]
    assert found == ["the file cannot be read (not a plain file)"]
