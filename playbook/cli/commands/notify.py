"""`playbook notify`: sends digests and alerts, or says what would go and what went."""

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.store.outbox import MessageState
from playbook.cli.copied import CopiedWorkspace
from playbook.cli.options import ANSWER, PLACES, opened_or_copied, shared
from playbook.cli.output import Answer, ExitCode, Style, document, styled, tell
from playbook.cli.parameters import Parameters
from playbook.documents.messages.message import as_text
from playbook.services.notify import wording
from playbook.services.notify.as_json import MessageRow, NotifyDocument, kept_row, shown_document
from playbook.services.notify.making import EVERYTHING, zone_of
from playbook.services.notify.notifying import history as all_of_it
from playbook.services.notify.notifying import notify as send
from playbook.services.notify.notifying import what_would_go
from playbook.settings import WrongUse
from playbook.wording_moments import moment_text
from playbook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {MessageState.SENT: Style.GOOD, MessageState.FAILED: Style.BAD, MessageState.GIVEN_UP: Style.BAD}


@shared(*PLACES, *ANSWER)
def notify(
    parameters: Parameters,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=wording.DRY_RUN_HELP)] = False,
    digest: Annotated[bool, typer.Option("--digest", help=wording.DIGEST_HELP)] = False,
    history: Annotated[bool, typer.Option("--history", help=wording.HISTORY_HELP)] = False,
) -> None:
    """Sends digests and alerts to the channels of settings.yaml: what is new, and what waits."""
    if dry_run + digest + history > 1:
        raise WrongUse(wording.ONE_OF)
    with opened_or_copied(parameters, making=not (dry_run or history)) as workspace:
        if history:
            _history(workspace, parameters)
        elif dry_run:
            _would_go(workspace, parameters)
        elif not _app_sends(workspace, parameters):
            _send(workspace, parameters, digests=digest)


def _app_sends(workspace: CopiedWorkspace, parameters: Parameters) -> bool:
    """Whether a running app owns the store; then that is said."""
    if workspace.is_sample:
        return False
    workspace.store()  # who owns it is known then
    if workspace.app is None:
        return False
    tell(wording.APP_SENDS)
    if parameters.json:
        document(NotifyDocument(messages=()))
    return True


def _send(workspace: Workspace, parameters: Parameters, *, digests: bool) -> None:
    run = send(workspace, os.environ, digests=digests)
    if parameters.json:
        document(NotifyDocument(messages=tuple(map(kept_row, run.messages))))
    else:
        sent = sum(one.state is MessageState.SENT for one in run.tried)
        Answer().line(wording.done(sent, len(run.tried) - sent, run.waiting))
    lost = [one for one in run.tried if one.state is not MessageState.SENT]
    for one in lost:
        tell(wording.failure(one.channel, one.title, one.why))
    if lost:
        raise typer.Exit(int(ExitCode.NO))


def _would_go(workspace: Workspace, parameters: Parameters) -> None:
    found = what_would_go(workspace)
    if parameters.json:
        document(shown_document(found))
        return
    answer = Answer()
    if not found:
        answer.line(wording.NOTHING)
    elif found[0].channel is EVERYTHING:
        answer.line(wording.NO_CHANNELS, Style.QUIET)
    for one in found:
        answer.heading(wording.to_channel(one.channel.id, one.message.kind))
        for line in as_text(one.message).splitlines():
            answer.line(line) if line else answer.gap()


def _history(workspace: Workspace, parameters: Parameters) -> None:
    found = all_of_it(workspace)
    if parameters.json:
        document(found)
        return
    answer = Answer()
    if not found.messages:
        answer.line(wording.NOTHING_YET)
        return
    timezone, today = zone_of(workspace).key, workspace.today()
    answer.rows([_row(one, timezone, today) for one in found.messages], whole=[0, 1, 2])


def _row(one: MessageRow, timezone: str, today: date) -> "tuple[Text | str, ...]":
    at = one.last or one.made
    return (
        styled("" if at is None else moment_text(at, timezone, today), Style.QUIET),
        styled(wording.STATE_WORDS[one.state], _STYLES.get(one.state, "")),
        one.channel,
        one.title,
        styled(wording.trouble(one.why or "", one.tries), Style.QUIET),
    )
