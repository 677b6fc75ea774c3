"""Metrics of a product, by pillar, and what speaks for metrics that do not roll up."""

from metrics.definition import Level, Pillar
from metrics.observation import Series
from playbook.concerns.north_star.views import by_pillar, lines_of, of_product, speaks_for
from playbook.verdict import Outcome
from tests.playbook.statuses import metric_status, points, rate_metric

OWN = metric_status(product="support-copilot", value=0.04)
POOLED = metric_status(by_product=(OWN, metric_status(product="other")))
ORGANIZATION = metric_status(metric="nps", pillar=Pillar.TRUST)
SILENT = metric_status(metric="latency", pillar=Pillar.SERVICE, outcome=Outcome.NO_DATA)
METRICS = (rate_metric(), rate_metric(id="nps", level=Level.ORGANIZATION), rate_metric(id="latency"))


def test_all_products_together_see_every_metric() -> None:
    assert of_product(METRICS, (POOLED, SILENT), None) == ((POOLED, SILENT), ())


def test_a_product_sees_its_own_numbers_and_what_only_the_organization_measures() -> None:
    reported, silent = of_product(METRICS, (POOLED, ORGANIZATION, SILENT), "support-copilot")
    assert reported == (OWN, ORGANIZATION)
    assert silent == (SILENT,)


def test_quality_cost_and_trust_come_first_and_empty_pillars_not_at_all() -> None:
    assert list(by_pillar((SILENT, ORGANIZATION, POOLED))) == [Pillar.QUALITY, Pillar.TRUST, Pillar.SERVICE]


def test_the_worst_product_speaks_where_products_do_not_roll_up() -> None:
    assert speaks_for(POOLED) is POOLED
    apart = metric_status(value=None, by_product=(OWN, metric_status(product="other")), worst="support-copilot")
    assert speaks_for(apart) is OWN


def test_products_that_do_not_roll_up_are_drawn_apart() -> None:
    drawn = metric_status(series=Series("m", None, points(0.1)), by_product=(OWN,))
    assert [line.product for line in lines_of(drawn)] == [None]
    assert lines_of(metric_status(by_product=(OWN,))) == (OWN,)
