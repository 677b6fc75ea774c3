"""An export is checked byte by byte, with the standard library alone."""

import ast
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.services.receipts import check
from playbook.services.receipts.check import PARTS, RECEIPTS, SEAL, SUMS, check_export, line_of, read_chain
from playbook.services.receipts.exporting import CHECKER, export
from playbook.settings import THIS_PROJECT
from playbook.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the sample organization."""
    folder = tmp_path_factory.mktemp("export")
    with Workspace.find(THIS_PROJECT.sample, str(folder / "sample.duckdb"), {}) as workspace:
        export(workspace, folder / "export")
    return folder / "export"


@pytest.fixture
def exported(whole: Path, tmp_path: Path) -> Path:
    """The same in a folder that may be altered."""
    shutil.copytree(whole, tmp_path / "export")
    return tmp_path / "export"


def files(folder: Path) -> list[Path]:
    """Every file in a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def flipped(folder: Path, chance: random.Random) -> Iterator[tuple[str, bytes, int]]:
    """Files by turns, each with one random bit turned; the file is as it was afterwards."""
    paths = files(folder)
    chance.shuffle(paths)
    for number in range(200):
        path = paths[number % len(paths)]
        content = path.read_bytes()
        place = chance.randrange(len(content))
        altered = bytearray(content)
        altered[place] ^= 1 << chance.randrange(8)
        path.write_bytes(altered)
        yield path.relative_to(folder).as_posix(), content, place
        path.write_bytes(content)


def test_an_untouched_export_is_whole_and_has_every_kind_of_file(exported: Path) -> None:
    assert check_export(exported) == ()
    names = {path.relative_to(exported).as_posix() for path in files(exported)}
    kinds = {SEAL, SUMS, PARTS, CHECKER, RECEIPTS, "definitions/gates.yaml", "records/decisions.yaml"}
    assert names > kinds | {"records/reviews/2026-W44/comment.md", "store/observation.parquet", "store/manifest.json"}


@pytest.mark.parametrize("seed", range(2))
def test_each_of_200_flipped_bits_is_found_and_the_file_named(exported: Path, seed: int) -> None:
    for name, content, place in flipped(exported, random.Random(seed)):  # noqa: S311 - where to flip, not a secret
        faults = check_export(exported)
        assert faults, (name, place)
        assert name in {fault.file for fault in faults}, (name, place)
        if name not in (SEAL, SUMS):
            assert {fault.file for fault in faults} == {name}
        if name.endswith(".yaml") and content:
            line = content[:place].count(b"\n") + 1
            (fault,) = faults
            first, last = (int(word) for word in fault.what.removeprefix("lines ").partition(",")[0].split(" to "))
            # an end of line that was lost joins a record with the next
            assert first - 1 <= line <= last + 1, (fault, place)


def test_an_altered_decision_is_named_by_what_it_is_about(exported: Path) -> None:
    path = exported / "records/decisions.yaml"
    path.write_bytes(path.read_bytes().replace(b"limited-release", b"limited-relaese", 1))
    (fault,) = check_export(exported)
    assert fault.file == "records/decisions.yaml"
    assert fault.what.endswith("decisions 3 (support-copilot, limited-release, pilot-1, release)"), "as it was"


def test_an_altered_receipt_is_named_by_what_it_is_for(exported: Path) -> None:
    path = exported / RECEIPTS
    path.write_bytes(path.read_bytes().replace(b'"decided":"release"', b'"decided":"release "', 1))
    said = [fault.message for fault in check_export(exported)]
    assert any("(decision support-copilot prototype-exit 2026-10-23) was altered" in message for message in said)


def test_files_that_came_or_went_are_named(exported: Path) -> None:
    (exported / "records/team.yaml").unlink()
    (exported / "records/team2.yaml").write_text("seats: []\n", "utf-8")
    assert [fault.message for fault in check_export(exported)] == [
        "records/team.yaml: the file was removed",
        "records/team2.yaml: the file was added",
    ]


@pytest.mark.skipif(os.name == "nt", reason="this system has no such devices")
@pytest.mark.parametrize("name", ["records/notes.yaml", "definitions/gates.yaml", SUMS, SEAL, PARTS, RECEIPTS])
@pytest.mark.parametrize("kind", ["device", "pipe", "link"])
def test_what_is_no_plain_file_is_named_and_never_read(exported: Path, tmp_path: Path, name: str, kind: str) -> None:
    path = exported / name
    kept = tmp_path / "kept"
    path.rename(kept)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero" if kind == "device" else kept)
    if name == SUMS:
        with pytest.raises(FileNotFoundError):
            check_export(exported)
        return
    assert name in {fault.file for fault in check_export(exported)}


def test_an_export_that_was_made_anew_has_another_seal(exported: Path, whole: Path) -> None:
    seal = (whole / SEAL).read_text("utf-8").strip()
    assert check_export(exported, seal) == ()
    assert check_export(exported, read_chain((whole / RECEIPTS).read_text("utf-8")).heads[0][:12]) == ()
    (fault,) = check_export(exported, "0" * 64)
    assert "this is another export" in fault.message


@pytest.mark.parametrize("listing", [b"", b"\xff\xfe", b"[]\n", b"../../x\n", b"a" * 64 + b"  ../../etc/passwd\n"])
def test_a_listing_of_garbage_is_named_and_nothing_outside_is_read(exported: Path, listing: bytes) -> None:
    (exported / SUMS).write_bytes(listing)
    assert SUMS in {fault.file for fault in check_export(exported)}


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"a": 1}', b'{"records/team.yaml": [{"from": 1}]}', b"\xff"])
def test_parts_of_garbage_name_the_file_alone(exported: Path, content: bytes) -> None:
    (exported / PARTS).write_bytes(content)
    assert [fault.file for fault in check_export(exported)] == [PARTS]


def test_the_file_in_the_export_needs_nothing_but_python(exported: Path, tmp_path: Path) -> None:
    tree = ast.parse(Path(check.__file__).read_text("utf-8"))
    asked = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    asked |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in asked} <= set(sys.stdlib_module_names)

    def run(*arguments: str | Path) -> tuple[int, str]:
        command = [sys.executable, "-I", "-S", str(exported / CHECKER), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env={})
        return done.returncode, done.stdout + done.stderr

    code, said = run(exported)
    assert (code, said.startswith("Every file and every receipt is as it was exported. Seal: ")) == (0, True)
    assert run(exported, "abcdef")[0] == 1
    (exported / "records/notes.yaml").write_bytes(b"")
    assert run(exported) == (1, "records/notes.yaml, lines 1 to 1, the lines above its first entry: this was altered\n")
    assert run(tmp_path)[0] == 2
    assert run()[0] == 2


def chain_of(*contents: str) -> str:
    """A chain of receipts about these."""
    text, previous = "", list[str]()
    for content in contents:
        line = line_of({"schema": 1, "kind": "decision", "about": content, "entry": {}, "previous": previous})
        text, previous = text + line, [json.loads(line)["digest"]]
    return text


def test_a_receipt_that_was_taken_out_is_missed_by_the_next() -> None:
    lines = chain_of("one", "two", "three").splitlines(keepends=True)
    assert read_chain("".join(lines)).faults == ()
    (fault,) = read_chain(lines[0] + lines[2]).faults
    assert fault.message.startswith(f"{RECEIPTS}, receipt {json.loads(lines[2])['digest'][:12]} (decision three): the")
    assert json.loads(lines[1])["digest"][:12] in fault.said


def test_line_ends_of_another_system_change_nothing() -> None:
    text = chain_of("one", "two")
    assert read_chain(text.replace("\n", "\r\n")) == read_chain(text)


def test_what_is_no_receipt_is_a_fault_and_never_a_traceback() -> None:
    for line in ("{", "[]", "null", '{"digest": 1}', '{"previous": 1, "digest": {}}', "\x00", "9" * 6000, "[" * 9000):
        assert read_chain(f"{chain_of('one')}{line}\n").faults, line
