"""The list of agencies on the screen: its columns and filters over `licensing.listing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from registry_app.agencies.listing import FindWords, list_regions
from registry_app.core.paging import START, Filters
from registry_app.core.texts import _, ngettext
from registry_app.finding.queries import agencies_by_words
from registry_app.licensing.listing import AgencyLine, StandingListing
from registry_app.licensing.standing import LicenceRow
from registry_app.licensing.status import STATE_LABELS, LicenceState
from registry_app.offices.queries import list_offices
from registry_app.ui import wording
from registry_app.ui.lists.asking import PAGE
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.lists.values import shown
from registry_app.ui.theme.tokens import State

Reading = Callable[[], AbstractContextManager[Session]]
STATES: Final = {
    LicenceState.NONE: State.NEUTRAL,
    LicenceState.NOT_YET: State.INFO,
    LicenceState.IN_FORCE: State.OK,
    LicenceState.LAPSED: State.WARN,
    LicenceState.SUSPENDED_INTERIM: State.WARN,
    LicenceState.SUSPENDED: State.BAD,
    LicenceState.EXPIRED: State.NEUTRAL,
    LicenceState.SURRENDERED: State.NEUTRAL,
    LicenceState.REVOKED: State.BAD,
}


def licence_mark(licence: LicenceRow | None) -> Mark:
    """A licence's status with the law's word; one that cannot be told for certain is a warning whatever it is."""
    if licence is None:
        return Mark(_capital(_(STATE_LABELS[LicenceState.NONE])), State.NEUTRAL)
    doubtful = bool(licence.status.doubts) and licence.status.in_force
    return Mark(_capital(_(licence.word)), State.WARN if doubtful else STATES[licence.status.state])


def agency_source(
    reading: Reading, today: date, find_words: FindWords | None = agencies_by_words
) -> RegisterSource[AgencyLine]:
    """Agencies with the status of their licences today; a text asks the index of words (`find_words`) first."""
    return RegisterSource(
        StandingListing(today, find_words), reading, agency_columns(), lambda: agency_filters(reading)
    )


def read_ahead(source: RegisterSource[AgencyLine]) -> None:
    """Ask what the list will ask first, so that its statements are worded and its pages read when it is opened."""
    for line in source.page(Filters(), source.usual_sort, START, PAGE):
        for column in source.columns:
            shown(column.value(line))


def agency_columns() -> Sequence[Column[AgencyLine]]:
    """Every column there is."""
    return (
        Column("number", _("Number"), lambda line: line.agency.number, Kind.CODE, 160, sort="number"),
        Column("name", _("Name"), lambda line: line.agency.name, width=220, sort="name", stretch=True),
        Column("status", _("Licence"), lambda line: licence_mark(line.licence), Kind.MARK, 150, sort="status"),
        Column("licence", _("Licence number"), _licence_number, Kind.CODE, 165, sort="licence"),
        Column("valid_through", _("Valid until"), _valid_through, Kind.DAY, 110, sort="valid_through"),
        Column("region", _("Region"), lambda line: line.agency.region, width=120),
        Column("place", _("Place"), lambda line: line.agency.place, width=140, shown=False),
        Column("phone", _("Telephone"), lambda line: line.agency.phone, Kind.CODE, 150),
        Column("category", _("Category"), _category, width=120, shown=False),
        Column("others", _("Other licences"), lambda line: line.others or None, Kind.NUMBER, 120, shown=False),
        Column(
            "registered", _("Registered on"), lambda line: line.agency.registered_on, Kind.DAY, 130, "registered", False
        ),
    )


def agency_filters(reading: Reading) -> Sequence[Filter]:
    """Status, last day of validity, region; the office where the register knows several."""
    with reading() as session:
        regions = list_regions(session)
        offices = list_offices(session)
    found = [
        Filter(
            "status", _("Licence"), [Option(state.value, _capital(_(STATE_LABELS[state]))) for state in LicenceState]
        ),
        Filter("valid_through", _("Valid until")),
    ]
    if regions:
        found.append(Filter("region", _("Region"), [Option(region, region) for region in regions]))
    if len(offices) > 1:
        found.append(Filter("office", _("Office"), [Option(office.id.hex, office.name) for office in offices]))
    return found


def agency_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Agencies"),
        counted=lambda number: ngettext("{count} agency", "{count} agencies", number).format(
            count=wording.count(number)
        ),
        placeholder=_("Name or number"),
        nothing_yet=_("No agencies yet"),
        what_to_do=_("Register the first agency, or import the list that the office keeps now."),
        icon="building",
    )


def _licence_number(line: AgencyLine) -> str:
    return "" if line.licence is None else line.licence.number


def _valid_through(line: AgencyLine) -> date | None:
    return None if line.licence is None else line.licence.status.valid_through


def _category(line: AgencyLine) -> str:
    return "" if line.licence is None else line.licence.category


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
