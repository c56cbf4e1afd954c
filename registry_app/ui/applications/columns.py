"""The work list of applications on the screen: its columns and filters over `licensing.application_listing`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from registry_app.core.texts import _, ngettext
from registry_app.licensing.application_listing import BY_DUE, OPEN_ONES, ApplicationLine, ApplicationListing
from registry_app.licensing.open_points import list_categories
from registry_app.licensing.rules import DECIDED, KIND_LABELS, STATE_LABELS, ApplicationState
from registry_app.ui import wording
from registry_app.ui.code_words import capital, country
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.theme.tokens import State

Reading = Callable[[], AbstractContextManager[Session]]
_S = ApplicationState
STATES: Final = {
    _S.DRAFT: State.NEUTRAL,
    _S.LODGED: State.INFO,
    _S.UNDER_EXAMINATION: State.INFO,
    _S.RETURNED: State.NEUTRAL,
    _S.PROPOSED: State.WARN,
    _S.GRANTED: State.OK,
    _S.REFUSED: State.BAD,
    _S.WITHDRAWN: State.NEUTRAL,
}
SOON: Final = timedelta(days=3)


def state_mark(state: ApplicationState) -> Mark:
    """Where an application stands."""
    return Mark(capital(_(STATE_LABELS[state])), STATES[state])


def due_mark(line: ApplicationLine, today: date) -> Mark | None:
    """By when the law wants it decided, with how near that is; nothing once it is decided."""
    if line.row.state in DECIDED:
        return None
    if line.due is None:
        return Mark(_("Stands still"), State.NEUTRAL) if line.stands else Mark(_("Not running"), State.NEUTRAL)
    words = wording.day(line.due) if line.certain else _("{day} or later").format(day=wording.day(line.due))
    return Mark(words, due_state(line.due, today))


def due_state(due: date, today: date) -> State:
    """How near a last day is."""
    if due < today:
        return State.BAD
    return State.WARN if due - today <= SOON else State.INFO


def application_source(reading: Reading, today: date) -> RegisterSource[ApplicationLine]:
    """Applications with their clocks as of a day, the most urgent first."""
    with reading() as session:
        labels = {each.code: each.label for each in list_categories(session, today) or ()}
    columns = application_columns(today, labels)
    return RegisterSource(ApplicationListing(today), reading, columns, application_filters, BY_DUE)


def application_columns(today: date, labels: Mapping[str, str]) -> Sequence[Column[ApplicationLine]]:
    """Every column there is; `labels` are the law's words for its categories."""
    return (
        Column("number", _("Number"), lambda line: line.row.number, Kind.CODE, 165, sort="number"),
        Column("agency", _("Agency"), lambda line: line.row.agency_name, width=200, sort="agency", stretch=True),
        Column("kind", _("Kind"), lambda line: capital(_(KIND_LABELS[line.row.kind])), width=110),
        Column("state", _("State"), lambda line: state_mark(line.row.state), Kind.MARK, 185, sort="state"),
        Column("lodged", _("Lodged on"), lambda line: line.row.lodged_on, Kind.DAY, 105, sort="lodged"),
        Column("due", _("To be decided by"), lambda line: due_mark(line, today), Kind.MARK, 145, sort="due"),
        Column("officer", _("In hand"), lambda line: line.officer, width=140),
        Column("waits", _("Last step"), lambda line: line.row.waits_since, Kind.DAY, 110, "waits", False),
        Column("destination", _("Destination"), lambda line: country(line.row.destination), width=140, shown=False),
        Column(
            "category",
            _("Category"),
            lambda line: labels.get(line.row.category, line.row.category),
            width=140,
            shown=False,
        ),
        Column("agency_number", _("Agency number"), lambda line: line.row.agency_number, Kind.CODE, 165, shown=False),
    )


def application_filters() -> Sequence[Filter]:
    """State, kind, day of lodging."""
    states = [Option(OPEN_ONES, _("Not decided yet"))]
    states += [Option(state.value, capital(_(words))) for state, words in STATE_LABELS.items()]
    return (
        Filter("state", _("State"), states),
        Filter("kind", _("Kind"), [Option(kind.value, capital(_(words))) for kind, words in KIND_LABELS.items()]),
        Filter("lodged_on", _("Lodged on")),
    )


def application_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Applications"),
        counted=lambda number: ngettext("{count} application", "{count} applications", number).format(
            count=wording.count(number)
        ),
        placeholder=_("Number or agency"),
        nothing_yet=_("No applications yet"),
        what_to_do=_("Lodge the first application for an agency; its check list is made from the rule book."),
        icon="file-text",
    )
