"""How a list lies in its file, as a value that the officer can set and that is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import orjson

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import Dialect, Record
from registry_app.exchange.source import Form

_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u2060\ufeff\u00ad\u061c"))


@dataclass(frozen=True)
class Layout:
    """How to read the file; every part can be set by the officer and is saved as JSON.

    Row numbers are those of a spreadsheet, from 1. `columns` are the headings, each different; `last_row` is the last
    row of the list (`None`: up to the end). `short_rows`: blank cells at a row's end are left out by the file's
    maker, so a short row is not a damaged one.
    """

    form: Form
    encoding: str = ""
    dialect: Dialect = field(default_factory=Dialect)
    sheet: str = ""
    heading_rows: tuple[int, ...] = ()
    first_row: int = 1
    last_row: int | None = None
    columns: tuple[str, ...] = ()
    short_rows: bool = False

    def to_json(self) -> bytes:
        """Canonical JSON: the same layout gives the same bytes."""
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)

    @classmethod
    def from_json(cls, text: bytes) -> Layout:
        """The layout that was saved; `BadInput` for anything else."""
        try:
            raw: dict[str, Any] = orjson.loads(text)
            return cls(
                **{
                    **raw,
                    "form": Form(raw["form"]),
                    "dialect": Dialect(**raw["dialect"]),
                    "heading_rows": tuple(raw["heading_rows"]),
                    "columns": tuple(raw["columns"]),
                }
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                say(_("This is not a saved layout: {reason}."), reason=error), hint=_("Guess the layout anew.")
            ) from error


@dataclass(frozen=True)
class Around:
    """What stands above and below the list, kept word for word with the batch."""

    above: tuple[Record, ...] = ()
    below: tuple[Record, ...] = ()


def tidy(cell: str) -> str:
    """A heading without line breaks, invisible letters and doubled blanks."""
    return " ".join(cell.translate(_INVISIBLE).split())


def filled(cells: Sequence[str]) -> int:
    """How many cells hold something."""
    return len([cell for cell in cells if cell and not cell.isspace()])
