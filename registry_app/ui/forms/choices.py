"""Fields in which something is chosen: one of a list, several, yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from registry_app.core.texts import _
from registry_app.ui.forms.entries import ChoiceEntry
from registry_app.ui.forms.field import Field, Typed


@dataclass(frozen=True)
class Choice:
    """Something to choose: its code (an enum's value or an id in hexadecimal), its words, and what tells it apart.

    `warning` says what the officer should know before choosing it, such as a running ban.
    """

    code: str
    words: str
    detail: str = ""
    warning: str = ""


class ChoiceField(Field):
    """One of a short list; nothing is chosen until the officer does, unless `usual` names a code."""

    def __init__(
        self, words: str, choices: Sequence[Choice], *, hint: str = "", usual: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self.entry = ChoiceEntry()
        self.body.addWidget(self.entry)
        self._take_input(self.entry)
        self._usual = usual
        self.set_choices(choices)
        self.show_typed(usual)
        self.entry.currentIndexChanged.connect(self._was_typed)

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer another list; what was chosen stays where it is still offered."""
        chosen = self.typed()
        self.entry.blockSignals(True)
        self.entry.clear()
        self.entry.addItem(_("— choose —"), "")
        for choice in choices:
            self.entry.addItem(choice.words, choice.code)
        self.show_typed(chosen or self._usual)
        self.entry.blockSignals(False)
        if chosen and self.typed() != chosen:
            self._was_typed()

    def typed(self) -> str:
        """The code chosen, empty for none."""
        return str(self.entry.currentData() or "")

    def show_typed(self, typed: Typed) -> None:
        """Choose a code; one that is not offered leaves nothing chosen."""
        self.entry.setCurrentIndex(max(self.entry.findData(typed), 0) if isinstance(typed, str) else 0)

    def value(self) -> str | None:
        """The code chosen."""
        return self.typed() or None

    def missing(self) -> str:
        """One has to be chosen."""
        return _("Choose one.")

    def words_of(self, typed: Typed) -> str:
        """The words of a code."""
        index = self.entry.findData(typed) if typed else -1
        return self.entry.itemText(index) if index >= 0 else str(typed or "")


class ManyChoice(Field):
    """Any number of a short list, each with its box."""

    wide = True

    def __init__(
        self, words: str, choices: Sequence[Choice], *, hint: str = "", columns: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._words_by_code = {choice.code: choice.words for choice in choices}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for number, choice in enumerate(choices):
            box = QCheckBox(choice.words.replace("&", "&&"))
            box.toggled.connect(self._was_typed)
            grid.addWidget(box, number // columns, number % columns)
            self._boxes[choice.code] = box
            self._take_input(box, choice.words)
        grid.setColumnStretch(columns, 1)
        self.body.addLayout(grid)

    def typed(self) -> list[str]:
        """The codes chosen, in the list's order."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def typed_of(self, value: object) -> Typed:
        """The codes."""
        return [str(code) for code in value] if isinstance(value, Iterable) else []

    def show_typed(self, typed: Typed) -> None:
        """Tick these codes and no other."""
        codes = typed if isinstance(typed, list) else []
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def read(self) -> tuple[str, ...]:
        """The codes chosen."""
        return tuple(self.typed())

    def value(self) -> tuple[str, ...]:
        """The codes chosen."""
        return self.read()

    def words_of(self, typed: Typed) -> str:
        """Their words."""
        return (
            ", ".join(self._words_by_code.get(str(code), str(code)) for code in typed)
            if isinstance(typed, list)
            else ""
        )


class CheckField(Field):
    """Yes or no; the label stands at the box. Required means that it must be ticked, as a declaration is."""

    def __init__(self, words: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self.entry = QCheckBox(words)
        self.label.hide()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.entry)
        row.addWidget(self.mark)
        row.addStretch()
        self.body.addLayout(row)
        self._take_input(self.entry)
        self.label.setBuddy(None)  # type: ignore[arg-type]  # the box has the key itself
        self.entry.toggled.connect(self._was_typed)

    def set_label(self, words: str) -> None:
        """The box carries the label and its key."""
        super().set_label(words)
        self.entry.setText(words)

    def typed(self) -> bool:
        """Whether it is ticked."""
        return self.entry.isChecked()

    def typed_of(self, value: object) -> Typed:
        """Yes or no."""
        return bool(value)

    def show_typed(self, typed: Typed) -> None:
        """Tick it or not."""
        self.entry.setChecked(bool(typed))

    def read(self) -> bool:
        """Whether it is ticked."""
        return self.typed()

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.typed()

    def missing(self) -> str:
        """It has to be ticked."""
        return _("Tick this: it has to be confirmed.")

    def words_of(self, typed: Typed) -> str:
        """Yes or no."""
        return _("yes") if typed else _("no")
