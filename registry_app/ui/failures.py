"""How an error is said on the screen: a refusal speaks for itself, a fault of ours is admitted and can be handed on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.button_row import button_row

_log = logging.getLogger(__name__)


def places_of(error: BaseException) -> str:
    """Where it happened, without values: a message or a local variable could name a person."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return "\n".join([type(error).__name__, *frames])


def sentence_for(error: BaseException) -> str:
    """What the officer reads. A fault is logged with its place, never with values."""
    if isinstance(error, RegistryError):
        return str(error)
    _log.error("%s", places_of(error))
    return say(_("The program made a mistake ({kind}); nothing was changed."), kind=type(error).__name__)


class Faults(QObject):
    """Catches what nobody caught, in any thread and also while painting, and hands it to the screen's thread.

    Signals:
        happened: the exception.
    """

    happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Callable[..., object], Callable[..., object], Callable[..., object]] | None = None

    def watch(self) -> None:
        """Take the hooks of the interpreter."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._tell(args.exc_value)
        sys.unraisablehook = lambda args: self._tell(args.exc_value)

    def leave(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._tell(error.with_traceback(trace))

    def _tell(self, error: BaseException | None) -> None:
        if error is not None:
            self.happened.emit(error)


class FailuresWindow(QDialog):
    """What went wrong in this session and was ours: what happened, where, and how to hand it on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The program made a mistake"))
        self.setMinimumSize(560, 320)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.sentence = PlainLabel()
        self.sentence.setWordWrap(True)
        column.addWidget(self.sentence)
        advice = PlainLabel(
            _("What you typed is kept as a draft. Do it once more; if it happens again, hand on what stands below.")
        )
        advice.setWordWrap(True)
        column.addWidget(advice)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.details.setAccessibleName(_("Where it happened; holds no personal data"))
        column.addWidget(self.details, 1)
        copy, close = QPushButton(_("C&opy")), QPushButton(_("&Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        close.setDefault(True)
        close.clicked.connect(self.hide)
        column.addLayout(button_row(close, None, [copy]))

    def add(self, error: BaseException) -> None:
        """Show one more; the newest stands first."""
        self.sentence.setText(sentence_for(error))
        older = self.details.toPlainText()
        self.details.setPlainText("\n\n".join(filter(None, [places_of(error), older])))
        self.show()
        self.raise_()
