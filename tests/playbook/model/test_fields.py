"""What a model cannot take is said from its facts."""

import pytest

from playbook.model.fields import Refused
from playbook.model.indicators import parse_indicator


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (Refused("'4'", expected="a condition"), "expected a condition, found '4'"),
        (Refused(expected="a list"), "expected a list"),
        (Refused("more hits than postings", remedy="is it the other way round?"), "more hits than postings; is it the"),
        (Refused(whole="proof", kinds=("gate", "risk")), "a proof names exactly one of gate, risk"),
    ],
)
def test_a_refusal_says_what_it_holds(refused: Refused, sentence: str) -> None:
    assert str(refused).startswith(sentence)


def test_what_is_wrong_inside_an_indicator_keeps_its_own_expectation() -> None:
    with pytest.raises(Refused) as looks_odd:
        parse_indicator("hallucination_rate looks odd")
    assert looks_odd.value.expected.startswith("'<metric> misses its plan'")
    with pytest.raises(Refused) as too_long:
        parse_indicator("hallucination_rate > 0.05 for 90 weeks")
    assert (too_long.value.expected, too_long.value.found) == ("1 to 52 weeks", "90")
