"""What a file takes the place of is counted, with whose it was and how far it moves; doubts name what is far off."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from metrics.definition import Direction, Kind, Metric, Pillar
from metrics.intake import PREVIEW, Findings, findings_of, merged_book, preview, receive
from metrics.snapshot.context import IntakeContext
from metrics.store.beside import book_near, replaced_by_snapshot, replaced_by_upload
from metrics.store.store import Store, open_store
from tests.metrics.readings import METRICS, PRODUCTS, TODAY

CONTEXT = IntakeContext(METRICS, PRODUCTS, TODAY)
HEADER = "week,product,metric,value\n"
SPEND = "2026-W{week},support-copilot,token_spend_usd,{value}\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "playbook.duckdb")) as opened:
        yield opened


def moment(minute: int) -> datetime:
    return datetime(2026, 11, 10, 8, minute, tzinfo=UTC)


def spend(**values: float) -> str:
    """A file of weekly spending, `w44=11460` for a week."""
    return HEADER + "".join(SPEND.format(week=week[1:], value=value) for week, value in values.items())


def sends(store: Store, content: str, minute: int, name: str = "a.csv", actor: str = "head-of-data") -> str:
    receipt = receive(name, content.encode(), CONTEXT, store, source="test", actor=actor, now=moment(minute))
    return receipt.upload.upload_id


def findings(store: Store, content: str) -> Findings:
    """What a preview of the file says, by the book; the store itself has to say the same of what is replaced."""
    snapshot = preview("b.csv", content.encode(), CONTEXT)
    senders = {upload.upload_id: (upload.file_name, upload.actor) for upload in store.uploads()}
    by_book = findings_of(snapshot, store.book(), METRICS, senders)
    assert replaced_by_snapshot(store, snapshot) == by_book.replaced
    near = findings_of(snapshot, book_near(store, snapshot), METRICS, senders)
    assert near == by_book
    return by_book


def test_numbers_that_stop_counting_are_reported_with_whose_they_are_and_both_values(store: Store) -> None:
    first = sends(store, spend(w43=11000, w44=11460), 1, "week44.csv", "data-analyst")
    second = sends(store, spend(w45=11890), 2)
    replaced = findings(store, spend(w43=11000, w44=11500, w45=9000, w46=12000)).replaced
    assert (replaced.numbers, replaced.changed) == (3, 2)
    assert [(one.upload_id, one.file_name, one.actor, one.numbers) for one in replaced.uploads] == [
        (second, "a.csv", "head-of-data", 1),
        (first, "week44.csv", "data-analyst", 2),
    ]
    assert [(one.before, one.after, one.upload_id) for one in replaced.largest] == [
        (11890, 9000, second),
        (11460, 11500, first),
    ]


def test_what_was_withdrawn_or_replaced_before_is_not_replaced_again(store: Store) -> None:
    sends(store, spend(w44=1000), 1)
    withdrawn = sends(store, spend(w44=2000), 2)
    assert [one.before for one in findings(store, spend(w44=3000)).replaced.largest] == [2000]
    store.revoke(withdrawn, actor="x", now=moment(3))
    assert [one.before for one in findings(store, spend(w44=3000)).replaced.largest] == [1000]


def test_a_receipt_tells_what_was_replaced_whoever_came_between(store: Store) -> None:
    sends(store, spend(w44=11460), 1, "mine.csv", "me")
    seen = findings(store, spend(w44=11500))
    sends(store, spend(w44=11470), 2, "hers.csv", "her")
    receipt = receive("b.csv", spend(w44=11500).encode(), CONTEXT, store, source="x", actor="me", now=moment(3))
    replaced = replaced_by_upload(store, receipt.upload.received_at)
    assert seen.replaced.uploads[0].actor == "me"
    assert [(one.actor, one.numbers) for one in replaced.uploads] == [("her", 1)]
    assert [(one.before, one.after) for one in replaced.largest] == [(11470, 11500)]


def test_only_the_largest_changes_are_reported(store: Store) -> None:
    sends(store, spend(**{f"w{week}": 1000 for week in range(30, 45)}), 1)
    replaced = findings(store, spend(**{f"w{week}": 1000 + week for week in range(30, 45)})).replaced
    assert replaced.changed == 15
    assert [one.after for one in replaced.largest] == [1044, 1043, 1042, 1041, 1040]


def test_a_file_previewed_on_top_of_another_replaces_its_numbers_too(store: Store) -> None:
    first = preview("first.csv", spend(w46=100).encode(), CONTEXT)
    book = merged_book(store.book(), first, moment(1))
    second = preview("second.csv", spend(w46=200).encode(), CONTEXT)
    replaced = findings_of(second, book, METRICS, {PREVIEW: ("first.csv", "")}).replaced
    assert [(one.file_name, one.numbers) for one in replaced.uploads] == [("first.csv", 1)]


# --- doubts ---

STEADY = {f"w{week}": 11000 + 40 * (week % 3) for week in range(36, 45)}


def doubts(store: Store, content: str) -> list[str]:
    return [doubt.message for doubt in findings(store, content).doubts]


def test_ten_times_what_counts_now_is_named(store: Store) -> None:
    sends(store, spend(w43=11000, w44=11460), 1)
    (doubt,) = doubts(store, spend(w44=114600))
    assert doubt == (
        "b.csv, row 2: 114600 for token_spend_usd of support-copilot in Oct 26-Nov 1 is 10 times the 11460 that counts "
        "now; correct it, or publish it if it is right"
    )


def test_a_new_week_far_from_those_before_it_is_named(store: Store) -> None:
    sends(store, spend(w43=11000, w44=11460), 1)
    (doubt,) = doubts(store, spend(w45=1146))
    assert "is 1/10 of the 11460 of Oct 26-Nov 1" in doubt


def test_one_day_in_the_place_of_a_week_is_named_as_that(store: Store) -> None:
    sends(store, spend(w44=11460, w45=11890), 1)
    (doubt,) = doubts(store, "date,product,token_spend_usd\n2026-11-03,support-copilot,310.12\n")
    assert "is 1/38 of the 11890 that counts now; the row names one day, 2026-11-03, for a whole week" in doubt


def test_a_slip_inside_one_file_is_named(store: Store) -> None:
    (doubt,) = doubts(store, spend(w42=1000, w43=1040, w44=10600, w45=1080))
    assert "10600 for token_spend_usd of support-copilot in Oct 26-Nov 1" in doubt


def test_steady_growth_and_a_second_look_at_a_spike_are_not_doubted(store: Store) -> None:
    assert doubts(store, spend(w42=10, w43=20, w44=40, w45=80)) == []
    sends(store, spend(w43=1000, w44=9000), 1)
    assert doubts(store, spend(w45=1100)) == []


def test_what_counts_already_is_not_doubted(store: Store) -> None:
    sends(store, spend(w43=10, w44=1000), 1)
    assert doubts(store, spend(w44=1000)) == []


def test_a_jump_far_beyond_the_usual_differences_is_named(store: Store) -> None:
    sends(store, spend(**STEADY), 1)
    (doubt,) = doubts(store, spend(w45=16000))
    assert "16000 for token_spend_usd of support-copilot in Nov 2-8 is far outside what its series does" in doubt
    assert doubts(store, spend(w45=11200)) == []


@pytest.mark.parametrize(
    ("before", "after", "is_doubted"), [(1, 4, False), (2, 0, False), (0, 1, False), (40, 400, True)]
)
def test_small_counts_move_by_chance(store: Store, before: int, after: int, *, is_doubted: bool) -> None:
    row = "2026-W{},support-copilot,weekly_active_users,{}\n"
    sends(store, HEADER + row.format(43, before) + row.format(44, before), 1)
    assert bool(doubts(store, HEADER + row.format(45, after))) is is_doubted


@pytest.mark.parametrize(
    ("top", "cases", "is_doubted"), [(4, 100, False), (20, 100, True), (400, 1000, True), (12, 1000, False)]
)
def test_rates_of_few_cases_move_by_chance(store: Store, top: int, cases: int, *, is_doubted: bool) -> None:
    header = "week,product,metric,numerator,denominator\n"
    row = "2026-W{},support-copilot,hallucination_rate,{},{}\n"
    sends(store, header + row.format(43, 1, 100) + row.format(44, 1, 100), 1)
    assert bool(doubts(store, header + row.format(45, top, cases))) is is_doubted


def test_doubts_of_the_file_itself_come_first(store: Store) -> None:
    record = '{"week":"2026-W45","product":"support-copilot","metric":"token_spend_usd","value":114600}'
    sends(store, spend(w44=11460), 1)
    first, second = doubts(store, f'{{"environment":"staging","rows":[{record}]}}')
    assert "'environment' is 'staging'" in first
    assert "is 10 times the 11460 of Oct 26-Nov 1" in second


def test_a_metric_without_a_proportion_is_held_against_its_limits_alone(store: Store) -> None:
    score = Metric(id="nps", pillar=Pillar.QUALITY, kind=Kind.NPS, better=Direction.HIGHER)
    assert score.kind is METRICS["nps"].kind
    row = "2026-W{},support-copilot,nps,{}\n"
    sends(store, HEADER + row.format(43, 2) + row.format(44, 3), 1)
    assert doubts(store, HEADER + row.format(45, -30)) == []
