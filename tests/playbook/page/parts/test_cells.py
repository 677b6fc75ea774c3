"""Cells of several lines: what stands out, what belongs to it, and text from files that stays text."""

from playbook.page.parts.cells import because, marked, titled
from playbook.page.parts.tables import Shown


def test_a_title_carries_its_facts_on_lines_of_their_own_and_leaves_out_what_is_not_known() -> None:
    cell = titled("Ticket bot", "support", "", "$40 a month")
    assert cell.markdown == "**Ticket bot**  \n:gray[support]  \n:gray[\\$40 a month]"
    assert cell.plain == "Ticket bot"


def test_a_reason_stands_between_how_it_stands_and_who_must_act() -> None:
    cell = because("no report yet", "head of support", "due Dec 2", mark=Shown(":red-badge[open]", "open"))
    first, second, third, last = cell.markdown.split("  \n")
    assert (first, second, third) == (":red-badge[open]", "no report yet", ":gray[due Dec 2]")
    assert last == ":gray[:material/person: Head of support]"
    assert cell.plain == "no report yet"


def test_a_reason_alone_is_one_line() -> None:
    assert because("met").markdown == "met"
    assert because("", mark=":green-badge[met]").markdown == ":green-badge[met]"


def test_text_from_files_is_never_run() -> None:
    for cell in (titled("[x](http://y) *z*", "`a`"), because("[x](http://y)", "*who*")):
        assert "[x](" not in cell.markdown
        assert r"\[x" in cell.markdown


def test_a_state_is_its_word_with_its_look() -> None:
    cell = marked("late", {"late": "12 days late"}, {"late": ("red", "schedule")})
    assert cell == Shown(":red-badge[:material/schedule: 12 days late]", "12 days late")
