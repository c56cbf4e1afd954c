"""This desk: language, light or dark, text size; one's own password. Kept for the person on this computer."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from registry_app.build import accounts
from registry_app.core.texts import N_, _
from registry_app.ui.context import Context
from registry_app.ui.first_start.answers import PasswordField, same_twice
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.form import Form
from registry_app.ui.labels import PlainLabel
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.theme.style import Look, apply
from registry_app.ui.widgets.cards import Card

# each language in its own words, as whoever needs it reads no other
LANGUAGES: Final = (("en", "English"), ("ar", "العربية"))
LOOKS: Final = (("light", N_("Light")), ("dark", N_("Dark")))
SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)


class DeskPart(Part):
    """What one person prefers."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add_verbs({actions.PASSWORD: self.change_password})
        self.form = Form(columns=2)
        self.form.add("language", ChoiceField(_("Language"), [Choice(code, name) for code, name in LANGUAGES],
                                              hint=_("Takes effect at the next sign-in.")))  # fmt: skip
        self.form.add("look", ChoiceField(_("Look"), [Choice(code, _(words)) for code, words in LOOKS]))
        self.form.add("text", ChoiceField(_("Size of the text"), [Choice(str(size), f"{size} %") for size in SIZES]))
        card = Card(_("How this desk looks"))
        card.add(self.form)
        card.add(PlainLabel(_("Kept on this computer for your account of the operating system."), look="small"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch()
        self.column.addWidget(self.scrolled(inside), 1)
        get = context.preferences.get
        self.form.set_values({
            "language": get("language", "en"), "look": "dark" if get("dark") else "light", "text": str(get("text_percent", 100)),
        })  # fmt: skip
        self.form.changed.connect(self.keep)

    def keep(self) -> None:
        """Put the look on at once and keep what was chosen."""
        values = self.form.values()
        put = self.context.preferences.set
        before = (self.context.preferences.get("dark", False), self.context.preferences.get("text_percent", 100))
        after = (values["look"] == "dark", int(str(values["text"] or 100)))
        put("language", values["language"])
        put("dark", after[0])
        put("text_percent", after[1])
        application = QApplication.instance()
        if before != after and isinstance(application, QApplication):
            apply(application, Look(*after))
        if self.context.preferences.trouble:
            self.strip.show_message(self.context.preferences.trouble)

    def change_password(self) -> None:
        """One's own password; the register asks for nothing else, as the person has signed in."""
        form = Form(columns=1)
        form.add("password", PasswordField(_("New password")), required=True)
        form.add("again", PasswordField(_("New password again")), required=True)
        form.add_check(same_twice)
        opened = self.context.opened
        self.ask(_("Change my password"), form, _("&Change it"), "",
                 lambda values: accounts.change_password(opened, values["password"]), _("The new password is set."))  # fmt: skip
