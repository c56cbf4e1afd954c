"""Names: one entry for each script and kind, with a reading in Latin letters offered as an aid, never put in by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.names import NAME_LIMIT, required_text, search_key
from registry_app.core.texts import N_, _, say
from registry_app.persons.rules import script_of
from registry_app.ui.forms.choices import Choice
from registry_app.ui.forms.entries import ChoiceEntry, LineEntry
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.forms.fields import too_long
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.buttons import icon_button, link

LATIN: Final = "Latn"
_SCRIPTS: Final = {
    "Latn": N_("Latin"), "Arab": N_("Arabic"), "Ethi": N_("Ethiopic"), "Beng": N_("Bengali"), "Deva": N_("Devanagari"),
    "Sinh": N_("Sinhala"), "Taml": N_("Tamil"), "Thai": N_("Thai"), "Khmr": N_("Khmer"), "Mymr": N_("Burmese"),
    "Cyrl": N_("Cyrillic"), "Hani": N_("Chinese"), "Zzzz": N_("another script"),
}  # fmt: skip
_VOWELS_LEFT_OUT: Final = frozenset({"Arab", "Hebr", "Syrc"})


@dataclass(frozen=True)
class NameEntry:
    """A name as it was typed, the code of its kind, its script (ISO 15924; empty where it has no letter)."""

    name: str
    kind: str
    script: str = ""


def script_name(code: str) -> str:
    """The script's name in the language chosen; its code where it is a rare one."""
    return _(_SCRIPTS.get(code, code))


def latin_reading(name: str) -> str:
    """The name in Latin letters, as an aid for the officer: scripts that leave vowels out give consonants only."""
    words = (anyascii(word).replace("'", "").replace("`", "") for word in name.split())
    return " ".join(word[:1].upper() + word[1:].lower() for word in words if word)


class _Line(QWidget):
    """One name with its kind, its script, and the cross that takes it out."""

    changed = Signal()
    refused = Signal(int)
    taken_out = Signal()

    def __init__(self, kinds: Sequence[Choice], usual: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = LineEntry(limit=NAME_LIMIT)
        self.kind = ChoiceEntry()
        for choice in kinds:
            self.kind.addItem(choice.words, choice.code)
        self.kind.setCurrentIndex(max(self.kind.findData(usual), 0))
        self.kind.setMinimumWidth(scaled(140))
        self.script = PlainLabel(look="small")
        self.script.setFixedWidth(scaled(84))
        self.cross = icon_button("x", _("Take this name out"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        row.addWidget(self.script)
        row.addWidget(self.kind)
        row.addWidget(self.cross)
        self.entry.textChanged.connect(self._typed)
        self.entry.refused.connect(self.refused)
        self.kind.currentIndexChanged.connect(self.changed)
        self.cross.clicked.connect(self.taken_out)

    def _typed(self) -> None:
        code = script_of(self.entry.text())
        self.script.setText(script_name(code) if code else "")
        self.changed.emit()


class NamesField(Field):
    """The names of a person or an agency; `kinds` are their kinds by code, the first the usual one.

    Where a name stands in another script and none in Latin letters, a reading is offered; `reading_kind` is the kind it gets.
    """

    wide = True

    def __init__(
        self,
        words: str,
        kinds: Sequence[Choice],
        *,
        reading_kind: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._kinds = tuple(kinds)
        self._reading_kind = reading_kind or kinds[0].code
        self._lines: list[_Line] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.body.addLayout(self._rows)
        self.add_button = link(_("Add a name in another script or of another kind"))
        self.add_button.clicked.connect(self._add_by_hand)
        self.reading_button = link("")
        self.reading_button.clicked.connect(self._take_reading)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.add_button)
        foot.addWidget(self.reading_button)
        foot.addStretch()
        self.body.addLayout(foot)
        self._add()
        self._offer_reading()

    def typed(self) -> list[dict[str, str]]:
        """Each line's name and kind; empty lines only where they are not the last."""
        lines = [{"name": each.entry.text(), "kind": str(each.kind.currentData())} for each in self._lines]
        while lines and not lines[-1]["name"].strip():
            lines.pop()
        return lines

    def typed_of(self, value: object) -> Typed:
        """Lines of name entries."""
        entries = value if isinstance(value, Iterable) else ()
        return [{"name": each.name, "kind": each.kind} for each in entries if isinstance(each, NameEntry)]

    def show_typed(self, typed: Typed) -> None:
        """Put the lines in; one empty line stays for typing."""
        lines = [each for each in typed if isinstance(each, dict)] if isinstance(typed, list) else []
        while len(self._lines) > max(len(lines), 1):
            self._remove(self._lines[-1])
        while len(self._lines) < len(lines):
            self._add()
        for line, kept in zip(self._lines, lines or [{}], strict=True):
            line.entry.write(str(kept.get("name") or ""))
            line.kind.setCurrentIndex(max(line.kind.findData(kept.get("kind") or self._kinds[0].code), 0))
        self._typed_in()

    def read(self) -> tuple[NameEntry, ...]:
        """The names cleaned; raises `BadInput` for what hides, for an empty line between others and for one that is twice."""
        found: list[NameEntry] = []
        for line in self.typed():
            name = required_text(line["name"], what=self.words)
            if any(search_key(name) == search_key(other.name) and line["kind"] == other.kind for other in found):
                raise BadInput(say(_("{name} stands here twice."), name=name), hint=_("Take one of them out."))
            found.append(NameEntry(name, line["kind"], script_of(name)))
        return tuple(found)

    def value(self) -> tuple[NameEntry, ...]:
        """The names; none where one cannot be taken."""
        found = super().value()
        return found if isinstance(found, tuple) else ()

    def words_of(self, typed: Typed) -> str:
        """The names on one line."""
        lines = typed if isinstance(typed, list) else []
        return "; ".join(str(each.get("name", "")) for each in lines if isinstance(each, dict))

    def forget_typing(self) -> None:
        """A new record begins."""
        for line in self._lines:
            line.entry.forget_typing()

    def _add(self) -> _Line:
        usual = self._kinds[0].code if not self._lines else self._kinds[min(1, len(self._kinds) - 1)].code
        line = _Line(self._kinds, usual, self)
        line.changed.connect(self._typed_in)
        line.refused.connect(lambda most: self._refuse_length(too_long(most)))
        line.taken_out.connect(lambda: self._take_out(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        number = len(self._lines)
        self._take_input(line.entry, "" if number == 1 else say(_("name {number}"), number=number))
        self._take_input(line.kind, say(_("kind of name {number}"), number=number))
        self._show_crosses()
        return line

    def _add_by_hand(self) -> None:
        self._add().entry.setFocus()
        self._typed_in()

    def _take_out(self, line: _Line) -> None:
        self._remove(line)
        self._lines[0].entry.setFocus()
        self._typed_in()

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        self._drop_input(line.entry)
        self._drop_input(line.kind)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_crosses()

    def _show_crosses(self) -> None:
        for line in self._lines:
            line.cross.setVisible(len(self._lines) > 1)

    def _typed_in(self) -> None:
        self._offer_reading()
        self._was_typed()

    def _reading(self) -> str:
        names = [line.entry.text().strip() for line in self._lines]
        scripts = [script_of(name) for name in names]
        if LATIN in scripts:
            return ""
        return next((latin_reading(name) for name, script in zip(names, scripts, strict=True) if script), "")

    def _offer_reading(self) -> None:
        reading = self._reading()
        words = (
            _("In Latin letters, without vowels: {name} — take it")
            if any(script_of(line.entry.text()) in _VOWELS_LEFT_OUT for line in self._lines)
            else _("In Latin letters: {name} — take it")
        )
        self.reading_button.setText(say(words, name=reading.replace("&", "&&")))
        self.reading_button.setVisible(bool(reading))

    def _take_reading(self) -> None:
        reading = self._reading()
        if not reading:
            return
        line = next((each for each in self._lines if not each.entry.text().strip()), None) or self._add()
        line.kind.setCurrentIndex(max(line.kind.findData(self._reading_kind), 0))
        line.entry.write(reading)
        line.entry.setFocus()
        line.entry.selectAll()
