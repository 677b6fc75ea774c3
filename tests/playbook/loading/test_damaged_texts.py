"""Damaged definitions and records: each is a playbook, or all of its problems at their places; never a traceback.

More of them with PLAYBOOK_LONG_RUN: 250 times as long is 10,000.
"""

import random

import pytest

from metrics.problems import Problems
from playbook.loading.loader import check_texts
from playbook.yaml_text.source import decoded
from tests.long_run import times
from tests.metrics.damaged_files import CHANGES
from tests.paths import ROOT

FILES, PARTS = 40, 4
WORLD = ROOT / "tests" / "world_files"
SOUND = {
    f"{path.parent.name if path.parent.name == 'definitions' else 'records'}/{path.name}": path.read_bytes()
    for folder in (ROOT / "playbook" / "definitions", WORLD / "records" / "busy")
    for path in sorted(folder.glob("*.yaml"))
}
TOKENS = (
    "- ", ": ", "? ", "&a ", "*a", "!!python/object/apply:os.system [x]", "!!binary ''", "!!timestamp x", "<<: *a",
    "{", "}", "[", "]", "|", ">-", "%YAML 9.9\n", "---\n", "...\n", "\t", "#", "''", '"', "null", "~", ".nan", "-.inf",
    "0o17", "1e999", "9" * 5000, "2026-02-30", "12:30:45", "on", "\x85", "\u2028", "\ufeff", "a: " * 300, "[" * 3000,
    "- " * 400,
)  # fmt: skip


def damaged(number: int) -> tuple[str, dict[str, bytes]]:
    """The folder of this number, the same every time, and which of its files is damaged."""
    dice = random.Random(number)  # noqa: S311
    name = dice.choice(sorted(SOUND))
    content = SOUND[name]
    for _ in range(dice.choice((1, 1, 2, 4))):
        if dice.random() < 0.6:
            place = dice.randrange(len(content) + 1)
            content = content[:place] + dice.choice(TOKENS).encode() + content[place:]
        else:
            content = dice.choice(CHANGES)(content, dice)
    return name, {**SOUND, name: content}


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_damaged_is_whole_or_has_its_problems_at_their_places(part: int) -> None:
    refused = 0
    for number in range(part, times(FILES), PARTS):
        name, contents = damaged(number)
        try:
            problems = check_texts({file: decoded(content, file) for file, content in contents.items()})
        except Problems as undecodable:
            problems = undecodable.problems
        except Exception as error:  # whatever it is, which file it was must be told
            raise AssertionError(f"number {number} ({name}) broke the loader") from error
        refused += bool(problems)
        assert all(problem.sentence and problem.where.file for problem in problems), number
    assert refused, "nothing of it was noticed"


@pytest.mark.parametrize("long", ["9" * 3000, "x" * 3000, "[" + "x" * 3000, "1" * 3000 + "%", "1" * 3000 + " to 7"])
@pytest.mark.parametrize("name", ["definitions/value.yaml", "definitions/gates.yaml", "definitions/metrics.yaml"])
def test_a_value_without_end_is_not_repeated_whole(name: str, long: str) -> None:
    texts = {file: decoded(content, file) for file, content in SOUND.items()}
    key = texts[name].find(":", texts[name].find("\n  - "))
    lists = {"definitions/value.yaml": "outcomes"}
    for text in (f"{texts[name][: key + 1]} {long}\n", f"{lists.get(name, name[12:-5])}: {long}\n"):
        problems = check_texts({**texts, name: text})
        assert problems
        assert max(len(problem.message) for problem in problems) < 900
