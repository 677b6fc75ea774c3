"""The register as a table, what presses first."""

from collections.abc import Sequence
from datetime import date

from playbook.concerns.risks import wording_page as wording
from playbook.concerns.risks.register import RiskRegister, RiskStatus
from playbook.model.risks import Band, RiskState
from playbook.page.parts.grid import Badge, Entry, Export, Field, Line, Rows, at, grid, packed
from playbook.page.parts.header import Screen, ScreenContext, Shown
from playbook.wording import day_text, sentence_case

BAND_LOOKS = {
    Band.HIGH: ("red", "priority_high"),
    Band.MEDIUM: ("orange", "visibility"),
    Band.LOW: ("green", "check"),
    None: ("gray", "help"),
}
STATE_LOOKS: dict[RiskState | None, tuple[str, str]] = {
    RiskState.OPEN: ("red", "lock_open"),
    RiskState.TREATED: ("green", "shield"),
    RiskState.ACCEPTED: ("violet", "handshake"),
    RiskState.CLOSED: ("gray", "task_alt"),
    None: ("gray", "help"),
}
FIELDS = (
    Field(wording.COLUMN_RISK),
    Field(wording.COLUMN_LEVEL, choose=True, width=130),
    Field(wording.COLUMN_STATE, choose=True, width=120),
    Field(wording.COLUMN_OWNER, choose=True, width=120),
    Field(wording.COLUMN_REVIEW, width=80),
)


def register_table(
    risks: Sequence[RiskStatus], register: RiskRegister, chosen: str | None, context: ScreenContext
) -> None:
    """Risks that press first; the download holds the whole register."""

    def lines() -> Rows:
        return packed([_line(risk, context.as_of) for risk in sorted(risks, key=lambda risk: not risk.presses)])

    about = register_table, tuple(risk.key for risk in risks)
    shown = context.workspace.once(about, lines, context.as_of, context.basis)
    rows = [
        (
            risk.name,
            risk.product_name,
            Shown("", risk.level),
            Shown("", risk.likelihood),
            Shown("", risk.impact),
            wording.STATE_WORDS[risk.state],
            risk.owner,
            risk.review_due,
            "; ".join(risk.reasons),
        )
        for risk in register.risks
    ]
    export = Export(wording.RISK_COLUMNS, rows, name="risks")
    grid("risks", FIELDS, shown, label=wording.REGISTER, selected=chosen, size=12, export=export)


def _line(risk: RiskStatus, today: date) -> Line:
    marks: list[Badge] = [(wording.STATE_WORDS[risk.state], *STATE_LOOKS[risk.state])]
    if risk.raised:
        marks.append((wording.RAISED, "orange", "trending_up"))
    if risk.review_late_days:
        marks.append((wording.REVIEW_OVERDUE, "red", "event_busy"))
    if risk.derived:
        marks.append((wording.DERIVED, "blue", "link"))
    band = (wording.BAND_WORDS[risk.band], *BAND_LOOKS[risk.band])
    cells = (
        Entry(wording.name_with_product(risk), wording.reasons_words(risk), to=at(Screen.RISKS, risk.key)),
        Entry(
            note=wording.level_words(risk, with_band=False) if risk.level is not None else "",
            order=-(risk.level or 0),
            badges=(band,),
        ),
        Entry(badges=marks, order=wording.STATE_WORDS[risk.state]),
        sentence_case(wording.owner_words(risk.owner)),
        Entry()
        if risk.review_due is None
        else Entry(day_text(risk.review_due, today), order=risk.review_due.isoformat()),
    )
    return Line(risk.key, cells)
