"""Metrics by products, pillar by pillar; a cell opens its metric for its product."""

from collections.abc import Sequence

from metrics.statistics.control_chart import Variation
from playbook.concerns.control import wording_page as wording
from playbook.concerns.control.review import MetricControl, MetricControls, Standing
from playbook.concerns.control.wording_verdict import EFFECT_WORDS, STANDING_WORDS
from playbook.concerns.north_star.status import MetricStatus
from playbook.concerns.north_star.views import by_pillar
from playbook.concerns.north_star.wording import PILLAR_WORDS
from playbook.page.parts.grid import Badge, Entry, Export, Field, Line, at, grid
from playbook.page.parts.header import Screen, ScreenContext
from playbook.page.parts.selection import ALL
from playbook.wording import short_text

SHOWN = 60
_STANDINGS: dict[Standing | None, tuple[str, str]] = {
    Standing.OFF_PLAN: ("red", "close"),
    Standing.NOT_ENOUGH_DATA: ("gray", "help"),
    Standing.STALE: ("orange", "history"),
}
_EFFECTS = {
    Variation.CONCERN: ("orange", "priority_high"),
    Variation.IMPROVEMENT: ("blue", "thumb_up"),
    Variation.NEUTRAL: ("violet", "swap_vert"),
}


def portfolio(statuses: Sequence[MetricStatus], reviews: MetricControls, chosen: str, context: ScreenContext) -> None:
    """One row a metric, pillar by pillar; one column a product, the organization first."""
    products = [name for name in context.product_names if any(reviews.of(each.metric, name) for each in statuses)]
    fields = [Field(wording.METRIC), Field(wording.ALL_PRODUCTS)]
    fields += [Field(context.product_names[product]) for product in products]
    lines, rows = [], []
    for place, (pillar, of_pillar) in enumerate(by_pillar(statuses).items()):
        for status in of_pillar:
            found = [(product, reviews.of(status.metric, product)) for product in (None, *products)]
            cells = [_cell(status, product, review) for product, review in found]
            lines.append(Line(status.metric, (status.name, *cells), (PILLAR_WORDS[pillar], place)))
            rows.append((PILLAR_WORDS[pillar], status.name, *(_words(cell) for cell in cells)))
    columns = (wording.PILLAR, *(field.title for field in fields))
    current = _address(chosen, context.product)
    export = Export(columns, rows, "portfolio")
    grid(
        "portfolio",
        fields,
        lines,
        label=wording.PORTFOLIO_TITLE,
        matrix=True,
        size=SHOWN,
        current=current,
        export=export,
    )


def _cell(status: MetricStatus, product: str | None, review: MetricControl | None) -> Entry:
    if review is None or review.value is None:
        return Entry()
    badge = _badge(review)
    value = short_text(review.value, status)
    return Entry(value, to=_address(status.metric, product), badges=(badge,) if badge else (), title=review.sentence)


def _badge(review: MetricControl) -> Badge | None:
    """What is more than on plan and as expected, in one badge."""
    standing = _STANDINGS.get(review.standing)
    effect = None if review.signal is None else _EFFECTS.get(review.signal.effect)
    words = [STANDING_WORDS[review.standing]] if standing else []
    words += [EFFECT_WORDS[review.signal.effect]] if review.signal is not None and effect else []
    look = standing or effect
    return None if look is None else ("; ".join(words), *look)


def _address(metric: str, product: str | None) -> str:
    return at(Screen.NORTH_STAR, metric, product=product or ALL, view=wording.PORTFOLIO)


def _words(cell: Entry) -> str:
    return " ".join((cell.text, *(word for word, _, _ in cell.badges)))
