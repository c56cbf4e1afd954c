"""`registry agency …`: the register of agencies."""

from __future__ import annotations

import uuid
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.agencies import card as cards
from registry_app.agencies import people, queries, service
from registry_app.agencies.queries import AgencyRow, Filters
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import AddressKind, ContactKind, NameKind, PrincipalRole
from registry_app.cli.output import context, done, numbered, plain, read_day, show_record, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.money import Money, parse_money
from registry_app.core.texts import _, say, shortened
from registry_app.licensing.standing import list_licences
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind, Sex
from registry_app.screening import checks

app = typer.Typer(help="Agencies: register, find, change, merge.", no_args_is_help=True)

_Number = Annotated[str, typer.Argument(help="The agency's number.", callback=numbered)]
_Reason = Annotated[str, typer.Option(help="Why.")]
_From = Annotated[str, typer.Option("--from", metavar="DAY", help="Since when (YYYY-MM-DD); today when left out.")]


def _id(session: Session, number: str) -> uuid.UUID:
    return queries.get_agency(session, number).id


@app.command("register")
def register(
    name: Annotated[str, typer.Option(help="The legal name.")],
    also: Annotated[list[str] | None, typer.Option(help="The legal name in another script; may be repeated.")] = None,
    trading: Annotated[list[str] | None, typer.Option(help="A trading name; may be repeated.")] = None,
    number: Annotated[str, typer.Option(help="Its own register number; the office's next when left out.")] = "",
    legal_form: Annotated[str, typer.Option(help="The legal form, by the rule book's code.")] = "",
    company_number: Annotated[str, typer.Option(help="Number in the company register.")] = "",
    tax_number: Annotated[str, typer.Option(help="Tax number.")] = "",
    capital: Annotated[str, typer.Option(metavar="'AMOUNT CUR'", help="Paid capital, such as '100000 ETB'.")] = "",
    incorporated_on: Annotated[str, typer.Option(metavar="DAY", help="YYYY-MM-DD.")] = "",
    address: Annotated[str, typer.Option(help="Street, house, floor.")] = "",
    place: Annotated[str, typer.Option(help="Town.")] = "",
    region: Annotated[str, typer.Option(help="Region.")] = "",
    phone: Annotated[list[str] | None, typer.Option(help="A telephone; may be repeated.")] = None,
    e_mail: Annotated[list[str] | None, typer.Option("--email", help="An e-mail address; may be repeated.")] = None,
    principal: Annotated[
        list[str] | None, typer.Option(metavar="ROLE=NAME", help="Such as 'owner=Almaz Kebede'; may be repeated.")
    ] = None,
    despite: Annotated[str, typer.Option(help="Why it is another one than the agency it resembles.")] = "",
) -> None:
    """Register an agency; one that resembles another is refused until --despite says why. Keys: number, id."""
    names = [NameDraft(each) for each in also or ()] + [NameDraft(each, NameKind.TRADING) for each in trading or ()]
    contacts = [ContactDraft(ContactKind.PHONE, each) for each in phone or ()]
    contacts += [ContactDraft(ContactKind.E_MAIL, each) for each in e_mail or ()]
    draft = AgencyDraft(
        name,
        tuple(names),
        number,
        legal_form=legal_form,
        company_number=company_number,
        tax_number=tax_number,
        capital=_capital(capital),
        incorporated_on=read_day(incorporated_on) if incorporated_on else None,
        addresses=(AddressDraft(address, place, region),) if address or place or region else (),
        contacts=tuple(contacts),
        principals=tuple(_principal(each) for each in principal or ()),
    )
    with context.opened() as opened, opened.transaction("agency:registered") as (session, actor):
        agency_id = service.register(session, actor, draft, despite=despite)
        number = queries.get_rows(session, [agency_id])[agency_id].number
    done(
        say(_("Agency {number} registered: {name}."), number=number, name=shortened(name)), number=number, id=agency_id
    )


def _capital(text: str) -> Money | None:
    if not text.strip():
        return None
    amount, _space, currency = text.strip().rpartition(" ")
    return parse_money(amount, currency.upper())


def _principal(text: str) -> PrincipalDraft:
    role, equals, name = text.partition("=")
    if not equals or role.strip() not in list(PrincipalRole):
        raise BadInput(
            say(_("{text} names no principal."), text=shortened(text)),
            hint=say(_("Write ROLE=NAME; roles are {roles}."), roles=", ".join(PrincipalRole)),
        )
    return PrincipalDraft(PrincipalRole(role.strip()), PersonDraft(name))


@app.command("list")
def list_agencies(
    text: Annotated[str, typer.Option(help="Beginnings of words of any name in any script, or a number.")] = "",
    region: Annotated[str, typer.Option(help="Only of this region.")] = "",
    place: Annotated[str, typer.Option(help="Only of this town.")] = "",
    legal_form: Annotated[str, typer.Option(help="Only of this legal form.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Also duplicates that were merged, and mistakes.")] = False,
    after: Annotated[str, typer.Option(metavar="NUMBER", help="Go on after this agency of the list.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many; 0 for all of them.", min=0)] = 100,
) -> None:
    """Agencies by name.

    Keys: id, number, name, legal_form, place, region, phone, registered_on, search_key, merged_into_id, set_aside_on.
    """
    filters = Filters(text, region, place, legal_form, with_merged=every, with_set_aside=every)
    rows: list[AgencyRow] = []
    with context.opened() as opened, opened.reading() as session:
        last = queries.get_agency(session, after) if after else None
        while True:
            wanted = min(1_000, limit - len(rows)) if limit else 1_000
            page = queries.list_agencies(
                session, filters, after=(last.search_key, last.id) if last else None, limit=wanted
            )
            rows += page
            if len(page) < wanted or len(rows) == limit:
                break
            last = page[-1]
    show_rows(rows, ("number", "name", "place", "region", "phone", "registered_on"))


@app.command("show")
def show(
    number: _Number,
    on: Annotated[str, typer.Option(metavar="DAY", help="Only what held on this day.")] = "",
) -> None:
    """An agency with everything.

    Keys: id, office_id, version, number, name, legal_form, company_number, tax_number, capital, incorporated_on,
    registered_on, merged_into_id, set_aside_on, set_aside_reason, names, addresses, contacts, principals, branches,
    agents, adherences, merges, licences (number, category, state, word, valid_from, valid_through).
    """
    with context.opened() as opened, opened.reading() as session:
        agency_id = _id(session, number)
        card = cards.get_card(session, agency_id, read_day(on) if on else None)
        day = read_day(on) if on else opened.world.today()
        licences = [
            {
                "number": row.number,
                "category": row.category,
                "state": row.status.state.value,
                "word": row.word,
                "valid_from": row.status.valid_from,
                "valid_through": row.status.valid_through,
            }
            for row in list_licences(session, day, agency_id=agency_id)
        ]
    show_record({**plain(card), "licences": licences})


@app.command("change-name")
def change_name(number: _Number, name: str, first: _From = "", reason: _Reason = "") -> None:
    """Give an agency another legal name; the old one stays with its last day. Keys: number, name."""
    with context.opened() as opened, opened.transaction("agency:renamed") as (session, actor):
        day = read_day(first) if first else actor.today
        service.change_name(session, actor, _id(session, number), NameDraft(name), day, reason)
    done(say(_("{number} is called {name}."), number=number, name=shortened(name)), number=number, name=name)


@app.command("add-name")
def add_name(
    number: _Number,
    name: str,
    kind: Annotated[NameKind, typer.Option(help="What the name is.")] = NameKind.LEGAL,
    language: Annotated[str, typer.Option(help="Its language, such as am.")] = "",
) -> None:
    """Enter a further name of an agency. Keys: number, name."""
    with context.opened() as opened, opened.transaction("agency:name_added") as (session, actor):
        service.add_name(session, actor, _id(session, number), NameDraft(name, kind, language))
    done(say(_("Name {name} of {number} entered."), number=number, name=shortened(name)), number=number, name=name)


@app.command("move")
def move(
    number: _Number,
    address: Annotated[str, typer.Option(help="Street, house, floor.")] = "",
    place: Annotated[str, typer.Option(help="Town.")] = "",
    region: Annotated[str, typer.Option(help="Region.")] = "",
    kind: Annotated[AddressKind, typer.Option(help="What the address is for.")] = AddressKind.OPERATING,
    first: _From = "",
) -> None:
    """Give an agency another address; the old one of this kind stays with its last day. Keys: number."""
    draft = AddressDraft(address, place, region, kind=kind)
    with context.opened() as opened, opened.transaction("agency:moved") as (session, actor):
        day = read_day(first) if first else actor.today
        service.change_address(session, actor, _id(session, number), draft, day)
    done(say(_("Address of {number} changed."), number=number), number=number)


@app.command("add-contact")
def add_contact(number: _Number, kind: ContactKind, value: str) -> None:
    """Enter a telephone, e-mail address, site or fax. Keys: number, value."""
    with context.opened() as opened, opened.transaction("agency:contact_added") as (session, actor):
        service.add_contact(session, actor, _id(session, number), ContactDraft(kind, value))
    done(say(_("{value} of {number} entered."), value=value, number=number), number=number, value=value)


@app.command("add-principal")
def add_principal(
    number: _Number,
    role: PrincipalRole,
    name: Annotated[str, typer.Option(help="Full name of a new person.")] = "",
    person: Annotated[str, typer.Option(metavar="ID", help="A person of the register instead.")] = "",
    also: Annotated[list[str] | None, typer.Option(help="The name in another script; may be repeated.")] = None,
    share: Annotated[str, typer.Option(help="Share in per cent, such as 33.5.")] = "",
    nationality: Annotated[str, typer.Option(help="Two letters, such as ET.")] = "",
    sex: Annotated[Sex, typer.Option(help="As the document states it.")] = Sex.UNKNOWN,
    passport: Annotated[str, typer.Option(help="Number of the passport.")] = "",
    national_id: Annotated[str, typer.Option(help="Number of the national identity card.")] = "",
    first: _From = "",
) -> None:
    """Enter an owner, partner, director or officer. Keys: number, id, person_id."""
    documents = [DocumentDraft(DocumentKind.PASSPORT, passport)] if passport else []
    documents += [DocumentDraft(DocumentKind.NATIONAL_ID, national_id)] if national_id else []
    names = tuple(PersonNameDraft(each) for each in also or ())
    new = PersonDraft(name, names, sex, nationality=nationality, documents=tuple(documents))
    with context.opened() as opened, opened.transaction("agency:principal_joined") as (session, actor):
        draft = PrincipalDraft(
            role,
            person=None if person else new,
            person_id=_person_id(person) if person else None,
            share_bp=_share(share),
            valid_from=read_day(first) if first else actor.today,
        )
        agency_id = _id(session, number)
        principal = people.add_principal(session, actor, agency_id, draft)
        person_id = next(each.person_id for each in cards.list_principals(session, agency_id) if each.id == principal)
    done(say(_("Principal of {number} entered."), number=number), number=number, id=principal, person_id=person_id)


def _person_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no id."), text=shortened(text)), hint=_("Find the person: registry person find.")
        ) from error


def _share(text: str) -> int | None:
    """Hundredths of a per cent."""
    if not text:
        return None
    try:
        share = Decimal(text) * 100
    except InvalidOperation as error:
        raise BadInput(
            say(_("{text} is no share."), text=shortened(text)), hint=_("Write per cent, such as 33.5.")
        ) from error
    if share != share.to_integral_value():
        raise BadInput(
            say(_("{text} has more than two decimal places."), text=shortened(text)), hint=_("Round the share.")
        )
    return int(share)


@app.command("end-principal")
def end_principal(
    number: _Number,
    principal: Annotated[str, typer.Argument(metavar="ID", help="The id that `agency show` gives.")],
    last: Annotated[str, typer.Option("--on", metavar="DAY", help="The last day in the role.")],
) -> None:
    """Say that a principal left. Keys: number, id."""
    with context.opened() as opened, opened.transaction("agency:principal_left") as (session, actor):
        _id(session, number)
        people.end_principal(session, actor, _person_id(principal), read_day(last))
    done(say(_("Principal of {number} ended."), number=number), number=number, id=principal)


@app.command("merge")
def merge(
    duplicate: Annotated[str, typer.Argument(help="The number of the duplicate.", callback=numbered)],
    into: Annotated[str, typer.Argument(help="The number of the agency that stands.", callback=numbered)],
    reason: _Reason,
) -> None:
    """Say that an agency is a duplicate of another; it can be split again. Keys: number, into."""
    with context.opened() as opened, opened.transaction("agency:merged") as (session, actor):
        service.merge(session, actor, _id(session, duplicate), _id(session, into), reason)
    done(say(_("{number} merged into {into}."), number=duplicate, into=into), number=duplicate, into=into)


@app.command("split")
def split(number: _Number, reason: _Reason) -> None:
    """Undo a merge; its trace stays. Keys: number."""
    with context.opened() as opened, opened.transaction("agency:split") as (session, actor):
        service.split(session, actor, _id(session, number), reason)
    done(say(_("{number} stands by itself again."), number=number), number=number)


@app.command("set-aside")
def set_aside(number: _Number, reason: _Reason) -> None:
    """Say that an agency was entered by mistake. Keys: number."""
    with context.opened() as opened, opened.transaction("agency:set_aside") as (session, actor):
        service.set_aside(session, actor, _id(session, number), reason)
    done(say(_("{number} set aside."), number=number), number=number)


@app.command("screen")
def screen(
    number: _Number, on: Annotated[str, typer.Option(metavar="DAY", help="On this day; today when left out.")] = ""
) -> None:
    """Compare an agency with bans and with agencies under adverse decisions. Keys: code, verdict, sentence, level, source, field, hint."""
    with context.opened() as opened, opened.reading() as session:
        day = read_day(on) if on else opened.world.today()
        agency_id = _id(session, number)
        results = checks.no_banned_principal(session, agency_id, day)
        results += checks.shares_marks_with_sanctioned(session, agency_id, day)
    show_rows(results, ("level", "verdict", "sentence", "source"))
