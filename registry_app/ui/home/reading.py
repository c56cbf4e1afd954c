"""What the home page reads, each part by itself: again when its tables changed, never twice at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Generic, TypeVar

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from registry_app.core.errors import RegistryError
from registry_app.ui.context import Context

T = TypeVar("T")

OLD: Final = timedelta(minutes=10)
"""How old a figure may be when the page is shown again: colleagues change the register from other computers."""


class Reading(Generic[T]):
    """One part of the page: from which tables it is worked out, how it is read, who shows it.

    Without tables every change concerns it. `keeps` says how old it may be when the page is shown.
    """

    def __init__(
        self,
        context: Context,
        owner: QWidget,
        work: Callable[[Session, date], T],
        show: Callable[[T], object],
        tables: frozenset[str] = frozenset(),
        keeps: timedelta = OLD,
    ) -> None:
        self._context = context
        self._owner = owner
        self._work = work
        self._show = show
        self._tables = tables
        self._keeps = keeps
        self._stale = True
        self._under_way = False
        self._again = False
        self._read_at: datetime | None = None

    def note(self, tables: frozenset[str]) -> None:
        """Remember that tables changed."""
        self._stale = self._stale or bool(tables & self._tables if self._tables else tables)

    def read_if_needed(self) -> None:
        """Read again what changed, what is old, and what is of another day."""
        now = self._context.opened.world.now()
        fresh = self._read_at is not None and now - self._read_at < self._keeps and now.date() == self._read_at.date()
        if self._stale or not fresh:
            self.read()

    def read_anew(self) -> None:
        """Read again whatever is known, also after a reading that never came back."""
        self._under_way = False
        self.read()

    def read(self) -> None:
        """Read beside the screen; while a reading is under way another one follows it."""
        if self._under_way:
            self._again = True
            return
        self._under_way, self._stale = True, False
        self._read_at = self._context.opened.world.now()
        opened, today, work = self._context.opened, self._context.today, self._work

        def reading() -> T:
            with opened.reading() as session:
                return work(session, today)

        self._context.run(reading, self._take, self._refuse, owner=self._owner)

    def _take(self, result: T) -> None:
        self._under_way = False
        self._show(result)
        if self._again:
            self._again = False
            self.read()

    def _refuse(self, error: RegistryError) -> None:
        self._under_way = self._again = False
        self._stale = True
        self._context.tell_trouble(error)
