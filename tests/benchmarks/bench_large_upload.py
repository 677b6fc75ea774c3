"""A file with a million rows over HTTP, beside the same rows received directly.

`python -m tests.benchmarks.bench_large_upload` prints ratios of one run. Every file holds numbers that its store has
not seen; "sending" is what the same bytes take when the app refuses them unread.
"""

import argparse
import gzip
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from metrics.intake import ReceiptState
from playbook.tokens import Scope
from playbook.workspace import Workspace
from tests import worlds
from tests.benchmarks.bench_store_writers import say, timed
from tests.benchmarks.serving import Client, Served, served
from tests.playbook.door import token_for
from tests.worlds import World

WEEKS, METRICS, REPEATS = 250, 40, 3
METRIC = """
  - id: bench_{number}
    pillar: quality
    kind: rate
    better: lower
    owner: lead-ai-engineer
"""
PRODUCT = """
  - id: bench-{number}
    owner: product-lead-support
    purpose: Stands for one of many
    risk_tier: limited
"""


def main() -> None:
    """Each way in turn, and that some times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = int(parser.parse_args().rows)
    with TemporaryDirectory() as folder:
        products = -(-rows // (METRICS * WEEKS))
        alone, world = (a_large_world(Path(folder) / name, products) for name in ("alone", "served"))
        token = token_for(world, *Scope, name="bench")
        with alone.workspace() as workspace, served(world, Path(folder) / "log") as app, Client(app, token) as client:
            ways: dict[str, Callable[[bytes], object]] = {
                "received directly": partial(directly, workspace),
                "over HTTP, the whole body": client.send,
                "over HTTP, packed with gzip": partial(packed, client),
                "over HTTP, as a form": partial(as_a_form, app, token),
                "over HTTP, refused unread": client.send_in_vain,
            }
            for number, send in enumerate(ways.values()):  # what a first one brings in is no part of it
                send(the_rows(alone, 1000, number))
            took: dict[str, list[float]] = {way: [] for way in ways}
            for repeat in range(REPEATS):
                for number, (way, send) in enumerate(ways.items()):
                    content = the_rows(alone, rows, 10 + repeat * len(ways) + number)
                    took[way].append(timed(partial(send, content)))
            direct = median(took["received directly"])
            say(f"{rows:,} rows, {len(content) / 1e6:.0f} MB as CSV")
            for way, seconds in took.items():
                say(f"  {way:28} {median(seconds):6.2f} s = {median(seconds) / direct:5.2f} x directly")
            say(f"  most memory of the app: {app.most_memory():.0f} MB")
            over = median(took["over HTTP, the whole body"])
            sent = median(took["over HTTP, refused unread"])
            say(
                f"what limits: sending takes {sent / over:.0%} of the time, reading, checking and storing the rest, "
                "in the app as without it"
            )


def a_large_world(folder: Path, products: int) -> World:
    """Week one, with many products and metrics."""
    world = worlds.week_one(folder)
    metrics = "".join(METRIC.format(number=number) for number in range(METRICS))
    world.write("definitions/metrics.yaml", world.text("definitions/metrics.yaml") + metrics)
    more = "".join(PRODUCT.format(number=number) for number in range(products))
    world.write("records/products.yaml", world.text("records/products.yaml").rstrip() + more)
    return world


def the_rows(world: World, rows: int, number: int) -> bytes:
    """A file of so many rows, its numbers those of no other."""
    sunday = world.today - timedelta(days=world.today.weekday() + 1)
    ends = [(sunday - timedelta(weeks=week)).isoformat() for week in range(WEEKS)]
    lines = (
        f"{end},bench-{product},bench_{metric},,{number + metric},{100_000 + product}"
        for product in range(-(-rows // (METRICS * WEEKS)))
        for metric in range(METRICS)
        for end in ends
    )
    kept = [line for _, line in zip(range(rows), lines, strict=False)]
    return ("\n".join(["date,product,metric,value,numerator,denominator", *kept]) + "\n").encode()


def directly(workspace: Workspace, content: bytes) -> None:
    """Without HTTP, in this process."""
    if workspace.receive("w.csv", content, source="bench", actor="bench").state is not ReceiptState.STORED:
        raise SystemExit("these numbers were sent before")


def packed(client: Client, content: bytes) -> None:
    """Packed by the client, whose time that is, too."""
    client.send(gzip.compress(content, 1), packed=True)


def as_a_form(app: Served, token: str, content: bytes) -> None:
    """As the command and curl send files."""
    headers = {"Authorization": f"Bearer {token}"}
    files = {"file": ("w.csv", content, "text/csv")}
    answer = httpx.post(f"{app.address}/api/snapshots", headers=headers, files=files, timeout=600)
    if answer.status_code != 201:
        raise SystemExit(answer.text[:500])


if __name__ == "__main__":
    main()
