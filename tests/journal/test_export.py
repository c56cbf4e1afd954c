"""What leaves the register: the same work gives the same bytes, proofs stand without the program, nobody's name in clear."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from datetime import date
from pathlib import Path

import orjson
import pytest
from sqlalchemy import text

from registry_app import schema
from registry_app.access import custodians
from registry_app.access.permissions import Role
from registry_app.build import Answers, Opened, init_register
from registry_app.build.beginning import add_officer
from registry_app.core.errors import NotFound, NotPermitted
from registry_app.core.world import World
from registry_app.journal.export import checkpoint_notes, exported, write_export, write_journal_folder
from registry_app.journal.models import JournalEntry
from registry_app.journal.prove import prove
from registry_app.offices import queries as offices
from registry_app.offices import service as office_service
from registry_app.store import unit
from registry_app.store.base import Record
from registry_app.store.engine import Location
from registry_app.store.unit import Unjournalled, Verb
from tests.support.office import PASSWORD, as_user, test_world
from tests.support.verifier import stand_alone


def whole(opened: Opened) -> tuple[str, bytes]:
    """The export and its SHA-256 as the register states it."""
    stream = io.BytesIO()
    with opened.reading() as session:
        digest = write_export(stream, exported(session.connection(), schema.tables(), opened.info.name))
    return digest, stream.getvalue()


def half_a_day(location: str, seed: int) -> tuple[str, bytes]:
    """A register is made and worked with in a world of this seed; its export."""
    world = test_world(seed)
    answers = Answers("Ministry", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe Admin", PASSWORD)
    opened = init_register(Location(location), answers, world).opened
    add_officer(opened, "clerk", "Tigist አበበ Clerk", PASSWORD, [Role.CLERK, Role.CUSTODIAN])
    with opened.transaction() as (session, actor):
        office_service.enter_holidays(
            session, actor, {date(2019, 5, 1): "Labour Day", date(2019, 9, 12): "እንቁጣጣሽ"}, date(2020, 12, 31)
        )
        office_service.take_number(session, actor, "agency")
        custodians.seal(session, {"name": "Almaz"})
    opened.checkpoint()
    try:
        return whole(opened)
    finally:
        opened.close()


def test_the_same_seed_gives_the_same_export_on_either_database_and_another_seed_another(
    tmp_path: Path, postgres_url: str
) -> None:
    first, content = half_a_day(str(tmp_path / "a.register"), 1)
    assert half_a_day(str(tmp_path / "b.register"), 1) == (first, content)
    assert half_a_day(f"{postgres_url}#{tmp_path / 'c.register'}", 1) == (first, content)
    assert half_a_day(str(tmp_path / "d.register"), 2)[0] != first
    assert hashlib.sha256(content).hexdigest() == first


def test_an_export_is_one_json_document_with_every_table_and_every_leaf(opened: Opened) -> None:
    opened.checkpoint()
    _digest, content = whole(opened)
    document = json.loads(content)
    assert set(document) == {"format", "journal", "name", "tables", "version"}
    assert {"office", "user_account", "holiday"} <= set(document["tables"])
    assert not {"journal_entry", "journal_private", "write_gate"} & set(document["tables"])
    log = document["journal"][opened.info.office_id.hex]
    with opened.reading() as session:
        bodies = list(session.execute(text("SELECT body FROM journal_entry ORDER BY seq")).scalars())
    assert [orjson.dumps(leaf[-1]).decode() for leaf in log["leaves"]] == bodies
    assert [leaf[2] for leaf in log["leaves"]] == list(range(len(bodies)))
    assert len(log["checkpoints"]) == 2
    for name, rows in document["tables"].items():
        keys = [row["id"] for row in rows]
        assert keys == sorted(keys), name


# -- proofs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def keys(opened: Opened, tmp_path: Path) -> Path:
    """The ministry's list of keys as it was handed out."""
    with opened.reading() as session:
        content = offices.newest_trust(session)
    place = tmp_path / "keys.json"
    place.write_bytes(content)
    return place


def test_the_stand_alone_verifier_accepts_every_proof_and_refuses_one_changed_letter(
    opened: Opened, tmp_path: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = opened.checkpoint()
    size = int(note.split("\n")[1])
    place = tmp_path / "proof.json"

    def judged(content: str) -> int:
        place.write_text(content, encoding="utf-8")
        status: int = stand_alone().main([str(place), "--key", str(keys)])
        capsys.readouterr()
        return status

    for index in (0, 7, size // 2, size - 1):
        with opened.reading() as session:
            proof = prove(session.connection(), opened.info.office_id, index, note)
        sound = json.dumps(proof)
        assert judged(sound) == 0
        assert len(json.dumps(proof["path"])) < 700, "a court can read it"
        for name in ("leaf", "path", "checkpoint"):
            value = json.dumps(proof[name])
            middle = value.index(
                next(letter for letter in value[len(value) // 2 :] if letter.isdigit()), len(value) // 2
            )
            forged = value[:middle] + str((int(value[middle]) + 1) % 10) + value[middle + 1 :]
            assert judged(sound.replace(value, forged)) != 0, name
        assert judged(json.dumps({**proof, "index": index + 1})) == 1
    with opened.reading() as session:
        for index in (-1, size, size + 1):
            with pytest.raises(NotFound, match="no entry") as refused:
                prove(session.connection(), opened.info.office_id, index, note)
            assert str(size - 1) in refused.value.hint


def test_the_exported_journal_is_accepted_and_a_changed_line_is_refused(
    opened: Opened, tmp_path: Path, world: World, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.checkpoint()
    folder = tmp_path / "journal"
    with opened.reading() as session:
        count = write_journal_folder(session.connection(), world, folder, opened.info.office_id.hex)
        assert len(checkpoint_notes(session.connection(), opened.info.office_id.hex)) == 2
    lines = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == count
    assert stand_alone().main([str(folder), "--key", str(keys)]) == 0
    assert f"first {count} of {count} entries" in capsys.readouterr().out
    for number in (0, count // 2, count - 1):
        forged = list(lines)
        forged[number] = forged[number].replace(b"2019", b"2018", 1)
        (folder / "journal.jsonl").write_bytes(b"".join(forged))
        assert stand_alone().main([str(folder), "--key", str(keys)]) == 1
    (folder / "journal.jsonl").write_bytes(b"".join(lines[:-1]))
    assert stand_alone().main([str(folder), "--key", str(keys)]) == 1
    capsys.readouterr()


# -- what the log does not say --------------------------------------------------------------------------------------


def hidden_columns() -> dict[str, set[str]]:
    return {
        mapper.local_table.name: {prop.key for prop in mapper.column_attrs if prop.columns[0].info.get("personal")}
        for mapper in Record.registry.mappers
    }


def test_personal_and_sealed_columns_stand_in_the_log_as_salted_hashes_only(opened: Opened) -> None:
    hidden = hidden_columns()
    assert hidden["office_key"] == {"wrapped"}
    with opened.reading() as session:
        seen = 0
        for entry in session.query(JournalEntry).where(JournalEntry.operation != "V"):
            for name, value in orjson.loads(entry.body).items():
                if name in hidden[entry.record_table]:
                    seen += 1
                    assert set(value) == {"c"}
                    assert len(value["c"]) == 64
        values = session.connection().exec_driver_sql("SELECT body FROM journal_private").scalars().all()
        bodies = session.connection().exec_driver_sql("SELECT body FROM journal_entry").scalars().all()
    assert seen == 4
    for value in values:
        for part in orjson.loads(value):
            assert part is None or not any(str(part) in body for body in bodies)


def test_the_sentence_of_a_refusal_and_private_facts_are_hidden(opened: Opened) -> None:
    with opened.transaction() as (session, _actor):
        unit.private_verb(session, Verb("identity:opened", private={"who": "Almaz Tadesse"}))
    clerk = as_user(opened, "clerk")
    with pytest.raises(NotPermitted), clerk.transaction("export") as (_session, actor):
        actor.must("register:export")
    clerk.close()
    with opened.reading() as session:
        rows = (
            session.connection().exec_driver_sql("SELECT seq, body FROM journal_entry ORDER BY seq DESC LIMIT 3").all()
        )
        private = (
            session.connection()
            .exec_driver_sql("SELECT seq, name, body FROM journal_private ORDER BY seq DESC LIMIT 2")
            .all()
        )
    assert not any("Almaz" in body or "Tigist" in body for _seq, body in rows)
    assert [(name, json.loads(body)[0]) for _seq, name, body in private] == [("sentence", None), ("who", None)]
    assert "Tigist" in private[0][2]


def test_reading_that_needs_a_permission_journals_its_refusal(opened: Opened) -> None:
    clerk = as_user(opened, "clerk")
    with pytest.raises(NotPermitted):
        clerk.must("journal:verify")
    assert clerk.must("register:read").id == clerk.user_id
    with opened.reading() as session:
        body = (
            session.connection()
            .exec_driver_sql("SELECT body FROM journal_entry ORDER BY seq DESC LIMIT 1")
            .scalar_one()
        )
    assert '"doing":"journal:verify"' in body
    clerk.close()


@pytest.mark.parametrize("facts", [{"role": "king"}, {"sum": 1.5}, {"sums": [1, {"a": 0.5}]}])
def test_a_fact_that_hides_who_acted_or_has_no_canonical_form_is_a_fault(
    opened: Opened, facts: dict[str, object]
) -> None:
    with pytest.raises(Unjournalled), opened.transaction() as (session, _actor):
        unit.verb(session, "register:exported", **facts)


def test_the_office_of_an_entry_is_found_by_its_number(opened: Opened) -> None:
    with opened.reading() as session, pytest.raises(NotFound, match="no office"):
        offices.get_office(session, uuid.UUID(int=5))
