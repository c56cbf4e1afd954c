"""Letters of the demo: what came in over the counter with its slip, and what went out with its proof of service."""

from __future__ import annotations

import uuid
from datetime import date

from registry_app.correspondence import service, serving
from registry_app.correspondence.rules import AttemptOutcome, Direction, Mode, Subject
from registry_app.correspondence.service import LetterDraft, PaperLine
from registry_app.correspondence.serving import AttemptDraft
from registry_app.demo.people import made_up_name
from registry_app.demo.stage import Stage
from registry_app.store import unit

_BROUGHT = ("Application form", "Papers of article 24", "Bank's letter on the blocked account")


def take_in_application(stage: Stage, agency_id: uuid.UUID, day: date, destination: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The letter and the hand-in slip of an application brought to the counter: their ids."""
    bearer = made_up_name(stage.chance, stage.words).latin
    with stage.acting("clerk", "demo:letter") as (session, actor):
        now = unit.unit_of(session).moment
        letter = service.enter_letter(
            session,
            actor,
            Direction.INWARD,
            LetterDraft(
                correspondent="The agency's general manager",
                correspondent_is=Subject("agency", agency_id),
                about=f"Application for a licence ({destination})",
                mode=Mode.HAND,
                enclosures=13,
                done_on=day,
                received_here_at=now,
            ),
        )
        slip = service.record_hand_in(
            session,
            actor,
            letter,
            brought_by=bearer,
            identity_seen="identity card of the town",
            received_at=now,
            papers=[PaperLine(each, original_seen=True, original_returned=True) for each in _BROUGHT],
        )
    return letter, slip


def tell_decision(stage: Stage, agency_id: uuid.UUID, application: uuid.UUID, day: date, *, granted: bool) -> None:
    """The outward letter that tells the agency what was decided."""
    about = "Your licence is granted; collect it at the counter." if granted else "Your application is refused."
    letter = LetterDraft(
        correspondent="The agency's general manager",
        correspondent_is=Subject("agency", agency_id),
        subject=Subject("application", application),
        about=about,
        mode=Mode.REGISTERED_POST,
        done_on=day,
    )
    stage.does("clerk", service.enter_letter, Direction.OUTWARD, letter)


def serve(stage: Stage, login: str, document: str, number: str, about: Subject, day: date) -> uuid.UUID:
    """Have a document served by hand, with the signed receipt as proof: the id of the service."""
    receiver = made_up_name(stage.chance, stage.words).latin
    proof = stage.paper(login, f"Receipt for {document} {number}", f"Received {day}", kind="proof_of_service")
    with stage.acting(login, "demo:serve") as (session, actor):
        ordered = serving.order_service(
            session, actor, document=document, document_number=number, addressee="The agency", document_is=about
        )
        attempt = AttemptDraft(
            on=day,
            mode=Mode.HAND,
            outcome=AttemptOutcome.SERVED,
            served_by="The office's messenger",
            served_on=receiver,
            capacity="secretary",
            place="the agency's office",
            proof_id=proof,
        )
        serving.record_attempt(session, actor, ordered, attempt)
    return ordered
