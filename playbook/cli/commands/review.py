"""`playbook review`: the draft before the meeting, the close after it, and closed reviews to the letter."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from metrics.observation import Moment
from playbook.cli.forward import actor
from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, tell, verbatim
from playbook.cli.parameters import Parameters
from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report import wording as report_words
from playbook.documents.review import wording
from playbook.documents.review import wording_check as words_checked
from playbook.documents.review.markdown import closed_markdown
from playbook.documents.review.markdown import draft as draft_of
from playbook.json_values import Document, Json, error_document
from playbook.loading.review_files import CannotClose
from playbook.model.reviews.closed_review import ASSESSMENT, ClosedReview, Head
from playbook.readiness.agenda import agenda_of
from playbook.readiness.changes.since_review import last_review
from playbook.services import choices, reviewing
from playbook.services.recomputing import Recomputed, recompute
from playbook.settings import WrongUse
from playbook.whole_file import write_whole
from playbook.wording import week_text
from playbook.workspace.workspace import Workspace

app = typer.Typer(name="review", help=wording.GROUP_HELP, short_help=wording.GROUP_HELP, rich_markup_mode=None)
LONGEST_COMMENT = 200_000
Week = Annotated[str | None, typer.Option("--week", metavar="WEEK", help=wording.HELP["week"])]


class ReviewRow(Head):
    """A closed review: who closed it, what it decided, and what was said."""

    closed_at: Moment
    comment: str
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosedDocument(Document):
    """`review close --json`."""

    week: str
    folder: str
    review: ReviewRow | None


@dataclass(frozen=True, kw_only=True)
class ReviewDocument(Document):
    """`review show --json`; the assessment is the document of `status --json` as it was then."""

    review: ReviewRow
    assessment: Json


@dataclass(frozen=True, kw_only=True)
class ReviewsDocument(Document):
    """`review list --json`."""

    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True, kw_only=True)
class CheckedDocument(Document):
    """`review check --json`."""

    reviews: tuple[Recomputed, ...]


@shared(*PLACES, *DAY)
def draft(
    parameters: Parameters,
    week: Week = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help=wording.HELP["output"])] = None,
) -> None:
    """The draft of the review, as Markdown to edit: headline, causes, exceptions, decisions asked for, follow-ups."""
    with opened_or_copied(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        state = workspace.playbook()
        if state.shows_something:
            earlier = last_review(state.playbook.reviews, day)
            assessment = workspace.assess(day, basis)
            reviews = workspace.ask(metric_controls, day, basis)
            agenda = agenda_of(assessment, reviews, None if earlier is None else earlier.as_of)
            _write(draft_of(assessment, agenda, reviewing.week_to_review(workspace, day, week)), output)
        leave_when_broken(state)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        verbatim(text)
        return
    try:
        write_whole(output, text.encode())
    except OSError as reason:
        raise WrongUse(report_words.cannot_write(str(output), reason.strerror or type(reason).__name__)) from reason
    tell(report_words.wrote(str(output), len(text.encode())))


@shared(*PLACES, *ANSWER, "as_of")
def close(
    parameters: Parameters,
    week: Week = None,
    comment: Annotated[str, typer.Option("--comment", metavar="FILE|TEXT", help=wording.HELP["comment"])] = "",
    by: Annotated[str | None, typer.Option("--by", metavar="SEAT", help=wording.HELP["by"])] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=wording.HELP["yes"])] = False,
) -> None:
    """Freezes the review of a week into the records: what was seen, what it stood on, decided, agreed and said."""
    said = _comment(comment)
    with opened_or_copied(parameters) as workspace:
        day = choices.as_of(workspace, parameters.as_of)
        try:
            review, name = reviewing.close_review(
                workspace, week=week, day=day, by=by or actor(), comment=said, confirmed=yes
            )
        except reviewing.NotConfirmed as doubted:
            review, name = _close_all_the_same(workspace, doubted.doubts, parameters, week, day, by or actor(), said)
        except CannotClose as refused:
            _refuse(str(refused), parameters)
            return
        place = f"records/reviews/{name if review is None else review.name}"
        if parameters.json:
            row = None if review is None else _row_of(review)
            document(ClosedDocument(week=name, folder=place, review=row))
        else:
            Answer().line(wording.closed(workspace.playbook().playbook.calendar.week_named(name), place))


def _close_all_the_same(
    workspace: Workspace,
    doubts: Sequence[str],
    parameters: Parameters,
    week: str | None,
    day: date,
    by: str,
    comment: str,
) -> tuple[ClosedReview | None, str]:
    """Says what speaks against closing, and asks where somebody sits there who can answer."""
    for doubt in doubts:
        tell(doubt)
    if parameters.json or not sys.stdin.isatty() or not typer.confirm(wording.CLOSE_ALL_THE_SAME, err=True):
        _refuse(wording.NOT_CLOSED_SAY_YES, parameters, "not_confirmed")
    try:
        return reviewing.close_review(workspace, week=week, day=day, by=by, comment=comment, confirmed=True)
    except CannotClose as refused:
        _refuse(str(refused), parameters)


def _refuse(sentence: str, parameters: Parameters, code: str = "cannot_close") -> NoReturn:
    tell(sentence)
    if parameters.json:
        document(error_document(code, sentence))
    raise typer.Exit(int(ExitCode.NO))


def _comment(text: str) -> str:
    """The text itself, or what stands in the file of that name."""
    path = Path(text) if text and len(text) < 1024 and "\n" not in text else None
    if path is None or not path.is_file():
        if path is not None and path.suffix in (".md", ".markdown", ".txt"):
            raise WrongUse(wording.cannot_read(text, wording.NO_SUCH_FILE))
        said = text
    else:
        try:
            said = path.read_bytes()[: 4 * LONGEST_COMMENT + 4].decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as reason:
            details = getattr(reason, "strerror", None) or "not UTF-8 text"
            raise WrongUse(wording.cannot_read(text, details)) from reason
    if len(said) > LONGEST_COMMENT:
        raise WrongUse(wording.comment_too_long(LONGEST_COMMENT))
    return said.replace("\r\n", "\n")


@shared(*PLACES, *ANSWER)
def show(
    parameters: Parameters,
    week: Annotated[str, typer.Argument(metavar="WEEK", help=wording.HELP["shown"])],
) -> None:
    """A closed review as it was seen then, to the letter, from what was frozen."""
    with opened_or_copied(parameters) as workspace:
        review = reviewing.find_review(workspace, week)
        if review is None:
            for problem in workspace.playbook().warnings:
                if "/reviews/" in problem.where.file:
                    tell(problem.message)
            if any(one.week == week.strip() for one in reviewing.withdrawn_reviews(workspace)):
                tell(wording.WITHDRAWN)
            _refuse(wording.not_closed(week.strip()), parameters, "unknown_review")
        if parameters.json:
            seen = json.loads(review.texts[ASSESSMENT])
            document(ReviewDocument(review=_row_of(review), assessment=seen))
        else:
            playbook = workspace.playbook().playbook
            end, zone = playbook.calendar.week_named(review.week), playbook.definitions.charter.charter.timezone
            verbatim(closed_markdown(review, end, reviewing.closed_report(review)[0], zone))


@shared(*PLACES, *ANSWER)
def list_(parameters: Parameters) -> None:
    """The reviews that are closed, the newest first."""
    with opened_or_copied(parameters) as workspace:
        withdrawn = reviewing.withdrawn_reviews(workspace)
        found = sorted((*reviewing.reviews(workspace), *withdrawn), key=lambda review: review.name, reverse=True)
        if parameters.json:
            document(ReviewsDocument(reviews=tuple(_row_of(review, review in withdrawn) for review in found)))
            return
        answer, end_of = Answer(), workspace.playbook().playbook.calendar.week_named
        if not found:
            answer.line(wording.NONE_CLOSED)
            return
        answer.rows(
            (_row(review, end_of(review.week), review in withdrawn) for review in found),
            head=wording.LIST_HEAD,
            right=[4, 5],
            whole=[0, 1, 2],
        )


@shared(*PLACES, *ANSWER)
def check(
    parameters: Parameters,
    week: Annotated[str | None, typer.Argument(metavar="[WEEK]", help=wording.HELP["checked"])] = None,
) -> None:
    """Judges closed reviews anew by what was committed with them: the same verdicts, or what differs and why."""
    with opened_or_copied(parameters) as workspace:
        chosen = reviewing.reviews(workspace) if week is None else [reviewing.find_review(workspace, week)]
        found = [recompute(workspace, review) for review in chosen if review is not None]
        if week is not None and not found:
            _refuse(wording.not_closed(week.strip()), parameters, "unknown_review")
        if parameters.json:
            document(CheckedDocument(reviews=tuple(found)))
        else:
            _show_checked(found, workspace.playbook().playbook.calendar.week_named)
        if not all(one.same for one in found):
            raise typer.Exit(int(ExitCode.NO))


def _show_checked(found: Sequence[Recomputed], end_of: Callable[[str], date]) -> None:
    answer = Answer()
    for one in found:
        if one.same:
            answer.line(words_checked.same(end_of(one.week), one.gates, one.commit))
        else:
            answer.line(words_checked.differs(end_of(one.week), len(one.differences), one.commit), Style.BAD)
            answer.points(one.differences)
            for reason in one.because:
                answer.line(reason, indent=2)
    if not found:
        answer.line(wording.NONE_CLOSED)


def _row(review: ClosedReview, week_end: date, withdrawn: bool) -> tuple[str, ...]:
    head = review.head
    title = wording.withdrawn_title(head.title) if withdrawn else head.title
    week = week_text(week_end, head.as_of)
    return head.week, week, head.as_of.isoformat(), head.closed_by, f"{head.score:.0f}", f"{head.plan:.0f}", title


def _row_of(review: ClosedReview, withdrawn: bool = False) -> ReviewRow:
    return ReviewRow(**dict(review.head), comment=review.comment, withdrawn=withdrawn)


for name, command in (("draft", draft), ("close", close), ("show", show), ("list", list_), ("check", check)):
    app.command(name, short_help=wording.SHORT_HELP[name])(command)
