"""What stands beside the list of records in JSON stops a file or is named; it is never dropped in silence."""

import json

import pytest

from metrics.definition import Kind
from tests.metrics.readings import METRICS, a_context, a_metric, messages_of, read, rows_of

RECORD = {"week": "2026-W45", "product": "support-copilot", "metric": "token_spend_usd", "value": 11890}


def beside(**keys: object) -> str:
    """A document with one record, and these keys beside it."""
    return json.dumps({"data": [RECORD], **keys})


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        ({"has_more": True}, "'has_more' is true: there is more than this file holds"),
        ({"hasMore": True}, "'hasMore' is true"),
        ({"truncated": True, "total": 12}, "'truncated' is true"),
        ({"pageInfo": {"hasNextPage": True, "endCursor": "abc"}}, "'pageInfo.hasNextPage' is true"),
        ({"next": "https://example.org/page/2"}, "'next' is"),
        ({"links": {"next": {"href": "/page/2"}, "self": "/page/1"}}, "'links.next.href' is"),
        ({"@odata.nextLink": "/page/2"}, "'@odata.nextLink' is"),
        ({"nextPageToken": "abc"}, "'nextPageToken' is 'abc'"),
        ({"paging": {"next_cursor": "abc"}}, "'paging.next_cursor' is 'abc'"),
        ({"meta": {"page": 1, "totalPages": 3}}, "'meta.totalPages' is 3: this is one page of them"),
        ({"total": 12}, "'total' is 12, and 1 record is here"),
        ({"meta": {"totalItems": 3}}, "'meta.totalItems' is 3"),
        ({"row_count": "40"}, "'row_count' is '40', and 1 record is here"),
        ({"recordsTotal": 40}, "'recordsTotal' is 40"),
        ({"last": False}, "'last' is false"),
        ({"is_complete": False}, "'is_complete' is false"),
        ({"timed_out": True}, "'timed_out' is true"),
        ({"status": "error", "error": "query timed out"}, "'status' is 'error': what made this file did not finish"),
        ({"status": "PartialData"}, "'status' is 'PartialData'"),
        ({"status": "running"}, "'status' is 'running'"),
        ({"statusCode": 500}, "'statusCode' is 500"),
        ({"errors": ["timeout on shard 3"]}, "'errors' is 'timeout on shard 3'"),
        ({"_shards": {"total": 1, "failed": 1}}, "'_shards.failed' is 1"),
        ({"success": False}, "'success' is false"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_the_key_that_says_so(keys: dict[str, object], names: str) -> None:
    messages = messages_of(beside(**keys))
    assert any(names in message for message in messages), messages


@pytest.mark.parametrize(
    ("keys", "doubt"),
    [
        ({"environment": "staging"}, "'environment' is 'staging', which is not production"),
        ({"meta": {"env": "dev"}}, "'meta.env' is 'dev', which is not production"),
        ({"source": "warehouse_staging"}, "'source' is 'warehouse_staging', which is not production"),
        ({"sample": True}, "'sample' is true"),
        ({"dry_run": True}, "'dry_run' is true"),
        ({"warnings": ["clock skew"]}, "'warnings' is 'clock skew'"),
        ({"status": "backfilled"}, "'status' is 'backfilled'"),
        ({"meta": {"page": 2}}, "'meta.page' is 2: there are records before these"),
        ({"offset": 100}, "'offset' is 100: there are records before these"),
        ({"limit": 1}, "'limit' is 1, and so many records are here: others may have been left out"),
    ],
)
def test_what_may_be_wrong_is_a_named_doubt(keys: dict[str, object], doubt: str) -> None:
    (found,) = read(beside(**keys)).doubts
    assert doubt in found.message


@pytest.mark.parametrize(
    "keys",
    [
        {"has_more": False, "next": None, "truncated": False, "errors": [], "error": None, "warnings": []},
        {"status": "success", "total": 1, "page": 1, "totalPages": 1, "limit": 100},
        {"status": 200, "environment": "production", "next": "", "next_page": None, "sample": False},
        {"status": "ok", "env": "prod", "total": 11890},
        {"generated_at": "2026-11-09T06:00:00Z", "version": 3, "source": "warehouse"},
        {"limit": 1, "total": 1},
    ],
)
def test_what_says_that_all_is_well_is_no_doubt(keys: dict[str, object]) -> None:
    snapshot = read(beside(**keys))
    assert (snapshot.rows, snapshot.doubts) == (1, ())


def test_a_total_beside_the_list_may_add_up_a_column_and_has_to() -> None:
    assert read(beside(total=11890.0)).doubts == ()
    assert "'total' is 9999.5, and no column of the records adds up to it" in messages_of(beside(total=9999.5))[0]


def test_a_last_line_may_say_that_there_is_more() -> None:
    line = json.dumps(RECORD)
    (message,) = messages_of(f'{line}\n{{"has_more": true}}\n')
    assert message.startswith("week45.csv, row 2: 'has_more' is true")
    (doubt,) = read(f'{line}\n{{"environment": "staging"}}\n').doubts
    assert doubt.message.startswith("week45.csv, row 2: 'environment' is 'staging'")


def test_a_week_a_product_and_a_unit_said_once_are_said_for_every_record() -> None:
    rows = [{"metric": "token_spend_usd", "value": 5}, {"metric": "weekly_active_users", "value": 6}]
    found = rows_of(json.dumps({"week": "2026-W45", "product": "support-copilot", "rows": rows}))
    assert [row[:2] for row in found] == [("support-copilot", row["metric"]) for row in rows]
    assert (
        "the unit 'EUR'; expected 'USD', the unit of token_spend_usd; convert the number to USD"
        in messages_of(json.dumps({"currency": "EUR", "rows": [RECORD]}))[0]
    )
    wide = {"week": "2026-W45", "product": "support-copilot", "token_spend_usd": 5, "weekly_active_users": 6}
    assert (
        "the unit 'EUR', and token_spend_usd is in USD"
        in messages_of(json.dumps({"currency": "EUR", "rows": [wide]}))[0]
    )
    assert len(rows_of(json.dumps({"currency": "USD", "rows": [wide]}))) == 2


def test_what_the_caller_or_the_records_say_comes_first() -> None:
    document = json.dumps({"week": "2026-W44", "date": "2026-11-09", "rows": [RECORD]})
    assert read(document).weeks == ("2026-W45",)
    bare = json.dumps({"date": "2026-11-09", "rows": [{"metric": "token_spend_usd", "value": 5}]})
    assert read(bare, a_context(product="support-copilot", week="2026-W45")).weeks == ("2026-W45",)


def test_rows_that_say_they_are_not_of_production_are_refused() -> None:
    header = "week,product,metric,value,environment\n"
    row = "2026-W45,support-copilot,nps,5,{}\n"
    assert len(rows_of(header + row.format("production"))) == 1
    (message,) = messages_of(header + row.format("prod") + row.format("staging").replace("W45", "W44"))
    assert message.startswith("week45.csv, row 3, column 'environment': 'staging' is not production")


def test_a_metric_may_be_called_like_a_word_of_such_a_document() -> None:
    metrics = (*METRICS.values(), a_metric("total", Kind.COUNT))
    document = json.dumps([{"week": "2026-W45", "product": "support-copilot", "total": 1510}])
    assert read(document, a_context(metrics=metrics)).rows == 1


def test_a_file_called_staging_is_doubted() -> None:
    assert read(json.dumps([RECORD]), name="2026-W45-staging.json").doubts[0].message == (
        "2026-W45-staging.json: the name of the file says that its numbers are not of production; "
        "make sure that these are the numbers to publish"
    )
    assert read(json.dumps([RECORD]), name="2026-W45_stage-gates.json").doubts == ()
