"""A command that a running app answers in its place: found beside its store, parameters, and repeated word for word."""

from collections.abc import Callable
from enum import Enum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from metrics.store.location import StoreUnavailable
from metrics.visible import visible
from playbook.cli import wording
from playbook.cli.asking import answer_of, named_address, named_token, repeat, tell_messages
from playbook.cli.output import tell
from playbook.services.running_app import note as listening_note
from playbook.services.running_app import wording as wording_remote
from playbook.services.running_app.client import RunningApp
from playbook.settings import Home, WrongUse
from playbook.whole_file import write_whole

if TYPE_CHECKING:
    from playbook.cli.parameters import Parameters


def actor() -> str:
    """Who runs the command."""
    try:
        return getuser()
    except (OSError, KeyError):  # a container's user may have no name
        return wording.UPLOAD_SOURCE


def named_app(server: str | None, token: str | None, *, at_home: object, insecure: bool = False) -> RunningApp | None:
    """The app that was named, by option or, where no playbook and no store `at_home` were, by environment."""
    address = named_address(server, at_home=at_home)
    return RunningApp(address, named_token(token), insecure=insecure) if address else None


def app_beside(home: Home, unavailable: StoreUnavailable) -> RunningApp | None:
    """The app of this machine that has the store open; None where it is another program, or left no note."""
    note = listening_note.read(home) if unavailable.in_use else None
    if note is None or unavailable.holder not in (None, note.process):
        return None

    def newest_key() -> str | None:
        newest = listening_note.read(home)
        return None if newest is None else newest.key

    return RunningApp(note.address, note.key, actor(), insecure=True, newest_token=newest_key)


def forward(command: Callable[..., None], parameters: "Parameters", app: RunningApp, **given: Any) -> None:
    """Has the app run a command that only asks, prints what it printed (or writes it to the file that `output` names
    on this machine, never on the app's), and ends as it ended."""
    output, wait = given.pop("output", None), given.pop("wait", None)
    said = {"json": parameters.json, "as_of": parameters.as_of, "basis": parameters.basis}
    said |= {"definitions": parameters.definitions, **given}
    options = {name: _text(value) for name, value in said.items() if value not in (None, False)}
    name = command.__name__.replace("_", "-")
    answer = answer_of(lambda added: app.command(name, options | added), wait)
    if output is not None and not answer["exit_code"]:
        tell_messages(answer)
        write_here(output, visible(answer["output"]))
    else:
        repeat(answer)
    if answer["exit_code"]:
        raise typer.Exit(int(answer["exit_code"]))


def write_here(output: Path, text: str) -> None:
    """Writes a file on the machine of the person who asks; raises WrongUse where it cannot be written."""
    try:
        write_whole(output, text.encode())
    except OSError as reason:
        raise WrongUse(wording_remote.cannot_write(str(output), reason.strerror or type(reason).__name__)) from reason
    tell(wording_remote.written(str(output)))


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return "true" if value is True else str(value)
