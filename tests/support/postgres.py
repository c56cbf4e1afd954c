"""A private PostgreSQL for the tests: its own cluster on loopback, in a folder that goes when the run ends."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tests.support.room import in_memory

MISSING: Final = "PostgreSQL is not installed here"
_USER: Final = "registry"
_ACCOUNT: Final = "postgres"  # Debian's package makes it
_START_LIMIT: Final = 60.0  # seconds until a server that does not answer counts as failed
_ROOM: Final = 2 << 30  # bytes free for several clusters at once
_SETTINGS: Final = {
    "fsync": "off",  # the folder is thrown away: nothing here needs to survive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "timezone": "UTC",
}


class NotAvailable(Exception):
    """There is no PostgreSQL here, or it would not start; the text says which."""


class PostgresServer:
    """A running cluster; `create_database` gives a fresh database's SQLAlchemy address."""

    def __init__(self, folder: Path, port: int, password: str, process: subprocess.Popen[bytes]) -> None:
        self._folder = folder
        self._port = port
        self._password = password
        self._process = process
        self._numbers = itertools.count(1)

    def create_database(self, template: str = "template0") -> str:
        """Make a database and give its address; `template` is a name as `database_name` reads it from an address."""
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(
                sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
            )
        return self.address(name)

    def drop_database(self, address: str) -> None:
        """Remove a database, also while a session of a failed test is still open on it."""
        with self.connect() as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database_name(address)))
            )

    def address(self, name: str) -> str:
        """The SQLAlchemy address of a database of this cluster."""
        return f"postgresql+psycopg://{_USER}:{self._password}@127.0.0.1:{self._port}/{name}"

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """A plain autocommit connection, past everything the program guards."""
        return psycopg.connect(
            host="127.0.0.1", port=self._port, user=_USER, password=self._password, dbname=name, autocommit=True
        )

    def stop(self) -> None:
        """Stop the server at once and remove its folder."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # immediate shutdown: nothing is worth keeping
        self._process.wait(timeout=_START_LIMIT)
        shutil.rmtree(self._folder, ignore_errors=True)


def database_name(address: str) -> str:
    """The database's name in an address of `create_database`."""
    return address.rpartition("/")[2]


def start() -> PostgresServer:
    """Start a private cluster; `NotAvailable` says why there is none.

    PostgreSQL refuses to run as root, so root hands it to the account Debian makes for it; the server dies with the
    process that started it, however that ends.
    """
    programs = _programs()
    # making and dropping a database is twenty times as fast in memory
    folder = Path(tempfile.mkdtemp(prefix="registry-postgres-", dir=in_memory(_ROOM)))
    try:
        return _start(programs, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _start(programs: Path, folder: Path) -> PostgresServer:
    password = secrets.token_urlsafe(18)
    password_file = folder / "password"
    password_file.write_text(password, encoding="ascii")
    as_user = _as_user(folder, password_file)
    data = folder / "data"
    made = subprocess.run(
        [*as_user, programs / "initdb", f"--pgdata={data}", f"--username={_USER}", f"--pwfile={password_file}",
         "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise NotAvailable(f"initdb failed: {made.stderr.strip()}")
    port = _free_port()
    settings = {**_SETTINGS, "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in settings.items())],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    server = PostgresServer(folder, port, password, process)
    try:
        _wait_until_it_answers(server, process, folder / "log")
    except BaseException:
        server.stop()
        raise
    return server


def _wait_until_it_answers(server: PostgresServer, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + _START_LIMIT
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > give_up:
                raise NotAvailable(f"PostgreSQL did not start: {log.read_text(errors='replace').strip()}") from error
            time.sleep(0.05)
        else:
            return


def _programs() -> Path:
    """The folder with initdb and postgres: the path's, else Debian's newest, which is on no path."""
    if os.name != "posix":
        raise NotAvailable(MISSING)
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres", path=str(Path(on_path).parent)):
        return Path(on_path).parent
    versions = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if (folder / "initdb").exists()]
    if not versions:
        raise NotAvailable(MISSING)
    return max(versions, key=lambda folder: float(folder.parent.name))


def _as_user(folder: Path, password_file: Path) -> list[str]:
    setpriv = shutil.which("setpriv")
    dies_with_us = [setpriv, "--pdeathsig", "QUIT"] if setpriv else []
    if os.geteuid() != 0:
        return dies_with_us
    if not setpriv:
        raise NotAvailable("PostgreSQL does not run as root, and setpriv (util-linux) is missing")
    try:
        for path in (folder, password_file):
            shutil.chown(path, _ACCOUNT, _ACCOUNT)
    except LookupError as error:
        raise NotAvailable(f"PostgreSQL does not run as root, and there is no account {_ACCOUNT}") from error
    return [*dies_with_us, f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
