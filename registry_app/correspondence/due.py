"""What is due of correspondence: letters to answer or to remind of, documents whose service is not proven."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import _, say
from registry_app.correspondence.models import Letter, Service, ServiceAttempt
from registry_app.correspondence.rules import AttemptOutcome, Direction

AFTER: Final = timedelta(days=180)  # a service that nobody has proven in this time is taken up from its case
_AGENCY: Final = "agency"
# made once: an alias of a table takes longer to make than to ask
_ANSWER: Final = aliased(Letter)


def due(session: Session, on: date) -> list[Due]:
    """Everything of correspondence that waits for an officer on a day."""
    return [*_letters(session), *_services(session, on)]


def _letters(session: Session) -> list[Due]:
    """Letters with a day for their answer and none that answers them: ours to write, or theirs to be asked for."""
    answered = select(_ANSWER.id).where(_ANSWER.answers_id == Letter.id, _ANSWER.voided_on.is_(None))
    found = select(Letter).where(Letter.answer_due.is_not(None), Letter.voided_on.is_(None), ~answered.exists())
    return [_letter(letter) for letter in session.scalars(found.order_by(Letter.answer_due, Letter.id))]


def _letter(letter: Letter) -> Due:
    inward = letter.direction is Direction.INWARD
    # a name may be a person's; an agency's may be said
    sender = letter.correspondent if letter.correspondent_table == _AGENCY else ""
    agency_id = letter.correspondent_id if letter.correspondent_table == _AGENCY else None
    return Due(
        code="letter:answer" if inward else "letter:remind",
        step=_("Answer the letter") if inward else _("Ask for the answer to our letter"),
        case=Case(About.LETTER, letter.id, letter.number, sender, agency_id),
        day=letter.answer_due,
        source=_("as entered in the register of letters"),
        permission="correspondence:enter",
    )


def _services(session: Session, on: date) -> list[Due]:
    """Documents that were to be served and of which no attempt has proven that they were."""
    attempt = ServiceAttempt
    proven = select(attempt.id).where(
        attempt.service_id == Service.id,
        attempt.outcome == AttemptOutcome.SERVED,
        attempt.proof_id.is_not(None),
        attempt.set_aside_on.is_(None),
    )
    found = select(Service).where(Service.ordered_on >= on - AFTER, Service.deemed_on.is_(None), ~proven.exists())
    return [
        Due(
            code="service:prove",
            step=say(_("Serve with proof: {document}"), document=service.document),
            case=_served(service),
            day=None,
            source=_("no term that runs from service has started"),
            permission="service:record",
            since=service.ordered_on,
        )
        for service in session.scalars(found.order_by(Service.ordered_on, Service.id))
    ]


def _served(service: Service) -> Case:
    """The case of a document, where the work on it has a place of its own; else the service itself."""
    addressee = service.addressee if service.addressee_table == _AGENCY else ""
    agency_id = service.addressee_id if service.addressee_table == _AGENCY else None
    about, about_id = About.SERVICE, service.id
    if service.document_table in set(About) and service.document_id is not None:
        about, about_id = About(service.document_table), service.document_id
    return Case(about, about_id, service.document_number, addressee, agency_id)
