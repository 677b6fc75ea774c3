"""Why readiness differs from the last closed review: rule, records dated back, late data, performance, scope; each
apart, each with its effect, together the whole change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from metrics.observation import Basis
from metrics.series.moments import day_of
from playbook.model.playbook import Playbook
from playbook.model.reviews.closed_review import ClosedReview, FrozenItem
from playbook.readiness.changes import wording
from playbook.readiness.changes.between import Change, moves, stage
from playbook.readiness.changes.entries import RuleChange, rule_changes, rules_of
from playbook.readiness.changes.recorded import Differing, Recorded, added, differing, taken_away, without
from playbook.readiness.changes.results import SinceReview
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.items import Item, items_of
from playbook.verdict import Area, ChangeKind

_MOST_LATE = 50


def last_review(reviews: Sequence[ClosedReview], day: date) -> ClosedReview | None:
    """The review that a day is compared with: the last one that looked at an earlier day."""
    earlier = [review for review in reviews if review.as_of < day]
    return max(earlier, key=lambda review: (review.as_of, review.week), default=None)


def changes_since(
    review: ClosedReview, questions: Inquiry, items: Sequence[Item], score: float
) -> tuple[tuple[Change, ...], SinceReview]:
    """The causes, greatest first; their effects add up to the difference between `score` and the review's.

    The review's day is asked again four times: as it was seen; under today's rules; with the records written since;
    with the data that arrived since. What lies between two of them has that cause; what lies between the last one and
    today happened."""
    playbook, day = questions.playbook, review.as_of
    known = review.known
    found, ground = _ground(review, questions)
    rules, new, back, other = ground.rules, ground.new, ground.back, ground.other
    frozen = [_item(item) for item in known.items]
    ruled = _items_without(new, questions, day)
    that_day = _items_without(back, questions, day) if len(back) < len(new) else ruled
    recorded = _items_on(playbook, questions, day, day) if back else that_day
    arrived = _items_on(playbook, questions, day, questions.day, questions.basis)
    weights = playbook.definitions.charter.charter.weights
    all_weights = sum(float(getattr(weights, area)) for area in Area) or 1.0
    first, words = _first_cause(rules, other)
    changes: list[Change] = []
    for area in Area:
        points = 100 * float(getattr(weights, area)) / all_weights
        changes += stage(first, area, frozen, ruled, points, words, items)
        changes += stage(ChangeKind.PERFORMANCE, area, ruled, that_day, points, wording.same_day, items)
        changes += stage(ChangeKind.DATED_BACK, area, that_day, recorded, points, wording.by_records_dated_back, items)
        changes += stage(ChangeKind.DATA, area, recorded, arrived, points, wording.by_late_data, items)
        changes += moves(area, arrived, items, points)
    rest = score - review.score - sum(change.effect for change in changes)
    if abs(rest) > 0.05:
        kind = ChangeKind.RULE if rules else ChangeKind.SCOPE
        changes.append(Change(kind, Area.CHARTER, wording.WEIGHTS_CHANGED, rest))
    kept = sorted((change for change in changes if change.counts), key=lambda c: -abs(c.effect))
    return tuple(kept), found


@dataclass(frozen=True, slots=True)
class _Ground:
    """What differs from what a review stood on: rules, records written since, those of them that are dated back, and
    fields that read differently."""

    rules: tuple[RuleChange, ...]
    new: tuple[Recorded, ...]
    back: tuple[Recorded, ...]
    other: tuple[Differing, ...]


def own_review(questions: Inquiry) -> SinceReview | None:
    """What differs from the ground of the review that was closed as of the day asked about; None without one."""
    closed = [review for review in questions.playbook.reviews if review.as_of == questions.day]
    return _ground(max(closed, key=lambda review: review.closed_at), questions)[0] if closed else None


def _ground(review: ClosedReview, questions: Inquiry) -> tuple[SinceReview, _Ground]:
    playbook, day, known = questions.playbook, review.as_of, review.known
    new = added(playbook.records, known.records, day)
    closed_on = day_of(review.closed_at, questions.measurements.timezone)
    ground = _Ground(
        rules=tuple(rule_changes(rules_of(playbook.definitions), known.rules)),
        new=new,
        back=tuple(entry for entry in new if entry.on is None or entry.on < closed_on),
        other=differing(playbook.records, known.values, day),
    )
    found = SinceReview(
        week=review.week,
        week_end=playbook.calendar.week_named(review.week),
        as_of=day,
        rules=tuple(wording.rule_change(*change) for change in ground.rules),
        late_data=_late_data(review, questions),
        dated_back=tuple(wording.dated_back(entry.file, entry.words, closed_on) for entry in ground.back),
        taken_away=(
            *taken_away(playbook.records, known.records, day),
            *(wording.reads_differently(one.file, one.words, one.field, one.was, one.now) for one in ground.other),
        ),
        score=review.score,
    )
    return found, ground


def _first_cause(rules: Sequence[RuleChange], other: Sequence[Differing]) -> tuple[ChangeKind, wording.Words]:
    """Why an item stands otherwise than it was frozen with the same records and data: a rule, a record that reads
    differently, or what came in on that day after the review."""
    if rules:
        return ChangeKind.RULE, _of_rule(rules)
    if other:
        return ChangeKind.DATED_BACK, wording.by_record_that_differs
    return ChangeKind.DATA, wording.same_day


def _items_without(left_out: Sequence[Recorded], questions: Inquiry, day: date) -> Sequence[Item]:
    """The items of a day without some records."""
    playbook = questions.playbook
    if left_out:
        keys = frozenset((entry.file, entry.key) for entry in left_out)
        playbook = replace(playbook, records=without(playbook.records, keys, day))
    return _items_on(playbook, questions, day, day)


def _of_rule(rules: Sequence[RuleChange]) -> "wording.Words":
    """Words for an item that stands differently under today's rules: the rules of what bears its name, else all."""

    def words(title: str, item_id: str, before: str, after: str) -> str:
        own = [rule for rule in rules if set(item_id.split("/")) & set(rule.entry.split("/"))]
        return wording.by_rule(title, before, after, [wording.rule_change(*rule) for rule in own or rules])

    return words


def _item(item: FrozenItem) -> Item:
    return Item(
        area=item.area,
        id=item.id,
        title=item.title,
        weight=item.weight,
        value=item.value,
        value_without_exemptions=item.value,
        planned=0.0,
        inputs=0.0,
        known_inputs=0.0,
        state=item.state,
        undecided=item.undecided,
        action="",
        who="",
        due=None,
    )


def _items_on(
    playbook: Playbook, questions: Inquiry, day: date, known_on: date, basis: Basis = Basis.KNOWN
) -> Sequence[Item]:
    inquiry = Inquiry(playbook, questions.measurements, day, basis, known_on=known_on, explains=False)
    return items_of(inquiry)


def _late_data(review: ClosedReview, questions: Inquiry) -> tuple[str, ...]:
    """Uploads that came after the review of a week they hold rows of, the earliest received first; what had counted in
    the last review is not reported again."""
    counted = {upload.upload_id for upload in review.known.uploads}
    newest = max((upload.received_at for upload in review.known.uploads), default=None)
    closed = sorted((one.week, one.closed_at) for one in questions.playbook.reviews if one.as_of <= review.as_of)
    late: dict[str, tuple[date, int, set[str], set[date]]] = {}
    calendar = questions.playbook.calendar
    for key, rows in questions.measurements.book.rows.items():
        metric, mixed = key[1], key in questions.measurements.backfilled
        for row in reversed(rows):
            sent = row.sent_at or row.received_at
            if newest is not None and sent <= newest:
                if mixed:
                    continue
                break  # rows stand in the order in which they were received
            if row.upload_id in counted or row.revoked_at is not None or row.period_end > review.as_of:
                continue
            arrived = day_of(sent, questions.measurements.timezone)
            if arrived > questions.day and questions.basis is Basis.KNOWN:
                continue
            week = calendar.name_of(row.period_end)
            seen = next((moment for name, moment in closed if name >= week), None)
            if seen is None or sent <= seen:
                continue  # it was there when its week was reviewed
            received, count, metrics, weeks = late.get(row.upload_id, (arrived, 0, set(), set()))
            late[row.upload_id] = (
                received,
                count + 1,
                metrics | {metric},
                weeks | {calendar.end_of(row.period_end)},
            )
    found = sorted(late.items(), key=lambda entry: (entry[1][0], entry[0]))
    names = {metric.id: metric.name for metric in questions.playbook.metrics.values()}
    return tuple(
        wording.late_upload(upload, received, count, [names.get(one, one) for one in sorted(metrics)], sorted(weeks))
        for upload, (received, count, metrics, weeks) in found[:_MOST_LATE]
    )
