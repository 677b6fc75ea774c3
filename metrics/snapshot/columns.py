"""What the columns of a table mean: the header's words, in the synonyms people use, and the playbook's metrics."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from metrics.called import Called
from metrics.definition import Kind, Metric
from metrics.likeness import in_words, means_another, normalized
from metrics.readers.header import Holds


class Role(StrEnum):
    """What a column holds; the values are the names we would give it."""

    DATE = "date"
    WEEK = "week"
    WEEK_STARTING = "week starting"
    WEEK_ENDING = "week ending"
    YEAR = "year"
    PRODUCT = "product"
    METRIC = "metric"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNIT = "unit"
    ENVIRONMENT = "environment"
    STATUS = "status"
    COMMENT = "comment"


PERIOD_ROLES = (Role.DATE, Role.WEEK, Role.WEEK_STARTING, Role.WEEK_ENDING)
"""In order of preference, where a table has several."""
NUMBER_ROLES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)

_SYNONYMS: dict[Role, str] = {
    Role.DATE: (
        "date|day|datum|tag|period|as of|reporting date|report date|zeitraum|fecha|timestamp|datetime|date time|time"
        "|jour|día|dia|data|giorno|période|periodo|período|stichtag|dag|dzień|okres|日付|日期"
    ),
    Role.WEEK: (
        "week|weeks|wk|kw|cw|kalenderwoche|woche|iso week|isoweek|calendar week|reporting week"
        "|week number|week no|week nr|week name|year week|yearweek|semaine|semana|settimana"
        "|vecka|veckonummer|uge|uke|tydzień|週|週番号|周"
    ),
    Role.WEEK_STARTING: (
        "week of|week starting|week start|week commencing|week beginning|week begin|wc|period start|start|start date"
        "|from|week from|woche ab|beginn"
    ),
    Role.WEEK_ENDING: "week ending|week end|week ended|we|period end|end|end date|to|week to|until|woche bis|ende",
    Role.YEAR: "year|jahr|iso year|año|année|anno|ano|jaar|år|rok|年",
    Role.PRODUCT: (
        "product|products|product id|product name|produkt|service|application|app|assistant|copilot|workflow|ai product"
        "|use case|producto|produit|prodotto|produto|servizio|tjänst|usługa|製品|製品名|プロダクト|サービス|产品"
    ),
    Role.METRIC: (
        "metric|metric id|metric name|metrics|kpi|measure|indicator|kennzahl|metrik|north star|north star metric"
        "|métrica|métrique|indicateur|indicador|metrica|indicatore|metriek|mått|nyckeltal|nøgletal|måltal|nøkkeltall|måltall"
        "|wskaźnik|miernik|metryka|指標|メトリクス|指标"
    ),
    Role.VALUE: "value|val|values|wert|score|result|actual|measurement|reading|observed|amount|betrag|valor|valeur"
    "|valore|waarde|värde|værdi|verdi|wartość|値|数値|数值",
    Role.NUMERATOR: (
        "numerator|num|successes|hits|zähler|events|k|numérateur|numerador|numeratore|teller|succès|éxitos|erfolge"
        "|täljare|tæller|licznik|分子"
    ),
    Role.DENOMINATOR: (
        "denominator|denom|den|n|sample size|sample|samples|n samples|sample count|cases|trials|nenner|stichprobe|of"
        "|stichprobengröße|stichprobenumfang|fälle|dénominateur|échantillon|taille de l'échantillon|cas|denominador"
        "|muestra|tamaño de la muestra|casos|amostra|denominatore|campione|noemer|steekproef"
        "|nämnare|nævner|nevner|stickprov|mianownik|próba|分母|サンプル数|標本数"
    ),
    Role.UNIT: (
        "unit|units|einheit|currency|currency code|ccy|währung|unité|devise|monnaie|unidad|moneda|divisa|unità|valuta"
        "|unidade|moeda|eenheid|jednostka|waluta|enhet|enhed|単位|通貨|单位"
    ),
    Role.STATUS: "status|state|status code|statuscode|statut|estado|stato",
    Role.ENVIRONMENT: (
        "environment|env|deployment environment|source env|source environment|umgebung|environnement|entorno|ambiente"
        "|omgeving|środowisko|miljö|miljø|環境|环境"
    ),
    Role.COMMENT: (
        "comment|comments|note|notes|remark|remarks|description|bemerkung|bemerkungen|kommentar|notiz|anmerkung|hinweis"
        "|anmärkning|bemærkning|merknad|uwagi|komentarz|備考|コメント|备注"
        "|source|quelle|owner|reported by|link|row|no|nr|id|index"
    ),
}
_KEYS = frozenset({*PERIOD_ROLES, Role.YEAR, Role.PRODUCT, Role.METRIC})
_ROLE_OF = {word: role for role, words in _SYNONYMS.items() for word in words.split("|")}
_COMMENT_START = re.compile(r"(?:comment|note|remark|kommentar|bemerkung)s? ")
PART_WORDS = {
    word: role
    for role, words in (
        (Role.VALUE, "value|rate"),
        (Role.NUMERATOR, "numerator|num|zähler"),
        (Role.DENOMINATOR, "denominator|denom|den|n|sample size|samples|nenner"),
    )
    for word in words.split("|")
}
"""What stands after a metric's name in a wide table."""
_UNIT_AFTER = re.compile(r"(?P<words>.*\S)\s*(?:[(\[](?P<unit>[^()\[\]]{1,20})[)\]]|(?P<percent>%))")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One column: its role, the metric it belongs to in a wide table, and the unit that its header names."""

    role: Role
    metric: str | None = None
    unit: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The words that headers and metric cells may use, for one set of metrics."""

    metrics: Mapping[str, Metric]
    _called: Called = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {metric.id: metric.names for metric in self.metrics.values()}
        object.__setattr__(self, "_called", Called(names))

    def metric_named(self, word: str) -> str | None:
        """The metric that a cell or a header names by its id, its name or an alias."""
        return self._called.find(word)

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every id, name and alias of a metric."""
        return self._called.spoken

    def knows(self, header: str) -> bool:
        """Whether a header says something; comments alone do not make a header row."""
        meaning = self.meaning_of(header)
        return meaning is not None and meaning.role is not Role.COMMENT

    def is_comment(self, header: str) -> bool:
        """Whether what stands below a header is for people alone."""
        meaning = self.meaning_of(header) if header else None
        return meaning is not None and meaning.role is Role.COMMENT

    def holds(self, header: str) -> Holds:
        """What sort of cells stands below a header."""
        for meaning in (self.meaning_of(header, long=True), self.meaning_of(header)):
            if meaning is not None and meaning.role is not Role.COMMENT:
                return Holds.NUMBERS if meaning.role in NUMBER_ROLES else Holds.NAMES
        return Holds.TEXT

    def meaning_of(self, header: str, *, long: bool = False) -> Meaning | None:
        """What a column holds; None where its header says nothing. In a long table metrics are not looked for."""
        meaning = self._meaning_of(header, long=long)
        if meaning is None and (words := in_words(header)) != header:
            return self._meaning_of(words, long=long)
        return meaning

    def _meaning_of(self, header: str, *, long: bool) -> Meaning | None:
        word = normalized(header)
        if not long:
            if (metric_id := self.metric_named(header)) is not None and _ROLE_OF.get(word) not in _KEYS:
                return Meaning(Role.VALUE, metric_id)
            for ending, role in PART_WORDS.items():
                if not word.endswith(f" {ending}"):
                    continue
                if (metric_id := self.metric_named(word.removesuffix(f" {ending}"))) is not None:
                    return Meaning(role, metric_id)
        if word in _ROLE_OF:
            return Meaning(_ROLE_OF[word])
        if _COMMENT_START.match(word + " "):
            return Meaning(Role.COMMENT)
        after = _UNIT_AFTER.fullmatch(header.strip())
        if after is None:
            return None
        inner = self.meaning_of(after["words"], long=long)
        unit = (after["unit"] or after["percent"]).strip()
        if inner is None or inner.unit:
            return None
        if inner.role is Role.VALUE and inner.metric is not None and normalized(unit) == "n":
            return Meaning(Role.DENOMINATOR, inner.metric)
        return Meaning(inner.role, inner.metric, unit)


_MONEY_WORDS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "$ usd us$ dollar dollars",
        "€ eur euro euros",
        "£ gbp pound pounds",
        "¥ jpy yen",
        "₹ inr rs rupee rupees",
        "chf fr sfr",
        "cad ca$ c$ can$",
        "aud au$ a$",
        "nzd nz$",
        "sgd sg$ s$",
        "hkd hk$",
        "mxn mx$",
        "brl r$",
        "cny rmb 元",
        "pln zł zloty złoty",
        "czk kč",
        "huf ft",
        "sek kr",
        "nok kr",
        "dkk kr",
        "try ₺ tl",
        "krw ₩",
        "ils ₪",
        "rub ₽",
    )
)
_UNIT_WORDS: tuple[frozenset[str], ...] = _MONEY_WORDS + tuple(
    frozenset(words.split())
    for words in (
        "s sec secs second seconds sekunden",
        "ms msec millisecond milliseconds",
        "min mins minute minutes minuten",
        "h hr hrs hour hours stunden std",
        "d day days tage",
        "% percent pct prozent",
        "user users",
        "task tasks",
        "token tokens",
        "point points pts",
    )
)


def unit_fits(found: str, unit: str) -> bool:
    """Whether a unit as a cell or header writes it is the metric's unit."""
    written, wanted = found.strip(" .").casefold(), unit.strip(" .").casefold()
    if not wanted:
        return False
    if written == wanted or written.removesuffix("s") == wanted.removesuffix("s"):
        return True
    return any(written in words and wanted in words for words in _UNIT_WORDS)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency, by its code, its sign or its name."""
    return any(unit.strip(" .").casefold() in words for words in _MONEY_WORDS)


def is_a_unit(cell: str) -> bool:
    """Whether a cell holds a unit and nothing else: 'USD', '[s]', '%'."""
    return any(cell.strip(" .()[]").casefold() in words for words in _UNIT_WORDS)


def converting(what: str, found: str, unit: str, otherwise: str) -> str:
    """The remedy for a unit that is not the metric's: numbers in another known unit can only be converted."""
    if unit and (means_another(found, unit) or (is_money(found) and is_money(unit))):
        return f"convert {what} to {unit}"
    return f"convert {what}, or {otherwise}"


def is_percent(unit: str) -> bool:
    """Whether a unit says that numbers are hundredths."""
    return unit.strip().casefold() in {"%", "percent", "pct", "prozent", "in %", "percentage"}


def takes_percent(metric: Metric) -> bool:
    """Whether a percent sign in a cell means something for this metric."""
    return metric.kind is Kind.RATE or is_percent(metric.unit)
