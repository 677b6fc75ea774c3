"""What is imported before the first visitor."""

import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT
from tests.worlds import on_track

FIRST_VISIT = """
import inspect
import sys
from streamlit.testing.v1 import AppTest
from playbook.page import warm_up
from tests.playbook.page.looking import DASHBOARD

warm_up.in_the_background().join()
before = {*sys.modules}
inspect.stack = None  # goes through every module there is, and a page asks for it at no time
page = AppTest.from_file(DASHBOARD, default_timeout=60).run()
assert page.title, page
later = {name for name in {*sys.modules} - before if name.startswith(("playbook.", "metrics."))}
print(*sorted(later), sep="\\n", end="")
"""


def test_the_first_visitor_waits_for_no_module_of_ours(tmp_path: Path) -> None:
    world = on_track(tmp_path / "world")
    world.receive_all()
    place = {**os.environ, "PLAYBOOK_DIR": str(world.folder)}
    visit = subprocess.run(
        [sys.executable, "-c", FIRST_VISIT], cwd=ROOT, env=place, capture_output=True, text=True, check=False
    )
    assert (visit.stdout, visit.returncode) == ("", 0), visit.stderr
