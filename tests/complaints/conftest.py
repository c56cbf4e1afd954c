"""An office with the law of Ethiopia adopted, and an agency to complain about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.core.world import World
from tests.support.complaining import Counter
from tests.support.redress import office_in


@pytest.fixture
def counter(tmp_path: Path, world: World) -> Iterator[Counter]:
    """On a file."""
    made = office_in(tmp_path, world)
    yield Counter(made, made.agency())
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def counter_on_both(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Counter]:
    """On a file, and on a server."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    made = office_in(tmp_path, world, url)
    yield Counter(made, made.agency())
    made.close()
