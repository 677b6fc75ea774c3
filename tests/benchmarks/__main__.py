"""Every benchmark in turn, or those that are named, each in a process of its own: `python -m tests.benchmarks`."""

import argparse
import ast
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import say

FILES = {path.stem: path for path in sorted(Path(__file__).parent.glob("bench_*.py"))}


def main() -> int:
    """Lists or runs them; 1 where one stopped with an error."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="bench_NAME", help="default: all of them")
    parser.add_argument("--list", action="store_true", help="what each of them measures; runs none")
    arguments = parser.parse_args()
    unknown = sorted({*arguments.names} - {*FILES})
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(FILES)}")
    failed = []
    for name in arguments.names or FILES:
        say(f"--- {name}: {subject(FILES[name])}")
        command = [sys.executable, "-m", f"tests.benchmarks.{name}"]
        if not arguments.list and subprocess.run(command, check=False).returncode:
            failed.append(name)
    if failed:
        say(f"stopped with an error: {', '.join(failed)}")
    return 1 if failed else 0


def subject(file: Path) -> str:
    """First line of a benchmark's docstring."""
    reported = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return reported.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
