"""Rows of small forms in one field, such as the principals of an agency or the claims of a complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, bare, say
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.widgets.buttons import icon_button, link

MakeRow = Callable[[], Mapping[str, Field]]
"""Makes the fields of one more row by name."""


@dataclass(frozen=True)
class _Row:
    frame: QFrame
    fields: Mapping[str, Field]
    cross: QToolButton


class TableField(Field):
    """Any number of rows, each with the same small fields; `row_words` is what one row is, such as "Principal".

    The value is a tuple of dictionaries by the names of the fields. A row of which nothing is filled in does not count.
    `columns` fields stand side by side.
    """

    wide = True

    def __init__(
        self,
        words: str,
        make_row: MakeRow,
        *,
        row_words: str,
        add_words: str,
        columns: int = 3,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._make_row = make_row
        self._row_words = row_words
        self._columns = columns
        self._rows: list[_Row] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.body.addLayout(self._column)
        self.add_button = link(add_words)
        self.add_button.clicked.connect(self._add_by_hand)
        self.body.addWidget(self.add_button, alignment=Qt.AlignmentFlag.AlignLeading)
        self.label.setBuddy(self.add_button)

    def rows(self) -> list[Mapping[str, Field]]:
        """The fields of every row."""
        return [row.fields for row in self._rows]

    def add_row(self) -> Mapping[str, Field]:
        """One more row, empty."""
        frame = QFrame()
        frame.setProperty("look", "well")
        fields = self._make_row()
        cross = icon_button("trash", _("Take this row out"))
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 10, 6, 10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for number, field in enumerate(fields.values()):
            grid.addWidget(field, number // self._columns, number % self._columns, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number % self._columns, 1)
            field.changed.connect(self._was_typed)
            field.entered.connect(self.entered)
            field.left.connect(self._row_left)
        line.addLayout(grid, 1)
        line.addWidget(cross, alignment=Qt.AlignmentFlag.AlignTop)
        row = _Row(frame, fields, cross)
        cross.clicked.connect(lambda: self._take_out(row))
        self._rows.append(row)
        self._column.addWidget(frame)
        self._stand_in_line(row)
        self._number()
        return fields

    def _stand_in_line(self, row: _Row) -> None:
        """Tab comes to a row where it stands, before the button that adds one: Qt puts what is made later at the end."""
        entries = [entry for field in row.fields.values() for entry in field.inputs()]
        before = self.add_button.previousInFocusChain()
        while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        line: list[QWidget] = [*entries, row.cross]
        if before is None or before is self.add_button:
            line.append(self.add_button)  # nothing else is in the window yet
        else:
            line.insert(0, before)
        for one, behind in pairwise(line):
            QWidget.setTabOrder(one, behind)

    def typed(self) -> list[dict[str, Typed]]:
        """What stands in every row."""
        return [{name: field.typed() for name, field in row.fields.items()} for row in self._rows]

    def typed_of(self, value: object) -> Typed:
        """Rows of values."""
        given = [each for each in value if isinstance(each, Mapping)] if isinstance(value, Iterable) else []
        if not given:
            return []
        pattern = self._make_row()  # what one row would show
        found = [{name: field.typed_of(each.get(name)) for name, field in pattern.items()} for each in given]
        for field in pattern.values():
            field.deleteLater()
        return found

    def show_typed(self, typed: Typed) -> None:
        """Put rows in; what is not in them is empty."""
        given = [each for each in typed if isinstance(each, dict)] if isinstance(typed, list) else []
        while len(self._rows) > len(given):
            self._remove(self._rows[-1])
        while len(self._rows) < len(given):
            self.add_row()
        for row, kept in zip(self._rows, given, strict=True):
            for name, field in row.fields.items():
                if name in kept:
                    field.show_typed(kept[name])
        self._was_typed()

    def is_empty(self) -> bool:
        """Whether no row has anything in it."""
        return not self._filled()

    def read(self) -> tuple[dict[str, object], ...]:
        """The rows; raises `BadInput` that names the row and the field of the first fault."""
        for row in self._filled():
            for field in row.fields.values():
                fault = field.fault()
                if fault:
                    number = self._rows.index(row) + 1
                    raise BadInput(
                        say(
                            _("{what} {number}, {field}: {fault}"),
                            what=self._row_words,
                            number=number,
                            field=field.words,
                            fault=fault,
                        )
                    )
        return tuple({name: field.value() for name, field in row.fields.items()} for row in self._filled())

    def value(self) -> tuple[dict[str, object], ...]:
        """The rows; none where one cannot be taken."""
        found = super().value()
        return found if isinstance(found, tuple) else ()

    def words_of(self, typed: Typed) -> str:
        """How many rows there are, and what stands in them."""
        rows = [each for each in typed if isinstance(each, dict)] if isinstance(typed, list) else []
        pattern = self._make_row() if rows else {}
        lines = [
            ", ".join(filter(None, (field.words_of(kept.get(name)) for name, field in pattern.items())))
            for kept in rows
        ]
        for field in pattern.values():
            field.deleteLater()
        return "; ".join(lines)

    def tidy(self) -> None:
        """Tidy every row."""
        for row in self._rows:
            for field in row.fields.values():
                field.tidy()

    def forget_typing(self) -> None:
        """A new record begins."""
        for row in self._rows:
            for field in row.fields.values():
                field.forget_typing()
                field.show_error("")

    def show_error(self, sentence: str) -> None:
        """Under the rows, and at the fields that are wrong."""
        super().show_error(sentence)
        for row in self._rows:
            counts = row in self._filled()
            for field in row.fields.values():
                field.show_error(field.fault() if sentence and counts else "")

    def inputs(self) -> tuple[QWidget, ...]:
        """Those of every row, then the button that adds one."""
        within = [each for row in self._rows for field in row.fields.values() for each in field.inputs()]
        return (*within, self.add_button)

    def walked(self) -> tuple[QWidget, ...]:
        """The rows' inputs: Enter leads on to the next field, as nobody has to add a row."""
        return self.inputs()[:-1]

    def focus_here(self) -> None:
        """The first field that is wrong, else the first of all, else the button."""
        fields = [field for row in self._rows for field in row.fields.values()]
        wrong = next((field for field in fields if field.error()), None) or next(iter(fields), None)
        if wrong is None:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            wrong.focus_here()

    def _filled(self) -> list[_Row]:
        return [row for row in self._rows if any(not field.is_empty() for field in row.fields.values())]

    def _row_left(self) -> None:
        if self.error():
            self.show_error(self.fault())

    def _add_by_hand(self) -> None:
        fields = self.add_row()
        next(iter(fields.values())).focus_here()
        self._was_typed()

    def _take_out(self, row: _Row) -> None:
        self._remove(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._was_typed()

    def _remove(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row.frame)
        row.frame.hide()
        row.frame.deleteLater()
        self._number()

    def _number(self) -> None:
        self.label.setBuddy(self.inputs()[0])  # its key leads into the first row, and adds one only where there is none
        for number, row in enumerate(self._rows, 1):
            words = say(_("{what} {number}"), what=self._row_words, number=number)
            row.cross.setAccessibleName(bare(say(_("Take out: {row}"), row=words)))
            for field in row.fields.values():
                field.set_context(words)
