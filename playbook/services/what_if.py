"""What other definitions or outcomes would turn, on the same numbers; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.likeness import nearest
from metrics.observation import Basis
from playbook import wording_workspace as wording
from playbook.concerns.gates.criteria import criteria_of
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import Assessment, assess
from playbook.readiness.bars.compare import bar_moves
from playbook.readiness.bars.edit import Edit, NotSet, with_edits
from playbook.readiness.bars.impact import Impact, impact_of
from playbook.readiness.bars.results import BarMove
from playbook.readiness.due.by_seat import due_by_seat
from playbook.readiness.inquiry import Assumed, Inquiry
from playbook.settings import WrongUse
from playbook.verdict import Outcome
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What moved, what it does, and the assessment as it would be."""

    moves: tuple[BarMove, ...]
    impact: Impact
    after: Assessment


def what_if(workspace: Workspace, edits: Sequence[Edit], assumed: Assumed, day: date, basis: Basis) -> WhatIf:
    """Works it out; raises WrongUse where an edit leads nowhere, StoreUnavailable."""
    now = workspace.playbook().playbook
    try:
        definitions = with_edits(now.definitions, edits)
    except NotSet as reason:
        raise WrongUse(str(reason)) from reason
    other = replace(now, definitions=definitions)
    before = workspace.assess(day, basis)
    measured = workspace.measurements(other)
    after = assess(other, measured, day, basis, compare=False, assumed=assumed)
    owed = (
        due_by_seat(Inquiry(now, workspace.measurements(), day, basis)),
        due_by_seat(Inquiry(other, measured, day, basis, assumed=assumed)),
    )
    return WhatIf(bar_moves(now.definitions, definitions), impact_of(before, after, *owed), after)


def assumed_of(
    playbook: Playbook, outcomes: Iterable[tuple[str, Outcome]], product: str | None, gate: str | None
) -> Assumed:
    """Outcomes by the names of criteria, each as `legal-review` (at every gate that has it) or
    `limited-release/legal-review`; of one product and gate where these are named. Raises WrongUse."""
    known = {(one.id, criterion.id) for one in playbook.gates.values() for criterion in criteria_of(one)}
    found: dict[tuple[str, str, str], Outcome] = {}
    products = [one for one in playbook.products if product in (None, one)]
    for name, outcome in outcomes:
        at, _, criterion = name.rpartition("/")
        meant = [key for key in known if key[1] == criterion and (at or gate or key[0]) == key[0]]
        if not meant:
            names = {one for _, one in known} | {f"{one}/{two}" for one, two in known}
            raise WrongUse(wording.no_criterion(name, nearest(name, names)))
        found |= {(*key, one): outcome for key in meant for one in products}
    return found
