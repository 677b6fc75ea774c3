"""What a screen works on: workspace, playbook and assessment for the chosen product, day and basis."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from metrics.observation import Basis
from playbook.loading.earlier_playbook import UnreadableThen
from playbook.loading.history import NoHistory
from playbook.loading.state import LoadState
from playbook.model.playbook import Playbook
from playbook.page.parts import selection, wording
from playbook.page.parts.this_run import once_a_run
from playbook.readiness.assessment import Assessment
from playbook.readiness.selection import for_product
from playbook.results.gates import GateStatus
from playbook.services.running_app import app as running_app
from playbook.workspace.by_definitions import judging_by
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """Everything a screen shows; with a `product` (None: all of them) the assessment holds only what is its own."""

    workspace: Workspace
    state: LoadState
    assessment: Assessment
    product: str | None
    as_of: date
    basis: Basis
    today: date
    product_names: Mapping[str, str]
    """Names of all products by id."""
    judged_by: str = ""
    """Whose definitions judge, in a sentence; '' for today's."""

    @property
    def playbook(self) -> Playbook:
        """The playbook that is shown: the one on disk, or the last that was whole."""
        return self.state.playbook

    @property
    def gates(self) -> tuple[GateStatus, ...]:
        """Gates of the chosen product, or of all."""
        return self.assessment.gates


@once_a_run
def workspace_shown() -> Workspace:
    """The workspace of this run; raises WrongUse, Problems."""
    return running_app.workspace()


def screen_context() -> ScreenContext:
    """The context of this run; raises StoreUnavailable, which the navigation script turns into a page."""
    today = workspace_shown().today()
    return _context(
        selection.current_product(),
        selection.current_day(today),
        selection.current_basis(),
        selection.current_definitions(),
        today,
    )


@once_a_run
def _context(product: str | None, day: date, basis: Basis, definitions: str, today: date) -> ScreenContext:
    workspace = workspace_shown()
    try:
        workspace, judged_by = judging_by(workspace, definitions, day)
    except (NoHistory, UnreadableThen) as reason:
        judged_by = wording.by_todays_after_all(str(reason))
    assessment, state = workspace.assess(day, basis), workspace.playbook()
    return ScreenContext(
        workspace=workspace,
        state=state,
        assessment=for_product(assessment, product),
        product=product,
        as_of=day,
        basis=basis,
        today=today,
        product_names={product.id: product.title for product in state.playbook.records.products.products},
        judged_by=judged_by,
    )
