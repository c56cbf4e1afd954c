"""The inward and outward registers, hand-in slips and powers of attorney."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.correspondence.models import HandInItem, HandInSlip, Letter, PowerOfAttorney
from registry_app.correspondence.rules import Direction, Mode, PaperState, Subject, refuse_impossible_days
from registry_app.offices.service import take_number
from registry_app.store import unit

_MOST_ENCLOSURES = 9_999
_LONG = 2_000


@dataclass(frozen=True)
class LetterDraft:
    """A line of the registers as it is typed.

    Of an inward letter `received_here_at` (date and hour by the office's stamp) is needed; `received_first_on` and `_at`
    tell where it arrived before (another office, a mission). `answers` is the letter that this one answers.
    """

    correspondent: str
    about: str
    mode: Mode
    enclosures: int = 0
    reference: str = ""
    correspondent_is: Subject | None = None
    subject: Subject | None = None
    done_on: date | None = None
    posted_on: date | None = None
    received_first_on: date | None = None
    received_first_at: str = ""
    received_here_at: datetime | None = None
    answers: uuid.UUID | None = None
    answer_due: date | None = None
    file_id: uuid.UUID | None = None


@dataclass(frozen=True)
class PaperLine:
    """A paper on a hand-in slip; a missing one has no copies and no original."""

    paper: str
    state: PaperState = PaperState.RECEIVED
    copies: int = 1
    original_seen: bool = False
    original_returned: bool = False
    attachment_id: uuid.UUID | None = None


def enter_letter(session: Session, actor: Actor, direction: Direction, draft: LetterDraft) -> uuid.UUID:
    """Enter a letter under the next number of its register; date and hour of the entry are the register's."""
    actor.must("correspondence:enter")
    _refuse_impossible(actor, session, direction, draft)
    if draft.answers is not None:
        _refuse_wrong_answer(get_letter(session, draft.answers), direction)
    letter = Letter(
        direction=direction,
        number=take_number(session, actor, direction.value),
        registered_at=unit.unit_of(session).moment,
        correspondent=required_text(draft.correspondent, what=_("correspondent")),
        correspondent_table=draft.correspondent_is.table if draft.correspondent_is else "",
        correspondent_id=draft.correspondent_is.id if draft.correspondent_is else None,
        mode=draft.mode,
        enclosures=draft.enclosures,
        about=required_text(draft.about, what=_("subject"), limit=_LONG),
        reference=clean_text(draft.reference, what=_("reference")),
        done_on=draft.done_on,
        posted_on=draft.posted_on,
        received_first_on=draft.received_first_on,
        received_first_at=clean_text(draft.received_first_at, what=_("place of first receipt")),
        received_here_at=draft.received_here_at,
        answers_id=draft.answers,
        answer_due=draft.answer_due,
        subject_table=draft.subject.table if draft.subject else "",
        subject_id=draft.subject.id if draft.subject else None,
        file_id=draft.file_id,
        voided_on=None,
        void_reason="",
    )
    session.add(letter)
    session.flush()
    unit.verb(session, f"letter:{'received' if direction is Direction.INWARD else 'sent'}", letter, label=letter.number)
    return letter.id


def _refuse_impossible(actor: Actor, session: Session, direction: Direction, draft: LetterDraft) -> None:
    if not 0 <= draft.enclosures <= _MOST_ENCLOSURES:
        raise BadInput(
            say(_("{count} enclosures cannot be right."), count=draft.enclosures), hint=_("Count the enclosures.")
        )
    here = draft.received_here_at
    if direction is Direction.INWARD and here is None:
        raise BadInput(
            _("The day and hour at which the letter was received here are missing."),
            hint=_("Take them from the office's stamp; the computer's clock is no evidence."),
        )
    if direction is Direction.OUTWARD and (here or draft.received_first_on):
        raise BadInput(
            _("A letter that goes out has no day of receipt here."), hint=_("Record its service with the proof.")
        )
    if here is not None and (here.tzinfo is None or here > unit.unit_of(session).moment):
        raise BadInput(
            say(_("A letter cannot have been received here at {moment}, which is still to come."), moment=here),
            hint=_("Check the stamp, and the computer's clock."),
        )
    world = unit.unit_of(session).world
    refuse_impossible_days(
        (
            (_("Date of the letter"), draft.done_on),
            (_("Posted"), draft.posted_on),
            (_("First received"), draft.received_first_on),
            (_("Received here"), here.astimezone(world.zone).date() if here else None),
        ),
        actor.today,
    )


def _refuse_wrong_answer(answered: Letter, direction: Direction) -> None:
    if answered.direction is direction:
        raise RuleBroken(
            say(
                _("{number} stands in the same register; a letter answers one of the other register."),
                number=answered.number,
            ),
            hint=_("Check the number of the letter that is answered."),
        )
    if answered.voided_on is not None:
        raise RuleBroken(say(_("{number} is void."), number=answered.number), hint=_("Check the number."))


def void_letter(session: Session, actor: Actor, letter_id: uuid.UUID, reason: str) -> None:
    """Say that a line was entered by mistake; its number stays and is explained."""
    actor.must("correspondence:enter")
    letter = get_letter(session, letter_id)
    if letter.voided_on is not None:
        raise RuleBroken(say(_("{number} is void already."), number=letter.number), hint=_("Nothing more is needed."))
    letter.voided_on = actor.today
    letter.void_reason = required_text(reason, what=_("reason"), limit=_LONG)
    unit.verb(session, "letter:voided", letter, label=letter.number, reason=letter.void_reason)


def record_hand_in(
    session: Session,
    actor: Actor,
    letter_id: uuid.UUID,
    *,
    brought_by: str,
    identity_seen: str,
    received_at: datetime,
    papers: Sequence[PaperLine],
    power_of_attorney_id: uuid.UUID | None = None,
    note: str = "",
) -> uuid.UUID:
    """Make the slip of what was handed in with a letter of the inward register: received, seen, returned, missing."""
    actor.must("correspondence:enter")
    letter = get_letter(session, letter_id)
    if letter.direction is not Direction.INWARD or letter.voided_on is not None:
        raise RuleBroken(
            say(_("{number} is no standing line of the inward register."), number=letter.number),
            hint=_("Enter what came in first; the slip belongs to its number."),
        )
    if not papers:
        raise BadInput(_("A slip without papers says nothing."), hint=_("List what was received and what is missing."))
    if power_of_attorney_id is not None:
        zone = unit.unit_of(session).world.zone
        must_have_power(session, power_of_attorney_id, received_at.astimezone(zone).date())
    slip = HandInSlip(
        letter_id=letter_id,
        received_at=received_at,
        brought_by=required_text(brought_by, what=_("name of the bearer")),
        identity_seen=required_text(identity_seen, what=_("identity document seen")),
        power_of_attorney_id=power_of_attorney_id,
        note=clean_text(note, what=_("note"), limit=_LONG),
    )
    session.add(slip)
    session.flush()
    for position, line in enumerate(papers, start=1):
        session.add(_item(slip.id, position, line))
    received = sum(line.state is PaperState.RECEIVED for line in papers)
    unit.verb(session, "papers:handed_in", slip, label=letter.number, received=received, missing=len(papers) - received)
    return slip.id


def _item(slip_id: uuid.UUID, position: int, line: PaperLine) -> HandInItem:
    if line.original_returned and not line.original_seen:
        raise BadInput(
            say(_("The original of {paper} cannot have been returned without having been seen."), paper=line.paper),
            hint=_("Mark the original as seen, or as not returned."),
        )
    if line.state is PaperState.MISSING and (line.original_seen or line.attachment_id is not None):
        raise BadInput(
            say(_("{paper} is missing; nothing of it can have been seen or scanned."), paper=line.paper),
            hint=_("Mark it as received, or leave the rest out."),
        )
    return HandInItem(
        slip_id=slip_id,
        position=position,
        paper=required_text(line.paper, what=_("paper")),
        state=line.state,
        copies=line.copies if line.state is PaperState.RECEIVED else 0,
        original_seen=line.original_seen,
        original_returned=line.original_returned,
        attachment_id=line.attachment_id,
    )


def enter_power(
    session: Session,
    actor: Actor,
    giver: Subject,
    *,
    attorney: str,
    attorney_identity: str,
    scope: str,
    period: Period,
    notary: str = "",
    notary_reference: str = "",
    attachment_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Enter a power of attorney; it is notarised when a notary is named."""
    actor.must("correspondence:enter")
    power = PowerOfAttorney(
        giver_table=giver.table,
        giver_id=giver.id,
        attorney=required_text(attorney, what=_("attorney")),
        attorney_identity=clean_text(attorney_identity, what=_("identity document seen")),
        scope=required_text(scope, what=_("scope"), limit=_LONG),
        notarised=bool(notary.strip()),
        notary=clean_text(notary, what=_("notary")),
        notary_reference=clean_text(notary_reference, what=_("notary's reference")),
        valid_from=period.first,
        valid_to=period.last,
        revoked_on=None,
        attachment_id=attachment_id,
    )
    session.add(power)
    session.flush()
    unit.verb(session, "power:entered", power)
    return power.id


def revoke_power(session: Session, actor: Actor, power_id: uuid.UUID, on: date) -> None:
    """Record that the giver revoked a power; it covers nothing from that day on."""
    actor.must("correspondence:enter")
    power = _get_power(session, power_id)
    if power.revoked_on is not None:
        raise RuleBroken(say(_("It was revoked on {day}."), day=power.revoked_on), hint=_("Nothing more is needed."))
    refuse_impossible_days(((_("In force"), power.valid_from), (_("Revoked"), on)), actor.today)
    power.revoked_on = on
    unit.verb(session, "power:revoked", power, on=on.isoformat())


def must_have_power(session: Session, power_id: uuid.UUID, on: date) -> PowerOfAttorney:
    """The power of attorney if it is in force on a day; `RuleBroken` otherwise."""
    power = _get_power(session, power_id)
    if power.revoked_on is not None and power.revoked_on <= on:
        raise RuleBroken(
            say(_("The power of attorney was revoked on {day}."), day=power.revoked_on),
            hint=_("Ask for another power, or for the principal himself."),
        )
    if on not in Period(power.valid_from, power.valid_to):
        raise RuleBroken(
            say(
                _("The power of attorney is in force from {first} to {last}, not on {day}."),
                first=power.valid_from,
                last=power.valid_to or "-",
                day=on,
            ),
            hint=_("Ask for another power, or for the principal himself."),
        )
    return power


def _get_power(session: Session, power_id: uuid.UUID) -> PowerOfAttorney:
    found = session.get(PowerOfAttorney, power_id)
    if found is None:
        raise NotFound(_("There is no such power of attorney."), hint=_("Enter it first."))
    return found


def get_letter(session: Session, letter_id: uuid.UUID) -> Letter:
    """The record of a letter, for services; `NotFound` without one."""
    found = session.get(Letter, letter_id)
    if found is None:
        raise NotFound(_("There is no such letter in the registers."), hint=_("Check its number."))
    return found
