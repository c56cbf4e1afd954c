"""Reading marks, bans and adverse notes: who shares what with whom, who is alike."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from registry_app.core.errors import NotFound
from registry_app.core.likeness import likeness, skeleton, skeleton_likeness
from registry_app.core.texts import _
from registry_app.persons.models import PersonDocument
from registry_app.persons.queries import get_card
from registry_app.screening.models import AdverseNote, Ban, Mark
from registry_app.screening.rules import LIKE_NAMES, LIKE_SKELETONS, MarkKind

_COARSE = 60  # of a hundred: what the quick comparison must reach before the exact one is asked
_IN_ONE_QUESTION = 500  # keys


@dataclass(frozen=True)
class MarkRow:
    """A mark of a subject."""

    kind: MarkKind
    key: str
    subject_table: str
    subject_id: uuid.UUID
    source_table: str
    source_id: uuid.UUID
    valid_to: date | None


@dataclass(frozen=True)
class Alike:
    """A subject whose name is like the one asked about; `likeness` is in hundredths, 100 for the same skeleton."""

    subject_table: str
    subject_id: uuid.UUID
    likeness: int


@dataclass(frozen=True)
class BanRow:
    """A ban as lists show it; `in_force` on the day asked about."""

    id: uuid.UUID
    person_id: uuid.UUID | None
    name: str
    scope: str
    reason: str
    provision: str
    decision: str
    valid_from: date
    valid_to: date | None
    permanent: bool
    lift_authority: str
    lifted_on: date | None
    set_aside_on: date | None
    in_force: bool


@dataclass(frozen=True)
class Shared:
    """A mark that a subject shares with one under an adverse decision."""

    kind: MarkKind
    likeness: int
    other_table: str
    other_id: uuid.UUID
    ground: str
    provision: str
    since: date


def list_marks(session: Session, subject_id: uuid.UUID, *, on: date | None = None) -> list[MarkRow]:
    """The marks of a subject; with `on` only those that hold on the day, otherwise old ones too."""
    found = select(Mark).where(Mark.subject_id == subject_id).order_by(Mark.kind, Mark.key, Mark.id)
    if on is not None:
        found = found.where(_holds(on))
    return [_mark(each) for each in session.scalars(found)]


def find_by_keys(
    session: Session, keys: Iterable[tuple[MarkKind, str]], *, but: uuid.UUID | None = None
) -> list[MarkRow]:
    """Marks, old ones too, with one of these keys; those of `but` are left out."""
    by_kind: dict[MarkKind, list[str]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    rows = []
    for kind, wanted in by_kind.items():
        for start in range(0, len(wanted), _IN_ONE_QUESTION):
            found = select(Mark).where(Mark.kind == kind, Mark.key.in_(wanted[start : start + _IN_ONE_QUESTION]))
            rows += [_mark(each) for each in session.scalars(found) if each.subject_id != but]
    return rows


def find_alike(
    session: Session, names: Sequence[str], subject_table: str, *, but: uuid.UUID | None = None, limit: int = 20
) -> list[Alike]:
    """Subjects of a table whose own name is like one of these, the likest first.

    Names of their principals do not count: they are marks from another table. Everything is compared in memory.
    """
    own = (Mark.kind == MarkKind.NAME, Mark.subject_table == subject_table, Mark.source_table != "person")
    keys = list(session.scalars(select(Mark.key).where(*own)))
    near: dict[str, float] = {}
    for wanted in dict.fromkeys(map(skeleton, names)):
        for key, _score, _place in process.extract(wanted, keys, scorer=fuzz.ratio, score_cutoff=_COARSE, limit=None):
            how = skeleton_likeness(wanted, key)
            if how >= LIKE_SKELETONS:
                near[key] = max(how, near.get(key, 0))
    best: dict[uuid.UUID, float] = {}
    for mark in find_by_keys(session, [(MarkKind.NAME, key) for key in near], but=but):
        if mark.subject_table == subject_table and mark.source_table != "person":
            best[mark.subject_id] = max(near[mark.key], best.get(mark.subject_id, 0))
    ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))[:limit]
    return [Alike(subject_table, subject, round(how * 100)) for subject, how in ranked]


def list_bans(session: Session, on: date, *, all_of_them: bool = False) -> list[BanRow]:
    """Bans in force on a day, by name; or all that were ever entered."""
    rows = [_ban(each, on) for each in session.scalars(select(Ban).order_by(Ban.name_key, Ban.id))]
    return rows if all_of_them else [row for row in rows if row.in_force]


def get_ban(session: Session, ban_id: uuid.UUID, on: date) -> BanRow:
    """One ban, or `NotFound`."""
    found = session.get(Ban, ban_id)
    if found is None:
        raise NotFound(_("There is no such ban."), hint=_("Read the list of bans again."))
    return _ban(found, on)


def bans_like(session: Session, name: str, on: date) -> list[tuple[BanRow, int]]:
    """Bans in force whose name is like this one, with the likeness in hundredths, the likest first."""
    near = [(row, likeness(name, row.name)) for row in list_bans(session, on)]
    found = [(row, round(how * 100)) for row, how in near if how >= LIKE_NAMES]
    return sorted(found, key=lambda each: -each[1])


def banned_documents(session: Session, on: date) -> dict[str, BanRow]:
    """The bans in force by the folded number of each identity document of the banned persons."""
    bans = {row.person_id: row for row in list_bans(session, on) if row.person_id is not None}
    if not bans:
        return {}
    found = select(PersonDocument.number_key, PersonDocument.person_id).where(PersonDocument.person_id.in_(bans))
    return {key: bans[person_id] for key, person_id in session.execute(found)}


def person_names(session: Session, person_id: uuid.UUID) -> list[str]:
    """Every name of a person, for comparison with bans."""
    card = get_card(session, person_id)
    return list(dict.fromkeys([card.full_name, *(each.name for each in card.names)]))


def shared_with_adverse(session: Session, subject_id: uuid.UUID, on: date) -> list[Shared]:
    """Marks of a subject, old ones too, that a subject under an adverse decision in force has as well."""
    mine, theirs = aliased(Mark), aliased(Mark)
    exact = (
        select(theirs.kind, theirs.subject_table, theirs.subject_id, AdverseNote)
        .join(mine, and_(mine.kind == theirs.kind, mine.key == theirs.key))
        .join(AdverseNote, AdverseNote.subject_id == theirs.subject_id)
        .where(mine.subject_id == subject_id, theirs.subject_id != subject_id, _stands(on))
        .distinct()
    )
    found = {}
    for kind, table, other, note in session.execute(exact):
        found[(kind, other, note.ground)] = Shared(
            kind, 100, table, other, note.ground, note.provision, note.valid_from
        )
    for shared in _alike_adverse(session, subject_id, on):
        found.setdefault((shared.kind, shared.other_id, shared.ground), shared)
    return sorted(found.values(), key=lambda each: (each.other_id, each.kind.value, each.ground))


def _alike_adverse(session: Session, subject_id: uuid.UUID, on: date) -> list[Shared]:
    """The same for names that are only alike; those of persons with those of persons."""
    mine = select(Mark.key, Mark.source_table).where(Mark.subject_id == subject_id, Mark.kind == MarkKind.NAME)
    theirs = (
        select(Mark.key, Mark.source_table, Mark.subject_table, Mark.subject_id, AdverseNote)
        .join(AdverseNote, AdverseNote.subject_id == Mark.subject_id)
        .where(Mark.kind == MarkKind.NAME, Mark.subject_id != subject_id, _stands(on))
    )
    own = [(key, source == "person") for key, source in session.execute(mine)]
    found = []
    for key, source, table, other, note in session.execute(theirs):
        how = max((skeleton_likeness(key, each) for each, person in own if person == (source == "person")), default=0.0)
        if how >= LIKE_SKELETONS:
            found.append(
                Shared(MarkKind.NAME, round(how * 100), table, other, note.ground, note.provision, note.valid_from)
            )
    return found


def _holds(on: date) -> ColumnElement[bool]:
    return and_(
        or_(Mark.valid_from.is_(None), Mark.valid_from <= on), or_(Mark.valid_to.is_(None), Mark.valid_to >= on)
    )


def _stands(on: date) -> ColumnElement[bool]:
    return and_(
        AdverseNote.valid_from <= on,
        or_(AdverseNote.valid_to.is_(None), AdverseNote.valid_to >= on),
        AdverseNote.set_aside_on.is_(None),
    )


def _mark(mark: Mark) -> MarkRow:
    return MarkRow(
        mark.kind, mark.key, mark.subject_table, mark.subject_id, mark.source_table, mark.source_id, mark.valid_to
    )


def _ban(ban: Ban, on: date) -> BanRow:
    in_force = (
        ban.valid_from <= on
        and (ban.valid_to is None or on <= ban.valid_to)
        and (ban.lifted_on is None or on < ban.lifted_on)
        and ban.set_aside_on is None
    )
    return BanRow(
        ban.id,
        ban.person_id,
        ban.name,
        ban.scope.value,
        ban.reason,
        ban.provision,
        ban.decision,
        ban.valid_from,
        ban.valid_to,
        ban.permanent,
        ban.lift_authority,
        ban.lifted_on,
        ban.set_aside_on,
        in_force,
    )
