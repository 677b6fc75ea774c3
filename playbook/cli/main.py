"""The command `playbook`: its commands in one table, and the options that stand before any of them."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from metrics.observation import Basis
from playbook.cli import wording
from playbook.cli.output import document, forgive_characters, plain
from playbook.cli.parameters import Parameters
from playbook.json_values import error_document
from playbook.services.running_app import wording as wording_remote

Misuse: type[Any] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises for every wrong call; the class is not among the names it exports."""


def explain(misuse: Any, *, as_json: bool) -> None:
    """Makes the message plain, with what was typed in it; with `as_json` it is the document on standard output, too."""
    misuse.message = plain(wording.in_plain_words(str(misuse.message)))
    if as_json:
        document(error_document("wrong_use", misuse.format_message().strip()))


DISTRIBUTION = "ai-engineering-playbook"
_AS_JSON = "playbook.as_json"
COMMANDS = {
    "status": ("status", "status"),
    "gates": ("gates", "gates"),
    "admitted": ("admitted", "admitted"),
    "metrics": ("metrics", "metrics"),
    "risks": ("risks", "risks"),
    "governance": ("governance", "governance"),
    "resources": ("resources", "resources"),
    "handbook": ("handbook", "handbook"),
    "report": ("report", "report"),
    "due": ("due", "due"),
    "calendar": ("calendar", "calendar"),
    "notify": ("notify", "notify"),
    "team": ("team", "team"),
    "accountability": ("accountability", "accountability"),
    "workflow": ("workflow", "workflow"),
    "value": ("value", "value"),
    "upload": ("numbers.uploads", "upload"),
    "uploads": ("numbers.uploads", "uploads"),
    "read": ("numbers.read", "read"),
    "pull": ("numbers.pull", "pull"),
    "sources": ("numbers.sources", "sources"),
    "compare": ("numbers.compare", "compare"),
    "calibrate": ("numbers.calibrate", "calibrate"),
    "revoke": ("numbers.uploads", "revoke"),
    "validate": ("validate", "validate"),
    "impact": ("impact", "impact"),
    "whatif": ("what_if", "what_if"),
    "verify": ("verify", "verify"),
    "add-pack": ("add_pack", "add_pack"),
    "init": ("init", "init"),
    "serve": ("serve", "serve"),
    "review": ("review", "app"),
    "signals": ("signals", "app"),
    "store": ("store", "app"),
    "import": ("import_tables", "bring_in"),
    "template": ("numbers.template", "template"),
    "record": ("record", "record"),
    "token": ("numbers.token", "token_commands"),
}
"""Where each command is: its module, and the function or the group of commands in it."""


class Commands(TyperGroup):
    """Brings in the module of a command when somebody asks for it, so that no command waits for what others need."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)  # names to compare a mistyped one with

    def make_context(self, info_name: str | None, args: list[str], *more: Any, **extra: Any) -> Any:
        """The context of one call, which knows whether a document was asked for, wherever that stands."""
        as_json = "--json" in args
        try:
            context = super().make_context(info_name, args, *more, **extra)
        except Misuse as misuse:
            explain(misuse, as_json=as_json)
            raise
        context.meta[_AS_JSON] = as_json
        return context

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; a wrong call of it is reported in plain words."""
        try:
            return super().invoke(ctx)
        except Misuse as misuse:
            explain(misuse, as_json=ctx.meta[_AS_JSON])
            raise

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        found = getattr(import_module(f"playbook.cli.commands.{module}"), attribute)
        command: Any
        if isinstance(found, typer.Typer):
            command = typer.main.get_group(found)
        else:
            alone = typer.Typer(rich_markup_mode=None, add_completion=False)
            alone.command(cmd_name)(found)
            command = typer.main.get_command(alone)
        command.name = cmd_name
        command.short_help = wording.SHORT_HELP.get(cmd_name) or command.short_help
        return command


def bring_in_all() -> None:
    """Imports every command, for whoever has to know all of them."""
    for module, _ in COMMANDS.values():
        import_module(f"playbook.cli.commands.{module}")


app = typer.Typer(
    name="playbook",
    cls=Commands,
    help=wording.PROGRAM_HELP,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(parameters: bool) -> None:
    if parameters:
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
    definitions: Annotated[
        str | None, typer.Option("--definitions", metavar="then|REV|today", help=wording.DEFINITIONS_HELP)
    ] = None,
    server: Annotated[str | None, typer.Option("--server", metavar="URL", help=wording_remote.SERVER_HELP)] = None,
    token: Annotated[str | None, typer.Option("--token", metavar="TOKEN", help=wording_remote.BEARER_HELP)] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help=wording_remote.INSECURE_HELP)] = False,
    show_version: Annotated[
        bool, typer.Option("--version", help=wording.VERSION_HELP, callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """How ready is the AI engineering function, why, what blocks it and what would help most?"""
    del show_version
    context.obj = Parameters(playbook, store, json, as_of, basis, definitions, server, token, insecure)


def main() -> None:
    """Runs any command."""
    forgive_characters()
    app()


if __name__ == "__main__":
    main()
