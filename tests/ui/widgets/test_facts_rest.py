"""A page of facts comes to rest: measuring them anew asks for no further layout when nothing has changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from registry_app.ui.widgets.cards import Facts


class Counter(QObject):
    """Counts the layouts that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.asked += event.type() is QEvent.Type.LayoutRequest
        return False


def test_facts_are_laid_out_once_and_then_left_alone(qtbot):
    facts = Facts([("Name", "Warka Nigat"), ("Capital", "1,000,000 ETB")], columns=2)
    qtbot.addWidget(facts)
    facts.show()
    for _round in range(5):
        QApplication.sendPostedEvents()
    counter = Counter()
    facts.installEventFilter(counter)
    for _round in range(20):
        QApplication.sendPostedEvents()
    assert counter.asked == 0
