"""The grammar of risk indicators."""

import re
from dataclasses import dataclass
from enum import StrEnum

from playbook.model.conditions import REOPEN_FORM, ReopenCondition, parse_reopen
from playbook.model.fields import Refused

INDICATOR_FORMS = "'<metric> misses its plan', '<metric> signals concern' or '<metric> > 0.05 for 2 weeks'"
_PHRASE = re.compile(r"\s*([a-z][a-z0-9_-]*)\s+(?:(misses its plan)|signals concern)\s*")


class Watched(StrEnum):
    """What an indicator looks at."""

    PLAN = "plan"
    SIGNALS = "signals"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A metric that misses its plan or signals concern; or one with a comparison, a number and how long it lasts."""

    text: str
    metric: str
    watched: Watched
    condition: ReopenCondition | None = None


def parse_indicator(text: str) -> Indicator:
    """Reads an indicator; raises Refused."""
    phrase = _PHRASE.fullmatch(text)
    if phrase is not None:
        watched = Watched.PLAN if phrase[2] else Watched.SIGNALS
        return Indicator(" ".join(text.split()), phrase[1], watched)
    try:
        condition = parse_reopen(text)
    except Refused as reason:
        if reason.expected == REOPEN_FORM:
            raise Refused(f"'{text}'", expected=INDICATOR_FORMS) from reason
        raise
    return Indicator(condition.text, condition.metric, Watched.LINE, condition)
