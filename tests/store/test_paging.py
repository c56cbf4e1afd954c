"""Pages of long lists: ids packed and unpacked, and questions broken off when nobody waits for them any more."""

from __future__ import annotations

import threading
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registry_app.store.paging import PackedKeys, UnderWay
from tests.support.office import opened_register

ENDLESS = text("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n WHERE x < 0")


@given(st.lists(st.uuids(), max_size=20), st.integers(-25, 25), st.integers(-25, 25), st.sampled_from([1, 2, -1]))
def test_packed_ids_are_a_sequence_of_them(keys, start, stop, step):
    packed = PackedKeys(b"".join(key.bytes for key in keys))
    assert packed == keys
    assert len(packed) == len(keys)
    assert packed[start:stop:step] == keys[start:stop:step]
    assert [packed[at] for at in range(-len(keys), len(keys))] == [*keys, *keys]
    with pytest.raises(IndexError):
        packed[len(keys)]


def test_a_statement_nobody_waits_for_is_broken_off_and_the_next_is_not(tmp_path, world):
    opened = opened_register(tmp_path, world)
    under_way, begun = UnderWay(), threading.Event()
    raised: list[Exception] = []

    def ask() -> None:
        try:
            with opened.store.engines.read.connect() as connection, under_way.noted(_Speaking(connection)):
                begun.set()
                connection.execute(ENDLESS)
        except DBAPIError as error:
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    begun.wait(30)
    while asking.is_alive():  # between noting and running there is a moment in which nothing can be broken off
        under_way.stop()
        asking.join(0.01)
    assert "interrupted" in str(raised[0])
    under_way.stop()
    with opened.reading() as session, under_way.noted(session):
        assert session.scalar(text("SELECT 1")) == 1
    assert uuid.UUID(int=0) not in PackedKeys(b"")
    opened.close()


class _Speaking:
    """A connection where a session is asked for."""

    def __init__(self, connection) -> None:
        self._connection = connection

    def connection(self):
        return self._connection
