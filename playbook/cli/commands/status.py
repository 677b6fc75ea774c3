"""`playbook status`: the whole assessment, read from the top down."""

from datetime import date
from typing import Annotated

import typer

from playbook.cli import wording
from playbook.cli.options import ANSWER, DAY, PLACES, SERVER, leave_when_broken, opened, shared
from playbook.cli.output import Answer, Style, document, styled, tell_problems
from playbook.cli.parameters import Parameters
from playbook.concerns.control.reviews import metric_controls
from playbook.readiness import wording as overview
from playbook.readiness import wording_notices
from playbook.readiness.as_json import status_document
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars import wording_lowered as bar_words
from playbook.readiness.changes import wording as review
from playbook.readiness.changes.between import effects_that_add_up
from playbook.readiness.changes.results import SinceReview
from playbook.readiness.open_conditions import OpenCondition
from playbook.readiness.selection import calm, for_product
from playbook.readiness.wording_headline import beside_the_score, clock
from playbook.services import choices
from playbook.wording import AREA_WORDS, CHANGE_WORDS, score_text


@shared(*PLACES, *ANSWER, *DAY, *SERVER)
def status(
    parameters: Parameters,
    product: Annotated[str | None, typer.Option("--product", metavar="ID", help=wording.PRODUCT_HELP)] = None,
) -> None:
    """How ready we are against the plan for the day, why, what blocks and what to do next."""
    with opened(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        state = workspace.playbook()
        assessment = for_product(workspace.assess(day, basis), choices.product(workspace, product))
        if parameters.json:
            reviews = workspace.ask(metric_controls, day, basis)
            problems = (*state.problems, *workspace.stored_problems())
            document(status_document(assessment, sample=workspace.is_sample, problems=problems, reviews=reviews))
        elif state.shows_something:
            show_status(Answer(), assessment)
            tell_problems(workspace.stored_problems(), 0)
        leave_when_broken(state)


def show_status(answer: Answer, assessment: Assessment) -> None:
    """Prints the assessment for people."""
    answer.line(wording.title(assessment), Style.QUIET)
    answer.line(overview.headline(assessment), Style.STRONG)
    if assessment.day is None:
        answer.line(overview.NOT_STARTED_MISSING)
        answer.line(wording.START_WITH)
        return
    answer.line(overview.summary(assessment.gates, assessment.due))
    answer.line(beside_the_score(assessment))
    answer.line(clock(assessment), Style.QUIET)
    if calm(assessment):
        answer.line(overview.first_due(assessment))
    else:
        answer.gap()
        _areas(answer, assessment)
    _notices(answer, assessment)
    _blockers(answer, assessment)
    answer.heading(overview.NEXT_TITLE)
    answer.numbered(
        (action.action, f"{overview.who_words(action.who)} · {overview.gain_words(action.gain)}")
        for action in assessment.actions
    )
    if not assessment.actions:
        answer.line(overview.NOTHING_NEXT, indent=2)
    _changes(answer, assessment)
    if assessment.open_conditions:
        answer.heading(overview.CONDITIONS_TITLE)
        answer.numbered(_condition(condition, assessment.as_of) for condition in assessment.open_conditions)
    if assessment.alarms:
        answer.heading(wording.ALARMS)
        for alarm in assessment.alarms:
            answer.line(alarm, Style.FAIR, indent=2)


def _condition(condition: OpenCondition, as_of: date) -> tuple[str, str]:
    due = overview.condition_due(condition.due, condition.late_days, as_of)
    return (
        f"{condition.product_name}, {condition.gate_name}: {condition.what}",
        f"{overview.who_words(condition.owner)} · {due}",
    )


def _changes(answer: Answer, assessment: Assessment) -> None:
    if (own := assessment.own_review) is not None:
        answer.gap()
        answer.line(review.as_reviewed(own.week_end, own.score, assessment.readiness.score))
        _listed(answer, own)
    since, before = assessment.changed_since, assessment.score_before
    if since is None or before is None:
        return
    answer.heading(overview.changed_title(since, assessment.as_of))
    if assessment.since_review is not None:
        _ground(answer, assessment.since_review, assessment.as_of)
    bars = bar_words.lowered_since(assessment.bar_changes, assessment.bar_metrics, assessment.as_of)
    if bars:
        answer.line(f"{bar_words.LOWERED_SINCE}:", indent=2)
        answer.points(bars)
    if not assessment.changes:
        answer.line(overview.nothing_changed(since, assessment.as_of), indent=2)
        return
    moved = round(assessment.readiness.score, 1) - round(before, 1)
    effects = effects_that_add_up(assessment.changes, moved)
    listed = list(zip(assessment.changes, effects, strict=True))
    shown = [(change, effect) for change, effect in listed if change.turned or abs(effect) >= wording.SMALLEST_EFFECT]
    shown = shown[: wording.LISTED_CHANGES]
    rows = [(overview.effect_words(effect), CHANGE_WORDS[change.kind], change.text) for change, effect in shown]
    rest = [effect for entry, effect in listed if (entry, effect) not in shown]
    if rest:
        rows.append(
            (overview.effect_words(sum(rest)), "", overview.other_causes([effect for _, effect in shown], rest))
        )
    answer.rows(rows, right=[0])
    answer.line(overview.sum_line(before, assessment.readiness.score, len(listed)), Style.QUIET, indent=2)


def _areas(answer: Answer, assessment: Assessment) -> None:
    total = sum(area.weight for area in assessment.readiness.areas) or 1
    answer.rows(
        (
            (
                AREA_WORDS[area.area],
                styled(score_text(area.score) if area.known else "–", _compared(area.score, area.plan)),
                score_text(area.plan),
                f"{100 * area.weight / total:.0f}%",
                area.reason,
            )
            for area in assessment.readiness.areas
        ),
        head=wording.AREA_HEAD,
        right=[1, 2, 3],
    )


def _compared(score: float, plan: float) -> str:
    if round(score) >= round(plan):
        return Style.GOOD if plan else ""
    return Style.FAIR


def _blockers(answer: Answer, assessment: Assessment) -> None:
    answer.heading(overview.BLOCKS_TITLE)
    if not assessment.blockers:
        answer.line(overview.NOTHING_BLOCKS, indent=2)
    shown = assessment.blockers[: wording.LISTED_BLOCKERS]
    answer.numbered(
        (f"{blocker.title}: {blocker.reason}", overview.who_words(blocker.who, blocker.late_days)) for blocker in shown
    )
    if len(assessment.blockers) > len(shown):
        answer.line(wording.more_blockers(len(assessment.blockers) - len(shown)), Style.QUIET, indent=5)


def _notices(answer: Answer, assessment: Assessment) -> None:
    answer.heading(wording_notices.TITLE)
    if not assessment.notices:
        answer.line(wording_notices.NOTHING, indent=2)
    answer.numbered(
        (wording_notices.name(notice), wording_notices.after_name(notice, assessment.as_of))
        for notice in assessment.notices
    )
    answer.line(f"{wording_notices.BUDGET}: {wording_notices.spend_words(assessment.spend)}", Style.QUIET, indent=2)


def _ground(answer: Answer, since: SinceReview, today: date) -> None:
    """From when the change is measured, and what differs from what that review was based on."""
    answer.line(review.compared_with(since.week_end, since.as_of, today), Style.QUIET, indent=2)
    _listed(answer, since)


def _listed(answer: Answer, since: SinceReview) -> None:
    for title, entries in review.ground(since):
        answer.line(f"{title}:", indent=2)
        answer.points(entries[: review.MOST_LISTED])
        if len(entries) > review.MOST_LISTED:
            answer.line(review.and_more(len(entries) - review.MOST_LISTED), Style.QUIET, indent=6)
