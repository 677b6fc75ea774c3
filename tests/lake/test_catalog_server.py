"""A catalog server that is away, says no, or goes in mid-upload: a sentence without a password, nothing half kept."""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from metrics.intake import keep
from metrics.snapshot.snapshot import Snapshot
from metrics.store.location import StoreUnavailable
from metrics.store.migrations import NEWEST
from metrics.store.store import Store, open_store
from tests.metrics.snapshots import a_large_snapshot, a_snapshot, moment
from tests.postgres import PASSWORD, Server
from tests.stores import lake_url, new_url, server


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_url(tmp_path)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        opened.add(a_snapshot(("copilot", "m", 0, 1)), source="s", actor="a", now=moment(14))
        yield opened


def refusal(url: str) -> str:
    """What is said when the store is opened; nothing that a log or a traceback shows holds the password."""
    with pytest.raises(StoreUnavailable) as refused:
        open_store(url).close()
    shown = "".join(traceback.format_exception(refused.value))
    assert PASSWORD not in shown
    assert "wrong-password" not in shown
    assert refused.value.problem.remedy
    return refused.value.problem.message


def test_a_server_that_is_away_is_said_to_be_away(url: str) -> None:
    away = url.replace(f"port={server().port}", "port=1")
    assert "the catalog server cannot be reached; start it or mend the network" in refusal(away)


def test_a_wrong_password_is_refused_and_never_shown(url: str) -> None:
    for password in ("wrong-password", "'wrong-password with \\' quotes'"):
        said = refusal(url.replace(PASSWORD, password))
        assert "the catalog server refuses the password of user 'playbook'" in said
        assert f"dbname={url.partition('dbname=')[2].partition('?')[0]}" in said
    database = url.partition("dbname=")[2].partition("?")[0]
    address = f"ducklake:postgres:postgresql://playbook:wrong-password@127.0.0.1:{server().port}/{database}"
    assert refusal(address).startswith(
        f"ducklake:postgres:127.0.0.1:{server().port}/{database}: the catalog server refuses"
    )


def test_the_password_may_stand_in_the_environment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = url.replace(f"password={PASSWORD} ", "")
    assert "password" in refusal(bare)
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    open_store(bare).close()


def test_an_address_in_the_other_form_is_the_same_store(store: Store) -> None:
    database = store.location.url.partition("dbname=")[2].partition("?")[0]
    with open_store(f"ducklake:postgres:postgresql://playbook:{PASSWORD}@127.0.0.1:{server().port}/{database}") as same:
        assert same.uploads() == store.uploads()


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "has no 'nowhere'; correct the address of the store, or have it made: createdb nowhere" in refusal(
        lake_url("nowhere", tmp_path)
    )


def test_an_address_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    assert "cannot be read (hots)" in refusal(f"ducklake:postgres:hots=nowhere?data_path={tmp_path}")


def test_a_new_lake_must_say_where_its_files_go(url: str) -> None:
    assert "its address does not say where its files go; put it behind the address: ?data_path=" in refusal(
        url.partition("?")[0]
    )


def test_a_known_lake_need_not_say_it_and_may_not_say_otherwise(store: Store, tmp_path: Path) -> None:
    address = store.location.url.partition("?")[0]
    with open_store(address) as same:
        assert same.uploads() == store.uploads()
    said = refusal(f"{address}?data_path={tmp_path / 'elsewhere'}")
    assert f"not in '{tmp_path / 'elsewhere'}/'; correct ?data_path=" in said


def test_a_user_who_may_not_write_there_is_reported_so(url: str) -> None:
    server().ask(f"DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
    assert "does not let this user in, or not write" in refusal(url.replace("user=playbook", "user=guest"))


def test_a_lake_of_a_newer_version_is_refused_and_left_alone(store: Store) -> None:
    with store.writing() as cursor:
        cursor.execute("INSERT INTO schema_step SELECT ?, 'from tomorrow', TIMESTAMP '2027-01-01'", [NEWEST + 1])
    assert f"newer version of this program (schema {NEWEST + 1})" in refusal(store.location.url)


def test_without_its_extensions_the_command_says_how_to_install_them(url: str, tmp_path: Path) -> None:
    hide = (
        "import metrics.store.lake as lake; lake.EXTENSIONS = (); "
        "from metrics.store.location import StoreUnavailable; from metrics.store.store import open_store\n"
        "import sys\ntry: open_store(sys.argv[1])\nexcept StoreUnavailable as said: print(said)"
    )
    # in a home of its own, where nobody has installed any
    environment = os.environ | {
        "HOME": str(tmp_path),
        "http_proxy": "http://127.0.0.1:1",
        "https_proxy": "http://127.0.0.1:1",
    }
    reported = subprocess.run(
        [sys.executable, "-c", hide, url], env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    assert (
        "extensions for a shared store are not installed; install them: pip install 'ai-engineering-playbook[lake]'"
        in reported.stdout
    )
    assert PASSWORD not in reported.stdout + reported.stderr


def test_a_server_that_went_and_came_back_is_found_again(store: Store) -> None:
    server().stop()
    try:
        for ask in (store.book, store.latest, lambda: store.still_counts("x")):
            with pytest.raises(StoreUnavailable, match="the catalog server cannot be reached") as refused:
                ask()
            assert PASSWORD not in "".join(traceback.format_exception(refused.value))
    finally:
        server().start()
    assert len(store.book().rows) == 1
    store.add(a_snapshot(("copilot", "m", 0, 2)), source="s", actor="a", now=moment(15))
    assert len(store.uploads()) == 2


class Ending:
    """A cursor whose server ends just before its n-th statement; `reached` says whether there were so many."""

    def __init__(self, end: Callable[[Server], None], before: int) -> None:
        self._end = end
        self._left = before
        self.reached = False
        self.cursor: Any = None

    def execute(self, *arguments: object) -> Any:
        self.count()
        return self.cursor.execute(*arguments)

    def count(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.reached = True
            self._end(server())

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


@pytest.mark.parametrize("end", [Server.stop, Server.kill], ids=["stopped", "killed"])
def test_a_server_that_goes_in_mid_upload_leaves_no_part_of_it(
    store: Store, end: Callable[[Server], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 100):
        snapshot = a_large_snapshot(300, week=number)
        if not ended_in_mid_upload(store, snapshot, Ending(end, before=number), monkeypatch):
            break
        server().start()
        before = len(store.uploads())
        assert before == number
        assert store.still_counts(snapshot.digest) is None
        assert keep(snapshot, store, source="s", actor="a", now=moment(14)).state == "stored"
    assert number > 5
    assert len(store.latest()) == 301


def ended_in_mid_upload(store: Store, snapshot: Snapshot, ending: Ending, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Uploads while the server ends; False where the upload had fewer statements than that, and was stored."""
    original = store.writing

    @contextmanager
    def writing() -> Iterator[Ending]:
        with original() as cursor:
            ending.cursor = cursor
            yield ending
            ending.count()  # once more, between the last statement and the commit

    with monkeypatch.context() as patched:
        patched.setattr(store, "writing", writing)
        try:
            keep(snapshot, store, source="s", actor="a", now=moment(14))
        except StoreUnavailable as refused:
            assert "catalog server" in refused.problem.found  # noqa: PT017 - whether it is raised depends
            assert "send it again" in refused.problem.remedy or "try again" in refused.problem.remedy  # noqa: PT017
            assert ending.reached
    return ending.reached
