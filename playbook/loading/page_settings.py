"""What a playbook lets its page do: `settings.yaml` beside `definitions/` and `records/`; without it, only show."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from metrics.definition import Definition
from metrics.problems import Problem, Problems, Severity, YamlPlace
from playbook.loading.one_file import Part, read_part
from playbook.loading.repository import repository_of
from playbook.loading.wording import (
    COMMIT_WITHOUT_EDIT,
    cannot_read,
    channel_secret,
    channel_twice,
    misnamed_settings,
    no_logo,
    no_template,
    unknown_repository,
)
from playbook.model.look.page_look import Logo
from playbook.model.look.report_look import ReportSettings
from playbook.model.notify import NotifySettings, Service
from playbook.yaml_text.source import decoded

FILE = "settings.yaml"
_NOT_READ = ("settings.yml", "setting.yaml", "settings.json", "settings.toml")


PullTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class PageSettings(Definition):
    """`settings.yaml`"""

    edit: bool = Field(
        default=False, strict=True, description="the page's forms write into the records of the working tree"
    )
    commit: bool = Field(
        default=False,
        strict=True,
        description="what a form writes is committed at once, that file alone; needs edit",
    )
    repository: str = Field(
        default="",
        description="web address of this folder on GitHub or GitLab; forms that do not write lead to its edit page",
    )
    pull_at: tuple[PullTime, ...] = Field(
        default=(),
        description='times of day, in the charter\'s time zone, at which the running app pulls every source: ["06:30"]',
    )
    public_badges: bool = Field(
        default=False,
        strict=True,
        description="everybody who reaches the app may see the badges of launch gates, `/api/badge/PRODUCT/GATE.svg`",
    )
    notify: NotifySettings = Field(
        default=NotifySettings(), description="digests and alerts: `channels`, `digest`, `quiet`, `paused`, `link`"
    )
    logo: Logo = Field(default="", description="a picture of this folder that stands above the navigation")
    report: ReportSettings = Field(
        default=ReportSettings(), description="how the report's slides and PDF look: `template` and `colors`"
    )


def read_page_settings(folder: Path) -> tuple[PageSettings, tuple[Problem, ...]]:
    """The settings of a playbook's folder, and everything wrong with them. With an error nothing is allowed."""
    settings, problems = _read(folder / FILE)
    if any(problem.severity is Severity.ERROR for problem in problems):
        settings = PageSettings()
    return settings, (*problems, *_misnamed(folder))


def logo_file(folder: Path, settings: PageSettings) -> Path | None:
    """The picture, where it is a file of the playbook's folder."""
    return _own_file(folder, settings.logo)


def template_file(folder: Path, settings: PageSettings) -> Path | None:
    """What reports take their look from, where it is a file of the playbook's folder."""
    return _own_file(folder, settings.report.template)


def _own_file(folder: Path, name: str) -> Path | None:
    """A file that is given to others, as it is or as a part of something: a link to a file elsewhere leads to none."""
    path = folder / name
    is_there = name and path.is_file() and path.resolve().is_relative_to(folder.resolve())
    return path if is_there else None


def _read(path: Path) -> tuple[PageSettings, tuple[Problem, ...]]:
    try:
        if not path.exists():
            return PageSettings(), ()
        text = decoded(path.read_bytes(), FILE)
    except Problems as unreadable:
        return PageSettings(), unreadable.problems
    except OSError as reason:
        found, expected, remedy = cannot_read(reason.strerror or "")
        return PageSettings(), (Problem(YamlPlace(FILE), found, expected, remedy),)
    part, problems = _part_of(text)
    settings = part.model
    if settings.commit and not settings.edit and not problems:
        problems = (Problem(part.place(("commit",)), *COMMIT_WITHOUT_EDIT),)
    if settings.repository and repository_of(settings.repository) is None and not problems:
        warning = unknown_repository(settings.repository)
        problems = (Problem(part.place(("repository",)), *warning, severity=Severity.WARNING),)
    if settings.report.template and template_file(path.parent, settings) is None and not problems:
        place = part.place(("report", "template"))
        problems = (Problem(place, *no_template(settings.report.template), severity=Severity.WARNING),)
    if settings.logo and logo_file(path.parent, settings) is None and not problems:
        problems = (Problem(part.place(("logo",)), *no_logo(settings.logo), severity=Severity.WARNING),)
    return settings, problems or tuple(_channels(part))


@lru_cache(maxsize=16)
def _part_of(text: str) -> tuple[Part[PageSettings], tuple[Problem, ...]]:
    """Kept by the text: every run of a page asks, and the text hardly ever changes."""
    return read_part(text, FILE, PageSettings)


def _channels(part: Part[PageSettings]) -> Iterator[Problem]:
    """Channels that could not be told apart, or not be signed for."""
    seen: set[str] = set()
    for number, channel in enumerate(part.model.notify.channels):
        path = ("notify", "channels", number)
        if channel.id in seen:
            yield Problem(part.place((*path, "id"), key=False), *channel_twice(channel.id))
        seen.add(channel.id)
        if (channel.service is Service.WEBHOOK) is (channel.secret is None):
            yield Problem(part.place((*path, "service"), key=False), *channel_secret(channel.id, channel.service))


def _misnamed(folder: Path) -> tuple[Problem, ...]:
    """Files that somebody may have meant; nothing in them counts."""
    names = [name for name in _NOT_READ if (folder / name).exists()]
    return tuple(Problem(YamlPlace(name), *misnamed_settings(FILE), severity=Severity.WARNING) for name in names)
