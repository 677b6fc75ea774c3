"""Sentences about a judge and the people who labelled its cases."""

from collections.abc import Sequence

from metrics.statistics.judged import Labels
from playbook.wording import percent_text, plural

JUDGED_HELP = "Result file of the run whose cases a model judged."
LABELS_HELP = "Table with what people say: a column with the id of a case, and one with yes or no."
SCORER_HELP = "Score of the judge, each 0 or 1 (default: whether a case passed)."
MODEL_HELP = "Model or prompt of the run, where its file holds several."
RECORD_HELP = "Write the labels into the records of a product; needs --metric and --by."
METRIC_HELP = "Metric that the judge measures."
BY_HELP = "Seat that answers for the labels."
RECORD_NEEDS_ALL = "--record, --metric and --by go together: the product, its metric, and who answers for the labels"
COLUMNS = "headings such as case and label"
ONE_WORD = "yes or no (or true and false, 1 and 0, pass and fail)"
HEAD = ("", "rate", "95% interval", "cases")
BY_PEOPLE, BY_JUDGE, CORRECTED = "people, labelled cases", "judge alone", "judge, corrected by people"
AGREEMENT = "judge and people agree"


def headline(corrected: tuple[float, float, float], judged: float, agreement: float, labels: int) -> str:
    """The corrected rate beside the judge's own, and how often people agreed."""
    rate, low, high = map(percent_text, corrected)
    return (
        f"{rate} ({low} to {high}) once corrected by people; the judge alone says {percent_text(judged)} "
        f"and agrees with people on {percent_text(agreement)} of {plural(labels, 'labelled case')}."
    )


def leaning(labels: Labels) -> str:
    """Which way the judge errs."""
    return (
        f"the judge counts {plural(labels.only_judge, 'case')} that people do not, and leaves out "
        f"{labels.only_people:,} that people count"
    )


def not_judged(count: int) -> str:
    """Labels of cases that are not in the run."""
    return f"{plural(count, 'label')} of cases that the run does not have left out"


def graded(scorer: str) -> str:
    """A score that is no yes or no."""
    return f"'{scorer}' is a graded score; name one that is 0 or 1 by --scorer"


def not_scored(scorer: str, count: int) -> str:
    """Cases without the judge's word."""
    return f"no {scorer} for {plural(count, 'case')}"


def several_times(case: str) -> str:
    """A case that ran several times."""
    return f"case '{case}' ran several times; a judge is calibrated on one run of each case"


def twice(case: str) -> str:
    """A case that was labelled twice, with two answers."""
    return f"case '{case}' is labelled twice, each time otherwise"


def no_label(found: str) -> str:
    """A cell that is no yes or no."""
    return f"'{found}' is no label" if found else "the label is blank"


def too_few(labels: int, fewest: int) -> str:
    """Too few labelled cases."""
    return f"{plural(labels, 'case')} of the run labelled by people, and at least {fewest} are needed"


def no_columns(headings: Sequence[str]) -> str:
    """A table whose headings name no case, or no label."""
    listed = ", ".join(f"'{heading}'" for heading in headings[:6])
    return f"the headings are {listed}"
