"""The bar at the top: the find line, and who is signed in with what he can do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton

from registry_app.core.texts import _, isolate
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel, plain_tooltip
from registry_app.ui.theme.icons import icon

_FIND_WIDTH = 440
_AROUND_HINT = 64  # the glass and the margins


class FindLine(QLineEdit):
    """The line that opens the finder as soon as somebody comes to it.

    Signals:
        wanted: text typed so far; the finder takes over.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("searchbox")
        self.setPlaceholderText(_("Find agencies, licences, persons, cases…   Ctrl+K"))
        self.setAccessibleName(_("Find anything"))
        self.setToolTip(plain_tooltip(self.placeholderText()))  # whole where the bar has no room for it
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setMaximumWidth(max(_FIND_WIDTH, hint + _AROUND_HINT))
        self._glass = QAction(icon("search"), "", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._hand_over)
        self.installEventFilter(self)

    def dress(self) -> None:
        """Draw the icon again, after the colours changed."""
        self._glass.setIcon(icon("search"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrow down open the finder with nothing typed."""
        wanted = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in wanted:
            self._hand_over(self.text())
            return True
        return super().eventFilter(watched, event)

    def _hand_over(self, text: str) -> None:
        self.clear()
        self.wanted.emit(text)


class TopBar(QFrame):
    """Find line and person."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("top")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 9, 20, 9)
        row.setSpacing(12)
        self.find_line = FindLine()
        row.addWidget(self.find_line, 4)
        row.addStretch(1)
        if context.training:
            mark = PlainLabel(_("Training register: nothing here is real"))
            mark.setObjectName("trainingMark")
            row.addWidget(mark)
        self.person = QToolButton()
        self.person.setObjectName("person")
        self.person.setText(isolate(context.person))
        self.person.setIcon(icon("user"))
        self.person.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.person.setAccessibleName(_("Signed in as {person}").format(person=isolate(context.person)))
        self.person.clicked.connect(self._open_menu)
        row.addWidget(self.person)
        self._menu: QMenu | None = None

    def set_menu(self, menu: QMenu) -> None:
        """What the person's button offers."""
        self._menu = menu

    def dress(self) -> None:
        """Draw icons again, after the colours changed."""
        self.find_line.dress()
        self.person.setIcon(icon("user"))

    def _open_menu(self) -> None:
        if self._menu is not None:
            below = self.person.mapToGlobal(QPoint(0, self.person.height() + 4))
            self._menu.popup(below)
