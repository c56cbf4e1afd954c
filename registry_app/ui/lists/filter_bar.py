"""The line above a list: what is typed, the menus of filters, one chip for each filter in force, the count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from registry_app.core.names import search_key
from registry_app.core.paging import Filters
from registry_app.core.texts import _, bare, isolate, say
from registry_app.ui.labels import PlainLabel, plain_tooltip
from registry_app.ui.lists.flow import FlowLayout
from registry_app.ui.lists.kept import SavedFilters
from registry_app.ui.lists.questions import words_for_days
from registry_app.ui.lists.source import Filter, Kind
from registry_app.ui.lists.values import alignment
from registry_app.ui.theme.icons import icon, pixmap
from registry_app.ui.theme.look import scaled, tokens
from registry_app.ui.widgets.buttons import icon_button, link

FEWEST_LETTERS: Final = 2
LONGEST_TEXT: Final = 200
_WIDEST_FIELD: Final = 420
_CROSS: Final = 14
_CHIP_HEIGHT: Final = 28


class FilterChip(QAbstractButton):
    """A filter in force; pressing it takes it away."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(say(_("Remove the filter {filter}"), filter=words))
        self.setToolTip(plain_tooltip(bare(self.accessibleName())))

    def sizeHint(self) -> QSize:
        """Room for words and cross."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + scaled(44), scaled(_CHIP_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter take it away as Space does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A rounded ground, the words, and a cross behind them."""
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() or self.underMouse() else colours.line), wide))
        painter.setBrush(QColor(colours.accent_soft))
        frame = self.rect().toRectF().adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        from_the_left = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        room, edge, cross = scaled(12), scaled(10), scaled(_CROSS)
        painter.setPen(QColor(colours.text))
        before, behind = (room, edge + cross + 4) if from_the_left else (edge + cross + 4, room)
        inside = self.rect().adjusted(before, 0, -behind, 0)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width() + 2)
        painter.drawText(inside, alignment(Kind.TEXT, self.layoutDirection()), words)
        at = self.width() - edge - cross if from_the_left else edge
        painter.drawPixmap(at, (self.height() - cross) // 2, pixmap("x", "muted", cross))
        painter.end()


class SearchField(QLineEdit):
    """The field of the list's text; Escape empties it, Down goes to the table.

    Signals:
        left_down: Down was pressed.
    """

    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.setMaxLength(LONGEST_TEXT)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down mean something of their own."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Shows and changes what a list is narrowed to; it decides nothing.

    Signals:
        typed: the text changed; it is empty while there are too few letters to ask.
        changed: the `Filters` with a chip added or taken away.
        days_wanted: a `Filter` by days was picked.
        save_wanted, columns_wanted: the officer wants to save the filters, to choose columns.
        picked, forgotten: `SavedFilters` picked from the menu, or to be forgotten.
        export_wanted: `csv` or `xlsx`.
        left_down: Down was pressed in the field.
    """

    typed = Signal(str)
    changed = Signal(object)
    days_wanted = Signal(object)
    save_wanted = Signal()
    columns_wanted = Signal()
    picked = Signal(object)
    forgotten = Signal(object)
    export_wanted = Signal(str)
    left_down = Signal()

    def __init__(
        self,
        placeholder: str,
        offered: Callable[[], Sequence[Filter]],
        saved: Callable[[], Sequence[SavedFilters]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._offered = offered
        self._saved = saved
        self._filters = Filters()
        self._words: dict[tuple[str, str], str] = {}
        self.field = SearchField(placeholder)
        self.field.setMaximumWidth(scaled(_WIDEST_FIELD))
        self.field.textChanged.connect(self._type)
        self.field.left_down.connect(self.left_down)
        self.filter_button = _menu_button(_("Fil&ter"), "filter", self._fill_filters)
        self.saved_button = _menu_button(_("Sa&ved"), "bookmark", self._fill_saved)
        self.columns_button = icon_button("columns", _("Columns"))
        self.columns_button.clicked.connect(lambda: self.columns_wanted.emit())
        self.export_button = icon_button("download", _("Export what is shown"))
        self._give_export_menu()
        self.count = PlainLabel(look="muted")
        # isolates come from a taller font, and chips are taller still: neither may push the rows down and up again
        self.count.setMinimumHeight(scaled(_CHIP_HEIGHT))
        self.tools = QHBoxLayout()
        self._chips = FlowLayout()
        self._arrange()

    def show_filters(self, filters: Filters) -> None:
        """Show these filters; nothing is emitted."""
        self._filters = filters
        if _askable(self.field.text()) != filters.text:
            self.field.blockSignals(True)
            self.field.setText(filters.text)
            self.field.blockSignals(False)
        self._show_chips()

    def show_count(self, words: str, *, trouble: bool = False) -> None:
        """Say how many rows there are, or why that cannot be told."""
        self.count.setProperty("look", "error" if trouble else "muted")
        self.count.style().polish(self.count)
        self.count.setText(words)

    def chips(self) -> list[FilterChip]:
        """The chips shown."""
        widgets = [item.widget() for at in range(self._chips.count()) if (item := self._chips.itemAt(at))]
        return [widget for widget in widgets if isinstance(widget, FilterChip)]

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.field, 1)
        first.addWidget(self.filter_button)
        first.addWidget(self.saved_button)
        first.addStretch()
        first.addLayout(self.tools)
        first.addWidget(self.columns_button)
        first.addWidget(self.export_button)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        second.addLayout(self._chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)

    # -- chips ------------------------------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips())
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if any(pair not in self._words for pair in self._filters.chosen):
            self._learn_words()
        for code, value in self._filters.chosen:
            chip = FilterChip(self._words.get((code, value), isolate(value)))
            chip.clicked.connect(lambda _on=False, pair=(code, value): self.changed.emit(self._filters.without(*pair)))
            self._chips.addWidget(chip)
        if self._filters.chosen:
            clear = link(_("Clear all"))
            clear.setFixedHeight(scaled(_CHIP_HEIGHT))
            clear.clicked.connect(lambda: self.changed.emit(Filters()))
            self._chips.addWidget(clear)
        if had_focus:
            chips = self.chips()
            (chips[0] if chips else self.field).setFocus()

    def _learn_words(self) -> None:
        for each in self._offered():
            for option in each.options:
                self._words[each.code, option.value] = say(
                    _("{filter}: {value}"), filter=each.words, value=option.words
                )
            if each.by_days:
                for value in self._filters.of(each.code):
                    words = words_for_days(value)
                    self._words[each.code, value] = say(_("{filter}: {value}"), filter=each.words, value=bare(words))

    # -- menus ------------------------------------------------------------------------------------------------------

    def _fill_filters(self, menu: QMenu) -> None:
        for each in self._offered():
            if each.by_days:
                menu.addAction(_plain(each.words)).triggered.connect(
                    lambda _on=False, asked=each: self.days_wanted.emit(asked)
                )
                continue
            inner = menu.addMenu(_plain(each.words))
            for option in each.options:
                action = inner.addAction(_plain(option.words))
                action.setCheckable(True)
                action.setChecked((each.code, option.value) in self._filters.chosen)
                action.triggered.connect(
                    lambda on, code=each.code, value=option.value: self.changed.emit(
                        self._filters.adding(code, value) if on else self._filters.without(code, value)
                    )
                )

    def _fill_saved(self, menu: QMenu) -> None:
        saved = self._saved()
        for each in saved:
            menu.addAction(_plain(each.name)).triggered.connect(lambda _on=False, one=each: self.picked.emit(one))
        if not saved:
            menu.addAction(_("Nothing is saved yet")).setEnabled(False)
        menu.addSeparator()
        save = menu.addAction(_("&Save these filters…"))
        save.setEnabled(bool(self._filters))
        save.triggered.connect(lambda: self.save_wanted.emit())
        if saved:
            forget = menu.addMenu(_("&Forget"))
            for each in saved:
                forget.addAction(_plain(each.name)).triggered.connect(
                    lambda _on=False, one=each: self.forgotten.emit(one)
                )

    def _give_export_menu(self) -> None:
        menu = QMenu(self.export_button)
        for kind, words in (("xlsx", _("As a &workbook (XLSX)…")), ("csv", _("As a &text file (CSV)…"))):
            action = QAction(words, menu)
            action.triggered.connect(lambda _on=False, asked=kind: self.export_wanted.emit(asked))
            menu.addAction(action)
        self.export_button.setMenu(menu)
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _type(self, text: str) -> None:
        self.typed.emit(_askable(text))


def _askable(text: str) -> str:
    """The text where it has letters enough to ask for; one letter finds half of the register."""
    return text if len(search_key(text)) >= FEWEST_LETTERS else ""


def _plain(words: str) -> str:
    """Words for a menu, in which an ampersand would name a key."""
    return words.replace("&", "&&")


def _menu_button(words: str, name: str, fill: Callable[[QMenu], None]) -> QPushButton:
    button = QPushButton(icon(name), words)
    button.setAccessibleName(words.replace("&", ""))
    menu = QMenu(button)

    def refill() -> None:
        for inner in menu.findChildren(QMenu):
            inner.deleteLater()
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(refill)
    button.setMenu(menu)
    return button
