"""Which agency of the register a group of rows is about: by the list's number, else by the very same name."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency, AgencyName
from registry_app.exchange.drafting import Gathered
from registry_app.exchange.fields import AGENCY_NUMBER, LICENCE_NUMBER
from registry_app.exchange.grouping import name_key
from registry_app.exchange.mapping import Grouping
from registry_app.exchange.mapping import Mapping as ColumnMapping
from registry_app.exchange.row_reading import fold_key
from registry_app.licensing.models import Licence, ListedLicence


@dataclass
class Known:
    """The agencies of the register that stand: by number, by licence number (ours or a list's), by folded name."""

    numbers: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    licences: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[uuid.UUID, str] = field(default_factory=dict)

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
