"""The work list as a list on the screen: its columns, its filters, what its rows open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from registry_app.core.duties import About, Due
from registry_app.core.texts import N_, _, bare, ngettext
from registry_app.desk.rules import URGENCY_LABELS, Urgency, urgency
from registry_app.ui import wording
from registry_app.ui.home.words import capital, state_of, waits_for_whom
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.short import ShortSource
from registry_app.ui.lists.source import Column, Filter, Key, Kind, Option
from registry_app.ui.places import Place

_ABOUT: Final = {
    About.AGENCY: N_("agencies"),
    About.APPLICATION: N_("applications"),
    About.LICENCE: N_("licences"),
    About.GUARANTEE: N_("guarantees"),
    About.COMPLAINT: N_("complaints"),
    About.LETTER: N_("letters"),
    About.SERVICE: N_("documents to serve"),
    About.IMPORT: N_("imported lists"),
    About.RULE_BOOK: N_("the rule book"),
    About.OFFICE: N_("the office"),
}
# where the work on a case is done: the page, and the part of it
_PLACES: Final = {
    About.AGENCY: ("agency", ""),
    About.APPLICATION: ("application", ""),
    About.LICENCE: ("licence", ""),
    About.GUARANTEE: ("guarantee", ""),
    About.COMPLAINT: ("complaint", ""),
    About.LETTER: ("counter", "letters"),
    About.SERVICE: ("counter", "services"),
    About.IMPORT: ("import_batch", ""),
    About.RULE_BOOK: ("settings", "rulebook"),
    About.OFFICE: ("settings", "office"),
}
_WITHOUT_RECORD: Final = frozenset({About.RULE_BOOK, About.OFFICE})


def place_of(line: Due) -> Place:
    """Where the step is taken."""
    page, part = _PLACES[line.case.about]
    return Place(page, None if line.case.about in _WITHOUT_RECORD else line.case.id, part)


def key_of(line: Due) -> Key:
    """What identifies a step: its kind and its case."""
    return line.code, line.case.id.hex


def work_source(
    read: Callable[[], Sequence[Due]], officers: Callable[[], Mapping[str, str]], today: Callable[[], date]
) -> ShortSource[Due]:
    """The lines that `read` gives, in their order; `officers` are names by hexadecimal id."""
    return ShortSource(
        work_columns(officers, today),
        read,
        key_of,
        _filters,
        {
            "about": lambda line, value: line.case.about.value == value,
            "urgency": lambda line, value: urgency(line.day, today()).value == value,
        },
    )


def work_columns(officers: Callable[[], Mapping[str, str]], today: Callable[[], date]) -> Sequence[Column[Due]]:
    """Every column there is."""
    return (
        Column("step", _("Step"), lambda line: bare(line.step), width=240, stretch=True),
        Column("case", _("Case"), _case, width=180),
        Column("state", _("State"), lambda line: state_of(line, today()), Kind.MARK, 116),
        Column("day", _("Due"), lambda line: wording.near_day(line.day, today()), width=80),
        Column("number", _("Number"), lambda line: line.case.number, Kind.CODE, 160, shown=False),
        Column("since", _("Waits since"), lambda line: line.since, Kind.DAY, 105, shown=False),
        Column("source", _("Source"), lambda line: bare(line.source), width=150, shown=False),
        Column("whom", _("Waits for"), lambda line: waits_for_whom(line, officers()), width=180, shown=False),
    )


def work_words() -> ListWords:
    """What the list says of itself; the page says the rest by the view that is open."""
    return ListWords(
        title=_("Work list"),
        counted=lambda number: ngettext("{count} step", "{count} steps", number).format(count=wording.count(number)),
        placeholder=_("Step, agency or number"),
        nothing_yet=_("Nothing waits for you"),
        what_to_do="",
        icon="checks",
    )


def _case(line: Due) -> str:
    return line.case.agency or line.case.number


def _filters() -> Sequence[Filter]:
    return (
        Filter("urgency", _("Due"), [Option(each.value, capital(_(URGENCY_LABELS[each]))) for each in Urgency]),
        Filter("about", _("About"), [Option(each.value, capital(_(_ABOUT[each]))) for each in About]),
    )
