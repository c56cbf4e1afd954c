"""Everything a screen shows of one guarantee, read in one go."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry_app.access.queries import list_users
from registry_app.attachments.queries import AttachmentRow, get_attachments, list_attachments
from registry_app.core.actor import Actor
from registry_app.core.errors import NotFound
from registry_app.core.texts import _
from registry_app.guarantees.claim_queries import ClaimRow
from registry_app.guarantees.coverage import AgencyCover, read_coverage
from registry_app.guarantees.models import (
    ExchangeRate,
    Guarantee,
    GuaranteeEvent,
    GuaranteeValuation,
    GuaranteeVerification,
)
from registry_app.guarantees.next_steps import (
    ClaimStep,
    Step,
    blocked_on_claims,
    blocked_steps,
    list_grounds,
    list_recusals,
)
from registry_app.guarantees.queries import EntryRow, GuaranteeCard, guarantee_card
from registry_app.guarantees.rules import Answered, EventKind
from registry_app.guarantees.sufficiency import Rate
from registry_app.licensing.models import Licence
from registry_app.rulebook.queries import find_adoption
from registry_app.rulebook.values import Item


@dataclass(frozen=True)
class ReplyRow:
    """The issuer was asked and answered; `answered_by` is its officer, empty once a person's data were taken out."""

    answer: Answered
    answered_on: date
    answered_by: str
    channel: str
    note: str
    verified_by: uuid.UUID
    attachment_id: uuid.UUID
    stands: bool


@dataclass(frozen=True)
class EventRow:
    """Something that happened, by whom; `stands` is false once it was set aside."""

    kind: EventKind
    on: date
    officer_id: uuid.UUID
    provision: str
    reason: str
    stands: bool


@dataclass(frozen=True)
class RateRow:
    """A recorded exchange rate."""

    id: uuid.UUID
    rate: Rate


@dataclass(frozen=True)
class ValuedRow:
    """From which day on a rate was adopted for the guarantee, by which instrument and whom."""

    rate: Rate
    effective_from: date
    instrument: str
    valued_by: uuid.UUID
    stands: bool


@dataclass(frozen=True)
class GuaranteeRecord:
    """A guarantee with all that a page says of it.

    `names` are the officers by id, `blocked` why a step cannot be done, `blocked_claims` the same of each claim,
    `grounds` for what the law of the day lets it be drawn on.
    """

    card: GuaranteeCard
    issuer_branch: str
    lodged_by: uuid.UUID
    licence_id: uuid.UUID | None
    licence: str
    events: tuple[EventRow, ...]
    replies: tuple[ReplyRow, ...]
    valued: tuple[ValuedRow, ...]
    rates: tuple[RateRow, ...]
    papers: tuple[AttachmentRow, ...]
    cover: AgencyCover
    grounds: tuple[Item, ...]
    names: Mapping[uuid.UUID, str]
    blocked: Mapping[Step, str]
    blocked_claims: Mapping[uuid.UUID, Mapping[ClaimStep, str]]

    @property
    def claims(self) -> tuple[ClaimRow, ...]:
        """Its claims, newest first."""
        return tuple(reversed(self.card.claims))

    @property
    def entries(self) -> tuple[EntryRow, ...]:
        """Its ledger, in order."""
        return self.card.entries


def read_record(session: Session, actor: Actor, guarantee_id: uuid.UUID, on: date) -> GuaranteeRecord:
    """Everything of one guarantee on a day; `NotFound` without one."""
    guarantee = session.get(Guarantee, guarantee_id)
    if guarantee is None:
        raise NotFound(_("There is no such guarantee."), hint=_("Read the list of guarantees again."))
    card = guarantee_card(session, guarantee_id, on)
    licence = session.get(Licence, guarantee.licence_id) if guarantee.licence_id else None
    replies = _replies(session, guarantee_id)
    recusals = list_recusals(session, card.row, card.claims)
    return GuaranteeRecord(
        card,
        guarantee.issuer_branch,
        guarantee.lodged_by,
        guarantee.licence_id,
        licence.number if licence else "",
        _events(session, guarantee_id),
        replies,
        _valued(session, guarantee_id),
        _rates(session, guarantee.currency),
        _papers(session, guarantee, replies, card.claims),
        read_coverage(session, guarantee.agency_id, on),
        list_grounds(session, actor) if find_adoption(session, on) is not None else (),
        {user.id: user.full_name for user in list_users(session)},
        blocked_steps(session, actor, card.row, guarantee.lodged_by, recusals),
        blocked_on_claims(session, actor, card.claims, recusals),
    )


def _papers(
    session: Session, guarantee: Guarantee, replies: Sequence[ReplyRow], claims: Sequence[ClaimRow]
) -> tuple[AttachmentRow, ...]:
    """What was put to the guarantee, and what its entries name, wherever that lies."""
    own = list_attachments(session, "guarantee", guarantee.id)
    hops = (hop for claim in claims for share in claim.shares for payout in share.payouts for hop in payout.hops)
    named = {guarantee.attachment_id, *(reply.attachment_id for reply in replies), *(hop.attachment_id for hop in hops)}
    known = {paper.id for paper in own}
    further = [each for each in named if each is not None and each not in known]
    return (*own, *(get_attachments(session, further) if further else ()))


def _events(session: Session, guarantee_id: uuid.UUID) -> tuple[EventRow, ...]:
    event = GuaranteeEvent
    found = select(event).where(event.guarantee_id == guarantee_id).order_by(event.on, event.recorded_at, event.id)
    return tuple(
        EventRow(row.kind, row.on, row.officer_id, row.provision, row.reason, row.set_aside_by is None)
        for row in session.scalars(found)
    )


def _replies(session: Session, guarantee_id: uuid.UUID) -> tuple[ReplyRow, ...]:
    asked = GuaranteeVerification
    found = select(asked).where(asked.guarantee_id == guarantee_id).order_by(asked.answered_on, asked.recorded_at)
    return tuple(
        ReplyRow(
            row.answer,
            row.answered_on,
            row.answered_by or "",
            row.channel,
            row.note,
            row.verified_by,
            row.attachment_id,
            row.set_aside_by is None,
        )
        for row in session.scalars(found)
    )


def _valued(session: Session, guarantee_id: uuid.UUID) -> tuple[ValuedRow, ...]:
    found = (
        select(GuaranteeValuation, ExchangeRate)
        .join(ExchangeRate, ExchangeRate.id == GuaranteeValuation.rate_id)
        .where(GuaranteeValuation.guarantee_id == guarantee_id)
        .order_by(GuaranteeValuation.effective_from, GuaranteeValuation.recorded_at)
    )
    return tuple(
        ValuedRow(_rate(rate), row.effective_from, row.instrument, row.valued_by, row.set_aside_by is None)
        for row, rate in session.execute(found)
    )


def _rates(session: Session, currency: str) -> tuple[RateRow, ...]:
    """Rates of a currency that stand, newest first."""
    rate = ExchangeRate
    found = (
        select(rate)
        .where(rate.set_aside_by.is_(None), or_(rate.base == currency, rate.quote == currency))
        .order_by(rate.on.desc(), rate.recorded_at.desc())
        .limit(60)
    )
    return tuple(RateRow(row.id, _rate(row)) for row in session.scalars(found))


def _rate(row: ExchangeRate) -> Rate:
    return Rate(row.base, row.quote, Decimal(row.rate), row.on, row.source)
