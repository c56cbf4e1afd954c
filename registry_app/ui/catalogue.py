"""The table of pages and the table of actions: everything the desk can show and do, in one place each."""

from __future__ import annotations

from typing import Final

from registry_app.core.texts import N_
from registry_app.ui import shell_actions
from registry_app.ui.actions import ActionSpec
from registry_app.ui.agencies import actions as agencies
from registry_app.ui.agencies.card_page import AgencyPage
from registry_app.ui.agencies.list_page import AgenciesPage
from registry_app.ui.agencies.new_page import NewAgencyPage
from registry_app.ui.applications import actions as applications
from registry_app.ui.applications.list_page import ApplicationsPage
from registry_app.ui.applications.new_page import NewApplicationPage
from registry_app.ui.applications.page import ApplicationPage
from registry_app.ui.certificates import actions as certificates
from registry_app.ui.certificates.check_page import CheckPaperPage
from registry_app.ui.certificates.list_page import CertificatesPage
from registry_app.ui.certificates.paper_page import CertificatePage
from registry_app.ui.complaints import actions as complaints
from registry_app.ui.complaints.list_page import ComplaintsPage
from registry_app.ui.complaints.new_page import NewComplaintPage
from registry_app.ui.complaints.page import ComplaintPage
from registry_app.ui.counter import actions as counter
from registry_app.ui.counter.new_letter_page import NewLetterPage
from registry_app.ui.counter.page import CounterPage
from registry_app.ui.guarantees import actions as guarantees
from registry_app.ui.guarantees.list_page import GuaranteesPage
from registry_app.ui.guarantees.new_page import NewGuaranteePage
from registry_app.ui.guarantees.page import GuaranteePage
from registry_app.ui.home import actions as home
from registry_app.ui.home.page import HomePage
from registry_app.ui.imports import actions as imports
from registry_app.ui.imports.batch_page import ImportBatchPage
from registry_app.ui.imports.list_page import ImportsPage
from registry_app.ui.imports.wizard_page import ImportPage
from registry_app.ui.journal import actions as journal
from registry_app.ui.journal.page import JournalPage
from registry_app.ui.licences import actions as licences
from registry_app.ui.licences.list_page import LicencesPage
from registry_app.ui.licences.page import LicencePage
from registry_app.ui.pages import PageSpec
from registry_app.ui.settings import actions as settings
from registry_app.ui.settings.page import SettingsPage

PAGES: Final[tuple[PageSpec, ...]] = (
    PageSpec("home", N_("Home"), "home", HomePage, "Ctrl+1"),
    PageSpec("agencies", N_("Agencies"), "building", AgenciesPage, "Ctrl+2"),
    PageSpec("agency", N_("Agency"), "building", AgencyPage, in_rail=False, parent="agencies"),
    PageSpec(
        "new_agency",
        N_("New agency"),
        "building",
        NewAgencyPage,
        permission="agency:register",
        in_rail=False,
        parent="agencies",
    ),
    PageSpec("applications", N_("Applications"), "file-text", ApplicationsPage, "Ctrl+3"),
    PageSpec("application", N_("Application"), "file-text", ApplicationPage, in_rail=False, parent="applications"),
    PageSpec(
        "new_application",
        N_("New application"),
        "file-text",
        NewApplicationPage,
        permission="application:lodge",
        in_rail=False,
        parent="applications",
    ),
    PageSpec("licences", N_("Licences"), "file-certificate", LicencesPage, "Ctrl+4"),
    PageSpec("licence", N_("Licence"), "file-certificate", LicencePage, in_rail=False, parent="licences"),
    PageSpec("guarantees", N_("Guarantees"), "coin", GuaranteesPage, "Ctrl+5"),
    PageSpec("guarantee", N_("Guarantee"), "coin", GuaranteePage, in_rail=False, parent="guarantees"),
    PageSpec(
        "new_guarantee",
        N_("New guarantee"),
        "coin",
        NewGuaranteePage,
        permission="guarantee:lodge",
        in_rail=False,
        parent="guarantees",
    ),
    PageSpec("complaints", N_("Complaints"), "message-report", ComplaintsPage, "Ctrl+6"),
    PageSpec("complaint", N_("Complaint"), "message-report", ComplaintPage, in_rail=False, parent="complaints"),
    PageSpec(
        "new_complaint",
        N_("New complaint"),
        "message-report",
        NewComplaintPage,
        permission="complaint:receive",
        in_rail=False,
        parent="complaints",
    ),
    PageSpec("certificates", N_("Certificates"), "printer", CertificatesPage, "Ctrl+7"),
    PageSpec("certificate", N_("Paper"), "printer", CertificatePage, in_rail=False, parent="certificates"),
    PageSpec("check_paper", N_("Check a paper"), "scan", CheckPaperPage, in_rail=False, parent="certificates"),
    PageSpec("counter", N_("Counter"), "inbox", CounterPage, "Ctrl+8"),
    PageSpec(
        "new_letter",
        N_("Receive a letter"),
        "inbox",
        NewLetterPage,
        permission="correspondence:enter",
        in_rail=False,
        parent="counter",
    ),
    PageSpec("imports", N_("Imports"), "file-import", ImportsPage, "Ctrl+9"),
    PageSpec("import_batch", N_("Import"), "file-import", ImportBatchPage, in_rail=False, parent="imports"),
    PageSpec(
        "import",
        N_("Import a list"),
        "file-import",
        ImportPage,
        permission="list:import",
        in_rail=False,
        parent="imports",
    ),
    PageSpec("journal", N_("Journal"), "history", JournalPage, permission="journal:read", at_end=True),
    PageSpec("settings", N_("Settings"), "settings", SettingsPage, at_end=True),
)

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *shell_actions.ACTIONS,
    *home.ACTIONS,
    *agencies.ACTIONS,
    *journal.ACTIONS,
    *settings.ACTIONS,
    *applications.ACTIONS,
    *licences.ACTIONS,
    *guarantees.ACTIONS,
    *complaints.ACTIONS,
    *certificates.ACTIONS,
    *imports.ACTIONS,
    *counter.ACTIONS,
)
