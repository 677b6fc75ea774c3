"""A comparison as rows for any face, and as HTML for a pull request."""

from html import escape

from playbook.services.comparing import wording
from playbook.services.comparing.comparison import ComparisonDocument

Row = tuple[str, ...]


def beside_rows(found: ComparisonDocument) -> list[Row]:
    """What was compared, and everything beside it: base, candidate, change, pairs."""
    rows: list[Row] = [
        (
            wording.score_name(found.scorer),
            _score(found.base_mean, found.scorer),
            _score(found.candidate_mean, found.scorer),
            wording.step(found.difference, found.scorer),
            f"{found.pairs:,}",
        )
    ]
    for one in found.beside:
        sides = (wording.beside_value(value, one.unit) for value in (one.base, one.candidate))
        change = wording.beside_change(one.base, one.candidate, one.unit)
        rows.append((wording.beside_name(one.name), *sides, change, f"{one.pairs:,}"))
    return rows


def _score(value: float, scorer: str) -> str:
    return wording.beside_value(value, "share" if scorer == "passed" else "score")


def slice_rows(found: ComparisonDocument) -> list[Row]:
    """Each slice with its pairs, its difference and its interval."""
    return [
        (
            one.value or "-",
            f"{one.pairs:,}",
            wording.step(one.difference, found.scorer),
            "" if one.low is None or one.high is None else wording.between(one.low, one.high, found.scorer),
        )
        for one in found.slices
    ]


def as_html(found: ComparisonDocument) -> str:
    """The comparison as a fragment that a pull request shows."""

    def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
        cells = "".join(f"<th>{escape(title)}</th>" for title in head)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><tr>{cells}</tr>{body}</table>"

    def flips(title: str, count: int, ids: tuple[str, ...]) -> str:
        listed = "".join(f"<li>{escape(one)}</li>" for one in ids)
        return f"<details><summary>{title} ({count:,})</summary><ul>{listed}</ul></details>" if ids else ""

    notes = "".join(f"<li>{escape(note)}</li>" for note in found.notes)
    slices = table(wording.SLICE_HEAD, slice_rows(found)) if found.slices else ""
    beside = table(wording.BESIDE_HEAD, beside_rows(found))
    return (
        f"<p><strong>{escape(found.sentence)}</strong></p><ul>{notes}</ul>{beside}"
        f"{slices}{flips(wording.GOT_WORSE, found.got_worse, found.lost)}"
        f"{flips(wording.GOT_BETTER, found.got_better, found.gained)}\n"
    )
