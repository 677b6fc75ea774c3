"""Writes the golden files anew, after somebody read what changed:

`python -m tests.playbook.documents.report.write_golden`"""

from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.documents.report.build import build_report
from playbook.documents.report.content import Audience
from tests import worlds
from tests.playbook.documents.report.test_formats import GOLDEN, golden
from tests.playbook.documents.report.worlds_reported import assessed


def main() -> None:
    """Writes one file an audience and format."""
    with TemporaryDirectory() as folder, assessed(worlds.slipping(Path(folder) / "slipping")) as (assessment, _):
        for audience in Audience:
            for name, text in golden(build_report(assessment, audience)):
                (GOLDEN / f"slipping-{audience}.{name}").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
