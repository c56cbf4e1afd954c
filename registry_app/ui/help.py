"""The manual beside the desk: one page per screen, read from the bundled files."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from registry_app.core.paths import HELP
from registry_app.core.texts import _, spoken_language

_USUAL = "en"


def help_text(code: str, language: str) -> str:
    """The manual's page for a screen as Markdown; English where the language has none, a sentence where neither has."""
    for each in dict.fromkeys((language, _USUAL)):
        path = HELP / each / f"{code}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return _("There is no help for this page yet.")


class HelpWindow(QDialog):
    """Stays open beside the work and follows F1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setWindowTitle(_("Help"))
        self.resize(520, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help"))
        self.text.setOpenLinks(False)
        column.addWidget(self.text)

    @classmethod
    def of(cls, desk: QWidget) -> HelpWindow:
        """The one help window of a desk."""
        found = desk.findChild(cls)
        return found if isinstance(found, cls) else cls(desk)

    def show_page(self, code: str) -> None:
        """Show a screen's page of the manual."""
        text = help_text(code, spoken_language())
        self.text.setMarkdown(text)
        # the manual's first pages are English: they read from the left in an Arabic window too
        english = text == help_text(code, _USUAL) and spoken_language() != _USUAL
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight if english else self.layoutDirection())
        self.show()
        self.raise_()
