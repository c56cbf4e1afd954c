"""A register on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.build import Opened
from registry_app.core.world import World
from tests.support.office import opened_register


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Opened]:
    """A register with an officer of each role, open for its administrator."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    register = opened_register(tmp_path, world, url)
    yield register
    register.close()


@pytest.fixture
def on_file(tmp_path: Path, world: World) -> Iterator[Opened]:
    """The same in a file only."""
    register = opened_register(tmp_path, world)
    yield register
    register.close()
