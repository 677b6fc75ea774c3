"""Sentences of the page that compares two evaluation runs."""

from playbook.services.comparing.comparison import ComparisonDocument
from playbook.services.comparing.wording import beside_value, between, size, step
from playbook.wording import plural

TITLE = "Model diff"
FACT = "two evaluation runs over the same cases"
LINE = "Choose the run that would replace today's. Without a second file it is compared with the last admitted run."
CANDIDATE = "New run (candidate)"
BASE = "Run to compare with (blank: the last admitted one)"
FILE_HELP = "A result file of promptfoo, Inspect, DeepEval, lm-eval, Ragas, HELM or JUnit with its cases."
PRODUCT = "Product"
CHOOSE = "choose"
MARGIN = "How much worse it may be"
MARGIN_HELP = "Set it before you look. Of a pass rate, 0.02 means two in a hundred cases."
MORE = "Scorer, direction and models"
SCORER = "Score to compare"
SCORER_HELP = "Blank: whether each case passed, else the first score that both runs have."
LOWER = "A lower score is better"
BASE_MODEL = "Model or prompt of the run to compare with"
CANDIDATE_MODEL = "Model or prompt of the new run"
SEVERAL = "Only where a file holds several: part of its name is enough."
NOT_COMPARED = "not compared"
NO_FILE = "Nothing to compare yet"
NO_FILE_WHY = "A run of your evaluation tool is compared case by case with an earlier one."
NO_FILE_WAYS = (
    "choose the result file of a run above",
    "`playbook compare BASE CANDIDATE` does the same from the command line and in a pipeline",
)
LOOKS = {
    "better": ("better", "green", "trending_up"),
    "no_worse": ("no worse than the margin", "green", "check_circle"),
    "worse": ("worse", "red", "trending_down"),
    "cannot_tell": ("cannot tell", "blue", "contrast"),
}
RULING_TITLE = "What the runs say"
BESIDE = "Side by side"
NOT_RECORDED = "not recorded"
PRODUCT_FIRST = "Choose the product above, and it can be recorded as its evidence."
WORSE, BETTER, SLICES, KEEP = "Got worse", "Got better", "Slices", "Keep it"
TAG = "Tag to slice by"
NO_TAGS = "The cases carry no tag that parts them."
NO_TURNS = "No case turned this way."
CASE = "Open a case"
CASES_HEAD = ("case", "base", "candidate")
SIDES_HEAD = ("", "base", "candidate")
QUESTION, ANSWER, NOT_KNOWN = "Question", "answer", "not known"
HTML, RUN = "HTML for a pull request", "Run to keep in records/runs"
KEEP_LINE = (
    "Recorded, the comparison is evidence of a model diff, and this run is what the next one is compared with once "
    "someone other than its author has reviewed it."
)
BY = "Seat that answers for it"


def tab(title: str, count: int) -> str:
    """A tab with how many cases are in it."""
    return f"{title} ({count:,})"


def first_cases(shown: int, total: int) -> str:
    """Where more cases turned than are listed."""
    return f"The {shown:,} that turned most of {plural(total, 'case')}." if shown < total else ""


def chart_line(found: ComparisonDocument) -> str:
    """What the picture shows."""
    said = (
        f"Candidate minus base on {plural(found.pairs, 'shared case')}: {step(found.difference, found.scorer)}, "
        f"95% interval {between(found.low, found.high, found.scorer)}"
    )
    return (
        f"{said}; the dashed line is the margin of {size(found.margin, found.scorer)}." if found.margin else f"{said}."
    )


def case_label(case: str, question: str) -> str:
    """A case in the list to choose from."""
    return f"{case}: {question[:70]}" if question else case


def passed(share: float) -> str:
    """Whether a case passed, or in what share of its repetitions."""
    return "passed" if share == 1 else "failed" if share == 0 else f"passed in {share:.0%}"


def side_value(value: float | None, unit: str) -> str:
    """One figure of one side of a case."""
    return NOT_KNOWN if value is None else beside_value(value, unit)
