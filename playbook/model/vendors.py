"""Vendors and their models: reviews, contracts with service levels, and the day a model retires."""

from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from metrics.definition import Definition, Identifier, Named
from playbook.model.dated import OneADay, TimeOfDay
from playbook.model.evidence import Review
from playbook.model.fields import Link
from playbook.model.risks import HIGHEST


class ReviewKind(StrEnum):
    """What a vendor is reviewed for."""

    SECURITY = "security"
    PRIVACY = "privacy"
    PROCUREMENT = "procurement"
    PERFORMANCE = "performance"


class VendorBar(Definition):
    """What a vendor in use must have, and what a model that retires too early means."""

    reviews: tuple[ReviewKind, ...] = Field(default=(), description="reviews that must be accepted and in date")
    review_valid_days: int = Field(
        default=365, ge=1, description="how long a review stays valid unless it says otherwise"
    )
    contract: bool = Field(default=True, description="true: a contract must be in force")
    expiry_notice_days: int = Field(
        default=60,
        ge=0,
        description="a contract (or its notice) or a model that ends within this many days is reported ahead of time",
    )
    retirement_impact: int = Field(
        default=4, ge=1, le=HIGHEST, description="impact of a model in use that retires before the charter ends, 1 to 5"
    )
    review_evidence: dict[ReviewKind, Identifier] = Field(
        default_factory=dict,
        description="by kind of review: the evidence that these reviews stand for where no piece of it was filed",
    )
    retirement_owner: str = Field(default="", description="seat that answers for that risk; blank: the vendor's owner")


class VendorReview(Definition):
    """A dated review of a vendor."""

    one_a_day: ClassVar = OneADay("review", ("kind",))

    kind: ReviewKind = Field(description="what was looked at")
    on: date = Field(description="the day it happened")
    at: TimeOfDay = None
    by: Identifier = Field(description="seat that did it")
    outcome: Review = Field(default=Review.ACCEPTED, description="what the reviewer said")
    next_review: date | None = Field(default=None, description="blank: when the review is no longer in date")
    note: str = Field(default="", description="anything a reader should know")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")


class ServiceLevel(Definition):
    """One promise of a contract."""

    what: str = Field(description="what is promised: availability, capacity, notice before a model retires")
    promise: str = Field(description="the promise in words, with its number")
    metric: Identifier | None = Field(default=None, description="id of the metric that shows whether it is kept")


class Contract(Definition):
    """A contract, in force from its day to its last day."""

    one_a_day: ClassVar = OneADay("contract", ("link",))

    on: date = Field(description="the day it is in force from")
    at: TimeOfDay = None
    agreed: date | None = Field(default=None, description="the day it was signed; blank: the day it is in force from")
    ends: date | None = Field(default=None, description="its last day; blank: until somebody ends it")
    notice_days: int = Field(default=0, ge=0, description="days of notice to leave it")
    slas: tuple[ServiceLevel, ...] = Field(default=(), description="service levels it promises")
    by: Identifier = Field(description="seat that did it")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")

    @property
    def last_notice(self) -> date | None:
        """The last day on which it can be left with its notice; None where it has no end."""
        return None if self.ends is None else self.ends - timedelta(days=self.notice_days)


class ModelInUse(Definition):
    """One model of a vendor, by the name that stands in code; pinned to a dated snapshot where there is one."""

    one_a_day: ClassVar = OneADay("entry", ("model",))

    model: str = Field(description="the name as code uses it")
    on: date = Field(description="in use from this day on")
    at: TimeOfDay = None
    until: date | None = Field(default=None, description="last day of use here; blank: it is in use")
    products: tuple[Identifier, ...] = Field(default=(), description="products that use it")
    retires: date | None = Field(default=None, description="the day the vendor switches it off")
    announced: date | None = Field(default=None, description="the day you learned of it; blank: the first day of use")
    replacement: str = Field(default="", description="the model that takes over")
    link: Link = Field(default="", description="where it can be read; begins with https:// or http://")
    note: str = Field(default="", description="anything a reader should know")


class Vendor(Named):
    """One vendor."""

    provides: str = Field(default="", description="what you get from it")
    owner: Identifier = Field(description="seat that answers for it")
    on: date = Field(description="in use, or looked at, from this day on")
    until: date | None = Field(default=None, description="last day; blank: still")
    products: tuple[Identifier, ...] = Field(default=(), description="products that depend on it; blank: all of them")
    options: tuple[Identifier, ...] = Field(default=(), description="options of the stack that it provides")
    data: str = Field(default="", description="which data it gets, where it is kept, whether it trains on it")
    reviews: tuple[VendorReview, ...] = Field(default=(), description="dated reviews, newest last")
    contracts: tuple[Contract, ...] = Field(default=(), description="contracts, newest last")
    models: tuple[ModelInUse, ...] = Field(default=(), description="models in use, pinned")


class VendorRecords(Definition):
    """`records/vendors.yaml`"""

    vendors: tuple[Vendor, ...] = Field(default=(), description="who provides models, stores, tools")
