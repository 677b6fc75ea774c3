"""Writes a handbook as a linked static site: an HTML and a Markdown file a page, each standing alone."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from playbook.documents.document import Heading
from playbook.documents.handbook import wording as words
from playbook.documents.handbook.pages import Handbook, HandbookPage
from playbook.documents.html import shown
from playbook.documents.markdown import to_markdown
from playbook.documents.markdown_text import escaped
from playbook.settings import WrongUse
from playbook.whole_file import write_whole

MANIFEST = "handbook.json"
"""Lies beside the pages, and says that the folder is a handbook's."""


def files_of(handbook: Handbook) -> dict[str, bytes]:
    """Every file by its name."""
    files: dict[str, bytes] = {}
    for page in handbook.pages:
        files[f"{page.slug}.html"] = _html(handbook, page).encode()
        files[f"{page.slug}.md"] = _markdown(handbook, page).encode()
    manifest = {"schema": 1, "pages": [page.slug for page in handbook.pages]}
    files[MANIFEST] = (json.dumps(manifest, indent=2) + "\n").encode()
    return files


def write(handbook: Handbook, folder: Path) -> tuple[str, ...]:
    """Writes the files, and takes away pages of an older edition that are gone; names of what was written.

    Raises WrongUse where the folder holds something else, or cannot be written to."""
    try:
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())):
            raise WrongUse(words.not_ours(str(folder)))
        folder.mkdir(parents=True, exist_ok=True)
        files = files_of(handbook)
        for name in sorted(_older(folder) - files.keys()):
            (folder / name).unlink(missing_ok=True)
        for name, content in files.items():
            write_whole(folder / name, content)
    except OSError as reason:
        raise WrongUse(words.cannot_write(str(folder), reason.strerror or type(reason).__name__)) from reason
    return tuple(files)


def _older(folder: Path) -> set[str]:
    """Files that an older edition wrote here: only names a handbook itself gives."""
    try:
        pages = json.loads((folder / MANIFEST).read_text("utf-8"))["pages"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    known = [page for page in pages if page in words.PAGES] if isinstance(pages, list) else []
    return {f"{page}.{ending}" for page in known for ending in ("html", "md")}


def anchors_of(page: HandbookPage) -> dict[int, str]:
    """Name of each heading's place, by the block's number; no two are alike."""
    taken: dict[str, int] = {}
    anchors: dict[int, str] = {}
    for number, block in enumerate(page.document.blocks):
        if isinstance(block, Heading):
            name = re.sub(r"[^a-z0-9]+", "-", block.text.casefold()).strip("-") or "section"
            taken[name] = taken.get(name, 0) + 1
            anchors[number] = name if taken[name] == 1 else f"{name}-{taken[name]}"
    return anchors


def _html(handbook: Handbook, page: HandbookPage) -> str:
    anchors = anchors_of(page)
    links = {other.document.title: f"{other.slug}.html" for other in handbook.pages if other.slug != "index"}
    return (
        _environment()
        .get_template("handbook.html.j2")
        .render(
            title=page.document.title,
            site=words.TITLE,
            current=page.slug,
            pages=[(other.slug, words.PAGES[other.slug]) for other in handbook.pages],
            sections=[
                (anchors[number], block.text)
                for number, block in enumerate(page.document.blocks)
                if isinstance(block, Heading) and number in anchors
            ],
            on_this_page=words.ON_THIS_PAGE,
            links=links if page.slug == "index" else {},
            blocks=[
                (type(block).__name__, block, anchors.get(number, ""))
                for number, block in enumerate(page.document.blocks)
            ],
        )
    )


def _markdown(handbook: Handbook, page: HandbookPage) -> str:
    return "\n".join((" · ".join(_markdown_links(handbook, page)), "", to_markdown(page.document)))


def _markdown_links(handbook: Handbook, page: HandbookPage) -> Iterator[str]:
    for other in handbook.pages:
        name = escaped(words.PAGES[other.slug])
        yield f"**{name}**" if other.slug == page.slug else f"[{name}]({other.slug}.md)"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("playbook.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["web_address"] = lambda text: text.startswith(("https://", "http://"))
    return environment
