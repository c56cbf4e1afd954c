"""Taking in at the counter: the line of the register, its scans and its slip in one transaction."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from registry_app.attachments import service as attachments
from registry_app.attachments.vault import Incoming
from registry_app.correspondence import queries, service
from registry_app.correspondence.rules import Direction
from registry_app.ui.counter import forms
from registry_app.ui.counter.forms import Desk, Values
from registry_app.ui.forms.files import ChosenFile


@dataclass(frozen=True)
class TakenIn:
    """A letter that was entered: its number, and its slip where papers were handed in."""

    letter: uuid.UUID
    number: str
    slip: uuid.UUID | None


def take_in_letter(desk: Desk, values: Values) -> TakenIn:
    """Enter the letter, keep its scans, make its slip: everything or nothing."""
    opened = desk.context.opened
    with _arriving(desk, values) as arrived, opened.transaction("letter:received") as (session, actor):
        letter = service.enter_letter(session, actor, Direction.INWARD, forms.inward_draft(values, desk))

        def keep(chosen: ChosenFile, title: str = "", kind: str = "scan") -> uuid.UUID:
            return attachments.attach(
                session, actor, opened.vault, arrived[chosen.path], subject_table="letter", subject_id=letter,
                kind=kind, title=title or chosen.name,
            )  # fmt: skip

        for each in values["scans"]:
            if each["file"] is not None:
                keep(each["file"], each["title"])
        slip = None
        if values["papers"]:
            slip = service.record_hand_in(
                session, actor, letter, brought_by=values["brought_by"], identity_seen=values["identity"],
                received_at=forms.stamp(values, desk), papers=forms.paper_lines(values, keep),
            )  # fmt: skip
        return TakenIn(letter, queries.number_of(session, letter), slip)


def take_in_slip(desk: Desk, letter: uuid.UUID, values: Values) -> uuid.UUID:
    """The slip of papers that came with a letter of the register, and their scans."""
    opened = desk.context.opened
    with _arriving(desk, values) as arrived, opened.transaction("papers:handed_in") as (session, actor):

        def keep(chosen: ChosenFile) -> uuid.UUID:
            return attachments.attach(
                session, actor, opened.vault, arrived[chosen.path], subject_table="letter", subject_id=letter,
                kind="scan", title=chosen.name,
            )  # fmt: skip

        return service.record_hand_in(
            session, actor, letter, brought_by=values["brought_by"], identity_seen=values["identity"],
            received_at=forms.stamp(values, desk), papers=forms.paper_lines(values, keep),
        )  # fmt: skip


@contextlib.contextmanager
def _arriving(desk: Desk, values: Values) -> Iterator[dict[Path, Incoming]]:
    """Every file of the form, taken in before the transaction so that no lock waits for the disk."""
    vault = desk.context.opened.vault
    with contextlib.ExitStack() as stack:
        yield {each.path: stack.enter_context(vault.incoming(each.path)) for each in forms.scans_of(values)}
