"""Channels of `settings.yaml` for whom nobody ever writes: products and seats that the playbook does not have."""

from collections.abc import Collection, Iterator
from pathlib import Path

from metrics.problems import Problem, Problems
from playbook.loading.one_file import read_part
from playbook.loading.page_settings import FILE, PageSettings
from playbook.loading.rules.world import Known
from playbook.yaml_text.source import decoded


def unknown_addressees(folder: Path, products: Collection[str], seats: Collection[str]) -> tuple[Problem, ...]:
    """Every product and seat of a channel that is not on record, with its nearest neighbor. Nothing where the settings
    cannot be read: that is a problem of its own."""
    try:
        text = decoded((folder / FILE).read_bytes(), FILE)
    except (OSError, Problems):
        return ()
    return tuple(_unknown(text, Known("product", frozenset(products)), Known("seat", frozenset(seats))))


def _unknown(text: str, products: Known, seats: Known) -> Iterator[Problem]:
    part, _ = read_part(text, FILE, PageSettings)
    for number, channel in enumerate(part.model.notify.channels):
        path = ("notify", "channels", number)
        for place, product in enumerate(channel.products):
            yield from products.unknown(part.place((*path, "products", place), key=False), product)
        if channel.seat is not None:
            yield from seats.unknown(part.place((*path, "seat"), key=False), channel.seat)
