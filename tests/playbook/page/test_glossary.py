"""One glossary: every status word is in it, each entry is one short sentence."""

from collections.abc import Callable

from playbook.concerns.charter import wording as wording_charter
from playbook.glossary import GLOSSARY, explained
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


def test_a_badge_of_a_table_says_what_its_word_means(on_track: World, looks_at: Callable[[World], Onlooker]) -> None:
    table = grids(looks_at(on_track).opens(Screen.CHARTER))["deliverables"]
    assert table["means"]["proven"] == explained("proven")
