"""Words of market signals: what a source could not tell, the page and the command."""

from typing import TYPE_CHECKING

from playbook.model.signals import SignalSource
from playbook.wording import day_text, number_text, percent_text, plural, signed_text, week_text

if TYPE_CHECKING:
    from datetime import date

    from playbook.concerns.signals.status import SignalPoint, SignalStatus

SOURCE = "market signals"
TITLE = "Market signals"
SOURCE_WORDS = {
    SignalSource.GREENHOUSE: "Greenhouse job board",
    SignalSource.ASHBY: "Ashby job board",
    SignalSource.PYPI: "PyPI Stats, downloads of the last month",
    SignalSource.GITHUB: "GitHub, repositories found",
    SignalSource.JSON: "own address",
}
INCOMPLETE = "the search was broken off before everything was counted; try again later"
EMPTY_BOARD = "the board lists no posting, so there is no share; is its name still right?"
OFFLINE = "it cannot be reached; is this machine offline, or behind a proxy?"
TIMED_OUT = "it did not answer in time; try again later"
NOT_FOUND = "it does not know the name (404); check 'subject'"
A_PAGE = "it answered with a web page instead of JSON; is there a sign-on or a proxy in between?"
NOT_JSON = "what it answered is not JSON"
TOO_LONG = "its answer is longer, or takes longer, than any signal needs"

GROUP_HELP = "Numbers that others publish: what was counted, how it moved, and how to read it."
ONLY_HELP = "Only this signal."
SHORT_HELP = {"signals": "What the market does, and how to read it.", "refresh": "Ask for new numbers."}
HEAD = ("signal", "latest", "counted on", "since the first", "how to read it")
COLUMNS = ("signal", "source", "counted on", "value", "hits", "total", "how to read it")
POINT_COLUMNS = ("counted on", "value", "counts")
EMPTY = "No signal is watched"
EMPTY_WHY = "Job boards, downloads and repositories say what the market does before a budget does."
WAY_DEFINE = "Name one in `definitions/signals.yaml`: who is asked, for what, and how you read it."
WAY_REFRESH = "Ask for new numbers with `playbook signals refresh`; nothing is fetched unless you say so."
NO_POINT = "not counted yet"
SHARE = "share of postings"
NUMBER = "counted"
READ_AS = "How to read it"
OUT_OF_THE_SCORE = "Signals are for reading; they are in no score and no gate."
ALL_FRESH = "Every signal was asked within a day; nothing to do."


def no_such_key(keys: str) -> str:
    """The answer has another shape."""
    return (
        f"its answer has no number at '{keys}'; has the service changed?"
        if keys != "jobs"
        else ("its answer holds no list of 'jobs'; has the service changed?")
    )


def asks_for_patience(after: str) -> str:
    """429, or 403 with a spent limit."""
    seconds = f"; it asks to wait {after} seconds" if after.isdigit() else ""
    return f"it has answered enough for now{seconds}; try again later"


def answered_with(status: int) -> str:
    """Any other status."""
    return f"it answered with status {status}; try again later"


def broken_off(kind: str) -> str:
    """The connection broke."""
    return f"the connection broke off ({kind}); try again later"


def refused(name: str, trouble: str) -> str:
    """A signal that could not be counted."""
    return f"{name}: {trouble}"


def value_words(status: "SignalStatus", point: "SignalPoint | None") -> str:
    """`9.4%`, `14.8 million downloads`."""
    if point is None or status.is_share:
        return number_words(status, point)
    return f"{number_words(status, point)} {status.unit}".strip()


def number_words(status: "SignalStatus", point: "SignalPoint | None") -> str:
    """The number without its unit."""
    if point is None:
        return NO_POINT
    return percent_text(point.value) if status.is_share else _large(point.value)


def unit_words(status: "SignalStatus") -> str:
    """What is counted."""
    return SHARE if status.is_share else status.unit or NUMBER


def _large(value: float) -> str:
    return f"{number_text(value / 1e6)} million" if value >= 1e6 else f"{value:,.0f}"


def counts_words(point: "SignalPoint") -> str:
    """`21 of 224`."""
    return f"{point.hits:,.0f} of {point.total:,.0f}" if point.hits is not None and point.total else ""


def change_words(status: "SignalStatus", today: "date") -> str:
    """How it moved since the first point."""
    if status.change is None:
        return ""
    first = status.points[0]
    since = f"since {day_text(first.on, today)}"
    if status.is_share:
        return signed_text(100 * status.change, 1, f" pp {since}")
    return signed_text(100 * status.change / first.value, 0, f"% {since}") if first.value else since


def counted_words(status: "SignalStatus", today: "date") -> str:
    """When it was last counted."""
    if status.last is None or status.age_days is None:
        return NO_POINT
    return f"{day_text(status.last.on, today)}, {plural(status.age_days, 'day')} ago" if status.age_days else "today"


def summary(signals: "tuple[SignalStatus, ...]") -> str:
    """The page's sentence."""
    counted = [signal for signal in signals if signal.last is not None]
    oldest = max((signal.age_days or 0 for signal in counted), default=0)
    words = f"{len(counted)} of {plural(len(signals), 'signal')} counted"
    return f"{words}; the oldest number is {plural(oldest, 'day')} old." if counted else f"{words}."


def alt(signal: "SignalStatus", today: "date") -> str:
    """Read out in place of the line."""
    return f"{signal.name}: {value_words(signal, signal.last)}, {change_words(signal, today) or 'one point'}"


def stored(count: int, upload_id: str, week_end: "date") -> str:
    """What was stored."""
    return f"{plural(count, 'signal')} counted for {week_text(week_end)}, upload {upload_id[:8]}."
