"""Complaints for tests, each taken in or moved on in one call."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from registry_app.complaints import queries, service, settling
from registry_app.complaints.drafts import (
    AllegationDraft,
    ComplaintDraft,
    Owed,
    PaymentDraft,
    RespondentDraft,
    SettlementDraft,
    SumDraft,
    Word,
    WorkerDraft,
)
from registry_app.complaints.models import Complaint
from registry_app.complaints.rules import (
    AgeGroup,
    Channel,
    ComplainantKind,
    EventKind,
    RespondentKind,
    Sex,
    Source,
    SumKind,
)
from registry_app.complaints.secrecy import Identity
from registry_app.core.money import Money
from registry_app.correspondence import serving
from registry_app.correspondence.rules import AttemptOutcome, Mode, Subject
from tests.support.redress import MONDAY, Office

HANNA = Identity(
    "Hanna Worku Tessema",
    other_names=("ሐና ወርቁ",),
    contacts=("+251 911 234 567",),
    safe_contact="call the sister after six",
    address="Kebele 07, house 112, Adama",
    documents=("EP1234567",),
    born=date(1996, 5, 1),
)
ALMAZ = Identity("Almaz Girma Bekele")


def birr(minor: int) -> Money:
    """A sum of santims."""
    return Money(minor, "ETB")


@dataclass
class Counter:
    """An agency complained of, and the counter where complaints come in."""

    office: Office
    agency: uuid.UUID

    def draft(self, **other: Any) -> ComplaintDraft:
        """Hanna paid a fee that nobody may take, and has a receipt for half of it."""
        receipt = self.office.paper("clerk", "receipt")
        overcharged = AllegationDraft(
            1,
            "overcharge",
            "The worker paid a recruitment fee in two parts.",
            from_on=date(2019, 1, 10),
            place="Adama",
            country="ET",
            relief="refund",
            sums=(
                SumDraft(SumKind.CLAIMED, birr(2_000_000), "recruitment fee"),
                SumDraft(SumKind.EVIDENCED, birr(1_000_000), "first part", attachment_id=receipt),
            ),
        )
        draft = ComplaintDraft(
            channel=Channel.COUNTER,
            complainant_kind=ComplainantKind.WORKER,
            received_on=MONDAY,
            language="am",
            workers=(WorkerDraft(HANNA, Sex.FEMALE, AgeGroup.FROM_18, "SA", "domestic worker", "home"),),
            respondents=(RespondentDraft(RespondentKind.AGENCY, agency_id=self.agency),),
            allegations=(overcharged,),
        )
        return replace(draft, **other)

    def receive(self, login: str = "clerk", **other: Any) -> uuid.UUID:
        """Taken in at the counter."""
        return uuid.UUID(str(self.office.does(login, service.receive, self.draft(**other))))

    def step(self, complaint: uuid.UUID, kind: EventKind, on: date = MONDAY, today: date | None = None) -> None:
        """One step without more."""
        self.office.does("complaints", service.take_step, complaint, kind, on, on=today)

    def conciliating(self, **other: Any) -> uuid.UUID:
        """Acknowledged and in conciliation."""
        complaint = self.receive(**other)
        self.office.does("clerk", service.acknowledge, complaint, MONDAY)
        self.step(complaint, EventKind.CONCILIATION_OPENED)
        return complaint

    def in_hearing(self, **other: Any) -> uuid.UUID:
        """Conciliation came to nothing."""
        complaint = self.conciliating(**other)
        self.step(complaint, EventKind.CONCILIATION_FAILED)
        self.step(complaint, EventKind.HEARING_OPENED)
        return complaint

    def word(self, worker: int = 1, on: date = MONDAY, **other: Any) -> Word:
        """A worker's own word."""
        return replace(Word(worker, on, "in person", "am", heard_alone=True, interpreter="Ruth Desta"), **other)

    def settlement(self, *sums: Owed, due: date = date(2019, 3, 15), **other: Any) -> SettlementDraft:
        """What was agreed, with the word of the first worker."""
        made = SettlementDraft(
            settled_on=MONDAY,
            due_on=due,
            terms="The agency pays back the fee.",
            respondent_signatory="Mulugeta, manager",
            attachment_id=self.office.paper("complaints", "settlement"),
            sums=sums,
            words=(self.word(),),
        )
        return replace(made, **other)

    def settled(self, minor: int = 1_500_000, **other: Any) -> uuid.UUID:
        """Settled on a sum."""
        complaint = self.conciliating(**other)
        draft = self.settlement(Owed(1, birr(minor), "fee"))
        self.office.does("complaints", settling.settle, complaint, draft)
        return complaint

    def pay(self, complaint: uuid.UUID, minor: int, today: date | None = None, **other: Any) -> uuid.UUID:
        """A payment by the agency, acknowledged unless `word` is None."""
        day = today or MONDAY
        paid = PaymentDraft(
            1, birr(minor), Source.AGENCY, "Horizon", day, "bank transfer", "TT 1", word=self.word(on=day)
        )
        done = self.office.does("complaints", settling.pay, complaint, replace(paid, **other), on=today)
        return uuid.UUID(str(done))

    def serve(self, complaint: uuid.UUID, kind: EventKind, on: date = MONDAY, today: date | None = None) -> None:
        """A document of the complaint served with proof."""
        office = self.office
        with office.acting("complaints", today) as (session, actor):
            number = session.get_one(Complaint, complaint).number
            ordered = serving.order_service(
                session,
                actor,
                document=kind.value,
                document_number=number,
                addressee="Horizon",
                document_is=Subject(Complaint.__tablename__, complaint),
            )
        proof = office.paper("complaints", "signed slip")
        with office.acting("complaints", today) as (session, actor):
            attempt = serving.AttemptDraft(
                on, Mode.HAND, AttemptOutcome.SERVED, "Bekele, messenger", "Mulugeta, manager", proof_id=proof
            )
            serving.record_attempt(session, actor, ordered, attempt)
        with office.acting("complaints", today) as (session, actor):
            service.record_served(session, actor, complaint, kind, ordered)

    def card(self, complaint: uuid.UUID, on: date = MONDAY) -> queries.ComplaintCard:
        """The complaint as of a day."""
        card: queries.ComplaintCard = self.office.read(queries.complaint_card, complaint, on)
        return card
