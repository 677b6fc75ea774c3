"""Verdicts as a JUnit report, as pipelines show it beside tests: a suite for each gate, a case for each criterion."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from metrics.visible import visible
from playbook.cli import wording_candidates as wording
from playbook.results.gates import CriterionStatus, GateStatus
from playbook.verdict import OUT_OF_THE_SUM, Outcome
from playbook.wording import OUTCOME_WORDS


def junit_report(statuses: Sequence[GateStatus], *, passing: Sequence[GateStatus]) -> str:
    """The report; the first case of each suite is the verdict. A criterion that is not met fails only where its gate
    does not let pass (`passing` are those that do), and is skipped with its reason elsewhere."""
    root = Element("testsuites")
    for status in statuses:
        suite = SubElement(root, "testsuite", name=_text(wording.gate_and_candidate(status)))
        passes = status in passing
        verdict = _case(suite, status, wording.VERDICT)
        if not passes:
            _mark(verdict, "failure", status.words, wording.all_changes(status))
        for line in status.criteria:
            _criterion(suite, status, line, passes=passes)
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            suite.set(name, str(sum(1 for _ in suite.iter(tag))))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _criterion(suite: Element, status: GateStatus, line: CriterionStatus, *, passes: bool) -> None:
    case = _case(suite, status, line.name)
    said = f"{OUTCOME_WORDS[line.outcome]}: {line.reason}"
    if line.outcome is Outcome.MET:
        return
    if line.outcome is Outcome.WARNING:
        SubElement(case, "system-out").text = _text(said)
    elif passes or line.outcome in OUT_OF_THE_SUM:
        _mark(case, "skipped", said, "")
    else:
        _mark(case, "failure", said, line.action)


def _case(suite: Element, status: GateStatus, name: str) -> Element:
    return SubElement(suite, "testcase", classname=_text(f"{status.product}.{status.gate}"), name=_text(name))


def _mark(case: Element, tag: str, message: str, more: str) -> None:
    SubElement(case, tag, message=_text(message)).text = _text(more) or None


def _text(text: str) -> str:
    """XML has no place for the characters that nobody sees."""
    return visible(text)
