"""The list every page uses: filter line with chips and true count over a table of any length."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.paging import Filters, Sort
from registry_app.core.texts import _, bare, say
from registry_app.ui.jobs import Runner
from registry_app.ui.lists.export import Shown
from registry_app.ui.lists.filter_bar import FilterBar
from registry_app.ui.lists.kept import Forgetful, Kept, SavedFilters, Settings
from registry_app.ui.lists.questions import ColumnsQuestion, DaysQuestion, NameQuestion
from registry_app.ui.lists.source import Filter, Key, Source
from registry_app.ui.lists.table import Remembered, Table
from registry_app.ui.lists.window_model import WindowModel
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.buttons import plain
from registry_app.ui.widgets.empty import EmptyState

MOST_SELECTED: Final = 10_000
_LONGEST_IN_HEADLINE: Final = 40


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
        menu_asked: the key of the row under the pointer, and where on the screen a menu would open.
        failed: what the source raised (a refusal is also said in the list's own line); give it to the desk.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    filters_changed = Signal(object)
    menu_asked = Signal(object, QPoint)
    failed = Signal(object)

    def __init__(
        self,
        source: Source[Any],
        words: ListWords,
        *,
        name: str,
        today: date,
        settings: Settings | None = None,
        export: Callable[[Shown[Any], str], object] | None = None,
        first_step: QWidget | None = None,
        runner: Runner | None = None,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the list's place in the settings ("agencies"); `first_step` the button of the empty list.

        A `quiet` list stands in a card: it has no frame of its own, and its filter line comes when it is called.
        `export` gets what is shown (the selected rows where there are several) and `csv` or `xlsx`; it asks where to
        put the file and makes it by `export.as_csv` or `as_xlsx` as a job. Without it nothing can be exported.
        """
        super().__init__(parent)
        self.source = source
        self._words = words
        self._today = today
        self._kept = Kept(settings or Forgetful(), name)
        self._export = export
        self._quiet = quiet
        self._remembered = Remembered()
        self._told: Key | None = None
        self._wanted: Key | None = None
        self.model = WindowModel(source, self._kept.columns(source.columns), runner, self)
        self.bar = FilterBar(words.placeholder, lambda: source.filters, self._kept.saved)
        self.table = Table(self.model)
        self.table.setAccessibleName(words.title)
        self.nothing_yet = EmptyState(words.icon, words.nothing_yet, words.what_to_do, first_step)
        self.clear_button = plain(_("&Clear the filters"), "filter-off")
        self.no_hit = EmptyState("filter-off", *_nothing_fits(Filters()), self.clear_button)
        self._arrange()
        self._connect()
        self._ask(Filters(), self._kept.sort(source.columns, source.usual_sort))

    # -- what pages ask ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again; selection, current row and scroll position stay with their rows."""
        self._remember()
        self.model.refresh(self._remembered.places)

    def filters(self) -> Filters:
        """What the list is narrowed to."""
        return self.model.wanted.filters

    def set_filters(self, filters: Filters) -> None:
        """Narrow it, as if it had been typed and chosen."""
        self._ask(filters, self.model.wanted.sort)

    def set_sort(self, sort: Sort) -> None:
        """Order it, and keep the order for the next time."""
        self._kept.keep_sort(sort)
        self._ask(self.filters(), sort)

    def current_key(self) -> Key | None:
        """The current row's key."""
        index = self.table.currentIndex()
        return self.model.key(index.row()) if index.isValid() else None

    def current_row(self) -> Any | None:
        """The current row."""
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def selected_keys(self) -> list[Key]:
        """The selected rows' keys, in the list's order; `BadInput` for more than can be worked on at once."""
        keys: list[Key] = []
        for row in self.table.selected_rows():
            if len(keys) == MOST_SELECTED:
                raise BadInput(
                    say(_("More than {most} rows are selected."), most=MOST_SELECTED),
                    hint=_("Narrow the list by a filter, or export the whole of it."),
                )
            key = self.model.key(row)
            if key is not None:
                keys.append(key)
        return keys

    def choose(self, key: Key) -> None:
        """Make a row current and bring it into view, once the list is there; nothing happens when it is not in it."""
        self._wanted = None if self.model.is_settled else key
        place = self.model.known_place(key)
        question = self.model.question
        if place is None:
            place = self.source.place_of(question.filters, question.sort, key)
        if place is not None:
            self.table.go_to(place, centred=True)

    def shown(self) -> Shown[Any]:
        """What the list shows now: the selected rows where there are several, else all of them."""
        question = self.model.question
        several = self.table.selected_count() > 1
        chosen = self.selected_keys() if several else None
        columns = tuple(self.model.columns)
        return Shown(self._words.title, self.source, columns, question.filters, question.sort, chosen)

    def call_filter_line(self, wanted: bool) -> None:
        """Show the filter line of a quiet list and go to it, or put it away with what it narrows the list to."""
        if wanted:
            self._to_field()
        elif self._quiet:
            self.set_filters(Filters())
            self.bar.hide()
            self.table.setFocus()

    def add_tools(self, tools: Sequence[QWidget]) -> None:
        """Put the page's own buttons at the end of the filter line."""
        for tool in tools:
            self.bar.tools.addWidget(tool)

    # -- parts ------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        card = QFrame()
        card.setProperty("look", "" if self._quiet else "card")
        inside = QVBoxLayout(card)
        edge = 0 if self._quiet else 1
        inside.setContentsMargins(edge, edge, edge, edge)
        self._pages = QStackedWidget()
        for page in (self.table, self.nothing_yet, self.no_hit):
            self._pages.addWidget(page)
        inside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.bar)
        column.addWidget(card, 1)
        self.bar.export_button.setVisible(self._export is not None)
        self.bar.setVisible(not self._quiet)
        self.setFocusProxy(self.table)
        self._spread()

    def _connect(self) -> None:
        self.model.answered.connect(self._show_answer)
        self.model.counted.connect(self._show_count)
        self.model.refreshing.connect(self._remember)
        self.model.refreshed.connect(self._find_again)
        self.model.stale.connect(self.refresh)
        self.model.failed.connect(self._show_trouble)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._type_on)
        self.table.sort_asked.connect(self.set_sort)
        self.table.resized.connect(self._spread)
        self.table.arranged.connect(self._kept.keep_width)
        self.table.customContextMenuRequested.connect(self._ask_menu)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._tell_current())
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self.selection_changed.emit())
        self.bar.typed.connect(lambda text: self._ask(self.filters().saying(text), self.model.wanted.sort, typed=True))
        self.bar.changed.connect(self.set_filters)
        self.bar.days_wanted.connect(self._ask_days)
        self.bar.save_wanted.connect(self._save)
        self.bar.picked.connect(self._pick)
        self.bar.forgotten.connect(lambda saved: self._kept.forget(saved.name))
        self.bar.columns_wanted.connect(self._ask_columns)
        self.bar.export_wanted.connect(self._hand_out)
        self.bar.left_down.connect(self.table.setFocus)
        self.bar.field.returnPressed.connect(self._open_only_hit)
        self.clear_button.clicked.connect(lambda: self._clear())
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.activated.connect(self._to_field)

    # -- asking -----------------------------------------------------------------------------------------------------

    def _ask(self, filters: Filters, sort: Sort, *, typed: bool = False) -> None:
        before = self.filters()
        self.table.show_sort(sort)
        self.bar.show_filters(filters)
        self._remember()
        self.model.ask(filters, sort, typed=typed)
        if filters != before:
            self.filters_changed.emit(filters)

    def _clear(self) -> None:
        self.set_filters(Filters())
        self.bar.field.setFocus()

    def _pick(self, saved: SavedFilters) -> None:
        self._ask(saved.filters, saved.sort)

    def _ask_days(self, asked: Filter) -> None:
        question = DaysQuestion(self, asked.words, self._today)
        if question.ask():
            self.set_filters(self.filters().without(asked.code).adding(asked.code, question.value()))

    def _save(self) -> None:
        question = NameQuestion(self)
        if question.ask():
            self._kept.save(question.name.text(), self.filters(), self.model.wanted.sort)

    def _ask_columns(self) -> None:
        question = ColumnsQuestion(self, self.source.columns, [column.code for column in self.model.columns])
        if question.ask():
            self._kept.keep_columns(question.codes())
            self._remember()
            self.model.set_columns(self._kept.columns(self.source.columns))
            self.table.show_sort(self.model.wanted.sort)
            self._find_again({})

    def _hand_out(self, kind: str) -> None:
        if self._export is not None:
            try:
                self._export(self.shown(), kind)
            except BadInput as error:
                self._show_trouble(error)

    # -- answers ----------------------------------------------------------------------------------------------------

    def _show_answer(self) -> None:
        """Another question is answered: its list begins at the top; the current row stays where it is among the first."""
        self.table.scrollToTop()
        place = None if self._remembered.current is None else self.model.known_place(self._remembered.current)
        if place is not None:
            self.table.go_to(place)
        self._settle()

    def _settle(self, near: int = 0) -> None:
        """Rows have come: give them their room, stand on one of them, and tell on which."""
        self.table.measure()
        self._spread()
        self.table.stand(near)
        self._tell_current()

    def _choose_wanted(self) -> None:
        """A row that was asked for before the list had been read."""
        if self._wanted is not None and self.model.is_settled:
            self.choose(self._wanted)

    def _show_count(self) -> None:
        count = self.model.count
        counted = self._words.counted(count.number)
        words = counted if count.exact else say(_("at least {counted}"), counted=bare(counted))
        self.bar.show_count(words)
        filters = self.model.question.filters
        page: QWidget = self.table
        if count.number == 0:
            page = self.no_hit if filters else self.nothing_yet
            self.no_hit.set_words(*_nothing_fits(filters))
        had_focus = self.table.hasFocus()
        self._pages.setCurrentWidget(page)
        if had_focus and page is not self.table:
            self.bar.field.setFocus()
        if count.exact and self.bar.field.hasFocus():
            announce(self.bar.field, words)
        self._choose_wanted()

    def _show_trouble(self, error: Exception) -> None:
        self.bar.show_count(str(error), trouble=True)
        self.failed.emit(error)

    def _remember(self) -> None:
        self._remembered = self.table.remember()

    def _find_again(self, places: Mapping[Key, int]) -> None:
        """The rows have moved: selection, current row and scroll position go back to theirs."""
        before = self._remembered
        self.table.find_again(before, places)
        self._settle(0 if before.current is None else before.places.get(before.current, 0))

    def _tell_current(self) -> None:
        key = self.current_key()
        if key != self._told:
            self._told = key
            self.current_changed.emit(key)

    # -- keys and pointer -------------------------------------------------------------------------------------------

    def _open(self, row: int) -> None:
        key = self.model.key(row)
        if key is not None:
            self.opened.emit(key)

    def _open_only_hit(self) -> None:
        """Enter in the field goes to the rows, and opens the one that fits where it is the only one."""
        if self.model.is_settled and self.model.count.number == 1:
            self._open(0)
        elif self.model.count.number:
            self.table.setFocus()

    def _type_on(self, letters: str) -> None:
        self.bar.show()
        self.bar.field.setFocus()
        self.bar.field.setText(self.bar.field.text() + letters)

    def _to_field(self) -> None:
        self.bar.show()
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    def _ask_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        key = self.model.key(index.row()) if index.isValid() else None
        if key is not None:
            self.menu_asked.emit(key, self.table.viewport().mapToGlobal(at))

    # -- Qt ---------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The columns take the room there is."""
        super().showEvent(event)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text gives the rows another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.table.take_measures()
            self._spread()

    def _spread(self) -> None:
        self.table.spread(self._kept.widths())


def _nothing_fits(filters: Filters) -> tuple[str, str]:
    """Headline and way out where filters leave nothing."""
    if not filters.text:
        return _("Nothing fits the filters"), _("Clear them to see the whole list.")
    headline = say(_("Nothing fits {text}"), text=filters.text[:_LONGEST_IN_HEADLINE])
    if filters.chosen:
        return headline, _("Clear the filters, or write it another way.")
    return headline, _("Write the beginnings of its words, or its number.")
