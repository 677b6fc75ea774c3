"""Conditions that reopen a stack decision: `METRIC OP NUMBER [for N weeks]`."""

import re
from dataclasses import dataclass

from playbook.conditions import Condition, parse_condition

_REOPEN = re.compile(r"\s*([a-z][a-z0-9_-]*)\s*([<>]=?\s*[^\s].*?)(?:\s+for\s+(\d+)\s+weeks?)?\s*")


@dataclass(frozen=True, slots=True)
class ReopenCondition:
    """The decision is open again once `condition` held in each of the last `weeks` closed weeks."""

    metric: str
    condition: Condition
    weeks: int = 1
    text: str = ""


def parse_reopen(text: str) -> ReopenCondition:
    """Reads `latency_p95_seconds > 4 for 2 weeks` or `token_spend_usd > +25%`; raises ValueError with a sentence."""
    match = _REOPEN.fullmatch(text)
    if match is None:
        raise ValueError(
            f"expected a metric, a comparison and a number ('latency_p95_seconds > 4 for 2 weeks'), found '{text}'"
        )
    weeks = int(match[3] or 1)
    if not 1 <= weeks <= 52:
        raise ValueError(f"expected 1 to 52 weeks, found {weeks}")
    return ReopenCondition(match[1], parse_condition(match[2]), weeks, " ".join(text.split()))
