"""Ids that were given up, and changes of meaning, name what can be meant."""

import pytest

from playbook.loading.loader import check_texts, load_texts
from tests.playbook.good_world import changed, good_world, reported, said

METRICS, PRODUCTS = "definitions/metrics.yaml", "records/products.yaml"


def test_a_former_id_is_borne_by_nothing_else() -> None:
    twice = changed(METRICS, "- id: task_success_rate", "- id: task_success_rate\n    formerly: [hallucination_rate]")
    assert reported(twice) == [
        (
            "error: definitions/metrics.yaml:15:16: 'hallucination_rate' was given up, and is the id of a "
            "metric in line 3; take it out of 'formerly', or rename that one"
        )
    ]


def test_a_former_id_went_over_to_one() -> None:
    once = changed(METRICS, "- id: task_success_rate", "- id: task_success_rate\n    formerly: [success]")
    assert reported(once) == []
    both = changed(METRICS, "- id: hallucination_rate", "- id: hallucination_rate\n    formerly: [success]", once)
    assert reported(both) == [
        (
            "error: definitions/metrics.yaml:16:16: 'success' went over to two: 'hallucination_rate' and "
            "'task_success_rate'; keep one"
        )
    ]


def test_records_may_go_on_naming_a_product_by_its_former_id() -> None:
    renamed = changed(PRODUCTS, "- id: copilot", "- id: helper\n    formerly: [copilot]")
    assert reported(renamed) == []
    assert reported(changed(PRODUCTS, "- id: copilot", "- id: helper")) != []


def test_targets_of_a_product_stay_with_it_under_its_new_id() -> None:
    own = "    targets_by_product: {copilot: [{date: 2026-12-05, value: 0.02}]}\n"
    renamed = changed(PRODUCTS, "- id: copilot", "- id: helper\n    formerly: [copilot]")
    texts = changed(METRICS, "    usual_n: 400\n    targets", f"    usual_n: 400\n{own}    targets", renamed)
    (target,) = load_texts(texts).metrics["hallucination_rate"].targets_of("helper")
    assert target.value == 0.02


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{metric: task_success_rate, on: 2026-11-02, older: same_meaning, by: vp-engineering}", []),
        ("{metric: gone, on: 2026-11-02, older: start_anew, by: vp-engineering}", []),
        (
            "{metric: task_succes_rate, on: 2026-11-02, older: same_meaning, by: b}",
            [
                (
                    "error: records/meaning_changes.yaml:2:14: unknown metric 'task_succes_rate'; did you mean "
                    "'task_success_rate'?"
                )
            ],
        ),
        (
            "{metric: task_success_rate, on: 2026-11-02, older: convert, by: b}",
            [
                (
                    "error: records/meaning_changes.yaml:2:5: this entry: "
                    "'convert' without its factor; write 'factor', an older number times it is a new one"
                )
            ],
        ),
        (
            "{metric: task_success_rate, on: 2026-11-02, older: start_anew, factor: 2, by: b}",
            [
                (
                    "error: records/meaning_changes.yaml:2:5: this entry: "
                    "a factor of numbers that are not converted; take it out, or write convert"
                )
            ],
        ),
        (
            "{on: 2026-11-02, older: convert, factor: 2, by: b}",
            [
                (
                    "error: records/meaning_changes.yaml:2:5: this entry: "
                    "a factor for every metric at once; name the metric that is converted"
                )
            ],
        ),
    ],
)
def test_changes_of_meaning(change: str, expected: list[str]) -> None:
    texts = {**good_world(), "records/meaning_changes.yaml": f"changes:\n  - {change}\n"}
    assert [said(problem) for problem in check_texts(texts)] == expected
