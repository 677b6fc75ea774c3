"""The store's SQL: what counts is derived here, and `latest` is kept in step with it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def keep_latest_without(cursor: "duckdb.DuckDBPyConnection", upload: Mapping[str, object]) -> None:
    """Forget what an upload (`upload_id`) that was just withdrawn had kept, and keep what it had replaced."""
    ((until, first),) = cursor.execute(STRETCH_TO_LOOK_THROUGH, upload).fetchall()
    cursor.execute(TOUCHED_BY_REVOKED, upload)
    cursor.execute(COUNTED)
    cursor.execute(DROP_REVOKED, upload)
    _look_back(cursor, until, first)


def keep_latest_beside(cursor: "duckdb.DuckDBPyConnection", upload: Mapping[str, object]) -> None:
    """Look again for the latest of what an upload (`received_at`) brought that is not the last one in order."""
    ((until, first),) = cursor.execute(WHOLE_STRETCH).fetchall()
    cursor.execute(TOUCHED_BY_BACKFILL, upload)
    cursor.execute(COUNTED)
    cursor.execute(DROP_TOUCHED)
    _look_back(cursor, until, first)


def keep_latest_of_all(cursor: "duckdb.DuckDBPyConnection") -> None:
    """Work out everything anew, in a store whose kept table is empty."""
    ((until, first),) = cursor.execute(WHOLE_STRETCH).fetchall()
    cursor.execute(TOUCHED_BY_ALL)
    cursor.execute(COUNTED)
    _look_back(cursor, until, first)


def _look_back(cursor: "duckdb.DuckDBPyConnection", until: date, first: date) -> None:
    stretch = timedelta(weeks=2)
    while cursor.execute(STILL_TOUCHED).fetchall() != [(0,)] and until >= first:
        candidate, *keep = KEEP_LATEST_OF_STRETCH
        cursor.execute(candidate, {"after": until - stretch, "until": until})
        for statement in keep:
            cursor.execute(statement)
        until, stretch = until - stretch, stretch * 2


# Uploads in the order in which they count: by the moment they were received, or are said to have been.
_IN_ORDER = """
    SELECT received_at, upload_id, digest,
        row_number() OVER (ORDER BY coalesce(known_at, received_at), received_at) AS place
    FROM upload ANTI JOIN revocation USING (upload_id) LEFT JOIN backfill USING (upload_id)
"""
# A row counts while its upload is not revoked and no later upload, not revoked either, has the same period. Only
# periods that several uploads speak of are looked at row by row.
UPLOADS = f"""
    WITH counted AS MATERIALIZED ({_IN_ORDER}
    ), share AS MATERIALIZED (
        SELECT received_at, period_start, period_end, count(*) AS counting_rows
        FROM measurement SEMI JOIN counted USING (received_at) GROUP BY received_at, period_start, period_end
    ), contested AS MATERIALIZED (
        SELECT period_start, period_end FROM share GROUP BY period_start, period_end HAVING count(*) > 1
    ), winner AS (
        SELECT max(place) AS place
        FROM measurement SEMI JOIN contested USING (period_start, period_end) JOIN counted USING (received_at)
        GROUP BY product, metric, period_start, period_end
    ), counting AS (
        SELECT received_at, counting_rows FROM share ANTI JOIN contested USING (period_start, period_end)
        UNION ALL
        SELECT received_at, count(*) AS counting_rows FROM winner JOIN counted USING (place) GROUP BY received_at
    ), total AS (
        SELECT received_at, CAST(sum(counting_rows) AS BIGINT) AS counting_rows FROM counting GROUP BY received_at
    )
    SELECT upload.upload_id, digest, file_name, source, upload.actor, upload.received_at, rows,
        revocation.received_at, revocation.actor, coalesce(counting_rows, 0), known_at, why
    FROM upload LEFT JOIN revocation USING (upload_id) LEFT JOIN total ON total.received_at = upload.received_at
    LEFT JOIN backfill USING (upload_id)
    ORDER BY upload.received_at DESC, upload.upload_id DESC
"""  # noqa: S608 - a constant of this module
HOW_MANY_ALIKE = "SELECT count(*) FROM upload WHERE rows = $rows AND ($digest IS NULL OR digest = $digest)"
UPLOAD_THAT_STILL_COUNTS = f"""
    WITH counted AS ({_IN_ORDER}
    ), same AS (
        SELECT counted.*, known_at, why FROM counted LEFT JOIN backfill USING (upload_id)
        WHERE digest = $digest AND ($known_at IS NULL OR coalesce(known_at, received_at) <= $known_at)
        ORDER BY place DESC LIMIT 1
    ), later AS (
        SELECT counted.received_at FROM counted, same WHERE counted.place > same.place
    ), mine AS (
        SELECT product, metric, period_start, period_end
        FROM measurement WHERE received_at IN (SELECT received_at FROM same)
    )
    SELECT upload.upload_id, upload.digest, file_name, source, actor, upload.received_at, rows, NULL, NULL, rows,
        known_at, why
    FROM upload JOIN same USING (upload_id) WHERE NOT EXISTS (
        SELECT 1 FROM measurement JOIN mine USING (product, metric, period_start, period_end)
        WHERE received_at IN (SELECT received_at FROM later))
"""  # noqa: S608 - a constant of this module
UPLOADS_TO_NAME = """
    SELECT upload.upload_id, digest, file_name, source, upload.actor, upload.received_at, rows,
        revocation.received_at, revocation.actor, 0, known_at, why
    FROM upload LEFT JOIN revocation USING (upload_id) LEFT JOIN backfill USING (upload_id)
    ORDER BY upload.received_at
"""
# What an upload took the place of: the newest of the rows before it that are of a period it speaks of. `{mine}` is
# where its own rows are.
REPLACED = """
    WITH counted AS (
        SELECT upload_id, received_at, file_name, actor FROM upload ANTI JOIN revocation USING (upload_id)
        WHERE received_at < $before
    ), mine AS (
        SELECT product, metric, period_start, period_end, value AS after FROM {mine}
    ), standing AS (
        SELECT product, metric, period_start, period_end, max(received_at) AS received_at,
            arg_max(struct_pack(value := value), received_at).value AS before, any_value(after) AS after
        FROM measurement JOIN mine USING (product, metric, period_start, period_end)
            SEMI JOIN counted USING (received_at)
        GROUP BY product, metric, period_start, period_end
    ), compared AS (
        SELECT *, before IS DISTINCT FROM after AS differs,
            coalesce(abs(after - before) / nullif(greatest(abs(before), abs(after)), 0), if(differs, 2, 0)) AS size
        FROM standing
    )
    SELECT upload_id, any_value(file_name), any_value(counted.actor), received_at, count(*),
        count(*) FILTER (WHERE differs),
        max_by(struct_pack(product := p.name, metric := m.name, period_start := period_start,
            period_end := period_end, before := before, after := after), size, $largest) FILTER (WHERE differs)
    FROM compared JOIN counted USING (received_at) JOIN name AS p ON p.code = product JOIN name AS m ON m.code = metric
    GROUP BY upload_id, received_at
"""
OF_UPLOAD = "measurement WHERE received_at = $received_at"
OF_INCOMING = "incoming"
NEAR = """
    WITH counted AS (
        SELECT upload_id, received_at FROM upload ANTI JOIN revocation USING (upload_id)
    ), mine AS (
        SELECT DISTINCT product, metric FROM incoming
    )
    SELECT p.name, m.name, period_start, period_end, value, numerator, denominator, upload_id, received_at, NULL
    FROM measurement SEMI JOIN mine USING (product, metric) JOIN counted USING (received_at)
        JOIN name AS p ON p.code = product JOIN name AS m ON m.code = metric
    WHERE period_end BETWEEN $first AND $last
    ORDER BY p.name, m.name, received_at, period_start
"""
VERSION = """
    SELECT (SELECT count(*) FROM upload), (SELECT count(*) FROM revocation),
        greatest((SELECT max(received_at) FROM upload), (SELECT max(received_at) FROM revocation))
"""
OBSERVATIONS = """
    SELECT p.name, m.name, period_start, period_end, value, numerator, denominator,
        upload.upload_id, coalesce(known_at, upload.received_at) AS known, revocation.received_at,
        CASE WHEN known_at IS NULL THEN NULL ELSE upload.received_at END
    FROM measurement JOIN upload USING (received_at) LEFT JOIN revocation USING (upload_id)
    LEFT JOIN backfill USING (upload_id)
    JOIN name AS p ON p.code = product JOIN name AS m ON m.code = metric
    WHERE ($metrics IS NULL OR list_contains($metrics, m.name)) AND ($since IS NULL OR period_end >= $since)
    ORDER BY p.name, m.name, known, upload.received_at, period_start
"""
LATEST = """
    SELECT product, metric, period_start, period_end, value, numerator, denominator, upload_id, received_at
    FROM latest ORDER BY product, metric
"""
ADD_UPLOAD = "INSERT INTO upload SELECT $upload_id, $digest, $file_name, $source, $actor, $received_at, $rows"
ADD_BACKFILL = "INSERT INTO backfill SELECT $upload_id, $known_at, $why"
ADD_TESTED = "INSERT INTO tested SELECT $upload_id, unnest($products), unnest($said)"
TESTED = "SELECT upload_id, product, said FROM tested WHERE $upload_id IS NULL OR upload_id = $upload_id"
NAMES = "SELECT name, code FROM name"
ADD_NAMES = "INSERT INTO name SELECT CAST(unnest($codes) AS INTEGER), unnest($names)"
ADD_MEASUREMENTS = """
    INSERT INTO measurement
    SELECT $received_at, product, metric, period_start, period_end, value, numerator, denominator FROM incoming
"""
ADD_REVOCATION = "INSERT INTO revocation SELECT $upload_id, $actor, $received_at"
# An upload that has just been received is the latest of all: its newest period wins wherever nothing newer is kept,
# without a look at the history.
KEEP_LATEST_OF_INCOMING = (
    """
    DELETE FROM latest WHERE EXISTS (
        SELECT 1 FROM newest WHERE newest.product = latest.product AND newest.metric = latest.metric
        AND newest.period_end >= latest.period_end)
    """,
    """
    INSERT INTO latest
    SELECT product, metric, period_start, period_end, value, numerator, denominator, $upload_id, $received_at
    FROM newest ANTI JOIN latest USING (product, metric)
    """,
)
# What a revoked upload had kept is looked for again, from its newest period backwards in stretches of time that grow,
# so that a long history before the first stretches is never read.
TOUCHED_BY_REVOKED = """
    CREATE OR REPLACE TEMP TABLE touched AS
    SELECT p.code AS product, m.code AS metric
    FROM latest JOIN name AS p ON p.name = product JOIN name AS m ON m.name = metric WHERE upload_id = $upload_id
"""
TOUCHED_BY_ALL = "CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT product, metric FROM measurement"
TOUCHED_BY_BACKFILL = """
    CREATE OR REPLACE TEMP TABLE touched AS
    SELECT DISTINCT product, metric FROM measurement WHERE received_at = $received_at
"""
DROP_TOUCHED = """
    DELETE FROM latest WHERE EXISTS (
        SELECT 1 FROM touched JOIN name AS p ON p.code = touched.product JOIN name AS m ON m.code = touched.metric
        WHERE p.name = latest.product AND m.name = latest.metric)
"""
COUNTED = f"CREATE OR REPLACE TEMP TABLE counted AS {_IN_ORDER}"
STRETCH_TO_LOOK_THROUGH = """
    SELECT (SELECT max(period_end) FROM latest WHERE upload_id = $upload_id), (SELECT min(period_end) FROM measurement)
"""
WHOLE_STRETCH = "SELECT max(period_end), min(period_end) FROM measurement"
DROP_REVOKED = "DELETE FROM latest WHERE upload_id = $upload_id"
KEEP_LATEST_OF_STRETCH = (
    """
    CREATE OR REPLACE TEMP TABLE candidate AS
    SELECT product, metric, period_start, period_end, value, numerator, denominator, upload_id, received_at, place
    FROM measurement SEMI JOIN touched USING (product, metric) JOIN counted USING (received_at)
    WHERE period_end > $after AND period_end <= $until
    """,
    """
    CREATE OR REPLACE TEMP TABLE newest AS
    WITH period AS (
        SELECT product, metric, max(period_end) AS period_end FROM candidate GROUP BY product, metric
    )
    SELECT product, metric, period_end, max(place) AS place, arg_max(period_start, place) AS period_start
    FROM candidate JOIN period USING (product, metric, period_end) GROUP BY product, metric, period_end
    """,
    """
    INSERT INTO latest
    SELECT p.name, m.name, period_start, period_end, value, numerator, denominator, upload_id, received_at
    FROM candidate SEMI JOIN newest USING (product, metric, period_start, period_end, place)
    JOIN name AS p ON p.code = product JOIN name AS m ON m.code = metric
    """,
    """
    CREATE OR REPLACE TEMP TABLE touched AS
    SELECT product, metric FROM touched ANTI JOIN newest USING (product, metric)
    """,
)
STILL_TOUCHED = "SELECT count(*) FROM touched"
