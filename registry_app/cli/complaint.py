"""`registry complaint …`: from the counter to the worker's own word that the money came."""

from __future__ import annotations

import contextlib
import sys
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.attachments import service as attachments
from registry_app.attachments.vault import Incoming
from registry_app.build import Opened
from registry_app.cli.complaint_file import TEMPLATE, as_draft, read_complaint
from registry_app.cli.output import context, done, numbered, read_day, show_json, show_record, show_rows
from registry_app.complaints import deciding, following, queries, service, settling
from registry_app.complaints.allegations import CATEGORIES
from registry_app.complaints.drafts import DecisionDraft, Owed, PaymentDraft, Refused, SettlementDraft, Word
from registry_app.complaints.rules import EventKind, OutcomeKind, Source
from registry_app.complaints.steps import EventPapers
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput
from registry_app.core.money import parse_money
from registry_app.core.texts import _, say, shortened

app = typer.Typer(help="Complaints: receive, conciliate, settle, pay, decide.", no_args_is_help=True)

Number = Annotated[str, typer.Argument(help="The complaint's number.", callback=numbered)]
On = Annotated[str, typer.Option("--on", metavar="DAY", help="YYYY-MM-DD; today when left out.")]
Reason = Annotated[str, typer.Option(help="Why.")]
_Sums = Annotated[list[str], typer.Option("--sum", help="ALLEGATION=AMOUNT; may be repeated.")]
_Currency = Annotated[str, typer.Option(help="Three letters of ISO 4217.")]
_Heard = Annotated[list[int], typer.Option("--heard-alone", help="A worker who was heard alone; may be repeated.")]
Language = Annotated[str, typer.Option("--language-spoken", help="The language the worker was heard in.")]
Manner = Annotated[str, typer.Option(help="How: in person, by phone through a mission.")]
_Interpreter = Annotated[str, typer.Option(help="The interpreter's name.")]


def day_or(text: str, otherwise: date) -> date:
    """The day that was typed, or another where none was."""
    return read_day(text) if text else otherwise


def _id(session: Session, number: str) -> uuid.UUID:
    return queries.get_complaint(session, number.strip().upper())


def _attach(
    session: Session, actor: Actor, opened: Opened, arrived: Incoming, complaint: uuid.UUID | None, kind: str
) -> uuid.UUID:
    vault = opened.vault
    return attachments.attach(
        session, actor, vault, arrived, subject_table="complaint", subject_id=complaint, kind=kind
    )


@contextlib.contextmanager
def at(number: str, doing: str) -> Iterator[tuple[Opened, Session, Actor, uuid.UUID]]:
    """One transaction at one complaint."""
    with context.opened() as opened, opened.transaction(doing) as (session, actor):
        yield opened, session, actor, _id(session, number)


@contextlib.contextmanager
def _with_paper(number: str, doing: str, file: Path) -> Iterator[tuple[Opened, Session, Actor, uuid.UUID, Incoming]]:
    """The same with a paper that bears a worker's name, sealed and taken in first."""
    with (
        context.opened() as opened,
        opened.vault.incoming(file, sealed=True) as arrived,
        opened.transaction(doing) as (session, actor),
    ):
        yield opened, session, actor, _id(session, number), arrived


def _owed(texts: list[str], currency: str, item: str) -> tuple[Owed, ...]:
    found = []
    for text in texts:
        ordinal, equals, amount = text.partition("=")
        if not equals or not ordinal.strip().isdecimal():
            raise BadInput(
                say(_("{text} is no sum."), text=shortened(text)), hint=_("Write ALLEGATION=AMOUNT, such as 1=1500.")
            )
        found.append(Owed(int(ordinal), parse_money(amount, currency), item))
    return tuple(found)


def _outcomes(texts: list[str]) -> tuple[Refused, ...]:
    found = []
    for text in texts:
        ordinal, equals, rest = text.partition("=")
        code, colon, reason = rest.partition(":")
        if not (equals and colon and ordinal.strip().isdecimal()) or code not in list(OutcomeKind):
            raise BadInput(
                say(_("{text} is no outcome."), text=shortened(text)),
                hint=say(_("Write ALLEGATION=OUTCOME:REASON; outcomes: {codes}."), codes=", ".join(OutcomeKind)),
            )
        found.append(Refused(int(ordinal), OutcomeKind(code), reason))
    return tuple(found)


@app.command("template")
def template() -> None:
    """Print a complaint that can be filled in and handed to `receive`."""
    show_json(TEMPLATE)


@app.command("categories")
def categories() -> None:
    """The list of two levels. Keys: code, group, words, grave, indicator."""
    show_rows(CATEGORIES, ("code", "group", "words", "grave"))


@app.command("receive")
def receive(
    file: Annotated[str, typer.Argument(help="The complaint as JSON, or - for standard input.")],
    parts_accepted: Annotated[
        bool, typer.Option("--read-again", help="A word that is also part of a sealed name was read again and stays.")
    ] = False,
) -> None:
    """Take in a complaint; names are sealed, pseudonyms given. Keys: number, workers."""
    content = sys.stdin.buffer.read() if file == "-" else context.world.files.read(Path(file))
    written = read_complaint(content)
    with context.opened() as opened, contextlib.ExitStack() as arriving:
        # papers bear names: they are sealed like the names, and taken in before anything waits for them
        papers = {
            path: arriving.enter_context(opened.vault.incoming(Path(path), sealed=True)) for path in written.receipts
        }
        with opened.transaction("complaint:received") as (session, actor):
            receipts = {
                path: _attach(session, actor, opened, arrived, None, "receipt") for path, arrived in papers.items()
            }
            draft = as_draft(
                written,
                actor.today,
                lambda number: agencies.get_agency(session, number).id,
                receipts.__getitem__,
                parts_accepted=parts_accepted,
            )
            complaint = service.receive(session, actor, draft)
            for receipt in receipts.values():
                attachments.move_to(session, actor, receipt, "complaint", complaint)
            card = queries.complaint_card(session, complaint, actor.today)
    number, workers = card.row.number, [worker.pseudonym for worker in card.workers]
    done(say(_("Complaint {number} received."), number=number), number=number, workers=workers)


@app.command("sign")
def sign(number: Number, file: Annotated[Path, typer.Argument(help="The signed paper.")], on: On = "") -> None:
    """Keep the paper on which an oral complaint was signed. Keys: number."""
    with _with_paper(number, "complaint:signed", file) as (opened, session, actor, complaint, arrived):
        paper = _attach(session, actor, opened, arrived, complaint, "signed_record")
        service.sign(session, actor, complaint, paper, day_or(on, actor.today))
    done(say(_("{number} is signed."), number=number), number=number)


@app.command("acknowledge")
def acknowledge(number: Number, on: On = "") -> None:
    """Tell the complainant that it was received. Keys: number."""
    with at(number, "complaint:acknowledged") as (_opened, session, actor, complaint):
        service.acknowledge(session, actor, complaint, day_or(on, actor.today))
    done(say(_("{number} is acknowledged."), number=number), number=number)


@app.command("served")
def served(
    number: Number,
    kind: Annotated[EventKind, typer.Argument(help="respondent_notified, summons_served or order_served.")],
    service_id: Annotated[uuid.UUID, typer.Argument(help="The service with its proof.")],
) -> None:
    """Bind a proven service to the complaint; its day starts the terms. Keys: number, on."""
    if kind not in service.SERVED:
        raise BadInput(
            say(_("{kind} is not something that is served."), kind=kind.value),
            hint=say(_("Write one of {kinds}."), kinds=", ".join(service.SERVED)),
        )
    with at(number, f"complaint:{kind.value}") as (_opened, session, actor, complaint):
        day = service.record_served(session, actor, complaint, kind, service_id)
    done(say(_("{number}: served on {day}."), number=number, day=day), number=number, on=day)


@app.command("step")
def step(
    number: Number,
    kind: Annotated[EventKind, typer.Argument(help="The step.")],
    on: On = "",
    provision: Annotated[str, typer.Option(help="The provision it rests on.")] = "",
    reason: Reason = "",
    to_whom: Annotated[str, typer.Option(help="Of a referral: the body.")] = "",
    answer_due: Annotated[str, typer.Option(metavar="DAY", help="Of a referral: when the answer is due.")] = "",
) -> None:
    """One step: conciliation_failed, hearing_opened, defence_received, execution_opened, referred, found_inadmissible. Keys: number, state."""
    if kind not in service.STEPS:
        raise BadInput(
            say(_("{kind} is no step of its own."), kind=kind.value),
            hint=say(_("Write one of {kinds}."), kinds=", ".join(service.STEPS)),
        )
    with at(number, f"complaint:{kind.value}") as (_opened, session, actor, complaint):
        due = read_day(answer_due) if answer_due else None
        papers = EventPapers(provision, reason, to_whom, due)
        service.take_step(session, actor, complaint, kind, day_or(on, actor.today), papers)
        state = queries.complaint_card(session, complaint, actor.today).row.state
    shown = state.value if state else ""
    done(say(_("{number}: {state}."), number=number, state=shown), number=number, state=shown)


@app.command("conciliate")
def conciliate(number: Number, on: On = "") -> None:
    """Open the conciliation. Keys: number, state."""
    step(number, EventKind.CONCILIATION_OPENED, on)


@app.command("settle")
def settle(
    number: Number,
    file: Annotated[Path, typer.Argument(help="The settlement that both sides signed.")],
    sums: _Sums,
    heard_alone: _Heard,
    currency: _Currency,
    item: Annotated[str, typer.Option(help="What the sums are for.")],
    due: Annotated[str, typer.Option(metavar="DAY", help="When they are to be paid.")],
    terms: Annotated[str, typer.Option(help="What was agreed.")],
    signed_by: Annotated[str, typer.Option(help="Who signed for the respondent.")],
    language_spoken: Language,
    manner: Manner = "in person",
    interpreter: _Interpreter = "",
    on: On = "",
) -> None:
    """Record a settlement with each worker's own word. Keys: number."""
    with _with_paper(number, "complaint:settled", file) as (opened, session, actor, complaint, arrived):
        day = day_or(on, actor.today)
        words = tuple(
            Word(worker, day, manner, language_spoken, heard_alone=True, interpreter=interpreter)
            for worker in heard_alone
        )
        draft = SettlementDraft(
            day,
            read_day(due),
            terms,
            signed_by,
            _attach(session, actor, opened, arrived, complaint, "settlement"),
            _owed(sums, currency, item),
            words,
        )
        settling.settle(session, actor, complaint, draft)
    done(say(_("{number} is settled."), number=number), number=number)


@app.command("pay")
def pay(
    number: Number,
    allegation: Annotated[int, typer.Option(help="Which allegation, from 1.")],
    amount: Annotated[str, typer.Option(help="In major units.")],
    currency: _Currency,
    source: Annotated[Source, typer.Option(help="From which source.")],
    paid_by: Annotated[str, typer.Option(help="Who paid.")],
    manner: Annotated[str, typer.Option(help="Cash, transfer, cheque.")],
    reference: Annotated[str, typer.Option(help="Of the receipt or transfer.")] = "",
    on: On = "",
    pay_out: Annotated[str, typer.Option(metavar="ENTRY", help="Of the guarantee: the ledger's entry.")] = "",
    heard_alone: Annotated[int, typer.Option(help="The worker who said, heard alone, that he has the money.")] = 0,
    language_spoken: Language = "",
    interpreter: _Interpreter = "",
) -> None:
    """Record a payment; without the worker's word it is reported, not paid. Keys: number, payment, paid."""
    with at(number, "complaint:payment_reported") as (_opened, session, actor, complaint):
        day = day_or(on, actor.today)
        word = None
        if heard_alone:
            how = _("in person")
            word = Word(heard_alone, actor.today, how, language_spoken, heard_alone=True, interpreter=interpreter)
        draft = PaymentDraft(
            allegation,
            parse_money(amount, currency),
            source,
            paid_by,
            day,
            manner,
            reference,
            _entry(pay_out),
            word=word,
        )
        payment = settling.pay(session, actor, complaint, draft)
    done(say(_("Payment {id} recorded."), id=payment), number=number, payment=payment, paid=bool(heard_alone))


def _entry(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no entry of a ledger."), text=shortened(text)),
            hint=_("Copy it from registry guarantee show --json."),
        ) from error


@app.command("acknowledge-payment")
def acknowledge_payment(
    number: Number,
    payment: Annotated[uuid.UUID, typer.Argument(help="The payment.")],
    heard_alone: Annotated[int, typer.Option(help="The worker who was heard alone.")],
    language_spoken: Language,
    manner: Manner = "in person",
    interpreter: _Interpreter = "",
    on: On = "",
) -> None:
    """Record the worker's own word that he has the money. Keys: number, payment."""
    with at(number, "complaint:paid") as (_opened, session, actor, complaint):
        day = day_or(on, actor.today)
        word = Word(heard_alone, day, manner, language_spoken, heard_alone=True, interpreter=interpreter)
        settling.acknowledge_payment(session, actor, complaint, payment, word)
    done(say(_("The worker has the money of payment {id}."), id=payment), number=number, payment=payment)


@app.command("decide")
def decide(
    number: Number,
    provision: Annotated[str, typer.Option(help="The provision the decision rests on.")],
    reasons: Annotated[str, typer.Option(help="Its reasons.")],
    sums: _Sums = [],  # noqa: B006  typer reads the default, nothing writes it
    outcome: Annotated[list[str], typer.Option(help="ALLEGATION=OUTCOME:REASON; may be repeated.")] = [],  # noqa: B006
    currency: _Currency = "ETB",
    item: Annotated[str, typer.Option(help="What the sums are for.")] = "order",
    ex_parte: Annotated[bool, typer.Option("--ex-parte", help="Without a defence.")] = False,
) -> None:
    """Propose a decision on every allegation; a second person approves it. Keys: number, decision."""
    with at(number, "complaint:decision_proposed") as (_opened, session, actor, complaint):
        draft = DecisionDraft(provision, reasons, _owed(sums, currency, item), _outcomes(outcome), ex_parte)
        decision = deciding.propose_decision(session, actor, complaint, draft)
    done(say(_("Decision {id} waits for a second person."), id=decision), number=number, decision=decision)


@app.command("approve")
def approve(decision: Annotated[uuid.UUID, typer.Argument(help="The proposed decision.")], reason: Reason = "") -> None:
    """Approve a decision another officer proposed. Keys: decision."""
    with context.opened() as opened, opened.transaction("complaint:decided") as (session, actor):
        deciding.approve_decision(session, actor, decision, reason)
    done(_("The complaint is decided."), decision=decision)


@app.command("follow-up")
def follow_up(number: Number) -> None:
    """Propose what the law attaches to terms and payments that were missed. Keys: number, proposals."""
    with at(number, "complaint:followed_up") as (_opened, session, actor, complaint):
        proposals = following.follow_up(session, actor, complaint)
    sentence = say(_("{number}: {count} proposals stand."), number=number, count=len(proposals))
    done(sentence, number=number, proposals=proposals)


@app.command("list")
def list_complaints(agency: Annotated[str, typer.Option(help="Only against this agency.")] = "", on: On = "") -> None:
    """Complaints as they stood on a day.

    Keys: id, number, received_on, channel, complainant_kind, state, workers, respondents, categories.
    """
    with context.opened() as opened, opened.reading() as session:
        wanted = agencies.get_agency(session, agency).id if agency else None
        rows = queries.list_complaints(session, day_or(on, opened.world.today()), wanted)
    show_rows(rows, ("number", "received_on", "state", "workers", "respondents", "categories"))


@app.command("show")
def show(number: Number, on: On = "") -> None:
    """One complaint by pseudonyms, with its timeline, terms and the five sums.

    Keys: row, pseudonym, oral, language, signed_on, workers, respondents, allegations, events, terms, money, payments.
    """
    with context.opened() as opened, opened.reading() as session:
        card = queries.complaint_card(session, _id(session, number), day_or(on, opened.world.today()))
    show_record(card)


@app.command("open-identity")
def open_identity(
    number: Number,
    reason: Reason,
    worker: Annotated[int, typer.Option(help="Which worker, from 1; left out: the complainant.")] = 0,
) -> None:
    """Open a sealed identity as a custodian; the reason stays in the journal. Keys: those of the sealed fields."""
    with at(number, "identity:opened") as (opened, session, actor, complaint):
        found = service.open_identity(session, actor, complaint, worker or None, opened.unlocked.box_key, reason)
    show_record(found)


@app.command("close")
def close(
    number: Number,
    reason: Reason,
    outcome: Annotated[list[str], typer.Option(help="ALLEGATION=OUTCOME:REASON; may be repeated.")] = [],  # noqa: B006
    on: On = "",
) -> None:
    """Close a complaint of which nothing is owed, or whose execution ended without result. Keys: number."""
    with at(number, "complaint:closed") as (_opened, session, actor, complaint):
        deciding.close(session, actor, complaint, day_or(on, actor.today), _outcomes(outcome), reason)
    done(say(_("{number} is closed."), number=number), number=number)
