"""The store's schema as an ordered list of steps; each run is recorded in the store itself."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the schema. Only added to: a step that has shipped is never edited."""

    name: str
    statements: tuple[str, ...]


# NOT NULL only (no keys, enums, sequences, indexes), so that the same statements run on DuckLake
STEPS = (
    Step(
        "uploads, revocations, observations and the latest of each",
        (
            """CREATE TABLE upload (
                upload_id VARCHAR NOT NULL, digest VARCHAR NOT NULL, file_name VARCHAR NOT NULL,
                source VARCHAR NOT NULL, actor VARCHAR NOT NULL,
                received_at TIMESTAMP NOT NULL, rows BIGINT NOT NULL)""",
            """CREATE TABLE revocation (
                upload_id VARCHAR NOT NULL, actor VARCHAR NOT NULL, received_at TIMESTAMP NOT NULL)""",
            """CREATE TABLE observation (
                upload_id VARCHAR NOT NULL, product VARCHAR NOT NULL, metric VARCHAR NOT NULL,
                period_start DATE NOT NULL, period_end DATE NOT NULL,
                value DOUBLE, numerator DOUBLE, denominator DOUBLE)""",
            """CREATE TABLE latest (
                product VARCHAR NOT NULL, metric VARCHAR NOT NULL, period_start DATE NOT NULL, period_end DATE NOT NULL,
                value DOUBLE, numerator DOUBLE, denominator DOUBLE,
                upload_id VARCHAR NOT NULL, received_at TIMESTAMP NOT NULL)""",
        ),
    ),
    Step(
        "every name is kept once, and rows by the moment of their upload",
        (
            "CREATE TABLE name (code INTEGER NOT NULL, name VARCHAR NOT NULL)",
            """INSERT INTO name
            SELECT CAST(row_number() OVER (ORDER BY name) AS INTEGER), name
            FROM (SELECT product AS name FROM observation UNION SELECT metric FROM observation)""",
            """CREATE TABLE measurement (
                received_at TIMESTAMP NOT NULL, product INTEGER NOT NULL, metric INTEGER NOT NULL,
                period_start DATE NOT NULL, period_end DATE NOT NULL,
                value DOUBLE, numerator DOUBLE, denominator DOUBLE)""",
            """INSERT INTO measurement
            SELECT received_at, p.code, m.code, period_start, period_end, value, numerator, denominator
            FROM observation JOIN upload USING (upload_id)
            JOIN name AS p ON p.name = product JOIN name AS m ON m.name = metric""",
            "DROP TABLE observation",
            """CREATE VIEW observation AS
            SELECT upload_id, p.name AS product, m.name AS metric, period_start, period_end,
                value, numerator, denominator
            FROM measurement JOIN upload USING (received_at)
            JOIN name AS p ON p.code = product JOIN name AS m ON m.code = metric""",
        ),
    ),
    Step(
        "days that uploads count as known from, and what metrics meant when they were sent",
        (
            """CREATE TABLE backfill (
                upload_id VARCHAR NOT NULL, known_at TIMESTAMP NOT NULL, why VARCHAR NOT NULL)""",
            """CREATE TABLE meaning (
                received_at TIMESTAMP NOT NULL, metric VARCHAR NOT NULL, kind VARCHAR NOT NULL, unit VARCHAR NOT NULL,
                level VARCHAR NOT NULL, grain VARCHAR NOT NULL, over_time VARCHAR NOT NULL,
                over_products VARCHAR NOT NULL, week_ends VARCHAR NOT NULL)""",
        ),
    ),
    Step(
        "answers to requests that named a key",
        (
            """CREATE TABLE answer (
                key VARCHAR NOT NULL, request VARCHAR NOT NULL, answered_at TIMESTAMP NOT NULL,
                content VARCHAR NOT NULL)""",
        ),
    ),
    Step(
        "what was told of, and messages on their way",
        (
            """CREATE TABLE reported (
                key VARCHAR NOT NULL, state VARCHAR NOT NULL, about VARCHAR NOT NULL,
                reported_at TIMESTAMP NOT NULL)""",
            """CREATE TABLE message (
                message_id VARCHAR NOT NULL, channel VARCHAR NOT NULL, subject VARCHAR NOT NULL,
                made_at TIMESTAMP NOT NULL, content VARCHAR NOT NULL)""",
            """CREATE TABLE delivery (
                message_id VARCHAR NOT NULL, step INTEGER NOT NULL, state VARCHAR NOT NULL,
                happened_at TIMESTAMP NOT NULL, next_at TIMESTAMP NOT NULL,
                worker VARCHAR NOT NULL, why VARCHAR NOT NULL)""",
        ),
    ),
    Step(
        "what the numbers of an upload were measured on",
        ("CREATE TABLE tested (upload_id VARCHAR NOT NULL, product VARCHAR NOT NULL, said VARCHAR NOT NULL)",),
    ),
)

NEWEST = len(STEPS)
"""The schema version that this program writes; the number of steps to it."""


def version_of(cursor: duckdb.DuckDBPyConnection, catalog: str) -> int | None:
    """The schema version of the attached store: 0 when it is empty, None when it holds something else's tables."""
    tables = {
        name
        for (name,) in cursor.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = ?", [catalog]
        ).fetchall()
    }
    if "schema_step" in tables:
        return int(cursor.execute("SELECT coalesce(max(step), 0) FROM schema_step").fetchall()[0][0])
    return None if tables else 0


def migrate(cursor: duckdb.DuckDBPyConnection, version: int) -> None:
    """Run the steps after `version`, each in one transaction with the record of its run."""
    for number, step in enumerate(STEPS[version:], start=version + 1):
        cursor.execute("BEGIN TRANSACTION")
        if number == 1:
            cursor.execute(
                "CREATE TABLE schema_step (step INTEGER NOT NULL, name VARCHAR NOT NULL, ran_at TIMESTAMP NOT NULL)"
            )
        for statement in step.statements:
            cursor.execute(statement)
        # the database's own clock: a note for whoever looks into the file, nothing is worked out from it
        cursor.execute("INSERT INTO schema_step SELECT ?, ?, make_timestamp(epoch_us(now()))", [number, step.name])
        cursor.execute("COMMIT")
