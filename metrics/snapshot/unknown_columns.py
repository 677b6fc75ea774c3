"""A header that says nothing here: what it may be, and what to call it; a guess never changes what the numbers mean."""

from collections.abc import Collection, Sequence

from metrics.called import Called
from metrics.definition import Kind, Metric
from metrics.likeness import (
    counts_what_another_shares,
    differs_in_direction_alone,
    differs_in_unit_alone,
    in_words,
    is_of_another_time,
    means_another,
    nearest,
    normalized,
    unit_said,
)
from metrics.problems import known_names
from metrics.readers.beside_words import names_a_rehearsal
from metrics.snapshot.cells.days import read_period
from metrics.snapshot.columns import NUMBER_ROLES, PART_WORDS, Role, Vocabulary, is_a_unit, is_money, unit_fits
from metrics.snapshot.problem_report import Description
from metrics.wording import DEFINE_THE_METRIC, shortened

_CASES = frozenset(
    word
    for words in (
        "n count counts total totals cases case sample samples size sizes trials observations obs nobs population",
        "respondents responses denominator anzahl gesamtzahl gesamt fälle stichprobe nenner effectif échantillon",
        "muestra casos tamaño antal liczba 件数 数量",
    )
    for word in words.split()
)
"""Words of a number of cases: the sample size, which no advice should say to delete."""
_SOME_CASES = frozenset(
    word
    for words in (
        "passed pass passes success successes successful correct hits hit positives accepted resolved solved yes true",
        "failed fail fails failures failure errors error wrong incorrect misses rejected unresolved negatives no false",
        "unsuccessful unsolved errored failing missed",
        "erfolge bestanden fehler réussis échecs éxitos fallos",
    )
    for word in words.split()
)
_OF_SAMPLING = frozenset(["rate", "ratio", "fraction", "percent"])
_OF_STATISTICS = frozenset(
    [
        "p value", "z value", "t value", "p", "std error", "standard error", "std err", "stderr", "margin of error",
        "error margin", "standardfehler", "p wert", "erreur type", "error estándar",
    ]
)  # fmt: skip
"""Headers of how sure a number is: neither the number nor its cases, however alike the words."""
_MONEY = frozenset(
    ["currency", "ccy", "curr", "währung", "moneda", "divisa", "devise", "monnaie", "valuta", "moeda", "waluta", "通貨"]
)
_OTHER_CURRENCIES = frozenset(["RON", "ZAR", "AED", "SAR"])
_SCALES = frozenset(["scale", "scaling", "factor", "faktor", "facteur", "fattore", "multiplier", "multiplikator"])
_FLAGS = frozenset(
    [
        "test", "tests", "sandbox", "valid", "invalid", "excluded", "exclude", "included", "include", "deleted",
        "archived", "outlier", "ignore", "ignored", "estimated", "preliminary", "provisional", "draft", "duplicate",
        "void", "cancelled", "reversed", "flag",
    ]
)  # fmt: skip
"""Words of columns that say whether a row is to count."""
_LEAVE_OUT = "delete the column, or name it 'comment' if it is a note"
_NAMED = 6
_UNKNOWN = "these are not known"
_MIDDLES = frozenset(["mean", "average", "avg", "median", "mittelwert", "durchschnitt", "moyenne", "media", "promedio"])


def say_no_metric(headers: Sequence[str]) -> Description:
    """One sentence for a table that measures nothing known, whatever its columns are."""
    named = ", ".join(f"'{shortened(header, 30)}'" for header in headers[:_NAMED]) + (" …" if headers[_NAMED:] else "")
    found = "no column says which metric is measured" + (f"; {_UNKNOWN}: {named}" if headers else "")
    remedy = "add a column 'metric' that says what each value measures, or name a column after a metric"
    return found, "a column 'metric', or one column for each metric", remedy


def unknown_column(
    header: str, vocabulary: Vocabulary, products: Called, metrics_in_rows: bool, cells: Sequence[str] = ()
) -> Description:
    """Found, expected, remedy. `metrics_in_rows` for a long table, whose metrics stand in a column; `cells` are some of
    those below the header."""
    period = read_period(header)
    if period.week or period.day:
        remedy = "weeks stand in rows: one column 'week', and below it one row for each week"
        return f"the column '{shortened(header)}' is a week or a day", "", remedy
    if products.find(header) is not None:
        remedy = "products stand in rows: one column 'product', and below it one row for each product"
        return f"the column '{header}' is a product", "", remedy
    whole = f"{header} {cells[0].strip()}" if cells and cells[0].strip() else ""
    if whole and vocabulary.knows(whole):
        remedy = "write it in one cell, in one row of headings"
        return f"the heading '{shortened(whole)}' is split over two rows", "", remedy
    shown = f"unknown column '{shortened(header)}'"
    if normalized(in_words(header)) in _OF_STATISTICS:
        return shown, _expected(metrics_in_rows), _LEAVE_OUT
    if metrics_in_rows and (unit := _unit_of_a_value(header, vocabulary)):
        remedy = "name it 'value', and write the unit in a column 'unit'"
        return f"the column '{shortened(header)}' is a value in {unit}", "", remedy
    if not metrics_in_rows and (part := _part_of_an_unknown_metric(header, vocabulary)) is not None:
        return part
    known = {str(role) for role in Role if role is not Role.COMMENT and (metrics_in_rows or role not in _NUMBERS)}
    if not metrics_in_rows:
        known |= {*vocabulary.spoken}
    guess = _same_unit(header, nearest(header, known, strict=True), vocabulary)
    if guess is not None:
        return shown, "", f"did you mean '{guess}'?"
    if not metrics_in_rows and (other := another_metric(header, vocabulary.metrics.values())) is not None:
        return other
    if (qualifies := _what_it_says_of_others(header, cells)) is not None:
        return shown, _expected(metrics_in_rows), qualifies
    return shown, *_by_its_words(header, metrics_in_rows)


def _unit_of_a_value(header: str, vocabulary: Vocabulary) -> str:
    """The unit at the end of a header such as `value_eur`; '' where there is none."""
    words, _, unit = normalized(in_words(header)).rpartition(" ")
    meaning = vocabulary.meaning_of(words, long=True) if words and is_a_unit(unit) else None
    return unit if meaning is not None and meaning.role is Role.VALUE else ""


def _what_it_says_of_others(header: str, cells: Sequence[str]) -> str | None:
    """The remedy for a column that says what the numbers beside it mean: without it they would mean another thing."""
    words = set(normalized(in_words(header)).split())
    filled = [cell for cell in cells if cell]
    if words & _MONEY or (
        filled and all(unit_said(cell) or is_money(cell) or cell.strip() in _OTHER_CURRENCIES for cell in filled)
    ):
        return "name it 'unit', so that the numbers are held against the metric's own"
    if any(names_a_rehearsal(cell) for cell in filled):
        return "name it 'environment', and send the rows of production"
    if words & _SCALES:
        return "multiply the numbers by it, then leave it out"
    if words & _FLAGS:
        return "leave out the rows that are not to count, then the column"
    return None


_NUMBERS = frozenset({*NUMBER_ROLES, Role.UNIT})


def another_metric(word: str, metrics: Collection[Metric]) -> Description | None:
    """What to say of a name that differs from a metric's in its unit or its direction alone; None where none does."""
    for metric in metrics:
        for name in (metric.id, *metric.names):
            if counts_what_another_shares(word, name):
                found = f"'{shortened(word)}' is a number of cases, and {metric.id} is a share of them"
                return found, "", f"send it as the numerator of {metric.id}, with its denominator"
            if differs_in_unit_alone(word, name) and is_of_another_time(word, name):
                found = f"'{shortened(word)}' is of another time than {metric.id}"
                remedy = f"send the numbers of {metric.id}, or define '{shortened(word)}' in definitions/metrics.yaml"
                return found, "", remedy
            if differs_in_unit_alone(word, name) and not unit_fits(unit_said(word), metric.unit):
                unit = metric.unit or unit_said(name) or ("shares of 1" if metric.kind is Kind.RATE else "another unit")
                found = f"'{shortened(word)}' is in {unit_said(word)}, and {metric.id} is in {unit}"
                return found, "", f"convert the numbers, and name them {metric.id}"
            if differs_in_direction_alone(word, name):
                found = f"'{shortened(word)}' counts another thing than {metric.id}"
                remedy = f"send the numbers of {metric.id}, or define '{shortened(word)}' in definitions/metrics.yaml"
                return found, "", remedy
    return None


def unknown_metric(word: str, vocabulary: Vocabulary) -> Description:
    """What to say of a metric's name in a cell that no metric has."""
    found = f"unknown metric '{shortened(word)}'"
    other = another_metric(word, vocabulary.metrics.values())
    guess = _same_unit(word, nearest(word, vocabulary.metrics, strict=True), vocabulary)
    if guess is None and other is not None:
        return other
    if guess is not None:
        return found, "", f"did you mean '{guess}'?"
    return found, "", known_names(vocabulary.metrics) or DEFINE_THE_METRIC


def _same_unit(word: str, guess: str | None, vocabulary: Vocabulary) -> str | None:
    """The guess, unless the metric it names is measured in another unit than the word says."""
    metric_id = None if guess is None else vocabulary.metric_named(guess)
    if guess is None or metric_id is None:
        return guess
    unit, metric = unit_said(word), vocabulary.metrics[metric_id]
    if not unit or unit == unit_said(guess) or not metric.unit or unit_fits(unit, metric.unit):
        return guess
    return guess if means_another(unit, metric.unit) is False else None


def _part_of_an_unknown_metric(header: str, vocabulary: Vocabulary) -> Description | None:
    """`claim_leakage denominator`, where no metric is called `claim_leakage`."""
    word = normalized(header)
    for ending in sorted(PART_WORDS, key=len, reverse=True):
        if PART_WORDS[ending] is Role.VALUE or not word.endswith(f" {ending}") or len(ending) == 1:
            continue
        metric = header[: -len(ending)].rstrip(" _-./")
        found, expected, remedy = unknown_metric(metric, vocabulary)
        return f"{found} in the column '{shortened(header)}'", expected, remedy
    return None


def _by_its_words(header: str, metrics_in_rows: bool) -> tuple[str, str]:
    """Expected and remedy by what sort of number the header speaks of."""
    words = set(normalized(header).split())
    of = "" if metrics_in_rows else "<metric> "
    if words & _CASES and not words & _OF_SAMPLING:
        remedy = f"name it '{of}denominator' if it is the number of cases (the sample size), or 'comment' if it is not"
        return _expected(metrics_in_rows), remedy
    if words & _SOME_CASES:
        remedy = (
            f"name it '{of}numerator' if these are the very cases that the metric counts; if they are the others, send "
            "those instead"
        )
        return _expected(metrics_in_rows), remedy
    if words & _MIDDLES and metrics_in_rows:
        return _expected(
            metrics_in_rows
        ), "name it 'value' if it is what the metric measures, or 'comment' if it is not"
    return _expected(metrics_in_rows), _LEAVE_OUT


def _expected(metrics_in_rows: bool) -> str:
    if metrics_in_rows:
        return "week or date, product, metric, value, numerator, denominator"
    return "week or date, product, and one column for each metric (or a column 'metric' and a column 'value')"
