"""Sentences for screen readers that nobody has to go and find."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from registry_app.core.texts import bare


def announce(where: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Let a screen reader say the sentence; `urgent` interrupts what it is saying."""
    if not sentence:
        return
    event = QAccessibleAnnouncementEvent(where, bare(sentence))
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
