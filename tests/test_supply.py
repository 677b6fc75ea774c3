"""What an installation brings along: no known fault below a floor, every license known, a bill of materials."""

import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
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


ANSWERS: dict[str, Callable[[Any], Any]] = {
    "/v1/querybatch": lambda asked: {
        "results": [
            {"vulns": [{"id": "GHSA-aaaa"}]} if query["package"]["name"] == "jinja2" else {}
            for query in asked["queries"]
        ]
    },
    "/v1/vulns/GHSA-aaaa": lambda _: {
        "id": "GHSA-aaaa",
        "aliases": ["CVE-2099-1"],
        "affected": [
            {
                "package": {"name": "Jinja2", "ecosystem": "PyPI"},
                "ranges": [{"events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
            }
        ],
    },
}
"""What a database of faults says of one that nobody knows yet."""


class Database(BaseHTTPRequestHandler):
    """Answers as the database of faults does."""

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def do_GET(self) -> None:
        self._answer(None)

    def _answer(self, asked: Any) -> None:
        content = json.dumps(ANSWERS[self.path](asked)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_one_command_brings_the_list_up_to_date(tmp_path: Path) -> None:
    listed = tmp_path / "advisories.toml"
    listed.write_bytes((ROOT / "advisories.toml").read_bytes())
    with ThreadingHTTPServer(("127.0.0.1", 0), Database) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"

        def ask(*more: str) -> tuple[int, str]:
            command = [
                sys.executable,
                str(ROOT / ".ci" / "advisories.py"),
                "--list",
                str(listed),
                "--database",
                address,
            ]
            ran = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=False)
            return ran.returncode, ran.stdout + ran.stderr

        status, said = ask()
        assert (status, 'jinja2 = { version = "99.1"' in said, "CVE-2099-1" in said) == (1, True, True), said
        assert listed.read_bytes() == (ROOT / "advisories.toml").read_bytes()
        assert ask("--write")[0] == 0
        assert ask() == (0, "advisories.toml knows them all.\n")
        server.shutdown()
    added = tomllib.loads(listed.read_text("utf-8"))["fixed-in"]
    assert added["jinja2"] == {"version": "99.1", "advisories": [*FIXED["jinja2"]["advisories"], "CVE-2099-1"]}
    assert {**added, "jinja2": FIXED["jinja2"]} == FIXED


def test_the_bill_of_materials_is_kept_by_every_run_of_ci_and_the_list_is_asked_for_each_week() -> None:
    checks = (ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8")
    assert "python .ci/sbom.py > dist/sbom.cdx.json" in checks
    assert re.search(r"upload-artifact@v\d+\n.*\n.*\n *path: dist/", checks)
    assert "schedule:" in checks
    assert "python .ci/advisories.py" in checks


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
