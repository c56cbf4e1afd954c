"""Pages to a printer: the system's own dialog, then the pages as pictures at the printer's resolution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QMarginsF, QRect, QSize, QSizeF, Qt
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
_ROUGHLY: Final = 1.02  # a page this little larger than the sheet is the same size, measured by another rule


class ChosenPrinter(Protocol):
    """A printer as the officer chose it, with how many copies."""

    copies: int
    dots: int

    def put(self, pages: Sequence[QImage]) -> None:
        """Print the pages; raises `StorageFailed` where the printer does not take them."""


class Printers(Protocol):
    """Where papers can be printed."""

    def choose(self, parent: QWidget, name: str, pdf: bytes = b"") -> ChosenPrinter | None:
        """Ask for a printer and copies; None where the officer turned away. `name` is the job's in the print queue.

        The sheet asked for is as large as the first page of `pdf`, A4 where there is none yet.
        """


class OnPaper:
    """A printer of the system, set up by its dialog."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self.copies = max(printer.copyCount(), 1)
        self.dots = min(printer.resolution(), MOST_DOTS)

    def put(self, pages: Sequence[QImage]) -> None:
        """Print the pages, each on a sheet."""
        painter = QPainter()
        if not painter.begin(self._printer):
            raise _refused()
        try:
            for place, page in enumerate(pages):
                if place and not self._printer.newPage():
                    raise _refused()
                whole = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
                own = page.size() * (self._printer.resolution() / self.dots)
                painter.drawImage(within(own, whole), page)
        finally:
            painter.end()


def _refused() -> StorageFailed:
    return StorageFailed(
        _("The printer did not take the paper."), hint=_("Look whether it is on and has paper; then print again.")
    )


def within(own: QSize, whole: QRect) -> QRect:
    """Where a page of its `own` size stands on the sheet, both in the printer's dots: never larger than it is.

    A page as large as the sheet fills it; a smaller one keeps its size at the upper edge, from where it is cut off.
    """
    fitted = own.scaled(whole.size(), _KEEP)
    smaller = own.width() * _ROUGHLY < fitted.width()
    size = own if smaller else fitted
    left = whole.left() + (whole.width() - size.width()) // 2
    top = whole.top() + (0 if smaller else (whole.height() - size.height()) // 2)
    return QRect(left, top, size.width(), size.height())


def sheet_for(pdf: bytes) -> QPageLayout:
    """The sheet as large as the first page, without margins; A4 where there is no page yet."""
    sheet = QPageSize(QPageSize.PageSizeId.A4)
    if pdf:
        wide, high = page_sizes(pdf)[0]
        points = QSizeF(min(wide, high), max(wide, high))
        sheet = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        if wide > high:
            return QPageLayout(sheet, QPageLayout.Orientation.Landscape, QMarginsF())
    return QPageLayout(sheet, QPageLayout.Orientation.Portrait, QMarginsF())


class SystemPrinters:
    """The printers that the system knows, and its way to print into a file."""

    def choose(self, parent: QWidget, name: str, pdf: bytes = b"") -> ChosenPrinter | None:
        """The system's own dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        printer.setFullPage(True)
        printer.setPageLayout(sheet_for(pdf))
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        return OnPaper(printer)


def pages_for(pdf: bytes, dots: int, progress: Progress) -> list[QImage]:
    """The pages at a resolution in dots to the inch."""
    count = len(page_sizes(pdf))
    pages = []
    for place in range(count):
        progress.step(place, count)
        pages.append(as_image(page_picture(pdf, place, dots / _POINTS)))
    return pages
