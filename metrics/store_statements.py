"""The store's SQL: what counts is derived here, and `latest` is kept in step with it."""

# A row counts while its upload is not revoked and no later upload, not revoked either, has the same period.
UPLOADS = """
    WITH counted AS (
        SELECT upload_id, received_at FROM upload ANTI JOIN revocation USING (upload_id)
    ), winner AS (
        SELECT arg_max(upload_id, received_at) AS upload_id
        FROM observation JOIN counted USING (upload_id)
        GROUP BY product, metric, period_start, period_end
    ), counting AS (
        SELECT upload_id, count(*) AS counting_rows FROM winner GROUP BY upload_id
    )
    SELECT upload.upload_id, digest, file_name, source, upload.actor, upload.received_at, rows,
        revocation.received_at, revocation.actor, coalesce(counting_rows, 0)
    FROM upload LEFT JOIN revocation USING (upload_id) LEFT JOIN counting USING (upload_id)
    ORDER BY upload.received_at DESC, upload.upload_id DESC
"""

UPLOAD_THAT_STILL_COUNTS = """
    WITH counted AS (
        SELECT * FROM upload ANTI JOIN revocation USING (upload_id)
    ), same AS (
        SELECT * FROM counted WHERE digest = $digest ORDER BY received_at DESC LIMIT 1
    ), later AS (
        SELECT counted.upload_id FROM counted, same WHERE counted.received_at > same.received_at
    ), mine AS (
        SELECT product, metric, period_start, period_end
        FROM observation WHERE upload_id IN (SELECT upload_id FROM same)
    )
    SELECT upload_id, digest, file_name, source, actor, received_at, rows, NULL, NULL, rows
    FROM same WHERE NOT EXISTS (
        SELECT 1 FROM observation JOIN mine USING (product, metric, period_start, period_end)
        WHERE upload_id IN (SELECT upload_id FROM later))
"""

UPLOADS_NAMED = """
    SELECT upload.upload_id, digest, file_name, source, upload.actor, upload.received_at, rows,
        revocation.received_at, revocation.actor, 0
    FROM upload LEFT JOIN revocation USING (upload_id)
    WHERE starts_with(upload.upload_id, $prefix) ORDER BY upload.received_at
"""

VERSION = """
    SELECT (SELECT count(*) FROM upload), (SELECT count(*) FROM revocation),
        greatest((SELECT max(received_at) FROM upload), (SELECT max(received_at) FROM revocation))
"""

OBSERVATIONS = """
    SELECT product, metric, period_start, period_end, value, numerator, denominator,
        upload_id, upload.received_at, revocation.received_at
    FROM observation JOIN upload USING (upload_id) LEFT JOIN revocation USING (upload_id)
    WHERE ($metrics IS NULL OR list_contains($metrics, metric)) AND ($since IS NULL OR period_end >= $since)
    ORDER BY product, metric, upload.received_at, upload_id, period_start
"""

LATEST = """
    SELECT product, metric, period_start, period_end, value, numerator, denominator, upload_id, received_at
    FROM latest ORDER BY product, metric
"""

ADD_UPLOAD = "INSERT INTO upload SELECT $upload_id, $digest, $file_name, $source, $actor, $received_at, $rows"

# a number that is none (NaN, infinite) is unknown, and stored as that
ADD_OBSERVATIONS = """
    INSERT INTO observation
    SELECT $upload_id, product, metric, CAST(period_start AS DATE), CAST(period_end AS DATE),
        CASE WHEN isfinite(value) THEN value END,
        CASE WHEN isfinite(numerator) THEN numerator END,
        CASE WHEN isfinite(denominator) THEN denominator END
    FROM incoming
"""

ADD_REVOCATION = "INSERT INTO revocation SELECT $upload_id, $actor, $received_at"

# An upload that has just been received is the latest of all: its newest period wins wherever nothing newer is kept,
# without a look at the history.
KEEP_LATEST_OF_INCOMING = (
    """
    CREATE OR REPLACE TEMP TABLE newest AS
    SELECT product, metric, max(CAST(period_end AS DATE)) AS period_end, arg_max(
        struct_pack(
            period_start := CAST(period_start AS DATE),
            value := CASE WHEN isfinite(value) THEN value END,
            numerator := CASE WHEN isfinite(numerator) THEN numerator END,
            denominator := CASE WHEN isfinite(denominator) THEN denominator END),
        row(CAST(period_end AS DATE), CAST(period_start AS DATE))) AS kept
    FROM incoming GROUP BY product, metric
    """,
    """
    DELETE FROM latest WHERE EXISTS (
        SELECT 1 FROM newest WHERE newest.product = latest.product AND newest.metric = latest.metric
        AND newest.period_end >= latest.period_end)
    """,
    """
    INSERT INTO latest
    SELECT product, metric, kept.period_start, period_end, kept.value, kept.numerator, kept.denominator,
        $upload_id, $received_at
    FROM newest ANTI JOIN latest USING (product, metric)
    """,
)

KEEP_LATEST_WITHOUT_REVOKED = (
    "CREATE OR REPLACE TEMP TABLE touched AS SELECT product, metric FROM latest WHERE upload_id = $upload_id",
    "DELETE FROM latest WHERE upload_id = $upload_id",
    """
    INSERT INTO latest
    WITH counted AS (
        SELECT upload_id, received_at FROM upload ANTI JOIN revocation USING (upload_id)
    ), newest AS (
        SELECT product, metric, arg_max(
            struct_pack(
                period_start := period_start, period_end := period_end,
                value := value, numerator := numerator, denominator := denominator,
                upload_id := upload_id, received_at := received_at),
            row(period_end, received_at, period_start)) AS kept
        FROM observation JOIN touched USING (product, metric) JOIN counted USING (upload_id)
        GROUP BY product, metric
    )
    SELECT product, metric, kept.period_start, kept.period_end, kept.value, kept.numerator, kept.denominator,
        kept.upload_id, kept.received_at
    FROM newest
    """,
)
