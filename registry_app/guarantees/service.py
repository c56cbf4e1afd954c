"""Changing guarantees: lodge, verify with the issuer, value an equivalent; each change is an event or a ledger entry."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.attachments.models import Attachment
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken
from registry_app.core.money import digits
from registry_app.core.names import clean_text, required_text
from registry_app.core.texts import _, say, shortened
from registry_app.guarantees.drafts import Lodging, RateFound, Verification
from registry_app.guarantees.ledger import EntryKind, Step
from registry_app.guarantees.models import (
    ExchangeRate,
    Guarantee,
    GuaranteeEvent,
    GuaranteeTerms,
    GuaranteeValuation,
    GuaranteeVerification,
)
from registry_app.guarantees.posting import post
from registry_app.guarantees.queries import Facts
from registry_app.guarantees.rules import Answered, EventKind, check_terms
from registry_app.offices.service import must_not_be_recused, take_number
from registry_app.store import unit


def get_record(session: Session, guarantee_id: uuid.UUID) -> Guarantee:
    """The guarantee, locked until the transaction ends, or `NotFound`: two clerks never pay the same last sum."""
    found = session.scalars(select(Guarantee).where(Guarantee.id == guarantee_id).with_for_update()).one_or_none()
    if found is None:
        raise NotFound(_("There is no such guarantee."), hint=_("Read the list of guarantees again."))
    return found


def lodge(session: Session, actor: Actor, lodged: Lodging) -> uuid.UUID:
    """Take in a guarantee; it counts for nothing until another officer has verified it with its issuer."""
    actor.must("guarantee:lodge")
    check_terms(lodged.kind, lodged.issued_on, lodged.terms)
    if not lodged.issued_on <= lodged.lodged_on <= actor.today:
        raise BadInput(
            say(
                _("A guarantee issued on {issued} cannot have been lodged on {lodged}, as known on {today}."),
                issued=lodged.issued_on,
                lodged=lodged.lodged_on,
                today=actor.today,
            ),
            hint=_("Compare the dates with the paper and the inward register."),
        )
    if session.get(Agency, lodged.agency_id) is None:
        raise NotFound(_("There is no such agency."), hint=_("Register the agency first."))
    issuer = required_text(lodged.issuer, what=_("issuer"))
    reference = required_text(lodged.reference, what=_("reference"))
    _refuse_known(session, lodged, issuer, reference)
    guarantee = Guarantee(
        number=take_number(session, actor, "guarantee"),
        agency_id=lodged.agency_id,
        licence_id=lodged.licence_id,
        kind=lodged.kind,
        issuer=issuer,
        issuer_branch=clean_text(lodged.issuer_branch, what=_("branch")),
        reference=reference,
        currency=lodged.terms.amount.currency,
        holder=required_text(lodged.holder, what=_("holder"), limit=2_000),
        original_held=required_text(lodged.original_held, what=_("place of the original")),
        issued_on=lodged.issued_on,
        lodged_on=lodged.lodged_on,
        lodged_by=actor.id,
        attachment_id=lodged.attachment_id,
        replaces_id=None,
    )
    session.add(guarantee)
    session.flush()
    _add_terms(session, guarantee, lodged)
    add_event(session, actor, guarantee, EventKind.LODGED, lodged.lodged_on)
    post(session, actor, guarantee, Step(EntryKind.LODGED, lodged.terms.amount), on=lodged.lodged_on)
    unit.verb(
        session,
        "guarantee:lodged",
        guarantee,
        label=guarantee.number,
        amount=lodged.terms.amount.minor,
        currency=guarantee.currency,
    )
    return guarantee.id


def _refuse_known(session: Session, lodged: Lodging, issuer: str, reference: str) -> None:
    known = session.scalars(
        select(Guarantee.number).where(
            Guarantee.kind == lodged.kind, Guarantee.issuer == issuer, Guarantee.reference == reference
        )
    ).first()
    if known is not None:
        raise RuleBroken(
            say(
                _("{issuer} number {reference} has been lodged already, as {number}."),
                issuer=issuer,
                reference=shortened(reference),
                number=known,
            ),
            hint=_("One paper stands once: open the guarantee that is there."),
        )


def _add_terms(session: Session, guarantee: Guarantee, lodged: Lodging) -> None:
    terms = lodged.terms
    session.add(
        GuaranteeTerms(
            guarantee_id=guarantee.id,
            effective_from=lodged.lodged_on,
            amount_minor=terms.amount.minor,
            currency=terms.amount.currency,
            valid_from=terms.period.first,
            valid_through=terms.period.last,
            claims_until=terms.claims_until,
            renews=terms.renews,
            attachment_id=lodged.attachment_id,
            set_aside_by=None,
        )
    )


def add_event(
    session: Session, actor: Actor, guarantee: Guarantee, kind: EventKind, on: date, reason: str = ""
) -> GuaranteeEvent:
    """Write down that something happened to a guarantee on a day."""
    event = GuaranteeEvent(
        guarantee_id=guarantee.id,
        kind=kind,
        on=on,
        officer_id=actor.id,
        provision="",
        reason=reason,
        set_aside_by=None,
    )
    session.add(event)
    session.flush()
    return event


def verify(session: Session, actor: Actor, guarantee_id: uuid.UUID, found: Verification) -> None:
    """Record what the issuer answered, with the paper that proves it; only a confirmation makes the guarantee count.

    Raises `NotPermitted` for the officer who lodged it: a forged paper must pass two persons.
    """
    actor.must("guarantee:verify")
    guarantee = get_record(session, guarantee_id)
    must_not_be_recused(session, actor, guarantee.id, guarantee.agency_id)
    if guarantee.lodged_by == actor.id:
        raise NotPermitted(
            say(_("{person} lodged this guarantee and cannot verify it as well."), person=actor.name),
            hint=_("Another finance officer asks the issuer and records the answer."),
        )
    if not guarantee.issued_on <= found.answered_on <= actor.today:
        raise BadInput(
            say(_("The issuer cannot have answered on {day}."), day=found.answered_on),
            hint=_("Enter the date of the issuer's letter."),
        )
    _must_exist(session, found.attachment_id)
    terms = Facts(session, [guarantee.id], actor.today, None).terms_of(guarantee)
    session.add(
        GuaranteeVerification(
            guarantee_id=guarantee.id,
            terms_id=terms.id,
            answer=found.answer,
            answered_on=found.answered_on,
            answered_by=required_text(found.answered_by, what=_("name of the issuer's officer")),
            channel=required_text(found.channel, what=_("way in which the issuer was asked")),
            verified_by=actor.id,
            attachment_id=found.attachment_id,
            asked_in_id=found.asked_in_id,
            answered_in_id=found.answered_in_id,
            note=clean_text(found.note, what=_("note"), limit=2_000),
            set_aside_by=None,
        )
    )
    kind = {Answered.CONFIRMED: EventKind.VERIFIED, Answered.DENIED: EventKind.DENIED}.get(found.answer)
    if kind is not None:
        add_event(session, actor, guarantee, kind, max(found.answered_on, guarantee.lodged_on))
    unit.verb(session, "guarantee:verified", guarantee, label=guarantee.number, answer=found.answer.value)


def _must_exist(session: Session, attachment_id: uuid.UUID) -> None:
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.set_aside_on is not None:
        raise BadInput(
            _("The issuer's answer is not in the register."),
            hint=_("Add the letter or the printed message as a file first."),
        )


def record_rate(session: Session, actor: Actor, found: RateFound) -> uuid.UUID:
    """Keep a rate of a day with its source; it changes no guarantee until somebody values one by it."""
    actor.must("guarantee:verify")
    digits(found.base), digits(found.quote)
    if found.base == found.quote or found.on > actor.today:
        raise BadInput(
            _("A rate is between two currencies, on a day that has come."), hint=_("Copy it from the source's page.")
        )
    rate = ExchangeRate(
        base=found.base,
        quote=found.quote,
        rate=_rate_text(found.rate),
        on=found.on,
        source=required_text(found.source, what=_("source of the rate")),
        attachment_id=found.attachment_id,
        set_aside_by=None,
    )
    session.add(rate)
    session.flush()
    unit.verb(session, "rate:recorded", rate, label=f"{rate.base}/{rate.quote}", rate=rate.rate, on=rate.on.isoformat())
    return rate.id


def _rate_text(text: str) -> str:
    """The rate as plain decimal text; `BadInput` unless it is a number above nothing."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise BadInput(
            say(_("{text} is no exchange rate."), text=shortened(text)), hint=_("Write digits, such as 28.4513.")
        )
    return f"{value.normalize():f}"


def value_by(
    session: Session,
    actor: Actor,
    guarantee_id: uuid.UUID,
    rate_id: uuid.UUID,
    *,
    instrument: str,
    effective_from: date,
) -> None:
    """Adopt a recorded rate for a guarantee in another currency, by a named instrument.

    The law of Ethiopia names neither rate nor day (article 60(1)); a later rate changes nothing until it is adopted.
    """
    actor.must("guarantee:verify")
    guarantee = get_record(session, guarantee_id)
    must_not_be_recused(session, actor, guarantee.id, guarantee.agency_id)
    rate = session.get(ExchangeRate, rate_id)
    if rate is None or guarantee.currency not in (rate.base, rate.quote):
        raise BadInput(
            say(_("The rate is not one of {currency}."), currency=guarantee.currency),
            hint=_("Record the rate between the guarantee's currency and that of the requirement first."),
        )
    if effective_from < rate.on:
        raise BadInput(
            say(_("A rate of {on} cannot value anything from {day}."), on=rate.on, day=effective_from),
            hint=_("Choose the day of the rate, or a later one."),
        )
    valuation = GuaranteeValuation(
        guarantee_id=guarantee.id,
        rate_id=rate.id,
        effective_from=effective_from,
        instrument=required_text(instrument, what=_("instrument"), limit=2_000),
        valued_by=actor.id,
        set_aside_by=None,
    )
    session.add(valuation)
    unit.verb(session, "guarantee:valued", guarantee, label=guarantee.number, rate=rate.rate, of=rate.on.isoformat())
