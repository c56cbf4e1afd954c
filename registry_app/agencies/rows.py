"""An agency as typed or read from a list, and the rows that it becomes: one path for forms and for imports.

An import makes the rows of thousands with `agency_rows`, joins them with `add_rows` and hands each table's rows to
`unit.insert_many` in the order of the mapping, which is the order that the foreign keys ask for.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from registry_app.agencies.models import Agency, AgencyAddress, AgencyContact, AgencyName, AgencyPrincipal
from registry_app.agencies.rules import (
    AddressKind,
    ContactKind,
    NameKind,
    PrincipalRole,
    refuse_capital,
    refuse_shares,
)
from registry_app.core.check_results import CheckResult, Verdict
from registry_app.core.errors import BadInput
from registry_app.core.likeness import skeleton
from registry_app.core.money import Money
from registry_app.core.names import clean_text, required_text, search_key
from registry_app.core.texts import _, say
from registry_app.persons.models import Person, PersonDocument, PersonName
from registry_app.persons.rows import PersonDraft, person_rows
from registry_app.persons.rules import check_country, script_of
from registry_app.screening.models import Mark
from registry_app.screening.rules import MarkKind, address_key, e_mail_key, number_key, phone_key
from registry_app.store.base import Record

Rows = dict[type[Record], list[dict[str, Any]]]

# in the order in which foreign keys allow the rows to be added
TABLES: Final[tuple[type[Record], ...]] = (
    Agency,
    AgencyName,
    AgencyAddress,
    AgencyContact,
    Person,
    PersonName,
    PersonDocument,
    AgencyPrincipal,
    Mark,
)
_LINES = 500


@dataclass(frozen=True)
class NameDraft:
    """A further name of an agency; the script is read from the letters."""

    name: str
    kind: NameKind = NameKind.LEGAL
    language: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class AddressDraft:
    """An address: what cannot be told apart stays in `lines`."""

    lines: str = ""
    place: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    kind: AddressKind = AddressKind.OPERATING
    valid_from: date | None = None


@dataclass(frozen=True)
class ContactDraft:
    """A telephone, e-mail address, site or fax as it is written."""

    kind: ContactKind
    value: str


@dataclass(frozen=True)
class PrincipalDraft:
    """A principal: a new person (`person`) or one of the register (`person_id`); share in hundredths of a per cent."""

    role: PrincipalRole
    person: PersonDraft | None = None
    person_id: uuid.UUID | None = None
    title: str = ""
    share_bp: int | None = None
    valid_from: date | None = None


@dataclass(frozen=True)
class AgencyDraft:
    """An agency as typed. `registered_on` None means today; `number` empty means the next of the office's block."""

    name: str
    names: tuple[NameDraft, ...] = ()
    number: str = ""
    language: str = ""
    legal_form: str = ""
    company_number: str = ""
    tax_number: str = ""
    capital: Money | None = None
    incorporated_on: date | None = None
    registered_on: date | None = None
    addresses: tuple[AddressDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    principals: tuple[PrincipalDraft, ...] = ()


@dataclass(frozen=True)
class Making:
    """What the rows are made with: the day, who enters, the country numbers are dialled in, where ids come from."""

    today: date
    country: str
    new_id: Callable[[], uuid.UUID]
    entered_by: uuid.UUID | None = None


def agency_rows(draft: AgencyDraft, number: str, making: Making) -> Rows:
    """The rows of an agency with everything that belongs to it, by table in the order of `TABLES`.

    Raises `BadInput` for the first thing that cannot be; `problems` tells all of them.
    """
    agency = _agency_row(draft, number, making)
    agency_id = agency["id"]
    main = NameDraft(draft.name, NameKind.LEGAL, draft.language)
    names = [{"id": making.new_id(), **name_row(agency_id, each)} for each in (main, *draft.names)]
    addresses = [{"id": making.new_id(), **address_row(agency_id, each, making.country)} for each in draft.addresses]
    contacts = [{"id": making.new_id(), **contact_row(agency_id, each, making.country)} for each in draft.contacts]
    refuse_shares(each.share_bp for each in draft.principals)
    rows: Rows = {table: [] for table in TABLES}
    rows[Agency].append(agency)
    rows[AgencyName], rows[AgencyAddress], rows[AgencyContact] = names, addresses, contacts
    for each in draft.principals:
        person_id = each.person_id
        if each.person is not None:
            made = person_rows(each.person, today=making.today, seen_by=making.entered_by, new_id=making.new_id)
            person_id = made[Person][0]["id"]
            for table, block in made.items():
                rows[table] += block
        if person_id is None:
            raise BadInput(_("A principal without a name says nothing."), hint=_("Name the person."))
        rows[AgencyPrincipal].append({"id": making.new_id(), **principal_row(agency_id, person_id, each)})
    rows[Mark] = [
        {
            "id": making.new_id(),
            "subject_table": Agency.__tablename__,
            "subject_id": agency_id,
            "valid_from": None,
            "valid_to": None,
            **mark,
        }
        for mark in marks(rows, making.country)
    ]
    return rows


def _agency_row(draft: AgencyDraft, number: str, making: Making) -> dict[str, Any]:
    name = required_text(draft.name, what=_("name of the agency"))
    registered_on = draft.registered_on or making.today
    for day in (registered_on, draft.incorporated_on):
        if day is not None and day > making.today:
            raise BadInput(say(_("{day} is in the future."), day=day), hint=_("Check the day."))
    refuse_capital(draft.capital)
    return {
        "id": making.new_id(),
        "number": number,
        "name": name,
        "search_key": search_key(name),
        "legal_form": clean_text(draft.legal_form, what=_("legal form")),
        "company_number": clean_text(draft.company_number, what=_("company number"), limit=60),
        "tax_number": clean_text(draft.tax_number, what=_("tax number"), limit=60),
        "capital_minor": draft.capital.minor if draft.capital else None,
        "capital_currency": draft.capital.currency if draft.capital else "",
        "incorporated_on": draft.incorporated_on,
        "registered_on": registered_on,
        "merged_into_id": None,
        "set_aside_on": None,
        "set_aside_reason": "",
    }


def name_row(agency_id: uuid.UUID, draft: NameDraft) -> dict[str, Any]:
    """The columns of a name."""
    name = required_text(draft.name, what=_("name of the agency"))
    return {
        "agency_id": agency_id,
        "kind": draft.kind,
        "name": name,
        "search_key": search_key(name),
        "script": script_of(name),
        "language": draft.language,
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
    }


def address_row(agency_id: uuid.UUID, draft: AddressDraft, country: str) -> dict[str, Any]:
    """The columns of an address; an empty one is refused. `country` stands where none is given."""
    row = {
        "agency_id": agency_id,
        "kind": draft.kind,
        "lines": clean_text(draft.lines, what=_("address"), limit=_LINES),
        "place": clean_text(draft.place, what=_("town")),
        "region": clean_text(draft.region, what=_("region")),
        "postal_code": clean_text(draft.postal_code, what=_("postal code"), limit=20),
        "country": check_country(draft.country or country),
        "valid_from": draft.valid_from,
        "valid_to": None,
    }
    if not (row["lines"] or row["place"] or row["region"]):
        raise BadInput(_("An address without a word says nothing."), hint=_("Fill it in, or leave the address out."))
    return row


def contact_row(agency_id: uuid.UUID, draft: ContactDraft, country: str) -> dict[str, Any]:
    """The columns of a contact; the key is empty where the value is no number or address, and then it is no mark."""
    value = required_text(draft.value, what=_("contact"))
    if draft.kind is ContactKind.E_MAIL:
        key = e_mail_key(value)
    elif draft.kind is ContactKind.SITE:
        key = value.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    else:
        key = phone_key(value, country)
    return {
        "agency_id": agency_id,
        "kind": draft.kind,
        "value": value,
        "key": key,
        "valid_from": None,
        "valid_to": None,
    }


def principal_row(agency_id: uuid.UUID, person_id: uuid.UUID, draft: PrincipalDraft) -> dict[str, Any]:
    """The columns of a principal."""
    return {
        "agency_id": agency_id,
        "person_id": person_id,
        "role": draft.role,
        "title": clean_text(draft.title, what=_("title")),
        "share_bp": draft.share_bp,
        "valid_from": draft.valid_from,
        "valid_to": None,
    }


_CONTACT_MARKS: Final = {
    ContactKind.PHONE: MarkKind.PHONE,
    ContactKind.FAX: MarkKind.PHONE,
    ContactKind.E_MAIL: MarkKind.E_MAIL,
}


def marks(rows: Mapping[type[Record], Iterable[Mapping[str, Any]]], country: str) -> list[dict[str, Any]]:
    """What an agency can be recognised by, from its rows: kind, key, source; those of persons from `person`."""
    found: dict[tuple[MarkKind, str, uuid.UUID], tuple[MarkKind, str, type[Record], uuid.UUID]] = {}

    def mark(kind: MarkKind, key: str, table: type[Record], source: uuid.UUID) -> None:
        if key:
            found.setdefault((kind, key, source), (kind, key, table, source))

    for row in rows[Agency]:
        mark(MarkKind.TAX_NUMBER, number_key(row["tax_number"]), Agency, row["id"])
        mark(MarkKind.COMPANY_NUMBER, number_key(row["company_number"]), Agency, row["id"])
    for row in rows[AgencyName]:
        mark(MarkKind.NAME, skeleton(row["name"]), AgencyName, row["id"])
    for row in rows[AgencyAddress]:
        mark(MarkKind.ADDRESS, address_key(row["lines"], row["place"]), AgencyAddress, row["id"])
    for row in rows[AgencyContact]:
        if row["kind"] in _CONTACT_MARKS:
            mark(_CONTACT_MARKS[row["kind"]], row["key"], AgencyContact, row["id"])
    for row in rows[AgencyPrincipal]:
        mark(MarkKind.PERSON, row["person_id"].hex, Person, row["person_id"])
    for row in rows[Person]:
        mark(MarkKind.PHONE, phone_key(row["phone"], country), Person, row["id"])
        mark(MarkKind.E_MAIL, e_mail_key(row["e_mail"]), Person, row["id"])
        mark(MarkKind.ADDRESS, address_key(row["address"], ""), Person, row["id"])
    for row in rows[PersonName]:
        mark(MarkKind.NAME, skeleton(row["name"]), Person, row["person_id"])
    for row in rows[PersonDocument]:
        mark(MarkKind.DOCUMENT, row["number_key"], Person, row["person_id"])
    return [
        {"kind": kind, "key": key, "source_table": table.__tablename__, "source_id": source}
        for kind, key, table, source in found.values()
    ]


def add_rows(to: Rows, more: Rows) -> None:
    """Put the rows of one more agency to those of others, table by table."""
    for table, block in more.items():
        to.setdefault(table, []).extend(block)


def problems(draft: AgencyDraft, making: Making) -> list[CheckResult]:
    """Everything that is wrong with a draft, each with its field (`principals[2].person`), for forms and imports."""
    nobody = uuid.UUID(int=0)
    tries: list[tuple[str, Callable[[], object]]] = [
        ("name", lambda: _agency_row(AgencyDraft(draft.name), "", making)),
        ("agency", lambda: _agency_row(draft, "", making) if draft.name.strip() else None),
        ("principals", lambda: refuse_shares(each.share_bp for each in draft.principals)),
    ]
    tries += [(f"names[{at}]", lambda each=each: name_row(nobody, each)) for at, each in enumerate(draft.names)]  # type: ignore[misc]
    tries += [
        (f"addresses[{at}]", lambda each=each: address_row(nobody, each, making.country))  # type: ignore[misc]
        for at, each in enumerate(draft.addresses)
    ]
    tries += [
        (f"contacts[{at}]", lambda each=each: contact_row(nobody, each, making.country))  # type: ignore[misc]
        for at, each in enumerate(draft.contacts)
    ]
    tries += [
        (f"principals[{at}].person", lambda each=each: _try_person(each, making))  # type: ignore[misc]
        for at, each in enumerate(draft.principals)
    ]
    found: dict[str, CheckResult] = {}
    for field, attempt in tries:
        try:
            attempt()
        except BadInput as error:
            result = CheckResult("agency:bad_input", Verdict.NOT_MET, error.sentence, field=field, hint=error.hint)
            found.setdefault(error.sentence, result)
    return list(found.values())


def _try_person(draft: PrincipalDraft, making: Making) -> None:
    principal_row(uuid.UUID(int=0), uuid.UUID(int=0), draft)
    if draft.person is not None:
        person_rows(draft.person, today=making.today, seen_by=None, new_id=lambda: uuid.UUID(int=0))
    elif draft.person_id is None:
        raise BadInput(_("A principal without a name says nothing."), hint=_("Name the person."))
