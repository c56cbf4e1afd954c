"""Pages to a printer: the system's own dialog, then the pages as pictures at the printer's resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from registry_app.certificates.pages import page_picture, page_sizes
from registry_app.core.errors import StorageFailed
from registry_app.core.progress import Progress
from registry_app.core.texts import _
from registry_app.ui.certificates.pdf_view import as_image

MOST_DOTS: Final = 400  # to the inch: finer than the smallest print and the code need
_POINTS: Final = 72
_KEEP: Final = Qt.AspectRatioMode.KeepAspectRatio


class ChosenPrinter(Protocol):
    """A printer as the officer chose it, with how many copies."""

    copies: int
    dots: int

    def put(self, pages: Sequence[QImage]) -> None:
        """Print the pages; raises `StorageFailed` where the printer does not take them."""


class Printers(Protocol):
    """Where papers can be printed."""

    def choose(self, parent: QWidget, name: str) -> ChosenPrinter | None:
        """Ask for a printer and copies; None where the officer turned away. `name` is the job's in the print queue."""


class _OnPaper:
    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self.copies = max(printer.copyCount(), 1)
        self.dots = min(printer.resolution(), MOST_DOTS)

    def put(self, pages: Sequence[QImage]) -> None:
        painter = QPainter()
        if not painter.begin(self._printer):
            raise _refused()
        try:
            for place, page in enumerate(pages):
                if place and not self._printer.newPage():
                    raise _refused()
                whole = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
                painter.drawImage(_within(page, whole), page)
        finally:
            painter.end()


def _refused() -> StorageFailed:
    return StorageFailed(
        _("The printer did not take the paper."), hint=_("Look whether it is on and has paper; then print again.")
    )


def _within(page: QImage, whole: QRect) -> QRect:
    """The page's own proportions on the sheet, from its upper left corner's middle."""
    size = page.size().scaled(whole.size(), _KEEP)
    left = whole.left() + (whole.width() - size.width()) // 2
    return QRect(left, whole.top() + (whole.height() - size.height()) // 2, size.width(), size.height())


class SystemPrinters:
    """The printers that the system knows, and its way to print into a file."""

    def choose(self, parent: QWidget, name: str) -> ChosenPrinter | None:
        """The system's own dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        printer.setFullPage(True)
        layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
        printer.setPageLayout(layout)
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        return _OnPaper(printer)


def pages_for(pdf: bytes, dots: int, progress: Progress) -> list[QImage]:
    """The pages at a resolution in dots to the inch."""
    count = len(page_sizes(pdf))
    pages = []
    for place in range(count):
        progress.step(place, count)
        pages.append(as_image(page_picture(pdf, place, dots / _POINTS)))
    return pages
