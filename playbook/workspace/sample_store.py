"""Builds the sample's store from its manifest, each file received on its own day."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from metrics.intake import receive
from metrics.problems import Problem, Problems, Severity, YamlPlace
from metrics.snapshot.context import IntakeContext
from metrics.store.explanations import explain
from metrics.store.location import locate
from metrics.store.store import Store, open_store
from playbook import wording_workspace as wording
from playbook.model.playbook import Playbook
from playbook.settings import WrongUse
from playbook.workspace.sample import (
    Manifest,
    SampleRevocation,
    SampleUpload,
    is_current,
    is_sample_store,
    leave_note,
    moment,
)


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that happened to the sample's store."""

    moment: datetime
    what: SampleUpload | SampleRevocation


def build(folder: Path, store: Path, manifest: Manifest, playbook: Playbook, digest: str, *, given: bool) -> None:
    """Makes the store anew, under another name, and puts it in its place in one step: two processes may do so at once.

    `given` says that a person named this file: one that is no store of the sample is then left alone (WrongUse).
    Files that no longer fit the definitions are left out, and the note beside the store says so.
    """
    if store.exists():
        if given and not is_sample_store(store):
            raise WrongUse(wording.sample_in_a_real_store(str(store)))
        open_store(str(store)).close()  # while a running app holds it, its file must not be swapped
    growing = store.with_name(f".{os.getpid()}.{store.name}")
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        with open_store(str(growing)) as fresh:
            left_out = tuple(_fill(fresh, folder, manifest, playbook))
        if not is_current(store, digest):
            growing.replace(store)
            leave_note(store, digest, [problem.message for problem in left_out])
    except OSError as reason:
        raise explain(locate(str(store)), reason) from reason
    finally:
        with suppress(OSError):
            for name in (growing.name, growing.name + ".wal"):
                growing.with_name(name).unlink(missing_ok=True)


def _fill(store: Store, folder: Path, manifest: Manifest, playbook: Playbook) -> Iterator[Problem]:
    upload_ids: dict[str, str] = {}
    for event in _events(manifest):
        what = event.what
        if isinstance(what, SampleRevocation):
            if what.file in upload_ids:
                store.revoke(upload_ids[what.file], actor=what.by, now=event.moment)
            continue
        path = folder / what.file
        context = IntakeContext(
            metrics=playbook.metrics,
            products=frozenset(product.id for product in playbook.records.products.products),
            calendar=playbook.calendar,
            today=event.moment.date(),
            product=what.product,
            week=what.week,
            timezone=playbook.definitions.charter.charter.timezone,
            product_names={product.id: product.names for product in playbook.records.products.products},
        )
        try:
            receipt = receive(
                path.name, path.read_bytes(), context, store, source=what.source, actor=what.by, now=event.moment
            )
        except Problems as refused:
            first = refused.problems[0].message
            yield Problem(YamlPlace(what.file), wording.sample_file_refused(what.file), "", first, Severity.WARNING)
        else:
            upload_ids[what.file] = receipt.upload.upload_id


def _events(manifest: Manifest) -> list[_Event]:
    events = [_Event(moment(upload.received), upload) for upload in manifest.uploads]
    events += [_Event(moment(revocation.on), revocation) for revocation in manifest.revoked]
    return sorted(events, key=lambda event: event.moment)
