"""What the counter's forms pick from the register: cases, letters, paper files, officers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from registry_app.access.queries import list_users
from registry_app.agencies.queries import Filters as AgencyFilters
from registry_app.agencies.queries import list_agencies
from registry_app.complaints.listing import BY_NUMBER, ComplaintListing
from registry_app.core.paging import START, Filters
from registry_app.core.texts import _
from registry_app.correspondence.rules import Direction, Subject
from registry_app.desk.counter_lists import NEWEST, file_listing, letter_listing
from registry_app.licensing.application_listing import BY_DUE, ApplicationListing
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice

_OFFERED: Final = 5


class Finding:
    """Searches for PickFields; asked beside the screen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def cases(self, text: str) -> Sequence[Choice]:
        """Agencies by name or number, applications and complaints by number or agency."""
        today, wanted = self._context.today, Filters(text=text)
        with self._context.opened.reading() as session:
            agencies = list_agencies(session, AgencyFilters(text=text), limit=_OFFERED)
            applications = ApplicationListing(today).page(session, wanted, BY_DUE, START, _OFFERED)
            complaints = ComplaintListing(today).page(session, wanted, BY_NUMBER, START, _OFFERED)
        found = [Choice(f"agency:{each.id.hex}", each.name, each.number) for each in agencies]
        found += [
            Choice(f"application:{each.row.id.hex}", each.row.number, _("application"))
            for each in applications[:_OFFERED]
        ]
        return [
            *found,
            *(Choice(f"complaint:{each.id.hex}", each.number, _("complaint")) for each in complaints[:_OFFERED]),
        ]

    def letters(self, direction: Direction, text: str) -> Sequence[Choice]:
        """Letters of one register."""
        listing = letter_listing(self._context.today, self._context.opened.world.zone)
        wanted = Filters(text=text).adding("direction", direction.value)
        with self._context.opened.reading() as session:
            lines = listing.page(session, wanted, NEWEST, START, 2 * _OFFERED)
        return [
            Choice(each.id.hex, each.number, f"{each.correspondent} · {each.about}")
            for each in lines
            if each.voided_on is None
        ]

    def files(self, text: str) -> Sequence[Choice]:
        """Paper files that are not closed."""
        with self._context.opened.reading() as session:
            lines = file_listing().page(session, Filters(text=text), NEWEST, START, 2 * _OFFERED)
        return [
            Choice(each.id.hex, f"{each.number}/{each.volume}", each.title) for each in lines if each.closed_on is None
        ]

    def officers(self, text: str) -> Sequence[Choice]:
        """Officers with an account that is in use."""
        wanted = text.casefold()
        with self._context.opened.reading() as session:
            users = [each for each in list_users(session) if each.active]
        return [
            Choice(each.id.hex, each.full_name, each.login)
            for each in users
            if wanted in each.full_name.casefold() or wanted in each.login.casefold()
        ]


def subject_of(code: object) -> Subject | None:
    """The record that a choice of `cases` stands for."""
    if not isinstance(code, str) or ":" not in code:
        return None
    table, _colon, key = code.partition(":")
    return Subject(table, uuid.UUID(key))


def id_of(code: object) -> uuid.UUID | None:
    """The id of any other choice."""
    return uuid.UUID(code) if isinstance(code, str) and code else None
