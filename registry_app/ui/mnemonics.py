"""Keys with Alt: no two things that can be seen on a page share a letter, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

VERB: Final = "verb"
"""The property of a button that stands for a verb of the page."""


def key_of(words: str) -> str:
    """The letter that words mark as their key, small; empty where they mark none."""
    place = words.replace("&&", "\0\0").find("&")
    return words[place + 1].casefold() if 0 <= place < len(words) - 1 else ""


def places(words: str) -> list[int]:
    """Where in words a key may be marked: beginnings of words come first."""
    letters = [number for number, letter in enumerate(words) if letter.isalnum()]
    return sorted(letters, key=lambda number: number > 0 and words[number - 1].isalnum())


def settle(page: QWidget) -> None:
    """Give another letter to what marks one that something else visible in the window has already.

    A translator marks each verb alone and cannot see which of them will stand together on a page; what came first keeps
    its letter, and what finds none that is free goes without. A verb's button that marks no letter gets one as well.
    """
    taken = {key_of(each.text()) for each in _marked(page.window()) if not page.isAncestorOf(each)}
    clashing = []
    for each in _marked(page):
        key = key_of(each.text())
        if key in taken:
            clashing.append(each)
        taken.add(key)
    for each in (*clashing, *_unmarked(page)):
        # an "&&" is a written ampersand and stays
        words = each.text().replace("&&", "\0").replace("&", "").replace("\0", "&&")
        place = next((number for number in places(words) if words[number].casefold() not in taken), None)
        if place is not None:
            taken.add(words[place].casefold())
            words = f"{words[:place]}&{words[place:]}"
        each.setText(words)


def _unmarked(page: QWidget) -> list[QAbstractButton]:
    """Buttons of verbs without a key; a quiet one stands in each row of a list and would use the letters up."""
    buttons = (each for each in page.findChildren(QPushButton) if each.property(VERB) and each.isVisibleTo(page))
    return [each for each in buttons if not key_of(each.text()) and each.property("look") != "quiet"]


def _marked(widget: QWidget) -> Iterator[QAbstractButton | QLabel]:
    for button in widget.findChildren(QAbstractButton):
        if key_of(button.text()) and button.isVisibleTo(widget):
            yield button
    for label in widget.findChildren(QLabel):
        if label.buddy() is not None and key_of(label.text()) and label.isVisibleTo(widget):
            yield label
