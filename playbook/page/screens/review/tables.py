"""The parts of the meeting as tables: what is to be decided and signed, what was promised, metrics, gates."""

from collections.abc import Sequence

from playbook.concerns.control.reviews import metric_controls
from playbook.documents.report import wording as report_words
from playbook.documents.review import wording
from playbook.model.reviews.follow_ups import promise
from playbook.page.parts.badges import OUTCOME_LOOKS, VERDICT_LOOKS
from playbook.page.parts.grid import Badge, Entry, Export, Field, Line, Rows, at, grid, packed
from playbook.page.parts.header import Cell, Screen, ScreenContext
from playbook.page.parts.record_links import form_at
from playbook.page.screens.due.table import form_of
from playbook.page.screens.north_star.master import metric_table
from playbook.page.screens.record import wording as form
from playbook.page.screens.review import wording as words
from playbook.page.screens.review.agenda import PLACES, Owed, owed_by_all, owed_for
from playbook.readiness import wording as overview
from playbook.readiness.agenda import Agenda, SignatureWaiting
from playbook.readiness.decisions import DecisionNeeded
from playbook.readiness.due.by_seat import DueKind
from playbook.readiness.follow_ups import FollowUpStatus
from playbook.readiness.open_conditions import OpenCondition
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS, day_text, owner_text, seat_text, sentence_case

DECISION_FIELDS = (
    Field(words.COLUMN_WHAT),
    Field(words.COLUMN_SEEN, choose=True, width=150),
    Field(words.COLUMN_OWNER, choose=True, width=170, spare=True),
    Field(words.COLUMN_DUE, width=110),
    Field(words.COLUMN_FORM, width=90),
)
PROMISE_FIELDS = (
    Field(words.COLUMN_WHAT),
    Field(words.COLUMN_STATE, choose=True, width=130),
    Field(words.COLUMN_OWNER, choose=True, width=170, spare=True),
    Field(words.COLUMN_DUE, width=110),
    Field(words.COLUMN_FORM, width=130),
)
GATE_FIELDS = (
    Field(words.COLUMN_GATE, width=300),
    Field(words.COLUMN_SEEN, choose=True, width=170),
    Field(words.COLUMN_DUE, width=150),
    Field(words.COLUMN_WHY, spare=True),
)


def decisions(agenda: Agenda, context: ScreenContext) -> None:
    """What is to be decided and signed, by whom and by when; each leads to its reason and to the form that records
    it."""

    def lines() -> Rows:
        owed = owed_by_all(context)
        found = [_decision(each, owed, context) for each in agenda.decisions]
        found += [_signature(each, owed, context) for each in agenda.signatures]
        return packed(sorted(found, key=_day))

    shown = context.workspace.once((decisions, context.product), lines, context.as_of, context.basis)
    columns = (report_words.WHAT, report_words.WHO, report_words.BY_WHEN, report_words.SEEN, report_words.WHY)
    rows: list[tuple[Cell, ...]] = [
        (
            each.what,
            owner_text(each.who),
            each.due,
            "" if each.verdict is None else VERDICT_WORDS[each.verdict],
            each.because,
        )
        for each in agenda.decisions
    ]
    rows += [
        (wording.signature_name(each), owner_text(each.who), each.due or "", OUTCOME_WORDS[each.outcome], each.reason)
        for each in agenda.signatures
    ]
    export = Export(columns, rows, name="decisions")
    grid("decisions", DECISION_FIELDS, shown, label=wording.DECISIONS_TITLE, size=12, export=export)


def _decision(each: DecisionNeeded, owed: Owed, context: ScreenContext) -> Line:
    item = owed_for(owed, DueKind.DECISION, each.subject, what=each.what)
    late = overview.late_words(each.late_days) if each.late_days else ""
    seen: Sequence[Badge] = ()
    if each.verdict is not None:
        seen = ((VERDICT_WORDS[each.verdict], *VERDICT_LOOKS[each.verdict]),)
    place = PLACES.get(each.kind, Screen.GATES)
    cells = (
        Entry(
            sentence_case(each.what),
            sentence_case(each.because),
            to=at(place, each.subject, product=each.product),
        ),
        Entry(badges=seen),
        sentence_case(owner_text(each.who)),
        Entry(day_text(each.due, context.as_of), late, order=each.due.isoformat()),
        Entry() if item is None else form_of(item),
    )
    return Line(f"{each.kind} {each.subject} {each.what}", cells)


def _signature(each: SignatureWaiting, owed: Owed, context: ScreenContext) -> Line:
    subject = f"{each.product}/{each.gate}"
    item = owed_for(owed, DueKind.SIGNATURE, subject, criterion=each.criterion)
    late = overview.late_words(item.late_days) if item is not None and item.late_days else ""
    cells = (
        Entry(
            words.sign(wording.signature_name(each)),
            sentence_case(each.reason),
            to=at(Screen.GATES, subject, product=each.product),
        ),
        Entry(badges=((OUTCOME_WORDS[each.outcome], *OUTCOME_LOOKS[each.outcome]),)),
        sentence_case(owner_text(each.who)),
        Entry() if each.due is None else Entry(day_text(each.due, context.as_of), late, order=each.due.isoformat()),
        Entry() if item is None else form_of(item),
    )
    return Line(f"sign {subject} {each.criterion}", cells)


def promises(agenda: Agenda, context: ScreenContext) -> None:
    """What earlier reviews agreed and what releases were tied to; open ones first, each with the form that says it is
    done."""
    tied = {promise(each.what, each.product) for each in agenda.conditions}
    lines = [_condition(each, context) for each in agenda.conditions]
    lines += [_follow_up(each, context) for each in agenda.follow_ups if promise(each.what, each.product) not in tied]
    rows = [
        (each.what, seat_text(each.owner), each.due, each.done or "", wording.FOLLOW_UPS_TITLE)
        for each in agenda.follow_ups
    ]
    rows += [(each.what, seat_text(each.owner), each.due, "", overview.CONDITIONS_TITLE) for each in agenda.conditions]
    export = Export(words.PROMISE_COLUMNS, rows, name="follow-ups")
    grid("promises", PROMISE_FIELDS, sorted(lines, key=_open_first), label=words.PROMISES, size=12, export=export)


def _day(line: Line) -> str:
    due = line.cells[3]
    return str(due.order or "") if isinstance(due, Entry) else ""


def _open_first(line: Line) -> tuple[bool, str]:
    state = line.cells[1]
    return isinstance(state, Entry) and any(word == wording.DONE for word, *_ in state.badges), _day(line)


def _state(late_days: int) -> Badge:
    if late_days:
        return overview.late_words(late_days), "red", "schedule"
    return wording.OPEN, "orange", "pending_actions"


def _follow_up(each: FollowUpStatus, context: ScreenContext) -> Line:
    state = (wording.DONE, "green", "task_alt") if each.done is not None else _state(each.late_days)
    act = Entry()
    if each.done is None:
        to = form_at("follow-up-done", about=each.product, what=each.what)
        act = Entry(form.MET, to=to, title=each.what)
    day = each.due if each.done is None else each.done
    cells = (
        Entry(each.what, each.note or words.agreed(each.on, context.as_of)),
        Entry(badges=(state,)),
        sentence_case(seat_text(each.owner)),
        Entry(day_text(day, context.as_of), order=day.isoformat()),
        act,
    )
    return Line(f"follow-up {each.what} {each.product or ''}", cells)


def _condition(each: OpenCondition, context: ScreenContext) -> Line:
    to = form_at("condition-done", about=each.product, gate=each.gate, what=each.what)
    cells = (
        Entry(
            each.what,
            words.condition_of(each.product_name, each.gate_name),
            to=at(Screen.GATES, f"{each.product}/{each.gate}", product=each.product),
        ),
        Entry(badges=(_state(each.late_days),)),
        sentence_case(seat_text(each.owner)),
        Entry(day_text(each.due, context.as_of), order=each.due.isoformat()),
        Entry(form.MET, to=to, title=each.what),
    )
    return Line(f"condition {each.product} {each.gate} {each.what}", cells)


def metrics(agenda: Agenda, context: ScreenContext) -> None:
    """Metrics that need words, with what is to be said of each."""
    reviews = context.workspace.ask(metric_controls, context.as_of, context.basis)
    metric_table([(wording.METRICS_TITLE, agenda.metrics)], reviews, "", agenda.process)


def gates(agenda: Agenda, context: ScreenContext) -> None:
    """Gates planned within three weeks, and those that are past their day and still shut."""
    lines = [
        Line(
            gate.subject,
            (
                Entry(
                    f"{gate.product_name}, {gate.gate_name}", to=at(Screen.GATES, gate.subject, product=gate.product)
                ),
                Entry(badges=((VERDICT_WORDS[gate.verdict], *VERDICT_LOOKS[gate.verdict]),), order=gate.verdict.rank),
                Entry(overview.gate_day(gate, context.today), order=gate.planned.isoformat() if gate.planned else ""),
                sentence_case(gate.because),
            ),
        )
        for gate in agenda.gates
    ]
    rows = [
        (gate.product_name, gate.gate_name, VERDICT_WORDS[gate.verdict], gate.planned or "", gate.because)
        for gate in agenda.gates
    ]
    export = Export(words.GATE_COLUMNS, rows, name="gates-due")
    grid("gates-due", GATE_FIELDS, lines, label=wording.GATES_TITLE, size=12, export=export)
