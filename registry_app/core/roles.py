"""Roles and permissions by name: codes as records and the journal hold them, and the words people know them by.

What a role may do is `access.permissions`' matter.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from registry_app.core.texts import N_, _


class Role(StrEnum):
    """The roles of mission.md; a person may hold several, each from a day to a day."""

    CLERK = "clerk"
    LICENSING = "licensing_officer"
    FINANCE = "finance_officer"
    COMPLAINTS = "complaints_officer"
    CUSTODIAN = "custodian"
    INSPECTOR = "inspector"
    DIRECTOR = "director"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


LABELS: Final = {
    Role.CLERK: N_("registry clerk"),
    Role.LICENSING: N_("licensing officer"),
    Role.FINANCE: N_("finance officer"),
    Role.COMPLAINTS: N_("complaints officer"),
    Role.CUSTODIAN: N_("custodian of sealed identities"),
    Role.INSPECTOR: N_("inspector"),
    Role.DIRECTOR: N_("director"),
    Role.AUDITOR: N_("auditor"),
    Role.ADMINISTRATOR: N_("administrator"),
}

PERMISSIONS: Final = {
    "register:read": N_("read the register"),
    "journal:read": N_("read the journal"),
    "journal:verify": N_("verify the journal and prove entries"),
    "register:export": N_("export the register"),
    "user:manage": N_("add users, give roles, set passwords"),
    "office:manage": N_("offices, holidays, number blocks, authorities"),
    "number:void": N_("void a number with its reason"),
    "rulebook:adopt": N_("adopt a rule book"),
    "rulebook:confirm": N_("confirm or correct a value of the rule book"),
    "backup:make": N_("make a backup, rehearse a restore"),
    "key:manage": N_("replace office keys"),
    "attachment:add": N_("add a file"),
    "correspondence:enter": N_("enter what came in and went out"),
    "service:record": N_("record the service of a document with its proof"),
    "file:handle": N_("open, charge out and hand over paper files"),
    "person:change": N_("enter and change persons"),
    "agency:register": N_("register an agency"),
    "agency:change": N_("change an agency"),
    "application:lodge": N_("take in an application"),
    "application:examine": N_("verify papers and examine an application"),
    "decision:propose": N_("propose a decision"),
    "decision:approve": N_("approve a decision somebody else proposed"),
    "measure:impose": N_("impose an interim measure"),
    "ban:impose": N_("enter, lift and set aside bans on persons and names"),
    "proposal:decide": N_("take or decline a proposal"),
    "fee:record": N_("record fees due and paid"),
    "guarantee:lodge": N_("lodge a guarantee"),
    "guarantee:verify": N_("verify a guarantee with its issuer"),
    "guarantee:claim": N_("propose a claim on a guarantee"),
    "guarantee:approve": N_("approve a claim somebody else proposed"),
    "guarantee:pay": N_("record a pay-out"),
    "employer:change": N_("enter and change employers"),
    "complaint:receive": N_("receive a complaint"),
    "complaint:conciliate": N_("conciliate, settle, refer a complaint"),
    "complaint:decide": N_("decide a complaint"),
    "identity:open": N_("open a sealed identity, with a reason"),
    "certificate:issue": N_("issue and reprint certificates"),
    "certificate:withdraw": N_("withdraw a certificate"),
    "list:import": N_("import a list and take it back"),
}


def role_words(codes: str) -> str:
    """Roles in words; `codes` as the journal names them, several joined by a plus. An unknown one stays as it is."""
    return ", ".join(_(LABELS[Role(each)]) if each in set(Role) else each for each in codes.split("+"))


def permission_words(code: str) -> str:
    """A permission in words; an unknown one stays as it is."""
    return _(PERMISSIONS[code]) if code in PERMISSIONS else code
