"""The report as PDF, set by typst: the template is constant, everything else comes to it as data."""

import json
from importlib.resources import files

import typst

from playbook.documents.report import wording as words
from playbook.documents.report.content import Report
from playbook.documents.report.drawing import Pictures


def to_pdf(report: Report, pictures: Pictures | None = None) -> bytes:
    """The whole report. Text reaches typst as strings, which it sets as they are: nothing in it can be markup."""
    template = (files("playbook.documents.report") / "templates" / "report.typ").read_bytes()
    content = {
        "report": report.model_dump(mode="json"),
        "words": {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)},
        "said": _said(report),
        "charts": dict(pictures or {}),
    }
    made: bytes = typst.compile(template, format="pdf", sys_inputs={"content": json.dumps(content)})
    return made


def _said(report: Report) -> dict[str, object]:
    """Sentences that are made of several values, as the other formats make them."""
    appendix = report.appendix
    return {
        "spend": words.spend(report.spend),
        "targets": [words.target(line.target.text, line.target_on) for line in report.metrics],
        "verdicts": [] if appendix is None else [words.verdict_line(gate) for gate in appendix.gates],
        "turns": [] if appendix is None else [[words.turns(turn.to) for turn in gate.turns] for gate in appendix.gates],
    }
