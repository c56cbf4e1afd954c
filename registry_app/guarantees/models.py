"""The guarantees' tables. The ledger, claims, shares and decisions are only added to; the database refuses the rest."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry_app.guarantees.guards import (
    CLAIM_GUARDS,
    DECISION_GUARDS,
    ENTRY_GUARDS,
    SHARE_GUARDS,
    VERIFICATION_GUARDS,
)
from registry_app.guarantees.ledger import MOVES, OF_CLAIM, Account, EntryKind
from registry_app.guarantees.rules import Answered, EventKind, InstrumentKind
from registry_app.store.base import Dated, Record, personal
from registry_app.store.types import Code


class Guarantee(Dated, Record):
    """One instrument: what it is, who issued it, where its original lies. What it covers stands in `GuaranteeTerms`.

    `licence_id` is set where the law asks a guarantee of each licence. `lodged_by` may not verify it.
    """

    __tablename__ = "guarantee"
    __table_args__ = (UniqueConstraint("number"), UniqueConstraint("kind", "issuer", "reference"))

    number: Mapped[str]
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    licence_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("licence.id"), index=True)
    kind: Mapped[InstrumentKind] = mapped_column(Code(InstrumentKind))
    issuer: Mapped[str]
    issuer_branch: Mapped[str]
    reference: Mapped[str]
    currency: Mapped[str]
    holder: Mapped[str]  # in whose name, in the words of the paper
    original_held: Mapped[str]  # where the paper itself lies
    issued_on: Mapped[date]
    lodged_on: Mapped[date]
    lodged_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee.id"))


class GuaranteeTerms(Dated, Record):
    """The amount and the days an instrument is good for, from a day on; an amendment by the issuer adds a row.

    `valid_through` is None for money that lies until it is released.
    """

    __tablename__ = "guarantee_terms"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("valid_through IS NULL OR valid_through >= valid_from", name="days"),
    )

    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"), index=True)
    effective_from: Mapped[date]
    amount_minor: Mapped[int]
    currency: Mapped[str]
    valid_from: Mapped[date]
    valid_through: Mapped[date | None]
    claims_until: Mapped[date | None]
    renews: Mapped[bool]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None]


class GuaranteeEvent(Dated, Record):
    """Something that happened to a guarantee on a day; its state is worked out from these and stored nowhere."""

    __tablename__ = "guarantee_event"

    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"), index=True)
    kind: Mapped[EventKind] = mapped_column(Code(EventKind))
    on: Mapped[date] = mapped_column("on_day")
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    provision: Mapped[str]
    reason: Mapped[str]
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee_event.id"))


class GuaranteeVerification(Dated, Record):
    """The issuer was asked and answered: through which channel that is not the agency's, by whom, with what paper.

    `asked_in_id` and `answered_in_id` are the letters out and in; `answered_by` is the issuer's officer.
    """

    __tablename__ = "guarantee_verification"
    __guards__ = VERIFICATION_GUARDS

    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"), index=True)
    terms_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee_terms.id"), index=True)
    answer: Mapped[Answered] = mapped_column(Code(Answered))
    answered_on: Mapped[date]
    answered_by: Mapped[str] = personal()
    channel: Mapped[str]
    verified_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    attachment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("attachment.id"))
    asked_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    answered_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("letter.id"))
    note: Mapped[str]
    set_aside_by: Mapped[uuid.UUID | None]


class ExchangeRate(Dated, Record):
    """A rate of a day from a named source: so many units of `quote` for one of `base`, as decimal text, never a float."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("base", "quote", "on_day", "source"),)

    base: Mapped[str]
    quote: Mapped[str]
    rate: Mapped[str]
    on: Mapped[date] = mapped_column("on_day")
    source: Mapped[str]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("exchange_rate.id"))


class GuaranteeValuation(Dated, Record):
    """From which day on a guarantee in another currency is valued by which rate, and by what instrument.

    Where the law names no rate, only such a row says what an equivalent is worth; a later rate changes nothing.
    """

    __tablename__ = "guarantee_valuation"

    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"), index=True)
    rate_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("exchange_rate.id"))
    effective_from: Mapped[date]
    instrument: Mapped[str]
    valued_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    set_aside_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee_valuation.id"))


class GuaranteeClaim(Dated, Record):
    """A call on a guarantee, proposed by one person: its money is reserved from the proposal on. Only added to.

    `ground` is a code of the rule book's `guarantee.draw_grounds`; `matter_id` the record it comes from (a complaint,
    which lives further right) and `matter` its number.
    """

    __tablename__ = "guarantee_claim"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("amount_minor > 0", name="amount"),
    )
    __guards__ = CLAIM_GUARDS

    number: Mapped[str]
    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"), index=True)
    amount_minor: Mapped[int]
    currency: Mapped[str]
    ground: Mapped[str]
    provision: Mapped[str]
    matter_table: Mapped[str]
    matter_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    matter: Mapped[str]
    proposed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    proposed_on: Mapped[date]
    reason: Mapped[str]


class GuaranteeClaimShare(Dated, Record):
    """What one worker gets of a claim; `worker` is the pseudonym, the name is known to the payer only. Only added to."""

    __tablename__ = "guarantee_claim_share"
    __table_args__ = (
        UniqueConstraint("claim_id", "ordinal"),
        CheckConstraint("amount_minor > 0", name="amount"),
    )
    __guards__ = SHARE_GUARDS

    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee_claim.id"))
    ordinal: Mapped[int]
    worker_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    worker: Mapped[str]
    amount_minor: Mapped[int]


class GuaranteeClaimDecision(Dated, Record):
    """A second person's decision on a claim, one for each; without an approval nothing is paid. Only added to."""

    __tablename__ = "guarantee_claim_decision"
    __table_args__ = (UniqueConstraint("claim_id"),)
    __guards__ = DECISION_GUARDS

    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee_claim.id"))
    approved: Mapped[bool]
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    decided_on: Mapped[date]
    authority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("authority.id"))
    approval_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("approval.id"))
    reason: Mapped[str]


def _listed(words: list[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


def _moves() -> str:
    return " OR ".join(
        f"(kind = '{kind.value}' AND from_account = '{source.value}' AND to_account = '{target.value}')"
        for kind, (source, target) in MOVES.items()
    )


class GuaranteeEntry(Dated, Record):
    """One entry of a guarantee's ledger: a sum that leaves one account and enters another, so every entry balances.

    `seq` counts the entries of a guarantee; the balances after the entry stand in it, so that the database itself can
    refuse one below zero. `claim_open_after` is what is still reserved for the entry's claim. `officer_id` is who
    entered it: for a pay-out the third person, neither proposer nor approver. Only added to.
    """

    __tablename__ = "guarantee_entry"
    __table_args__ = (
        UniqueConstraint("guarantee_id", "seq"),
        Index("ix_guarantee_entry_claim_id_seq", "claim_id", "seq"),
        CheckConstraint("minor > 0", name="minor"),
        CheckConstraint(_moves(), name="moves"),
        CheckConstraint("free_after >= 0", name="free"),
        CheckConstraint("reserved_after >= 0", name="reserved"),
        CheckConstraint("balance_after = free_after + reserved_after", name="balance"),
        CheckConstraint(
            f"(kind IN ({_listed([kind.value for kind in OF_CLAIM])})) = (claim_id IS NOT NULL)", name="claim"
        ),
        CheckConstraint("(claim_id IS NULL) = (claim_open_after IS NULL)", name="claim_open"),
        CheckConstraint("claim_open_after IS NULL OR claim_open_after >= 0", name="claim_left"),
        CheckConstraint("kind NOT IN ('paid_out', 'returned') OR share_id IS NOT NULL", name="share"),
    )
    __guards__ = ENTRY_GUARDS

    guarantee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee.id"))
    seq: Mapped[int]
    kind: Mapped[EntryKind] = mapped_column(Code(EntryKind))
    from_account: Mapped[Account] = mapped_column(Code(Account))
    to_account: Mapped[Account] = mapped_column(Code(Account))
    minor: Mapped[int]
    currency: Mapped[str]
    on: Mapped[date] = mapped_column("on_day")
    claim_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee_claim.id"))
    share_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("guarantee_claim_share.id"), index=True)
    officer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    reference: Mapped[str]  # of the bank or treasury
    reason: Mapped[str]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
    free_after: Mapped[int]
    reserved_after: Mapped[int]
    balance_after: Mapped[int]
    claim_open_after: Mapped[int | None]


class PayoutHop(Dated, Record):
    """A pay-out on its way: from the issuer to the worker's suspense account, from there to the worker.

    What was paid to a worker counts from the last hop, with the worker's own acknowledgement, and is recorded by the
    complaint.
    """

    __tablename__ = "guarantee_payout_hop"
    __table_args__ = (UniqueConstraint("entry_id", "ordinal"), CheckConstraint("minor > 0", name="minor"))

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("guarantee_entry.id"))
    ordinal: Mapped[int]
    hop: Mapped[str]  # `issuer_to_suspense` or `suspense_to_worker`
    minor: Mapped[int]
    on: Mapped[date] = mapped_column("on_day")
    reference: Mapped[str]
    attachment_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("attachment.id"))
