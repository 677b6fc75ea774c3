"""Sentences about naming a candidate: by its id, or by a file."""

from collections.abc import Iterable

from metrics.tested import MeasuredByProduct
from playbook.wording import join_words, plural


def unknown(candidate: str, product: str | None, hint: str, known: Iterable[str]) -> str:
    """A candidate that is not on record."""
    of = f" of product '{product}'" if product else ""
    listed = list(known)
    there = f"known are {join_words(listed)}" if listed else "none is on record yet"
    return f"Unknown candidate '{candidate}'{of}; {hint or there}."


def ahead(candidate: str, on: str, day: str) -> str:
    """A candidate that was not there on the day that is asked about."""
    return f"Candidate '{candidate}' was put forward on {on}, after {day}."


def several(candidate: str, products: Iterable[str]) -> str:
    """An id that candidates of several products have."""
    return f"Candidate '{candidate}' is one of {join_words(products)}; name the product."


def measured_on(tested: MeasuredByProduct) -> list[str]:
    """What the numbers of a file were measured on, as its sender or the file itself says."""
    named = dict.fromkeys(one.candidate for one in tested.values() if one.candidate)
    found = [f"Measured on candidate {join_words(named)}."] if named else []
    models = dict.fromkeys(model for one in tested.values() for model in one.models)
    return found + ([f"Measured on {join_words(models)}, the file says."] if models else [])


def other_product(said: str, wanted: str) -> str:
    """A file is about another product."""
    return f"The candidate is of product '{said}', and '{wanted}' is asked about."


NO_PRODUCT = "The candidate does not say of which product it is; name the product."
NOTHING_NAMED = (
    "The candidate names nothing that would ship; give one of commit, models, prompts, retrieval, suites, data."
)


def bad_parts(sentences: Iterable[str]) -> str:
    """What is wrong with a candidate that was sent."""
    found = list(sentences)
    return f"The candidate has {plural(len(found), 'problem')}: {'; '.join(found)}"
