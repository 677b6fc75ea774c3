"""The weekly digest of 200 products, with what each seat owes and the alerts, against the assessment it is made of.

Run `python -m tests.benchmarks.bench_notify`."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.services.notify.notifying import what_would_go
from tests.benchmarks.many_products import many_products

MANY = 200
WANTED = 5.0


def main() -> None:
    """Prints seconds of the processor, which other work on the machine does not lengthen, and ratios of one run."""
    with TemporaryDirectory() as folder:
        world = many_products(Path(folder) / "many", MANY)
        with world.workspace() as workspace:
            begun = time.process_time()
            workspace.assess()
            assessed = time.process_time() - begun
        with world.workspace() as workspace:
            begun = time.process_time()
            found = what_would_go(workspace)
            taken = time.process_time() - begun
    kept = "(kept)" if taken <= WANTED else "(MISSED)"
    sys.stdout.write(
        f"{MANY} products: assessment {assessed:.2f} s; digest, {len(found) - 1} other messages and the assessment"
        f" {taken:.2f} s = {taken / assessed:.2f} x, {taken / WANTED:.2f} of {WANTED:.0f} s {kept}\n"
    )


if __name__ == "__main__":
    main()
