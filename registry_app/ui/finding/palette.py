"""The finder over the window: one line, what it means below, Enter opens it; the newest question wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, ngettext, say
from registry_app.finding.queries import Hit
from registry_app.finding.rules import LONGEST
from registry_app.ui.finding.lines import Command, Line, Recent, lines_before_asking, lines_for
from registry_app.ui.finding.rows import LineDelegate, Lines
from registry_app.ui.jobs import Job, Runner
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.icons import icon
from registry_app.ui.theme.look import scaled, tokens
from registry_app.ui.widgets.announcing import announce
from registry_app.ui.widgets.empty import EmptyState

Ask = Callable[[str], list[Hit]]
_WIDEST: Final = 680
_HIGHEST: Final = 520
_AROUND: Final = 40
_FROM_ABOVE: Final = 56
_SCRIM: Final = {False: 60, True: 110}  # how dark the window behind becomes, of 255, by whether the look is dark
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES: Final = {Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class Palette(QWidget):
    """Covers the host while it is open; `ask` is called beside the screen's thread.

    Signals:
        hit_chosen: the `Hit` to open.
        command_chosen: the code of the page or verb.
        recent_chosen: the place of the `Recent`, as it was given.
        closed: it is gone, whatever was chosen.
        failed: a fault of ours while asking; a refusal is said in the list.
    """

    hit_chosen = Signal(object)
    command_chosen = Signal(str)
    recent_chosen = Signal(object)
    closed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        host: QWidget,
        ask: Ask,
        commands: Callable[[], Sequence[Command]],
        recent: Callable[[], Sequence[Recent]],
        runner: Runner,
    ) -> None:
        super().__init__(host)
        self._host, self._ask, self._runner = host, ask, runner
        self._commands, self._recent = commands, recent
        self._asking = False
        self._waiting: str | None = None
        self._shown_for = ""
        self._eager = False  # Enter was pressed before the answer came
        self._before: QWidget | None = None
        self._arrange()
        host.installEventFilter(self)
        self.hide()

    # -- opening and closing ------------------------------------------------------------------------------------------

    def appear(self, text: str = "") -> None:
        """Show it with what was typed already; the focus goes back where it was when it closes."""
        if not self.isVisible():
            self._before = self._host.window().focusWidget()
        self._place()
        self._shown_for = ""
        self.show()
        self.raise_()
        self.line.setText(text)
        self.line.end(False)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed(text)

    def close_palette(self) -> None:
        """Take it away; an answer that comes later is not shown."""
        if not self.isVisible():
            return
        self._waiting, self._eager = None, False
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    # -- asking ---------------------------------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        text = text[:LONGEST]
        self._eager = False
        if not text.strip():
            self._waiting = None
            self._show("", lines_before_asking(self._recent(), self._commands()))
        elif self._asking:
            self._waiting = text  # only the newest question waits
        else:
            self._start(text)

    def _start(self, text: str) -> None:
        self._asking = True
        job = Job(lambda: (text, self._ask(text)), self)
        job.succeeded.connect(self._answered)
        job.failed.connect(self._refused)
        self._runner.start(job)

    def _next(self) -> bool:
        """Whether another question was waiting; it is asked now."""
        sender = self.sender()
        if isinstance(sender, Job):
            sender.deleteLater()
        self._asking = False
        text, self._waiting = self._waiting, None
        if text is not None:
            self._start(text)
        return text is not None

    def _answered(self, answer: tuple[str, list[Hit]]) -> None:
        text, hits = answer
        if not self._next() and self.isVisible() and text == self.line.text()[:LONGEST]:
            self._show(text, lines_for(text, hits, self._commands()))

    def _refused(self, error: Exception) -> None:
        if self._next():
            return
        if isinstance(error, RegistryError):
            self._say(error.sentence, error.hint)
        else:
            self.failed.emit(error)

    # -- showing --------------------------------------------------------------------------------------------------------

    def _show(self, text: str, lines: Sequence[Line]) -> None:
        self._shown_for = text.strip()
        self.model.show(lines)
        if not lines:
            self._say(
                say(_("Nothing found for {text}."), text=text.strip()) if text else _("Find anything"),
                _("Try fewer letters, another word of the name, or a number. Names are found in any script.")
                if text
                else _("Type a name in any script, a number, a telephone, or what you want to do."),
            )
            return
        self.list.show()
        self.nothing.hide()
        self._choose(self.model.next_choice(-1, 1))
        self.list.scrollToTop()
        found = sum(not line.is_heading for line in lines)
        if text:
            announce(self.line, say(ngettext("{count} line", "{count} lines", found), count=found))
        if self._eager:
            self.take()

    def _say(self, headline: str, what_to_do: str) -> None:
        self.model.show(())
        self.nothing.set_words(headline, what_to_do)
        self.list.hide()
        self.nothing.show()
        announce(self.line, headline)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
            self.line.setAccessibleDescription(self.model.lines[row].spoken)

    # -- choosing -------------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Open what is chosen; while the list still answers an older question, the first of the answer to come."""
        index = self.list.currentIndex()
        if self._shown_for != self.line.text()[:LONGEST].strip():
            self._eager = True
            return
        if not index.isValid():
            return
        what = self.model.lines[index.row()].what
        self.close_palette()
        if isinstance(what, Hit):
            self.hit_chosen.emit(what)
        elif isinstance(what, Command):
            self.command_chosen.emit(what.code)
        elif isinstance(what, Recent):
            self.recent_chosen.emit(what.place)

    def _clicked(self, index: QModelIndex) -> None:
        if not self.model.lines[index.row()].is_heading:
            self.list.setCurrentIndex(index)
            self.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line that belong to the list; the host's size."""
        if not vars(self):
            return False  # its window is being collected: Qt still tells of it, and nothing of it is left
        if watched is self._host and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange}:
            self._place()
        if watched is self.line and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        row = self.list.currentIndex().row()
        if key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:  # the line is all there is to come to
            key = Qt.Key.Key_Up if key is Qt.Key.Key_Backtab else Qt.Key.Key_Down
        if key in _STEPS:
            self._choose(self.model.next_choice(row, _STEPS[key]))
        elif key in _PAGES:
            last = len(self.model.lines) - 1
            self._choose(
                self.model.next_choice(max(-1, min(last, row + _PAGES[key] - (1 if _PAGES[key] > 0 else 0))), 1)
            )
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif key is Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside it closes it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_palette()

    # -- looks ----------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies behind."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0, _SCRIM[tokens().dark]))

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        wide = min(scaled(_WIDEST), self.width() - 2 * _AROUND)
        high = min(scaled(_HIGHEST), self.height() - _FROM_ABOVE - _AROUND)
        self.panel.setGeometry((self.width() - wide) // 2, _FROM_ABOVE, wide, high)

    def _arrange(self) -> None:
        self.panel = QFrame(self)
        self.panel.setProperty("look", "panel")
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        self.line = QLineEdit()
        self.line.setProperty("look", "search")
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(_("A name in any script, a number, a telephone, a command…"))
        self.line.setAccessibleName(_("Find anything"))
        self._glass = QAction(icon("search"), "", self.line)
        self.line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.model = Lines(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(self._clicked)
        self.nothing = EmptyState("search", _("Find anything"), "")
        self.nothing.hide()
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(18)
        for words in (_("↑ ↓ choose"), _("Enter open"), _("Esc close")):
            row.addWidget(PlainLabel(words, look="small"))
        row.addStretch()
        return row
