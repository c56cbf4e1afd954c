"""The desk of the person signed in: rail, find line, the page shown, and the line that says office, disk and backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _
from registry_app.ui import shell_actions as verbs
from registry_app.ui.actions import ActionSpec
from registry_app.ui.context import Context
from registry_app.ui.failures import FailuresWindow, sentence_for
from registry_app.ui.finder import Finder
from registry_app.ui.finding.lines import Recent
from registry_app.ui.help import HelpWindow
from registry_app.ui.keymap import KeyMapWindow
from registry_app.ui.navigation import Rail, Trail
from registry_app.ui.pages import Page, PageSpec, Place
from registry_app.ui.status_line import StatusLine
from registry_app.ui.theme import fonts
from registry_app.ui.top_bar import TopBar
from registry_app.ui.widgets.strips import MessageStrip
from registry_app.ui.widgets.toasts import Toasts

HOME = "home"


class Desk(QWidget):
    """Everything behind the sign-in; `pages` and `actions` are the tables of the program."""

    def __init__(self, context: Context, pages: Sequence[PageSpec], actions: Sequence[ActionSpec]) -> None:
        super().__init__()
        self.context = context
        self.specs = {spec.code: spec for spec in pages if context.may(spec.permission)}
        self.actions_table = tuple(actions)
        self.pages: dict[str, Page] = {}
        self.trail = Trail()
        self.failures = FailuresWindow(self)
        self.on_sign_out: Callable[[], object] = lambda: None
        self._stale: set[str] = set()
        self._headings: dict[Place, str] = {}
        self._arrange()
        self._bind()
        self._listen()

    def begin(self) -> None:
        """Show the first page."""
        self.go(Place(HOME if HOME in self.specs else next(iter(self.specs))))
        if trouble := self.context.preferences.trouble or fonts.trouble():
            self.strip.show_message(trouble)

    @property
    def page(self) -> Page:
        """The page shown."""
        shown = self.stack.currentWidget()
        assert isinstance(shown, Page)
        return shown

    def go(self, place: Place, *, keep: bool = True) -> None:
        """Show a place; a page asks once whether it may be left."""
        spec = self.specs.get(place.page)
        if spec is None or (self.stack.count() and self.page.code != place.page and not self.page.leave()):
            return
        page = self.pages.get(place.page)
        if page is None:
            page = self.pages[place.page] = spec.factory(self.context)
            self.stack.addWidget(page)
        self.strip.hide()
        self.stack.setCurrentWidget(page)
        self._stale.discard(page.code)
        page.show_place(place)
        place = page.place  # where a page begins a step and not a view, the way back leads to the view
        if keep:
            self.trail.add(place)
        if not any(each.hasFocus() for each in page.findChildren(QWidget)):
            page.setFocus()  # the page's own keys work from the first moment
        self.rail.show_current(spec.parent or place.page)
        self.show_heading(place)

    def show_heading(self, place: Place) -> None:
        """Title the window by the page; remember it for the places one came from."""
        self._headings[place] = heading = self.page.heading()
        self.window().setWindowTitle(_("{page} - Recruitment Agency Register").format(page=heading))

    def close_desk(self) -> None:
        """Stop listening; the pages keep their drafts."""
        for page in self.pages.values():
            page.leave()
        self.context.close()

    def changeEvent(self, event: QEvent) -> None:
        """Draw icons again when the colours changed."""
        if event.type() is QEvent.Type.PaletteChange:
            self.rail.dress()
            self.top.dress()
        super().changeEvent(event)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail([spec for spec in self.specs.values() if spec.in_rail])
        self.top = TopBar(self.context)
        self.strip = MessageStrip()
        self.strip.hide()
        self.stack = QStackedWidget()
        self.status = StatusLine(self.context)
        line = QFrame()
        line.setObjectName("vline")
        line.setFixedWidth(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        around_strip = QVBoxLayout()
        around_strip.setContentsMargins(24, 8, 24, 0)
        around_strip.addWidget(self.strip)
        column.addWidget(self.top)
        column.addLayout(around_strip)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        row.addWidget(self.rail)
        row.addWidget(line)
        row.addLayout(column, 1)
        self.toasts = Toasts(self)

    def _bind(self) -> None:
        context = self.context
        bound: tuple[tuple[ActionSpec, Callable[[], object]], ...] = (
            (verbs.FIND, lambda: self.finder.palette.appear()),
            (verbs.HELP, self.show_help),
            (verbs.KEYS, self.show_keys),
            (verbs.BACK, lambda: self._follow(self.trail.back())),
            (verbs.FORWARD, lambda: self._follow(self.trail.forward())),
            (verbs.REFRESH, lambda: self.page.refresh()),
            (verbs.SIGN_OUT, lambda: self.on_sign_out()),
        )
        self.verbs = {spec.code: context.action(spec, self, handler) for spec, handler in bound}
        for spec in self.specs.values():
            if spec.keys:
                key = QShortcut(QKeySequence(spec.keys), self)
                key.activated.connect(lambda code=spec.code: self.go(Place(code)))
        menu = QMenu(self)
        for each in (verbs.HELP, verbs.KEYS, verbs.SIGN_OUT):
            menu.addAction(self.verbs[each.code])
        self.top.set_menu(menu)
        self.finder = Finder(
            context, self, context.runner, self.specs, self.actions_table, self._recent_places, self._page_at
        )
        self.top.find_line.wanted.connect(self.finder.palette.appear)
        self.rail.chosen.connect(lambda code: self.go(Place(code)))

    def _listen(self) -> None:
        context = self.context
        context.went.connect(self.go)
        context.returned.connect(self.verbs[verbs.BACK.code].trigger)
        context.told.connect(self.toasts.show_toast)
        context.refused.connect(self.show_refusal)
        context.failed.connect(self.show_fault)
        context.changed.connect(self._refresh)
        context.drafts.troubled.connect(self.show_refusal)
        context.headed.connect(lambda: self.show_heading(self.page.place))
        context.started.connect(self.status.add_job)
        context.ended.connect(self.status.drop_job)

    def show_refusal(self, error: RegistryError) -> None:
        """Say why not, where it can be read at leisure."""
        self.strip.show_message(str(error))

    def show_fault(self, error: BaseException) -> None:
        """Admit a fault and show what can be handed on."""
        self.strip.show_message(sentence_for(error))
        self.failures.add(error)

    def show_help(self) -> None:
        """The manual's page for the page shown."""
        HelpWindow.of(self).show_page(self.page.code)

    def show_keys(self) -> None:
        """The map of keys, to read and to print."""
        KeyMapWindow(tuple(self.specs.values()), self.actions_table, self).exec()

    def _recent_places(self) -> list[Recent]:
        return [
            Recent(self._headings[place], place, _(self.specs[place.page].words), self.specs[place.page].icon)
            for place in self.trail.recent()[1:8]
            if place in self._headings
        ]

    def _page_at(self, place: Place) -> Page | None:
        self.go(place)
        return self.page if self.page.code == place.page else None

    def _follow(self, place: Place | None) -> None:
        if place is not None:
            self.go(place, keep=False)

    def _refresh(self, tables: frozenset[str]) -> None:
        for page in self.pages.values():
            if page.reads & tables:
                if page is self.page:
                    page.refresh()
                else:
                    self._stale.add(page.code)  # reads again when it is shown
