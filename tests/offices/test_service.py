"""Offices: numbers are given once and gaps explained, authorities come from paper, keys are in force or not."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from registry_app.build import Opened, office_keys
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotIntact, NotPermitted, RuleBroken
from registry_app.core.numbers import read_number, with_check_digit
from registry_app.core.world import World, world_on
from registry_app.journal.checkpoint import check_checkpoint
from registry_app.offices import queries, service
from registry_app.offices.models import NumberBlock, Office, Purpose
from registry_app.offices.rules import Matter
from registry_app.store import unit
from tests.support.office import as_user, user_id


def take(opened: Opened, kind: str = "agency") -> str:
    with opened.transaction() as (session, actor):
        number = service.take_number(session, actor, kind)
        unit.verb(session, "agency:registered", label=number)
    return number


# -- numbers -------------------------------------------------------------------------------------------------------


def test_numbers_follow_each_other_with_a_check_digit_kind_by_kind(opened: Opened) -> None:
    taken = [take(opened) for _each in range(3)]
    assert [number.rpartition("-")[0] for number in taken] == [f"A-HQ-2019-0000{n}" for n in (1, 2, 3)]
    assert all(read_number(number) == number for number in taken)
    assert take(opened, "licence").startswith("L-HQ-2019-00001-")


def test_a_number_taken_in_a_step_that_failed_is_given_to_the_next(on_file: Opened) -> None:
    with pytest.raises(RuleBroken), on_file.transaction() as (session, actor):
        service.take_number(session, actor, "agency")
        raise RuleBroken("No.", hint="Never.")
    assert take(on_file).startswith("A-HQ-2019-00001-")


def test_a_new_year_begins_at_one_and_the_old_one_is_not_gone_on_with(on_file: Opened) -> None:
    take(on_file)
    later = as_user(on_file, "clerk", date(2020, 1, 1))
    assert take(later).startswith("A-HQ-2020-00001-")
    later.close()
    assert take(on_file).startswith("A-HQ-2019-00002-")


def test_a_block_that_is_used_up_gives_nothing_more_until_another_is_there(on_file: Opened) -> None:
    take(on_file)
    with on_file.transaction() as (session, _actor):
        block = session.scalars(select(NumberBlock)).one()
        block.last = 2
        unit.verb(session, "agency:changed", block)
    assert take(on_file).startswith("A-HQ-2019-00002-")
    with pytest.raises(RuleBroken, match="used up"):
        take(on_file)
    with on_file.transaction() as (session, _actor):
        session.add(NumberBlock(kind="agency", year=2019, prefix="A-HQ-2019-", first=500, last=600, next=500))
        unit.verb(session, "agency:changed")
    assert take(on_file).startswith("A-HQ-2019-00500-")
    with on_file.reading() as session:
        assert [(each["first"], each["left"]) for each in queries.list_blocks(session)] == [(1, 0), (500, 100)]


def test_a_void_number_is_explained_once_by_who_may(opened: Opened) -> None:
    number = take(opened)
    director = as_user(opened, "director")
    with director.transaction() as (session, actor):
        service.void_number(session, actor, "agency", number, " The paper tore. ")
    with pytest.raises(RuleBroken, match="void already"), director.transaction() as (session, actor):
        service.void_number(session, actor, "agency", number, "again")
    for kind, text, reason in (("unicorn", number, "why"), ("agency", " ", "why"), ("agency", "A-1", " ")):
        with pytest.raises(BadInput), director.transaction() as (session, actor):
            service.void_number(session, actor, kind, text, reason)
    with pytest.raises(NotPermitted), opened.transaction() as (session, actor):
        service.void_number(session, actor, "agency", "A-HQ-2019-00009-1", "why")
    director.close()
    with opened.reading() as session:
        assert queries.list_voids(session) == [{"kind": "agency", "number": number, "reason": "The paper tore."}]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("agency", with_check_digit("A-HQ-2019-00003")),  # the next one to be given
        ("agency", with_check_digit("A-HQ-2018-00001")),
        ("agency", with_check_digit("A-NX-2019-00001")),
        ("agency", with_check_digit("L-HQ-2019-00001")),
        ("licence", with_check_digit("A-HQ-2019-00001")),
        ("agency", with_check_digit("A-HQ-2019-00000")),
        ("agency", with_check_digit("A-HQ-2019--0001")),
    ],
)
def test_a_number_that_was_never_given_has_nothing_to_explain(on_file: Opened, kind: str, number: str) -> None:
    taken = [take(on_file) for _each in range(2)]
    director = as_user(on_file, "director")
    with pytest.raises(RuleBroken, match="never given"), director.transaction() as (session, actor):
        service.void_number(session, actor, kind, number, "spoiled")
    with pytest.raises(BadInput, match="check digit"), director.transaction() as (session, actor):
        service.void_number(session, actor, "agency", "A-HQ-2019-00001", "spoiled")
    with director.transaction() as (session, actor):
        service.void_number(session, actor, "agency", taken[1].lower(), "spoiled")
    director.close()
    with on_file.reading() as session:
        assert [each["number"] for each in queries.list_voids(session)] == [taken[1]]


# -- authorities and interests -------------------------------------------------------------------------------------


def test_the_officer_who_decides_holds_an_authority_on_the_day_of_the_act(opened: Opened) -> None:
    director, clerk = as_user(opened, "director"), as_user(opened, "clerk")
    with director.transaction() as (session, actor):
        found = service.must_hold_authority(session, actor, "licence:grant", Matter())
        unit.verb(session, "licence:granted")
    assert found.instrument == "Directive 1/2019"
    with pytest.raises(NotPermitted, match="holds no authority"), clerk.transaction() as (session, actor):
        service.must_hold_authority(session, actor, "licence:grant", Matter())
    clerk.close()
    director.close()


def grant(opened: Opened, **changes: object) -> None:
    terms = {"instrument": "Directive 2/2019", "instrument_date": date(2019, 3, 1), "period": Period(date(2019, 3, 4))}
    with opened.transaction() as (session, actor):
        service.grant_authority(session, actor, user_id(opened, "clerk"), ["licence:grant"], **(terms | changes))  # type: ignore[arg-type]


def test_an_authority_needs_its_paper_signed_before_it_starts(on_file: Opened) -> None:
    with pytest.raises(BadInput, match="before the instrument"):
        grant(on_file, instrument_date=date(2019, 3, 5))
    with pytest.raises(BadInput, match=r"instrument.* is missing"):
        grant(on_file, instrument=" ")
    with pytest.raises(BadInput, match="cannot be limited by"):
        grant(on_file, limits={"amount": 5})
    clerk = as_user(on_file, "clerk")
    with pytest.raises(NotPermitted, match="offices, holidays"):
        grant(clerk)
    clerk.close()
    with on_file.reading() as session:
        assert queries.list_authorities(session, user_id(on_file, "clerk")) == []
    grant(on_file, limits={"categories": ["A"]}, acting_for="the director")
    with on_file.reading() as session:
        (only,) = queries.list_authorities(session, user_id(on_file, "clerk"))
    assert (only.instrument, only.limits) == ("Directive 2/2019", {"categories": ["A"]})


def test_who_declared_an_interest_stands_aside_in_that_matter_only(on_file: Opened) -> None:
    director = as_user(on_file, "director")
    with on_file.reading() as session:
        mine, other = on_file.info.office_id, session.scalars(select(NumberBlock.id)).first() or on_file.user_id
    with pytest.raises(BadInput), director.transaction() as (session, actor):
        service.declare_interest(session, actor, session.get_one(Office, mine), "")
    with director.transaction() as (session, actor):
        service.declare_interest(session, actor, session.get_one(Office, mine), "My sister is a principal.")
    with pytest.raises(NotPermitted, match="must stand aside"), director.transaction() as (session, actor):
        service.must_not_be_recused(session, actor, other, mine)
    with director.transaction() as (session, actor):
        service.must_not_be_recused(session, actor, other)
        unit.verb(session, "licence:granted")
    director.close()


# -- calendars and offices -----------------------------------------------------------------------------------------


def test_holidays_are_entered_once_and_counted_with(opened: Opened) -> None:
    days = {date(2019, 9, 12): "እንቁጣጣሽ", date(2019, 5, 1): "Labour Day"}
    with opened.transaction() as (session, actor):
        service.enter_holidays(session, actor, days, date(2019, 12, 31))
    with opened.reading() as session:
        calendar = queries.work_calendar(session, opened.info.office_id)
    assert calendar.holidays == set(days)
    assert calendar.weekend == {5, 6}
    assert calendar.next_working_day(date(2019, 5, 1)) == date(2019, 5, 2)
    with pytest.raises(BadInput):
        calendar.is_working_day(date(2020, 1, 1))
    with pytest.raises(BadInput), opened.transaction() as (session, actor):
        service.enter_holidays(session, actor, {date(2019, 5, 2): "\u202eyaD"}, date(2019, 12, 31))


def test_offices_and_officers_are_found_by_name(on_file: Opened) -> None:
    with on_file.reading() as session:
        assert [office.code for office in queries.list_offices(session)] == ["HQ"]
        assert queries.officer_name(session, on_file.user_id) == "Abebe Admin"
        assert queries.officer_name(session, on_file.info.office_id) == ""
        assert queries.get_info(session).country == "ET"


# -- keys ----------------------------------------------------------------------------------------------------------


def test_each_purpose_has_a_key_of_its_own_that_signs(opened: Opened) -> None:
    publics = set()
    for purpose in Purpose:
        signer = opened.signer(purpose)
        publics.add(signer.public)
        if purpose is Purpose.PDF:
            assert signer.pdf_private.public_key() is not None
        else:
            assert len(signer.sign(b"words")) == 64
    assert len(publics) == len(Purpose)
    (chain,) = (office_keys.read_chain(opened.pdf_chain()),)
    assert [certificate.issuer == chain[1].subject for certificate in chain] == [True, True]


def test_a_key_is_in_force_from_its_first_through_its_last_day(on_file: Opened) -> None:
    with on_file.reading() as session:
        row = queries.list_keys(session, on_file.info.office_id, Purpose.SEAL)[0]
    assert row.valid_from == date(2019, 3, 1)
    for day, there in ((row.valid_to, True), (date(2022, 3, 1), False), (date(2019, 2, 28), False)):
        then = as_user(on_file, "director")
        then.world = world_on(then.world, day)
        if there:
            assert then.signer(Purpose.SEAL).key_id == row.key_id
        else:
            with pytest.raises(NotFound, match=r"no key for .*seal"):
                then.signer(Purpose.SEAL)
        then.close()


def test_a_revoked_key_signs_nothing_from_that_moment_also_where_the_register_is_open(on_file: Opened) -> None:
    key = on_file.signer(Purpose.CHECKPOINT)
    note = on_file.checkpoint()
    with pytest.raises(NotPermitted), as_clerk(on_file) as (session, actor):
        service.revoke_key(session, actor, key.key_id, "lost")
    with on_file.transaction() as (session, actor):
        service.revoke_key(session, actor, key.key_id, "The disk was stolen.")
    with pytest.raises(NotFound, match="no key for"):
        on_file.signer(Purpose.CHECKPOINT)
    assert on_file.log_key() is None
    with pytest.raises(NotFound, match="no key for"):
        on_file.checkpoint()  # an empty note must never pass for a checkpoint; the log itself goes on unsigned
    keys = on_file.checkpoint_keys()[on_file.info.office_id.hex]
    assert check_checkpoint(note, keys).size > 0, "what it signed before is still read"
    with pytest.raises(NotFound, match="There is no key"), on_file.transaction() as (session, actor):
        service.revoke_key(session, actor, bytes(8), "lost")


def as_clerk(opened: Opened):
    clerk = as_user(opened, "clerk")
    return clerk.transaction()


def test_a_private_key_lies_wrapped_and_bound_to_its_id(world: World) -> None:
    wrapped = office_keys.wrap(world, bytes(32), b"12345678", b"private")
    assert office_keys.unwrap(bytes(32), b"12345678", wrapped) == b"private"
    assert b"private" not in wrapped
    for data_key, key_id in ((bytes(31) + b"1", b"12345678"), (bytes(32), b"12345679")):
        with pytest.raises(NotIntact, match="is not what it was"):
            office_keys.unwrap(data_key, key_id, wrapped)


# -- the root on paper ---------------------------------------------------------------------------------------------


@pytest.fixture
def root(world: World) -> office_keys.Root:
    return office_keys.Root(world.random_bytes(32))


def test_both_shares_give_the_root_in_either_order_however_they_are_typed(root: office_keys.Root, world: World) -> None:
    one, two = office_keys.split(root, world)
    for pair in ((one, two), (two, one), (one.lower(), f"  {two}\n"), (one.replace(" ", "\n"), two)):
        assert office_keys.join(*pair, root.public) == root


def test_shares_of_another_register_are_refused_though_they_join_to_something(
    root: office_keys.Root, world: World
) -> None:
    one, _two = office_keys.split(root, world)
    _other, foreign = office_keys.split(office_keys.Root(world.random_bytes(32)), world)
    with pytest.raises(BadInput, match="another register"):
        office_keys.join(one, foreign, root.public)


def test_a_share_alone_says_nothing_of_the_root(root: office_keys.Root, world: World) -> None:
    one, two = office_keys.split(root, world)
    with pytest.raises(BadInput, match="Both shares"):
        office_keys.join(one, one, root.public)
    with pytest.raises(BadInput, match="Both shares"):
        office_keys.join(two, two, root.public)
    again = office_keys.split(root, world)
    assert not {one, two} & set(again)


def test_one_wrong_letter_anywhere_in_a_share_is_noticed(root: office_keys.Root, world: World) -> None:
    one, two = office_keys.split(root, world)
    for place, letter in enumerate(one):
        if letter in "0123456789ABCDEF" and place > len("RAR-ROOT-SHARE"):
            wrong = one[:place] + ("0" if letter != "0" else "1") + one[place + 1 :]
            with pytest.raises(BadInput):
                office_keys.join(wrong, two, root.public)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "RAR-ROOT-SHARE-1",
        "RAR-ROOT-SHARE-1 AB",
        "x y z",
        "RAR-ROOT-SHARE-999 00 00",
        "RAR-ROOT-SHARE--1 00 00",
    ],
)
def test_what_is_no_share_is_refused_in_a_sentence(text: str, root: office_keys.Root, world: World) -> None:
    _one, two = office_keys.split(root, world)
    with pytest.raises(BadInput) as refused:
        office_keys.join(text, two, root.public)
    assert refused.value.hint
