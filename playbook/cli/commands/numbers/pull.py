"""`playbook pull`: fetches the numbers of sources that say where they are."""

import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from metrics.problems import problem_from_json
from metrics.source import Source
from playbook import wording_workspace
from playbook.cli.commands.numbers.uploads import tell_of
from playbook.cli.copied import CopiedWorkspace
from playbook.cli.forward import actor
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, document, tell, tell_problems
from playbook.cli.parameters import Parameters
from playbook.json_values import Json
from playbook.services import choices
from playbook.services.pulling import wording
from playbook.services.pulling.as_json import pull_document
from playbook.services.pulling.pull import Pulled, Send, sender, sources_to_pull
from playbook.services.pulling.pull import pull as fetch_all
from playbook.services.pulling.request import Fetched
from playbook.services.pulling.troubles import remember
from playbook.settings import WrongUse


@shared(*PLACES, *ANSWER)
def pull(
    parameters: Parameters,
    source: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help=wording.SOURCE_HELP)] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help=wording.SINCE_HELP)] = None,
) -> None:
    """Fetches the numbers of sources and stores what is new; what counts already is left as it is."""
    first = _day(since)
    with opened_or_copied(parameters, making=True) as workspace:
        only = choices.source(workspace, source)
        sources_to_pull(workspace, only)
        workspace.store()  # who owns it is known before anybody is asked
        done = fetch_all(workspace, _send(workspace), os.environ, only=only, since=first)
        remember(workspace.home, done, workspace.now())
    if parameters.json:
        document(pull_document(done))
    for one in done:
        _tell(one, as_json=parameters.json)
    if any(one.refused for one in done):
        raise typer.Exit(int(ExitCode.NO))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text.strip())
    except ValueError as reason:
        raise WrongUse(wording_workspace.not_a_day(text or "")) from reason


def _send(workspace: CopiedWorkspace) -> Send:
    """Stores here, or has the running app do it."""
    app = workspace.app
    if app is None:
        return sender(workspace, actor())

    def send(source: Source, file: Fetched) -> Json:
        with TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.content)
            fields = {"source": wording.provenance(source.id), "mapped_by": source.id}
            (entry,) = app.send([path], fields)["files"]
        return dict(entry)

    return send


def _tell(one: Pulled, *, as_json: bool) -> None:
    if one.trouble:
        tell(wording.trouble_line(one.source.title, one.trouble))
    answer = Answer()
    for entry in one.files:
        if entry["state"] == "refused":
            tell_problems([problem_from_json(problem) for problem in entry["problems"]], entry["problem_count"])
        elif entry["state"] == "stored" and not as_json:
            tell_of(answer, entry["file"], entry)
    if not one.refused and not one.stored and not as_json:
        answer.line(wording.nothing_new(one.source.title))
