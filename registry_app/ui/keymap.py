"""The map of keys, made from the same tables as the keys themselves; shown, and printed from here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtGui import QKeySequence, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from registry_app.core.texts import _, bare
from registry_app.ui.actions import ActionSpec
from registry_app.ui.pages import PageSpec
from registry_app.ui.widgets.button_row import button_row


def rows_of(pages: Sequence[PageSpec], actions: Sequence[ActionSpec]) -> list[tuple[str, str, str]]:
    """(page, key, words) of everything with a key; an empty page means every page."""
    names = {spec.code: _(spec.words) for spec in pages}
    rows = [("", spec.keys, _(spec.words)) for spec in pages if spec.keys]
    rows += [
        (names.get(spec.page, spec.page), spec.keys, bare(_(spec.words)).replace("&", ""))
        for spec in sorted(actions, key=lambda spec: (spec.page, spec.code))
        if spec.keys
    ]
    return [(page, _native(keys), words) for page, keys, words in rows]


def as_html(rows: Sequence[tuple[str, str, str]]) -> str:
    """The map as a table per page."""
    parts = []
    for page in dict.fromkeys(page for page, _keys, _words in rows):
        parts.append(f"<h3>{escape(page or _('Everywhere'))}</h3><table cellpadding='4'>")
        parts += [
            f"<tr><td><b>{escape(keys)}</b></td><td>{escape(words)}</td></tr>"
            for each, keys, words in rows
            if each == page
        ]
        parts.append("</table>")
    return "".join(parts)


class KeyMapWindow(QDialog):
    """The keys of all pages."""

    def __init__(self, pages: Sequence[PageSpec], actions: Sequence[ActionSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        self.resize(520, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Keys"))
        self.text.setHtml(as_html(rows_of(pages, actions)))
        column.addWidget(self.text)
        self.print_button = QPushButton(_("&Print…"))
        self.print_button.clicked.connect(self._print)
        close = QPushButton(_("&Close"))
        close.clicked.connect(self.reject)
        column.addLayout(button_row(close, self.print_button))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            document = QTextDocument()
            document.setHtml(self.text.toHtml())
            document.print_(printer)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
