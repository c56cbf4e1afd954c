"""Another program that holds the register: it is waited for in turns, the officer hears of it and can stop."""

from __future__ import annotations

import pytest

from registry_app.core.errors import Cancelled, StorageFailed
from registry_app.store import engine
from registry_app.store.engine import Location, open_engines, translated

KEY = bytes(range(32))


@pytest.fixture
def two(tmp_path, monkeypatch):
    """The same file opened twice, as by two programs, with short turns."""
    monkeypatch.setattr(engine, "_TURN_MS", 5)
    monkeypatch.setattr(engine, "_BUSY_MS", 50)
    place = Location(str(tmp_path / "office.register"))
    mine, other = open_engines(place, KEY), open_engines(place, KEY)
    yield mine, other
    mine.dispose()
    other.dispose()


def test_who_waits_hears_of_it_and_goes_on_when_the_other_is_done(two):
    mine, other = two
    holder = other.write.connect()
    work = holder.begin()
    heard: list[int] = []

    def listen(waited: int) -> None:
        heard.append(waited)
        if len(heard) == 3:
            work.rollback()

    mine.waiting.listeners.append(listen)
    with mine.write.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER)")
    assert heard == [5, 10, 15]
    holder.close()


def test_the_wait_can_be_stopped_and_nothing_is_begun(two):
    mine, other = two

    def stop(_waited: int) -> None:
        raise Cancelled("stopped")

    mine.waiting.listeners.append(stop)
    with other.write.begin(), pytest.raises(Cancelled), mine.write.begin():
        pass
    mine.waiting.listeners.clear()
    with mine.write.begin() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


def test_after_the_last_turn_it_is_refused(two):
    mine, other = two
    with other.write.begin(), pytest.raises(engine.DRIVER_ERRORS) as refused, mine.write.begin():
        pass
    assert isinstance(translated(refused.value, "office.register"), StorageFailed)


def test_nobody_is_told_where_nobody_holds_it(two):
    mine, _other = two
    mine.waiting.listeners.append(lambda _waited: pytest.fail("nobody holds it"))
    with mine.write.begin() as connection:
        connection.exec_driver_sql("SELECT 1")
