"""The report as PDF, set by typst: the template is constant, everything else comes to it as data."""

import json
import re
from dataclasses import asdict, astuple
from importlib.resources import files
from importlib.util import find_spec

import typst

from playbook.charting.colors import LIGHT
from playbook.documents.report import wording as words
from playbook.documents.report.content import Report
from playbook.documents.report.drawing import Pictures
from playbook.documents.report.look import PLAIN, Colors, Look, is_seen_on_white

_OWN = Colors(accent=LIGHT.blue, second=LIGHT.orange, text=LIGHT.text, muted=LIGHT.muted)


def to_pdf(report: Report, pictures: Pictures | None = None, look: Look = PLAIN) -> bytes:
    """The whole report, in the company's colors. Text reaches typst as strings, which it sets as they are: nothing in
    it can be markup. Raises BadTemplate."""
    colors = _colors(look)
    template = (files("playbook.documents.report") / "templates" / "report.typ").read_bytes()
    content = {
        "report": report.model_dump(mode="json"),
        "words": {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)},
        "said": _said(report),
        "charts": {name: _in_colors(svg, colors) for name, svg in (pictures or {}).items()},
        "colors": asdict(colors) | {"heading": colors.accent if colors != _OWN else colors.text},
    }
    made: bytes = typst.compile(template, format="pdf", sys_inputs={"content": json.dumps(content)})
    return made


def _colors(look: Look) -> Colors:
    """The company's colors for white paper: as the settings name them, else the template's accents where they are seen
    on it, else the product's own."""
    theme = Colors()
    if look.template is not None and find_spec("pptx") is not None:
        from playbook.documents.report.deck import theme_colors  # noqa: PLC0415  (another library's reader)

        found = theme_colors(look.template)
        theme = Colors(*(color if color and is_seen_on_white(color) else "" for color in (found.accent, found.second)))
    return look.colors.over(theme).over(_OWN)


def _in_colors(svg: str, colors: Colors) -> str:
    """A chart that was drawn in the product's colors."""
    for own, theirs in zip(astuple(_OWN), astuple(colors), strict=True):
        svg = re.sub(re.escape(own), theirs, svg, flags=re.IGNORECASE)
    return svg


def _said(report: Report) -> dict[str, object]:
    """Sentences that are made of several values, as the other formats make them."""
    appendix = report.appendix
    return {
        "spend": words.spend(report.spend),
        "targets": [words.target(line) for line in report.metrics],
        "verdicts": [] if appendix is None else [words.verdict_line(gate) for gate in appendix.gates],
        "turns": [] if appendix is None else [[words.turns(turn.to) for turn in gate.turns] for gate in appendix.gates],
    }
