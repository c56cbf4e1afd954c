"""`registry rulebook …`: the law an office decides by."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from registry_app.cli.output import context, done, read_day, show_json, show_record, show_rows
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput
from registry_app.core.texts import _, bare, say, shortened
from registry_app.rulebook import load, queries, service
from registry_app.rulebook.house import read_house_rules
from registry_app.rulebook.keys import KEYS

app = typer.Typer(
    help="The law as dated data: what was adopted, what is unknown, who confirmed it.", no_args_is_help=True
)

_On = Annotated[str, typer.Option("--on", metavar="DAY", help="The day asked about (YYYY-MM-DD); today when left out.")]


def _day(text: str, today: date) -> date:
    return read_day(text) if text else today


def _applying(session: Session, day: date) -> uuid.UUID:
    return queries.get_adoption(session, day).id


@app.command("list")
def list_books(
    bundled: Annotated[bool, typer.Option("--bundled", help="The rule books that come with the program.")] = False,
) -> None:
    """Adopted rule books. Keys: id, book, title, applies_from, applies_to, in_force_from, in_force_to, digest, values, unknown, confirmed.

    With --bundled, no register is needed. Keys: book, title, in_force_from, in_force_to, digest.
    """
    if bundled:
        books = [load.bundled(name) for name in load.list_bundled()]
        rows = [
            {
                "book": each.rules.book.id,
                "title": each.rules.book.title,
                "in_force_from": each.rules.book.in_force_from,
                "in_force_to": each.rules.book.in_force_to,
                "digest": each.digest,
            }
            for each in books
        ]
        show_rows(rows, ("book", "title", "in_force_from", "in_force_to"))
        return
    with context.opened() as opened, opened.reading() as session:
        columns = ("book", "title", "applies_from", "applies_to", "values", "unknown", "confirmed")
        show_rows(queries.list_adoptions(session), columns)


@app.command("show")
def show(
    key: Annotated[
        str, typer.Argument(help="A key, or its beginning such as guarantee.; every key when left out.")
    ] = "",
    on: _On = "",
) -> None:
    """What the adopted law says. Keys: key, meaning, unit, known, value, shown, source, quote, as_of, confidence,
    provenance, instrument, note, effective_from, effective_to, confirmed. A whole key gives one object, else a list.
    """  # noqa: D205  one sentence of help over two lines
    with context.opened() as opened, opened.reading() as session:
        rows = queries.list_answers(session, _day(on, opened.world.today()), key)
    if not rows:
        raise BadInput(say(_("No key starts with {key}."), key=shortened(key)), hint=_("See registry rulebook show."))
    if key in KEYS:
        show_record(rows[0])
    else:
        show_rows(rows, ("key", "shown", "source", "confirmed"))


@app.command("unknown")
def unknown(on: _On = "") -> None:
    """What nobody has set. Keys: key, meaning, note."""
    with context.opened() as opened, opened.reading() as session:
        rows = queries.list_unknown(session, _day(on, opened.world.today()))
    show_rows(rows, ("key", "meaning", "note"))


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="A rule book (.toml).")]) -> int:
    """Read a rule book strictly; no register is needed. Exit status 0 usable, 1 not.

    Keys: file, usable, book, title, digest, keys, known, unknown, missing, mistakes (line, where, what, mend).
    """
    try:
        loaded = load.read_book(context.world.files.read(file), file.name)
    except load.BadRuleBook as refusal:
        if context.json:
            show_json({"file": file.name, "usable": False, "mistakes": refusal.mistakes})
        else:
            for each in refusal.mistakes:
                print(bare(f"{file.name}:{each.line}: {each.where}: {each.what} {each.mend}"))
        return 1
    stated = {value.key for value in loaded.rules.values}
    known = {value.key for value in loaded.rules.values if value.written != "null"}
    found = {
        "file": file.name,
        "usable": True,
        "book": loaded.rules.book.id,
        "title": loaded.rules.book.title,
        "digest": loaded.digest,
        "keys": len(KEYS),
        "known": len(known),
        "unknown": len(stated - known),
        "missing": [key for key in KEYS if key not in stated],
        "mistakes": [],
    }
    show_record(found)
    return 0


@app.command("adopt")
def adopt(
    book: Annotated[str, typer.Argument(help="A bundled rule book such as et/923-2016, or a .toml file.")],
    first: Annotated[
        str, typer.Option("--from", help="The day it applies from; the law's first day when left out.")
    ] = "",
) -> None:
    """Copy a rule book into the register; a second person then confirms its values. Keys: id, book, known, unknown."""
    is_file = book.endswith(".toml")
    loaded = load.read_book(context.world.files.read(Path(book)), Path(book).name) if is_file else load.bundled(book)
    with context.opened() as opened, opened.transaction("rulebook:adopted") as (session, actor):
        adopted = service.adopt(session, actor, loaded, read_day(first) if first else None)
    known = sum(value.written != "null" for value in loaded.rules.values)
    title, total = loaded.rules.book.title, len(loaded.rules.values)
    done(
        say(_("{title} adopted: {known} values, {unknown} unknown."), title=title, known=known, unknown=total - known),
        id=str(adopted),
        book=loaded.rules.book.id,
        known=known,
        unknown=total - known,
    )


@app.command("confirm")
def confirm(
    key: Annotated[list[str] | None, typer.Argument(help="Keys; every value not confirmed yet when left out.")] = None,
    on: _On = "",
) -> None:
    """Say that values are as the law has them; a second person must approve. Keys: count."""
    with context.opened() as opened, opened.transaction("rulebook:confirm") as (session, actor):
        adopted = _applying(session, _day(on, actor.today))
        count = service.propose_confirmation(session, actor, adopted, key or None)
    done(say(_("{count} values wait for a second person's confirmation."), count=count), count=count)


@app.command("approve-confirmation")
def approve_confirmation(on: _On = "") -> None:
    """Confirm, as the second person, what another person confirmed. Keys: count."""
    with context.opened() as opened, opened.transaction("rulebook:confirm") as (session, actor):
        count = service.approve_confirmation(session, actor, _applying(session, _day(on, actor.today)))
    done(say(_("{count} values confirmed by two persons."), count=count), count=count)


@app.command("set")
def set_values(file: Annotated[Path, typer.Argument(help="House rules or corrections (.toml).")]) -> None:
    """Set or correct values by an instrument of the office; a second person must approve. Keys: keys, from_day."""
    house = read_house_rules(context.world.files.read(file), file.name)
    with context.opened() as opened, opened.transaction("rulebook:set") as (session, actor):
        adopted = queries.get_adoption(session, house.from_day)
        if adopted.book != house.book:
            raise BadInput(
                say(
                    _("{file} was written for {book}; {other} applies."),
                    file=file.name,
                    book=house.book,
                    other=adopted.book,
                ),
                hint=_("Choose the file that belongs to the rule book."),
            )
        service.propose_values(
            session,
            actor,
            adopted.id,
            house.values,
            from_day=house.from_day,
            instrument=house.instrument,
            reason=house.reason,
        )
    keys = [value.key for value in house.values]
    done(
        say(_("{count} values wait for a second person's approval."), count=len(keys)),
        keys=keys,
        from_day=house.from_day,
    )


@app.command("approve-set")
def approve_set(on: _On = "") -> None:
    """Approve, as the second person, values that another person set. Keys: keys."""
    with context.opened() as opened, opened.transaction("rulebook:set") as (session, actor):
        keys = service.approve_values(session, actor, _applying(session, _day(on, actor.today)))
    done(say(_("{count} values set."), count=len(keys)), keys=keys)


@app.command("confirm-in-force")
def confirm_in_force(
    about: Annotated[str, typer.Argument(help='"end", or the id of an amendment that was not read.')],
    instrument: Annotated[str, typer.Option(help="The legal opinion or order it rests on.")],
    first: Annotated[str, typer.Option("--from", help="First day of decision it covers.")],
    last: Annotated[str, typer.Option("--to", help="Last day; open when left out.")] = "",
) -> None:
    """Confirm in writing that the law is decided by despite its end or an unread amendment; a second person must approve."""
    period = Period(read_day(first), read_day(last) if last else None)
    with context.opened() as opened, opened.transaction("rulebook:confirm_in_force") as (session, actor):
        adopted = _applying(session, period.first)
        service.propose_in_force(session, actor, adopted, about, period, instrument=instrument)
    done(_("The confirmation waits for a second person."), about=about)


@app.command("approve-in-force")
def approve_in_force(on: _On = "") -> None:
    """Approve, as the second person, a written confirmation that the law is decided by. Keys: id."""
    with context.opened() as opened, opened.transaction("rulebook:confirm_in_force") as (session, actor):
        found = service.approve_in_force(session, actor, _applying(session, _day(on, actor.today)))
    done(_("Confirmed by two persons."), id=str(found))
