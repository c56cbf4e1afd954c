"""The desktop through an outside accessibility client: everything is found, read and done by what it is called."""

from __future__ import annotations

import shutil

import pytest

from registry_app.agencies import queries
from registry_app.build import training
from registry_app.licensing.standing import list_licences
from tests.support import desk as support
from tests.support.screen import must_be_installed, program_on_screen

NAME = "Zewditu Cross-Border Placement"
MADE_FOR_A_PAGE = 5  # fewer than this many things that take the keys: the page was not there yet


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    must_be_installed()
    return support.demo_folder(support.shared_folder(tmp_path_factory.getbasetemp()))


@pytest.fixture
def register(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "demo")
    return tmp_path / "demo" / training.REGISTER


@pytest.fixture
def screen(register, tmp_path):
    with program_on_screen(register, tmp_path / "home", called="by-ear") as found:
        yield found


def sign_in(screen, login: str) -> None:
    reader = screen.reader
    reader.ask("fill", name="User", text=login)
    reader.ask("fill", name="Password", text=training.PASSPHRASE, role="password text")
    reader.ask("press", role="push button", name="Sign in")
    screen.wait_for_title("Home - ")


def open_page(screen, words: str) -> None:
    screen.reader.ask("press", role="check box", name=words)
    screen.wait_for_title(f"{words} - ")


def must_be_named(screen) -> None:
    """Everything that can have the keys says what it is and what it is called."""
    met = screen.reader.ask("focusables")
    assert len(met) >= MADE_FOR_A_PAGE
    assert [each for each in met if not each["name"].strip() or each["role"] in ("", "unknown", "invalid")] == []


def licensed_agency(demo, register) -> tuple[str, str]:
    """Name and licence number of an agency whose licence is in force."""
    opened = support.open_again(support.Location(str(register)), demo, "auditor")
    try:
        with opened.reading() as session:
            found = next(row for row in list_licences(session, opened.world.today()) if row.status.in_force)
            return queries.get_rows(session, [found.agency_id])[found.agency_id].name, found.number
    finally:
        opened.close()


def test_a_wrong_password_is_said_and_a_right_one_opens_the_register(screen):
    must_be_named(screen)
    reader = screen.reader
    reader.ask("fill", name="User", text="licensing")
    reader.ask("fill", name="Password", text="not the password", role="password text")
    reader.ask("press", role="push button", name="Sign in")
    screen.wait_for_words("The user name and the password do not fit together", role="label")
    sign_in(screen, "licensing")
    must_be_named(screen)


def test_a_row_of_a_list_is_read_cell_by_cell_and_a_verdict_with_its_reason(demo, register, screen):
    name, licence = licensed_agency(demo, register)
    sign_in(screen, "director")
    reader = screen.reader
    open_page(screen, "Agencies")
    field = "Name or number"
    screen.wait(lambda: reader.tries("find", role="text", name=field), "the list has no field to search in")
    must_be_named(screen)
    reader.ask("fill", name=field, text=name)
    screen.wait(lambda: name in first_row(reader).values(), f"{name} was never in the first row")
    row = first_row(reader)
    assert row["Licence number"] == licence
    screen.find_anywhere(name, f"{name} - ")
    must_be_named(screen)
    screen.wait(lambda: screen.may("Print certificate"), "the certificate cannot be asked for")
    reader.ask("press", role="push button", name="Print certificate")
    screen.wait_for_title("Issue a paper")
    verdict = screen.wait_for_words("A licence in force: ", role="panel")
    assert verdict["name"].startswith("Met: ")
    assert licence in verdict["name"]
    assert verdict["description"].startswith("art. ")
    must_be_named(screen)


def test_an_agency_is_registered_by_names_alone(demo, register, screen):
    sign_in(screen, "clerk")
    reader = screen.reader
    open_page(screen, "Agencies")
    screen.wait(lambda: screen.may("New agency"), "no agency can be registered")
    reader.ask("press", role="push button", name="New agency")
    screen.wait_for_title("New agency - ")
    must_be_named(screen)
    assert reader.ask("fill", name="Legal name", text=NAME) == NAME
    reader.ask("press", role="push button", name="Register")
    screen.wait_for_title(f"{NAME} - ")
    opened = support.open_again(support.Location(str(register)), demo, "auditor")
    try:
        with opened.reading() as session:
            assert [each.name for each in queries.list_agencies(session, queries.Filters(text=NAME), limit=2)] == [NAME]
    finally:
        opened.close()


def test_everything_on_every_page_of_the_rail_has_a_role_and_a_name(screen):
    sign_in(screen, "director")
    pages = ("Applications", "Licences", "Guarantees", "Complaints", "Certificates", "Counter", "Journal", "Settings")
    for words in pages:
        open_page(screen, words)
        must_be_named(screen)


def first_row(reader) -> dict[str, str]:
    """The first row of the list of agencies by its headings; empty while there is none."""
    rows = reader.tries("rows", table="Agencies", count=1) or []
    return dict(zip(*rows, strict=True)) if len(rows) == 2 else {}
