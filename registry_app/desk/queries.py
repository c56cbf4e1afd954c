"""Reading the work list from what every feature says is due, and the figures of the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from registry_app.complaints.open_complaints import count_by_month
from registry_app.complaints.open_complaints import count_open as count_complaints
from registry_app.core.dates import add_months
from registry_app.core.duties import Due
from registry_app.desk.rules import in_order
from registry_app.guarantees.figures import list_short
from registry_app.licensing.figures import LicenceFigures, licence_figures
from registry_app.licensing.open_applications import count_open as count_applications

Source = Callable[[Session, date], list[Due]]
"""What a feature says is due on a day; the list of them is made in `build` and handed in."""

ENDING_WITHIN: Final = timedelta(days=30)
MONTHS: Final = 7


@dataclass(frozen=True)
class ComplaintFigures:
    """How many complaints are open, and how many were received in each of the last months, this one included."""

    open: int
    by_month: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Figures:
    """The figures of a day; `short` is None where the regulator has not set what must be lodged."""

    licences: LicenceFigures
    complaints: ComplaintFigures
    short: int | None
    applications: int


def work_list(session: Session, on: date, sources: Iterable[Source]) -> list[Due]:
    """Everything that is due on a day, the nearest last day first."""
    return in_order(line for source in sources for line in source(session, on))


def licences_of_today(session: Session, on: date) -> LicenceFigures:
    """What the licences are on a day, and how many end before long."""
    return licence_figures(session, on, ENDING_WITHIN)


def complaints_of_today(session: Session, on: date) -> ComplaintFigures:
    """Open complaints on a day, and those received month by month until then."""
    months = [add_months(on.replace(day=1), -back) for back in reversed(range(MONTHS))]
    counts = count_by_month(session, months[0], on)
    return ComplaintFigures(count_complaints(session), tuple((month, counts.get(month, 0)) for month in months))


def short_of_today(session: Session, on: date) -> int | None:
    """How many agencies surely have too little lodged on a day."""
    short = list_short(session, on)
    return None if short is None else len(short)


def applications_of_today(session: Session) -> int:
    """How many applications are not decided."""
    return count_applications(session)


def figures(session: Session, on: date) -> Figures:
    """All figures of a day."""
    return Figures(
        licences_of_today(session, on),
        complaints_of_today(session, on),
        short_of_today(session, on),
        applications_of_today(session),
    )
