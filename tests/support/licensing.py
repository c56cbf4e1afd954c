"""Applications and licences for tests, each step written in one call."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from registry_app.agencies import service as agencies
from registry_app.agencies.rows import AgencyDraft, PrincipalDraft
from registry_app.agencies.rules import PrincipalRole
from registry_app.build.checks import CHECKS
from registry_app.core.dates import Period
from registry_app.licensing import acting, deciding, examining, papers, service
from registry_app.licensing.acting import ActDraft
from registry_app.licensing.checklist import Needed
from registry_app.licensing.deciding import DecisionDraft
from registry_app.licensing.decisions import ActsFrom
from registry_app.licensing.examining import Check
from registry_app.licensing.queries import ApplicationCard, get_card, list_items
from registry_app.licensing.rules import ApplicationKind
from registry_app.licensing.service import ApplicationDraft
from registry_app.licensing.standing import get_licence_id, get_status
from registry_app.licensing.status import Status
from registry_app.offices.service import grant_authority
from registry_app.persons.rows import PersonDraft
from registry_app.rulebook import service as rule_book
from registry_app.rulebook.house import NewValue
from registry_app.rulebook.queries import list_adoptions
from tests.support.office import user_id
from tests.support.redress import MONDAY, Office

GRANT = DecisionDraft(
    grant=True,
    reasons="All that articles 22 to 24 ask for is proven.",
    provisions=("art. 25",),
    acts_from=None,
)
REFUSAL = DecisionDraft(
    grant=False,
    reasons="The general manager lacks the first degree that article 24(7) asks for.",
    provisions=("art. 24(7)", "art. 25"),
    acts_from=ActsFrom.DECISION,
    without_notice_because="The Proclamation provides for no notice; the agency was heard at the counter.",
)


class Licensing:
    """The licensing of one office: what each officer does, in one call."""

    def __init__(self, office: Office, checks: Sequence[Check] = CHECKS) -> None:
        self.office = office
        self.checks = checks

    def agency(self, name: str = "Horizon", *, verified: bool = True) -> uuid.UUID:
        """An agency with an owner, whose guarantee is lodged and, unless said otherwise, verified."""
        owner = PrincipalDraft(PrincipalRole.OWNER, PersonDraft(f"Owner of {name}"), share_bp=10_000)
        draft = AgencyDraft(name, legal_form="private_limited_company", principals=(owner,))
        made = self.office.does("clerk", agencies.register, draft, despite="made up for a test")
        agency = uuid.UUID(str(made))
        (self.office.verified if verified else self.office.lodged)(agency)
        return agency

    def lodged(self, agency: uuid.UUID | None = None, on: date | None = None, **other: Any) -> uuid.UUID:
        """An application for a new licence for Saudi Arabia, taken in by the clerk."""
        wanted = ApplicationDraft(agency or self.agency(), ApplicationKind.NEW, destination="SA")
        return uuid.UUID(str(self.office.does("clerk", service.take_in, replace(wanted, **other), on=on)))

    def under_examination(self, *args: Any, **other: Any) -> uuid.UUID:
        """The same, taken up by the licensing officer."""
        application = self.lodged(*args, **other)
        self.office.does("licensing", service.begin_examination, application, on=other.get("on"))
        return application

    def complete(self, application: uuid.UUID, on: date | None = None) -> None:
        """Every paper handed in and verified; what no directive asks for is waived."""
        items = [item for item in self.office.read(list_items, application) if not item.has_parts]
        asked = [item.code for item in items if item.needed is not Needed.UNKNOWN and item.finding is None]
        file = self.office.paper("clerk")
        with self.office.acting("clerk", on) as (session, actor):
            for code in asked:
                papers.hand_in(session, actor, application, code, file)
        with self.office.acting("licensing", on) as (session, actor):
            for code in asked:
                papers.verify(session, actor, application, code)
            for item in items:
                if item.needed is Needed.UNKNOWN and item.finding is None:
                    papers.waive(session, actor, application, item.code, reason="No directive asks for more.")

    def ready(self, *args: Any, **other: Any) -> uuid.UUID:
        """An application whose papers are complete."""
        application = self.under_examination(*args, **other)
        self.complete(application, on=other.get("on"))
        return application

    def propose(self, application: uuid.UUID, wanted: DecisionDraft = GRANT, on: date | None = None) -> None:
        """The licensing officer's proposal."""
        self.office.does("licensing", deciding.propose, application, wanted, self.checks, on=on)

    def approve(self, application: uuid.UUID, login: str = "director", on: date | None = None) -> str:
        """The director's approval: the number of the licence."""
        return str(self.office.does(login, deciding.approve, application, self.checks, on=on))

    def granted(self, *args: Any, **other: Any) -> str:
        """A licence, from the counter to its number."""
        application = self.ready(*args, **other)
        self.propose(application, on=other.get("on"))
        return self.approve(application, on=other.get("on"))

    def examine(self, application: uuid.UUID, login: str = "licensing", on: date | None = None) -> examining.Examined:
        """The checks, run by an officer."""
        found = self.office.does(login, examining.examine, application, self.checks, on=on)
        assert isinstance(found, examining.Examined)
        return found

    def card(self, application: uuid.UUID, on: date = MONDAY) -> ApplicationCard:
        """The application as its page shows it."""
        found = self.office.read(get_card, application, on)
        assert isinstance(found, ApplicationCard)
        return found

    def licence_id(self, number: str) -> uuid.UUID:
        """The licence with this number."""
        return uuid.UUID(str(self.office.read(get_licence_id, number)))

    def status(self, number: str, on: date, known: date = date.max) -> Status:
        """The licence's status on a day, as known on another."""
        found = self.office.read(get_status, self.licence_id(number), on, known)
        assert isinstance(found, Status)
        return found

    def act(self, wanted: ActDraft, on: date | None = None) -> uuid.UUID:
        """A decision on a licence, proposed and approved."""
        decision = self.office.does("licensing", acting.propose, wanted, on=on)
        self.office.does("director", acting.approve, wanted.licence_id, on=on)
        return uuid.UUID(str(decision))

    def empower(self, *verbs: str, login: str = "director") -> None:
        """Further authorities, by the administrator."""
        with self.office.acting("admin") as (session, actor):
            grant_authority(
                session,
                actor,
                user_id(self.office.opened, login),
                verbs,
                instrument="Directive 2/2019",
                instrument_date=date(2019, 1, 2),
                period=Period(date(2019, 1, 3)),
            )

    def set_law(self, **values: object) -> None:
        """Set values of the rule book by two persons; a key's dot is written as two underscores."""
        adopted = self.office.read(list_adoptions)[0].id
        new = [NewValue(name.replace("__", "."), plain, "no. 99", "", "") for name, plain in values.items()]
        self.office.does(
            "admin",
            rule_book.propose_values,
            adopted,
            new,
            from_day=date(2019, 1, 3),
            instrument="Directive 3/2019 (made up for tests)",
        )
        self.office.does("director", rule_book.approve_values, adopted)
