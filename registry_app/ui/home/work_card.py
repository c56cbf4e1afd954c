"""The work list: four views of what is due, each line with its step, case, state and day; Enter opens the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from registry_app.core.duties import Due
from registry_app.core.texts import _, bare, isolate
from registry_app.desk.rules import View, first_view, seen_as
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.home.columns import key_of, place_of, work_source, work_words
from registry_app.ui.home.words import NOTHING, VIEW_TIPS, VIEWS, explained
from registry_app.ui.labels import PlainLabel, line_height, plain_tooltip
from registry_app.ui.lists.list_view import ListView
from registry_app.ui.lists.source import Key
from registry_app.ui.widgets.buttons import icon_button, plain
from registry_app.ui.widgets.cards import Card

ORDER: Final = tuple(VIEWS)
LINES: Final = 2  # under the list, for why the chosen line is there


class WorkCard(Card):
    """What is due, in one of four views.

    Signals:
        chosen: whether there is a line that could be opened.
    """

    chosen = Signal(bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("My work list"), parent)
        self._context = context
        self._lines: Sequence[Due] = ()
        self._seen: dict[View, list[Due]] = {view: [] for view in ORDER}
        self._officers: Mapping[str, str] = {}
        self._known = False
        self._begin_at_the_top = False
        self.views = QTabBar()
        self.views.setAccessibleName(_("Parts of the work list"))
        self.views.setDrawBase(False)
        self.views.setExpanding(False)
        self.views.setUsesScrollButtons(False)
        self.views.setElideMode(Qt.TextElideMode.ElideRight)
        for place, view in enumerate(ORDER):
            self.views.addTab(_(VIEWS[view]))
            self.views.setTabToolTip(place, plain_tooltip(_(VIEW_TIPS[view])))
        self.everything = plain(_("&Show all of the office"), "list")
        self.everything.clicked.connect(lambda: self.show_view(View.ALL))
        self.list = ListView(
            work_source(lambda: self._seen[self.view], lambda: self._officers, lambda: context.today),
            work_words(),
            name="home",
            today=context.today,
            settings=context.preferences,
            first_step=self.everything,
            runner=context.runner,
            quiet=True,
        )
        self.list.nothing_yet.set_words(_("Reading what is due…"), "")
        self.filter_button = icon_button("filter", _("Filter the work list"), little=True)
        self.filter_button.setCheckable(True)
        self.why = PlainLabel(look="small", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._arrange()
        self._connect()

    @property
    def view(self) -> View:
        """The view that is open."""
        return ORDER[max(self.views.currentIndex(), 0)]

    @property
    def current(self) -> Due | None:
        """The line chosen, else the first one."""
        key = self.list.current_key()
        seen = self._seen[self.view]
        return next((line for line in seen if key_of(line) == key), seen[0] if seen else None)

    def show_lines(self, lines: Sequence[Due], officers: Mapping[str, str]) -> None:
        """Show what was read; the chosen line stays chosen. The first time a view of one's own that is not empty opens."""
        self._lines, self._officers = lines, officers
        self._seen = {view: seen_as(lines, view, self._context.actor) for view in ORDER}
        first_time, self._known = not self._known, True
        self._head_views()
        self._say_nothing()
        self._begin_at_the_top = first_time
        if first_time and first_view(lines, self._context.actor) is not self.view:
            self.show_view(first_view(lines, self._context.actor))
        else:
            self.list.refresh()
        self._explain()

    def show_view(self, view: View) -> None:
        """Open a view."""
        self.views.setCurrentIndex(ORDER.index(view))

    def step_view(self, by: int) -> None:
        """Open the view before or after this one; after the last comes the first."""
        self.views.setCurrentIndex((self.views.currentIndex() + by) % len(ORDER))

    def open_current(self) -> None:
        """Go where the chosen line's work is done."""
        line = self.current
        if line is not None:
            self._context.go(place_of(line))

    def count(self, view: View) -> int:
        """How many lines a view has."""
        return len(self._seen[view])

    def lines(self, *views: View) -> list[Due]:
        """The lines of these views together."""
        return [line for view in views for line in self._seen[view]]

    def _arrange(self) -> None:
        self.add_at_end(self.filter_button)
        self.add(self.views)
        self.add(self.list, 1)
        self.add(self.why)
        self.setFocusProxy(self.list)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the words under the list in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "why"):
            self._measure()

    def _measure(self) -> None:
        # a fixed room: the list would jump as one goes from line to line
        self.why.ensurePolished()
        self.why.setFixedHeight((line_height(self.why) + 2) * LINES)

    def _connect(self) -> None:
        self.filter_button.clicked.connect(self.list.call_filter_line)
        self.list.filters_changed.connect(lambda filters: self.filter_button.setChecked(bool(filters)))
        self.views.currentChanged.connect(lambda _place: self._turn())
        self.list.opened.connect(self._open)
        self.list.model.refreshed.connect(lambda _places: self._begin())
        self.list.current_changed.connect(lambda _key: self._explain())
        self.list.failed.connect(self._context.tell_trouble)

    def _begin(self) -> None:
        """The first line is chosen to begin with, as soon as there is one."""
        if self._begin_at_the_top and self.list.model.rowCount() and self.list.current_key() is None:
            self._begin_at_the_top = False
            self.list.table.go_to(0)

    def _turn(self) -> None:
        self._say_nothing()
        self.list.refresh()
        self._explain()

    def _open(self, key: Key) -> None:
        for line in self._seen[self.view]:
            if key_of(line) == key:
                self._context.go(place_of(line))
                return

    def _head_views(self) -> None:
        for place, view in enumerate(ORDER):
            words, count = _(VIEWS[view]), isolate(wording.count(self.count(view)))
            self.views.setTabText(place, f"{words}  {count}")

    def _say_nothing(self) -> None:
        headline, advice = NOTHING[self.view]
        if self._known:
            self.list.nothing_yet.set_words(_(headline), _(advice))
        self.everything.setVisible(self._known and self.view is not View.ALL and bool(self._lines))

    def _explain(self) -> None:
        line = self.current
        words = explained(line, self._officers) if line is not None else ""
        self.why.setText(words)
        self.why.setToolTip(plain_tooltip(bare(words)))
        self.chosen.emit(line is not None)
