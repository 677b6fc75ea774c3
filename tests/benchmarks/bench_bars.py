"""What a change of a bar does, and a year of weeks by the definitions of their days, beside the same by today's.

Run `python -m tests.benchmarks.bench_bars`; it prints ratios of one run. `playbook impact` is a whole process each
time, beside `playbook status`; the weeks are those of one gate's history and of the score's,
the first time and once seen."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.readiness.gate_history import GateHistory
from playbook.readiness.inquiry import Inquiry
from playbook.readiness.score_history import score_history
from playbook.workspace.by_definitions import judging_by
from playbook.workspace.workspace import Workspace
from tests.benchmarks.many_products import many_products
from tests.benchmarks.measuring import process_seconds, say, timed, verdict
from tests.repositories import commit, committed
from tests.worlds import START, World, on_track

RUNS = 5
GATES, PRODUCTS, MANY, WEEKS = 12, 3, 200, 60
WANTED, WANTED_MANY, WANTED_SEEN = 2.0, 6.0, 1.0
FILE = "definitions/gates.yaml"
LINE = 'pass: "<= 0.06"\n        warn: "<= 0.08"'
LIMITED = "  - id: limited-release\n"


def with_gates(world: World, many: int) -> None:
    """As many gates as that: copies of the last one."""
    before, _, last = world.text(FILE).partition(LIMITED)
    count = before.count("\n    owner:") + 1
    copies = [f"  - id: release-{number}\n{last}" for number in range(count, many)]
    world.write(FILE, "".join([before, LIMITED, last, *copies]))


def weaker(world: World) -> None:
    """Commits the playbook, then lowers the first such line."""
    committed(world)
    world.write(FILE, world.text(FILE).replace(LINE, LINE.replace("0.06", "0.07"), 1))


def seconds(world: World, *words: str) -> float:
    """Median of the whole process, from its start to its end."""
    options = ["--playbook", str(world.folder), "--json", "--as-of", world.today.isoformat()]
    return process_seconds("-m", "playbook.cli.main", *words, *options, runs=RUNS)


def processes(world: World, name: str, wanted: float) -> None:
    """One line about `impact`, beside `status`."""
    weaker(world)
    status, impact = seconds(world, "status"), seconds(world, "impact")
    share = f"{impact / wanted:.2f} of {wanted:.0f} s {verdict(impact <= wanted)}"
    say(f"impact of {name}: {impact:.2f} s = {impact / status:.1f} x status, {share}")


def by_then(workspace: Workspace, question: Callable[[Inquiry], object], day: date) -> object:
    """The question by the definitions of each week."""
    return judging_by(workspace, "then", day)[0].ask(question, day)


def weeks(world: World) -> None:
    """A line about each history: by the definitions of its weeks, the first time and once seen, beside today's."""
    committed(world)
    for week in range(1, WEEKS):
        passes = f"0.{60 + week % 2:03d}"
        world.write(FILE, world.text(FILE).replace(LINE, LINE.replace("0.06", passes), 1))
        commit(world.folder, "Another line", (START + timedelta(weeks=week)).isoformat())
        world.write(FILE, world.text(FILE).replace(LINE.replace("0.06", passes), LINE, 1))
    day = START + timedelta(weeks=WEEKS)
    asked: dict[str, Callable[[Inquiry], object]] = {
        "gate": GateHistory("support-copilot", "limited-release"),
        "score": score_history,
    }
    for name, question in asked.items():
        with world.workspace() as workspace:
            then = [timed(partial(by_then, workspace, question, day)) for _ in range(3)]
            todays = timed(partial(workspace.ask, question, day))
        say(
            f"{WEEKS} weeks of a {name} by {WEEKS} revisions: {then[0]:.2f} s = {then[0] / todays:.1f} x by today's; "
            f"once seen {max(then[1:]):.3f} s, {max(then[1:]) / WANTED_SEEN:.2f} of {WANTED_SEEN:.0f} s "
            f"{verdict(max(then[1:]) <= WANTED_SEEN)}"
        )


def main() -> None:
    """Prints seconds and ratios measured in one run."""
    with TemporaryDirectory() as folder:
        few = many_products(Path(folder) / "few", PRODUCTS)
        with_gates(few, GATES)
        processes(few, f"{GATES} gates x {PRODUCTS} products", WANTED)
        processes(many_products(Path(folder) / "many", MANY), f"{MANY} products", WANTED_MANY)
        year = on_track(Path(folder) / "year")
        year.receive_all()
        weeks(year)


if __name__ == "__main__":
    main()
