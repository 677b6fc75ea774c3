"""A presentation to put slides into: the company's template or a plain one, and where title and content go in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from playbook.documents.report import wording as words
from playbook.documents.report.look import BadTemplate, Colors, Look

POINT = 12700
_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
_SMALL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_UNPACKED, _MARKUP = 300_000_000, 20_000_000
"""Bytes of all parts, and of those that are XML, which take twenty times as much memory."""
_RUNS = ("/vbaProject", "/oleObject", "/control", "/activeXControlBinary")
"""Kinds of relations to what runs in the program that opens the deck."""
_TEMPLATE, _DECK = b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a slide, in the file's own unit."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    @property
    def points(self) -> tuple[float, float]:
        """Width and height within a text's usual margins, in points."""
        return max(1.0, self.width / POINT - 15), max(1.0, self.height / POINT - 8)


@dataclass(frozen=True, slots=True)
class Deck:
    """The presentation, the layout its slides take, and the boxes of title and content on them. `branded` where the
    company's template gives the look."""

    presentation: Any
    layout: Any
    title: Box
    body: Box
    branded: bool
    colors: Colors

    def add(self, title_of: str) -> tuple[Any, Any]:
        """A new slide without empty placeholders, and the shape of its title."""
        slide = self.presentation.slides.add_slide(self.layout)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type not in _TITLES:
                shape.element.getparent().remove(shape.element)
        shape = slide.shapes.title
        if shape is None:
            shape = slide.shapes.add_textbox(*_edges(self.title))
            shape.name = title_of
        shape.left, shape.top, shape.width, shape.height = _edges(self.title)
        return slide, shape


def _edges(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.width, box.height


def open_deck(look: Look) -> Deck:
    """An empty deck; raises BadTemplate."""
    if look.template is None:
        plain = Presentation()
        plain.slide_width, plain.slide_height = _WIDE, _HIGH
        upper, lower = Inches(0.35), Inches(1.35)
        left, width = Inches(0.6), Inches(12.1)
        return Deck(
            presentation=plain,
            layout=_layout(plain),
            title=Box(left, upper, width, Inches(0.85)),
            body=Box(left, lower, width, _HIGH - lower - Inches(0.25)),
            branded=False,
            colors=look.colors,
        )
    branded = _opened(look.template)
    layout = _layout(branded)
    title, body = _boxes(branded, layout)
    return Deck(branded, layout, title, body, branded=True, colors=look.colors)


def _opened(content: bytes) -> Any:
    try:
        with ZipFile(BytesIO(content)) as file:
            sizes = {part.filename: part.file_size for part in file.infolist()}
            markup = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
            if sum(sizes.values()) > _UNPACKED or markup > _MARKUP:
                raise BadTemplate(words.TEMPLATE_TOO_LARGE)
            types = file.read(_TYPES)
        if _TEMPLATE in types:
            content = _as_deck(content, types.replace(_TEMPLATE, _DECK))
        branded = Presentation(BytesIO(content))
        for entry in list(branded.slides._sldIdLst):  # noqa: SLF001 - the library has no other way to drop a slide
            branded.part.drop_rel(entry.rId)
            entry.getparent().remove(entry)
        if not len(branded.slide_layouts) or not branded.slide_width or not branded.slide_height:
            raise BadTemplate(words.TEMPLATE_EMPTY)
        for relation in branded.part.package.iter_rels():
            if relation.reltype.endswith(_RUNS):
                raise BadTemplate(words.TEMPLATE_RUNS)
            if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise BadTemplate(words.template_loads(relation.target_ref))
    except (BadZipFile, KeyError, ValueError, SyntaxError, PythonPptxError, NotImplementedError) as reason:
        # what zipfile, the XML parser and the library itself raise for a file that is no presentation
        raise BadTemplate(words.TEMPLATE_UNREADABLE) from reason
    return branded


def _as_deck(content: bytes, types: bytes) -> bytes:
    """A template file as the presentation it would begin: the two differ by one word."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as file, ZipFile(made, "w") as deck:
        for part in file.infolist():
            deck.writestr(part, types if part.filename == _TYPES else file.read(part))
    return made.getvalue()


def _layout(deck: Any) -> Any:
    """The layout with a title and the least besides, whatever it is called; any where none has a title."""

    def rest(layout: Any) -> tuple[bool, int]:
        kinds = [shape.placeholder_format.type for shape in layout.placeholders]
        own = [kind for kind in kinds if kind not in _SMALL]
        return not any(kind in _TITLES for kind in kinds), len(own)

    return min(deck.slide_layouts, key=rest)


def _boxes(deck: Any, layout: Any) -> tuple[Box, Box]:
    """Where the template has title and content, as far as that can hold them; else the usual places of this size."""
    wide, high = int(deck.slide_width), int(deck.slide_height)
    edge, usual = wide * 45 // 1000, high * 5 // 100
    title = next(
        (box for box in _placed(layout, _TITLES, wide, high) if box.width >= wide * 0.4 and box.height <= high * 0.35),
        Box(edge, usual, wide - 2 * edge, high * 12 // 100),
    )
    above = title.top > high // 2
    top, bottom = (usual, title.top) if above else (max(title.bottom, usual), high * 93 // 100)
    for box in _placed(deck.slide_master, _BODIES, wide, high):
        begins, ends = max(box.top, top), min(box.bottom, bottom)
        if box.width >= wide * 0.6 and ends - begins >= high * 0.5:
            return title, Box(box.left, begins, box.width, ends - begins)
    return title, Box(edge, top + high // 50, wide - 2 * edge, bottom - top - high // 50)


def _placed(owner: Any, kinds: tuple[Any, ...], wide: int, high: int) -> Iterator[Box]:
    """Placeholders of some kinds that stand on the slide, cut at its edges."""
    for shape in owner.placeholders:
        if shape.placeholder_format.type not in kinds or None in (shape.left, shape.top, shape.width, shape.height):
            continue
        left, top = max(0, shape.left), max(0, shape.top)
        right, bottom = min(wide, shape.left + shape.width), min(high, shape.top + shape.height)
        if right > left and bottom > top:
            yield Box(left, top, right - left, bottom - top)


def theme_colors(content: bytes) -> Colors:
    """The first two accents of a template's theme; raises BadTemplate."""
    deck = _opened(content)
    parts = deck.slide_master.part.rels.values()
    themes = [part.target_part.blob for part in parts if not part.is_external and part.reltype.endswith("/theme")]
    try:
        found = dict(_accents(themes[0])) if themes else {}
    except SyntaxError as reason:
        raise BadTemplate(words.TEMPLATE_UNREADABLE) from reason
    return Colors(accent=found.get("accent1", ""), second=found.get("accent2", ""))


def _accents(text: bytes) -> Iterator[tuple[str, str]]:
    root = parse_xml(text)
    for name in ("accent1", "accent2"):
        for color in root.iter(qn(f"a:{name}")):
            value = next((child.get("val") or child.get("lastClr") for child in color), None)
            if value is not None and len(value) == 6 and all(digit in "0123456789ABCDEFabcdef" for digit in value):
                yield name, f"#{value.upper()}"
