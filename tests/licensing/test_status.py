"""The status of a licence over random histories: in force on a day, as it was known on a day."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.dates import DAY, WorkCalendar
from registry_app.core.texts import _, choose_language
from registry_app.licensing.law import _word
from registry_app.licensing.status import (
    GRAVITY,
    STATE_LABELS,
    EndFact,
    Gap,
    GroundFact,
    GroundKind,
    LicenceFacts,
    LicenceState,
    PendingFact,
    gap_of,
    status_on,
)
from tests.support.rulebook import ethiopia, law_alone

FIRST = date(2019, 3, 4)
LAST = date(2020, 3, 3)
EVER = date.max
# Ethiopia: suspended in the gap, late window of three months, no effect of a pending application
ET = Gap("suspended", "art. 33(4)", date(2020, 6, 3), date(2020, 6, 3), kept_alive=False)
SILENT = Gap(kept_alive=None)
STORED = [kind for kind in GroundKind if kind not in (GroundKind.LAPSE, GroundKind.EXPIRY, GroundKind.STAY)]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def ground(kind: GroundKind, start: date, end: date | None = None, known: date = FIRST, **parts: object) -> GroundFact:
    return GroundFact(uuid.uuid5(uuid.NAMESPACE_OID, f"{kind} {start} {end}"), kind, start, end, known, **parts)  # type: ignore[arg-type]


GRANTED = ground(GroundKind.GRANTED, FIRST, LAST)


def state(facts: LicenceFacts, on: date, known: date = EVER, gap: Gap = ET) -> LicenceState:
    return status_on(facts, on, known, lambda _through: gap).state


def licence(*grounds: GroundFact, pending: tuple[PendingFact, ...] = ()) -> LicenceFacts:
    return LicenceFacts((GRANTED, *grounds), pending)


# -- histories -------------------------------------------------------------------------------------------------------

numbers = st.integers(0, 700)
known_days = st.integers(0, 500)


@st.composite
def ends(draw: st.DrawFn, start: int) -> EndFact:
    known = draw(known_days)
    aside = draw(st.none() | st.integers(known, known + 200))
    return EndFact(day(start + draw(st.integers(0, 300))), day(known), None if aside is None else day(aside))


@st.composite
def grounds(draw: st.DrawFn, index: int, before: list[GroundFact]) -> GroundFact:
    kind = draw(st.sampled_from([*STORED, GroundKind.STAY]))
    start = draw(numbers)
    end = (
        None
        if kind in (GroundKind.REVOCATION, GroundKind.SURRENDER)
        else draw(st.none() | st.integers(start, start + 400))
    )
    if kind is GroundKind.GRANTED and end is None:
        end = start + 365
    known = draw(known_days)
    aside = draw(st.none() | st.integers(known, known + 200))
    return GroundFact(
        uuid.UUID(int=index + 1),
        kind,
        day(start),
        None if end is None else day(end),
        day(known),
        provisional=draw(st.booleans()),
        stays=draw(st.sampled_from(before)).id if kind is GroundKind.STAY and before else None,
        set_aside_on=None if aside is None else day(aside),
        ends=tuple(draw(st.lists(ends(start), max_size=2))),
    )


@st.composite
def histories(draw: st.DrawFn) -> LicenceFacts:
    found: list[GroundFact] = [GRANTED]
    for index in range(draw(st.integers(0, 6))):
        found.append(draw(grounds(index, found)))
    pending = []
    for _each in range(draw(st.integers(0, 2))):
        lodged, known = draw(numbers), draw(known_days)
        decided = draw(st.none() | st.integers(lodged, lodged + 90))
        pending.append(
            PendingFact(
                day(lodged),
                day(known),
                None if decided is None else day(decided),
                None if decided is None else day(known + draw(st.integers(0, 90))),
            )
        )
    return LicenceFacts(tuple(found), tuple(pending))


def as_it_stood(facts: LicenceFacts, known: date) -> LicenceFacts:
    """The history with everything struck out that was recorded after a day, as a register of that day would hold it."""

    def then(aside: date | None) -> date | None:
        return aside if aside is not None and aside <= known else None

    kept = [
        replace(
            each,
            set_aside_on=then(each.set_aside_on),
            ends=tuple(replace(end, set_aside_on=then(end.set_aside_on)) for end in each.ends if end.known_on <= known),
        )
        for each in facts.grounds
        if each.known_on <= known
    ]
    pending = [
        each
        if each.decision_known_on is None or each.decision_known_on <= known
        else replace(each, decided_on=None, decision_known_on=None)
        for each in facts.pending
        if each.known_on <= known
    ]
    return LicenceFacts(tuple(kept), tuple(pending))


gaps = st.builds(
    Gap,
    st.sampled_from(["suspended", "expired", "refused", "in_force", ""]),
    st.just("art. 1"),
    st.none() | numbers.map(day),
    st.none() | numbers.map(day),
    st.none() | st.booleans(),
)


@given(histories(), numbers, known_days, gaps)
def test_what_was_known_on_a_day_never_changes_by_what_is_recorded_later(facts, on, known, gap):
    register_of_that_day = as_it_stood(facts, day(known))
    assert status_on(facts, day(on), day(known), lambda _: gap) == status_on(
        register_of_that_day, day(on), day(known), lambda _: gap
    )


@given(histories(), numbers, gaps)
def test_the_state_is_the_gravest_of_the_grounds_that_are_not_stayed(facts, on, gap):
    status = status_on(facts, day(on), EVER, lambda _: gap)
    weights = {
        GroundKind.LAPSE: LicenceState.LAPSED,
        GroundKind.INTERIM_SUSPENSION: LicenceState.SUSPENDED_INTERIM,
        GroundKind.SUSPENSION: LicenceState.SUSPENDED,
        GroundKind.EXPIRY: LicenceState.EXPIRED,
        GroundKind.SURRENDER: LicenceState.SURRENDERED,
        GroundKind.REVOCATION: LicenceState.REVOKED,
    }
    found = [weights[each.kind] for each in status.grounds if each.kind in weights and not each.stayed]
    if status.state in (LicenceState.NONE, LicenceState.NOT_YET):
        assert status.grounds == ()
    else:
        assert status.state is max(found, key=GRAVITY.index, default=LicenceState.IN_FORCE)


@given(
    histories(),
    numbers,
    gaps,
    st.sampled_from([GroundKind.SUSPENSION, GroundKind.INTERIM_SUSPENSION, GroundKind.REVOCATION]),
)
def test_a_further_ground_never_makes_a_licence_better(facts, on, gap, kind):
    more = replace(facts, grounds=(*facts.grounds, GroundFact(uuid.UUID(int=99), kind, FIRST, None, FIRST)))
    before, after = state(facts, day(on), gap=gap), state(more, day(on), gap=gap)
    if before in GRAVITY:
        assert GRAVITY.index(after) >= GRAVITY.index(before)


@given(histories(), numbers, gaps, st.integers(0, 5))
def test_ending_one_ground_ends_no_other(facts, on, gap, which):
    ended = which % len(facts.grounds)
    if facts.grounds[ended].kind in (GroundKind.GRANTED, GroundKind.STAY):
        return
    cut = replace(facts.grounds[ended], ends=(EndFact(day(on) - DAY, FIRST),))
    after = replace(facts, grounds=(*facts.grounds[:ended], cut, *facts.grounds[ended + 1 :]))

    def others(history: LicenceFacts) -> set[uuid.UUID | None]:
        found = status_on(history, day(on), EVER, lambda _: gap).grounds
        return {each.id for each in found if each.id != cut.id}

    assert others(after) == others(facts)


@given(histories(), numbers, gaps, st.integers(0, 5))
def test_setting_a_decision_aside_restores_what_would_have_been(facts, on, gap, which):
    """The status is that of a history in which the ground never was; except for stays of it, which stay nothing."""
    aside = which % len(facts.grounds)
    marked = replace(facts.grounds[aside], set_aside_on=FIRST)
    with_it = replace(facts, grounds=(*facts.grounds[:aside], marked, *facts.grounds[aside + 1 :]))
    without = replace(facts, grounds=(*facts.grounds[:aside], *facts.grounds[aside + 1 :]))
    assert status_on(with_it, day(on), EVER, lambda _: gap) == status_on(without, day(on), EVER, lambda _: gap)


@given(histories(), numbers, gaps)
def test_the_calendar_never_revokes(facts, on, gap):
    status = status_on(facts, day(on), EVER, lambda _: gap)
    if status.state is LicenceState.REVOKED:
        assert any(each.kind is GroundKind.REVOCATION and each.id is not None for each in status.grounds)


# -- what the law makes of the days after the last day -----------------------------------------------------------------


def test_ethiopia_suspends_after_the_last_day_and_leaves_three_months():
    gap = gap_of(ethiopia(), LAST, WorkCalendar())
    assert gap == Gap("suspended", "art. 33(4)", date(2020, 6, 3), date(2020, 6, 3), kept_alive=False)


def test_where_the_law_can_be_read_in_several_ways_the_window_has_bounds():
    gap = gap_of(law_alone(), LAST, WorkCalendar())
    assert gap.window_first is not None
    assert gap.window_last is not None
    assert gap.window_first < gap.window_last


def test_where_nothing_is_set_nothing_is_assumed():
    assert gap_of(None, LAST, WorkCalendar()) == SILENT
    silent = ethiopia(renewal__state_in_gap=None, renewal__late=None, renewal__pending_effect=None)
    gap = gap_of(silent, LAST, WorkCalendar())
    assert (gap.state, gap.window_first, gap.window_last, gap.kept_alive) == ("", None, None, None)


# -- single cases ----------------------------------------------------------------------------------------------------


def test_a_licence_is_valid_through_its_last_day_and_lapses_on_the_next():
    assert state(licence(), LAST) is LicenceState.IN_FORCE
    assert state(licence(), LAST + DAY) is LicenceState.LAPSED


def test_before_its_first_day_it_is_not_yet_valid():
    assert state(licence(), FIRST - DAY) is LicenceState.NOT_YET


def test_after_the_late_window_it_has_expired_and_both_grounds_are_listed():
    status = status_on(licence(), date(2020, 6, 4), EVER, lambda _: ET)
    assert status.state is LicenceState.EXPIRED
    assert [each.kind for each in status.grounds] == [GroundKind.EXPIRY, GroundKind.LAPSE]
    assert status.grounds[0].starts_on == date(2020, 6, 4)


def test_where_the_end_of_the_late_window_cannot_be_told_the_doubt_is_said():
    unsure = replace(ET, window_first=date(2020, 6, 1), window_last=date(2020, 6, 3))
    status = status_on(licence(), date(2020, 6, 2), EVER, lambda _: unsure)
    assert status.state is LicenceState.LAPSED
    assert len(status.doubts) == 1


def test_where_the_law_is_silent_on_the_gap_the_paper_s_last_day_is_the_last():
    assert state(licence(), LAST + DAY, gap=SILENT) is LicenceState.EXPIRED


def test_a_renewal_joins_on_and_leaves_no_gap():
    renewed = ground(GroundKind.GRANTED, LAST + DAY, LAST + timedelta(days=365))
    assert state(licence(renewed), LAST + DAY) is LicenceState.IN_FORCE


def test_a_late_renewal_leaves_the_gap_lapsed_for_ever():
    late = ground(GroundKind.GRANTED, date(2020, 5, 4), date(2021, 5, 3), known=date(2020, 5, 4))
    assert state(licence(late), date(2020, 4, 1)) is LicenceState.LAPSED
    assert state(licence(late), date(2020, 5, 4)) is LicenceState.IN_FORCE


def test_a_pending_renewal_keeps_it_alive_only_where_the_law_says_so():
    waits = (PendingFact(date(2020, 2, 1), date(2020, 2, 1)),)
    on = LAST + DAY
    assert state(licence(pending=waits), on) is LicenceState.LAPSED
    assert state(licence(pending=waits), on, gap=replace(ET, kept_alive=True)) is LicenceState.IN_FORCE
    unsure = status_on(licence(pending=waits), on, EVER, lambda _: replace(ET, kept_alive=None))
    assert unsure.doubts


def test_a_renewal_applied_for_after_expiry_keeps_nothing_alive():
    waits = (PendingFact(LAST + DAY, LAST + DAY),)
    assert state(licence(pending=waits), LAST + 5 * DAY, gap=replace(ET, kept_alive=True)) is LicenceState.LAPSED


def test_lifting_a_suspension_leaves_a_second_one_standing():
    lifted = ground(GroundKind.SUSPENSION, day(10), None, ends=(EndFact(day(20), day(20)),))
    other = ground(GroundKind.INTERIM_SUSPENSION, day(15), None)
    facts = licence(lifted, other)
    assert state(facts, day(20)) is LicenceState.SUSPENDED
    assert state(facts, day(21)) is LicenceState.SUSPENDED_INTERIM


def test_a_lifting_that_is_set_aside_revives_the_suspension():
    end = EndFact(day(20), day(20), set_aside_on=day(40))
    facts = licence(ground(GroundKind.SUSPENSION, day(10), None, ends=(end,)))
    assert state(facts, day(30), known=day(39)) is LicenceState.IN_FORCE
    assert state(facts, day(30), known=day(40)) is LicenceState.SUSPENDED


def test_a_stay_holds_up_a_revocation_and_both_are_shown():
    revoked = ground(GroundKind.REVOCATION, day(10))
    stay = ground(GroundKind.STAY, day(12), day(50), stays=revoked.id)
    status = status_on(licence(revoked, stay), day(20), EVER, lambda _: ET)
    assert status.state is LicenceState.IN_FORCE
    assert [(each.kind, each.stayed) for each in status.grounds if each.kind is GroundKind.REVOCATION] == [
        (GroundKind.REVOCATION, True)
    ]
    assert state(licence(revoked, stay), day(51)) is LicenceState.REVOKED


def test_a_grant_that_is_set_aside_leaves_no_licence_but_the_past_knowledge_stays():
    facts = LicenceFacts((replace(GRANTED, set_aside_on=day(30)),))
    assert state(facts, day(10), known=day(29)) is LicenceState.IN_FORCE
    assert state(facts, day(10), known=day(30)) is LicenceState.NONE


def test_a_suspension_recorded_late_is_in_force_on_the_day_but_was_not_known_then():
    facts = licence(ground(GroundKind.SUSPENSION, day(5), day(95), known=day(9)))
    assert state(facts, day(6), known=day(8)) is LicenceState.IN_FORCE
    assert state(facts, day(6), known=day(9)) is LicenceState.SUSPENDED


def test_a_provisional_ground_ends_by_itself():
    facts = licence(ground(GroundKind.INTERIM_SUSPENSION, day(5), day(9), provisional=True))
    assert state(facts, day(9)) is LicenceState.SUSPENDED_INTERIM
    assert state(facts, day(10)) is LicenceState.IN_FORCE


@pytest.mark.parametrize("kind", [GroundKind.REVOCATION, GroundKind.SURRENDER])
def test_revocation_and_surrender_outlast_the_validity(kind):
    facts = licence(ground(kind, day(10)))
    assert state(facts, date(2030, 1, 1)) in (LicenceState.REVOKED, LicenceState.SURRENDERED)


def test_a_law_s_word_that_is_the_program_s_own_is_said_in_the_language_spoken() -> None:
    book = ethiopia()
    assert _word(LicenceState.SUSPENDED, book) == "Suspended"
    choose_language("ar")
    try:
        assert _word(LicenceState.SUSPENDED, book) == _(STATE_LABELS[LicenceState.SUSPENDED]) != "suspended"
    finally:
        choose_language("en")
