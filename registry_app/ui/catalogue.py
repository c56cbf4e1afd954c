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
from registry_app.ui.pages import PageSpec

PAGES: Final[tuple[PageSpec, ...]] = (PageSpec("agencies", N_("Agencies"), "building", AgenciesPage, "Ctrl+2"),
    PageSpec("agency", N_("Agency"), "building", AgencyPage, in_rail=False),
    PageSpec("new_agency", N_("New agency"), "building", NewAgencyPage, permission="agency:register", in_rail=False),)

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *shell_actions.ACTIONS,
    *agencies.ACTIONS,
)
