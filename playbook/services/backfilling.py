"""An upload that counts as known from an earlier day: what it needs, and what it may not."""

from datetime import date, timedelta

from metrics.series.moments import day_of, end_of_day
from metrics.store.uploads import Backfill, Upload
from playbook.services import wording_backfilling as wording
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

LONGEST_WHY = 300


def backfill_of(workspace: Workspace, received: str | None, why: str | None) -> Backfill | None:
    """What a sender says of the day from which a file counts as known; None where nothing is said. Raises WrongUse for
    a day that is none, not past, or that a closed review looked at and nobody agreed to; and without a reason."""
    if received is None:
        if why:
            raise WrongUse(wording.ONLY_WITH_A_DAY)
        return None
    day = _day(received)
    said = " ".join((why or "").split())
    if day >= workspace.today():
        raise WrongUse(wording.not_past(day, workspace.today()))
    if not said:
        raise WrongUse(wording.NEEDS_WHY)
    if len(said) > LONGEST_WHY:
        raise WrongUse(wording.why_too_long(LONGEST_WHY))
    playbook = workspace.playbook().playbook
    last = max(playbook.reviews, key=lambda review: (review.as_of, review.week), default=None)
    agreed = {agreement.received for agreement in playbook.records.backfills.agreements}
    if last is not None and day <= last.as_of and day not in agreed:
        raise WrongUse(wording.before_a_review(day, playbook.calendar.week_named(last.week), last.as_of))
    return Backfill(end_of_day(day - timedelta(days=1), playbook.definitions.charter.charter.timezone), said)


def known_from(upload: Upload, timezone: str) -> date | None:
    """The day from which a backfilled upload counts as known; None for any other."""
    if upload.known_at is None:
        return None
    return day_of(upload.known_at, timezone)


def backfill_sentences(upload: Upload, timezone: str) -> tuple[str, ...]:
    """What is said of an upload that was backfilled, and how much of it counts; nothing of any other."""
    day = known_from(upload, timezone)
    if day is None:
        return ()
    said = (wording.counts_from(day, upload.why or ""), wording.some_count(upload.counting_rows, upload.rows))
    return tuple(sentence for sentence in said if sentence)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as reason:
        raise WrongUse(wording.not_a_day(text)) from reason
