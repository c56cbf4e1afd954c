"""What happens in the demo's office from January to July 2019, day by day."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from registry_app.agencies.rows import AgencyDraft
from registry_app.core.money import Money
from registry_app.core.progress import Progress
from registry_app.demo import agencies, complaints, guarantees, licensing
from registry_app.demo import listed as bureaus
from registry_app.demo.guarantees import Deposit
from registry_app.demo.licensing import End
from registry_app.demo.stage import Stage
from registry_app.guarantees.rules import Answered

FIRST_DAY: Final = date(2019, 1, 2)
LAST_DAY: Final = date(2019, 7, 15)
AGENCIES: Final = 320

# of each nine agencies of the demo one is licensed; the applications beside them stop on their way
_LICENSED_OF: Final = 9
_STOPPED: Final = (
    (End.REFUSED, date(2019, 4, 2)),
    (End.WITHDRAWN, date(2019, 5, 7)),
    (End.RETURNED, date(2019, 6, 12)),
    (End.PROPOSED, date(2019, 7, 1)),
    (End.EXAMINED, date(2019, 7, 4)),
    (End.LODGED, date(2019, 7, 11)),
    (End.PROPOSED, date(2019, 7, 3)),
    (End.EXAMINED, date(2019, 7, 5)),
    (End.LODGED, date(2019, 7, 12)),
)
# guarantees of agencies that have not applied yet: nobody asked the bank, too little, the bank denies, another paper
_DEPOSITS: Final = (
    Deposit(answer=None),
    Deposit(Money(6_000_000, "USD")),
    Deposit(answer=Answered.DENIED),
    Deposit(Money(2_500_000, "USD")),
    Deposit(answer=Answered.DIFFERS),
    Deposit(Money(9_999_900, "USD")),
    Deposit(answer=None),
)
_EXPIRING: Final = date(2019, 8, 31)
_PLANS: Final = (
    (date(2019, 4, 8), complaints.EXECUTED),
    (date(2019, 4, 15), complaints.PAID),
    (date(2019, 4, 16), complaints.DECIDED),
    (date(2019, 4, 23), complaints.DISMISSED),
    (date(2019, 5, 2), complaints.REPORTED),
    (date(2019, 5, 3), complaints.INADMISSIBLE),
    (date(2019, 5, 6), complaints.PAID),
    (date(2019, 5, 8), complaints.SETTLED),
    (date(2019, 5, 14), complaints.WITHDRAWN),
    (date(2019, 5, 20), complaints.REFERRED),
    (date(2019, 5, 22), complaints.DECIDED),
    (date(2019, 5, 27), complaints.HEARING),
    (date(2019, 6, 3), complaints.CONCILIATION),
    (date(2019, 6, 5), complaints.SETTLED),
    (date(2019, 6, 11), complaints.BLOCKED),
    (date(2019, 6, 13), complaints.HEARING),
    (date(2019, 6, 17), complaints.CONCILIATION),
    (date(2019, 6, 20), complaints.REFERRED),
    (date(2019, 6, 24), complaints.HEARING),
    (date(2019, 6, 26), complaints.CONCILIATION),
    (date(2019, 7, 2), complaints.ACKNOWLEDGED),
    (date(2019, 7, 5), complaints.ACKNOWLEDGED),
    (date(2019, 7, 9), complaints.ACKNOWLEDGED),
    (date(2019, 7, 11), complaints.RECEIVED),
    (date(2019, 7, 12), complaints.RECEIVED),
    (date(2019, 7, 15), complaints.RECEIVED),
)


def play(stage: Stage, count: int, progress: Progress) -> None:
    """Let half a year pass in an office with so many agencies; the rule book must be adopted and confirmed.

    With fewer agencies everything becomes less, but each kind of thing that the demo shows stays.
    """
    drafts = agencies.made_up_agencies(stage.chance, stage.words, count)
    licensed = max(count // _LICENSED_OF, 6)
    former = drafts[licensed + len(_STOPPED) :]
    sent = min(len(former) // 2, bureaus.MOST)  # the bureaus' list came as a file, the former register's was taken over
    taken_over, of_bureaus = former[:-sent], former[-sent:]
    listed: list[uuid.UUID] = []
    stage.agenda.at(
        FIRST_DAY + timedelta(days=5), lambda _day: listed.extend(agencies.take_over(stage, taken_over, progress))
    )
    stage.agenda.at(date(2019, 1, 22), lambda _day: _imported(stage, of_bureaus))
    for place in range(licensed):
        day = date(2019, 1, 10) + timedelta(days=place * 110 // licensed)
        stage.agenda.at(day, lambda on, place=place: _newcomer(stage, drafts[place], place, on))  # type: ignore[misc]
    for place, (end, day) in enumerate(_STOPPED, start=licensed):
        stage.agenda.at(day, lambda on, place=place, end=end: _stopped(stage, drafts[place], end, on))  # type: ignore[misc]
    for place, deposit in enumerate(_DEPOSITS[: max(len(taken_over) // 4, 4)]):
        day = date(2019, 6, 4) + timedelta(days=4 * place)
        stage.agenda.at(day, lambda on, at=place, what=deposit: _deposit(stage, listed[at], what, on))  # type: ignore[misc]
    for place, (day, plan) in enumerate(_PLANS):
        stage.agenda.at(day, lambda on, at=place, plan=plan: _complaint(stage, at, plan, on))  # type: ignore[misc]
    stage.agenda.at(date(2019, 6, 18), lambda _on: _suspend(stage))
    stage.agenda.at(date(2019, 6, 6), lambda on: licensing.revoke_and_set_aside(stage, stage.licensed[2], on))
    stage.agenda.run_through(LAST_DAY)


def _imported(stage: Stage, drafts: Sequence[AgencyDraft]) -> None:
    """The regional bureaus send their list as a file."""
    bureaus.bring_in(stage, drafts)


def _newcomer(stage: Stage, draft: AgencyDraft, place: int, day: date) -> None:
    """An agency comes to the counter, deposits, and applies a few days later; some for a second country."""
    agency = agencies.register(stage, draft)
    if place == 1:
        guarantees.lodge_in_birr(stage, agency, day, 290_000_000)
    elif place == 3:
        guarantees.lodge(stage, agency, day, Deposit(last=_EXPIRING))
    else:
        guarantees.lodge(stage, agency, day)
    wanted = [stage.chance.pick(stage.words.destinations)]
    if place % 10 == 4:
        wanted.append(stage.chance.pick([each for each in stage.words.destinations if each != wanted[0]]))
    for number, destination in enumerate(wanted):
        stage.agenda.at(
            day + timedelta(days=6 + 20 * number),
            lambda on, destination=destination: licensing.apply(stage, agency, on, destination),  # type: ignore[misc]
        )


def _stopped(stage: Stage, draft: AgencyDraft, end: End, day: date) -> None:
    """An agency whose application does not end in a licence, or has not yet."""
    agency = agencies.register(stage, draft)
    if end is not End.LODGED:
        guarantees.lodge(stage, agency, day)
    licensing.apply(stage, agency, day, stage.chance.pick(stage.words.destinations), end)


def _deposit(stage: Stage, agency: uuid.UUID, deposit: Deposit, day: date) -> None:
    """An agency of the old list brings its bank's paper."""
    guarantees.lodge(stage, agency, day, deposit)


def _complaint(stage: Stage, place: int, plan: tuple[tuple[str, int], ...], day: date) -> None:
    """A worker complains: about a third of the licensed agencies, and twice about somebody without a licence."""
    troubles = stage.words.troubles
    if plan is complaints.EXECUTED:
        against = stage.licensed[0]
        trouble = next(each for each in troubles if each.currency == "USD")
        complaints.receive(stage, day, plan, against, guarantees.of_agency(stage, against.agency_id), trouble)
        return
    concerned = stage.licensed[: max(len(stage.licensed) // 3, 2)]
    against_nobody = plan is complaints.REFERRED
    complaints.receive(stage, day, plan, None if against_nobody else concerned[place % len(concerned)])


def _suspend(stage: Stage) -> None:
    """One licence stands suspended on the demo's day."""
    licensing.suspend(stage, stage.licensed[-1], LAST_DAY + timedelta(days=60))
