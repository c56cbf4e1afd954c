"""The people of the office: accounts, roles, authorities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry_app.access import queries
from registry_app.access import service as access
from registry_app.access.permissions import LABELS, Role
from registry_app.access.queries import UserRow
from registry_app.build import accounts
from registry_app.core.dates import Period
from registry_app.core.texts import _, isolate, ngettext, say
from registry_app.offices import service as offices
from registry_app.ui import wording
from registry_app.ui.actions import set_blocked
from registry_app.ui.context import Context
from registry_app.ui.first_start.answers import PasswordField, same_twice
from registry_app.ui.forms.choices import Choice, ChoiceField, ManyChoice
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.lists.list_view import ListView, ListWords
from registry_app.ui.lists.short import ShortSource
from registry_app.ui.lists.source import Column, Kind, Mark
from registry_app.ui.settings import actions
from registry_app.ui.settings.part import Part
from registry_app.ui.settings.words import DECISIONS, sentence_case
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.cards import Card


class UsersPart(Part):
    """Every account with its roles; nobody gives himself a role or an authority."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.add_verbs({
            actions.ADD_USER: self.add_user, actions.GIVE_ROLE: self.give_role, actions.AUTHORISE: self.authorise,
            actions.RESET: self.reset, actions.CLOSE: self.close_account,
        }, actions.ADD_USER)  # fmt: skip
        self.list = ListView(
            ShortSource(self._columns(), self._read, lambda row: row.id), self._words(), name="users", today=context.today,
            settings=context.preferences,
        )  # fmt: skip
        self.list.failed.connect(context.tell_trouble)
        self.list.current_changed.connect(lambda _key: self._follow())
        card = Card()
        card.add(self.list, 1)
        self.column.addWidget(card, 1)
        self._follow()

    def refresh(self) -> None:
        """Read the accounts again."""
        self.list.refresh()

    def _read(self) -> list[UserRow]:
        with self.context.opened.reading() as session:
            return queries.list_users(session)

    @staticmethod
    def _columns() -> tuple[Column[UserRow], ...]:
        return (
            Column("login", _("User name"), lambda row: row.login, Kind.CODE, 140, "login"),
            Column("name", _("Name"), lambda row: row.full_name, width=200, sort="name"),
            Column("roles", _("Roles"), _roles, width=300, stretch=True),
            Column("state", _("Account"), _state, Kind.MARK, 120),
        )

    @staticmethod
    def _words() -> ListWords:
        return ListWords(
            _("People"),
            lambda number: ngettext("{count} account", "{count} accounts", number).format(count=wording.count(number)),
            _("Name or user name"), _("No accounts yet"), _("Open an account for everybody who works here."), "users",
        )  # fmt: skip

    def _follow(self) -> None:
        row: UserRow | None = self.list.current_row()
        why = _("Choose an account first.") if row is None else "" if row.active else _("This account is closed.")
        if row is not None and row.id == self.context.actor.id:
            why = _("Nobody changes his own account here; another administrator does.")
        for spec in (actions.GIVE_ROLE, actions.AUTHORISE, actions.RESET, actions.CLOSE):
            set_blocked(self.verbs[spec.code], why)

    def _login(self) -> str:
        row: UserRow | None = self.list.current_row()
        return "" if row is None else row.login

    # -- verbs ------------------------------------------------------------------------------------------------------

    def add_user(self) -> None:
        """Open an account; its holder changes the password at the first sign-in."""
        form = Form(columns=1)
        form.add("full_name", TextField(_("Full name")), required=True)
        form.add("login", TextField(_("User name"), limit=60, latin=True), required=True)
        form.add("roles", ManyChoice(_("Roles"), _role_choices(), columns=2), required=True)
        form.add("password", PasswordField(_("First password")), required=True)
        form.add("again", PasswordField(_("First password again")), required=True)
        form.add_check(same_twice)
        opened = self.context.opened

        def work(values: Mapping[str, Any]) -> None:
            roles = [Role(each) for each in values["roles"]]
            accounts.add_officer(opened, values["login"], values["full_name"], values["password"], roles)

        self.ask(_("New account"), form, _("&Open the account"), "", work, _("The account is open."))

    def give_role(self) -> None:
        """Give a role for a time."""
        login = self._login()
        form = Form(columns=1)
        form.add("role", ChoiceField(_("Role"), _role_choices()), required=True)
        form.add("first", DayField(_("From"), calendar=self.context.calendar), required=True)
        form.add(
            "last", DayField(_("Through"), calendar=self.context.calendar, hint=_("Empty: until it is taken away."))
        )
        form.set_values({"first": self.context.today})
        self.ask(
            say(_("Give {login} a role"), login=login), form, _("&Give it"), "role:given",
            lambda session, actor, values: access.give_role(
                session, actor, login, Role(values["role"]), Period(values["first"], values["last"])
            ), _("The role is given."),
        )  # fmt: skip

    def authorise(self) -> None:
        """Record the paper by which an officer may decide."""
        login = self._login()
        form = Form(columns=1)
        form.add(
            "verbs",
            ManyChoice(
                _("What may be decided"), [Choice(code, _(words)) for code, words in DECISIONS.items()], columns=2
            ),
            required=True,
        )
        form.add("instrument", TextField(_("Paper that gives the authority")), required=True)
        form.add("dated", DayField(_("Its day"), calendar=self.context.calendar), required=True)
        form.add("first", DayField(_("From"), calendar=self.context.calendar), required=True)
        form.add("last", DayField(_("Through"), calendar=self.context.calendar))
        form.set_values({"first": self.context.today})

        def verb(session: Any, actor: Any, values: Mapping[str, Any]) -> None:
            user = access.require_user(session, login)
            period = Period(values["first"], values["last"])
            offices.grant_authority(session, actor, user, values["verbs"], instrument=values["instrument"],
                                    instrument_date=values["dated"], period=period)  # fmt: skip

        self.ask(
            say(_("Authority of {login}"), login=login), form, _("&Record"), "authority:granted", verb, _("Recorded.")
        )

    def reset(self) -> None:
        """Set another person's password; what was sealed for him is lost to him."""
        login = self._login()
        form = Form(columns=1)
        lost = _("A custodian loses what was sealed for him before; the other custodians keep it.")
        form.add("password", PasswordField(_("New password"), hint=lost), required=True)
        form.add("again", PasswordField(_("New password again")), required=True)
        form.add_check(same_twice)
        opened = self.context.opened
        self.ask(say(_("New password of {login}"), login=login), form, _("&Set it"), "",
                 lambda values: accounts.reset_password(opened, login, values["password"]), _("The new password is set."))  # fmt: skip

    def close_account(self) -> None:
        """Let an account sign in no more; what it did stays."""
        login = self._login()
        form = Form(columns=1)
        form.add("reason", LongTextField(_("Reason"), lines=3), required=True)
        opened = self.context.opened
        self.ask(say(_("Close the account of {login}"), login=login), form, _("&Close it"), "",
                 lambda values: accounts.close_officer(opened, login, values["reason"]), _("The account is closed."), danger=True)  # fmt: skip


def _roles(row: UserRow) -> str:
    said = ", ".join(isolate(_(LABELS[Role(role)])) for role in row.roles)
    return sentence_case(said)


def _state(row: UserRow) -> Mark:
    return Mark(_("Open"), State.OK) if row.active else Mark(_("Closed"), State.NEUTRAL)


def _role_choices() -> list[Choice]:
    return [Choice(role.value, sentence_case(_(label))) for role, label in LABELS.items()]
