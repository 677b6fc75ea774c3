"""Each format says the whole report, and text from a file is never markup in any of them."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pptx import Presentation

from playbook.documents.report import formats
from playbook.documents.report.build import build_report
from playbook.documents.report.content import Audience, Report
from playbook.documents.report.formats import MissingExtra, ReportFormat, written
from playbook.documents.report.html import safe_link, to_html
from playbook.documents.report.markdown import to_markdown
from tests.playbook.documents.report.worlds_reported import HOSTILE, assessed, make_hostile
from tests.worlds import WORLDS, World

GOLDEN = Path(__file__).parent / "golden"


class Reader(HTMLParser):
    """Every element with its attributes, and all text outside styles."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False if tag == "style" else self._style

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.said).split())


def read_html(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("as_format", list(ReportFormat))
@pytest.mark.parametrize("name", [name for name in WORLDS if name != "broken_definitions"])
def test_every_world_is_reported_in_every_format(
    name: str, as_format: ReportFormat, world: Callable[[str], World]
) -> None:
    begins = {ReportFormat.HTML: b"<!DOCTYPE html>", ReportFormat.MARKDOWN: b"# ", ReportFormat.PDF: b"%PDF-"}
    with assessed(world(name)) as (assessment, charts):
        content = written(build_report(assessment), as_format, charts)
    assert content.startswith(begins.get(as_format, b"PK"))


def test_html_runs_nothing_and_fetches_nothing(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, charts):
        assert charts
        page = read_html(to_html(build_report(assessment), charts))
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "img", "iframe", "object", "embed", "link", "form", "foreignobject", "base"})
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), tag
        assert not any("javascript:" in (value or "") for name, value in attributes.items() if name != "aria-label")
        assert tag == "a" or not {"href", "src", "xlink:href"} & attributes.keys()
    assert HOSTILE in page.text


def test_html_has_one_title_headings_in_order_and_tables_with_headers(slipping: World) -> None:
    with assessed(slipping) as (assessment, charts):
        page = read_html(to_html(build_report(assessment), charts))
    tags = [tag for tag, _ in page.elements]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tags.count("table") == tags.count("thead")
    assert all(attributes.get("scope") for tag, attributes in page.elements if tag == "th")
    pictures = [attributes for _, attributes in page.elements if attributes.get("role") == "img"]
    assert pictures
    assert all(attributes.get("aria-label") for attributes in pictures)
    assert page.elements[0] == ("html", {"lang": "en"})


def test_drawings_follow_the_reader_s_theme(slipping: World) -> None:
    with assessed(slipping) as (assessment, charts):
        text = to_html(build_report(assessment), charts)
    drawings = re.findall(r"<svg.*?</svg>", text, flags=re.DOTALL)
    assert any("var(--blue)" in drawing for drawing in drawings)
    assert "prefers-color-scheme: dark" in text
    assert not any("#1F5FBF" in drawing for drawing in drawings)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/x", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" https://x", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(link: str, kept: bool) -> None:
    assert bool(safe_link(link)) is kept


def test_markdown_shows_hostile_text_to_the_letter(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, _):
        text = to_markdown(build_report(assessment))
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {child.type for child in inline} | {token.type for token in tokens}
    assert kinds.isdisjoint(
        {"html_inline", "html_block", "link_open", "image", "em_open", "s_open", "code_inline", "fence"}
    )
    said = "".join(child.content for child in inline)
    assert HOSTILE in said
    tables = [token for token in tokens if token.type == "tr_open"]
    assert tables, "a pipe in a name must not end the table"


def test_pdf_sets_hostile_text_instead_of_running_it(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, charts):
        report = build_report(assessment)
        assert "#panic" in report.organization, "what typst would run stops it"
        assert written(report, ReportFormat.PDF, charts).startswith(b"%PDF-")


def test_slides_hold_hostile_text_tables_and_native_charts(slipping: World) -> None:
    with assessed(make_hostile(slipping)) as (assessment, _):
        deck = Presentation(BytesIO(written(build_report(assessment), ReportFormat.PPTX)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    cells = [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any(HOSTILE in text for text in texts)
    assert any(HOSTILE in cell for cell in cells)
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert len(charts) >= 2
    assert [series.name for series in charts[0].plots[0].series] == ["score", "plan"]


def test_slides_carry_the_figures_of_the_report(on_track: World) -> None:
    with assessed(on_track) as (assessment, _):
        report = build_report(assessment)
    deck = Presentation(BytesIO(written(report, ReportFormat.PPTX)))
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [area.score.value for area in report.areas]
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert all(line.value.text in cells for line in report.metrics)


@pytest.mark.parametrize(("as_format", "module"), [(ReportFormat.PDF, "pdf"), (ReportFormat.PPTX, "slides")])
def test_a_missing_library_is_a_sentence(
    as_format: ReportFormat, module: str, on_track: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys  # noqa: PLC0415

    for name in (module, "deck"):
        monkeypatch.delitem(sys.modules, f"playbook.documents.report.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with (
        assessed(on_track) as (assessment, _),
        pytest.raises(MissingExtra, match=r"pip install 'ai-engineering-playbook\[report\]'"),
    ):
        written(build_report(assessment), as_format)


def test_every_format_has_its_way() -> None:
    assert set(formats.FORMATS) == set(ReportFormat)


@pytest.mark.parametrize("audience", list(Audience))
def test_the_report_of_slipping_reads_as_it_did(audience: Audience, slipping: World) -> None:
    with assessed(slipping) as (assessment, _):
        report = build_report(assessment, audience)
    for name, text in golden(report):
        kept = GOLDEN / f"slipping-{audience}.{name}"
        assert text == kept.read_text("utf-8"), (
            "written anew by: python -m tests.playbook.documents.report.write_golden"
        )


def golden(report: Report) -> list[tuple[str, str]]:
    """What is kept of a report: Markdown, and HTML without its charts, whose drawing may change with the library."""
    return [("md", to_markdown(report)), ("html", to_html(report))]
