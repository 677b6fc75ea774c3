"""Words of the mapping of a file to metrics."""

from collections.abc import Sequence

from playbook.wording import join_words, plural


def measure(name: str, about: str, unit: str) -> str:
    """A measure as it is chosen."""
    said = f"{name} ({about})" if about else name
    return f"{said}, {unit}" if unit else said


def table(rows: int, headings: Sequence[str]) -> str:
    """A table in one sentence."""
    shown = join_words([f"'{heading}'" for heading in headings[:6]])
    more = f" and {len(headings) - 6} more" if len(headings) > 6 else ""
    return f"A table of {plural(rows, 'row')} with {shown}{more}."


NOTHING_TAKEN = "choose what at least one of its numbers becomes"
EXISTS = "there is a source of this id already; give it another"
