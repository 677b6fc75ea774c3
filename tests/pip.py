"""The pip of this machine: the environment of these tests is made without one."""

import shutil
import subprocess
import sys
from functools import cache


@cache
def python_with_pip() -> str | None:
    """An interpreter that has pip; None where there is none."""
    pythons = (sys.executable, shutil.which("python3"), shutil.which("python"))
    return next((python for python in pythons if python and _has_pip(python)), None)


def _has_pip(python: str) -> bool:
    return subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
