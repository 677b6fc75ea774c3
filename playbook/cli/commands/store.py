"""`playbook store`: where the numbers are kept, a backup of them, and reading one back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from metrics.observation import Moment
from metrics.store import upkeep
from metrics.store.backup_files import Manifest
from metrics.store.info import StoreInfo, describe
from metrics.store.upkeep import HOURS_KEPT, Tidied
from playbook.cli import wording as cli
from playbook.cli import wording_store as wording
from playbook.cli.options import ANSWER, PLACES, SERVER, opened, shared
from playbook.cli.output import Answer, document, styled
from playbook.cli.parameters import Parameters
from playbook.json_values import Document, fill
from playbook.services.as_json import TidiedDocument
from playbook.services.running_app.client import RunningApp
from playbook.services.running_app.wording import BEARER_HELP, INSECURE_HELP, SERVER_HELP

app = typer.Typer(name="store", help=wording.GROUP_HELP, short_help=wording.SHORT_HELP["store"], rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class StoreRow(StoreInfo):
    """The facts of a store; moments are UTC."""

    first_received: Moment | None
    last_received: Moment | None


@dataclass(frozen=True, kw_only=True)
class StoreDocument(Document):
    """`store --json`."""

    store: StoreRow


@dataclass(frozen=True, kw_only=True)
class BackupDocument(Document):
    """`store export --json` and `store import --json`."""

    folder: str
    manifest: Manifest


@shared(*PLACES, *ANSWER, *SERVER)
def store(parameters: Parameters) -> None:
    """Where the numbers are kept, how large the store is, which schema it has and how many rows."""
    with opened(parameters) as workspace:
        found = describe(workspace.store())
        timezone = workspace.playbook().playbook.definitions.charter.charter.timezone
    if parameters.json:
        document(StoreDocument(store=fill(StoreRow, found)))
        return
    answer = Answer()
    answer.rows([(styled(name), styled(text)) for name, text in wording.facts(found, timezone)], whole=[0])


def _export(_: object, parameters: Parameters, app: RunningApp, *, folder: Path) -> None:
    """Has the running app hand out its backup."""
    _exported(folder, app.backup(folder), as_json=parameters.json)


def _tidy(_: object, parameters: Parameters, app: RunningApp, *, hours: float) -> None:
    """Has the running app keep its store tidy."""
    _tidied(Tidied(**app.tidy(hours)), as_json=parameters.json)


@shared(*PLACES, *ANSWER, *SERVER, through=_export)
def export(
    parameters: Parameters,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=wording.EXPORT_FOLDER_HELP)],
) -> None:
    """Writes everything received into a new folder: Parquet files and a manifest with digests and counts."""
    from metrics.store.backup import export_store  # noqa: PLC0415 - other commands do without

    with opened(parameters) as workspace:
        manifest = export_store(workspace.store(), folder, now=workspace.now())
    _exported(folder, manifest, as_json=parameters.json)


def _exported(folder: Path, manifest: Manifest, *, as_json: bool) -> None:
    if as_json:
        document(BackupDocument(folder=str(folder), manifest=manifest))
    else:
        Answer().line(
            wording.exported(str(folder), manifest.rows("upload"), manifest.rows("observation"), manifest.digest)
        )


@shared(*PLACES, *ANSWER)
def import_(
    parameters: Parameters,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=wording.IMPORT_FOLDER_HELP)],
    digest: Annotated[str | None, typer.Option("--digest", metavar="SHA256", help=wording.DIGEST_HELP)] = None,
) -> None:
    """Reads a backup into an empty store, checked by its digests: all of it or nothing."""
    from playbook.services.backup import import_backup  # noqa: PLC0415

    with opened(parameters, making=True) as workspace:
        manifest = import_backup(workspace, folder, digest)
        where = workspace.store().location.shown
    if parameters.json:
        document(BackupDocument(folder=str(folder), manifest=manifest))
    else:
        rows = manifest.rows("upload"), manifest.rows("observation")
        Answer().line(wording.imported(str(folder), where, *rows))


@shared(*PLACES, *ANSWER, *SERVER, through=_tidy)
def tidy(
    parameters: Parameters,
    hours: Annotated[float, typer.Option("--hours", metavar="N", min=0, help=wording.HOURS_HELP)] = HOURS_KEPT,
) -> None:
    """Makes large files of small ones and removes what interrupted uploads left; others may work meanwhile."""
    with opened(parameters) as workspace:
        done = upkeep.tidy(workspace.store(), hours)
    _tidied(done, as_json=parameters.json)


def _tidied(done: Tidied, *, as_json: bool) -> None:
    if as_json:
        document(TidiedDocument(tidied=done))
    else:
        Answer().line(wording.tidied(done))


for _command, _name in ((export, "export"), (import_, "import"), (tidy, "tidy")):
    app.command(_name, short_help=wording.SHORT_HELP[_name])(_command)


@app.callback(invoke_without_command=True)
def store_group(
    context: typer.Context,
    playbook: Annotated[Path | None, typer.Option("--playbook", metavar="DIR", help=cli.PLAYBOOK_HELP)] = None,
    store_url: Annotated[str | None, typer.Option("--store", metavar="URL", help=cli.STORE_HELP)] = None,
    json: Annotated[bool, typer.Option("--json", help=cli.JSON_HELP)] = False,
    server: Annotated[str | None, typer.Option("--server", metavar="URL", help=SERVER_HELP)] = None,
    token: Annotated[str | None, typer.Option("--token", metavar="TOKEN", help=BEARER_HELP)] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help=INSECURE_HELP)] = False,
) -> None:
    """Where the numbers are kept, how large the store is, which schema it has and how many rows."""
    before = context.obj if isinstance(context.obj, Parameters) else Parameters()
    context.obj = Parameters(playbook, store_url, json, server=server, token=token, insecure=insecure).over(before)
    if context.invoked_subcommand is None:
        store(context, playbook=None, store=None, json=False, server=None, token=None, insecure=False)
