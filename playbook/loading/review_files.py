"""The folder of closed reviews: read back with every fingerprint checked, and a new review put there whole."""

import json
import os
import re
import shutil
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path
from secrets import token_hex

from pydantic import ValidationError

from metrics.problems import Problem, Severity, YamlPlace
from playbook.loading.wording import (
    A_WEEKS_FOLDER,
    NOT_A_REVIEW,
    NOT_ITS_JSON,
    RESTORE,
    TAMPERED,
    UNREADABLE,
    cannot_write,
    closed_already,
    of_another_week,
)
from playbook.model.reviews.closed_review import HEAD, KNOWN, ClosedReview, Head, Known, fingerprint, head_text

FOLDER = "reviews"
_WEEK = re.compile(r"(\d{4}-W\d{2})(?:-\d+)?")
_LARGEST = 64 * 1024 * 1024


class CannotClose(Exception):
    """A review cannot be written; the message is a sentence, and nothing of it was kept."""


def read_reviews(records: Path) -> tuple[tuple[ClosedReview, ...], tuple[Problem, ...]]:
    """The closed reviews below a folder of records, the earliest week first. One that cannot be read, or is not as it
    was written, is a located warning and left out: it stops nothing, and nothing is compared with it."""
    folder = records / FOLDER
    if not folder.is_dir():
        return (), ()
    reviews: list[ClosedReview] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir(), key=_in_order):
        name = f"records/{FOLDER}/{path.name}"
        if path.name[0] == "." or path.suffix == ".md":
            continue  # left by somebody's editor, or a note to readers
        if not path.is_dir() or _WEEK.fullmatch(path.name) is None:
            problems.append(_warning(name, NOT_A_REVIEW, A_WEEKS_FOLDER))
            continue
        review, found = _read(path, name)
        problems += found
        if review is not None:
            reviews.append(review)
    return tuple(reviews), tuple(problems)


def _read(path: Path, name: str) -> tuple[ClosedReview | None, list[Problem]]:
    text = _text(path / HEAD)
    if text is None:
        return None, [_warning(f"{name}/{HEAD}", UNREADABLE, RESTORE)]
    try:
        values = json.loads(text)
        head = Head.model_validate(values)
    except (ValueError, RecursionError):  # what pydantic raises is a ValueError, too
        return None, [_warning(f"{name}/{HEAD}", NOT_ITS_JSON, RESTORE)]
    problems: list[Problem] = []
    if not isinstance(values, dict) or head_text(values) != text.replace("\r\n", "\n"):
        problems.append(_warning(f"{name}/{HEAD}", TAMPERED, RESTORE))
    if head.week != _week_of(path.name):
        problems.append(_warning(f"{name}/{HEAD}", of_another_week(head.week), RESTORE))
    texts: dict[str, str] = {}
    for file, wanted in head.files.items():
        content = _text(path / file) if "/" not in file and "\\" not in file else None
        if content is None:
            problems.append(_warning(f"{name}/{file}", UNREADABLE, RESTORE))
        elif fingerprint(content) != wanted:
            problems.append(_warning(f"{name}/{file}", TAMPERED, RESTORE))
        else:
            texts[file] = content
    if problems:
        return None, problems
    try:
        known = Known.model_validate_json(texts.get(KNOWN, "{}"))
    except ValidationError:
        return None, [_warning(f"{name}/{KNOWN}", NOT_ITS_JSON, RESTORE)]
    return ClosedReview(head, known, texts, path.name), []


def _week_of(folder: str) -> str:
    match = _WEEK.fullmatch(folder)
    return match[1] if match else folder


def _in_order(path: Path) -> tuple[str, int, str]:
    """By week, and the closings of one week in the order they were made."""
    return _week_of(path.name), len(path.name), path.name


def _text(path: Path) -> str | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _warning(file: str, found: str, remedy: str) -> Problem:
    return Problem(YamlPlace(file), found, remedy=remedy, severity=Severity.WARNING)


def look(records: Path) -> list[tuple[str, int, int, int]]:
    """Time and size of every file of the closed reviews, to see that something changed."""
    looks: list[tuple[str, int, int, int]] = []
    with suppress(OSError):
        for folder in os.scandir(records / FOLDER):
            if not folder.is_dir():
                looks.append((folder.path, 0, 0, 0))
                continue
            for file in os.scandir(folder.path):
                status = file.stat()
                looks.append((file.path, status.st_mtime_ns, status.st_size, status.st_ino))
    return looks


def digest_with(playbook: str, reviews: tuple[ClosedReview, ...]) -> str:
    """Names a playbook together with its closed reviews."""
    if not reviews:
        return playbook
    return sha256("\0".join([playbook, *(review.head.digest for review in reviews)]).encode()).hexdigest()


def write_review(records: Path, week: str, texts: Mapping[str, str], taken: Collection[str] = ()) -> Path:
    """Puts a review into its folder, whole or not at all; raises CannotClose. `taken` are folders of closings of the
    week that were withdrawn: the new one stands beside them."""
    folder = records / FOLDER
    if week in taken:
        week = next(name for number in count(2) if (name := f"{week}-{number}") not in taken)
    place, growing = folder / week, folder / f".{week}.{token_hex(6)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        growing.mkdir()
        for name, text in texts.items():
            with (growing / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        if place.exists():
            raise CannotClose(closed_already(week))
        growing.rename(place)
    except OSError as reason:
        details = reason.strerror or type(reason).__name__
        raise CannotClose(closed_already(week) if place.exists() else cannot_write(details)) from reason
    finally:
        shutil.rmtree(growing, ignore_errors=True)
    return place
