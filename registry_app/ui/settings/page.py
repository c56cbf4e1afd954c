"""The settings page: its parts as tabs; a part nobody may use says so by its buttons."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from registry_app.core.texts import _
from registry_app.ui.context import Context
from registry_app.ui.list_page import MARGINS
from registry_app.ui.pages import Page, Place
from registry_app.ui.settings.backup_part import BackupPart
from registry_app.ui.settings.desk_part import DeskPart
from registry_app.ui.settings.office_part import OfficePart
from registry_app.ui.settings.rulebook_part import RuleBookPart
from registry_app.ui.settings.users_part import UsersPart
from registry_app.ui.widgets.page import PageHead


class SettingsPage(Page):
    """Place parts: `desk`, `users`, `office`, `rulebook`, `backup`."""

    code: ClassVar[str] = "settings"
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "app_user",
            "user_role",
            "authority",
            "office",
            "number_block",
            "office_key",
            "rule_book",
            "rule_value",
            "approval",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.parts = {
            "desk": DeskPart(context),
            "users": UsersPart(context),
            "office": OfficePart(context),
            "rulebook": RuleBookPart(context),
            "backup": BackupPart(context),
        }
        titles = (_("This desk"), _("People"), _("Office and keys"), _("Rule book"), _("Backup"))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the settings"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for title, part in zip(titles, self.parts.values(), strict=True):
            self.tabs.addTab(part, title)
        self.tabs.currentChanged.connect(lambda _place: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(12)
        column.addWidget(PageHead(_("Settings")))
        column.addWidget(self.tabs, 1)

    def heading(self) -> str:
        """What it is."""
        return _("Settings")

    def show_place(self, place: Place) -> None:
        """Open a part."""
        if place.part in self.parts:
            self.tabs.setCurrentWidget(self.parts[place.part])
        super().show_place(place)

    def refresh(self) -> None:
        """Read the part shown again."""
        for part in self.parts.values():
            if part is self.tabs.currentWidget():
                part.refresh()
