"""The dated record of a layer, its reopen conditions, and its options in order."""

from datetime import date

from playbook.concerns.stack.views import decision_record, options_in_order, reopen_lines
from playbook.model.stack import Choice, ChoiceReview, Layer, Option, Ring, RingMove
from playbook.results.stack import Reopened
from tests.playbook.statuses import TODAY, layer, move

CHOICE = Choice(
    layer="models",
    option="claude",
    history=(RingMove(ring=Ring.ADOPT, on=date(2026, 10, 1), by="architecture-council"),),
    reviews=(
        ChoiceReview(on=date(2026, 10, 9), by="head-of-security", next_review=date(2027, 1, 9)),
        ChoiceReview(on=date(2026, 12, 1), by="head-of-security"),
    ),
    reopen_when=("hallucination_rate > 0.05", "token_spend_usd > +25%"),
)
OTHER = Choice(
    layer="models",
    option="gpt",
    history=(RingMove(ring=Ring.HOLD, on=date(2026, 9, 20), by="lead-ai-engineer"),),
    reopen_when=("latency_p95_seconds > 4",),
)
STATUS = layer("Models", move("gpt", Ring.HOLD, on=date(2026, 9, 20)), move("claude", Ring.ADOPT))


def test_the_record_holds_moves_and_reviews_by_the_day_the_newest_first() -> None:
    record = decision_record(STATUS, (CHOICE, OTHER), TODAY)
    assert [(entry.on.isoformat(), entry.option, entry.review is not None) for entry in record] == [
        ("2026-10-09", "Claude", True),
        ("2026-10-01", "Claude", False),
        ("2026-09-20", "Gpt", False),
    ]


def test_reopen_conditions_say_whether_they_hold_and_for_which_product() -> None:
    reopened = layer("Models", *STATUS.moves, reopened=(Reopened("token_spend_usd > +25%", "support-copilot"),))
    lines = reopen_lines((CHOICE, OTHER), reopened)
    assert [(line.metric, line.holds, line.product) for line in lines] == [
        ("hallucination_rate", False, ""),
        ("token_spend_usd", True, "support-copilot"),
    ]


def test_a_condition_that_holds_for_the_organization_names_no_product() -> None:
    reopened = layer("Models", *STATUS.moves, reopened=(Reopened("hallucination_rate > 0.05"),))
    assert [(line.holds, line.product) for line in reopen_lines((CHOICE,), reopened)] == [(True, ""), (False, "")]


def test_conditions_of_options_that_do_not_stand_are_not_shown() -> None:
    assert reopen_lines((OTHER,), STATUS) == ()


def test_options_stand_by_ring_and_those_nobody_looked_at_last() -> None:
    options = Layer(id="models", options=(Option(id="llama"), Option(id="gpt"), Option(id="claude")))
    placed = options_in_order(options, STATUS)
    assert [(option.id, ring) for option, ring in placed] == [
        ("claude", Ring.ADOPT),
        ("gpt", Ring.HOLD),
        ("llama", None),
    ]
