"""What the check of a paper found: three words that can be read across the room, then fact by fact, then the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from registry_app.build.desk_papers import DeskCheck
from registry_app.certificates.check_report import EXPIRED, WITHDRAWN, CheckReport, Form, Genuineness
from registry_app.core.check_results import Verdict
from registry_app.core.texts import N_, _, isolate, say
from registry_app.ui import wording
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme.tokens import STATE_ICONS, State
from registry_app.ui.widgets.answer import Answer
from registry_app.ui.widgets.cards import NOTHING, clear
from registry_app.ui.widgets.pictures import IconLabel
from registry_app.ui.widgets.verdicts import Verdicts

_WORDS: Final = {
    Genuineness.GENUINE: (N_("Genuine"), State.OK),
    Genuineness.NOT_GENUINE: (N_("Not genuine"), State.BAD),
    Genuineness.NO_TRUSTED_KEY: (N_("No trusted key"), State.WARN),
}


def large_words(report: CheckReport) -> tuple[str, State]:
    """The answer in a word or two; a genuine paper that does not hold today is no plain yes."""
    missed = {result.code for result in report.results if result.verdict is Verdict.NOT_MET}
    if WITHDRAWN in missed:
        return _("Withdrawn"), State.BAD
    words, state = _WORDS[report.verdict]
    if report.verdict is Genuineness.GENUINE and EXPIRED in missed:
        return _("Genuine, not valid today"), State.WARN
    if report.verdict is Genuineness.GENUINE and report.form is not Form.PDF:
        return _("The code is genuine"), State.INFO
    return _(words), state


class Comparison(QWidget):
    """Facts in rows: as they are sealed in the code, and as the page says them; a difference is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self.rows: list[tuple[str, str, str, bool]] = []

    def show_check(self, check: DeskCheck) -> None:
        """Show the facts of a check."""
        clear(self._grid)
        self.rows = _rows(check)
        if not self.rows:
            return
        pages = check.printed is not None
        heads = ["", _("Sealed in the code"), *([_("Printed on the page")] if pages else [])]
        for column, words in enumerate(heads):
            self._grid.addWidget(PlainLabel(words, look="overline"), 0, column)
            self._grid.setColumnStretch(column, 1 if column else 0)
        for number, (label, sealed, printed, differs) in enumerate(self.rows, start=1):
            self._grid.addWidget(PlainLabel(label, look="muted"), number, 0, Qt.AlignmentFlag.AlignTop)
            for column, value in enumerate([sealed, printed] if pages else [sealed], start=1):
                shown = PlainLabel(
                    isolate(value) if value else NOTHING if differs else "", look="" if value else "muted", wrap=True
                )
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                shown.setAccessibleDescription(label)
                self._grid.addWidget(shown, number, column, Qt.AlignmentFlag.AlignTop)
            if differs:
                mark = IconLabel(STATE_ICONS[State.BAD], State.BAD.value)
                mark.setAccessibleName(say(_("{fact} differs"), fact=label))
                self._grid.addWidget(mark, number, 3, Qt.AlignmentFlag.AlignTop)


def _rows(check: DeskCheck) -> list[tuple[str, str, str, bool]]:
    """Label, sealed, printed, whether they differ; days in the window's own way."""
    facts, printed = check.report.facts, check.printed
    if facts is None:
        return []
    sealed = dict(check.report.comparison)
    found = [(_("Document"), sealed[_("Document")], "", False)]
    if printed is None:
        pairs: Sequence[tuple[str, str, str]] = (
            (_("Number"), facts.serial, ""),
            (_("Licence"), facts.licence_number, ""),
            (_("Agency"), sealed.get(_("Agency"), ""), ""),
            (_("Issued on"), wording.day(facts.issued), ""),
            (_("Valid from"), _day(facts.valid_from), ""),
            (_("Valid through"), _day(facts.valid_to), ""),
        )
        found += [(label, value, "", False) for label, value, _none in pairs if value]
    else:
        same_name = facts.names(printed.agency_name)
        found += [
            (_("Number"), facts.serial, printed.serial, facts.serial != printed.serial),
            (
                _("Licence"),
                facts.licence_number,
                printed.licence_number,
                facts.licence_number != printed.licence_number,
            ),
            (_("Agency"), sealed.get(_("Agency"), ""), printed.agency_name, not same_name),
            (_("Issued on"), wording.day(facts.issued), _day(printed.issued), facts.issued != printed.issued),
            (_("Valid from"), _day(facts.valid_from), _day(printed.valid_from), facts.valid_from != printed.valid_from),
            (_("Valid through"), _day(facts.valid_to), _day(printed.valid_to), facts.valid_to != printed.valid_to),
        ]
        found = [row for row in found if row[1] or row[2]]
    return [*found, (_("Office"), facts.office, "", False)]


def _day(value: object) -> str:
    return wording.day(value) if value is not None else ""  # type: ignore[arg-type]


class Outcome(QWidget):
    """The whole of it, one under the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = Answer()
        self.unproved = PlainLabel(
            _("Nobody vouches for these facts: it is only what the code claims."), look="muted", wrap=True
        )
        self.comparison = Comparison()
        self.verdicts = Verdicts()
        self.trusted = PlainLabel(look="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.answer)
        column.addWidget(self.unproved)
        column.addWidget(self.comparison)
        column.addWidget(self.verdicts)
        column.addWidget(self.trusted)
        column.addStretch()

    def show_check(self, check: DeskCheck) -> None:
        """Show what a check found."""
        report = check.report
        words, state = large_words(report)
        self.answer.show_answer(words, state, report.headline)
        self.unproved.setVisible(report.facts is not None and not report.facts_verified)
        self.comparison.show_check(check)
        self.verdicts.set_results(report.results)
        self.trusted.setText(
            say(_("Relied on the keys of {whose}."), whose=report.trusted_by) if report.trusted_by else ""
        )
