"""What each role may do. Combining rules (proposer is not approver) live in `four_eyes`, limits in `offices`."""

from __future__ import annotations

from typing import Final

from registry_app.core.roles import LABELS, PERMISSIONS, Role

__all__ = ["GRANTS", "LABELS", "PERMISSIONS", "Role", "permissions_of"]


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
