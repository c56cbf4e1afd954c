"""The small questions of a list: between which days, under which name, which columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, cast

from PySide6.QtCore import QDate, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from registry_app.core.texts import _, say
from registry_app.ui import wording
from registry_app.ui.lists.source import Column
from registry_app.ui.prompts import Question
from registry_app.ui.theme.look import scaled

_CODE: Final = Qt.ItemDataRole.UserRole
_HEIGHT: Final = 380
_LINE: Final = 32


def days_of(value: str) -> tuple[date | None, date | None]:
    """The first and last day of a filter's value such as `2019-01-01/`; None where it is open."""
    first, _slash, last = value.partition("/")
    return (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)


def words_for_days(value: str) -> str:
    """How such a value reads on its chip."""
    first, last = days_of(value)
    if first is None:
        return say(_("until {last}"), last=wording.day(last))
    if last is None:
        return say(_("from {first}"), first=wording.day(first))
    return say(_("{first} to {last}"), first=wording.day(first), last=wording.day(last))


class DaysQuestion(Question):
    """Asks for a first and a last day; either may be left open."""

    def __init__(self, parent: QWidget, words: str, today: date) -> None:
        super().__init__(parent, words, _("Leave one open to go without an end."), _("Show &these"))
        self._first = self._line(_("&From"), _("First day"), today)
        self._last = self._line(_("&Until"), _("Last day"), today)
        grid = QGridLayout()
        for row, (tick, day) in enumerate((self._first, self._last)):
            grid.addWidget(tick, row, 0)
            grid.addWidget(day, row, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self._first[0].setChecked(True)
        self._first[1].setFocus()

    def value(self) -> str:
        """The days as a filter's value; the earlier first, however they were entered."""
        first, last = (self._iso(*line) for line in (self._first, self._last))
        return f"{min(first, last)}/{max(first, last)}" if first and last else f"{first}/{last}"

    def _line(self, words: str, name: str, today: date) -> tuple[QCheckBox, QDateEdit]:
        tick = QCheckBox(words)
        day = QDateEdit(QDate(today.year, today.month, today.day))
        day.setDisplayFormat("yyyy-MM-dd")  # digits only: a month's name would turn about in a right-to-left field
        day.setCalendarPopup(True)
        day.setAccessibleName(name)
        day.setEnabled(False)
        tick.toggled.connect(day.setEnabled)
        tick.toggled.connect(lambda: self.yes.setEnabled(self._first[0].isChecked() or self._last[0].isChecked()))
        return tick, day

    def _iso(self, tick: QCheckBox, day: QDateEdit) -> str:
        return cast("date", day.date().toPython()).isoformat() if tick.isChecked() else ""


class NameQuestion(Question):
    """Asks for the name under which filters are saved."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Save these filters"), _("They will stand in the menu under this name."), _("&Save"))
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name"))
        self.name.setMaxLength(60)
        self.name.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(False)
        self.body.addWidget(self.name)
        self.name.setFocus()


class ColumnsQuestion(Question):
    """Asks which columns to show and in which order; at least one stays."""

    def __init__(self, parent: QWidget, columns: Sequence[Column[Any]], chosen: Sequence[str]) -> None:
        super().__init__(
            parent, _("Columns"), _("Tick what the list shows, and bring it into your order."), _("&Apply")
        )
        self._columns = list(columns)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setMinimumHeight(scaled(_HEIGHT))
        self._fill(chosen)
        self.list.itemChanged.connect(self._at_least_one)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        buttons = QVBoxLayout()
        for words, handler in (
            (_("Move u&p"), lambda: self._move(-1)),
            (_("Move &down"), lambda: self._move(1)),
            (_("As &usual"), lambda: self._fill([column.code for column in self._columns if column.shown])),
        ):
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(handler)
            buttons.addWidget(button)
        buttons.addStretch()
        row.addLayout(buttons)
        self.body.addLayout(row)
        self.list.setFocus()

    def codes(self) -> list[str]:
        """The columns ticked, in their order."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return [str(item.data(_CODE)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _fill(self, chosen: Sequence[str]) -> None:
        by_code = {column.code: column for column in self._columns}
        order = [*chosen, *(code for code in by_code if code not in chosen)]
        self.list.clear()
        for code in order:
            item = QListWidgetItem(by_code[code].words)
            item.setData(_CODE, code)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, scaled(_LINE)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

    def _at_least_one(self) -> None:
        self.yes.setEnabled(bool(self.codes()))
