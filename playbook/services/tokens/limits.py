"""What the HTTP API lets through, read from the environment: tokens, sizes, rates."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook.services.tokens.wording import not_a_choice, not_a_number
from playbook.settings import Home, WrongUse

TOKENS_VARIABLE = "PLAYBOOK_TOKENS"
READING_VARIABLE = "PLAYBOOK_READING"
RATE_VARIABLE = "PLAYBOOK_RATE"
LARGEST_VARIABLE = "PLAYBOOK_LARGEST_MB"
MACHINE, TOKEN = "machine", "token"
LARGEST_MB = 200
"""As large as the readers take."""


@dataclass(frozen=True, slots=True)
class ApiLimits:
    """`per_minute` is how many requests a token may make, `largest` how many bytes a body may have."""

    reading_needs_token: bool = False
    per_minute: int = 600
    largest: int = LARGEST_MB * 1_000_000


def api_limits(environ: Mapping[str, str] = os.environ) -> ApiLimits:
    """The settings of this process; raises WrongUse."""
    reading = environ.get(READING_VARIABLE, "").strip() or MACHINE
    if reading not in (MACHINE, TOKEN):
        raise WrongUse(not_a_choice(READING_VARIABLE, reading, (MACHINE, TOKEN)))
    return ApiLimits(
        reading_needs_token=reading == TOKEN,
        per_minute=_number(environ, RATE_VARIABLE, 600),
        largest=min(LARGEST_MB, _number(environ, LARGEST_VARIABLE, LARGEST_MB)) * 1_000_000,
    )


def tokens_folder(home: Home, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the tokens of a playbook are kept: beside what it keeps of itself, never in its records."""
    named = environ.get(TOKENS_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser().absolute()
    return home.cache.with_name(".tokens-sample" if home.is_sample else ".tokens")


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise WrongUse(not_a_number(name, text, 1))
    return int(text)
