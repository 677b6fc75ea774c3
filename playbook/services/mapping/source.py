"""The source that a mapping makes: its entry in `definitions/sources.yaml`, checked, and the numbers it would bring."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from metrics.source import Source
from playbook.services.mapping import wording
from playbook.services.recording.draft import Draft, checked
from playbook.services.recording.recording import texts_of
from playbook.settings import WrongUse
from playbook.yaml_text.writer import CannotAdd, with_entries

if TYPE_CHECKING:
    from metrics.snapshot.snapshot import Snapshot
    from playbook.workspace.workspace import Workspace

FILE = "definitions/sources.yaml"
Entry = dict[str, Any]


def entry_of(fields: Mapping[str, Any]) -> Entry:
    """The entry without what was left blank."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def source_of(entry: Entry) -> Source:
    """The source of an entry; raises WrongUse where it says too little or what cannot be."""
    if not entry.get("takes") and not entry.get("headings"):
        raise WrongUse(wording.NOTHING_TAKEN)
    try:
        return Source.model_validate(entry)
    except ValidationError as invalid:
        first = invalid.errors()[0]
        raise WrongUse(f"{first['loc'][0] if first['loc'] else 'source'}: {first['msg']}") from None


def numbers_of(
    workspace: "Workspace", name: str, content: bytes, source: Source, product: str | None, week: str | None
) -> "Snapshot":
    """The rows that a file makes by a source that is not written yet; raises Problems."""
    from metrics.intake import preview  # noqa: PLC0415  (brings pandas: only uploads pay for it)

    context = replace(workspace.context(product, week), sources=(source,), mapped_by=source.id)
    return preview(name, content, context)


def draft_source(workspace: "Workspace", entry: Entry) -> Draft:
    """The file of sources with the entry in it; raises WrongUse, Problems."""
    texts = texts_of(workspace)
    known = workspace.playbook().playbook.definitions.sources.sources
    if any(source.id == entry["id"] for source in known):
        raise WrongUse(wording.EXISTS)
    before = texts.get(FILE, "")
    try:
        after = with_entries(before, ("sources",), [entry], FILE)
    except CannotAdd as reason:
        raise WrongUse(str(reason)) from reason
    return checked(texts, FILE, after, entry, workspace.today())
