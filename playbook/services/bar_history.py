"""How the bar of a gate moved over time: each commit that moved it, the fields it moved, and why."""

from dataclasses import dataclass
from datetime import UTC, date

from metrics.series.moments import end_of_day
from playbook.loading.definitions_in_time import day_of
from playbook.loading.earlier_playbook import UnreadableThen
from playbook.loading.history import NoHistory, Revision
from playbook.model.corrections.bar_changes import BarChange
from playbook.model.playbook import Definitions
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.lowered import changes_of
from playbook.readiness.bars.recorded import record_of
from playbook.readiness.bars.results import BarMove, Effect
from playbook.workspace.workspace import Workspace

FILE = "gates.yaml"
MOST_REVISIONS = 104
"""Revisions that are looked at: two years of weekly changes."""


@dataclass(frozen=True, slots=True)
class BarStep:
    """One field that a commit moved; `commit` is '' for what is not committed yet. `record` says why, where one is."""

    on: date
    commit: str
    subject: str
    move: BarMove
    record: BarChange | None


@dataclass(frozen=True, slots=True)
class BarHistory:
    """The newest step first. `missing` says why git knows none, `unread` are commits whose definitions this version
    cannot read, `older` how many earlier revisions nobody looked at."""

    steps: tuple[BarStep, ...]
    recorded: tuple[BarChange, ...]
    missing: str = ""
    unread: tuple[str, ...] = ()
    older: int = 0


def bar_history(workspace: Workspace, gate: str, day: date) -> BarHistory:
    """What moved the gate's own bar by the end of a day, as git knows it."""
    now = workspace.playbook().playbook
    changes = now.records.bar_changes.changes
    recorded = changes_of(gate, changes, day)
    timezone = now.definitions.charter.charter.timezone
    end = end_of_day(day, timezone).replace(tzinfo=UTC)
    try:
        found = [one for one in workspace.earlier.revisions(FILE) if one.at < end]
    except NoHistory as reason:
        return BarHistory((), recorded, str(reason))
    steps: list[BarStep] = []
    unread: list[str] = []
    before: Definitions | None = None
    for revision in reversed(found[:MOST_REVISIONS]):
        try:
            definitions = workspace.earlier.by_revision(revision, now, timezone).playbook.definitions
        except UnreadableThen:
            unread.append(revision.short)
            continue
        steps += _steps(gate, before, definitions, day_of(revision, timezone), revision, changes)
        before = definitions
    if workspace.judges_by_todays and day >= workspace.today():
        steps += _steps(gate, before, now.definitions, day, None, changes)
    return BarHistory(tuple(reversed(steps)), recorded, "", tuple(unread), max(0, len(found) - MOST_REVISIONS))


def _steps(
    gate: str,
    before: Definitions | None,
    after: Definitions,
    day: date,
    revision: Revision | None,
    changes: tuple[BarChange, ...],
) -> list[BarStep]:
    if before is None:
        return []
    commit, subject = ("", "") if revision is None else (revision.short, revision.subject)
    return [
        BarStep(day, commit, subject, move, record_of(move, changes, day) if move.effect is Effect.WEAKER else None)
        for move in bar_moves(before, after)
        if move.gate == gate
    ]
