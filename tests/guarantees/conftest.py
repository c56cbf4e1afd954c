"""An office with the law of Ethiopia adopted, on a file or on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.core.world import World
from tests.support.redress import Office, office_in


@pytest.fixture
def office(tmp_path: Path, world: World) -> Iterator[Office]:
    """On a file."""
    made = office_in(tmp_path, world)
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def office_on_both(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Office]:
    """On a file, and on a server."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    made = office_in(tmp_path, world, url)
    yield made
    made.close()
