"""The words of kinds that the agencies' pages show."""

from __future__ import annotations

from typing import Final

from registry_app.agencies.rules import CONTACT_WORDS, AddressKind, NameKind, PrincipalRole
from registry_app.core.texts import N_, _, isolate

NAMES: Final = {
    NameKind.LEGAL: N_("legal name"),
    NameKind.TRADING: N_("trading name"),
    NameKind.FORMER: N_("former name"),
    NameKind.ABBREVIATION: N_("abbreviation"),
}
ADDRESSES: Final = {
    AddressKind.REGISTERED: N_("registered address"),
    AddressKind.OPERATING: N_("office"),
    AddressKind.PUBLIC: N_("counter for workers"),
}
CONTACTS: Final = CONTACT_WORDS
ROLES: Final = {
    PrincipalRole.OWNER: N_("owner"),
    PrincipalRole.PARTNER: N_("partner"),
    PrincipalRole.SHAREHOLDER: N_("shareholder"),
    PrincipalRole.DIRECTOR: N_("director of the agency"),
    PrincipalRole.MANAGER: N_("manager"),
    PrincipalRole.OFFICER: N_("officer of the agency"),
    PrincipalRole.REPRESENTATIVE: N_("representative"),
}
LEGAL_FORMS: Final = {
    "sole_proprietor": N_("Sole proprietor"),
    "partnership": N_("Partnership"),
    "share_company": N_("Share company"),
    "private_limited_company": N_("Private limited company"),
}


def legal_form_words(form: str) -> str:
    """A rule book's code in words; what somebody typed, isolated, as it is."""
    return _(LEGAL_FORMS[form]) if form in LEGAL_FORMS else isolate(form) if form else ""
