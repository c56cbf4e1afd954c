"""`registry guarantee …`: what is lodged, verified, claimed and paid out, and whether it suffices."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import queries as agencies
from registry_app.attachments import service as attachments
from registry_app.attachments.vault import Incoming
from registry_app.build import Opened
from registry_app.cli.output import context, done, numbered, read_day, show_record, show_rows
from registry_app.complaints import queries as complaints
from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput
from registry_app.core.money import Money, parse_money, total
from registry_app.core.texts import _, say, shortened
from registry_app.guarantees import claim_queries, claims, queries, service
from registry_app.guarantees.checks import guarantee_suffices_through
from registry_app.guarantees.drafts import ClaimDraft, Lodging, PayOut, RateFound, ShareDraft, Verification
from registry_app.guarantees.rules import Answered, InstrumentKind, Terms
from registry_app.licensing.standing import get_licence_id

app = typer.Typer(help="Guarantees: lodge, verify, claim, pay out.", no_args_is_help=True)

_Number = Annotated[str, typer.Argument(help="The guarantee's number.", callback=numbered)]
_Claim = Annotated[str, typer.Argument(help="The claim's number.", callback=numbered)]
_Day = Annotated[str, typer.Option(metavar="DAY", help="YYYY-MM-DD.")]
_On = Annotated[str, typer.Option("--on", metavar="DAY", help="The day asked about (YYYY-MM-DD); today when left out.")]
_Reason = Annotated[str, typer.Option(help="Why.")]
_Currency = Annotated[str, typer.Option(help="Three letters of ISO 4217.")]


def _day(text: str, otherwise: date) -> date:
    return read_day(text) if text else otherwise


def _id(session: Session, number: str) -> uuid.UUID:
    return queries.get_guarantee(session, number.strip().upper())


def _claim_id(session: Session, number: str) -> uuid.UUID:
    return claim_queries.get_claim(session, number.strip().upper())


def _attach(
    session: Session, actor: Actor, opened: Opened, arrived: Incoming, guarantee: uuid.UUID, kind: str
) -> uuid.UUID:
    table = "guarantee"
    return attachments.attach(
        session, actor, opened.vault, arrived, subject_table=table, subject_id=guarantee, kind=kind
    )


@app.command("lodge")
def lodge(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)],
    kind: Annotated[InstrumentKind, typer.Option(help="The instrument.")],
    issuer: Annotated[str, typer.Option(help="Bank, insurer, guarantors, treasury.")],
    reference: Annotated[str, typer.Option(help="The issuer's own number.")],
    amount: Annotated[str, typer.Option(help="In major units, such as 100000.00.")],
    currency: _Currency,
    holder: Annotated[str, typer.Option(help="In whose name, in the words of the paper.")],
    original_held: Annotated[str, typer.Option(help="Where the original lies.")],
    issued_on: _Day,
    valid_from: _Day = "",
    valid_through: _Day = "",
    claims_until: _Day = "",
    renews: Annotated[bool, typer.Option("--renews", help="It renews itself unless its issuer ends it.")] = False,
    lodged_on: _Day = "",
    branch: Annotated[str, typer.Option(help="The issuer's branch.")] = "",
    licence: Annotated[str, typer.Option(help="The licence it is for, where the law asks one for each.")] = "",
) -> None:
    """Take in a guarantee; it counts once another officer has verified it with its issuer. Keys: number."""
    with context.opened() as opened, opened.transaction("guarantee:lodged") as (session, actor):
        issued = read_day(issued_on)
        last = read_day(valid_through) if valid_through else None
        until = read_day(claims_until) if claims_until else None
        terms = Terms(parse_money(amount, currency), Period(_day(valid_from, issued), last), until, renews)
        lodging = Lodging(
            agencies.get_agency(session, agency).id,
            kind,
            issuer,
            reference,
            terms,
            issued,
            _day(lodged_on, actor.today),
            holder,
            original_held,
            branch,
            get_licence_id(session, licence.strip().upper()) if licence else None,
        )
        guarantee = service.lodge(session, actor, lodging)
        number = queries.guarantee_card(session, guarantee, actor.today).row.number
    done(say(_("Guarantee {number} lodged."), number=number), number=number)


@app.command("verify")
def verify(
    number: _Number,
    file: Annotated[Path, typer.Argument(help="The issuer's answer as a file.")],
    answer: Annotated[Answered, typer.Option(help="What the issuer said.")],
    answered_by: Annotated[str, typer.Option(help="The issuer's officer.")],
    channel: Annotated[str, typer.Option(help="How the issuer was asked; never through the agency.")],
    answered_on: _Day = "",
    note: Annotated[str, typer.Option(help="What else was said.")] = "",
) -> None:
    """Record the issuer's answer with its proof. Keys: number, answer, state."""
    with (
        context.opened() as opened,
        opened.vault.incoming(file) as arrived,
        opened.transaction("guarantee:verified") as (session, actor),
    ):
        guarantee = _id(session, number)
        proof = _attach(session, actor, opened, arrived, guarantee, "issuer_answer")
        found = Verification(answer, _day(answered_on, actor.today), answered_by, channel, proof, note=note)
        service.verify(session, actor, guarantee, found)
        state = queries.guarantee_card(session, guarantee, actor.today).row.state
    shown = state.value if state else ""
    done(say(_("{number}: {state}."), number=number, state=shown), number=number, answer=answer.value, state=shown)


@app.command("list")
def list_guarantees(agency: Annotated[str, typer.Option(help="Only this agency's.")] = "", on: _On = "") -> None:
    """Guarantees as they stood on a day.

    Keys: id, number, agency_id, agency_number, agency, kind, issuer, reference, amount, valid_from, valid_through,
    claims_until, renews, state, free, reserved, paid_out, valued_by.
    """
    with context.opened() as opened, opened.reading() as session:
        wanted = agencies.get_agency(session, agency).id if agency else None
        rows = queries.list_guarantees(session, _day(on, opened.world.today()), wanted)
    show_rows(rows, ("number", "agency", "kind", "amount", "valid_through", "state", "free", "reserved"))


@app.command("show")
def show(number: _Number, on: _On = "") -> None:
    """One guarantee with its events, ledger and claims.

    Keys: row, holder, original_held, issued_on, lodged_on, events, entries, claims.
    """
    with context.opened() as opened, opened.reading() as session:
        card = queries.guarantee_card(session, _id(session, number), _day(on, opened.world.today()))
    show_record(card)


@app.command("shortfall")
def shortfall(
    agency: Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)],
    on: _On = "",
    through: _Day = "",
) -> None:
    """Whether the agency's guarantee suffices: met, not met, cannot tell, with reasons.

    Keys of each: code, verdict, sentence, level, source, field, hint.
    """
    with context.opened() as opened, opened.reading() as session:
        first = _day(on, opened.world.today())
        agency_id = agencies.get_agency(session, agency).id
        results = guarantee_suffices_through(session, agency_id, first, _day(through, first))
    show_rows(results, ("verdict", "sentence", "source"))


@app.command("rate")
def rate(
    base: Annotated[str, typer.Argument(help="One unit of this currency, such as USD, …")],
    quote: Annotated[str, typer.Argument(help="… is so many of this one, such as ETB.")],
    value: Annotated[str, typer.Argument(help="The rate, such as 28.4513.")],
    source: Annotated[str, typer.Option(help="Where it was published.")],
    on: _On = "",
) -> None:
    """Record an exchange rate of a day; no guarantee is valued by it until somebody adopts it. Keys: rate."""
    with context.opened() as opened, opened.transaction("rate:recorded") as (session, actor):
        made = service.record_rate(session, actor, RateFound(base, quote, value, _day(on, actor.today), source))
    done(say(_("Rate {id} recorded."), id=made), rate=made)


@app.command("value")
def value_by(
    number: _Number,
    rate_id: Annotated[uuid.UUID, typer.Argument(help="The recorded rate.")],
    instrument: Annotated[str, typer.Option(help="By which circular or decision it is adopted.")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="From which day on; today when left out.")] = "",
) -> None:
    """Adopt a recorded rate for a guarantee in another currency. Keys: number."""
    with context.opened() as opened, opened.transaction("guarantee:valued") as (session, actor):
        day = _day(first, actor.today)
        guarantee = _id(session, number)
        service.value_by(session, actor, guarantee, rate_id, instrument=instrument, effective_from=day)
    done(say(_("Guarantee {number} is valued from {day}."), number=number, day=day), number=number)


def _shares(texts: list[str], currency: str) -> list[tuple[str, Money]]:
    shares = []
    for text in texts:
        worker, equals, amount = text.rpartition("=")
        if not equals:
            raise BadInput(say(_("{text} is no share."), text=shortened(text)), hint=_("Write PSEUDONYM=AMOUNT."))
        shares.append((worker, parse_money(amount, currency)))
    return shares


def _workers(session: Session, complaint: str) -> tuple[uuid.UUID | None, dict[str, uuid.UUID]]:
    if not complaint:
        return None, {}
    complaint_id = complaints.get_complaint(session, complaint.strip().upper())
    return complaint_id, complaints.worker_ids(session, complaint_id)


@app.command("claim")
def claim(
    number: _Number,
    share: Annotated[list[str], typer.Option(help="PSEUDONYM=AMOUNT for each worker.")],
    ground: Annotated[str, typer.Option(help="A ground of the rule book, such as execution.")],
    reason: _Reason,
    complaint: Annotated[str, typer.Option(help="The complaint it comes from.")] = "",
) -> None:
    """Propose a claim; the sum is reserved until a second person decides. Keys: claim."""
    with context.opened() as opened, opened.transaction("guarantee:claimed") as (session, actor):
        guarantee = _id(session, number)
        currency = queries.guarantee_card(session, guarantee, actor.today).row.amount.currency
        complaint_id, known = _workers(session, complaint)
        shares = _shares(share, currency)
        for worker, _amount in shares:
            if known and worker not in known:
                raise BadInput(
                    say(_("{worker} is no worker of complaint {number}."), worker=worker, number=complaint),
                    hint=_("Write the pseudonym as registry complaint show prints it."),
                )
        draft = ClaimDraft(
            guarantee,
            total((amount for _worker, amount in shares), currency),
            ground,
            tuple(ShareDraft(worker, amount, known.get(worker)) for worker, amount in shares),
            reason,
            complaint,
            "complaint" if complaint_id else "",
            complaint_id,
        )
        made = claim_queries.claim_row(session, claims.propose(session, actor, draft)).number
    done(say(_("Claim {number} waits for a second person."), number=made), claim=made)


@app.command("approve")
def approve(number: _Claim, reason: _Reason = "") -> None:
    """Approve a claim another officer proposed. Keys: claim."""
    with context.opened() as opened, opened.transaction("claim:approved") as (session, actor):
        claims.approve(session, actor, _claim_id(session, number), reason)
    done(say(_("Claim {number} approved."), number=number), claim=number)


@app.command("decline")
def decline(number: _Claim, reason: _Reason) -> None:
    """Decline a claim another officer proposed. Keys: claim."""
    with context.opened() as opened, opened.transaction("claim:declined") as (session, actor):
        claims.decline(session, actor, _claim_id(session, number), reason)
    done(say(_("Claim {number} declined."), number=number), claim=number)


@app.command("drop")
def drop(number: _Claim, reason: _Reason) -> None:
    """Give back what is still reserved for a claim. Keys: claim."""
    with context.opened() as opened, opened.transaction("claim:dropped") as (session, actor):
        claims.drop(session, actor, _claim_id(session, number), reason)
    done(say(_("Claim {number} dropped."), number=number), claim=number)


@app.command("pay")
def pay(
    number: _Claim,
    share: Annotated[int, typer.Option(help="Which worker's share, from 1.")],
    amount: Annotated[str, typer.Option(help="In major units.")],
    reference: Annotated[str, typer.Option(help="Of the bank's or treasury's transfer.")],
    on: _On = "",
) -> None:
    """Record that money left the guarantee for one worker, as a third person. Keys: claim, entry."""
    with context.opened() as opened, opened.transaction("guarantee:paid_out") as (session, actor):
        claim_id = _claim_id(session, number)
        currency = claim_queries.claim_row(session, claim_id).amount.currency
        paid = PayOut(claim_id, share, parse_money(amount, currency), _day(on, actor.today), reference)
        entry = claims.pay_out(session, actor, paid)
    done(say(_("Paid out; entry {entry} of the ledger."), entry=entry), claim=number, entry=entry)
