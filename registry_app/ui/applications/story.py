"""What happened to an application and when, for its timeline; and what its clocks say."""

from __future__ import annotations

from datetime import date

from registry_app.core.texts import _, isolate, say
from registry_app.licensing.records import ExaminationRow
from registry_app.licensing.rules import STATE_LABELS
from registry_app.proceedings.queries import ClockView, NoticeRow
from registry_app.ui import wording
from registry_app.ui.applications.columns import STATES
from registry_app.ui.applications.decisions import kind_words, standing_mark
from registry_app.ui.applications.shown import ShownApplication
from registry_app.ui.code_words import capital
from registry_app.ui.theme.tokens import State
from registry_app.ui.widgets.timeline import Event
from registry_app.ui.widgets.verdicts import verdict_word

_Dated = tuple[date, int, Event]


def events(shown: ShownApplication) -> list[Event]:
    """Everything that happened, newest first."""
    found: list[_Dated] = []
    for number, move in enumerate(shown.card.moves):
        who = shown.names.get(move.by_id, "?")
        detail = say(_("{person}: {reason}"), person=who, reason=move.reason) if move.reason else who
        words = capital(_(STATE_LABELS[move.to_state]))
        found.append((move.on_day, number * 10, Event(wording.day(move.on_day), words, detail, STATES[move.to_state])))
    found += [_examined(shown, each) for each in shown.card.examinations]
    for decision in shown.card.decisions:
        mark = standing_mark(decision)
        day = decision.decided_on or decision.proposed_on
        words = say(_("{decision}: {standing}"), decision=kind_words(decision), standing=mark.words)
        found.append((day, 900, Event(wording.day(day), words, "; ".join(decision.provisions), mark.state, "gavel")))
    for notice in shown.card.notices:
        found += _notice(notice)
    for clock in shown.card.clocks:
        found += _clock(clock)
    found.sort(key=lambda each: each[:2], reverse=True)
    return [event for _day, _order, event in found]


def _examined(shown: ShownApplication, examined: ExaminationRow) -> _Dated:
    who = shown.names.get(examined.examined_by, "?")
    words = say(_("Checks run: {verdict}"), verdict=verdict_word(examined.verdict))
    event = Event(wording.day(examined.examined_on), words, who, State.INFO, "list-check")
    return examined.examined_on, 500, event


def _notice(notice: NoticeRow) -> list[_Dated]:
    found = [(notice.issued_on, 600, _told(notice.issued_on, _("Intended refusal announced"), notice.grounds, "send"))]
    if notice.served_on is not None:
        found.append((notice.served_on, 610, _told(notice.served_on, _("Notice served with proof"), "", "mail-opened")))
    if notice.replied_on is not None:
        found.append((notice.replied_on, 620, _told(notice.replied_on, _("The agency replied"), notice.reply, "mail")))
    return found


def _clock(clock: ClockView) -> list[_Dated]:
    found = []
    if clock.start_on is not None:
        event = _told(clock.start_on, _("The time to decide begins"), clock.provision, "player-play")
        found.append((clock.start_on, 700, event))
    for pause in clock.pauses:
        words, detail = (
            _("The clock stands still"),
            " · ".join(isolate(each) for each in (pause.ground, pause.provision) if each),
        )
        found.append((pause.stopped_on, 701, _told(pause.stopped_on, words, detail, "player-pause")))
        if pause.resumed_on is not None:
            found.append((pause.resumed_on, 702, _told(pause.resumed_on, _("The clock runs on"), "", "player-play")))
    return found


def _told(day: date, words: str, detail: str, icon: str) -> Event:
    return Event(wording.day(day), words, detail, State.INFO, icon)
