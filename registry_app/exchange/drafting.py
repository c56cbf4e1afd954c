"""Rows of one agency, gathered into what the register would enter of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

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


@dataclass(frozen=True)
class Statement:
    """What the list says of a licence."""

    number: str
    status_words: str
    category: str
    valid_from: date | None
    valid_to: date | None


@dataclass
class Gathered:
    """All that the rows of one group say of their agency; equal things once, in the order of the list."""

    key: str
    first_row: int
    rows: int = 0
    number: str = ""
    names: Counter[str] = field(default_factory=Counter)
    further: dict[tuple[NameKind, str], None] = field(default_factory=dict)
    legal_form: str = ""
    tax_number: str = ""
    addresses: dict[AddressDraft, None] = field(default_factory=dict)
    contacts: dict[ContactDraft, None] = field(default_factory=dict)
    principals: dict[str, str] = field(default_factory=dict)
    statements: dict[Statement, None] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """One more row."""
        self.rows += 1
        self.names[entry.name] += 1
        self.number = self.number or entry.text(AGENCY_NUMBER)
        self.legal_form = self.legal_form or entry.text("agency.legal_form")
        self.tax_number = self.tax_number or entry.text("agency.tax_number")
        for code, kind in _NAMES.items():
            if name := entry.text(code):
                self.further[kind, name] = None
        if len(self.addresses) < _MANY and (address := _address(entry)):
            self.addresses[address] = None
        self.contacts.update(dict.fromkeys(_contacts(entry)))
        person = entry.text(PRINCIPAL)
        if person and len(self.principals) < _MANY:
            self.principals.setdefault(person, entry.text("principal.role"))
        if statement := _statement(entry):
            self.statements[statement] = None

    @property
    def name(self) -> str:
        """The spelling that most rows have, the first of them."""
        return self.names.most_common(1)[0][0]

    def draft(self) -> AgencyDraft:
        """The agency as it would be registered; spellings under one number are further names."""
        main = name_key(self.name)
        others = {name_key(name): name for name in self.names if name_key(name) != main}
        further = [NameDraft(name, NameKind.TRADING) for name in others.values()]
        further += [NameDraft(name, kind) for kind, name in self.further]
        return AgencyDraft(
            self.name,
            tuple(further),
            number=self.number,
            legal_form=self.legal_form,
            tax_number=self.tax_number,
            addresses=tuple(self.addresses),
            contacts=tuple(self.contacts),
            principals=tuple(_principal(name, words) for name, words in self.principals.items()),
        )


def gather(entries: Iterable[tuple[str, Entry]]) -> dict[str, Gathered]:
    """Entries with their groups, gathered by group in the order of the list."""
    found: dict[str, Gathered] = {}
    for group, entry in entries:
        if group not in found:
            found[group] = Gathered(entry.key, entry.row.number)
        found[group].add(entry)
    return found


def role_of(words: str) -> PrincipalRole:
    """The role that a list's words mean; a representative where they say nothing else."""
    key = f" {search_key(words)} "
    for role, expressions in _ROLES:
        if any(f" {search_key(expression)} " in key for expression in expressions):
            return role
    return PrincipalRole.REPRESENTATIVE


def _principal(name: str, words: str) -> PrincipalDraft:
    return PrincipalDraft(role_of(words), PersonDraft(name), title=words)


def _address(entry: Entry) -> AddressDraft | None:
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
    statement = Statement(
        entry.text("licence.number"),
        entry.text("licence.status_words"),
        entry.text("licence.category"),
        entry.day("licence.valid_from"),
        entry.day("licence.valid_to"),
    )
    return (
        statement if any((statement.number, statement.status_words, statement.valid_from, statement.valid_to)) else None
    )
