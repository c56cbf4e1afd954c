"""Accounts and roles: from a day through a day, never given to oneself, and a closed account opens nothing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from registry_app.access import queries, service
from registry_app.access.permissions import GRANTS, LABELS, PERMISSIONS, Role, permissions_of
from registry_app.build import Opened, accounts, open_register
from registry_app.core.dates import Period
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RuleBroken, WrongPassword
from registry_app.journal.models import JournalEntry
from registry_app.store.keys import read_keys
from tests.support.office import OFFICERS, PASSWORD, as_user, user_id

NEW = "brand new made-up words"


def roles(opened: Opened, login: str, on: date) -> set[Role]:
    with opened.reading() as session:
        return set(queries.roles_on(session, user_id(opened, login), on))


# -- roles ---------------------------------------------------------------------------------------------------------


def test_a_role_counts_from_its_first_through_its_last_day(opened: Opened) -> None:
    with opened.transaction() as (session, actor):
        service.give_role(session, actor, "clerk", Role.FINANCE, Period(date(2019, 6, 1), date(2019, 6, 30)))
    found = {
        day: Role.FINANCE in roles(opened, "clerk", day)
        for day in (date(2019, 5, 31), date(2019, 6, 1), date(2019, 6, 30), date(2019, 7, 1))
    }
    assert list(found.values()) == [False, True, True, False]
    in_june = as_user(opened, "clerk", date(2019, 6, 15))
    actor = in_june.actor()
    assert actor.may("guarantee:pay")
    assert actor.role == "clerk+finance_officer"
    in_june.close()


def test_nobody_gives_himself_a_role_and_only_the_administrator_gives_one(on_file: Opened) -> None:
    always = Period(date(2019, 3, 4))
    with pytest.raises(RuleBroken, match="Nobody gives himself a role"), on_file.transaction() as (session, actor):
        service.give_role(session, actor, "admin", Role.DIRECTOR, always)
    for login in set(OFFICERS) - {"admin"}:
        other = as_user(on_file, login)
        with pytest.raises(NotPermitted, match="add users, give roles"), other.transaction() as (session, actor):
            service.give_role(session, actor, "clerk", Role.DIRECTOR, always)
        other.close()
    assert roles(on_file, "clerk", date(2019, 3, 4)) == {Role.CLERK}


def test_the_entry_names_the_role_given_and_the_role_of_who_gave_it(on_file: Opened) -> None:
    with on_file.transaction() as (session, actor):
        service.give_role(session, actor, "clerk", Role.FINANCE, Period(date(2019, 6, 1)))
    with on_file.reading() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.verb == "role:given")).first()
    assert entry is not None
    assert '"given":"finance_officer"' in entry.body
    assert '"role":"administrator"' in entry.body


def test_a_role_for_a_stranger_is_refused(on_file: Opened) -> None:
    with pytest.raises(NotFound, match="nobody"), on_file.transaction() as (session, actor):
        service.give_role(session, actor, "nobody", Role.CLERK, Period(date(2019, 6, 1)))


def test_every_role_has_its_words_and_grants_only_permissions_that_exist() -> None:
    assert set(LABELS) == set(GRANTS) == set(Role)
    for role, granted in GRANTS.items():
        assert granted <= set(PERMISSIONS), role
    assert permissions_of(frozenset()) == frozenset()
    assert set(PERMISSIONS) == permissions_of(frozenset(Role)), "a permission that nobody holds"


def test_who_runs_the_register_neither_decides_nor_sees_complainants() -> None:
    never = {
        "decision:approve",
        "decision:propose",
        "guarantee:approve",
        "guarantee:pay",
        "identity:open",
        "complaint:decide",
    }
    assert not GRANTS[Role.ADMINISTRATOR] & never
    assert GRANTS[Role.AUDITOR] == {"register:read", "journal:read", "journal:verify", "register:export"}


# -- accounts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["", " ", "am ina", "amina!", "አሚና", "a" * 61, "amina\u202e", "..."])
def test_a_user_name_is_letters_digits_and_dots(on_file: Opened, login: str) -> None:
    with pytest.raises(BadInput):
        accounts.add_officer(on_file, login, "Amina", NEW, [Role.CLERK])
    with on_file.reading() as session:
        assert len(queries.list_users(session)) == len(OFFICERS) + 1


def test_a_user_name_is_taken_once_in_any_case(on_file: Opened) -> None:
    with pytest.raises(RuleBroken, match="already"):
        accounts.add_officer(on_file, " Clerk ", "Another Clerk", NEW, [Role.CLERK])
    assert open_register(on_file.location, "clerk", PASSWORD, on_file.world).close() is None


def test_a_new_account_signs_in_with_its_own_password(opened: Opened) -> None:
    accounts.add_officer(opened, "Amina.H", "Amina Hassen", NEW, [Role.CLERK, Role.INSPECTOR])
    amina = open_register(opened.location, "amina.h", NEW, opened.world)
    assert amina.actor().role == "clerk+inspector"
    assert amina.actor().name == "Amina Hassen"
    amina.close()


def test_an_account_that_could_not_be_kept_leaves_no_slot_and_no_record(on_file: Opened) -> None:
    with pytest.raises(BadInput, match="letters"):
        accounts.add_officer(on_file, "amina", "Amina", "short", [Role.CLERK])
    assert read_keys(on_file.world, on_file.location.keys).find("amina") is None
    with on_file.reading() as session:
        assert queries.find_user(session, "amina") is None


def test_a_closed_account_cannot_sign_in_and_one_that_is_signed_in_does_nothing_more(opened: Opened) -> None:
    clerk = as_user(opened, "clerk")
    accounts.close_officer(opened, "clerk", "Left the office.")
    with pytest.raises((NotPermitted, WrongPassword)):
        as_user(opened, "clerk")
    with pytest.raises(NotPermitted, match="was closed"):
        clerk.actor()
    with pytest.raises(NotPermitted, match="was closed"), clerk.transaction():
        pass
    clerk.close()
    assert read_keys(opened.world, opened.location.keys).find("clerk") is None, "his password opens the file no more"


def test_an_account_closed_on_another_copy_of_the_key_file_is_refused_too(on_file: Opened) -> None:
    with on_file.transaction() as (session, actor):
        service.close_account(session, actor, "clerk", "Left the office.")
    with pytest.raises(NotPermitted, match="was closed"):
        as_user(on_file, "clerk")


def test_nobody_closes_his_own_account_or_without_a_reason(on_file: Opened) -> None:
    with pytest.raises(RuleBroken, match="his own account"):
        accounts.close_officer(on_file, "admin", "tired")
    with pytest.raises(BadInput, match="reason"):
        accounts.close_officer(on_file, "clerk", " ")
    with pytest.raises(NotFound):
        accounts.close_officer(on_file, "nobody", "a reason")
    assert as_user(on_file, "clerk").close() is None


# -- passwords -----------------------------------------------------------------------------------------------------


def test_ones_own_password_is_changed_and_the_box_key_stays(opened: Opened) -> None:
    custodian = as_user(opened, "custodian")
    box_key = custodian.unlocked.box_key
    accounts.change_password(custodian, NEW)
    custodian.close()
    with pytest.raises(WrongPassword):
        as_user(opened, "custodian")
    again = open_register(opened.location, "custodian", NEW, opened.world)
    assert again.unlocked.box_key == box_key
    again.close()


def test_a_password_reset_by_the_administrator_brings_a_new_box_key(on_file: Opened) -> None:
    before = as_user(on_file, "custodian")
    accounts.reset_password(on_file, "custodian", NEW)
    after = open_register(on_file.location, "custodian", NEW, on_file.world)
    assert after.unlocked.box_key != before.unlocked.box_key
    for each in (before, after):
        each.close()
    clerk = as_user(on_file, "clerk")
    with pytest.raises(NotPermitted):
        accounts.reset_password(clerk, "custodian", NEW)
    clerk.close()


def test_a_short_new_password_changes_nothing(on_file: Opened) -> None:
    with pytest.raises(BadInput):
        accounts.reset_password(on_file, "clerk", "short")
    assert as_user(on_file, "clerk").close() is None
