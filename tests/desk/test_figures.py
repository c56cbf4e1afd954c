"""The figures say what counting one by one says, on every day and whatever happened."""

from __future__ import annotations

import uuid
from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.access.models import User
from registry_app.agencies.models import Agency
from registry_app.complaints.queries import list_complaints
from registry_app.complaints.rules import OPEN
from registry_app.core.check_results import Verdict
from registry_app.core.dates import Period
from registry_app.core.money import Money
from registry_app.core.world import seeded_world
from registry_app.desk.queries import ENDING_WITHIN, MONTHS, complaints_of_today, figures, short_of_today
from registry_app.guarantees import claims
from registry_app.guarantees.checks import guarantee_suffices
from registry_app.guarantees.figures import list_short
from registry_app.guarantees.models import Guarantee
from registry_app.guarantees.rules import InstrumentKind, Terms
from registry_app.licensing.figures import LicenceFigures, licence_figures, list_ending
from registry_app.licensing.models import (
    Application,
    ApplicationMove,
    Decision,
    Ground,
    GroundEnd,
    Licence,
)
from registry_app.licensing.queries import list_applications
from registry_app.licensing.rules import OPEN as OPEN_APPLICATIONS
from registry_app.licensing.rules import ApplicationKind, ApplicationState
from registry_app.licensing.standing import list_licences
from registry_app.licensing.status import GroundKind, LicenceState
from registry_app.measures.models import Measure
from registry_app.measures.rules import MeasureKind
from registry_app.store import unit
from tests.conftest import FIRST_MORNING
from tests.desk.conftest import Desks
from tests.support.desk import demo_folder, open_demo, shared_folder
from tests.support.licensing import Licensing
from tests.support.redress import MONDAY, USD, Office, office_in

ZERO = timedelta()


# -- licences, whatever happened to them -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """With one licence; what the examples add is never kept."""
    made = office_in(tmp_path_factory.mktemp("office"), seeded_world(1, FIRST_MORNING, "Africa/Addis_Ababa"))
    Licensing(made).granted()
    yield made
    made.close()


class _NotKept(Exception):
    """Ends an example."""


days = st.integers(-500, 500).map(lambda days: MONDAY + timedelta(days=days))
lengths = st.integers(0, 400)
granted = st.tuples(days, lengths)
other = st.tuples(
    st.sampled_from([GroundKind.SUSPENSION, GroundKind.REVOCATION, GroundKind.SURRENDER, GroundKind.GRANTED]),
    days,
    lengths | st.none(),
)
licence = st.fixed_dictionaries(
    {
        "agency": st.integers(0, 3),
        "granted": st.lists(granted, min_size=1, max_size=3),
        "others": st.lists(other, max_size=2),
        "aside": st.booleans(),
        "ended": st.none() | days,
        "renewal": st.none() | days,
    }
)


class History:
    """Writes licences with their grounds straight down, as years of decisions would have left them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.decision = session.scalars(select(Decision)).first()
        self.officer = session.scalars(select(User.id)).first()
        self.number = 0
        self.agencies = [self._agency() for _each in range(4)]
        # the last two are one: a measure against either reaches the licences of both
        self.agencies[3].merged_into_id = self.agencies[2].id

    def add(self, record: Any) -> Any:
        self.session.add(record)
        self.session.flush()
        return record

    def _next(self) -> str:
        self.number += 1
        return f"T-{self.number}"

    def _agency(self) -> Agency:
        return self.add(
            Agency(
                number=self._next(), name="T", search_key="t", legal_form="", company_number="", tax_number="",
                capital_minor=None, capital_currency="", incorporated_on=None, registered_on=MONDAY,
                merged_into_id=None, set_aside_on=None, set_aside_reason="",
            )
        )  # fmt: skip

    def licence(self, made: dict[str, Any]) -> None:
        agency = self.agencies[made["agency"]]
        licence = self.add(Licence(number=self._next(), agency_id=agency.id, category="", scope={}))
        grounds = [self.ground(licence, GroundKind.GRANTED, *each) for each in made["granted"]]
        for kind, first, length in made["others"]:
            self.ground(licence, kind, first, length)
        if made["aside"]:
            grounds[0].set_aside_by, grounds[0].set_aside_at = self.decision.id, self.moment
        if made["ended"] is not None:
            self.add(
                GroundEnd(
                    ground_id=grounds[-1].id, last_on=made["ended"], provision="", decision_id=self.decision.id,
                    set_aside_by=None, set_aside_at=None,
                )
            )  # fmt: skip
        if made["renewal"] is not None:
            self.renewal(agency, licence, made["renewal"])

    @property
    def moment(self) -> Any:
        return unit.unit_of(self.session).moment

    def ground(self, licence: Licence, kind: GroundKind, first: date, length: int | None) -> Ground:
        return self.add(
            Ground(
                licence_id=licence.id, kind=kind, starts_on=first,
                ends_on=None if length is None else first + timedelta(days=length), provisional=False, provision="",
                decision_id=self.decision.id, stays_id=None, cause_table="", cause_id=None, set_aside_by=None,
                set_aside_at=None,
            )
        )  # fmt: skip

    def renewal(self, agency: Agency, licence: Licence, on: date) -> None:
        application = self.add(
            Application(
                number=self._next(), agency_id=agency.id, kind=ApplicationKind.RENEWAL, category="", destination="",
                licence_id=licence.id, done_on=None, posted_on=None, received_first_on=None, received_on=on,
                letter_id=None, slip_id=None, file_id=None, lodged_on=on, lodged_by=self.officer,
            )
        )  # fmt: skip
        self.add(
            ApplicationMove(
                application_id=application.id, sequence=1, from_state=ApplicationState.DRAFT,
                to_state=ApplicationState.LODGED, on_day=on, by_id=self.officer, reason="",
            )
        )  # fmt: skip

    def suspension(self, agency: int, first: date, length: int) -> None:
        self.add(
            Measure(
                agency_id=self.agencies[agency].id, kind=MeasureKind.INTERIM_SUSPENSION, provisional=False,
                starts_on=first, ends_on=first + timedelta(days=length), ends_because="", provision="", reason="",
                licences=[], cause_table="", cause_id=None, decided_on=first, decided_at=self.moment, declined_on=None,
                proposed_by=self.officer, approved_by=self.officer, instrument="", confirms_id=None, file_id=None,
            )
        )  # fmt: skip


def plain(agency: int = 0, *granted: tuple[int, int], **more: Any) -> dict[str, Any]:
    """A licence granted for days counted from the first Monday, and nothing else unless said."""
    periods = [(MONDAY + timedelta(days=first), length) for first, length in granted or ((0, 100),)]
    return {"agency": agency, "granted": periods, "others": [], "aside": False, "ended": None, "renewal": None, **more}


def one_by_one(session: Session, on: date, within: timedelta) -> LicenceFigures:
    rows = list_licences(session, on)
    last: dict[uuid.UUID, date] = {}
    found = select(Ground).where(Ground.kind == GroundKind.GRANTED, Ground.set_aside_by.is_(None))
    for ground in session.scalars(found):
        ends = session.scalars(select(GroundEnd.last_on).where(GroundEnd.ground_id == ground.id)).all()
        days = [day for day in (ground.ends_on, *ends) if day is not None]
        if days:
            last[ground.licence_id] = max(last.get(ground.licence_id, date.min), min(days))
    ending = [row for row in rows if row.status.state is LicenceState.IN_FORCE and last[row.id] <= on + within]
    return LicenceFigures(dict(Tally(row.status.state for row in rows)), len(ending))


@settings(max_examples=60)
@example(made=[plain(2), plain(3)], measures=[(3, MONDAY, 9)], on=MONDAY)
@example(made=[plain(2), plain(3)], measures=[(2, MONDAY, 9)], on=MONDAY)
@example(made=[plain(0, (0, 20), (21, 365))], measures=[], on=MONDAY)
@example(made=[plain(0, (0, 20), (60, 365))], measures=[], on=MONDAY + timedelta(days=30))
@given(
    made=st.lists(licence, min_size=1, max_size=6),
    measures=st.lists(st.tuples(st.integers(0, 3), days, lengths), max_size=2),
    on=days,
)
def test_licences_are_counted_as_the_rule_says_of_each(
    office: Office, made: list[dict[str, Any]], measures: list[tuple[int, date, int]], on: date
) -> None:
    with pytest.raises(_NotKept), office.acting("admin") as (session, _actor):
        history = History(session)
        for each in made:
            history.licence(each)
        for measure in measures:
            history.suspension(*measure)
        session.flush()
        found = licence_figures(session, on, ENDING_WITHIN)
        assert found == one_by_one(session, on, ENDING_WITHIN)
        assert len(list_ending(session, on, ENDING_WITHIN)) == found.ending
        raise _NotKept


def test_a_renewal_that_waits_keeps_a_licence_in_force_where_the_law_says_so(desks: Desks) -> None:
    desks.licensing.granted()
    desks.licensing.set_law(renewal__pending_effect="keeps_in_force")
    with pytest.raises(_NotKept), desks.office.acting("admin") as (session, _actor):
        history = History(session)
        history.licence(plain(0, (0, 30), renewal=MONDAY))
        history.licence(plain(1, (0, 30)))
        on = MONDAY + timedelta(days=40)
        found = licence_figures(session, on, ENDING_WITHIN)
        assert found == one_by_one(session, on, ENDING_WITHIN)
        assert found.states == {LicenceState.IN_FORCE: 2, LicenceState.LAPSED: 1}
        raise _NotKept


def test_a_licence_that_ends_today_ends_and_one_renewed_does_not(desks: Desks) -> None:
    number = desks.licensing.granted()
    through = desks.licensing.status(number, MONDAY).valid_through
    assert through is not None
    on_the_day = desks.office.read(licence_figures, through, ZERO)
    assert (on_the_day.ending, on_the_day.states) == (1, {LicenceState.IN_FORCE: 1})
    assert desks.office.read(licence_figures, through - timedelta(days=31), ENDING_WITHIN).ending == 0
    assert desks.office.read(licence_figures, through - timedelta(days=30), ENDING_WITHIN).ending == 1
    assert desks.office.read(licence_figures, through + timedelta(days=1), ENDING_WITHIN).ending == 0


# -- guarantees ------------------------------------------------------------------------------------------------------


def test_short_is_who_the_check_finds_short(desks_on_both: Desks) -> None:
    desks, licensing, office = desks_on_both, desks_on_both.licensing, desks_on_both.office
    names = ("Enough", "Claimed", "Twice", "Birr")
    agencies = {name: licensing.agency(name) for name in names}
    for agency in agencies.values():
        licensing.granted(agency)
    desks.office.agency("No licence")
    assert office.read(short_of_today, MONDAY) == 0
    with office.opened.reading() as session:
        of_claimed = next(row for row in _guarantees(session) if row[1] == agencies["Claimed"])[0]
        of_birr = next(row for row in _guarantees(session) if row[1] == agencies["Birr"])[0]
    office.claimed(of_claimed, 40_000)
    office.verified(agencies["Twice"])
    claim = office.claimed(of_birr, 10_000_000)
    office.does("director", claims.approve, claim)
    in_birr = Terms(Money(600_000_000, "ETB"), Period(date(2019, 3, 1)))
    office.verified(agencies["Birr"], terms=in_birr, kind=InstrumentKind.BLOCKED_ACCOUNT)
    expected = {
        name
        for name, agency in agencies.items()
        if office.read(guarantee_suffices, agency, MONDAY)[0].verdict is Verdict.NOT_MET
    }
    short = office.read(list_short, MONDAY)
    assert short is not None
    assert {row.name for row in short} == expected == {"Claimed"}
    (row,) = short
    assert row.shortfall.missing[0].amount == Money(40_000, USD)
    assert office.read(guarantee_suffices, agencies["Birr"], MONDAY)[0].verdict is Verdict.CANNOT_TELL


def _guarantees(session: Session) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return [(each.id, each.agency_id) for each in session.scalars(select(Guarantee))]


def test_nobody_is_short_of_what_is_not_set(desks: Desks) -> None:
    desks.licensing.granted()
    desks.licensing.set_law(guarantee__requirement=None)
    assert desks.office.read(short_of_today, MONDAY) is None


# -- complaints and applications -------------------------------------------------------------------------------------


def test_complaints_are_counted_by_the_month_they_came_in_and_open_until_they_end(desks_on_both: Desks) -> None:
    counter = desks_on_both.counter()
    for day in (date(2018, 8, 31), date(2018, 9, 1), date(2019, 2, 28), date(2019, 3, 1), MONDAY):
        counter.receive(received_on=day, allegations=(replace(counter.draft().allegations[0], from_on=None),))
    found = desks_on_both.office.read(complaints_of_today, MONDAY)
    assert found.open == 5
    assert len(found.by_month) == MONTHS
    assert found.by_month[0] == (date(2018, 9, 1), 1)
    assert found.by_month[-2:] == ((date(2019, 2, 1), 1), (date(2019, 3, 1), 2))
    assert sum(count for _month, count in found.by_month) == 4


@pytest.fixture(scope="module")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A copy of the demo register of forty agencies."""
    made = demo_folder(shared_folder(tmp_path_factory.getbasetemp()))
    office = Office(open_demo(made, tmp_path_factory.mktemp("demo")))
    yield office
    office.close()


def test_the_demo_s_figures_are_what_its_lists_say(small_demo: Office) -> None:
    on = small_demo.opened.world.today()
    found = small_demo.read(figures, on)
    complaints = small_demo.read(list_complaints, on)
    assert found.complaints.open == sum(row.state in OPEN for row in complaints) > 0
    assert sum(count for _month, count in found.complaints.by_month) == len(complaints)
    assert found.applications == len(small_demo.read(list_applications, states=OPEN_APPLICATIONS)) > 0
    licences = small_demo.read(list_licences, on)
    assert found.licences.states == Tally(row.status.state for row in licences)
    checked = {row.agency_id: small_demo.read(guarantee_suffices, row.agency_id, on)[0].verdict for row in licences}
    assert found.short == list(checked.values()).count(Verdict.NOT_MET)
