"""JUnit XML: test cases of a suite, and how many passed."""

from collections.abc import Iterator
from typing import Any

from metrics.readers.tools import wording
from metrics.readers.tools.shared.given import Given, damaged
from metrics.readers.tools.shared.measures import Case, Measure, Measures, share_of
from metrics.readers.tools.shared.values import amount, day_of, moment, text, whole

TOOL = "JUnit"
_FLAKY = frozenset({"flakyFailure", "flakyError"})


def read(given: Given) -> Measures:
    """Reads test cases; skipped ones did not run. Suites that tell more cases than they list are refused."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    with given.opened() as file:
        content = file.read()
    try:
        root = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        raise damaged(given.name, TOOL, f"line {error.position[0]} is no XML, or the file ends in the middle") from None
    except (DefusedXmlException, ValueError, LookupError):  # entities, or an encoding that is none
        raise damaged(given.name, TOOL, "it defines entities of its own, or its encoding is not known") from None
    cases = list(_cases(root))
    reported = _reported(root)
    when = next((found for suite in root.iter() if (found := moment(suite.get("timestamp"))) is not None), None)
    day = day_of(when, given.zone)
    ran = [case for case in cases if case.passed is not None or case.error]
    passed = sum(case.passed is True for case in ran)
    errors = sum(bool(case.error) for case in ran)
    skipped = len(cases) - len(ran)
    notes = [] if when else [wording.NO_DAY]
    if skipped:
        notes.append(f"{skipped:,} of {len(cases):,} cases were skipped, and count neither way")
    flaky = sum(_local(child.tag) in _FLAKY for child in root.iter())
    if flaky:
        notes.append(f"{flaky:,} failures were followed by a pass when the case was run again; the pass counts")
    if errors:
        notes.append(f"{errors:,} of {len(ran):,} cases ended in an error; they count as not passed")
    measures = [share_of("pass_rate", passed, len(ran), day=day)]
    refused = ""
    if reported is not None and reported[0] != len(cases):
        tests, failed = reported
        if cases:
            refused = f"it speaks of {tests:,} tests with {failed:,} failed, and lists {len(cases):,}"
        measures = [
            Measure("pass_rate", None, "share", n=tests, first=day, last=day, why="the cases are not in the file")
        ]
        if not cases and tests:
            measures = [share_of("pass_rate", tests - failed, tests, day=day)]
            notes.append("the cases are not in the file; these are the numbers of its head")
    elif reported is not None and reported[1] != len(ran) - passed:
        refused = f"it speaks of {reported[1]:,} failed tests, and {len(ran) - passed:,} are marked so"
    if not cases and not (reported and reported[0]):
        refused = "it holds no test cases"
    counts = {
        "cases": len(cases),
        "passed": passed,
        "failed": len(ran) - passed - errors,
        "errors": errors,
        "skipped": skipped,
    }
    if reported is not None and not cases:
        counts = {"cases": reported[0], "passed": reported[0] - reported[1], "failed": reported[1]}
    return Measures(
        TOOL, "test results", given.name, when, measures=tuple(measures), cases=tuple(cases), counted=counts,
        notes=tuple(notes), refused=refused, digest=given.digest, complete=not errors,
    )  # fmt: skip


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _cases(root: Any) -> Iterator[Case]:
    for element in root.iter():
        if _local(element.tag) != "testcase":
            continue
        inside = {_local(child.tag): child for child in element}
        name = "::".join(part for part in (text(element.get("classname")), text(element.get("name"))) if part)
        error = "error" in inside
        skipped = "skipped" in inside or text(element.get("status")).casefold() in {"notrun", "disabled", "skipped"}
        passed = None if error or skipped else "failure" not in inside
        yield Case(
            name,
            {"pass": None if passed is None else float(passed)},
            passed,
            latency=amount(element.get("time")),
            error=(text(inside["error"].get("message")) or "error") if error else "",
        )


def _reported(root: Any) -> tuple[int, int] | None:
    """Tests and failures as the head tells them: of the root, or of the suites together."""
    heads = [root] if root.get("tests") is not None else [one for one in root if _local(one.tag) == "testsuite"]
    tests = [whole(one.get("tests")) for one in heads]
    if not heads or any(count is None for count in tests):
        return None
    failed = sum((whole(one.get("failures")) or 0) + (whole(one.get("errors")) or 0) for one in heads)
    return sum(count for count in tests if count is not None), failed
