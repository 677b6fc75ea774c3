"""promptfoo: the CSV export, one row a test and a group of columns for each candidate."""

import re
from collections.abc import Iterator, Sequence

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measure, Measures, mean_of, share_of
from metrics.readers.tools.shared.values import number

TOOL = "promptfoo"
_CANDIDATE = re.compile(r"\[(?P<model>[^\]]+)\]\s*(?P<prompt>.*)", re.DOTALL)
_STATUS = {"PASS": True, "FAIL": False, "ERROR": None}
_IN_THE_CELL = re.compile(r"\s*\[(?P<status>PASS|FAIL|ERROR)\]\s*(?:\((?P<score>-?\d+(?:\.\d+)?)\))?")
"""How versions before 0.60 wrote status and score: '[FAIL] (0.40) the answer'."""


def read(given: Given) -> Measures:
    """Reads the status and the score of each candidate; the CSV tells neither its day nor cost, latency or tokens."""
    header, *rows = given.cells
    titles = [title.strip().lstrip("\ufeff") for title in header]
    groups = [place for place, title in enumerate(titles) if _CANDIDATE.match(title)]
    if not groups:
        raise damaged(given.name, TOOL, "the columns of a candidate or of its status are missing")
    cases: list[Case] = []
    measures: list[Measure] = []
    notes = [wording.NO_DAY, "the CSV tells no cost, latency or tokens; the JSON export does"]
    for place, start in enumerate(groups):
        end = groups[place + 1] if place + 1 < len(groups) else len(titles)
        model, prompt = _named(titles[start])
        mine = list(_cases(given, titles, rows, start, end, f"{model} · {prompt}" if len(groups) > 1 else model))
        parts = {"model": model, **({"prompt": prompt} if len(groups) > 1 else {})}
        errors = sum(bool(case.error) for case in mine)
        passed, failed = (sum(case.passed is wanted for case in mine) for wanted in (True, False))
        measures.append(share_of("pass_rate", passed, passed + failed, left_out=errors, parts=parts))
        scores = [score for case in mine if (score := case.scores["score"]) is not None]
        measures.append(mean_of("score", scores, left_out=len(mine) - len(scores), parts=parts))
        if errors:
            notes.insert(0, wording.unscored(errors, len(mine), "errors"))
        cases += mine
    if len(groups) > 1:
        notes.insert(0, f"{len(groups)} candidates (prompt and model), each with numbers of its own")
    if len(cases) == 1:
        notes.append(wording.ONE_CASE)
    counts = {
        "cases": len(cases),
        "passed": sum(case.passed is True for case in cases),
        "failed": sum(case.passed is False for case in cases),
        "errors": sum(bool(case.error) for case in cases),
    }
    models = tuple(dict.fromkeys(measure.parts["model"] for measure in measures))
    return Measures(
        TOOL, "CSV export", given.name, None, models, {}, tuple(measures), tuple(cases), counts, None, tuple(notes),
        "" if rows else "it holds no results", complete=not counts["errors"], digest=given.digest,
        of_candidate=True,
    )  # fmt: skip


def _named(title: str) -> tuple[str, str]:
    match = _CANDIDATE.match(title)
    return (match["model"].strip(), " ".join(match["prompt"].split())[:80]) if match else (title, "")


def _cases(
    given: Given, titles: Sequence[str], rows: Sequence[Sequence[str]], start: int, end: int, candidate: str
) -> Iterator[Case]:
    group = list(titles[start:end])
    status_at = start + group.index("Status") if "Status" in group else None
    score_at = start + group.index("Score") if "Score" in group else None
    for place, row in enumerate(rows):
        if len(row) != len(titles):
            raise damaged(given.name, TOOL, f"row {place + 2} has {len(row)} cells, and the header has {len(titles)}")
        in_cell = _IN_THE_CELL.match(row[start])
        if status_at is None and in_cell is None:
            raise damaged(given.name, TOOL, f"row {place + 2} tells no status of '{candidate[:60]}'")
        status = in_cell["status"] if status_at is None and in_cell else row[status_at or start].strip().upper()
        if status not in _STATUS:
            found = f"'{status[:30]}' in row {place + 2} is no status (PASS, FAIL or ERROR)"
            raise damaged(given.name, TOOL, found)
        errored = status == "ERROR"
        written = row[score_at] if score_at is not None else in_cell["score"] if in_cell else None
        score = None if errored else number(written)
        yield Case(str(place), {"score": score}, _STATUS[status], candidate=candidate, error="error" if errored else "")
