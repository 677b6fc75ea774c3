"""The pages of governance and vendors: coverage, what is missing, what serves a control, vendors and their models."""

from collections.abc import Callable

import pytest

from playbook.concerns.governance import wording
from playbook.concerns.governance.crosswalk import Standing
from playbook.concerns.governance.status import governance_status
from playbook.page.parts.links import Screen
from playbook.wording import sentence_case
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import WORLDS, World

LooksAt = Callable[[World], Onlooker]


@pytest.fixture
def tracked(on_track: World, looks_at: LooksAt) -> Onlooker:
    on_track.receive_all()
    return looks_at(on_track)


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_gap_of_the_framework_is_listed_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.GOVERNANCE)
    assert not app.exception
    said = words(app)
    if not one.workspace.playbook().shows_something:
        return
    framework = one.workspace.ask(governance_status).frameworks[0]
    assert wording.missing_sentence(framework) in said
    for control in framework.gaps:
        assert wording.control_name(control) in said
        assert sentence_case(control.reason) in said


def test_the_page_says_where_least_is_covered_and_what_begins(tracked: Onlooker) -> None:
    said = words(tracked.opens(Screen.GOVERNANCE))
    assert "Next duty: Art. 50 Transparency, the duty begins on Dec 2, in 26 days." in said
    assert wording.summary(tracked.workspace.ask(governance_status)) in said


def test_an_address_opens_a_framework_and_a_control(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.GOVERNANCE, framework="owasp", control="LLM01:2026")
    assert not app.exception
    assert "Input bends the model" in words(app)


def test_every_control_can_be_shown_with_what_serves_it(tracked: Onlooker) -> None:
    said = words(tracked.opens(Screen.GOVERNANCE))
    assert "Art. 26 Oversight" in said
    assert "Art. 50 Transparency" in said
    [frameworks] = [
        framework.id
        for framework in tracked.workspace.ask(governance_status).frameworks
        if any(control.id == "GOVERN 1.6" for control in framework.controls)
    ]
    served = words(tracked.opens(Screen.GOVERNANCE, framework=frameworks, control="GOVERN 1.6"))
    assert wording.STANDING_WORDS[Standing.COVERED] in served


def test_controls_that_are_missing_stand_first(tracked: Onlooker) -> None:
    framework = tracked.workspace.ask(governance_status).frameworks[0]
    gaps = {control.id for control in framework.gaps}
    [table] = grids(tracked.opens(Screen.GOVERNANCE)).values()
    order = [row["k"] in gaps for row in table["rows"]]
    assert len(order) == len(framework.controls)
    assert order == sorted(order, reverse=True)


def test_an_address_that_asks_for_the_unknown_gets_a_calm_sentence(tracked: Onlooker) -> None:
    app = tracked.opens(Screen.GOVERNANCE, framework="basel-iv")
    assert not app.exception
    assert any("basel-iv" in info.value for info in app.info)


def test_without_frameworks_the_page_names_the_way_out(empty: World, looks_at: LooksAt) -> None:
    (empty.folder / "definitions" / "governance.yaml").unlink()
    assert wording.WAY_DEFINE in words(looks_at(empty).opens(Screen.GOVERNANCE))


@pytest.mark.parametrize("name", list(WORLDS))
def test_every_vendor_says_how_it_stands_in_every_world(
    name: str, world: Callable[[str], World], looks_at: LooksAt
) -> None:
    one = looks_at(world(name))
    app = one.opens(Screen.VENDORS)
    assert not app.exception
    vendors = one.workspace.ask(governance_status).vendors
    if not one.workspace.playbook().shows_something:
        return
    said = words(app)
    assert (wording.WAY_VENDOR in said) == (not vendors)
    for vendor in vendors:
        assert any(row[0].startswith(vendor.name) for row in cells_of(grids(app)["vendors"]))
        assert sentence_case("; ".join(vendor.missing)) in said


def test_a_vendor_shows_reviews_contract_service_levels_and_retirement(tracked: Onlooker) -> None:
    said = words(tracked.opens(Screen.VENDORS, vendor="provider"))
    assert "until Sep 30, 2027" in said
    assert "99.5%" in said
    assert "Jun 1, 2027, in 29 weeks" in said


def test_a_model_that_retires_too_early_stands_out(slipping: World, looks_at: LooksAt) -> None:
    one = looks_at(slipping)
    [row] = [row for row in grids(one.opens(Screen.VENDORS))["vendors"]["rows"] if wording.RETIRES in str(row)]
    assert "Nov 30, in 24 days" in words(one.opens(Screen.VENDORS, vendor=row["k"]))


def test_a_product_without_vendors_is_not_reported_that_nobody_lists_any(on_track: World, looks_at: LooksAt) -> None:
    on_track.change("records/vendors.yaml", "on: 2026-09-10", "on: 2026-09-10\n    products: [support-copilot]")
    said = words(looks_at(on_track).opens(Screen.VENDORS, product="contract-reader"))
    assert wording.NONE_HERE in said
    assert wording.none_here(1) in said
    assert wording.NO_VENDORS not in said


def test_editions_that_the_headline_leaves_out_are_named(tracked: Onlooker) -> None:
    status = tracked.workspace.ask(governance_status)
    old = [framework.name for framework in status.frameworks if framework.replaced_by is not None]
    counted = wording.counted_words(status)
    assert bool(counted) is bool(old)
    assert counted in words(tracked.opens(Screen.GOVERNANCE, view=wording.COVERAGE_VIEW))
