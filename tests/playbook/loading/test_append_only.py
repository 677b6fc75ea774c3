"""Records are only added to: what was taken out or changed is found, whatever else was moved or added."""

from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.loading import append_only
from playbook.loading.append_only import check_only_added, taken_away

ENTRY = {"seat": "lead", "holder": "staff-1", "since": "2026-09-07"}
OTHER = {"seat": "legal", "holder": "staff-2", "since": "2026-09-07"}
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcid"), inner, max_size=3),
    max_leaves=12,
)


def found(before: Any, after: Any) -> list[tuple[Any, str]]:
    """Paths and names of what was taken away."""
    return [(taken.path, taken.name) for taken in taken_away(before, after)]


@given(VALUES)
def test_nothing_is_taken_from_what_stayed_the_same(value: Any) -> None:
    assert found(value, value) == []


@given(st.lists(VALUES, max_size=4), VALUES, st.randoms())
def test_a_list_may_grow_anywhere_and_change_its_order(items: list[Any], new: Any, chance: Any) -> None:
    after = [*items, new]
    chance.shuffle(after)
    assert found({"seats": items}, {"seats": after}) == []


def test_a_blank_may_be_filled_in() -> None:
    assert found({"seats": [{**ENTRY, "note": ""}]}, {"seats": [{**ENTRY, "note": "sits in Berlin"}]}) == []
    assert found({"seats": [{**ENTRY, "until": None}]}, {"seats": [{**ENTRY, "until": "2027-01-01"}]}) == []


def test_an_entry_that_is_gone_is_found_at_its_list() -> None:
    assert found({"seats": [ENTRY, OTHER]}, {"seats": [OTHER]}) == [(("seats",), "seats")]
    assert found({"seats": [ENTRY]}, {}) == [((), "seats")]


def test_a_value_that_was_changed_is_found_at_its_key() -> None:
    changed = {**ENTRY, "holder": "staff-7"}
    assert found({"seats": [ENTRY, OTHER]}, {"seats": [OTHER, changed]}) == [(("seats", 1, "holder"), "holder")]


def test_an_entry_with_an_id_is_the_same_entry_wherever_it_stands() -> None:
    before = {"products": [{"id": "a", "owner": "x", "stages": [{"stage": "spec"}]}]}
    after = {"products": [{"id": "b"}, {"id": "a", "owner": "y", "stages": []}]}
    assert found(before, after) == [(("products", 1, "owner"), "owner"), (("products", 1, "stages"), "stages")]


def test_thousands_of_changed_entries_are_each_found_near_their_old_place(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Mock(wraps=append_only._likeness)
    monkeypatch.setattr(append_only, "_likeness", compared)
    before = [{**ENTRY, "note": f"n{number}", "week": number} for number in range(1_000)]
    after = [{**entry, "note": "another"} for entry in before]
    assert found({"seats": before}, {"seats": after}) == [(("seats", place, "note"), "note") for place in range(1_000)]
    assert compared.call_count <= 60 * 1_000


def test_a_problem_says_what_was_what_is_and_where() -> None:
    before = {"records/team.yaml": "seats:\n  - {seat: lead, holder: staff-1, since: 2026-09-07}\n"}
    after = {"records/team.yaml": "seats:\n  - seat: lead\n    holder: staff-7\n    since: 2026-09-07\n"}
    (problem,) = check_only_added(before, after)
    assert problem.message == (
        "records/team.yaml:3:5: 'holder' was 'staff-1' and is now 'staff-7'; expected records to be only added to; "
        "put it back as it was, and write what is new as a newer, dated entry"
    )


@pytest.mark.parametrize(("old", "new"), [("seats: [", "seats: []"), ("seats: []", "seats: [")])
def test_a_text_that_cannot_be_read_is_somebody_elses_problem(old: str, new: str) -> None:
    assert check_only_added({"records/team.yaml": old}, {"records/team.yaml": new}) == ()
