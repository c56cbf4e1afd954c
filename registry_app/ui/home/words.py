"""What the home page says: the greeting, how much is due, the state of a line, for whom it waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from registry_app.access.permissions import GRANTS, LABELS, Role
from registry_app.core.duties import Due, Waits
from registry_app.core.texts import N_, _, isolate, ngettext, say
from registry_app.desk.rules import URGENCY_LABELS, WAITS_LABELS, Tally, Urgency, View, urgency
from registry_app.licensing.status import LicenceState
from registry_app.ui import wording
from registry_app.ui.lists.source import Mark
from registry_app.ui.theme.tokens import State

NOON, EVENING, NIGHT = 12, 17, 4

VIEWS: Final = {
    View.MINE: N_("For me"),
    View.APPROVALS: N_("To approve"),
    View.SENT_BACK: N_("Sent back"),
    View.ALL: N_("All of the office"),
}
VIEW_TIPS: Final = {
    View.MINE: N_("Steps that you may take"),
    View.APPROVALS: N_("What others proposed and you may decide"),
    View.SENT_BACK: N_("Your own proposals that were declined"),
    View.ALL: N_("Every step, also what waits for others"),
}
# the headline and the advice of each empty view
NOTHING: Final = {
    View.MINE: (
        N_("Nothing waits for you"),
        N_("Every step you could take is done. Look at what waits in the whole office, or open a list on the side."),
    ),
    View.APPROVALS: (
        N_("Nothing waits for your approval"),
        N_("What an officer proposes and you may decide stands here at once, with the day by which the law wants it."),
    ),
    View.SENT_BACK: (
        N_("Nothing was sent back to you"),
        N_("A proposal of yours that is declined comes back here with the reason, until you propose it anew."),
    ),
    View.ALL: (
        N_("Nothing is due in the office"),
        N_("Steps appear by themselves: as soon as an application, a guarantee or a complaint comes in."),
    ),
}
_URGENCIES: Final = {
    Urgency.LATE: State.BAD,
    Urgency.TODAY: State.WARN,
    Urgency.SOON: State.INFO,
    Urgency.LATER: State.NEUTRAL,
    Urgency.NO_DAY: State.NEUTRAL,
}
# a valid licence has the chart's own first colour: of what is well there is most, and it should not shout
LICENCE_STATES: Final = {
    LicenceState.NOT_YET: State.INFO,
    LicenceState.LAPSED: State.WARN,
    LicenceState.SUSPENDED_INTERIM: State.WARN,
    LicenceState.SUSPENDED: State.BAD,
    LicenceState.EXPIRED: State.NEUTRAL,
    LicenceState.SURRENDERED: State.NEUTRAL,
    LicenceState.REVOKED: State.BAD,
}


def capital(words: str) -> str:
    """Words as they begin a cell or a line."""
    return words[:1].upper() + words[1:]


def greeting(hour: int, person: str) -> str:
    """Good morning, afternoon or evening, by the office's clock."""
    if NIGHT <= hour < NOON:
        words = _("Good morning, {person}")
    elif NOON <= hour < EVENING:
        words = _("Good afternoon, {person}")
    else:
        words = _("Good evening, {person}")
    return say(words, person=person)


def summary(mine: Tally, approvals: int) -> str:
    """How much is due today and late for the officer, and what waits for his approval."""
    told = []
    if mine.today:
        told.append(ngettext("{count} step is due today", "{count} steps are due today", mine.today))
    if mine.late and mine.today:
        told.append(ngettext("{count} is late", "{count} are late", mine.late))
    elif mine.late:
        told.append(ngettext("{count} step is late", "{count} steps are late", mine.late))
    counts = [each for each in (mine.today, mine.late) if each]
    if approvals:
        told.append(ngettext("{count} waits for your approval", "{count} wait for your approval", approvals))
        counts.append(approvals)
    if not told:
        return _("Nothing of yours is due today.")
    parts = [words.format(count=isolate(wording.count(count))) for words, count in zip(told, counts, strict=True)]
    return _(", ").join(parts) + _(".")


def state_of(line: Due, on: date) -> Mark:
    """Late and due today before all; else what the line waits for, or how near its day is."""
    degree = urgency(line.day, on)
    if degree not in (Urgency.LATE, Urgency.TODAY) and line.waits is not Waits.STEP:
        look = State.INFO if line.waits is Waits.APPROVAL else State.WARN
        return Mark(capital(_(WAITS_LABELS[line.waits])), look)
    words = WAITS_LABELS[line.waits] if degree is Urgency.NO_DAY else URGENCY_LABELS[degree]
    return Mark(capital(_(words)), _URGENCIES[degree])


def waits_for_whom(line: Due, officers: Mapping[str, str]) -> str:
    """The officer who has it in hand, else the roles that may do it; `officers` are names by hexadecimal id."""
    if line.officer_id is not None:
        return officers.get(line.officer_id.hex, "")
    roles = [role for role in Role if line.permission in GRANTS[role]]
    return ", ".join(_(LABELS[role]) for role in roles)


def explained(line: Due, officers: Mapping[str, str]) -> str:
    """Why the line is there: its source, since when it waits and for whom, and what was said."""
    told = [say(_("Source: {source}"), source=line.source)]
    if line.day is not None and not line.certain:
        told.append(_("the earliest day of several that the law can mean"))
    if line.since is not None:
        told.append(say(_("waits since {day}"), day=wording.day(line.since)))
    whom = waits_for_whom(line, officers)
    if whom:
        told.append(say(_("for: {whom}"), whom=whom))
    return " · ".join([*told, *([line.note] if line.note else [])])
