"""What the demo's stories are played on: officers who act, the vault of files, chance, the agenda.

`build` makes it from a register that was just begun: the demo stands left of it and is handed everything.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from registry_app.attachments import service as attachments
from registry_app.attachments.vault import Vault
from registry_app.core.actor import Actor
from registry_app.demo.agenda import Agenda
from registry_app.demo.chance import Chance
from registry_app.demo.papers import page
from registry_app.demo.words import Words
from registry_app.licensing.examining import Check

Acting = Callable[[str, str], AbstractContextManager[tuple[Session, Actor]]]
"""One transaction by an officer (login) for a verb (how it is called where it is refused)."""


@dataclass(frozen=True)
class Licensed:
    """A licence that was granted in the demo."""

    agency_id: uuid.UUID
    number: str
    destination: str


@dataclass
class Stage:
    """The office of the demo, with what came of its stories so far."""

    acting: Acting
    vault: Vault
    checks: Sequence[Check]
    chance: Chance
    words: Words
    agenda: Agenda
    licensed: list[Licensed] = field(default_factory=list)

    def does(self, login: str, verb: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """One verb by an officer, in a transaction of its own."""
        with self.acting(login, f"demo:{verb.__name__}") as (session, actor):
            return verb(session, actor, *args, **named)

    def file(
        self,
        session: Session,
        actor: Actor,
        content: bytes,
        name: str,
        *,
        kind: str,
        about: tuple[str, uuid.UUID | None] = ("", None),
        sealed: bool = False,
    ) -> uuid.UUID:
        """Put a file into the register, to a record where one is named; sealed where it could name a worker."""
        arrived = self.vault.take_in(io.BytesIO(content), name, sealed=sealed)
        table, identifier = about
        return attachments.attach(
            session, actor, self.vault, arrived, subject_table=table, subject_id=identifier, kind=kind
        )

    def paper(self, login: str, title: str, *lines: str, kind: str = "evidence", sealed: bool = False) -> uuid.UUID:
        """A page made up for the occasion, added by an officer in a transaction of its own."""
        with self.acting(login, "demo:paper") as (session, actor):
            return self.file(session, actor, page(title, lines), f"{title}.pdf", kind=kind, sealed=sealed)
