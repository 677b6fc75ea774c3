"""The pages of the app: what each shows, its icon, and the group it stands in."""

from playbook.page.parts import wording
from playbook.page.parts.links import Screen
from playbook.page.screens import due, governance, handbook, problems, resources, signals, vendors
from playbook.page.screens.accountability import page as accountability
from playbook.page.screens.charter import page as charter
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

ICONS = {
    Screen.OVERVIEW: ":material/dashboard:",
    Screen.REVIEW: ":material/groups:",
    Screen.GATES: ":material/fact_check:",
    Screen.CHARTER: ":material/flag:",
    Screen.NORTH_STAR: ":material/monitoring:",
    Screen.EXPERIMENTS: ":material/science:",
    Screen.STACK: ":material/stacks:",
    Screen.TEAM: ":material/groups:",
    Screen.RISKS: ":material/gpp_maybe:",
    Screen.ACCOUNTABILITY: ":material/handshake:",
    Screen.RECORD: ":material/edit_note:",
    Screen.WORKFLOW: ":material/conversion_path:",
    Screen.DUE: ":material/assignment_ind:",
    Screen.GOVERNANCE: ":material/account_balance:",
    Screen.VENDORS: ":material/handshake:",
    Screen.SIGNALS: ":material/cell_tower:",
    Screen.RESOURCES: ":material/menu_book:",
    Screen.HANDBOOK: ":material/auto_stories:",
    Screen.UPLOAD: ":material/upload:",
    Screen.PROBLEMS: ":material/rule:",
}
SHOW = {
    Screen.OVERVIEW: overview.show,
    Screen.REVIEW: review.show,
    Screen.GATES: gates.show,
    Screen.CHARTER: charter.show,
    Screen.NORTH_STAR: north_star.show,
    Screen.EXPERIMENTS: experiments.show,
    Screen.STACK: stack.show,
    Screen.TEAM: team.show,
    Screen.RISKS: risks.show,
    Screen.ACCOUNTABILITY: accountability.show,
    Screen.RECORD: record.show,
    Screen.WORKFLOW: workflow.show,
    Screen.DUE: due.show,
    Screen.GOVERNANCE: governance.show,
    Screen.VENDORS: vendors.show,
    Screen.SIGNALS: signals.show,
    Screen.RESOURCES: resources.show,
    Screen.HANDBOOK: handbook.show,
    Screen.UPLOAD: upload.show,
    Screen.PROBLEMS: problems.show,
}
GROUPS = {
    wording.GROUP_DECIDE: (Screen.OVERVIEW, Screen.REVIEW, Screen.GATES, Screen.DUE),
    wording.GROUP_RUN: (Screen.CHARTER, Screen.NORTH_STAR, Screen.EXPERIMENTS, Screen.STACK),
    wording.GROUP_FUNCTION: (Screen.TEAM, Screen.ACCOUNTABILITY, Screen.WORKFLOW),
    wording.GROUP_GOVERN: (
        Screen.RISKS,
        Screen.GOVERNANCE,
        Screen.VENDORS,
        Screen.SIGNALS,
        Screen.RESOURCES,
        Screen.HANDBOOK,
    ),
    wording.GROUP_DATA: (Screen.RECORD, Screen.UPLOAD, Screen.PROBLEMS),
}
