"""Loading and checking a playbook, beside reading its YAML alone.

Run `python -m tests.benchmarks.bench_loading`; it prints ratios of one run. The shipped definitions with the sample's
records first; then playbooks of 20 to 200 products with ten records for each, to see how it grows."""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from playbook.loading.loader import examine, read_texts
from playbook.settings import THIS_PROJECT
from playbook.yaml_text import source as yaml_source

RUNS = 7
WANTED_SHIPPED, WANTED_LARGE = 0.3, 2.0
PRODUCTS = (20, 50, 100, 200)
RECORDS_EACH = 10
START = date(2026, 9, 7)


def seconds(work: Callable[[], object]) -> float:
    """Median of some runs, after one that is thrown away."""
    work()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


def many(texts: dict[str, str], products: int) -> dict[str, str]:
    """The definitions with records of so many products, ten for each: stage, plan, evidence, assessments, sign-off,
    exemption, decision, incident."""
    listed: dict[str, list[str]] = {
        "products": [],
        "evidence": [],
        "risks": [],
        "sign_offs": [],
        "exemptions": [],
        "decisions": [],
        "incidents": [],
    }
    for number in range(products):
        name, day = f"product-{number}", START + timedelta(days=number % 60)
        listed["products"].append(
            f"  - id: {name}\n    owner: lead-ai-engineer\n    risk_tier: limited\n"
            f"    stages: [{{stage: spec, on: {day}}}, {{stage: prototype, on: {day + timedelta(days=7)}}}]\n"
            f"    planned: [{{gate: prototype-exit, on: {day + timedelta(days=20)}}}]\n"
        )
        for kind in ("red-team-report", "eval-report"):
            listed["evidence"].append(
                f"  - {{kind: {kind}, product: {name}, on: {day}, by: security-engineer, reviewer: head-of-security}}\n"
            )
        for risk in ("safety-debt", "prompt-injection"):
            listed["risks"].append(
                f"  - {{risk: {risk}, product: {name}, state: treated, on: {day}, by: head-of-security}}\n"
            )
        listed["sign_offs"].append(
            f'  - {{product: {name}, gate: limited-release, criterion: legal-review, decision: "yes", '
            f"by: legal-counsel, on: {day}}}\n"
        )
        listed["exemptions"].append(
            f"  - {{product: {name}, gate: internal-beta, criterion: feature-flag, asked_by: lead-ai-engineer, "
            f"approved_by: head-of-security, on: {day}, last_day: {day + timedelta(days=20)}, reason: Booked}}\n"
        )
        listed["decisions"].append(
            f"  - {{product: {name}, gate: prototype-exit, decided: hold, by: vp-engineering, on: {day}}}\n"
        )
        listed["incidents"].append(
            f"  - {{id: incident-{number}, title: Wrong, product: {name}, severity: low, on: {day}, "
            f"owner: lead-ai-engineer}}\n"
        )
    definitions = {name: text for name, text in texts.items() if name.startswith("definitions/")}
    keys = {"risks": "assessments"}
    records = {f"records/{file}.yaml": f"{keys.get(file, file)}:\n{''.join(lines)}" for file, lines in listed.items()}
    return {**definitions, **records, "records/charter.yaml": f"start: {START}\norganization: Many\n"}


def read_all(texts: dict[str, str]) -> None:
    """YAML to data with places, nothing else."""
    for name, text in texts.items():
        yaml_source.scan(text, name)


def checked(texts: dict[str, str]) -> float:
    """Seconds of loading and checking; the playbook must be whole."""
    examined = examine(texts)
    assert examined.playbook is not None, [str(problem) for problem in examined.problems[:3]]
    return seconds(lambda: examine(texts))


def main() -> int:
    """Prints seconds and ratios measured in one run."""
    definitions, records = THIS_PROJECT.playbook / "definitions", Path(THIS_PROJECT.sample) / "records"
    shipped = read_texts(definitions, records)
    taken, alone = checked(shipped), seconds(lambda: read_all(shipped))
    lines = sum(text.count("\n") for text in shipped.values())
    sys.stdout.write(
        f"shipped, {len(shipped)} files, {lines:,} lines: {1000 * taken:6.1f} ms = "
        f"{taken / alone:4.1f} x its YAML alone, "
        f"{taken / WANTED_SHIPPED:4.2f} of {1000 * WANTED_SHIPPED:.0f} ms\n"
    )
    least = None
    for products in PRODUCTS:
        texts = many(shipped, products)
        taken, alone = checked(texts), seconds(partial(read_all, texts))
        least = least or (products, taken)
        growth = (taken / least[1]) / (products / least[0])
        sys.stdout.write(
            f"{products:4} products, {RECORDS_EACH * products:5,} records: {1000 * taken:6.1f} ms"
            f" = {taken / alone:4.1f} x its YAML alone, {taken / WANTED_LARGE:4.2f} of {WANTED_LARGE:.0f} s,"
            f" growth {growth:4.2f} x linear\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
