"""What changed in a playbook since a revision of git, and what that does, on today's numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from metrics.observation import Basis
from playbook.loading.earlier_playbook import playbook_at
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import assessment_of
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.impact import Impact, impact_of
from playbook.readiness.bars.recorded import is_recorded
from playbook.readiness.bars.results import BarMove, Effect
from playbook.readiness.due.by_seat import due_by_seat
from playbook.readiness.inquiry import Inquiry
from playbook.workspace.workspace import Workspace

HEAD = "HEAD"


@dataclass(frozen=True, slots=True)
class SinceRevision:
    """`recorded` are the weaker bars that have their record. `by_records` is None where no record was changed."""

    revision: str
    moves: tuple[BarMove, ...]
    recorded: frozenset[str]
    by_definitions: Impact
    by_records: Impact | None

    @property
    def silent(self) -> tuple[BarMove, ...]:
        """Weaker bars without a record."""
        return tuple(move for move in self.moves if move.effect is Effect.WEAKER and move.what not in self.recorded)


def base_revision(environ: Mapping[str, str]) -> str:
    """What a change is held against where nothing is said: the branch a pull or merge request goes to, as GitHub's and
    GitLab's pipelines name it, else the last commit."""
    # https://docs.github.com/actions/reference/variables-reference, https://docs.gitlab.com/ci/variables/predefined_variables
    branch = environ.get("GITHUB_BASE_REF", "")
    return environ.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "") or (f"origin/{branch}" if branch else HEAD)


def impact_since(workspace: Workspace, revision: str, day: date, basis: Basis) -> SinceRevision:
    """What changed since `revision` and what it does on `day`; raises NoHistory, UnreadableThen, StoreUnavailable."""
    now = workspace.playbook().playbook
    then = playbook_at(workspace.home.definitions, workspace.home.records, revision, now)
    moves = bar_moves(then.definitions, now.definitions)
    changes = now.records.bar_changes.changes
    recorded = frozenset(
        move.what for move in moves if move.effect is Effect.WEAKER and is_recorded(move, changes, workspace.today())
    )
    old_bar = replace(now, definitions=then.definitions)
    by_records = None
    if then.records != now.records:
        by_records = between(workspace, then, old_bar, day, basis)
    return SinceRevision(revision, moves, recorded, between(workspace, old_bar, now, day, basis), by_records)


def between(workspace: Workspace, before: Playbook, after: Playbook, day: date, basis: Basis) -> Impact:
    """What turns from one playbook to another on the same numbers of the same day."""
    inquiries = [Inquiry(one, workspace.measurements(one), day, basis) for one in (before, after)]
    then, now = (assessment_of(one, compare=False) for one in inquiries)
    return impact_of(then, now, *(due_by_seat(one) for one in inquiries))
