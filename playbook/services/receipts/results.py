"""What receipts say, and what is not as it was sealed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.observation import Moment
from playbook.json_values import Json

RECORDED, SEALED = "recorded", "sealed"
"""How a receipt came to be: at the moment something was recorded through the product, or by hand later."""


class FindingKind(StrEnum):
    """What is not as it was sealed."""

    ALTERED = "altered"
    REMOVED = "removed"
    UNSEALED = "unsealed"
    BROKEN_CHAIN = "broken_chain"
    TWO_ENDS = "two_ends"
    FACTS = "facts"
    NOT_EXPECTED = "not_expected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them: `about` is what it concerns in the file, `was` and `now` what stood and stands there."""

    kind: FindingKind
    file: str
    about: str
    message: str
    was: Json | None = None
    now: Json | None = None


@dataclass(frozen=True, slots=True)
class Knew:
    """What was known: the day, the digests of definitions and of the uploads received `until` then (UTC), how many
    these were, and the verdict. Null where it was not known."""

    day: date | None = None
    definitions: str | None = None
    until: Moment | None = None
    uploads: int | None = None
    facts: str | None = None
    verdict: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt: `how` says whether it was written as it was recorded, or sealed by hand later. `corrects` names the
    one it replaces, `why` and `by` the reason and the seat."""

    digest: str
    kind: str
    about: str
    file: str = ""
    at: str = ""
    how: str = ""
    entry: Json | None = None
    knew: Knew = Knew()
    corrects: str | None = None
    why: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """`entries` counts what was decided, `head` is the digest at the end of the chain, null while it has none or
    several. It is `well` where nothing was found."""

    entries: int
    head: str | None
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]

    @property
    def well(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.findings

    def at_gate(self, product: str, gate: str, day: date) -> tuple[list[Receipt], list[Finding]]:
        """The receipts of what was decided at a gate by a day, the latest first, and what is not as they say."""

        def is_meant(content: Json | None) -> bool:
            said = content or {}
            return (said.get("product"), said.get("gate")) == (product, gate) and str(said.get("on")) <= str(day)

        kept = [receipt for receipt in reversed(self.receipts) if is_meant(receipt.entry)]
        return kept, [finding for finding in self.findings if is_meant(finding.now) or is_meant(finding.was)]
