"""The last version of a playbook that was whole: kept in a file, so that a fresh process has something to show."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


def keep(cache: Path, digest: str, texts: Mapping[str, str]) -> None:
    """Writes the texts unless this version is kept already; a folder that cannot be written to is left alone."""
    with suppress(OSError):
        kept = _read(cache)
        if kept is not None and kept.get("digest") == digest:
            return
        cache.parent.mkdir(parents=True, exist_ok=True)
        growing = cache.with_name(f"{cache.name}.{os.getpid()}")
        growing.write_text(json.dumps({"digest": digest, "texts": dict(texts)}), "utf-8")
        growing.replace(cache)


def recall(cache: Path) -> dict[str, str] | None:
    """The texts that were kept; None where there are none."""
    kept = _read(cache)
    texts = kept.get("texts") if kept is not None else None
    if not isinstance(texts, dict):
        return None
    return {str(name): str(text) for name, text in texts.items()}


def _read(cache: Path) -> dict[str, object] | None:
    try:
        kept = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) else None
