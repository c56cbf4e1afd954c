"""The forms of the agencies' pages, and what their values become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry_app.agencies.card import AgencyCard
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, NameDraft, PrincipalDraft
from registry_app.agencies.rules import AddressKind, ContactKind, NameKind, PrincipalRole
from registry_app.agencies.service import Particulars
from registry_app.core.calendars import Calendar
from registry_app.core.texts import _
from registry_app.persons.rows import PersonDraft
from registry_app.ui.agencies import words
from registry_app.ui.code_words import capital
from registry_app.ui.forms.amounts import MoneyField
from registry_app.ui.forms.choices import Choice, ChoiceField
from registry_app.ui.forms.contacts import EmailField, PhoneField
from registry_app.ui.forms.days import DayField
from registry_app.ui.forms.field import Field
from registry_app.ui.forms.fields import LongTextField, TextField
from registry_app.ui.forms.form import Form
from registry_app.ui.forms.rows import TableField


@dataclass(frozen=True)
class Local:
    """What forms take from the office: its country, calendar, currencies and day."""

    country: str
    calendar: Calendar
    currencies: tuple[str, ...]
    today: date


def new_agency_form(local: Local) -> Form:
    """Everything of a new agency; `also` are its names in other scripts and its trading names."""
    form = Form()
    form.section(_("The agency"))
    form.add("name", TextField(_("Legal name")), required=True, wide=True)
    form.add("also", TableField(_("Further names"), _name_row, row_words=_("Name"), add_words=_("Add a name")))
    form.add("legal_form", _legal_form())
    form.add("company_number", TextField(_("Company number"), limit=60, latin=True))
    form.add("tax_number", TextField(_("Tax number"), limit=60, latin=True))
    form.add("capital", MoneyField(_("Paid capital"), local.currencies))
    form.add("incorporated_on", _past_day(_("Founded on"), local))
    form.section(_("Where it is reached"))
    form.add("lines", TextField(_("Street, house, floor")), wide=True)
    form.add("place", TextField(_("Town")))
    form.add("region", TextField(_("Region")))
    form.add("phone", PhoneField(_("Telephone"), local.country))
    form.add("e_mail", EmailField(_("E-mail")))
    form.section(_("Its people"))
    form.add(
        "principals", TableField(_("Principals"), _principal_row, row_words=_("Principal"), add_words=_("Add a person"))
    )
    form.also_called("name", _("name of the agency"))
    return form


def agency_draft(values: Mapping[str, Any]) -> AgencyDraft:
    """What was typed about a new agency."""
    address = AddressDraft(values["lines"] or "", values["place"] or "", values["region"] or "")
    contacts = [ContactDraft(ContactKind.PHONE, values["phone"])] if values["phone"] else []
    contacts += [ContactDraft(ContactKind.E_MAIL, values["e_mail"])] if values["e_mail"] else []
    return AgencyDraft(
        values["name"],
        tuple(NameDraft(each["name"], NameKind(each["kind"])) for each in values["also"] if each["name"]),
        legal_form=values["legal_form"] or "",
        company_number=values["company_number"] or "",
        tax_number=values["tax_number"] or "",
        capital=values["capital"],
        incorporated_on=values["incorporated_on"],
        addresses=(address,) if address != AddressDraft() else (),
        contacts=tuple(contacts),
        principals=tuple(
            PrincipalDraft(PrincipalRole(each["role"]), PersonDraft(each["name"]))
            for each in values["principals"]
            if each["name"]
        ),
    )


def particulars_form(card: AgencyCard, local: Local) -> Form:
    """The particulars of an agency as they stand."""
    currencies = tuple(dict.fromkeys(((card.capital.currency,) if card.capital else ()) + local.currencies))
    form = Form()
    form.add("legal_form", _legal_form(card.legal_form))
    form.add("company_number", TextField(_("Company number"), limit=60, latin=True))
    form.add("tax_number", TextField(_("Tax number"), limit=60, latin=True))
    form.add("capital", MoneyField(_("Paid capital"), currencies))
    form.add("incorporated_on", _past_day(_("Founded on"), local))
    form.set_values(vars(card), version=card.version)
    return form


def particulars(values: Mapping[str, Any]) -> Particulars:
    """What the particulars become."""
    return Particulars(
        values["legal_form"] or "",
        values["company_number"] or "",
        values["tax_number"] or "",
        values["capital"],
        values["incorporated_on"],
    )


def name_form(card: AgencyCard, local: Local) -> Form:
    """Another legal name from a day."""
    form = Form(columns=1)
    form.add("name", TextField(_("New legal name")), required=True)
    form.add("on", _past_day(_("Since"), local), required=True)
    form.add("reason", TextField(_("Why, and by which paper")), required=True)
    form.set_values({"name": card.name, "on": local.today})
    return form


def address_form(local: Local) -> Form:
    """Another address from a day."""
    form = Form()
    form.add("kind", ChoiceField(_("What it is for"), _choices(words.ADDRESSES), usual=AddressKind.OPERATING.value),
             required=True)  # fmt: skip
    form.add("on", _past_day(_("Since"), local), required=True)
    form.add("lines", TextField(_("Street, house, floor")), wide=True)
    form.add("place", TextField(_("Town")))
    form.add("region", TextField(_("Region")))
    form.set_values({"kind": AddressKind.OPERATING.value, "on": local.today})
    return form


def contact_form() -> Form:
    """A further way to reach it."""
    form = Form(columns=1)
    form.add("kind", ChoiceField(_("Kind"), _choices(words.CONTACTS), usual=ContactKind.PHONE.value), required=True)
    form.add("value", TextField(_("Number or address"), latin=True), required=True)
    return form


def principal_form(local: Local) -> Form:
    """A person who joined."""
    form = Form(columns=1)
    form.add("name", TextField(_("Full name")), required=True)
    form.add("role", ChoiceField(_("Role"), _choices(words.ROLES), usual=PrincipalRole.MANAGER.value), required=True)
    form.add("since", _past_day(_("Since"), local))
    return form


def reason_form(words_of_it: str) -> Form:
    """A reason alone."""
    form = Form(columns=1)
    form.add("reason", LongTextField(words_of_it, lines=3), required=True)
    return form


def _past_day(label: str, local: Local) -> DayField:
    return DayField(label, calendar=local.calendar, not_after=local.today)


def _legal_form(stands: str = "") -> ChoiceField:
    """A form of the rule book; what an imported list called it otherwise stays until another is chosen."""
    choices = [Choice(code, _(label)) for code, label in words.LEGAL_FORMS.items()]
    if stands and stands not in words.LEGAL_FORMS:
        choices.append(Choice(stands, stands))
    return ChoiceField(_("Legal form"), choices)


def _name_row() -> dict[str, Field]:
    return {
        "name": TextField(_("Name")),
        "kind": ChoiceField(_("What it is"), _choices(words.NAMES), usual=NameKind.LEGAL.value),
    }


def _principal_row() -> dict[str, Field]:
    return {
        "name": TextField(_("Full name")),
        "role": ChoiceField(_("Role"), _choices(words.ROLES), usual=PrincipalRole.OWNER.value),
    }


def _choices(labels: Mapping[Any, str]) -> list[Choice]:
    return [Choice(kind.value, capital(_(label))) for kind, label in labels.items()]
