"""`playbook gates --candidate` asked of a running app, a whole process, beside Python alone and one bare request.

Run `python -m tests.benchmarks.bench_gates`."""

from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from tests import worlds
from tests.benchmarks.measuring import process_seconds, say, verdict
from tests.benchmarks.serving import served

RUNS = 15
WANTED = 0.150
CANDIDATE = "models: [model-a@1]\n"
PRODUCT, GATE = "support-copilot", "prototype-exit"
BARE = (
    "import http.client, sys; asked = http.client.HTTPConnection(sys.argv[1]); asked.request('GET', sys.argv[2]); "
    "asked.getresponse().read()"
)


def main() -> None:
    """Prints what the command takes beyond a start of Python that asks the same, and the ratio of the two."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        world = worlds.slipping(folder / "world")
        world.receive_all()
        file = folder / "candidate.yaml"
        file.write_text(CANDIDATE, "utf-8")
        with served(world, folder / "log") as app:
            options = {"product": PRODUCT, "gate": GATE, "candidate": CANDIDATE, "width": "118"}
            path = f"/api/command/gates?{urlencode(options)}"
            words = ("--product", PRODUCT, "--gate", GATE, "--candidate", str(file), "--server", app.address)
            bare = process_seconds("-c", BARE, urlsplit(app.address).netloc, path, runs=RUNS)
            alone = process_seconds("-c", "pass", runs=RUNS)
            taken = process_seconds("-m", "playbook", "gates", *words, runs=RUNS)
    own = taken - (bare - alone)
    say(
        f"playbook gates --server {taken:.3f} s = {taken / bare:.2f} x Python with one bare request ({bare:.3f} s), "
        f"{taken / alone:.2f} x Python alone ({alone:.3f} s); {own:.3f} s beyond the request = "
        f"{own / WANTED:.2f} of {WANTED:.3f} s {verdict(own <= WANTED)}"
    )


if __name__ == "__main__":
    main()
