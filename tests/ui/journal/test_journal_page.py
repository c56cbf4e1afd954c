"""The journal's page: an auditor reads, verifies and proves."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from registry_app.build.verifying import intact_words, log_words
from registry_app.core.paging import Filters
from registry_app.core.texts import bare
from registry_app.journal.report import LogReport, Report
from registry_app.ui.journal.page import JournalPage
from registry_app.ui.pages import Place
from registry_app.ui.theme.tokens import State
from tests.support.desk import put_on_desk


@pytest.fixture
def page(sit_down, qtbot):
    made = JournalPage(sit_down("auditor"))
    qtbot.addWidget(made)
    put_on_desk(made)
    qtbot.waitUntil(lambda: made.list.model.is_settled)
    return made


def test_the_whole_log_has_no_gaps_and_jumps_right(page, qtbot):
    page.list.set_filters(Filters())
    qtbot.waitUntil(lambda: page.list.model.is_settled)
    count = page.list.model.rowCount()
    assert [page.list.model.key(row) for row in (0, count // 2, count - 1)] == [count - 1, count - 1 - count // 2, 0]


def test_the_entry_chosen_shows_its_values(page, qtbot):
    page.list.choose(page.list.model.key(3))
    qtbot.waitUntil(lambda: page.list.current_row() is not None)
    assert str(page.list.current_row().seq) in bare(
        page.entry.accessibleName() or page.entry.findChildren(QLabel)[0].text()
    )


def test_an_intact_register_is_said_to_be(page):
    page.verify()
    assert page.strip.state is State.OK
    assert "intact" in page.strip.words.text()


def test_a_changed_row_is_found_and_the_way_out_said(page):
    page.verify()
    opened = page.context.opened
    with opened.store.engines.write.connect() as connection:
        raw = connection.connection.driver_connection
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE agency SET name = name || 'x' WHERE rowid = (SELECT min(rowid) FROM agency)")
        raw.commit()
    page.verify()
    assert page.strip.state is State.BAD
    assert "behind its back" in page.strip.words.text()
    assert page.findings.isVisibleTo(page)


def test_a_wrong_anchor_file_is_refused_in_a_sentence(page, tmp_path):
    page.context.prompts.file = tmp_path / "anchor.txt"
    page.context.prompts.file.write_text("no anchor at all")
    page.verify_with_anchor()
    assert page.strip.state is State.BAD


def test_the_proof_of_an_entry_is_written(page, tmp_path, qtbot):
    page.list.choose(page.list.model.key(0))
    page.context.prompts.file = tmp_path / "proof.json"
    page.prove()
    assert json.loads((tmp_path / "proof.json").read_text())


def test_a_clerk_does_not_see_the_page(sit_down):
    assert not sit_down("clerk").may("journal:read")


def test_the_keys_belong_to_the_list_when_the_page_is_opened(page, qtbot):
    page.show()
    page.list.clearFocus()
    page.findChildren(QPushButton)[0].setFocus()
    page.show_place(Place("journal"))
    assert page.focusWidget() is page.list.table


def test_an_index_that_hides_a_name_is_found(page):
    with page.context.opened.store.engines.write.begin() as connection:
        connection.exec_driver_sql("DELETE FROM derived_finding_number")
    page.verify()
    assert page.strip.state is State.BAD
    told = " ".join(label.text() for label in page.findings.findChildren(QLabel))
    assert "index of names and numbers says something else than the facts" in told


@pytest.mark.parametrize(("anchors", "said"), [
    (0, "It was compared with no anchor kept outside."), (1, "1 anchor kept outside was met."),
    (2, "2 anchors kept outside were met."),
])  # fmt: skip
def test_anchors_are_counted_as_people_count(anchors, said):
    report = Report(logs=[LogReport("ab", 3, "root", 1, anchors)], rows=7)
    assert bare(intact_words(report)).endswith(said)
    assert "1 checkpoint," in bare(log_words(report.logs[0], "HQ"))
