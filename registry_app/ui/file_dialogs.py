"""Choosing files and folders: what is asked for in words, where one was last, and a name that every system takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from registry_app.core.texts import N_, _, bare, say
from registry_app.ui.lists.kept import Forgetful, Settings

_LAST: Final = "files/folder"
_LONGEST: Final = 120
_PATTERN: Final = re.compile(r"\*(\.[\w.]+)")
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_KINDS: Final = {
    ".pdf": N_("PDF documents"),
    ".csv": N_("Text files with columns"),
    ".xlsx": N_("Workbooks"),
    ".json": N_("JSON files"),
    ".toml": N_("House rules"),
    ".pub": N_("Public keys"),
    ".status": N_("Lists of withdrawn papers"),
    ".register": N_("Registers"),
    ".txt": N_("Text files"),
    ".zip": N_("Packages"),
    ".png": N_("Pictures"),
    ".jpg": N_("Pictures"),
    ".jpeg": N_("Pictures"),
    ".tif": N_("Pictures"),
    ".tiff": N_("Pictures"),
}

_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "text/plain": ".txt",
}


def kinds_in_words(kinds: str, name: str = "") -> str:
    """What a file dialog offers: the kinds as given where they have words, else in words by their endings.

    Without `kinds` the ending of `name` says the kind; nothing known gives nothing, which offers every file.
    """
    if "(" in kinds:
        return kinds
    endings = _PATTERN.findall(kinds) or [Path(name).suffix]
    found = [(ending, _(_KINDS[ending.lower()])) for ending in endings if ending.lower() in _KINDS]
    words = ", ".join(dict.fromkeys(each for _ending, each in found))
    return f"{words} ({' '.join(f'*{ending}' for ending, _words in found)})" if found else ""


def ending_of(kinds: str, name: str) -> str:
    """The ending that a file gets by itself, with its dot: the name's own, else the first kind's."""
    own = Path(name).suffix
    first = _PATTERN.search(kinds)
    return own or (first.group(1) if first is not None else "")


def usable_name(name: str) -> str:
    """A name for a file that every system takes: no isolates, no separators, not endless; the ending stays."""
    plain = " ".join(_NOT_IN_NAMES.sub("-", bare(name)).split()).strip(". ")
    ending = Path(plain).suffix
    return plain[: -len(ending) or None][: _LONGEST - len(ending)].rstrip(". ") + ending


def name_for_copy(title: str, media_type: str) -> str:
    """A name for a copy of a paper: its title, with the ending of what it is where the title has none."""
    ending = _ENDINGS.get(media_type, "")
    plain = bare(title)
    return plain if plain.lower().endswith((ending, ".jpeg", ".tiff")) else plain + ending


def saved_words(path: Path) -> str:
    """That a file was written, and where."""
    return say(_("{file} was saved in {folder}."), file=path.name, folder=str(path.parent))


class FileDialogs:
    """The system's own dialogs; they begin in the folder of the last file, at first among the documents."""

    def __init__(self, parent: QWidget, settings: Settings | None = None) -> None:
        self._parent = parent
        self._settings = settings or Forgetful()

    def folder(self) -> str:
        """Where a dialog begins."""
        last = self._settings.get(_LAST)
        if isinstance(last, str) and last and QDir(last).exists():
            return last
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return documents if QDir(documents).exists() else QDir.homePath()

    def opening(self, headline: str, kinds: str) -> QFileDialog:
        """The dialog for a file to read; every other file can be shown too."""
        words = kinds_in_words(kinds)
        every = "" if "(*)" in words else _("Every file (*)")
        filters = ";;".join(each for each in (words, every) if each)
        dialog = QFileDialog(self._parent, headline, self.folder(), filters)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return dialog

    def saving(self, headline: str, name: str, kinds: str) -> QFileDialog:
        """The dialog for a file to write; it adds the ending and asks before a file is replaced."""
        words = kinds_in_words(kinds, name)
        dialog = QFileDialog(self._parent, headline, self.folder(), words or _("Every file (*)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(ending_of(kinds, name).removeprefix("."))
        dialog.selectFile(usable_name(name))
        return dialog

    def choosing_folder(self, headline: str) -> QFileDialog:
        """The dialog for a folder."""
        dialog = QFileDialog(self._parent, headline, self.folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return dialog

    def ask(self, dialog: QFileDialog) -> Path | None:
        """What was chosen, and the folder kept for the next time."""
        if dialog.exec() != QFileDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        chosen = Path(dialog.selectedFiles()[0])
        is_folder = dialog.fileMode() is QFileDialog.FileMode.Directory
        self._settings.set(_LAST, str(chosen if is_folder else chosen.parent))
        return chosen
