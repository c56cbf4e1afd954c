"""What a window shows and says: every text, and every text for which there is too little room."""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Final

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTextBoundaryFinder,
)
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from registry_app.core.texts import bare
from registry_app.ui.labels import ShortLabel

ROWS: Final = 30  # of a list; the others repeat them
_TAG: Final = re.compile(r"<[^<>]*>")
_CUT: Final = "…"


@dataclass
class Painted:
    """What the program's own widgets painted, by the module that did."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def listen(self, patch: pytest.MonkeyPatch) -> None:
        """Note it from now on, until the patch is taken back."""
        usual = QPainter.drawText

        def note(painter: QPainter, *arguments: Any) -> Any:
            caller: FrameType = sys._getframe(1)
            where = str(caller.f_globals.get("__name__", ""))
            self.texts += [(where, each) for each in arguments if isinstance(each, str)]
            return usual(painter, *arguments)

        patch.setattr(QPainter, "drawText", note)

    def take(self) -> list[tuple[str, str]]:
        """What was painted since the last taking."""
        taken, self.texts = self.texts, []
        return taken


def settle(turns: int = 3) -> None:
    """Let the window lay itself out and paint."""
    for _turn in range(turns):
        QApplication.processEvents()


def visible(window: QWidget) -> list[QWidget]:
    """The window and what is shown in it."""
    return [window, *(each for each in window.findChildren(QWidget) if each.isVisibleTo(window))]


def texts_of(window: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that a person reads or hears of it; a text may come twice."""
    for widget in visible(window):
        name = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in _own_texts(widget):
            yield name, text
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip()):
            yield f"{name} (said)", html.unescape(_TAG.sub(" ", text))
        if widget.isWindow():
            yield f"{name} (title)", widget.windowTitle()
        for action in widget.actions():
            yield f"{name} (verb)", action.text()
    for menu in window.findChildren(QMenu):
        for action in menu.actions():
            yield "QMenu", action.text()


def _own_texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
            yield widget.text()
        case QPlainTextEdit():
            yield widget.placeholderText()
            yield widget.toPlainText()
        case QTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QAbstractSpinBox():
            yield widget.text()
        case QGroupBox():
            yield widget.title()
        case QTabBar():
            yield from (widget.tabText(place) for place in range(widget.count()))
        case QHeaderView():
            pass  # its model's headings are read with the cells
        case QAbstractItemView() if widget.model() is not None:
            yield from _cells(widget.model())
        case _:
            pass


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
        yield _word(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole))
        for row in range(min(ROWS, model.rowCount())):
            index = model.index(row, column, QModelIndex())
            yield _word(model.data(index, Qt.ItemDataRole.DisplayRole))
            yield _word(model.data(index, Qt.ItemDataRole.AccessibleTextRole))


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def cut_texts(window: QWidget) -> list[str]:
    """Each text that has too little room where it stands, with its widget."""
    found = []
    for widget in visible(window):
        if isinstance(widget, QTabBar):
            found += _cut_tabs(widget)
        need = _need(widget)
        if need is not None and (need.width() > widget.width() + 1 or need.height() > widget.height() + 1):
            found.append(_telling(widget, f"needs {need.width()}×{need.height()}"))
        elif need is not None and (hidden := _outside(widget)):
            found.append(_telling(widget, hidden))
    return found


def _telling(widget: QWidget, what: str) -> str:
    text = next(iter(_own_texts(widget)), "")
    return f"{type(widget).__name__} {widget.objectName()} {widget.width()}×{widget.height()} {what}: {bare(text)}"


def _cut_tabs(bar: QTabBar) -> list[str]:
    return [
        f"tab {bar.tabText(place)}"
        for place in range(bar.count())
        if bar.tabRect(place).width() < bar.fontMetrics().horizontalAdvance(bar.tabText(place).replace("&", ""))
    ]


def _need(widget: QWidget) -> QSize | None:
    """The room that its words need; nothing for what has none or gives way by design."""
    if isinstance(widget, ShortLabel):
        return None
    if isinstance(widget, QLabel):
        if not widget.text():
            return None
        if widget.wordWrap():
            return QSize(_longest_word(widget), widget.heightForWidth(widget.width()))
        return widget.sizeHint()
    if isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
        return widget.sizeHint()
    if isinstance(widget, QToolButton) and widget.text():
        shows = widget.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly or widget.icon().isNull()
        return widget.sizeHint() if shows else None
    if isinstance(widget, QLineEdit) and widget.placeholderText() and not widget.text():
        words = bare(widget.placeholderText())
        whole = html.escape(words) in bare(widget.toolTip())
        return None if whole else QSize(widget.fontMetrics().horizontalAdvance(words), 0)
    return None


def _longest_word(label: QLabel) -> int:
    """How wide the longest piece is that no line may be broken in."""
    text = bare(label.text())
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    start, longest = 0, 0
    while (end := finder.toNextBoundary()) >= 0:
        longest = max(longest, label.fontMetrics().horizontalAdvance(text[start:end].rstrip()))
        start = end
    return longest


def _outside(widget: QWidget) -> str:
    """How much of a widget lies outside its parents, unless it can be scrolled to."""
    area = QRect(QPoint(0, 0), widget.size())
    above = widget
    while not above.isWindow():
        parent = above.parentWidget()
        if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea | QScrollArea):
            return ""
        area.translate(above.pos())
        inside = parent.rect().adjusted(-1, -1, 1, 1)
        if not inside.contains(area):
            return f"lies outside {type(parent).__name__} {parent.objectName()} {parent.width()}×{parent.height()}"
        above = parent
    return ""


def is_cut(painted: str) -> bool:
    """Whether a painted text was shortened; one of our own that ends in dots ends in a bracket in the made-up language."""
    return bare(painted).rstrip().endswith(_CUT)


def verbs_of(window: QWidget) -> list[QAction]:
    """The verbs that stand on a window."""
    return [action for widget in visible(window) for action in widget.actions()]
