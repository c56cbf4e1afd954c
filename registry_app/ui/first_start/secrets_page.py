"""What must go on paper now and never again: two shares of the root and the recovery code, each for its own holder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say
from registry_app.core.world import World
from registry_app.ui.labels import PlainLabel
from registry_app.ui.prompts import Prompts
from registry_app.ui.widgets.buttons import plain
from registry_app.ui.widgets.cards import Card
from registry_app.ui.widgets.strips import MessageStrip


@dataclass(frozen=True)
class Secret:
    """A text on paper, the name of its file, who holds it and what it is for."""

    file: str
    title: str
    holder: str
    text: str


class SecretsPage(QWidget):
    """Shows them one beside the other; goes on once each was printed or saved and is said to be in its holder's hands.

    Signals:
        all_kept: whether every one is kept.
    """

    all_kept = Signal(bool)

    def __init__(self, secrets: tuple[Secret, ...], world: World, prompts: Prompts) -> None:
        super().__init__()
        self._world = world
        self._prompts = prompts
        self.strip = MessageStrip()
        self.strip.hide()
        self.boxes: list[QCheckBox] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        note = PlainLabel(
            _(
                "These three texts are shown once. Print each on its own sheet and give it to its holder. Without the shares no new "
                "keys can be made; without the recovery code a register whose passwords are all forgotten stays shut."
            ),
            wrap=True,
        )
        column.addWidget(note)
        column.addWidget(self.strip)
        for secret in secrets:
            column.addWidget(self._card(secret))

    def _card(self, secret: Secret) -> Card:
        card = Card(secret.title)
        card.add(PlainLabel(secret.holder, look="muted", wrap=True))
        text = PlainLabel(secret.text, wrap=True)
        text.setObjectName("secret")
        text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        text.setAccessibleName(secret.title)
        card.add(text)
        box = QCheckBox(_("It is on paper and in its holder's hands"))
        box.setAccessibleName(say(_("{title}: it is on paper and in its holder's hands"), title=secret.title))
        box.toggled.connect(lambda: self.all_kept.emit(all(each.isChecked() for each in self.boxes)))
        self.boxes.append(box)
        row = QHBoxLayout()
        row.addWidget(box, 1)
        for words, icon, do in (
            (_("Save…"), "download", self._save), (_("Print…"), "printer", self._print),
        ):  # fmt: skip
            button = plain(words, icon)
            button.setAccessibleName(f"{words} {secret.title}")
            button.clicked.connect(_bound(do, secret))
            row.addWidget(button)
        card.add_layout(row)
        return card

    def _save(self, secret: Secret) -> None:
        chosen = self._prompts.save_file(secret.title, secret.file)
        if chosen is None:
            return
        try:
            self._world.files.write(Path(chosen), (secret.text + "\n").encode(), private=True)
        except RegistryError as error:
            self.strip.refuse(error)

    def _print(self, secret: Secret) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        document = QTextDocument()
        document.setHtml(
            f"<h2>{escape(secret.title)}</h2><p>{escape(secret.holder)}</p><p><code>{escape(secret.text)}</code></p>"
        )
        document.print_(printer)


def _bound(do: Callable[[Secret], None], secret: Secret) -> Callable[[], None]:
    return lambda: do(secret)
