"""Icons: every name that is used exists, their colours are those of the look, arrows turn with the writing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtSvg import QSvgRenderer

from registry_app.core.paths import ICONS
from registry_app.ui.theme import icons, indicators, style
from registry_app.ui.theme.tokens import STATE_ICONS

UI = Path(icons.__file__).resolve().parent.parent
# where the name of an icon stands among the arguments
PLACES = {
    "icon": 0, "pixmap": 0, "icon_button": 0, "IconLabel": 0, "Medallion": 0, "EmptyState": 0, "KpiTile": 0,
    "primary": 1, "plain": 1, "quiet": 1, "link": 1, "danger": 1,
}  # fmt: skip


def used_names() -> set[str]:
    found = set(STATE_ICONS.values())
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            arguments = [*node.args[PLACES[called] : PLACES[called] + 1]] if called in PLACES else []
            arguments += [each.value for each in node.keywords if each.arg in {"icon", "icon_name"}]
            found |= {
                each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)
            }
    return found - {""}


def test_every_icon_that_is_named_is_there():
    names = used_names()
    assert len(names) > 8
    assert [name for name in sorted(names) if not (ICONS / f"{name}.svg").is_file()] == []


def test_every_icon_can_be_drawn_and_takes_its_colour():
    files = sorted(ICONS.glob("*.svg"))
    assert len(files) > 200
    for path in files:
        assert QSvgRenderer(str(path)).isValid(), path.name
        assert b"currentColor" in path.read_bytes(), path.name


def test_the_licence_lies_beside_them():
    assert "MIT License" in (ICONS / "LICENSE.txt").read_text(encoding="utf-8")


def test_arrows_that_turn_exist():
    assert [name for name in icons.DIRECTED if not (ICONS / f"{name}.svg").is_file()] == []


def test_the_marks_in_controls_have_the_colours_of_the_tokens():
    """After a colour has changed, `python -m tests.ui.theme.write_indicators` writes them again."""
    folder = indicators.FOLDER
    lying = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.svg")}
    assert lying == indicators.all_files()


@pytest.fixture
def application(qapp):
    style.apply(qapp, style.Look())
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def ink(picture) -> str:
    """The colour of the most solid pixel."""
    image = picture.toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    best = max(points, key=lambda point: image.pixelColor(*point).alpha())
    return QColor(image.pixelColor(*best)).name().upper()


def test_an_icon_is_drawn_in_its_role_and_follows_its_button(application):
    made = icons.icon("square")
    assert ink(made.pixmap(20)) == style.current().muted
    assert ink(made.pixmap(20, QIcon.Mode.Disabled)) == style.current().faint
    assert ink(made.pixmap(20, QIcon.Mode.Normal, QIcon.State.On)) == style.current().accent
    assert ink(icons.pixmap("square", "bad", 40)) == style.current().bad


def test_the_same_icon_is_made_once(application):
    assert icons.icon("home").cacheKey() == icons.icon("home").cacheKey()


def test_a_role_that_does_not_exist_is_found_out_at_once(application):
    with pytest.raises(LookupError):
        icons.icon("home", "accentText")


@pytest.mark.parametrize(("name", "turns"), [("arrow-left", True), ("chevron-right", True), ("check", False)])
def test_what_points_along_the_line_turns_with_the_writing(application, name, turns):
    plain = icons.pixmap(name, "text", 24).toImage()
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    other = icons.pixmap(name, "text", 24).toImage()
    assert (other == plain) is not turns
    if turns:
        mirrored = plain.flipped(Qt.Orientation.Horizontal)
        points = [(x, y) for x in range(24) for y in range(24)]
        apart = [abs(other.pixelColor(*at).alpha() - mirrored.pixelColor(*at).alpha()) for at in points]
        assert max(apart) < 40
