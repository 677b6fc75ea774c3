"""A running app, asked over HTTP: its answers as they are, its errors as the exceptions that the command knows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from time import sleep
from typing import TYPE_CHECKING, Any

from metrics.problems import Problem, Problems, TablePlace, YamlPlace, problem_from_json
from metrics.store.location import StoreUnavailable
from metrics.store.uploads import UnknownUpload
from playbook.json_values import Json
from playbook.services.running_app import wording
from playbook.services.running_app.answers import (
    LARGEST_BACKUP,
    LONGEST_BACKUP_SECONDS,
    Received,
    ReportedError,
    Tidying,
    Withdrawn,
    has_shape,
)
from playbook.services.running_app.calling import (
    SECONDS_TO_ANSWER,
    SECONDS_TO_CONNECT,
    InTheClear,
    NoAnswer,
    OtherAnswer,
    TooMuch,
    Unreachable,
    bounded,
    document_of,
    goes_past_proxies,
    headers_of,
    is_address,
    pieces_of,
    printed,
)
from playbook.settings import WrongUse

if TYPE_CHECKING:
    import httpx

    from metrics.store.backup_files import Manifest

WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try of what was cut off."""


class RunningApp:
    """One app by its address. Raises WrongUse, Problems, UnknownUpload and StoreUnavailable, as the store would."""

    def __init__(
        self,
        address: str,
        token: str | None = None,
        actor: str | None = None,
        *,
        insecure: bool = False,
        newest_token: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.address = address.strip().rstrip("/")
        if not is_address(self.address):
            raise WrongUse(wording.not_an_address(address))
        self._newest_token = newest_token
        self._insecure = insecure
        self._headers = headers_of(token)
        if actor:
            self._headers["X-Playbook-Actor"] = actor.encode("ascii", "replace").decode()

    def command(self, name: str, options: Mapping[str, str]) -> Json:
        """What a command prints there: `output`, `messages` and `exit_code`."""
        try:
            return printed(self.address, self._headers, name, options, insecure=self._insecure)
        except NoAnswer as failed:
            raise self.refusal(failed) from failed

    def send(self, files: Sequence[Path], fields: Mapping[str, str], key: str | None = None) -> Json:
        """Sends files together; the document of `playbook upload --json`, whether they were stored or refused. Tried
        again where the app went away meanwhile: with one key, it stores them once."""
        headers = {"Idempotency-Key": key or token_hex(16)}

        def ask() -> Json:
            with ExitStack() as opened:
                parts = [
                    ("file", (path.name, opened.enter_context(path.open("rb")), "application/octet-stream"))
                    for path in files
                ]
                return self._ask("POST", "/api/snapshots", files=parts, data=dict(fields), headers=headers)

        received = self._shaped(Received, self._surely(ask))
        if len(received["files"]) != len(files):
            raise self._unavailable(*wording.not_the_app(200))
        return received

    def withdraw(self, upload_id: str, key: str | None = None) -> Json:
        """Withdraws an upload; the document of `playbook revoke --json`. Tried again as `send` is."""
        import httpx  # noqa: PLC0415  (only a command that goes through an app pays for it)

        safe = httpx.URL("http://x/").copy_with(path=f"/api/uploads/{upload_id or ' '}").raw_path.decode()
        headers = {"Idempotency-Key": key or token_hex(16)}
        return self._shaped(Withdrawn, self._surely(lambda: self._ask("DELETE", safe, headers=headers)))

    def _surely(self, ask: Callable[[], Json]) -> Json:
        """Asks again what was cut off: the app may have been stopped, and be there again in a moment."""
        import httpx  # noqa: PLC0415  (as above)

        tries = iter(WAITS)
        begun = False
        while True:
            try:
                return ask()
            except StoreUnavailable as lost:
                reason = lost.__cause__
                # one that was never there is not waited for
                begun = begun or not isinstance(reason, httpx.ConnectError | httpx.ConnectTimeout)
                wait = next(tries, None) if begun and isinstance(reason, httpx.TransportError) else None
                if wait is None:
                    raise
                sleep(wait)
            except WrongUse:
                token = self._newest_token() if begun else None  # an app that was started again has another key
                bearer = f"Bearer {token}"
                if token is None or self._headers.get("Authorization") == bearer:
                    raise
                self._headers["Authorization"] = bearer

    def backup(self, folder: Path) -> "Manifest":
        """Everything received, in a new folder, every digest compared; raises Problems, too."""
        from playbook.services.backup import TYPE, unpack  # noqa: PLC0415  (as above)

        with self._client() as client, client.stream("GET", f"{self.address}/api/backup") as answer:
            if answer.is_success and answer.headers.get("content-type", "") == TYPE:
                said = answer.headers.get("content-length", "")
                most = min(LARGEST_BACKUP, int(said)) if said.isascii() and said.isdigit() else LARGEST_BACKUP
                return unpack(bounded(pieces_of(answer), most, LONGEST_BACKUP_SECONDS), folder)
            self._understood(answer)
            raise self._unavailable(*wording.not_the_app(answer.status_code))

    def tidy(self, hours: float) -> Json:
        """Upkeep of the store; what it did."""
        answer = self._ask("POST", "/api/tidy", params={"hours": f"{hours:g}"})
        tidied: Json = self._shaped(Tidying, answer)["tidied"]
        return tidied

    def _ask(self, method: str, path: str, **content: Any) -> Json:
        with self._client() as client, client.stream(method, self.address + path, **content) as answer:
            return self._understood(answer)

    def _shaped(self, kind: type, document: Json) -> Json:
        if not has_shape(kind, document):
            raise self._unavailable(*wording.not_the_app(200))
        return document

    @contextmanager
    def _client(self) -> "Iterator[httpx.Client]":
        import httpx  # noqa: PLC0415  (as above)

        timeout = httpx.Timeout(SECONDS_TO_ANSWER, connect=SECONDS_TO_CONNECT)
        try:
            url = httpx.URL(self.address)
            local = goes_past_proxies(url.scheme, url.host, self._headers, insecure=self._insecure)
            with httpx.Client(
                headers=self._headers, timeout=timeout, trust_env=not local, follow_redirects=False
            ) as client:
                yield client
        except NoAnswer as failed:
            raise self.refusal(failed) from failed
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self.refusal(Unreachable(str(error) or type(error).__name__)) from error

    def _understood(self, answer: "httpx.Response") -> Json:
        document = None if answer.is_redirect else document_of(bounded(pieces_of(answer)))
        if document is not None and answer.is_success:
            return document
        error = None if document is None else document.get("error")
        if error is not None and answer.status_code == 422 and has_shape(ReportedError, error) and "files" in error:
            return {"schema": 1, "dry_run": bool(error.get("dry_run")), "files": error["files"]}
        raise OtherAnswer(answer.status_code, document)

    def refusal(self, failed: NoAnswer) -> Exception:
        """Why there is no answer, as the exception that the command knows."""
        match failed:
            case InTheClear():
                return WrongUse(wording.in_the_clear(self.address))
            case TooMuch():
                return self._unavailable(*wording.TOO_MUCH)
            case OtherAnswer(status=status, document={"error": error}) if has_shape(ReportedError, error):
                return self._as_exception(status, error)
            case OtherAnswer(status=status):
                return self._unavailable(*wording.not_the_app(status))
        return self._unavailable(*wording.unreachable(str(failed)))

    def _as_exception(self, status: int, error: Json) -> Exception:
        message = str(error["message"])
        if error["code"] == "not_found":  # only commands of this version ask, so that the app is of another
            return self._unavailable(*wording.OTHER_VERSION)
        problems = tuple(problem_from_json(problem) for problem in error["problems"])
        match status:
            case 401 | 403 | 405 | 422:
                return WrongUse(message)
            case 404 | 409:
                return UnknownUpload(problems[0] if problems else Problem(YamlPlace(self.address), message))
            case 413 | 415:
                return Problems([Problem(TablePlace(self.address), message)])
        return StoreUnavailable(problems[0] if problems else Problem(YamlPlace(self.address), message))

    def _unavailable(self, found: str, expected: str, remedy: str) -> StoreUnavailable:
        return StoreUnavailable(Problem(YamlPlace(self.address), found, expected, remedy))
