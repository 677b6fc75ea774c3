"""Sentences of the launch gates' page alone: the matrix, the four tabs of one gate, its history."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from playbook.concerns.gates.wording import due_words, gate_score_text
from playbook.results.gates import GateStatus
from playbook.verdict import Outcome
from playbook.wording import OUTCOME_WORDS

TAB = "Tab"
CRITERIA_TAB, RECORDS_TAB, HISTORY_TAB = "criteria", "records", "history"
TABS = {
    "summary": "Summary",
    CRITERIA_TAB: "Criteria",
    RECORDS_TAB: "Sign-offs and exemptions",
    HISTORY_TAB: "History",
}
MATRIX = "Products by launch gates"
MATRIX_PRODUCT = "Product"
HISTORY_DAY = "Day"
OCCASIONS = {
    "week": "end of the week",
    "review": "weekly review",
    "decision": "decision",
    "today": "the day shown",
}
HISTORY_VERDICT = "Verdict"
HISTORY_TURNED = "What changed"
MOVED = "verdict changed"
NOT_JUDGED = "not judged"
NO_SUCH_GATE = "no such gate then, or rules of an older format"
NO_HISTORY = "No charter week is over yet."
CRITERION = "Criterion"
OUTCOME = "Outcome"
NOW = "Now"
AGAINST_LINE = "Against its line"
WHO_ACTS = "Who acts"
EXPORT_COLUMNS = ("product", "gate", "verdict", "score", "score without exemptions", "due", "in words")


def score_and_day(gate: GateStatus) -> str:
    """`55 · 7 days late`, below the verdict of a gate that is due."""
    return f"{gate_score_text(gate.score)} · {due_words(gate)}"


def history_label(gate: GateStatus) -> str:
    """What the table of weeks is, for those who hear it."""
    return f"{gate.product_name}, {gate.gate_name}, week by week and at each review and decision"


def occasion_words(occasions: AbstractSet[str]) -> str:
    """Below a day of the history: why it is there."""
    return ", ".join(words for occasion, words in OCCASIONS.items() if occasion in occasions)


def turned_words(turned: Sequence[tuple[str, Outcome | None, Outcome]]) -> str:
    """Which criteria stood otherwise the week before."""
    return "; ".join(
        f"{name}: {OUTCOME_WORDS[after]}" if before is None else f"{name}: {_moved(before, after)}"
        for name, before, after in turned
    )


def _moved(before: Outcome, after: Outcome) -> str:
    return f"{OUTCOME_WORDS[before]} → {OUTCOME_WORDS[after]}"
