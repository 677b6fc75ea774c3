"""Published control charts: values, limits and signals as other implementations print them."""

from collections.abc import Sequence
from typing import NamedTuple


class PlotTheDots(NamedTuple):
    """A series with its options and what came of it: `signals` has O (outside the limits), T (trend), S (shift) or a
    dot for each point, and `effects` + (improvement), - (concern), ^ or v (neutral)."""

    name: str
    values: Sequence[float]
    better: int
    target: float | None
    restarts: tuple[int, ...]
    baseline_rows: int | None
    screen: bool
    limits: tuple[tuple[float, float, float], ...]
    signals: str
    effects: str
    variation: str
    assurance: str | None


# restated from nhs-r-community/NHSRplotthedots 0.2.2: its own tests and snapshots (`snap`, `fix12`, `two_of_three`,
# `ae`, `rrk`), or values chosen for a rule and worked out with its code (`gen`)
# fmt: off
SERIES_0 = [
    -0.56047564655, -0.23017748948, 1.5587083141, 0.070508391425, 0.12928773516, 1.7150649869, 0.46091620599,
    -1.2650612346, -0.68685285189, -0.4456619701, 1.2240817974, 0.35981382706, 0.40077145059, 0.11068271595,
    -0.55584113475, 1.7869131368, 0.49785047823, -1.9666171566, 0.70135590156, -0.47279140773,
]
SERIES_1 = [
    -0.56047564655, -0.23017748948, 1.5587083141, 0.070508391425, 0.12928773516, 1.7150649869, 0.46091620599,
    -1.2650612346, -0.68685285189, -0.4456619701, 1.2240817974, 0.35981382706, 0.40077145059, 0.11068271595, 10,
    1.7869131368, 0.49785047823, -1.9666171566, 0.70135590156, -0.47279140773,
]
SERIES_2 = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 5.5, -5.5]
SERIES_3 = [
    1867781, 2070340, 1958802, 2079034, 1932901, 1952464, 2001816, 1907871, 1944567, 1895272, 1735619, 2015834,
    1949762, 2066789, 1994056, 2073944, 1924663, 1925961, 2044137, 1976971, 2003954, 2000086, 1820012, 2049785,
    1984369, 2164458, 2093942, 2179896, 1997854, 2005695, 2079492, 2037847, 2047518, 2113413, 1954947, 2167550,
]
SERIES_4 = [
    1195, 1843, 1397, 1333, 1771, 1751, 2013, 1759, 2179, 2585, 1654, 1543, 1632, 1558, 1190, 1357, 1279, 1683,
    2190, 1804, 986, 2181, 2048, 2154, 1759, 1637, 1488, 6499, 5983, 6599, 7089, 8120, 8981, 12502, 11376, 10670,
]
SERIES_5 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 52, 51, 52, 51, 52, 51]
SERIES_6 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 47, 48, 49, 50, 51, 52, 53]
SERIES_7 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 53, 52, 51, 50, 49, 48, 47]
SERIES_8 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 55.5, 50.2, 56]
SERIES_9 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 70]
SERIES_10 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48, 20]
SERIES_11 = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 48]
SERIES_12 = [1, 3]

PLOT_THE_DOTS = [
    PlotTheDots(
        "nhsr_snap_rnorm20", SERIES_0, 1, None, (), None, True,
        ((0.14162380247, -3.0113795957, 3.2946272007),),
        "....................", "....................",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_snap_rnorm20_outlier_screened", SERIES_1, 1, None, (), None, True,
        ((0.66941585921, -2.3836655973, 3.7224973157),),
        "..............O.....", "..............+.....",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_snap_rnorm20_outlier_unscreened", SERIES_1, 1, None, (), None, False,
        ((0.66941585921, -4.5966251825, 5.9354569009),),
        "..............O.....", "..............+.....",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_fix12", SERIES_0, 1, None, (), 12, True,
        ((0.19417933879, -2.6073998148, 2.9957584924),),
        "....................", "....................",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_two_of_three_opposite_sides", SERIES_2, 1, None, (), None, True,
        ((0, -6.175, 6.175),),
        "................", "................",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_ae_total", SERIES_3, 1, None, (), None, True,
        ((2000538.94444444, 1731844.36444444, 2269233.52444444),),
        "....................................", "....................................",
        "common_cause", None,
    ),
    PlotTheDots(
        "nhsr_rrk_type1_breaches", SERIES_4, -1, 1200, (), None, True,
        ((3438.5555555556, 2282.9064646465, 4594.2046464646),),
        "OOOOOOOOOSOOOOOOOOOOOOOOOOOOOOOOOOOO", "+++++++++++++++++++++++++++---------",
        "concern", "misses",
    ),
    PlotTheDots(
        "nhsr_rrk_type1_breaches_rebase", SERIES_4, -1, 1200, (24,), None, True,
        ((1711.875, 849.7931818182, 2573.9568181818), (6891.9166666667, 4461.2086666667, 9322.6246666667)),
        ".........OSSSSSSSS......OOO......OOO", ".........-++++++++......+++......---",
        "concern", "misses",
    ),
    PlotTheDots(
        "gen_shift6_not_flagged", SERIES_5, 1, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "..................", "..................",
        "common_cause", None,
    ),
    PlotTheDots(
        "gen_trend7_up", SERIES_6, 1, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............TTTTTTT", "............+++++++",
        "improvement", None,
    ),
    PlotTheDots(
        "gen_trend7_crossing_mean_down_decrease", SERIES_7, -1, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............TTTTTTT", "............+++++++",
        "improvement", None,
    ),
    PlotTheDots(
        "gen_two_of_three_high", SERIES_8, 1, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "...............", "...............",
        "common_cause", None,
    ),
    PlotTheDots(
        "gen_astronomical_high", SERIES_9, 1, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............O", "............+",
        "improvement", None,
    ),
    PlotTheDots(
        "gen_neutral_high", SERIES_9, 0, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............O", "............^",
        "neutral", None,
    ),
    PlotTheDots(
        "gen_neutral_low", SERIES_10, 0, None, (), 12, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............O", "............v",
        "neutral", None,
    ),
    PlotTheDots(
        "gen_assurance_pass_increase", SERIES_11, 1, 40, (), None, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............", "............",
        "common_cause", "meets",
    ),
    PlotTheDots(
        "gen_assurance_hitmiss_increase", SERIES_11, 1, 50, (), None, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............", "............",
        "common_cause", "hit_and_miss",
    ),
    PlotTheDots(
        "gen_assurance_pass_decrease", SERIES_11, -1, 60, (), None, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............", "............",
        "common_cause", "meets",
    ),
    PlotTheDots(
        "gen_assurance_fail_decrease", SERIES_11, -1, 40, (), None, True,
        ((50.25, 43.4790909091, 57.0209090909),),
        "............", "............",
        "common_cause", "misses",
    ),
    PlotTheDots(
        "gen_two_points", SERIES_12, 1, None, (), None, True,
        ((2, -3.32, 7.32),),
        "..", "..",
        "common_cause", None,
    ),
]

# Montgomery, table 7.4 and example 7.1, as anhoej/qicharts2 draws them (tests/testthat/tbl_7.4_1.rds, ex_7.1_5.rds);
# in the example samples 15 and 23 make no limits, which start anew with sample 31
P_CHART_CASES = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
P_CHART_SIZES = [
    100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90,
    90,
]
P_CHART_LOWER = [
    0.0073346947278, 0, 0, 0.0073346947278, 0.011438154625, 0.011438154625, 0.0073346947278, 0.0073346947278,
    0.0025650562804, 0.0025650562804, 0.011438154625, 0.015017344927, 0.015017344927, 0.015017344927,
    0.011438154625, 0, 0, 0, 0.0025650562804, 0.0073346947278, 0.0073346947278, 0.0073346947278, 0.0073346947278,
    0.0025650562804, 0.0025650562804,
]
P_CHART_UPPER = [
    0.18368571344, 0.19409342051, 0.19409342051, 0.18368571344, 0.17958225354, 0.17958225354, 0.18368571344,
    0.18368571344, 0.18845535188, 0.18845535188, 0.17958225354, 0.17600306324, 0.17600306324, 0.17600306324,
    0.17958225354, 0.19409342051, 0.19409342051, 0.19409342051, 0.18845535188, 0.18368571344, 0.18368571344,
    0.18368571344, 0.18368571344, 0.18845535188, 0.18845535188,
]
MONTGOMERY_CASES = [
    12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6, 9,
    6, 12, 5, 6, 4, 6, 3, 7, 6, 2, 4, 3, 6, 5, 4, 8, 5, 6, 7, 5, 6, 3, 5, 8, 7, 5, 6, 4, 5, 2, 3, 4, 7, 6, 5, 5, 3,
    7, 9, 6, 10, 4, 3, 5, 8, 11, 9, 7, 3, 5, 2, 1, 4, 5, 3, 7, 6, 4, 4, 6, 8, 5, 6,
]
MONTGOMERY_SIZE = 50
MONTGOMERY_LEFT_OUT = (14, 22)
MONTGOMERY_RESTART = 30
MONTGOMERY_LIMITS = ((0.215, 0.040702839954, 0.38929716005), (0.1096875, 0, 0.24226995518))
