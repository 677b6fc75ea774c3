"""The whole playbook as linked pages: what each says, made of the definitions and, unless public, of the records."""

from dataclasses import dataclass

from playbook.documents.document import Block, Bullets, Document, Heading, Paragraph, Table
from playbook.documents.handbook import wording as words
from playbook.documents.handbook.function import function_pages
from playbook.documents.handbook.plan import plan_pages
from playbook.documents.handbook.standing import standing_page
from playbook.glossary import GLOSSARY
from playbook.model.playbook import Playbook
from playbook.readiness.assessment import Assessment
from playbook.wording import day_text


@dataclass(frozen=True, slots=True)
class HandbookPage:
    """One page; `slug` is its file name without ending."""

    slug: str
    document: Document


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, for searching: the heading it stands under, and its text."""

    page: str
    under: str
    text: str


@dataclass(frozen=True, slots=True)
class Handbook:
    """Every page, the index first."""

    pages: tuple[HandbookPage, ...]

    def find(self, query: str) -> tuple[Line, ...]:
        """Lines that hold every word of the query, whatever its case; nothing for an empty query."""
        wanted = query.casefold().split()
        if not wanted:
            return ()
        return tuple(line for line in self.lines() if all(word in line.text.casefold() for word in wanted))

    def lines(self) -> tuple[Line, ...]:
        """Every line of every page but the index."""
        return tuple(line for page in self.pages if page.slug != "index" for line in _lines_of(page))


def _lines_of(page: HandbookPage) -> list[Line]:
    title = under = page.document.title
    lines: list[Line] = []
    for block in page.document.blocks:
        match block:
            case Heading(_, text):
                under = text
                lines.append(Line(title, under, text))
            case Paragraph(text):
                lines.append(Line(title, under, text))
            case Bullets(entries):
                lines += (Line(title, under, entry) for entry in entries)
            case Table(_, rows, _):
                lines += (Line(title, under, " · ".join(cell for cell in row if cell)) for row in rows)
    return lines


def handbook(playbook: Playbook, assessment: Assessment | None) -> Handbook:
    """The handbook as known on the assessment's day; without an assessment the public edition: it holds no record."""
    pages: dict[str, tuple[Block, ...]] = {}
    if assessment is not None:
        pages["standing"] = standing_page(playbook, assessment)
    pages |= plan_pages(playbook)
    pages |= function_pages(playbook)
    pages["glossary"] = (Table(words.GLOSSARY_COLUMNS, tuple(GLOSSARY.items()), words.PAGES["glossary"]),)
    written = {slug: blocks for slug in words.PAGES if (blocks := pages.get(slug)) is not None}
    made = [
        HandbookPage(slug, Document(words.PAGES[slug], (Paragraph(words.PAGE_LEADS[slug]), *blocks)))
        for slug, blocks in written.items()
    ]
    return Handbook((HandbookPage("index", _index(playbook, assessment, list(written))), *made))


def _index(playbook: Playbook, assessment: Assessment | None, slugs: list[str]) -> Document:
    charter = playbook.definitions.charter.charter
    blocks: list[Block] = [Paragraph(words.INDEX_LEAD)]
    if assessment is None:
        blocks.append(Paragraph(words.PUBLIC))
    else:
        blocks.append(Paragraph(words.edition(assessment.organization, day_text(assessment.as_of))))
    blocks.append(Paragraph(charter.name))
    rows = tuple((words.PAGES[slug], words.PAGE_LEADS[slug]) for slug in slugs)
    blocks.append(Table(words.PAGE_COLUMNS, rows, words.PAGES["index"]))
    return Document(words.TITLE, tuple(blocks))
