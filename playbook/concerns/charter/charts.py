"""The charter's phases on a time line: what is proven and claimed of each, against today."""

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import wrap

from playbook.charting import wording as words
from playbook.charting.colors import Palette
from playbook.charting.parts import Spec, chart, layer, mark, nominal, rows, temporal, until, value
from playbook.results.charter import PhaseStatus
from playbook.wording import day_text

_ROW = 70
_LETTERS = 24
"""Of a line in the column of labels; a longer name is broken."""
_COLUMN = 150
_FURTHEST_TODAY = timedelta(days=30)


def charter_timeline(
    phases: Sequence[PhaseStatus], end: date, today: date | None, *, palette: Palette, description: str
) -> Spec:
    """Each phase beside its name and numbers as a bar of its days: solid for proven, pale for claimed only; a line for
    today.

    A day more than a month before or after the charter would squeeze the bars; it is left to the words beside it."""
    parts = [part for phase in phases for part in _parts(phase)]
    last = max([end, *(phase.end for phase in phases)])
    first = min(phase.start for phase in phases)
    near = today is not None and first - _FURTHEST_TODAY <= today <= last + _FURTHEST_TODAY
    shown = today if near else None
    first = min(first, shown or first)
    domain = [first.isoformat(), (max(last, shown or last) + timedelta(days=1)).isoformat()]
    ticks = [{"year": day.year, "month": day.month, "date": day.day} for day in [*(p.start for p in phases), last]]
    x = temporal(
        "start",
        scale={"domain": domain, "nice": False},
        axis={"title": None, "format": "%b %-d", "values": ticks, "gridDash": [2, 3]},
    )
    # the column of labels: name and numbers of a phase, in lines that a phone has room for
    column = {"title": None, "labelAlign": "left", "labelPadding": _COLUMN + 10, "labelLimit": _COLUMN}
    column |= {"labelExpr": "split(datum.label, '\\n')", "labelColor": palette.text, "grid": False}
    y = nominal("label", sort=None, axis=column, scale={"paddingInner": 0, "paddingOuter": 0})
    fills = {words.PROVEN: palette.blue, words.CLAIMED_ONLY: _pale_blue(palette), words.OPEN: palette.pale}
    colors = nominal("part", scale={"domain": list(fills), "range": list(fills.values())}, legend=None)
    bars = layer(
        rows(parts),
        mark("bar", size=16, stroke=palette.muted, strokeWidth=0.6),
        x=x,
        x2=until("end"),
        y=y,
        color=colors,
        tooltip=[
            nominal("phase", title=words.PHASE),
            nominal("part", title=words.PART),
            nominal("numbers", title=words.STATE),
        ],
    )
    layers = [] if shown is None else _today(shown, shown > first + (last - first) / 2, x, palette)
    return chart([*layers, bars], palette, description, height={"step": _ROW})


def _parts(phase: PhaseStatus) -> list[dict[str, object]]:
    """Stretches of one phase's bar, in days that stand for its shares."""
    after = phase.end + timedelta(days=1)
    days = (after - phase.start).days
    proven = phase.proven or 0.0
    claimed = max(proven, phase.claimed or 0.0)
    stretches = ((words.PROVEN, 0.0, proven), (words.CLAIMED_ONLY, proven, claimed), (words.OPEN, claimed, 1.0))
    numbers = words.phase_numbers(phase.proven, phase.claimed, phase.plan)
    return [
        {
            "phase": phase.name,
            "label": _label(phase),
            "part": part,
            "start": _moment(phase.start, days * begin),
            "end": _moment(phase.start, days * stop),
            "numbers": numbers,
        }
        for part, begin, stop in stretches
        if stop > begin
    ]


def _moment(start: date, days: float) -> str:
    whole, rest = divmod(days, 1)
    return f"{(start + timedelta(days=int(whole))).isoformat()}T{int(rest * 24):02d}:00:00"


def _label(phase: PhaseStatus) -> str:
    lines = wrap(phase.name, _LETTERS, max_lines=2, placeholder=" …")
    return "\n".join([*lines, *words.phase_lines(phase.proven, phase.claimed)])


def _today(today: date, in_second_half: bool, x: Spec, palette: Palette) -> list[Spec]:
    data = rows([{"start": f"{today.isoformat()}T12:00:00", "label": f"{words.TODAY}, {day_text(today, today)}"}])
    label = mark(
        "text",
        align="right" if in_second_half else "left",
        dx=4 if in_second_half else -4,
        baseline="bottom",
        color=palette.orange,
        fontWeight=600,
    )
    return [
        layer(data, mark("rule", color=palette.orange, strokeWidth=2, strokeDash=[5, 3]), x=x),
        layer(data, label, x=x, y=value(-4), text=nominal("label")),
    ]


def _pale_blue(palette: Palette) -> str:
    return "#A9C6F2" if palette.name == "light" else "#33527F"
