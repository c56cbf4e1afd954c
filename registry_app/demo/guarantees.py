"""Guarantees of the demo: lodged with the bank's letter, verified by another officer, some of them not or not enough."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from registry_app.core.dates import Period
from registry_app.core.money import Money
from registry_app.demo.stage import Stage
from registry_app.guarantees import service
from registry_app.guarantees.drafts import Lodging, RateFound, Verification
from registry_app.guarantees.queries import get_guarantee, held_by
from registry_app.guarantees.rules import Answered, InstrumentKind, Terms

ASKED: Final = Money(10_000_000, "USD")
_HOLDER: Final = "Ministry of Labour and Social Affairs; blocked, released with its permission only (art. 60(2))"


@dataclass(frozen=True)
class Deposit:
    """What an agency lodges, and what the bank answers; `answer` None means that nobody has asked it yet."""

    amount: Money = ASKED
    answer: Answered | None = Answered.CONFIRMED
    last: date | None = None


def lodge(stage: Stage, agency_id: uuid.UUID, day: date, deposit: Deposit | None = None) -> uuid.UUID:
    """The clerk takes the guarantee in; the bank's answer is entered three days later."""
    deposit = deposit or Deposit()
    chance = stage.chance
    bank, reference = chance.pick(stage.words.banks), f"BA-{chance.digits(7)}"
    letter = stage.paper("clerk", f"Blocked account {reference}", bank, f"Amount {deposit.amount}", kind="guarantee")
    lodging = Lodging(
        agency_id=agency_id,
        kind=InstrumentKind.BLOCKED_ACCOUNT,
        issuer=bank,
        issuer_branch=chance.pick(("Head office", "Station branch", "Market branch")),
        reference=reference,
        terms=Terms(deposit.amount, Period(day, deposit.last)),
        issued_on=day,
        lodged_on=day,
        holder=_HOLDER,
        original_held=f"Safe 1, folder {chance.whole(1, 60)}",
        attachment_id=letter,
    )
    guarantee: uuid.UUID = stage.does("clerk", service.lodge, lodging)
    answer = deposit.answer
    if answer is not None:
        stage.agenda.at(day + timedelta(days=3), lambda on: _answered(stage, guarantee, bank, answer, on))
    return guarantee


def _answered(stage: Stage, guarantee: uuid.UUID, bank: str, answer: Answered, on: date) -> None:
    letter = stage.paper("finance", f"Answer of the bank {on}", bank, answer.value, kind="verification")
    found = Verification(
        answer, on, stage.chance.pick(stage.words.bank_officers), "registered post to the bank's head office", letter
    )
    stage.does("finance", service.verify, guarantee, found)


def lodge_in_birr(stage: Stage, agency_id: uuid.UUID, day: date, minor: int) -> None:
    """A guarantee in birr; its worth in dollars is adopted by a rate of the day."""
    guarantee = lodge(stage, agency_id, day, Deposit(Money(minor, "ETB")))

    def value(on: date) -> None:
        rate = stage.does(
            "finance", service.record_rate, RateFound("USD", "ETB", "28.5000", on, "Rate made up for training")
        )
        instrument = f"Valuation note 1/{on.year} (made up for training)"
        stage.does("finance", service.value_by, guarantee, rate, instrument=instrument, effective_from=on)

    stage.agenda.at(day + timedelta(days=4), value)


def of_agency(stage: Stage, agency_id: uuid.UUID) -> uuid.UUID:
    """The guarantee that stands for an agency."""
    with stage.acting("finance", "demo:guarantee") as (session, actor):
        return get_guarantee(session, held_by(session, agency_id, actor.today)[0].number)
