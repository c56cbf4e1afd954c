"""The figures of the day: four tiles that open what they count, and two charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from registry_app.complaints.listing import OPEN as OPEN_COMPLAINTS
from registry_app.core.texts import _, isolate
from registry_app.desk.queries import ENDING_WITHIN, ComplaintFigures
from registry_app.guarantees.listing import SHORT
from registry_app.licensing.application_listing import OPEN_ONES
from registry_app.licensing.figures import LicenceFigures
from registry_app.licensing.status import GRAVITY, STATE_LABELS, LicenceState
from registry_app.ui import wording
from registry_app.ui.charts.bars import Bars
from registry_app.ui.charts.chart import ChartCard
from registry_app.ui.charts.donut import Donut, Part
from registry_app.ui.context import Context
from registry_app.ui.home.words import LICENCE_STATES, capital
from registry_app.ui.places import Place
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.tiles import KpiTile

_NOT_YET: Final = "…"
_UNKNOWN: Final = "—"


class Tiles(QWidget):
    """Four figures; each opens the list narrowed to what it counts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        ends = f"ends={ENDING_WITHIN.days}"
        self.licences = self._tile("calendar-event", _("Licences ending in 30 days"), Place("licences", part=ends))
        self.complaints = self._tile(
            "message-report", _("Open complaints"), Place("complaints", part=f"state={OPEN_COMPLAINTS}")
        )
        self.short = self._tile(
            "alert-triangle", _("Guarantees below minimum"), Place("guarantees", part=f"cover={SHORT}")
        )
        self.applications = self._tile(
            "clipboard-check", _("Applications to decide"), Place("applications", part=f"state={OPEN_ONES}")
        )
        for tile in (self.licences, self.complaints, self.short, self.applications):
            row.addWidget(tile, 1)

    def show_licences(self, found: LicenceFigures) -> None:
        """How many end before long."""
        self.licences.set_figure(_number(found.ending), state=State.WARN if found.ending else State.OK)

    def show_complaints(self, found: ComplaintFigures) -> None:
        """How many are open."""
        self.complaints.set_figure(_number(found.open))

    def show_short(self, found: int | None) -> None:
        """How many agencies have too little lodged; a dash where the regulator has not set what is enough."""
        if found is None:
            self.short.set_figure(_UNKNOWN, state=State.NEUTRAL)
            self.short.setAccessibleDescription(_("What must be lodged is not set by the regulator."))
            return
        self.short.set_figure(_number(found), state=State.BAD if found else State.OK)
        self.short.setAccessibleDescription("")

    def show_applications(self, found: int) -> None:
        """How many are not decided."""
        self.applications.set_figure(_number(found))

    def _tile(self, icon: str, words: str, place: Place) -> KpiTile:
        tile = KpiTile(icon, _NOT_YET, words)
        tile.clicked.connect(lambda: self._context.go(place))
        return tile


class Charts(QWidget):
    """Complaints by month as bars, licences by what they are as a donut."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(14)
        self.complaints = ChartCard(_("Complaints by month"), _bars(()))
        self.licences = ChartCard(_("Licences by status"), _donut({}))
        self._box.addWidget(self.complaints, 1)
        self._box.addWidget(self.licences, 1)

    def stand(self, direction: QBoxLayout.Direction) -> None:
        """One above the other, or side by side."""
        self._box.setDirection(direction)

    def show_complaints(self, found: ComplaintFigures) -> None:
        """Complaints received in the last months."""
        self.complaints.show_picture(_bars(found.by_month))

    def show_licences(self, found: LicenceFigures) -> None:
        """What the licences are today."""
        self.licences.show_picture(_donut(dict(found.states)))

    def toggle_figures(self) -> None:
        """Both charts as tables, or both as pictures."""
        to_tables = not self.complaints.chart.shows_figures
        for card in (self.complaints, self.licences):
            if card.chart.shows_figures is not to_tables:
                card.chart.toggle_figures()


def _number(value: float) -> str:
    return wording.count(round(value))


def _bars(by_month: Sequence[tuple[date, int]]) -> Bars:
    months = [month for month, _count in by_month]
    return Bars(
        (_("Month"), _("Complaints")),
        tuple(wording.month(month) for month in months),
        tuple(float(count) for _month, count in by_month),
        emphasised=-1 if by_month else None,
        number=_number,
    )


def _donut(states: dict[LicenceState, int]) -> Donut:
    order = (*GRAVITY, LicenceState.NOT_YET)
    parts = [
        Part(isolate(capital(_(STATE_LABELS[state]))), states[state], LICENCE_STATES.get(state))
        for state in order
        if states.get(state)
    ]
    return Donut((_("Status"), _("Licences")), tuple(parts), number=_number)
