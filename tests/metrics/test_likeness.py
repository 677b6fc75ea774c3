"""A question 'did you mean' never leads to another meaning."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import pytest

from metrics import likeness
from metrics.likeness import _kinds_of, few_guesses, means_another, nearest
from metrics.problems import did_you_mean


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("latency_p95_ms", "latency_p95_seconds"),
        ("latency_p99_seconds", "latency_p95_seconds"),
        ("gpu_minutes", "gpu_hours"),
        ("token_spend_eur", "token_spend_usd"),
        ("spend_k_usd", "spend_m_usd"),
        ("weekly_active_users", "monthly_active_users"),
        ("task_failure_rate", "task_success_rate"),
        ("task_faliure_rate", "task_success_rate"),
        ("passed", "failed"),
        ("tests_passed", "tests_failed"),
        ("resolved_rate", "unresolved_rate"),
        ("valid_answers", "invalid_answers"),
        ("accepted_answers", "rejected_answers"),
        ("retained_users", "churned_users"),
        ("count", "unit"),
        ("mean", "median"),
        ("mean_score", "std_score"),
        ("numerator", "denominator"),
        ("input_tokens", "output_tokens"),
        ("precision", "recall"),
        ("planned_spend", "actual_spend"),
    ],
)
def test_another_unit_direction_or_role_is_no_slip(word: str, other: str) -> None:
    assert means_another(word, other)
    assert means_another(other, word)
    assert nearest(word, [other]) is None
    assert "did you mean" not in did_you_mean(word, [other])


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("halucination_rate", "hallucination_rate"),
        ("latency_p95_second", "latency_p95_seconds"),
        ("latency_p95_sec", "latency_p95_seconds"),
        ("task_sucess_rate", "task_success_rate"),
        ("token_spent_usd", "token_spend_usd"),
        ("vlaue", "value"),
        ("prodct", "product"),
        ("suport-copilot", "support-copilot"),
        ("halluc", "hallucination_rate"),
    ],
)
def test_a_slip_of_the_same_name_is_asked_about(word: str, meant: str) -> None:
    assert did_you_mean(word, [meant, "something_else"]) == f"did you mean '{meant}'?"


def test_strictly_every_part_of_a_word_has_to_be_found() -> None:
    assert nearest("Adjuster Copilot", ["support-copilot"], strict=True) is None
    assert nearest("suport copilot", ["support-copilot"], strict=True) == "support-copilot"
    assert nearest("question", ["escalation_rate"], strict=True) is None


def test_what_a_piece_of_a_name_means_is_looked_for_once_however_many_names_it_is_held_against() -> None:
    _kinds_of.cache_clear()
    for number in range(100):
        for known in ("latency_p95", "token_spend_usd", "sales-copilot"):
            means_another(f"sales-ucopilot-latnecy-{number}", known)
    looked_for = _kinds_of.cache_info()
    assert looked_for.misses == 9
    assert looked_for.hits > 300


def test_of_thousands_of_slips_the_first_are_guessed_at_and_the_last_cost_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = tuple(f"product-{number:03}" for number in range(500))
    compared: list[int] = []

    def counting(word: str, choices: Iterable[str], **limits: Any) -> list[str]:
        words = list(choices)
        compared.append(len(words))
        return get_close_matches(word, words, **limits)

    monkeypatch.setattr(likeness, "get_close_matches", counting)
    with few_guesses():
        with few_guesses():  # a part of the same file
            assert did_you_mean("prodcut-007", known) == "did you mean 'product-007'?"
        guesses = [nearest("prodcut-007", known) for _ in range(2_000)]
    assert (guesses[0], guesses[-1]) == ("product-007", None)
    assert sum(compared) <= 2 * 100_000
    assert nearest("prodcut-007", known) == "product-007", "another file is guessed at anew"
