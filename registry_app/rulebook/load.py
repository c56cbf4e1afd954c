"""A rule book from its TOML file: every mistake with its line and the way to mend it, or a set of rules nobody adopted.

Nothing here is the law of an office. What is decided by comes from the adopted tables only.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from registry_app.core.dates import Period
from registry_app.core.errors import BadFile, BadInput, NotFound
from registry_app.core.paths import RULE_BOOKS
from registry_app.core.texts import _, say
from registry_app.rulebook import places
from registry_app.rulebook.keys import KEYS
from registry_app.rulebook.reader import Path, Reader, canonical
from registry_app.rulebook.reading import read_value
from registry_app.rulebook.rules import (
    Amendment,
    Because,
    Book,
    Confidence,
    RuleSet,
    RuleValue,
    overlapping,
)
from registry_app.rulebook.values import UNKNOWN, Consequence, LadderStep, Offence

SCHEMA: Final = 1
_LARGEST: Final = 4 << 20  # bytes; the largest book so far has 80 kB


class BadRuleBook(BadFile):
    """A file that is no rule book, or one with mistakes; `mistakes` has all of them with their lines."""

    code = "bad-rule-book"

    def __init__(self, file: str, mistakes: Sequence[LineMistake]) -> None:
        first = mistakes[0]
        super().__init__(
            say(
                _("{file} has {count} mistakes and cannot be used. Line {line}, {where}: {what}"),
                file=file,
                count=len(mistakes),
                line=first.line,
                where=first.where,
                what=first.what,
            ),
            hint=first.mend,
        )
        self.file = file
        self.mistakes = tuple(mistakes)


@dataclass(frozen=True)
class LineMistake:
    """One mistake in a file: its line (1 is the first), its place in words, what is wrong and how to mend it."""

    line: int
    where: str
    what: str
    mend: str


@dataclass(frozen=True)
class LoadedBook:
    """A rule book as its file has it; `digest` is the SHA-256 of the file."""

    file: str
    digest: str
    rules: RuleSet


@dataclass
class _Loading:
    reader: Reader = field(default_factory=Reader)
    values: list[RuleValue] = field(default_factory=list)
    paths: dict[int, Path] = field(default_factory=dict)  # by the place in `values`


def read_book(raw: bytes, file: str) -> LoadedBook:
    """The rule book in a file; `BadRuleBook` with every mistake found."""
    text = decoded(raw, file)
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise not_toml(text, file, error) from error
    loading = _Loading()
    book = _book(loading.reader, plain)
    for at, section in enumerate(_sections(loading.reader, plain)):
        _section(loading, book, section, ("section", at))
    _overlaps(loading)
    _across(loading)
    fail_on(loading.reader, text, file)
    return LoadedBook(file, hashlib.sha256(raw).hexdigest(), RuleSet(book, tuple(loading.values)))


def list_bundled() -> list[str]:
    """The ids of the rule books that come with the program, such as `et/923-2016`: a folder for each country."""
    return sorted(
        path.relative_to(RULE_BOOKS).with_suffix("").as_posix() for path in RULE_BOOKS.glob("[a-z][a-z]/*.toml")
    )


def bundled(book_id: str) -> LoadedBook:
    """A rule book that comes with the program; `NotFound` for any other id."""
    if book_id not in list_bundled():
        raise NotFound(
            say(_("There is no rule book {id} in this program."), id=book_id),
            hint=say(_("Choose one of {ids}."), ids=", ".join(list_bundled())),
        )
    path = RULE_BOOKS / f"{book_id}.toml"
    return read_book(path.read_bytes(), path.name)


def decoded(raw: bytes, file: str) -> str:
    """The text of a file; `BadRuleBook` where it is not UTF-8, `BadFile` where it is too large for one."""
    if len(raw) > _LARGEST:
        raise BadFile(
            say(_("{file} is too large to be a rule book."), file=file), hint=_("Choose the .toml file of the law.")
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        mistake = LineMistake(line, "UTF-8", _("This is not UTF-8."), _("Save the file as UTF-8."))
        raise BadRuleBook(file, [mistake]) from error


def not_toml(text: str, file: str, error: tomllib.TOMLDecodeError) -> BadRuleBook:
    """What the TOML reader stumbled over, with its line (the last one where it reached the end)."""
    found = re.search(r"line (\d+)", str(error))
    line = int(found.group(1)) if found else len(text.splitlines())
    return BadRuleBook(
        file, [LineMistake(line, "TOML", say(_("This is not TOML: {error}."), error=error), _("Mend the line."))]
    )


def fail_on(reader: Reader, text: str, file: str) -> None:
    """Raise `BadRuleBook` with every mistake the reader noted, by line; nothing where there is none."""
    if not reader.mistakes:
        return
    known = places.lines(text)
    found = [
        LineMistake(places.line_of(each.path, known), places.shown(each.path), each.what, each.mend)
        for each in reader.mistakes
    ]
    raise BadRuleBook(file, sorted(found, key=lambda each: each.line))


def _book(reader: Reader, plain: Mapping[str, Any]) -> Book:
    reader.table(plain, (), ("schema", "book", "section"))
    if plain.get("schema") != SCHEMA:
        reader.wrong(
            ("schema",),
            say(_("The schema {schema} is not known."), schema=plain.get("schema")),
            say(_("This program reads schema {known}; a newer book needs a newer program."), known=SCHEMA),
        )
    path: Path = ("book",)
    needed = ("id", "country", "title", "in_force_from", "confidence", "sources")
    optional = ("in_force_to", "replaced_by", "amended_by", "note")
    table = reader.table(plain.get("book"), path, needed, optional)
    if table is None:
        return Book("?", "?", "?", date.min)
    first = read_day(reader, table, "in_force_from", path) or date.min
    last = read_day(reader, table, "in_force_to", path)
    if last is not None and last < first:
        reader.wrong((*path, "in_force_to"), _("The law ends before it starts."), _("Check the two dates."))
    sources = reader.codes(table, "sources", path, ())
    amended = table.get("amended_by", [])
    return Book(
        id=reader.text(table, "id", path),
        country=reader.text(table, "country", path),
        title=reader.text(table, "title", path),
        in_force_from=first,
        in_force_to=last,
        replaced_by=reader.text(table, "replaced_by", path),
        amendments=reader.each(amended, (*path, "amended_by"), lambda entry, where: _amendment(reader, entry, where))
        if amended
        else (),
        confidence=_confidence(reader, table, path),
        sources=sources,
        note=reader.text(table, "note", path),
    )


def _amendment(reader: Reader, plain: object, path: Path) -> Amendment | None:
    table = reader.table(plain, path, ("id", "title", "first", "read"), ("known_day", "note"))
    if table is None:
        return None
    return Amendment(
        id=reader.text(table, "id", path),
        title=reader.text(table, "title", path),
        first=read_day(reader, table, "first", path) or date.min,
        read=reader.boolean(table, "read", path, default=False),
        known_day=reader.boolean(table, "known_day", path, default=True),
        note=reader.text(table, "note", path),
    )


def _sections(reader: Reader, plain: Mapping[str, Any]) -> Sequence[object]:
    sections = plain.get("section")
    if isinstance(sections, list):
        return sections
    if sections is not None:
        reader.wrong(("section",), _("section must be a list."), _("Write [[section]]."))
    return []


def _section(loading: _Loading, book: Book, plain: object, path: Path) -> None:
    reader = loading.reader
    table = reader.table(plain, path, ("title", "values"), ("effective_from", "effective_to"))
    if table is None:
        return
    first = read_day(reader, table, "effective_from", path) or book.in_force_from
    last = read_day(reader, table, "effective_to", path)
    values = table["values"]
    if not isinstance(values, Mapping):
        reader.wrong((*path, "values"), _("values must be a table."), _('Write [section.values."key"].'))
        return
    for key, entry in values.items():
        where = (*path, "values", key)
        if key not in KEYS:
            near = [known for known in KEYS if known.split(".")[0] == key.split(".", maxsplit=1)[0]]
            reader.wrong(
                where,
                say(_("There is no key {key}."), key=key),
                say(_("Use one of {keys}."), keys=", ".join(near)) if near else _("See README.md beside the books."),
            )
        else:
            _value(loading, book, entry, where, (first, last))


def _value(loading: _Loading, book: Book, plain: object, path: Path, section: tuple[date, date | None]) -> None:
    """Read one value; the last part of `path` is its key."""
    key = str(path[-1])
    reader = loading.reader
    optional = ("value", "unknown", "source", "quote", "as_of", "confidence", "note", "effective_from", "effective_to")
    table = reader.table(plain, path, (), optional)
    if table is None:
        return
    period = _period(reader, table, path, section)
    because = Because(
        book=book.id,
        source=reader.text(table, "source", path),
        quote=reader.text(table, "quote", path),
        confidence=_confidence(reader, table, path),
        as_of=read_day(reader, table, "as_of", path),
        note=reader.text(table, "note", path),
    )
    value, written = _known(reader, key, table, because, path)
    loading.paths[len(loading.values)] = path
    loading.values.append(RuleValue(key, value, written, period, because))


def _known(reader: Reader, key: str, table: Mapping[str, Any], because: Because, path: Path) -> tuple[Any, str]:
    if table.get("unknown", False) is True:
        if "value" in table:
            reader.wrong(path, _("The value is given and said to be unknown."), _("Remove one of the two."))
        if not because.note:
            reader.wrong(path, _("An unknown value needs a note."), _("Say in note where you looked for it."))
        return UNKNOWN, canonical(None)
    if "value" not in table:
        reader.wrong(path, _("There is no value."), _("Add value, or unknown = true with a note."))
        return UNKNOWN, canonical(None)
    if not because.source:
        reader.wrong(path, _("The value has no source."), _('Add source, such as source = "art. 26".'))
    if because.confidence is Confidence.U:
        reader.wrong(path, _("The value has no confidence."), _('Add confidence = "A", "B" or "C".'))
    listed = isinstance(table["value"], list)
    if not listed and not because.quote and not because.note:
        reader.wrong(path, _("The words of the provision are missing."), _("Add quote, or a note that says why not."))
    value = read_value(KEYS[key], table["value"], reader, (*path, "value"))
    try:
        return value, canonical(table["value"])
    except (TypeError, ValueError):
        reader.wrong(
            (*path, "value"), _("The value holds a date or a fraction."), _("Write it as a text in quotation marks.")
        )
        return UNKNOWN, canonical(None)


def _period(reader: Reader, table: Mapping[str, Any], path: Path, section: tuple[date, date | None]) -> Period:
    first = read_day(reader, table, "effective_from", path) or section[0]
    last = read_day(reader, table, "effective_to", path) or section[1]
    if first < section[0] or (section[1] is not None and (last is None or last > section[1])):
        reader.wrong(path, _("The value reaches beyond its section."), _("Move it to a section of its own."))
    try:
        return Period(first, last)
    except BadInput as error:
        reader.wrong(path, error.sentence, error.hint)
        return Period(first)


def read_day(reader: Reader, table: Mapping[str, Any], key: str, path: Path) -> date | None:
    """A day of a table, as TOML writes it; None where the key is missing."""
    value = table.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        reader.wrong(
            (*path, key), say(_("{value} is not a day."), value=value), _("Write 2016-02-19 without quotation marks.")
        )
        return None
    return value


def _confidence(reader: Reader, table: Mapping[str, Any], path: Path) -> Confidence:
    value = table.get("confidence")
    if value is None:
        return Confidence.U
    return Confidence(reader.code(value, (*path, "confidence"), tuple(Confidence)))


def _overlaps(loading: _Loading) -> None:
    at = {id(value): index for index, value in enumerate(loading.values)}
    for one, two in overlapping(loading.values):
        loading.reader.wrong(
            loading.paths[at[id(two)]],
            say(
                _("{key} has two values for the same days: one from {first}, one from {second}."),
                key=one.key,
                first=one.period.first,
                second=two.period.first,
            ),
            _("End the earlier one with effective_to on the day before the later one begins."),
        )


def _across(loading: _Loading) -> None:
    """What one value says of another: offences that are named must exist, classes must have a ladder."""
    offences = [entry for value in loading.values for entry in _entries(value, Offence)]
    codes = {offence.code for offence in offences}
    classes = {offence.offence_class for offence in offences}
    ladders = {step.offence_class for value in loading.values for step in _entries(value, LadderStep)}
    for at, value in enumerate(loading.values):
        for number, entry in enumerate(_entries(value, Consequence)):
            if entry.offence and entry.offence not in codes:
                loading.reader.wrong(
                    (*loading.paths[at], "value", number, "offence"),
                    say(_("There is no offence {code} in sanction.offences."), code=entry.offence),
                    _("Name an offence of the list, or add it there."),
                )
        if value.key == "sanction.offences" and ladders and classes - ladders:
            loading.reader.wrong(
                loading.paths[at],
                say(_("The class {name} has no steps in sanction.ladder."), name=", ".join(sorted(classes - ladders))),
                _("Add its steps, starting with ordinal 1."),
            )


def _entries(value: RuleValue, kind: type[Any]) -> list[Any]:
    found = value.value if isinstance(value.value, tuple) else ()
    return [entry for entry in found if isinstance(entry, kind)]
