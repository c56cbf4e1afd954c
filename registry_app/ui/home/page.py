"""The first page: what must be done now, and how the register stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from registry_app.access.queries import list_users
from registry_app.build.desk import DUE
from registry_app.core.duties import Due
from registry_app.core.texts import _
from registry_app.desk.queries import (
    ComplaintFigures,
    applications_of_today,
    complaints_of_today,
    licences_of_today,
    short_of_today,
    work_list,
)
from registry_app.desk.rules import View, tally
from registry_app.licensing.figures import LicenceFigures
from registry_app.ui.actions import action_button, set_blocked
from registry_app.ui.context import Context
from registry_app.ui.home import actions as verbs
from registry_app.ui.home.figures import Charts, Tiles
from registry_app.ui.home.reading import Reading
from registry_app.ui.home.words import greeting, summary
from registry_app.ui.home.work_card import WorkCard
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.page import PageHead

_LICENCES: Final = frozenset(
    {"licence", "ground", "ground_end", "measure", "measure_end", "application", "application_move", "agency",
     "rule_book", "rule_value", "holiday"}
)  # fmt: skip
_GUARANTEES: Final = frozenset(
    {"guarantee", "guarantee_terms", "guarantee_event", "guarantee_entry", "guarantee_valuation", "exchange_rate",
     "licence", "ground", "agency", "rule_book", "rule_value"}
)  # fmt: skip
_WIDE: Final = 940  # pixels at 100 % text from which list and charts stand side by side
_LEAST_WORK: Final = 360
Work = tuple[Sequence[Due], Mapping[str, str]]


class _Column(QVBoxLayout):
    """Fills the page where there is room: a scroll area would give height for width the height it prefers."""

    def hasHeightForWidth(self) -> bool:
        """No part of the page grows in height as it gets narrow."""
        return False


class HomePage(Page):
    """Greeting, figures, work list, charts; every part is read by itself, and again only when what it shows changed.

    So it listens to changes itself; `reads` is empty, as the desk would have it read everything.
    """

    code: ClassVar[str] = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.head = PageHead(greeting(self._hour(), context.person))
        self.tiles = Tiles(context)
        self.work = WorkCard(context)
        self.charts = Charts()
        self.open_action = context.action(verbs.OPEN, self, self.work.open_current)
        context.action(verbs.NEXT_VIEW, self, lambda: self.work.step_view(1))
        context.action(verbs.FORMER_VIEW, self, lambda: self.work.step_view(-1))
        context.action(verbs.FIGURES, self, self.charts.toggle_figures)
        self.head.add_button(action_button(self.open_action, primary=True))
        self.work.chosen.connect(self._allow_opening)
        self._allow_opening(False)
        self._arrange()
        self.readings = self._make_readings()
        context.changed.connect(self._note)

    def heading(self) -> str:
        """What it is."""
        return _("Home")

    def show_place(self, place: Place) -> None:
        """Show it; the work list is read each time, the figures when they changed or are old."""
        self.place = place
        self.head.set_title(greeting(self._hour(), self.context.person))
        work, *figures = self.readings
        work.read()
        for reading in figures:
            reading.read_if_needed()
        if not any(each.hasFocus() for each in self.findChildren(QWidget)):
            self.work.list.table.setFocus()

    def refresh(self) -> None:
        """Read everything again."""
        for reading in self.readings:
            reading.read_anew()

    def _make_readings(self) -> list[Reading[Any]]:
        context = self.context
        return [
            Reading(context, self, _read_work, self._show_work),
            Reading(context, self, licences_of_today, self._show_licences, _LICENCES),
            Reading(
                context, self, complaints_of_today, self._show_complaints, frozenset({"complaint", "complaint_event"})
            ),
            Reading(
                context, self, lambda session, _on: applications_of_today(session), self.tiles.show_applications,
                frozenset({"application", "application_move"}),
            ),
            Reading(context, self, short_of_today, self.tiles.show_short, _GUARANTEES),
        ]  # fmt: skip

    def _note(self, tables: frozenset[str]) -> None:
        for reading in self.readings:
            reading.note(tables)
            if self.isVisible():
                reading.read_if_needed()

    def _show_work(self, work: Work) -> None:
        lines, officers = work
        self.work.show_lines(lines, officers)
        mine = self.work.lines(View.MINE, View.APPROVALS, View.SENT_BACK)
        self.head.set_subtitle(summary(tally(mine, self.context.today), self.work.count(View.APPROVALS)))

    def _show_licences(self, found: LicenceFigures) -> None:
        self.tiles.show_licences(found)
        self.charts.show_licences(found)

    def _show_complaints(self, found: ComplaintFigures) -> None:
        self.tiles.show_complaints(found)
        self.charts.show_complaints(found)

    def _allow_opening(self, there_is_one: bool) -> None:
        set_blocked(self.open_action, "" if there_is_one else _("There is no step to open in this part of the list."))

    def _hour(self) -> int:
        world = self.context.opened.world
        return world.now().astimezone(world.zone).hour

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the charts under the work list where the page is narrow, or the text large."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)
        self.charts.stand(down if wide else across)
        self.work.setMinimumHeight(0 if wide else scaled(_LEAST_WORK))

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        column = _Column(inside)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(14)
        column.addWidget(self.head)
        column.addWidget(self.tiles)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(14)
        self._row.addWidget(self.work, 8)
        self._row.addWidget(self.charts, 5)
        column.addLayout(self._row, 1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroller)


def _read_work(session: Session, on: date) -> Work:
    return work_list(session, on, DUE), {user.id.hex: user.full_name for user in list_users(session)}
