"""The list of complaints on the screen: its columns and filters over `complaints.listing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from registry_app.complaints.allegations import CATEGORIES
from registry_app.complaints.listing import BY_DUE, OPEN, ComplaintLine, ComplaintListing
from registry_app.complaints.rules import State
from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.ui import wording
from registry_app.ui.code_words import capital
from registry_app.ui.complaints import words
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.theme.tokens import State as Look

Reading = Callable[[], AbstractContextManager[Session]]
SOON: Final = timedelta(days=7)


def complaint_source(
    reading: Reading, today: date, agency: Callable[[], Option | None]
) -> RegisterSource[ComplaintLine]:
    """Complaints with what is due in them; `agency` is the one that another page asked for, if any."""
    return RegisterSource(
        ComplaintListing(today), reading, complaint_columns(today), lambda: complaint_filters(agency()), BY_DUE
    )


def complaint_columns(today: date) -> Sequence[Column[ComplaintLine]]:
    """Every column there is; workers are counted, never named."""
    return (
        Column("number", _("Number"), lambda line: line.number, Kind.CODE, 170, sort="number"),
        Column("received", _("Received on"), lambda line: line.received_on, Kind.DAY, 108, sort="received"),
        Column("against", _("Against"), lambda line: _joined(line.respondents), width=170, stretch=True),
        Column("about", _("About"), _about, width=168),
        Column("state", _("State"), lambda line: state_mark(line.state), Kind.MARK, 165),
        Column("workers", _("Workers"), lambda line: line.workers, Kind.NUMBER, 75),
        Column("due", _("Due by"), lambda line: due_mark(line, today), Kind.MARK, 180, sort="due"),
        Column("step", _("Next step"), _step, width=260, shown=False),
        Column("channel", _("How it came in"), lambda line: capital(_(words.CHANNELS[line.channel])), width=150, shown=False),
        Column(
            "complainant", _("Brought by"), lambda line: capital(_(words.COMPLAINANTS[line.complainant_kind])), width=150,
            shown=False,
        ),
    )  # fmt: skip


def complaint_filters(agency: Option | None) -> Sequence[Filter]:
    """State (all that are open first), category, how it came in, the day; the agency where another page asked for one."""
    states = [Option(OPEN, _("Open: work goes on"))]
    states += [Option(state.value, words.state_word(state)) for state in State]
    found = [
        Filter("state", _("State"), states),
        Filter("category", _("About"), [Option(each.code, _(each.words)) for each in CATEGORIES]),
        Filter(
            "channel",
            _("How it came in"),
            [Option(code.value, capital(_(each))) for code, each in words.CHANNELS.items()],
        ),
        Filter("received", _("Received on")),
    ]
    return [*found, Filter("agency", _("Against"), [agency])] if agency is not None else found


def complaint_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Complaints"),
        counted=lambda number: ngettext("{count} complaint", "{count} complaints", number).format(
            count=wording.count(number)
        ),
        placeholder=_("Number or agency"),
        nothing_yet=_("No complaints yet"),
        what_to_do=_("When a worker, the family or a mission complains, write it down here; names are sealed at once."),
        icon="message-report",
    )


def state_mark(state: State) -> Mark:
    """Where a complaint stands."""
    return Mark(words.state_word(state), words.STATES[state])


def due_mark(line: ComplaintLine, today: date) -> Mark | None:
    """The last day of the next step: late, soon, or later; without a day it says that nothing sets one."""
    if line.due is None:
        return None
    if line.due.day is None:
        return Mark(_("No term"), Look.NEUTRAL)
    shown = wording.day(line.due.day)
    if line.due.day < today:
        return Mark(say(_("Late: {day}"), day=shown), Look.BAD)
    return Mark(shown, Look.WARN if line.due.day - today <= SOON else Look.NEUTRAL)


def _joined(names: Sequence[str]) -> str:
    return ", ".join(isolate(name) for name in names)


def _about(line: ComplaintLine) -> str:
    return ", ".join(words.category_words(code) for code in line.categories)


def _step(line: ComplaintLine) -> str:
    return line.due.step if line.due is not None else ""
