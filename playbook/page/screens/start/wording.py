"""Sentences of the first hour on the page."""

from playbook.readiness.first_steps import FirstStep, Step
from playbook.wording import plural

TITLE = "Get started"
WELCOME = "Your playbook starts here"
SAMPLE_TITLE = "Look at the sample"
SAMPLE_LINE = "An invented organization in its tenth week: every page filled, nothing to break."
SEE_SAMPLE = "Look at the sample"
OWN_TITLE = "Start yours"
OWN_LINE = "Name, first day and one product are needed. The rest can wait, and everything can be changed later."
NAME = "Organization"
FIRST_DAY = "First day"
ZONE = "Time zone"
ZONE_HELP = "Where a day ends, such as Europe/Berlin."
CURRENCY = "Currency"
BUDGET = "Budget of the charter"
BUDGET_HELP = "What it may spend in all, such as 460,000. Leave it blank while it is not known."
PRODUCTS_TITLE = "Products"
PRODUCTS_LINE = "AI workflows on their way to users, each with its risk tier."
HOW_MANY = "Number of products"
TIER_WORDS = {"minimal": "Minimal", "limited": "Limited", "high": "High"}
SEATS_TITLE = "Seats: who holds them"
SEATS_LINE = "Names or staff numbers. A blank seat is open."
SHEET_TITLE = "Experiments you know of"
SHEET_LINE = (
    "Upload the sheet, or paste its rows with their headings. It is read as it is; nothing starts while it has a "
    "problem."
)
SHEET = "Sheet of experiments"
PASTED = "Or paste it here"
PASTED_NAME = "pasted rows"
WRITES = "Let this page write records and commit them"
WRITES_HELP = (
    "Writes `edit: true` and `commit: true` into settings.yaml. Without it, forms prepare entries to be handed on."
)
START = "Start the playbook"
NOT_STARTED = "Not started"
STARTED = "Started"
LATER = "Nothing was written."
CHECKLIST_TITLE = "The first ten steps"
DONE = "Done"
OPEN = "Open"
STEPS = {
    Step.START: ("The charter has started", "See the charter"),
    Step.PRODUCTS: ("Products are on record", "Add a product"),
    Step.SEATS: ("Seats have holders", "Fill a seat"),
    Step.GATES: ("Each product has a planned gate", "Plan a gate"),
    Step.EXPERIMENTS: ("Experiments are listed", "Bring in experiments"),
    Step.DECISIONS: ("Experiments are decided", "Decide an experiment"),
    Step.NUMBERS: ("Metrics have numbers", "Upload a week"),
    Step.STACK: ("Each layer of the stack has a choice", "Record a choice"),
    Step.RISKS: ("Risks are assessed", "Assess a risk"),
    Step.REVIEW: ("A weekly review is closed", "Hold the review"),
}
"""What each step is when it is done, and the link to where it is done."""


def product_name(number: int) -> str:
    """One product of several."""
    return f"Product {number}"


def product_tier(number: int) -> str:
    """Its risk tier."""
    return f"Risk tier {number}"


def empty(folder: str) -> str:
    """The folder that the page was opened on."""
    return f"The folder '{folder}' holds no playbook yet."


def progress(done: int, of: int) -> str:
    """How many of the steps are done."""
    return f"{done} of {of} done"


def counted(step: FirstStep) -> str:
    """How far one step is."""
    return f"{step.done} of {step.of}" if step.of > 1 else ""


def several(count: int) -> str:
    """How many steps are left, as a link from the overview."""
    return f"{plural(count, 'first step')} left"
