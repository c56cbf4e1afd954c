"""What the program looks like, against pictures that a person has looked at: two languages, light and dark.

`python3 packaging/dev.py pictures --references` takes the pictures of tests/files/pictures anew; look at them before they
are committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.door import Account
from registry_app.ui.language import speak
from registry_app.ui.theme import look, tokens
from registry_app.ui.theme.style import Look, apply
from registry_app.ui.widgets.tiles import KpiTile
from tests.support import dialogs
from tests.support.likeness_of_pictures import as_png, difference, kept
from tests.support.samples import go
from tests.ui.gallery import Gallery
from tests.ui.robots import MadeUpDoor, SignInRobot

REFERENCES = Path(__file__).resolve().parents[1] / "files" / "pictures"
RENEW = os.environ.get("REGISTRY_RENEW_PICTURES") == "1"
WIDTH, HEIGHT = 1366, 740
PAGES_SHOWN = ("home", "agencies", "agency", "guarantee")
GALLERY = ("tiles_and_charts", "matter", "controls", "empty")


@pytest.fixture(params=["en-light", "en-dark", "ar-light", "ar-dark"])
def variant(request, qapp):
    language, mode = request.param.split("-")
    speak(qapp, language)
    apply(qapp, Look(dark=mode == "dark"))
    yield request.param
    speak(qapp, "en")
    apply(qapp, Look())


def taken(window):
    """The picture of a window when it has settled; without the cursor, which stands in the active window alone."""
    for _turn in range(4):
        QApplication.processEvents()
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
        QApplication.processEvents()
    return kept(window.grab())


def compare(picture, name, variant, folder):
    """Nothing where the picture is like its reference, else what to look at; renews the reference when asked to."""
    path = REFERENCES / f"{name}-{variant}.png"
    if RENEW:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(as_png(picture))
        return []
    with Image.open(path) as reference:
        found = difference(picture, reference.convert("RGB"))
    if not found.seen:
        return []
    seen = folder / path.name
    seen.write_bytes(as_png(picture))
    return [f"{seen} is not like {path}: {found}"]


def test_the_desk_looks_as_it_did(variant, sit_down, qtbot, tmp_path):
    desk = Desk(sit_down("licensing"), PAGES, ACTIONS)
    qtbot.addWidget(desk)
    desk.resize(WIDTH, HEIGHT)
    desk.show()
    desk.begin()
    found = []
    for page in PAGES_SHOWN:
        go(desk, page)
        found += compare(taken(desk), page, variant, tmp_path)
    go(desk, "agency")
    issue = desk.page.findChild(QAction, "agency:certify")
    dialogs.do(issue, lambda window: found.extend(compare(taken(window), "issue", variant, tmp_path)))
    assert found == []


def test_the_sign_in_looks_as_it_did(variant, qtbot, tmp_path):
    robot = SignInRobot(qtbot, MadeUpDoor(accounts=[Account("almaz", "Almaz Bekele", "clerk", "made up")]))
    robot.window.resize(WIDTH, HEIGHT)
    robot.window.look_at("/somewhere/office.register")
    qtbot.waitUntil(lambda: robot.page.accounts.isVisible())
    assert compare(taken(robot.window), "sign-in", variant, tmp_path) == []


@pytest.mark.parametrize("name", GALLERY)
def test_the_widgets_look_as_they_did(variant, qtbot, tmp_path, name):
    page = gallery_page(name, variant)
    qtbot.addWidget(page)
    assert compare(taken(page), f"widgets-{name.replace('_', '-')}", variant, tmp_path) == []


def gallery_page(name, variant):
    page = getattr(Gallery(variant.startswith("ar")), name)()
    page.show()
    return page


@pytest.mark.parametrize("variant", ["en-light"], indirect=True)
def test_another_colour_is_seen(variant, qapp, qtbot, monkeypatch):
    usual = taken(gallery_page("controls", variant))
    monkeypatch.setattr(look, "LIGHT", replace(tokens.LIGHT, accent="#8a3ffc"))
    apply(qapp, Look())
    assert difference(taken(gallery_page("controls", variant)), usual).seen


@pytest.mark.parametrize("variant", ["en-light"], indirect=True)
def test_one_widget_out_of_its_place_is_seen(variant, qtbot):
    page = gallery_page("tiles_and_charts", variant)
    usual = taken(page)
    tile = page.findChildren(KpiTile)[1]
    tile.move(tile.x(), tile.y() + 4)
    assert difference(taken(page), usual).seen


def test_a_letters_edge_drawn_otherwise_is_not_seen(qtbot, qapp):
    usual = taken(gallery_page("matter", "en-light"))
    noisy = usual.point(lambda value: min(255, value + 16))
    assert not difference(noisy, usual).seen


def test_every_reference_belongs_to_a_picture():
    names = {*PAGES_SHOWN, "issue", "sign-in", *(f"widgets-{each.replace('_', '-')}" for each in GALLERY)}
    variants = ("en-light", "en-dark", "ar-light", "ar-dark")
    assert {each.name for each in REFERENCES.iterdir()} == {f"{name}-{each}.png" for name in names for each in variants}
    assert sum(each.stat().st_size for each in REFERENCES.iterdir()) <= 1_500_000
