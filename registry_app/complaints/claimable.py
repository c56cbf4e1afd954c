"""What workers of a complaint still have to get, for a claim on the agency's guarantee."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registry_app.complaints.queries import complaint_card, complaints_against, worker_ids
from registry_app.core.money import Money, total


@dataclass(frozen=True)
class Owed:
    """A worker by pseudonym and what is ordered or settled for him and not paid, a sum for each currency."""

    worker_id: uuid.UUID
    pseudonym: str
    sums: tuple[Money, ...]

    def in_currency(self, currency: str) -> Money:
        """What is owed in a currency; nothing where nothing is."""
        return total((each for each in self.sums if each.currency == currency), currency)


@dataclass(frozen=True)
class Claimable:
    """A complaint as a claim names it, with every worker of it."""

    id: uuid.UUID
    number: str
    received_on: date
    workers: tuple[Owed, ...]


def list_against(session: Session, agency_id: uuid.UUID) -> list[tuple[uuid.UUID, str, date]]:
    """Complaints against an agency or a duplicate of it: id, number, received on; newest first."""
    found = complaints_against(session, agency_id)
    return [(each.id, each.number, each.received_on) for each in reversed(found)]


def claimable(session: Session, complaint_id: uuid.UUID, on: date) -> Claimable:
    """What the workers of a complaint still have to get on a day; payments that nobody confirmed yet count as paid."""
    card = complaint_card(session, complaint_id, on)
    ids = worker_ids(session, complaint_id)
    owed: dict[str, list[Money]] = {worker.pseudonym: [] for worker in card.workers}
    for line in card.money:
        left = line.binding - line.paid - line.reported
        if left.minor > 0:
            owed[line.worker].append(left)
    workers = tuple(Owed(ids[name], name, _added(sums)) for name, sums in owed.items())
    return Claimable(card.row.id, card.row.number, card.row.received_on, workers)


def _added(sums: Sequence[Money]) -> tuple[Money, ...]:
    currencies = sorted({each.currency for each in sums})
    return tuple(total((each for each in sums if each.currency == currency), currency) for currency in currencies)
