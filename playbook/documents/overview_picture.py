"""The overview as a picture (PNG) for messages: readiness against its plan, and the gates with their verdicts."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from playbook.charting.colors import LIGHT
from playbook.documents.messages import wording
from playbook.readiness.assessment import Assessment
from playbook.results.gates import GateStatus
from playbook.verdict import Verdict
from playbook.wording import AREA_WORDS, VERDICT_WORDS, day_text

WIDTH, MARGIN, LINE = 1000, 40, 44
MOST_GATES = 12
_LONGEST = 160
"""Characters that are measured: more than a line has room for."""
_BAR_LEFT, _BAR_RIGHT = 330, 830
_VERDICT_LEFT, _DAY_LEFT = 560, 850
_COLORS = {
    Verdict.GO: LIGHT.green,
    Verdict.GO_WITH_CONDITIONS: LIGHT.gold,
    Verdict.NO_GO: LIGHT.orange,
    Verdict.INCONCLUSIVE: LIGHT.violet,
    Verdict.NOT_EVALUATED: LIGHT.grey,
}


def overview_picture(assessment: Assessment, title: str) -> bytes:
    """The picture; colors are never alone, every bar has its number and every verdict its words."""
    gates = sorted((one for one in assessment.gates if not one.quiet), key=lambda one: one.verdict.rank)
    areas = [area for area in assessment.readiness.areas if area.known]
    shown = gates[:MOST_GATES]
    lines = 3 + len(areas) + (1 if gates else 0) + len(shown) + (len(gates) > len(shown))
    image = Image.new("RGB", (WIDTH, 2 * MARGIN + lines * LINE), LIGHT.background)
    drawing = _Drawing(image)
    drawing.text(MARGIN, title, size=28)
    drawing.below()
    drawing.bar(wording.PICTURE_READINESS, assessment.readiness.score, assessment.readiness.plan, LIGHT.blue)
    for area in areas:
        drawing.bar(AREA_WORDS[area.area], area.score, area.plan, LIGHT.grey)
    drawing.text(_BAR_LEFT, wording.PICTURE_LEGEND, size=16, color=LIGHT.muted)
    drawing.below()
    _draw_gates(drawing, assessment, shown, len(gates) - len(shown))
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_gates(drawing: "_Drawing", assessment: Assessment, gates: Sequence[GateStatus], more: int) -> None:
    if gates:
        drawing.text(MARGIN, wording.PICTURE_GATES, size=22)
        drawing.below()
    for gate in gates:
        drawing.text(MARGIN, f"{gate.product_name}, {gate.gate_name}", until=_VERDICT_LEFT - 20)
        drawing.badge(_VERDICT_LEFT, VERDICT_WORDS[gate.verdict], _COLORS[gate.verdict])
        if gate.planned is not None:
            drawing.text(_DAY_LEFT, day_text(gate.planned, assessment.as_of), color=LIGHT.muted)
        drawing.below()
    if more:
        drawing.text(MARGIN, wording.and_more(more), color=LIGHT.muted)


class _Drawing:
    """Draws line after line."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)
        self._top = MARGIN

    def below(self) -> None:
        """Goes on to the next line."""
        self._top += LINE

    def text(
        self, left: int, text: str, *, size: int = 20, color: str = LIGHT.text, until: int = WIDTH - MARGIN
    ) -> None:
        """A text in this line, cut where it is too long."""
        font = ImageFont.load_default(size)
        line = "".join(character if character.isprintable() else " " for character in text[:_LONGEST])
        if font.getlength(line) > until - left:
            while line and font.getlength(f"{line}…") > until - left:
                line = line[:-1]
            line = f"{line.rstrip()}…"
        self._draw.text((left, self._top + LINE / 2), line, fill=color, font=font, anchor="lm")

    def bar(self, name: str, score: float | None, plan: float | None, color: str) -> None:
        """A bar from 0 to 100 with its number, and a mark where the plan is."""
        self.text(MARGIN, name, until=_BAR_LEFT - 20)
        top, bottom = self._top + 10, self._top + LINE - 10
        self._draw.rectangle((_BAR_LEFT, top, _BAR_RIGHT, bottom), fill=LIGHT.pale)
        if score:
            self._draw.rectangle((_BAR_LEFT, top, _at(score), bottom), fill=color)
        if plan is not None:
            self._draw.rectangle((_at(plan) - 2, top - 5, _at(plan) + 2, bottom + 5), fill=LIGHT.text)
        self.text(_BAR_RIGHT + 20, wording.picture_score(score, plan), size=18)
        self.below()

    def badge(self, left: int, words: str, color: str) -> None:
        """Words in white on a color."""
        font = ImageFont.load_default(17)
        right = left + font.getlength(words) + 24
        self._draw.rounded_rectangle((left, self._top + 7, right, self._top + LINE - 7), 6, fill=color)
        self._draw.text((left + 12, self._top + LINE / 2), words, fill=LIGHT.background, font=font, anchor="lm")


def _at(score: float) -> float:
    return _BAR_LEFT + (_BAR_RIGHT - _BAR_LEFT) * min(max(score, 0.0), 100.0) / 100
