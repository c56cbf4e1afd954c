"""The five sums of each worker's allegation, kept apart: claimed, evidenced, ordered, settled, paid. Never netted.

Paid is what the worker has acknowledged; what somebody only says to have paid is shown beside it and counts nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry_app.complaints.rules import Source, SumKind
from registry_app.core.check_results import Verdict
from registry_app.core.money import Money, total
from registry_app.rulebook.terms import LastDay, Outcome, has_lapsed


@dataclass(frozen=True)
class SumRow:
    """One standing sum; `due` is when an ordered or settled one must be paid, None for the others."""

    allegation: int
    worker: str
    kind: SumKind
    amount: Money
    item: str = ""
    due: Outcome | None = None


@dataclass(frozen=True)
class PaymentRow:
    """One standing payment; `acknowledged_on` is None until the worker has said that he has the money."""

    allegation: int
    worker: str
    amount: Money
    source: Source
    paid_by: str
    paid_on: date
    reference: str
    acknowledged_on: date | None
    id: uuid.UUID | None = None


@dataclass(frozen=True)
class FiveSums:
    """The sums of one worker, allegation and currency, each by itself; `reported` waits for the worker's word."""

    worker: str
    allegation: int
    currency: str
    claimed: Money
    evidenced: Money
    ordered: Money
    settled: Money
    paid: Money
    reported: Money
    sources: tuple[Source, ...]

    @property
    def binding(self) -> Money:
        """What is owed by order or settlement; a decision sets aside the settled sums it replaces."""
        return self.ordered + self.settled


def money_table(sums: Iterable[SumRow], payments: Iterable[PaymentRow], on: date) -> list[FiveSums]:
    """The table by worker, allegation and currency; payments through the day, acknowledged through the day."""
    sums = list(sums)
    payments = [payment for payment in payments if payment.paid_on <= on]
    keys = {(row.worker, row.allegation, row.amount.currency) for row in sums}
    keys |= {(row.worker, row.allegation, row.amount.currency) for row in payments}
    return [_line(key, sums, payments, on) for key in sorted(keys)]


def _line(key: tuple[str, int, str], sums: list[SumRow], payments: list[PaymentRow], on: date) -> FiveSums:
    worker, allegation, currency = key
    own = [row for row in sums if (row.worker, row.allegation, row.amount.currency) == key]
    paid = [row for row in payments if (row.worker, row.allegation, row.amount.currency) == key]
    has_it = [row for row in paid if row.acknowledged_on is not None and row.acknowledged_on <= on]
    columns = {kind: total((row.amount for row in own if row.kind is kind), currency) for kind in SumKind}
    return FiveSums(
        worker,
        allegation,
        currency,
        columns[SumKind.CLAIMED],
        columns[SumKind.EVIDENCED],
        columns[SumKind.ORDERED],
        columns[SumKind.SETTLED],
        total((row.amount for row in has_it), currency),
        total((row.amount for row in paid if row not in has_it), currency),
        tuple(sorted({row.source for row in has_it})),
    )


@dataclass(frozen=True)
class Overdue:
    """Whether anything ordered or settled is past due on a day; `amount` is what is surely overdue."""

    verdict: Verdict
    amounts: tuple[Money, ...] = ()
    since: date | None = None
    reason: str = ""


def overdue(sums: Iterable[SumRow], payments: Iterable[PaymentRow], on: date) -> Overdue:
    """Whether the worker waits for money past its day. Payments go to what fell due first, then to what may have."""
    sums, payments = list(sums), list(payments)
    late: list[Money] = []
    since: list[date] = []
    doubts: list[str] = []
    for line in money_table(sums, payments, on):
        own = [row for row in sums if (row.worker, row.allegation) == (line.worker, line.allegation)]
        own = [row for row in own if row.due is not None and row.amount.currency == line.currency]
        lapsed = [(row, has_lapsed(row.due, on)) for row in own if row.due is not None]
        sure = total((row.amount for row, told in lapsed if told.verdict is Verdict.MET), line.currency)
        maybe = total((row.amount for row, told in lapsed if told.verdict is Verdict.CANNOT_TELL), line.currency)
        if line.paid < sure:
            late.append(sure - line.paid)
            since += [row.due.day for row, _told in lapsed if isinstance(row.due, LastDay) and row.due.day < on]
        elif line.paid < sure + maybe:
            doubts += [told.reason for _row, told in lapsed if told.verdict is Verdict.CANNOT_TELL]
    if late:
        return Overdue(Verdict.NOT_MET, tuple(late), min(since, default=None))
    if doubts:
        return Overdue(Verdict.CANNOT_TELL, reason=doubts[0])
    return Overdue(Verdict.MET)
