"""A thread beside the running app that looks every half minute whether there is something to do."""

from collections.abc import Callable
from threading import Event, Thread

SECONDS_BETWEEN_LOOKS = 30.0


class Looking:
    """Does one look after another until it is stopped; `name` is the thread's."""

    def __init__(self, name: str, look: Callable[[], object]) -> None:
        self._look, self._name = look, name
        self.stopped = Event()
        self._thread = Thread(target=self._look_on, name=f"{name}s", daemon=True)

    def start(self) -> None:
        """From now on, in the background."""
        self._thread.start()

    def stop(self) -> None:
        """No more looks; one that is going on is left to itself."""
        self.stopped.set()
        self._thread.join(timeout=5)

    def _look_on(self) -> None:
        while not self.stopped.wait(SECONDS_BETWEEN_LOOKS):
            # in a thread of its own: what was not expected ends this one look, and stands in the log
            once = Thread(target=self._look, name=self._name, daemon=True)
            once.start()
            once.join()
