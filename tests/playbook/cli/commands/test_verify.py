"""`playbook verify`: what was recorded has its receipt, and what was altered since is named with what stood there."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.services.receipts.check import RECEIPTS
from playbook.settings import THIS_PROJECT
from tests import worlds
from tests.worlds import World

DECISIONS = "records/decisions.yaml"
RELEASE = ["--product", "support-copilot", "--gate", "limited-release"]
DECIDE = ["record", "decision", *RELEASE, "--decided", "hold", "--by", "vp-engineering"]
SIGN = ["record", "sign-off", *RELEASE, "--criterion", "legal-review", "--decision", "yes", "--by", "legal-counsel"]
CHANGE = ["record", "bar-change", "--what", "metrics.due_week", "--from", "3", "--to", "4", "--by", "vp-engineering"]
CHANGE += ["--why", "Two products joined late"]


def run(*arguments: str | Path) -> Result:
    """The command."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def done(world: World, *arguments: str | Path) -> str:
    """A command that is fine."""
    result = run("--playbook", world.folder, *arguments)
    assert result.exit_code == ExitCode.FINE, result.output
    return result.stdout


def verified(world: World, *arguments: str | Path) -> dict[str, Any]:
    """What `verify` answers."""
    result = run("--playbook", world.folder, "verify", *arguments, "--json")
    document: dict[str, Any] = json.loads(result.stdout)
    assert result.exit_code == (ExitCode.FINE if document["well"] else ExitCode.NO)
    return document


def findings(world: World, *arguments: str | Path) -> list[tuple[str, str]]:
    """Kind and file of what is wrong."""
    return [(one["kind"], one["file"]) for one in verified(world, *arguments)["findings"]]


@pytest.fixture
def sealed(on_track: World) -> World:
    """A world with its numbers, in which everything has its receipt."""
    on_track.receive_all()
    assert verified(on_track, "--seal")["well"]
    return on_track


def test_nothing_decided_is_said_and_a_broken_playbook_is_not_judged(tmp_path: Path) -> None:
    assert done(worlds.empty(tmp_path / "empty"), "verify") == "Nothing was decided yet, so there are no receipts.\n"
    for name in ("empty", "week_one"):
        assert verified(worlds.WORLDS[name](tmp_path / f"again-{name}")) == {
            "schema": 1, "well": True, "entries": 0, "written": 0, "head": None, "seal": None, "findings": [],
            "receipts": [],
        }  # fmt: skip
    broken = worlds.broken_definitions(tmp_path / "broken")
    assert run("--playbook", broken.folder, "verify").exit_code == ExitCode.NO


@pytest.mark.parametrize("name", ["on_track", "slipping"])
def test_what_was_written_by_hand_is_said_until_it_is_sealed(name: str, tmp_path: Path) -> None:
    world = worlds.WORLDS[name](tmp_path / name)
    before = verified(world)
    assert {finding["kind"] for finding in before["findings"]} == {"unsealed"}
    assert len(before["findings"]) == before["entries"]
    after = verified(world, "--seal")
    assert (after["well"], after["written"], len(after["receipts"])) == (True, before["entries"], before["entries"])
    assert {receipt["how"] for receipt in after["receipts"]} == {"sealed"}
    again = verified(world, "--seal")
    assert (again["written"], again["head"]) == (0, after["head"])


def test_a_decision_that_is_recorded_has_its_receipt_with_what_was_known(sealed: World) -> None:
    done(sealed, *DECIDE)
    found = verified(sealed)
    assert found["well"]
    receipt = found["receipts"][-1]
    assert (receipt["kind"], receipt["how"], receipt["digest"]) == ("decision", "recorded", found["head"])
    assert receipt["entry"]["decided"] == "hold"
    knew = receipt["knew"]
    assert knew["uploads"] == len(sealed.files)
    assert (len(knew["definitions"]), len(knew["facts"])) == (64, 64)
    gates = json.loads(run("--playbook", sealed.folder, "gates", "--as-of", knew["day"], "--json").stdout)["gates"]
    (gate,) = (one for one in gates if (one["product"], one["gate"]) == ("support-copilot", "limited-release"))
    assert (knew["verdict"], knew["score"]) == (gate["verdict"], gate["score"])


def test_bar_changes_sign_offs_and_closed_reviews_get_theirs(sealed: World) -> None:
    done(sealed, *CHANGE)
    done(sealed, *SIGN)
    done(sealed, "review", "close", "--as-of", sealed.today.isoformat(), "--by", "vp-engineering", "--yes")
    found = verified(sealed)
    assert found["well"]
    assert [one["kind"] for one in found["receipts"][-3:]] == ["bar_change", "sign_off", "review"]
    assert {one["how"] for one in found["receipts"][-3:]} == {"recorded"}


def test_what_was_altered_is_named_with_what_stood_there(sealed: World) -> None:
    done(sealed, *DECIDE, "--reason", "Too few answers")
    sealed.change(DECISIONS, "Too few answers", "Enough answers")
    (finding,) = verified(sealed)["findings"]
    assert (finding["kind"], finding["file"]) == ("altered", DECISIONS)
    assert "'reason' was 'Too few answers' and is now 'Enough answers'" in finding["message"]
    assert (finding["was"]["reason"], finding["now"]["reason"]) == ("Too few answers", "Enough answers")


def test_what_was_removed_is_named_and_history_is_not_sealed_over(sealed: World) -> None:
    before = sealed.text(DECISIONS)
    done(sealed, *DECIDE, "--reason", "Too few answers")
    sealed.write(DECISIONS, before)
    assert findings(sealed, "--seal") == [("removed", DECISIONS)]
    (finding,) = verified(sealed)["findings"]
    assert "was removed or cannot be read; it said by: 'vp-engineering', decided: 'hold'" in finding["message"]


def test_a_correction_says_why_and_who_and_what_stood_there_stays(sealed: World) -> None:
    done(sealed, *DECIDE, "--reason", "Too few answers")
    sealed.change(DECISIONS, "Too few answers", "Too few judged answers")
    assert run("--playbook", sealed.folder, "verify", "--seal", "--why", "Typo").exit_code == ExitCode.WRONG_USE
    found = verified(sealed, "--seal", "--why", "Typo", "--by", "vp-engineering")
    assert found["well"]
    was, corrected = found["receipts"][-2:]
    assert (corrected["corrects"], corrected["why"], corrected["by"]) == (was["digest"], "Typo", "vp-engineering")
    assert (was["entry"]["reason"], corrected["entry"]["reason"]) == ("Too few answers", "Too few judged answers")
    assert f"corrects {was['digest'][:12]}: Typo" in " ".join(done(sealed, "verify").split())


def test_a_removed_entry_can_be_corrected_too(sealed: World) -> None:
    before = sealed.text(DECISIONS)
    done(sealed, *DECIDE)
    sealed.write(DECISIONS, before)
    assert verified(sealed, "--seal", "--why", "Wrong product", "--by", "vp-engineering")["well"]
    done(sealed, *DECIDE)
    assert verified(sealed)["well"]


def test_an_altered_receipt_is_named_and_a_kept_digest_tells_a_cut_chain(sealed: World) -> None:
    done(sealed, *DECIDE)
    head = str(verified(sealed)["head"])
    whole = sealed.text(RECEIPTS)
    sealed.write(RECEIPTS, whole.replace('"decided":"hold"', '"decided":"stop"'))
    assert ("broken_chain", RECEIPTS) in findings(sealed)
    sealed.write(RECEIPTS, "".join(whole.splitlines(keepends=True)[:-1]))
    assert findings(sealed, "--expect", head[:16]) == [("unsealed", DECISIONS), ("not_expected", RECEIPTS)]
    sealed.write(RECEIPTS, whole)
    assert findings(sealed, "--expect", head.upper()) == []


def test_a_review_that_was_altered_is_named(sealed: World) -> None:
    done(sealed, "review", "close", "--as-of", sealed.today.isoformat(), "--by", "vp-engineering", "--yes")
    (folder,) = (sealed.folder / "records/reviews").iterdir()
    (folder / "comment.md").write_text("Something else\n", "utf-8")
    assert findings(sealed) == [("removed", f"records/reviews/{folder.name}")]


def test_uploads_that_are_no_longer_there_are_told_for_what_stood_on_them(sealed: World) -> None:
    (sealed.folder / "playbook.duckdb").unlink()
    assert findings(sealed) == [], "a store that is not there says nothing"
    few = World("few", sealed.folder, sealed.today, sealed.files[:3])
    few.receive_all()
    found = verified(sealed)["findings"]
    assert {finding["kind"] for finding in found} == {"facts"}
    assert "uploads; of that time 3 are there now" in found[-1]["message"]


def test_lines_that_are_no_receipts_are_named(sealed: World) -> None:
    from playbook.services.receipts.check import line_of  # noqa: PLC0415

    for knew in ('"x"', '{"until": "soon"}', '{"uploads": []}'):
        line = line_of({"kind": "decision", "about": "x", "knew": json.loads(knew), "previous": [], "corrects": None})
        sealed.write(RECEIPTS, sealed.text(RECEIPTS) + line)
    assert {kind for kind, _ in findings(sealed)} == {"broken_chain", "two_ends"}


def git(world: World, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs git in a world."""
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(world.folder), *names, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_branches_that_each_added_receipts_are_joined_by_a_seal(sealed: World) -> None:
    git(sealed, "init", "-q", "-b", "main")
    git(sealed, "add", "definitions", "records")
    git(sealed, "commit", "-q", "-m", "then")
    git(sealed, "checkout", "-q", "-b", "other")
    done(sealed, *CHANGE)
    git(sealed, "commit", "-q", "-a", "-m", "other")
    git(sealed, "checkout", "-q", "main")
    done(sealed, *DECIDE)
    git(sealed, "commit", "-q", "-a", "-m", "main")
    assert git(sealed, "merge", "other").returncode == 1
    said = [finding["message"] for finding in verified(sealed)["findings"]]
    assert sum("a merge was not finished; keep the lines of both sides" in message for message in said) == 3
    lines = [line for line in sealed.text(RECEIPTS).splitlines() if line[:7] not in ("<" * 7, "=" * 7, ">" * 7)]
    sealed.write(RECEIPTS, "\n".join(lines) + "\n")
    (finding,) = verified(sealed)["findings"]
    assert (finding["kind"], "playbook verify --seal" in finding["message"]) == ("two_ends", True)
    joined = verified(sealed, "--seal")
    assert (joined["well"], joined["written"]) == (True, 1)
    git(sealed, "commit", "-q", "-a", "-m", "merged")
    done(sealed, *DECIDE[:-1], "head-of-data", "--date", "2026-11-05")
    assert verified(sealed)["well"]
    assert run("validate", sealed.folder, "--since", "HEAD").exit_code == ExitCode.FINE
    sealed.write(RECEIPTS, "".join(sealed.text(RECEIPTS).splitlines(keepends=True)[:-3]))
    result = run("validate", sealed.folder, "--since", "HEAD")
    assert result.exit_code == ExitCode.NO
    assert "was altered or removed; expected records to be only added to" in " ".join(result.stdout.split())


def test_an_export_is_written_whole_and_checked_by_the_command(sealed: World, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    seal = verified(sealed, "--export", folder)["seal"]
    assert run("verify", folder).stdout == f"Every file and every receipt is as it was exported. Seal: {seal}\n"
    assert run("verify", folder, "--expect", "abc").exit_code == ExitCode.NO
    assert run("--playbook", sealed.folder, "verify", "--export", folder).exit_code == ExitCode.WRONG_USE
    assert run("verify", folder, "--seal").exit_code == ExitCode.WRONG_USE
    assert run("verify", tmp_path).exit_code == ExitCode.WRONG_USE
    (folder / DECISIONS).write_text("decisions: []\n", "utf-8")
    result = run("verify", folder, "--json")
    assert result.exit_code == ExitCode.NO
    assert json.loads(result.stdout)["findings"][0]["file"] == DECISIONS


def test_all_is_well_in_the_sample_and_it_stays_as_it_is() -> None:
    place = str(THIS_PROJECT.sample)
    result = run("--playbook", place, "verify")
    assert result.exit_code == ExitCode.FINE, "made anew by python -m playbook.services.receipts.sample"
    assert result.stdout.startswith("All is well: ")
    assert "bar change" in result.stdout
    assert run("--playbook", place, "verify", "--seal").exit_code == ExitCode.WRONG_USE
