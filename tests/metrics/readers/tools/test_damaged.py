"""Damaged files of tools: one sentence that names the tool, never a traceback.

More of them with PLAYBOOK_LONG_RUN: 20 times as long is 11,200.
"""

import json
from math import isfinite

import pytest

from metrics.problems import Problem, Problems
from metrics.readers.tools.shared.given import given
from metrics.readers.tools.table import read
from metrics.readers.tools.wording import found as found_words
from tests.long_run import times
from tests.metrics.readers.tools import files
from tests.metrics.readers.tools.mutated import mutations

EACH = {
    "promptfoo": json.dumps(files.promptfoo([files.promptfoo_result(place) for place in range(4)])).encode(),
    "Inspect": json.dumps(files.inspect_log(["C", "I", "C"])).encode(),
    "an .eval": files.eval_file(files.inspect_log(["C", "I", "C"])),
    "lm-eval": json.dumps(files.lm_eval({"math": (0.5, 0.5, 2, 2)})).encode(),
    "DeepEval": json.dumps(files.deepeval([0.1, 0.9])).encode(),
    "HELM": json.dumps(files.helm(0.5, 2)).encode(),
    "LiteLLM": files.lines([files.spend(0), files.spend(1)]).encode(),
}


@pytest.mark.parametrize("name", EACH)
def test_no_mutation_is_a_crash(name: str) -> None:
    sentences: list[tuple[Problem, ...]] = []
    for content in mutations(EACH[name], times(80), seed=3):
        try:
            found = read(given("file", content))
        except Problems as problems:
            sentences.append(problems.problems)
            continue
        if found is not None:
            assert found_words(found)
            assert all(measure.value is None or isfinite(measure.value) for measure in found.measures)
    assert sentences
    assert all(len(sentence) == 1 for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "cut"), [("promptfoo", 0.7), ("Inspect", 0.9), ("lm-eval", 0.9), ("DeepEval", 0.8), ("LiteLLM", 0.8)]
)
def test_a_file_that_is_cut_off_names_its_tool(name: str, cut: float) -> None:
    with pytest.raises(Problems, match=f"this looks like a file of {name}, and .*ends in the middle"):
        read(given("file", EACH[name][: int(len(EACH[name]) * cut)]))


def test_an_archive_that_is_cut_off_or_of_a_later_version_is_reported() -> None:
    log = files.inspect_log(["C"])
    with pytest.raises(Problems, match="its version 9 is not known here"):
        read(given("file", files.eval_file(log | {"version": 9})))
    document = files.promptfoo([])
    document["results"]["version"] = 7
    with pytest.raises(Problems, match="a file of promptfoo, and its version 7"):
        read(given("file", json.dumps(document).encode()))


def test_a_missing_part_is_named() -> None:
    document = files.promptfoo([])
    del document["results"]["results"]
    with pytest.raises(Problems, match="a file of promptfoo, and the list of results is missing"):
        read(given("file", json.dumps(document).encode()))
