"""The list every page uses (signatures first; what they do follows within the hour)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from registry_app.core.paging import Filters, Sort
from registry_app.ui.jobs import InThreads, Runner
from registry_app.ui.lists.source import Key, Source


class Settings(Protocol):
    """Where a person's choices are kept: JSON text by key."""

    def get(self, key: str) -> str:
        """The text kept, empty when there is none."""

    def set(self, key: str, text: str) -> None:
        """Keep a text in place of the one before."""


@dataclass(frozen=True)
class ListWords:
    """What a list says of itself; `counted` gives "1,030 agencies" with the language's plural.

    `nothing_yet` and `what_to_do` are shown while the list is empty without any filter.
    """

    title: str
    counted: Callable[[int], str]
    placeholder: str
    nothing_yet: str
    what_to_do: str
    icon: str = "building"


class ListView(QWidget):
    """Filter line with chips and count over a table of any length.

    Signals:
        opened: the key of the row that Enter or a double click opens.
        current_changed: the key of the current row, or None.
        selection_changed: other rows are selected; see `selected_keys`.
        filters_changed: the `Filters` in force.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    filters_changed = Signal(object)

    def __init__(
        self,
        source: Source[Any],
        words: ListWords,
        *,
        name: str,
        settings: Settings | None = None,
        export: Callable[[Any], None] | None = None,
        first_step: QWidget | None = None,
        runner: Runner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the list's place in the settings ("agencies"); `first_step` the button of the empty list.

        `export` gets an `export.Shown` (headings, orders, filters; rows one by one) and asks where to put it.
        """
        super().__init__(parent)
        self._runner = runner or InThreads()

    def refresh(self) -> None:
        """Read again; selection, current row and scroll position stay with their rows."""

    def filters(self) -> Filters:
        """What the list is narrowed to."""
        return Filters()

    def set_filters(self, filters: Filters) -> None:
        """Narrow it, as if it had been typed and chosen."""

    def set_sort(self, sort: Sort) -> None:
        """Order it."""

    def current_key(self) -> Key | None:
        """The current row's key."""
        return None

    def current_row(self) -> Any | None:
        """The current row."""
        return None

    def selected_keys(self) -> list[Key]:
        """The selected rows' keys, in the list's order."""
        return []

    def choose(self, key: Key) -> None:
        """Make a row current and bring it into view; nothing happens when it is not in the list."""

    def add_tools(self, tools: Sequence[QWidget]) -> None:
        """Put the page's own buttons at the end of the filter line."""
