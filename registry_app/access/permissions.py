"""What each role may do. Combining rules (proposer is not approver) live in `four_eyes`, limits in `offices`."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from registry_app.core.texts import N_


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

_READ = {"register:read"}
_COUNTER = {
    "attachment:add",
    "correspondence:enter",
    "service:record",
    "file:handle",
    "person:change",
    "agency:register",
    "agency:change",
    "application:lodge",
    "fee:record",
    "employer:change",
    "complaint:receive",
    "guarantee:lodge",
}

GRANTS: Final[dict[Role, frozenset[str]]] = {
    Role.CLERK: frozenset(_READ | _COUNTER | {"list:import", "certificate:issue"}),
    Role.LICENSING: frozenset(
        _READ
        | _COUNTER
        | {"application:examine", "decision:propose", "certificate:issue", "list:import", "measure:impose"}
    ),
    Role.FINANCE: frozenset(
        _READ
        | {"attachment:add", "guarantee:lodge", "guarantee:verify", "guarantee:claim", "guarantee:pay", "fee:record"}
    ),
    Role.COMPLAINTS: frozenset(
        _READ
        | {
            "attachment:add",
            "employer:change",
            "complaint:receive",
            "complaint:conciliate",
            "complaint:decide",
            "guarantee:claim",
            "measure:impose",
            "service:record",
            "correspondence:enter",
            "person:change",
        }
    ),
    Role.CUSTODIAN: frozenset(_READ | {"identity:open"}),
    Role.INSPECTOR: frozenset(_READ | {"attachment:add", "correspondence:enter"}),
    Role.DIRECTOR: frozenset(
        _READ
        | {
            "attachment:add",
            "ban:impose",
            "decision:approve",
            "guarantee:approve",
            "certificate:issue",
            "certificate:withdraw",
            "measure:impose",
            "proposal:decide",
            "rulebook:confirm",
            "number:void",
            "journal:read",
            "journal:verify",
        }
    ),
    Role.AUDITOR: frozenset(_READ | {"journal:read", "journal:verify", "register:export"}),
    # the administrator runs the register but neither decides nor sees complainants
    Role.ADMINISTRATOR: frozenset(
        _READ
        | {
            "user:manage",
            "office:manage",
            "rulebook:adopt",
            "rulebook:confirm",
            "backup:make",
            "key:manage",
            "register:export",
            "journal:read",
            "journal:verify",
            "list:import",
            "agency:register",
            "agency:change",
        }
    ),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """Everything these roles may do together."""
    return frozenset().union(*(GRANTS[role] for role in roles)) if roles else frozenset()
