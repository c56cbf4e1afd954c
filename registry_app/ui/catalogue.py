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
from registry_app.ui.pages import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("agencies", N_("Agencies"), "building", AgenciesPage, "Ctrl+2"),
    PageSpec("agency", N_("Agency"), "building", AgencyPage, in_rail=False),
    PageSpec("new_agency", N_("New agency"), "building", NewAgencyPage, permission="agency:register", in_rail=False),
    PageSpec("applications", N_("Applications"), "file-text", ApplicationsPage, "Ctrl+3"),
    PageSpec("application", N_("Application"), "file-text", ApplicationPage, in_rail=False),
    PageSpec("new_application", N_("New application"), "file-text", NewApplicationPage,
             permission="application:lodge", in_rail=False),
)

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *shell_actions.ACTIONS,
    *agencies.ACTIONS,
    *applications.ACTIONS,
)
