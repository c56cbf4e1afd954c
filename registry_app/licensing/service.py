"""Taking in an application and moving it: drafted, lodged, examined, returned, taken back, withdrawn."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, RuleBroken
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say, shortened
from registry_app.licensing import queries, rules
from registry_app.licensing.checklist import ItemDraft, instantiate
from registry_app.licensing.models import Application, ApplicationMove, ChecklistItem, Licence
from registry_app.licensing.rules import ApplicationKind, ApplicationState
from registry_app.licensing.standing import get_status
from registry_app.licensing.status import LicenceState
from registry_app.offices import service as offices
from registry_app.proceedings import service as proceedings
from registry_app.proceedings.rules import term_written
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.values import UNKNOWN, Document, Item
from registry_app.store import unit

_LONG: Final = 4_000


@dataclass(frozen=True)
class ApplicationDraft:
    """An application as it is handed in; `received_first_on` is the day any office or mission got it."""

    agency_id: uuid.UUID
    kind: ApplicationKind
    category: str = ""
    destination: str = ""
    licence_id: uuid.UUID | None = None
    done_on: date | None = None
    posted_on: date | None = None
    received_first_on: date | None = None
    received_on: date | None = None
    letter_id: uuid.UUID | None = None
    slip_id: uuid.UUID | None = None
    file_id: uuid.UUID | None = None


def draft(session: Session, actor: Actor, wanted: ApplicationDraft) -> uuid.UUID:
    """Begin an application at the counter; nothing runs before it is lodged."""
    actor.must("application:lodge")
    rules.must_be_taken_in(wanted.kind)
    agency = get_agency(session, wanted.agency_id)
    law = get_rules(session, actor.today)
    destination = wanted.destination.strip().upper()
    category = _category(law, wanted.category, actor.today)
    if wanted.kind is ApplicationKind.RENEWAL:
        category, destination = _renewed(session, agency, wanted.licence_id, actor.today)
    per_destination = law.answer("licence.per_destination", actor.today)
    known = per_destination.of(bool)
    rules.check_destination(destination, None if known is UNKNOWN else known, per_destination.source)
    received = wanted.received_on or actor.today
    rules.check_submission(
        wanted.done_on, wanted.posted_on, wanted.received_first_on, received_on=received, today=actor.today
    )
    _refuse_second(session, agency, wanted, category, destination)
    application = Application(
        number=offices.take_number(session, actor, "application"),
        agency_id=agency.id,
        kind=wanted.kind,
        category=category,
        destination=destination,
        licence_id=wanted.licence_id,
        done_on=wanted.done_on,
        posted_on=wanted.posted_on,
        received_first_on=wanted.received_first_on,
        received_on=received,
        letter_id=wanted.letter_id,
        slip_id=wanted.slip_id,
        file_id=wanted.file_id,
        lodged_on=None,
        lodged_by=None,
    )
    session.add(application)
    session.flush()
    unit.verb(session, "application:drafted", application, label=application.number, kind=wanted.kind.value)
    return application.id


def lodge(session: Session, actor: Actor, application_id: uuid.UUID) -> None:
    """Lodge a draft: its check list is made from the rule book of the day, and the regulator's clock is put on it.

    It counts as lodged on the day any office or mission first received it.
    """
    actor.must("application:lodge")
    application = get_application(session, application_id)
    agency = get_agency(session, application.agency_id)
    move(session, actor, application, ApplicationState.LODGED)
    law = get_rules(session, actor.today)
    application.lodged_on = application.received_first_on or application.received_on or actor.today
    application.lodged_by = actor.id
    papers = law.answer(rules.DOCUMENT_KEYS[application.kind], actor.today).listed(Document)
    if papers is UNKNOWN:
        raise RuleBroken(
            _("Which papers such an application needs is not set by the regulator."),
            hint=_("Have the office set the list by an instrument of its own: registry rulebook set."),
        )
    for position, item in enumerate(instantiate(papers, agency.legal_form), start=1):
        session.add(_item(application, position, item))
    session.flush()
    missed = law.answer("decision.missed_effect", actor.today).of(str)
    clock = law.answer(rules.CLOCK_KEYS[application.kind], actor.today)
    proceedings.set_clock(session, application, clock, "" if missed is UNKNOWN else missed)
    proceedings.start_clocks(session, application, "lodged", application.lodged_on)
    unit.verb(
        session,
        "application:lodged",
        application,
        label=application.number,
        kind=application.kind.value,
        on=application.lodged_on.isoformat(),
    )


def take_in(session: Session, actor: Actor, wanted: ApplicationDraft) -> uuid.UUID:
    """Draft and lodge an application in one step, as at the counter."""
    application_id = draft(session, actor, wanted)
    lodge(session, actor, application_id)
    return application_id


def begin_examination(session: Session, actor: Actor, application_id: uuid.UUID) -> None:
    """Take a lodged application for examination; who examines it will not approve the decision."""
    actor.must("application:examine")
    application = get_application(session, application_id)
    offices.must_not_be_recused(session, actor, application.id, application.agency_id)
    if queries.state_of(session, application.id) is not ApplicationState.LODGED:
        rules.move(queries.state_of(session, application.id), ApplicationState.UNDER_EXAMINATION)
        raise RuleBroken(_("The examination has begun already."), hint=_("Go on with it."))
    move(session, actor, application, ApplicationState.UNDER_EXAMINATION)
    unit.verb(session, "application:taken_up", application, label=application.number)


def return_for_completion(
    session: Session, actor: Actor, application_id: uuid.UUID, *, reason: str, provision: str
) -> None:
    """Give the file back to the agency to complete it; the regulator's clock stands still on that legal ground."""
    actor.must("application:examine")
    application = get_application(session, application_id)
    offices.must_not_be_recused(session, actor, application.id, application.agency_id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    provision = required_text(provision, what=_("provision"))
    move(session, actor, application, ApplicationState.RETURNED, reason)
    proceedings.stop_clocks(session, application, actor.today, _("returned for completion"), provision)
    unit.verb(session, "application:returned", application, label=application.number, provision=provision)


def take_back(session: Session, actor: Actor, application_id: uuid.UUID) -> None:
    """Take the completed file back; the clock runs on."""
    actor.must("application:lodge")
    application = get_application(session, application_id)
    if queries.state_of(session, application.id) is not ApplicationState.RETURNED:
        raise RuleBroken(_("The application was not returned for completion."), hint=_("Read the application again."))
    move(session, actor, application, ApplicationState.UNDER_EXAMINATION)
    proceedings.resume_clocks(session, application, actor.today)
    unit.verb(session, "application:completed", application, label=application.number)


def withdraw(session: Session, actor: Actor, application_id: uuid.UUID, reason: str) -> None:
    """Record that the agency withdrew its application; the clock ends."""
    actor.must("application:lodge")
    application = get_application(session, application_id)
    reason = required_text(reason, what=_("reason"), limit=_LONG)
    move(session, actor, application, ApplicationState.WITHDRAWN, reason)
    proceedings.end_clocks(session, application, actor.today)
    unit.verb(session, "application:withdrawn", application, label=application.number)


# -- parts that the other verbs of licensing use -------------------------------------------------------------------


def move(session: Session, actor: Actor, application: Application, wanted: ApplicationState, reason: str = "") -> None:
    """Add the step to a state that may follow the present one; `RuleBroken` otherwise."""
    steps = queries.list_moves(session, application.id)
    current = steps[-1].to_state if steps else ApplicationState.DRAFT
    session.add(
        ApplicationMove(
            application_id=application.id,
            sequence=len(steps) + 1,
            from_state=current,
            to_state=rules.move(current, wanted),
            on_day=actor.today,
            by_id=actor.id,
            reason=reason,
        )
    )
    session.flush()


def get_application(session: Session, application_id: uuid.UUID) -> Application:
    """The record, for the services of licensing; `NotFound` without one."""
    application = session.get(Application, application_id)
    if application is None:
        raise NotFound(_("There is no such application."), hint=_("Look at the list of applications."))
    return application


def get_agency(session: Session, agency_id: uuid.UUID) -> Agency:
    """The agency; `NotFound` without one, `RuleBroken` for one that was merged or set aside."""
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise NotFound(_("There is no such agency."), hint=_("Look it up by its number or name."))
    if agency.merged_into_id is not None or agency.set_aside_on is not None:
        raise RuleBroken(
            say(_("Agency {number} was merged with another or set aside."), number=agency.number),
            hint=_("Use the agency that it was merged into."),
        )
    return agency


def _category(law: RuleSet, wanted: str, on: date) -> str:
    known = law.answer("licence.categories", on).listed(Item)
    wanted = clean_text(wanted, what=_("category"), limit=80)
    if known is UNKNOWN:
        return required_text(wanted, what=_("category"), limit=80)
    codes = [item.code for item in known]
    if not wanted and len(codes) == 1:
        return codes[0]
    if wanted not in codes:
        raise BadInput(
            say(_("The law knows no licence of the category {category}."), category=shortened(wanted or "-")),
            hint=say(_("Choose one of: {codes}."), codes=", ".join(codes)),
        )
    return wanted


def _renewed(session: Session, agency: Agency, licence_id: uuid.UUID | None, today: date) -> tuple[str, str]:
    licence = session.get(Licence, licence_id) if licence_id else None
    if licence is None or licence.agency_id != agency.id:
        raise BadInput(
            _("A renewal names the licence of this agency that is to be renewed."), hint=_("Give its number.")
        )
    status = get_status(session, licence.id, today)
    if status.state in (LicenceState.NONE, LicenceState.REVOKED, LicenceState.SURRENDERED):
        raise RuleBroken(
            say(
                _("Licence {number} has been revoked, surrendered or set aside; it cannot be renewed."),
                number=licence.number,
            ),
            hint=_("The agency may apply for a new licence where the law allows it."),
        )
    destinations = licence.scope.get("destinations", [])
    return licence.category, destinations[0] if len(destinations) == 1 else ""


def _refuse_second(session: Session, agency: Agency, wanted: ApplicationDraft, category: str, destination: str) -> None:
    for row in queries.list_applications(session, agency_id=agency.id, states=rules.OPEN):
        same = (row.kind, row.category, row.destination) == (wanted.kind, category, destination)
        if same:
            raise RuleBroken(
                say(_("The agency has applied for the same already: application {number} is open."), number=row.number),
                hint=_("Go on with that application, or record its withdrawal first."),
            )


def _item(application: Application, position: int, item: ItemDraft) -> ChecklistItem:
    return ChecklistItem(
        application_id=application.id,
        position=position,
        code=item.code,
        part_of=item.part_of,
        has_parts=item.has_parts,
        label=item.label,
        provision=item.provision,
        quote=item.quote,
        needed=item.needed,
        valid_for=None if item.valid_for is None else term_written(item.valid_for),
    )
