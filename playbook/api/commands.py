"""Where the launcher puts what answers commands, so that the HTTP API need not know the command line."""

from collections.abc import Callable, Mapping

from playbook.api.reading import Call
from playbook.services.as_json import PrintedDocument
from playbook.services.running_app import wording
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

RunCommand = Callable[[Workspace, str, Mapping[str, str]], PrintedDocument]
_RUN: list[RunCommand] = []


def serve_commands(run: RunCommand) -> None:
    """Lets the API answer commands; the launcher brings the two together."""
    _RUN[:] = [run]


def command(call: Call) -> PrintedDocument:
    """What a command that only asks prints for a terminal: output, messages, exit code; its options as parameters."""
    options = dict(call.questions)
    name = options.pop("command")
    if not _RUN:
        raise WrongUse(wording.not_served(name))
    return _RUN[0](call.workspace, name, options)
