"""`playbook signals` and `signals refresh`: what the market does, how to read it, and asking for new numbers."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from metrics.observation import Basis
from metrics.problems import Problems, problem_from_json
from playbook.cli import wording as cli
from playbook.cli.copied import CopiedWorkspace
from playbook.cli.forward import actor
from playbook.cli.options import ANSWER, DAY, PLACES, leave_when_broken, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, tell
from playbook.cli.parameters import Parameters
from playbook.concerns.signals import wording
from playbook.concerns.signals.as_json import SignalsDocument
from playbook.concerns.signals.status import signals_status
from playbook.services import choices
from playbook.services.market_signals.as_json import refresh_document

app = typer.Typer(
    name="signals", help=wording.GROUP_HELP, short_help=wording.SHORT_HELP["signals"], rich_markup_mode=None
)


@shared(*PLACES, *ANSWER, *DAY)
def listed(parameters: Parameters) -> None:
    """Numbers that others publish: what was counted, how it moved, and how to read it."""
    with opened_or_copied(parameters) as workspace:
        day, basis = choices.as_of(workspace, parameters.as_of), choices.basis(parameters.basis)
        signals = workspace.ask(signals_status, day, basis)
        if parameters.json:
            document(SignalsDocument(as_of=day, basis=basis, signals=signals))
        elif workspace.playbook().shows_something:
            answer = Answer()
            answer.line(wording.summary(signals) if signals else wording.EMPTY, Style.STRONG)
            if signals:
                answer.rows(
                    (
                        (
                            signal.name,
                            wording.value_words(signal, signal.last),
                            wording.counted_words(signal, day),
                            wording.change_words(signal, day),
                            signal.reading,
                        )
                        for signal in signals
                    ),
                    head=wording.HEAD,
                )
        leave_when_broken(workspace.playbook())


@shared(*PLACES, *ANSWER)
def refresh(
    parameters: Parameters,
    signal: Annotated[str | None, typer.Option("--signal", metavar="ID", help=wording.ONLY_HELP)] = None,
) -> None:
    """Asks each source that was not asked within a day, and stores what was counted."""
    from playbook.services.market_signals.refresh import refresh as ask_again  # noqa: PLC0415 - other commands need no network

    with opened_or_copied(parameters, making=True) as workspace:
        store = partial(_store, workspace)
        done = ask_again(workspace, store, only=choices.signal(workspace, signal))
        ended = workspace.playbook().playbook.calendar.week_named(done.week)
    refused = [one for one in done.signals if one.trouble]
    for one in refused:
        tell(wording.refused(one.name, one.trouble))
    if parameters.json:
        document(refresh_document(done))
    else:
        answer = Answer()
        counted = sum(one.counted is not None for one in done.signals)
        if done.upload_id is not None:
            answer.line(wording.stored(counted, done.upload_id, ended))
        elif not refused:
            answer.line(wording.ALL_FRESH if done.signals else wording.EMPTY)
    if refused:
        raise typer.Exit(int(ExitCode.NO))


def _store(workspace: CopiedWorkspace, name: str, content: bytes) -> str:
    """Stores the numbers, or has the running app do it; the id of the upload."""
    if workspace.app is None:
        receipt = workspace.receive(name, content, source=wording.SOURCE, actor=actor())
        return receipt.upload.upload_id
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        (stored,) = workspace.app.send([path], {"source": wording.SOURCE})["files"]
    problems = stored.get("problems")
    if problems:
        raise Problems([problem_from_json(problem) for problem in problems])
    return str(stored.get("upload_id"))


app.command("refresh", short_help=wording.SHORT_HELP["refresh"])(refresh)


@app.callback(invoke_without_command=True)
def signals_group(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help=cli.JSON_HELP)] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=cli.AS_OF_HELP)] = None,
    basis: Annotated[Basis | None, typer.Option("--basis", help=cli.BASIS_HELP)] = None,
    definitions: Annotated[
        str | None, typer.Option("--definitions", metavar="then|REV|today", help=cli.DEFINITIONS_HELP)
    ] = None,
) -> None:
    """Numbers that others publish: what was counted, how it moved, and how to read it."""
    before = context.obj if isinstance(context.obj, Parameters) else Parameters()
    context.obj = Parameters(json=json, as_of=as_of, basis=basis, definitions=definitions).over(before)
    if context.invoked_subcommand is None:
        listed(context, playbook=None, store=None, json=False, as_of=None, basis=None, definitions=None)
