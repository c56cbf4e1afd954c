"""Nothing changes a table without the journal seeing it, and a transaction is all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import orjson
import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from registry_app import schema
from registry_app.access.models import User
from registry_app.build import Opened
from registry_app.core.errors import NotPermitted, RuleBroken, StaleRecord
from registry_app.journal.models import JournalEntry, JournalHead
from registry_app.journal.verify import verify
from registry_app.offices.models import Holiday, Office
from registry_app.store import unit
from registry_app.store.engine import DRIVER_ERRORS
from registry_app.store.guards import missing_guards
from registry_app.store.unit import Unjournalled
from tests.support.office import as_user


def entries(opened: Opened) -> int:
    with opened.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalEntry)) or 0


def names(opened: Opened) -> list[str]:
    with opened.reading() as session:
        return list(session.scalars(select(User.full_name).order_by(User.full_name)))


def findings(opened: Opened) -> list[str]:
    keys = opened.checkpoint_keys()
    with opened.reading() as session:
        return verify(session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex).findings


def one_row(opened: Opened) -> dict[str, object]:
    return {
        "id": opened.world.new_id(),
        "office_id": opened.info.office_id,
        "version": 1,
        "day": date(2019, 9, 12),
        "name": "New year",
    }


BULK: dict[str, Callable[[Opened, Session], object]] = {
    "update": lambda opened, session: session.execute(update(User).values(full_name="x")),
    "delete": lambda opened, session: session.execute(delete(Holiday)),
    "bulk insert": lambda opened, session: session.execute(insert(Holiday), [one_row(opened)]),
    "legacy update": lambda opened, session: session.query(User).update({"full_name": "x"}),
    "legacy delete": lambda opened, session: session.query(Holiday).delete(),
    "bulk_insert_mappings": lambda opened, session: session.bulk_insert_mappings(Holiday, [one_row(opened)]),
    "bulk_save_objects": lambda opened, session: session.bulk_save_objects([Holiday(**one_row(opened))]),
    "core update": lambda opened, session: session.execute(User.__table__.update().values(full_name="x")),
    "core on connection": lambda opened, session: session.connection().execute(
        User.__table__.update().values(full_name="x")
    ),
}
RAW: dict[str, Callable[[Connection], object]] = {
    "text": lambda connection: connection.execute(text("UPDATE user_account SET full_name = 'x'")),
    "driver": lambda connection: connection.exec_driver_sql("UPDATE user_account SET full_name = 'x'"),
    "insert": lambda connection: connection.exec_driver_sql("INSERT INTO holiday SELECT * FROM holiday"),
    "delete": lambda connection: connection.exec_driver_sql("DELETE FROM holiday"),
    "journal update": lambda connection: connection.exec_driver_sql("UPDATE journal_entry SET body = '{}'"),
    "journal delete": lambda connection: connection.exec_driver_sql("DELETE FROM journal_entry WHERE seq = 3"),
    "checkpoint delete": lambda connection: connection.exec_driver_sql("DELETE FROM journal_checkpoint"),
    "private": lambda connection: connection.exec_driver_sql("UPDATE journal_private SET body = 'null'"),
    "head": lambda connection: connection.exec_driver_sql("UPDATE journal_head SET size = 1"),
    "another head": lambda connection: connection.exec_driver_sql(
        "INSERT INTO journal_head SELECT * FROM journal_head"
    ),
}


@pytest.mark.parametrize("way", BULK)
def test_bulk_statements_are_refused(opened: Opened, way: str) -> None:
    before, officers = entries(opened), names(opened)
    with pytest.raises(Unjournalled), opened.transaction() as (session, _actor):
        unit.verb(session, "user:added")
        BULK[way](opened, session)
    assert names(opened) == officers
    assert entries(opened) == before


@pytest.mark.parametrize("way", RAW)
def test_raw_statements_are_refused_inside_a_transaction_of_ours(opened: Opened, way: str) -> None:
    before, officers = entries(opened), names(opened)
    with pytest.raises(DBAPIError, match="registry:"), opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
        session.flush()
        RAW[way](session.connection())
    assert names(opened) == officers
    assert entries(opened) == before


@pytest.mark.parametrize("way", RAW)
def test_raw_statements_are_refused_by_the_database_itself(opened: Opened, way: str) -> None:
    before, officers = entries(opened), names(opened)
    with pytest.raises(DBAPIError, match="registry:"), opened.store.engines.write.begin() as connection:
        RAW[way](connection)
    assert names(opened) == officers
    assert entries(opened) == before


def test_nothing_of_the_gate_is_left_after_a_transaction(opened: Opened) -> None:
    with opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
        session.flush()
        assert session.scalar(select(func.count()).select_from(JournalHead)) == 1
    with opened.reading() as session:
        assert session.scalars(select(JournalHead.office_id)).all() == [opened.info.office_id]


def test_a_core_statement_on_the_engine_is_refused(opened: Opened) -> None:
    with pytest.raises(Unjournalled), opened.store.engines.write.begin() as connection:
        connection.execute(User.__table__.update().values(full_name="x"))


def test_replacing_a_journal_row_does_not_slip_past_the_delete_trigger(on_file: Opened) -> None:
    with on_file.store.engines.write.connect() as connection:
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        with pytest.raises(DBAPIError, match="only added to"):
            connection.exec_driver_sql("INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE seq = 3")


def test_a_reading_session_cannot_write(on_file: Opened) -> None:
    with pytest.raises(DBAPIError), on_file.store.engines.read.begin() as connection:
        connection.exec_driver_sql("INSERT INTO write_gate VALUES (1)")


def test_every_table_has_its_triggers(opened: Opened) -> None:
    with opened.store.engines.read.connect() as connection:
        from_metadata = [table.name for table in User.metadata.sorted_tables]
        assert missing_guards(connection, from_metadata) == []


def test_the_gate_is_shut_again_after_a_transaction_died_with_it_open(opened: Opened) -> None:
    with pytest.raises(StaleRecord), opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 5, 1), name="Labour Day again"))  # the day is taken
        unit.verb(session, "office:holidays_entered")
    with pytest.raises(Unjournalled), opened.store.engines.write.begin() as connection:
        connection.execute(User.__table__.update().values(full_name="x"))


def test_a_change_without_a_verb_is_a_fault(opened: Opened) -> None:
    with pytest.raises(Unjournalled, match="without a verb"), opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))


def test_an_old_value_is_journalled_even_when_the_record_had_expired(opened: Opened) -> None:
    with opened.transaction() as (session, _actor):
        office = session.scalars(select(Office)).one()
        unit.verb(session, "office:holidays_entered", office)
        session.expire(office)
        office.name = "Main office"
    with opened.reading() as session:
        change = session.scalars(
            select(JournalEntry).where(JournalEntry.operation == "U").order_by(JournalEntry.seq.desc())
        ).first()
    assert change is not None
    assert '"name":["Head office","Main office"]' in change.body
    assert '"version":' in change.body


def test_what_a_savepoint_undid_is_not_journalled_and_what_it_kept_is(opened: Opened) -> None:
    before = entries(opened)
    with opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        with session.begin_nested():
            session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        undone = session.begin_nested()
        session.add(Holiday(day=date(2019, 9, 28), name="Meskel"))
        session.flush()
        undone.rollback()
        session.add(Holiday(day=date(2020, 1, 7), name="Genna"))
    with opened.reading() as session:
        bodies = list(session.scalars(select(JournalEntry.body).where(JournalEntry.seq >= before)))
    assert len(bodies) == 3
    assert not any("Meskel" in body for body in bodies)
    assert sum("New year" in body or "Genna" in body for body in bodies) == 2


def test_a_refused_step_leaves_nothing_but_the_refusal(opened: Opened) -> None:
    before = entries(opened)
    with pytest.raises(RuleBroken), opened.transaction("office:holidays_entered") as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
        session.flush()
        raise RuleBroken("No.", hint="Never.")
    with opened.reading() as session:
        added = list(session.scalars(select(JournalEntry).where(JournalEntry.seq >= before)))
        assert not session.scalars(select(Holiday).where(Holiday.name == "New year")).all()
    assert [(entry.verb, entry.operation) for entry in added] == [("step:refused", "V")]
    assert '"doing":"office:holidays_entered"' in added[0].body
    assert "No." not in added[0].body, "a refusal's sentence may name a person: only its salted hash is in the log"


def test_two_officers_on_one_record_the_second_is_refused(opened: Opened) -> None:
    with pytest.raises(StaleRecord), opened.transaction() as (session, _actor):
        office = session.scalars(select(Office)).one()
        unit.verb(session, "office:holidays_entered", office)
        office.name = "Mine"
        session.connection().info["gate"] = True
        from registry_app.store.guards import close_gate, open_gate

        open_gate(session.connection())
        session.connection().exec_driver_sql("UPDATE office SET version = version + 1")
        close_gate(session.connection())
        session.flush()


def test_a_record_of_another_office_is_not_written_here(opened: Opened) -> None:
    with opened.transaction() as (session, _actor):
        mine = session.scalars(select(Office)).one()
        unit.verb(session, "office:holidays_entered", mine)
        other = Office(
            id=opened.world.new_id(),
            code="DD",
            name="Dire Dawa",
            kind=mine.kind,
            parent_id=mine.id,
            zone=mine.zone,
            weekend=[6],
            languages=["en"],
            holidays_known_through=None,
        )
        other.office_id = other.id
        session.add(other)
    with pytest.raises(NotPermitted, match="another office"), opened.transaction() as (session, _actor):
        other = session.scalars(select(Office).where(Office.code == "DD")).one()
        unit.verb(session, "office:holidays_entered", other)
        other.name = "Taken"


def test_many_rows_at_once_are_journalled_each(opened: Opened) -> None:
    before = entries(opened)
    days = [{"day": date(2021, 1, 1 + place), "name": f"Day {place}"} for place in range(20)]
    with opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        unit.insert_many(session, Holiday, days)
    assert entries(opened) == before + 21
    with opened.reading() as session:
        assert session.scalar(select(func.count()).where(Holiday.name.like("Day %"))) == 20


def test_many_rows_are_none_when_one_cannot_be_kept(opened: Opened) -> None:
    before = entries(opened)
    days = [{"day": date(2021, 1, 1), "name": "Twice"}] * 2
    with pytest.raises(StaleRecord), opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        unit.insert_many(session, Holiday, days)
    assert entries(opened) == before


def test_two_clerks_who_enter_the_same_the_second_is_told_the_way_out(opened: Opened) -> None:
    before = entries(opened)
    with opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
    with (
        pytest.raises(StaleRecord, match=r"entered the same.*open what is there"),
        opened.transaction() as (
            session,
            _actor,
        ),
    ):
        session.add(Holiday(day=date(2019, 9, 12), name="Enkutatash"))
        unit.verb(session, "office:holidays_entered")
    assert entries(opened) == before + 2
    with opened.reading() as session:
        assert session.scalars(select(Holiday.name).where(Holiday.day == date(2019, 9, 12))).all() == ["New year"]


def test_one_identifier_twice_is_a_fault_and_no_clash(opened: Opened) -> None:
    taken = opened.world.new_id()
    rows = [{"id": taken, "day": date(2021, 1, day), "name": f"Day {day}"} for day in (1, 2)]
    with pytest.raises(DRIVER_ERRORS), opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        unit.insert_many(session, Holiday, rows)


def test_what_was_left_out_when_a_record_was_added_can_be_set_in_the_same_transaction(opened: Opened) -> None:
    with opened.transaction() as (session, _actor):
        mine = session.scalars(select(Office)).one()
        branch = Office(code="DD", name="Dire Dawa", kind=mine.kind, zone=mine.zone, weekend=[6], languages=["en"])
        session.add(branch)
        unit.verb(session, "office:holidays_entered", branch)
        session.flush()
        branch.parent_id = mine.id
        branch.holidays_known_through = date(2020, 12, 31)
    with opened.reading() as session:
        change = session.scalars(
            select(JournalEntry).where(JournalEntry.operation == "U").order_by(JournalEntry.seq.desc())
        ).first()
    assert change is not None
    assert '"holidays_known_through":[null,"2020-12-31"]' in change.body
    assert findings(opened) == []


def test_rows_added_at_once_inside_an_undone_savepoint_leave_no_gap_in_the_log(opened: Opened) -> None:
    before = entries(opened)
    days = [{"day": date(2021, 1, 1 + place), "name": f"Day {place}"} for place in range(20)]
    with opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
        undone = session.begin_nested()
        unit.insert_many(session, Holiday, days)
        undone.rollback()
        unit.insert_many(session, Holiday, days[:3])
    assert entries(opened) == before + 5
    assert findings(opened) == []


WORDS = ("Genna", "\u1308\u1293", "Noe\u0308l", "No\u00ebl", "", "a\nb", "\U0001f389")


def test_rows_added_at_once_are_kept_and_journalled_as_rows_added_one_by_one(opened: Opened) -> None:
    many = [{"day": date(2021, 1, 1 + place), "name": word} for place, word in enumerate(WORDS)]
    with opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        unit.insert_many(session, Holiday, many)
        session.add_all(Holiday(day=date(2022, 1, 1 + place), name=word) for place, word in enumerate(WORDS))
    with opened.reading() as session:
        kept = {holiday.day: holiday.name for holiday in session.scalars(select(Holiday))}
        bodies = session.scalars(select(JournalEntry.body).where(JournalEntry.record_table == "holiday")).all()
    told = {body["day"]: body for body in map(orjson.loads, bodies)}
    for place in range(len(WORDS)):
        at_once, one_by_one = date(2021, 1, 1 + place), date(2022, 1, 1 + place)
        assert kept[at_once] == kept[one_by_one]
        first, second = told[at_once.isoformat()], told[one_by_one.isoformat()]
        assert {**first, "id": "", "day": ""} == {**second, "id": "", "day": ""}
    assert findings(opened) == []


def test_a_row_with_an_unknown_name_is_a_fault_and_not_dropped(opened: Opened) -> None:
    rows = [{"day": date(2021, 1, 1), "name": "One", "colour": "red"}]
    with pytest.raises(KeyError, match="colour"), opened.transaction() as (session, _actor):
        unit.verb(session, "office:holidays_entered")
        unit.insert_many(session, Holiday, rows)


def test_who_listens_is_told_what_changed_after_the_commit(opened: Opened) -> None:
    heard: list[unit.Changes] = []
    opened.store.on_changed.append(heard.append)
    with opened.transaction() as (session, _actor):
        session.add(Holiday(day=date(2019, 9, 12), name="New year"))
        unit.verb(session, "office:holidays_entered")
    assert heard == [unit.Changes(frozenset({"holiday"}), ("office:holidays_entered",))]


def test_an_officer_whose_role_has_ended_may_do_nothing_more(on_file: Opened) -> None:
    clerk = as_user(on_file, "clerk")
    assert clerk.actor().may("agency:register")
    with on_file.transaction() as (session, _actor):
        from registry_app.access.models import UserRole

        role = session.scalars(select(UserRole).where(UserRole.user_id == clerk.user_id)).one()
        role.valid_to = date(2019, 3, 3)
        unit.verb(session, "role:given", role)
    assert not clerk.actor().may("agency:register")
    clerk.close()
