"""Passwords: one's own, another's, and the code on paper when nobody can sign in any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from registry_app.access import custodians
from registry_app.access.permissions import Role
from registry_app.build import Answers, Opened, accounts, init_register, open_register
from registry_app.core.errors import BadInput, NotFound, NotPermitted, RegistryError, StorageFailed, WrongPassword
from registry_app.core.world import World
from registry_app.journal.entries import Journal
from registry_app.offices.models import Office
from registry_app.store import keys
from registry_app.store.engine import Location
from registry_app.store.keys import read_keys, unlock
from tests.support.faulty import with_faults
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


class CommitFailed(Exception):
    """The disk went away in the middle of a commit."""


def fails_to_commit(monkeypatch: pytest.MonkeyPatch, step: Callable[[], object]) -> None:
    def fails(*_arguments: object) -> None:
        raise CommitFailed

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "write", fails)
        with pytest.raises(CommitFailed):
            step()


def test_a_password_whose_transaction_is_not_kept_never_opens_and_the_old_one_goes_on(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: dict[str, Callable[[], object]] = {
        "admin": lambda: accounts.change_password(opened, NEW),
        "clerk": lambda: accounts.reset_password(opened, "clerk", NEW),
    }
    for login, step in steps.items():
        fails_to_commit(monkeypatch, step)
        assert signs_in(opened, login, PASSWORD)
        assert not signs_in(opened, login, NEW)
    fails_to_commit(monkeypatch, lambda: accounts.add_officer(opened, "late", "Late", PASSWORD, [Role.CLERK]))
    assert not signs_in(opened, "late", PASSWORD)
    assert read_keys(opened.world, opened.location.keys).waiting == ()


def crash_after_the_transaction(monkeypatch: pytest.MonkeyPatch, step: Callable[[], object]) -> None:
    """Leaves the key file as it is when the machine stops after the block, before the slot takes its place."""
    with monkeypatch.context() as patch:
        patch.setattr(keys, "settle", lambda *_which: None)
        try:
            step()
        except CommitFailed:
            return


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("first", [PASSWORD, NEW])
def test_after_a_crash_the_journal_says_which_password_opens(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, kept: bool, first: str
) -> None:
    clerk = as_user(opened, "clerk")

    def change() -> None:
        accounts.change_password(clerk, NEW)

    step = change if kept else lambda: fails_to_commit(monkeypatch, change)
    crash_after_the_transaction(monkeypatch, step)
    clerk.close()
    assert len(read_keys(opened.world, opened.location.keys).waiting) == 1
    signs_in(opened, "clerk", first)  # whoever comes first: until now nobody could tell which one counts
    assert signs_in(opened, "clerk", NEW) is kept
    assert signs_in(opened, "clerk", PASSWORD) is not kept
    assert read_keys(opened.world, opened.location.keys).waiting == ()


def test_guessing_at_a_slot_that_waits_is_as_slow_as_at_any(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    crash_after_the_transaction(monkeypatch, lambda: accounts.reset_password(opened, "clerk", NEW))
    for _try in range(30):
        with pytest.raises(WrongPassword):
            unlock(opened.world, opened.location.keys, "clerk", "a guess in the dark")
    with pytest.raises(WrongPassword, match="next try is possible later"):
        unlock(opened.world, opened.location.keys, "clerk", NEW)


def test_an_account_is_closed_first_and_then_locked_out_of_the_key_file(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails_to_commit(monkeypatch, lambda: accounts.close_officer(opened, "clerk", "Left the office."))
    assert signs_in(opened, "clerk", PASSWORD)
    before = opened.world
    opened.world, _files = with_faults(before, 1)
    with pytest.raises(StorageFailed, match="closed, but its password"):
        accounts.close_officer(opened, "clerk", "Left the office.")
    opened.world = before
    with pytest.raises(NotPermitted, match="was closed"):
        open_register(opened.location, "clerk", PASSWORD, opened.world)
    accounts.close_officer(opened, "clerk", "Left the office.")
    assert not signs_in(opened, "clerk", PASSWORD)


def test_an_account_whose_slot_cannot_be_kept_is_not_opened(opened: Opened) -> None:
    with pytest.raises(RegistryError):
        accounts.add_officer(opened, "late", "Late Officer", "short", [Role.CLERK])
    with pytest.raises(WrongPassword):
        open_register(opened.location, "late", "short", opened.world)
    accounts.add_officer(opened, "late", "Late Officer", PASSWORD, [Role.CLERK])
    assert signs_in(opened, "late", PASSWORD)
