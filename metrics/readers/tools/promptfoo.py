"""promptfoo: the JSON that `promptfoo eval -o` and `promptfoo export` write, versions 2 and 3."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import fsum, isclose

from metrics.readers.tools import wording
from metrics.readers.tools.promptfoo_answers import Answer, answer_of, provider_of, told_apart
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import (
    Case,
    Measure,
    Measures,
    latency_measures,
    mean_of,
    share_of,
    too_many_left_out,
)
from metrics.readers.tools.shared.values import (
    Record,
    amount,
    at,
    day_of,
    moment,
    record,
    records,
    text,
    whole,
)

TOOL = "promptfoo"
_VERSIONS = (2, 3, 4)
_NAME = re.compile(r"[\w.-]{1,80}")


def read(given: Given) -> Measures:
    """Reads a whole export; each prompt and provider is a candidate of its own."""
    return _read(given, record(given.document))


def read_lines(given: Given) -> Measures:
    """Reads results that stand one on each line, as `-o results.jsonl` writes them: without their day and sums."""
    prompts: dict[int, Record] = {}
    for one in given.records:
        label = text(record(one.get("prompt")).get("label")) or text(record(one.get("prompt")).get("raw"))
        prompts.setdefault(whole(one.get("promptIdx")) or 0, {"label": label, "provider": provider_of(one)})
    listed = [prompts.get(index, {}) for index in range(max(prompts, default=-1) + 1)]
    return _read(given, {"results": {"results": given.records, "prompts": listed}})


def _read(given: Given, document: Record) -> Measures:
    summary = record(document.get("results")) or document
    version = whole(summary.get("version"))
    if version is not None and version not in _VERSIONS:
        raise damaged(
            given.name, TOOL, f"its version {version} is not known here", "export it with promptfoo 0.9x to 0.12x"
        )
    listed = records(summary.get("results"))
    prompts = records(summary.get("prompts")) or records(at(summary, "table.head.prompts"))
    if not isinstance(summary.get("results"), list):
        raise damaged(given.name, TOOL, "the list of results is missing")
    answers = told_apart([answer_of(one, prompts, place) for place, one in enumerate(listed)], listed)
    when = moment(summary.get("timestamp")) or moment(text(document.get("evalId"))[-19:])
    day = day_of(when, given.zone)
    stats = record(summary.get("stats"))
    notes: list[str] = [] if when is not None else [wording.NO_DAY]
    if (runs := max((answer.case.epoch for answer in answers), default=1)) > 1:
        notes.append(wording.repeated(runs))
    measures: list[Measure] = []
    candidates = list(dict.fromkeys(answer.case.candidate for answer in answers))
    for name in candidates:
        mine = [answer for answer in answers if answer.case.candidate == name]
        parts = _parts(mine[0], prompts)
        measures += _of_candidate(mine, parts, notes, day, _head(mine[0], prompts))
    measures += _tokens(stats, answers, day, notes)
    if len(candidates) > 1:
        notes.insert(0, f"{len(candidates)} candidates (prompt and model), each with numbers of its own")
    if len(answers) == 1:
        notes.append(wording.ONE_CASE)
    counts = {
        "cases": len(answers),
        "passed": sum(answer.case.passed is True for answer in answers),
        "failed": sum(answer.case.passed is False for answer in answers),
        "errors": sum(answer.errored for answer in answers),
    }
    costs = [one for one in measures if one.name == "cost"]
    return Measures(
        TOOL,
        "results",
        given.name,
        when,
        tuple(dict.fromkeys(_parts(answer, prompts)["model"] for answer in answers)),
        _candidate(document),
        tuple(measures),
        tuple(answer.case for answer in answers),
        counts,
        all(one.value is not None for one in costs) if costs else None,
        tuple(notes),
        _refused(answers, stats, prompts),
        complete=not counts["errors"],
        scorers=_scorers(listed, document),
        data=text(at(document, "config.tests")),
        digest=given.digest,
        of_candidate=True,
        prompts=_prompts(prompts),
    )


def _refused(answers: Sequence[Answer], stats: Record, prompts: Sequence[Record]) -> str:
    if not answers:
        return "it holds no results"
    announced = [whole(stats.get(key)) for key in ("successes", "failures", "errors")]
    known = [count for count in announced if count is not None]
    if len(known) >= 2 and sum(known) != len(answers):
        return f"its statistics speak of {sum(known):,} results, and {len(answers):,} are in the file"
    for index, prompt in enumerate(prompts):
        metrics = record(prompt.get("metrics"))
        counts = [whole(metrics.get(key)) for key in ("testPassCount", "testFailCount", "testErrorCount")]
        if counts[0] is None or counts[1] is None:
            continue
        mine = sum(answer.prompt_index == index for answer in answers)
        reported = sum(count or 0 for count in counts)
        if reported != mine:
            return f"prompt {index + 1} speaks of {reported:,} results, and {mine:,} are in the file"
    return ""


def _parts(answer: Answer, prompts: Sequence[Record]) -> dict[str, str]:
    model = answer.case.candidate.partition(" · ")[0]
    parts = {"model": model}
    if len(prompts) > 1 and answer.prompt_index < len(prompts):
        parts["prompt"] = text(prompts[answer.prompt_index].get("label")) or str(answer.prompt_index + 1)
    return parts


def _of_candidate(
    mine: Sequence[Answer], parts: dict[str, str], notes: list[str], day: date | None, head: Record
) -> list[Measure]:
    cases = [answer.case for answer in mine]
    errors = sum(answer.errored for answer in mine)
    passed, failed = (sum(case.passed is wanted for case in cases) for wanted in (True, False))
    left_out = len(cases) - passed - failed
    scores = [score for case in cases if (score := case.scores.get("score")) is not None]
    if any(case.epoch > 1 for case in cases):
        found = _averaged(cases, day, parts)
    else:
        found = [share_of("pass_rate", passed, passed + failed, left_out=left_out, day=day, parts=parts)]
        found.append(mean_of("score", scores, left_out=len(cases) - len(scores), day=day, parts=parts))
    for name in dict.fromkeys(key for case in cases for key in case.scores if key != "score"):
        named = [score for case in cases if (score := case.scores.get(name)) is not None and not case.error]
        found.append(mean_of(name, named, left_out=len(cases) - len(named), day=day, parts=parts))
    fresh = [case for case in cases if not case.cached and not case.error]
    hits = sum(case.cached for case in cases)
    if errors:
        notes.append(wording.unscored(errors, len(cases), "errors"))
    if hits:
        notes.append(wording.cached(hits, len(cases)))
    prices = [case.cost for case in fresh if case.cost is not None]
    unpriced = len(fresh) - len(prices)
    if hits and not fresh:
        why = wording.CACHED_FREE
    elif hits or unpriced:
        why = wording.not_priced(len(cases) - len(prices), len(cases), fsum(prices))
    else:
        why = ""
    if why and why not in notes:
        notes.append(why)
    latencies = [case.latency for case in fresh if case.latency is not None]
    reported = _unlike(head, "cost", [answer.cost for answer in mine])
    why = why or (
        reported and f"the answers' costs add up to ${wording.money(fsum(prices))}, and the file says {reported}"
    )
    found.append(
        Measure("cost", None if why else fsum(prices), "USD", n=len(prices), first=day, last=day, parts=parts, why=why)
    )
    if prices and not unpriced and not reported:
        found.append(
            Measure("cost_per_case", fsum(prices) / len(prices), "USD", n=len(prices), first=day, last=day, parts=parts)
        )
    if slower := _unlike(head, "totalLatencyMs", [answer.milliseconds for answer in mine]):
        why = f"the answers' times do not add up to the {slower} ms that the file says"
        return [*found, Measure("latency_mean", None, "seconds", first=day, last=day, parts=parts, why=why)]
    return [*found, *latency_measures(latencies, day, parts)]


def _averaged(cases: Sequence[Case], day: date | None, parts: dict[str, str]) -> list[Measure]:
    """Pass rate and score of tests that were run several times: of each test first, then over the tests."""
    ids = len({case.case_id for case in cases})
    found: list[Measure] = []
    for name in ("pass_rate", "score"):
        runs: dict[str, list[float]] = {}
        for case in cases:
            if (value := case.passed if name == "pass_rate" else case.scores.get(name)) is not None:
                runs.setdefault(case.case_id, []).append(float(value))
        means = [fsum(values) / len(values) for values in runs.values()]
        mean = mean_of(name, means, left_out=ids - len(means), day=day, parts=parts)
        if name == "pass_rate" and (why := too_many_left_out(len(means), ids - len(means))):
            mean = replace(mean, value=None, why=why)
        found.append(replace(mean, unit="share") if name == "pass_rate" else mean)
    return found


def _head(answer: Answer, prompts: Sequence[Record]) -> Record:
    """What the file sums up of a candidate."""
    return record(prompts[answer.prompt_index].get("metrics")) if answer.prompt_index < len(prompts) else {}


def _unlike(head: Record, key: str, values: Sequence[float | None]) -> str:
    """The sum that the file tells, where its answers add up to another one; '' where they agree."""
    reported = amount(head.get(key))
    known = [value for value in values if value is not None]
    if reported is None or not known or isclose(reported, fsum(known), rel_tol=0.01, abs_tol=1e-9):
        return ""
    return f"{reported:g}"


def _tokens(stats: Record, answers: Sequence[Answer], day: date | None, notes: list[str]) -> list[Measure]:
    """Tokens of the product, from its answers or the run's statistics; the judge's stand under `assertions`."""
    usage = record(stats.get("tokenUsage"))
    judged = amount(at(usage, "assertions.total")) or 0
    if judged:
        notes.append(f"{judged:,.0f} tokens of the judge are not counted as the product's")
    fresh = [answer.case.tokens for answer in answers if not answer.case.cached and not answer.errored]
    known = [tokens for tokens in fresh if tokens is not None]
    if known and len(known) == len(fresh):
        return [Measure("tokens", fsum(known), "tokens", n=len(known), first=day, last=day)]
    if known:
        return [
            Measure(
                "tokens", None, "tokens", why=f"{len(fresh) - len(known):,} of {len(fresh):,} answers tell no tokens"
            )
        ]
    whole_run = amount(usage.get("total"))
    if whole_run and not any(answer.case.cached for answer in answers) and not amount(usage.get("cached")):
        return [
            Measure(name, value, "tokens", first=day, last=day)
            for name, value in (
                ("tokens", whole_run),
                ("input_tokens", amount(usage.get("prompt"))),
                ("output_tokens", amount(usage.get("completion"))),
            )
            if value is not None
        ]
    return [Measure("tokens", None, "tokens", why="the file tells no tokens of the product")]


def _candidate(document: Record) -> dict[str, str]:
    found = {
        "eval": text(document.get("evalId")),
        "promptfoo": text(at(document, "metadata.promptfooVersion")),
        "description": text(at(document, "config.description")),
    }
    return {key: value for key, value in found.items() if value}


def _prompts(prompts: Sequence[Record]) -> tuple[str, ...]:
    """Prompts by their names and digests; one whose name is its whole text has none."""
    named = ((text(one.get("label")), text(one.get("id"))) for one in prompts)
    return tuple(dict.fromkeys(f"{name}@{digest}" for name, digest in named if _NAME.fullmatch(name) and digest))


def _scorers(listed: Sequence[Record], document: Record) -> dict[str, str]:
    judge = text(at(document, "config.defaultTest.options.provider"))
    kinds = {
        text(at(component, "assertion.type"))
        for one in listed
        for component in records(at(one, "gradingResult.componentResults"))
    }
    kinds.discard("")
    return {"assertions": ", ".join(sorted(kinds)), **({"judge": judge} if judge else {})} if kinds or judge else {}
