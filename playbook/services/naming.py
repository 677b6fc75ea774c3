"""What would ship, as it is named on a command line: an id, or a file of this machine, read to be sent on."""

import os
from pathlib import Path

from playbook.services import wording_naming as wording

LONGEST = 64_000
_ENDINGS = (".yaml", ".yml", ".json")


def as_text(word: str) -> str:
    """What is asked about as text that can be sent on: what stands in the file of that name, else the id itself.
    Raises WrongUse for a file that is not there, or none of text."""
    path = Path(word)
    if not _is_file(path):
        if word.casefold().endswith(_ENDINGS) or os.sep in word:
            raise _wrong(wording.no_file(word))
        return word
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        why = reason.strerror if isinstance(reason, OSError) else None
        raise _wrong(wording.unreadable_file(word, why or "it is no text in UTF-8")) from reason
    if len(text) > LONGEST:
        raise _wrong(wording.too_long(word, LONGEST))
    return text


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _wrong(sentence: str) -> Exception:
    from playbook.settings import WrongUse  # noqa: PLC0415  (a pipeline that names what is there does without)

    return WrongUse(sentence)
