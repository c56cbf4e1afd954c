"""What `verify` finds when somebody has the machine, the data key, the office's keys, and takes the triggers away."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from sqlalchemy import Connection, text

from registry_app import schema
from registry_app.access.permissions import Role
from registry_app.build import Opened
from registry_app.build.beginning import add_officer
from registry_app.journal.checkpoint import CheckpointKey, read_checkpoint
from registry_app.journal.verify import Anchor, Report, verify
from registry_app.offices import service as offices
from registry_app.store.guards import DERIVED, drop_guards
from tests.support.attacker import attack, change_one_byte, cut_tail, restore_guards, rewrite_history
from tests.support.office import PASSWORD

TRIES = 200
_KEYS: dict[int, dict[str, list[CheckpointKey]]] = {}


def check(opened: Opened, connection: Connection, *anchors: Anchor) -> Report:
    if id(opened) not in _KEYS:
        _KEYS[id(opened)] = opened.checkpoint_keys()  # before an attack locks the tables
    return verify(
        connection,
        schema.tables(),
        _KEYS[id(opened)],
        anchors=anchors,
        own_office=opened.info.office_id.hex,
    )


def anchor_of(note: str, length: int = 32) -> Anchor:
    """What a checkpoint kept outside says; a certificate's code carries the first 16 bytes of the root."""
    checkpoint, _signatures = read_checkpoint(note)
    return Anchor(checkpoint.size, checkpoint.root[:length], "anchor")


def tries(opened: Opened) -> Iterator[tuple[int, Connection, Callable[..., set[str]]]]:
    """Many attacks, each undone before the next; `found` gives what verify finds beside the missing triggers.

    Every twentieth time the triggers are put back first, as a careful attacker would: it takes most of the time.
    """
    with attack(opened) as connection:
        without_triggers = set(check(opened, connection).findings)
        for turn in range(TRIES):
            if turn % 20 == 0:
                restore_guards(connection)
                assert check(opened, connection).intact
                drop_guards(connection)
            step = connection.begin_nested()

            def found(*anchors: Anchor) -> set[str]:
                return set(check(opened, connection, *anchors).findings) - without_triggers

            yield turn, connection, found
            step.rollback()


def some_work(opened: Opened) -> None:
    for place in range(6):
        add_officer(opened, f"more{place}", f"Officer {place}", PASSWORD, [Role.CLERK])
        with opened.transaction() as (session, actor):
            number = offices.take_number(session, actor, "agency")
            offices.void_number(
                session,
                actor.__class__(**{**vars(actor), "permissions": frozenset({"number:void"})}),
                "agency",
                number,
                "spoiled",
            )


def test_an_untouched_register_is_intact(opened: Opened) -> None:
    some_work(opened)
    note = opened.checkpoint()
    with opened.reading() as session:
        report = check(opened, session.connection(), anchor_of(note), anchor_of(note, 16))
    assert report.findings == []
    assert report.intact
    assert report.rows > 40
    assert report.logs[0].anchors == 2


def test_one_changed_byte_anywhere_is_found(on_file: Opened) -> None:
    some_work(on_file)
    on_file.checkpoint()
    chance = random.Random(20190304)
    with on_file.store.engines.read.connect() as connection:
        names = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    # derived tables hold no facts and are made anew at will
    tables = sorted(
        name for name in names - {"alembic_version", "write_gate", "sqlite_sequence"} if not name.startswith(DERIVED)
    )
    missed = []
    for _turn, connection, found in tries(on_file):
        what = change_one_byte(connection, chance, tables)
        if not found():
            missed.append(what)
    assert missed == []


def test_a_row_taken_out_or_put_in_is_found(on_file: Opened) -> None:
    some_work(on_file)
    for statement in (
        "DELETE FROM number_void WHERE rowid = (SELECT max(rowid) FROM number_void)",
        "INSERT INTO holiday SELECT randomblob(16), office_id, 1, '2019-12-25', 'Christmas' FROM holiday LIMIT 1",
        "DELETE FROM journal_entry WHERE seq = 7",
        "DELETE FROM journal_private WHERE seq = (SELECT max(seq) FROM journal_private)",
        "DELETE FROM journal_checkpoint",
    ):
        with attack(on_file) as connection:
            connection.exec_driver_sql(statement)
            restore_guards(connection)
            report = check(on_file, connection)
            erased = "journal_private" in statement
            assert report.intact == erased, statement
            assert not erased or report.erased == 1


def test_missing_triggers_are_found(opened: Opened) -> None:
    with opened.reading() as session:
        assert check(opened, session.connection()).intact
    with attack(opened) as connection:
        report = check(opened, connection)
    assert any("triggers" in finding for finding in report.findings)


def test_history_rewritten_with_all_keys_is_found_by_one_anchor_and_only_by_one(on_file: Opened) -> None:
    some_work(on_file)
    note = on_file.checkpoint()
    with on_file.transaction() as (session, actor):
        offices.enter_holidays(session, actor, {date(2019, 9, 12): "New year"}, date(2020, 12, 31))
    with on_file.reading() as session:
        verbs = list(
            session.execute(
                text("SELECT seq FROM journal_entry WHERE operation = 'V' AND seq < :size"),
                {"size": anchor_of(note).size},
            ).scalars()
        )
    chance = random.Random(7)
    seen = unnoticed = 0
    for turn, connection, found in tries(on_file):
        rewrite_history(connection, on_file, chance.choice(verbs))
        unnoticed += turn % 20 == 0 and not found()
        seen += bool(found(anchor_of(note, 16)))
    assert seen == TRIES
    assert unnoticed == TRIES // 20, (
        "without an anchor a rewriting with all keys cannot be seen: that is why anchors leave"
    )


def test_a_tail_cut_off_with_all_keys_is_found_by_one_anchor(on_file: Opened) -> None:
    some_work(on_file)
    for _day in range(20):
        on_file.store.transaction(on_file.actor())
        with on_file.transaction() as (session, _actor):
            from registry_app.journal.queries import note_export

            note_export(session, "x.json")
    note = on_file.checkpoint()
    size = anchor_of(note).size
    seen = unnoticed = 0
    for turn, connection, found in tries(on_file):
        cut_tail(connection, on_file, size - 1 - turn % 19)
        unnoticed += turn % 20 == 0 and not found()
        seen += bool(found(anchor_of(note, 16)))
    assert seen == TRIES
    assert unnoticed == TRIES // 20


def test_a_checkpoint_signed_by_another_key_is_found(on_file: Opened) -> None:
    on_file.checkpoint()
    with attack(on_file) as connection:
        keys = {office: [] for office in on_file.checkpoint_keys()}
        report = verify(connection, schema.tables(), keys, own_office=on_file.info.office_id.hex)
    assert any("No known key has signed" in finding for finding in report.findings)


def test_values_erased_lawfully_leave_the_log_whole(on_file: Opened) -> None:
    with on_file.reading() as session:
        before = check(on_file, session.connection()).erased
    with attack(on_file) as connection:
        gone = connection.exec_driver_sql("DELETE FROM journal_private").rowcount
        restore_guards(connection)
        report = check(on_file, connection)
    assert before == 0
    assert gone > 0
    assert report.intact
    assert report.erased == gone


@pytest.mark.parametrize("length", [16, 32])
def test_an_anchor_of_another_register_is_no_proof(on_file: Opened, length: int) -> None:
    with on_file.reading() as session:
        report = check(on_file, session.connection(), Anchor(3, bytes(length), "a stranger's paper"))
    assert not report.intact
