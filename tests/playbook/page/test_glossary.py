"""One glossary: every status word is in it, each entry is one short sentence."""

from collections.abc import Callable

import pytest

from playbook.concerns.charter import wording as wording_charter
from playbook.concerns.gates.wording import SIGN_OFFS_TITLE
from playbook.concerns.gates.wording_page import HISTORY_TAB, HISTORY_VERDICT, RECORDS_TAB
from playbook.glossary import GLOSSARY, explained, term_of
from playbook.page.parts.links import Screen
from playbook.readiness import wording
from playbook.wording import OUTCOME_WORDS, STATE_WORDS, VERDICT_WORDS
from tests.playbook.page.looking import Onlooker, grids
from tests.worlds import World


def test_every_status_word_is_explained() -> None:
    assert {*OUTCOME_WORDS.values(), *VERDICT_WORDS.values(), *STATE_WORDS.values()} <= GLOSSARY.keys()


def test_entries_are_short_and_in_order() -> None:
    assert list(GLOSSARY) == sorted(GLOSSARY, key=str.casefold)
    assert all(len(means.split()) <= 20 and means.strip(" .") == means for means in GLOSSARY.values())


def test_an_entry_is_a_sentence_in_help_texts() -> None:
    assert explained("proven") == "Shown by facts that the tracker checks itself."
    assert explained("proven") in wording_charter.PROVEN_HELP
    assert explained("readiness") in wording.READINESS_HELP


@pytest.mark.parametrize(
    ("title", "term"),
    [
        ("Sign-offs", "sign-off"),
        ("Open seats", "seat"),
        ("North-star metrics", "north-star metric"),
        ("RACI", "RACI"),
        ("How to get to GO", "GO"),
        ("What people decided", None),
        ("", None),
    ],
)
def test_a_heading_is_about_the_term_that_it_is_or_ends_in(title: str, term: str | None) -> None:
    assert term_of(title) == term


def test_headings_and_columns_that_are_terms_explain_themselves(
    slipping: World, looks_at: Callable[[World], Onlooker]
) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    gate = one.workspace.assess().gates[0].subject
    app = one.opens(Screen.GATES, gate=gate, tab=RECORDS_TAB)
    helps = {head.value: head.proto.help for head in app.header}
    assert helps[SIGN_OFFS_TITLE] == explained("sign-off")
    history = grids(one.opens(Screen.GATES, gate=gate, tab=HISTORY_TAB))["history"]
    assert {field["title"]: field["means"] for field in history["fields"]}[HISTORY_VERDICT] == explained("verdict")


def test_a_badge_of_a_table_says_what_its_word_means(on_track: World, looks_at: Callable[[World], Onlooker]) -> None:
    table = grids(looks_at(on_track).opens(Screen.CHARTER))["deliverables"]
    assert table["means"]["proven"] == explained("proven")
