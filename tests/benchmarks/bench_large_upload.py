"""A file with a million rows over HTTP on both stores, beside the same rows received directly.

`python -m tests.benchmarks.bench_large_upload` prints ratios of one run. Every file holds numbers that its store has
not seen; "sending" is what the same bytes take when the app refuses them unread.
"""

import argparse
import gzip
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

import httpx

from metrics.intake import ReceiptState
from playbook.services.tokens.tokens import Scope
from playbook.workspace.workspace import Workspace
from tests import postgres, worlds
from tests.benchmarks.both_stores import new_stores, on_both_stores
from tests.benchmarks.measuring import ranked, say, timed, verdict
from tests.benchmarks.serving import Client, Served, served
from tests.benchmarks.upload_stages import watched
from tests.playbook.api_client import token_for
from tests.worlds import World

WEEKS, METRICS, REPEATS = 250, 40, 3
WANTED_MEGABYTES = 1500
DIRECT, BODY, PACKED, FORM, UNREAD = (
    "received directly",
    "over HTTP, the whole body",
    "over HTTP, packed with gzip",
    "over HTTP, as a form",
    "over HTTP, refused unread",
)
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
    """Both stores in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = int(parser.parse_args().rows)
    on_both_stores(partial(report, rows))


def report(rows: int, folder: Path, server: postgres.Server | None) -> None:
    """The same rows by every way into both stores: one that is ours alone, and one that an app has opened."""
    alone, of_app = (new_stores(folder / way, server) for way in ("alone", "served"))
    direct_into_file = 0.0
    for name, url in alone.items():
        products = -(-rows // (METRICS * WEEKS))
        world = a_large_world(folder / name, products)
        token = token_for(world, *Scope, name="bench")
        with (
            Workspace.find(world.folder, url, {}) as workspace,
            served(world, folder / f"{name}.log", of_app[name]) as app,
            Client(app, token) as client,
        ):
            ways: dict[str, Callable[[bytes], object]] = {
                DIRECT: partial(directly, workspace),
                BODY: client.send,
                PACKED: partial(packed, client),
                FORM: partial(as_a_form, app, token),
                UNREAD: client.send_in_vain,
            }
            took = measured(world, rows, ways)
            direct_into_file = direct_into_file or took[DIRECT]
            for way, seconds in took.items():
                beside = f"{seconds / took[DIRECT]:5.2f} x directly"
                beside += f", {seconds / direct_into_file:5.2f} x directly into the file" if name != "file" else ""
                say(f"  {name:4} {way:28} {seconds:6.2f} s = {beside}")
            most = app.most_memory()
            kept = verdict(most <= WANTED_MEGABYTES)
            say(f"  {name:4} most memory of the app: {most:,.0f} of {WANTED_MEGABYTES:,} MB {kept}")
            parts = ranked(watched(workspace, [the_rows(world, rows, 10 + REPEATS * len(ways))]))
            sending = took[UNREAD] / took[BODY]
            say(f"  {name:4} what limits: sending takes {sending:.0%} of the time over HTTP; without HTTP, {parts}")


def measured(world: World, rows: int, ways: Mapping[str, Callable[[bytes], object]]) -> dict[str, float]:
    """Median seconds of each way, the ways in turn and that some times."""
    for number, send in enumerate(ways.values()):  # what a first one brings in is no part of it
        send(the_rows(world, 1000, number))
    took: dict[str, list[float]] = {way: [] for way in ways}
    for repeat in range(REPEATS):
        for number, (way, send) in enumerate(ways.items()):
            content = the_rows(world, rows, 10 + repeat * len(ways) + number)
            took[way].append(timed(partial(send, content)))
    say(f"{rows:,} rows, {len(content) / 1e6:.0f} MB as CSV, {REPEATS} times each way")
    return {way: median(seconds) for way, seconds in took.items()}


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
