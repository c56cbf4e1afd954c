"""What the steps of an import do beside the screen's thread: opening, guessing, trying, reading rows, taking in."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import BinaryIO, Final, cast

from registry_app.build import Opened as Register
from registry_app.core.errors import BadInput
from registry_app.core.numbers import western_digits
from registry_app.core.progress import Progress
from registry_app.core.texts import _, say, shortened
from registry_app.exchange.corrections import Corrections
from registry_app.exchange.delimited import Record
from registry_app.exchange.dry_run import DryRun, Prepared, dry_run, gather_evidence, prepare
from registry_app.exchange.mapping import Mapping, guess_mapping
from registry_app.exchange.problems import printable
from registry_app.exchange.reading import Opened, Row, Wishes, open_list
from registry_app.exchange.service import Choices, Imported, import_list
from registry_app.exchange.source import Source
from registry_app.exchange.words import is_blank

SHOWN: Final = 60  # first rows of a file that are shown
AROUND: Final = 25  # rows shown before and after the one that is looked at
_EXAMPLE_ROWS: Final = 400
_EXAMPLES: Final = 3
_LONGEST_EXAMPLE: Final = 40
_MOST_NAMED: Final = 200_000


class _Watched:
    """A stream that can be stopped: every piece read is a step of the work."""

    def __init__(self, stream: BinaryIO, progress: Progress) -> None:
        self._stream = stream
        self._progress = progress

    def read(self, size: int = -1) -> bytes:
        self._progress.step(0, 0)
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)


def watched(source: Source, progress: Progress) -> Source:
    """The same file, whose reading raises `Cancelled` once the officer has stopped it."""

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        with source.opened() as stream:
            yield cast("BinaryIO", _Watched(stream, progress))

    return Source(source.name, opened)


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: with the rows of a long list in memory one search holds up every thread.

    Measured at 132,809 rows: 4.6 s in which the window did not answer. Rows hold no cycles, so nothing piles up.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True)
class Look:
    """A list as it lies in its file, with the file's first rows as they stand."""

    opened: Opened
    first: tuple[Record, ...]


def look_into(source: Source, wishes: Wishes, progress: Progress) -> Look:
    """Open a file; what is not wished is guessed."""
    found = open_list(watched(source, progress), wishes)
    first = tuple(islice(found.records(found.layout), SHOWN))
    return Look(replace(found, source=source), first)


@dataclass(frozen=True)
class Guess:
    """What each column is for, and some of what stands in it."""

    mapping: Mapping
    examples: tuple[str, ...]


def guess(look: Look, given: Mapping | None, progress: Progress) -> Guess:
    """The likeliest mapping, or the one given fitted to the list; `BadInput` where that does not fit."""
    found = replace(look.opened, source=watched(look.opened.source, progress))
    layout = found.layout
    mapping = given.fitted(layout.columns) if given is not None else None
    if mapping is None:
        mapping = guess_mapping(layout.columns, gather_evidence(found, layout))
    examples: list[dict[str, None]] = [{} for _name in layout.columns]
    for row in islice(found.rows(layout), _EXAMPLE_ROWS):
        for held, cell in zip(examples, row.cells, strict=True):
            if len(held) < _EXAMPLES and not is_blank(cell):
                text = " ".join(printable(cell).split())
                held[text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"] = None
    return Guess(mapping, tuple("  ·  ".join(held) for held in examples))


def try_out(
    look: Look, mapping: Mapping, today: date, region: str, corrections: Corrections, progress: Progress
) -> DryRun:
    """Read every row by this mapping and tell all that is wrong; nothing is written."""
    found = look.opened
    reading = replace(found, source=watched(found.source, progress))
    with undisturbed():
        prepared = prepare(
            reading.source, today, mapping=mapping, layout=found.layout, region=region, opened=reading,
            corrections=corrections,
        )  # fmt: skip
        run = dry_run(prepared, progress)
    return replace(run, prepared=replace(prepared, opened=found))


def rows_around(prepared: Prepared, number: int) -> tuple[Row, ...]:
    """Some rows of the list around one, as the file has them."""
    before: list[Row] = []
    rows = prepared.rows_again()
    for row in rows:
        before = [*before[-AROUND:], row]
        if row.number >= number:
            break
    return (*before, *islice(rows, AROUND))


def take_in(
    register: Register, prepared: Prepared, choices: Choices, without: frozenset[int], progress: Progress
) -> Imported:
    """Enter the rows in one transaction, without those the officer left out."""
    if without:
        wanted = choices.rows if choices.rows is not None else frozenset(row.number for row in prepared.rows_again())
        choices = replace(choices, rows=wanted - without)
    with undisturbed(), register.transaction("list:imported") as (session, actor):
        return import_list(session, actor, prepared, choices, progress)


def read_numbers(text: str) -> frozenset[int]:
    """Row numbers such as `2-40, 57`; raises `BadInput` for anything else."""
    found: set[int] = set()
    for part in filter(None, re.split(r"[,;،\s]+", western_digits(text).replace("–", "-"))):
        match = re.fullmatch(r"(\d{1,7})(?:-(\d{1,7}))?", part)
        if match is None or (match[2] and int(match[2]) < int(match[1])):
            raise BadInput(
                say(_("{text} is no row or range of rows."), text=shortened(part)),
                hint=_("Write rows such as 2-40, 57."),
            )
        first, last = int(match[1]), int(match[2] or match[1])
        if len(found) + last - first >= _MOST_NAMED:
            raise BadInput(_("So many rows cannot be named one by one."), hint=_("Leave out the others instead."))
        found.update(range(first, last + 1))
    return frozenset(found)
