"""What a person asked for, checked at the API: a day, a basis, a product, a metric, a gate. Each raises WrongUse."""

from datetime import date, timedelta

from metrics.observation import Basis
from metrics.problems import did_you_mean
from playbook import wording_workspace as wording
from playbook.concerns.weekly_figures.figures import AllWeeklyFigures
from playbook.services.called import called
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_FURTHEST_BACK = timedelta(days=10 * 366)
_FURTHEST_AHEAD = timedelta(days=2 * 366)


def as_of(workspace: Workspace, text: str | None) -> date:
    """The day to assess: the one named, else today."""
    if text is None:
        return workspace.today()
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as reason:
        raise WrongUse(wording.not_a_day(text)) from reason
    today = workspace.today()
    start = workspace.playbook().playbook.records.charter.start or today
    first, last = min(start, today) - _FURTHEST_BACK, max(start, today) + _FURTHEST_AHEAD
    if not first <= day <= last:
        raise WrongUse(wording.day_out_of_reach(day, first, last))
    return day


def basis(text: str | None) -> Basis:
    """The basis to assess on: the one named, else as known on the day."""
    if text is None:
        return Basis.KNOWN
    try:
        return Basis(text.strip().lower())
    except ValueError as reason:
        raise WrongUse(wording.not_a_basis(text)) from reason


def product(workspace: Workspace, name: str | None) -> str | None:
    """The id of a product of the playbook, by any of its names; None where none was named."""
    return _known(workspace, "product", name)


def metric(workspace: Workspace, name: str | None) -> str | None:
    """The id of a metric of the playbook, by any of its names; None where none was named."""
    return _known(workspace, "metric", name)


def risk(workspace: Workspace, name: str | None) -> str | None:
    """The id of a risk of the register; None where none was named."""
    return _known(workspace, "risk", name)


def framework(workspace: Workspace, name: str | None) -> str | None:
    """The id of a framework of governance; None where none was named."""
    return _known(workspace, "framework", name)


def signal(workspace: Workspace, name: str | None) -> str | None:
    """The id of a market signal; None where none was named."""
    return _known(workspace, "signal", name)


def source(workspace: Workspace, name: str | None) -> str | None:
    """The id of a source of numbers, by its id or name; None where none was named."""
    return _known(workspace, "source", name)


def candidate(workspace: Workspace, name: str | None) -> str | None:
    """The id of a candidate on record, of whichever product; None where none was named."""
    if name is None:
        return None
    known = dict.fromkeys(one.id for one in workspace.playbook().playbook.records.candidates.candidates)
    found = name.strip().lower()
    if found not in known:
        raise WrongUse(wording.unknown_name("candidate", name, did_you_mean(found, known), tuple(known)))
    return found


def layer(workspace: Workspace, name: str | None) -> str | None:
    """The id of a layer of the stack; None where none was named."""
    return _known(workspace, "layer", name)


def gate(workspace: Workspace, name: str | None) -> str | None:
    """The id of a gate of the playbook; None where none was named."""
    return _known(workspace, "gate", name)


def seat(workspace: Workspace, name: str | None) -> str | None:
    """A seat that the playbook names, by itself or by who holds it; None where none was named."""
    return _known(workspace, "seat", name)


def _known(workspace: Workspace, kind: str, name: str | None) -> str | None:
    if name is None:
        return None
    known = called(workspace.playbook().playbook, kind)
    found = known.find(name.strip())
    if found is None:
        raise WrongUse(wording.unknown_name(kind, name, did_you_mean(name, known.spoken), tuple(known.names)))
    return found


def all_weekly_figures(workspace: Workspace, day: date, basis: Basis) -> AllWeeklyFigures:
    """The weekly reviews of a day, each worked out when it is asked for and kept with the measurements."""
    return AllWeeklyFigures(workspace.playbook().playbook, workspace.measurements().known(day, basis))
