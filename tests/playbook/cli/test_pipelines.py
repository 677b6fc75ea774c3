"""The files for GitHub Actions, GitLab CI and git's hook: their shell lines run against a bare repository."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from typer.testing import CliRunner

from playbook.cli.main import app
from playbook.yaml_text.source import read
from tests.paths import ROOT
from tests.repositories import commit, git
from tests.worlds import World

GH = """\
#!{python}
import json, sys
from pathlib import Path
kept = Path({comments!r})
comments, words = json.loads(kept.read_text()), sys.argv[2:]
method = words[words.index("--method") + 1] if "--method" in words else "GET"
address = next(word for word in words if word.startswith("repos/"))
body = next((Path(word[6:]).read_text() for word in words if word.startswith("body=@")), None)
if method == "GET":
    jq = words[words.index("--jq") + 1]
    assert 'github-actions[bot]' in jq and "<!-- playbook impact -->" in jq
    for number, text in comments.items():
        if text.startswith("<!-- playbook impact -->"):
            print(number)
elif method == "POST":
    assert address == "repos/acme/ai/issues/7/comments"
    comments[str(len(comments) + 11)] = body
elif method == "PATCH":
    comments[address.rpartition("/")[2]] = body
else:
    del comments[address.rpartition("/")[2]]
kept.write_text(json.dumps(comments))
"""


def template(name: str) -> str:
    """What the command prints."""
    return CliRunner().invoke(app, ["impact", "--pipeline", name]).stdout


@dataclass
class Checkout:
    """A change that was pushed, as a pipeline checks it out: `main` merged with `change`."""

    folder: Path
    world: World
    tools: Path
    more: dict[str, str] = field(default_factory=dict)

    def comments(self) -> list[str]:
        """What is written beside the change."""
        return list(json.loads((self.tools / "comments.json").read_text()).values())

    def push(self, old: str, new: str) -> None:
        """Changes the gates, commits and pushes; the pipeline's checkout is made anew."""
        self.world.change("definitions/gates.yaml", old, new)
        commit(self.world.folder, new, "2026-11-05")
        git(self.world.folder, "push", "-q", "--force", "origin", "change")
        git(self.folder, "fetch", "-q")
        git(self.folder, "checkout", "-q", "--detach", "origin/main")
        git(self.folder, "merge", "-q", "--no-ff", "-m", "as merged", "origin/change")

    def run(self, lines: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Runs shell lines as a pipeline does."""
        environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("CI_", "GITHUB_"))},
            "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PLAYBOOK_DIR": ".",
            **self.more,
        }
        place = self.folder if folder is None else folder
        return subprocess.run(["bash", "-ec", lines], cwd=place, env=environ, capture_output=True, text=True)  # noqa: S607, PLW1510


@pytest.fixture
def checkout(slipping: World, tmp_path: Path) -> Checkout:
    """A playbook in a bare repository, with a branch that changes nothing yet."""
    tools, bare = tmp_path / "tools", tmp_path / "bare.git"
    tools.mkdir()
    for name, text in (
        ("playbook", f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n'),
        ("gh", GH.format(python=sys.executable, comments=str(tools / "comments.json"))),
    ):
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod((tools / name).stat().st_mode | stat.S_IXUSR)
    (tools / "comments.json").write_text(json.dumps({"3": "Looks good"}), encoding="utf-8")
    git(tmp_path, "init", "-q", "--bare", str(bare))
    git(slipping.folder, "init", "-q")
    slipping.write(".gitignore", "playbook.duckdb*\n.*\n")
    commit(slipping.folder, "Begin", "2026-09-07")
    git(slipping.folder, "remote", "add", "origin", str(bare))
    git(slipping.folder, "push", "-q", "origin", "main")
    git(slipping.folder, "checkout", "-q", "-b", "change")
    git(slipping.folder, "push", "-q", "origin", "change")
    git(tmp_path, "clone", "-q", "-b", "main", str(bare), "runner")
    return Checkout(tmp_path / "runner", slipping, tools)


LOWER = ('pass: "<= 0.06"', 'pass: "<= 0.07"')
BACK = LOWER[1], LOWER[0]


def github(checkout: Checkout) -> list[str]:
    """The steps of the pipeline that run the command."""
    checkout.more = {"GITHUB_BASE_REF": "main", "GITHUB_REPOSITORY": "acme/ai", "NUMBER": "7", "GH_TOKEN": "x"}
    steps: list[dict[str, str]] = read(template("github"), "github.yml").data["jobs"]["bars"]["steps"]
    return [step["run"] for step in steps if "playbook " in step.get("run", "") and "pip" not in step["run"]]


def test_github_stops_a_weaker_bar_and_keeps_one_comment(checkout: Checkout) -> None:
    check, annotate, comment = github(checkout)
    assert checkout.run(check).returncode == 0
    assert checkout.run(comment).returncode == 0
    assert checkout.comments() == ["Looks good"]
    checkout.push(*LOWER)
    stopped = checkout.run(check)
    assert stopped.returncode == 1
    assert "::error file=definitions/gates.yaml,line=57,col=9,title=playbook::" in stopped.stdout
    assert checkout.run(annotate).returncode == 1
    assert checkout.run(comment).returncode == 0
    (_, written) = checkout.comments()
    assert "`<= 0.06` | `<= 0.07` | no record |" in written
    checkout.push(LOWER[1], 'pass: "<= 0.05"')
    told = checkout.run(annotate)
    assert told.returncode == 0
    assert "::notice file=definitions/gates.yaml,line=57,col=9,title=playbook::stricter: gates.limited" in told.stdout
    assert checkout.run(comment).returncode == 0
    (_, written) = checkout.comments()
    assert "| stricter |" in written
    checkout.push('pass: "<= 0.05"', LOWER[0])
    assert checkout.run(comment).returncode == 0
    assert checkout.comments() == ["Looks good"]


def test_a_shallow_checkout_and_a_base_of_another_format_end_with_3(checkout: Checkout, tmp_path: Path) -> None:
    check, annotate, comment = github(checkout)
    checkout.push(*LOWER)
    git(tmp_path, "clone", "-q", "--depth", "1", "-b", "change", f"file://{tmp_path / 'bare.git'}", "shallow")
    for lines in (check, annotate, comment):
        ended = checkout.run(lines, tmp_path / "shallow")
        assert ended.returncode == 3
        assert "this is a shallow clone without 'origin/main'" in ended.stderr
    git(checkout.world.folder, "checkout", "-q", "main")
    whole = checkout.world.text("definitions/gates.yaml")
    checkout.world.write("definitions/gates.yaml", "gates: [{id: x, needs: everything}]\n")
    commit(checkout.world.folder, "another format", "2026-11-05")
    git(checkout.world.folder, "push", "-q", "origin", "main")
    git(checkout.folder, "fetch", "-q")
    (checkout.folder / "definitions" / "gates.yaml").write_text(whole, encoding="utf-8")
    ended = checkout.run(annotate)
    assert ended.returncode == 3
    assert "the definitions at 'origin/main' cannot be read by this version" in ended.stderr


@contextmanager
def notes_of(merge_request: dict[int, str]) -> Iterator[str]:
    """A GitLab that knows the notes of one merge request."""

    class Notes(BaseHTTPRequestHandler):
        def answer(self, content: object = None) -> None:
            assert self.headers["PRIVATE-TOKEN"] == "secret"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def body(self) -> str:
            return parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["body"][0]

        def do_GET(self) -> None:
            assert self.path.startswith("/api/v4/projects/5/merge_requests/7/notes?")
            self.answer([{"id": number, "body": text} for number, text in merge_request.items()])

        def do_POST(self) -> None:
            merge_request[max(merge_request) + 1] = self.body()
            self.answer()

        def do_PUT(self) -> None:
            merge_request[int(self.path.rpartition("/")[2])] = self.body()
            self.answer()

        def do_DELETE(self) -> None:
            del merge_request[int(self.path.rpartition("/")[2])]
            self.answer()

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v4"
    finally:
        server.shutdown()
        server.server_close()


def test_gitlab_stops_a_weaker_bar_reports_its_line_and_keeps_one_note(checkout: Checkout) -> None:
    lines: list[str] = read(template("gitlab"), "gitlab.yml").data["playbook"]["script"]
    report, note, check = lines
    base = git(checkout.world.folder, "rev-parse", "main").strip()
    notes = {1: "Looks good"}
    with notes_of(notes) as address:
        checkout.more = {
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
            "CI_API_V4_URL": address,
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "7",
            "GITLAB_NOTES_TOKEN": "secret",
            "no_proxy": "127.0.0.1",
        }
        assert checkout.run(report).returncode == 0
        assert json.loads((checkout.folder / "gl-code-quality-report.json").read_text()) == []
        checkout.push(*LOWER)
        assert checkout.run(check).returncode == 1
        assert checkout.run(report).returncode == 0
        (entry,) = json.loads((checkout.folder / "gl-code-quality-report.json").read_text())
        assert (entry["severity"], entry["location"]) == (
            "critical",
            {"path": "definitions/gates.yaml", "lines": {"begin": 57}},
        )
        for _ in range(2):
            ended = checkout.run(note)
            assert ended.returncode == 0, ended.stderr
        assert list(notes) == [1, 2]
        assert "no record" in notes[2]
        checkout.push(*BACK)
        assert checkout.run(note).returncode == 0
        assert notes == {1: "Looks good"}
        checkout.more["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "0" * 40
        assert [checkout.run(lines).returncode for lines in (report, check)] == [3, 3]


@pytest.mark.parametrize("beside", [False, True])
def test_the_hook_stops_a_commit_that_lowers_a_bar(checkout: Checkout, tmp_path: Path, beside: bool) -> None:
    folder = checkout.world.folder
    hook = folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(template("pre-commit"), encoding="utf-8")
    hook.chmod(0o755)
    if beside:
        git(folder, "worktree", "add", "-q", "--detach", str(tmp_path / "beside"))
        folder = tmp_path / "beside"
    file = folder / "definitions" / "gates.yaml"
    whole = file.read_text(encoding="utf-8")
    commits = "git -c user.name=a -c user.email=a@example.org commit -qam 'A change'"
    file.write_text(whole.replace(*LOWER, 1), encoding="utf-8")
    stopped = checkout.run(commits, folder)
    assert stopped.returncode == 1
    assert "became weaker: <= 0.06 → <= 0.07" in stopped.stdout + stopped.stderr
    file.write_text(whole.replace(LOWER[0], 'pass: "<= 0.05"', 1), encoding="utf-8")
    passed = checkout.run(commits, folder)
    assert passed.returncode == 0, passed.stderr
