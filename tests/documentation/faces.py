"""Settings, addresses of the HTTP API, pages, file formats and the sample, written from the code."""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from pydantic import BaseModel

from metrics.readers import READERS
from metrics.readers.foreign import MAX_BYTES
from metrics.readers.tools.table import SHAPES
from metrics.snapshot import columns
from metrics.store.location import OLDEST_READER
from playbook.api.table import OPENAPI, OPERATIONS
from playbook.glossary import GLOSSARY
from playbook.loading.page_settings import PageSettings
from playbook.model.look.report_look import ReportColors, ReportSettings
from playbook.model.notify import Channel, DigestTime, NotifySettings, QuietHours
from playbook.page.navigation import SCREENS
from playbook.page.parts import wording
from playbook.page.parts.links import SUBJECT_KEYS
from playbook.page.parts.people import AccessSettings
from playbook.services.reaching.visitors import ON_PAGES, OVER_HTTP, Act, Visitor
from playbook.settings import THIS_PROJECT, VARIABLES
from playbook.workspace.sample import read_manifest
from tests.paths import ROOT

OF_TESTS = {
    "PLAYBOOK_API_EXAMPLES": "how many requests a test makes of each address of the HTTP API; 12 by default",
    "PLAYBOOK_FUZZ_FILES": "how many damaged files a test sends through the API for measurements; 300 by default",
    "PLAYBOOK_BROWSER_TESTS": "`required`: a missing Chromium is a failed test, not a skipped one",
    "PLAYBOOK_LAKE_TESTS": "`required`: a missing PostgreSQL is a failed test, not a skipped one",
    "PLAYBOOK_INSTALL_TESTS": "`required`: the wheel is installed for real, on each Python of the machine",
    "PLAYBOOK_TEST_STORE": "`lake`: the tests of the store run on a shared one; tests/test_lake.py sets it",
    "PLAYBOOK_LONG_RUN": "how many times longer the tests of faults run; 1 by default",
    "PLAYBOOK_CHROMIUM": "the Chromium the browser tests start, where it is not in a usual place",
}
"""Settings that only tests and checks read from the environment."""
SETTINGS = VARIABLES | OF_TESTS
"""Settings read from the environment."""


ACTS = {
    Act.LOOK: "page: look",
    Act.PUBLISH: "page: publish or withdraw files",
    Act.RECORD: "page: record, import",
}
"""What is done on a page, in words."""


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heads)
    lines = [names, *(list(row) for row in rows)]
    written = [f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines]
    return "\n".join([written[0], "|---" * len(names) + "|", *written[1:]])


def settings_in_code() -> set[str]:
    """Every setting that code, tests or checks read from the environment."""
    sources = [ROOT / "app.py", ROOT / ".ci" / "run"]
    for folder in ("metrics", "playbook", "tests"):
        sources += [path for path in sorted((ROOT / folder).rglob("*.py")) if path != Path(__file__)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.exists())
    return set(re.findall(r"(?:[\"']|export )(PLAYBOOK_[A-Z_]+)\b", text))


def settings_table(*names: str) -> str:
    """Settings of these names; without names, those of the tests."""
    return _table(("setting", "meaning"), ((f"`{name}`", SETTINGS[name]) for name in names or OF_TESTS))


def api_table() -> str:
    """Addresses of the HTTP API: what they answer, the parameters they know, the scope of the token they need."""
    rows = [
        (
            f"`{operation.method} {operation.path}`",
            operation.summary,
            ", ".join(f"`{each.name}`" for each in operation.parameters),
            "none" if operation.scope is None else f"`{operation.scope}`",
        )
        for operation in OPERATIONS
    ]
    rows.append((f"`GET {OPENAPI}`", "The OpenAPI 3.1 document of these addresses.", "", "none"))
    return _table(("address", "answers", "parameters", "token"), rows)


def reach_table() -> str:
    """Every kind of visitor by everything that can be done, from the tables that the code goes by."""
    pages = [(ACTS[act], ["yes" if act in ON_PAGES.get(who, ()) else "no" for who in Visitor]) for act in Act]
    addresses = [
        (
            f"`{operation.method} {operation.path}`",
            ["yes" if operation.scope is None or operation.scope in OVER_HTTP[who] else "no" for who in Visitor],
        )
        for operation in OPERATIONS
    ]
    addresses.append((f"`GET {OPENAPI}`", ["yes"] * len(Visitor)))
    return _table(("", *Visitor), ((name, *cells) for name, cells in (*pages, *addresses)))


def pages_table() -> str:
    """Every page in the order of the navigation: its entry, what it shows, its address."""
    return _table(
        ("entry", "page", "what it shows", "address"),
        (
            (
                row.entry,
                *wording.SCREENS[screen],
                f"`/{screen}`" + (f", `?{SUBJECT_KEYS[screen]}=`" if screen in SUBJECT_KEYS else ""),
            )
            for screen, row in SCREENS.items()
        ),
    )


def access_table() -> str:
    """Keys of the section that says who may look and act."""
    return _table(
        ("key of `[access]`", "default", "meaning"),
        (
            (f"`{name}`", f"`{field.default}`" if field.default else "", field.description or "")
            for name, field in AccessSettings.model_fields.items()
        ),
    )


def glossary_table() -> str:
    """What words mean, on pages, in the handbook and here."""
    return _table(("word", "means"), GLOSSARY.items())


def page_settings_table() -> str:
    """Keys of `settings.yaml`."""
    return _table(
        ("key of `settings.yaml`", "default", "meaning"),
        (
            (f"`{name}`", f"`{str(field.default).lower()}`" if field.default != "" else "", field.description or "")
            for name, field in (
                *(
                    (name, field)
                    for name, field in PageSettings.model_fields.items()
                    if name not in ("report", "notify")
                ),
                *((f"report.{name}", field) for name, field in ReportSettings.model_fields.items() if name != "colors"),
                *((f"report.colors.{name}", field) for name, field in ReportColors.model_fields.items()),
            )
        ),
    )


def notify_table() -> str:
    """Keys of the part `notify` of `settings.yaml`."""
    parts: dict[str, type[BaseModel]] = {
        "notify": NotifySettings,
        "notify.digest": DigestTime,
        "notify.quiet": QuietHours,
        "notify.channels[]": Channel,
    }
    rows = [
        (f"`{part}.{name}`", field.description or "")
        for part, model in parts.items()
        for name, field in model.model_fields.items()
    ]
    return _table(("key of `settings.yaml`", "meaning"), rows)


def formats_table() -> str:
    """Formats of uploaded files in the order in which they are tried, and how each is read."""
    modules = [import_module(f"metrics.readers.{reader.module}") for reader in READERS]
    words = ((module.__doc__ or "").strip().rstrip(".").partition(": ") for module in modules)
    return _table(("format", "how it is read"), ((name, reading) for name, _, reading in words))


def tools_table() -> str:
    """Tools whose files are read, and what each module says of them."""
    modules = dict.fromkeys(shape.module for shape in SHAPES)
    rows: dict[str, list[str]] = {}
    for name in modules:
        said = (import_module(f"metrics.readers.tools.{name}").__doc__ or "").strip().rstrip(".")
        tool = next(shape.tool for shape in SHAPES if shape.module == name)
        rows.setdefault(tool, []).append(said.partition(": ")[2] or said)
    return _table(("tool", "files that are read"), ((tool, "; ".join(said)) for tool, said in rows.items()))


def largest_upload() -> str:
    """The largest file that is read."""
    return f"{MAX_BYTES // 1_000_000} MB"


def columns_table() -> str:
    """Columns that an uploaded file may have, and every heading by which each is known."""
    return _table(
        ("column", "headings that are read"),
        (
            (f"`{role.value}`", ", ".join(words.split("|")))
            for role, words in columns._SYNONYMS.items()  # the words have no other reader outside their module
        ),
    )


def storage_version() -> str:
    """The storage version of DuckDB that a new store's file is written in."""
    return OLDEST_READER.removeprefix("v")


def sample_table() -> str:
    """The sample's weekly files, each with the day it was received."""
    manifest = read_manifest(THIS_PROJECT.sample)
    revoked = {entry.file: f"withdrawn {entry.on:%Y-%m-%d}" for entry in manifest.revoked}
    return _table(
        ("file", "received", "source", "by", ""),
        (
            (f"`{each.file}`", f"{each.received:%Y-%m-%d}", each.source, each.by, revoked.get(each.file, ""))
            for each in manifest.uploads
        ),
    )


def sample_words() -> str:
    """What the sample is, by its manifest."""
    manifest = read_manifest(THIS_PROJECT.sample)
    return f"{manifest.name} is made up, and so is everything in it. Its own today is {manifest.today:%Y-%m-%d}."
