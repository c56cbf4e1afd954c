"""Pages: where the desk can be, and what every page of it can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from registry_app.ui import mnemonics
from registry_app.ui.places import Place

if TYPE_CHECKING:
    from registry_app.ui.context import Context

__all__ = ["Page", "PageSpec", "Place"]


class Page(QWidget):
    """A page of the desk; it asks through its context and shows rows.

    `code` names it in places and help; `reads` are the tables whose change makes it read again.
    """

    code: ClassVar[str] = ""
    reads: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.context = context
        self.place = Place(self.code)

    def heading(self) -> str:
        """What the window's title and a screen reader say the page is; translated."""
        raise NotImplementedError

    def show_place(self, place: Place) -> None:
        """Show the record or part asked for; reads again."""
        self.place = place
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown, keeping selection and scroll position."""

    def event(self, event: QEvent) -> bool:
        """Whenever something comes, goes or is worded anew, the keys with Alt are kept apart."""
        if event.type() is QEvent.Type.LayoutRequest:
            mnemonics.settle(self)
        return super().event(event)

    def leave(self) -> bool:
        """Whether the page may be left now; half-filled forms are kept as drafts, so it usually may."""
        return True


@dataclass(frozen=True)
class PageSpec:
    """A page in the table of pages; pages without a place in the rail are reached from others.

    `icon` is a name of resources/icons, `keys` the page's shortcut, `at_end` puts it at the rail's foot. `parent` is the page whose
    place in the rail is marked while this one is shown.
    """

    code: str
    words: str
    icon: str
    factory: Callable[[Context], Page]
    keys: str = ""
    permission: str = "register:read"
    in_rail: bool = True
    at_end: bool = False
    parent: str = ""
