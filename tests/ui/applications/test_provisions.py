"""Provisions are offered from the rule book, several are chosen, and others are written beside them."""

from __future__ import annotations

import pytest

from registry_app.core.texts import bare
from registry_app.licensing.decisions import DecisionKind
from registry_app.licensing.provisions import Provision, list_provisions
from registry_app.ui.applications.forms import provisions
from registry_app.ui.applications.provisions_field import ProvisionsField

OFFERED = (Provision("art. 25", "Within what time a new licence must be issued"), Provision("art. 26", "How long"))


@pytest.mark.parametrize("kind", [DecisionKind.GRANT, DecisionKind.RENEW, DecisionKind.REFUSE, DecisionKind.SUSPEND,
                                  DecisionKind.REVOKE])  # fmt: skip
def test_the_adopted_book_has_provisions_for_each_kind_and_each_once(sit_down, kind):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        found = list_provisions(session, kind, context.today)
    assert found
    cited = [each.cited for each in found]
    assert len(set(cited)) == len(cited)
    assert all(each.cited and each.about for each in found)


def test_a_grant_is_offered_the_article_of_its_term_and_a_suspension_the_contraventions(sit_down):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        grant = {each.cited for each in list_provisions(session, DecisionKind.GRANT, context.today)}
        suspension = {each.cited for each in list_provisions(session, DecisionKind.SUSPEND, context.today)}
        revocation = {each.cited for each in list_provisions(session, DecisionKind.REVOKE, context.today)}
    assert "art. 25" in grant
    assert "art. 42(2)(l)" in suspension
    assert any(each.startswith("art. 42(3)") for each in revocation)
    assert "art. 42(2)(l)" not in grant


def test_without_a_rule_book_for_the_day_nothing_is_offered(sit_down):
    context = sit_down("licensing")
    with context.opened.reading() as session:
        assert list_provisions(session, DecisionKind.GRANT, context.today.replace(year=1990)) == ()


def test_ticking_writes_a_line_and_what_was_typed_stays(qtbot):
    field = ProvisionsField("Provisions", OFFERED)
    qtbot.addWidget(field)
    field.set_value("directive 12")
    first, second = field.menu.actions()
    assert "art. 25" in bare(first.text())
    field.menu.aboutToShow.emit()
    first.trigger()
    second.trigger()
    assert provisions({"provisions": field.value()}) == ["directive 12", "art. 25", "art. 26"]
    first.trigger()
    assert provisions({"provisions": field.value()}) == ["directive 12", "art. 26"]
    field.set_value("art. 25")
    field.menu.aboutToShow.emit()
    assert [each.isChecked() for each in (first, second)] == [True, False]


def test_where_nothing_is_offered_there_is_no_button(qtbot):
    field = ProvisionsField("Provisions", ())
    qtbot.addWidget(field)
    assert field.choose.isHidden()
