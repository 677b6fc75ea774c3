"""One glossary: every status word is in it, each entry is one short sentence."""

from playbook.glossary import GLOSSARY
from playbook.wording import OUTCOME_WORDS, STATE_WORDS, VERDICT_WORDS


def test_every_status_word_is_explained() -> None:
    assert {*OUTCOME_WORDS.values(), *VERDICT_WORDS.values(), *STATE_WORDS.values()} <= GLOSSARY.keys()


def test_entries_are_short_and_in_order() -> None:
    assert list(GLOSSARY) == sorted(GLOSSARY, key=str.casefold)
    assert all(len(means.split()) <= 20 and means.strip(" .") == means for means in GLOSSARY.values())
