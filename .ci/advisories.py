"""Known faults of what an installation brings along, asked of the database of open source vulnerabilities (OSV).

python .ci/advisories.py            says what is missing in advisories.toml, and ends with 1 where something is
python .ci/advisories.py --write    writes it there
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from sbom import brought, declared

LIST = Path(__file__).resolve().parent.parent / "advisories.toml"
DATABASE = "https://api.osv.dev"
_SECONDS = 60
Fixed = dict[str, tuple[str, list[str]]]
"""By package: the first version without any of its faults, and the names of the faults."""


def floors() -> dict[str, str]:
    """The oldest version that may be installed of what the project asks for; of everything else the installed one."""
    oldest = {canonicalize_name(one.name): version for one in declared() if (version := _floor(one))}
    return {name: oldest.get(name, package.version) for name, package in brought().items()}


def _floor(requirement: Requirement) -> str:
    return next((each.version for each in requirement.specifier if each.operator in (">=", "==", "~=")), "")


def asked(database: str, path: str, question: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the database answers; raises OSError where it cannot be reached."""
    if not database.startswith(("https://", "http://127.0.0.1:")):
        raise SystemExit("the database is asked over https")
    content = None if question is None else json.dumps(question).encode()
    request = Request(f"{database}{path}", content, {"Content-Type": "application/json"})  # noqa: S310 - looked at above
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def known(database: str, versions: Mapping[str, str]) -> Fixed:
    """The faults of these versions that a later version is without."""
    questions = [
        {"version": version, "package": {"name": name, "ecosystem": "PyPI"}} for name, version in versions.items()
    ]
    answers = asked(database, "/v1/querybatch", {"queries": questions})["results"]
    found: Fixed = {}
    for (name, version), answer in zip(versions.items(), answers, strict=True):
        for fault in answer.get("vulns", ()):
            about = asked(database, f"/v1/vulns/{quote(fault['id'], safe='')}")
            later = [each for each in _fixed_in(name, about) if each > Version(version)]
            if not later or "withdrawn" in about:
                continue
            names = [each for each in (about["id"], *about.get("aliases", ())) if re.match(r"(CVE|GHSA)-", each)]
            best = next((each for each in sorted(names) if each.startswith("CVE")), next(iter(names), ""))
            newest, listed = found.get(name, ("0", []))
            if best:
                found[name] = str(max(Version(newest), min(later))), sorted({*listed, best})
    return found


def _fixed_in(name: str, about: Mapping[str, Any]) -> Iterator[Version]:
    for affected in about.get("affected", ()):
        if canonicalize_name(affected.get("package", {}).get("name", "")) != name:
            continue
        for span in affected.get("ranges", ()):
            for event in span.get("events", ()):
                try:
                    yield Version(event["fixed"])
                except (KeyError, InvalidVersion):
                    continue


def line_of(name: str, version: str, faults: Iterable[str]) -> str:
    """A package as the list has it."""
    return f'{name} = {{ version = "{version}", advisories = {json.dumps(list(faults))} }}'


def merged(text: str, found: Fixed) -> str:
    """The list with what was found: a later version where one is needed, and every name once."""
    listed = tomllib.loads(text)["fixed-in"]
    for name, (version, faults) in found.items():
        before = listed.get(name, {"version": "0", "advisories": []})
        newest = max(Version(before["version"]), Version(version))
        listed[name] = {"version": str(newest), "advisories": [*dict.fromkeys([*before["advisories"], *faults])]}
    head = text[: text.index("[fixed-in]")]
    lines = [line_of(name, listed[name]["version"], listed[name]["advisories"]) for name in sorted(listed)]
    return f"{head}[fixed-in]\n" + "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Says what is missing, or writes it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true", help="write it into the list")
    parser.add_argument("--list", type=Path, default=LIST, help="the list, where it is not the project's")
    parser.add_argument("--database", default=DATABASE, help="another address of the same kind")
    arguments = parser.parse_args()
    before = arguments.list.read_text("utf-8")
    try:
        after = merged(before, known(arguments.database, floors()))
    except OSError as reason:
        raise SystemExit(f"{arguments.database} cannot be reached: {reason}") from reason
    new = [line for line in after.splitlines() if line not in before.splitlines()]
    if not new:
        sys.stdout.write("advisories.toml knows them all.\n")
        return
    sys.stdout.write("".join(f"{line}\n" for line in new))
    if not arguments.write:
        raise SystemExit(1)
    arguments.list.write_text(after, "utf-8")


if __name__ == "__main__":
    main()
