"""Questions to the officer: the few dialogs there are, behind one face, so that a test can answer them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget

from registry_app.core.texts import _
from registry_app.ui.file_dialogs import FileDialogs
from registry_app.ui.labels import PlainLabel
from registry_app.ui.lists.kept import Settings
from registry_app.ui.widgets.button_row import button_row

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
        """A file to read; `kinds` as "Lists (*.csv *.xlsx)", or an ending such as "*.csv", which is put into words."""

    def save_file(self, headline: str, name: str, kinds: str = "") -> Path | None:
        """A file to write, with its ending; the officer has agreed to replace one that is there."""

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
        self.no = QPushButton(_("&Cancel"))
        self.yes = QPushButton(do)
        self.yes.setObjectName("danger" if danger else "primary")
        (self.no if danger else self.yes).setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        column.addLayout(button_row(self.no, self.yes))

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
    """The questions as windows; `settings` remember the folder of the last file."""

    def __init__(self, parent: QWidget, settings: Settings | None = None) -> None:
        self._parent = parent
        self._files = FileDialogs(parent, settings)

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
        return self._files.ask(self._files.opening(headline, kinds))

    def save_file(self, headline: str, name: str, kinds: str = "") -> Path | None:
        """The system's own dialog."""
        return self._files.ask(self._files.saving(headline, name, kinds))

    def open_folder(self, headline: str) -> Path | None:
        """The system's own dialog."""
        return self._files.ask(self._files.choosing_folder(headline))
