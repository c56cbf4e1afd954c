"""Comparing in SQL: it says "surely equal" only where the careful comparison in Python says so too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from registry_app import schema
from registry_app.agencies.models import Agency
from registry_app.build import Opened
from registry_app.core.progress import Silent
from registry_app.journal import blocks as journal_blocks
from registry_app.journal import reading
from registry_app.journal.blocks import blocks
from registry_app.journal.entries import leaf
from registry_app.journal.proofs import Proofs
from registry_app.journal.report import Report
from registry_app.journal.tables import compare_tables
from registry_app.journal.verify import verify
from registry_app.journal.walk import walk_log
from registry_app.store import unit
from tests.benchmarks.agencies import rows
from tests.support.attacker import attack
from tests.support.office import opened_register, test_world

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
WORDS = ("name", "legal_form", "incorporated_on", "set_aside_on", "set_aside_reason", "company_number")
LAST = "SELECT max(record_id) FROM journal_entry WHERE record_table = 'agency'"
TWENTIETH = "SELECT body FROM journal_entry WHERE seq = 20"
again = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A register with agencies, some changed later; what tests do to it is rolled back."""
    register = opened_register(tmp_path_factory.mktemp("filled"), test_world())
    with register.store.transaction(register.actor()) as session:
        made = rows(register.world, register, 60, 0)
        session.add_all(made)
        changed = [each.id for each in made[:5]]
        unit.verb(session, "agency:registered", made[0], label=made[0].number)
    with register.store.transaction(register.actor()) as session:
        for each in changed:
            agency = session.get_one(Agency, each)
            agency.name += " plc"
            agency.set_aside_reason = "“quoted” \\ and\ttabbed \u2028 \U0001f600"
        unit.verb(session, "agency:changed")
    register.checkpoint()
    yield register
    register.close()


def proven(opened: Opened, connection: Connection) -> Report:
    """The findings of the comparison in SQL, which must have seen the whole log."""
    proofs = Proofs(connection, schema.tables())
    office = opened.info.office_id.hex
    assert walk_log(connection, office, [], [], Report(), Silent(), proofs)
    assert proofs.finish(Silent())
    return proofs.report


def careful(connection: Connection) -> Report:
    report = Report()
    compare_tables(connection, schema.tables(), report, Silent())
    return report


def same(opened: Opened, connection: Connection) -> list[str]:
    """What both comparisons find, once they agree."""
    one, other = proven(opened, connection), careful(connection)
    assert sorted(one.findings) == sorted(other.findings)
    assert one.rows == other.rows
    return one.findings


@pytest.mark.parametrize("size", [1, 7, 64, 256])
def test_sql_writes_the_leaves_that_are_hashed(filled: Opened, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(journal_blocks, "BLOCK", size)
    office = filled.info.office_id.hex
    with filled.store.engines.read.connect() as connection:
        wanted = [b"\0" + leaf(office, *entry) for entry in reading.entries(connection, office)]
        assert [each for block in blocks(connection, office, None) for each in block.leaves] == wanted
        assert len(wanted) > 70


@again
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_sql_and_python_write_the_same_leaf_of_any_words(
    filled: Opened, verb: str, table: str, record: str, moment: str
) -> None:
    office = filled.info.office_id.hex
    with attack(filled) as connection:
        connection.exec_driver_sql(
            "UPDATE journal_entry SET verb = ?, record_table = ?, record_id = ?, moment = ? WHERE seq = 9",
            (verb, table, record, moment),
        )
        wanted = [b"\0" + leaf(office, *entry) for entry in reading.entries(connection, office)]
        assert [each for block in blocks(connection, office, None) for each in block.leaves] == wanted


@again
@given(st.integers(0, 59), st.dictionaries(st.sampled_from(WORDS), TEXTS, min_size=1))
def test_any_change_of_a_row_is_found_by_both(filled: Opened, place: int, changed: dict[str, str]) -> None:
    with attack(filled) as connection:
        before = connection.exec_driver_sql("SELECT * FROM agency ORDER BY id").all()
        connection.exec_driver_sql(
            f"UPDATE agency SET {', '.join(f'{name} = ?' for name in changed)} "
            "WHERE id = (SELECT id FROM agency ORDER BY id LIMIT 1 OFFSET ?)",
            (*changed.values(), place),
        )
        altered = connection.exec_driver_sql("SELECT * FROM agency ORDER BY id").all() != before
        assert bool(same(filled, connection)) == altered


def test_an_untouched_register_has_the_same_rows_either_way(filled: Opened) -> None:
    with filled.store.engines.read.connect() as connection:
        assert same(filled, connection) == []


def test_a_value_that_writes_the_next_column_itself_is_found(filled: Opened) -> None:
    """Days that are empty leave no trace in the text: a forged value must not fill in for one."""
    first = "(SELECT id FROM agency ORDER BY id LIMIT 1 OFFSET 30)"
    with attack(filled) as connection:
        connection.exec_driver_sql(
            "UPDATE agency SET incorporated_on = NULL, legal_form = 'plc', company_number = company_number || "
            f'\'","incorporated_on":"2010-01-01\' WHERE id = {first}'
        )
        assert same(filled, connection)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM agency WHERE id = (SELECT max(id) FROM agency)",
        "DELETE FROM journal_private",
        "INSERT INTO holiday SELECT randomblob(16), office_id, 1, '2019-12-25', 'Christmas' FROM office LIMIT 1",
        "UPDATE user_account SET active = 2",
        "UPDATE agency SET version = 7 WHERE id = (SELECT max(id) FROM agency)",
        "UPDATE agency SET id = randomblob(16) WHERE id = (SELECT max(id) FROM agency)",
        "UPDATE agency SET name = rtrim(name, ' plc'), version = 1, set_aside_reason = ''",
        "UPDATE journal_entry SET record_id = upper(record_id) WHERE record_table = 'agency'",
        "UPDATE journal_entry SET record_table = 'no_such_table' WHERE operation = 'I' AND seq % 9 = 0",
        "UPDATE journal_entry SET record_id = 'no id' WHERE operation = 'I' AND seq % 9 = 0",
        f"UPDATE journal_entry SET record_id = ({LAST}) WHERE operation = 'U' AND record_table = 'agency'",
        "UPDATE journal_entry SET operation = 'D' WHERE operation = 'U'",
        "UPDATE journal_entry SET operation = 'I' WHERE operation = 'U'",
        f"UPDATE journal_entry SET body = ({TWENTIETH}) WHERE operation = 'I' AND record_table = 'agency'",
        "UPDATE journal_entry SET body = 'no JSON' WHERE operation = 'I' AND seq % 9 = 0",
        "UPDATE journal_entry SET body = '[1]' WHERE operation = 'U'",
    ],
)
def test_both_find_the_same(filled: Opened, statement: str) -> None:
    with attack(filled) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        assert connection.exec_driver_sql(statement).rowcount > 0
        assert same(filled, connection) or "journal_private" in statement


def test_entries_doubled_for_a_row_that_stands_are_found(filled: Opened) -> None:
    with attack(filled) as connection:
        last = connection.exec_driver_sql("SELECT max(seq) FROM journal_entry").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO journal_entry SELECT office_id, ?, txn, moment, actor_id, verb, operation, record_table, "
            "record_id, body FROM journal_entry WHERE record_table = 'agency' AND operation = 'I' LIMIT 1 OFFSET 40",
            (last + 1,),
        )
        assert any("twice" in finding for finding in same(filled, connection))


def test_a_gap_at_any_place_is_found_and_every_row_still_compared(filled: Opened) -> None:
    for gap in (0, 11, 255, 256):
        with attack(filled) as connection:
            before = verify(connection, schema.tables(), {}).rows
            size = connection.exec_driver_sql("SELECT max(seq) FROM journal_entry").scalar_one()
            here = min(gap, size - 1)
            connection.exec_driver_sql("DELETE FROM journal_entry WHERE seq = ?", (here,))
            report = verify(connection, schema.tables(), {})
            assert f"Entry {here} of the journal is missing." in plain(report)
            assert report.rows == before


@pytest.mark.parametrize(
    ("table", "column", "where"),
    [
        ("journal_entry", "body", "seq = 20"),
        ("agency", "name", "number LIKE '%0000030'"),
        ("journal_entry", "verb", "1"),
    ],
)
def test_bytes_that_are_no_text_are_a_finding_and_no_fault(filled: Opened, table: str, column: str, where: str) -> None:
    with attack(filled) as connection:
        before = set(plain(verify(connection, schema.tables(), {})))
        connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = CAST(CAST({column} AS BLOB) || x'ff' AS TEXT) WHERE {where}"
        )
        assert set(plain(verify(connection, schema.tables(), {}))) - before
        assert connection.exec_driver_sql("SELECT 'x'").scalar_one() == "x"


def plain(report: Report) -> list[str]:
    return ["".join(sign for sign in each if not 0x2066 <= ord(sign) <= 0x2069) for each in report.findings]
