"""Writing marks and adverse notes for other features; imposing, lifting and setting aside bans."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.likeness import skeleton
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say
from registry_app.offices.rules import Matter
from registry_app.offices.service import must_hold_authority
from registry_app.persons.service import get_person
from registry_app.screening.models import AdverseNote, Ban, Mark
from registry_app.screening.rules import BanScope, MarkKind
from registry_app.store import unit

_LONG = 2_000
IMPOSE = "ban:impose"  # the verb an officer's authority must name
LIFT = "ban:lift"


@dataclass(frozen=True)
class MarkDraft:
    """A mark as the feature that owns the subject knows it; an empty key is no mark."""

    kind: MarkKind
    key: str
    source_table: str
    source_id: uuid.UUID
    valid_from: date | None = None


@dataclass(frozen=True)
class BanDraft:
    """A ban on a person of the register, or on a name when the person is not in it.

    `permanent` bans have no last day; a ban that has none and is not permanent runs until it is lifted.
    """

    name: str
    scope: BanScope
    reason: str
    provision: str
    decision: str
    valid_from: date
    valid_to: date | None = None
    permanent: bool = False
    lift_authority: str = ""
    person_id: uuid.UUID | None = None


def keep_marks(
    session: Session, actor: Actor, subject_table: str, subject_id: uuid.UUID, wanted: Iterable[MarkDraft]
) -> None:
    """Make a subject's marks what is wanted: new ones are added, those that hold no longer end today; none is lost."""
    missing = {(draft.kind, draft.key, draft.source_id): draft for draft in wanted if draft.key}
    standing = select(Mark).where(Mark.subject_id == subject_id, Mark.valid_to.is_(None))
    for mark in session.scalars(standing).all():
        if missing.pop((mark.kind, mark.key, mark.source_id), None) is None:
            mark.valid_to = actor.today
    for draft in missing.values():
        session.add(
            Mark(
                kind=draft.kind,
                key=draft.key,
                subject_table=subject_table,
                subject_id=subject_id,
                source_table=draft.source_table,
                source_id=draft.source_id,
                valid_from=draft.valid_from,
                valid_to=None,
            )
        )
    session.flush()


def impose_ban(session: Session, actor: Actor, draft: BanDraft) -> uuid.UUID:
    """Enter a ban that was decided; needs the permission and, on the day, the authority `ban:impose`."""
    actor.must("ban:impose")
    must_hold_authority(session, actor, IMPOSE, Matter())
    if draft.permanent and draft.valid_to is not None:
        raise BadInput(
            say(_("A permanent ban has no last day, but {day} is given."), day=draft.valid_to),
            hint=_("Leave the last day out, or do not call it permanent."),
        )
    Period(draft.valid_from, draft.valid_to)
    if draft.person_id is not None:
        get_person(session, draft.person_id)
    name = required_text(draft.name, what=_("name of the banned person"))
    ban = Ban(
        person_id=draft.person_id,
        name=name,
        name_key=skeleton(name),
        scope=draft.scope,
        reason=required_text(draft.reason, what=_("reason"), limit=_LONG),
        provision=required_text(draft.provision, what=_("provision")),
        decision=required_text(draft.decision, what=_("decision")),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        permanent=draft.permanent,
        lift_authority=clean_text(draft.lift_authority, what=_("who may lift it")),
        lifted_on=None,
        lifted_by="",
        set_aside_on=None,
        set_aside_by="",
    )
    session.add(ban)
    session.flush()
    unit.verb(session, "ban:imposed", ban, label=ban.decision, first=ban.valid_from.isoformat(), scope=ban.scope.value)
    return ban.id


def lift_ban(session: Session, actor: Actor, ban_id: uuid.UUID, on: date, decision: str) -> None:
    """End a ban from a day on, by a decision; needs the authority `ban:lift`."""
    actor.must("ban:impose")
    must_hold_authority(session, actor, LIFT, Matter())
    ban = _standing(session, ban_id)
    if on < ban.valid_from:
        raise BadInput(
            say(_("The ban runs from {first}; it cannot end on {day}."), first=ban.valid_from, day=on),
            hint=_("A ban that should never have been is set aside instead."),
        )
    ban.lifted_on = on
    ban.lifted_by = required_text(decision, what=_("decision"))
    unit.verb(session, "ban:lifted", ban, label=ban.lifted_by, on=on.isoformat())


def set_ban_aside(session: Session, actor: Actor, ban_id: uuid.UUID, decision: str) -> None:
    """Say by a decision that a ban should never have been; it counts on no day."""
    actor.must("ban:impose")
    must_hold_authority(session, actor, LIFT, Matter())
    ban = _standing(session, ban_id)
    ban.set_aside_on = actor.today
    ban.set_aside_by = required_text(decision, what=_("decision"))
    unit.verb(session, "ban:set_aside", ban, label=ban.set_aside_by)


def _standing(session: Session, ban_id: uuid.UUID) -> Ban:
    ban = session.get(Ban, ban_id)
    if ban is None:
        raise NotFound(_("There is no such ban."), hint=_("Read the list of bans again."))
    if ban.lifted_on is not None or ban.set_aside_on is not None:
        raise RuleBroken(
            say(_("This ban was ended on {day}."), day=ban.lifted_on or ban.set_aside_on),
            hint=_("Nothing more is needed."),
        )
    return ban


def note_adverse(
    session: Session,
    actor: Actor,
    *,
    subject_table: str,
    subject_id: uuid.UUID,
    ground: str,
    provision: str,
    period: Period,
    decision_table: str = "",
    decision_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Tell screening of a revocation, sanction or refusal; called by the feature that decided, inside its own verb."""
    note = AdverseNote(
        subject_table=subject_table,
        subject_id=subject_id,
        ground=ground,
        decision_table=decision_table,
        decision_id=decision_id,
        provision=provision,
        valid_from=period.first,
        valid_to=period.last,
        set_aside_on=None,
        set_aside_by="",
    )
    session.add(note)
    session.flush()
    unit.verb(
        session,
        "adverse:noted",
        note,
        ground=ground,
        of=f"{subject_table}/{subject_id.hex}",
        office=str(actor.office_id),
    )
    return note.id


def set_adverse_aside(session: Session, actor: Actor, decision_id: uuid.UUID, by: str) -> int:
    """Take back what was noted for a decision that was itself set aside; returns how many notes."""
    notes = session.scalars(
        select(AdverseNote).where(AdverseNote.decision_id == decision_id, AdverseNote.set_aside_on.is_(None))
    ).all()
    for note in notes:
        note.set_aside_on, note.set_aside_by = actor.today, by
        unit.verb(session, "adverse:set_aside", note, label=by)
    return len(notes)
