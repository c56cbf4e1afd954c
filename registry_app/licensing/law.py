"""What the rule books adopted make of the status of licences, read once for many of them."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.core.dates import Period, WorkCalendar
from registry_app.core.texts import _, spoken_language
from registry_app.licensing.status import STATE_LABELS, Gap, LicenceState, gap_of
from registry_app.offices import queries as offices
from registry_app.offices.models import Holiday, Office
from registry_app.rulebook.models import RuleBook, RuleEntry
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.rules import RuleSet
from registry_app.rulebook.values import UNKNOWN, Item

# the code by which the rule book's `status.vocabulary` calls a state
_VOCABULARY: Final = {
    LicenceState.IN_FORCE: "valid",
    LicenceState.LAPSED: "lapsed",
    LicenceState.SUSPENDED_INTERIM: "suspended",
    LicenceState.SUSPENDED: "suspended",
    LicenceState.EXPIRED: "expired",
    LicenceState.SURRENDERED: "ceased",
    LicenceState.REVOKED: "revoked",
}
Stamp = tuple[object, ...]


class StatusLaw:
    """Every rule book adopted, and what it says of states and of the days after a last day of validity.

    Reading a book takes many times what a status takes: read this once, and again when `law_stamp` is another.
    """

    def __init__(self, adopted: list[tuple[Period, RuleSet]], calendar: WorkCalendar) -> None:
        """`adopted` are the books with the days for which each was adopted."""
        self._adopted = adopted
        self._calendar = calendar
        self._gaps: dict[date, Gap] = {}
        self._words: dict[tuple[LicenceState, date, str], str] = {}

    def rules(self, day: date) -> RuleSet | None:
        """The book of a day; None where none was adopted for it."""
        return next((rules for period, rules in self._adopted if day in period), None)

    def gap(self, through: date) -> Gap:
        """What becomes of a licence that was valid through a day."""
        if through not in self._gaps:
            self._gaps[through] = gap_of(self.rules(through), through, self._calendar)
        return self._gaps[through]

    def word(self, state: LicenceState, on: date) -> str:
        """The book's own word for a state on a day, or ours where the law has none."""
        key = (state, on, spoken_language())
        if key not in self._words:
            self._words[key] = _word(state, self.rules(on))
        return self._words[key]


def read_law(session: Session) -> StatusLaw:
    """The law as it stands in the register now."""
    calendar = offices.work_calendar(session, offices.get_info(session).office_id)
    adopted = [
        (Period(first, last), get_rules(session, first))
        for first, last in session.execute(select(RuleBook.applies_from, RuleBook.applies_to)).all()
    ]
    return StatusLaw(adopted, calendar)


def law_stamp(session: Session) -> Stamp:
    """Another value whenever something changed that `read_law` reads; rows are never taken out, and versions only grow."""
    parts = [
        select(part).scalar_subquery()
        for table in (RuleBook, RuleEntry, Holiday, Office)
        for part in (func.count(table.id), func.sum(table.version))
    ]
    return tuple(session.execute(select(*parts)).one())


def _word(state: LicenceState, rules: RuleSet | None) -> str:
    if rules is not None:
        words = rules.answer("status.vocabulary", rules.book.in_force_from).listed(Item)
        if words is not UNKNOWN:
            for item in words:
                if item.code == _VOCABULARY.get(state):
                    return _in_language(item.label, STATE_LABELS[state])
    return _(STATE_LABELS[state])


def _in_language(law: str, ours: str) -> str:
    """The law's word; where it is the program's own one too, that in the language spoken."""
    spoken = _(ours)
    return spoken if law.casefold() == ours.casefold() and spoken != ours else law
