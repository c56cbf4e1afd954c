"""What an officer fills in about complaints, as frozen values; identities hide themselves."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from registry_app.complaints.rules import (
    AgeGroup,
    Channel,
    ComplainantKind,
    OutcomeKind,
    RespondentKind,
    Sex,
    Source,
    SumKind,
)
from registry_app.complaints.secrecy import Identity
from registry_app.core.money import Money


@dataclass(frozen=True)
class WorkerDraft:
    """A worker the complaint is about; `identity` None where nobody knows the name yet."""

    identity: Identity | None
    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    destination: str = ""
    occupation: str = ""
    whereabouts: str = ""
    recruited_on: date | None = None
    contract_on: date | None = None


@dataclass(frozen=True)
class RespondentDraft:
    """Against whom: a record where there is one, a typed name where not."""

    kind: RespondentKind
    agency_id: uuid.UUID | None = None
    employer_id: uuid.UUID | None = None
    agent_id: uuid.UUID | None = None
    typed_name: str = ""
    country: str = ""


@dataclass(frozen=True)
class SumDraft:
    """A sum that the worker claims, or that a receipt shows; the receipt is a file of the register."""

    kind: SumKind
    amount: Money
    item: str
    on: date | None = None
    attachment_id: uuid.UUID | None = None


@dataclass(frozen=True)
class AllegationDraft:
    """What happened to one worker; `worker` counts from 1 in the order of the draft's workers."""

    worker: int
    category: str
    facts: str
    from_on: date | None = None
    through_on: date | None = None
    known_on: date | None = None
    place: str = ""
    country: str = ""
    relief: str = ""
    sums: tuple[SumDraft, ...] = ()


@dataclass(frozen=True)
class ComplaintDraft:
    """A complaint as it comes in. `complainant` is given only when it is not one of the workers.

    `parts_accepted` says that the clerk was warned of a word that is also part of a sealed name, and read it again.
    """

    channel: Channel
    complainant_kind: ComplainantKind
    received_on: date
    workers: tuple[WorkerDraft, ...]
    respondents: tuple[RespondentDraft, ...]
    allegations: tuple[AllegationDraft, ...]
    oral: bool = False
    language: str = ""
    complainant: Identity | None = None
    relation: str = ""
    authority: str = ""
    authority_id: uuid.UUID | None = None
    done_on: date | None = None
    received_first_on: date | None = None
    received_first_at: str = ""
    letter_id: uuid.UUID | None = None
    file_id: uuid.UUID | None = None
    parts_accepted: bool = False


@dataclass(frozen=True)
class Word:
    """A worker's own word for something: who was with him, in which language, and the paper that shows it."""

    worker: int
    on: date
    manner: str
    language: str
    heard_alone: bool
    interpreter: str = ""
    attachment_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Owed:
    """A sum for an allegation, by its ordinal: what is settled on or ordered."""

    allegation: int
    amount: Money
    item: str


@dataclass(frozen=True)
class SettlementDraft:
    """What the parties agreed on, with each worker's own word."""

    settled_on: date
    due_on: date
    terms: str
    respondent_signatory: str
    attachment_id: uuid.UUID
    sums: tuple[Owed, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class PaymentDraft:
    """Money that is said to have reached a worker; without `word` it is reported, not paid."""

    allegation: int
    amount: Money
    source: Source
    paid_by: str
    paid_on: date
    manner: str
    reference: str = ""
    entry_id: uuid.UUID | None = None
    attachment_id: uuid.UUID | None = None
    word: Word | None = None


@dataclass(frozen=True)
class Refused:
    """An allegation that the decision does not follow, or that is closed otherwise, with its ground."""

    allegation: int
    outcome: OutcomeKind
    reason: str
    provision: str = ""


@dataclass(frozen=True)
class DecisionDraft:
    """What is proposed for decision: sums to be paid, and allegations that are not followed."""

    provision: str
    reasons: str
    sums: tuple[Owed, ...] = ()
    refused: tuple[Refused, ...] = ()
    ex_parte: bool = False
    attachment_id: uuid.UUID | None = None
