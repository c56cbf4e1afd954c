"""`registry person …`: persons, their names and documents."""

from __future__ import annotations

import uuid
from typing import Annotated

import typer

from registry_app.agencies import people
from registry_app.cli.output import context, done, read_day, show_record, show_rows
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say, shortened
from registry_app.persons import queries, service
from registry_app.persons.rows import DocumentDraft, PersonDraft, PersonNameDraft
from registry_app.persons.rules import DocumentKind, PersonNameKind, Sex

app = typer.Typer(help="Persons: principals, agents, attorneys. Complainants are never here.", no_args_is_help=True)

_Id = Annotated[str, typer.Argument(metavar="ID", help="The id that `find` or `list` gives.")]
_Day = Annotated[str, typer.Option(metavar="DAY", help="YYYY-MM-DD.")]


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is no id."), text=shortened(text)), hint=_("Find the person: registry person find.")
        ) from error


@app.command("add")
def add(
    name: Annotated[str, typer.Option(help="Full name.")],
    also: Annotated[list[str] | None, typer.Option(help="The name in another script; may be repeated.")] = None,
    sex: Annotated[Sex, typer.Option(help="As the document states it.")] = Sex.UNKNOWN,
    born_on: _Day = "",
    nationality: Annotated[str, typer.Option(help="Two letters, such as ET.")] = "",
    phone: Annotated[str, typer.Option(help="Telephone.")] = "",
    e_mail: Annotated[str, typer.Option("--email", help="E-mail address.")] = "",
    address: Annotated[str, typer.Option(help="Address.")] = "",
) -> None:
    """Enter a person. Keys: id."""
    draft = PersonDraft(
        name,
        tuple(PersonNameDraft(each) for each in also or ()),
        sex,
        read_day(born_on) if born_on else None,
        nationality,
        phone,
        e_mail,
        address,
    )
    with context.opened() as opened, opened.transaction("person:entered") as (session, actor):
        person_id = service.enter_person(session, actor, draft)
    done(say(_("Person {id} entered."), id=person_id), id=person_id)


@app.command("find")
def find(text: Annotated[str, typer.Argument(help="Beginnings of words of any name, or a document's number.")]) -> None:
    """Persons by name in any script, or by document. Keys: id, full_name, sex, born_on, nationality."""
    with context.opened() as opened, opened.reading() as session:
        rows = queries.find_persons(session, text)
    show_rows(rows, ("id", "full_name", "sex", "born_on", "nationality"))


@app.command("show")
def show(person: _Id) -> None:
    """A person with names and documents.

    Keys: id, version, full_name, sex, born_on, nationality, phone, e_mail, address, names, documents.
    """
    with context.opened() as opened, opened.reading() as session:
        show_record(queries.get_card(session, _id(person)))


@app.command("add-name")
def add_name(
    person: _Id,
    name: str,
    kind: Annotated[PersonNameKind, typer.Option(help="What the name is.")] = PersonNameKind.TRANSLITERATION,
) -> None:
    """Enter another name of a person. Keys: id."""
    with context.opened() as opened, opened.transaction("person:name_added") as (session, actor):
        people.add_person_name(session, actor, _id(person), PersonNameDraft(name, kind))
    done(_("Name entered."), id=person)


@app.command("add-document")
def add_document(
    person: _Id,
    kind: DocumentKind,
    number: str,
    country: Annotated[str, typer.Option(help="Who issued it: two letters, such as ET.")] = "",
    issued_on: _Day = "",
    expires_on: _Day = "",
    seen: Annotated[bool, typer.Option("--original-seen", help="The original was seen today.")] = False,
) -> None:
    """Enter an identity document of a person. Keys: id, document_id."""
    with context.opened() as opened, opened.transaction("person:document_added") as (session, actor):
        draft = DocumentDraft(
            kind,
            number,
            country,
            read_day(issued_on) if issued_on else None,
            read_day(expires_on) if expires_on else None,
            actor.today if seen else None,
        )
        document = people.add_person_document(session, actor, _id(person), draft)
    done(_("Document entered."), id=person, document_id=document)
