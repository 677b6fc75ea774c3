"""A small project to test in: definitions, empty records, and a sample organization of three weekly files."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from playbook.model.playbook import RECORD_FILES
from playbook.settings import Project
from tests.worlds import FILES

MANIFEST = """
today: 2026-10-02
name: Sample Works
uploads:
  - {file: snapshots/w37.csv, received: 2026-09-15T09:00:00, source: weekly export, by: data-analyst}
  - {file: snapshots/w38.csv, received: 2026-09-22, by: data-analyst}
  - {file: snapshots/w38-wrong.csv, received: 2026-09-23T09:00:00, by: data-analyst}
revoked:
  - {file: snapshots/w38-wrong.csv, on: 2026-09-24, by: data-analyst}
"""
HEAD = "week,product,metric,value,numerator,denominator\n"
SNAPSHOTS = {
    "w37.csv": "2026-W37,support-copilot,hallucination_rate,,190,1700\n",
    "w38.csv": "2026-W38,support-copilot,hallucination_rate,,180,1700\n",
    "w38-wrong.csv": "2026-W38,support-copilot,hallucination_rate,,1,1700\n",
}
FAR_AWAY = datetime(2031, 3, 3, 10, tzinfo=UTC)


def small_project(root: Path) -> Project:
    """A checkout that nobody has started."""
    project = Project(root)
    shutil.copytree(FILES / "definitions", project.playbook / "definitions")
    (project.playbook / "records").mkdir()
    for name in RECORD_FILES:
        (project.playbook / "records" / f"{name}.yaml").write_text(f"# Help for {name}\n#\n# an example\n", "utf-8")
    shutil.copytree(FILES / "records" / "week_one", project.sample / "records")
    (project.sample / "snapshots").mkdir()
    for file, rows in SNAPSHOTS.items():
        (project.sample / "snapshots" / file).write_text(HEAD + rows, "utf-8")
    (project.sample / "manifest.yaml").write_text(MANIFEST, "utf-8")
    return project
