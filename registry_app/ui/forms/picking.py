"""Picking an agency, a person or anything else of the register by typing a piece of its name or number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, isolate, say
from registry_app.ui.failures import sentence_for
from registry_app.ui.forms.choices import Choice
from registry_app.ui.forms.entries import LineEntry
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.jobs import InThreads, Job, Runner
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.icons import icon
from registry_app.ui.theme.look import scaled

Find = Callable[[str], Sequence[Choice]]
"""What is like a text, best first; called in a thread, so it opens its own reading."""

_ASK_AFTER_MS: Final = 80
_LEAST: Final = 2  # letters
_SHOWN: Final = 8


class _Offers(QFrame):
    """The list under the entry; it never takes the keys."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("look", "panel")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.nothing = PlainLabel(_("Nothing like it in the register."), look="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        column.addWidget(self.nothing)

    def show_under(self, entry: QWidget, choices: Sequence[Choice]) -> None:
        """Show them as wide as the entry."""
        self.setLayoutDirection(QGuiApplication.layoutDirection())
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem("  ·  ".join(isolate(each) for each in (choice.words, choice.detail) if each))
            if choice.warning:
                item.setIcon(icon("alert-triangle", "warn"))
                item.setText(f"{item.text()}  ·  {choice.warning}")
            item.setSizeHint(QSize(0, scaled(32)))
            self.list.addItem(item)
        self.list.setVisible(bool(choices))
        self.nothing.setVisible(not choices)
        if choices:
            self.list.setCurrentRow(0)
        height = scaled(32) * min(len(choices), _SHOWN) + 18 if choices else scaled(40)
        self.setFixedSize(entry.width(), height)
        self.move(entry.mapToGlobal(QPoint(0, entry.height() + 2)))
        self.show()


class PickField(Field):
    """One of the register's records; typing searches, the arrow keys and Enter pick, Escape closes the list.

    The value is the code of the choice (an id in hexadecimal); words that were typed but not picked are no value. A choice's
    `warning` is shown as soon as it is picked.
    """

    def __init__(
        self,
        words: str,
        find: Find,
        *,
        hint: str = "",
        runner: Runner | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._find = find
        self._runner: Runner = runner or InThreads()
        self._picked: Choice | None = None
        self._choices: list[Choice] = []
        self._asked = ""
        self._filling = False
        self.entry = LineEntry()
        self.entry.setPlaceholderText(_("Name or number…"))
        self.body.addWidget(self.entry)
        self._take_input(self.entry)
        self.offers = _Offers(self)
        self.offers.list.itemClicked.connect(lambda item: self._pick_row(self.offers.list.row(item)))
        self._waiting = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._waiting.timeout.connect(self.search_now)
        self.entry.textChanged.connect(self._text_changed)

    def typed(self) -> Typed:
        """The words and what was picked."""
        picked = self._picked
        found: dict[str, str] = {"words": self.entry.text(), "code": picked.code if picked else ""}
        if picked is not None:
            found |= {"detail": picked.detail, "warning": picked.warning}
        return found

    def typed_of(self, value: object) -> Typed:
        """A choice, with its words."""
        if not isinstance(value, Choice):
            return {"words": "", "code": ""}
        return {"words": value.words, "code": value.code, "detail": value.detail, "warning": value.warning}

    def show_typed(self, typed: Typed) -> None:
        """Put words and pick back in."""
        kept = {key: str(value) for key, value in typed.items()} if isinstance(typed, dict) else {}
        words, code = kept.get("words", ""), kept.get("code", "")
        self._picked = Choice(code, words, kept.get("detail", ""), kept.get("warning", "")) if code else None
        self._fill(words)

    def is_empty(self) -> bool:
        """Whether nothing was typed or picked."""
        return not self.entry.text().strip()

    def read(self) -> str | None:
        """The code picked; `BadInput` where something was typed and nothing picked."""
        if self._picked is not None:
            return self._picked.code
        if self.is_empty():
            return None
        raise BadInput(
            say(_("{words} is not picked from the register yet."), words=self.entry.text()),
            hint=_("Choose one of the list that opens while typing."),
        )

    def value(self) -> str | None:
        """The code picked."""
        return self._picked.code if self._picked else None

    def picked(self) -> Choice | None:
        """What was picked, with its words."""
        return self._picked

    def pick(self, choice: Choice) -> None:
        """Pick one."""
        self.offers.hide()
        self._picked = choice
        self._fill(choice.words)

    def words_of(self, typed: Typed) -> str:
        """Its words."""
        return str(typed.get("words", "")) if isinstance(typed, dict) else ""

    def forget_typing(self) -> None:
        """A new record begins."""
        self._filling = True
        self.entry.forget_typing()
        self._filling = False

    def leave(self) -> None:
        """The list closes; one result that is exactly what was typed counts as picked."""
        self._waiting.stop()
        self.offers.hide()
        exact = [each for each in self._choices if each.words.casefold() == self.entry.text().strip().casefold()]
        if self._picked is None and len(exact) == 1:
            self.pick(exact[0])
        super().leave()

    def search_now(self) -> None:
        """Ask the register for what is typed."""
        self._waiting.stop()
        text = self.entry.text().strip()
        self._asked = text
        if len(text) < _LEAST:
            self.offers.hide()
            return
        job = Job(partial(self._find, text), self)
        job.succeeded.connect(partial(self._show_choices, text))
        job.failed.connect(self._refuse)
        self._runner.start(job)

    def _show_choices(self, asked: str, choices: Sequence[Choice]) -> None:
        if asked != self._asked or self._picked is not None:
            return  # something else was typed meanwhile
        self._choices = list(choices)
        if self.entry.hasFocus():
            self.offers.show_under(self.entry, self._choices)

    def _refuse(self, error: Exception) -> None:
        self.offers.hide()
        self.show_error(sentence_for(error))

    def _text_changed(self) -> None:
        if self._filling:
            return
        self._picked = None
        self.show_warnings([])
        self._waiting.start()
        self._was_typed()

    def _fill(self, words: str) -> None:
        self._filling = True
        self.entry.write(words)
        self._filling = False
        warning = self._picked.warning if self._picked else ""
        self.show_warnings([warning] if warning else [])
        self.show_note(self._picked.detail if self._picked else "")
        self._was_typed()

    def _pick_row(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.pick(self._choices[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys go to the list while it is open; Enter picks and the form walks on with the next Enter."""
        if not vars(self):
            return False  # its window is being collected: Qt still tells of it, and nothing of it is left
        if (
            watched is self.entry
            and self.offers.isVisible()
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self._key(Qt.Key(event.key()))
        ):
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        rows, row = self.offers.list.count(), self.offers.list.currentRow()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and rows:
            self.offers.list.setCurrentRow((row + (1 if key is Qt.Key.Key_Down else -1)) % rows)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and rows:
            self._pick_row(row)
            return True
        if key is Qt.Key.Key_Escape:
            self.offers.hide()
            return True
        return False
