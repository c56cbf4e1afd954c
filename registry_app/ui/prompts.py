"""Questions to the officer: the few dialogs there are, behind one face, so that a test can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from registry_app.core.texts import _
from registry_app.ui.labels import PlainLabel

_WIDTH = 460


class Prompts(Protocol):
    """What a page may ask; None or False where the officer turned away."""

    def confirm(self, headline: str, sentence: str, do: str, *, danger: bool = False) -> bool:
        """Whether to do it; `do` is the verb on the button."""

    def ask_reason(self, headline: str, sentence: str, do: str) -> str | None:
        """The written reason; never empty."""

    def choose(self, headline: str, sentence: str, options: Sequence[tuple[str, str]], do: str) -> str | None:
        """The code of one of (code, words)."""

    def open_file(self, headline: str, kinds: str = "") -> Path | None:
        """A file to read; `kinds` as "Lists (*.csv *.xlsx)"."""

    def save_file(self, headline: str, name: str, kinds: str = "") -> Path | None:
        """A file to write; the officer has agreed to replace one that is there."""

    def open_folder(self, headline: str) -> Path | None:
        """A folder."""


class Question(QDialog):
    """One question with its sentence; the page's own widgets go into `body`."""

    def __init__(self, parent: QWidget | None, headline: str, sentence: str, do: str, *, danger: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(headline)
        self.setMinimumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = PlainLabel(headline)
        title.setObjectName("h2")
        self.sentence = PlainLabel(sentence)
        self.sentence.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(self.sentence)
        self.body = QVBoxLayout()
        column.addLayout(self.body)
        buttons = QDialogButtonBox()
        self.no = buttons.addButton(_("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.yes = buttons.addButton(do, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setObjectName("danger" if danger else "primary")
        (self.no if danger else self.yes).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def ask(self) -> bool:
        """Show it until it is answered."""
        return self.exec() == QDialog.DialogCode.Accepted


class ReasonQuestion(Question):
    """Asks for a text that must not be empty."""

    def __init__(self, parent: QWidget | None, headline: str, sentence: str, do: str) -> None:
        super().__init__(parent, headline, sentence, do)
        label: QLabel = PlainLabel(_("&Reason"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Reason"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(96)
        label.setBuddy(self.text)
        self.body.addWidget(label)
        self.body.addWidget(self.text)
        self.yes.setEnabled(False)
        self.text.textChanged.connect(lambda: self.yes.setEnabled(bool(self.text.toPlainText().strip())))
        self.text.setFocus()


class Dialogs:
    """The questions as windows."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def confirm(self, headline: str, sentence: str, do: str, *, danger: bool = False) -> bool:
        """Two buttons; where harm is possible Enter does nothing."""
        return Question(self._parent, headline, sentence, do, danger=danger).ask()

    def ask_reason(self, headline: str, sentence: str, do: str) -> str | None:
        """A text that must not be empty."""
        question = ReasonQuestion(self._parent, headline, sentence, do)
        return question.text.toPlainText().strip() if question.ask() else None

    def choose(self, headline: str, sentence: str, options: Sequence[tuple[str, str]], do: str) -> str | None:
        """One of a few."""
        question = Question(self._parent, headline, sentence, do)
        buttons = [(code, QRadioButton(words)) for code, words in options]
        for _code, button in buttons:
            question.body.addWidget(button)
            button.toggled.connect(lambda: question.yes.setEnabled(any(each.isChecked() for _c, each in buttons)))
        question.yes.setEnabled(False)
        if not question.ask():
            return None
        return next(code for code, button in buttons if button.isChecked())

    def open_file(self, headline: str, kinds: str = "") -> Path | None:
        """The system's own dialog."""
        chosen, _kind = QFileDialog.getOpenFileName(self._parent, headline, "", kinds)
        return Path(chosen) if chosen else None

    def save_file(self, headline: str, name: str, kinds: str = "") -> Path | None:
        """The system's own dialog."""
        chosen, _kind = QFileDialog.getSaveFileName(self._parent, headline, name, kinds)
        return Path(chosen) if chosen else None

    def open_folder(self, headline: str) -> Path | None:
        """The system's own dialog."""
        chosen = QFileDialog.getExistingDirectory(self._parent, headline)
        return Path(chosen) if chosen else None
