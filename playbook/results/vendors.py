"""How vendors and models stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import computed_field

from playbook.json_values import OrNull
from playbook.model.evidence import Review
from playbook.model.vendors import ReviewKind, ServiceLevel


@dataclass(frozen=True, slots=True)
class VendorReviewStatus:
    """The last review of one kind; `on` is None where there was none, `valid_until` where it does not count."""

    kind: ReviewKind
    required: bool
    on: date | None
    by: OrNull
    outcome: Review | None
    valid_until: date | None
    in_date: bool
    link: OrNull
    note: str


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One model in use. `days_left` until it retires, below 0 once it has; None where no day is known."""

    model: str
    since: date
    products: tuple[str, ...]
    retires: date | None
    days_left: int | None
    before_charter_end: bool
    soon: bool
    replacement: OrNull
    link: OrNull

    @property
    def presses(self) -> bool:
        """Whether leaders hear of its end without asking."""
        return self.soon or self.before_charter_end


class GapKind(StrEnum):
    """What a vendor in use lacks."""

    RETIRED_MODEL = "retired_model"
    REVIEW = "review"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class VendorGap:
    """One thing a vendor lacks; `about` is the model or the kind of review."""

    kind: GapKind
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class ContractStatus:
    """The contract in force. `ends_soon` where its last day of notice comes within the notice period or before the
    charter ends, and no contract follows it; `last_notice` is None where it has no end."""

    on: date
    ends: date | None
    ends_soon: bool
    notice_days: int
    last_notice: date | None
    service_levels: tuple[ServiceLevel, ...]
    link: OrNull


@dataclass(frozen=True, slots=True)
class VendorStatus:
    """One vendor in use on the day; `gaps` is what it lacks, most urgent first."""

    id: str
    name: str
    provides: str
    owner: str
    products: tuple[str, ...]
    options: tuple[str, ...]
    data: str
    reviews: tuple[VendorReviewStatus, ...]
    contract: ContractStatus | None
    models: tuple[ModelStatus, ...]
    gaps: tuple[VendorGap, ...]

    @computed_field
    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks, in words."""
        return tuple(gap.words for gap in self.gaps)

    def serves(self, product: str | None) -> bool:
        """Whether a product depends on it; None is any. A vendor that names no products is everybody's."""
        return product is None or not self.products or product in self.products
