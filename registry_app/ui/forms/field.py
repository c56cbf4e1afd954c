"""What every field is: a label, an input, a hint, and under it what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare
from registry_app.ui.forms.entries import LongEntry
from registry_app.ui.forms.notes import NoteLine, Tone
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.buttons import set_wrong

Typed = object
"""What stands in a field as it was typed, also when it cannot be taken: text, bool, None, lists and dicts of them (JSON)."""

_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Field(QWidget):
    """What every field can do.

    `typed` is what stands there, `value` what it means; a kind of field says how one becomes the other (`typed`,
    `show_typed`, `typed_of`, `read`, `words_of`). `wide` fields take the whole width of a form.

    Signals:
        changed: what stands in the field changed, by hand or by program.
        left: the officer went on to another field.
        entered: the input in which Enter was pressed (Ctrl+Enter where Enter begins a line).
        warning_opened: number of the warning whose words were pressed.
    """

    changed = Signal()
    left = Signal()
    entered = Signal(QWidget)
    warning_opened = Signal(int)
    wide = False

    def __init__(self, words: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._hint = hint
        self._context = ""
        self._required = False
        self._edited = False
        self._error = self._said = ""
        self._checks: list[Callable[[object], str]] = []
        self._inputs: list[QWidget] = []
        self.label = PlainLabel(words)
        self.mark = PlainLabel("*", look="error")
        self.mark.setVisible(False)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(4)
        self._heading.addWidget(self.label)
        self._heading.addWidget(self.mark)
        self._heading.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(2)
        self._note = NoteLine(Tone.HINT, hint)
        self._notes.addWidget(self._note)
        self._warnings: list[NoteLine] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self.set_beside(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    # -- what a kind of field says -----------------------------------------------------------------------------------

    def typed(self) -> Typed:
        """What stands there, fit for a draft."""
        raise NotImplementedError

    def show_typed(self, typed: Typed) -> None:
        """Put back what stood there; what does not fit the kind of field is left out."""
        raise NotImplementedError

    def typed_of(self, value: object) -> Typed:
        """How a value would stand there."""
        return "" if value is None else str(value)

    def read(self) -> object:
        """What it means; raises `BadInput` with the sentence for the officer."""
        return self.typed()

    def words_of(self, typed: Typed) -> str:
        """What stood there as one line for reading."""
        return "" if typed is None else str(typed)

    def missing(self) -> str:
        """What is said where it must be filled in and is not."""
        return _("Fill this in.")

    def tidy(self) -> None:
        """Write what was typed in its usual form, on leaving."""

    def forget_typing(self) -> None:
        """Undo leads no further back than to what stands there now."""

    # -- what pages use ----------------------------------------------------------------------------------------------

    def value(self) -> object:
        """What it means; nothing where it is empty or cannot be taken (see `fault`)."""
        try:
            return self.read()
        except RegistryError:
            return None

    def set_value(self, value: object) -> None:
        """Show a value, by program; undo still leads back to what was typed."""
        self.show_typed(self.typed_of(value))

    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not self.typed()

    @property
    def words(self) -> str:
        """The label without its key."""
        return plain_words(self._words)

    @property
    def required(self) -> bool:
        """Whether it must be filled in."""
        return self._required

    def set_required(self, required: bool) -> None:
        """Mark it as one that must be filled in, or not."""
        self._required = required
        self.mark.setVisible(required)
        self._name_inputs()

    def add_check(self, check: Callable[[object], str]) -> None:
        """A further question to the value: a sentence where something is wrong, empty where not."""
        self._checks.append(check)

    def fault(self) -> str:
        """What is wrong with it and how to mend it; empty where nothing is."""
        if self.is_empty():
            return self.missing() if self._required else ""
        try:
            value = self.read()
        except RegistryError as error:
            return str(error)
        return next(filter(None, (check(value) for check in self._checks)), "")

    def error(self) -> str:
        """The sentence that is shown under it."""
        return self._error

    def show_error(self, sentence: str) -> None:
        """Show what is wrong under the field; an empty sentence takes it away."""
        self._error = sentence
        if sentence:
            self._note.say(Tone.ERROR, sentence)
        else:
            self._note.say(Tone.HINT, self._said or self._hint)
        for each in self._wrong_inputs():
            set_wrong(each, bool(sentence))
        self._name_inputs()

    def show_note(self, sentence: str) -> None:
        """Say something helpful where the hint stands, such as the amount in words; an error goes before it."""
        self._said = sentence
        if not self._error:
            self._note.say(Tone.HINT, sentence or self._hint)

    def show_warnings(self, sentences: Sequence[str], *, open_words: str = "") -> None:
        """Say what is not wrong but worth a look ("looks like …"); with `open_words` each has a link of these words."""
        for line in self._warnings:
            self._notes.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._warnings = [NoteLine(Tone.WARNING, sentence, link=open_words) for sentence in sentences]
        for number, line in enumerate(self._warnings):
            line.opened.connect(lambda number=number: self.warning_opened.emit(number))
            self._notes.addWidget(line)

    def focus_here(self) -> None:
        """Put the keys on its first input."""
        for each in self._inputs:
            if each.isEnabled() and each.isVisibleTo(self):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def inputs(self) -> tuple[QWidget, ...]:
        """What can have the keys, in order."""
        return tuple(self._inputs)

    def walked(self) -> tuple[QWidget, ...]:
        """The inputs that Enter leads through: all of them, but for a button that only adds more."""
        return self.inputs()

    def set_label(self, words: str) -> None:
        """Change the label, also to give it a key."""
        self._words = words
        self.label.setText(words)
        self._name_inputs()

    def set_context(self, words: str) -> None:
        """What a screen reader says before the label, such as the row the field stands in."""
        self._context = words
        self._name_inputs()

    def set_beside(self, width: int) -> None:
        """Stand the label beside the input in a column of this width; above it for 0."""
        for item in (self._heading, self.body, self._notes):
            self._grid.removeItem(item)
        beside = width > 0
        self._grid.addLayout(self._heading, 0, 0, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
        self._grid.addLayout(self.body, 0 if beside else 1, 1 if beside else 0)
        self._grid.addLayout(self._notes, 1 if beside else 2, 1 if beside else 0)
        self._grid.setColumnMinimumWidth(0, width)
        self._grid.setColumnStretch(1 if beside else 0, 1)
        self._heading.setContentsMargins(0, 7 if beside else 0, 0, 0)

    # -- for the kinds of fields -------------------------------------------------------------------------------------

    def _take_input(self, widget: QWidget, words: str = "") -> None:
        """Watch an input for leaving it; the first one is the label's. `words` name a further one to a screen reader."""
        if not self._inputs:
            self.label.setBuddy(widget)
            self.setFocusProxy(widget)
        widget.setProperty("part", words)
        self._inputs.append(widget)
        widget.installEventFilter(self)
        self._name_inputs()

    def _wrong_inputs(self) -> list[QWidget]:
        """What gets the border of a wrong one."""
        return self._inputs

    def _drop_input(self, widget: QWidget) -> None:
        if widget in self._inputs:
            self._inputs.remove(widget)
            widget.removeEventFilter(self)

    def _was_typed(self) -> None:
        """Called by the kinds at each change: an error that is mended goes at once, a new one waits for the leaving."""
        self._edited = True
        if self._error and not self.fault():
            self.show_error("")
        self.changed.emit()

    def _refuse_length(self, sentence: str) -> None:
        """Say why a paste was not taken, without the leaving of the field."""
        self.show_error(sentence)

    def leave(self) -> None:
        """What happens on leaving: tidy up, say what is wrong; an empty field nobody touched is left in peace."""
        self.tidy()
        fault = self.fault()
        if not (self.is_empty() and not self._edited):
            self.show_error(fault)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice Enter, and that the keys went elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and _walks_on(watched, event):
            self.entered.emit(watched)
            return True
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut and event.reason() not in _PASSING:
            new = QApplication.focusWidget()
            if new is None or not (new is self or self.isAncestorOf(new)):
                self.leave()
        return super().eventFilter(watched, event)

    def _name_inputs(self) -> None:
        for each in self._inputs:
            part = each.property("part")
            name = ": ".join(filter(None, [self._context, self.words, str(part or "")]))
            each.setAccessibleName(bare(name))
            said = [_("required") if self._required else "", bare(self._error or self._hint)]
            each.setAccessibleDescription("; ".join(filter(None, said)))


def _walks_on(watched: QObject, event: QKeyEvent) -> bool:
    """Whether a key in an input leads to the next one: Enter, except where it presses a button or begins a line."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    if isinstance(watched, QAbstractButton) and not isinstance(watched, QCheckBox):
        return False
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    wanted = Qt.KeyboardModifier.ControlModifier if isinstance(watched, LongEntry) else Qt.KeyboardModifier.NoModifier
    return held == wanted


def plain_words(words: str) -> str:
    """A label without the mark of its key (`&&` is one `&`)."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")
