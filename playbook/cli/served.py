"""Commands that the running app answers for somebody else's terminal: those that only ask, from its own workspace."""

import inspect
from collections.abc import Mapping
from typing import Any, get_args

import typer
from pydantic import TypeAdapter, ValidationError

from metrics.observation import Basis
from metrics.problems import did_you_mean
from playbook import wording_workspace
from playbook.cli import main as cli
from playbook.cli.options import DAY, FORWARDED, exit_codes, served_by
from playbook.cli.output import Terminal, writing_to
from playbook.cli.parameters import Parameters
from playbook.services.as_json import PrintedDocument
from playbook.services.running_app import wording
from playbook.settings import WrongUse
from playbook.workspace.workspace import Workspace

_NOT_HERE = frozenset({"output", "wait"})
"""What happens where the person is: a terminal elsewhere reads and writes no file of this machine, and waits itself."""
_SHARED: dict[str, Any] = {"json": bool, "as_of": str, "basis": Basis, "definitions": str, "width": int, "color": bool}


def run_command(workspace: Workspace, name: str, options: Mapping[str, str]) -> PrintedDocument:
    """Runs a command on this workspace; what it printed and how it ended. Raises WrongUse."""
    cli.bring_in_all()  # each command that only asks puts itself into FORWARDED
    command = FORWARDED.get(name)
    if command is None:
        hint = did_you_mean(name, FORWARDED)
        raise WrongUse(wording.not_served(name) + (f"; {hint}" if hint else ""))
    kinds = _SHARED | {
        parameter.name: get_args(parameter.annotation)[0]
        for parameter in list(inspect.signature(command, eval_str=True).parameters.values())[1:]
        if parameter.name not in _NOT_HERE
    }
    values = {option: _value(option, text, kinds) for option, text in options.items()}
    given = {option: value for option, value in values.items() if option not in _SHARED}
    terminal = Terminal(values.get("width", Terminal().width), values.get("color", False))
    as_of, basis, definitions = (values.get(name) for name in DAY)
    parameters = Parameters(json=values.get("json", False), as_of=as_of, basis=basis, definitions=definitions)
    exit_code = 0
    with served_by(workspace), writing_to(terminal):
        try:
            with exit_codes(as_json=parameters.json):
                command(parameters, **given)
        except typer.Exit as ended:
            exit_code = ended.exit_code
    return PrintedDocument(exit_code=exit_code, output=terminal.out.getvalue(), messages=terminal.messages.getvalue())


def _value(option: str, text: str, kinds: Mapping[str, Any]) -> Any:
    if option not in kinds:
        raise WrongUse(wording_workspace.unknown_question(option, did_you_mean(option, kinds)))
    try:
        return TypeAdapter(kinds[option]).validate_python(text)
    except ValidationError as wrong:
        raise WrongUse(wording.bad_option(option, text)) from wrong
