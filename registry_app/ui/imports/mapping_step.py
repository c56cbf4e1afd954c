"""The second step: which column fills which field, and what the list as a whole is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from registry_app.core.errors import RegistryError
from registry_app.core.texts import N_, _, ngettext
from registry_app.exchange.fields import NAME, VERBATIM, Kind, fields
from registry_app.exchange.mapping import Grouping, Mapping
from registry_app.exchange.queries import list_mappings
from registry_app.exchange.rules import ImportKind
from registry_app.ui.context import Context
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.imports.column_row import ColumnRow, field_choices
from registry_app.ui.imports.columns import KINDS
from registry_app.ui.imports.work import Guess
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled
from registry_app.ui.widgets.cards import Card, clear
from registry_app.ui.widgets.strips import MessageStrip

_GROUPINGS: Final = {
    Grouping.KEY: N_("With the same number"),
    Grouping.NAME: N_("With the same name"),
    Grouping.LIKENESS: N_("With names that sound alike"),
    Grouping.ROW: N_("None: each row is one agency"),
}
_AT_A_TIME: Final = 2  # columns laid out before the window gets a turn
_LEFT: Final = 320


def _nothing() -> None:
    """Work that only gives the window a turn."""


class MappingStep(QWidget):
    """The columns of the list in their order, with what stands in them.

    Signals:
        changed: another mapping or another kind was chosen.
        named: the officer chose a mapping that was kept under this name.
    """

    changed = Signal()
    named = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[ColumnRow] = []
        self._filling = False
        self.is_laying_out = False
        self.strip = MessageStrip()
        self.counted = PlainLabel(look="small", wrap=True)
        self.form = self._make_form()
        self._arrange()

    @property
    def kind(self) -> ImportKind:
        """What the list is to the register."""
        return ImportKind(str(self._kind.value() or ImportKind.ADD.value))

    @property
    def region(self) -> str:
        """The country of telephone numbers without one; empty: guessed by the numbers."""
        return self._region.value().upper()

    def mapping(self) -> Mapping:
        """What is chosen now; `BadInput` where it cannot be."""
        grouping = Grouping(str(self._grouping.value() or Grouping.NAME.value))
        key = str(self._key.value() or "") if grouping is Grouping.KEY else ""
        return Mapping(tuple(row.use() for row in self.rows), grouping, key, self.region).checked()

    def why_not(self) -> str:
        """Why the list cannot be tried yet; empty where it can."""
        if not any(NAME in (row.use().field, row.use().then) for row in self.rows):
            return _("Choose the column that holds the names of the agencies.")
        try:
            self.mapping()
        except RegistryError as error:
            return str(error)
        return ""

    def show_guess(self, guess: Guess, name: str = "", then: Callable[[], object] | None = None) -> None:
        """Show a mapping with what stands in each column; `name` is the one it was kept under, if it was.

        A list may have a hundred columns, so some are laid out at a time and the window is looked after in between;
        `then` follows when all stand.
        """
        self._filling = self.is_laying_out = True
        clear(self._columns)
        self.rows = []
        choices = field_choices()
        waiting = list(zip(guess.mapping.columns, guess.examples, strict=True))

        def some() -> None:
            for use, said in waiting[:_AT_A_TIME]:
                row = ColumnRow(use, said, choices)
                row.changed.connect(self._was_changed)
                self.rows.append(row)
                self._columns.addWidget(row)
            del waiting[:_AT_A_TIME]
            if waiting:
                self._context.run(_nothing, lambda _done: some(), owner=self)
                return
            self.is_laying_out = False
            self._show_whole(guess.mapping, name)
            if then is not None:
                then()

        some()

    def _show_whole(self, mapping: Mapping, name: str) -> None:
        """What concerns the list as a whole, once its columns stand."""
        self._columns.addStretch()
        self._saved.set_value(name or None)
        self._grouping.set_value(mapping.grouping.value)
        self._region.set_value(mapping.region or self._context.country)
        self._offer_keys(mapping.key)
        self._filling = False
        self._was_changed()
        self.area.verticalScrollBar().setValue(0)

    def read_names(self) -> None:
        """Offer the mappings that were kept."""
        self._context.read(list_mappings, self._offer_names, owner=self)

    def focus_first(self) -> None:
        """Put the keys on the first column."""
        if self.rows:
            self.rows[0].fills.focus_here()

    def _offer_names(self, names: list[str]) -> None:
        self._filling = True
        self._saved.set_choices([Choice(name, name) for name in names])
        self._saved.setVisible(bool(names))
        self._filling = False

    def _was_changed(self) -> None:
        uses = [row.use() for row in self.rows]
        taken = Counter(use.field for use in uses if use.field != VERBATIM)
        for row, use in zip(self.rows, uses, strict=True):
            row.show_parts(taken[use.field] > 1 and not fields()[use.field].many)
        if self._filling:
            return
        self._filling = True
        self._offer_keys(str(self._key.value() or ""))
        self._filling = False
        self._key.setVisible(self._grouping.value() == Grouping.KEY.value)
        why = self.why_not()
        self.strip.show_message(why)
        used = sum(use.field != VERBATIM for use in uses)
        words = ngettext(
            "{used} of {count} column is used.",
            "{used} of {count} columns are used; the others are kept word for word.",
            len(uses),
        )
        self.counted.setText(
            words.format(used=used, count=len(uses)) if used < len(uses) else _("All columns are used.")
        )
        self.changed.emit()

    def _offer_keys(self, chosen: str) -> None:
        known = fields()
        uses = [use.field for use in (row.use() for row in self.rows)]
        kinds = (Kind.NUMBER, Kind.SERIAL)
        keys = [code for code in dict.fromkeys(uses) if known[code].kind in kinds or code == chosen]
        self._key.set_choices([Choice(code, known[code].label) for code in keys])
        self._key.set_value(chosen if chosen in keys else keys[0] if keys else None)
        self._key.setVisible(self._grouping.value() == Grouping.KEY.value)

    def _make_form(self) -> Form:
        form = Form(columns=1)
        context = self._context
        kinds = [Choice(kind.value, _(words)) for kind, words in KINDS.items()]
        self._saved = form.add("saved", ChoiceField(_("Columns kept under a name"), ()))
        self._kind = form.add(
            "kind", ChoiceField(_("This list holds"), kinds, usual=ImportKind.ADD.value), required=True
        )
        hint = _("Stated on the list; empty: not known.")
        self.listed_on = form.add(
            "listed_on", DayField(_("Day of the list"), calendar=context.calendar, hint=hint, not_after=context.today)
        )
        groups = [Choice(grouping.value, _(words)) for grouping, words in _GROUPINGS.items()]
        self._grouping = form.add(
            "grouping", ChoiceField(_("Rows that are one agency"), groups, usual=Grouping.NAME.value), required=True
        )
        self._key = form.add("key", ChoiceField(_("The number"), ()))
        hint = _("Two letters; for telephone numbers without a country.")
        self._region = form.add("region", TextField(_("Country"), hint=hint, limit=2, latin=True))
        self._kind.changed.connect(self._tell)
        for field in (self._grouping, self._key):
            field.changed.connect(self._tell)
        self._region.left.connect(self._tell)
        self._saved.changed.connect(self._choose_saved)
        return form

    def _tell(self) -> None:
        if not self._filling:
            self._was_changed()

    def _choose_saved(self) -> None:
        name = self._saved.value()
        if name and not self._filling:
            self.named.emit(name)

    def _arrange(self) -> None:
        left = Card(_("The list as a whole"))
        left.setFixedWidth(scaled(_LEFT))
        about = QScrollArea()
        about.setFrameShape(QFrame.Shape.NoFrame)
        about.setWidgetResizable(True)
        about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        about.setWidget(self.form)
        left.add(about, 1)
        inside = QWidget()
        self._columns = QVBoxLayout(inside)
        self._columns.setContentsMargins(0, 0, 10, 0)
        self._columns.setSpacing(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("Columns of the list"))
        self.area.setWidget(inside)
        right = Card(_("What each column fills"))
        right.add(self.counted)
        right.add(self.strip)
        right.add(self.area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(right, 1)
