"""A playbook's folder read at once, as tests want it."""

from pathlib import Path

from metrics.problems import Problem, Problems
from playbook.loading.loader import check_texts, load_texts, read_texts
from playbook.model.playbook import Playbook


def load(folder: Path) -> Playbook:
    """The playbook in a folder that holds `definitions/` and `records/`; raises Problems with those of every file."""
    return load_texts(read_texts(folder / "definitions", folder / "records"))


def check(folder: Path) -> tuple[Problem, ...]:
    """Every error and warning of a folder, in reading order."""
    try:
        return check_texts(read_texts(folder / "definitions", folder / "records"))
    except Problems as unreadable:
        return unreadable.problems
