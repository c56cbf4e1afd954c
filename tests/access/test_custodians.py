"""Sealed identities: opened by a custodian of the day they were sealed, for a reason, and the journal knows."""

from __future__ import annotations

import contextlib
from datetime import date

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox
from sqlalchemy import select

from registry_app.access import custodians, service
from registry_app.access.models import UserRole
from registry_app.access.permissions import Role
from registry_app.build import Opened, accounts
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotIntact, NotPermitted, RuleBroken
from registry_app.journal.models import JournalEntry
from registry_app.offices.models import Office
from registry_app.store import unit
from tests.support.office import as_user, test_world

WHO = {"name": "Almaz Tadesse", "phone": "+251911000000", "አድራሻ": "Adama"}
WHY = "The court asked for it."


def sealed(opened: Opened) -> bytes:
    with opened.transaction() as (session, _actor):
        unit.verb(session, "complaint:received")
        return custodians.seal(session, WHO)


def open_as(opened: Opened, login: str, box: bytes, reason: str = WHY, today: date | None = None) -> dict[str, object]:
    officer = as_user(opened, login, today)
    try:
        with officer.transaction("identity:opened") as (session, actor):
            office = session.scalars(select(Office)).one()
            return custodians.open_sealed(session, actor, office, box, officer.unlocked.box_key, reason)
    finally:
        officer.close()


def test_a_custodian_opens_what_was_sealed_and_the_journal_says_who_and_why_but_not_what(opened: Opened) -> None:
    box = sealed(opened)
    assert open_as(opened, "custodian", box) == WHO
    with opened.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.verb == "identity:opened")).one()
        dump = session.connection().exec_driver_sql("SELECT body FROM journal_private").scalars().all()
    assert WHY in entry.body
    assert '"role":"custodian"' in entry.body
    assert not any("Almaz" in text for text in (entry.body, *dump))
    assert not any(part.encode() in box for part in WHO.values())


@pytest.mark.parametrize("login", ["admin", "director", "complaints", "auditor", "clerk"])
def test_nobody_else_opens_it_whatever_he_holds(on_file: Opened, login: str) -> None:
    box = sealed(on_file)
    with pytest.raises(NotPermitted, match="open a sealed identity"):
        open_as(on_file, login, box)
    with pytest.raises(NotPermitted, match="not sealed for your key"):
        custodians.open_box(box, as_user_key(on_file, login))


def as_user_key(opened: Opened, login: str) -> bytes:
    officer = as_user(opened, login)
    officer.close()
    return officer.unlocked.box_key


@pytest.mark.parametrize("reason", ["", "    ", "why", "\u202ebecause"])
def test_without_a_reason_it_stays_shut(on_file: Opened, reason: str) -> None:
    box = sealed(on_file)
    with pytest.raises(BadInput):
        open_as(on_file, "custodian", box, reason)


def test_who_becomes_a_custodian_later_cannot_open_what_was_sealed_before(on_file: Opened) -> None:
    before = sealed(on_file)
    with on_file.transaction() as (session, actor):
        service.give_role(session, actor, "deputy", Role.CUSTODIAN, Period(date(2019, 3, 4)))
    after = sealed(on_file)
    with pytest.raises(NotPermitted, match="not sealed for your key"):
        open_as(on_file, "deputy", before)
    assert open_as(on_file, "deputy", after) == open_as(on_file, "custodian", after) == WHO


def test_who_is_custodian_no_more_gets_no_new_boxes_and_opens_no_old_ones(on_file: Opened) -> None:
    box = sealed(on_file)
    with on_file.transaction() as (session, actor):
        service.give_role(session, actor, "deputy", Role.CUSTODIAN, Period(date(2019, 3, 4), date(2019, 4, 30)))
        role = session.scalars(
            select(UserRole).where(UserRole.role == Role.CUSTODIAN, UserRole.valid_to.is_(None))
        ).one()
        role.valid_to = date(2019, 3, 31)
        unit.verb(session, "role:given", role)
    with pytest.raises(NotPermitted, match="open a sealed identity"):
        open_as(on_file, "custodian", box, today=date(2019, 4, 1))
    in_april = as_user(on_file, "complaints", date(2019, 4, 2))
    with in_april.transaction() as (session, _actor):
        unit.verb(session, "complaint:received")
        later = custodians.seal(session, WHO)
    in_april.close()
    assert list(cbor2.loads(later)[1]) == [custodians._name(public(on_file, "deputy"))]


def public(opened: Opened, login: str) -> bytes:
    return bytes(PrivateKey(as_user_key(opened, login)).public_key)


def test_an_office_without_a_custodian_seals_nothing(on_file: Opened) -> None:
    accounts.close_officer(on_file, "custodian", "Left the office.")
    with pytest.raises(RuleBroken, match="no custodian"):
        sealed(on_file)


# -- the box itself ------------------------------------------------------------------------------------------------

WORLD = test_world(5)
PRIVATE, PUBLIC = custodians.key_pair(WORLD)
OTHER_PRIVATE, OTHER_PUBLIC = custodians.key_pair(WORLD)
BOX = custodians.seal_for(WORLD, [PUBLIC, OTHER_PUBLIC], WHO)


def test_a_box_of_the_seeded_world_opens_with_libsodiums_own_calls() -> None:
    form, slots, content = cbor2.loads(BOX)
    assert form == 1
    assert len(slots) == 2
    for private, key in ((PRIVATE, PUBLIC), (OTHER_PRIVATE, OTHER_PUBLIC)):
        content_key = SealedBox(PrivateKey(private)).decrypt(slots[custodians._name(key)])
        assert b"Almaz Tadesse" in SecretBox(content_key).decrypt(content)
    assert custodians.open_box(BOX, PRIVATE) == custodians.open_box(BOX, OTHER_PRIVATE) == WHO


def test_the_same_words_are_never_sealed_alike() -> None:
    assert custodians.seal_for(WORLD, [PUBLIC], WHO) != custodians.seal_for(WORLD, [PUBLIC], WHO)
    one, two = (custodians.seal_for(test_world(6), [PUBLIC], WHO) for _each in range(2))
    assert one == two, "but a seeded world repeats itself"


@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
def test_a_box_with_one_changed_byte_opens_as_nothing_else(place: int, change: int) -> None:
    changed = BOX[:place] + bytes([BOX[place] ^ change]) + BOX[place + 1 :]
    for private in (PRIVATE, OTHER_PRIVATE):
        with contextlib.suppress(NotIntact, NotPermitted):
            assert custodians.open_box(changed, private) == WHO, "only the other custodian's part was changed"


@given(st.binary(max_size=80))
def test_what_is_no_box_is_a_sentence(content: bytes) -> None:
    with pytest.raises((NotIntact, NotPermitted)):
        custodians.open_box(content, PRIVATE)


def test_the_recovery_code_opens_no_identity() -> None:
    with pytest.raises(NotPermitted, match="no key for sealed identities"):
        custodians.open_box(BOX, b"")
