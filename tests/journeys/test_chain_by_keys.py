"""The whole chain at the desk by real keys: from an imported list to a certificate that is found genuine, by six officers."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from registry_app.build import training
from registry_app.demo.papers import page
from tests.support import desk as support
from tests.support.screen import Screen, must_be_installed, program_on_screen

AGENCY = "Entoto Bridge Overseas Employment"
LIST = f"""\
Agency name,Legal form,Owner,Telephone,Address,Town,Region
{AGENCY},Private limited company,Belay Hailu Chala,+251911000111,Mill Street 4,Adama,Oromia
Semien Gate Recruitment,Private limited company,Dawit Lemma Gudeta,+251911000222,Hill Street 7,Bahir Dar,Amhara
Lalibela Star Placement,Partnership,Sara Abebe Kidane,not a telephone,,Mekelle,Tigray
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    must_be_installed()
    return support.demo_folder(support.shared_folder(tmp_path_factory.getbasetemp()))


@dataclass
class Office:
    """One desk at which officers take turns; what one leaves the next finds by its number."""

    screen: Screen
    folder: Path
    application: str = ""
    guarantee: str = ""

    @property
    def scan(self) -> Path:
        return self.folder / "scan.pdf"

    def number(self) -> str:
        """The number in the window's title, such as P-HQ-2019-00017-4."""
        return self.screen.title().split()[1]


def test_from_an_imported_list_to_a_certificate_that_is_genuine(demo, tmp_path):
    shutil.copytree(demo, tmp_path / "demo")
    (tmp_path / "list.csv").write_text(LIST)
    (tmp_path / "scan.pdf").write_bytes(page("A paper", ["made up"]))
    with program_on_screen(tmp_path / "demo" / training.REGISTER, tmp_path / "home", called="chain") as screen:
        office = Office(screen, tmp_path)
        screen.sign_in("clerk")
        take_the_list_in(office)
        apply_for_a_licence(office)
        lodge_a_guarantee(office)
        screen.sign_in("finance")
        verify_the_guarantee(office)
        screen.sign_in("licensing")
        propose_the_grant(office)
        screen.sign_in("director")
        approve_it(office)
        screen.sign_in("complaints")
        receive_a_complaint(office)
        screen.sign_in("clerk")
        issue_the_certificate(office)
        check_the_certificate(office)
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")


def take_the_list_in(office: Office) -> None:
    screen = office.screen
    screen.keys("ctrl+9")
    screen.wait_for_title("Imports - ")
    screen.do("Import a list…", "ctrl+n")
    screen.wait_for_title("Import a list - ")
    screen.wait_for_focus("File")
    screen.name_file(office.folder / "list.csv")
    screen.do("Next", "ctrl+Return")
    screen.wait_for_words("Step 2 of 4")
    screen.do("Try it now", "ctrl+Return")
    screen.wait_for_words("Step 3 of 4")
    screen.wait_for_focus("What was found in the rows")
    found = screen.reader.ask("rows", table="What was found in the rows", count=1)
    assert dict(zip(*found, strict=True))["Value"] == "not a telephone"
    screen.do("Next", "ctrl+Return")
    screen.wait_for_words("Step 4 of 4")
    screen.do("Take in", "ctrl+Return")
    screen.wait_for_words("3 of 3 rows are in the register")
    screen.wait_for_focus("Show the agencies")
    screen.keys("space")
    screen.wait_for_title("list.csv - ")
    screen.tab_to("Rows of the list")
    screen.keys("ctrl+Home")
    screen.do("Open the agency", "Return")
    screen.wait_for_title(f"{AGENCY} - ")


def apply_for_a_licence(office: Office) -> None:
    screen = office.screen
    screen.do("New application", "ctrl+n")
    screen.wait_for_title("New application - ")
    screen.wait_for_focus("Agency")
    screen.wait(lambda: screen.reader.ask("focus").get("text") == AGENCY, "the agency of the card was not taken over")
    screen.tab_to("Country of destination")
    screen.type("Saud")  # a list goes to what begins so
    screen.wait(
        lambda: screen.reader.ask("focus").get("text") == "Saudi Arabia", "the country was not found by its letters"
    )
    screen.keys("ctrl+s")
    screen.wait_for_title("Application P-")
    office.application = office.number()
    asked_for = "Add a file…: "
    buttons = [each["name"] for each in screen.reader.ask("find", role="push button", part=asked_for, most=99)]
    assert len(buttons) > 10
    for button in buttons[:-1]:  # the last is what a directive might ask for; there is none
        screen.press(button)
        screen.wait_for_focus("File")
        screen.name_file(office.scan)
        screen.keys("ctrl+s")
        screen.wait(lambda name=button: not screen.reader.ask("find", role="push button", name=name),
                    f"{button!r} is still to be done")  # fmt: skip
    screen.picture("papers handed in")


def lodge_a_guarantee(office: Office) -> None:
    screen = office.screen
    screen.keys("ctrl+5")
    screen.wait_for_title("Guarantees - ")
    screen.do("New guarantee", "ctrl+n")
    screen.wait_for_title("New guarantee - ")
    screen.wait_for_focus("Agency")
    screen.pick("Agency", AGENCY[:12], AGENCY)
    screen.choose("Kind", "Blocked")
    screen.write("Issuer", "Bank of the Blue Nile")
    screen.write("Issuer's own number", "BA-77")
    screen.write("Amount", "100000")
    screen.choose("ETB", "USD")
    screen.write("Issued on", "2019-07-01")
    screen.write("In whose name", "Ministry of Labour")
    screen.write("Where the original lies", "safe")
    screen.keys("ctrl+s")
    screen.wait_for_title("Guarantee G-")
    office.guarantee = office.number()


def verify_the_guarantee(office: Office) -> None:
    screen = office.screen
    screen.find_anywhere(office.guarantee, f"Guarantee {office.guarantee}")
    screen.do("Record the issuer's answer…", "ctrl+e")
    screen.wait_for_focus("Answer")
    screen.choose("Answer", "The issuer confirms")
    screen.write("Officer of the issuer", "Selam Haile")
    screen.write("Channel", "registered post")
    screen.tab_to("The answer as a file")
    screen.name_file(office.scan)
    screen.keys("ctrl+s")
    screen.wait_for_words(f"The answer on {office.guarantee} is recorded")


def propose_the_grant(office: Office) -> None:
    screen = office.screen
    screen.find_anywhere(office.application, f"Application {office.application}")
    screen.do("Take up for examination", "ctrl+b")
    screen.do("Verify all that wait", "ctrl+shift+e")
    screen.wait_for_title("Verify all that wait?")
    screen.keys("Return")
    screen.wait_for_words("13 of 14 settled")
    screen.press("More for Other evidence prescribed by directive")
    screen.go_down_to("Waive")
    screen.wait_for_focus("Reason")
    screen.type("No directive asks for more.")
    screen.keys("ctrl+s")
    screen.wait_for_words("14 of 14 settled")
    screen.do("Run the checks", "ctrl+e")
    screen.wait_for_words("checks are met")
    screen.do("Propose to grant…", "ctrl+g")
    screen.wait_for_focus("Reasons")
    screen.type("All is proven.")
    screen.write("Provisions it rests on", "art. 25")
    screen.keys("ctrl+s")
    screen.wait_for_words("Waits for a second person")


def approve_it(office: Office) -> None:
    screen = office.screen
    screen.find_anywhere(office.application, f"Application {office.application}")
    screen.do("Approve…", "ctrl+Return")
    screen.wait_for_title("Approve the decision?")
    screen.keys("Return")
    screen.wait_for_words("was granted")


def receive_a_complaint(office: Office) -> None:
    screen = office.screen
    screen.keys("ctrl+6")
    screen.wait_for_title("Complaints - ")
    screen.do("New complaint", "ctrl+n")
    screen.wait_for_title("New complaint - ")
    screen.wait_for_focus("Way")
    screen.choose("Way", "At the counter")
    screen.choose("The complainant is", "The worker")
    screen.write("Worker 1: Name (sealed)", "Wubalem Tirunesh")
    screen.write("Worker 1: Telephones, e-mail (sealed)", "+251 11 055 7731")
    screen.pick("Respondent 1: Agency or employer of the register", AGENCY[:12], AGENCY)
    screen.choose("Kind of wrong", "Recruitment and fees")
    screen.write("Allegation 1: Facts, without names", "A fee was taken for a place abroad.")
    screen.keys("ctrl+s")
    screen.wait_for_title("Complaint C-")
    screen.wait_for_words(f"against {AGENCY}")
    assert screen.reader.ask("find", part="Wubalem") == []


def issue_the_certificate(office: Office) -> None:
    screen = office.screen
    screen.find_anywhere(AGENCY, f"{AGENCY} - ")
    screen.do("Print certificate", "ctrl+p")
    screen.wait_for_title("Issue a paper")
    screen.wait_for_words("the certificate can be issued")
    screen.do("Issue", "alt+i")
    screen.wait_for_title("Paper issued")
    screen.wait_for_focus("Print…")
    screen.tab_to("Save as…")
    screen.name_file(office.folder / "certificate.pdf")
    screen.wait_for_words("certificate.pdf was saved")
    screen.press("Close")
    screen.wait_for_title("Certificates - ")


def check_the_certificate(office: Office) -> None:
    screen = office.screen
    screen.do("Check a paper…", "ctrl+e")
    screen.wait_for_title("Check a paper - ")
    screen.tab_to("Paper")
    screen.name_file(office.folder / "certificate.pdf")
    screen.wait_for_words("This file is genuine")
    assert screen.reader.ask("find", role="label", name="Genuine")
