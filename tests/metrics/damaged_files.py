"""Damaged and malicious files by number: each comes from a sound one by a few changes, the same for the same number."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Sequence

import pandas as pd

from tests.metrics.readings import in_every_format

Change = Callable[[bytes, random.Random], bytes]
TOKENS = (
    "", " ", "nan", "inf", "-inf", "1e999", "-0", "0x10", "9" * 400, "1.797e308", "5e-324", "1,234", "1.234,5", "12%",
    "=1+1", '=HYPERLINK("https://example.org")', "+1", "@x", "'", '"', '""', "\0", "\r", "\n", "\t", ";", "|", ",",
    "\ufeff", "\u202e", "\ud83d", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1; DROP TABLE upload; --", "../../x",
    "2026-W54", "2026-W00", "9999-W52", "0000-00-00", "29.02.2026", "null", "true", "[]", "{}", "\\", "%00", "€", "²",
)  # fmt: skip
FRAME = pd.DataFrame(
    [
        ("2026-W45", "support-copilot", "hallucination_rate", 0.0410, 51, 1244),
        ("2026-W45", "sales-copilot", "hallucination_rate", 0.0500, 50, 1000),
        ("2026-W45", "support-copilot", "token_spend_usd", 1940.5, None, None),
        ("2026-W45", "support-copilot", "weekly_active_users", 412, None, None),
        ("2026-W44", "support-copilot", "nps", -12.5, None, None),
        ("2026-W44", "sales-copilot", "latency_p95", 3.25, None, None),
    ],
    columns=["week", "product", "metric", "value", "numerator", "denominator"],
)
SEEDS = tuple(in_every_format(FRAME).values())


def damaged(number: int) -> bytes:
    """The file of this number."""
    dice = random.Random(number)  # noqa: S311 - the same files every time, nothing secret
    content = dice.choice(SEEDS)
    if content.startswith(b"PK") and dice.random() < 0.7:
        content = _inside_the_archive(content, dice)
    for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 6))):
        content = dice.choice(CHANGES)(content, dice)
    return gzip.compress(content, mtime=0) if dice.random() < 0.03 else content


def _place(content: bytes, dice: random.Random) -> int:
    return dice.randrange(len(content) + 1)


def _flip(content: bytes, dice: random.Random) -> bytes:
    if not content:
        return content
    place = dice.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << dice.randrange(8))]) + content[place + 1 :]


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: _place(content, dice)]


def _remove(content: bytes, dice: random.Random) -> bytes:
    place = _place(content, dice)
    return content[:place] + content[place + dice.randrange(1, 40) :]


def _repeat(content: bytes, dice: random.Random) -> bytes:
    place = _place(content, dice)
    return content[:place] + content[place : place + dice.randrange(1, 200)] * dice.randrange(2, 50) + content[place:]


def _insert(content: bytes, dice: random.Random) -> bytes:
    place = _place(content, dice)
    token = dice.choice(TOKENS).encode("utf-8", "surrogatepass")
    return content[:place] + token * dice.choice((1, 1, 1, 7)) + content[place:]


def _cell(content: bytes, dice: random.Random) -> bytes:
    """Puts a token in the place of one cell of a text file."""
    lines = content.split(b"\n")
    row = dice.randrange(len(lines))
    for separator in (b"\t", b";", b"|", b","):
        if separator in lines[row]:
            cells = lines[row].split(separator)
            cells[dice.randrange(len(cells))] = dice.choice(TOKENS).encode("utf-8", "surrogatepass")
            lines[row] = separator.join(cells)
            break
    return b"\n".join(lines)


def _shuffle(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def _splice(content: bytes, dice: random.Random) -> bytes:
    other = dice.choice(SEEDS)
    return content[: _place(content, dice)] + other[_place(other, dice) :]


def _noise(content: bytes, dice: random.Random) -> bytes:
    place = _place(content, dice)
    return content[:place] + dice.randbytes(dice.randrange(1, 60)) + content[place:]


def _inside_the_archive(content: bytes, dice: random.Random) -> bytes:
    """Changes one part of an XLSX file, so that the archive itself is sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(parts))
    parts[name] = dice.choice(CHANGES)(parts[name], dice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
        if dice.random() < 0.1:
            archive.writestr("../../etc/passwd", "x")
    return buffer.getvalue()


CHANGES: Sequence[Change] = (_flip, _cut, _remove, _repeat, _insert, _cell, _cell, _cell, _shuffle, _splice, _noise)
