"""Requests with a key: done once and whole, whatever is killed and whoever writes meanwhile."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from metrics.store import answers
from metrics.store.answers import AnsweredBefore, KeyedRequest, KeyTaken, keep_answer, look_up
from metrics.store.store import Store, open_store
from tests.long_run import times
from tests.metrics.snapshots import a_snapshot, moment
from tests.paths import ROOT
from tests.stores import new_url

FILES, ROWS = 3, 40


def request(store: Store, number: int) -> None:
    """One request with a key: several files, all of them or none; every request is about the same weeks."""
    requested = KeyedRequest(f"job\n{number}", f"request {number}")
    with store.together():
        look_up(store, requested)
        for file in range(FILES):
            rows = [(f"p{row}", f"m{file}", 0, float(number)) for row in range(ROWS)]
            snapshot = a_snapshot(*rows, file_name=f"{number}-{file}.csv")
            store.add(snapshot, source="s", actor="a", now=moment(14), only_new=True)
        keep_answer(store, requested, str(number), moment(14))


def replace(store: Store, number: int) -> None:
    """Somebody else's file takes the place of some of those rows."""
    store.add(a_snapshot(("p0", "m0", 0, -float(number)), file_name="other.csv"), source="s", actor="b", now=moment(14))


def again(store: Store, number: int) -> None:
    """The same request, sent by whoever does not know what became of it."""
    with suppress(AnsweredBefore):
        request(store, number)


REQUESTING = """
import sys
from metrics.store.store import open_store
from tests.metrics.store.test_answers import request
with open_store(sys.argv[1]) as store:
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 40):
        request(store, number)
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")
def test_what_is_sent_again_after_a_kill_is_there_once_and_whole(tmp_path: Path) -> None:
    url, chance = new_url(tmp_path), Random(20261128)  # noqa: S311 - the same chances in every run
    sent = 0
    for _ in range(times(10)):
        done = _killed(url, sent, chance)
        with open_store(url, create=False) as store:
            files = Counter(upload.file_name.partition("-")[0] for upload in store.uploads())
            assert {number for number in files if number.isdigit()} >= {str(number) for number in done}
            half = {number: count for number, count in files.items() if number.isdigit() and count != FILES}
            assert half == {}, "a request was there in half"
            replace(store, sent)
            # the last acknowledged one and the one that was cut off are sent again
            sent = max(done, default=sent - 1) + 1
            for number in (max(0, sent - 1), sent):
                again(store, number)
            sent += 1
            names = Counter(upload.file_name for upload in store.uploads() if upload.file_name != "other.csv")
            assert names == {f"{number}-{file}.csv": 1 for number in range(sent) for file in range(FILES)}


def _killed(url: str, first: int, chance: Random) -> list[int]:
    asking = subprocess.Popen([sys.executable, "-c", REQUESTING, url, str(first)], cwd=ROOT, stdout=subprocess.PIPE)
    with asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == b"ready\n"
        done = [int(asking.stdout.readline()) for _ in range(chance.randint(1, 3))]
        time.sleep(chance.uniform(0, 0.05))
        asking.send_signal(signal.SIGKILL)
        return done + [int(line) for line in asking.stdout if line.endswith(b"\n")]


def test_a_block_that_breaks_off_leaves_nothing_and_shows_nobody_anything(tmp_path: Path) -> None:
    with open_store(new_url(tmp_path)) as store:
        store.add(a_snapshot(("old", "m", 0, 1)), source="s", actor="a", now=moment(14))
        before, seen = store.version(), []

        def look() -> None:
            seen.append((store.version(), len(store.uploads()), len(store.latest())))

        def break_off() -> None:
            with store.together():
                store.add(a_snapshot(("new", "m", 0, 1)), source="s", actor="a", now=moment(14))
                store.add(a_snapshot(("newer", "n", 0, 1)), source="s", actor="a", now=moment(14))
                assert len(store.uploads()) == 3
                assert store.version() != before
                looking = threading.Thread(target=look)
                looking.start()
                looking.join()
                raise InterruptedError

        with pytest.raises(InterruptedError):
            break_off()
        look()
        assert seen == [(before, 1, 1)] * 2
        # names that were given codes in the block are given them again
        store.add(a_snapshot(("newest", "n", 0, 2)), source="s", actor="a", now=moment(15))
        assert sorted(store.book().rows) == [("newest", "n"), ("old", "m")]


def test_the_same_rows_twice_in_one_block_are_there_once(tmp_path: Path) -> None:
    with open_store(new_url(tmp_path)) as store, store.together():
        first = store.add(a_snapshot(("a", "m", 0, 1)), source="s", actor="a", now=moment(14), only_new=True)
        with pytest.raises(Exception, match=first.upload_id):
            store.add(a_snapshot(("a", "m", 0, 1)), source="s", actor="a", now=moment(14), only_new=True)


def test_a_key_stands_for_one_request(tmp_path: Path) -> None:
    with open_store(new_url(tmp_path)) as store:
        keep_answer(store, KeyedRequest("k", "this"), "done", moment(14))
        with pytest.raises(AnsweredBefore, match="answered before"):
            look_up(store, KeyedRequest("k", "this"))
        with pytest.raises(KeyTaken):
            look_up(store, KeyedRequest("k", "that"))
        look_up(store, KeyedRequest("l", "this"))


def test_answers_are_kept_for_a_while_and_not_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_KEPT", 10)
    monkeypatch.setattr(answers, "_OLDEST_TO_KEEP", answers._OLDEST_TO_KEEP.replace("9999", "9"))
    with open_store(new_url(tmp_path)) as store:

        def kept() -> list[str]:
            with store.reading() as cursor:
                return [key for (key,) in cursor.execute("SELECT key FROM answer ORDER BY answered_at").fetchall()]

        def keep(key: str, at: datetime) -> None:
            keep_answer(store, KeyedRequest(key, "r"), "c", at)

        keep("old", moment(1))
        keep("young", moment(2))
        keep("now", moment(2) + timedelta(days=answers.KEPT_DAYS))
        assert kept() == ["young", "now"]
        for number in range(30):
            keep(str(number), moment(2) + timedelta(days=answers.KEPT_DAYS, minutes=number + 1))
        assert 10 <= len(kept()) <= 11
        assert kept()[-1] == "29"
