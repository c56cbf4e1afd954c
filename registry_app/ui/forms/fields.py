"""Fields of text; `Field` itself, with what every kind of field can do, comes with them."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from registry_app.core.errors import BadInput
from registry_app.core.names import clean_text
from registry_app.core.texts import _, say
from registry_app.ui import wording
from registry_app.ui.forms.entries import LineEntry, LongEntry
from registry_app.ui.forms.field import Field, Typed

__all__ = ["Field", "LongTextField", "TextField", "Typed", "too_long"]


def too_long(limit: int) -> str:
    """Why a paste or a letter was not taken."""
    return say(_("It would be longer than {limit} characters; nothing of it was taken."), limit=wording.count(limit))


class TextField(Field):
    """A line of text of at most `limit` characters, cleaned as `core.names.clean_text` does.

    `latin` ones (numbers, codes) are written from left to right in any language.
    """

    def __init__(
        self, words: str, *, hint: str = "", limit: int = 300, latin: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._limit = limit
        self.entry = LineEntry(limit=limit, latin=latin)
        self.body.addWidget(self.entry)
        self._take_input(self.entry)
        self.entry.textChanged.connect(self._was_typed)
        self.entry.refused.connect(lambda most: self._refuse_length(too_long(most)))

    def typed(self) -> str:
        """The text as it stands."""
        return self.entry.text()

    def show_typed(self, typed: Typed) -> None:
        """Put a text in."""
        self.entry.write(typed if isinstance(typed, str) else "")

    def is_empty(self) -> bool:
        """Whether there are only spaces."""
        return not self.entry.text().strip()

    def read(self) -> str:
        """The text cleaned."""
        return clean_text(self.entry.text(), what=self.words, limit=self._limit)

    def value(self) -> str:
        """The text cleaned; empty where it cannot be taken."""
        found = super().value()
        return found if isinstance(found, str) else ""

    def forget_typing(self) -> None:
        """A new record begins."""
        self.entry.forget_typing()


class LongTextField(Field):
    """Text of several lines, of at most `limit` characters; a paste that is longer is refused whole, with the reason.

    Line breaks stay; what hides is refused as in names.
    """

    wide = True

    def __init__(
        self, words: str, *, hint: str = "", limit: int = 4_000, lines: int = 4, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._limit = limit
        self.entry = LongEntry(limit)
        self.entry.setFixedHeight(math.ceil(self.entry.fontMetrics().lineSpacing() * lines) + 20)
        self.body.addWidget(self.entry)
        self._take_input(self.entry)
        self.entry.textChanged.connect(self._was_typed)
        self.entry.refused.connect(self._say_too_long)

    def _say_too_long(self, count: int) -> None:
        self._refuse_length(
            say(
                _("That makes {count} characters, more than {limit}; nothing of it was taken. Attach it as a file."),
                count=wording.count(count),
                limit=wording.count(self._limit),
            )
        )

    def typed(self) -> str:
        """The text as it stands."""
        return self.entry.toPlainText()

    def show_typed(self, typed: Typed) -> None:
        """Put a text in."""
        self.entry.write(typed if isinstance(typed, str) else "")

    def is_empty(self) -> bool:
        """Whether there are only spaces and line breaks."""
        return not self.entry.toPlainText().strip()

    def read(self) -> str:
        """The text cleaned line by line."""
        text = self.entry.toPlainText()
        if len(text) > self._limit:
            raise BadInput(too_long(self._limit), hint=_("Shorten it; the full text can be attached as a file."))
        lines = (clean_text(line, what=self.words, limit=self._limit) for line in text.splitlines())
        return "\n".join(lines).strip()

    def value(self) -> str:
        """The text cleaned; empty where it cannot be taken."""
        found = super().value()
        return found if isinstance(found, str) else ""

    def forget_typing(self) -> None:
        """A new record begins."""
        self.entry.forget_typing()
