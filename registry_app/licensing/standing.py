"""Reading licences: what each is on a day, as it was known on a day, from its grounds, measures and pending renewals."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.queries import family
from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say, shortened
from registry_app.licensing.law import StatusLaw, read_law
from registry_app.licensing.models import (
    Application,
    ApplicationMove,
    Ground,
    GroundEnd,
    Licence,
    ListedLicence,
)
from registry_app.licensing.rules import DECIDED, ApplicationState
from registry_app.licensing.status import (
    EndFact,
    GroundFact,
    GroundKind,
    LicenceFacts,
    LicenceState,
    PendingFact,
    Status,
    status_on,
)
from registry_app.measures.models import Measure
from registry_app.measures.queries import list_facts
from registry_app.measures.rules import EndKind, MeasureFact, MeasureKind
from registry_app.offices.models import Office, RegisterInfo
from registry_app.store.paging import among


@dataclass(frozen=True)
class LicenceRow:
    """A licence with its status on a day, as known on another; `word` is the law's own for it."""

    id: uuid.UUID
    number: str
    agency_id: uuid.UUID
    agency_number: str
    agency_name: str
    category: str
    scope: Mapping[str, Any]
    status: Status
    word: str


@dataclass(frozen=True)
class PublicLicence:
    """What anyone may be told of a licence: no grounds, no reasons, no doubts."""

    number: str
    category: str
    destinations: tuple[str, ...]
    word: str
    in_force: bool
    valid_from: date | None
    valid_through: date | None


@dataclass(frozen=True)
class ListedRow:
    """What an imported list says of a licence, in its own words: no decision of this office."""

    id: uuid.UUID
    agency_id: uuid.UUID
    number: str
    status_words: str
    category_words: str
    valid_from: date | None
    valid_through: date | None
    stated_on: date | None
    absent_on: date | None


def list_licences(
    session: Session, on: date, known: date = date.max, *, agency_id: uuid.UUID | None = None
) -> list[LicenceRow]:
    """Licences by number with their status on a day, as known on another (by default all that is known).

    Those of an agency include the licences of duplicates that were merged into it.
    """
    found = _SHOWN
    if agency_id is not None:
        found = found.where(Licence.agency_id.in_(family(session, agency_id)))
    return _licence_rows(session, session.execute(found).all(), on, known)


def licences_of(
    session: Session,
    agency_ids: Sequence[uuid.UUID],
    on: date,
    known: date = date.max,
    *,
    law: StatusLaw | None = None,
) -> dict[uuid.UUID, list[LicenceRow]]:
    """The licences of many agencies by number, those of duplicates merged into one of them under it.

    Agencies without a licence are left out. A page of a list asks this once, never an agency at a time, and brings the
    law that it has read before.
    """
    ids = list(agency_ids)
    merged = select(Agency.id, Agency.merged_into_id).where(
        Agency.merged_into_id.is_not(None), among(session, Agency.merged_into_id, ids)
    )
    heads = {each: head for each, head in session.execute(merged) if head is not None}
    found = session.execute(_SHOWN.where(among(session, Licence.agency_id, [*ids, *heads]))).all()
    rows: dict[uuid.UUID, list[LicenceRow]] = {}
    for row in _licence_rows(session, found, on, known, law):
        rows.setdefault(heads.get(row.agency_id, row.agency_id), []).append(row)
    return rows


_SHOWN = (
    select(Licence.id, Licence.number, Licence.agency_id, Agency.number, Agency.name, Licence.category, Licence.scope)
    .join(Agency, Agency.id == Licence.agency_id)
    .order_by(Licence.number)
)


def _licence_rows(
    session: Session, found: Sequence[tuple[Any, ...]], on: date, known: date, law: StatusLaw | None = None
) -> list[LicenceRow]:
    """The licences read by `_SHOWN` with their status."""
    if not found:
        return []
    facts = licence_facts(session, {licence_id: agency_id for licence_id, _number, agency_id, *_rest in found})
    law = law or read_law(session)
    rows = []
    for licence_id, number, agency_id, agency_number, name, category, scope in found:
        status = status_on(facts[licence_id], on, known, law.gap)
        if status.state is LicenceState.NONE:
            continue  # not known then, or its grant was set aside
        word = law.word(status.state, on)
        rows.append(LicenceRow(licence_id, number, agency_id, agency_number, name, category, scope, status, word))
    return rows


def licence_status(session: Session, agency_id: uuid.UUID, on: date, known: date = date.max) -> list[LicenceRow]:
    """The status of every licence of an agency on a day, as known on another."""
    return list_licences(session, on, known, agency_id=agency_id)


def get_licence_id(session: Session, number: str) -> uuid.UUID:
    """The licence with this number, or `NotFound`."""
    found = session.scalars(select(Licence.id).where(Licence.number == number)).first()
    if found is None:
        raise NotFound(
            say(_("There is no licence {number}."), number=shortened(number)), hint=_("Look at the list of licences.")
        )
    return found


def get_status(session: Session, licence_id: uuid.UUID, on: date, known: date = date.max) -> Status:
    """The status of one licence on a day, as known on another; `NotFound` without one."""
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise NotFound(_("There is no such licence."), hint=_("Look at the list of licences."))
    facts = licence_facts(session, {licence.id: licence.agency_id})
    return status_on(facts[licence.id], on, known, read_law(session).gap)


def public_status(session: Session, agency_id: uuid.UUID, on: date) -> list[PublicLicence]:
    """What anyone may be told of an agency's licences on a day, as known now."""
    return [
        PublicLicence(
            row.number,
            row.category,
            tuple(row.scope.get("destinations", ())),
            row.word,
            row.status.in_force and not row.status.doubts,
            row.status.valid_from,
            row.status.valid_through,
        )
        for row in list_licences(session, on, agency_id=agency_id)
    ]


def list_listed(session: Session, agency_id: uuid.UUID) -> list[ListedRow]:
    """What imported lists say of the agency's licences; batches that were taken back say nothing."""
    found = (
        select(ListedLicence)
        .where(ListedLicence.agency_id == agency_id, ListedLicence.taken_back_on.is_(None))
        .order_by(ListedLicence.number, ListedLicence.id)
    )
    return [
        ListedRow(
            each.id,
            each.agency_id,
            each.number,
            each.status_words,
            each.category_words,
            each.valid_from,
            each.valid_through,
            each.stated_on,
            each.absent_on,
        )
        for each in session.scalars(found)
    ]


# -- facts ---------------------------------------------------------------------------------------------------------


def licence_facts(session: Session, owners: Mapping[uuid.UUID, uuid.UUID]) -> dict[uuid.UUID, LicenceFacts]:
    """All that the status of each licence depends on; `owners` gives the agency of each."""
    ids = list(owners)
    day = _days(session)
    grounds = _grounds(session, ids, day)
    pending = _pending(session, ids, day)
    suspended = select(Measure.agency_id).where(Measure.kind == MeasureKind.INTERIM_SUSPENSION)
    against = set(session.scalars(suspended))
    head = _heads(session, {*owners.values(), *against}) if against else _itself
    measures: dict[uuid.UUID, list[MeasureFact]] = {}
    for measure in list_facts(session, against) if against else ():
        if measure.kind is MeasureKind.INTERIM_SUSPENSION:
            measures.setdefault(head(measure.agency_id), []).append(measure)
    return {
        licence_id: LicenceFacts(
            (
                *grounds.get(licence_id, ()),
                *(_as_ground(each) for each in measures.get(head(agency_id), ()) if each.concerns(licence_id)),
            ),
            tuple(pending.get(licence_id, ())),
        )
        for licence_id, agency_id in owners.items()
    }


def _heads(session: Session, agencies: Collection[uuid.UUID]) -> Callable[[uuid.UUID], uuid.UUID]:
    """The agency that one of these was merged into, or itself: a measure against either reaches the licences of both."""
    merged = select(Agency.id, Agency.merged_into_id).where(
        Agency.merged_into_id.is_not(None), among(session, Agency.id, list(agencies))
    )
    into = {each: head for each, head in session.execute(merged) if head is not None}
    return lambda agency_id: into.get(agency_id, agency_id)


def _itself(agency_id: uuid.UUID) -> uuid.UUID:
    return agency_id


def _days(session: Session) -> Callable[[datetime], date]:
    """The day in the office's zone on which a moment lies."""
    zone = ZoneInfo(session.scalars(select(Office.zone).join(RegisterInfo, RegisterInfo.office_id == Office.id)).one())
    return lambda moment: moment.astimezone(zone).date()


# columns only: a page of a list asks for a hundred licences
_GROUND = (
    Ground.id,
    Ground.licence_id,
    Ground.kind,
    Ground.starts_on,
    Ground.ends_on,
    Ground.recorded_at,
    Ground.provision,
    Ground.provisional,
    Ground.stays_id,
    Ground.decision_id,
    Ground.set_aside_at,
)
_GROUND_END = (GroundEnd.ground_id, GroundEnd.last_on, GroundEnd.recorded_at, GroundEnd.set_aside_at)


def _grounds(
    session: Session, ids: Sequence[uuid.UUID], day: Callable[[datetime], date]
) -> dict[uuid.UUID, list[GroundFact]]:
    rows = session.execute(select(*_GROUND).where(among(session, Ground.licence_id, ids)).order_by(Ground.id)).all()
    ends: dict[uuid.UUID, list[EndFact]] = {}
    ended = among(session, GroundEnd.ground_id, [row.id for row in rows])
    for end in session.execute(select(*_GROUND_END).where(ended).order_by(GroundEnd.id)):
        aside = day(end.set_aside_at) if end.set_aside_at else None
        ends.setdefault(end.ground_id, []).append(EndFact(end.last_on, day(end.recorded_at), aside))
    facts: dict[uuid.UUID, list[GroundFact]] = {}
    for row in rows:
        facts.setdefault(row.licence_id, []).append(
            GroundFact(
                row.id,
                row.kind,
                row.starts_on,
                row.ends_on,
                day(row.recorded_at),
                row.provision,
                row.provisional,
                row.stays_id,
                row.decision_id,
                day(row.set_aside_at) if row.set_aside_at else None,
                tuple(ends.get(row.id, ())),
            )
        )
    return facts


def _as_ground(measure: MeasureFact) -> GroundFact:
    """An interim suspension is a measure; for the licence it is a ground like any other."""
    return GroundFact(
        measure.id,
        GroundKind.INTERIM_SUSPENSION,
        measure.starts_on,
        measure.ends_on,
        measure.known_on,
        measure.provision,
        measure.provisional,
        set_aside_on=min((end.known_on for end in measure.ends if end.kind is EndKind.SET_ASIDE), default=None),
        ends=tuple(EndFact(end.last_on, end.known_on) for end in measure.ends if end.last_on is not None),
    )


def _pending(
    session: Session, ids: Sequence[uuid.UUID], day: Callable[[datetime], date]
) -> dict[uuid.UUID, list[PendingFact]]:
    found = (
        select(Application, ApplicationMove)
        .join(ApplicationMove, ApplicationMove.application_id == Application.id)
        .where(among(session, Application.licence_id, ids), Application.lodged_on.is_not(None))
        .order_by(Application.id, ApplicationMove.sequence)
    )
    moves: dict[uuid.UUID, tuple[Application, list[ApplicationMove]]] = {}
    for application, step in session.execute(found):
        moves.setdefault(application.id, (application, []))[1].append(step)
    facts: dict[uuid.UUID, list[PendingFact]] = {}
    for application, steps in moves.values():
        lodged = next((step for step in steps if step.to_state is ApplicationState.LODGED), None)
        decided = next((step for step in steps if step.to_state in DECIDED), None)
        if lodged is not None and application.licence_id is not None and application.lodged_on is not None:
            facts.setdefault(application.licence_id, []).append(
                PendingFact(
                    application.lodged_on,
                    day(lodged.recorded_at),
                    decided.on_day if decided else None,
                    day(decided.recorded_at) if decided else None,
                )
            )
    return facts
