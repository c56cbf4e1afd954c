"""The words of kinds that the agencies' pages show."""

from __future__ import annotations

from typing import Final

from registry_app.agencies.rules import AddressKind, ContactKind, NameKind, PrincipalRole
from registry_app.core.texts import N_

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
CONTACTS: Final = {
    ContactKind.PHONE: N_("telephone"),
    ContactKind.E_MAIL: N_("e-mail"),
    ContactKind.SITE: N_("web site"),
    ContactKind.FAX: N_("fax"),
}
ROLES: Final = {
    PrincipalRole.OWNER: N_("owner"),
    PrincipalRole.PARTNER: N_("partner"),
    PrincipalRole.SHAREHOLDER: N_("shareholder"),
    PrincipalRole.DIRECTOR: N_("director of the agency"),
    PrincipalRole.MANAGER: N_("manager"),
    PrincipalRole.OFFICER: N_("officer of the agency"),
    PrincipalRole.REPRESENTATIVE: N_("representative"),
}
