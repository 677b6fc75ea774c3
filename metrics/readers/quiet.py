"""Keeps openpyxl's warnings about styles and extensions to itself; they say nothing about the cells."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_readers = 0
_changing = threading.Lock()
_filters = ExitStack()


@contextmanager
def quiet_openpyxl() -> Iterator[None]:
    """Ignore warnings of openpyxl while any thread is in here: filters belong to the whole process, so the first
    reader sets them and the last one puts the old ones back."""
    global _readers  # noqa: PLW0603 - a count of threads has to be one for the process
    with _changing:
        if _readers == 0:
            _filters.enter_context(warnings.catch_warnings())
            warnings.filterwarnings("ignore", module=r"openpyxl\b")
        _readers += 1
    try:
        yield
    finally:
        with _changing:
            _readers -= 1
            if _readers == 0:
                _filters.close()
