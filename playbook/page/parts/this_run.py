"""What one run of the page's script finds out once, however many parts of the page ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

About = ParamSpec("About")
Answer = TypeVar("Answer")

_found: ContextVar[dict[object, Any] | None] = ContextVar("found", default=None)


@contextmanager
def one_run() -> Iterator[None]:
    """Around the script: what `once_a_run` found is forgotten at its end, so that whatever runs outside of it (a
    callback, a fragment that looks by itself) finds out anew."""
    before = _found.set({})
    try:
        yield
    finally:
        _found.reset(before)


def settle(name: str, answer: object) -> None:
    """Says what something is for the rest of this run."""
    if (found := _found.get()) is not None:
        found[name] = answer


def settled(name: str) -> Any:
    """What was said of it in this run; None where nothing was, and outside of a run."""
    return (_found.get() or {}).get(name)


def once_a_run(find_out: Callable[About, Answer]) -> Callable[About, Answer]:
    """The same function, which works once for the same arguments in one run; what it raises is not kept."""

    @wraps(find_out)
    def found_before(*about: About.args, **more: About.kwargs) -> Answer:
        found = _found.get()
        if found is None:
            return find_out(*about, **more)
        key = find_out, about, tuple(more.items())
        if key not in found:
            found[key] = find_out(*about, **more)
        answer: Answer = found[key]
        return answer

    return found_before
