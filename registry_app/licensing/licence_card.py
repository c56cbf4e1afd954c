"""Everything about one licence for its card: grounds with their dates, decisions, applications, what lists say of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.errors import NotFound
from registry_app.core.texts import _
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.law import read_law
from registry_app.licensing.models import Licence
from registry_app.licensing.next_steps import waiting_decision
from registry_app.licensing.queries import ApplicationRow, list_applications
from registry_app.licensing.records import DecisionRow, list_decisions
from registry_app.licensing.standing import ListedRow, PublicLicence, licence_facts, list_listed, public_status
from registry_app.licensing.status import GroundFact, GroundKind, Status, status_on
from registry_app.proceedings.queries import NoticeRow, list_notices

ON_APPLICATIONS: Final = frozenset({DecisionKind.GRANT, DecisionKind.RENEW, DecisionKind.REFUSE})


@dataclass(frozen=True)
class GroundLine:
    """A ground with all its days. `in_force` is on the day asked, as known on the other; `stayed` while a stay holds it up.

    `id` is None for lapse and expiry, which are arithmetic; `recorded_on` is the day the register learnt of it.
    `is_measure` says that it is an interim measure, which is lifted as a measure and not by a decision on the licence.
    """

    id: uuid.UUID | None
    kind: GroundKind
    starts_on: date
    last_on: date | None
    provision: str
    provisional: bool
    decision_id: uuid.UUID | None
    recorded_on: date | None
    set_aside_on: date | None
    in_force: bool
    stayed: bool

    @property
    def is_measure(self) -> bool:
        """Whether it is an interim measure."""
        return self.kind is GroundKind.INTERIM_SUSPENSION


@dataclass(frozen=True)
class LicenceCard:
    """A licence as it is on a day, as known on another; `decisions` are oldest first."""

    id: uuid.UUID
    number: str
    agency_id: uuid.UUID
    agency_number: str
    agency_name: str
    category: str
    destinations: tuple[str, ...]
    status: Status
    word: str
    grounds: tuple[GroundLine, ...]
    decisions: tuple[DecisionRow, ...]
    applications: tuple[ApplicationRow, ...]
    notices: tuple[NoticeRow, ...]
    public: PublicLicence | None
    listed: tuple[ListedRow, ...]

    @property
    def waiting(self) -> DecisionRow | None:
        """The decision on the licence itself that waits for a second person; one on an application waits there."""
        return waiting_decision(each for each in self.decisions if each.kind not in ON_APPLICATIONS)


def get_licence_card(session: Session, licence_id: uuid.UUID, on: date, known: date = date.max) -> LicenceCard:
    """The card of a licence; `NotFound` without one. Grounds not yet known on `known` are left out."""
    licence = session.get(Licence, licence_id)
    if licence is None:
        raise NotFound(_("There is no such licence."), hint=_("Look at the list of licences."))
    agency = session.get_one(Agency, licence.agency_id)
    facts = licence_facts(session, {licence.id: licence.agency_id})[licence.id]
    law = read_law(session)
    status = status_on(facts, on, known, law.gap)
    public = [row for row in public_status(session, licence.agency_id, on) if row.number == licence.number]
    return LicenceCard(
        licence.id,
        licence.number,
        agency.id,
        agency.number,
        agency.name,
        licence.category,
        _destinations(licence.scope),
        status,
        law.word(status.state, on),
        tuple(_lines(facts.grounds, status)),
        tuple(list_decisions(session, licence_id=licence.id)),
        tuple(list_applications(session, licence_id=licence.id)),
        tuple(list_notices(session, licence.id, on)),
        public[0] if public else None,
        tuple(list_listed(session, licence.agency_id)),
    )


def _lines(grounds: tuple[GroundFact, ...], status: Status) -> list[GroundLine]:
    """What is in force first, gravest first, then the rest, newest first."""
    facts = {fact.id: fact for fact in grounds}
    standing = [
        GroundLine(
            each.id,
            each.kind,
            each.starts_on,
            each.last_on,
            each.provision,
            each.provisional,
            each.decision,
            facts[each.id].known_on if each.id in facts else None,
            None,
            True,
            each.stayed,
        )
        for each in status.grounds
    ]
    shown = {line.id for line in standing}
    rest = [
        GroundLine(
            fact.id,
            fact.kind,
            fact.starts_on,
            fact.last_day(status.known),
            fact.provision,
            fact.provisional,
            fact.decision,
            fact.known_on,
            fact.set_aside_on if fact.set_aside_on is not None and fact.set_aside_on <= status.known else None,
            False,
            False,
        )
        for fact in grounds
        if fact.id not in shown and fact.known_on <= status.known
    ]
    rest.sort(key=lambda line: (line.starts_on, line.recorded_on or date.min), reverse=True)
    return [*standing, *rest]


def _destinations(scope: Any) -> tuple[str, ...]:
    return tuple(scope.get("destinations", ()))
