"""The work list of applications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from registry_app.core.paging import Filters
from registry_app.licensing.application_listing import OPEN_ONES
from registry_app.ui.applications.actions import NEW
from registry_app.ui.applications.columns import application_source, application_words
from registry_app.ui.context import Context
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source

READS = frozenset(
    {
        "application", "application_move", "application_paper", "checklist_item", "paper_finding", "examination",
        "decision", "condition", "clock", "clock_event", "approval", "notice", "term", "agency", "agency_name",
    }
)  # fmt: skip


class ApplicationsPage(ListPage):
    """Applications that are not decided, the most urgent first; Enter opens one."""

    code: ClassVar[str] = "applications"
    reads: ClassVar[frozenset[str]] = READS
    opens: ClassVar[str] = "application"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.list.set_filters(Filters().adding("state", OPEN_ONES))

    def make_source(self) -> Source[Any]:
        """Applications with their clocks as of the office's day."""
        return application_source(self.context.opened.reading, self.context.today)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return application_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new application comes first."""
        return (self.context.action(NEW, self, lambda: self.context.go_to("new_application")),)
