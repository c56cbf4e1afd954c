"""Made-up lists in the forms that offices send: no agency or person in them is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from registry_app.exchange.dry_run import DryRun, dry_run, prepare, try_file
from registry_app.exchange.source import from_bytes

TODAY = date(2026, 11, 23)
HEADING = ["S/N", "Name of Agency", "License No.", "Contact Person", "Phone", "Email", "Valid Until", "Status"]
NAMES = "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa".split()
STATUSES = ["Valid", "Expired", "Suspended - pending appeal", "Cancelled"]


def day(number: int, form: str = "%d/%m/%Y") -> str:
    """A day some weeks after the one before; the first ones leave no doubt about day and month."""
    return (date(2027, 1, 13) + timedelta(days=number * 23)).strftime(form)


def rows(count: int = 12, form: str = "%d/%m/%Y") -> list[list[str]]:
    """Rows under `HEADING`."""
    return [
        [
            str(number + 1),
            f"{name} Manpower Services Ltd",
            f"RL-{number + 1:04d}",
            f"Mr. John {name}",
            f"+254 20 {2000000 + number}; 0712 {300000 + number}",
            f"info@{name.lower()}.co.ke / ceo@{name.lower()}.co.ke",
            day(number, form),
            STATUSES[number % len(STATUSES)],
        ]
        for number, name in enumerate(NAMES[:count])
    ]


def text(
    lines: Iterable[Sequence[str]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\r\n"
) -> str:
    """The lines as delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(lines)  # type: ignore[arg-type]
    return stream.getvalue()


def tried(content: bytes | str, name: str = "list.csv", **choices: object) -> DryRun:
    """A dry run of a file that holds this."""
    raw = content.encode() if isinstance(content, str) else content
    if choices:
        return dry_run(prepare(from_bytes(name, raw), TODAY, **choices))  # type: ignore[arg-type]
    return try_file(from_bytes(name, raw), TODAY)


def codes(run: DryRun) -> dict[int, set[str]]:
    """Row → the codes of its problems."""
    found: dict[int, set[str]] = {}
    for problem in run.problems:
        found.setdefault(problem.row, set()).add(problem.code)
    return found


def fields_of(run: DryRun) -> set[str]:
    """The fields that some column fills."""
    return set(run.columns.values()) - {"verbatim"}


def entries(run: DryRun) -> list[object]:
    """What the ready rows say."""
    assert run.prepared is not None
    return [reading.entry for reading in run.prepared.readings() if reading.entry is not None]
