"""The language of the window: our words, Qt's own buttons, and the direction of writing."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from registry_app.core.texts import choose_language


def speak(application: QApplication, language: str = "") -> None:
    """Speak a language (a code such as `ar`); the machine's own when none is named."""
    locale = QLocale(language) if language else QLocale.system()
    choose_language(locale.name().partition("_")[0])
    QLocale.setDefault(locale)
    application.setLayoutDirection(locale.textDirection())
    words = QTranslator(application)
    if words.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(words)
