"""The report in a company's template: nothing leaves a slide, no text leaves its box, notes name the sources."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import ImageFont
from pptx import Presentation

from metrics.observation import Basis
from playbook.documents.report import wording as words
from playbook.documents.report.content import Audience, Report
from playbook.documents.report.deck import open_deck, theme_colors
from playbook.documents.report.formats import ReportFormat, check_template, file_name, written
from playbook.documents.report.look import BadTemplate, Colors, Look
from playbook.services import reporting
from playbook.settings import THIS_PROJECT, WrongUse
from playbook.workspace.workspace import Workspace
from tests.playbook.documents.report.foreign_templates import TEMPLATES, dark, rewritten, wide
from tests.worlds import World

POINT = 12700
LONG = "A metric whose name was written by somebody who had a great deal to say about it and no idea of slides"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    store = tmp_path_factory.mktemp("templates") / "sample.duckdb"
    with Workspace.find(THIS_PROJECT.sample, str(store), {}) as workspace:
        yield reporting.report_of(workspace, workspace.today(), Basis.KNOWN, Audience.TEAM)


def crowded(report: Report) -> Report:
    """The same with more of everything, and longer."""
    line = report.metrics[0].model_copy(update={"name": LONG})
    decision = report.decisions[0].model_copy(update={"what": f"{LONG}. " * 12})
    return report.model_copy(
        update={
            "title": f"{report.title}; {LONG}; {LONG}; {LONG}; {LONG}",
            "metrics": (line,) * 40,
            "decisions": (decision,) * 9,
            "alarms": (LONG,) * 12,
            "unknown": (f"{LONG}. " * 60,),
        }
    )


def deck_of(report: Report, look: Look) -> Any:
    return Presentation(BytesIO(written(report, ReportFormat.PPTX, {}, look)))


def measured(text: str, size: float, width: float) -> int:
    """Lines that a text takes in the font that Pillow brings, words broken between each other."""
    font = ImageFont.load_default(size)
    lines, used = 1, 0.0
    for word in text.split():
        need, space = font.getlength(word), font.getlength(" ") if used else 0.0
        if used + space + need <= width:
            used += space + need
        else:
            lines, used = lines + (1 if used else 0), need
            while used > width:
                lines, used = lines + 1, used - width
    return lines


def height_of(frame: Any, width: float) -> float:
    """Points that the paragraphs of a frame take in a width."""
    return sum(  # type: ignore[no-any-return]
        measured(paragraph.text, paragraph.font.size.pt, width) * paragraph.font.size.pt * 1.2
        for paragraph in frame.paragraphs
        if paragraph.text
    )


def outside(deck: Any) -> list[str]:
    return [
        f"slide {number}: {shape.name}"
        for number, slide in enumerate(deck.slides, 1)
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > deck.slide_width
        or shape.top + shape.height > deck.slide_height
    ]


def overflowing(deck: Any) -> list[str]:
    found = []
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if shape.has_text_frame and height_of(shape.text_frame, shape.width / POINT - 14.4) > shape.height / POINT:
                found.append(f"slide {number}: {shape.text_frame.text[:60]}")
            if shape.has_table:
                table = shape.table
                rows = sum(row.height for row in table.rows)
                if shape.top + rows > deck.slide_height:
                    found.append(f"slide {number}: the table")
                found += [
                    f"slide {number}: {cell.text[:60]}"
                    for row in table.rows
                    for column, cell in zip(table.columns, row.cells, strict=True)
                    if height_of(cell.text_frame, column.width / POINT - 14.4) > row.height / POINT
                ]
    return found


def overlapping(deck: Any) -> list[str]:
    """Shapes that stand on each other."""
    return [
        f"slide {number}: {one.name} and {other.name}"
        for number, slide in enumerate(deck.slides, 1)
        for index, one in enumerate(slide.shapes)
        for other in list(slide.shapes)[index + 1 :]
        if min(one.left + one.width, other.left + other.width) - max(one.left, other.left) > POINT
        and min(one.top + one.height, other.top + other.height) - max(one.top, other.top) > POINT
    ]


@pytest.mark.parametrize("many", [False, True], ids=["the sample", "crowded"])
@pytest.mark.parametrize("name", [*TEMPLATES, "none"])
def test_nothing_leaves_a_slide_or_its_box_in_a_foreign_template(report: Report, name: str, many: bool) -> None:
    template = TEMPLATES[name]() if name in TEMPLATES else None
    deck = deck_of(crowded(report) if many else report, Look(template))
    assert len(deck.slides) >= 10
    assert outside(deck) == []
    assert overflowing(deck) == []
    assert overlapping(deck) == []
    said = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert "Somebody else's slide" not in said
    assert not [shape for slide in deck.slides for shape in slide.placeholders if not shape.text_frame.text]


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_the_template_gives_its_size_and_layouts(report: Report, name: str) -> None:
    template = TEMPLATES[name]()
    deck = deck_of(report, Look(template))
    if name != "16:9":  # saved as a template, which the library opens through us alone
        foreign = Presentation(BytesIO(template))
        assert (deck.slide_width, deck.slide_height) == (foreign.slide_width, foreign.slide_height)
        assert {layout.name for layout in deck.slide_layouts} == {layout.name for layout in foreign.slide_layouts}
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in deck.slides)


def test_charts_and_text_take_the_template_s_colors_unless_the_settings_name_others(report: Report) -> None:
    def chart_of(look: Look) -> Any:
        deck = deck_of(report, look)
        return next(shape.chart for shape in deck.slides[0].shapes if shape.has_chart).plots[0].series[0]

    assert str(chart_of(Look(dark())).format.fill.fore_color.theme_color) == "ACCENT_1 (5)"
    assert str(chart_of(Look(dark(), Colors(accent="#AA0044"))).format.fill.fore_color.rgb) == "AA0044"
    assert str(chart_of(Look()).format.fill.fore_color.rgb) == "1F5FBF"
    assert theme_colors(dark()) == Colors(accent="#7FD1FF", second="#FFD166")
    texts = [
        paragraph.font.color.type
        for slide in deck_of(report, Look(dark())).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    assert texts
    assert set(texts) == {None}


def test_notes_name_the_sources_of_every_slide(slipping: World) -> None:
    slipping.receive_all()
    with slipping.workspace() as workspace:
        report = reporting.report_of(workspace, workspace.today(), Basis.KNOWN, Audience.TEAM)
        deck = Presentation(BytesIO(reporting.file_of(workspace, report, ReportFormat.PPTX, Basis.KNOWN)))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert all(note.startswith(f"{words.SOURCES}: ") for note in notes)
    assert "2026-W44.csv" in notes[0]
    assert "as known on that day" in notes[0]
    assert report.appendix is not None
    assert report.appendix.exceptions
    for exception in report.appendix.exceptions:
        assert any(words.metric_source(exception.line.metric) in note for note in notes)


def test_a_report_takes_the_look_that_the_settings_name(on_track: World) -> None:
    template = wide()
    (on_track.folder / "brand.potx").write_bytes(template)
    on_track.write("settings.yaml", 'report: {template: brand.potx, colors: {second: "#123456"}}\n')
    with on_track.workspace() as workspace:
        report = reporting.report_of(workspace, workspace.today(), Basis.KNOWN, Audience.BOARD)
        look = reporting.look_of(workspace, report, ReportFormat.PPTX)
        assert (look.template, look.colors) == (template, Colors(second="#123456"))
        assert reporting.file_of(workspace, report, ReportFormat.PDF, Basis.KNOWN).startswith(b"%PDF-")
        plain = reporting.look_of(workspace, report, ReportFormat.HTML)
    assert plain.template is None


def broken_zip(part: str) -> bytes:
    """A template with one part that is no XML."""
    made = BytesIO()
    with ZipFile(BytesIO(dark())) as file, ZipFile(made, "w") as out:
        for info in file.infolist():
            out.writestr(info, b"<not-closed" if info.filename == part else file.read(info))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        lambda: b"",
        lambda: b"no zip at all",
        lambda: wide()[:4000],
        lambda: broken_zip("[Content_Types].xml"),
        lambda: broken_zip("ppt/presentation.xml"),
        lambda: broken_zip("ppt/slideMasters/slideMaster1.xml"),
    ],
)
@pytest.mark.parametrize("as_format", [ReportFormat.PPTX, ReportFormat.PDF])
def test_a_template_that_cannot_be_read_is_a_sentence(
    report: Report, on_track: World, content: Callable[[], bytes], as_format: ReportFormat
) -> None:
    with pytest.raises(BadTemplate, match="cannot be read"):
        written(report, as_format, {}, Look(content()))
    (on_track.folder / "brand.pptx").write_bytes(content())
    on_track.write("settings.yaml", "report: {template: brand.pptx}\n")
    with on_track.workspace() as workspace, pytest.raises(WrongUse, match="cannot be read"):
        reporting.file_of(workspace, report, as_format, Basis.KNOWN, {})


def related(kind: str, target: str, **attributes: str) -> bytes:
    """A template of which a layout is related to one thing more."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"{more}/></Relationships>'
    return rewritten(
        dark(), "ppt/slideLayouts/_rels/slideLayout1.xml.rels", lambda text: text.replace("</Relationships>", relation)
    )


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (related(OFFICE + "image", r"\\evil\share\a.png", TargetMode="External"), r"loads '\\evil\share\a.png'"),
        (related(OFFICE + "image", "https://evil.example/a", TargetMode="External"), "loads 'https://evil.example/a'"),
        (related(OFFICE + "attachedTemplate", "file:///x", TargetMode="External"), "loads 'file:///x' when"),
        (related(MICROSOFT + "vbaProject", "../theme/theme1.xml"), "holds a macro"),
        (related(OFFICE + "oleObject", "../theme/theme1.xml"), "holds a macro or an embedded program"),
        (related(OFFICE + "control", "../theme/theme1.xml"), "holds a macro or an embedded program"),
        (
            rewritten(dark(), "ppt/slideLayouts/slideLayout1.xml", lambda text: text + "<!--x-->" * 3_000_000),
            "20 MB without pictures",
        ),
    ],
)
def test_a_template_gives_a_report_nothing_that_runs_or_loads_when_it_is_opened(content: bytes, says: str) -> None:
    with pytest.raises(BadTemplate) as refused:
        check_template(content)
    assert says in str(refused.value)


def test_a_template_may_link_to_the_company_s_page() -> None:
    check_template(related(OFFICE + "hyperlink", "https://company.example", TargetMode="External"))


@pytest.mark.parametrize("entity", ['"words of ours"', 'SYSTEM "file:///etc/passwd"'])
def test_entities_of_a_template_stay_what_they_are(entity: str) -> None:
    """Nothing is read from elsewhere, and nothing unfolds to gigabytes."""
    declared = f"<!DOCTYPE p [<!ENTITY e {entity}>]>"
    template = rewritten(
        dark(),
        "ppt/slideLayouts/slideLayout1.xml",
        lambda text: re.sub("<a:t>[^<]*</a:t>", "<a:t>&e;</a:t>", text.replace("?>", f"?>{declared}", 1)),
    )
    check_template(template)
    deck = open_deck(Look(template))
    made = BytesIO()
    deck.presentation.save(made)
    with ZipFile(made) as file:
        parts = b"".join(file.read(name) for name in file.namelist())
    assert not re.search(b"root:|<a:t>words of ours", parts)


def test_the_audience_stands_in_the_name_of_the_file(report: Report) -> None:
    names = [file_name(report.as_of, ReportFormat.PPTX, audience) for audience in Audience]
    assert names == ["readiness-board-2026-11-13.pptx", "readiness-team-2026-11-13.pptx"]
