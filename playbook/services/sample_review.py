"""Closes the sample's review of its eighth week by the command's own way: `python -m playbook.services.sample_review`.

The sample's clock is set to that day first. What is written is history from then on: it is made anew only when the
sample's own past is rewritten."""

import re
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.loading.review_files import FOLDER
from playbook.services import reviewing
from playbook.services.receipts.sample import seal_sample
from playbook.settings import MANIFEST, THIS_PROJECT, Project
from playbook.workspace.workspace import Workspace

WEEK, DAY, BY = "2026-W44", date(2026, 11, 6), "vp-engineering"
CLOSED_AT = datetime(2026, 11, 6, 14, 30, tzinfo=UTC)
COMMENT = """\
We released the support copilot to three named customers on 5 November although too few answers had been judged.
The risk is ours: an agent reads every answer before it is sent, until the rate is proven.

Agreed: 1,500 judged answers a week from Monday on; the guardrail test again on the new index
before anybody else gets it.
The contract summarizer waits two weeks. Nobody asks for an exemption before the lawyers have marked more clauses.
"""


def closed_in(project: Project, store: Path) -> Path:
    """Closes the review in a project's sample, whose manifest says that its today is that day; returns its folder."""
    with Workspace.find(project.sample, str(store), {}, project=project, clock=lambda: CLOSED_AT) as workspace:
        reviewing.close_review(workspace, week=WEEK, day=DAY, by=BY, comment=COMMENT, confirmed=True)
    return project.sample / "records" / FOLDER / WEEK


def made_anew(source: Project, folder: Path) -> Path:
    """The review as the command closes it in a copy of the sample on that day; returns its folder."""
    copy = Project(folder)
    shutil.copytree(source.playbook / "definitions", copy.playbook / "definitions")
    shutil.copytree(source.sample, copy.sample, ignore=shutil.ignore_patterns(FOLDER))
    manifest = copy.sample / MANIFEST
    text, count = re.subn(r"(?m)^today: .*$", f"today: {DAY.isoformat()}", manifest.read_text("utf-8"))
    if count != 1:
        raise ValueError(MANIFEST)
    manifest.write_text(text, "utf-8")
    return closed_in(copy, folder / "sample.duckdb")


def main() -> None:
    """Writes the sample's review in its place, and its receipts anew."""
    place = THIS_PROJECT.sample / "records" / FOLDER / WEEK
    with TemporaryDirectory() as folder:
        made = made_anew(THIS_PROJECT, Path(folder))
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(made, place)
    seal_sample(THIS_PROJECT)
    sys.stdout.write(f"{place.relative_to(THIS_PROJECT.root)}\n")


if __name__ == "__main__":
    main()
