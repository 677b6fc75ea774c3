"""The dashboard with 1, 5, 20 and 50 simultaneous viewers: websocket clients, each asking again once it is answered.

`python -m tests.benchmarks.bench_viewers` prints the 95th percentile of a rerun of the overview in terms of one
viewer's, how busy the app's one process was, and what a viewer waits for where people pause between two clicks.
"""

import asyncio
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import worlds
from tests.benchmarks.bench_store_writers import percentile, say
from tests.benchmarks.serving import Served, served

VIEWERS = (1, 5, 20, 50)
LEAST, ENOUGH = 6, 60
"""Reruns of each viewer, and of all of them together."""
PAUSE = 5.0
"""Seconds between two clicks of somebody who reads."""


def main() -> None:
    """Every number of viewers in turn, on a world of its own."""
    with TemporaryDirectory() as folder:
        world = worlds.on_track(Path(folder) / "world")
        world.receive_all()
        with served(world, Path(folder) / "log") as app:
            asyncio.run(together(app, 1))  # the first visitor's share of the work is done once
            alone, busy = 0.0, 0.0
            for count in VIEWERS:
                worked, begun = app.worked(), time.perf_counter()
                seconds = asyncio.run(together(app, count))
                took = time.perf_counter() - begun
                busy = (app.worked() - worked) / took
                late = percentile(seconds)
                alone = alone or late
                say(
                    f"  {count:2} viewers, clicking without a pause: 95th percentile {1000 * late:6.0f} ms "
                    f"= {late / alone:5.1f} x one viewer (median {1000 * median(seconds):.0f} ms); "
                    f"{(len(seconds) + count) / took:.0f} runs a second, {busy:.2f} cores"
                )
            reading = asyncio.run(together(app, VIEWERS[-1], PAUSE))
            late = percentile(reading)
            say(
                f"  {VIEWERS[-1]:2} viewers, {PAUSE:.0f} s between clicks: 95th percentile {1000 * late:6.0f} ms "
                f"= {late / alone:5.1f} x one viewer (median {1000 * median(reading):.0f} ms)"
            )
    say(
        f"what limits: the page of every viewer is made by one Python process ({busy:.2f} cores with {VIEWERS[-1]} "
        "viewers), so that each waits for the others' reruns"
    )


async def together(app: Served, count: int, pause: float = 0.0) -> list[float]:
    """Seconds of each rerun of each of so many viewers."""
    reruns = max(LEAST, ENOUGH // count)
    told = await asyncio.gather(*(viewer(app, reruns, pause, number / count) for number in range(count)))
    return [seconds for each in told for seconds in each]


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
