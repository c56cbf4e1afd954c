"""Cards, quiet sections and facts: how a page puts its matter in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from registry_app.ui.labels import PlainLabel, led, line_height
from registry_app.ui.theme import style

NOTHING = "—"


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            clear(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()  # it would be seen until the event loop deletes it
            widget.deleteLater()


class _Filled(QFrame):
    """A frame with a head line and a body that is added to."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self.title = PlainLabel(title, look="headline")
        self.title.setVisible(bool(title))
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title)
        self._head.addStretch()
        self._column.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._column.addLayout(self.body, 1)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Show another title; none hides it."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget at the end of the body."""
        self.body.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout, stretch: int = 0) -> None:
        """Add a layout at the end of the body."""
        self.body.addLayout(layout, stretch)

    def add_at_end(self, widget: QWidget) -> None:
        """Add a widget at the end of the head line."""
        self._head.addWidget(widget)

    def clear(self) -> None:
        """Empty the body."""
        clear(self.body)


class Card(_Filled):
    """A surface with a hairline border, a title and a body."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setProperty("look", "card")
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(10)


class Section(_Filled):
    """A quiet part of a card: title, how many there are, its one next action at the end, and a body."""

    def __init__(
        self, title: str, count: int | None = None, action: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(6)
        self.count = PlainLabel(look="small")
        self._head.insertWidget(1, self.count)
        self._action: QWidget | None = None
        self.set_count(count)
        self.set_action(action)

    def set_count(self, count: int | str | None) -> None:
        """Show how many there are, as a number or in words; nothing for none."""
        self.count.setText("" if count is None else str(count))
        self.count.setVisible(count is not None)

    def set_action(self, action: QWidget | None) -> None:
        """Put the one next action at the end; the one before goes."""
        if self._action is not None:
            self._head.removeWidget(self._action)
            self._action.hide()
            self._action.deleteLater()
        self._action = action
        if action is not None:
            self._head.addWidget(action)


class Rule(QFrame):
    """A hairline between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "line")
        self.setFixedHeight(1)


class Facts(QWidget):
    """What is known, as label and value in a grid; a value is text or a widget, and an empty one shows a dash.

    Texts may be marked and copied with the mouse.
    """

    def __init__(
        self,
        pairs: Sequence[tuple[str, str | QWidget]] = (),
        columns: int = 1,
        parent: QWidget | None = None,
        *,
        label_width: int = 96,
    ) -> None:
        """`label_width`, in pixels at 100 % text, is what labels take at least; several lists of one card share one."""
        super().__init__(parent)
        self._label_width = label_width
        self._columns = max(1, columns)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.set_facts(pairs)

    def set_facts(self, pairs: Iterable[tuple[str, str | QWidget]]) -> None:
        """Show these and no others."""
        clear(self._grid)
        self._pairs = list(pairs)
        self._lines: list[tuple[PlainLabel, QWidget]] = []
        for place, (words, value) in enumerate(self._pairs):
            row, column = divmod(place, self._columns)
            label = PlainLabel(words, look="muted")
            shown = self._text(words, value) if isinstance(value, str) else value
            self._lines.append((label, shown))
            leading = Qt.AlignmentFlag(0) if isinstance(value, str) else Qt.AlignmentFlag.AlignLeading
            self._grid.addWidget(label, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 2 * column + 1, leading | Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(2 * column + 1, 1)
        self._level()

    def values(self) -> list[tuple[str, str]]:
        """The facts in words, for tests and copying; a widget stands for its accessible name."""
        return [(words, value if isinstance(value, str) else value.accessibleName()) for words, value in self._pairs]

    def event(self, event: QEvent) -> bool:
        """Measure again when a label has: after the size of text has changed, once it wears its new font."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._level()
        return super().event(event)

    def _level(self) -> None:
        """Let label and value keep to the middle of one line, whatever their scripts, and lines to one distance."""
        texts = [each for line in self._lines for each in line if isinstance(each, PlainLabel)]
        usual = max((line_height(each) for each in texts), default=0)
        for label, shown in self._lines:
            high = usual if isinstance(shown, PlainLabel) else max(usual, shown.sizeHint().height())
            label.setMinimumHeight(high)
            if isinstance(shown, PlainLabel):
                shown.setMinimumHeight(high)
        least = style.scaled(self._label_width)
        for column in range(0, 2 * self._columns, 2):
            if self._grid.columnMinimumWidth(column) != least:  # setting it lays out again even where it is the same
                self._grid.setColumnMinimumWidth(column, least)

    @staticmethod
    def _text(words: str, value: str) -> PlainLabel:
        shown = PlainLabel(led(value) or NOTHING, look="" if value else "muted", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shown.setAccessibleDescription(words)
        return shown
