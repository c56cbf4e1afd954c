"""A page that is a list: head with its primary action, the list in a card, export of exactly what is shown."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from registry_app.core.paging import Filters
from registry_app.core.texts import _, say
from registry_app.ui.actions import action_button
from registry_app.ui.context import Context
from registry_app.ui.file_dialogs import saved_words
from registry_app.ui.jobs import JobProgress
from registry_app.ui.lists.export import Shown, as_csv, as_xlsx
from registry_app.ui.lists.list_view import ListView, ListWords
from registry_app.ui.lists.source import Key, Source
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.page import PageHead

MARGINS = (24, 18, 24, 18)
_WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


class ListPage(Page):
    """The shape of every list page; `opens` is the page that shows one row.

    A page gives `make_source`, `words` and, where it has verbs, `make_actions` (the first one is the primary) and
    `make_side` (a widget beside the list that follows the current row).
    """

    opens: ClassVar[str] = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.verbs = list(self.make_actions())
        words = self.words()
        self.head = PageHead(words.title)
        for action in reversed(self.verbs):
            self.head.add_button(action_button(action, primary=action is self.verbs[0]))
        first_step = action_button(self.verbs[0], primary=True) if self.verbs else None
        self.list = ListView(
            self.make_source(), words, name=self.code, today=context.today, settings=context.preferences,
            export=self._export, first_step=first_step,
        )  # fmt: skip
        self.list.opened.connect(self.open_row)
        self.list.failed.connect(self._take_trouble)
        card = Card()
        card.add(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.arrange(card), 1)

    def make_source(self) -> Source[Any]:
        """Where the rows come from."""
        raise NotImplementedError

    def words(self) -> ListWords:
        """What the list says of itself."""
        raise NotImplementedError

    def make_actions(self) -> Sequence[QAction]:
        """The page's verbs, the primary one first."""
        return ()

    def arrange(self, card: QWidget) -> QWidget:
        """The list alone, unless a page puts something beside it."""
        return card

    def heading(self) -> str:
        """The list's title."""
        return self.words().title

    def refresh(self) -> None:
        """Read again; selection and scroll position stay with their rows."""
        self.list.refresh()

    def show_place(self, place: Place) -> None:
        """Show the list; a part such as `status=suspended` narrows it, a subject is chosen in it."""
        super().show_place(place)
        code, _equals, value = place.part.partition("=")
        if value:
            self.list.set_filters(Filters().adding(code, value))
        if place.subject is not None:
            self.list.choose(place.subject)
        if not any(each.hasFocus() for each in self.findChildren(QWidget)):
            self.list.table.setFocus()

    def open_row(self, key: Key) -> None:
        """Enter or a double click on a row."""
        if self.opens and isinstance(key, uuid.UUID):
            self.context.go_to(self.opens, key)

    def _take_trouble(self, error: Exception) -> None:
        self.context.tell_trouble(error)

    def _export(self, shown: Shown[Any], kind: str) -> None:
        path = self.context.prompts.save_file(_("Export the list"), f"{shown.title}.{kind}", f"*.{kind}")
        if path is None:
            return

        def write(progress: JobProgress) -> Path:
            self.context.opened.world.files.write(path, _WRITERS[kind](shown, progress))
            return path

        self.context.job(
            say(_("Exporting {list}"), list=shown.title),
            write,
            lambda done: self.context.toast(saved_words(done)),
            owner=self,
        )
