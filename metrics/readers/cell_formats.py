"""What a number's format in a workbook writes beside it: a percent sign, a currency, a word such as k for thousands."""

import re
from decimal import Decimal
from functools import lru_cache

_TEXT = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
_CURRENCY_SIGNS = "$€£¥₹₩₽₺₪"
_WORDS = frozenset(
    {"usd", "eur", "gbp", "chf", "jpy", "inr", "us$", "kr", "zł", "k", "m", "tsd", "mio", "mn", "bn", "mrd"}
)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


@lru_cache(maxsize=1024)
def sign_of(form: str) -> tuple[str, int]:
    """What a person sees behind the number, and by how many places the sign moves its point: `%` by two, anything
    else by none; a currency, `%` in quotes, and `k` behind a number that is not shown in thousands are only written."""
    first = form.partition(";")[0]
    said = [part.strip() for match in _TEXT.finditer(first) for part in match.groups() if part and part.strip()]
    bare = _TEXT.sub("", first)
    if "%" in bare:
        return "%", 2
    signs = [sign for sign in said if sign.strip(". ").casefold() in _WORDS or any(one in sign for one in "%€$£¥₹₩₽₺₪")]
    signs += [sign for sign in bare if sign in _CURRENCY_SIGNS]
    if _SCALED.search(bare):  # shown in thousands, and whole in the cell
        signs = [sign for sign in signs if any(one in sign for one in _CURRENCY_SIGNS)]
    return ("%" if any("%" in sign for sign in signs) else "".join(dict.fromkeys(signs))), 0


def as_shown(number: float, form: str) -> float | str:
    """The number itself, or, where its format writes a sign beside it, the text of both."""
    sign, places = sign_of(form)
    if not sign:
        return number
    text = f"{Decimal(repr(number)).scaleb(places).normalize():f}"
    # `12.345%` could be read as thousands of percent; a fourth decimal leaves no doubt
    return f"{text}0{sign}" if len(text.partition(".")[2]) == 3 else f"{text}{sign}"
