"""The table of screens: the group each stands in, its icon, and what draws it; in the order of the navigation."""

from collections.abc import Callable
from dataclasses import dataclass

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from playbook.page.screens import governance, handbook, problems, resources, signals, vendors
from playbook.page.screens.accountability import page as accountability
from playbook.page.screens.charter import page as charter
from playbook.page.screens.due import page as due
from playbook.page.screens.experiments import page as experiments
from playbook.page.screens.gates import page as gates
from playbook.page.screens.north_star import page as north_star
from playbook.page.screens.overview import page as overview
from playbook.page.screens.record import page as record
from playbook.page.screens.review import page as review
from playbook.page.screens.risks import page as risks
from playbook.page.screens.stack import page as stack
from playbook.page.screens.team import page as team
from playbook.page.screens.upload import page as upload
from playbook.page.screens.workflow import page as workflow


@dataclass(frozen=True, slots=True)
class Row:
    """One screen; `symbol` is the name of one of Streamlit's Material symbols."""

    group: str
    symbol: str
    show: Callable[[], None]

    @property
    def icon(self) -> str:
        """The symbol as Streamlit takes it."""
        return f":material/{self.symbol}:"


SCREENS = {
    Screen.OVERVIEW: Row(wording.GROUP_DECIDE, "dashboard", overview.show),
    Screen.REVIEW: Row(wording.GROUP_DECIDE, "groups", review.show),
    Screen.GATES: Row(wording.GROUP_DECIDE, "fact_check", gates.show),
    Screen.DUE: Row(wording.GROUP_DECIDE, "assignment_ind", due.show),
    Screen.CHARTER: Row(wording.GROUP_RUN, "flag", charter.show),
    Screen.NORTH_STAR: Row(wording.GROUP_RUN, "monitoring", north_star.show),
    Screen.EXPERIMENTS: Row(wording.GROUP_RUN, "science", experiments.show),
    Screen.STACK: Row(wording.GROUP_RUN, "stacks", stack.show),
    Screen.TEAM: Row(wording.GROUP_FUNCTION, "groups", team.show),
    Screen.ACCOUNTABILITY: Row(wording.GROUP_FUNCTION, "handshake", accountability.show),
    Screen.WORKFLOW: Row(wording.GROUP_FUNCTION, "conversion_path", workflow.show),
    Screen.RISKS: Row(wording.GROUP_GOVERN, "gpp_maybe", risks.show),
    Screen.GOVERNANCE: Row(wording.GROUP_GOVERN, "account_balance", governance.show),
    Screen.VENDORS: Row(wording.GROUP_GOVERN, "handshake", vendors.show),
    Screen.SIGNALS: Row(wording.GROUP_GOVERN, "cell_tower", signals.show),
    Screen.RESOURCES: Row(wording.GROUP_GOVERN, "menu_book", resources.show),
    Screen.HANDBOOK: Row(wording.GROUP_GOVERN, "auto_stories", handbook.show),
    Screen.RECORD: Row(wording.GROUP_DATA, "edit_note", record.show),
    Screen.UPLOAD: Row(wording.GROUP_DATA, "upload", upload.show),
    Screen.PROBLEMS: Row(wording.GROUP_DATA, "rule", problems.show),
}
