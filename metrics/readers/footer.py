"""What stands below a table: rows of totals, in the languages that headers are read in, and notes."""

import re

from metrics.likeness import normalized

_TOTALS = frozenset(
    word
    for words in (
        "total|totals|grand total|sub total|subtotal|subtotals|sum|sums|overall|all|all products|aggregate",
        "average|avg|mean|median",
        "summe|summen|gesamt|gesamtsumme|gesamtergebnis|gesamtwert|zwischensumme|teilsumme|teilergebnis|ergebnis",
        "insgesamt|total|durchschnitt|mittelwert|mittel|alle|alle produkte|endsumme",
        "somme|sommes|totaux|total général|total general|sous total|ensemble|moyenne|tous|résultat global",
        "suma|sumas|total general|subtotal|totales|promedio|media|todos|resultado total",
        "totale|totali|totale generale|somma|subtotale|totale complessivo|complessivo",
        "total geral|soma|totaal|eindtotaal|subtotaal|totalt|totalsumma|summa|i alt|razem|ogółem|suma końcowa",
        "suma całkowita|łącznie|celkem|mezisoučet|součet|spolu|összesen|végösszeg|ukupno|toplam|genel toplam|yhteensä",
        "итого|всего|общий итог|сумма|разом|усього|σύνολο|合計|総計|総合計|小計|合计|总计|小计|總計|합계|총계|소계",
        "tổng|tổng cộng|jumlah|kokonaissumma|yhteissumma|المجموع|الإجمالي",
        "ø|genomsnitt|gjennomsnitt|gennemsnit|keskiarvo|średnia|平均",
        "σ|∑",
    )
    for word in words.split("|")
)
"""English, German, French, Spanish, Italian; then what spreadsheets in other languages write."""
_OF_ALL_ROWS = frozenset(
    word
    for words in (
        "of for all the value values week weeks row rows period products usd eur gbp chf hours",
        "der des die für aller alle werte wert woche wochen zeilen kw produkte",
        "de des du pour la les valeurs semaine lignes",
        "del los las semana filas valores per il dei",
    )
    for word in words.split()
)
_AVERAGES = frozenset(
    [
        "average",
        "avg",
        "mean",
        "median",
        "durchschnitt",
        "mittelwert",
        "mittel",
        "moyenne",
        "promedio",
        "media",
        "ø",
        "genomsnitt",
        "gjennomsnitt",
        "gennemsnit",
        "keskiarvo",
        "średnia",
        "平均",
    ]
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_WORDS = re.compile(r"[^\W\d_]+")
_LABELLED = re.compile(r"[^\W\d_][^:]*:(?:\s|$)")
_LEAST_WORDS = 3


def is_total(text: str) -> bool:
    """Whether a cell is the label of a row of totals: 'Summe', 'Grand total:', 'Total (USD)', 'Sum of value'."""
    label = normalized(_BRACKETS.sub(" ", text))
    if label in _TOTALS:
        return True
    first, *others = label.split() or [""]
    return first in _TOTALS and bool(others) and all(word in _OF_ALL_ROWS or _is_a_week(word) for word in others)


def is_average(text: str) -> bool:
    """Whether the label of a row of totals speaks of an average."""
    return not _AVERAGES.isdisjoint(normalized(_BRACKETS.sub(" ", text)).split())


def is_note(text: str) -> bool:
    """Whether the one cell of a row is a sentence, such as 'Exported on 2026-11-06 by a job', rather than a value."""
    words = _WORDS.findall(text)
    return len(words) >= _LEAST_WORDS or bool(_LABELLED.match(text.strip()))


def _is_a_week(word: str) -> bool:
    return bool(re.fullmatch(r"\d{4}|w\d{1,2}|kw\d{1,2}|\d{1,2}", word))
