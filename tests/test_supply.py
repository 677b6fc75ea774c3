"""What an installation brings along: no known fault below a floor, every license known, a bill of materials."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.paths import ROOT

pytestmark = pytest.mark.house
FIXED: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "advisories.toml").read_text("utf-8"))["fixed-in"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MAY_BE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Unlicense", "Zlib",
}  # fmt: skip
"""Licenses that ask for no more than to be named, or for changes of their own files to be shared."""


def made(*arguments: str) -> str:
    """What the build makes."""
    command = [sys.executable, str(ROOT / ".ci" / "sbom.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_no_floor_lies_below_a_known_advisory() -> None:
    extras = PROJECT["optional-dependencies"]
    texts = [*PROJECT["dependencies"], *(text for extra in extras.values() for text in extra)]
    low = []
    for requirement in map(Requirement, texts):
        fixed = FIXED.get(canonicalize_name(requirement.name))
        floors = [Version(each.version) for each in requirement.specifier if each.operator in (">=", "==", "~=")]
        if fixed is not None and not any(floor >= Version(fixed["version"]) for floor in floors):
            low.append(f"{requirement}: {', '.join(fixed['advisories'])} need {fixed['version']}")
    assert low == []


@pytest.mark.parametrize("name", sorted(FIXED))
def test_what_is_installed_has_none_of_them(name: str) -> None:
    try:
        installed = Version(version(name))
    except PackageNotFoundError:
        return
    assert installed >= Version(FIXED[name]["version"]), FIXED[name]["advisories"]
    assert all(re.fullmatch(r"(CVE|GHSA)-[\w-]+", advisory) for advisory in FIXED[name]["advisories"])


def test_the_bill_of_materials_names_every_part_and_what_it_needs() -> None:
    bill = json.loads(made())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    names = {part["name"] for part in bill["components"]}
    assert {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]} <= names
    assert {"websockets", "authlib", "typst", "anyio"} <= names, "what they need themselves, and the extras"
    references = {part["bom-ref"] for part in bill["components"]} | {bill["metadata"]["component"]["bom-ref"]}
    assert len(references) == len(bill["components"]) + 1
    for entry in bill["dependencies"]:
        assert {entry["ref"], *entry["dependsOn"]} <= references
    assert all(part["purl"].startswith("pkg:pypi/") for part in bill["components"])


def test_every_license_is_listed_and_may_be_used() -> None:
    listed = set((ROOT / "LICENSES.md").read_text("utf-8").splitlines())
    for row in made("--licenses").splitlines()[2:]:
        assert row in listed, f"write LICENSES.md again: python .ci/sbom.py --licenses ({row})"
        _, _, said, _ = (cell.strip() for cell in row.split("|"))
        assert set(re.split(r" (?:AND|OR|WITH) ", said)) <= MAY_BE, row


def test_how_to_report_is_found_from_the_first_page() -> None:
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
    said = (ROOT / "SECURITY.md").read_text("utf-8")
    for name in re.findall(r"\]\(([\w./-]+)(?:#[\w-]+)?\)", said):
        assert (ROOT / name).exists(), name
