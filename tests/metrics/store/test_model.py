"""Whatever is uploaded, corrected and revoked in whatever order: the store answers as a plain list of facts does."""

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from metrics.definition import Direction, Kind, Metric, OverProducts, Pillar
from metrics.observation import Basis
from metrics.series.series import Measurements
from metrics.snapshot.snapshot import Snapshot
from metrics.store.store import open_store
from metrics.store.uploads import Backfill, Upload
from metrics.weeks import WeekCalendar
from tests.long_run import times
from tests.metrics.snapshots import MONDAY, a_snapshot, moment
from tests.stores import ON_THE_LAKE, new_url

METRICS = {
    name: Metric(id=name, pillar=Pillar.VALUE, kind=Kind.COUNT, better=Direction.HIGHER, over_products=OverProducts.SUM)
    for name in ("m", "n")
}
keys = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["m", "n"]), st.integers(0, 2))
uploads = st.dictionaries(keys, st.integers(0, 5), min_size=1, max_size=4)
Key = tuple[str, str, int]


class Fact:
    """One upload in the plain model: its rows, the moments it came and went, and from when it counts as known."""

    def __init__(self, upload: Upload, rows: dict[Key, int]) -> None:
        self.upload = upload
        self.rows = rows
        self.received_at = upload.received_at
        self.order = (upload.known_at or upload.received_at, upload.received_at)
        self.revoked_at: datetime | None = None


def counting(facts: Iterable[Fact], cutoff: datetime | None) -> dict[Key, tuple[int, Fact]]:
    """What counts by the words of the rule: the latest upload received by then and not revoked by then."""
    rows: dict[Key, tuple[int, Fact]] = {}
    for fact in sorted(facts, key=lambda fact: fact.order):
        known = cutoff is None or fact.order[0] < cutoff
        standing = fact.revoked_at is None or (cutoff is not None and fact.revoked_at >= cutoff)
        if known and standing:
            rows.update({key: (value, fact) for key, value in fact.rows.items()})
    return rows


class StoreAgainstModel(RuleBasedStateMachine):
    """Uploads, sends again, revokes, opens the store anew and asks as of any day."""

    @initialize()
    def open_a_new_store(self) -> None:
        self.closing = ExitStack()
        folder = self.closing.enter_context(TemporaryDirectory())
        self.url = new_url(Path(folder))
        self.store = open_store(self.url)
        self.closing.callback(self._close)
        self.facts: list[Fact] = []
        self.now = moment(14)

    def teardown(self) -> None:
        self.closing.close()

    @rule(rows=uploads, hours=st.integers(-30, 60))
    def upload(self, rows: dict[Key, int], hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._send(rows)

    @rule(rows=uploads, hours=st.integers(1, 400))
    def backfill(self, rows: dict[Key, int], hours: int) -> None:
        self._send(rows, Backfill(self.now - timedelta(hours=hours), "moved from the old sheet"))

    @precondition(lambda self: self.facts)
    @rule(which=st.integers(0, 50))
    def send_the_same_again(self, which: int) -> None:
        self._send(self.facts[which % len(self.facts)].rows)

    @precondition(lambda self: any(fact.revoked_at is None for fact in self.facts))
    @rule(which=st.integers(0, 50), hours=st.integers(-30, 60))
    def revoke(self, which: int, hours: int) -> None:
        self.now += timedelta(hours=hours)
        standing = [fact for fact in self.facts if fact.revoked_at is None]
        fact = standing[which % len(standing)]
        fact.revoked_at = self.store.revoke(fact.upload.upload_id, actor="a", now=self.now).revoked_at

    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.store = open_store(self.url, create=False)

    @rule(day=st.dates(date(2026, 9, 7), date(2026, 10, 31)), basis=st.sampled_from(Basis))
    def ask_as_of_a_day(self, day: date, basis: Basis) -> None:
        known = Measurements(self.store.book(), METRICS, WeekCalendar()).known(day, basis)
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time())
        rows = counting(self.facts, midnight if basis is Basis.KNOWN else None)
        begun = {key: value for key, (value, _) in rows.items() if MONDAY + timedelta(weeks=key[2]) <= day}
        for metric in METRICS:
            for product in ("a", "b"):
                answered = {point.period_start: point.value for point in known.series(metric, product).points}
                assert answered == {
                    MONDAY + timedelta(weeks=week): value
                    for (owner, name, week), value in begun.items()
                    if (owner, name) == (product, metric)
                }
            together: dict[date, int] = {}
            for (_, name, week), value in begun.items():
                if name == metric:
                    start = MONDAY + timedelta(weeks=week)
                    together[start] = together.get(start, 0) + value
            assert {point.period_start: point.value for point in known.series(metric, None).points} == together

    @invariant()
    def moments_only_grow(self) -> None:
        moments = [fact.received_at for fact in self.facts]
        assert moments == sorted(set(moments))

    @invariant()
    def the_kept_table_agrees_with_what_counts(self) -> None:
        newest: dict[tuple[str, str], tuple[int, int]] = {}
        for (product, metric, week), (value, _) in counting(self.facts, None).items():
            newest[product, metric] = max(newest.get((product, metric), (-1, -1)), (week, value))
        kept = {
            (row["product"], row["metric"]): ((row["period_start"].date() - MONDAY).days // 7, int(row["value"]))
            for row in self.store.latest().to_dict("records")
        }
        assert kept == newest

    @invariant()
    def uploads_say_how_many_of_their_rows_count(self) -> None:
        expected = {fact.upload.upload_id: 0 for fact in self.facts}
        for _, fact in counting(self.facts, None).values():
            expected[fact.upload.upload_id] += 1
        assert {upload.upload_id: upload.counting_rows for upload in self.store.uploads()} == expected

    def _close(self) -> None:
        self.store.close()

    def _send(self, rows: dict[Key, int], backfill: Backfill | None = None) -> None:
        snapshot: Snapshot = a_snapshot(*((*key, float(value)) for key, value in rows.items()))
        known_at = None if backfill is None else backfill.known_at
        still = self.store.still_counts(snapshot.digest, known_at)
        rows_that_count = counting(self.facts, None)
        whole = [
            fact
            for fact in self.facts
            if fact.rows == rows
            and fact.revoked_at is None
            and (known_at is None or fact.order[0] <= known_at)
            and all(rows_that_count[key][1] is fact for key in fact.rows)
        ]
        assert (still.upload_id if still else None) == (whole[0].upload.upload_id if whole else None)
        if still is None:
            added = self.store.add(snapshot, source="s", actor="a", now=self.now, backfill=backfill)
            self.facts.append(Fact(added, rows))


TestStoreAgainstModel = StoreAgainstModel.TestCase
TestStoreAgainstModel.settings = settings(
    max_examples=times(2 if ON_THE_LAKE else 12),
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
