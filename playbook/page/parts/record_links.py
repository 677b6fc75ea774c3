"""Links from where something is missing to the form that records it, filled in as far as the page knows."""

from playbook.page.parts.grid import at, query_of
from playbook.page.parts.links import Screen, link_to
from playbook.page.parts.wording import Named

WITH = "with"


def form_at(kind: str, /, *, about: str | None = None, **fields: str) -> str:
    """The address of the form of one kind of record, for a cell of a table."""
    return at(Screen.RECORD, kind, product=about, **{WITH: query_of(tuple(fields.items()))})


def record_link(kind: str, label: str | Named, /, *, about: str | None = None, **fields: str | None) -> None:
    """A link to the form of one kind of record. `about` is the product it is about; `fields` are what it begins with,
    by their names ('' leaves one blank that would be filled in otherwise)."""
    filled = {name: value for name, value in fields.items() if value is not None}
    link_to(
        Screen.RECORD,
        label,
        icon=":material/edit_note:",
        product=about,
        subject=kind,
        **{WITH: query_of(tuple(filled.items()))},
    )
