"""Waiting for an answer to become a yes: asked again every few seconds, for as long as was allowed."""

import re
import time
from collections.abc import Callable
from typing import TypeVar

from playbook.cli.output import ExitCode, tell

BETWEEN_SECONDS = 5.0
LONGEST_SECONDS = 6 * 3600
_UNITS = {"s": 1, "m": 60, "h": 3600}
_WRITTEN = re.compile(r"([1-9]\d{0,5})\s*([smh])")
Reply = TypeVar("Reply")


def seconds_of(text: str) -> int:
    """`30s`, `10m` or `1h` in seconds; raises WrongUse."""
    match = _WRITTEN.fullmatch(text.strip().casefold())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    from playbook.cli import wording_candidates as wording  # noqa: PLC0415  (a pipeline that does not wait does without)
    from playbook.settings import WrongUse  # noqa: PLC0415  (as above)

    if not 0 < seconds <= LONGEST_SECONDS:
        raise WrongUse(wording.not_a_time(text, LONGEST_SECONDS // 3600))
    return seconds


def until_yes(ask: Callable[[], Reply], code_of: Callable[[Reply], int], wait: str | None) -> Reply:
    """The first answer that is no 'no', else the last that there was time for. What cannot be asked is not awaited."""
    until = time.monotonic() + (seconds_of(wait) if wait else 0)
    said = False
    while True:
        answer = ask()
        left = until - time.monotonic()
        if code_of(answer) != ExitCode.NO or left <= 0:
            return answer
        if not said:
            from playbook.cli import wording_candidates as wording  # noqa: PLC0415  (as above)

            tell(wording.waiting(wait or ""))
            said = True
        time.sleep(min(BETWEEN_SECONDS, left))
