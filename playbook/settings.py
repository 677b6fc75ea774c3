"""Where things are: the project's folders, names in the environment, which playbook and store were asked for."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playbook import wording_workspace as wording

PLAYBOOK_VARIABLE = "PLAYBOOK_DIR"
STORE_VARIABLE = "PLAYBOOK_STORE"
OWN_STORE = "playbook.duckdb"
MANIFEST = "manifest.yaml"
BROWSER_COOKIE = "playbook_browser"
"""Tells one browser from another, so that unfinished forms are kept for it; it says nothing of the person."""
NOT_HERE = "not_here"
"""Names the address that has no page, in the address of the overview, which says so."""

ADDRESS_VARIABLE = "PLAYBOOK_ADDRESS"
VARIABLES: dict[str, str] = {
    "PLAYBOOK_DIR": "folder of your playbook; the same as `--playbook DIR`",
    "PLAYBOOK_STORE": "where the measurements are kept; the same as `--store URL`",
    "PLAYBOOK_SERVER": "address of a running app that answers the command; the same as `--server URL`",
    "PLAYBOOK_TOKEN": "the command's token for a running app; the same as `--token TOKEN`",
    ADDRESS_VARIABLE: (
        "where people open the app, as https://playbook.example.org; stands in front of links in answers and calendars"
    ),
    "PLAYBOOK_TOKENS": "folder of the HTTP API's tokens; by default `.tokens` beside the playbook's store",
    "PLAYBOOK_READING": (
        "`token`: reading over HTTP needs a token on this machine, too; by default it is `machine`: "
        "only a visitor on this machine reads without one"
    ),
    "PLAYBOOK_RATE": "how many requests a minute one token may make; 600 by default",
    "PLAYBOOK_LARGEST_MB": "how many megabytes one request over HTTP may send; 200 by default, and at most",
    "PLAYBOOK_LOG": "`json`: one line of JSON in the log for each request over HTTP; by default a line for people",
}
"""What each setting in the environment means."""

# read as text, so that a charter that is broken elsewhere still says whose playbook this is
_START = re.compile(r"^start[ \t]*:[ \t]*['\"]?(\d[\d-]*)", re.MULTILINE)


class WrongUse(Exception):
    """What was asked for does not fit together; the message is a sentence for the person who asked."""


def user_data(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """The folder of this person for what an installed program keeps."""
    places = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Application Support")}
    variable, usual = places.get(platform, ("XDG_DATA_HOME", ".local/share"))
    named = environ.get(variable, "")
    return (Path(named) if Path(named).is_absolute() else Path.home() / usual) / "ai-engineering-playbook"


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one checkout; or of an installed package, where nothing is ever written: `root` is then the folder
    inside the package that holds what stands beside it in a checkout."""

    root: Path
    installed: bool = False

    @property
    def launcher(self) -> Path:
        """The script that starts page and API."""
        return self.root / "app.py"

    @property
    def playbook(self) -> Path:
        """The playbook that is edited in place."""
        return self.root.parent if self.installed else self.root / "playbook"

    @property
    def data(self) -> Path:
        """Stores and caches."""
        return user_data() if self.installed else self.root / "data"

    @property
    def sample(self) -> Path:
        """The sample organization."""
        return self.root / "data" / "samples" / "organization"

    @property
    def sample_data(self) -> Path:
        """The sample's store and cache: this person's folder where the checkout may only be read."""
        return self.data if self.installed or os.access(self.data, os.W_OK) else user_data()


def project_of(package: Path) -> Project:
    """The project of a package `playbook`: what a wheel carries inside it, a checkout has beside it."""
    shipped = package / "shipped"
    return Project(shipped, installed=True) if shipped.is_dir() else Project(package.parent)


THIS_PROJECT = project_of(Path(__file__).resolve().parent)


@dataclass(frozen=True, slots=True)
class Home:
    """Where one playbook lives. `cache` is the file that keeps its last whole version; `store_given` says that a
    person named the store, by option or environment."""

    folder: Path
    definitions: Path
    records: Path
    store_url: str
    cache: Path
    is_sample: bool
    store_given: bool
    project: Project

    @property
    def kept_weeks(self) -> Path:
        """The file that keeps the readiness of earlier weeks."""
        return self.cache.with_name(f"{self.cache.stem}-weeks.json")

    @property
    def pull_troubles(self) -> Path:
        """The file that keeps what kept the last pulls from being whole."""
        return self.cache.with_name(f"{self.cache.stem}-pulls.json")

    @property
    def store_file(self) -> Path | None:
        """The store's file; None where it is a lake or in the cloud."""
        return Path(self.store_url).expanduser().absolute() if is_file_url(self.store_url) else None

    @property
    def in_place(self) -> bool:
        """True for the project's own playbook."""
        return self.folder == self.project.playbook

    @property
    def stays_as_installed(self) -> bool:
        """True for a playbook that is part of an installed package: a new version would undo what is written there."""
        return self.project.installed and self.folder in (self.project.playbook, self.project.sample)


def is_file_url(url: str) -> bool:
    """True for a plain path; False for `ducklake:…` and `md:…`."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", url) is None


def has_started(folder: Path) -> bool:
    """True while the records' charter names a start."""
    return _start_text(folder) is not None


def started_on(folder: Path) -> date | None:
    """The start that the records' charter names; None where there is none that can be read."""
    text = _start_text(folder)
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        return None


def _start_text(folder: Path) -> str | None:
    try:
        found = _START.search((folder / "records" / "charter.yaml").read_text("utf-8", "replace"))
    except OSError:
        return None
    return found[1] if found is not None else None


def find_home(
    playbook: Path | None,
    store: str | None,
    environ: Mapping[str, str],
    project: Project = THIS_PROJECT,
) -> Home:
    """The option, else the environment, else the project's own playbook, else its sample; raises WrongUse."""
    named = named_folder(playbook, environ)
    url = store or environ.get(STORE_VARIABLE, "").strip() or None
    folder = project.playbook if named is None else named
    if folder.resolve() == project.playbook.resolve():
        home = _own_in_place(project, url) if has_started(project.playbook) else _sample(project, url)
    elif folder.resolve() == project.sample.resolve():
        home = _sample(project, url)
    else:
        if not (folder / "definitions").is_dir():
            raise WrongUse(wording.no_playbook_here(str(named), folder.exists()))
        home = Home(
            folder=folder,
            definitions=folder / "definitions",
            records=folder / "records",
            store_url=url or str(folder / OWN_STORE),
            cache=folder / ".last-whole.json",
            is_sample=False,
            store_given=url is not None,
            project=project,
        )
    _refuse_a_shared_store(home)
    return home


def app_address(environ: Mapping[str, str]) -> str:
    """Where people open the app, without a stroke at its end; '' where nobody said, or it is no address of a page."""
    address = environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/")
    plain = address.isascii() and address.isprintable() and " " not in address
    return address if plain and address.startswith(("http://", "https://")) else ""


def named_folder(option: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The folder that a person named, by option or environment; None where nobody did."""
    text = str(option) if option is not None else environ.get(PLAYBOOK_VARIABLE, "").strip()
    return Path(text).expanduser().absolute() if text else None


def empty_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that the environment names, where it is there and holds no playbook yet; None for anything else."""
    folder = named_folder(None, environ)
    return folder if folder is not None and folder.is_dir() and not (folder / "definitions").exists() else None


def unstarted_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that the environment names, where it is there and no playbook has started in it."""
    folder = named_folder(None, environ)
    return folder if folder is not None and folder.is_dir() and not has_started(folder) else None


def sample_store(project: Project) -> Path:
    """The store of the sample, made on first use."""
    return project.sample_data / "sample.duckdb"


def own_store(project: Project) -> Path:
    """The store of the playbook that is edited in place."""
    return project.data / OWN_STORE


def _own_in_place(project: Project, url: str | None) -> Home:
    return Home(
        folder=project.playbook,
        definitions=project.playbook / "definitions",
        records=project.playbook / "records",
        store_url=url or str(own_store(project)),
        cache=project.data / ".last-whole.json",
        is_sample=False,
        store_given=url is not None,
        project=project,
    )


def _sample(project: Project, url: str | None) -> Home:
    return Home(
        folder=project.sample,
        definitions=project.playbook / "definitions",
        records=project.sample / "records",
        store_url=url or str(sample_store(project)),
        cache=project.sample_data / ".last-whole-sample.json",
        is_sample=True,
        store_given=url is not None,
        project=project,
    )


def _refuse_a_shared_store(home: Home) -> None:
    store = home.store_file
    if store is None:
        if home.is_sample:
            raise WrongUse(wording.sample_needs_a_file(home.store_url))
        return
    if home.is_sample and store.resolve() == own_store(home.project).resolve():
        raise WrongUse(wording.sample_in_a_real_store(home.store_url))
    if not home.is_sample and store.resolve() == sample_store(home.project).resolve():
        raise WrongUse(wording.real_in_the_sample_store(home.store_url))
