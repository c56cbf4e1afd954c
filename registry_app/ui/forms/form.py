"""A form: named fields in sections, all errors at once, Enter walks on, and what is typed is kept as a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from registry_app.core.check_results import CheckResult, Level, Verdict
from registry_app.core.errors import RegistryError
from registry_app.ui import wording
from registry_app.ui.forms import mnemonics, refusals
from registry_app.ui.forms.drafts import Draft, Drafts
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.strips import DraftStrip, Summary
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.look import scaled

KEEP_AFTER_MS: Final = 400
_WIDE: Final = 720  # points from which two columns stand side by side
_GAP: Final = 16

F = TypeVar("F", bound=Field)
Check = Callable[[Mapping[str, object]], Mapping[str, str]]


class Form(QWidget):
    """Named fields. `beside` stands the labels beside the inputs, `columns` is the most there are on a wide page.

    `version` is the version of the record the form shows; a draft remembers it.

    Signals:
        changed: something was typed or chosen, or set by program.
        dirty_changed: whether there is something that was not saved.
        walked_out: Enter on the last field; the page puts the keys on its first button.
    """

    changed = Signal()
    dirty_changed = Signal(bool)
    walked_out = Signal()

    def __init__(self, *, beside: bool = False, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version: int | None = None
        self._beside = beside
        self._most = columns
        self._columns = 1
        self._next = (0, 0)  # row and column of the item that comes next
        self._fields: dict[str, Field] = {}
        self._order: list[QWidget] = []
        self._checks: list[Check] = []
        self._aliases: dict[str, str] = {}
        self._before: dict[str, Any] = {}
        self._dirty = False
        self._setting = False
        self._drafts: Drafts | None = None
        self._key = self._heading = ""
        self._dropped: Draft | None = None
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep_now)
        self.summary = Summary()
        self.summary.asked.connect(self.focus_on)
        self.draft_strip = DraftStrip()
        self.draft_strip.dropped.connect(self._drop_draft)
        self.draft_strip.taken_back.connect(self._take_draft_back)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(_GAP * 3 // 2)
        self._grid.setVerticalSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP * 3 // 4)
        column.addWidget(self.draft_strip)
        column.addWidget(self.summary)
        column.addLayout(self._grid)
        column.addStretch()

    # -- building ----------------------------------------------------------------------------------------------------

    def section(self, words: str, hint: str = "") -> None:
        """A headline above the fields that follow."""
        self._put(PlainLabel(words, look="headline"))
        if hint:
            self._put(PlainLabel(hint, look="muted", wrap=True))

    def add(
        self, name: str, field: F, *, required: bool = False, wide: bool | None = None,
        check: Callable[[object], str] | None = None,
    ) -> F:  # fmt: skip
        """Add a field under a name, which is the check result's `field`; gives the field back."""
        if name in self._fields:
            raise ValueError(name)
        field.setObjectName(name)
        field.set_required(required)
        if wide is not None:
            field.wide = wide
        if check is not None:
            field.add_check(check)
        self._fields[name] = field
        self._before[name] = field.typed()
        field.changed.connect(self._was_changed)
        field.entered.connect(self.walk_on)
        self._put(field)
        return field

    def _put(self, item: QWidget) -> None:
        self._order.append(item)
        self._place(item)

    def add_check(self, check: Check) -> None:
        """A question to all values together: sentences by the name of the field they belong to."""
        self._checks.append(check)

    def also_called(self, name: str, *words: str) -> None:
        """How services call the field in their refusals (`what=` of `required_text`), where it is not its label."""
        self._aliases.update(dict.fromkeys(words, name))

    def field(self, name: str) -> Field:
        """The field of a name."""
        return self._fields[name]

    def fields(self) -> Mapping[str, Field]:
        """All fields by name, in order."""
        return dict(self._fields)

    # -- values ------------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, object]:
        """What every field means; ask `validate` first."""
        return {name: field.value() for name, field in self._fields.items()}

    def set_values(self, values: Mapping[str, object], *, version: int | None = None) -> None:
        """Show a record: fields not named become empty, nothing counts as typed, undo begins here."""
        self._show({name: field.typed_of(values.get(name)) for name, field in self._fields.items()})
        self.version = version
        self.set_clean()

    def typed(self) -> dict[str, Any]:
        """What stands in every field, also where it cannot be taken."""
        return {name: field.typed() for name, field in self._fields.items()}

    def before(self) -> dict[str, Any]:
        """What stood there when the record was shown."""
        return dict(self._before)

    @property
    def dirty(self) -> bool:
        """Whether there is something that was not saved."""
        return self._dirty

    def set_clean(self) -> None:
        """What stands here is what the register holds."""
        self._before = self.typed()
        for field in self._fields.values():
            field.forget_typing()
            field.show_error("")
        self.summary.hide()
        self._tell_dirty()

    def _show(self, typed: Mapping[str, Any]) -> None:
        self._setting = True
        for name, field in self._fields.items():
            if name in typed:
                field.show_typed(typed[name])
        self._setting = False
        self._was_changed()

    def _was_changed(self) -> None:
        if self._setting:
            return
        self._tell_dirty()
        if self._drafts is not None:
            self._keeping.start()
        self.changed.emit()

    def _tell_dirty(self) -> None:
        dirty = self.typed() != self._before
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)

    # -- what is wrong -----------------------------------------------------------------------------------------------

    def validate(self) -> dict[str, str]:
        """All that is wrong, by field; shown at the fields and in the summary, with the keys on the first. Empty: save."""
        for field in self._fields.values():
            field.tidy()
        faults = {name: fault for name, field in self._fields.items() if (fault := field.fault())}
        if not faults:
            values = self.values()
            for check in self._checks:
                faults.update({name: sentence for name, sentence in check(values).items() if sentence})
        self._show_faults(faults)
        return faults

    def show_results(self, results: Iterable[CheckResult]) -> bool:
        """Show the blockers among check results at their fields, the warnings beside; whether a blocker was there."""
        faults: dict[str, str] = {}
        further: list[str] = []
        for result in results:
            if result.verdict is Verdict.MET:
                continue
            sentence = " ".join(filter(None, [result.sentence, result.hint]))
            if result.level is not Level.BLOCKER:
                if result.field in self._fields:
                    self._fields[result.field].show_warnings([sentence])
            elif result.field in self._fields:
                faults.setdefault(result.field, sentence)
            else:
                further.append(sentence)
        self._show_faults(faults, further)
        return bool(faults or further)

    def show_refusal(self, error: RegistryError) -> None:
        """Show why a service refused: at the field it speaks of where that can be told, else at the head of the form."""
        name = refusals.field_of(error, self._fields, self._aliases)
        self._show_faults({name: str(error)} if name else {}, [] if name else [str(error)])

    def _show_faults(self, faults: Mapping[str, str], further: Sequence[str] = ()) -> None:
        for name, field in self._fields.items():
            field.show_error(faults.get(name, ""))
        words = {name: field.words for name, field in self._fields.items()}
        in_order = {name: faults[name] for name in self._fields if name in faults}
        self.summary.show_faults(in_order, words, further)
        if in_order:
            self.focus_on(next(iter(in_order)))
        elif further:
            self._reveal(self.summary)

    def focus_on(self, name: str) -> None:
        """Put the keys on a field and bring it into view."""
        self._fields[name].focus_here()
        self._reveal(self._fields[name])

    def _reveal(self, widget: QWidget) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)

    # -- drafts ------------------------------------------------------------------------------------------------------

    def keep_in(self, drafts: Drafts, key: str, heading: str) -> Draft | None:
        """Keep what is typed from now on under this key; a draft that is there is shown and said. Call it after `set_values`."""
        self._drafts, self._key, self._heading = drafts, key, heading
        draft = drafts.find(key)
        if draft is not None:
            self._show_draft(draft)
        return draft

    def keep_now(self) -> None:
        """Keep what stands here without waiting; a form that stands as it was before needs no draft."""
        self._keeping.stop()
        if self._drafts is None:
            return
        if self._dirty:
            self._drafts.keep(self._key, self._heading, self.typed(), before=self._before, version=self.version)
        elif self._dropped is None:
            self._drafts.drop(self._key)

    def saved(self, *, version: int | None = None) -> None:
        """The register holds it now: the draft goes, nothing is dirty."""
        self._keeping.stop()
        self.version = version
        self._dropped = None
        self.draft_strip.hide()
        self.set_clean()
        if self._drafts is not None:
            self._drafts.drop(self._key)

    def settle(self, chosen: Mapping[str, Any], theirs: Mapping[str, Any], version: int) -> None:
        """After two people met on the record: show what was chosen over what the register holds now, ready to be saved."""
        self._show(chosen)
        self._before = {**self._before, **theirs}
        self.version = version
        self._tell_dirty()
        self.keep_now()

    def _show_draft(self, draft: Draft) -> None:
        assert self._drafts is not None
        self._show(draft.content)
        self._before.update(draft.before)
        self.version = draft.version if draft.version is not None else self.version
        self._keeping.stop()
        self._tell_dirty()
        self.draft_strip.show_kept(wording.moment(draft.kept_at, self._drafts.zone))

    def _drop_draft(self) -> None:
        assert self._drafts is not None
        self._dropped = self._drafts.find(self._key)
        self._show(self._before)
        self._keeping.stop()
        self._drafts.drop(self._key)
        self.draft_strip.show_dropped()

    def _take_draft_back(self) -> None:
        draft, self._dropped = self._dropped, None
        if draft is not None:
            self._show_draft(draft)
            self.keep_now()

    # -- keys and layout ---------------------------------------------------------------------------------------------

    def walk_on(self, from_here: QWidget) -> None:
        """Put the keys on the input after this one; after the last one the page is told."""
        chain = [
            each
            for field in self._fields.values()
            for each in field.walked()
            if each.isEnabled() and each.isVisibleTo(self)
        ]
        place = next((number for number, each in enumerate(chain) if each is from_here), -1)
        if place + 1 < len(chain):
            chain[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.walked_out.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Give each label a key that nothing else on the page has."""
        super().showEvent(event)
        mnemonics.assign(self._fields.values(), self)
        self._stand_labels_beside()

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left: what was typed is kept at once."""
        super().hideEvent(event)
        if self._keeping.isActive():
            self.keep_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put everything in its place again where the number of columns has changed."""
        columns = max(1, min(self._most, 2 if self.width() >= scaled(_WIDE) else 1))
        if columns == self._columns:
            return
        self._columns = columns
        self._next = (0, 0)
        for number in range(self._most):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        for each in self._order:
            self._place(each)

    def _place(self, item: QWidget) -> None:
        row, column = self._next
        wide = not isinstance(item, Field) or item.wide
        if wide and column:
            row, column = row + 1, 0
        self._grid.addWidget(item, row, column, 1, self._columns if wide else 1, Qt.AlignmentFlag.AlignTop)
        column += self._columns if wide else 1
        self._next = (row + 1, 0) if column >= self._columns else (row, column)

    def _stand_labels_beside(self) -> None:
        if self._beside:
            width = max((field.label.sizeHint().width() for field in self._fields.values()), default=0) + 20
            for field in self._fields.values():
                field.set_beside(width)

    def sizeHint(self) -> QSize:
        """At least one column wide."""
        return super().sizeHint().expandedTo(QSize(scaled(360), 0))
