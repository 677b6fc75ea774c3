"""Files at addresses and databases: SQLite and PostgreSQL for real, read only, and no secret in what is said."""

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from playbook.services.pulling import files, wording
from playbook.services.pulling.pull import Pulled, pull, sender
from tests.playbook.cli.commands.numbers.test_uploads import run as command
from tests.playbook.services.pulling.fakes import Fake, served
from tests.postgres import PASSWORD, USER, Server, programs
from tests.worlds import World

TODAY = date(2026, 11, 6)
QUERY = (
    "SELECT week AS kw, app, dollars FROM spend WHERE day >= :since AND day <= :until AND env = 'prod' ORDER BY week"
)
ROWS = [
    ("2026-W42", "2026-10-18", "desk", 5211.25, "prod"),
    ("2026-W43", "2026-10-25", "desk", 5307.5, "prod"),
    ("2026-W43", "2026-10-25", "desk", 99.0, "test"),
    ("2026-W44", "2026-11-01", "desk", 5120.125, "prod"),
    ("2026-W30", "2026-07-26", "desk", 1.0, "prod"),
]
CREATE = "CREATE TABLE spend (week text, day date, app text, dollars numeric(12, 4), env text)"
WEEKS = {"2026-10-18": 5211.25, "2026-10-25": 5307.5, "2026-11-01": 5120.125}


def put(world: World, asks: dict[str, Any], **more: Any) -> None:
    """One source with this pull."""
    one = {
        "id": "warehouse", "owner": "head-of-data", "products": {"desk": "support-copilot"},
        "headings": {"kw": "week", "app": "product", "dollars": "token_spend_usd"},
        "pull": {"days": 30, **asks}, **more,
    }  # fmt: skip
    world.write("definitions/sources.yaml", json.dumps({"sources": [one]}))


def pulled(world: World, environ: dict[str, str] | None = None) -> Pulled:
    """What became of the one source."""
    with replace(world, today=TODAY).workspace() as workspace:
        (done,) = pull(workspace, sender(workspace, "nightly"), environ or {}, wait=lambda _: None)
    return done


def stored(world: World, metric: str = "token_spend_usd") -> dict[str, float | None]:
    """What counts."""
    with replace(world, today=TODAY).workspace() as workspace:
        rows = workspace.measurements().book.rows.get(("support-copilot", metric), ())
        return {str(row.period_end): row.value for row in rows if row.revoked_at is None}


@pytest.fixture
def warehouse(week_one: World) -> World:
    """A world with a database beside its definitions."""
    with sqlite3.connect(week_one.folder / "warehouse.db") as database:
        database.execute(CREATE)
        database.executemany("INSERT INTO spend VALUES (?, ?, ?, ?, ?)", ROWS)
    database.close()
    return week_one


def test_rows_of_sqlite_come_in_by_their_headings_and_not_twice(warehouse: World) -> None:
    put(warehouse, {"service": "sql", "url": "sqlite:///warehouse.db", "query": QUERY})
    assert pulled(warehouse).stored
    assert stored(warehouse) == WEEKS
    again = pulled(warehouse)
    assert (again.stored, again.refused) == (False, False)
    with sqlite3.connect(warehouse.folder / "warehouse.db") as database:
        database.execute("UPDATE spend SET dollars = 5000 WHERE week = '2026-W43' AND env = 'prod'")
    database.close()
    assert pulled(warehouse).stored
    assert stored(warehouse) == WEEKS | {"2026-10-25": 5000}


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"query": "DELETE FROM spend"}, "only reading is allowed"),
        ({"query": "WITH gone AS (SELECT 1) DELETE FROM spend"}, "attempt to write a readonly database"),
        ({"query": "SELECT euros FROM spend"}, "the database says: no such column: euros"),
        ({"query": "SELECT 1 AS kw, 2 AS kw"}, "two columns of the query have one name"),
        ({"url": "sqlite:///other.db"}, "there is no database file 'other.db'"),
        ({"url": "oracle://host/name"}, "no driver for 'oracle' is installed"),
        ({"url": "nonsense"}, "the address of the database cannot be read"),
    ],
)
def test_what_a_database_cannot_answer_is_a_sentence(warehouse: World, asks: dict[str, str], says: str) -> None:
    put(warehouse, {"service": "sql", "url": "sqlite:///warehouse.db", "query": QUERY, **asks})
    assert says in pulled(warehouse).trouble
    assert stored(warehouse) == {}
    assert not (warehouse.folder / "other.db").exists()


def test_a_query_with_other_columns_names_the_headings_that_are_missing(warehouse: World) -> None:
    put(warehouse, {"service": "sql", "url": "sqlite:///warehouse.db", "query": "SELECT week AS kw FROM spend"})
    (file,) = pulled(warehouse).files
    assert "the headings of source 'warehouse' are not in it: 'app', 'dollars'" in json.dumps(file)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server of the tests' own."""
    if programs() is None:
        pytest.skip("PostgreSQL's server is not installed")
    server = Server()
    try:
        yield server
    finally:
        server.remove()


def test_rows_of_postgresql_come_in_read_only_and_its_password_is_never_said(week_one: World, postgres: Server) -> None:
    name = postgres.new_database()
    values = ", ".join(str(row) for row in ROWS)
    postgres.ask(f"{CREATE}; CREATE SEQUENCE counter; INSERT INTO spend VALUES {values}", name)  # noqa: S608 - rows of this file
    url = f"postgresql://{USER}@127.0.0.1:{postgres.port}/{name}"
    asks = {"service": "sql", "url": url, "secrets": ["WAREHOUSE_PASSWORD"], "query": QUERY}
    put(week_one, asks)
    environ = {"WAREHOUSE_PASSWORD": PASSWORD}
    assert pulled(week_one, environ).stored
    assert stored(week_one) == WEEKS
    assert not pulled(week_one, environ).stored
    whole = {"WAREHOUSE": f"postgres://{USER}:{PASSWORD}@127.0.0.1:{postgres.port}/{name}"}
    put(week_one, {"service": "sql", "secrets": ["WAREHOUSE"], "query": QUERY})
    assert not pulled(week_one, whole).refused
    put(week_one, asks | {"query": "WITH gone AS (DELETE FROM spend RETURNING week) SELECT week AS kw FROM gone"})
    assert "must not contain data-modifying statements" in pulled(week_one, environ).trouble
    put(week_one, asks | {"query": "SELECT nextval('counter') AS kw"})
    assert "read-only transaction" in pulled(week_one, environ).trouble
    put(week_one, asks)
    wrong = pulled(week_one, {"WAREHOUSE_PASSWORD": "not-the-password"})
    assert "the database says" in wrong.trouble
    assert "not-the-password" not in repr(wrong)


def run(day: str, passed: int) -> bytes:
    """The export of a nightly job."""
    return json.dumps(
        {"job": {"results": [{"at": {"day": day}, "app": "desk", "spent": {"dollars": passed}}]}}
    ).encode()


@pytest.fixture
def exports() -> Iterator[Fake]:
    """A server with a file a week."""
    fake = Fake("url", {})
    content = {"/runs/2026-W42.json": run("2026-10-14", 81), "/runs/2026-W44.json": run("2026-10-28", 88)}

    def answer(path: str, asks: dict[str, str], headers: Any) -> Any:
        fake.requests.append((path, asks))
        if headers.get("Authorization") != "Bearer sk-1":
            return 403, b"", {}
        return (200, content[path], {}) if path in content else (404, b"", {})

    fake.answer = answer  # type: ignore[method-assign]
    with served(fake):
        yield fake


HEADINGS = {"at.day": "date", "app": "product", "spent.dollars": "token_spend_usd"}


def test_files_by_week_are_fetched_and_those_that_are_not_there_are_passed_over(week_one: World, exports: Fake) -> None:
    asks = {"service": "url", "url": f"{exports.address}/runs/{{week}}.json", "secrets": ["TOKEN"]}
    put(week_one, asks, records="job.results", headings=HEADINGS)
    done = pulled(week_one, {"TOKEN": "sk-1"})
    assert [path for path, _ in exports.requests][-2:] == ["/runs/2026-W43.json", "/runs/2026-W44.json"]
    assert [file["file"] for file in done.files] == ["2026-W42.json", "2026-W44.json"]
    assert stored(week_one) == {"2026-10-18": 81, "2026-11-01": 88}
    assert "refuses the key in TOKEN (403)" in pulled(week_one, {"TOKEN": "sk-2"}).trouble


def test_a_folder_that_is_not_there_is_said(week_one: World, exports: Fake) -> None:
    put(week_one, {"service": "url", "url": f"{exports.address}/none/{{day}}.json", "secrets": ["TOKEN"]})
    assert pulled(week_one, {"TOKEN": "sk-1"}).trouble == "there is no file at that address"


def test_a_pull_that_lacks_something_or_keeps_a_secret_is_a_located_problem(week_one: World) -> None:
    for asks, says in (
        ({"service": "sql", "query": QUERY}, "sql needs a 'url'"),
        ({"service": "sql", "url": "sqlite:///x.db"}, "sql needs a 'query'"),
        (
            {"service": "sql", "url": "postgresql://me:hush-hush@db/x", "query": QUERY},
            "'url' holds a user with a password",
        ),
        ({"service": "url", "url": "https://x/y", "secrets": ["sk-hush-hush"]}, "no name of an environment variable"),
        ({"service": "openai"}, "openai gives files of OpenAI, and the source is of table"),
        ({"service": "langfuse", "secrets": ["ONE"]}, "langfuse needs 2 names in 'secrets', and 1 are there"),
        ({"service": "prometheus"}, "prometheus needs a 'query'"),
        ({"service": "datadog"}, "Datadog's days are UTC days"),
    ):
        put(week_one, asks)
        output = " ".join(command(week_one, "validate").output.split())
        assert says in output
        assert "hush-hush" not in output
        assert "sources.yaml:1:" in output


STORED = {"runs/old.json": ("2026-01-05", 7), "runs/a.json": ("2026-10-14", 81), "runs/b.json": ("2026-10-28", 88)}


def bucket(path: str, asks: dict[str, str], headers: Any) -> Any:
    """What an object store answers: the list of a folder, and its files (S3 REST API, ListObjectsV2 and GetObject)."""
    del headers
    key = path.removeprefix("/numbers").strip("/")
    if "list-type" in asks:
        listed = "".join(
            f"<Contents><Key>{name}</Key><LastModified>{day}T06:00:00.000Z</LastModified>"
            f"<Size>{len(run(day, dollars))}</Size></Contents>"
            for name, (day, dollars) in STORED.items()
            if name.startswith(asks.get("prefix", ""))
        )
        head = "<Name>numbers</Name><KeyCount>3</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
        return 200, f"<ListBucketResult>{head}{listed}</ListBucketResult>".encode(), {"Content-Type": "application/xml"}
    if key in STORED:
        return 200, run(*STORED[key]), {"Last-Modified": "Wed, 14 Oct 2026 06:00:00 GMT"}
    return 404, b"", {}


def test_new_files_of_a_folder_of_an_object_store_come_in(week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "secret"), ("EC2_METADATA_DISABLED", "true")):
        monkeypatch.setenv(f"AWS_{name}", value)
    fake = Fake("url", {})
    fake.answer = bucket  # type: ignore[method-assign]
    with served(fake):
        host = fake.address.removeprefix("http://")
        url = f"s3://numbers/runs?scheme=http&endpoint_override={host}&region=us-east-1"
        put(week_one, {"service": "url", "url": url}, records="job.results", headings=HEADINGS)
        done = pulled(week_one)
        assert [file["file"] for file in done.files] == ["a.json", "b.json"], done.trouble
        assert stored(week_one) == {"2026-10-18": 81, "2026-11-01": 88}
        assert not pulled(week_one).stored
    put(week_one, {"service": "url", "url": "s3://numbers/127.0.0.1?scheme=http&endpoint_override=store.example:9000"})
    assert "over plain HTTP" in pulled(week_one).trouble


def test_an_object_store_that_sends_more_than_it_listed_is_not_read_on(
    week_one: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "secret"), ("EC2_METADATA_DISABLED", "true")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setattr(files, "LARGEST", 20)

    def lies(path: str, asks: dict[str, str], headers: Any) -> Any:
        status, content, more = bucket(path, asks, headers)
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("Range", ""))
        part = content[int(wanted[1]) : int(wanted[2]) + 1] if wanted else content
        return 206 if wanted else status, re.sub(rb"<Size>\d+", b"<Size>2", part), more

    fake = Fake("url", {})
    fake.answer = lies  # type: ignore[method-assign]
    with served(fake):
        host = fake.address.removeprefix("http://")
        put(week_one, {"service": "url", "url": f"s3://numbers/runs?scheme=http&endpoint_override={host}&region=x"})
        assert pulled(week_one).trouble == wording.TOO_MUCH


def test_an_object_store_out_of_reach_is_soon_given_up(week_one: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 1)
    put(week_one, {"service": "url", "url": "gs://anonymous@numbers/runs?scheme=http&endpoint_override=127.0.0.1:9"})
    assert pulled(week_one).trouble == wording.no_object_store("OSError")
    for nowhere in ("gs://", "s3:///runs", "gs:///runs?retry_limit_seconds=1"):
        put(week_one, {"service": "url", "url": nowhere})
        assert pulled(week_one).trouble == wording.NO_BUCKET
