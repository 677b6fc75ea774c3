"""What comes in by the HTTP API: files through the one entrance for measurements, and withdrawing an upload."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

from starlette.datastructures import UploadFile
from starlette.requests import Request

from metrics.snapshot.file_names import shown_name
from playbook.api import wording
from playbook.api.answers import Refusal
from playbook.api.body import Body
from playbook.api.reading import Call
from playbook.services import choices
from playbook.services.as_json import ReceivedDocument, RevokedDocument, upload_row
from playbook.services.backfilling import backfill_of
from playbook.services.candidates import PutForwardDocument, put_forward
from playbook.services.once import keyed_request, once
from playbook.services.receiving import SentFile, keyed_files, preview_files, receive_files
from playbook.services.recording.commit import NotCommitted
from playbook.settings import WrongUse
from playbook.wording import sentence_case

READ_AT_ONCE = 2
WAITING = 16
LONGEST_SOURCE = 120
_YES, _NO = ("true", "1", "yes"), ("false", "0", "no", "")


class Turnstile:
    """Lets a few files be read at once and a few wait; each may hold as much memory as the largest file."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for a turn; raises Refusal (503) where too many wait already."""
        if not self._places.acquire(blocking=False):
            raise Refusal(503, "busy", wording.BUSY, headers={"Retry-After": "2"})
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


_TURNSTILE = Turnstile(READ_AT_ONCE, WAITING)


def file_name(request: Request) -> str:
    """The name of a file that is the whole body: the parameter `name`, else the header Content-Disposition."""
    named = request.query_params.get("name")
    if named is None:
        _, _, after = request.headers.get("content-disposition", "").partition("filename=")
        named = after.partition(";")[0].strip().strip('"')
    return shown_name(named)


def snapshots(call: Call, body: Body) -> ReceivedDocument:
    """Receives weekly files, as `playbook upload` does: every problem at once, and nothing is stored until there are
    none. One file is the body itself; several are parts named `file` of a multipart form."""
    questions = _merged(call.questions, body.fields)
    dry_run = _switch("dry_run", questions.get("dry_run", ""))
    product, week = questions.get("product") or None, questions.get("week") or None
    source = _line("source", questions.get("source", "")) or wording.SOURCE
    backfill = backfill_of(call.workspace, questions.get("received") or None, questions.get("why") or None)
    chosen = choices.product(call.workspace, product)
    mapped_by = choices.source(call.workspace, questions.get("mapped_by") or None)
    candidate = choices.candidate(call.workspace, questions.get("candidate") or None)
    files = [SentFile(shown_name(file.filename or ""), partial(_bytes_of, file)) for file in body.files]
    with _TURNSTILE.turn():
        if dry_run:
            received = preview_files(call.workspace, files, chosen, week, backfill, mapped_by, candidate)
        else:
            said = [f"{name}={text}" for name, text in sorted(questions.items())]
            keyed = keyed_files(call.key, call.caller, said, files) if call.key else None
            received = receive_files(
                call.workspace,
                files,
                chosen,
                week,
                source=source,
                actor=call.caller,
                backfill=backfill,
                mapped_by=mapped_by,
                candidate=candidate,
                keyed=keyed,
            )
    if received.refused:
        raise _refusal(received)
    return received


def candidates(call: Call, body: Body) -> PutForwardDocument:
    """Puts a candidate on record: what would ship of a product, as JSON or YAML; its commit, models, prompts, retrieval
    indexes, evaluation suites and data."""
    try:
        text = _bytes_of(body.files[0]).decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise WrongUse(wording.NO_UTF8) from reason
    product = choices.product(call.workspace, call.questions.get("product"))
    parts = ("candidate", product or "", text)
    keyed = keyed_request(call.key, call.caller, parts) if call.key else None
    try:
        return once(call.workspace, keyed, lambda: put_forward(call.workspace, text, product, call.caller))
    except NotCommitted as reason:
        raise Refusal(409, "not_committed", f"{sentence_case(str(reason))}.") from reason


def withdraw_upload(call: Call) -> RevokedDocument:
    """Withdraws an upload, as `playbook revoke` does; what it had replaced counts again."""
    keyed = keyed_request(call.key, call.caller, ("withdraw", call.questions["id"])) if call.key else None

    def withdraw() -> RevokedDocument:
        return RevokedDocument(upload=upload_row(call.workspace.revoke(call.questions["id"], actor=call.caller)))

    return once(call.workspace, keyed, withdraw)


def _merged(parameters: Mapping[str, str], fields: Mapping[str, str]) -> Mapping[str, str]:
    if set(parameters) & set(fields):
        raise WrongUse(wording.MIXED)
    return {**parameters, **fields}


def _switch(name: str, text: str) -> bool:
    word = text.strip().lower()
    if word not in (*_YES, *_NO):
        raise WrongUse(wording.not_a_switch(name, text))
    return word in _YES


def _line(name: str, text: str) -> str:
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    if len(line) > LONGEST_SOURCE:
        raise WrongUse(wording.too_long_text(name, LONGEST_SOURCE))
    return line


def _bytes_of(file: UploadFile) -> bytes:
    file.file.seek(0)
    return file.file.read()


def _refusal(received: ReceivedDocument) -> Refusal:
    names = [entry.file for entry in received.files if entry.state == "refused"]
    return Refusal(422, "refused", wording.refused(names, received.problem_count), received=received)
