"""Labels and tool tips that show text and never interpret it."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from registry_app.core.texts import FSI, PDI

_RIGHT_TO_LEFT = "\u200f"
_ACROSS = Qt.AlignmentFlag.AlignHorizontal_Mask
_SPACE = 5  # pixels


class PlainLabel(QLabel):
    """A label for any text, also one that somebody typed.

    Qt's own label guesses and would render markup, load pictures and follow links found in a person's name. It also
    aligns by the first letter of its text; this one stands where the page begins, so that "18" keeps to the right in an
    Arabic card, unless an alignment is set. `look` names how the sheet shows it: `title`, `headline`, `strong`, `muted`,
    `small`, `figure`, `error`, `overline`.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, look: str = "", wrap: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._leading = True
        self._wraps = wrap
        if look:
            self.setProperty("look", look)
        self.setText(text)
        self._align()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Align as told; `AlignLeading` and `AlignLeft` mean where the page begins."""
        across = alignment & _ACROSS
        self._leading = across in {Qt.AlignmentFlag(0), Qt.AlignmentFlag.AlignLeft}
        super().setAlignment(alignment)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the direction of writing."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        if not self._leading:
            return
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        super().setAlignment(upright | side | Qt.AlignmentFlag.AlignAbsolute)
        if (
            self._wraps
        ):  # from right to left Qt counts the space at which a line breaks, and would cut as much at its end
            self.setContentsMargins(_SPACE if right else 0, 0, 0, 0)


class ShortLabel(PlainLabel):
    """A line that gives way: cut with dots where there is no room, whole as its tool tip and for a screen reader."""

    _LEAST = 60

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        least = super().minimumSizeHint()
        return QSize(min(self._LEAST, least.width()), least.height())

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setAccessibleName(text)
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole text where it is cut."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The text as far as there is room."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), words)

    def _explain(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tooltip(self.text()) if cut else "")


def led(text: str) -> str:
    """A sentence that begins with a datum, for a label whose text can be marked, in a window written from right to left.

    Such a label takes its direction from the first letter, also from one inside an isolate, and would set the sentence
    from left to right; a mark before it says how it runs. What is a datum alone, or no datum, stays as it is.
    """
    sentence = text.startswith(FSI) and text.find(PDI) < len(text) - 1
    right = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _RIGHT_TO_LEFT + text if sentence and right else text


def line_height(label: QLabel) -> int:
    """How high one line of its text is: more than its font's where another script's font stands in.

    What stands beside the first line, such as an icon or a day, takes this height and keeps to its middle.
    """
    return label.fontMetrics().size(Qt.TextFlag.TextSingleLine, label.text() or " ").height()


def plain_tooltip(text: str) -> str:
    """The text for a tool tip, shown as it is: Qt would render what looks like markup, and offers no plain mode.

    Long text is broken into lines.
    """
    return f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>" if text else ""
