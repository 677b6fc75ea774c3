"""In what two candidates differ, by the parts that both name or by those that a criterion depends on."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.concerns.candidates.differences import differences
from playbook.model.candidates import CandidatePart, CandidateParts

M, P, C = CandidatePart.MODELS, CandidatePart.PROMPTS, CandidatePart.COMMIT
NAMES = st.lists(st.sampled_from(["a@1", "b@1", "c"]), unique=True).map(tuple)
CANDIDATES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict, commit=st.sampled_from(["", "1111111", "1111111aaa", "2222222"]), models=NAMES, prompts=NAMES
).filter(lambda given: any(given.values()))


def parts(**given: Any) -> CandidateParts:
    return CandidateParts.model_validate(given)


@pytest.mark.parametrize(
    ("shown", "ships", "depends_on", "expected"),
    [
        ({"models": ("a",), "commit": "1111111"}, {"models": ("b",)}, (), (M,)),
        ({"models": ("a",), "prompts": ("p",)}, {"models": ("a",)}, (), ()),
        ({"models": ("a", "b")}, {"models": ("b", "a")}, (), ()),
        ({"models": ("a",)}, {"prompts": ("p",)}, (), (M, P)),
        ({"models": ("a",), "prompts": ("p",)}, {"models": ("b",), "prompts": ("p",)}, (P,), ()),
        ({"models": ("a",)}, {"models": ("a",), "prompts": ("p",)}, (M, P), (P,)),
        ({"models": ("a",)}, {"models": ("a",)}, (P,), ()),
        ({"commit": "1111111aaa"}, {"commit": "1111111"}, (), ()),
        ({"commit": "1111111aaa"}, {"commit": "1111111b"}, (), (C,)),
        ({"prompts": ("p@sha256:9be0a1c2d3e4",)}, {"prompts": ("p@9be0a1c",)}, (), ()),
        ({"prompts": ("P@SHA256:9BE0A1C2",)}, {"prompts": ("p@sha256:9be0a1c2",)}, (), ()),
        ({"prompts": ("p@9be0a1c2",)}, {"prompts": ("p@9be0a1d",)}, (), (P,)),
        ({"prompts": ("p@9be0a1",)}, {"prompts": ("p@9be0a1c2",)}, (), (P,)),
        ({"models": ("a@20260801",)}, {"models": ("a@2026080112",)}, (), (M,)),
        ({"models": ("a@v1",)}, {"models": ("a@v12",)}, (), (M,)),
        ({"models": ("GPT-B@1",)}, {"models": ("gpt-b@1",)}, (), ()),
    ],
)
def test_differences(
    shown: dict[str, Any],
    ships: dict[str, Any],
    depends_on: tuple[CandidatePart, ...],
    expected: tuple[CandidatePart, ...],
) -> None:
    assert tuple(one.part for one in differences(parts(**shown), parts(**ships), depends_on)) == expected


@given(CANDIDATES, st.sets(st.sampled_from(CandidatePart)))
def test_nothing_differs_from_itself(given_parts: dict[str, Any], depends_on: set[CandidatePart]) -> None:
    assert differences(parts(**given_parts), parts(**given_parts), depends_on) == ()


@given(CANDIDATES, CANDIDATES, st.sets(st.sampled_from(CandidatePart)))
def test_it_does_not_matter_which_of_two_was_shown(
    one: dict[str, Any], other: dict[str, Any], depends_on: set[CandidatePart]
) -> None:
    there = differences(parts(**one), parts(**other), depends_on)
    back = differences(parts(**other), parts(**one), depends_on)
    assert [difference.part for difference in there] == [difference.part for difference in back]
