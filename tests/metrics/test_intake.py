"""One entrance for files: what is sound is stored once, what is not is refused whole, and a preview changes nothing."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.intake import PREVIEW, Receipt, ReceiptState, keep, merged_book, preview, receive
from metrics.observation import Observation
from metrics.problems import Problems
from metrics.series.series import Measurements
from metrics.snapshot.context import IntakeContext
from metrics.store.store import Store, open_store
from metrics.weeks import WeekCalendar
from tests.metrics.snapshots import moment

METRICS = {
    "escalations": Metric(id="escalations", pillar=Pillar.TRUST, kind=Kind.COUNT, better=Direction.LOWER),
    "hallucination_rate": Metric(
        id="hallucination_rate", pillar=Pillar.QUALITY, kind=Kind.RATE, better=Direction.LOWER
    ),
}
CONTEXT = IntakeContext(METRICS, frozenset({"copilot", "search"}), today=date(2026, 9, 21))
HEADER = "week,product,metric,value,numerator,denominator\n"
WEEK_37 = HEADER + "2026-W37,copilot,escalations,7,,\n2026-W37,copilot,hallucination_rate,0.1,12,120\n"
CORRECTED = HEADER + "2026-W37,copilot,escalations,9,,\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.duckdb")) as opened:
        yield opened


def send(store: Store, text: str, now: datetime | None = None, context: IntakeContext = CONTEXT) -> Receipt:
    return receive(
        "week37.csv", text.encode(), context, store, source="weekly", actor="lead-ai-engineer", now=now or moment(14)
    )


def values(store: Store, day: date = date(2026, 9, 30)) -> list[float]:
    known = Measurements(store.book(), METRICS, WeekCalendar()).known(day)
    return [point.value for metric in METRICS for point in known.series(metric, None).points]


def test_a_sound_file_is_stored_and_its_receipt_says_what_was_in_it(store: Store) -> None:
    receipt = send(store, WEEK_37)
    assert receipt.state is ReceiptState.STORED
    assert (receipt.rows, receipt.metrics) == (2, ("escalations", "hallucination_rate"))
    assert (receipt.products, receipt.weeks) == (("copilot",), ("2026-W37",))
    assert receipt.upload == store.uploads()[0]
    assert values(store) == [7, 0.1]


def test_a_file_with_one_bad_row_is_refused_whole(store: Store) -> None:
    with pytest.raises(Problems, match="row 4"):
        send(store, WEEK_37 + "2026-W37,copilot,escalations,many,,\n")
    assert store.uploads() == ()
    assert store.version() == "empty"


def test_the_same_file_again_changes_nothing_while_all_its_rows_count(store: Store) -> None:
    first = send(store, WEEK_37)
    again = send(store, WEEK_37, moment(20))
    assert again.state is ReceiptState.ALREADY_COUNTS
    assert again.upload == first.upload
    assert len(store.uploads()) == 1


def test_the_same_rows_in_another_file_are_the_same_content(store: Store) -> None:
    send(store, WEEK_37)
    header, *rows = WEEK_37.splitlines()
    again = send(store, "\n".join([header, *reversed(rows)]).replace(",", ";"))
    assert again.state is ReceiptState.ALREADY_COUNTS


def test_the_same_file_is_stored_again_after_a_part_of_it_was_replaced(store: Store) -> None:
    send(store, WEEK_37)
    send(store, CORRECTED)
    assert values(store) == [9, 0.1]
    assert send(store, WEEK_37).state is ReceiptState.STORED
    assert values(store) == [7, 0.1]


def test_the_same_file_is_stored_again_after_it_was_revoked(store: Store) -> None:
    first = send(store, WEEK_37)
    store.revoke(first.upload.upload_id, actor="a", now=moment(15))
    assert values(store) == []
    assert send(store, WEEK_37).state is ReceiptState.STORED
    assert values(store) == [7, 0.1]


def test_the_same_rows_said_to_be_another_products_are_another_upload(store: Store) -> None:
    text = "week,metric,value\n2026-W37,escalations,7\n"
    for product in ("copilot", "search"):
        context = IntakeContext(METRICS, CONTEXT.products, CONTEXT.today, product=product)
        assert send(store, text, context=context).state is ReceiptState.STORED
    assert values(store) == [14]


def test_two_who_send_the_same_file_at_once_store_it_once(store: Store) -> None:
    receipts: list[Receipt] = []
    start = threading.Barrier(6)

    def send_it() -> None:
        start.wait()
        receipts.append(send(store, WEEK_37))

    senders = [threading.Thread(target=send_it) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert len(store.uploads()) == 1
    assert sorted(receipt.state for receipt in receipts) == ["already_counts"] * 5 + ["stored"]


def test_a_preview_stores_nothing_and_can_be_kept_as_it_was(store: Store) -> None:
    snapshot = preview("week37.csv", WEEK_37.encode(), CONTEXT)
    assert store.uploads() == ()
    receipt = keep(snapshot, store, source="weekly", actor="lead-ai-engineer", now=moment(14))
    assert receipt.state is ReceiptState.STORED
    assert values(store) == [7, 0.1]


def in_order(row: Observation) -> tuple[str, str, date, datetime]:
    return row.product, row.metric, row.period_start, row.received_at


@pytest.mark.parametrize("now", [moment(13), moment(15), datetime(2026, 9, 16, 11, tzinfo=UTC)])
def test_the_merged_book_is_the_book_after_the_upload(store: Store, now: datetime) -> None:
    send(store, WEEK_37, moment(14))
    snapshot = preview("corrected.csv", (CORRECTED + "2026-W38,search,escalations,1,,\n").encode(), CONTEXT)
    merged = merged_book(store.book(), snapshot, now)
    stored = store.add(snapshot, source="weekly", actor="lead-ai-engineer", now=now)

    def facts(row: Observation) -> tuple[object, ...]:
        upload = PREVIEW if row.upload_id == stored.upload_id else row.upload_id
        return (*in_order(row), row.period_end, row.value, row.numerator, row.denominator, upload)

    after = store.book()
    assert {key: [facts(row) for row in rows] for key, rows in merged.rows.items()} == {
        key: [facts(row) for row in rows] for key, rows in after.rows.items()
    }


def test_the_merged_book_of_an_empty_one_is_the_file(store: Store) -> None:
    snapshot = preview("week37.csv", WEEK_37.encode(), CONTEXT)
    merged = merged_book(store.book(), snapshot, moment(14))
    assert [row.value for rows in merged.rows.values() for row in rows] == [7, 0.1]
    assert merged.rows["copilot", "escalations"][0].numerator is None
