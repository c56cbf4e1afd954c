"""The demo register: the same from the same seed, a bit of everything in it, and it goes on where it stopped."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from registry_app import schema
from registry_app.agencies.queries import list_agencies
from registry_app.build import Opened, open_register, training
from registry_app.certificates.read_facts import read_facts
from registry_app.certificates.verify import check_file
from registry_app.complaints.queries import list_complaints
from registry_app.core.errors import NoRegister
from registry_app.core.world import system_world
from registry_app.demo import listed
from registry_app.demo.agenda import Agenda, TrainingClock
from registry_app.demo.papers import page, picture
from registry_app.documents import trust_files
from registry_app.exchange.models import RowOutcome
from registry_app.exchange.queries import list_batches, list_rows
from registry_app.guarantees.queries import list_guarantees
from registry_app.guarantees.rules import GuaranteeState
from registry_app.journal.export import exported, write_export
from registry_app.journal.verify import verify
from registry_app.licensing.queries import list_applications
from registry_app.licensing.rules import ApplicationState
from registry_app.licensing.standing import list_licences, list_listed
from registry_app.licensing.status import LicenceState
from registry_app.measures.queries import list_facts
from registry_app.store.engine import Location
from tests.support.desk import AGENCIES, SEED, demo_folder, shared_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the one that the tests of the screens use too."""
    made = demo_folder(shared_folder(tmp_path_factory.getbasetemp()))
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("demo") / "copy"))


def opened_demo(folder: Path, login: str = "director", today: date | None = None, *, sign_in: bool = False) -> Opened:
    return open_register(
        Location(str(folder / training.REGISTER)),
        login,
        (folder / training.PASSPHRASE_FILE).read_text().strip(),
        system_world(),
        today=today,
        sign_in=sign_in,
    )


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[Opened]:
    opened = opened_demo(folder)
    yield opened
    opened.close()


def digest(opened: Opened) -> str:
    with opened.reading() as session:
        return write_export(io.BytesIO(), exported(session.connection(), schema.tables(), opened.info.name))


def test_the_same_seed_makes_the_same_register(demo: Opened, tmp_path: Path) -> None:
    training.make_demo(tmp_path, SEED, agencies=AGENCIES)
    again = opened_demo(tmp_path)
    assert digest(again) == digest(demo)
    again.close()


def test_its_journal_is_intact(demo: Opened) -> None:
    with demo.reading() as session:
        report = verify(
            session.connection(), schema.tables(), demo.checkpoint_keys(), own_office=demo.info.office_id.hex
        )
    assert report.intact, report.findings
    assert not [note for note in report.notes if "clock" in note]


def test_it_is_a_training_register_that_stands_in_2019(demo: Opened) -> None:
    assert demo.info.training
    assert demo.world.today() == date(2019, 7, 15)


def test_every_account_is_opened_by_the_one_passphrase(folder: Path) -> None:
    for login in training.ACCOUNTS:
        opened_demo(folder, login).close()


def test_the_key_beside_it_is_the_signed_list_of_its_own_root(demo: Opened, folder: Path) -> None:
    trust = trust_files.load((folder / training.KEY_FILE).read_bytes(), pinned_root=demo.info.root_public)
    assert {key.office for key in trust.keys} == {demo.office.code}


def test_it_has_agencies_in_several_scripts(demo: Opened) -> None:
    with demo.reading() as session:
        agencies = list_agencies(session, limit=1_000)
    assert len(agencies) == AGENCIES


def test_licences_stand_in_several_states(demo: Opened) -> None:
    with demo.reading() as session:
        states = {row.status.state for row in list_licences(session, demo.world.today())}
    assert {LicenceState.IN_FORCE, LicenceState.SUSPENDED} <= states


def test_applications_have_come_to_different_points(demo: Opened) -> None:
    with demo.reading() as session:
        states = {row.state for row in list_applications(session, states=frozenset(ApplicationState))}
    assert {
        ApplicationState.GRANTED,
        ApplicationState.REFUSED,
        ApplicationState.WITHDRAWN,
        ApplicationState.RETURNED,
        ApplicationState.PROPOSED,
        ApplicationState.UNDER_EXAMINATION,
        ApplicationState.LODGED,
    } <= states


def test_guarantees_and_complaints_stand_in_several_states(demo: Opened) -> None:
    with demo.reading() as session:
        guarantees = {row.state for row in list_guarantees(session, demo.world.today())}
        complaints = {row.state.value for row in list_complaints(session, demo.world.today())}
    assert {GuaranteeState.IN_FORCE, GuaranteeState.LODGED, GuaranteeState.DENIED} <= guarantees
    assert len(complaints) >= 8


def test_one_agency_is_under_an_interim_measure(demo: Opened) -> None:
    with demo.reading() as session:
        agencies = [row.id for row in list_agencies(session, limit=1_000)]
        assert len(list_facts(session, agencies)) == 1


def test_its_papers_are_genuine_and_say_that_they_are_for_training(folder: Path) -> None:
    trust = trust_files.load((folder / training.KEY_FILE).read_bytes())
    for paper, kind in (("compliance-ar", "compliance"), ("reasons-en", "reasons"), ("licence-en", "licence")):
        content = (folder / "papers" / f"{paper}.pdf").read_bytes()
        report = check_file(content, paper, trust, today=date(2019, 7, 15), facts_reader=read_facts)
        assert report.exit_status == 0, report.lines()
        assert report.document()["facts"]["kind"] == kind
        assert any("TRAINING" in line for line in report.lines())


def test_a_register_is_never_overwritten(folder: Path) -> None:
    with pytest.raises(NoRegister):
        training.make_demo(folder, SEED, agencies=AGENCIES)


def test_it_goes_on_from_the_day_it_was_taken_to(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    opened_demo(copy, "clerk", date(2019, 8, 1), sign_in=True).close()
    later = opened_demo(copy, "clerk")
    assert later.world.today() == date(2019, 8, 1)
    later.close()


def test_work_put_off_to_a_holiday_is_done_on_the_next_working_day() -> None:
    clock = TrainingClock(datetime(2019, 1, 4, 5, tzinfo=UTC))
    agenda = Agenda(
        clock, lambda day: datetime(day.year, day.month, day.day, 5, tzinfo=UTC), lambda day: day.weekday() < 5
    )
    done: list[date] = []
    agenda.at(date(2019, 1, 5), done.append)
    agenda.at(date(2019, 1, 4), done.append)
    agenda.at(date(2019, 2, 1), done.append)
    agenda.run_through(date(2019, 1, 31))
    assert done == [date(2019, 1, 4), date(2019, 1, 7)]
    assert clock.moment.date() == date(2019, 1, 7)


def test_papers_are_the_same_bytes_each_time_and_files_of_their_kind() -> None:
    assert page("Tax clearance", ["Number 1"]) == page("Tax clearance", ["Number 1"])
    assert page("Tax clearance", []).startswith(b"%PDF")
    image = Image.open(io.BytesIO(picture(bytes(range(48)))))
    assert image.size == (24, 24)
    assert image.getpixel((0, 0)) == (0, 1, 2)


def test_a_list_of_another_office_was_imported_with_two_rows_held(demo: Opened) -> None:
    with demo.reading() as session:
        (batch,) = list_batches(session)
        held = list_rows(session, batch.id, outcome=RowOutcome.HELD)
        agencies = {row.id for row in list_agencies(session, limit=1_000)}
        named = [list_listed(session, agency) for agency in agencies]
    assert (batch.file_name, batch.rows, batch.held) == (listed.FILE, batch.imported + 2, 2)
    assert batch.imported >= 5
    assert [len(row.problems) for row in held] == [1, 1]
    assert sum(map(bool, named)) == batch.imported, "an imported licence stays the list's own statement"
