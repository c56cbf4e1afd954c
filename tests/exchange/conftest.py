"""A register for the imports of a test."""

from __future__ import annotations

import pytest

from tests.support.counter import counter


@pytest.fixture
def office(tmp_path):
    with counter(tmp_path) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
def office_on_both(request, tmp_path):
    if request.param == "sqlite":
        with counter(tmp_path) as made:
            yield made
        return
    server = request.getfixturevalue("postgres")
    address = server.create_database()
    with counter(tmp_path, address) as made:
        yield made
    server.drop_database(address)
