"""YAML text -> plain data, with the line and column of every key and value."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from metrics.problems import Problem, Problems, Severity, YamlPlace
from playbook.yaml_text.document import Document, Node
from playbook.yaml_text.nodes import NodeBuilder, RefusedError
from playbook.yaml_text.swallowed import colon_that_is_none
from playbook.yaml_text.syntax import Complaint, Mark, conflict_in, problems_of, unprintable

MOST_BYTES = 2_000_000

# the C parser where PyYAML was built with it: about ten times faster
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def scan(text: str, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document as far as it can be read, and everything that is wrong with its text; None where nothing is left."""
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "replace")) > MOST_BYTES:
        return None, (_too_large(file),)
    strange = unprintable(text, file)
    if strange is not None:
        return None, (strange,)
    lines = text.splitlines()
    builder = NodeBuilder(iter(yaml.parse(text, Loader=_LOADER)), file, lines)
    try:
        root = builder.document()
    except yaml.MarkedYAMLError as error:
        found = problems_of(_complaint(error), text, file, _quoted(text))
        return None, (*(one for one in builder.problems if one.severity is Severity.ERROR), *found)
    except RefusedError:
        return None, tuple(builder.problems)
    left_over = conflict_in(lines, file)
    if left_over is not None:
        builder.problems.append(replace(left_over, severity=Severity.WARNING))
    if root is None or (root.value is None and not builder.problems):
        root = Node({}, 1, 1)
        root.children = {}
    elif not isinstance(root.value, dict):
        kind = "a list" if isinstance(root.value, list) else "text without keys"
        no_colon = colon_that_is_none(lines[root.line - 1], root.line - 1, file)
        builder.problems.append(
            no_colon
            or Problem(
                YamlPlace(file, root.line, root.column),
                f"the file begins with {kind}",
                "keys at the left margin, each with ':' and a space behind it",
            )
        )
        return None, tuple(builder.problems)
    return Document(file, root, tuple(builder.lost)), tuple(builder.problems)


def read(text: str, file: str) -> Document:
    """The document of one file; raises Problems with everything that is wrong with its text."""
    document, problems = scan(text, file)
    if document is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise Problems(problems)
    return document


def _quoted(text: str) -> Iterator[tuple[Mark, Mark]]:
    """Where the texts in quotes begin and end, as far as the reader comes."""
    try:
        for token in yaml.scan(text, Loader=_LOADER):
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                start, end = token.start_mark, token.end_mark
                yield (start.line, start.column), (end.line, end.column)
    except yaml.MarkedYAMLError:
        return


def _complaint(error: Any) -> Complaint:
    mark: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark
    return Complaint(
        str(error.problem or error.context or ""),
        mark.line if mark else 0,
        mark.column if mark else 0,
        (opened.line, opened.column) if opened else None,
    )


def decoded(content: bytes, file: str) -> str:
    """The text of a file; raises Problems where it is not UTF-8 or far too large."""
    if len(content) > MOST_BYTES:
        raise Problems([_too_large(file)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = len(content[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        found = "a file saved as UTF-16" if utf16 else f"a byte that is not UTF-8 (0x{content[error.start]:02X})"
        place = YamlPlace(file) if utf16 else YamlPlace(file, line, column)
        raise Problems([Problem(place, found, "UTF-8 text", "save the file as UTF-8")]) from error


def _too_large(file: str) -> Problem:
    found = f"a file of more than {MOST_BYTES // 1_000_000} MB"
    return Problem(YamlPlace(file), found, remedy="split it; or is it the wrong file?")
