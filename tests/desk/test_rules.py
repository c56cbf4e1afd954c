"""How urgent a step is, for whom it waits, in which order the list stands."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.actor import Actor
from registry_app.core.duties import About, Case, Due, Waits
from registry_app.desk.rules import (
    URGENCY_LABELS,
    WAITS_LABELS,
    Tally,
    Urgency,
    View,
    first_view,
    in_order,
    seen_as,
    tally,
    urgency,
    waits_for,
)

TODAY = date(2019, 3, 4)
ME, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)
LINE = Due("step", "Do it", Case(About.AGENCY, uuid.UUID(int=9), "A-1"), None, "art. 1", "agency:change")


def actor(*permissions: str, person: uuid.UUID = ME) -> Actor:
    return Actor(person, "Somebody", uuid.UUID(int=7), TODAY, permissions=frozenset(permissions))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-400, Urgency.LATE), (-1, Urgency.LATE), (0, Urgency.TODAY), (1, Urgency.SOON), (7, Urgency.SOON),
        (8, Urgency.LATER), (4000, Urgency.LATER),
    ],
)  # fmt: skip
def test_the_last_day_itself_is_not_late(days: int, expected: Urgency) -> None:
    assert urgency(TODAY + timedelta(days=days), TODAY) is expected


def test_without_a_day_nothing_is_late() -> None:
    assert urgency(None, TODAY) is Urgency.NO_DAY


def test_a_step_waits_for_who_may_do_it() -> None:
    assert waits_for(LINE, actor("agency:change"))
    assert not waits_for(LINE, actor("agency:register"))


def test_a_step_in_an_officer_s_hand_waits_for_nobody_else() -> None:
    in_hand = replace(LINE, officer_id=OTHER)
    assert not waits_for(in_hand, actor("agency:change"))
    assert waits_for(in_hand, actor("agency:change", person=OTHER))


def test_who_proposed_is_not_asked_to_approve() -> None:
    asked = replace(LINE, waits=Waits.APPROVAL, not_by=frozenset({ME}))
    assert seen_as([asked], View.APPROVALS, actor("agency:change")) == []
    assert seen_as([asked], View.APPROVALS, actor("agency:change", person=OTHER)) == [asked]
    assert seen_as([asked], View.ALL, actor()) == [asked]


def test_each_view_shows_its_own_and_the_office_s_shows_everything() -> None:
    step, approval = LINE, replace(LINE, waits=Waits.APPROVAL)
    back = replace(LINE, waits=Waits.PROPOSER, officer_id=ME)
    lines, me = [step, approval, back], actor("agency:change")
    assert seen_as(lines, View.MINE, me) == [step]
    assert seen_as(lines, View.APPROVALS, me) == [approval]
    assert seen_as(lines, View.SENT_BACK, me) == [back]
    assert seen_as(lines, View.ALL, me) == lines


def test_the_desk_opens_with_the_first_view_that_is_not_empty() -> None:
    approval, back = replace(LINE, waits=Waits.APPROVAL), replace(LINE, waits=Waits.PROPOSER)
    me = actor("agency:change")
    assert first_view([], me) is View.MINE
    assert first_view([back], me) is View.SENT_BACK
    assert first_view([back, approval], me) is View.APPROVALS
    assert first_view([back, approval, LINE], me) is View.MINE
    assert first_view([back, approval, LINE], actor()) is View.MINE


def test_the_nearest_day_comes_first_and_what_has_none_by_its_age() -> None:
    def line(name: str, day: int | None, since: int | None = None) -> Due:
        made = replace(LINE, code=name, day=None if day is None else TODAY + timedelta(days=day))
        return replace(made, since=None if since is None else TODAY - timedelta(days=since))

    lines = [line("new", None, 1), line("old", None, 9), line("later", 3), line("late", -3), line("no age", None)]
    assert [each.code for each in in_order(lines)] == ["late", "later", "old", "new", "no age"]


@given(st.lists(st.integers(-30, 30) | st.none()))
def test_the_tally_counts_each_line_once(days: list[int | None]) -> None:
    lines = [replace(LINE, day=None if each is None else TODAY + timedelta(days=each)) for each in days]
    assert tally(lines, TODAY) == Tally(len(days), days.count(0), sum(each is not None and each < 0 for each in days))


def test_every_urgency_and_every_way_of_waiting_has_its_word() -> None:
    assert set(URGENCY_LABELS) == set(Urgency)
    assert set(WAITS_LABELS) == set(Waits)
