"""Roles hold in downloads, in deep links and over HTTP, with people of all of them there at once."""

import threading

from playbook.api.table import OPERATIONS
from playbook.page.screens.record import wording as wording_record
from playbook.services.reaching.visitors import ON_PAGES, OVER_HTTP, Act, Visitor
from tests.long_run import times
from tests.playbook.api.visiting import AT_HOME, ORIGIN, SIGNED_IN, Asking, cookie, elements, texts
from tests.playbook.neighbor import Neighbor
from tests.playbook.served import Served


def test_what_a_page_gave_out_is_for_who_may_look(guarded: Served, outside: Neighbor) -> None:
    signed = {"Origin": ORIGIN, "Host": "playbook.example.org"}
    nobodies: tuple[dict[str, str], ...] = (
        {},
        {"Cookie": cookie("viewer").replace("=", "=x", 1)},
        {"Authorization": "Bearer x"},
    )
    # whether there is such a file, only who may look is told
    for path in ("/media/0a1b2c.csv", "/media/0a1b2c.html"):
        for who in SIGNED_IN:
            assert Asking(guarded, outside, {"Cookie": cookie(who), **signed}).status("GET", path) == 404
        for nobody in nobodies:
            assert Asking(guarded, outside, {**nobody, **signed}).status("GET", path) == 401
            assert Asking(guarded, AT_HOME, nobody).status("GET", path) == 401
    assert Asking(guarded, outside, signed).status("GET", "/media/logo.png") == 404  # stands beside the sign-in, too


REFUSED = (401, 403)
DEEP = ("upload", "record", "gates", "")


def test_people_of_all_roles_at_once_each_keep_their_own(guarded: Served, outside: Neighbor) -> None:
    wrong: list[str] = []

    def visit(who: Visitor) -> None:
        headers = {"Cookie": cookie(who), "Origin": ORIGIN, "Host": "playbook.example.org"}
        asking, may = Asking(guarded, outside, headers), ON_PAGES[who]
        for _ in range(times(2)):
            for name in DEEP:
                page = asking.page(name)
                said, kinds = texts(page), elements(page)
                takes = {"upload": "file_uploader" in kinds, "record": wording_record.KIND in said}.get(name)
                wanted = {"upload": Act.PUBLISH in may, "record": Act.RECORD in may}.get(name)
                named = {one for one in SIGNED_IN if f"{one}@" in said}
                if takes != wanted or named - {who}:
                    wrong.append(f"{who} at {name}: {takes}, named {named}")
            for operation in OPERATIONS:
                if operation.method == "GET" and operation.scope is not None and "{" not in operation.path:
                    # whoever may is let in, at the second asking at the latest; whoever may not, never
                    statuses = [asking.status("GET", operation.path)]
                    if operation.scope in OVER_HTTP[who] and statuses[0] in REFUSED:
                        statuses.append(asking.status("GET", operation.path))
                    if (statuses[-1] not in REFUSED) is not (operation.scope in OVER_HTTP[who]):
                        wrong.append(f"{who} at {operation.path}: {statuses}")

    people = [threading.Thread(target=visit, args=(who,)) for who in SIGNED_IN for _ in range(2)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert wrong == []
