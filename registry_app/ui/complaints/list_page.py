"""The work list of complaints."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from registry_app.agencies.queries import get_rows
from registry_app.complaints.listing import OPEN
from registry_app.core.paging import Filters
from registry_app.ui.complaints import columns
from registry_app.ui.complaints.actions import NEW
from registry_app.ui.context import Context
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Option, Source
from registry_app.ui.pages import Place


class ComplaintsPage(ListPage):
    """Complaints with where they stand and what is due in them; Enter opens the case.

    It begins with the open ones. A part `agency=<id in hexadecimal>` of the place narrows it to one agency.
    """

    code: ClassVar[str] = "complaints"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"complaint", "complaint_event", "complaint_allegation", "complaint_respondent", "complaint_decision",
         "complaint_settlement", "approval", "agency", "agency_name"}
    )  # fmt: skip
    opens: ClassVar[str] = "complaint"

    def __init__(self, context: Context) -> None:
        self._agency: Option | None = None
        super().__init__(context)
        self.list.set_filters(Filters().adding("state", OPEN))

    def make_source(self) -> Source[Any]:
        """Complaints as of the office's day."""
        return columns.complaint_source(self.context.opened.reading, self.context.today, lambda: self._agency)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return columns.complaint_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new complaint comes first."""
        return (self.context.action(NEW, self, lambda: self.context.go_to("new_complaint")),)

    def show_place(self, place: Place) -> None:
        """Show the list; an agency asked for is named in its chip."""
        code, _equals, value = place.part.partition("=")
        if code == "agency" and value:
            agency_id = uuid.UUID(value)
            with self.context.opened.reading() as session:
                row = get_rows(session, [agency_id]).get(agency_id)
            self._agency = Option(value, row.name if row is not None else value)
        super().show_place(place)
