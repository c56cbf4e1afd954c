"""The list of guarantees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtGui import QAction

from registry_app.ui.guarantees.actions import LODGE
from registry_app.ui.guarantees.columns import guarantee_source, guarantee_words
from registry_app.ui.list_page import ListPage
from registry_app.ui.lists.list_view import ListWords
from registry_app.ui.lists.source import Source

READS = frozenset(
    {
        "guarantee", "guarantee_terms", "guarantee_event", "guarantee_entry", "guarantee_verification",
        "guarantee_valuation", "exchange_rate", "agency", "agency_name", "licence", "ground", "rule_book", "rule_value",
    }
)  # fmt: skip


class GuaranteesPage(ListPage):
    """Guarantees as they stand today; a part such as `ends=30` or `cover=short` narrows them."""

    code: ClassVar[str] = "guarantees"
    reads: ClassVar[frozenset[str]] = READS
    opens: ClassVar[str] = "guarantee"

    def make_source(self) -> Source[Any]:
        """Guarantees as of the office's day."""
        return guarantee_source(self.context.opened.reading, self.context.today)

    def words(self) -> ListWords:
        """What the list says of itself."""
        return guarantee_words()

    def make_actions(self) -> Sequence[QAction]:
        """A new guarantee comes first."""
        return (self.context.action(LODGE, self, lambda: self.context.go_to("new_guarantee")),)
