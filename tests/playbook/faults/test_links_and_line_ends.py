"""Records behind links, with the line ends and the mark of another system: an entry changes its own lines alone."""

import shutil
from pathlib import Path

import pytest

from playbook.loading.append_only import check_only_added
from playbook.services.recording.kinds import BY_NAME
from playbook.services.recording.recording import draft_record, write, write_and_commit
from tests.repositories import committed, git
from tests.worlds import World

ENTRIES = {
    "sign-off": {
        "product": "support-copilot",
        "gate": "limited-release",
        "criterion": "legal-review",
        "decision": "yes",
        "by": "legal-counsel",
    },
    "seat": {"seat": "head-of-support", "holder": "staff-0042"},
    "progress": {"deliverable": "running-handover", "state": "in_progress", "owner": "lead-ai-engineer"},
    "follow-up": {"what": "Ask for the date", "owner": "head-of-support", "due": "2026-11-20"},
    "incident-line": {"incident": "stale-terms", "at": "2026-10-20T14:20", "what": "Switched off", "mark": "mitigated"},
}
MARK = b"\xef\xbb\xbf"


def as_of_windows(path: Path) -> bytes:
    """The same file as an editor on Windows saves it."""
    content = MARK + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(content)
    return content


@pytest.mark.parametrize("kind", ENTRIES)
def test_line_ends_and_mark_of_every_other_line_stay(slipping: World, kind: str) -> None:
    path = slipping.folder / BY_NAME[kind].file_name
    before = as_of_windows(path)
    with slipping.workspace() as workspace:
        write(workspace, draft_record(workspace, BY_NAME[kind], ENTRIES[kind]))
    after = path.read_bytes()
    assert after != before
    assert after.count(MARK) == 1
    assert after.startswith(MARK)
    assert after.count(b"\n") == after.count(b"\r\n") > before.count(b"\n")
    assert b"\r\r" not in after
    texts = [content.decode("utf-8-sig") for content in (before, after)]
    assert check_only_added({BY_NAME[kind].file_name: texts[0]}, {BY_NAME[kind].file_name: texts[1]}) == ()


@pytest.mark.parametrize("linked", ["the file", "the folder of records", "the playbook"])
def test_what_is_a_link_stays_one_and_the_entry_is_committed_where_it_leads(
    on_track: World, tmp_path: Path, linked: str
) -> None:
    shared = tmp_path / "shared"
    places = {
        "the file": on_track.folder / "records" / "sign_offs.yaml",
        "the folder of records": on_track.folder / "records",
        "the playbook": on_track.folder,
    }
    place = places[linked]
    target = shared / place.name
    shared.mkdir()
    shutil.move(place, target)
    place.symlink_to(target)
    git(shared, "init", "-q")
    for name, value in (("user.name", "Page"), ("user.email", "page@example.org")):
        git(shared, "config", name, value)
    git(shared, "add", "-A")
    git(shared, "commit", "-q", "-m", "Begin")
    with on_track.workspace() as workspace:
        record = draft_record(workspace, BY_NAME["sign-off"], ENTRIES["sign-off"])
        if linked == "the file":  # its receipt stands in another repository, which nothing here can commit
            write(workspace, record)
        else:
            assert write_and_commit(workspace, "sign-off", record, None)
            names = git(shared, "show", "--format=", "--name-only").split()
            assert [Path(name).name for name in names] == ["receipts.jsonl", "sign_offs.yaml"]
    assert place.is_symlink()
    assert "legal-review" in (on_track.folder / "records" / "sign_offs.yaml").read_text("utf-8")
    assert not [path for path in shared.rglob("*.tmp") if ".git" not in path.parts]


def test_a_checkout_with_line_ends_of_its_own_commits_the_entry_alone(on_track: World) -> None:
    on_track.write(".gitattributes", "*.yaml text eol=crlf\n")
    committed(on_track)
    for name, value in (("user.name", "Page"), ("user.email", "page@example.org")):
        git(on_track.folder, "config", name, value)
    shutil.rmtree(on_track.folder / "records")
    git(on_track.folder, "checkout", "-q", "--", "records")
    assert b"\r\n" in (on_track.folder / "records" / "sign_offs.yaml").read_bytes()
    with on_track.workspace() as workspace:
        record = draft_record(workspace, BY_NAME["sign-off"], ENTRIES["sign-off"])
        write_and_commit(workspace, "sign-off", record, None)
    added, removed, _ = git(on_track.folder, "show", "--numstat", "--format=", "--", "records/sign_offs.yaml").split()
    assert int(added) <= 10
    assert int(removed) <= 1
