"""Options that stand before a command or after it, and errors turned into sentences and exit codes."""

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

import typer

from metrics.observation import Basis
from metrics.problems import Problems
from metrics.store.location import NoStore, StoreUnavailable
from metrics.store.uploads import UnknownUpload
from playbook.cli import wording
from playbook.cli.copied import CopiedWorkspace
from playbook.cli.forward import app_beside, forward, named_app
from playbook.cli.output import ExitCode, document, tell, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import error_document
from playbook.loading.earlier_playbook import UnreadableThen
from playbook.loading.history import NoHistory
from playbook.loading.state import LoadState
from playbook.services import choices
from playbook.services.running_app import wording as wording_remote
from playbook.settings import WrongUse, find_home
from playbook.workspace.by_definitions import judging_by
from playbook.workspace.opening import refuse_a_missing_store
from playbook.workspace.workspace import Workspace

OPTIONS: dict[str, Any] = {
    "playbook": Annotated[Path | None, typer.Option("--playbook", metavar="DIR", help=wording.PLAYBOOK_HELP)],
    "store": Annotated[str | None, typer.Option("--store", metavar="URL", help=wording.STORE_HELP)],
    "json": Annotated[bool, typer.Option("--json", help=wording.JSON_HELP)],
    "as_of": Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=wording.AS_OF_HELP)],
    "basis": Annotated[Basis | None, typer.Option("--basis", help=wording.BASIS_HELP)],
    "definitions": Annotated[
        str | None, typer.Option("--definitions", metavar="then|REV|today", help=wording.DEFINITIONS_HELP)
    ],
    "server": Annotated[str | None, typer.Option("--server", metavar="URL", help=wording_remote.SERVER_HELP)],
    "insecure": Annotated[bool, typer.Option("--insecure", help=wording_remote.INSECURE_HELP)],
    "token": Annotated[str | None, typer.Option("--token", metavar="TOKEN", help=wording_remote.BEARER_HELP)],
}
PLACES = ("playbook", "store")
ANSWER = ("json",)
FACTS = ("as_of", "basis")
DAY = (*FACTS, "definitions")
SERVER = ("server", "token", "insecure")
"""Commands that take these go through a running app where one is named, or owns the store."""
Some = TypeVar("Some", bound=Workspace)
Through = Callable[..., None]
FORWARDED: dict[str, Callable[..., None]] = {}
"""Commands that only ask, by name: a running app can answer each for another's terminal."""
_SERVED: ContextVar[Workspace | None] = ContextVar("served", default=None)


@contextmanager
def served_by(workspace: Workspace) -> Iterator[None]:
    """Commands in this block answer from this workspace, whoever asks."""
    token = _SERVED.set(workspace)
    try:
        yield
    finally:
        _SERVED.reset(token)


def shared(
    *names: str, through: Through = forward, reads: Mapping[str, Callable[[str], str]] = MappingProxyType({})
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command whose first argument is `parameters` the named options, and turns what it raises into exit codes.
    `through` is how a command that takes `SERVER` has it done by a running app; `reads` turns options that may name a
    file of this machine into text that can be sent there."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        def run(context: typer.Context, **given: Any) -> None:
            after_command = Parameters(**{name: given.pop(name) for name in names})
            before = context.obj if isinstance(context.obj, Parameters) else Parameters()
            parameters = after_command.over(before)
            with exit_codes(as_json=parameters.json):
                before.refuse_others(names, context.command_path)
                given |= {name: read(given[name]) for name, read in reads.items() if given[name] is not None}
                if names[-len(SERVER) :] != SERVER:
                    command(parameters, **given)
                elif (
                    app := named_app(
                        parameters.server,
                        parameters.token,
                        at_home=parameters.playbook or parameters.store,
                        insecure=parameters.insecure,
                    )
                ) is not None:
                    through(command, parameters, app, **given)
                else:
                    here_or_beside(command, parameters, through, given)

        own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
        extra = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=OPTIONS[name], default=_default(name))
            for name in names
        ]
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
        vars(run)["__signature__"] = inspect.Signature([context, *own, *extra])  # what typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (context, *own, *extra)}
        run.__doc__, run.__name__ = command.__doc__, command.__name__
        if names[-len(SERVER) :] == SERVER and through is forward:
            FORWARDED[command.__name__] = command
        return run

    return decorate


def _default(name: str) -> bool | None:
    return False if name in ("json", "insecure") else None


@contextmanager
def exit_codes(*, as_json: bool) -> Iterator[None]:
    """What people can mend is a sentence on standard error and an exit code; with `--json` it is a document too."""
    try:
        yield
    except Problems as refused:
        tell_problems(refused.problems, refused.total)
        _leave(ExitCode.NO, "problems", wording.problem_count(refused.total), refused.problems, as_json=as_json)
    except UnknownUpload as unknown:
        tell(unknown.problem.sentence)
        _leave(ExitCode.NO, "unknown_upload", unknown.problem.sentence, (unknown.problem,), as_json=as_json)
    except NoStore as missing:
        tell(missing.problem.message)
        _leave(ExitCode.WRONG_USE, "wrong_use", missing.problem.message, (missing.problem,), as_json=as_json)
    except StoreUnavailable as unavailable:
        tell(unavailable.problem.message)
        code, problem = ExitCode.NO_STORE, unavailable.problem
        _leave(code, "store_unavailable", problem.message, (problem,), as_json=as_json)
    except (NoHistory, UnreadableThen) as reason:
        # what cannot be compared must not pass for unchanged
        tell(str(reason))
        _leave(ExitCode.NO_STORE, "cannot_compare", str(reason), (), as_json=as_json)
    except WrongUse as wrong:
        tell(str(wrong))
        _leave(ExitCode.WRONG_USE, "wrong_use", str(wrong), (), as_json=as_json)


def _leave(code: ExitCode, name: str, message: str, problems: Any, *, as_json: bool) -> None:
    if as_json:
        document(error_document(name, message, problems))
    raise typer.Exit(int(code))


@contextmanager
def opened(parameters: Parameters, *, making: bool = False) -> Iterator[Workspace]:
    """The workspace that was asked for, closed in the end; a notice says while it is the sample. `making` says that
    its store may be made."""
    served = _SERVED.get()
    workspace = parameters.workspace(making=making) if served is None else served
    with _opened(workspace, parameters, keep_open=served is not None) as judging:
        yield judging


@contextmanager
def opened_or_copied(parameters: Parameters, *, making: bool = False) -> Iterator[CopiedWorkspace]:
    """The same for a command that reads numbers and writes files: where the running app owns the store, a copy of what
    is in it."""
    found = CopiedWorkspace.find(parameters.playbook, parameters.store, making=making)
    with _opened(found, parameters) as workspace:
        yield workspace


@contextmanager
def _opened(workspace: Some, parameters: Parameters, *, keep_open: bool = False) -> Iterator[Some]:
    try:
        refuse_a_missing_store(workspace.home, making=workspace.making)
        if workspace.is_sample and not parameters.json:
            if workspace.playbook().shows_something:
                workspace.version()  # a store that is in use is said first, and alone
            tell(wording.sample_line(workspace.organization))
        yield _by_definitions(workspace, parameters)
    finally:
        if not keep_open:
            workspace.close()


def _by_definitions(workspace: Some, parameters: Parameters) -> Some:
    """The workspace judging by the definitions that were asked for, which is then said."""
    if parameters.definitions is None:
        return workspace
    judging, said = judging_by(workspace, parameters.definitions, choices.as_of(workspace, parameters.as_of))
    if said:
        tell(said)
    return judging


def here_or_beside(
    command: Callable[..., None], parameters: Parameters, through: Through, given: dict[str, Any]
) -> None:
    """Runs the command on the store; where the running app owns that, it is asked in its place."""
    try:
        command(parameters, **given)
    except StoreUnavailable as unavailable:
        app = app_beside(find_home(parameters.playbook, parameters.store, os.environ), unavailable)
        if app is None:
            raise
        through(command, parameters, app, **given)


def leave_when_broken(state: LoadState) -> None:
    """Definitions that are broken are an answer of no, whatever the last whole version said."""
    if not state.is_current:
        tell(state.notice)
        tell_problems(state.errors, len(state.errors))
        raise typer.Exit(int(ExitCode.NO))
