"""Who acts: an officer with permissions, an office and a day, as a plain value."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date

from registry_app.core.errors import NotPermitted
from registry_app.core.roles import permission_words, role_words
from registry_app.core.texts import _, say


@dataclass(frozen=True)
class Actor:
    """The person a verb is done by, on the office's day it is done.

    `permissions` are the codes of `access.permissions`; `role` is the role the person acts in, as the journal
    names it.
    """

    id: uuid.UUID
    name: str
    office_id: uuid.UUID
    today: date
    role: str = ""
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Whether this person holds the permission; the button asks the same question as the verb."""
        return permission in self.permissions

    def must(self, permission: str) -> None:
        """Raise `NotPermitted` unless this person holds the permission."""
        if not self.may(permission):
            raise NotPermitted(
                say(
                    _("{person}, signed in as {role}, may not do this: the permission {permission} is missing."),
                    person=self.name,
                    role=role_words(self.role) or "-",
                    permission=f"“{permission_words(permission)}”",
                ),
                hint=_("Ask an officer who holds it, or the administrator to give you the role."),
            )
