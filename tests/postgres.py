"""A PostgreSQL server of the tests' own: on loopback, at a free port, in a folder that goes away."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.free_port import free_port

PASSWORD = "no-secret-of-anybody"  # noqa: S105 - of a server that lives as long as one test run
USER = "playbook"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`; None where PostgreSQL's server is not installed."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


class Server:
    """One cluster. It refuses to run as root, and then runs as the user that its package made."""

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        bin_folder = programs()
        if bin_folder is None:
            raise FileNotFoundError("initdb")
        self._bin = bin_folder
        self._as: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        self.folder = Path(mkdtemp(prefix="playbook-postgres-"))
        self._databases = 0
        (self.folder / "password").write_text(PASSWORD, "utf-8")
        if self._as:
            for path in (self.folder, self.folder / "password"):
                shutil.chown(path, "postgres", "postgres")
        self.port = free_port()
        self._run(
            "initdb",
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile",
            self.folder / "password",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        )
        self.start()

    def address(self, database: str, password: str = PASSWORD) -> str:
        """How a database is reached."""
        return f"host=127.0.0.1 port={self.port} user={USER} password={password} dbname={database}"

    def new_database(self) -> str:
        """Name of an empty database."""
        self._databases += 1
        name = f"lake{os.getpid()}_{self._databases}"
        self.ask(f"CREATE DATABASE {name}")
        return name

    def ask(self, statement: str, database: str = "postgres") -> str:
        """What psql prints, one line a row."""
        command = ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database, "-Atqc", statement]
        reported = subprocess.run(
            [self._bin / "psql", *command],
            env=os.environ | {"PGPASSWORD": PASSWORD},
            capture_output=True,
            text=True,
            check=True,
        )
        return reported.stdout.strip()

    def start(self) -> None:
        """Runs it where it does not run, and waits until it answers."""
        if (self.folder / "data" / "postmaster.pid").exists():
            return
        # without fsync: what it has written survives its end, though not that of the machine, and it is back at once
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
        options += "" if self._durable else " -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-t", "300", "-l", self.folder / "log", "-o", options)

    def stop(self) -> None:
        """Ends it as its keeper would: everybody is sent away."""
        self._run("pg_ctl", "stop", "-w", "-m", "fast")

    def kill(self) -> None:
        """Ends it as a power cut would: nothing is written any more, and the next start has to recover."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def remove(self) -> None:
        """Ends it and takes its folder away."""
        with suppress(subprocess.CalledProcessError):
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), "-D", str(self.folder / "data"), *map(str, arguments)]
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **self._as,
        )
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
