"""The table of who owes what: each row leads to its reason, and to the form that settles it."""

from collections.abc import Sequence
from datetime import date

from playbook.page.parts.grid import Entry, Export, Field, Line, Rows, at, grid, packed
from playbook.page.parts.header import Screen, ScreenContext
from playbook.page.parts.links import SCREEN_OF_AREA
from playbook.page.parts.record_links import form_at
from playbook.page.screens.record.wording import RECORD_IT
from playbook.readiness.due import wording
from playbook.readiness.due.items import DueItem, DueKind, SeatDue
from playbook.readiness.due.merged import MergedItem, merged
from playbook.verdict import Area
from playbook.wording import sentence_case

_PLACES = {
    DueKind.RISK: Screen.RISKS,
    DueKind.VENDOR: Screen.VENDORS,
    DueKind.DRILL: Screen.WORKFLOW,
    DueKind.WAIT: Screen.WORKFLOW,
}
FIELDS = (
    Field(wording.COLUMN_WHAT),
    Field(wording.COLUMN_SEAT, width=170),
    Field(wording.COLUMN_KIND, choose=True, width=110),
    Field(wording.COLUMN_DUE, width=80),
    Field(wording.COLUMN_LATE, right=True, width=90),
    Field(wording.COLUMN_FORM, width=90),
)


def table(seats: Sequence[SeatDue], view: str, context: ScreenContext) -> None:
    """All items of the seats, grouped as chosen; the download has every one of them by itself."""
    items = [item for seat in seats for item in seat.items]

    def lines() -> Rows:
        return packed(sorted((_line(one, view, context) for one in merged(items)), key=_late_first))

    about = (table, view, context.product, tuple(seat.seat for seat in seats))
    rows = [
        (item.seat, wording.KIND_WORDS[item.kind], item.what, item.due, item.late_days, item.reason) for item in items
    ]
    export = Export(wording.EXPORT_COLUMNS, rows, name="who-owes-what")
    shown = context.workspace.once(about, lines, context.as_of, context.basis)
    grid("due", FIELDS, shown, label=wording.TITLE, export=export)


def _late_first(line: Line) -> tuple[float, str]:
    late, due = line.cells[4], line.cells[3]
    days = late.order if isinstance(late, Entry) else 0
    day = due.order if isinstance(due, Entry) else ""
    return -float(days or 0), str(day or "")


def _line(one: MergedItem, view: str, context: ScreenContext) -> Line:
    item, today = one.item, context.as_of
    names = [context.playbook.gates[gate.partition("/")[2]].title for gate in one.gates if one.more]
    note = wording.with_gates(item.reason, names)
    due = (
        Entry()
        if item.due is None
        else Entry(wording.due_day(item.due, today), wording.lapsed(item, today), order=item.due.isoformat())
    )
    late = Entry(f"{item.late_days:,}", order=item.late_days) if item.late_days else Entry(order=0)
    cells = (
        Entry(item.what, sentence_case(note), to=_reason(item)),
        wording.seat_name(item.seat),
        wording.KIND_WORDS[item.kind],
        due,
        late,
        form_of(item),
    )
    return Line(f"{item.seat} {item.what} {item.product or ''}", cells, _group(item, view, today, context))


def _group(item: DueItem, view: str, today: date, context: ScreenContext) -> tuple[str, float | str] | None:
    if view == wording.BY_SEAT:
        return wording.seat_name(item.seat), "" if item.seat else "~"
    calendar = context.playbook.calendar
    if view == wording.BY_WEEK:
        if item.due is None:
            return wording.NO_DAY, "9"
        end = calendar.end_of(item.due)
        return wording.week_words(end, today), end.isoformat()
    late = 0 if item.late_days else 1
    this_week = item.due is not None and item.due <= calendar.end_of(today)
    place = late if late == 0 else 3 if item.due is None else 1 if this_week else 2
    return wording.LATENESS[place], place


def _reason(item: DueItem) -> str:
    """Where the reason stands in full; '' where the row says all there is."""
    if item.area is Area.METRICS:  # a metric is one product's
        return at(Screen.NORTH_STAR, item.subject or None, product=item.product)
    if item.area is not None:
        return at(SCREEN_OF_AREA[item.area], item.subject or None)
    if item.kind is DueKind.INCIDENT:
        return at(Screen.RISKS, incident=item.subject)
    if item.kind is DueKind.RISK and item.subject and item.product:
        return at(Screen.RISKS, f"{item.subject}/{item.product}")
    return at(_PLACES[item.kind], item.subject or None) if item.kind in _PLACES else ""


def form_of(item: DueItem) -> Entry:
    """The form that settles it, filled in as far as it is known."""
    if item.form:
        to = form_at(item.form, about=item.product, **dict(item.fill))
        return Entry(RECORD_IT, to=to, title=item.what)
    if item.kind is DueKind.FEED:
        return Entry(wording.UPLOAD, to=at(Screen.UPLOAD, product=item.product), title=item.what)
    return Entry()
