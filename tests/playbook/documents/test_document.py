"""Documents as Markdown and HTML: every text reads as it was written, and nothing in it runs or is fetched."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from playbook.documents.document import Bullets, Document, Heading, Paragraph, Table
from playbook.documents.html import to_html
from playbook.documents.markdown import to_markdown

NASTY = '<script>alert("1")</script> & [x](javascript:alert(1)) | *a* `b`'
EVERYTHING = Document(
    "Title",
    (
        Heading(2, "First"),
        Paragraph("Some words"),
        Bullets(("one", "two")),
        Table(("a", "b"), (("1", "2"),), "First"),
        Table(("c",), (("3",),), "Another"),
    ),
)


class Seen(HTMLParser):
    """Tags and text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.said += data


def seen(document: Document) -> Seen:
    page = Seen()
    page.feed(to_html(document))
    return page


def everywhere(text: str) -> Document:
    """A document that says one text wherever a text can stand."""
    return Document(
        text, (Heading(2, text), Paragraph(text), Bullets((text,)), Table((text, text), ((text, text),), text + "!"))
    )


def test_markdown_has_each_part_and_no_caption_that_repeats_the_heading() -> None:
    assert to_markdown(EVERYTHING) == (
        "# Title\n\n## First\n\nSome words\n\n- one\n- two\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n"
        "Another\n\n| c |\n| --- |\n| 3 |\n"
    )


def test_html_is_one_page_with_headings_lists_and_tables_that_name_their_rows() -> None:
    page = seen(EVERYTHING)
    assert [tag for tag in page.tags if tag in ("h1", "h2", "ul", "table", "caption")] == [
        "h1",
        "h2",
        "ul",
        "table",
        "table",
        "caption",
    ]
    assert '<th scope="row">1</th><td>2</td>' in to_html(EVERYTHING)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40))
def test_no_text_becomes_a_tag(text: str) -> None:
    plain, odd = seen(everywhere("plain")), seen(everywhere(f"<b>{text}</b><script>"))
    assert odd.tags == plain.tags
    assert f"<b>{text}</b><script>" in odd.said


def test_nothing_in_a_document_runs() -> None:
    page = seen(everywhere(NASTY))
    assert "script" not in page.tags
    assert page.said.count(NASTY) >= 6
    text = to_markdown(everywhere(NASTY))
    assert "<script>" not in text.replace("\\<script>", "")
    assert "[x](" not in text
