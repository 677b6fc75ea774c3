"""Who owes what as one table: grouped as chosen, merged across gates, each row with its reason and its form."""

from collections.abc import Callable

from playbook.page.parts.links import Screen
from playbook.readiness.due import wording
from playbook.readiness.due.by_seat import due_by_seat
from tests.playbook.page.looking import Onlooker, cells_of, grids, words
from tests.worlds import World


def test_the_table_holds_every_item_late_ones_first(slipping: World, looks_at: Callable[[World], Onlooker]) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    table = grids(one.opens(Screen.DUE))["due"]
    rows = cells_of(table)
    late = [int(row[4]) for row in rows if row[4]]
    assert late
    assert late == sorted(late, reverse=True)
    assert [bool(row[4]) for row in rows] == sorted((bool(row[4]) for row in rows), reverse=True)
    assert table["rows"][0]["g"][0] == wording.LATENESS[0]
    seats = one.workspace.ask(due_by_seat, one.workspace.today())
    items = {item.what for seat in seats for item in seat.items}
    assert {row["c"][0][0] for row in table["rows"]} <= items


def test_a_row_leads_to_its_reason_and_to_its_form_by_a_name_of_its_own(
    slipping: World, looks_at: Callable[[World], Onlooker]
) -> None:
    slipping.receive_all()
    table = grids(looks_at(slipping).opens(Screen.DUE))["due"]
    targets: dict[str, set[str]] = {}
    for row in table["rows"]:
        for text, _, _, to, _, title in ([*cell, *[None] * (6 - len(cell))] for cell in row["c"]):
            if to:
                targets.setdefault(f"{text}: {title}" if title else str(text), set()).add(str(to))
    assert any(name.startswith("Record it: ") for name in targets)
    assert all(len(addresses) == 1 for addresses in targets.values()), targets


def test_by_owner_and_by_week_group_the_same_rows(slipping: World, looks_at: Callable[[World], Onlooker]) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    found = {view: grids(one.opens(Screen.DUE, view=view))["due"] for view in (wording.BY_SEAT, wording.BY_WEEK)}
    assert all(row["g"][0] == row["c"][1][0] for row in found[wording.BY_SEAT]["rows"])
    assert {row["g"][0] for row in found[wording.BY_WEEK]["rows"]} >= {wording.NO_DAY} or all(
        row["g"][0].startswith("Week to ") for row in found[wording.BY_WEEK]["rows"]
    )
    assert sorted(map(str, cells_of(found[wording.BY_SEAT]))) == sorted(map(str, cells_of(found[wording.BY_WEEK])))


def test_the_rows_follow_the_numbers_and_the_choices(slipping: World, looks_at: Callable[[World], Onlooker]) -> None:
    slipping.receive_all()
    one = looks_at(slipping)
    before = cells_of(grids(one.opens(Screen.DUE))["due"])
    assert cells_of(grids(one.opens(Screen.DUE))["due"]) == before
    seat = before[0][1]
    of_seat = cells_of(grids(one.opens(Screen.DUE, seat=seat_of(one, seat)))["due"])
    assert of_seat == [row for row in before if row[1] == seat]
    for upload in one.workspace.uploads():
        one.workspace.revoke(upload.upload_id, actor="me")
    assert cells_of(grids(one.opens(Screen.DUE))["due"]) != before


def seat_of(one: Onlooker, name: str) -> str:
    """The id of a seat by the name that the table gives it."""
    seats = one.workspace.ask(due_by_seat, one.workspace.today())
    return next(seat.seat for seat in seats if wording.seat_name(seat.seat) == name)


def test_an_unknown_view_or_seat_in_the_address_says_so(slipping: World, looks_at: Callable[[World], Onlooker]) -> None:
    said = words(looks_at(slipping).opens(Screen.DUE, view="upside-down", seat="somebody"))
    assert "'upside-down'" in said
    assert "'somebody'" in said
