"""Ids by what people call them: by the id, the name or a declared alias, however it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from unicodedata import category

from metrics.likeness import normalized


@dataclass(frozen=True)
class Called:
    """One kind of things: each id with the other names it goes by. A name that two of them share is nobody's."""

    names: Mapping[str, Iterable[str]]

    def find(self, word: str) -> str | None:
        """The id that a word means: without case, dashes, dots and spare spaces, else by its letters and digits alone
        (`Policy Q&A` is `policy-qa`); None where it means none."""
        if word in self.names:
            return word
        return self._by_words.get(normalized(word)) or self._by_letters.get(_letters(word))

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every id and every name, as they are written."""
        return tuple(dict.fromkeys([*self.names, *(name for names in self.names.values() for name in names if name)]))

    @cached_property
    def _by_words(self) -> Mapping[str, str]:
        return self._only_one(normalized)

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        return self._only_one(_letters)

    def _only_one(self, compared: Callable[[str], str]) -> dict[str, str]:
        ids: dict[str, str] = {}
        shared: set[str] = set()
        for one, other in spoken_by(self.names):
            word = compared(other)
            if word and ids.setdefault(word, one) != one:
                shared.add(word)
        for word in shared:
            del ids[word]
        # an id comes before any name
        return ids | {compared(one): one for one in self.names if compared(one)}


def spoken_by(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each id with every name for it."""
    return ((one, name) for one, others in names.items() for name in others)


def _letters(word: str) -> str:
    # a percent sign or a currency is no ornament: it says what numbers are in
    return "".join(each for each in normalized(word) if each.isalnum() or each == "%" or category(each) == "Sc")
