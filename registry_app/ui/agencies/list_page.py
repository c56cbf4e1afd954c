"""The list of agencies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from registry_app.ui.agencies.actions import REGISTER
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.agencies import agency_source, agency_words
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source


class AgenciesPage(ListPage):
    """Agencies with the status of their licences today; Enter opens the card."""

    code: ClassVar[str] = "agencies"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"agency", "agency_name", "agency_contact", "agency_address", "licence", "ground", "ground_end"}
    )
    opens: ClassVar[str] = "agency"

    def make_source(self) -> Source[Any]:
        """Agencies as of the office's day."""
        return agency_source(self.context.opened.reading, self.context.today)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return agency_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new agency comes first."""
        return (self.context.action(REGISTER, self, lambda: self.context.go_to("new_agency")),)
