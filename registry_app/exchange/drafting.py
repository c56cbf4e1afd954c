"""Rows of one agency, gathered into what the register would enter of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import ContactKind, NameKind, PrincipalRole
from registry_app.core.names import search_key
from registry_app.exchange.contacts import Contact
from registry_app.exchange.fields import AGENCY_NUMBER, OTHER_NAME, PRINCIPAL
from registry_app.exchange.grouping import name_key
from registry_app.exchange.row_reading import Entry, Value
from registry_app.persons.rows import PersonDraft

_MANY = 40  # addresses or principals of one agency that are entered; all of them stand in the rows word for word
_CONTACTS = {
    "phone": ContactKind.PHONE,
    "fax": ContactKind.FAX,
    "email": ContactKind.E_MAIL,
    "website": ContactKind.SITE,
}
_PLACES = ("address.line", "address.district", "address.city", "address.region")
_OF_LICENCES = ("licence.number", "licence.status_words", "licence.valid_from", "licence.valid_to")
_NAMES = {OTHER_NAME: NameKind.LEGAL, "agency.trading_name": NameKind.TRADING, "agency.former_name": NameKind.FORMER}
# words of a role in a list, the first that is found decides
_ROLES = (
    (PrincipalRole.PARTNER, ("partner", "associé", "socio", "sócio", "شريك", "ortak", "অংশীদার")),
    (PrincipalRole.OWNER, ("proprietor", "owner", "propriétaire", "propietario", "proprietário", "مالك", "المالك", "صاحب", "ባለቤት", "স্বত্বাধিকারী", "मालिक", "مالک", "pemilik", "sahibi", "inhaber")),
    (PrincipalRole.MANAGER, ("general manager", "gérant", "gerente", "ሥራ አስኪያጅ", "ስራ አስኪያጅ")),
    (PrincipalRole.DIRECTOR, ("director", "directeur", "chairman", "chairperson", "president", "président", "مدير", "المدير", "رئيس", "পরিচালক", "निदेशक", "direktur", "директор", "chief executive", "ceo")),
    (PrincipalRole.MANAGER, ("manager", "müdür")),
    (PrincipalRole.SHAREHOLDER, ("shareholder",)),
    (PrincipalRole.OFFICER, ("officer", "secretary", "treasurer")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What the list says of a licence."""

    number: str
    status_words: str
    category: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the list names him, with its words for his role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What one row says of its agency besides its name."""

    number: str = ""
    legal_form: str = ""
    tax_number: str = ""
    further: tuple[tuple[NameKind, str], ...] = ()
    address: AddressDraft | None = None
    contacts: tuple[ContactDraft, ...] = ()
    principal: Person | None = None
    statement: Statement | None = None


@dataclass(slots=True)
class Gathered:
    """All that the rows of one group say of their agency; equal things once, in the order of the list.

    Nothing is made before it is needed: a list has tens of thousands of agencies, and most of them one row.
    """

    key: str
    first_row: int
    spellings: dict[str, int] | str
    rows: int = 0
    number: str = ""
    legal_form: str = ""
    tax_number: str = ""
    further: dict[tuple[NameKind, str], None] | None = None
    addresses: dict[AddressDraft, None] | None = None
    contacts: dict[ContactDraft, None] | None = None
    principals: dict[Person, None] | None = None
    statements: dict[Statement, None] | None = None

    def add(self, name: str, parts: Parts) -> None:
        """One more row."""
        self.rows += 1
        if self.rows == 1:
            self.spellings = name
        elif isinstance(self.spellings, str) and self.spellings != name:
            self.spellings = {self.spellings: self.rows - 1, name: 1}
        elif isinstance(self.spellings, dict):
            self.spellings[name] = self.spellings.get(name, 0) + 1
        self.number = self.number or parts.number
        self.legal_form = self.legal_form or parts.legal_form
        self.tax_number = self.tax_number or parts.tax_number
        for each in parts.further:
            self.further = _with(self.further, each)
        if parts.address is not None:
            self.addresses = _with(self.addresses, parts.address)
        for contact in parts.contacts:
            self.contacts = _with(self.contacts, contact)
        if parts.principal is not None:
            self.principals = _with(self.principals, parts.principal)
        if parts.statement is not None:
            self.statements = _with(self.statements, parts.statement, most=None)

    @property
    def names(self) -> list[str]:
        """Its spellings, the one that most rows have first."""
        counts = self.spellings
        if isinstance(counts, str):
            return [counts]
        return sorted(counts, key=lambda name: -counts[name])

    @property
    def name(self) -> str:
        """The spelling that most rows have, the first of them."""
        return self.names[0]

    def draft(self) -> AgencyDraft:
        """The agency as it would be registered; spellings under one number are further names."""
        main = name_key(self.name)
        others = {name_key(name): name for name in self.names if name_key(name) != main}
        further = [NameDraft(name, NameKind.TRADING) for name in others.values()]
        further += [NameDraft(name, kind) for kind, name in self.further or ()]
        return AgencyDraft(
            self.name,
            tuple(further),
            number=self.number,
            legal_form=self.legal_form,
            tax_number=self.tax_number,
            addresses=tuple(self.addresses or ()),
            contacts=tuple(self.contacts or ()),
            principals=tuple(map(principal_draft, self.principals or ())),
        )


Kept = TypeVar("Kept")


def _with(held: dict[Kept, None] | None, more: Kept, most: int | None = _MANY) -> dict[Kept, None]:
    if held is None:
        return {more: None}
    if most is None or len(held) < most:
        held[more] = None
    return held


def parts_of(entry: Entry) -> Parts:
    """What a row says of its agency."""
    values = entry.values
    person = entry.text(PRINCIPAL) if PRINCIPAL in values else ""
    return Parts(
        entry.text(AGENCY_NUMBER) if AGENCY_NUMBER in values else "",
        entry.text("agency.legal_form") if "agency.legal_form" in values else "",
        entry.text("agency.tax_number") if "agency.tax_number" in values else "",
        tuple((kind, entry.text(code)) for code, kind in _NAMES.items() if code in values),
        _address(entry),
        tuple(_contacts(entry)),
        Person(person, entry.text("principal.role")) if person else None,
        _statement(entry),
    )


@lru_cache(maxsize=1_024)
def role_of(words: str) -> PrincipalRole:
    """The role that a list's words mean; a representative where they say nothing else."""
    key = f" {search_key(words)} "
    for role, expressions in _ROLES:
        if any(f" {search_key(expression)} " in key for expression in expressions):
            return role
    return PrincipalRole.REPRESENTATIVE


def principal_draft(person: Person) -> PrincipalDraft:
    """A person as the register would enter him."""
    return PrincipalDraft(role_of(person.role), PersonDraft(person.name), title=person.role)


def _address(entry: Entry) -> AddressDraft | None:
    if not any(code in entry.values for code in _PLACES):
        return None
    line, district = entry.text("address.line"), entry.text("address.district")
    address = AddressDraft(
        ", ".join(part for part in (line, district) if part),
        entry.text("address.city"),
        entry.text("address.region"),
        entry.text("address.postal_code"),
        entry.text("address.country"),
    )
    return address if address.lines or address.place or address.region else None


def _contacts(entry: Entry) -> Iterator[ContactDraft]:
    for code, kind in _CONTACTS.items():
        for value in entry.values.get(code, ()):
            yield ContactDraft(kind, _written(value))


def _written(value: Value) -> str:
    """A contact in its canonical form, which needs no country to be read again; else the list's words."""
    if not isinstance(value, Contact):
        return str(value)
    number, _ext, extension = value.canonical.partition(";ext=")
    return f"{number} ext. {extension}" if extension else value.canonical or value.words


def _statement(entry: Entry) -> Statement | None:
    if not any(code in entry.values for code in _OF_LICENCES):
        return None
    return Statement(
        entry.text("licence.number"),
        entry.text("licence.status_words"),
        entry.text("licence.category"),
        entry.day("licence.valid_from"),
        entry.day("licence.valid_to"),
    )
