"""The rail says where one is, on the pages of records too."""

from __future__ import annotations

from registry_app.ui.catalogue import ACTIONS, PAGES
from registry_app.ui.desk import Desk
from registry_app.ui.pages import Place
from tests.support.samples import RECORDS


def marked(desk: Desk) -> list[str]:
    return [code for code, button in desk.rail._buttons.items() if button.isChecked()]


def test_every_page_outside_the_rail_belongs_to_one_in_it():
    in_rail = {spec.code for spec in PAGES if spec.in_rail}
    assert {spec.code: spec.parent for spec in PAGES if not spec.in_rail and spec.parent not in in_rail} == {}


def test_the_page_of_a_record_marks_its_list_in_the_rail(sit_down, qtbot):
    context = sit_down("licensing")
    desk = Desk(context, PAGES, ACTIONS)
    qtbot.addWidget(desk)
    with context.opened.reading() as session:
        agency, licence = (RECORDS[code](session, context.today) for code in ("agency", "licence"))
    for place, code in (
        (Place("agency", agency), "agencies"),
        (Place("new_application", agency), "applications"),
        (Place("licence", licence), "licences"),
        (Place("home"), "home"),
    ):
        desk.go(place)
        assert marked(desk) == [code]
