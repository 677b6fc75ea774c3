"""How follow-ups stand on a day."""

from dataclasses import dataclass
from datetime import date

from playbook.model.reviews.follow_ups import FollowUp, promise
from playbook.results.questions import Questions


@dataclass(frozen=True, slots=True)
class FollowUpStatus:
    """A follow-up on the as-of day; `done` is None while it is open, `late_days` above 0 where its day passed."""

    what: str
    owner: str
    product: str | None
    on: date
    due: date
    done: date | None
    late_days: int
    note: str


def follow_ups(questions: Questions) -> tuple[FollowUpStatus, ...]:
    """What was agreed by the day: open ones first, the earliest due first; then what is done, the newest first. One
    that repeats a condition of a release or an action of an incident in the same words is done when that is."""
    day, records = questions.day, questions.playbook.records.follow_ups
    met = _actions_done(questions) | _conditions_met(questions)

    def done_on(record: FollowUp) -> date | None:
        key = promise(record.what, record.product)
        said = (records.done_on(record, day), met.get(key))
        return min((found for found in said if found is not None), default=None)

    found = [
        FollowUpStatus(
            what=record.what,
            owner=record.owner,
            product=record.product,
            on=record.on,
            due=record.due,
            done=done_on(record),
            late_days=0 if done_on(record) is not None else max(0, (day - record.due).days),
            note=record.note,
        )
        for record in records.follow_ups
        if record.on <= day
    ]
    still_open = sorted((entry for entry in found if entry.done is None), key=lambda entry: entry.due)
    done = sorted((entry for entry in found if entry.done is not None), key=lambda entry: entry.done or day)
    return (*still_open, *reversed(done))


def _actions_done(questions: Questions) -> dict[tuple[str, str | None], date]:
    """Actions of incidents that were done by the day, those of a product also under no product in particular."""
    done: dict[tuple[str, str | None], date] = {}
    for incident in questions.playbook.records.incidents.incidents:
        for action in incident.actions:
            if action.done is not None and action.done <= questions.day:
                done |= {promise(action.what, product): action.done for product in (None, incident.product)}
    return done


def _conditions_met(questions: Questions) -> dict[tuple[str, str | None], date]:
    """Conditions of releases that were met by the day, each with the last day on which one in these words was; not
    those of which one is still open."""
    met: dict[tuple[str, str | None], date] = {}
    still_open: set[tuple[str, str | None]] = set()
    for decision in questions.playbook.records.decisions.settled:
        for condition in decision.conditions if decision.on <= questions.day else ():
            key = promise(condition.what, decision.product)
            if condition.done is None or condition.done > questions.day:
                still_open.add(key)
            else:
                met[key] = max(condition.done, met.get(key, condition.done))
    return {key: day for key, day in met.items() if key not in still_open}
