"""Who complains is known to custodians only: the decrypted register, its exports, logs and refusals hold no trace."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher

from registry_app import schema
from registry_app.access.models import UserRole
from registry_app.access.permissions import Role
from registry_app.complaints import deciding, service, settling
from registry_app.complaints.drafts import AllegationDraft, Owed, WorkerDraft
from registry_app.complaints.rules import AgeGroup, ComplainantKind, Sex
from registry_app.complaints.secrecy import Identity
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RegistryError, RuleBroken
from registry_app.core.likeness import skeleton
from registry_app.core.names import search_key
from registry_app.journal.export import exported, write_journal_folder
from registry_app.store import unit
from tests.support.complaining import HANNA, birr
from tests.support.redress import MONDAY

SISTER = Identity("Selamawit Worku", contacts=("selamawit@example.org",))


def needles() -> Iterator[bytes]:
    """Every form in which what is sealed could lie about."""
    words = [HANNA.name, *HANNA.other_names, *HANNA.contacts, HANNA.safe_contact, HANNA.address, *HANNA.documents]
    words += [SISTER.name, *SISTER.contacts, *HANNA.name.split()[1:], HANNA.born.isoformat()]
    for word in words:
        for form in {word, search_key(word), word.lower(), word.upper(), "".join(word.split())}:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield form.encode(encoding)
                yield form.encode(encoding).hex().encode()
    for word in (HANNA.name, SISTER.name):
        yield skeleton(word).encode()


def found_in(content: bytes) -> list[bytes]:
    return [needle for needle in needles() if needle in content]


def decrypted(office, folder: Path) -> bytes:
    """The whole register as plain SQLite, and everything that lies beside it."""
    plain = folder / "plain.db"
    connection = sqlcipher.connect(str(office.opened.location.path))
    connection.execute(f"PRAGMA key=\"x'{office.opened.unlocked.derive('sqlcipher').hex()}'\"")
    connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH DATABASE plain")
    connection.close()
    assert plain.read_bytes().startswith(b"SQLite format 3\0")
    others = [path for path in office.opened.location.path.parent.rglob("*") if path.is_file()]
    return b"".join(path.read_bytes() for path in [plain, *others])


def whole_story(counter):
    """A complaint from its intake to its payment, opened once by a custodian."""
    family = counter.receive(
        complainant_kind=ComplainantKind.FAMILY, complainant=SISTER, relation="sister", authority="power of attorney"
    )
    complaint = counter.conciliating()
    office = counter.office
    office.does("complaints", settling.settle, complaint, counter.settlement(Owed(1, birr(100), "fee")))
    counter.pay(complaint, 100)
    office.does("complaints", deciding.close, complaint, MONDAY, (), "paid")
    key = office.person("custodian").unlocked.box_key
    opened = office.does("custodian", service.open_identity, complaint, 1, key, "to call the worker to the bank")
    assert opened["name"] == HANNA.name
    sister = office.does("custodian", service.open_identity, family, None, key, "to ask for the paper")
    assert sister["contacts"] == ["selamawit@example.org"]
    return complaint


def test_the_decrypted_register_holds_no_sealed_name_in_any_table_index_or_journal(counter, tmp_path):
    complaint = whole_story(counter)
    content = decrypted(counter.office, tmp_path)
    assert found_in(content) == []
    # the search finds what is there in clear: a pseudonym, a text, and the reason of the opening
    number = counter.card(complaint).row.number
    for there in (f"{number}/W1", "recruitment fee in two parts", "to call the worker to the bank"):
        assert there.encode() in content


def test_a_server_holds_no_sealed_name_either(counter_on_both):
    counter = counter_on_both
    whole_story(counter)
    with counter.office.opened.reading() as session:
        if session.connection().dialect.name != "postgresql":
            return
        names = session.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")).scalars()
        rows = [row for name in names.all() for row in session.execute(text(f"SELECT t::text FROM {name} t")).scalars()]
    content = "\n".join(rows).encode()
    assert found_in(content) == []
    assert b"recruitment fee in two parts" in content


def test_an_export_of_the_register_holds_no_sealed_name(counter, tmp_path):
    whole_story(counter)
    with counter.office.opened.store.engines.read.connect() as connection:
        content = b"".join(exported(connection, schema.tables(), "test"))
        folder = tmp_path / "journal"
        write_journal_folder(connection, counter.office.opened.world, folder, counter.office.opened.info.office_id.hex)
    content += b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert found_in(content) == []
    assert b"recruitment fee in two parts" in content


def test_refusals_and_logs_repeat_nothing_that_is_sealed(counter, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    named = AllegationDraft(1, "overcharge", f"{HANNA.name} paid the fee.")
    with pytest.raises(BadInput) as refused:
        counter.receive(allegations=(named,))
    told = "".join(traceback.format_exception(refused.value)) + repr(refused.value) + str(refused.value)
    strange = replace(HANNA, name=HANNA.name + "\u202e")
    with pytest.raises(BadInput) as hidden:
        counter.receive(workers=(WorkerDraft(strange),))
    told += str(hidden.value) + repr(counter.draft()) + repr(strange)
    assert found_in((told + caplog.text).encode()) == []
    assert found_in(decrypted(counter.office, tmp_path)) == []


def test_the_clerk_is_warned_of_a_word_that_is_part_of_the_name_and_may_keep_it(counter):
    text_ = AllegationDraft(1, "overcharge", "The driver Worku took the fee.")
    with pytest.raises(BadInput, match="also part of a sealed name"):
        counter.receive(allegations=(text_,))
    counter.receive(allegations=(text_,), parts_accepted=True)


def test_everybody_else_sees_pseudonym_sex_age_group_and_destination(counter):
    worker = counter.card(counter.receive()).workers[0]
    number = worker.pseudonym.rpartition("/")[0]
    assert (worker.pseudonym, worker.sex, worker.age_group, worker.destination, worker.sealed) == (
        f"{number}/W1",
        Sex.FEMALE,
        AgeGroup.FROM_18,
        "SA",
        True,
    )


@pytest.mark.parametrize("login", ["clerk", "complaints", "finance", "director", "auditor", "admin"])
def test_only_a_custodian_opens_an_identity(counter, login):
    complaint = counter.receive()
    office = counter.office
    person = office.person(login)
    with pytest.raises(NotPermitted):
        office.does(login, service.open_identity, complaint, 1, person.unlocked.box_key, "curious")


def test_a_custodian_needs_the_right_key_a_reason_and_something_sealed(counter):
    complaint = counter.receive()
    office = counter.office
    own, other = (office.person(login).unlocked.box_key for login in ("custodian", "director"))
    with pytest.raises(NotPermitted, match="not sealed for your key"):
        office.does("custodian", service.open_identity, complaint, 1, other, "to call the worker")
    with pytest.raises(BadInput, match="reason"):
        office.does("custodian", service.open_identity, complaint, 1, own, " ")
    with pytest.raises(NotFound, match="No identity"):
        office.does("custodian", service.open_identity, complaint, None, own, "to call the worker")
    with pytest.raises(NotFound, match="no worker"):
        office.does("custodian", service.open_identity, complaint, 2, own, "to call the worker")


def test_without_a_custodian_no_name_is_taken_in_to_be_lost(counter):
    office = counter.office
    with office.acting("admin") as (session, _actor):
        for held in session.query(UserRole).filter_by(role=Role.CUSTODIAN):
            held.valid_to = held.valid_from
            unit.verb(session, "test:ended", held)
    with pytest.raises(RuleBroken, match="no custodian") as refused:
        counter.receive()
    assert isinstance(refused.value, RegistryError)
    assert found_in("".join(traceback.format_exception(refused.value)).encode()) == []
