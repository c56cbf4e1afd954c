"""The office's days one after the other: a clock that is moved on, and what is to be done on which day."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta

from registry_app.core.dates import DAY

_STEP = timedelta(seconds=1)  # each look at the clock
_BETWEEN = timedelta(minutes=4)  # from one piece of work to the next


class TrainingClock:
    """A clock that moves by itself a second a look, and forward when it is told to."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        """The moment, which is over then."""
        self.moment += _STEP
        return self.moment

    def go_to(self, moment: datetime) -> None:
        """Move on to a later moment; an earlier one changes nothing."""
        self.moment = max(self.moment, moment)


class Agenda:
    """What is to be done on which working day. Work may put further work on the agenda, for its own day or later.

    `is_working_day` tells the office's days; work planned for another day is done on the next one.
    """

    def __init__(
        self, clock: TrainingClock, morning: Callable[[date], datetime], is_working_day: Callable[[date], bool]
    ) -> None:
        self._clock = clock
        self._morning = morning
        self._is_working_day = is_working_day
        self._waiting: list[tuple[date, int, Callable[[date], None]]] = []
        self._planned = 0

    def at(self, day: date, work: Callable[[date], None]) -> None:
        """Plan a piece of work; it is told the day on which it is done."""
        while not self._is_working_day(day):
            day += DAY
        self._planned += 1
        heapq.heappush(self._waiting, (day, self._planned, work))

    def run_through(self, last: date) -> None:
        """Do all that is planned through a day; what lies after it stays undone, as in every office."""
        while self._waiting and self._waiting[0][0] <= last:
            day, _order, work = heapq.heappop(self._waiting)
            self._clock.go_to(max(self._morning(day), self._clock.moment + _BETWEEN))
            work(day)
