"""DuckDB with its extensions as the extra `lake` pins them, in a folder to be put before everything else."""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.paths import ROOT
from tests.pip import python_with_pip


def folder(cache: Path) -> Path | None:
    """The folder, made in `cache` on first use; None where the packages cannot be had."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    place = cache / hashlib.sha256(" ".join([sys.version, *extras["lake"]]).encode()).hexdigest()[:12]
    if place.exists():
        return place
    pip = python_with_pip()
    if pip is None:
        return None
    growing = place.with_name(f"{place.name}.{os.getpid()}")
    command = [pip, "-m", "pip", "--python", sys.executable, "install", "-q", "--no-deps", "--target", str(growing)]
    if subprocess.run([*command, *extras["lake"]], check=False).returncode:
        shutil.rmtree(growing, ignore_errors=True)
        return None
    if place.exists():  # another process was faster
        shutil.rmtree(growing)
    else:
        growing.rename(place)
    return place


def path_with(extensions: Path) -> str:
    """A PYTHONPATH on which the extensions stand first."""
    return os.pathsep.join([str(extensions), *filter(None, [os.environ.get("PYTHONPATH")])])
