"""What the keeper of a store does with it: a backup that is read back, never one of the sample."""

from pathlib import Path

from metrics.backup_files import Manifest
from metrics.store_backup import first_file, import_store
from playbook import sample
from playbook import wording_workspace as wording
from playbook.settings import MANIFEST, WrongUse
from playbook.workspace import Workspace


def import_backup(workspace: Workspace, folder: Path, digest: str | None = None) -> Manifest:
    """Reads a backup into the workspace's store, which must be empty: all of it or nothing.

    Raises Problems where the backup is not whole, WrongUse where it is one of the sample, StoreUnavailable.
    """
    shipped = workspace.home.project.sample
    if not workspace.is_sample and (shipped / MANIFEST).exists():
        first = first_file(folder)
        if first is not None and first == sample.first_file(sample.read_manifest(shipped)):
            raise WrongUse(wording.real_in_the_sample_store(str(folder)))
    return import_store(workspace.store(), folder, digest)
