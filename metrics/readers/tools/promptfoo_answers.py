"""promptfoo: the results of an export, each as an answer with its case."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.readers.tools.shared.measures import Case
from metrics.readers.tools.shared.values import Record, amount, at, number, record, spoken, text, truth, whole

_GRADER_BROKE = re.compile(r"Error running Python script|Python code execution failed|Custom function threw error")
"""Reasons of a check that crashed: it says nothing of the answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its case, and the tokens and the cost of the product alone."""

    case: Case
    prompt_index: int
    errored: bool
    cost: float | None
    milliseconds: float | None
    """Both as written, cached answers included: the file's own sums are of these."""


def answer_of(one: Record, prompts: Sequence[Record], place: int) -> Answer:
    index = whole(one.get("promptIdx")) or 0
    model = provider_of(one)
    prompt = prompts[index] if index < len(prompts) else {}
    model = model or text(prompt.get("provider"))
    response = record(one.get("response"))
    usage = record(response.get("tokenUsage")) or record(one.get("tokenUsage"))
    # promptfoo gives 2 to a result that could not be had or graded; older versions give the text of an error alone
    grader_failed = truth(at(one, "gradingResult.metadata.graderError")) is True or bool(
        _GRADER_BROKE.match(text(at(one, "gradingResult.reason")))
    )
    reason = whole(one.get("failureReason"))
    errored = (
        reason == 2
        or grader_failed
        or (reason is None and bool(text(one.get("error"))) and not one.get("gradingResult"))
    )
    passed = None if errored else truth(one.get("success"))
    score = None if errored else number(one.get("score"))
    requests = whole(usage.get("numRequests"))
    served = amount(usage.get("cached")) or 0
    cached = truth(response.get("cached")) is True or requests == 0 or 0 < served >= (amount(usage.get("total")) or 0)
    cost = amount(one.get("cost")) if one.get("cost") is not None else amount(response.get("cost"))
    named = {key: number(value) for key, value in record(one.get("namedScores")).items()}
    label = f"{model} · {text(prompt.get('label')) or text(record(one.get('prompt')).get('label')) or index + 1}"
    test = whole(one.get("testIdx"))
    metadata = record(record(one.get("testCase")).get("metadata"))
    case = Case(
        case_id=str(test) if test is not None else text(one.get("id")) or str(place),
        scores={"score": score, **named},
        passed=passed,
        cluster=text(metadata.get("cluster") or metadata.get("group")) or None,
        candidate=label if len(prompts) > 1 else model,
        cost=None if cached or errored or not cost else cost,
        latency=None if cached or errored or (latency := amount(one.get("latencyMs"))) is None else latency / 1000,
        tokens=None if cached else amount(usage.get("total")) or None,
        cached=cached,
        error=text(one.get("error")) or "could not be graded" if errored else "",
        refusal=_refusal(response),
        tags={str(key): text(value) for key, value in metadata.items() if text(value)},
        question=spoken(one.get("vars")) or spoken(record(one.get("prompt")).get("raw")),
        answer=spoken(response.get("output")),
    )
    return Answer(case, index, errored, cost, amount(one.get("latencyMs")))


def provider_of(one: Record) -> str:
    provider = one.get("provider")
    if isinstance(provider, Mapping):
        return text(provider.get("label") or provider.get("id"))
    return text(provider)


def told_apart(answers: Sequence[Answer], listed: Sequence[Record]) -> list[Answer]:
    """The same answers, where a test that was run again (`--repeat`) is the same case once more: promptfoo counts it as
    another test."""
    first: dict[tuple[str, str], str] = {}
    runs: dict[tuple[str, str], int] = {}
    found: list[Answer] = []
    for answer, one in zip(answers, listed, strict=True):
        test = record(one.get("testCase"))
        variables = one.get("vars") or test.get("vars")
        if not variables:
            found.append(answer)
            continue
        key = (
            answer.case.candidate,
            json.dumps([variables, test.get("assert"), test.get("description")], sort_keys=True),
        )
        runs[key] = runs.get(key, 0) + 1
        case_id = first.setdefault(key, answer.case.case_id)
        found.append(replace(answer, case=replace(answer.case, case_id=case_id, epoch=runs[key])))
    return found


def _refusal(response: Record) -> bool | None:
    """Whether the model refused; None where the provider does not tell how an answer ended."""
    refused, finish = truth(response.get("isRefusal")), text(response.get("finishReason"))
    if refused is None and not finish:
        return None
    return refused is True or finish in {"content_filter", "refusal"}
