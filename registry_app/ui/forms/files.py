"""A file that is handed in: chosen or dropped, shown with its size, read through the World when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from registry_app.core.errors import BadFile, RegistryError
from registry_app.core.texts import _, isolate, say
from registry_app.core.world import Files
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.labels import ShortLabel
from registry_app.ui.prompts import Prompts
from registry_app.ui.widgets.buttons import icon_button, plain
from registry_app.ui.widgets.pictures import IconLabel

_KILO: Final = 1024
MOST: Final = 25 * _KILO * _KILO


@dataclass(frozen=True)
class ChosenFile:
    """A file by its place and its size in bytes."""

    path: Path
    size: int

    @property
    def name(self) -> str:
        """Its name without the folder."""
        return self.path.name


def size_words(size: int) -> str:
    """A size in bytes, kB or MB, for reading."""
    if size < _KILO:
        return say(_("{size} bytes"), size=size)
    if size < _KILO * _KILO:
        return say(_("{size} kB"), size=f"{size / _KILO:.0f}")
    return say(_("{size} MB"), size=f"{size / _KILO / _KILO:.1f}")


class FileField(Field):
    """One file of at most `most` bytes; `kinds` as a file dialog names them ("Papers (*.pdf *.png)").

    What the file holds is for the service to judge; here it is only there, not empty and not too large.
    """

    wide = True

    def __init__(
        self,
        words: str,
        files: Files,
        prompts: Prompts,
        *,
        kinds: str = "",
        most: int = MOST,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._files = files
        self._prompts = prompts
        self._kinds = kinds
        self._most = most
        self._path: Path | None = None
        self.frame = QFrame()
        self.frame.setProperty("look", "well")
        self._shown = ShortLabel(look="muted")
        self.choose_button = plain(_("Choose a file…"))
        self.cross = icon_button("x", _("Take the file out"))
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("paperclip"))
        row.addWidget(self._shown, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.cross)
        self.body.addWidget(self.frame)
        self._take_input(self.choose_button)
        self._take_input(self.cross, _("Take the file out"))
        self.choose_button.clicked.connect(self._ask)
        self.cross.clicked.connect(lambda: self.set_path(None))
        self.setAcceptDrops(True)
        self._show_path()

    def typed(self) -> str:
        """The file's place."""
        return "" if self._path is None else str(self._path)

    def typed_of(self, value: object) -> Typed:
        """Its place."""
        return str(value.path) if isinstance(value, ChosenFile) else str(value) if isinstance(value, Path) else ""

    def show_typed(self, typed: Typed) -> None:
        """Put a file in by its place."""
        self.set_path(Path(typed) if isinstance(typed, str) and typed else None)

    def set_path(self, path: Path | None) -> None:
        """Take another file, or none."""
        self._path = path
        self._show_path()
        self._was_typed()

    def read(self) -> ChosenFile | None:
        """The file; raises a refusal where it is gone, empty or too large."""
        if self._path is None:
            return None
        if not self._files.exists(self._path):
            raise BadFile(say(_("There is no file {file} any more."), file=self._path.name), hint=_("Choose it again."))
        size = self._files.size(self._path)
        if size == 0:
            raise BadFile(say(_("{file} is empty."), file=self._path.name), hint=_("Scan or save it once more."))
        if size > self._most:
            raise BadFile(
                say(
                    _("{file} has {size}; {most} is the most."),
                    file=self._path.name,
                    size=size_words(size),
                    most=size_words(self._most),
                ),
                hint=_("Scan it with fewer dots to the inch, or hand it in as several files."),
            )
        return ChosenFile(self._path, size)

    def value(self) -> ChosenFile | None:
        """The file; nothing where there is none or it cannot be taken."""
        found = super().value()
        return found if isinstance(found, ChosenFile) else None

    def content(self) -> bytes:
        """What is in the file, read now; raises `BadFile` or `StorageFailed`."""
        chosen = self.read()
        if chosen is None:
            raise BadFile(_("No file was chosen."), hint=_("Choose one."))
        return self._files.read(chosen.path)

    def words_of(self, typed: Typed) -> str:
        """The file's name."""
        return Path(typed).name if isinstance(typed, str) and typed else ""

    def _ask(self) -> None:
        path = self._prompts.open_file(self.words, self._kinds)
        if path is not None:
            self.set_path(path)
            self.show_error(self.fault())

    def _show_path(self) -> None:
        self.cross.setVisible(self._path is not None)
        if self._path is None:
            self._shown.setText(_("No file yet; one can also be dropped here."))
            return
        try:
            size = size_words(self._files.size(self._path))
        except RegistryError as error:
            size = error.sentence
        self._shown.setText(f"{isolate(self._path.name)}  ·  {size}")
        self.choose_button.setAccessibleDescription(self._path.name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            self._dress("strip-info")
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._dress("well")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the file that was dropped."""
        self._dress("well")
        self.set_path(Path(event.mimeData().urls()[0].toLocalFile()))
        self.show_error(self.fault())
        event.accept()

    def _dress(self, look: str) -> None:
        self.frame.setProperty("look", look)
        self.frame.style().unpolish(self.frame)
        self.frame.style().polish(self.frame)
