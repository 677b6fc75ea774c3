"""Problems: every one with file, line and remedy; the last whole version stays in sight; text from YAML stays text."""

from collections.abc import Callable

from playbook.page.parts import wording as screens
from playbook.page.parts.links import Screen
from playbook.page.screens import wording_problems as wording
from playbook.wording import sentence_case
from tests.playbook.page.looking import Onlooker, words
from tests.worlds import BROKEN, World

LooksAt = Callable[[World], Onlooker]


def test_every_problem_is_listed_with_its_place_and_remedy(broken_definitions: World, looks_at: LooksAt) -> None:
    one = looks_at(broken_definitions)
    app = one.opens(Screen.PROBLEMS)
    assert app.title[0].value == wording.title(len(BROKEN), 1)  # the warning: one look decides a key rate
    table = app.main.table[0].value
    assert len(table) == len(BROKEN)
    for problem, (_, row) in zip(one.workspace.playbook().errors, table.iterrows(), strict=True):
        file, line = row["File"].replace("\\", "").split("  \n")
        assert problem.where.file in file
        assert str(problem.where).endswith(line.removeprefix(":gray[").removesuffix("]"))
        reported = row[sentence_case(screens.COLUMN_WRONG)].replace("\\", "").replace("\u2060", "")
        for part in (problem.found, problem.expected, problem.remedy):
            assert part in reported


def test_no_problems_is_said_in_words(on_track: World, looks_at: LooksAt) -> None:
    app = looks_at(on_track).opens(Screen.PROBLEMS)
    assert app.title[0].value in {wording.FINE_TITLE, wording.title(0, len(app.main.table))}
    assert wording.EDITOR_TITLE in words(app)


def test_the_page_says_which_version_is_shown(on_track: World, looks_at: LooksAt) -> None:
    one = looks_at(on_track)
    one.opens(Screen.PROBLEMS)
    on_track.change("definitions/metrics.yaml", "kind: duration", "kind: time")
    said = words(one.opens(Screen.PROBLEMS))
    assert wording.SHOWN_TITLE in said
    assert "last version that was whole" in said


def test_markup_in_a_broken_file_is_shown_as_text(on_track: World, looks_at: LooksAt) -> None:
    on_track.change("definitions/metrics.yaml", "kind: duration", 'kind: "<img src=x onerror=alert(1)> **x**"')
    app = looks_at(on_track).opens(Screen.PROBLEMS)
    cells = " ".join(str(cell) for cell in app.main.table[0].value.to_numpy().ravel())
    assert "<img" not in cells.replace("\\<", "")
    assert "**" not in cells.replace("\\*", "")
