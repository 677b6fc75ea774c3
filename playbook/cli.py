"""The command `playbook`: its commands in one place, and the options that stand before any of them."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from metrics.observation import Basis
from playbook import wording_cli as wording
from playbook import wording_remote
from playbook.cli_accountability import accountability
from playbook.cli_due import due
from playbook.cli_gates import gates
from playbook.cli_governance import governance
from playbook.cli_handbook import handbook
from playbook.cli_import import bring_in
from playbook.cli_init import init
from playbook.cli_metrics import metrics
from playbook.cli_options import Asked
from playbook.cli_record import record
from playbook.cli_report import report
from playbook.cli_resources import resources
from playbook.cli_review import app as review_commands
from playbook.cli_risks import risks
from playbook.cli_serve import serve
from playbook.cli_signals import app as signal_commands
from playbook.cli_status import status
from playbook.cli_store import app as store_commands
from playbook.cli_team import team
from playbook.cli_template import template
from playbook.cli_token import token_commands
from playbook.cli_uploads import revoke, upload, uploads
from playbook.cli_validate import validate
from playbook.cli_workflow import workflow

DISTRIBUTION = "ai-engineering-playbook"

app = typer.Typer(
    name="playbook",
    help=wording.PROGRAM_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    status,
    gates,
    metrics,
    risks,
    governance,
    resources,
    handbook,
    report,
    due,
    team,
    accountability,
    workflow,
    upload,
    uploads,
    revoke,
    validate,
    init,
    serve,
)
for command in COMMANDS:
    app.command(short_help=wording.SHORT_HELP[command.__name__])(command)
app.add_typer(review_commands)
app.add_typer(signal_commands)
app.add_typer(store_commands)
app.add_typer(bring_in, short_help=wording.SHORT_HELP["import"])
app.add_typer(template, short_help=wording.SHORT_HELP["template"])
app.add_typer(record, short_help=wording.SHORT_HELP["record"])
app.add_typer(token_commands, name="token")


def _show_version(asked: bool) -> None:
    if asked:
        try:
            typer.echo(version(DISTRIBUTION))
        except PackageNotFoundError:
            typer.echo(wording.NOT_INSTALLED)
        raise typer.Exit


@app.callback()
def program(
    context: typer.Context,
    playbook: Annotated[Path | None, typer.Option("--playbook", metavar="DIR", help=wording.PLAYBOOK_HELP)] = None,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help=wording.STORE_HELP)] = None,
    json: Annotated[bool, typer.Option("--json", help=wording.JSON_HELP)] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=wording.AS_OF_HELP)] = None,
    basis: Annotated[Basis | None, typer.Option("--basis", help=wording.BASIS_HELP)] = None,
    server: Annotated[str | None, typer.Option("--server", metavar="URL", help=wording_remote.SERVER_HELP)] = None,
    token: Annotated[str | None, typer.Option("--token", metavar="TOKEN", help=wording_remote.BEARER_HELP)] = None,
    show_version: Annotated[
        bool, typer.Option("--version", help=wording.VERSION_HELP, callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """How ready is the AI engineering function, why, what blocks it and what would help most?"""
    del show_version
    context.obj = Asked(playbook, store, json, as_of, basis, server, token)


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        # a terminal or pipe without the signs of a name gets '?' instead of a traceback
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
