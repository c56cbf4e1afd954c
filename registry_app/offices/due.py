"""What is due of the office itself: holidays to enter, keys that end, blocks of numbers that run out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import _, say
from registry_app.offices.models import NumberBlock, Office, OfficeKey
from registry_app.offices.queries import get_info

AHEAD: Final = timedelta(days=90)
FEW: Final = 50  # numbers left in a block when another is asked for


def due(session: Session, on: date) -> list[Due]:
    """What the administrator has to look after, so that terms can be counted and papers issued."""
    office = session.get_one(Office, get_info(session).office_id)
    case = Case(About.OFFICE, office.id, office.code)
    return [*_holidays(office, case, on), *_keys(session, case, on), *_numbers(session, case, on)]


def _holidays(office: Office, case: Case, on: date) -> list[Due]:
    known = office.holidays_known_through
    if known is not None and known > on + AHEAD:
        return []
    step = say(_("Enter the holidays after {day}"), day=known) if known else _("Enter the office's holidays")
    return [Due("office:holidays", step, case, known, _("terms in working days cannot be counted"), "office:manage")]


def _keys(session: Session, case: Case, on: date) -> list[Due]:
    """Purposes whose newest key ends before long or has ended."""
    newest = (
        select(OfficeKey.purpose, func.max(OfficeKey.valid_to))
        .where(OfficeKey.office_id == case.id, OfficeKey.revoked_on.is_(None))
        .group_by(OfficeKey.purpose)
    )
    ending = [last for _purpose, last in session.execute(newest) if last <= on + AHEAD]
    if not ending:
        return []
    step = _("Make new office keys with two directors and the shares of the root")
    return [Due("office:keys", step, case, min(ending), _("papers cannot be signed without one"), "key:manage")]


def _numbers(session: Session, case: Case, on: date) -> list[Due]:
    """Kinds of number of this year of which few are left in all blocks together."""
    left = func.sum(NumberBlock.last - NumberBlock.next + 1)
    found = (
        select(NumberBlock.kind, left)
        .where(NumberBlock.office_id == case.id, NumberBlock.year == on.year)
        .group_by(NumberBlock.kind)
        .having(left < FEW)
        .order_by(NumberBlock.kind)
    )
    source = _("numbers are given from the office's blocks only")
    return [
        Due(
            f"office:numbers:{kind}",
            say(_("Ask for another block of numbers: {kind}, {left} left"), kind=kind.replace("_", " "), left=count),
            case,
            None,
            source,
            "office:manage",
        )
        for kind, count in session.execute(found)
    ]
