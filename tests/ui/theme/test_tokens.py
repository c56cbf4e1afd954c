"""The colours: every text can be read on every ground it may stand on, in both looks."""

from __future__ import annotations

import pytest

from registry_app.ui.theme.tokens import COLOURS, DARK, LIGHT, STATE_ICONS, State, contrast

LOOKS = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@LOOKS
def test_every_text_keeps_its_contrast_on_every_ground(tokens):
    pairs = list(tokens.texts_on_grounds())
    weak = [(text, ground) for text, ground in pairs if contrast(tokens.colour(text), tokens.colour(ground)) < 4.5]
    assert len(pairs) > 40
    assert weak == []


@LOOKS
def test_what_is_no_text_keeps_three_to_one(tokens):
    shown = [*tokens.series, tokens.field_line, tokens.accent]
    assert [colour for colour in shown if contrast(colour, tokens.surface) < 3] == []
    grounds = (tokens.page, tokens.surface, tokens.rail, tokens.hover)
    assert [ground for ground in grounds if contrast(tokens.accent, ground) < 3] == []  # the focus ring


@LOOKS
def test_the_focus_ring_of_a_primary_button_is_seen_beside_it(tokens):
    for filled in (tokens.accent, tokens.bad):
        assert max(contrast(tokens.text, filled), contrast(tokens.text, tokens.surface)) >= 3


@LOOKS
def test_the_colours_of_a_charts_series_differ(tokens):
    assert len(set(tokens.series)) == len(tokens.series)


def test_a_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#000000") == contrast("#000000", "#FFFFFF")


def test_each_state_has_ink_ground_and_icon_of_its_own():
    assert {State(each) for each in STATE_ICONS} == set(State)
    assert len(set(STATE_ICONS.values())) == len(State)
    for state in State:
        assert LIGHT.ink(state) == LIGHT.colour(state.value)
        assert LIGHT.soft(state) in {LIGHT.colour(name) for name in COLOURS if name.endswith("_soft")}


@pytest.mark.parametrize("role", ["accentText", "series", "dark", "ink", "", "no such"])
def test_a_role_that_does_not_exist_is_an_error_and_no_colour(role):
    with pytest.raises(LookupError):
        LIGHT.colour(role)
