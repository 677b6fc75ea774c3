"""Statuses as icon, word and colour together, in Streamlit's Markdown: for text, tables and cards alike."""

from playbook.model.charter import State
from playbook.page.parts.text import escape_markdown
from playbook.verdict import ChangeKind, Outcome, Verdict
from playbook.wording import CHANGE_WORDS, OUTCOME_WORDS, STATE_WORDS, VERDICT_WORDS

OUTCOME_LOOKS = {
    Outcome.MET: ("green", "check_circle"),
    Outcome.WARNING: ("orange", "warning"),
    Outcome.NOT_MET: ("red", "cancel"),
    Outcome.INCONCLUSIVE: ("blue", "contrast"),
    Outcome.NO_DATA: ("gray", "help"),
    Outcome.STALE: ("gray", "history"),
    Outcome.EXEMPT: ("violet", "shield"),
    Outcome.NOT_APPLICABLE: ("gray", "do_not_disturb_on"),
    Outcome.OBSERVING: ("gray", "visibility"),
}
VERDICT_LOOKS = {
    Verdict.GO: ("green", "check_circle"),
    Verdict.GO_WITH_CONDITIONS: ("orange", "rule"),
    Verdict.INCONCLUSIVE: ("blue", "contrast"),
    Verdict.NOT_EVALUATED: ("gray", "hourglass_empty"),
    Verdict.NO_GO: ("red", "block"),
}
STATE_LOOKS = {
    State.NOT_STARTED: ("gray", "radio_button_unchecked"),
    State.IN_PROGRESS: ("blue", "timelapse"),
    State.DONE: ("green", "task_alt"),
    State.BLOCKED: ("red", "block"),
    State.DROPPED: ("gray", "do_not_disturb_on"),
}
CHANGE_LOOKS = {
    ChangeKind.PERFORMANCE: ("blue", "trending_up"),
    ChangeKind.SCOPE: ("violet", "splitscreen_add"),
    ChangeKind.RULE: ("orange", "gavel"),
    ChangeKind.DATA: ("gray", "database"),
    ChangeKind.DATED_BACK: ("violet", "history_edu"),
}


def badge(word: str, color: str, icon: str) -> str:
    """Markdown of a badge; `word` is escaped, `color` is one of Streamlit's, `icon` a Material symbol."""
    return f":{color}-badge[:material/{icon}: {escape_markdown(word)}]"


def outcome_badge(outcome: Outcome, word: str = "") -> str:
    """How a criterion or metric stands; `word` replaces its own word, never its look."""
    return badge(word or OUTCOME_WORDS[outcome], *OUTCOME_LOOKS[outcome])


def verdict_badge(verdict: Verdict, *, quiet: bool = False) -> str:
    """What a gate says; a gate that is not due yet is grey."""
    color, icon = VERDICT_LOOKS[verdict]
    return badge(VERDICT_WORDS[verdict], "gray" if quiet else color, icon)


def state_badge(state: State) -> str:
    """What people say of a deliverable."""
    return badge(STATE_WORDS[state], *STATE_LOOKS[state])


def change_badge(kind: ChangeKind) -> str:
    """Why the score moved."""
    return badge(CHANGE_WORDS[kind], *CHANGE_LOOKS[kind])
