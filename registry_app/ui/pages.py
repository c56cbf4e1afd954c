"""Pages: where the desk can be, and what every page of it can do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from registry_app.ui.context import Context


@dataclass(frozen=True)
class Place:
    """Where to go: a page by its code, the record it shows, a part of it such as a section."""

    page: str
    subject: uuid.UUID | None = None
    part: str = ""


class Page(QWidget):
    """A page of the desk; it asks through its context and shows rows.

    `code` names it in places and help; `reads` are the tables whose change makes it read again.
    """

    code: ClassVar[str] = ""
    reads: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
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

    def leave(self) -> bool:
        """Whether the page may be left now; half-filled forms are kept as drafts, so it usually may."""
        return True


@dataclass(frozen=True)
class PageSpec:
    """A page in the table of pages: `icon` as in resources/icons, `keys` its shortcut; pages without a place in the
    rail are reached from others.
    """

    code: str
    words: str
    icon: str
    factory: Callable[[Context], Page]
    keys: str = ""
    permission: str = "register:read"
    in_rail: bool = True
    at_end: bool = False
