"""Writes a receipt for everything that the sample decided: `python -m playbook.services.receipts.sample`.

They are made anew whenever its records or its closed review are."""

from datetime import datetime, time
from tempfile import TemporaryDirectory

from playbook.services.receipts import sealing
from playbook.services.receipts.entries import REVIEW, entries_of
from playbook.services.receipts.results import RECORDED
from playbook.settings import THIS_PROJECT, Project
from playbook.workspace.workspace import Workspace

AFTERNOON = time(14)


def seal_sample(project: Project) -> None:
    """Writes the receipts of a project's sample, each as of the afternoon on which something was decided."""
    records = project.sample / "records"
    sealing.path_of(records).unlink(missing_ok=True)
    with TemporaryDirectory() as folder, Workspace.find(project.sample, f"{folder}/sample.duckdb", {}) as workspace:
        playbook = workspace.playbook().playbook
        closed = {review.name: review.closed_at for review in playbook.reviews}
        for entry in entries_of(playbook):
            at = closed[entry.about] if entry.kind == REVIEW else datetime.combine(entry.day, AFTERNOON)
            sealing.add_receipts(records, sealing.receipts_of(workspace, [entry], RECORDED, at))


if __name__ == "__main__":
    seal_sample(THIS_PROJECT)
