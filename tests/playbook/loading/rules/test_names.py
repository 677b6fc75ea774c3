"""One name means one thing, and a seat that nobody has is no slip of another."""

import pytest

from tests.playbook.good_world import changed, good_world, reported

METRICS = "definitions/metrics.yaml"
PRODUCTS = "records/products.yaml"
FIRST = "  - id: hallucination_rate\n"
SECOND = "  - id: task_success_rate\n"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("aliases", "[Hallucinations, task-success rate]"),
        ("name", "Task success rate"),
        ("aliases", "[TASK_SUCCESS_RATE]"),
    ],
)
def test_a_name_of_one_metric_is_none_of_another(key: str, name: str) -> None:
    (message,) = reported(changed(METRICS, FIRST, f"{FIRST}    {key}: {name}\n"))
    assert message.startswith("error: definitions/metrics.yaml:4:")
    assert "means metric 'task_success_rate' already; expected a name of 'hallucination_rate' alone" in message


def test_two_metrics_do_not_share_an_alias() -> None:
    world = changed(METRICS, FIRST, f"{FIRST}    aliases: [Made up, Quality]\n")
    (message,) = reported(changed(METRICS, SECOND, f"{SECOND}    aliases: [quality]\n", world))
    assert "'quality' means metric 'hallucination_rate' already" in message


def test_a_thing_may_repeat_its_own_names() -> None:
    text = f"{FIRST}    name: Hallucination rate\n    aliases: [hallucination-rate, Made up]\n"
    assert reported(changed(METRICS, FIRST, text)) == []


def test_an_alias_of_a_product_is_its_own() -> None:
    more = "  - {id: claims, owner: product-lead, risk_tier: high, aliases: [Copilot]}\n"
    world = good_world()
    world[PRODUCTS] = world[PRODUCTS] + more
    assert any("'Copilot' means product 'copilot' already" in message for message in reported(world))


@pytest.mark.parametrize(
    ("file", "right", "wrong", "place"),
    [
        ("records/exemptions.yaml", "asked_by: lead-ai-engineer", "asked_by: lead-ai-enginer", "asked_by"),
        ("records/stack.yaml", "by: platform-lead}", "by: legal-cuonsel}", "by"),
        ("records/decisions.yaml", "owner: head-of-support", "owner: head-of-suport", "owner"),
        ("records/evidence.yaml", "by: security-engineer", "by: head_of_security", "by"),
    ],
)
def test_a_slip_of_a_seat_is_asked_about(file: str, right: str, wrong: str, place: str) -> None:
    messages = reported(changed(file, right, wrong))
    seat = wrong.partition(": ")[2].rstrip("}")
    assert any(f"nobody's seat '{seat}'; did you mean '" in message for message in messages), (place, messages)


@pytest.mark.parametrize("seat", ["platform-lead", "head-of-legal-affairs", "head-of-design", "lead-ml-engineer"])
def test_a_seat_of_its_own_is_no_slip(seat: str) -> None:
    assert reported(changed("records/stack.yaml", "by: platform-lead}", f"by: {seat}}}")) == []
