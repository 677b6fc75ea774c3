"""Files of tools, damaged in ways that happen: cut off, keys lost or of another type, bytes changed."""

import json
import random
from collections.abc import Iterator
from typing import Any

_ODD: tuple[Any, ...] = (None, "", "NaN", -1, 10**400, [], {}, True, "x" * 300, [[]], {"a": {}}, 1.5, "2026-13-40")


def mutations(content: bytes, many: int, seed: int) -> Iterator[bytes]:
    """Damaged copies of a file, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    try:
        document = json.loads(content)
    except ValueError:
        document = None
    for number in range(many):
        if document is not None and number % 2:
            yield json.dumps(_changed(json.loads(content), chance), allow_nan=True).encode()
        else:
            yield _in_bytes(content, chance)


def _in_bytes(content: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(3)
    place = chance.randrange(max(len(content), 1))
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
    return content[:place] + content[place + chance.randrange(1, 40) :]


def _changed(document: Any, chance: random.Random) -> Any:
    places = list(_places(document))
    if not places:
        return document
    holder, key = chance.choice(places)
    if chance.random() < 0.3:
        del holder[key]
    else:
        holder[key] = chance.choice(_ODD)
    return document


def _places(document: Any) -> Iterator[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    if isinstance(document, dict):
        pairs = list(document.items())
    elif isinstance(document, list):
        pairs = list(enumerate(document))
    for key, value in pairs:
        yield document, key
        yield from _places(value)
