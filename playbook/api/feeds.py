"""What others show of the playbook: the calendar they subscribe to, the badge of a gate."""

from metrics.store.location import StoreUnavailable
from playbook import wording_workspace as wording
from playbook.api.answers import Handed, Refusal
from playbook.api.reading import Call
from playbook.documents import badge as badges
from playbook.documents import icalendar
from playbook.services import calendar as calendars
from playbook.services import choices
from playbook.settings import WrongUse

_ASK_AGAIN = "no-cache, max-age=0, must-revalidate"
_CALENDAR_HEADERS = {"Cache-Control": _ASK_AGAIN, "Content-Disposition": 'inline; filename="playbook.ics"'}
# a page of another site, such as GitLab's, shows the picture
_BADGE_HEADERS = {"Cache-Control": _ASK_AGAIN, "Cross-Origin-Resource-Policy": "cross-origin"}


def calendar(call: Call) -> Handed:
    """Due days, launch gates and weekly reviews as a calendar to subscribe to, as `playbook calendar` writes it."""
    workspace = call.workspace
    state = workspace.playbook()
    if not state.shows_something:
        raise Refusal(503, "broken_playbook", wording.nothing_whole(len(state.errors)), state.errors)
    day, basis = workspace.today(), choices.basis(None)
    seat = calendars.seat_named(workspace, call.questions.get("seat"), day, basis)
    events = calendars.events_of(workspace, seat, day, basis)
    return Handed(calendars.file_of(workspace, events, seat, day), icalendar.TYPE, headers=_CALENDAR_HEADERS)


def badge(call: Call) -> Handed:
    """A gate's verdict about a product today, as a picture for a README."""
    workspace = call.workspace
    if workspace.playbook().errors:
        return unknown_badge(badges.Unknown.BROKEN)
    try:
        product = choices.product(workspace, call.questions["product"])
    except WrongUse:
        return unknown_badge(badges.Unknown.NO_PRODUCT, call.questions["product"], 404)
    try:
        gate = choices.gate(workspace, call.questions["gate"])
    except WrongUse:
        return unknown_badge(badges.Unknown.NO_GATE, call.questions["gate"], 404)
    try:
        gates = workspace.assess(workspace.today()).gates
    except StoreUnavailable:
        return unknown_badge(badges.Unknown.OUT_OF_REACH)
    found = next((one for one in gates if (one.product, one.gate) == (product, gate)), None)
    if found is None:  # it begins on a later day, or has ended
        return unknown_badge(badges.Unknown.NO_PRODUCT, call.questions["product"], 404)
    return _picture(badges.badge_of(found))


def unknown_badge(reason: badges.Unknown, name: str = "", status: int = 200) -> Handed:
    """A picture that says that nothing is known, where pages show no picture but of an answer that went well."""
    return _picture(badges.unknown_badge(reason, name), status)


def _picture(badge: badges.Badge, status: int = 200) -> Handed:
    return Handed(badges.svg(badge), badges.TYPE, status, _BADGE_HEADERS)
