"""Passwords: one's own, another's, and the code on paper when nobody can sign in any more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app.access import custodians
from registry_app.access.permissions import Role
from registry_app.build import Answers, Opened, accounts, init_register, open_register
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RegistryError, WrongPassword
from registry_app.core.world import World
from registry_app.offices.models import Office
from registry_app.store.engine import Location
from tests.support.office import PASSWORD, as_user, opened_register

NEW = "quite another set of words"


@pytest.fixture
def opened(tmp_path: Path, world: World) -> Iterator[Opened]:
    """A register with an officer of each role, open for its administrator."""
    register = opened_register(tmp_path, world)
    yield register
    register.close()


def signs_in(opened: Opened, login: str, password: str) -> bool:
    try:
        open_register(opened.location, login, password, opened.world).close()
    except WrongPassword:
        return False
    return True


def sealed_name(opened: Opened) -> bytes:
    with opened.store.transaction(opened.actor()) as session:
        return custodians.seal(session, {"name": "Worker"})


def test_ones_own_password_is_set_and_what_was_sealed_stays_readable(opened: Opened) -> None:
    box = sealed_name(opened)
    custodian = as_user(opened, "custodian")
    accounts.change_password(custodian, NEW)
    custodian.close()
    assert not signs_in(opened, "custodian", PASSWORD)
    again = open_register(opened.location, "custodian", NEW, opened.world)
    assert custodians.open_box(box, again.unlocked.box_key) == {"name": "Worker"}
    again.close()


def test_a_password_that_is_too_short_changes_nothing(opened: Opened) -> None:
    clerk = as_user(opened, "clerk")
    with pytest.raises(BadInput, match="password"):
        accounts.change_password(clerk, "short")
    clerk.close()
    assert signs_in(opened, "clerk", PASSWORD)


def test_the_administrator_sets_anothers_password_but_cannot_read_what_was_sealed_for_him(opened: Opened) -> None:
    box = sealed_name(opened)
    accounts.reset_password(opened, "custodian", NEW)
    assert not signs_in(opened, "custodian", PASSWORD)
    taken_over = open_register(opened.location, "custodian", NEW, opened.world)
    with pytest.raises(NotPermitted):
        custodians.open_box(box, taken_over.unlocked.box_key)
    taken_over.close()


def test_nobody_else_sets_anothers_password(opened: Opened) -> None:
    director = as_user(opened, "director")
    with pytest.raises(NotPermitted):
        accounts.reset_password(director, "clerk", NEW)
    director.close()
    assert signs_in(opened, "clerk", PASSWORD)


def test_the_code_on_paper_opens_a_register_nobody_can_sign_in_to(tmp_path: Path, world: World) -> None:
    location = Location(str(tmp_path / "new.register"))
    answers = Answers("Ministry", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)
    begun = init_register(location, answers, world)
    begun.opened.close()
    typed = begun.recovery_code.lower().replace("-", " ")
    with pytest.raises(NotFound):
        accounts.recover(location, world, typed, "nobody", NEW)
    accounts.recover(location, world, typed, "admin", NEW)
    opened = open_register(location, "admin", NEW, world)
    with opened.reading() as session:
        assert session.query(Office).count() == 1
    opened.close()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "YYL6-AR4V-RTFM-QQTJ-URAA-LMPN-ZW7F-D7VY"])
def test_a_wrong_code_opens_nothing(tmp_path: Path, world: World, code: str) -> None:
    location = Location(str(tmp_path / "new.register"))
    answers = Answers("Ministry", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)
    begun = init_register(location, answers, world)
    with pytest.raises(WrongPassword, match="code"):
        accounts.recover(location, world, code, "admin", NEW)
    begun.opened.close()


def test_an_account_whose_slot_cannot_be_kept_is_not_opened(opened: Opened) -> None:
    with pytest.raises(RegistryError):
        accounts.add_officer(opened, "late", "Late Officer", "short", [Role.CLERK])
    with pytest.raises(WrongPassword):
        open_register(opened.location, "late", "short", opened.world)
    accounts.add_officer(opened, "late", "Late Officer", PASSWORD, [Role.CLERK])
    assert signs_in(opened, "late", PASSWORD)
