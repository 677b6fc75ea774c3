"""The shared parts: text from files stays text, tables can be taken away without harm, badges carry a word."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from playbook.documents.spreadsheet_text import harmless
from playbook.page.parts import wording
from playbook.page.parts.badges import OUTCOME_LOOKS, VERDICT_LOOKS, badge, outcome_badge, verdict_badge
from playbook.page.parts.tables import Shown, csv_of
from playbook.page.parts.text import escape_markdown, is_web_link, typeset
from playbook.verdict import Outcome, Verdict
from playbook.wording import OUTCOME_WORDS, VERDICT_WORDS


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("[click](javascript:alert(1))", r"\[click\](javascript\:alert(1))"),
        ("![x](https://example.org/x.png)", "!\\[x\\](https:\u2060//example.org/x.png)"),
        ("**bold** and `code`", r"\*\*bold\*\* and \`code\`"),
        (":red[alarm]", r"\:red\[alarm\]"),
        ("$1 and $2", r"\$1 and \$2"),
        ("# title", r"\# title"),
        ("1. one", r"1\. one"),
        ("two\n\n- lines", "two - lines"),
        ("plain words: 3.5% of 20", "plain words: 3.5% of 20"),
    ],
)
def test_text_from_a_file_is_shown_as_it_was_written(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_a_table_shows_its_cells_as_text_and_an_empty_one_its_columns() -> None:
    def page() -> None:
        from datetime import date  # noqa: PLC0415 - a script of its own

        from playbook.page.parts.tables import Shown, show_table  # noqa: PLC0415

        show_table(["What", "When"], [["*one*", date(2026, 9, 9)], [Shown("**two**", "two"), None]], name="full")
        show_table(["Nothing"], [], name="empty")

    full, empty = AppTest.from_function(page).run().table
    assert full.value.to_dict("list") == {"What": [r"\*one\*", "**two**"], "When": ["2026-09-09", ""]}
    assert (list(empty.value.columns), len(empty.value)) == (["Nothing"], 0)


def test_icons_emoji_and_mail_addresses_are_kept_from_forming() -> None:
    links = ("https://evil.example.org", "HTTP://evil.example.org/a", "www.evil.example.org", "ftp://x.example.org")
    for text in (":material/home:", ":smile:", "somebody@example.org", "mailto:x@example.org", *links):
        assert "\u2060" in escape_markdown(text)


@given(st.text())
def test_escaped_text_is_one_line_and_holds_no_bare_bracket(text: str) -> None:
    escaped = escape_markdown(text)
    assert "\n" not in escaped
    for mark in "[]<`*":
        assert escaped.count(mark) == escaped.count("\\" + mark)


def test_a_long_text_is_cut_where_asked() -> None:
    assert escape_markdown("abcdefgh", limit=5) == "abcd…"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "ftp://x"])
def test_only_web_addresses_are_links(link: str) -> None:
    assert not is_web_link(link)


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"):
        assert harmless(text) == f"'{text}"
    assert harmless("a=1") == "a=1"


def test_a_download_holds_plain_values_with_a_byte_order_mark() -> None:
    content = csv_of(("what", "=n"), [("=cmd", -0.5), (Shown("**x**", "x"), None), (date(2026, 11, 6), 3)])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["what", "'=n"], ["'=cmd", "-0.5"], ["x", ""], ["2026-11-06", "3"]]


def test_every_outcome_and_verdict_has_a_look_with_icon_and_word() -> None:
    for outcome in Outcome:
        assert outcome_badge(outcome) == badge(OUTCOME_WORDS[outcome], *OUTCOME_LOOKS[outcome])
    for verdict in Verdict:
        assert VERDICT_WORDS[verdict] in verdict_badge(verdict)
    assert len(set(VERDICT_LOOKS.values())) == len(Verdict)


def test_a_gate_that_is_not_due_is_grey() -> None:
    assert verdict_badge(Verdict.NO_GO, quiet=True).startswith(":gray-badge")


def _an_error_nobody_expected() -> None:
    """Runs as a page of its own."""
    from playbook.page.apology import apologise  # noqa: PLC0415  (the function is the whole script)

    apologise(RuntimeError("a secret"))


def test_an_error_nobody_expected_is_apologised_for_without_its_details() -> None:
    app = AppTest.from_function(_an_error_nobody_expected).run()
    said = " ".join(markdown.value for markdown in app.markdown)
    assert wording.APOLOGY in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("-5.0 pp (-495 bp) against", "−5.0 pp (−495 bp) against"),
        ("-$0.14", "−$0.14"),
        (">= -2% of the baseline", "≥ −2% of the baseline"),
        ("Nov 2-8, 2026-W45, pilot-2", "Nov 2-8, 2026-W45, pilot-2"),
    ],
)
def test_numbers_below_zero_have_a_true_minus_and_days_keep_their_hyphen(written: str, shown: str) -> None:
    assert typeset(written) == shown
