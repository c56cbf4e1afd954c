"""Complaints of the demo: sealed identities, each in another state, with the sums kept apart."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from registry_app.complaints import deciding, service, settling
from registry_app.complaints.drafts import (
    AllegationDraft,
    ComplaintDraft,
    DecisionDraft,
    Owed,
    PaymentDraft,
    Refused,
    RespondentDraft,
    SettlementDraft,
    SumDraft,
    WorkerDraft,
)
from registry_app.complaints.drafts import Word as OwnWord
from registry_app.complaints.models import Complaint
from registry_app.complaints.rules import (
    AgeGroup,
    Channel,
    ComplainantKind,
    EventKind,
    OutcomeKind,
    RespondentKind,
    Sex,
    Source,
    SumKind,
)
from registry_app.complaints.steps import EventPapers, get_worker
from registry_app.core.money import Money
from registry_app.correspondence.rules import Subject
from registry_app.demo import letters
from registry_app.demo.people import made_up_identity
from registry_app.demo.stage import Licensed, Stage
from registry_app.demo.words import Trouble
from registry_app.guarantees import claims
from registry_app.guarantees.drafts import ClaimDraft, PayOut, ShareDraft
from registry_app.measures import service as measures
from registry_app.measures.rules import MeasureKind
from registry_app.measures.service import MeasureDraft
from registry_app.persons.rules import Sex as PersonSex

# what is done with a complaint after it was received, each with the days since the step before
RECEIVED: Final = ()
ACKNOWLEDGED: Final = (("acknowledge", 1),)
INADMISSIBLE: Final = (*ACKNOWLEDGED, ("refuse", 4))
REFERRED: Final = (*ACKNOWLEDGED, ("refer", 3))
BLOCKED: Final = (*ACKNOWLEDGED, ("block", 1))
CONCILIATION: Final = (*ACKNOWLEDGED, ("conciliate", 3))
SETTLED: Final = (*CONCILIATION, ("settle", 9))
PAID: Final = (*SETTLED, ("pay", 8), ("close", 2))
REPORTED: Final = (*SETTLED, ("report", 8))
HEARING: Final = (*ACKNOWLEDGED, ("summon", 4), ("hear", 7))
DISMISSED: Final = (*HEARING, ("dismiss", 6), ("approve", 2))
DECIDED: Final = (*HEARING, ("decide", 6), ("approve", 2), ("order", 2))
EXECUTED: Final = (*DECIDED, ("execute", 17), ("claim", 1), ("reserve", 2), ("pay_out", 3))
WITHDRAWN: Final = (*CONCILIATION, ("withdraw", 5))

_WHERE: Final = {"SA": "Riyadh", "AE": "Dubai", "KW": "Kuwait City", "QA": "Doha", "JO": "Amman", "LB": "Beirut"}
_AGES: Final = (AgeGroup.FROM_18, AgeGroup.FROM_25, AgeGroup.FROM_35)
_CHANNELS: Final = (Channel.COUNTER, Channel.POST, Channel.ONLINE, Channel.DISTRICT)


@dataclass
class Case:
    """A complaint and what the office does with it; a method for each step, named as in the plans above."""

    stage: Stage
    id: uuid.UUID
    number: str
    trouble: Trouble
    against: Licensed | None
    guarantee_id: uuid.UUID | None
    decision_id: uuid.UUID | None = None
    claim_id: uuid.UUID | None = None

    def go_on(self, day: date, plan: tuple[tuple[str, int], ...]) -> None:
        """Plan the next step; it plans the one after it."""
        if not plan:
            return
        (name, days), *rest = plan

        def step(on: date) -> None:
            getattr(self, name)(on)
            self.go_on(on, tuple(rest))

        self.stage.agenda.at(day + timedelta(days=days), step)

    @property
    def owed(self) -> Owed:
        """What is settled on or ordered: all that is claimed."""
        return Owed(1, Money(self.trouble.minor, self.trouble.currency), self.trouble.item)

    def word(self, day: date) -> OwnWord:
        """The worker's own word."""
        return OwnWord(1, day, "heard at the counter, alone", "am", heard_alone=True)

    def paper(self, title: str) -> uuid.UUID:
        """A paper of the case."""
        return self.stage.paper("complaints", f"{title} {self.number}", kind="complaint", sealed=True)

    def acknowledge(self, day: date) -> None:
        """The complainant is told that it was received."""
        self.stage.does("complaints", service.acknowledge, self.id, day)

    def take(self, kind: EventKind, day: date, papers: EventPapers | None = None) -> None:
        """A step that needs its day and papers only."""
        self.stage.does("complaints", service.take_step, self.id, kind, day, papers)

    def refuse(self, day: date) -> None:
        """It is not for this office."""
        why = "The dispute is about the sale of a car; it has nothing to do with work abroad."
        self.take(EventKind.FOUND_INADMISSIBLE, day, EventPapers(provision="art. 43(1)", reason=why))

    def refer(self, day: date) -> None:
        """Another body has to look at it."""
        to = EventPapers(to_whom="Federal Police, unit against trafficking", answer_due_on=day + timedelta(days=30))
        self.take(EventKind.REFERRED, day, to)

    def block(self, day: date) -> None:
        """No contract of the agency is approved while the complaint is pending (art. 46(1))."""
        if self.against is None:
            return
        draft = MeasureDraft(
            self.against.agency_id,
            MeasureKind.BLOCK_APPROVALS,
            "art. 46(1)",
            f"Complaint {self.number} is pending.",
            starts_on=day,
            ends_because="until the complaint has been examined and determined (art. 46(1))",
            cause_table="complaint",
            cause_id=self.id,
        )
        measure = self.stage.does("complaints", measures.propose, draft)
        self.stage.does("director", measures.approve, measure)

    def conciliate(self, day: date) -> None:
        """Both sides are brought together."""
        self.take(EventKind.CONCILIATION_OPENED, day)

    def settle(self, day: date) -> None:
        """They agree, and the worker says so alone."""
        draft = SettlementDraft(
            day,
            day + timedelta(days=10),
            "The agency pays what is claimed within ten days.",
            "the agency's general manager",
            self.paper("Settlement"),
            (self.owed,),
            (self.word(day),),
        )
        self.stage.does("complaints", settling.settle, self.id, draft)

    def report(self, day: date) -> None:
        """The agency says that it has paid; the worker has not been heard yet."""
        self._paid(day, Source.AGENCY, heard=False)

    def pay(self, day: date) -> None:
        """The agency pays, and the worker says that the money is there."""
        self._paid(day, Source.AGENCY, heard=True)

    def _paid(self, day: date, source: Source, *, heard: bool, entry: uuid.UUID | None = None) -> None:
        draft = PaymentDraft(
            1,
            self.owed.amount,
            source,
            "the agency" if source is Source.AGENCY else "the office, from the guarantee",
            day,
            "bank transfer",
            reference=f"TT {self.stage.chance.digits(6)}",
            entry_id=entry,
            word=self.word(day) if heard else None,
        )
        self.stage.does("complaints", settling.pay, self.id, draft)

    def close(self, day: date) -> None:
        """All is paid."""
        self.stage.does("complaints", deciding.close, self.id, day, (), "The worker has the money.")

    def withdraw(self, day: date) -> None:
        """The worker withdraws; in this law that closes nothing (art. 45(4))."""
        why = "The family found an understanding with the agency."
        self.stage.does("complaints", deciding.withdraw, self.id, day, why, (self.word(day),))

    def summon(self, day: date) -> None:
        """The agency is summoned, with the receipt as proof."""
        self._serve("summons", EventKind.SUMMONS_SERVED, day)

    def _serve(self, document: str, kind: EventKind, day: date) -> None:
        about = Subject("complaint", self.id)
        served = letters.serve(self.stage, "complaints", document, self.number, about, day)
        self.stage.does("complaints", service.record_served, self.id, kind, served)

    def hear(self, day: date) -> None:
        """The hearing."""
        self.take(EventKind.HEARING_OPENED, day)

    def decide(self, _day: date) -> None:
        """The complaints officer proposes that the sum be paid."""
        why = "The receipts and the contract show what is owed; the agency brought nothing against it."
        draft = DecisionDraft("art. 45(5)", why, sums=(self.owed,), attachment_id=self.paper("Decision"))
        self.decision_id = self.stage.does("complaints", deciding.propose_decision, self.id, draft)

    def dismiss(self, _day: date) -> None:
        """The complaints officer proposes that nothing is owed."""
        refused = Refused(1, OutcomeKind.DISMISSED, "The bank's papers show that the sum was paid.", "art. 45(5)")
        draft = DecisionDraft("art. 45(5)", "The sum was paid before.", refused=(refused,))
        self.decision_id = self.stage.does("complaints", deciding.propose_decision, self.id, draft)

    def approve(self, _day: date) -> None:
        """A director decides."""
        self.stage.does("director", deciding.approve_decision, self.decision_id, "As proposed.")

    def order(self, day: date) -> None:
        """The order is served."""
        self._serve("order", EventKind.ORDER_SERVED, day)

    def execute(self, day: date) -> None:
        """Nothing was paid in time."""
        self.take(EventKind.EXECUTION_OPENED, day)

    def claim(self, _day: date) -> None:
        """The sum is claimed from the agency's guarantee."""
        with self.stage.acting("complaints", "demo:claim") as (session, actor):
            worker = get_worker(session, session.get_one(Complaint, self.id), 1)
            share = ShareDraft(worker.pseudonym, self.owed.amount, worker.id)
            assert self.guarantee_id is not None
            draft = ClaimDraft(
                self.guarantee_id,
                self.owed.amount,
                "execution",
                (share,),
                "The order was served and not executed.",
                matter=self.number,
                matter_table="complaint",
                matter_id=self.id,
            )
            self.claim_id = claims.propose(session, actor, draft)

    def reserve(self, _day: date) -> None:
        """A director approves the claim."""
        self.stage.does("director", claims.approve, self.claim_id)

    def pay_out(self, day: date) -> None:
        """A third officer pays, and the worker says that the money is there."""
        assert self.claim_id is not None
        paid = PayOut(self.claim_id, 1, self.owed.amount, day, f"TT {self.stage.chance.digits(6)}")
        entry: uuid.UUID = self.stage.does("finance", claims.pay_out, paid)
        self._paid(day, Source.GUARANTEE, heard=True, entry=entry)


def receive(
    stage: Stage,
    day: date,
    plan: tuple[tuple[str, int], ...],
    against: Licensed | None,
    guarantee_id: uuid.UUID | None = None,
    trouble: Trouble | None = None,
) -> Case:
    """A complaint comes in against an agency, or against somebody without a licence where there is none."""
    chance = stage.chance
    trouble = trouble or chance.pick(stage.words.troubles)
    draft = _draft(stage, day, trouble, against)
    with stage.acting("complaints", "demo:complaint") as (session, actor):
        complaint = service.receive(session, actor, draft)
        number = session.get_one(Complaint, complaint).number
    case = Case(stage, complaint, number, trouble, against, guarantee_id)
    if draft.oral:
        signed = case.paper("Complaint as written down and signed")
        stage.does("complaints", service.sign, complaint, signed, day)
    case.go_on(day, plan)
    return case


def _draft(stage: Stage, day: date, trouble: Trouble, against: Licensed | None) -> ComplaintDraft:
    chance = stage.chance
    by_family = chance.one_in(4)
    sex = Sex.MALE if chance.one_in(4) else Sex.FEMALE
    destination = against.destination if against else chance.pick(stage.words.destinations)
    amount = Money(trouble.minor, trouble.currency)
    sums = [SumDraft(SumKind.CLAIMED, amount, trouble.item)]
    if chance.one_in(2):
        receipt = stage.paper("complaints", f"Receipt {chance.digits(6)}", str(amount), kind="receipt", sealed=True)
        shown = Money(amount.minor // 2, amount.currency)
        sums.append(
            SumDraft(SumKind.EVIDENCED, shown, trouble.item, on=day - timedelta(days=90), attachment_id=receipt)
        )
    respondent = RespondentDraft(RespondentKind.UNLICENSED, typed_name="a broker without a licence", country="ET")
    if against is not None:
        respondent = RespondentDraft(RespondentKind.AGENCY, agency_id=against.agency_id)
    worker = WorkerDraft(
        made_up_identity(chance, stage.words, PersonSex(sex.value)),
        sex,
        chance.pick(_AGES),
        destination,
        chance.pick(stage.words.occupations),
        _WHERE.get(destination, "abroad"),
        recruited_on=day - timedelta(days=chance.whole(200, 500)),
    )
    return ComplaintDraft(
        channel=chance.pick(_CHANNELS),
        complainant_kind=ComplainantKind.FAMILY if by_family else ComplainantKind.WORKER,
        received_on=day,
        workers=(worker,),
        respondents=(respondent,),
        allegations=(
            AllegationDraft(
                1,
                trouble.category,
                trouble.facts,
                from_on=day - timedelta(days=chance.whole(60, 180)),
                country=destination,
                relief="payment of what is owed",
                sums=tuple(sums),
            ),
        ),
        oral=chance.one_in(3),
        language="am",
        complainant=made_up_identity(chance, stage.words) if by_family else None,
        relation="parent" if by_family else "",
        authority="power of attorney, notarised" if by_family else "",
        parts_accepted=True,
    )
