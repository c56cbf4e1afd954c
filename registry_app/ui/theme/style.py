"""Puts a look on: fonts, palette and style sheet over Qt's Fusion, at the start and again whenever it is changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from registry_app.ui.theme import fonts, icons, indicators
from registry_app.ui.theme.look import Look, current_look, put_on, scaled
from registry_app.ui.theme.look import tokens as current
from registry_app.ui.theme.sheet import style_sheet
from registry_app.ui.theme.tokens import Tokens

__all__ = ["TEXT", "Look", "apply", "current", "current_look", "palette", "scaled"]

TEXT: Final = 14
"""The height of usual text in pixels at 100 %."""

_Role = QPalette.ColorRole


def palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet does not draw."""
    made = QPalette()
    for role, colour in {
        _Role.Window: tokens.page,
        _Role.Base: tokens.surface,
        _Role.AlternateBase: tokens.page,
        _Role.Button: tokens.surface,
        _Role.WindowText: tokens.text,
        _Role.Text: tokens.text,
        _Role.ButtonText: tokens.text,
        _Role.BrightText: tokens.bad,
        _Role.PlaceholderText: tokens.faint,
        _Role.Highlight: tokens.selected,
        _Role.HighlightedText: tokens.selected_text,
        _Role.Link: tokens.accent,
        _Role.LinkVisited: tokens.accent,
        _Role.ToolTipBase: tokens.text,
        _Role.ToolTipText: tokens.surface,
        _Role.Accent: tokens.accent,
        _Role.Light: tokens.surface,
        _Role.Midlight: tokens.line,
        _Role.Mid: tokens.field_line,
        _Role.Dark: tokens.field_line,
        _Role.Shadow: tokens.field_line,
    }.items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return made


def apply(application: QApplication, look: Look) -> None:
    """Put the look on every window that is there and every one to come.

    Fonts that are missing are said in the log; the machine's own stand in.
    """
    put_on(look)
    if application.style().objectName() != "fusion":
        application.setStyle("Fusion")
    indicators.announce()
    application.setStyleSheet("")  # fonts and palette reach widgets that a sheet has dressed only when it is off
    application.setFont(fonts.ui_font(scaled(TEXT)))
    application.setPalette(palette(current()))
    application.setStyleSheet(style_sheet(current(), look.factor))
    icons.renew_all(application)
