"""Five templates as companies have them, none of them ours: made here, so that none has to be shipped."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

THEME = "ppt/theme/theme1.xml"


def _saved(deck: Any) -> bytes:
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The file with the text of one part changed."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as file, ZipFile(made, "w") as out:
        for info in file.infolist():
            data = file.read(info)
            out.writestr(info, change(data.decode()).encode() if info.filename == part else data)
    return made.getvalue()


def _colored(content: bytes, **colors: str) -> bytes:
    """The file with colors of its theme replaced."""

    def change(text: str) -> str:
        for name, color in colors.items():
            text = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>', text)
        return text

    return rewritten(content, THEME, change)


def _widened(deck: Any) -> Any:
    """16 by 9: master and layouts stretched along."""
    factor = Inches(13.333) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for owner in (deck.slide_master, *deck.slide_layouts):
        for shape in owner.placeholders:
            if shape.left is not None:
                left, top, width, height = shape.left, shape.top, shape.width, shape.height
                shape.left, shape.top = int(left * factor), top
                shape.width, shape.height = int(width * factor), height
    return deck


def four_to_three() -> bytes:
    """The old shape of a slide, with slides of somebody else still in it."""
    deck = Presentation()
    for layout in list(deck.slide_layouts)[:3]:
        deck.slides.add_slide(layout).shapes.title.text = "Somebody else's slide"
    return _colored(_saved(deck), accent1="7A1F5C", accent2="C98A00")


def wide() -> bytes:
    """16 by 9, saved as a template."""
    content = _colored(_saved(_widened(Presentation())), accent1="0050A0", accent2="E07000")
    return rewritten(
        content,
        "[Content_Types].xml",
        lambda text: text.replace("presentation.main+xml", "template.main+xml"),
    )


def without_title_only() -> bytes:
    """No layout has a title alone, and their names are in another language; the title stands at the foot."""
    deck = _widened(Presentation())
    layouts = deck.slide_layouts
    for layout in [layout for layout in layouts if layout.name in ("Title Only", "Blank", "Title Slide")]:
        layouts.remove(layout)
    for number, layout in enumerate(layouts):
        layout.name = f"Seite {number}"
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top, shape.width, shape.height = Inches(1), Inches(6.4), Inches(11), Inches(0.9)
    return _saved(deck)


def dark() -> bytes:
    """Light text on a dark ground, by the theme's own colors."""
    return _colored(_saved(_widened(Presentation())), dk1="F4F4F4", lt1="101820", accent1="7FD1FF", accent2="FFD166")


def right_to_left() -> bytes:
    """Titles and texts run from right to left, and the title leaves the slide at its right."""
    deck = _widened(Presentation())
    for style in deck.slide_master.element.find(qn("p:txStyles")):
        for level in style:
            level.set("rtl", "1")
            level.set("algn", "r")
    for shape in deck.slide_master.placeholders:
        if shape.placeholder_format.idx == 0:
            left, top, width, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.top, shape.width, shape.height = left + Inches(2), top, width, height
    return _saved(deck)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "4:3": four_to_three,
    "16:9": wide,
    "no 'Title only'": without_title_only,
    "dark": dark,
    "right to left": right_to_left,
}
