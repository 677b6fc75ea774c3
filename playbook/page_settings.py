"""What a playbook lets its page do: `settings.yaml` beside `definitions/` and `records/`; without it, only show."""

from pathlib import Path

from pydantic import Field

from metrics.definition import Definition
from metrics.problems import Problem, Problems, YamlPlace
from playbook import wording_recording as wording
from playbook.loader_parts import read_part
from playbook.yaml_source import decoded

FILE = "settings.yaml"


class PageSettings(Definition):
    """`settings.yaml`"""

    edit: bool = Field(default=False, description="the page's forms write into the records of the working tree")
    commit: bool = Field(
        default=False, description="what a form writes is committed at once, that file alone; needs edit"
    )


def read_page_settings(folder: Path) -> tuple[PageSettings, tuple[Problem, ...]]:
    """The settings of a playbook's folder. With a problem nothing is allowed."""
    path = folder / FILE
    try:
        if not path.exists():
            return PageSettings(), ()
        settings, problems = _read(decoded(path.read_bytes(), FILE))
    except Problems as unreadable:
        return PageSettings(), unreadable.problems
    except OSError as reason:
        found, expected, remedy = wording.cannot_read(reason.strerror or "")
        return PageSettings(), (Problem(YamlPlace(FILE), found, expected, remedy),)
    if settings.commit and not settings.edit and not problems:
        problems = (Problem(YamlPlace(FILE), *wording.COMMIT_WITHOUT_EDIT),)
    return (PageSettings() if problems else settings), problems


def _read(text: str) -> tuple[PageSettings, tuple[Problem, ...]]:
    part, problems = read_part(text, FILE, PageSettings)
    return part.model, problems
