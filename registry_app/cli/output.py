"""What every command shares: the global options, the open register, and how results are shown."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from platformdirs import user_data_path

from registry_app.build import Opened, open_register
from registry_app.core.errors import BadInput, RegistryError
from registry_app.core.money import Money
from registry_app.core.texts import _, bare, choose_language, list_languages, say, shortened
from registry_app.core.world import World, system_world
from registry_app.store.engine import Location, refuse_other_servers

_WITH_VALUE = ("--register", "--as", "--passphrase-file", "--today", "--language")
_WITHOUT = ("--json",)


def hoist(arguments: list[str]) -> list[str]:
    """Global options may stand anywhere: bring them before the noun, where the parser expects them."""
    ahead: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word == "--":
            rest += arguments[position:]
            break
        if word in _WITH_VALUE and position + 1 < len(arguments):
            ahead += arguments[position : position + 2]
            position += 1
        elif word in _WITHOUT or word.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            ahead.append(word)
        else:
            rest.append(word)
        position += 1
    return ahead + rest


@dataclass
class Context:
    """What was said before the noun."""

    register: str = ""
    user: str = ""
    passphrase_file: Path | None = None
    json: bool = False
    today: date | None = None
    world: World = field(default_factory=system_world)
    zone: tzinfo = UTC  # the office's, once its register is open

    @property
    def location(self) -> Location:
        """The register named, or the one in this account's own data folder."""
        location = Location(self.register or str(user_data_path("recruitment-agency-register") / "office.register"))
        refuse_other_servers(location)
        return location

    def password(self) -> str:
        """The first line of the passphrase file."""
        if self.passphrase_file is None:
            raise BadInput(
                _("This command needs to know who you are."),
                hint=_("Add --as USER --passphrase-file FILE; the file holds your own password."),
            )
        return first_line(self.passphrase_file)

    @contextlib.contextmanager
    def opened(self) -> Iterator[Opened]:
        """The register, open for the user named; closed afterwards."""
        if not self.user:
            raise BadInput(
                _("This command needs to know who you are."),
                hint=_("Add --as USER --passphrase-file FILE; the file holds your own password."),
            )
        opened = open_register(self.location, self.user, self.password(), self.world, today=self.today)
        self.zone = opened.world.zone
        try:
            yield opened
        finally:
            opened.close()

    def log_fault(self, text: str) -> Path:
        """Keep the trace of a fault; returns where, or the place it could not be written to."""
        folder = user_data_path("recruitment-agency-register") / "faults"
        path = folder / f"fault-{self.world.now():%Y%m%dT%H%M%S%f}.txt"
        with contextlib.suppress(RegistryError):  # a full disk must not hide the first fault
            self.world.files.write(path, text.encode())
        return path


context = Context()


def numbered(text: str) -> str:
    """The number that a command is about; `BadInput` where nothing was typed (as a script with an empty variable does)."""
    if not text.strip():
        raise BadInput(
            _("The number of the record is missing."), hint=_("Give it as the list shows it; every noun has a list.")
        )
    return text.strip()


def place_for(path: Path | None) -> None:
    """Refuse a file that cannot be written, before anything is done that it should hold; None is no file."""
    if path is not None:
        context.world.files.refuse_place(path)


def first_line(path: Path) -> str:
    """The first line of a small text file, such as a passphrase."""
    lines = context.world.files.read(path).decode("utf-8", "replace").splitlines()
    return lines[0] if lines else ""


def start(
    register: Annotated[
        str,
        typer.Option(
            metavar="PATH_OR_URL",
            help="The register's file, or a PostgreSQL URL followed by #PATH; "
            "the key file is beside it: .keys is appended to PATH.",
        ),
    ] = "",
    user: Annotated[str, typer.Option("--as", metavar="USER", help="Who you are.")] = "",
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file whose first line is your own password.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print results as JSON (reading commands).")] = False,
    today: Annotated[
        str, typer.Option(metavar="DAY", help="Act as if it were this day (YYYY-MM-DD); demo registers only.")
    ] = "",
    language: Annotated[str, typer.Option(metavar="CODE", help="Speak this language.")] = "en",
) -> None:
    """Global options; they may also follow the verb."""
    choose_language(_spoken(language))
    context.register = register
    context.user = user
    context.passphrase_file = passphrase_file
    context.json = as_json
    context.today = read_day(today) if today else None


def _spoken(language: str) -> str:
    """The language wanted, when the program speaks it; `BadInput` otherwise."""
    if language not in (there := list_languages()):
        raise BadInput(
            say(_("The program does not speak {language}."), language=shortened(language)),
            hint=say(_("It speaks: {languages}."), languages=", ".join(there)),
        )
    return language


def read_day(text: str) -> date:
    """A day as YYYY-MM-DD; `BadInput` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            say(_("{text} is not a day."), text=shortened(text)), hint=_("Write it as YYYY-MM-DD, such as 2019-03-04.")
        ) from error


def plain(value: Any, zone: tzinfo | None = None) -> Any:
    """A row as JSON shows it: dataclasses become objects, days ISO text, money minor units with its currency.

    Moments stay in UTC for scripts; with a zone they become its day and hour, as people read them.
    """
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name), zone) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each, zone) for key, each in value.items()}
    if isinstance(value, str):
        return bare(value) if not isinstance(value, Enum) else value.value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime) and zone is not None:
        return value.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Iterable):
        return [plain(each, zone) for each in value]
    return value


def show_json(value: Any) -> None:
    """Print a value as JSON, indented, UTF-8."""
    sys.stdout.write(orjson.dumps(plain(value), option=orjson.OPT_INDENT_2).decode() + "\n")


def show_rows(rows: Sequence[Any], columns: Sequence[str]) -> None:
    """Print rows: as JSON with every key, else as a table of these columns."""
    if context.json:
        show_json(rows)
        return
    listed = [plain(row, context.zone) for row in rows]
    table = [[_cell(row.get(column)) for column in columns] for row in listed]
    widths = [max([len(name), *(len(line[place]) for line in table)]) for place, name in enumerate(columns)]
    for line in [list(columns), *table]:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def show_record(record: Any) -> None:
    """Print one record: as JSON, else a line per value."""
    if context.json:
        show_json(record)
        return
    _tell(plain(record, context.zone))


_TECHNICAL = frozenset({"id", "office_id", "version", "search_key"})  # what has a number is called by it


def _told(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a person wants to read of a record: nothing empty, and no identifier beside a number."""
    hidden = _TECHNICAL if "number" in record else frozenset()
    kept = {name: value for name, value in record.items() if value not in (None, "", []) and name not in hidden}
    return dict(_share(name, value) for name, value in kept.items())


def _share(name: str, value: Any) -> tuple[str, Any]:
    """Hundredths of a per cent (`share_bp: 5600`) as people say them (`share: 56 %`)."""
    if not name.endswith("_bp") or not isinstance(value, int):
        return name, value
    return name.removesuffix("_bp"), f"{value / 100:.10g} %"


def _tell(record: Mapping[str, Any]) -> None:
    for name, value in _told(record).items():
        if isinstance(value, dict) and name == "row":  # the line of the list, with more below it
            _tell(value)
        elif isinstance(value, list) and isinstance(value[0], dict):
            print(f"{name}:")
            for each in value:
                print("  - " + "; ".join(f"{key}: {_cell(part)}" for key, part in _told(each).items()))
        else:
            print(f"{name}: {_cell(value)}")


def done(sentence: str, **keys: Any) -> None:
    """Say what was done; with --json the keys of what was made."""
    if context.json:
        show_json(keys)
    else:
        print(bare(sentence))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if set(value) == {"minor", "currency"}:
            return str(Money(value["minor"], value["currency"]))
        return "; ".join(f"{key}: {_cell(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value)
    return str(value)
