"""Finding: one question over everything the person may read, the likeliest first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import AgencyName
from registry_app.core.actor import Actor
from registry_app.core.names import search_key
from registry_app.core.numbers import western_digits, with_check_digit
from registry_app.finding.describing import describe
from registry_app.finding.keeping import country_of
from registry_app.finding.matching import Found, find_mistyped, find_names, find_numbers, names_begun
from registry_app.finding.rules import NAMED, PERMISSIONS, Asked, Kind, number_key, read_question
from registry_app.finding.tables import is_ready
from registry_app.finding.words import Vocabulary
from registry_app.offices.models import NumberBlock
from registry_app.store.paging import among

_PER_KIND: Final = 8  # hits of one kind that are shown when others have some as well
_LONGEST_SERIAL: Final = 6  # digits of a running number without its office and year


@dataclass(frozen=True)
class Hit:
    """Something found: `label` is its number (empty for a person), `score` 0 to 100, 100 for what was typed exactly."""

    kind: Kind
    subject_id: uuid.UUID
    label: str
    title: str
    detail: str
    score: float


def find(
    session: Session,
    text: str,
    *,
    kinds: Iterable[Kind] = tuple(Kind),
    limit: int = 20,
    actor: Actor,
    vocabulary: Vocabulary | None = None,
) -> list[Hit]:
    """What the text may mean: hits of a kind stand together, the kind with the best hit first.

    Kinds the actor may not read are left out. Words are found in any script and by sound; slips of the keys are mended
    by `vocabulary`, which is read anew when none is given. Never raises for what was typed.
    """
    connection = session.connection()
    wanted = [kind for kind in kinds if actor.may(PERMISSIONS[kind])]
    asked = read_question(text, country_of(connection))
    if not wanted or not (asked.words or asked.numbers):
        return []
    found = _look_up(session, connection, text, asked, wanted, limit, vocabulary or Vocabulary())
    return _shown(session, found, limit)


def agencies_by_words(session: Session, text: str, most: int) -> list[uuid.UUID] | None:
    """Agencies in one of whose names words begin as those of the text, for lists that are narrowed while one types.

    None where the index cannot tell: it is not there, there are more than `most` such names, or a word is one letter.
    """
    connection = session.connection()
    words = search_key(text).split()
    if not words or not is_ready(connection):
        return None
    names = names_begun(connection, Kind.AGENCY, words, most)
    if names is None:
        return None
    sources = [uuid.UUID(bytes=source) for source, _subject in names]
    of_names = select(AgencyName.agency_id).where(
        among(session, AgencyName.id, sources)
    )  # of branches nothing is asked
    return list(dict.fromkeys(session.scalars(of_names)))


def _look_up(
    session: Session,
    connection: Connection,
    text: str,
    asked: Asked,
    kinds: Sequence[Kind],
    limit: int,
    vocabulary: Vocabulary,
) -> list[Found]:
    serials = _serials(session, text)
    found: list[Found] = []
    if asked.numbers or serials:
        for kind in kinds:
            found += find_numbers(connection, kind, asked.numbers, serials, limit)
    if not asked.is_number and not found:
        found += find_names(connection, [kind for kind in kinds if kind in NAMED], asked, vocabulary)
    if asked.numbers and not found:
        for kind in kinds:
            found += find_mistyped(connection, kind, asked.numbers, limit)
    return found


def _serials(session: Session, text: str) -> list[str]:
    """The whole numbers that a running number alone may mean: `412` for the office's `C-2019-00412-7` and its like."""
    digits = western_digits(text).strip()
    if not (digits.isdecimal() and digits.isascii() and len(digits) <= _LONGEST_SERIAL):
        return []
    serial = int(digits)
    found = select(NumberBlock.prefix).where(NumberBlock.first <= serial, NumberBlock.next > serial)
    return [number_key(with_check_digit(f"{prefix}{serial:05d}")) for prefix in session.scalars(found)]


def _shown(session: Session, found: Iterable[Found], limit: int) -> list[Hit]:
    best: dict[Kind, dict[bytes, Found]] = {}
    for each in found:
        of_kind = best.setdefault(each.kind, {})
        if each.subject not in of_kind or of_kind[each.subject].score < each.score:
            of_kind[each.subject] = each
    share = limit if len(best) == 1 else min(limit, _PER_KIND)
    groups = []
    for kind, of_kind in best.items():
        candidates = sorted(of_kind.values(), key=lambda each: (-each.score, each.subject))
        hits = _described(session, kind, candidates[:share])
        if len(hits) < share < len(candidates):  # some are shown in no list
            hits += _described(session, kind, candidates[share : 2 * share])
        if hits:
            groups.append(hits[:share])
    return _cut(groups, limit)


def _described(session: Session, kind: Kind, found: Sequence[Found]) -> list[Hit]:
    subjects = describe(session, kind, found)
    hits = []
    for each in found:
        subject_id = uuid.UUID(bytes=each.subject)
        if (subject := subjects.get(subject_id)) is not None:
            hits.append(Hit(kind, subject_id, subject.label, subject.title, subject.detail, each.score))
    return hits


def _cut(groups: list[list[Hit]], limit: int) -> list[Hit]:
    """So many hits, the weakest left out, but of each kind the best stays while there is room."""
    order = list(Kind)
    firsts = [hits[0] for hits in groups]
    others = sorted((hit for hits in groups for hit in hits[1:]), key=lambda hit: -hit.score)
    firsts.sort(key=lambda hit: (-hit.score, order.index(hit.kind)))
    kept = {(hit.kind, hit.subject_id) for hit in [*firsts, *others][:limit]}
    groups.sort(key=lambda hits: (-hits[0].score, order.index(hits[0].kind)))
    return [hit for hits in groups for hit in hits if (hit.kind, hit.subject_id) in kept]
