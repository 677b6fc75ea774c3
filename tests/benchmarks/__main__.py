"""Every benchmark in turn, each in a process of its own: `python -m tests.benchmarks`."""

import subprocess
import sys
from pathlib import Path

for module in sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py")):
    sys.stdout.write(f"--- {module}\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}"], check=False)
