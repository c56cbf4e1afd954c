"""What one column of a list is for: the field it fills, and where it needs it, order, second field, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.calendars import Calendar, calendar_name
from registry_app.core.texts import N_, _, bare, isolate, say
from registry_app.exchange.fields import VERBATIM, Kind, fields
from registry_app.exchange.mapping import ColumnUse, DateOrder
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.buttons import icon_button

_AUTO: Final = "auto"
_ORDERS: Final = {
    DateOrder.DAY_FIRST: N_("Day first"),
    DateOrder.MONTH_FIRST: N_("Month first"),
}
_LINE_BREAK: Final = "⏎"
_MOST_PARTS: Final = 9


def field_choices() -> list[Choice]:
    """Every field a column can fill; what fills none is kept as it stands."""
    kept = Choice(VERBATIM, _("Kept as it stands"))
    return [kept, *(Choice(code, field.label) for code, field in fields().items() if code != VERBATIM)]


def _date_orders() -> list[Choice]:
    return [Choice(_AUTO, _("As they tell")), *(Choice(order.value, _(words)) for order, words in _ORDERS.items())]


def _chosen(field: ChoiceField) -> str:
    """A choice; nothing where the dates themselves are to tell."""
    code = field.value() or ""
    return "" if code == _AUTO else code


def is_dated(*codes: str) -> bool:
    """Whether one of the fields holds days."""
    return any(code and fields()[code].kind is Kind.DATE for code in codes)


class _Details(QWidget):
    """What can be said of a column besides its field; made when it is first needed, as most columns never need it."""

    def __init__(self, choices: Sequence[Choice], use: ColumnUse) -> None:
        super().__init__()
        self.then = ChoiceField(_("The rest fills"), [each for each in choices if each.code != VERBATIM])
        self.separator = TextField(_("Parted at"), hint=_("{sign} is a new line.").format(sign=_LINE_BREAK), limit=10)
        self.order = ChoiceField(
            _("Place among its parts"), [Choice(str(n), str(n)) for n in range(1, _MOST_PARTS + 1)]
        )
        self.dates = ChoiceField(_("Dates are written"), _date_orders(), usual=_AUTO)
        calendars = [Choice(_AUTO, _("As they tell"))] + [Choice(each.value, calendar_name(each)) for each in Calendar]
        self.calendar = ChoiceField(_("Calendar"), calendars, usual=_AUTO)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setHorizontalSpacing(12)
        self.fields = (self.dates, self.calendar, self.separator, self.then, self.order)
        for place, field in enumerate(self.fields):
            field.set_context(bare(use.column))
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.show_use(use)

    def show_use(self, use: ColumnUse) -> None:
        """Show how a column is used."""
        self.then.set_value(use.then or None)
        self.separator.set_value(use.separator.replace("\n", _LINE_BREAK))
        self.order.set_value(str(use.order) if use.order else None)
        self.dates.set_value(use.dates.value or _AUTO)
        self.calendar.set_value(use.calendar or _AUTO)

    def use(self, use: ColumnUse) -> ColumnUse:
        """The use with what is chosen here."""
        return replace(
            use,
            order=int(self.order.value() or 0),
            separator=self.separator.typed().replace(_LINE_BREAK, "\n"),
            then=self.then.value() or "",
            dates=DateOrder(_chosen(self.dates)),
            calendar=_chosen(self.calendar),
        )


class ColumnRow(QFrame):
    """Heading and examples at the start, what they fill at the end.

    Signals:
        changed: the officer chose something else.
    """

    changed = Signal()

    def __init__(self, use: ColumnUse, examples: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.setProperty("look", "row")
        self._use = use
        self._choices = choices
        self._filling = True
        self._made: _Details | None = None
        heading = use.column.replace("&", "&&")
        self.fills = ChoiceField(heading, choices)
        self.fills.label.hide()
        self.more = icon_button("adjustments", say(_("More about {column}"), column=use.column), little=True)
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _on: self._follow())
        self.fills.set_context(bare(use.column))
        self.fills.changed.connect(self._was_changed)
        self._arrange(examples)
        self.show_use(use)

    @property
    def details(self) -> _Details:
        """What can be said besides; made here when it is first asked for."""
        if self._made is None:
            self._made = _Details(self._choices, self._use)
            self._column.insertWidget(1, self._made)
            for field in self._made.fields:
                field.changed.connect(self._was_changed)
        return self._made

    def show_use(self, use: ColumnUse) -> None:
        """Show a use of the column."""
        self._filling = True
        self._use = use
        self.fills.set_value(use.field)
        if self._made is not None:
            self._made.show_use(use)
        self._filling = False
        self._follow()

    def use(self) -> ColumnUse:
        """What is chosen now."""
        said = self._said()
        if said.field == VERBATIM:
            return ColumnUse(said.column, said.field)
        return said if is_dated(said.field, said.then) else replace(said, dates=DateOrder.AUTO, calendar="")

    def _said(self) -> ColumnUse:
        use = replace(self._use, field=self.fills.value() or VERBATIM)
        return use if self._made is None else self._made.use(use)

    def show_parts(self, several: bool) -> None:
        """Whether other columns fill the same field, so that their places count."""
        self._several = several
        self._follow()

    _several = False

    def _was_changed(self) -> None:
        if not self._filling:
            self._follow()
            self.changed.emit()

    def _follow(self) -> None:
        said = self._said()
        filled = said.field != VERBATIM
        dated = filled and is_dated(said.field, said.then)
        split = filled and (self.more.isChecked() or bool(said.then) or bool(said.separator))
        parts = filled and (self._several or bool(said.order))
        self.more.setVisible(filled)
        if self._made is None and not (split or dated or parts):
            return
        details = self.details
        for field in (details.separator, details.then):
            field.setVisible(split)
        details.order.setVisible(parts)
        for field in (details.dates, details.calendar):
            field.setVisible(dated)
        details.setVisible(split or dated or parts)

    def _arrange(self, examples: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        name = PlainLabel(isolate(self._use.column), look="strong", wrap=True)
        words.addWidget(name)
        words.addWidget(
            PlainLabel(isolate(examples) if examples else _("nothing in the first rows"), look="small", wrap=True)
        )
        words.addStretch()
        told = QWidget()
        told.setLayout(words)
        words.setContentsMargins(0, 4, 0, 4)
        told.setFixedWidth(scaled(270))
        choice = QHBoxLayout()
        choice.setSpacing(6)
        choice.addWidget(self.fills, 1)
        choice.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._column.addLayout(choice)
        self._column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(16)
        row.addWidget(told)
        row.addLayout(self._column, 1)
