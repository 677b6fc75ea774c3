"""Sentences of the weekly review: its agenda, what closing it says, and a closed one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from playbook.concerns.gates.wording import verdict_of_the_day
from playbook.verdict import Verdict
from playbook.wording import day_text, owner_text, plural, seat_text, week_text
from playbook.wording_moments import moment_text

if TYPE_CHECKING:
    from playbook.model.reviews.closed_review import FrozenFollowUp, RequestedDecision, TakenDecision
    from playbook.readiness.agenda import SignatureWaiting
    from playbook.readiness.follow_ups import FollowUpStatus
    from playbook.readiness.open_conditions import OpenCondition

_RULED = {"release": "Released", "hold": "Held back", "stop": "Stopped"}


def ruled(decided: str, product: str, gate: str) -> str:
    """A release decision that was taken."""
    return f"{_RULED[decided]}: {product} at {gate}"


def settled(decided: str, experiment: str) -> str:
    """A decision about an experiment that was taken."""
    return f"{str(decided).capitalize()}: {experiment}"


INSTALLED_STAYS = (
    "this playbook is part of the installed package, which is never written to, so nothing was closed; "
    "start your own in a folder: playbook init DIR"
)
NOT_STARTED = "the charter has not started, so there is nothing to review; start it with: playbook init"


def not_a_week(text: str) -> str:
    """A week that cannot be read."""
    return f"'{text}' is not a week; write it as 2026-W45"


def not_over(end: date, day: date) -> str:
    """A week that is still running."""
    return f"the week ends on {day_text(end)} and cannot be reviewed on {day_text(day)}; its review comes after its end"


def before_the_start(end: date, start: date) -> str:
    """A week before the charter."""
    return f"{week_text(end, start)} ended before the charter began on {day_text(start)}"


def not_yet(day: date) -> str:
    """A day that has not come."""
    return f"{day_text(day)} has not come yet; a review freezes what was seen"


def broken(errors: int) -> str:
    """A playbook with problems."""
    return f"the playbook has {plural(errors, 'problem')}; a review freezes only what is whole: playbook validate"


def out_of_order(end: date, later: date) -> str:
    """A later week was closed before."""
    named = week_text(later, end)
    return (
        f"the review of {named} is closed, and reviews are closed in the order of their weeks; {week_text(end)} comes "
        "too late"
    )


def not_closed(week: str) -> str:
    """A week whose review is not closed."""
    return f"the review of '{week}' is not closed; playbook review list names those that are"


def closed(end: date, place: str) -> str:
    """A review was closed."""
    return (
        f"The review of {week_text(end)} is closed in {place}; commit it with the records. Changes are told from it "
        "from now on."
    )


def commit_message(end: date) -> str:
    """One line about a closing, for the history."""
    return f"Close the weekly review of {week_text(end)}, {end.year}"


GROUP_HELP = "The weekly review: drafted before the meeting, closed after it, and kept as it was seen."
SHORT_HELP = {
    "draft": "What the meeting goes through, as Markdown to edit.",
    "close": "Freeze the review of a week.",
    "show": "A closed review, to the letter.",
    "list": "The reviews that are closed.",
    "check": "Judge closed reviews anew.",
}
HELP = {
    "week": "The week under review, as 2026-W45 (default: the last that has ended).",
    "output": "File to write (default: standard output).",
    "comment": "What was said: a file of Markdown or text, or the text itself.",
    "by": "Who closes it (default: who is logged in).",
    "shown": "The week of a closed review, as 2026-W45.",
    "checked": "The week of a closed review, as 2026-W45 (default: all).",
    "yes": "Close it whatever speaks against it: numbers that are not there, a week that is not the last.",
}
WITHDRAWN = "It was closed, and withdrawn by a record in records/review_withdrawals.yaml."
CLOSE_ALL_THE_SAME = "Close it all the same?"
NOT_CLOSED_SAY_YES = "Nothing was closed. Close it all the same with --yes."
_MOST_NAMED = 5


def withdrawn_title(title: str) -> str:
    """A closing that does not count any more."""
    return f"{title} (withdrawn)"


def not_the_latest(end: date, latest: date) -> str:
    """Another week has ended since."""
    return f"{week_text(end, latest)} is not the last week that has ended: that is {week_text(latest)}."


def without_numbers(end: date, missing: Sequence[str], reported: int) -> str:
    """Numbers that came in the weeks before are not there."""
    more = len(missing) - _MOST_NAMED
    named = ", ".join(missing[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    came = f"{len(missing)} of {plural(reported, 'metric')} came for the week before"
    return f"{came} and not for {week_text(end)}: {named}."


def no_numbers(end: date) -> str:
    """Nothing at all is there."""
    return f"No metric has numbers for {week_text(end)}."


FOLLOW_UPS_TITLE = "Follow-ups"
METRICS_TITLE = "Metrics to discuss"
GATES_TITLE = "Gates due within three weeks"
SIGNATURES_TITLE = "Signatures waiting"
DECISIONS_TITLE = "Decisions asked for"
SAID_TITLE = "What was said"
SAID_HERE = "(write here what was decided and agreed; `playbook review close --comment FILE` keeps it)"
TAKEN_TITLE = "Decisions of the week"
REQUESTED_TITLE = "Decisions that were asked for"
DECIDED = "decided"
NO_FOLLOW_UPS = "Nothing is open from earlier reviews."
NO_SIGNALS = "No metric needs words."
NO_GATES = "No gate is planned within three weeks."
NO_SIGNATURES = "No gate that is due waits for a signature."
NONE_TAKEN = "None was taken."
NONE_CLOSED = "No review is closed yet. Close the first one with: playbook review close"
LIST_HEAD = ("review", "week", "as seen on", "closed by", "score", "plan", "headline")


def review_title(end: date) -> str:
    """Title of a review."""
    return f"Review of {week_text(end)}"


def follow_up_words(entry: "FollowUpStatus", today: date) -> str:
    """Who, until when, and how it stands."""
    who = seat_text(entry.owner)
    if entry.done is not None:
        return f"{who}, done {day_text(entry.done, today)}"
    late = f", {plural(entry.late_days, 'day')} late" if entry.late_days else ""
    note = f": {entry.note}" if entry.note else ""
    return f"{who}, due {day_text(entry.due, today)}{late}{note}"


def frozen_follow_up(entry: "FrozenFollowUp", today: date) -> str:
    """A follow-up of a closed review."""
    state = f"done {day_text(entry.done, today)}" if entry.done is not None else f"due {day_text(entry.due, today)}"
    return f"{entry.what} ({seat_text(entry.owner)}, {state})"


def signature_name(signature: "SignatureWaiting") -> str:
    """What is to be signed, and for which gate."""
    return f"{signature.name}, {signature.product_name}, {signature.gate_name}"


def signature_words(signature: "SignatureWaiting", today: date) -> str:
    """Who has to sign what, and why it waits."""
    due = f", due {day_text(signature.due, today)}" if signature.due is not None else ""
    who = owner_text(signature.who)
    return f"{signature_name(signature)} ({who}{due}): {signature.reason}"


def taken_words(entry: "TakenDecision", today: date) -> str:
    """A decision of the week."""
    then = Verdict(entry.verdict_then) if entry.verdict_then else None
    said = verdict_of_the_day(then, entry.verdict_seen)
    seen = f"; {said}" if said else ""
    why = f": {entry.reason}" if entry.reason else ""
    return f"{entry.what}, {day_text(entry.on, today)} by {seat_text(entry.who)}{seen}{why}"


def requested_words(entry: "RequestedDecision", today: date) -> str:
    """A decision that was asked for."""
    verdict = f"; {entry.verdict}" if entry.verdict else ""
    return f"{entry.what} ({owner_text(entry.who)}, by {day_text(entry.due, today)}{verdict})"


def closed_words(as_of: date, at: datetime, by: str, timezone: str) -> str:
    """Who closed a review, when, and of which day it speaks."""
    closed = moment_text(at, timezone, as_of)
    return f"As it was seen on {as_of:%A}, {day_text(as_of)}; closed {closed}, by {seat_text(by) or by}."


def cannot_read(name: str, reason: str) -> str:
    """The file with the comment cannot be read."""
    return f"{name} cannot be read ({reason}); nothing was closed"


NO_SUCH_FILE = "there is no such file"


def comment_too_long(characters: int) -> str:
    """A comment that is longer than any meeting."""
    return f"the comment has more than {characters:,} characters; nothing was closed"


PAGE_TITLE = "Weekly review"
HEADLINE_TITLE = "Where we stand against the plan"
OPEN = "open"
DONE = "done"
AGREE_MORE = "Agree on a follow-up"
SEE_REVIEW = "The review"
NONE_TITLE = "No review is closed yet"
NONE_LINE = "Once a week is closed, what was seen stands still, and the next week is compared with it."
NONE_WAYS = (
    "type the minutes at the end of the meeting's agenda, and close the week there",
    '`playbook review close --comment "what was said"` freezes the last week that has ended',
)
WEEK = "Closed review"
NOTHING_SAID = "Nothing was written down."
DOWNLOAD_REPORT = "The report of that day"
DOWNLOAD_JSON = "The assessment as it was (JSON)"


def review_name(end: date, as_of: date) -> str:
    """A closed review in a list."""
    return f"{week_text(end, as_of)}, as seen on {day_text(as_of)}"


def condition_words(condition: "OpenCondition", today: date) -> str:
    """Who owes a condition of a release, until when, and of which release it is."""
    late = f", {plural(condition.late_days, 'day')} late" if condition.late_days else ""
    due = f"due {day_text(condition.due, today)}{late}"
    return f"{seat_text(condition.owner)}, {due}, {condition.product_name}, {condition.gate_name}"
