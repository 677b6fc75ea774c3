"""What an installation brings along: a bill of materials (CycloneDX 1.6), or the table of licenses in LICENSES.md.

python .ci/sbom.py > dist/sbom.cdx.json
python .ci/sbom.py --licenses
"""

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
EXTRAS = ("auth", "notify", "report")
_BY_CLASSIFIER = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


_SPELLED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "MIT License": "MIT",
}


def project() -> dict[str, Any]:
    """The project's own metadata."""
    found: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


def declared() -> list[Requirement]:
    """What the project itself asks for, extras included."""
    own = project()
    texts = [*own["dependencies"], *(text for extra in EXTRAS for text in own["optional-dependencies"][extra])]
    return [Requirement(text) for text in texts]


def brought() -> dict[str, Distribution]:
    """Every installed package that an installation with these extras needs, by its name."""
    found: dict[str, Distribution] = {}
    waiting = [(requirement, frozenset[str]()) for requirement in declared()]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement, outer = waiting.pop()
        environments = [{"extra": extra} for extra in outer or {""}]
        if requirement.marker is not None and not any(requirement.marker.evaluate(each) for each in environments):
            continue
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = package
        waiting += [(Requirement(text), extras) for text in package.requires or ()]
    return dict(sorted(found.items()))


def license_of(package: Distribution) -> str:
    """The license as the package says it; '' where it does not."""
    said = package.metadata
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    named = [text.rpartition(" :: ")[2] for text in said.get_all("Classifier") or () if text.startswith("License ::")]
    known = [_BY_CLASSIFIER[name] for name in named if name in _BY_CLASSIFIER]
    free = str(said.get("License") or "")
    plain = free if re.fullmatch(r"[A-Za-z0-9.+-]+", free) else ""
    return " OR ".join(dict.fromkeys(known)) or _SPELLED.get(free, plain)


def bill() -> dict[str, Any]:
    """The bill of materials."""
    own, packages = project(), brought()
    root = f"pkg:pypi/{own['name']}@{own['version']}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": root, "name": own["name"], "version": own["version"]}
        },
        "components": [_component(name, package) for name, package in packages.items()],
        "dependencies": [
            {"ref": root, "dependsOn": sorted({_ref(packages[name]) for name in _names(declared(), packages)})},
            *(
                {
                    "ref": _ref(package),
                    "dependsOn": sorted(
                        {_ref(packages[name]) for name in _names(map(Requirement, package.requires or ()), packages)}
                    ),
                }
                for package in packages.values()
            ),
        ],
    }


def _names(requirements: Any, packages: dict[str, Distribution]) -> list[str]:
    plain = [each for each in requirements if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [name for each in plain if (name := canonicalize_name(each.name)) in packages]


def _ref(package: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(package.metadata['Name'])}@{package.version}"


def _component(name: str, package: Distribution) -> dict[str, Any]:
    component = {
        "type": "library",
        "bom-ref": _ref(package),
        "name": name,
        "version": package.version,
        "purl": _ref(package),
    }
    found = license_of(package)
    if not found:
        return component
    if re.search(r" (AND|OR|WITH) ", found):
        return component | {"licenses": [{"expression": found}]}
    return component | {"licenses": [{"license": {"id": found}}]}


def licenses() -> str:
    """The table of licenses; without versions, which differ from one installation to the next."""
    rows = [f"| {name} | {license_of(package) or 'not said'} |" for name, package in brought().items()]
    return "\n".join(["| package | license |", "|---|---|", *rows])


if __name__ == "__main__":
    sys.stdout.write((licenses() if "--licenses" in sys.argv else json.dumps(bill(), indent=2)) + "\n")
