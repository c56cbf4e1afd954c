"""Changing offices: numbers from the block, voids, authorities, recusals, holidays, keys."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.numbers import read_number, with_check_digit
from registry_app.core.texts import _, say, shortened
from registry_app.offices import queries
from registry_app.offices.models import Authority, Holiday, NumberBlock, NumberVoid, Office, OfficeKey, Purpose, Recusal
from registry_app.offices.rules import AuthorityHeld, Matter, authority_for, refuse_recused, refuse_unknown_limits
from registry_app.store import unit

_BLOCK_SIZE = 999_999  # a national list of agencies is imported in one go
# every kind of number the office gives; the letter opens the number
LETTERS = {
    "agency": "A",
    "application": "P",
    "licence": "L",
    "guarantee": "G",
    "complaint": "C",
    "certificate": "S",
    "inward": "IN",
    "outward": "OUT",
    "file": "F",
    "receipt": "R",
    "claim": "K",
}


def take_number(session: Session, actor: Actor, kind: str) -> str:
    """The next number of the office's block for this year, with its check digit; never given twice.

    Raises `RuleBroken` when the block is used up. A year without a block opens one: blocks are per office, so two
    offices that have never met cannot give the same number.
    """
    return take_numbers(session, actor, kind, 1)[0]


def take_numbers(session: Session, actor: Actor, kind: str, count: int) -> list[str]:
    """So many numbers at once, for a list that is imported: one look at the block, all of them or a refusal."""
    year = actor.today.year
    found = (
        select(NumberBlock)
        .where(
            NumberBlock.office_id == actor.office_id,
            NumberBlock.kind == kind,
            NumberBlock.year == year,
            NumberBlock.next + (count - 1) <= NumberBlock.last,
        )
        .order_by(NumberBlock.first)
        .with_for_update()
    )
    block = session.scalars(found).first()
    if block is None:
        # two workstations at the first number of a year: the second waits here and finds the block of the first
        session.get_one(Office, actor.office_id, with_for_update=True)
        block = session.scalars(found).first() or _open_block(session, actor, kind, year)
    first, block.next = block.next, block.next + count
    session.flush()
    return [with_check_digit(f"{block.prefix}{number:05d}") for number in range(first, first + count)]


def _open_block(session: Session, actor: Actor, kind: str, year: int) -> NumberBlock:
    used = session.scalar(
        select(func.count()).where(
            NumberBlock.office_id == actor.office_id, NumberBlock.kind == kind, NumberBlock.year == year
        )
    )
    if used:
        raise RuleBroken(
            say(_("The office's numbers for {kind} of {year} are used up."), kind=shortened(kind), year=year),
            hint=_("Ask headquarters for another block of numbers."),
        )
    office = session.get_one(Office, actor.office_id)
    block = NumberBlock(
        kind=kind, year=year, prefix=f"{LETTERS[kind]}-{office.code}-{year}-", first=1, last=_BLOCK_SIZE, next=1
    )
    session.add(block)
    return block


def void_number(session: Session, actor: Actor, kind: str, number: str, reason: str) -> None:
    """Explain a number that will not be used."""
    actor.must("number:void")
    if kind not in LETTERS:
        raise BadInput(
            say(_("There are no numbers of the kind {kind}."), kind=shortened(kind)),
            hint=say(_("The kinds are: {kinds}."), kinds=", ".join(sorted(LETTERS))),
        )
    number = required_text(number, what=_("number"), limit=60).upper()
    reason = required_text(reason, what=_("reason"), limit=2_000)
    _must_be_given(session, actor, kind, number)
    if session.scalar(select(NumberVoid.id).where(NumberVoid.number == number)):
        raise RuleBroken(say(_("{number} is void already."), number=number), hint=_("Nothing more is needed."))
    void = NumberVoid(kind=kind, number=number, reason=reason)
    session.add(void)
    unit.verb(session, "number:voided", void, label=number, reason=reason)


def _must_be_given(session: Session, actor: Actor, kind: str, number: str) -> None:
    """Refuse a number that the office never gave: explaining it would explain no gap."""
    number = read_number(number)
    blocks = session.scalars(
        select(NumberBlock).where(NumberBlock.office_id == actor.office_id, NumberBlock.kind == kind)
    )
    for block in blocks:
        counted = number.removeprefix(block.prefix).rpartition("-")[0]
        if number.startswith(block.prefix) and counted.isdecimal() and block.first <= int(counted) < block.next:
            return
    raise RuleBroken(
        say(_("{number} was never given by this office, so there is nothing to explain."), number=shortened(number)),
        hint=_("Take the number from the spoiled paper, and its kind."),
    )


def grant_authority(
    session: Session,
    actor: Actor,
    officer_id: uuid.UUID,
    verbs: Sequence[str],
    *,
    instrument: str,
    instrument_date: date,
    period: Period,
    acting_for: str = "",
    limits: Mapping[str, Any] | None = None,
) -> None:
    """Record the instrument by which an officer may do these verbs."""
    actor.must("office:manage")
    instrument = required_text(instrument, what=_("instrument"))
    refuse_unknown_limits(limits or {})
    if officer_id == actor.id:
        raise RuleBroken(
            _("Nobody gives himself an authority to decide."),
            hint=_("Another administrator must enter the instrument."),
        )
    if instrument_date > period.first:
        raise BadInput(
            _("The authority would start before the instrument that gives it was signed."),
            hint=_("Check the two dates on the instrument."),
        )
    for verb in verbs:
        authority = Authority(
            officer_id=officer_id,
            verb=verb,
            instrument=instrument,
            instrument_date=instrument_date,
            valid_from=period.first,
            valid_to=period.last,
            acting_for=acting_for,
            limits=dict(limits or {}),
        )
        session.add(authority)
        unit.verb(session, "authority:granted", authority, label=instrument, verb=verb)


def must_hold_authority(session: Session, actor: Actor, verb: str, matter: Matter) -> AuthorityHeld:
    """The actor's authority for the act on the day of the act; `NotPermitted` without one."""
    held = queries.list_authorities(session, actor.id)
    return authority_for(held, verb, actor.today, matter, actor.name)


def declare_interest(session: Session, actor: Actor, subject: Any, reason: str) -> None:
    """Stand aside in a matter: from now on the actor neither examines, decides nor approves it."""
    reason = required_text(reason, what=_("reason"), limit=2_000)
    recusal = Recusal(
        officer_id=actor.id,
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        reason=reason,
        valid_from=actor.today,
    )
    session.add(recusal)
    unit.verb(session, "interest:declared", subject, reason=reason)


def must_not_be_recused(session: Session, actor: Actor, *subjects: uuid.UUID) -> None:
    """Refuse an actor who has declared an interest in any of these records."""
    refuse_recused(queries.list_recusals(session, subjects), actor.id, actor.name)


def enter_holidays(session: Session, actor: Actor, days: Mapping[date, str], known_through: date) -> None:
    """Enter holidays; deadlines can be counted through `known_through`."""
    actor.must("office:manage")
    office = session.get(Office, actor.office_id)
    if office is None:
        raise NotFound(_("There is no such office."), hint=_("Read the list of offices again."))
    there = set(session.scalars(select(Holiday.day).where(Holiday.office_id == actor.office_id)))
    for day, name in sorted(days.items()):
        if day not in there:
            session.add(Holiday(day=day, name=clean_text(name, what=_("name of the holiday"))))
    office.holidays_known_through = known_through
    unit.verb(session, "office:holidays_entered", office, label=office.code, through=known_through.isoformat())


def add_key(
    session: Session,
    actor: Actor,
    purpose: Purpose,
    *,
    key_id: bytes,
    public: bytes,
    wrapped: bytes,
    certificate: bytes,
    period: Period,
) -> None:
    """Keep a key of the office with the root's certificate; the private part comes wrapped."""
    actor.must("key:manage")
    assert period.last is not None
    key = OfficeKey(
        purpose=purpose,
        key_id=key_id,
        public=public,
        wrapped=wrapped,
        certificate=certificate,
        valid_from=period.first,
        valid_to=period.last,
        revoked_on=None,
    )
    session.add(key)
    unit.verb(session, "key:added", key, label=key_id.hex(), purpose=purpose.value)


def revoke_key(session: Session, actor: Actor, key_id: bytes, reason: str) -> None:
    """Trust a key no longer from today on."""
    actor.must("key:manage")
    key = session.scalars(select(OfficeKey).where(OfficeKey.key_id == key_id)).first()
    if key is None:
        raise NotFound(say(_("There is no key {id}."), id=key_id.hex()), hint=_("Read the list of keys again."))
    key.revoked_on = actor.today
    unit.verb(session, "key:revoked", key, label=key_id.hex(), reason=reason)
