"""The review as Markdown: the draft that people edit before the meeting, and a closed one to the letter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from playbook.documents.markdown_text import bullets, escaped, table
from playbook.documents.report import wording as report_words
from playbook.documents.report.content import Report
from playbook.documents.report.markdown import to_markdown
from playbook.documents.review import wording
from playbook.model.reviews.closed_review import ClosedReview
from playbook.readiness import wording as overview
from playbook.readiness import wording_notices
from playbook.readiness.agenda import Agenda
from playbook.readiness.assessment import Assessment
from playbook.readiness.bars import wording_lowered as bar_words
from playbook.readiness.changes import wording as since_words
from playbook.readiness.changes.between import effects_that_add_up
from playbook.readiness.changes.results import SinceReview
from playbook.readiness.wording_headline import beside_the_score, clock
from playbook.wording import CHANGE_WORDS, OUTCOME_WORDS, VERDICT_WORDS, day_text

Block = Sequence[str]


def draft(assessment: Assessment, agenda: Agenda, week_end: date) -> str:
    """The draft of a week's review, in the order in which the meeting walks it."""
    blocks = [*_opening(assessment, week_end), *_notices(assessment), *_follow_ups(agenda, assessment)]
    blocks += _causes(assessment)
    blocks += [*_metrics(agenda), *_gates(agenda, assessment), *_signatures(agenda, assessment)]
    blocks += [*_decisions(agenda, assessment), [f"## {wording.SAID_TITLE}"], [wording.SAID_HERE]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _opening(assessment: Assessment, week_end: date) -> Iterator[Block]:
    yield [f"# {escaped(wording.review_title(week_end))}"]
    yield [escaped(clock(assessment))]
    yield [f"**{escaped(overview.headline(assessment))}.** {escaped(beside_the_score(assessment))}"]
    yield [escaped(overview.summary(assessment.gates, assessment.due))]
    yield bullets(f"**{report_words.ALARMS}:** {escaped(alarm)}" for alarm in assessment.alarms)


def _notices(assessment: Assessment) -> Iterator[Block]:
    yield [f"## {wording_notices.TITLE}"]
    yield _listed(
        (
            f"**{escaped(wording_notices.name(notice))}**: "
            f"{escaped(wording_notices.after_name(notice, assessment.as_of))}"
            for notice in assessment.notices
        ),
        wording_notices.NOTHING,
    )
    yield [f"{wording_notices.BUDGET}: {escaped(wording_notices.spend_words(assessment.spend))}"]


def _listed(entries: Iterable[str], nothing: str) -> Block:
    return bullets(entries) or [nothing]


def _follow_ups(agenda: Agenda, assessment: Assessment) -> Iterator[Block]:
    yield [f"## {wording.FOLLOW_UPS_TITLE}"]
    yield _listed(
        (
            f"[{'x' if entry.done else ' '}] {escaped(entry.what)} "
            f"({escaped(wording.follow_up_words(entry, assessment.as_of))})"
            for entry in agenda.follow_ups
        ),
        wording.NO_FOLLOW_UPS,
    )
    if agenda.conditions:
        yield [f"{overview.CONDITIONS_TITLE}:"]
        yield bullets(
            f"[ ] {escaped(entry.what)} ({escaped(wording.condition_words(entry, assessment.as_of))})"
            for entry in agenda.conditions
        )


def _causes(assessment: Assessment) -> Iterator[Block]:
    yield [f"## {escaped(overview.changed_title(assessment.changed_since, assessment.as_of))}"]
    before = assessment.score_before
    if before is None:
        yield [escaped(overview.nothing_to_compare(assessment.start))]
        return
    total = round(assessment.readiness.score, 1) - round(before, 1)
    effects = effects_that_add_up(assessment.changes, total)
    yield _listed(
        (
            f"**{escaped(overview.effect_words(effect))}** {CHANGE_WORDS[change.kind]}: {escaped(change.text)}"
            for change, effect in zip(assessment.changes, effects, strict=True)
            if abs(effect) >= 0.05
        ),
        report_words.NO_CHANGES,
    )
    bars = bar_words.lowered_since(assessment.bar_changes, assessment.bar_metrics, assessment.as_of)
    if bars:
        yield [f"{bar_words.LOWERED_SINCE}:"]
        yield bullets(escaped(entry) for entry in bars)
    if assessment.since_review is not None:
        yield from since_blocks(assessment.since_review)


def since_blocks(since: SinceReview) -> Iterator[Block]:
    """What happened to the ground the last review stood on, whether or not it moved the score."""
    for title, entries in since_words.ground(since):
        yield [f"{title}:"]
        yield bullets(escaped(entry) for entry in entries[: since_words.MOST_LISTED])
        yield (
            [since_words.and_more(len(entries) - since_words.MOST_LISTED)]
            if len(entries) > since_words.MOST_LISTED
            else []
        )


def _metrics(agenda: Agenda) -> Iterator[Block]:
    yield [f"## {wording.METRICS_TITLE}"]
    yield _listed(
        (
            f"**{escaped(status.name)}**, {OUTCOME_WORDS[status.outcome]}: {escaped(status.reason)}. "
            f"{escaped(agenda.process.get(status.metric, ''))}".rstrip()
            for status in agenda.metrics
        ),
        wording.NO_SIGNALS,
    )
    yield [report_words.routine(agenda.routine)] if agenda.routine else []
    yield bullets(escaped(line) for line in agenda.backfilled)


def _gates(agenda: Agenda, assessment: Assessment) -> Iterator[Block]:
    yield [f"## {wording.GATES_TITLE}"]
    yield _listed(
        (
            f"**{escaped(f'{gate.product_name}, {gate.gate_name}')}** "
            f"({escaped(overview.gate_day(gate, assessment.as_of))}): {escaped(gate.words)}"
            for gate in agenda.gates
        ),
        wording.NO_GATES,
    )


def _signatures(agenda: Agenda, assessment: Assessment) -> Iterator[Block]:
    yield [f"## {wording.SIGNATURES_TITLE}"]
    yield _listed(
        (escaped(wording.signature_words(signature, assessment.as_of)) for signature in agenda.signatures),
        wording.NO_SIGNATURES,
    )


def _decisions(agenda: Agenda, assessment: Assessment) -> Iterator[Block]:
    yield [f"## {wording.DECISIONS_TITLE}"]
    if not agenda.decisions:
        yield [report_words.NO_DECISIONS]
        return
    yield table(
        (report_words.WHAT, report_words.WHO, report_words.BY_WHEN, report_words.SEEN, wording.DECIDED),
        (
            [
                escaped(decision.what),
                escaped(overview.who_words(decision.who)),
                escaped(day_text(decision.due, assessment.as_of)),
                escaped("" if decision.verdict is None else VERDICT_WORDS[decision.verdict]),
                "",
            ]
            for decision in agenda.decisions
        ),
    )


def closed_markdown(review: ClosedReview, week_end: date, report: Report, timezone: str) -> str:
    """A closed review: who closed it, what was said, asked, taken and agreed, and the report as it was seen."""
    head = review.head
    blocks: list[Block] = [
        [f"# {escaped(wording.review_title(week_end))}"],
        [escaped(wording.closed_words(head.as_of, head.closed_at, head.closed_by, timezone))],
    ]
    if review.comment.strip():
        blocks += [[f"## {wording.SAID_TITLE}"], ["\n>\n".join(f"> {escaped(part)}" for part in review.paragraphs)]]
    blocks += [
        [f"## {wording.FOLLOW_UPS_TITLE}"],
        _listed(
            (escaped(wording.frozen_follow_up(entry, head.as_of)) for entry in head.follow_ups), wording.NO_FOLLOW_UPS
        ),
        [f"## {wording.TAKEN_TITLE}"],
        _listed((escaped(wording.taken_words(entry, head.as_of)) for entry in head.taken), wording.NONE_TAKEN),
        [f"## {wording.REQUESTED_TITLE}"],
        _listed(
            (escaped(wording.requested_words(entry, head.as_of)) for entry in head.asked), report_words.NO_DECISIONS
        ),
    ]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return f"{text}\n\n---\n\n{to_markdown(report)}"
