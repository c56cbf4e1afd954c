"""Back and forward through the places shown."""

from __future__ import annotations

from registry_app.ui.navigation import Trail
from registry_app.ui.pages import Place

HOME, LIST, CARD = Place("home"), Place("agencies"), Place("agency")


def walked(*places: Place) -> Trail:
    trail = Trail()
    for place in places:
        trail.add(place)
    return trail


def test_back_and_forward_follow_what_was_shown():
    trail = walked(HOME, LIST, CARD)
    assert [trail.back(), trail.back(), trail.back()] == [LIST, HOME, None]
    assert [trail.forward(), trail.forward(), trail.forward()] == [LIST, CARD, None]


def test_going_elsewhere_forgets_what_lay_ahead():
    trail = walked(HOME, LIST)
    trail.back()
    trail.add(CARD)
    assert trail.forward() is None
    assert trail.back() == HOME


def test_the_same_place_twice_is_one_step():
    trail = walked(HOME, LIST, LIST)
    assert trail.back() == HOME


def test_recent_places_come_newest_first_and_once():
    assert walked(HOME, LIST, HOME, CARD).recent() == [CARD, HOME, LIST]
