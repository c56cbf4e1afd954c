"""Drafts: what was half typed is there again after a kill, nobody else can read it, and damage is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from registry_app.core.errors import StorageFailed
from registry_app.core.texts import bare
from registry_app.core.world import Files, system_world
from registry_app.ui.forms.drafts import Drafts
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form
from tests.support.office import as_user, opened_register
from tests.ui.forms.conftest import KEY
from tests.ui.forms.sample import sample_form

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def form(qtbot):
    def make():
        made = sample_form()
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_typed_is_kept_within_a_moment_and_shown_again(form, open_drafts, qtbot):
    first, drafts = form(), open_drafts()
    assert first.keep_in(drafts, "complaint:new", "New complaint") is None
    QTest.keyClicks(first.field("tax").entry, "00123")
    first.field("mail").entry.setText("half@")
    first.field("names").show_typed([{"name": "Almaz", "kind": "legal"}])
    first.field("principals").show_typed([{"name": "Bekele", "role": ""}])
    typed = first.typed()
    qtbot.waitUntil(lambda: (kept := open_drafts().find("complaint:new")) is not None and kept.content == typed)

    again = form()
    draft = again.keep_in(open_drafts(), "complaint:new", "New complaint")
    assert draft is not None
    assert again.typed() == typed
    assert again.dirty
    assert "was kept" in bare(again.draft_strip.words.text())
    assert again.draft_strip.isVisible()


def test_a_form_that_stands_as_before_leaves_no_draft(form, open_drafts, tmp_path):
    made, drafts = form(), open_drafts()
    made.keep_in(drafts, "k", "Form")
    QTest.keyClicks(made.field("tax").entry, "1")
    made.keep_now()
    assert drafts.find("k") is not None
    made.field("tax").entry.setText("")
    made.keep_now()
    drafts.settle()
    assert files_of(tmp_path / "drafts") == []


def test_saving_removes_the_draft(form, open_drafts):
    made, drafts = form(), open_drafts()
    made.keep_in(drafts, "k", "Form")
    QTest.keyClicks(made.field("tax").entry, "1")
    made.keep_now()
    made.saved(version=2)
    assert (drafts.find("k"), made.dirty, made.version) == (None, False, 2)
    assert open_drafts().all() == []


def test_leaving_the_page_keeps_at_once(form, open_drafts):
    made, drafts = form(), open_drafts()
    made.keep_in(drafts, "k", "Form")
    QTest.keyClicks(made.field("tax").entry, "1")
    made.hide()
    assert drafts.find("k").content["tax"] == "1"


def test_a_dropped_draft_can_be_taken_back(form, open_drafts):
    made, drafts = form(), open_drafts()
    made.set_values({"tax": "old"}, version=4)
    made.keep_in(drafts, "k", "Form")
    made.field("tax").entry.setText("new")
    made.keep_now()

    again = form()
    again.set_values({"tax": "old"}, version=5)
    again.keep_in(open_drafts(), "k", "Form")
    assert again.version == 4  # the record the draft was typed over; saving finds out that it is older
    again.draft_strip.drop.click()
    assert again.values()["tax"] == "old"
    assert open_drafts().all() == []
    again.draft_strip.take_back.click()
    assert again.values()["tax"] == "new"
    assert [draft.key for draft in open_drafts().all()] == ["k"]


def test_drafts_are_listed_the_newest_first_with_their_headings(open_drafts):
    drafts = open_drafts()
    drafts.keep("a", "Agency", {"tax": "1"})
    drafts.keep("b", "Complaint", {"tax": "2"})
    assert [(each.key, each.heading) for each in drafts.all()] == [("b", "Complaint"), ("a", "Agency")]


def test_the_newest_of_many_quick_changes_is_what_is_kept(open_drafts):
    drafts = open_drafts()
    for number in range(200):
        drafts.keep("k", "Form", {"tax": number})
    drafts.drop("other")
    drafts.settle()
    assert open_drafts().find("k").content == {"tax": 199}


# -- who can read it -------------------------------------------------------------------------------------------------------


def test_nothing_of_a_draft_stands_in_clear_neither_in_the_file_nor_in_its_name(open_drafts, tmp_path):
    open_drafts().keep("complaint:Almaz", "Complaint of Almaz", {"complainant": "Almaz Bekele"})
    assert [each.content for each in open_drafts().all()] == [{"complainant": "Almaz Bekele"}]
    (path,) = files_of(tmp_path / "drafts")
    for word in (b"Almaz", b"complain", b"Complain"):
        assert word not in path.read_bytes()
        assert word not in path.name.encode()
    assert path.stat().st_mode & 0o077 == 0


def test_no_other_user_of_the_register_can_read_it(world, tmp_path, qtbot):
    admin = opened_register(tmp_path, world)
    clerk, custodian = as_user(admin, "clerk"), as_user(admin, "custodian")
    try:
        mine = Drafts.of(clerk)
        mine.keep("complaint:new", "New complaint", {"complainant": "Almaz Bekele"})
        mine.close()
        (path,) = files_of(tmp_path / "office.register.drafts")
        assert path.parent.name == clerk.user_id.hex
        theirs = Drafts.of(custodian)
        assert theirs.find("complaint:new") is None
        # even with the file under his own name: his box key is another one, the register's data key opens nothing
        stolen = theirs._path("complaint:new")
        custodian.world.files.write(stolen, path.read_bytes())
        assert theirs.find("complaint:new") is None
        assert Drafts.of(clerk).find("complaint:new").content == {"complainant": "Almaz Bekele"}
    finally:
        for each in (clerk, custodian, admin):
            each.close()


# -- what goes wrong -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["empty", "cut", "bit", "other", "text"])
def test_a_damaged_draft_is_set_aside_with_a_sentence(open_drafts, tmp_path, damage, qtbot):
    drafts = open_drafts()
    drafts.keep("k", "Form", {"tax": "1"})
    drafts.keep("other", "Form", {"tax": "2"})
    drafts.settle()
    path = drafts._path("k")
    whole = path.read_bytes()
    path.write_bytes({
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "other": drafts._path("other").read_bytes(),
        "text": b"hello",
    }[damage])  # fmt: skip
    again = open_drafts()
    said = []
    again.troubled.connect(said.append)
    assert again.find("k") is None
    assert str(said[0]).startswith("A draft of a half-filled form was damaged and was set aside")
    assert path.with_name(path.name + ".damaged").exists()
    assert [draft.key for draft in again.all()] == ["other"]


def test_a_form_that_outlives_the_register_still_keeps_what_is_typed(open_drafts):
    drafts = open_drafts()
    drafts.close()
    drafts.keep("k", "Form", {"tax": "1"})
    assert open_drafts().find("k").content == {"tax": "1"}


def test_a_full_disk_is_said_and_typing_goes_on(world, tmp_path, qtbot):
    class Full(Files):
        def write(self, path, content, *, private=False):
            raise StorageFailed("There is no room left.", hint="Free some space.")

    drafts = Drafts(replace(world, files=Full()), tmp_path / "drafts", KEY)
    said = []
    drafts.troubled.connect(said.append)
    for number in range(3):
        drafts.keep("k", "Form", {"tax": number})
        drafts.settle()
    qtbot.waitUntil(lambda: bool(said))
    assert [str(each) for each in said] == ["There is no room left. Free some space."]
    assert drafts.find("k").content == {"tax": 2}  # the page can be left and opened again
    drafts.close()


def test_what_a_kill_left_of_a_write_is_removed(open_drafts, tmp_path):
    (tmp_path / "drafts").mkdir()
    part = tmp_path / "drafts" / ".abc.draft.xyz.part"
    part.write_bytes(b"half")
    drafts = open_drafts()
    drafts.sweep()
    assert not part.exists()


# -- kill -9 ---------------------------------------------------------------------------------------------------------------

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from registry_app.core.world import system_world
from registry_app.ui.forms.drafts import Drafts
from registry_app.ui.forms.fields import TextField
from registry_app.ui.forms.form import Form

application = QApplication([])
form = Form()
form.add("name", TextField("Name", limit=30_000))
form.add("reason", TextField("Reason"))
form.show()
form.keep_in(Drafts(system_world(), Path(sys.argv[1]), bytes(range(32))), "agency:new", "New agency")
entry = form.field("name").entry
if sys.argv[2] == "pause":
    QTest.keyClicks(entry, "Horizon Recr")
else:
    def type_on():
        QTest.keyClicks(entry, "ab")
        form.keep_now()
        QTimer.singleShot(0, type_on)
    type_on()
application.exec()
"""


@pytest.fixture
def typist(tmp_path):
    started = []

    def start(how: str) -> subprocess.Popen:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", TYPIST, str(tmp_path / "drafts"), how]
        started.append(subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for each in started:
        each.kill()
        each.wait()


def kept_name(folder: Path) -> str:
    drafts = Drafts(system_world(), folder, KEY)
    found = drafts.find("agency:new")
    drafts.close()
    return "" if found is None else found.content["name"]


def test_what_was_typed_is_there_after_kill_9(typist, tmp_path, qtbot):
    process = typist("pause")
    qtbot.waitUntil(lambda: kept_name(tmp_path / "drafts") == "Horizon Recr", timeout=30_000)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL

    drafts = Drafts(system_world(), tmp_path / "drafts", KEY)
    form = Form()
    qtbot.addWidget(form)
    form.add("name", TextField("Name"))
    form.add("reason", TextField("Reason"))
    form.keep_in(drafts, "agency:new", "New agency")
    assert form.values() == {"name": "Horizon Recr", "reason": ""}
    assert "was kept" in bare(form.draft_strip.words.text())
    drafts.close()


def test_a_kill_in_the_middle_of_writing_leaves_a_whole_draft(typist, tmp_path, qtbot):
    for _round in range(2):
        process = typist("on and on")
        before = len(kept_name(tmp_path / "drafts"))
        qtbot.waitUntil(lambda before=before: len(kept_name(tmp_path / "drafts")) >= before + 6, timeout=30_000)
        process.send_signal(signal.SIGKILL)
        process.wait()
        name = kept_name(tmp_path / "drafts")
        assert name == "ab" * (len(name) // 2)
        assert name
        assert not list((tmp_path / "drafts").glob("*.damaged"))
