"""The lines of the finder as plain values: what was found by kind, pages and verbs, places one came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rapidfuzz import fuzz

from registry_app.core.names import search_key
from registry_app.core.texts import N_, _
from registry_app.finding.queries import Hit
from registry_app.finding.rules import Kind

GROUPS: Final = {
    Kind.AGENCY: (N_("Agencies"), "building"),
    Kind.LICENCE: (N_("Licences"), "id-badge-2"),
    Kind.PERSON: (N_("Persons"), "user"),
    Kind.APPLICATION: (N_("Applications"), "clipboard-list"),
    Kind.GUARANTEE: (N_("Guarantees"), "shield-check"),
    Kind.COMPLAINT: (N_("Complaints"), "message-report"),
    Kind.CERTIFICATE: (N_("Certificates"), "certificate"),
    Kind.LETTER: (N_("Letters"), "mail"),
    Kind.FILE: (N_("Paper files"), "folder"),
}
_SURE: Final = 70.0  # what was found by its words or number stands before the verbs; what only sounds so after them
_MOST_COMMANDS: Final = 5
_LIKE: Final = 80  # of a hundred: a verb's words with a slip of the keys


@dataclass(frozen=True)
class Command:
    """A page or a verb of the table of actions: its words translated, its keys in Qt's English form."""

    code: str
    words: str
    keys: str = ""
    icon: str = "command"


@dataclass(frozen=True)
class Recent:
    """Somewhere one was; `place` is handed back as it is."""

    words: str
    place: object
    detail: str = ""
    icon: str = "history"


@dataclass(frozen=True)
class Line:
    """One line: a heading of a group (without `what`), or something that can be chosen."""

    title: str
    what: Hit | Command | Recent | None = None
    label: str = ""
    detail: str = ""
    icon: str = ""
    keys: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names a group."""
        return self.what is None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.label, self.detail, self.keys) if part)


def lines_for(text: str, hits: Sequence[Hit], commands: Iterable[Command]) -> list[Line]:
    """What is shown for a question: groups in the order of their best hit, verbs where they are the surer."""
    verbs = _grouped(_("Pages and commands"), [_command(each) for each in matching(text, commands)])
    sure: list[Line] = []
    loose: list[Line] = []
    for kind, group in groupby(hits, key=lambda hit: hit.kind):
        of_kind = list(group)
        name, icon = GROUPS[kind]
        target = sure if of_kind[0].score >= _SURE else loose
        target += _grouped(_(name), [_hit(each, icon) for each in of_kind])
    return [*sure, *verbs, *loose]


def lines_before_asking(recent: Sequence[Recent], commands: Sequence[Command]) -> list[Line]:
    """What is shown while nothing is typed: where one was, and some of what can be done."""
    visited = [Line(each.words, each, detail=each.detail, icon=each.icon) for each in recent]
    return [
        *_grouped(_("Recent"), visited),
        *_grouped(_("Pages and commands"), [_command(each) for each in commands[:_MOST_COMMANDS]]),
    ]


def matching(text: str, commands: Iterable[Command]) -> list[Command]:
    """Pages and verbs each of whose typed words begins one of theirs, or that are nearly so written."""
    wanted = search_key(text).split()
    if not wanted:
        return []
    ranked = []
    for command in commands:
        words = search_key(command.words.replace("&", "")).split()
        if all(any(word.startswith(each) for word in words) for each in wanted):
            ranked.append((0, len(words), command))
        elif all(
            len(each) > 3 and any(fuzz.ratio(each, word[: len(each) + 1]) >= _LIKE for word in words) for each in wanted
        ):
            ranked.append((1, len(words), command))
    ranked.sort(key=lambda each: each[:2])
    return [command for _rank, _length, command in ranked[:_MOST_COMMANDS]]


def _grouped(heading: str, lines: Sequence[Line]) -> list[Line]:
    return [Line(heading), *lines] if lines else []


def _hit(hit: Hit, icon: str) -> Line:
    return Line(hit.title or hit.label, hit, hit.label if hit.title else "", hit.detail, icon)


def _command(command: Command) -> Line:
    return Line(command.words.replace("&", ""), command, icon=command.icon, keys=command.keys)
