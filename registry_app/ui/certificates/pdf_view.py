"""A PDF on the screen, page by page as it will be printed; drawn beside the screen's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PIL import Image
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from registry_app.certificates.pages import page_picture, page_sizes
from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, bare, say
from registry_app.ui import wording
from registry_app.ui.context import Context
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import style
from registry_app.ui.widgets.buttons import icon_button, quiet
from registry_app.ui.widgets.empty import EmptyState

_DOTS: Final = 96 / 72  # of the screen to a point of the page at 100 %
_STEPS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_EDGE: Final = 12
_SETTLE_MS: Final = 90


@dataclass(frozen=True)
class _Drawn:
    """A page as it was drawn for a wish; a refusal where it could not be."""

    wish: int
    sizes: tuple[tuple[float, float], ...] = ()
    picture: QImage | None = None
    refusal: RegistryError | None = None


def as_image(picture: Image.Image) -> QImage:
    """A picture in RGB for the toolkit; it owns its bytes."""
    content = picture.tobytes("raw", "RGB")
    return QImage(content, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888).copy()


class _Sheet(QWidget):
    """One page on the ground of the view."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def show_image(self, image: QImage) -> None:
        """Show a page; its size in points of the screen is the widget's."""
        self.image = image
        ratio = image.devicePixelRatio()
        self.setFixedSize(round(image.width() / ratio) + 2 * _EDGE, round(image.height() / ratio) + 2 * _EDGE)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page with a hairline around it; paper is white in the dark as well."""
        if self.image.isNull():
            return
        ratio = self.image.devicePixelRatio()
        place = QRectF(_EDGE, _EDGE, self.image.width() / ratio, self.image.height() / ratio)
        with QPainter(self) as painter:
            painter.drawImage(place.topLeft(), self.image)
            painter.setPen(QPen(QColor(style.current().line), 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))


class _Pane(QScrollArea):
    """The scrolled ground; at the end of a page the next one comes.

    Signals:
        turned: so many pages on (or back).
        zoomed: 1 larger, -1 smaller, 0 as wide as the view.
        widened: there is another width.
    """

    turned = Signal(int)
    zoomed = Signal(int)
    widened = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell when there is another width for the page."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll and turn; with Ctrl the plus, minus and zero keys zoom."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        bar = self.verticalScrollBar()
        if held & Qt.KeyboardModifier.ControlModifier and key in _ZOOM_KEYS:
            self.zoomed.emit(_ZOOM_KEYS[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() >= bar.maximum():
            self.turned.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() <= bar.minimum():
            self.turned.emit(-1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            bar.setValue(bar.value() + bar.pageStep())
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)


_ZOOM_KEYS: Final = {
    Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0,
}  # fmt: skip


class PdfView(QWidget):
    """Pages of a PDF one at a time: as wide as the view, at 100 % or as zoomed; Page Down goes on to the next page.

    Signals:
        drawn: the page shown, counted from 1.
    """

    drawn = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._pdf = b""
        self._title = ""
        self._place = 0
        self._count = 0
        self._zoom = 0.0  # 0: as wide as the view
        self._wish = 0
        self._scale_shown = 1.0
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self.draw_now)
        self.sheet = _Sheet()
        self.pane = _Pane()
        self.pane.setWidget(self.sheet)
        self.pane.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.pane.setFrameShape(QFrame.Shape.NoFrame)
        self.pane.setBackgroundRole(QPalette.ColorRole.Window)
        self.pane.setAccessibleName(_("Pages"))
        self.pane.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else the width would change while drawing
        self.pane.turned.connect(self.turn)
        self.pane.widened.connect(self._room_changed)
        self.pane.zoomed.connect(self._zoom_by_key)
        self.nothing = EmptyState("file-search", _("No paper to show"), "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._tools())
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.pane)
        self._follow()

    # -- what pages ask ----------------------------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show another file from its first page; `title` is what a screen reader says of it."""
        self._pdf, self._title, self._place, self._count = pdf, title, 0, 0
        self.draw_now()

    def show_nothing(self, headline: str, what_to_do: str = "") -> None:
        """Show no page, and say why."""
        self._pdf, self._count = b"", 0
        self._wish += 1
        self.nothing.set_words(headline, what_to_do)
        self._pages.setCurrentWidget(self.nothing)
        self._follow()

    @property
    def page(self) -> int:
        """The page shown, counted from 1; 0 while there is none."""
        return self._place + 1 if self._count else 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._count

    def turn(self, pages: int) -> None:
        """Go so many pages on."""
        wanted = min(max(self._place + pages, 0), max(self._count - 1, 0))
        if wanted != self._place:
            self._place = wanted
            self._draw(top=pages > 0)

    def fit(self) -> None:
        """As wide as the view."""
        self._set_zoom(0.0)

    def zoom_to(self, factor: float) -> None:
        """1.0 is the size on paper."""
        self._set_zoom(factor)

    def draw_now(self) -> None:
        """Draw the page for the room there is."""
        self._draw(top=None)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def _draw(self, *, top: bool | None) -> None:
        if not self._pdf:
            return
        self._wish += 1
        pdf, place, wish, ratio = self._pdf, self._place, self._wish, self.devicePixelRatioF()
        room = max(self.pane.viewport().width() - 2 * _EDGE - 2, 120)
        zoom = self._zoom

        def work() -> _Drawn:
            try:
                sizes = page_sizes(pdf)
                at = min(place, len(sizes) - 1)
                scale = zoom * _DOTS if zoom else room / sizes[at][0]
                image = as_image(page_picture(pdf, at, scale * ratio))
                image.setDevicePixelRatio(ratio)
                return _Drawn(wish, sizes, image)
            except RegistryError as error:
                return _Drawn(wish, refusal=error)

        self._context.read(lambda _session: work(), lambda drawn: self._show(drawn, top), owner=self)

    def _show(self, drawn: _Drawn, top: bool | None) -> None:
        if drawn.wish != self._wish:
            return  # another page or another size was asked for meanwhile
        if drawn.refusal is not None:
            self.show_nothing(drawn.refusal.sentence, drawn.refusal.hint)
            return
        assert drawn.picture is not None
        self._count = len(drawn.sizes)
        self._place = min(self._place, self._count - 1)
        ratio = drawn.picture.devicePixelRatio()
        self._scale_shown = drawn.picture.width() / ratio / (drawn.sizes[self._place][0] * _DOTS)
        self.sheet.show_image(drawn.picture)
        self._pages.setCurrentWidget(self.pane)
        bar = self.pane.verticalScrollBar()
        if top is not None:
            bar.setValue(bar.minimum() if top else bar.maximum())
        self._follow()
        self.drawn.emit(self.page)

    def _set_zoom(self, factor: float) -> None:
        self._zoom = min(max(factor, _STEPS[0]), _STEPS[-1]) if factor else 0.0
        self.draw_now()

    def _zoom_by_key(self, step: int) -> None:
        if not step:
            self.fit()
            return
        now = self._scale_shown
        larger = [each for each in _STEPS if each > now * 1.02]
        smaller = [each for each in _STEPS if each < now * 0.98]
        self._set_zoom((larger or _STEPS)[0 if larger else -1] if step > 0 else (smaller or _STEPS[:1])[-1])

    # -- tools -------------------------------------------------------------------------------------------------------

    def _tools(self) -> QHBoxLayout:
        self.back_button = icon_button("chevron-left", _("Previous page"), little=True)
        self.next_button = icon_button("chevron-right", _("Next page"), little=True)
        self.where = PlainLabel(look="small")
        self.smaller_button = icon_button("zoom-out", _("Smaller"), little=True)
        self.larger_button = icon_button("zoom-in", _("Larger"), little=True)
        self.fit_button = icon_button("arrows-left-right", _("As wide as the view"), little=True)
        self.full_button: QPushButton = quiet(_("100 %"))
        self.full_button.setAccessibleName(_("Size on paper, 100 %"))
        self.back_button.clicked.connect(lambda: self.turn(-1))
        self.next_button.clicked.connect(lambda: self.turn(1))
        self.smaller_button.clicked.connect(lambda: self._zoom_by_key(-1))
        self.larger_button.clicked.connect(lambda: self._zoom_by_key(1))
        self.fit_button.clicked.connect(self.fit)
        self.full_button.clicked.connect(lambda: self.zoom_to(1.0))
        row = QHBoxLayout()
        row.setSpacing(4)
        turning: tuple[QWidget, ...] = (self.back_button, self.where, self.next_button)
        zooming: tuple[QWidget, ...] = (self.smaller_button, self.larger_button, self.fit_button, self.full_button)
        for widget in turning:
            row.addWidget(widget)
        row.addStretch()
        for widget in zooming:
            row.addWidget(widget)
        return row

    def _follow(self) -> None:
        shown = bool(self._count)
        self.back_button.setEnabled(self._place > 0)
        self.next_button.setEnabled(self._place < self._count - 1)
        for button in (self.smaller_button, self.larger_button, self.fit_button, self.full_button):
            button.setEnabled(shown)
        words = _("Page {page} of {count}").format(page=wording.count(self.page), count=wording.count(self._count))
        self.where.setText(words if shown else "")
        if shown:
            percent = wording.count(round(self._scale_shown * 100))
            self.pane.setAccessibleName(bare(say(_("{paper}, page {page} of {count}"), paper=self._title,
                                                 page=self.page, count=self._count)))  # fmt: skip
            self.pane.setAccessibleDescription(_("{percent} per cent").format(percent=percent))

    # -- Qt ----------------------------------------------------------------------------------------------------------

    def _room_changed(self) -> None:
        """Another width: drawn anew once it has settled."""
        if self._pdf and not self._zoom:
            self._settling.start()

    def changeEvent(self, event: QEvent) -> None:
        """Another look draws the hairline in another colour."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.sheet.update()

    def sizeHint(self) -> QSize:
        """Room for most of a page."""
        return QSize(style.scaled(480), style.scaled(520))
