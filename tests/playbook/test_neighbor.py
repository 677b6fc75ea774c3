"""The neighbor of the tests: what a killed run left behind is cleared, what belongs to a running one stays."""

import os
import subprocess
import sys

from tests.playbook.neighbor import left_behind


def test_only_namespaces_of_runs_that_are_over_are_left_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as over:
        over.wait()
    names = [f"playbook-{over.pid}", f"playbook-{os.getpid()}", "playbook-mine", "another", f"pb{over.pid}"]
    assert left_behind(names) == [f"playbook-{over.pid}"]
