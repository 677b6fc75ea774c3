"""Closes a weekly review where the page writes: frozen as the command does it, and committed where wanted."""

from dataclasses import dataclass
from datetime import date

from playbook.documents.review import wording
from playbook.services import reviewing
from playbook.services.receipts import sealing
from playbook.services.recording.commit import Author, NotCommitted, check_checkout, commit_new
from playbook.services.recording.recording import refuse_what_stays
from playbook.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Closed:
    """A review that was closed: its week, where it stands, the commit ('' where none was wanted), and why there is none
    where one was."""

    week: str
    place: str
    commit: str = ""
    not_committed: str = ""


def open_weeks(workspace: Workspace, day: date, most: int) -> list[str]:
    """Weeks that can be closed on a day, the last that has ended first: those after the last closed one."""
    playbook = workspace.playbook().playbook
    start, calendar = playbook.records.charter.start, playbook.calendar
    last = max((review.week for review in playbook.reviews), default="")
    weeks: list[str] = []
    end = date.fromordinal(calendar.start_of(day).toordinal() - 1)
    while len(weeks) < most and start is not None and end >= start and calendar.name_of(end) > last:
        weeks.append(calendar.name_of(end))
        end = date.fromordinal(calendar.start_of(end).toordinal() - 1)
    return weeks


def close(
    workspace: Workspace,
    *,
    week: str,
    day: date,
    by: str,
    comment: str,
    confirmed: bool,
    commits: bool,
    author: Author | None,
) -> Closed:
    """Freezes the review of a week; with `commits` folder and receipt are committed, nothing else. Raises what
    `reviewing.close_review` raises, WrongUse for a playbook that is never written to, and NotCommitted (nothing was
    closed then) where a commit is wanted and not possible."""
    refuse_what_stays(workspace)
    records = workspace.home.records.resolve()
    if commits:
        check_checkout(records / reviewing.FOLDER)
    review, name = reviewing.close_review(workspace, week=week, day=day, by=by, comment=comment, confirmed=confirmed)
    folder = records / reviewing.FOLDER / (name if review is None else review.name)
    place = f"records/{reviewing.FOLDER}/{folder.name}"
    if not commits:
        return Closed(name, place)
    end = workspace.playbook().playbook.calendar.week_named(name)
    also = [path] if (path := sealing.path_of(records)).exists() else []
    try:
        return Closed(name, place, commit=commit_new(folder, wording.commit_message(end), author, also))
    except NotCommitted as reason:
        return Closed(name, place, not_committed=str(reason))
