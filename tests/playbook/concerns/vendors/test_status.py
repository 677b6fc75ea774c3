"""Vendors on a day: reviews in date, a contract in force, models that retire, and the risk that makes by itself."""

from datetime import date

import pytest

from playbook.concerns.risks.register import risk_register
from playbook.concerns.vendors.status import judge_vendors, vendors_status
from playbook.model.risks import Band
from playbook.readiness.inquiry import Inquiry
from playbook.results.vendors import VendorStatus
from playbook.verdict import Outcome
from tests.playbook.building import measurements_of, playbook_of

GOVERNANCE = "vendors: {reviews: [security], review_valid_days: 100, contract: true, expiry_notice_days: 60}"
VENDOR = """
vendors:
  - id: provider
    name: Provider
    owner: data-lead
    on: 2026-09-10
    reviews: [{kind: security, on: 2026-10-09, by: ciso}]
    contracts: [{on: 2026-10-01, ends: 2027-09-30, by: data-lead}]
    models: [{model: Model-1.5, on: 2026-09-21, retires: 2026-11-30, announced: 2026-10-15, replacement: model-2}]
"""
TODAY = date(2026, 11, 6)


def questions(text: str = VENDOR, day: date = TODAY, **texts: str) -> Inquiry:
    playbook = playbook_of(definitions_governance=GOVERNANCE, records_vendors=text, **texts)
    return Inquiry(playbook, measurements_of(playbook), day)


def vendor(text: str = VENDOR, day: date = TODAY) -> VendorStatus:
    (found,) = vendors_status(questions(text, day))
    return found


def test_a_vendor_is_there_from_its_first_day_to_its_last() -> None:
    assert vendors_status(questions(day=date(2026, 9, 9))) == ()
    gone = VENDOR.replace("on: 2026-09-10", "on: 2026-09-10\n    until: 2026-10-31")
    assert len(vendors_status(questions(gone, date(2026, 10, 31)))) == 1
    assert vendors_status(questions(gone, date(2026, 11, 1))) == ()


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("", "", ()),
        ("by: ciso", "by: ciso, outcome: objections", ("security review of Oct 9, 2026 with objections",)),
        ("by: ciso", "by: ciso, next_review: 2026-11-01", ("security review of Oct 9, 2026 expired",)),
        ("on: 2026-10-09", "on: 2026-11-09", ("no security review",)),
        ("kind: security", "kind: privacy", ("no security review",)),
        ("ends: 2027-09-30", "ends: 2026-10-31", ("contract ended on Oct 31",)),
        ("on: 2026-10-01", "on: 2026-12-01", ("no contract in force",)),
        ("retires: 2026-11-30", "retires: 2026-11-04", ("model 'Model-1.5' retired 2 days ago and is still in use",)),
    ],
)
def test_what_a_vendor_lacks_is_said(old: str, new: str, missing: tuple[str, ...]) -> None:
    assert vendor(VENDOR.replace(old, new, 1) if old else VENDOR).missing == missing


def test_a_review_is_in_date_for_the_days_the_bar_says() -> None:
    assert vendor(day=date(2027, 1, 17)).reviews[0].in_date
    assert not vendor(day=date(2027, 1, 18)).reviews[0].in_date


def ends_soon(vendor: VendorStatus) -> bool:
    return vendor.contract is not None and vendor.contract.ends_soon


def test_a_contract_that_ends_soon_or_whose_notice_begins_is_reported_ahead() -> None:
    assert not ends_soon(vendor())
    assert ends_soon(vendor(day=date(2027, 8, 1)))
    assert ends_soon(vendor(VENDOR.replace("by: data-lead}", "by: data-lead, notice_days: 330}")))
    assert not ends_soon(vendor(VENDOR.replace("by: data-lead}", "by: data-lead, notice_days: 260}")))


def test_a_contract_that_another_one_follows_is_no_longer_reported() -> None:
    day = date(2027, 8, 2)
    next_one = "ends: 2027-09-30, by: data-lead}, {on: 2027-10-01, agreed: 2027-08-02, by: data-lead}"
    assert not ends_soon(vendor(VENDOR.replace("ends: 2027-09-30, by: data-lead}", next_one), day))
    assert ends_soon(vendor(VENDOR.replace("ends: 2027-09-30, by: data-lead}", next_one), date(2027, 8, 1)))
    too_late = next_one.replace("on: 2027-10-01", "on: 2027-11-01")
    assert ends_soon(vendor(VENDOR.replace("ends: 2027-09-30, by: data-lead}", too_late), day))


def test_a_retirement_is_known_from_the_day_it_was_announced() -> None:
    assert vendor(day=date(2026, 10, 14)).models[0].retires is None
    (model,) = vendor().models
    assert (model.days_left, model.before_charter_end, model.soon) == (24, True, True)
    (later,) = vendor(VENDOR.replace("retires: 2026-11-30", "retires: 2027-06-30")).models
    assert (later.before_charter_end, later.soon) == (False, False)


def test_a_model_that_is_entered_again_with_its_retirement_counts_once() -> None:
    again = (
        "{model: Model-1.5, on: 2026-10-20, products: [support-copilot], retires: 2027-01-31, announced: 2026-10-20}"
    )
    twice = VENDOR.replace("replacement: model-2}]", "replacement: model-2}, " + again + "]")
    (model,) = vendor(twice).models
    assert (model.since, model.retires, model.replacement) == (date(2026, 9, 21), date(2027, 1, 31), "model-2")
    assert model.products == ("support-copilot",)


def test_a_model_that_retires_before_the_charter_ends_is_a_high_risk_by_itself() -> None:
    (risk,) = risk_register(questions()).risks
    assert (risk.key, risk.derived, risk.settled) == ("retirement-provider-model-1-5", True, False)
    assert (risk.likelihood, risk.impact, risk.level, risk.band) == (5, 4, 20, Band.HIGH)
    assert risk.reasons == ("retires on Nov 30, in 24 days; model-2 is to take over",)
    assert risk.owner == "data-lead"


@pytest.mark.parametrize(
    "text",
    [
        VENDOR.replace("retires: 2026-11-30", "retires: 2027-01-06"),  # the day after the sixty days of notice
        VENDOR.replace("replacement: model-2", "until: 2026-11-01"),
        VENDOR.replace("announced: 2026-10-15", "announced: 2026-11-07"),
    ],
    ids=["after the charter", "no longer used", "not announced yet"],
)
def test_a_model_that_lives_long_enough_or_is_not_used_is_none(text: str) -> None:
    assert risk_register(questions(text)).risks == ()


@pytest.mark.parametrize(
    ("text", "product", "outcome"),
    [
        ("", None, Outcome.NO_DATA),
        (VENDOR, None, Outcome.WARNING),  # its model retires soon
        (VENDOR.replace("retires: 2026-11-30", "retires: 2027-11-30"), None, Outcome.MET),
        (VENDOR.replace("kind: security", "kind: privacy"), None, Outcome.NOT_MET),
        (
            VENDOR.replace("owner: data-lead", "owner: data-lead\n    products: [support-copilot]"),
            "other",
            Outcome.NO_DATA,
        ),
    ],
)
def test_the_bar_wants_every_vendor_in_order(text: str, product: str | None, outcome: Outcome) -> None:
    assert judge_vendors(questions(text), product).outcome is outcome


def test_a_gate_and_a_deliverable_can_ask_for_vendors_in_order() -> None:
    requested = questions(
        VENDOR.replace("retires: 2026-11-30", "retires: 2027-11-30"),
        definitions_gates="gates: [{id: limited-release, stage: ship, criteria: [{id: sourced, vendors: in_order}]}]",
        definitions_charter="""
phases: [{id: one, weeks: [1, 2], deliverables: [{id: reviewed, due_week: 2, proof: [{vendors: in_order}]}]}]
""",
        records_charter="start: 2026-09-07\nprogress: [{deliverable: reviewed, state: done, on: 2026-09-10}]",
    )
    assert requested.judged("limited-release", "support-copilot")["sourced"].outcome is Outcome.MET
    assert requested.deliverable("reviewed").proven
    assert not requested.at(date(2026, 10, 5)).deliverable("reviewed").proven
