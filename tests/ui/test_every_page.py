"""What holds on every page, in both directions of writing: named, reachable, small enough, and never interpreted text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QLineEdit, QWidget

from registry_app.core.paths import HELP
from registry_app.core.texts import bare
from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.language import speak
from registry_app.ui.pages import Place
from tests.support.samples import RECORDS, officer_for

CODES = [spec.code for spec in PAGES]
WIDTH, HEIGHT = 1366, 768
TITLE_BAR = 28
PLAIN = r"[\w.+-]+@[\w.-]+|\+?\d[\d ]{5,}"


@pytest.fixture(params=["en", "ar"])
def language(request, qapp) -> Iterator[str]:
    speak(qapp, request.param)
    yield request.param
    speak(qapp, "en")


@pytest.fixture
def desk(sit_down, qtbot, language):
    def at(code: str) -> Desk:
        context = sit_down(officer_for(code))
        made = Desk(context, PAGES, ACTIONS)
        qtbot.addWidget(made)
        made.resize(WIDTH, HEIGHT - TITLE_BAR)
        made.begin()
        subject = None
        if code in RECORDS:
            with context.opened.reading() as session:
                subject = RECORDS[code](session, context.today)
        made.go(Place(code, subject))
        made.show()
        assert made.page.code == code
        return made

    return at


def visible(desk: Desk) -> list[QWidget]:
    return [each for each in desk.findChildren(QWidget) if each.isVisibleTo(desk)]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.text()
    return ""


def is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside a widget of ours: the line of a spin box, the view of a scroll area."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QComboBox | QAbstractSpinBox)


@pytest.mark.parametrize("code", CODES)
def test_a_page_keeps_the_house_rules(desk, code, language):
    made = desk(code)
    widgets = visible(made)

    unnamed = [
        f"{type(each).__name__} {each.objectName()}"
        for each in widgets
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and not is_inner(each) and not name_of(each).strip()
    ]
    assert unnamed == [], "focusable without a name"

    interpreted = [
        each.text() for each in widgets if isinstance(each, QLabel) and each.textFormat() != Qt.TextFormat.PlainText
    ]
    assert interpreted == [], "labels that would interpret markup"

    least = made.minimumSizeHint()
    assert (least.width() <= WIDTH, least.height() <= HEIGHT - TITLE_BAR) == (True, True), least

    assert mnemonics_twice(made) == {}
    assert made.page.heading()
    assert made.page.accessibleName() or made.page.heading()

    assert (made.layoutDirection() is Qt.LayoutDirection.RightToLeft) is (language == "ar")
    assert turned(made) == [], "numbers and addresses that would be read from the wrong end"


def turned(desk: Desk) -> list[str]:
    """Numbers and addresses in lines that do not run from left to right, as they do in every language."""
    lines = [each for each in desk.findChildren(QLineEdit) if re.fullmatch(PLAIN, bare(each.text()))]
    return [each.text() for each in lines if each.layoutDirection() is not Qt.LayoutDirection.LeftToRight]


def mnemonics_twice(desk: Desk) -> dict[str, list[str]]:
    """Keys with Alt that two things of the page claim."""
    claimed: dict[str, list[str]] = {}
    for each in visible(desk):
        words = each.text() if isinstance(each, QAbstractButton) else ""
        if isinstance(each, QLabel) and each.buddy() is not None:
            words = each.text()
        found = re.search(r"(?<!&)&(\w)", words)
        if found:
            claimed.setdefault(found.group(1).lower(), []).append(words)
    return {key: words for key, words in claimed.items() if len(words) > 1}


@pytest.mark.parametrize("code", CODES)
def test_every_page_has_its_page_in_the_manual(code):
    text = (HELP / "en" / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(text.splitlines()) >= 15


def test_page_codes_and_keys_are_given_once():
    assert [code for code, times in Counter(CODES).items() if times > 1] == []
    keys = [spec.keys for spec in PAGES if spec.keys]
    assert len(keys) == len(set(keys))
