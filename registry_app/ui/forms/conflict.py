"""Two people on one record: both versions side by side, field by field; cancelling keeps both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from registry_app.core.texts import _, bare, isolate, ngettext, say
from registry_app.ui.forms.field import Typed
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.widgets.buttons import plain, primary
from registry_app.ui.widgets.cards import NOTHING


class Side(StrEnum):
    """Whose value a field gets."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Difference:
    """A field in which the two versions differ: as typed for the form, and in words for reading.

    `preset` is the side that alone changed it; nothing where both did and a person has to choose.
    """

    name: str
    words: str
    before: str
    mine: str
    theirs: str
    mine_typed: Typed
    theirs_typed: Typed
    preset: Side | None


def differences(form: Form, theirs: Mapping[str, object]) -> list[Difference]:
    """Where the form and the record as it was read again (values by name) differ; fields not named are the form's alone."""
    found = []
    before = form.before()
    for name, field in form.fields().items():
        if name not in theirs:
            continue
        field.tidy()
        mine, other = field.typed(), field.typed_of(theirs[name])
        was, ours, now = (field.words_of(each) for each in (before.get(name), mine, other))
        if mine == other or ours == now:
            continue
        preset = Side.THEIRS if ours == was else Side.MINE if now == was else None
        found.append(Difference(name, field.words, was, ours, now, mine, other, preset))
    return found


class _Value(QFrame):
    """One side's value, chosen by pressing it anywhere."""

    def __init__(self, words: str, name: str, group: QButtonGroup) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.button = QRadioButton()
        self.button.setAccessibleName(name)
        group.addButton(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        said = PlainLabel(isolate(words) if words else NOTHING, wrap=True)
        said.setContentsMargins(0, 3, 0, 0)
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.button.setChecked(True)
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


class ConflictScreen(QDialog):
    """Shows the differences; what only one side changed is chosen already and can be changed.

    Used as `if screen.exec(): form.settle(screen.chosen(), screen.theirs(), row.version)`. Cancelled, the form keeps what was
    typed (and its draft), the register what the other person saved.

    Signals:
        decided_changed: how many fields are still to be decided.
    """

    decided_changed = Signal(int)

    def __init__(self, differences: Sequence[Difference], *, who: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Two people changed this record"))
        self.resize(920, 560)
        self._differences = list(differences)
        self._values: dict[tuple[str, Side], _Value] = {}
        self._groups: list[QButtonGroup] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Two people changed this record"), look="title"))
        whose = (
            say(_("{person} saved it while you were typing."), person=who)
            if who
            else _("Someone else saved it while you were typing.")
        )
        column.addWidget(
            PlainLabel(
                f"{whose} {_('Choose what each field shall say. Nothing is lost: “Decide later” keeps both versions.')}",
                wrap=True,
            )
        )
        column.addWidget(self._table(), 1)
        self._left = PlainLabel(look="muted")
        foot = QHBoxLayout()
        foot.addWidget(self._left, 1)
        self.later = plain(_("&Decide later"))
        self.take = primary(_("&Take what is chosen"))
        self.take.setDefault(True)
        self.later.clicked.connect(self.reject)
        self.take.clicked.connect(self.accept)
        foot.addWidget(self.later)
        foot.addWidget(self.take)
        column.addLayout(foot)
        self._count()

    def choose(self, name: str, side: Side) -> None:
        """Choose a side of a field."""
        self._values[name, side].button.setChecked(True)

    def undecided(self) -> list[str]:
        """The fields that nobody has decided yet."""
        return [each.name for each in self._differences if self._side(each.name) is None]

    def chosen(self) -> dict[str, Typed]:
        """What the form shall show, by field."""
        return {
            each.name: each.theirs_typed if self._side(each.name) is Side.THEIRS else each.mine_typed
            for each in self._differences
        }

    def theirs(self) -> dict[str, Typed]:
        """What the register holds now, by field."""
        return {each.name: each.theirs_typed for each in self._differences}

    def _side(self, name: str) -> Side | None:
        return next((side for side in Side if self._values[name, side].button.isChecked()), None)

    def _table(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for number, words in enumerate((_("Field"), _("Before"), _("Yours"), _("Theirs"))):
            grid.addWidget(PlainLabel(words, look="overline"), 0, number)
            grid.setColumnStretch(number, 2 if number else 1)
        for row, each in enumerate(self._differences, 1):
            self._add_row(grid, row, each)
        grid.setRowStretch(len(self._differences) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _add_row(self, grid: QGridLayout, row: int, each: Difference) -> None:
        group = QButtonGroup(self)
        self._groups.append(group)
        label = PlainLabel(each.words, look="strong", wrap=True)
        label.setContentsMargins(0, 8, 0, 0)
        before = PlainLabel(isolate(each.before) if each.before else NOTHING, look="muted", wrap=True)
        before.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(before, row, 1, Qt.AlignmentFlag.AlignTop)
        names = {Side.MINE: _("{field}, yours: {value}"), Side.THEIRS: _("{field}, theirs: {value}")}
        for column, side in ((2, Side.MINE), (3, Side.THEIRS)):
            words = each.mine if side is Side.MINE else each.theirs
            value = _Value(words, bare(names[side].format(field=each.words, value=words or NOTHING)), group)
            value.button.setChecked(each.preset is side)
            value.button.toggled.connect(self._count)
            self._values[each.name, side] = value
            grid.addWidget(value, row, column)

    def _count(self) -> None:
        left = len(self.undecided()) if len(self._values) == 2 * len(self._differences) else 0
        self.take.setEnabled(not left)
        words = ngettext("{n} field is still to be decided.", "{n} fields are still to be decided.", left)
        self._left.setText(words.format(n=left) if left else _("All fields are decided."))
        self.decided_changed.emit(left)
