"""What was done, said in passing, with a way to undo it while it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QWidget

from registry_app.core.texts import _, bare
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.buttons import icon_button, quiet
from registry_app.ui.widgets.pictures import IconLabel

READING_MS: Final = 6_000
UNDOING_MS: Final = 12_000
_LINGER_MS: Final = 1_500
_MOST: Final = 3
_GAP: Final = 8
_FROM_BELOW: Final = 44


class Toast(QFrame):
    """One sentence; it goes by itself, but not while the pointer or the focus is on it.

    Signals:
        gone: it may be taken away.
    """

    gone = Signal()

    def __init__(self, sentence: str, undo: Callable[[], object] | None, state: State, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("look", "toast")
        self.sentence = sentence
        self._undo = undo
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(STATE_ICONS[state], state.value))
        self.words = PlainLabel(sentence, wrap=True)
        self.words.setMinimumWidth(min(self.words.fontMetrics().horizontalAdvance(sentence) + 4, 360))
        row.addWidget(self.words, 1)
        self.undo_button: QPushButton | None = None
        if undo is not None:
            self.undo_button = quiet(_("Undo"), "arrow-back-up")
            self.undo_button.setAccessibleName(_("Undo: {what}").format(what=bare(sentence)))
            self.undo_button.clicked.connect(self._take_back)
            row.addWidget(self.undo_button)
        self.close_button = icon_button("x", _("Close the message"), little=True)
        self.close_button.clicked.connect(self.gone)
        row.addWidget(self.close_button)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(READING_MS if undo is None else UNDOING_MS)
        self.timer.timeout.connect(self.time_is_up)
        self.timer.start()
        self.setAccessibleName(bare(sentence))

    def in_use(self) -> bool:
        """Whether the pointer or the focus is on it."""
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def time_is_up(self) -> None:
        """Go, or stay a little longer for who is still at it."""
        if self.in_use():
            self.timer.start(_LINGER_MS)
        else:
            self.gone.emit()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None  # a second click undoes nothing else
        self.gone.emit()
        if undo is not None:
            undo()


class Toasts(QObject):
    """The toasts of a window, over its lower edge, the newest lowest."""

    _host: QWidget | None = None  # also while it is taken down, when the window still sends its last events

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.shown: list[Toast] = []
        host.installEventFilter(self)

    def show(self, sentence: str, undo: Callable[[], object] | None = None, state: State = State.OK) -> Toast:
        """Say it, also to a screen reader; `undo` is offered while it is shown."""
        while len(self.shown) >= _MOST:
            self._drop(self.shown[0])
        assert self._host is not None
        toast = Toast(sentence, undo, state, self._host)
        toast.gone.connect(lambda: self._drop(toast))
        self.shown.append(toast)
        toast.show()
        self._place()
        announce(self._host, sentence)
        return toast

    def show_toast(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """As `show`, for a signal."""
        self.show(sentence, undo)

    def clear(self) -> None:
        """Take all away, as when the window is locked."""
        for toast in list(self.shown):
            self._drop(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window changes."""
        if not vars(self):
            return False  # its window is being collected: Qt still tells of it, and nothing of it is left
        if (
            self._host is not None
            and watched is self._host
            and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange}
        ):
            self._place()
        return False

    def _drop(self, toast: Toast) -> None:
        if toast not in self.shown:
            return
        self.shown.remove(toast)
        toast.timer.stop()
        toast.hide()
        toast.deleteLater()
        self._place()

    def _place(self) -> None:
        if self._host is None:
            return
        below = self._host.height() - _FROM_BELOW
        for toast in reversed(self.shown):
            wide = min(toast.sizeHint().width(), max(200, self._host.width() - 2 * _FROM_BELOW))
            high = max(toast.heightForWidth(wide), toast.minimumSizeHint().height())
            toast.resize(wide, high)
            below -= high
            toast.move(QPoint((self._host.width() - wide) // 2, below))
            toast.raise_()
            below -= _GAP
