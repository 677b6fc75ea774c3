"""Value is followed by what can be added up: one thing broken, and the whole message."""

import pytest

from tests.playbook.good_world import changed, good_world, reported

VALUE = "definitions/value.yaml"
ADDS_UP = (
    "cannot be added up over products and weeks; "
    "expected kind: {}, per: week, over_products: sum, of the level of products"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spent: [token_spent]", "unknown metric 'token_spent'; did you mean 'token_spend'?"),
        ("realised: hallucination_rate", f"'hallucination_rate' {ADDS_UP.format('amount')}"),
        ("outcomes: [token_spend]", f"'token_spend' {ADDS_UP.format('count')}"),
    ],
)
def test_metrics_of_value_are_of_their_kind(text: str, expected: str) -> None:
    column = text.index("[" if "[" in text else ": ") + 2 + ("[" not in text)
    assert reported({**good_world(), VALUE: text + "\n"}) == [f"error: {VALUE}:1:{column}: {expected}"]


def test_all_money_is_of_one_unit() -> None:
    other = "  - {id: saved, pillar: value, kind: amount, unit: EUR, per: week, better: higher, owner: a, source: b}\n"
    texts = changed("definitions/metrics.yaml", "  - id: token_spend\n", f"{other}  - id: token_spend\n")
    problems = reported({**texts, VALUE: "realised: saved\nspent: [token_spend]\n"})
    assert f"error: {VALUE}:2:9: 'token_spend' is in USD; expected EUR, as the metrics before it" in problems
