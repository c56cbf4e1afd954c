"""The list of licences, as of a day and as known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.licensing.licence_listing import LicenceListing
from registry_app.ui.licences.actions import APPLY, AS_OF, TODAY
from registry_app.ui.licences.columns import licence_source, licence_words
from registry_app.ui.licences.days_bar import DaysBar
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source

READS = frozenset(
    {
        "licence", "ground", "ground_end", "measure", "measure_end", "application", "application_move", "agency",
        "agency_name", "rule_book", "rule_value", "rule_book_confirmation",
    }
)  # fmt: skip


class LicencesPage(ListPage):
    """Licences with their status on a day; Enter opens one."""

    code: ClassVar[str] = "licences"
    reads: ClassVar[frozenset[str]] = READS
    opens: ClassVar[str] = "licence"

    def make_source(self) -> Source[Any]:
        """Licences as of the office's day, until another is asked for."""
        self.listing = LicenceListing(self.context.today)
        return licence_source(self.listing, self.context.opened.reading)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return licence_words()

    def make_actions(self) -> Sequence[QAction]:
        """A licence begins with an application."""
        return (self.context.action(APPLY, self, lambda: self.context.go_to("new_application")),)

    def arrange(self, card: QWidget) -> QWidget:
        """The days above the list."""
        self.bar = DaysBar(self.context.today)
        show = self.context.action(AS_OF, self, self.bar.ask)
        today = self.context.action(TODAY, self, self.bar.ask_today)
        self.bar.add_buttons(show, today)
        self.bar.asked.connect(self._ask_for)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(card, 1)
        return both

    def _ask_for(self, on: date, known: date) -> None:
        self.listing.ask_for(on, known)
        self.list.refresh()
