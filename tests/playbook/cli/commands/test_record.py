"""`playbook record`: a dated entry in its place after the whole playbook was checked, or a sentence and nothing."""

import errno
import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from metrics.problems import Problem, YamlPlace
from metrics.store.location import StoreUnavailable
from playbook.cli.main import app
from playbook.cli.output import ExitCode
from playbook.loading.append_only import check_only_added
from playbook.readiness.preview.wording import NOTHING_TURNS
from playbook.services.recording.kinds import BY_NAME, KINDS
from tests.worlds import World

RELEASE = "--product support-copilot --gate limited-release"
TWO_CONDITIONS = (
    "--condition \"what: 'Rehearse, with support', owner: head-of-support, due: 2026-11-20\" "
    "--condition 'what: Train the night shift, owner: head-of-support, due: 2026-11-27'"
)
LINES = {
    "progress": "--deliverable running-handover --state in_progress --owner lead-ai-engineer",
    "evidence": "--kind drill-report --by head-of-support --reviewer head-of-security",
    "candidate": "--product support-copilot --id pilot --commit 4f1c2d9a7b30 --model model-a@1 --prompt answer@v3",
    "candidate-numbers": "--product support-copilot --candidate earlier --by lead-ai-engineer",
    "sign-off": f"{RELEASE} --criterion legal-review --decision yes --by legal-counsel",
    "exemption": f"{RELEASE} --criterion incidents-rehearsed --asked-by lead-ai-engineer "
    "--approved-by head-of-security --last-day 2026-11-20 --reason 'The drill is booked'",
    "decision": f"{RELEASE} --decided release --by vp-engineering {TWO_CONDITIONS}",
    "condition-done": f"{RELEASE} --what 'Rehearse the switch' --by head-of-support",
    "follow-up": "--what 'Ask for the date' --owner head-of-support --due 2026-11-20",
    "follow-up-done": "--what 'Ask for the date' --by head-of-support",
    "experiment": "--id desk-search --owner head-of-support --seen 'weekly_users: 12, monthly_cost: 340.5'",
    "experiment-seen": "--experiment desk-bot --weekly-users 3",
    "experiment-decision": "--experiment desk-bot --decided stop --by vp-engineering",
    "product": "--id sales-assistant --owner product-lead-sales --stage 'stage: spec'",
    "product-stage": "--product support-copilot --stage ship --by vp-engineering",
    "product-tier": "--product support-copilot --tier high --reason 'Customers read it'",
    "gate-plan": f"{RELEASE} --on 2026-12-01 --reason 'Two weeks late'",
    "stack-choice": "--layer orchestration --option langgraph --ring hold --by architecture-council",
    "stack-review": "--layer orchestration --option langgraph --by head-of-security --accepted no",
    "stack-scores": "--option langgraph --by lead-ai-engineer --scores 'fit: 4, operations: 3'",
    "seat": "--seat head-of-support --holder staff-0042",
    "seat-role": "--seat head-of-data --role lead --product support-copilot",
    "opening": "--seat ai-engineer --delay prototype-passed",
    "levels": "--seat head-of-data --by vp-engineering --levels 'framing: 2, evals: 4'",
    "training": "--team support --people 20 --trained 12 --by head-of-support",
    "agreement": "--party data --version 1 --by head-of-data",
    "topology": "--topology embedded --by vp-engineering --why 'Users differ'",
    "pay-band": "--ladder engineer --low 60000 --high 80000",
    "incident": "--id wrong-price --title 'Quoted a wrong price' --severity high --owner head-of-support "
    "--product support-copilot",
    "incident-line": "--incident stale-terms --at 2026-10-20T14:20 --what 'Switched off' --mark mitigated",
    "incident-action": "--incident stale-terms --what 'Test the archive' --owner head-of-data --due 2026-11-20",
    "incident-check": "--by head-of-support",
    "note": "--metric nps --week 2026-W43 --text 'The survey went to all users' --by head-of-data",
    "bar-change": "--what metrics.due_week --from 3 --to 4 --by vp-engineering --why 'Two products joined late'",
    "meaning-change": "--metric token_spend_usd --older convert --factor 0.92 --by head-of-data",
    "backfill": "--received 2026-10-06 --asked-by head-of-data --approved-by vp-engineering --why 'Found late'",
    "review-withdrawal": "--review 2026-W43 --by vp-engineering --why 'Closed too early'",
    "stack-review-day": "--layer foundation-models --option hosted-model --review-by 2027-02-01 --by head-of-data",
    "seat-role-ended": "--seat lead-ai-engineer --role lead",
    "opening-withdrawn": "--seat lead-ai-engineer",
    "incident-resolved": "--incident stale-terms",
    "incident-action-done": "--incident stale-terms --action 'archive is left out' --check 'Asked for the archive'",
    "postmortem": "--incident stale-terms --by head-of-support --causes 'An old index'",
    "postmortem-read": "--incident stale-terms --reviewer head-of-data",
    "wait-ended": "--product support-copilot --what 'Provider review' --whom head-of-security",
    "model-use-ended": "--product support-copilot --provider hosted-model --model model-a",
    "vendor-ended": "--vendor provider",
    "vendor-model-retires": "--vendor provider --model model-0 --retires 2027-01-31 --replacement model-2",
    "vendor-model-ended": "--vendor provider --model model-1",
    "vendor": "--id search-provider --name 'Search provider' --owner head-of-data",
    "vendor-review": "--vendor provider --kind privacy --by head-of-security",
    "vendor-contract": "--vendor provider --ends 2027-09-30 --by head-of-data",
    "vendor-model": "--vendor provider --model model-2 --product support-copilot",
    "applicability": "--control 'GOVERN 6.1' --applies yes --by head-of-security",
    "find": "--id agents-in-practice --title 'Agents in practice' --by lead-ai-engineer",
    "triage": "--find agents-at-work --state seen --by lead-ai-engineer",
    "case": "--product support-copilot --by product-lead-support --kpi 'Minutes a ticket' "
    "--weekly-value 42000 --weekly-cost 4300",
    "journey": "--product support-copilot --by design-lead --step Opened --step Answered "
    "--fallback 'state: slow, shown: The form'",
    "suite": "--product support-copilot --suite regression --by lead-ai-engineer --cases 240 --failed 6",
    "retrieval": "--product support-copilot --by data-lead --version 2 --contract 'source: Manuals, owner: data-lead'",
    "feedback": "--product support-copilot --by product-lead-support --heard 14 --theme 'theme: Too long, mentions: 6'",
    "drift": "--product support-copilot --by lead-ai-engineer --compared 200 --agree 186",
    "calibration": "--product support-copilot --by lead-ai-engineer --metric task_success_rate --both 80"
    " --only-judge 6 --only-people 2 --neither 12",
    "hygiene": "--product support-copilot --check regression-evals --of 11 --done 10",
    "wait": "--product support-copilot --what 'Review of the index' --whom head-of-security",
    "model-use": "--product support-copilot --provider hosted-model --model model-a",
    "upgrade": "--provider hosted-model --model model-a --kind new_version --replacement model-b",
    "risk": "--risk prompt-injection --product support-copilot --state treated --by head-of-security",
}
FIRST = {
    "condition-done": (
        "decision",
        (
            f"{RELEASE} --decided release --by vp-engineering --date 2026-11-05 "
            "--condition 'what: Rehearse the switch, owner: head-of-support, due: 2026-11-20'"
        ),
    ),
    "candidate-numbers": ("candidate", "--product support-copilot --id earlier --model model-a@1 --date 2026-11-05"),
    "postmortem-read": ("postmortem", "--incident stale-terms --by head-of-support --date 2026-11-05"),
    "vendor-model-retires": ("vendor-model", "--vendor provider --model model-0 --date 2026-11-05"),
    "triage": ("find", "--id agents-at-work --title 'Agents at work' --by lead-ai-engineer --date 2026-11-05"),
}
"""What stands in the records before, for kinds that the world has nothing for."""
EXAMPLES = {kind: shlex.split(line) for kind, line in LINES.items()}
PROGRESS = EXAMPLES["progress"]


def record(world: World, *arguments: str) -> Result:
    """The command on a world whose today is that of the machine."""
    return CliRunner().invoke(app, ["--playbook", str(world.folder), "record", *arguments])


def texts(world: World) -> dict[str, str]:
    return {f"records/{path.name}": path.read_text("utf-8") for path in (world.folder / "records").glob("*.yaml")}


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
def test_every_kind_is_written_checked_and_only_added(slipping: World, kind: str) -> None:
    if kind in FIRST:
        first, line = FIRST[kind]
        record(slipping, first, *shlex.split(line))
    if kind == "follow-up-done":
        record(slipping, "follow-up", *EXAMPLES["follow-up"], "--date", "2026-11-05")
    before = texts(slipping)
    dated = ["--date", "2026-11-06"] if BY_NAME[kind].day_field else []
    result = record(slipping, kind, *EXAMPLES[kind], *dated, "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    document: Any = json.loads(result.stdout)
    assert (document["state"], document["file"]) == ("written", BY_NAME[kind].file_name)
    after = texts(slipping)
    assert {name for name in after if after[name] != before[name]} == {BY_NAME[kind].file_name}
    assert check_only_added(before, after) == ()
    assert "2026-11-06" in document["diff"] or not dated
    slipping.playbook()


def test_people_are_shown_the_difference_what_it_changes_and_how_to_commit_it(slipping: World) -> None:
    slipping.receive_all()
    result = record(slipping, "risk", *EXAMPLES["risk"], "--date", "2026-11-06")
    assert '+  - {risk: prompt-injection, product: support-copilot, state: treated, "on": 2026-11-06' in result.stdout
    assert "What it changes" in result.stdout
    assert "outcome: Injection treated" in result.stdout
    assert "records/risks.yaml: the entry was added." in result.stdout
    assert "Committing is up to you:" in result.stdout


def test_the_line_that_commits_can_be_pasted_anywhere(slipping: World, tmp_path: Path) -> None:
    slipping.receive_all()

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(slipping.folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "Ada")
    git("config", "user.email", "ada@example.org")
    git("add", ".")
    git("commit", "-q", "-m", "begin")
    for kind in ("risk", "note"):  # one file that is there, one that is begun
        reported = record(slipping, kind, *EXAMPLES[kind], "--date", "2026-11-06").stdout.splitlines()
        for command in reported[reported.index("Committing is up to you:") + 1].split(" && "):
            subprocess.run(shlex.split(command), check=True, cwd=tmp_path, capture_output=True)
        assert git("log", "-1", "--format=%s").startswith(f"Record {kind}: ")
    assert len(git("log", "--oneline").splitlines()) == 3


def test_the_day_is_today_where_none_is_given(on_track: World) -> None:
    with on_track.workspace() as workspace:
        day = record(on_track, "progress", *PROGRESS, "--json")
    assert json.loads(day.stdout)["entry"]["on"] >= workspace.today().isoformat()


def test_a_dry_run_writes_nothing_and_says_so(on_track: World) -> None:
    before = texts(on_track)
    result = record(on_track, "progress", *PROGRESS, "--dry-run")
    assert result.exit_code == ExitCode.FINE
    assert "Nothing was written." in result.stdout
    assert texts(on_track) == before


def test_the_same_entry_again_is_nothing_to_do(on_track: World) -> None:
    record(on_track, "progress", *PROGRESS, "--date", "2026-11-06")
    before = texts(on_track)
    result = record(on_track, "progress", *PROGRESS, "--date", "2026-11-06")
    assert (result.exit_code, texts(on_track)) == (ExitCode.FINE, before)
    assert "stands there already" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("progress --deliverable running-handovr --state done", "did you mean 'running-handover'?"),
        ("progress --deliverable running-handover --state don", "--state has no 'don'; did you mean 'done'?"),
        (
            "progress",
            "--deliverable is missing\n--state is missing: not_started, in_progress, done, blocked",
        ),
        ("PROGRESS --date '6 Nov'", "'6 Nov' is not a day; expected a date such as 2026-11-06"),
        ("PROGRESS --evidence 'a note'", "--evidence: 'a note' cannot be read"),
        ("PROGRESS --evidence 'kind: x, lnk: y'", "--evidence has no 'lnk'; did you mean 'link'?"),
        (f"decision {RELEASE} --decided hold --by x --condition 'what: x'", "--condition needs 'owner: …'"),
        ("experiment-seen --experiment desk-bt", "unknown experiment 'desk-bt' in records/experiments.yaml; did you"),
        ("experiment-seen --experiment desk-bot --weekly-users many", "'many' is not a whole number"),
        ("product-stage --product copilot --stage ship", "unknown product 'copilot'"),
        (
            "stack-choice --layer orchestration --option langgraph --ring hold --by x --reopen-when latency>4",
            "--reopen-when can be given with the first stack-choice only",
        ),
        (
            f"sign-off {RELEASE} --criterion legal-review --decision yes --by lead-ai-engineer",
            "is signed off by its owner, 'lead-ai-engineer'",
        ),
        ("evidence --kind drill-report --by x --link 'javascript:alert(1)'", "a link that begins with https:// or"),
        ("stack-scores --option langgraph --by x --scores 'fit: good'", "fit: 'good' is not a number"),
        ("stack-review --layer orchestration --option langgraph --by x --accepted perhaps", "is neither yes nor no"),
    ],
)
def test_what_is_wrong_is_a_sentence_and_nothing_is_written(slipping: World, arguments: str, sentence: str) -> None:
    before = texts(slipping)
    result = record(slipping, *shlex.split(arguments.replace("PROGRESS", f"progress {LINES['progress']}")))
    assert result.exit_code in (ExitCode.NO, ExitCode.WRONG_USE)
    assert sentence in result.stderr
    assert texts(slipping) == before


def test_a_broken_playbook_is_mended_first(broken_definitions: World) -> None:
    before = texts(broken_definitions)
    result = record(broken_definitions, "progress", *PROGRESS)
    assert result.exit_code == ExitCode.NO
    assert "did you mean 'task_success_rate'?" in result.stderr
    assert texts(broken_definitions) == before


def test_a_file_that_cannot_be_read_as_text_is_a_sentence(on_track: World) -> None:
    (on_track.folder / "records" / "charter.yaml").write_bytes(b"start: 2026-09-07 # \xff\n")
    result = record(on_track, "progress", *PROGRESS)
    assert result.exit_code == ExitCode.NO
    assert "not UTF-8" in result.stderr


def test_a_missing_file_is_begun(on_track: World) -> None:
    (on_track.folder / "records" / "team.yaml").unlink()
    result = record(on_track, "seat", *EXAMPLES["seat"])
    assert result.exit_code == ExitCode.FINE
    assert on_track.text("records/team.yaml").startswith("seats:\n  - {seat: head-of-support")


def test_a_full_disk_is_a_sentence_and_leaves_the_file_as_it_was(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = texts(on_track)
    monkeypatch.setattr("playbook.whole_file.os.fsync", full)
    result = record(on_track, "progress", *PROGRESS)
    assert result.exit_code == ExitCode.NO
    assert "the disk is full, and nothing was written; make room and record again" in result.stderr
    assert texts(on_track) == before
    assert not list((on_track.folder / "records").glob(".*"))


def test_a_folder_that_may_not_be_written_is_a_sentence(on_track: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("playbook.whole_file.os.open", denied)
    result = record(on_track, "progress", *PROGRESS)
    assert "the file cannot be written (Permission denied), and nothing was changed" in result.stderr


def test_the_sample_is_never_written_to() -> None:
    result = CliRunner().invoke(app, ["record", "seat", "--seat", "x", "--holder", "y", "--json"])
    assert result.exit_code == ExitCode.WRONG_USE
    assert json.loads(result.stdout)["error"]["message"].startswith("this is the sample organization, which is never")


def test_a_refused_entry_in_json_has_its_problems(on_track: World) -> None:
    result = record(on_track, "risk", *EXAMPLES["risk"][2:], "--risk", "no-such-risk", "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["state"]) == (ExitCode.NO, "refused")
    assert document["problems"][0]["found"] == "unknown risk 'no-such-risk'"


def test_a_store_in_use_leaves_the_entry_and_says_what_is_not_known(
    on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:

    def in_use(*_: object, **__: object) -> None:
        raise StoreUnavailable(Problem(YamlPlace("store"), "the store is in use"))

    monkeypatch.setattr("playbook.workspace.opening.open_store", in_use)
    result = record(on_track, "progress", *PROGRESS)
    assert result.exit_code == ExitCode.FINE
    assert "the store cannot be reached" in result.stdout
    assert "running-handover" in Path(on_track.folder / "records" / "charter.yaml").read_text("utf-8")


def test_what_is_promised_is_something_that_turns(slipping: World) -> None:
    """A follow-up moves no score; that it is open, or done, is what it changes."""
    said = record(slipping, "follow-up", *EXAMPLES["follow-up"], "--date", "2026-11-05").stdout
    assert "follow-up: Ask for the date: open, due Nov 20, 2026: head of support acts" in said
    assert NOTHING_TURNS not in said
    done = record(slipping, "follow-up-done", *EXAMPLES["follow-up-done"], "--date", "2026-11-06").stdout
    assert "follow-up: Ask for the date: open, due Nov 20, 2026 → done" in done
    held = record(slipping, "decision", *EXAMPLES["decision"], "--date", "2026-11-06").stdout
    assert "Train the night shift: open, due Nov 27, 2026: head of support acts" in held


def test_a_record_finds_products_gates_and_seats_by_their_names(slipping: World) -> None:
    named = ["decision", "--product", "Support Copilot", "--gate", "Limited release", "--decided", "hold"]
    result = record(slipping, *named, "--by", "VP Engineering", "--json")
    assert result.exit_code == ExitCode.FINE, result.output
    assert json.loads(result.stdout)["entry"] | {"date": ""} == {
        "product": "support-copilot",
        "gate": "limited-release",
        "decided": "hold",
        "by": "vp-engineering",
        "verdict_seen": json.loads(result.stdout)["entry"]["verdict_seen"],
        "on": json.loads(result.stdout)["entry"]["on"],
        "date": "",
    }


def test_a_slip_of_a_seat_is_refused_with_the_seat_that_was_meant(slipping: World) -> None:
    typed = ["follow-up", "--what", "Ask", "--owner", "haed-of-support", "--due", "2026-12-20"]
    result = record(slipping, *typed)
    assert result.exit_code == ExitCode.NO
    assert "nobody's seat 'haed-of-support'; did you mean 'head-of-support'?" in result.stderr


def test_one_entry_goes_to_several_experiments_at_once(on_track: World) -> None:
    known = [one.id for one in on_track.playbook().records.experiments.experiments][:2]
    both = [part for name in known for part in ("--experiment", name)]
    result = record(on_track, "experiment-seen", *both, "--product", "support-copilot", "--date", "2026-11-05")
    assert result.exit_code == ExitCode.FINE, result.output
    seen = {one.id: one.seen[-1] for one in on_track.playbook().records.experiments.experiments}
    assert {seen[name].product for name in known} == {"support-copilot"}
    assert "experiment-seen: " + ", ".join(known) in result.output
    again = record(on_track, "experiment-seen", *both, "--product", "support-copilot", "--date", "2026-11-05")
    assert "the same entry stands there already" in again.output


def test_one_unknown_of_several_writes_nothing(on_track: World) -> None:
    (known, *_) = [one.id for one in on_track.playbook().records.experiments.experiments]
    before = texts(on_track)
    result = record(on_track, "experiment-seen", "--experiment", known, "--experiment", "nobody", "--weekly-users", "3")
    assert result.exit_code == ExitCode.WRONG_USE
    assert "unknown experiment 'nobody' in records/experiments.yaml" in result.output
    assert texts(on_track) == before


RETIRES = "--vendor provider --model model-1 --retires 2026-11-30 --replacement model-2"


@pytest.mark.parametrize(
    ("kind", "line", "sentence"),
    [
        (
            "incident-resolved",
            "--incident stale-terms --date 2026-11-05",
            "'resolved' stands in records/incidents.yaml",
        ),
        ("postmortem-read", "--incident stale-terms --reviewer head-of-data", "there is no postmortem in records/inc"),
        ("incident-action-done", "--incident stale-terms --action Other", "unknown action 'Other' in records/inci"),
        ("vendor-model-retires", f"{RETIRES}x", "'replacement' stands in records/vendors.yaml already: model-2."),
        ("vendor-model-retires", f"{RETIRES} --date 2026-11-06", "'announced' stands in records/vendors.yaml already"),
    ],
)
def test_what_stands_is_never_overwritten(slipping: World, kind: str, line: str, sentence: str) -> None:
    record(slipping, "incident-resolved", "--incident", "stale-terms", "--date", "2026-11-02")
    before = texts(slipping)
    result = record(slipping, kind, *shlex.split(line))
    assert result.exit_code == ExitCode.WRONG_USE
    assert sentence in result.output
    assert texts(slipping) == before


def test_what_stands_already_is_nothing_to_do_whatever_the_day(slipping: World) -> None:
    before = texts(slipping)
    result = record(slipping, "vendor-model-retires", *shlex.split(RETIRES))
    assert (result.exit_code, texts(slipping)) == (ExitCode.FINE, before), result.output
    assert "the same entry stands there already" in result.output
