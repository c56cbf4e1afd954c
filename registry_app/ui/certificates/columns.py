"""The list of papers on the screen: its columns and filters over `certificates.listing`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from sqlalchemy.orm import Session

from registry_app.certificates.check_report import KIND_WORDS
from registry_app.certificates.listing import NEWEST, STATES, PaperLine, PaperListing
from registry_app.core.texts import N_, _, ngettext
from registry_app.ui import wording
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Column, Filter, Kind, Mark, Option, RegisterSource
from registry_app.ui.theme.tokens import State

Reading = Callable[[], AbstractContextManager[Session]]
STATE_WORDS: Final = {
    "issued": (N_("Issued"), State.OK),
    "withdrawn": (N_("Withdrawn"), State.BAD),
    "voided": (N_("Voided"), State.NEUTRAL),
    "reserved": (N_("Number taken"), State.WARN),
}
LANGUAGES: Final = {"en": N_("English"), "ar": N_("Arabic")}
LISTED_KINDS: Final = ("licence", "compliance", "reasons")


def kind_words(kind: str) -> str:
    """What kind of paper it is; the code itself for a kind this version does not know."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def state_mark(state: str) -> Mark:
    """What became of a paper."""
    words, mark = STATE_WORDS[state]
    return Mark(_(words), mark)


def paper_source(reading: Reading) -> RegisterSource[PaperLine]:
    """Papers of every state, the newest first."""
    return RegisterSource(PaperListing(), reading, paper_columns(), paper_filters, NEWEST)


def paper_columns() -> Sequence[Column[PaperLine]]:
    """Every column there is."""
    return (
        Column("serial", _("Serial number"), lambda line: line.paper.serial, Kind.CODE, 165, sort="serial"),
        Column("kind", _("Kind"), lambda line: kind_words(line.paper.kind), width=185),
        Column("agency", _("Agency"), lambda line: line.agency_name, width=200, sort="agency", stretch=True),
        Column("state", _("State"), lambda line: state_mark(line.paper.state), Kind.MARK, 120),
        Column("issued", _("Issued on"), lambda line: line.paper.issued_on, Kind.DAY, 110, sort="issued"),
        Column("valid_to", _("Valid through"), lambda line: line.paper.valid_to, Kind.DAY, 115, sort="valid_to"),
        Column("reprints", _("Reprints"), lambda line: line.paper.reprints or None, Kind.NUMBER, 85),
        Column(
            "language", _("Language"), lambda line: _(LANGUAGES.get(line.paper.language, "")), width=90, shown=False
        ),
        Column("agency_number", _("Agency number"), lambda line: line.agency_number, Kind.CODE, 165, shown=False),
        Column("ended", _("Ended on"), lambda line: line.paper.ended_on, Kind.DAY, 110, shown=False),
        Column("reason", _("Why it ended"), lambda line: line.paper.reason, width=220, shown=False),
    )


def paper_filters() -> Sequence[Filter]:
    """State, kind, language, days."""
    return (
        Filter("state", _("State"), [Option(state, _(STATE_WORDS[state][0])) for state in STATES]),
        Filter("kind", _("Kind"), [Option(kind, kind_words(kind)) for kind in LISTED_KINDS]),
        Filter("language", _("Language"), [Option(code, _(words)) for code, words in LANGUAGES.items()]),
        Filter("issued_on", _("Issued on")),
        Filter("valid_to", _("Valid through")),
    )


def paper_words() -> ListWords:
    """What the list says of itself."""
    return ListWords(
        title=_("Certificates"),
        counted=lambda number: ngettext("{count} paper", "{count} papers", number).format(count=wording.count(number)),
        placeholder=_("Serial number or agency"),
        nothing_yet=_("No papers yet"),
        what_to_do=_("Issue the first one: choose an agency, look at the preview, and issue it."),
        icon="printer",
    )
