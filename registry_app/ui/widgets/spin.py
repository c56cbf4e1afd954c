"""Small whole numbers, such as copies to print."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

_INSET = 8


class NumberBox(QSpinBox):
    """Qt's box with its figures off the border, which Qt's sheet cannot do for this one class."""

    def __init__(self, least: int, most: int, value: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(least if value is None else value)
        self.lineEdit().setTextMargins(_INSET, 0, _INSET, 0)
