"""Rows in groups, and which agency of the register each group is about: by the list's number, else by the very name."""

from __future__ import annotations

import uuid
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyName
from registry_app.agencies.rows import AddressDraft, AgencyDraft, ContactDraft, Making, problems
from registry_app.exchange.drafting import Gathered, Parts, Person, parts_of, principal_draft
from registry_app.exchange.dry_run import Prepared
from registry_app.exchange.fields import AGENCY_NUMBER, LICENCE_NUMBER
from registry_app.exchange.grouping import group_of, name_key
from registry_app.exchange.mapping import Grouping
from registry_app.exchange.mapping import Mapping as ColumnMapping
from registry_app.exchange.problems import Finding
from registry_app.exchange.row_reading import fold_key
from registry_app.exchange.rules import ImportKind
from registry_app.licensing.models import Licence, ListedLicence

_REMEMBERED: Final = 20_000


@dataclass
class Known:
    """The agencies of the register that stand: by number, by licence number (ours or a list's), by folded name."""

    numbers: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    licences: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[uuid.UUID, str] = field(default_factory=dict)
    every_number: set[str] = field(default_factory=set)

    def find(self, group: Gathered, mapping: ColumnMapping) -> set[uuid.UUID]:
        """The agencies that a group may be; a number decides before a name."""
        if mapping.grouping is Grouping.KEY and group.key:
            by_key = self.licences if mapping.key == LICENCE_NUMBER else self.numbers
            if found := by_key.get(fold_key(group.key)):
                return found
            if mapping.key in (LICENCE_NUMBER, AGENCY_NUMBER):
                return set()
        if group.number and (found := self.numbers.get(fold_key(group.number))):
            return found
        return set().union(*(self.names.get(name_key(name), set()) for name in group.names))

    def label(self, agencies: Iterable[uuid.UUID]) -> str:
        """Their numbers, for a sentence."""
        return ", ".join(sorted(self.labels[agency] for agency in agencies))


def known_agencies(session: Session) -> Known:
    """What the register knows its standing agencies by; those merged or set aside do not stand."""
    known = Known()
    known.every_number.update(map(fold_key, session.scalars(select(Agency.number))))
    standing = select(Agency.id, Agency.number).where(Agency.set_aside_on.is_(None), Agency.merged_into_id.is_(None))
    for agency_id, number in session.execute(standing):
        known.labels[agency_id] = number
        known.numbers[fold_key(number)].add(agency_id)
    _note(session, known.licences, select(Licence.agency_id, Licence.number), known.labels)
    listed = select(ListedLicence.agency_id, ListedLicence.number).where(ListedLicence.taken_back_on.is_(None))
    _note(session, known.licences, listed, known.labels)
    for agency_id, name in session.execute(select(AgencyName.agency_id, AgencyName.name)):
        if agency_id in known.labels:
            known.names[name_key(name)].add(agency_id)
    return known


def _note(
    session: Session,
    found: dict[str, set[uuid.UUID]],
    numbers: Select[uuid.UUID, str],
    standing: Mapping[uuid.UUID, str],
) -> None:
    for agency_id, number in session.execute(numbers):
        if number and agency_id in standing:
            found[fold_key(number)].add(agency_id)


LEFT_OUT: Final = -2  # place of a row that the officer did not choose
HELD: Final = -1  # place of a row that has a problem of its own


@dataclass
class Matched:
    """The chosen rows of a list in groups.

    `places` holds for each row of the list, in its order, the place of its group in `groups`, or `HELD` or `LEFT_OUT`.
    `agencies` holds for each group its agency, `None` while it has none. `held` are the problems of rows by number,
    `wrong` those of groups by place.
    """

    groups: list[Gathered] = field(default_factory=list)
    agencies: list[uuid.UUID | None] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("l"))
    held: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    wrong: dict[int, Finding] = field(default_factory=dict)

    def is_new(self, place: int) -> bool:
        """Whether a group is an agency that the register does not know yet."""
        return self.agencies[place] is None and place not in self.wrong

    def problems_of(self, row: int, place: int) -> tuple[Finding, ...]:
        """What is wrong with a row or with its group."""
        if place >= 0:
            return (self.wrong[place],) if place in self.wrong else ()
        return self.held.get(row, ())


def match(prepared: Prepared, kind: ImportKind, rows: frozenset[int] | None, known: Known, making: Making) -> Matched:
    """The chosen rows in groups, compared with the register; what is wrong is said by row or by group.

    Adding refuses agencies that the register knows; updating refuses those it does not know.
    """
    matched = Matched()
    by_group: dict[str, int] = {}
    refused = _Refusals(making)
    for reading in prepared.readings():
        number = reading.row.number
        if rows is not None and number not in rows:
            matched.places.append(LEFT_OUT)
            continue
        problems = reading.problems
        if reading.entry is not None:
            parts = parts_of(reading.entry)
            wrong = refused.of(parts, number)
            problems = (wrong,) if wrong else ()
        if reading.entry is None or problems:
            matched.held[number] = problems
            matched.places.append(HELD)
            continue
        group = group_of(reading.entry, prepared.mapping.grouping)
        place = by_group.setdefault(group, len(matched.groups))
        if place == len(matched.groups):
            matched.groups.append(Gathered(reading.entry.key, number, reading.entry.name))
        matched.groups[place].add(reading.entry.name, parts)
        matched.places.append(place)
    for place, gathered in enumerate(matched.groups):
        found = known.find(gathered, prepared.mapping)
        finding = _finding(gathered, found, known, kind) or (None if found else refused.of_number(gathered, known))
        if finding is not None:
            matched.wrong[place] = finding
        matched.agencies.append(next(iter(found)) if found and finding is None else None)
    return matched


def _finding(gathered: Gathered, found: set[uuid.UUID], known: Known, kind: ImportKind) -> Finding | None:
    label = (("agency", known.label(found)),)
    if len(found) > 1:
        return Finding("several-known", gathered.first_row, value=gathered.name, data=label)
    if found and kind is ImportKind.ADD:
        return Finding("known-already", gathered.first_row, value=gathered.name, data=label)
    if not found and kind is ImportKind.UPDATE:
        return Finding("not-known", gathered.first_row, value=gathered.name)
    return None


_Tried = AddressDraft | ContactDraft | Person | tuple[str, str] | None


def _draft_of(what: _Tried) -> AgencyDraft:
    """An agency of which nothing else is known."""
    if isinstance(what, AddressDraft):
        return AgencyDraft("-", addresses=(what,))
    if isinstance(what, ContactDraft):
        return AgencyDraft("-", contacts=(what,))
    if isinstance(what, Person):
        return AgencyDraft("-", principals=(principal_draft(what),))
    tax_number, legal_form = what or ("", "")
    return AgencyDraft("-", tax_number=tax_number, legal_form=legal_form)


class _Refusals:
    """What the register itself would refuse of a row, told for that row alone; each thing is tried once."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._tried: dict[_Tried, tuple[str, str] | None] = {}
        self._numbers: set[str] = set()

    def of(self, parts: Parts, row: int) -> Finding | None:
        """The first thing of a row that cannot be entered; `None` where all can."""
        for what in (parts.address, *parts.contacts, parts.principal, (parts.tax_number, parts.legal_form)):
            said = self._try(what)
            if said is not None:
                return Finding("agency-refused", row, data=(("reason", said[0]), ("hint", said[1])))
        return None

    def _try(self, what: _Tried) -> tuple[str, str] | None:
        if what is None:
            return None
        if what not in self._tried:
            if len(self._tried) > _REMEMBERED:
                self._tried.clear()
            found = problems(_draft_of(what), self._making)
            self._tried[what] = (found[0].sentence, found[0].hint) if found else None
        return self._tried[what]

    def of_number(self, gathered: Gathered, known: Known) -> Finding | None:
        """A number of the register that another agency has, in the register or on this list."""
        number = gathered.number.strip().upper()
        if not number:
            return None
        if number in self._numbers or fold_key(number) in known.every_number:
            return Finding("key-repeated", gathered.first_row, value=number, data=(("other", "?"),))
        self._numbers.add(number)
        return None
