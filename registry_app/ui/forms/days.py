"""A day: typed in the Gregorian calendar or in the office's own, each shown beside the other."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from registry_app.core.calendars import Calendar, calendar_name
from registry_app.core.dates import add_months
from registry_app.core.errors import BadInput, RegistryError
from registry_app.core.texts import _, say
from registry_app.ui.forms import day_text
from registry_app.ui.forms.entries import LineEntry
from registry_app.ui.forms.field import Field, Typed
from registry_app.ui.forms.fields import too_long

_LONGEST: Final = 40
_STEPS: Final = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MONTHS: Final = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}


class DayField(Field):
    """A day, typed in ISO or the language's form; with `calendar` a second entry takes and shows the local calendar's.

    Arrow up and down go a day on and back, page up and down a month. `not_after` and `not_before` are limits that are said
    with their reason by the page's own check where the law sets them; here they only catch slips of the pen.
    """

    def __init__(
        self,
        words: str,
        *,
        calendar: Calendar = Calendar.GREGORIAN,
        hint: str = "",
        not_after: date | None = None,
        not_before: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, hint=hint, parent=parent)
        self._calendar = calendar
        self._not_after = not_after
        self._not_before = not_before
        self._filling = False
        self._given: dict[str, date] = {}  # days set by program, by how they are shown: those are never doubted
        self.entry = LineEntry(limit=_LONGEST)
        self.entry.setPlaceholderText(_("day month year"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        self.body.addLayout(row)
        self._take_input(self.entry)
        self.entry.textChanged.connect(self._gregorian_typed)
        self.entry.refused.connect(lambda most: self._refuse_length(too_long(most)))
        self.local_entry: LineEntry | None = None
        if calendar is not Calendar.GREGORIAN:
            self.local_entry = LineEntry(limit=_LONGEST)
            self.local_entry.setPlaceholderText(calendar_name(calendar))
            row.addWidget(self.local_entry, 1)
            self._take_input(self.local_entry, calendar_name(calendar))
            self.local_entry.textChanged.connect(self._local_typed)
            self.local_entry.refused.connect(lambda most: self._refuse_length(too_long(most)))

    def typed(self) -> Typed:
        """Both entries as they stand."""
        return {"day": self.entry.text(), "local": self.local_entry.text() if self.local_entry else ""}

    def typed_of(self, value: object) -> Typed:
        """The day in both calendars."""
        if not isinstance(value, date):
            return {"day": "", "local": ""}
        shown = day_text.shown(value)
        self._given[shown] = value
        return {"day": shown, "local": self._shown_local(value)[0]}

    def show_typed(self, typed: Typed) -> None:
        """Put both in."""
        kept = typed if isinstance(typed, dict) else {}
        self._filling = True
        self.entry.write(str(kept.get("day") or ""))
        if self.local_entry is not None:
            self.local_entry.write(str(kept.get("local") or ""))
        self._filling = False
        day = self._gregorian()
        self.show_note("" if day is None else self._shown_local(day)[1])
        self._was_typed()

    def is_empty(self) -> bool:
        """Whether nothing stands in either."""
        return not self.entry.text().strip() and not (self.local_entry and self.local_entry.text().strip())

    def read(self) -> date | None:
        """The day; nothing where none was typed. Raises `BadInput` also where the local entry alone cannot be taken."""
        if self.is_empty():
            return None
        gregorian, local = self.entry.text().strip(), self.local_entry.text().strip() if self.local_entry else ""
        day = self._gregorian_of(gregorian) if gregorian else day_text.read_local(self._calendar, local)
        if self._not_after is not None and day > self._not_after:
            raise BadInput(
                say(_("{day} is later than {last}."), day=day_text.shown(day), last=day_text.shown(self._not_after)),
                hint=_("Check the year."),
            )
        if self._not_before is not None and day < self._not_before:
            raise BadInput(
                say(_("{day} is before {first}."), day=day_text.shown(day), first=day_text.shown(self._not_before)),
                hint=_("Check the year."),
            )
        return day

    def value(self) -> date | None:
        """The day; nothing where none was typed or it cannot be taken."""
        found = super().value()
        return found if isinstance(found, date) else None

    def tidy(self) -> None:
        """Write both in their usual form."""
        day = self._gregorian()
        if day is None:
            return
        self._filling = True
        self.entry.write(day_text.shown(day))
        if self.local_entry is not None:
            local, outside = self._shown_local(day)
            self.local_entry.write(local)
            self.show_note(outside)
        self._filling = False

    def words_of(self, typed: Typed) -> str:
        """The Gregorian day, or the local one where only that stands."""
        kept = typed if isinstance(typed, dict) else {}
        return str(kept.get("day") or kept.get("local") or "")

    def forget_typing(self) -> None:
        """A new record begins."""
        self._filling = True
        self.entry.forget_typing()
        if self.local_entry is not None:
            self.local_entry.forget_typing()
        self._filling = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys move the day."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.modifiers():
            key = Qt.Key(event.key())
            day = self._gregorian()
            if day is not None and (key in _STEPS or key in _MONTHS):
                try:
                    self._put(add_months(day, _MONTHS[key]) if key in _MONTHS else day + timedelta(days=_STEPS[key]))
                except (OverflowError, BadInput):
                    return True  # the calendar ends here
                return True
        return super().eventFilter(watched, event)

    def _put(self, day: date) -> None:
        self.show_typed(self.typed_of(day))

    def _gregorian(self) -> date | None:
        try:
            return self._gregorian_of(self.entry.text().strip())
        except RegistryError:
            return None

    def _gregorian_of(self, text: str) -> date:
        return self._given.get(text) or day_text.read(text)

    def _shown_local(self, day: date) -> tuple[str, str]:
        """The day in the local calendar, and why there is none."""
        if self._calendar is Calendar.GREGORIAN:
            return "", ""
        try:
            return day_text.shown_local(self._calendar, day), ""
        except BadInput as error:
            return "", error.sentence

    def _gregorian_typed(self) -> None:
        if self._filling:
            return
        if self.local_entry is not None:
            text = self.entry.text().strip()
            day = self._given.get(text) or day_text.glance(text)
            local, outside = ("", "") if day is None else self._shown_local(day)
            self._filling = True
            self.local_entry.write(local)
            self._filling = False
            self.show_note(outside)
        self._was_typed()

    def _local_typed(self) -> None:
        if self._filling or self.local_entry is None:
            return
        text = self.local_entry.text().strip()
        day: date | None = None
        if text:
            with contextlib.suppress(BadInput):  # `read` says it on leaving
                day = day_text.read_local(self._calendar, text, typing=True)
        self._filling = True
        self.entry.write("" if day is None else day_text.shown(day))
        self._filling = False
        self._was_typed()
