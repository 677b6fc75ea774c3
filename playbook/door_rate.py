"""How often each caller may ask: a bucket that empties with every request and fills again with time."""

from collections.abc import Callable
from math import ceil
from threading import Lock
from time import monotonic

_MOST_KEPT = 10_000


class Rate:
    """Buckets by name. A bucket holds one minute's requests, so that a job may send its files in one go."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, name: str, per_minute: int) -> int:
        """Takes one from the bucket and answers 0, or the whole seconds until there is one again."""
        with self._lock:
            now = self._clock()
            left, since = self._buckets.get(name, (float(per_minute), now))
            left = min(float(per_minute), left + (now - since) * per_minute / 60)
            if name not in self._buckets and len(self._buckets) >= _MOST_KEPT:
                # whoever was quiet for a minute has a full bucket again, and need not be remembered
                self._buckets = {each: kept for each, kept in self._buckets.items() if now - kept[1] < 60}
            taken = left >= 1
            self._buckets[name] = (left - 1 if taken else left, now)
            return 0 if taken else max(1, ceil((1 - left) * 60 / per_minute))
