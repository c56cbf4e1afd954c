"""An office with the law of Ethiopia adopted, on a file or on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.core.world import World, seeded_world
from tests.conftest import FIRST_MORNING
from tests.support.licensing import Licensing
from tests.support.redress import office_in


@pytest.fixture(scope="module")
def licensing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Licensing]:
    """On a file, shared by the tests of a module: each takes an agency of its own."""
    made = office_in(tmp_path_factory.mktemp("office"), seeded_world(1, FIRST_MORNING, "Africa/Addis_Ababa"))
    yield Licensing(made)
    made.close()


@pytest.fixture
def fresh(tmp_path: Path, world: World) -> Iterator[Licensing]:
    """On a file of its own, for tests that change the law."""
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
