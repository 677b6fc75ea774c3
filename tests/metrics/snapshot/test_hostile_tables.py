"""Damaged files through the one entrance: each is stored whole or refused with its problems; nothing else happens.

More of them with PLAYBOOK_FUZZ_FILES=10000.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from metrics.intake import Receipt, ReceiptState, receive
from metrics.problems import Problem, Problems
from metrics.store.store import Store, open_store
from tests.metrics.damaged_files import SEEDS, damaged
from tests.metrics.readings import a_context
from tests.metrics.snapshots import moment

FILES = int(os.environ.get("PLAYBOOK_FUZZ_FILES", "300"))
PARTS = 10


def test_the_files_they_come_from_are_sound(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "store.duckdb")) as store:
        for content in SEEDS:
            receive("seed", content, a_context(), store, source="fuzz", actor="fuzz", now=moment(14))
        assert len({upload.digest for upload in store.uploads()}) == 1


@pytest.mark.parametrize("part", range(PARTS))
def test_a_damaged_file_is_stored_whole_or_refused_with_its_problems(tmp_path: Path, part: int) -> None:
    came_of: Counter[str] = Counter()
    with open_store(str(tmp_path / "store.duckdb")) as store:
        for number in range(part, FILES, PARTS):
            came_of[send(store, number)] += 1
        assert sum(upload.rows for upload in store.uploads()) == stored_rows(store)
    assert came_of["refused"], came_of
    assert came_of["stored"] + came_of["already_counts"] or FILES < 300, came_of


def send(store: Store, number: int) -> str:
    """Sends one file and looks at what it left behind."""
    before = store.version()
    receipt, refused = _receive(store, number)
    if receipt is None:
        assert refused, f"file {number} was refused without a reason"
        assert all(problem.message and problem.found for problem in refused), number
        assert store.version() == before, f"file {number} was refused and left something behind"
        return "refused"
    assert receipt.rows > 0, f"file {number} holds no rows and was not refused"
    assert (store.version() != before) == (receipt.state is ReceiptState.STORED), number
    return str(receipt.state)


def _receive(store: Store, number: int) -> tuple[Receipt | None, tuple[Problem, ...]]:
    now = moment(14)
    try:
        return receive(f"{number}.csv", damaged(number), a_context(), store, source="fuzz", actor="fuzz", now=now), ()
    except Problems as refused:
        return None, refused.problems
    except Exception as error:  # whatever it is, which file it was must be told
        raise AssertionError(f"file {number} broke the API") from error


def stored_rows(store: Store) -> int:
    """Rows of the store, superseded ones included."""
    return sum(len(rows) for rows in store.book().rows.values())
