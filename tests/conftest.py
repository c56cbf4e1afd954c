"""What every test may ask for: a world that repeats itself, a PostgreSQL of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from registry_app.core.world import World, seeded_world
from tests.support import postgres as private_postgres
from tests.support.compiled import compile_once
from tests.support.room import in_memory
from tests.support.stretched import stretch_once

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if room := in_memory(4 << 30):
    # every commit waits for the disk, as it must; under tmp_path it has nothing to wait for
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", room)
compile_once()
stretch_once()

# the same examples on every run, and no verdict by the clock of a busy machine
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("REGISTRY_HYPOTHESIS", "ci"))

FIRST_MORNING = datetime(2019, 3, 4, 8, 0, tzinfo=UTC)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Modules, classes and tests are there to stay: looking through them for what can go is time spent for nothing."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.fixture
def world() -> World:
    """An office's first morning in Addis Ababa; the same seed, so the same ids, keys and hours in every run."""
    return seeded_world(1, FIRST_MORNING, "Africa/Addis_Ababa")


@pytest.fixture(scope="session")
def postgres() -> Iterator[private_postgres.PostgresServer]:
    """A private PostgreSQL, started once per test process.

    Without one the test is skipped with the word, unless REGISTRY_REQUIRE_POSTGRES=1 says that it must not be.
    """
    try:
        server = private_postgres.start()
    except private_postgres.NotAvailable as reason:
        if os.environ.get("REGISTRY_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"{reason}, and REGISTRY_REQUIRE_POSTGRES=1 forbids to skip", pytrace=False)
        pytest.skip(str(reason))
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres: private_postgres.PostgresServer) -> Iterator[str]:
    """The SQLAlchemy address of a fresh, empty database, gone after the test."""
    address = postgres.create_database()
    yield address
    postgres.drop_database(address)
