"""The PostgreSQL of the tests is private, fresh for each test, and goes with the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support import postgres as private_postgres


def test_each_test_gets_an_empty_database(postgres_url):
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        found = connection.execute(text("select count(*) from pg_tables where schemaname = 'public'")).scalar_one()
    engine.dispose()
    assert found == 0


def test_a_database_can_be_made_from_another(postgres):
    template = postgres.create_database()
    with postgres.connect(private_postgres.database_name(template)) as connection:
        connection.execute("create table kept (id int)")
    copy = postgres.create_database(private_postgres.database_name(template))
    with postgres.connect(private_postgres.database_name(copy)) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)
    for address in (copy, template):
        postgres.drop_database(address)


def test_the_server_ends_with_the_run_and_leaves_nothing():
    server = private_postgres_or_skip()
    folder, process = server._folder, server._process
    server.stop()
    assert process.poll() is not None
    assert not folder.exists()


def test_a_missing_postgresql_is_a_failure_where_it_is_required(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_it(postgres_url):\n    pass\n", encoding="utf-8")
    root = Path(__file__).resolve().parent.parent
    (tmp_path / "conftest.py").write_text(
        "from tests.support import postgres as p\n"
        "def start():\n    raise p.NotAvailable(p.MISSING)\n"
        "p.start = start\n"
        "from tests.conftest import postgres, postgres_url\n",
        encoding="utf-8",
    )
    outcome = {}
    for required in ("0", "1"):
        outcome[required] = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", str(tmp_path)],
            env={**os.environ, "REGISTRY_REQUIRE_POSTGRES": required, "PYTHONPATH": str(root)},
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert outcome["0"].returncode == 0
    assert private_postgres.MISSING in outcome["0"].stdout
    assert outcome["1"].returncode == 1
    assert "forbids to skip" in outcome["1"].stdout


def private_postgres_or_skip() -> private_postgres.PostgresServer:
    try:
        return private_postgres.start()
    except private_postgres.NotAvailable as reason:
        pytest.skip(str(reason))
