"""Keys of labels (Alt and a letter): given by program, so that no two things on a page share one in any language."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from registry_app.ui.forms.field import Field


def key_of(words: str) -> str:
    """The letter that words mark as their key, small; empty where they mark none."""
    place = words.replace("&&", "\0\0").find("&")
    return words[place + 1].casefold() if 0 <= place < len(words) - 1 else ""


def assign(fields: Iterable[Field], form: QWidget) -> None:
    """Give each field whose label marks no key one of its letters that is free on the page.

    Letters at the beginning of a word come first; a label none of whose letters is free goes without.
    """
    page = page_of(form)
    mine = list(fields)
    taken = {key_of(each.text()) for each in page.findChildren(QAbstractButton)}
    taken |= {key_of(each.text()) for each in page.findChildren(QLabel) if each.buddy() is not None}
    for field in mine:
        words = field.label.text()
        if key_of(words):
            continue
        place = _free(words, taken)
        if place >= 0:
            taken.add(words[place].casefold())
            field.set_label(f"{words[:place]}&{words[place:]}")


def page_of(widget: QWidget) -> QWidget:
    """The page a widget stands on: the nearest one named so, else its window."""
    parent: QWidget | None = widget
    while parent is not None:
        if parent.objectName() == "page":
            return parent
        parent = parent.parentWidget()
    return widget.window()


def _free(words: str, taken: set[str]) -> int:
    letters = [number for number, letter in enumerate(words) if letter.isalnum() and letter.casefold() not in taken]
    starts = [number for number in letters if number == 0 or not words[number - 1].isalnum()]
    return next(iter([*starts, *letters]), -1)
