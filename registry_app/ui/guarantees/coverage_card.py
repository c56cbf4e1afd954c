"""The coverage of the agency: what is required against what is free, reserved, paid out, with the reasons."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from registry_app.core.money import Money
from registry_app.core.texts import _, isolate, say
from registry_app.guarantees.coverage import AgencyCover, Brought, LeafCover
from registry_app.ui import wording
from registry_app.ui.charts.chart import Chart
from registry_app.ui.charts.drawing import Number
from registry_app.ui.charts.stacked import Series, Stacked
from registry_app.ui.guarantees.words import kind_words, state_mark
from registry_app.ui.labels import PlainLabel
from registry_app.ui.theme import style
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.buttons import link
from registry_app.ui.widgets.cards import Card, Facts, clear
from registry_app.ui.widgets.chips import Chip
from registry_app.ui.widgets.verdicts import Verdicts

_HEIGHT = 96


def picture_of(leaf: LeafCover) -> Stacked:
    """One lying bar of what is held of an instrument; the mark is what is required. Values are minor units."""
    parts = (
        (_("Free and in force"), leaf.counts, State.OK),
        (_("Reserved for claims"), leaf.reserved, State.WARN),
        (_("Paid out"), leaf.paid_out, State.INFO),
        (_("Not counted"), leaf.idle, State.NEUTRAL),
    )
    series = tuple(Series(words, (float(part.minor),), state) for words, part, state in parts)
    return Stacked(
        _("Instrument"),
        (kind_words(leaf.kind),),
        series,
        mark=None if leaf.required is None else float(leaf.required.minor),
        mark_words=_("Required"),
        lying=True,
        number=_reader(leaf.counts.currency),
    )


def _reader(currency: str) -> Number:
    return lambda minor: wording.money(Money(round(minor), currency))


class CoverageCard(Card):
    """Picture, verdict, and behind a link each instrument and the provision."""

    def __init__(self, open_guarantee: Callable[[uuid.UUID], object]) -> None:
        super().__init__(_("Coverage of the agency"))
        self._open_guarantee = open_guarantee
        self.charts: list[Chart] = []
        self._pictures = QVBoxLayout()
        self._pictures.setSpacing(8)
        self.add_layout(self._pictures)
        self.verdicts = Verdicts()
        self.add(self.verdicts)
        self.more = link(_("Show each instrument and the provision"), "chevron-down")
        self.more.setCheckable(True)
        self.reasons = QWidget()
        self._reasons = QVBoxLayout(self.reasons)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setSpacing(0)
        self.reasons.hide()
        self.more.toggled.connect(self._toggle)
        self.add(self.more)
        self.add(self.reasons)

    def show_cover(self, cover: AgencyCover) -> None:
        """Show another picture; what was opened stays open."""
        clear(self._pictures)
        self.charts = []
        for leaf in cover.leaves:
            chart = Chart(self._name(leaf), picture_of(leaf))
            chart.setFixedHeight(style.scaled(_HEIGHT))
            self.charts.append(chart)
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(chart, 1)
            row.addWidget(chart.figures_button, alignment=Qt.AlignmentFlag.AlignTop)
            self._pictures.addLayout(row)
            if leaf.untold:
                words = _("An equivalent in another currency is left out: no rate was adopted for it.")
                self._pictures.addWidget(PlainLabel(words, look="muted", wrap=True))
        if not cover.leaves:
            words = _("Nothing is held for the agency, and what is required is not set by the regulator.")
            self._pictures.addWidget(PlainLabel(words, look="muted", wrap=True))
        self.verdicts.set_results(cover.results)
        self._show_reasons(cover)

    def _toggle(self, opened: bool) -> None:
        self.reasons.setVisible(opened)
        words = _("Hide the reasons") if opened else _("Show each instrument and the provision")
        self.more.setText(words)
        self.more.setAccessibleName(words)

    @staticmethod
    def _name(leaf: LeafCover) -> str:
        if leaf.required is None:
            return say(_("{kind}: held; what is required is not set by the regulator"), kind=kind_words(leaf.kind))
        words = _("{kind}: held against {required} required")
        return say(words, kind=kind_words(leaf.kind), required=wording.money(leaf.required))

    def _show_reasons(self, cover: AgencyCover) -> None:
        clear(self._reasons)
        required = ", ".join(
            isolate(f"{kind_words(leaf.kind)} {wording.money(leaf.required)}")
            for leaf in cover.leaves
            if leaf.required is not None
        )
        facts = Facts([
            (_("Required"), required or _("Not set by the regulator")),
            (_("Provision"), cover.source),
            *([(_("Its words"), isolate(cover.quote))] if cover.quote else ()),
            (_("Licences that count"), wording.count(cover.licences)),
        ])  # fmt: skip
        self._reasons.addWidget(facts)
        self._reasons.addSpacing(8)
        for each in cover.brought:
            self._reasons.addWidget(self._line(each))

    def _line(self, brought: Brought) -> QWidget:
        row = brought.row
        line = QFrame()
        line.setProperty("look", "row")
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(2)
        button = link(isolate(row.number))
        button.clicked.connect(lambda: self._open_guarantee(row.id))
        words.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeading)
        detail = say(_("{free} free of {amount}"), free=wording.money(row.free), amount=wording.money(row.amount))
        words.addWidget(PlainLabel(detail, look="muted", wrap=True))
        if brought.reason:
            words.addWidget(PlainLabel(brought.reason, look="small", wrap=True))
        across.addLayout(words, 1)
        mark = state_mark(row.state)
        across.addWidget(Chip(mark.words, mark.state), alignment=Qt.AlignmentFlag.AlignTop)
        return line
