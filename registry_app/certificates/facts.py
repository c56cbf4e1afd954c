"""All that a certificate may say, as frozen values; nothing else reaches the page.

The facts are stored with the issued document, in the form of `to_dict`, so that a reprint says the same. The text of the
code on the paper is not among them: it is the seal over `facts_hash`, and is stored beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final, Literal, TypeVar

import msgspec
import orjson

from registry_app.core.dates import Period
from registry_app.core.errors import BadInput
from registry_app.core.money import Money
from registry_app.core.texts import _, say

Texts = dict[str, str]  # language code to text
FACTS_HASH_BYTES: Final = 8


class PrintedVerdict(StrEnum):
    """What a paper says of one check; what nobody has examined is printed so, never as passed."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    NOT_EXAMINED = "not examined"


@dataclass(frozen=True)
class PrintedCheck:
    """One check with its verdict, the reason for it and its source (provision, or "not set by the regulator").

    `code` is the check's stable code; the layouts have titles for the codes they know (`wording`), else `title`.
    """

    code: str
    title: str
    verdict: PrintedVerdict
    reason: str = ""
    source: str = ""


@dataclass(frozen=True)
class PrincipalFacts:
    """An owner, partner or director where the paper names them."""

    name: str
    role: str


@dataclass(frozen=True)
class AddressFacts:
    """A place of the agency; `kind` is `registered`, `operating`, `public` or `branch`."""

    kind: Literal["registered", "operating", "public", "branch"]
    text: str


@dataclass(frozen=True)
class AgencyFacts:
    """The agency: `name` is the legal name that the seal carries, `other_names` the same in other scripts."""

    number: str
    name: str
    other_names: tuple[str, ...] = ()
    legal_form: str = ""
    register_number: str = ""
    tax_number: str = ""
    addresses: tuple[AddressFacts, ...] = ()
    principals: tuple[PrincipalFacts, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that is printed, the sealed one first."""
        return (self.name, *self.other_names)


@dataclass(frozen=True)
class LicenceLine:
    """The licence itself: number, what it allows, and from when through which last day."""

    number: str
    valid_from: date
    valid_to: date
    category: str = ""
    destinations: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuaranteeFacts:
    """A guarantee in force; `instrument` is the rule book's word for its kind, `issuer` who gave or holds it."""

    instrument: str
    amount_minor: int
    currency: str
    issuer: str = ""
    reference: str = ""
    valid_to: date | None = None

    @property
    def amount(self) -> Money:
        """The amount."""
        return Money(self.amount_minor, self.currency)


@dataclass(frozen=True)
class Signatory:
    """Who answers for the paper: name, office held, and the authority for the act."""

    name: str
    office: str
    authority: str = ""
    acting_for: str = ""


@dataclass(frozen=True)
class Issuer:
    """The office that issues: letterhead (state, ministry, department; by language), its name and place."""

    letterhead: tuple[Texts, ...]
    office: Texts
    place: Texts = field(default_factory=dict)
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What every certificate has. `known_as_of` is the day to which the facts of headquarters are known here."""

    kind: ClassVar[str]
    serial: str
    issued_on: date
    issuer: Issuer
    agency: AgencyFacts
    signatory: Signatory
    known_as_of: date
    legal_basis: str = ""
    key_id: str = ""
    checkpoint: str = ""
    security_paper: str = ""
    training: bool = False

    @property
    def licence_number(self) -> str:
        """The licence the paper speaks of; empty when there is none."""
        return ""

    @property
    def validity(self) -> Period | None:
        """From when through which last day the paper holds; None for a statement about one day."""
        return None


@dataclass(frozen=True, kw_only=True)
class LicenceFacts(PaperFacts):
    """All that a licence certificate may say."""

    kind = "licence"
    licence: LicenceLine
    guarantees: tuple[GuaranteeFacts, ...] = ()

    @property
    def licence_number(self) -> str:
        """The licence's number."""
        return self.licence.number

    @property
    def validity(self) -> Period:
        """The licence's."""
        return Period(self.licence.valid_from, self.licence.valid_to)


@dataclass(frozen=True, kw_only=True)
class ComplianceFacts(PaperFacts):
    """All that a certificate of compliance may say; it is issued only when every check that counts is met."""

    kind = "compliance"
    licence: LicenceLine
    valid_from: date
    valid_to: date
    checks: tuple[PrintedCheck, ...]
    guarantees: tuple[GuaranteeFacts, ...] = ()
    purpose: str = ""

    @property
    def licence_number(self) -> str:
        """The number of the licence in force."""
        return self.licence.number

    @property
    def validity(self) -> Period:
        """The certificate's own, which may end before the licence does."""
        return Period(self.valid_from, self.valid_to)


@dataclass(frozen=True, kw_only=True)
class StatementFacts(PaperFacts):
    """All that a statement of reasons may say: why a certificate of compliance cannot be issued.

    `remedies` says what the agency can do and by when; `licence` is None where the agency has none.
    """

    kind = "reasons"
    checks: tuple[PrintedCheck, ...]
    examined_on: date
    licence: LicenceLine | None = None
    remedies: tuple[str, ...] = ()

    @property
    def licence_number(self) -> str:
        """The number of the licence, if there is one."""
        return self.licence.number if self.licence else ""


Facts = TypeVar("Facts", bound=PaperFacts)
_KINDS: Final[dict[str, type[PaperFacts]]] = {
    kind.kind: kind for kind in (LicenceFacts, ComplianceFacts, StatementFacts)
}


def to_dict(facts: PaperFacts) -> dict[str, Any]:
    """The facts as plain values (dates in ISO form), with their kind; what is stored with the document."""
    plain: dict[str, Any] = orjson.loads(orjson.dumps(facts))
    return {"kind": facts.kind, **plain}


def from_dict(stored: Mapping[str, Any]) -> PaperFacts:
    """The facts that `to_dict` gave; `BadInput` when anything is missing, unknown or of another type."""
    plain = dict(stored)
    wanted = _KINDS.get(str(plain.pop("kind", "")))
    if wanted is None:
        raise _not_facts(_("their kind is not known"))
    try:
        facts: PaperFacts = msgspec.convert(plain, wanted)
    except msgspec.ValidationError as error:
        raise _not_facts(str(error)) from error
    if to_dict(facts) != {"kind": wanted.kind, **plain}:
        raise _not_facts(_("they hold something this version of the program does not know"))
    return facts


def canonical(facts: PaperFacts) -> bytes:
    """The one form in which facts are hashed: JSON in UTF-8, keys sorted."""
    return orjson.dumps(to_dict(facts), option=orjson.OPT_SORT_KEYS)


def facts_hash(facts: PaperFacts) -> bytes:
    """The first 8 bytes of SHA-256 over everything printed, as the seal carries them."""
    return hashlib.sha256(canonical(facts)).digest()[:FACTS_HASH_BYTES]


def fields_on_paper(facts: PaperFacts) -> dict[str, str]:
    """What must be found when the paper is read back: names of fields to their text, days in ISO form."""
    fields = {"serial": facts.serial, "agency name": facts.agency.name, "issued": facts.issued_on.isoformat()}
    if facts.licence_number:
        fields["licence number"] = facts.licence_number
    if facts.validity is not None and facts.validity.last is not None:
        fields["valid from"] = facts.validity.first.isoformat()
        fields["valid to"] = facts.validity.last.isoformat()
    return fields


def _not_facts(reason: str) -> BadInput:
    return BadInput(
        say(_("The stored facts of the document cannot be read: {reason}."), reason=reason),
        hint=_("Run the verification of the register; restore the document from a backup if it is damaged."),
    )
