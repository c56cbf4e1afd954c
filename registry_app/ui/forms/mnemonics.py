"""Keys of labels (Alt and a letter): given by program, so that no two things on a page share one in any language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from registry_app.ui.forms.field import Field
from registry_app.ui.mnemonics import key_of, places


def assign(fields: Iterable[Field], form: QWidget) -> None:
    """Give each field whose label marks no key one of its letters that is free on the page.

    Letters at the beginning of a word come first; where a later label would go without, an earlier one changes its letter.
    """
    page = page_of(form)
    taken = {key_of(each.text()) for each in page.findChildren(QAbstractButton)}
    taken |= {key_of(each.text()) for each in page.findChildren(QLabel) if each.buddy() is not None}
    open_ones = [field for field in fields if not key_of(field.label.text())]
    words = [field.label.text() for field in open_ones]
    for number, place in seats(words, taken).items():
        open_ones[number].set_label(f"{words[number][:place]}&{words[number][place:]}")


def seats(words: Sequence[str], taken: Collection[str]) -> dict[int, int]:
    """For each label by its number the place of its key, no letter twice and none that is taken; as many as can be."""
    by_letter: dict[str, tuple[int, int]] = {}

    def seat(number: int, tried: set[str]) -> bool:
        for place in places(words[number]):
            letter = words[number][place].casefold()
            if letter in taken or letter in tried:
                continue
            tried.add(letter)
            if letter not in by_letter or seat(by_letter[letter][0], tried):
                by_letter[letter] = (number, place)
                return True
        return False

    for number in range(len(words)):
        seat(number, set())
    return dict(by_letter.values())


def page_of(widget: QWidget) -> QWidget:
    """The page a widget stands on: the nearest one named so, else its window."""
    parent: QWidget | None = widget
    while parent is not None:
        if parent.objectName() == "page":
            return parent
        parent = parent.parentWidget()
    return widget.window()
