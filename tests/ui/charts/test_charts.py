"""Charts: drawn from plain values, mirrored where writing is, and told in figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from registry_app.core.texts import bare
from registry_app.ui.charts.bars import Bars
from registry_app.ui.charts.chart import Chart, ChartCard
from registry_app.ui.charts.donut import Donut, Part
from registry_app.ui.charts.drawing import ChartStyle, Spot, ticks
from registry_app.ui.charts.heat import Heat
from registry_app.ui.charts.lines import Lines
from registry_app.ui.charts.stacked import Series, Stacked
from registry_app.ui.theme import fonts
from registry_app.ui.theme.tokens import DARK, LIGHT, State

WHERE = QRectF(10, 20, 400, 240)
WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
YEAR = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
FIRST = date(2026, 6, 3)

AMOUNTS = some.one_of(some.integers(0, 10**13), some.floats(0, 1e12, allow_nan=False, allow_infinity=False))


def heat(values, last=FIRST + timedelta(days=45), **more) -> Heat:
    days = {FIRST + timedelta(days=place): value for place, value in enumerate(values)}
    return Heat(("Day", "Visits"), FIRST, last, days, WEEK, YEAR, **more)


def of_each_kind(values: list[float]) -> list:
    labels = tuple(f"L{place}" for place in range(len(values)))
    numbers = tuple(values)
    two = (Series("One", numbers), Series("Two", numbers[::-1], State.BAD))
    return [
        Bars(("Label", "Number"), labels, numbers, -1 if values else None),
        Lines("Label", labels, two),
        Stacked("Label", labels, two, mark=7.0, mark_words="required"),
        Stacked("Label", labels, two, lying=True, mark=7.0, mark_words="required"),
        Donut(("Part", "Number"), tuple(Part(label, value) for label, value in zip(labels, values, strict=True))),
        heat(values),
    ]


def draw(picture, *, right_to_left: bool = False, tokens=LIGHT, where: QRectF = WHERE) -> tuple[list[Spot], QImage]:
    image = QImage(440, 300, QImage.Format.Format_RGB32)
    image.fill(tokens.surface)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = picture.draw(painter, where, ChartStyle(tokens, fonts.ui_font(12), right_to_left))
    return spots, image


@given(some.floats(0, 1e15, allow_nan=False, allow_infinity=False))
def test_an_axis_has_few_round_marks_and_reaches_the_top(top):
    marks = ticks(top)
    assert marks[0] == 0
    assert marks[-1] >= top * 0.999999
    assert 2 <= len(marks) <= 5
    assert marks[-1] <= max(2.5 * top, 1)


@settings(max_examples=25)
@given(some.lists(AMOUNTS, max_size=24))
def test_any_values_can_be_drawn_and_every_figure_has_its_place(values):
    for picture in of_each_kind(values):
        spots, _image = draw(picture)
        assert all(WHERE.adjusted(-9, -9, 9, 9).contains(spot.where) for spot in spots), type(picture)
        assert picture.figures()[0] == tuple(map(str, picture.figures()[0]))


@settings(max_examples=15)
@given(some.lists(some.integers(0, 999), min_size=1, max_size=12))
def test_from_right_to_left_every_figure_stands_on_the_other_side(values):
    for picture in of_each_kind([value + 1 for value in values]):
        left, right = draw(picture)[0], draw(picture, right_to_left=True)[0]
        assert [spot.words for spot in left] == [spot.words for spot in right]
        for one, other in zip(left, right, strict=True):
            assert other.where.center().x() == pytest.approx(
                WHERE.left() + WHERE.right() - one.where.center().x(), abs=1.5
            )
            assert other.where.center().y() == pytest.approx(one.where.center().y(), abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("place", range(6))
def test_every_chart_draws_something_else_than_an_empty_one(tokens, right_to_left, place):
    full = draw(of_each_kind([3, 0, 8, 5])[place], right_to_left=right_to_left, tokens=tokens)[1]
    blank = QImage(440, 300, QImage.Format.Format_RGB32)
    blank.fill(tokens.surface)
    empty = draw(of_each_kind([])[place], right_to_left=right_to_left, tokens=tokens)[1]
    assert empty != blank
    assert full not in (blank, empty)


@pytest.mark.parametrize("place", range(6))
def test_nothing_to_count_is_said_and_no_figure_is_made_up(place):
    picture = of_each_kind([])[place]
    assert picture.is_empty()
    assert draw(picture)[0] == []


def test_zeros_are_a_figure_for_bars_and_nothing_to_divide_for_a_donut():
    bars, lines, upright, lying, donut, days = of_each_kind([0, 0])
    assert [each.is_empty() for each in (bars, lines, upright, lying)] == [False] * 4
    assert donut.is_empty()
    assert days.is_empty()


@pytest.mark.parametrize("bad", [(-1.0,), (float("nan"),), (float("inf"),), (1.0, 2.0), ()])
def test_values_that_cannot_be_drawn_are_refused(bad):
    for make in (
        lambda: Bars(("a", "b"), ("x",), bad),
        lambda: Lines("a", ("x",), (Series("s", bad),)),
        lambda: Stacked("a", ("x",), (Series("s", bad),)),
    ):
        with pytest.raises(ValueError, match=r"values|zero"):
            make()


def test_a_donut_and_a_calendar_refuse_what_they_cannot_draw():
    with pytest.raises(ValueError, match="zero"):
        Donut(("a", "b"), (Part("x", -1),))
    with pytest.raises(ValueError, match="zero"):
        heat([-1])
    with pytest.raises(ValueError, match="before the first"):
        heat([1], last=FIRST - timedelta(days=1))
    with pytest.raises(ValueError, match="seven days"):
        Heat(("a", "b"), FIRST, FIRST, {}, ("Mo",), YEAR)


def test_figures_are_the_table_of_the_picture():
    assert Bars(("Month", "Complaints"), ("May", "Jun"), (31, 1200)).figures() == [
        ("Month", "Complaints"), ("May", "31"), ("Jun", "1,200"),
    ]  # fmt: skip
    stacked = Stacked("Licence", ("L-1",), (Series("Bank", (60,)), Series("Deposit", (25,))), 100, "required")
    assert stacked.figures() == [
        ("Licence", "Bank", "Deposit", "Sum"),
        ("L-1", "60", "25", "85"),
        ("required", "", "", "100"),
    ]
    assert heat([0, 4, 0, 2]).figures() == [("Day", "Visits"), ("4 Jun 2026", "4"), ("6 Jun 2026", "2")]


def test_a_donut_with_more_parts_than_fit_says_how_many_more_and_forgets_none():
    donut = Donut(("Part", "Number"), tuple(Part(f"P{place}", 2) for place in range(30)))
    words = [bare(spot.words) for spot in draw(donut)[0]]
    told = sum(int(each.split(": ")[1].split(" ")[0]) for each in words)
    assert " more: " in words[-1]
    assert told == 60
    assert len(donut.figures()) == 31


def test_a_bars_height_is_its_value():
    spots, image = draw(Bars(("a", "b"), ("x", "y"), (5, 10)))

    def painted(spot: Spot) -> int:
        x = round(spot.where.center().x())
        column = range(round(spot.where.top()), round(spot.where.bottom()))
        return sum(image.pixelColor(x, y).name().upper() == LIGHT.accent for y in column)

    low, high = map(painted, spots)
    assert low == pytest.approx(high / 2, abs=2)


def test_the_bar_that_matters_stands_out():
    spots, image = draw(Bars(("a", "b"), ("x", "y"), (10, 10), 0))
    colours = [image.pixelColor(round(s.where.center().x()), round(s.where.bottom()) - 5).name().upper() for s in spots]
    assert colours == [LIGHT.accent, LIGHT.quiet]


def test_a_week_begins_on_the_day_that_is_asked_for():
    monday = {spot.words: spot.where.top() for spot in draw(heat([1] * 14))[0]}
    saturday = {spot.words: spot.where.top() for spot in draw(heat([1] * 14, week_starts=5))[0]}
    assert min(monday, key=monday.get) == "8 Jun 2026: 1"  # a Monday
    assert min(saturday, key=saturday.get) == "6 Jun 2026: 1"  # a Saturday


def test_a_chart_on_the_screen_tells_its_figures(qtbot):
    chart = Chart("Complaints by month", Bars(("Month", "Number"), ("May", "Jun"), (31, 28)))
    qtbot.addWidget(chart)
    assert chart.canvas.accessibleName() == "Complaints by month"
    assert chart.canvas.accessibleDescription() == "May, 31; Jun, 28"
    chart.show_picture(Bars(("Month", "Number"), (), ()))
    assert chart.canvas.accessibleDescription() == "Nothing to count yet"
    many = tuple(str(place) for place in range(100))
    chart.show_picture(Bars(("Month", "Number"), many, (1,) * 100))
    assert chart.canvas.accessibleDescription().endswith("and 60 more in the table")
    assert len(chart.figures()) == 101


def test_the_figures_are_one_key_away_and_the_focus_goes_along(qtbot):
    chart = Chart("Complaints", Bars(("Month", "Number"), ("May", "Jun"), (31, 28)))
    qtbot.addWidget(chart)
    chart.show()
    qtbot.waitUntil(chart.isActiveWindow)
    chart.canvas.setFocus()
    qtbot.keyClick(chart.canvas, Qt.Key.Key_Return)
    assert chart.shows_figures
    assert chart.table.hasFocus()
    texts = [[bare(chart.table.item(row, column).text()) for column in range(2)] for row in range(2)]
    assert texts == [["May", "31"], ["Jun", "28"]]
    qtbot.keyClick(chart.table, Qt.Key.Key_Escape)
    assert not chart.shows_figures
    assert chart.canvas.hasFocus()


def test_a_cards_button_shows_the_figures_and_says_what_it_does(qtbot):
    card = ChartCard("Complaints", Bars(("Month", "Number"), ("May",), (31,)))
    qtbot.addWidget(card)
    button = card.chart.figures_button
    assert button.accessibleName() == "Show the figures"
    button.click()
    assert card.chart.shows_figures
    assert button.accessibleName() == "Show the chart"


def test_the_pointer_finds_the_figure_under_it(qtbot):
    chart = Chart("Complaints", Bars(("Month", "Number"), ("May", "Jun"), (31, 28)))
    qtbot.addWidget(chart)
    chart.resize(400, 240)
    chart.grab()
    spot = QPoint(380, 120)
    assert chart.canvas.words_at(spot.x(), spot.y()) == "Jun: 28"
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.grab()
    assert chart.canvas.words_at(20, 120) == "Jun: 28"
    assert chart.canvas.words_at(-5, -5) == ""
