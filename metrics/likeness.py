"""Words that are alike, and words that must not be taken for each other: another unit, direction or role is no slip."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

_UNITS: tuple[tuple[str, ...], ...] = (
    (
        "ns nanosecond nanoseconds",
        "us µs microsecond microseconds",
        "ms msec msecs millis millisecond milliseconds",
        "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos",
        "min mins minute minutes minuten minuto minutos",
        "h hr hrs hour hours stunde stunden heure heures hora horas",
        "d day days daily tag tage jour jours día días",
        "week weeks weekly woche wochen semaine semaines semana semanas",
        "month months monthly monat monate mois mes meses",
        "quarter quarters quarterly quartal",
        "year years yearly annual annually jahr jahre année años",
    ),
    (
        "usd dollar dollars $",
        "eur euro euros €",
        "gbp pound pounds £",
        "chf franc francs franken",
        "jpy yen ¥",
        "inr rupee rupees ₹",
        "cent cents",
    ),
    ("k thousand thousands tsd", "m mio million millions", "bn mrd billion billions"),
    ("b byte bytes", "kb kib", "mb mib", "gb gib", "tb tib"),
    ("percent percentage pct prozent %", "bps basis"),
)
_DIRECTIONS: tuple[tuple[str, ...], ...] = (
    (
        (
            "success successes successful succeeded pass passed passes passing correct right accepted acceptance"
            " approved approval hit hits resolved solved positive erfolg erfolge erfolgreich réussite éxito"
        ),
        (
            "failure failures failed failing fail fails incorrect wrong rejected rejection refused declined denied miss"
            " misses missed unresolved negative error errors fehler échec échecs fallo fallos"
        ),
    ),
    ("promoter promoters", "detractor detractors", "passive passives"),
    ("saved saving savings revenue income earned gain gains", "spend spent cost costs expense expenses loss losses"),
    ("retained retention", "churn churned"),
    ("non not no never free anti inverse inverted",),
    ("input prompt inbound", "output completion outbound"),
)
_ROLES: tuple[tuple[str, ...], ...] = (
    (
        "count counts n number num sample samples cases trials observations",
        "mean average avg",
        "std stddev stdev stderr sem variance",
        "median",
        "sum total totals",
        "min minimum lowest",
        "max maximum highest",
        "unit units",
        "rate share ratio",
        "value",
        "name",
        "date",
    ),
    ("numerator", "denominator"),
    ("precision", "recall"),
    ("actual", "plan planned target budget forecast expected"),
    ("before", "after"),
    ("start started begin", "end ended finish"),
    ("open opened", "closed resolved"),
    ("with", "without"),
    ("active", "inactive idle"),
    ("new", "old returning"),
    ("up increase increased", "down decrease decreased"),
)
"""Groups of kinds of words: two kinds of one group mean two things, however alike the names look."""
_GROUPS = (*_UNITS, *_DIRECTIONS, *_ROLES)
_SAY_MUCH = len(_UNITS) + len(_DIRECTIONS)
"""A word of these first groups changes what a name means even where the other name has none of its kind."""
_KINDS: dict[str, set[tuple[int, int]]] = {}
for _group, _kinds in enumerate(_GROUPS):
    for _kind, _words in enumerate(_kinds):
        for _word in _words.split():
            _KINDS.setdefault(_word, set()).add((_group, _kind))
_RATE_WORDS = frozenset(["rate", "share", "ratio", "rates"])
_PER_TIME = frozenset(
    ["daily", "weekly", "monthly", "quarterly", "yearly", "annual", "annually", "monatlich", "jährlich"]
)
_NEGATIONS = ("un", "in", "im", "non", "dis", "not", "no")
_TYPO = 0.75
_SURE = 0.84
_TYPO_OF_ONE_LETTER = 0.85
_SHORTEST_STEM = 4
_LONGEST = 200
"""No name is longer; what stands behind it is not compared."""
_HUMPS = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])")
_PIECES = re.compile(r"[^\W\d_]+|\d+|[$€£¥₹%]")


def normalized(word: str) -> str:
    """A name as it is compared: without case, underscores, dashes, dots and spare spaces."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    return " ".join(re.split(r"[\s_\-./:*#\u200b\ufeff]+", plain)).strip()


_PRODUCTION = frozenset(["production", "prod", "prd", "live", "main", "produktion", "produktiv", "producción"])

_REGIONS = frozenset(
    [
        "eu", "us", "uk", "de", "fr", "ap", "apac", "emea", "na", "sa", "me", "af", "ca", "cn", "jp", "in", "asia",
        "europe", "east", "west", "north", "south", "central", "blue", "green",
    ]
)  # fmt: skip
_NUMBERED_REGION = re.compile(r"[a-z]{2,9}\d{1,2}")


def is_production(place: str) -> bool:
    """Whether an environment is the one that people work with."""
    words = normalized(place).split()
    return not _PRODUCTION.isdisjoint(words) and all(
        word in _PRODUCTION or word in _REGIONS or word.isdigit() or _NUMBERED_REGION.fullmatch(word) for word in words
    )


_COMPARISONS, _FOR_A_GUESS = 100_000, 100
_left: ContextVar[list[int] | None] = ContextVar("comparisons that are left", default=None)


@contextmanager
def few_guesses() -> Iterator[None]:
    """Inside, the nearest of the known words is looked for until 100,000 words were compared, and then no more: the
    first slips of a file say what became of it, and thousands of them would keep the app busy for minutes."""
    if _left.get() is not None:  # of one file, however many parts of it are checked
        yield
        return
    token = _left.set([_COMPARISONS])
    try:
        yield
    finally:
        _left.reset(token)


def _may_compare(words: int) -> bool:
    left = _left.get()
    if left is not None:
        left[0] -= words + _FOR_A_GUESS
    return left is None or left[0] >= 0


def nearest(word: str, known: Collection[str], *, strict: bool = False) -> str | None:
    """The known word that is most alike and means no other thing; with `strict` every part of the word has to be found
    in it, apart from slips. None inside `few_guesses` when there were enough of them."""
    if not _may_compare(len(known)):
        return None
    choices = sorted(known)
    word = word[:_LONGEST]
    alike = get_close_matches(word, choices, n=6, cutoff=0.6)
    alike += get_close_matches(word.casefold(), choices, n=6, cutoff=0.5)
    for choice in dict.fromkeys(alike):
        if means_another(word, choice) or (strict and not _same_words(word, choice)):
            continue
        return choice
    return None


def is_slip_of(word: str, other: str) -> bool:
    """Whether two ids differ by slips of a few letters, part by part: `haed-of-data`, and not `head-of-legal`."""
    mine, theirs = _pieces(word), _pieces(other)
    if mine == theirs or "".join(mine) == "".join(theirs):
        return word != other
    if len(mine) != len(theirs) or not all(map(_is_typo, mine, theirs)):
        return False
    return not means_another(word, other)


def _is_typo(piece: str, other: str) -> bool:
    if piece == other:
        return True
    if min(len(piece), len(other)) < _SHORTEST_STEM or abs(len(piece) - len(other)) > 1:
        return False
    swapped = sorted(piece) == sorted(other)
    return swapped or SequenceMatcher(None, piece, other).ratio() >= _TYPO_OF_ONE_LETTER


def means_another(word: str, other: str) -> bool:
    """Whether two names differ in a unit, a direction, a role or a number, so that one is no slip of the other."""
    mine, theirs = _pieces(word), _pieces(other)
    numbers = ["".join(piece for piece in pieces if piece.isdigit()) for pieces in (mine, theirs)]
    if all(numbers) and numbers[0] != numbers[1] and max(map(len, numbers)) <= 3:
        return True
    mine, theirs = (
        [piece for piece in mine if piece not in theirs and not piece.isdigit()],
        [piece for piece in theirs if piece not in mine and not piece.isdigit()],
    )
    if any(_negates(one, another) for one in mine for another in theirs):
        return True
    if counts_what_another_shares(word, other) or counts_what_another_shares(other, word):
        return True
    my_kinds, their_kinds = ({kind for piece in pieces for kind in _kinds_of(piece)} for pieces in (mine, theirs))
    common = my_kinds & their_kinds
    groups_met = {group for group, _ in common}
    for group, _ in my_kinds - common:
        if group in groups_met:
            continue
        if group < _SAY_MUCH or any(group == other_group for other_group, _ in their_kinds):
            return True
    return False


def counts_what_another_shares(word: str, other: str) -> bool:
    """Whether a name is the plural of what the other is the rate of: `hallucinations` beside `hallucination_rate`."""
    mine, theirs = _pieces(word), _pieces(other)
    rate = [piece for piece in theirs if piece in _RATE_WORDS]
    counted = [piece for piece in theirs if piece not in _RATE_WORDS]
    return bool(rate and mine and counted) and mine == [*counted[:-1], f"{counted[-1]}s"]


def is_of_another_time(word: str, other: str) -> bool:
    """Whether two names differ in how long a time they are of: `monthly_active_users` beside `weekly_active_users`."""
    mine, theirs = _pieces(word), _pieces(other)
    return any(piece in _PER_TIME for piece in mine if piece not in theirs)


def unit_said(word: str) -> str:
    """The word of a name that is a unit of time, money or size; '' where there is none."""
    for piece in reversed(_pieces(word)):
        if len(piece) > 1 and any(group < len(_UNITS) for group, _ in _KINDS.get(piece, ())):
            return piece
    return ""


def differs_in_unit_alone(word: str, other: str) -> bool:
    """Whether two names say the same apart from their units: `latency_p95_ms` beside `latency_p95_seconds`."""
    return _differs_alone(word, other, range(len(_UNITS)))


def differs_in_direction_alone(word: str, other: str) -> bool:
    """Whether two names say the same apart from which way they count: `task_failure_rate`, `task_success_rate`."""
    return _differs_alone(word, other, range(len(_UNITS), _SAY_MUCH))


def _differs_alone(word: str, other: str, groups: range) -> bool:
    mine, theirs = (_pieces(name) for name in (word, other))
    left, right = (
        [piece for piece in one if piece not in another] for one, another in ((mine, theirs), (theirs, mine))
    )
    kinds = [[kind for piece in pieces for kind in _kinds_of(piece) if kind[0] in groups] for pieces in (left, right)]
    return (
        len(left) == 1
        and len(right) <= 1
        and bool(kinds[0])
        and (not right or any(one[0] == another[0] and one != another for one in kinds[0] for another in kinds[1]))
    )


def in_words(name: str) -> str:
    """A name as programs write it, in words: `costUSD` is 'cost USD'."""
    return _HUMPS.sub(" ", name)


def _pieces(word: str) -> list[str]:
    return _PIECES.findall(normalized(in_words(word[:_LONGEST])))


@lru_cache(maxsize=16_384)
def _kinds_of(piece: str) -> frozenset[tuple[int, int]]:
    # asked again for every pair of names, of which a file with a hundred misspelled ones has thousands
    if piece in _KINDS:
        return frozenset(_KINDS[piece])
    slip = get_close_matches(piece, (word for word in _KINDS if len(word) > _SHORTEST_STEM), n=1, cutoff=_SURE)
    return frozenset(_KINDS[slip[0]]) if slip else frozenset()


def _negates(one: str, other: str) -> bool:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(shorter) >= _SHORTEST_STEM and any(longer == negation + shorter for negation in _NEGATIONS)


def _same_words(word: str, other: str) -> bool:
    mine, theirs = _pieces(word), _pieces(other)
    if SequenceMatcher(None, "".join(mine), "".join(theirs)).ratio() >= _SURE:
        return True
    return all(any(_slip(piece, one) for one in theirs) for piece in mine)


def _slip(piece: str, other: str) -> bool:
    if len(piece) >= _SHORTEST_STEM and other.startswith(piece):
        return True
    if len(other) < _SHORTEST_STEM and unit_said(other):  # 'used' is no slip of 'usd'
        return piece == other
    return piece == other or (len(piece) > 2 and SequenceMatcher(None, piece, other).ratio() >= _TYPO)
