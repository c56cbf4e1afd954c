"""Settings as an administrator and as everybody else uses them."""

from __future__ import annotations

import pytest

from registry_app.access import queries as access
from registry_app.build import open_register
from registry_app.build.backing_up import back_up
from registry_app.build.training import PASSPHRASE
from registry_app.core.errors import Cancelled
from registry_app.core.texts import bare
from registry_app.core.world import system_world
from registry_app.offices import queries
from registry_app.offices.models import Purpose
from registry_app.rulebook.queries import list_unknown
from registry_app.store.engine import Location
from registry_app.ui.labels import PlainLabel
from registry_app.ui.pages import Place
from registry_app.ui.settings.page import SettingsPage
from registry_app.ui.settings.words import NUMBERED, PURPOSES, answer_words
from registry_app.ui.theme.style import Look, apply, current_look
from registry_app.ui.theme.tokens import State
from tests.support.desk import put_on_desk

NEW = "a new and longer password"


@pytest.fixture
def sit_at(sit_down, qtbot):
    def at(login: str, part: str) -> SettingsPage:
        page = SettingsPage(sit_down(login))
        qtbot.addWidget(page)
        put_on_desk(page, Place("settings", part=part))
        return page

    return at


def chosen(page: SettingsPage, login: str, qtbot):
    users = page.parts["users"]
    qtbot.waitUntil(lambda: users.list.model.is_settled)
    with page.context.opened.reading() as session:
        found = access.find_user(session, login)
    users.list.choose(found.id)
    qtbot.waitUntil(lambda: users.list.current_row() is not None and users.list.current_row().login == login)
    return users


def test_a_new_officer_can_sign_in(sit_at, qapp):
    page = sit_at("admin", "users")
    users = page.parts["users"]
    users.add_user()
    users.dialog.form.set_values(
        {"full_name": "Genet New", "login": "genet", "roles": ["clerk"], "password": NEW, "again": NEW}
    )
    users.dialog.accept()
    opened = open_register(Location(str(page.context.opened.location.path)), "genet", NEW, system_world())
    assert opened.actor().name == "Genet New"
    opened.close()


def test_two_passwords_that_differ_are_told_and_nothing_is_done(sit_at):
    users = sit_at("admin", "users").parts["users"]
    users.add_user()
    users.dialog.form.set_values(
        {"full_name": "Genet New", "login": "genet", "roles": ["clerk"], "password": NEW, "again": NEW + "x"}
    )
    users.dialog.accept()
    assert users.dialog.form.field("again").error()


def test_nobody_gives_himself_a_role(sit_at, qtbot):
    page = sit_at("admin", "users")
    users = chosen(page, "admin", qtbot)
    assert not users.verbs["user:give_role"].isEnabled()
    assert "own account" in users.verbs["user:give_role"].statusTip()


def test_a_clerk_reads_why_accounts_are_not_his(sit_at):
    users = sit_at("clerk", "users").parts["users"]
    assert not users.verbs["user:add"].isEnabled()
    assert "roles" in users.verbs["user:add"].statusTip()


def test_a_closed_account_is_shown_as_closed(sit_at, qtbot):
    page = sit_at("admin", "users")
    users = chosen(page, "inspector", qtbot)
    users.close_account()
    users.dialog.form.set_values({"reason": "left the ministry"})
    users.dialog.accept()
    with page.context.opened.reading() as session:
        assert not next(each for each in access.list_users(session) if each.login == "inspector").active


def test_ones_own_password_is_changed(sit_at):
    page = sit_at("clerk", "desk")
    part = page.parts["desk"]
    part.change_password()
    part.dialog.form.set_values({"password": NEW, "again": NEW})
    part.dialog.accept()
    open_register(Location(str(page.context.opened.location.path)), "clerk", NEW, system_world()).close()


def test_dark_and_larger_text_are_put_on_at_once_and_kept(sit_at, qapp):
    part = sit_at("clerk", "desk").parts["desk"]
    try:
        part.form.field("look").set_value("dark")
        part.form.field("text").set_value("125")
        assert current_look() == Look(dark=True, text_percent=125)
        assert part.context.preferences.get("dark") is True
    finally:
        apply(qapp, Look())


def test_the_rule_book_shows_what_nobody_has_set(sit_at, qtbot):
    part = sit_at("auditor", "rulebook").parts["rulebook"]
    part.show_unknown()
    qtbot.waitUntil(lambda: part.list.model.is_settled)
    with part.context.opened.reading() as session:
        unknown = list_unknown(session, part.context.today)
    assert part.list.model.rowCount() == len(unknown) > 10
    part.list.choose(part.list.model.key(0))
    qtbot.waitUntil(lambda: part.list.current_row() is not None)
    assert ("Answer", "Not set by the regulator") in [(words, bare(value)) for words, value in part.facts.values()]


def test_a_backup_is_opened_and_said_to_be_intact(sit_at, tmp_path):
    part = sit_at("admin", "backup").parts["backup"]
    part.context.prompts.file = tmp_path / "copy.register"
    part.back_up()
    assert part.strip.state is State.OK, bare(part.strip.words.text())
    assert "No backup" not in part.last.text()
    open_register(Location(str(tmp_path / "copy.register")), "admin", PASSPHRASE, system_world()).close()


def test_a_backup_over_the_register_itself_is_refused(sit_at):
    part = sit_at("admin", "backup").parts["backup"]
    part.context.prompts.file = part.context.opened.location.path
    part.back_up()
    assert part.strip.state is State.BAD
    assert "register itself" in bare(part.strip.words.text())


def test_turning_away_from_a_file_dialog_does_nothing(sit_at):
    part = sit_at("admin", "backup").parts["backup"]
    part.context.prompts.file = None
    part.back_up()
    part.export()
    assert not part.strip.isVisibleTo(part)


def test_the_public_keys_are_saved_with_their_fingerprint(sit_at, tmp_path):
    part = sit_at("auditor", "office").parts["office"]
    part.context.prompts.file = tmp_path / "office.pub"
    part.save_keys()
    assert (tmp_path / "office.pub").stat().st_size > 0
    assert "fingerprint" in part.strip.words.text()


def test_a_restore_is_rehearsed_with_ones_own_password_and_leaves_nothing_behind(sit_at, tmp_path):
    part = sit_at("admin", "backup").parts["backup"]
    context = part.context
    context.prompts.file = tmp_path / "copy.register"
    part.back_up()
    assert "never rehearsed" in part.last.text()
    context.prompts.file = tmp_path / "copy.register"
    part.rehearse()
    part.dialog.form.set_values({"password": "not the password of anybody"})
    part.dialog.accept()
    assert part.strip.state is State.BAD, "a wrong password opens no backup"
    context.prompts.file = tmp_path / "copy.register"
    part.rehearse()
    part.dialog.form.set_values({"password": PASSPHRASE})
    part.dialog.accept()
    assert (part.strip.state, "restored" in part.strip.words.text()) == (State.OK, True), part.strip.words.text()
    assert "last rehearsed on" in bare(part.last.text())
    assert not list(context.opened.location.path.parent.glob(".*rehearsal*"))


def test_a_backup_that_is_stopped_leaves_no_half_copy(sit_at, tmp_path):
    opened = sit_at("admin", "backup").context.opened

    class Stop:
        def step(self, done: int, _total: int, _what: str = "") -> None:
            if done >= 400:
                raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        back_up(opened, tmp_path / "copy.register", Stop())
    assert not list(tmp_path.glob("copy.register*.keys")) + list(tmp_path.glob("copy.register"))


def test_a_verb_that_is_not_ones_own_says_who_may(sit_at):
    part = sit_at("director", "backup").parts["backup"]
    told = " ".join(each.text() for each in part.findChildren(PlainLabel))
    assert "Back up now, Rehearse a restore: your roles do not include this. Who may: administrator" in bare(told)


@pytest.mark.parametrize(("value", "unit", "said"), [
    (None, "", "Not set by the regulator"),
    (True, "", "Yes"),
    (100, "per cent", "100 per cent"),
    ("overseas_agency", "", "Overseas agency"),
    ({"from": "lodged", "n": 5, "unit": "working_day"}, "", "5 working days from the lodging"),
    ({"from": "licence_expiry", "before": True, "n": 1, "unit": "month"}, "", "1 month before the licence's last day"),
    ({"from": "unknown", "may_start": ["act", "act_known"], "n": 3, "unit": "year"}, "",
     "3 years; the law does not say from which day (the act, the act becoming known)"),
    ({"amount": 1_000_000, "currency": "ETB"}, "", "1,000,000 ETB"),
    ([{"code": "24.1"}, {"code": "no_remedy"}], "", "24.1; no remedy"),
])  # fmt: skip
def test_answers_of_a_rule_book_are_said_in_words(value, unit, said):
    assert bare(answer_words(value, unit)) == said


def test_every_block_and_key_has_a_name(sit_down):
    with sit_down("admin").opened.reading() as session:
        assert {str(each["kind"]) for each in queries.list_blocks(session)} <= set(NUMBERED)
    assert set(Purpose) <= {Purpose(code) for code in PURPOSES if code != "root"}
