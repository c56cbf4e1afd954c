"""One register for the tests of a module, on a file or on each database."""

from __future__ import annotations

import pytest

from tests.support.counter import counter


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with counter(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def office_on_both(request, tmp_path_factory):
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    server = request.getfixturevalue("postgres")
    address = server.create_database()
    with counter(tmp_path_factory.mktemp("server"), address) as made:
        yield made
    server.drop_database(address)
