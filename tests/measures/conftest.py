"""An office with the law of Ethiopia adopted, on a file or on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.core.world import World
from tests.support.licensing import Licensing
from tests.support.redress import office_in


@pytest.fixture
def licensing(tmp_path: Path, world: World) -> Iterator[Licensing]:
    """On a file of its own: the tests of measures change the law."""
    made = office_in(tmp_path, world)
    yield Licensing(made)
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def licensing_on_both(request: pytest.FixtureRequest, tmp_path: Path, world: World) -> Iterator[Licensing]:
    """On a file, and on a server."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    made = office_in(tmp_path, world, url)
    yield Licensing(made)
    made.close()
