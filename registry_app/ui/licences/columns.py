"""The list of licences on the screen: its columns and filters over `licensing.licence_listing`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from registry_app.core.paging import Sort
from registry_app.core.texts import _, ngettext, say
from registry_app.licensing import open_points
from registry_app.licensing.licence_listing import LicenceListing, list_categories
from registry_app.licensing.standing import LicenceRow
from registry_app.licensing.status import STATE_LABELS, LicenceState
from registry_app.ui import wording
from registry_app.ui.code_words import capital, countries
from registry_app.ui.lists.agencies import licence_mark
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Option, RegisterSource

Reading = Callable[[], AbstractContextManager[Session]]


def licence_source(listing: LicenceListing, reading: Reading) -> RegisterSource[LicenceRow]:
    """Licences by number; the listing says of which days."""
    with reading() as session:
        labels = {each.code: each.label for each in open_points.list_categories(session, listing.days[0]) or ()}
    return RegisterSource(listing, reading, licence_columns(labels), lambda: licence_filters(reading), Sort("number"))


def licence_columns(labels: Mapping[str, str]) -> Sequence[Column[LicenceRow]]:
    """Every column there is; `labels` are the law's words for its categories."""
    return (
        Column("number", _("Number"), lambda row: row.number, Kind.CODE, 165, sort="number"),
        Column("agency", _("Agency"), lambda row: row.agency_name, width=200, sort="agency", stretch=True),
        Column("status", _("Status"), licence_mark, Kind.MARK, 160, sort="status"),
        Column("destinations", _("Destination"), _destinations, width=110),
        Column("valid_from", _("Valid from"), lambda row: row.status.valid_from, Kind.DAY, 115, sort="valid_from"),
        Column(
            "valid_through", _("Valid through"), lambda row: row.status.valid_through, Kind.DAY, 120,
            sort="valid_through",
        ),
        Column("category", _("Category"), lambda row: labels.get(row.category, row.category), width=130, shown=False),
        Column("agency_number", _("Agency number"), lambda row: row.agency_number, Kind.CODE, 165, shown=False),
        Column("doubts", _("Doubts"), lambda row: len(row.status.doubts) or None, Kind.NUMBER, 90, shown=False),
    )  # fmt: skip


def licence_filters(reading: Reading) -> Sequence[Filter]:
    """Status, last day of validity, category where there are several."""
    with reading() as session:
        categories = list_categories(session)
    states = [state for state in LicenceState if state is not LicenceState.NONE]
    found = [
        Filter("status", _("Status"), [Option(state.value, capital(_(STATE_LABELS[state]))) for state in states]),
        Filter("valid_through", _("Valid through")),
        Filter("ends", _("Ends"), [Option(str(days), words) for days, words in _ends()]),
    ]
    if len(categories) > 1:
        found.append(Filter("category", _("Category"), [Option(each, each) for each in categories]))
    return found


def _ends() -> list[tuple[int, str]]:
    return [(days, say(_("within {days} days, not renewed"), days=days)) for days in (30, 60, 90)]


def licence_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Licences"),
        counted=lambda number: ngettext("{count} licence", "{count} licences", number).format(
            count=wording.count(number)
        ),
        placeholder=_("Number or agency"),
        nothing_yet=_("No licences on this day"),
        what_to_do=_("A licence comes from an application that is granted: lodge one for an agency."),
        icon="file-certificate",
    )


def _destinations(row: LicenceRow) -> str:
    return countries(row.scope.get("destinations", ()))
