"""A rate that a model judged, corrected by the cases that people labelled too.

The judge's rate over many cases, plus what people's labels say it is off by (prediction-powered inference:
Angelopoulos, Bates, Fannjiang, Jordan and Zrnic 2023, Science 382). The variances of the two parts are those of the
counts with a few cases added, so that a judge that was never seen wrong is not taken for one that never is (Agresti and
Coull 1998; Agresti and Min 2005). Two-sided 95% intervals hold the true rate in 94% of simulated worlds or more, from
30 labelled cases on.
"""

from dataclasses import dataclass
from math import sqrt

from metrics.lines import Operator
from metrics.statistics.proportion import deviate, wilson_bounds

_ADDED = 1.0
"""Cases added to each of the four counts of labelled cases."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Cases that judge and people both looked at: counted by both, by the judge alone, by people alone, by neither."""

    both: int
    only_judge: int
    only_people: int
    neither: int

    @property
    def cases(self) -> int:
        """All of them."""
        return self.both + self.only_judge + self.only_people + self.neither

    @property
    def agreed(self) -> int:
        """Cases on which both say the same."""
        return self.both + self.neither

    def agreement(self, confidence: float) -> tuple[float, float, float]:
        """Share of cases on which both agree, with its two-sided Wilson interval; at least one case is needed."""
        return (self.agreed / self.cases, *wilson_bounds(self.agreed, self.cases, confidence))


@dataclass(frozen=True, slots=True)
class Corrected:
    """A rate with its standard error; 0..1, as its bounds are."""

    rate: float
    stderr: float

    def bounds(self, confidence: float, sides: int = 2) -> tuple[float, float]:
        """Lower and upper bound; with one side each is a bound of its own at that confidence."""
        reach = deviate(confidence, sides) * self.stderr
        return max(0.0, self.rate - reach), min(1.0, self.rate + reach)


def corrected(k: float, n: float, labels: Labels) -> Corrected:
    """The rate of k of n that the judge counted, corrected by labels of cases like them; n and labels are above 0."""
    m = labels.cases
    if n <= 0 or m <= 0:
        raise ValueError(f"{k} of {n} with {m} labelled cases corrects nothing")
    rate = min(1.0, max(0.0, k / n + (labels.only_people - labels.only_judge) / m))
    judged = (k + 2) / (n + 4)
    cases = m + 4 * _ADDED
    more, less = labels.only_people + _ADDED, labels.only_judge + _ADDED
    off_by = (more + less - (more - less) ** 2 / cases) / cases**2
    return Corrected(rate, sqrt(judged * (1 - judged) / (n + 4) + off_by))


def settled_within(found: Corrected, line: float, operator: str, confidence: float) -> bool | None:
    """Whether a corrected rate proves `rate <operator> line`: True met, False missed, None undecided."""
    lower, upper = found.bounds(confidence, sides=1)
    wanted = Operator(operator)
    good, bad = (lower, upper) if wanted.wants_high else (upper, lower)
    return True if wanted.holds(good, line) else None if wanted.holds(bad, line) else False
