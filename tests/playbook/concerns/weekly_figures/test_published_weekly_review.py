"""A published weekly business review, uploaded as it is and asked through the real command.

The daily file and the expected numbers are those of working-backwards/wbr-app (Apache-2.0, 872003e2): its unit test
scenarios 1 (week ending 25 September 2021) and 2 (week ending 9 January 2021), metric PageViews. Theirs: six weeks
beside those 364 days earlier, months and periods to date beside the calendar year before, percent as cy / py - 1."""

import csv
import json
import re
from collections.abc import Mapping
from datetime import datetime
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from tests.paths import ROOT

DAILY = ROOT / "tests" / "published" / "weekly_review_daily.csv"
DEFINITIONS = {
    "charter": "charter: {week_ends: saturday}",
    "metrics": """\
metrics:
  - {id: page_views, name: PageViews, pillar: value, kind: count, better: higher, grain: day, level: organization,
     owner: product-lead, source: wbr-app, targets: [{date: 2020-06-01, value: 400000000, kind: baseline},
     {date: 2021-12-31, value: 500000000}]}
  - {id: impressions, pillar: value, kind: count, better: higher, grain: day, level: organization,
     owner: product-lead, source: wbr-app}
""",
    "experiments": "audit: {}",
    "stack": "layers: []",
    "risks": "risks: []",
    "gates": "gates: []",
}
MONTHS_OF_2020 = [
    1487877710, 1508255989, 1665665379, 1542530033, 1546099414, 1467102281,
    1615446881, 1953063065, 1708890199, 1807907694, 1820822982, 1922478407,
]  # fmt: skip
MONTHS_OF_2021 = [
    2318880564, 1969227848, 2117874905, 2036021000, 2057839090, 2051219932, 2274329968, 2207577942,
]  # fmt: skip
Review = Mapping[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook of its own that has received the file."""
    folder = tmp_path_factory.mktemp("published") / "playbook"
    for name, text in DEFINITIONS.items():
        (folder / "definitions").mkdir(parents=True, exist_ok=True)
        (folder / "definitions" / f"{name}.yaml").write_text(f"{text}\n", "utf-8")
    (folder / "records").mkdir()
    (folder / "records" / "charter.yaml").write_text("start: 2021-07-05\n", "utf-8")
    sent = CliRunner().invoke(app, ["--playbook", str(folder), "upload", str(DAILY)])
    assert sent.exit_code == 0, sent.stderr
    assert "1,260 rows stored" in sent.stderr + sent.stdout
    return folder


def requested(folder: Path, as_of: str, metric: str = "page_views") -> dict[str, Any]:
    """The one series of the command's document."""
    arguments = ["metrics", "--json", "--metric", metric, "--as-of", as_of, "--basis", "today"]
    answer = CliRunner().invoke(app, ["--playbook", str(folder), *arguments])
    assert answer.exit_code == 0, answer.stderr
    (series,) = json.loads(answer.stdout)["series"]
    return dict(series)


def values(lines: list[Review], *, year_before: bool = False) -> list[float | None]:
    return [(line["year_before"] if year_before else line)["value"] for line in lines]


def box_totals(review: Review) -> list[float]:
    """Last week, its change on the week and the year before, and month, quarter and year to date, as published."""
    to_date = [review[name] for name in ("month_to_date", "quarter_to_date", "year_to_date")]
    return [
        review["weeks"][-1]["value"],
        review["week_on_week"]["percent"],
        review["year_on_year"]["percent"],
        *(number for line in to_date for number in (line["value"], line["year_on_year"]["percent"])),
    ]


def test_six_weeks_twelve_months_and_totals_are_the_published_ones(folder: Path) -> None:
    series = requested(folder, "2021-09-25")
    review = series["review"]
    six_weeks = [496725868, 499671126, 464148871, 457477195, 460207741, 470759324]
    assert values(review["weeks"]) == six_weeks
    assert [point["value"] for point in series["points"][-6:]] == six_weeks
    assert values(review["weeks"], year_before=True) == [
        429282793, 439825733, 453443686, 402629589, 383456304, 383306638,
    ]  # fmt: skip
    assert [week["week"] for week in review["weeks"]] == [f"2021-W{number}" for number in range(33, 39)]
    assert [line["month"] for line in review["months"]] == [
        *(f"2020-{month:02d}" for month in range(9, 13)),
        *(f"2021-{month:02d}" for month in range(1, 9)),
    ]
    assert values(review["months"]) == MONTHS_OF_2020[8:] + MONTHS_OF_2021
    assert values(review["months"], year_before=True) == [None] * 4 + MONTHS_OF_2020[:8]
    assert box_totals(review) == pytest.approx(
        [
            470759324.0, 2.29278694379893, 22.81533303, 1632139558.0, 15.34821198459484, 6114047468.0,
            22.686371061643484, 18665110807.0, 31.435111159660067,
        ],
        rel=1e-9,
    )  # fmt: skip


def test_the_week_after_new_year_is_the_published_one(folder: Path) -> None:
    review = requested(folder, "2021-01-09")["review"]
    assert values(review["weeks"]) == [443483878, 431021307, 435436953, 421784733, 467715742, 532485819]
    assert values(review["weeks"], year_before=True) == [None] * 5 + [395917585]
    assert values(review["months"]) == MONTHS_OF_2020
    assert values(review["months"], year_before=True) == [None] * 12
    totals = [532485819, 13.84817127, 34.49410665, *[678567325, 143.24] * 3]
    assert box_totals(review) == pytest.approx(totals, abs=0.005)
    # theirs counts back from week 1 to 52; 2020 had 53 ISO weeks
    assert [week["week"][-3:] for week in review["weeks"]] == ["W49", "W50", "W51", "W52", "W53", "W01"]


def test_what_the_published_review_leaves_out_is_named(folder: Path) -> None:
    """The file begins on 5 January 2020: theirs holds nine days against five without a word, ours says so."""
    review = requested(folder, "2021-01-09")["review"]
    assert review["month_to_date"]["year_before"]["partial"] == "5 of 9 days"
    assert review["month_to_date"]["year_on_year"]["comparable"] is False
    assert review["months"][0]["partial"] == "27 of 31 days"
    assert review["week_on_week"]["comparable"] is True
    assert review["month_to_date"]["before"]["period_end"] == "2020-12-09"


def test_grouped_numbers_of_the_file_are_read_as_what_they_are(folder: Path) -> None:
    """`523,419` can only be thousands of something counted, which settles `456,000` too."""
    with DAILY.open(encoding="utf-8-sig", newline="") as file:
        days = {
            datetime.strptime(row["Date"], "%a, %d-%b-%Y").date(): int(row["Impressions"].replace(",", ""))  # noqa: DTZ007
            for row in csv.DictReader(file)
        }
    review = requested(folder, "2021-09-25", "impressions")["review"]
    for line in (*review["weeks"], *review["months"], review["quarter_to_date"], review["year_to_date"]):
        inside = [n for day, n in days.items() if line["period_start"] <= day.isoformat() <= line["period_end"]]
        assert line["value"] == fsum(inside)


def test_plan_and_baseline_stand_beside_the_last_week(folder: Path) -> None:
    review = requested(folder, "2021-09-25")["review"]
    plan = 400_000_000 + 100_000_000 * (481 / 578)  # linear from 1 June 2020 to 31 December 2021
    assert review["against_plan"]["from"] == pytest.approx(plan)
    assert review["against_plan"]["percent"] == pytest.approx(100 * (470759324 / plan - 1))
    assert review["against_baseline"]["percent"] == pytest.approx(17.689831)


def test_the_readable_review_says_the_same(folder: Path) -> None:
    asking = ["--playbook", str(folder), "metrics", "--metric", "page_views", "--as-of", "2021-09-25"]
    answer = CliRunner().invoke(app, [*asking, "--basis", "today"])
    assert answer.exit_code == 0
    said = re.sub(" +", " ", answer.stdout)
    for words in (
        "+2.3% on the week before",
        "Sep 19-25 470,759,324 +2.3% 383,306,638 +22.8%",
        "Sep 2021 to date Sep 1 to Sep 25, 2021 1,632,139,558 1,779,573,707 −8.3% 1,414,967,367 +15.3%",
        "Jan 2021 2,318,880,564 +20.6% 1,487,877,710 +55.9% * a year before: 27 of 31 days",
        "* not like for like",
    ):
        assert words in said
