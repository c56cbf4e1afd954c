"""Icons by name, drawn from Tabler's SVG in the colours of the look that is on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache, partial
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabWidget, QWidget

from registry_app.core.paths import ICONS
from registry_app.ui.theme import look
from registry_app.ui.theme.tokens import Tokens

_log = logging.getLogger(__name__)

SIZE: Final = 20
# what points somewhere in the line of reading turns with it
DIRECTED: Final = frozenset({
    "arrow-left", "arrow-right", "arrow-back-up", "arrow-forward-up", "chevron-left", "chevron-right", "chevrons-left",
    "chevrons-right", "external-link", "list", "list-check", "list-details", "login", "logout", "message-report", "send",
    "transfer-in", "transfer-out", "zoom-in", "zoom-out",
})  # fmt: skip
_NOTHING: Final = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


@cache
def _drawing(name: str) -> bytes:
    """The SVG of a name; an empty one, said in the log, where the file is missing."""
    try:
        return (ICONS / f"{name}.svg").read_bytes()
    except OSError:
        _log.warning("the icon %s is missing", name)
        return _NOTHING


def recoloured(name: str, colour: str, stroke: float = 1.75) -> bytes:
    """The SVG of a name in a colour, with lines of a width in its own 24 units."""
    drawing = _drawing(name).replace(b"currentColor", colour.encode())
    return drawing.replace(b'stroke-width="2"', f'stroke-width="{stroke}"'.encode())


@cache
def _picture(name: str, colour: str, pixels: int, ratio: float, turned: bool) -> QPixmap:
    sharp = round(pixels * ratio)
    picture = QPixmap(sharp, sharp)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if turned:
        painter.translate(sharp, 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(recoloured(name, colour))).render(painter, QRectF(0, 0, sharp, sharp))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _ratio() -> float:
    """Pixels to a point on the finest screen."""
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def pixmap(name: str, role: str = "muted", size: int = SIZE) -> QPixmap:
    """The icon as a picture, `size` points square; `role` is a colour of the tokens, such as `accent`."""
    turned = name in DIRECTED and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _picture(name, look.tokens().colour(role), size, _ratio(), turned)


class _Made:
    """Remembers of which name and role an icon was made, so that it can be made again when the look changes."""

    def __init__(self) -> None:
        self._origin: dict[int, tuple[str, str]] = {}
        self._icons: dict[tuple[Tokens, str, str, int, float, bool], QIcon] = {}

    def icon(self, name: str, role: str) -> QIcon:
        """The icon in the look that is on."""
        right_to_left = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
        turned = name in DIRECTED and right_to_left
        size = look.scaled(SIZE)
        sharp = max(2.0, _ratio())  # drawn large once; Qt makes it smaller where a control is smaller
        key = (look.tokens(), name, role, size, sharp, turned)
        if key not in self._icons:

            def draw(colour: str) -> QPixmap:
                return _picture(name, look.tokens().colour(colour), size, sharp, turned)

            icon = QIcon(draw(role))
            icon.addPixmap(draw(role), QIcon.Mode.Selected)
            icon.addPixmap(draw("faint"), QIcon.Mode.Disabled)
            if role == "muted":
                icon.addPixmap(draw("accent"), QIcon.Mode.Normal, QIcon.State.On)
            self._icons[key] = icon
            self._origin[icon.cacheKey()] = (name, role)
        return self._icons[key]

    def again(self, old: QIcon) -> QIcon | None:
        """The same icon in the look that is on; nothing for an icon that is not ours."""
        origin = self._origin.get(old.cacheKey())
        return self.icon(*origin) if origin else None


_MADE: Final = _Made()


def icon(name: str, role: str = "muted") -> QIcon:
    """The icon for buttons, actions and tabs; a look that is put on later changes it where it is used.

    A `muted` icon turns to the accent where its button is checked; a disabled one is faint.
    """
    return _MADE.icon(name, role)


def _renew(old: QIcon, put: Callable[[QIcon], None]) -> None:
    fresh = None if old.isNull() else _MADE.again(old)
    if fresh is not None:
        put(fresh)


def renew_all(application: QApplication) -> None:
    """Give every button, tab and action its icon in the look that is on."""
    for widget in application.allWidgets():
        renew(widget)


def renew(widget: QWidget) -> None:
    """Give one widget and its actions their icons in the look that is on."""
    for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        _renew(action.icon(), action.setIcon)
    if isinstance(widget, QAbstractButton):
        _renew(widget.icon(), widget.setIcon)
    elif isinstance(widget, QTabWidget):
        for place in range(widget.count()):
            _renew(widget.tabIcon(place), partial(widget.setTabIcon, place))
