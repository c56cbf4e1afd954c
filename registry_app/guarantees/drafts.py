"""What an officer fills in about guarantees, as frozen values; the services take these."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from registry_app.core.money import Money
from registry_app.guarantees.rules import Answered, InstrumentKind, Terms


@dataclass(frozen=True)
class Lodging:
    """A paper as it is lodged. `licence_id` only where the law asks a guarantee of each licence."""

    agency_id: uuid.UUID
    kind: InstrumentKind
    issuer: str
    reference: str
    terms: Terms
    issued_on: date
    lodged_on: date
    holder: str
    original_held: str
    issuer_branch: str = ""
    licence_id: uuid.UUID | None = None
    attachment_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Verification:
    """The issuer's answer; `channel` is how it was asked, which must not be through the agency."""

    answer: Answered
    answered_on: date
    answered_by: str
    channel: str
    attachment_id: uuid.UUID
    asked_in_id: uuid.UUID | None = None
    answered_in_id: uuid.UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class RateFound:
    """A rate as a source prints it: so many units of `quote` for one of `base`."""

    base: str
    quote: str
    rate: str
    on: date
    source: str
    attachment_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ShareDraft:
    """What one worker gets of a claim; `worker` is a pseudonym, never a name."""

    worker: str
    amount: Money
    worker_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ClaimDraft:
    """A call on a guarantee. `ground` is a code of the rule book's list; `matter` the number of the complaint."""

    guarantee_id: uuid.UUID
    amount: Money
    ground: str
    shares: tuple[ShareDraft, ...]
    reason: str
    matter: str = ""
    matter_table: str = ""
    matter_id: uuid.UUID | None = None


@dataclass(frozen=True)
class PayOut:
    """Money that left the guarantee for one worker of an approved claim: by which transfer, on which day."""

    claim_id: uuid.UUID
    share: int
    amount: Money
    on: date
    reference: str
    attachment_id: uuid.UUID | None = None
