"""A product or a metric is found by its id, its name or an alias, however it is written."""

from dataclasses import replace

import pytest

from metrics.called import Called
from tests.metrics.readings import METRICS, a_context, messages_of, read, rows_of

CALLED = Called({"policy-qa": ("Policy Q&A", "PQA"), "claims-triage": ("Claims Triage",), "triage": ("Triage",)})


@pytest.mark.parametrize("word", ["policy-qa", "Policy Q&A", "policy q&a", "POLICY_QA", "Policy QA", "pqa", " PQA "])
def test_a_thing_is_found_by_any_of_its_names(word: str) -> None:
    assert CALLED.find(word) == "policy-qa"


@pytest.mark.parametrize("word", ["policy", "claims", "", "&"])
def test_half_a_name_is_no_name(word: str) -> None:
    assert CALLED.find(word) is None


def test_a_name_that_two_things_share_is_nobodys_and_an_id_comes_before_a_name() -> None:
    shared = Called({"one": ("Bot",), "two": ("Bot",), "bot": ()})
    assert shared.find("bot") == "bot"
    assert Called({"one": ("Bot",), "two": ("bot",)}).find("Bot") is None
    assert Called({"a-b": (), "ab": ("x",)}).find("a b") == "a-b"


NAMED = replace(a_context(), product_names={"support-copilot": ("Policy Q&A", "Der Helfer")})


@pytest.mark.parametrize("product", ["support-copilot", "Policy Q&A", "policy q&a", "Der Helfer", "Support Copilot"])
def test_uploads_find_a_product_by_any_of_its_names(product: str) -> None:
    (row,) = rows_of(f"week,product,metric,value\n2026-W45,{product},nps,4\n", NAMED)
    assert row[0] == "support-copilot"
    bare = replace(NAMED, product=product)
    assert read("week,metric,value\n2026-W45,nps,4\n", bare).products == ("support-copilot",)


def test_a_near_name_is_asked_about() -> None:
    (message,) = messages_of("week,product,metric,value\n2026-W45,Der Hefler,nps,4\n", NAMED)
    assert "did you mean 'Der Helfer'?" in message


@pytest.mark.parametrize("metric", ["latency_p95", "Latency p95", "P95", "answer time", "latencyP95"])
def test_uploads_find_a_metric_by_any_of_its_names(metric: str) -> None:
    aliased = METRICS["latency_p95"].model_copy(update={"aliases": ("P95", "Answer time")})
    context = a_context(metrics=(*(one for one in METRICS.values() if one.id != "latency_p95"), aliased))
    (row,) = rows_of(f"week,product,metric,value\n2026-W45,support-copilot,{metric},4\n", context)
    assert row[1] == "latency_p95"
    (row,) = rows_of(f"week,product,{metric}\n2026-W45,support-copilot,4\n", context)
    assert row[1] == "latency_p95"
