"""How long tests of faults and mutations go on: a number in the environment makes them longer."""

import os


def times(normal: int) -> int:
    """So many rounds, or `PLAYBOOK_LONG_RUN` times as many."""
    return normal * max(1, int(os.environ.get("PLAYBOOK_LONG_RUN", "1")))
