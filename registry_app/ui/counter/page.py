"""The counter of the office: its parts as tabs, and in the head what can be begun in the part that is open."""

from __future__ import annotations

import uuid
from typing import ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from registry_app.agencies.queries import get_rows
from registry_app.core.paging import Filters
from registry_app.core.texts import _
from registry_app.ui.actions import action_button
from registry_app.ui.context import Context
from registry_app.ui.counter import actions
from registry_app.ui.counter.files_part import FilesPart
from registry_app.ui.counter.letters_part import LettersPart
from registry_app.ui.counter.papers_parts import CollectedPart, SlipsPart
from registry_app.ui.counter.part import CounterPart
from registry_app.ui.counter.services_part import ServicesPart
from registry_app.ui.list_page import MARGINS
from registry_app.ui.lists.source import Option
from registry_app.ui.pages import Page, Place
from registry_app.ui.widgets.page import PageHead


class CounterPage(Page):
    """Place parts: `letters`, `slips`, `collected`, `services`, `files`; a subject is chosen in the part.

    A part such as `answer=unanswered` narrows the register of letters, `agency=<id in hexadecimal>` to one agency.
    """

    code: ClassVar[str] = "counter"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"letter", "hand_in_slip", "hand_in_item", "hand_over", "service", "service_attempt", "paper_file",
         "file_movement", "folio", "attachment", "agency_name"}
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        receive = context.action(actions.RECEIVE, self, lambda: context.go_to("new_letter"))
        send = context.action(actions.SEND, self, self._send)
        collect = context.action(actions.COLLECT, self, self._collect)
        order = context.action(actions.ORDER, self, self._order)
        open_file = context.action(actions.OPEN_FILE, self, self._open_file)
        self.letters = LettersPart(context, (receive, send))
        self.slips = SlipsPart(context, (receive,))
        self.collected = CollectedPart(context, (collect,))
        self.services = ServicesPart(context, (order,))
        self.files = FilesPart(context, (open_file,))
        self.parts: dict[str, CounterPart] = {
            part.code: part for part in (self.letters, self.slips, self.collected, self.services, self.files)
        }
        titles = (_("Letters"), _("Hand-in slips"), _("Papers collected"), _("Service with proof"), _("Paper files"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the counter"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for title, part in zip(titles, self.parts.values(), strict=True):
            self.tabs.addTab(part, title)
        self.head = PageHead(_("Counter"))
        self.buttons = {}
        for action in (collect, order, open_file, send, receive):
            button = action_button(action, primary=action is not send)
            self.buttons[action] = button
            self.head.add_button(button)
        self.tabs.currentChanged.connect(lambda _place: self._turned())
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.tabs, 1)
        self._show_buttons()

    def heading(self) -> str:
        """What it is."""
        return _("Counter")

    @property
    def part(self) -> CounterPart:
        """The part that is open."""
        return next(part for part in self.parts.values() if part is self.tabs.currentWidget())

    def show_place(self, place: Place) -> None:
        """Open a part, narrow the letters, choose a line."""
        code, equals, value = place.part.partition("=")
        if equals and value:
            self._narrow(code, value)
        elif place.part in self.parts:
            self.tabs.setCurrentWidget(self.parts[place.part])
        super().show_place(place)
        if place.subject is not None:
            self.part.choose(place.subject)
        if not any(each.hasFocus() for each in self.findChildren(QWidget)):
            self.part.list.table.setFocus()

    def refresh(self) -> None:
        """Read the part that is open again; the others are read when they are opened."""
        self.part.refresh()

    def _narrow(self, code: str, value: str) -> None:
        self.tabs.setCurrentWidget(self.letters)
        if code == "agency":
            agency_id = uuid.UUID(value)
            with self.context.opened.reading() as session:
                row = get_rows(session, [agency_id]).get(agency_id)
            self.letters.case = Option(value, row.name if row is not None else value)
            code = "case"
        self.letters.list.set_filters(Filters().adding(code, value))

    def _turned(self) -> None:
        self._show_buttons()
        self.refresh()

    def _show_buttons(self) -> None:
        for action, button in self.buttons.items():
            button.setVisible(action in self.part.first)

    def _send(self) -> None:
        self.tabs.setCurrentWidget(self.letters)
        self.letters.send()

    def _collect(self) -> None:
        self.tabs.setCurrentWidget(self.collected)
        self.collected.collect()

    def _order(self) -> None:
        self.tabs.setCurrentWidget(self.services)
        self.services.order()

    def _open_file(self) -> None:
        self.tabs.setCurrentWidget(self.files)
        self.files.open_file()
