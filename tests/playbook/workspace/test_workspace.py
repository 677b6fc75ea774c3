"""Finding playbook and store, the sample and your own, and what is shown while files are broken."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.observation import Basis
from metrics.problems import Problems
from metrics.series.series import Measurements
from metrics.store.location import StoreUnavailable
from playbook.concerns.control.reviews import metric_controls
from playbook.loading.state import Shown, looking_once
from playbook.model.products import RiskTier
from playbook.readiness.inquiry import Inquiry
from playbook.services.beginning import Beginning
from playbook.services.starting import start
from playbook.settings import Project, WrongUse, find_home
from playbook.whole_file import write_whole
from playbook.workspace.workspace import Workspace
from tests.paths import ROOT
from tests.playbook.projects import FAR_AWAY, HEAD, small_project
from tests.worlds import World

BEGINNING = Beginning("Acme", date(2031, 3, 3), "Support copilot", RiskTier.LIMITED)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A checkout that nobody has started."""
    return small_project(tmp_path / "checkout")


@pytest.fixture
def sample(project: Project) -> Iterator[Workspace]:
    """The sample of that checkout."""
    with Workspace.find(environ={}, project=project, clock=lambda: FAR_AWAY) as workspace:
        yield workspace


def own(project: Project, **named: str) -> Workspace:
    """The checkout's own playbook, years after the sample."""
    return Workspace.find(environ=named, project=project, clock=lambda: FAR_AWAY)


def points(workspace: Workspace, day: date | None = None, basis: Basis = Basis.KNOWN) -> list[tuple[str, float | None]]:
    """Weeks and numerators of the hallucination rate."""
    known = workspace.measurements().known(day or workspace.today(), basis)
    return [(point.week, point.numerator) for point in known.series("hallucination_rate", "support-copilot").points]


def test_the_sample_is_shown_on_its_own_day_until_somebody_starts(project: Project, sample: Workspace) -> None:
    assert sample.is_sample
    assert sample.today() == date(2026, 10, 2)
    assert sample.organization == "Sample Works"
    sample.close()
    start(project, None, BEGINNING)
    with own(project) as workspace:
        assert not workspace.is_sample
        assert workspace.organization == "Acme"
        assert workspace.today() == FAR_AWAY.date()
        assert workspace.store_url == str(project.data / "playbook.duckdb")
        assert workspace.uploads() == ()


def test_the_samples_store_is_built_with_the_day_each_file_came_in(sample: Workspace) -> None:
    assert points(sample) == [("2026-W37", 190), ("2026-W38", 180)]
    assert points(sample, date(2026, 9, 21)) == [("2026-W37", 190)]
    assert points(sample, date(2026, 9, 23)) == [("2026-W37", 190), ("2026-W38", 1)]
    assert [upload.revoked_by for upload in sample.uploads()] == ["data-analyst", None, None]


def test_a_file_sent_to_the_sample_is_known_on_the_samples_own_day(sample: Workspace) -> None:
    rows = HEAD + "2026-W39,support-copilot,hallucination_rate,,170,1700\n"
    sample.receive("w39.csv", rows.encode(), source="test", actor="me")
    assert points(sample)[-1] == ("2026-W39", 170)


def test_the_samples_store_is_kept_while_its_files_are_the_same_and_built_again_when_they_change(
    project: Project, sample: Workspace
) -> None:
    sample.receive(
        "w39.csv",
        (HEAD + "2026-W39,support-copilot,nps,,5,10\n")
        .replace("support-copilot,nps,,5,10", "support-copilot,hallucination_rate,,170,1700")
        .encode(),
        source="test",
        actor="me",
    )
    sample.close()
    with own(project) as again:
        assert len(again.uploads()) == 4
    changed = project.sample / "snapshots" / "w37.csv"
    changed.write_text(changed.read_text("utf-8").replace("190", "191"), "utf-8")
    with own(project) as rebuilt:
        assert points(rebuilt) == [("2026-W37", 191), ("2026-W38", 180)]


def test_two_processes_may_build_the_samples_store_at_once(project: Project) -> None:
    script = (
        "import sys; from pathlib import Path; from playbook.settings import Project;"
        "from playbook.workspace.sample_store import build;"
        "from playbook.workspace.sample import digest_of, read_manifest;"
        "from playbook.loading.loader import load_texts, read_texts;"
        "root = Project(Path(sys.argv[1])); manifest = read_manifest(root.sample);"
        "texts = read_texts(root.playbook / 'definitions', root.sample / 'records');"
        "build(root.sample, root.data / 'sample.duckdb', manifest, load_texts(texts),"
        " digest_of(root.sample, manifest, 'x'), given=False)"
    )
    command = [sys.executable, "-c", script, str(project.root)]
    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(lambda _: subprocess.run(command, cwd=ROOT, check=False).returncode, range(3)))
    assert ended == [0, 0, 0]
    assert sorted(path.name for path in project.data.glob("*.duckdb*")) == ["sample.duckdb", "sample.duckdb.built.json"]
    assert not list(project.data.glob(".*.duckdb*"))


def test_files_of_the_sample_that_fit_no_more_are_left_out_and_the_rest_is_shown(project: Project) -> None:
    wrong = project.sample / "snapshots" / "w37.csv"
    wrong.write_text(HEAD + "2026-W37,support-copilot,no_such_metric,1,,\n", "utf-8")
    with own(project) as workspace:
        assert points(workspace) == [("2026-W38", 180)]


def test_a_manifest_that_cannot_be_read_is_a_problem(project: Project) -> None:
    (project.sample / "manifest.yaml").write_text("today: soon\nname: x\n", "utf-8")
    with pytest.raises(Problems, match=r"manifest.yaml: the sample organization cannot be shown: .*today"):
        own(project)


@pytest.mark.parametrize("given", ["--store", "copied"])
def test_a_real_playbook_refuses_the_samples_store(
    project: Project, sample: Workspace, tmp_path: Path, given: str
) -> None:
    sample.uploads()
    sample.close()
    store = project.data / "sample.duckdb"
    if given == "copied":
        store = store.rename(tmp_path / "looks-innocent.duckdb")
    start(project, None, BEGINNING)
    with pytest.raises(WrongUse, match="never shares a store"):
        own(project, PLAYBOOK_STORE=str(store)).uploads()


def test_the_sample_refuses_a_real_store(project: Project, tmp_path: Path) -> None:
    real = tmp_path / "real.duckdb"
    start(project, tmp_path / "mine", BEGINNING)
    with Workspace.find(tmp_path / "mine", str(real), {}, project=project) as workspace:
        workspace.version()
    with pytest.raises(WrongUse, match="not a store of the sample"):
        own(project, PLAYBOOK_STORE=str(real)).uploads()
    with pytest.raises(WrongUse, match="not a store of the sample"):
        own(project, PLAYBOOK_STORE=str(project.data / "playbook.duckdb"))
    with pytest.raises(WrongUse, match="made up"):
        own(project, PLAYBOOK_STORE="md:metrics")


def test_the_sample_may_have_another_file_of_its_own(project: Project, tmp_path: Path) -> None:
    with own(project, PLAYBOOK_STORE=str(tmp_path / "elsewhere.duckdb")) as workspace:
        assert len(workspace.uploads()) == 3


@pytest.mark.parametrize(("name", "reason"), [("nowhere", "does not exist"), ("", "no 'definitions' folder")])
def test_a_folder_without_a_playbook_says_how_to_start_one(
    project: Project, tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises(WrongUse, match=f"{reason}.*playbook init"):
        find_home(tmp_path / name, None, {}, project)


def test_the_option_wins_over_the_environment(project: Project, on_track: World, slipping: World) -> None:
    home = find_home(on_track.folder, "a.duckdb", {"PLAYBOOK_DIR": str(slipping.folder)}, project)
    assert (home.folder, home.store_url) == (on_track.folder, "a.duckdb")
    home = find_home(None, None, {"PLAYBOOK_DIR": str(slipping.folder), "PLAYBOOK_STORE": "b.duckdb"}, project)
    assert (home.folder, home.store_url) == (slipping.folder, "b.duckdb")
    assert find_home(slipping.folder, None, {}, project).store_url == slipping.store_url


def test_the_day_ends_in_the_charters_time_zone(on_track: World) -> None:
    on_track.change("definitions/charter.yaml", "timezone: Europe/Berlin", "timezone: Pacific/Auckland")
    late = datetime(2026, 11, 6, 20, tzinfo=UTC)
    with Workspace.find(on_track.folder, environ={}, clock=lambda: late) as workspace:
        assert workspace.today() == date(2026, 11, 7)
        assert workspace.now() == datetime(2026, 11, 6, 20)


def test_an_assessment_is_kept_until_the_store_or_a_file_changes(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        first = workspace.assess()
        assert workspace.assess() is first
        upload = workspace.uploads()[0]
        workspace.revoke(upload.upload_id, actor="me")
        second = workspace.assess()
        assert second is not first
        on_track.change("records/charter.yaml", "organization:", "organization: Renamed #")
        assert workspace.assess().organization == "Renamed"


def test_what_a_question_answers_is_kept_for_its_day_until_the_store_or_a_file_changes(on_track: World) -> None:
    requested: list[date] = []

    def question(questions: Inquiry) -> str:
        requested.append(questions.day)
        return questions.playbook.records.charter.organization

    with on_track.workspace() as workspace:
        assert [workspace.ask(question), workspace.ask(question), workspace.ask(question, date(2026, 9, 9))] == [
            "Example Works"
        ] * 3
        assert requested == [on_track.today, date(2026, 9, 9)]
        on_track.change("records/charter.yaml", "Example Works", "Other Works")
        assert workspace.ask(question) == "Other Works"


def test_what_is_made_of_answers_is_made_once_until_the_store_or_a_file_changes(on_track: World) -> None:
    on_track.receive_all()
    made: list[str] = []
    with on_track.workspace() as workspace:

        def rows(day: date | None = None) -> str:
            def work() -> str:
                made.append(workspace.playbook().playbook.records.charter.organization)
                return made[-1]

            return workspace.once("rows", work, on_track.today if day is None else day)

        assert [rows(), rows()] == ["Example Works"] * 2
        assert len(made) == 1
        rows(date(2026, 9, 9))
        assert len(made) == 2
        workspace.revoke(workspace.uploads()[0].upload_id, actor="me")
        rows()
        assert len(made) == 3
        on_track.change("records/charter.yaml", "Example Works", "Other Works")
        assert [rows(), rows()] == ["Other Works"] * 2
        assert len(made) == 4


def test_broken_files_leave_the_last_whole_version_in_sight(on_track: World) -> None:
    on_track.receive_all()
    with on_track.workspace() as workspace:
        before = workspace.assess()
        on_track.change("definitions/metrics.yaml", "kind: duration", "kind: time")
        state = workspace.playbook()
        assert state.shown is Shown.LAST_WHOLE
        assert [problem.where.file for problem in state.errors] == ["definitions/metrics.yaml"]
        assert "last version that was whole" in state.notice
        assert workspace.assess() == before
        on_track.change("definitions/metrics.yaml", "kind: time", "kind: duration")
        assert workspace.playbook().is_current


def test_a_fresh_process_remembers_the_last_whole_version(on_track: World) -> None:
    with on_track.workspace() as workspace:
        workspace.playbook()
    on_track.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    with on_track.workspace() as workspace:
        assert workspace.playbook().shown is Shown.LAST_WHOLE
        assert workspace.assess().day == 61


def test_without_a_memory_the_committed_version_is_shown(on_track: World) -> None:
    git(on_track.folder, "init", "-q")
    git(on_track.folder, "add", "definitions", "records")
    git(on_track.folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "whole")
    on_track.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    with on_track.workspace() as workspace:
        assert workspace.playbook().shown is Shown.COMMITTED
        assert workspace.assess().day == 61


def test_where_nothing_was_ever_whole_the_problems_are_all_there_is(broken_definitions: World) -> None:
    with broken_definitions.workspace() as workspace:
        state = workspace.playbook()
        assert state.shown is Shown.NOTHING
        assert len(state.errors) >= 6
        assert workspace.assess().metrics == ()


def test_a_file_that_comes_back_whole_as_a_folder_vanishes_is_no_accident(on_track: World) -> None:
    with on_track.workspace() as workspace:
        whole = workspace.playbook().playbook
        (on_track.folder / "definitions").rename(on_track.folder / "moved")
        assert workspace.playbook().shown is Shown.LAST_WHOLE
        assert workspace.playbook().playbook == whole
        (on_track.folder / "moved").rename(on_track.folder / "definitions")
        assert workspace.playbook().is_current


def test_previews_store_nothing_and_stand_on_one_another(week_one: World) -> None:
    with week_one.workspace() as workspace:
        rows = HEAD + "2026-W36,support-copilot,hallucination_rate,,170,1700\n"
        first = workspace.preview("w36.csv", rows.encode())
        assert first.change is not None
        assert [known.metric for known in first.change.known] == ["hallucination_rate"]
        second = workspace.preview("w36.csv", rows.encode(), after=first)
        assert second.change is not None
        assert second.change.known == ()
        assert workspace.uploads() == ()


def test_a_file_that_counts_already_is_recognized(week_one: World) -> None:
    rows = (HEAD + "2026-W36,support-copilot,hallucination_rate,,170,1700\n").encode()
    with week_one.workspace() as workspace:
        stored = workspace.receive("w36.csv", rows, source="test", actor="me")
        preview = workspace.preview("again.csv", rows)
        assert preview.counts_already is not None
        assert preview.counts_already.upload_id == stored.upload.upload_id


def test_a_store_that_another_process_holds_is_a_sentence(on_track: World) -> None:
    on_track.receive_all()
    script = "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, on_track.store_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        with on_track.workspace() as workspace, pytest.raises(StoreUnavailable, match="in use by another process"):
            workspace.assess()
        holder.communicate("")


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder."""
    subprocess.run(["git", "-C", str(folder), *arguments], check=True)  # noqa: S607  (the git of this machine)


def test_files_are_looked_at_once_within_a_run_and_again_when_one_was_put_there(on_track: World) -> None:
    with on_track.workspace() as workspace:
        charter = on_track.folder / "records" / "charter.yaml"
        before = workspace.playbook().playbook.digest
        with looking_once():
            assert workspace.playbook().playbook.digest == before
            charter.write_text(charter.read_text("utf-8") + "\n# one\n", "utf-8")  # not put there: written into
            assert workspace.playbook().playbook.digest == before
            write_whole(charter, charter.read_bytes() + b"# two\n")
            within = workspace.playbook().playbook.digest
            assert within != before
            charter.write_text(charter.read_text("utf-8") + "# three\n", "utf-8")
        assert workspace.playbook().playbook.digest not in (before, within)


def test_numbers_that_were_replaced_are_not_kept_in_memory(week_one: World) -> None:
    late = replace(week_one, today=date(2026, 11, 4))
    of_others = {id(kept): kept for kept in gc.get_objects() if type(kept) is Measurements}
    with late.workspace() as workspace:
        for number in range(5):
            rows = f"week,product,metric,value\n2026-W44,support-copilot,token_spend_usd,{number}\n"
            workspace.receive("week.csv", rows.encode(), source="test", actor="somebody")
            workspace.assess()
            workspace.ask(metric_controls)
        gc.collect()
        books = [kept for kept in gc.get_objects() if type(kept) is Measurements and id(kept) not in of_others]
        assert len([kept for kept in books if "token_spend_usd" in str(kept.book.rows.keys())]) == 1
