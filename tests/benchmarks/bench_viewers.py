"""The dashboard with 1, 5, 20 and 50 simultaneous viewers on both stores: websocket clients that ask again and again.

`python -m tests.benchmarks.bench_viewers` prints the 95th percentile of a rerun of the overview in terms of one
viewer's, and of as many viewers' on the store in a file; how busy the app's one process was; and what a viewer waits
for where people pause between two clicks.
"""

import asyncio
import time
from pathlib import Path
from statistics import median

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from metrics.store.store import FRESH_SECONDS
from tests import postgres, worlds
from tests.benchmarks.both_stores import new_stores, on_both_stores
from tests.benchmarks.measuring import percentile, say, verdict
from tests.benchmarks.serving import Served, served

VIEWERS = (1, 5, 20, 50)
LEAST, ENOUGH = 6, 200
"""Reruns of each viewer, and of all of them together."""
PAUSE = 5.0
"""Seconds between two clicks of somebody who reads."""
WANTED_MS = 50
"""What a page may take for one viewer, at the 95th percentile."""
Waits = dict[tuple[int, float], float]
"""Seconds at the 95th percentile, by number of viewers and pause."""


def main() -> None:
    """Both stores in turn."""
    on_both_stores(report)


def report(folder: Path, server: postgres.Server | None) -> None:
    """Every number of viewers in turn, on a world and a store of its own."""
    of_file: Waits = {}
    for name, url in new_stores(folder, server).items():
        world = worlds.on_track(folder / name)
        world.receive_all(url)
        with served(world, folder / f"{name}.log", url) as app:
            waits = viewers(name, app, of_file)
        of_file = of_file or waits


def viewers(store: str, app: Served, of_file: Waits) -> Waits:
    """A line for each number of viewers, then what limits them."""
    asyncio.run(together(app, 1))  # the first visitor's share of the work is done once
    waits: Waits = {}
    for count, pause in [*((count, 0.0) for count in VIEWERS), (VIEWERS[-1], PAUSE)]:
        worked, begun = app.worked(), time.perf_counter()
        seconds = asyncio.run(together(app, count, pause))
        took = time.perf_counter() - begun
        cores = (app.worked() - worked) / took
        late = waits[count, pause] = percentile(seconds)
        clicking = f"{pause:.0f} s between clicks" if pause else "clicking without a pause"
        ratios = [f"{late / waits[VIEWERS[0], 0.0]:.1f} x one viewer"]
        ratios += [f"{late / of_file[count, pause]:.2f} x file"] if of_file else []
        say(
            f"  {store:4} {count:2} viewers, {clicking}: 95th percentile {1000 * late:6.0f} ms = {', '.join(ratios)} "
            f"(median {1000 * median(seconds):.0f} ms); {(len(seconds) + count) / took:.0f} runs a second, "
            f"{cores:.2f} cores"
        )
        if (count, pause) == (VIEWERS[-1], 0.0):
            busy = cores
    alone = 1000 * waits[VIEWERS[0], 0.0]
    say(f"  {store:4} one viewer: {alone / WANTED_MS:.2f} of {WANTED_MS} ms {verdict(alone <= WANTED_MS)}")
    say(
        f"  {store:4} what limits: all pages are made by the one Python process of the app, kept busy by "
        f"{VIEWERS[-1]} viewers without a pause with {busy:.2f} cores, so that each waits for the others{asking(store)}"
    )
    return waits


def asking(store: str) -> str:
    """What a run of the page also waits for where others may write into the same store."""
    return f"; every {FRESH_SECONDS} s one run also asks the catalog what is new" if store == "lake" else ""


async def together(app: Served, count: int, pause: float = 0.0) -> list[float]:
    """Seconds of each rerun of each of so many viewers."""
    reruns = max(LEAST, ENOUGH // count)
    reported = await asyncio.gather(*(viewer(app, reruns, pause, number / count) for number in range(count)))
    return [seconds for each in reported for seconds in each]


async def viewer(app: Served, reruns: int, pause: float, share: float) -> list[float]:
    """One open page that is run again and again; seconds of each run. With a pause, viewers come one after another."""
    from websockets.asyncio.client import connect  # noqa: PLC0415 - uvicorn's own, needed only here
    from websockets.typing import Origin, Subprotocol  # noqa: PLC0415 - as above

    stream = app.address.replace("http://", "ws://") + "/_stcore/stream"
    seconds = []
    await asyncio.sleep(pause * share)
    protocols, origin = [Subprotocol("streamlit")], Origin(app.address)
    async with connect(stream, subprotocols=protocols, origin=origin, max_size=None) as page:
        for number in range(reruns + 1):
            begun = time.perf_counter()
            ask = BackMsg()
            ask.rerun_script.query_string = ""
            await page.send(ask.SerializeToString())
            while True:
                message = ForwardMsg()
                message.ParseFromString(await page.recv())
                if message.WhichOneof("type") == "script_finished":
                    break
            if number:  # the first run of a page also brings its session up
                seconds.append(time.perf_counter() - begun)
            await asyncio.sleep(pause)
    return seconds


if __name__ == "__main__":
    main()
