"""The columns of a list share its room: what must be read whole is whole, and nothing has to be scrolled to for nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from registry_app.ui.lists.sharing import Need, share

NEEDS = st.lists(
    st.builds(
        lambda whole, gives, least, weight: Need(whole, gives, min(least, whole) if gives else 0, weight),
        st.integers(1, 500), st.booleans(), st.integers(0, 200), st.integers(1, 300),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def test_with_room_for_everything_each_is_whole_and_the_rest_goes_to_the_one_that_stretches():
    assert share([Need(100), Need(200, True, 80, stretches=True), Need(50)], 500) == [100, 350, 50]


def test_where_room_is_scarce_texts_give_way_and_numbers_stay_whole():
    assert share([Need(100), Need(400, True, 80, 2), Need(300, True, 80, 1)], 400) == [100, 200, 100]


def test_a_short_text_is_whole_before_a_long_one_gets_more():
    assert share([Need(60, True, 40), Need(900, True, 80)], 300) == [60, 240]


def test_below_the_least_widths_there_is_something_to_scroll_to():
    assert share([Need(100), Need(400, True, 80), Need(400, True, 80)], 120) == [100, 80, 80]


@settings(deadline=None)
@given(NEEDS, st.integers(0, 3_000))
def test_columns_never_take_more_than_the_room_unless_their_least_widths_do(needs, room):
    widths = share(needs, room)
    least = sum(need.least if need.gives else need.whole for need in needs)
    assert sum(widths) <= max(room, least)
    for need, wide in zip(needs, widths, strict=True):
        assert (need.least if need.gives else need.whole) <= wide <= need.whole
