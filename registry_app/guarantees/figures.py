"""Which agencies have less lodged than the law asks for: the database sorts out those that surely have enough.

What is missing of the others is for `sufficiency.shortfall` to say, as `checks.guarantee_suffices` asks it for one agency.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.core.check_results import Verdict
from registry_app.guarantees.ledger import Account
from registry_app.guarantees.models import Guarantee, GuaranteeEntry, GuaranteeEvent, GuaranteeTerms
from registry_app.guarantees.queries import Facts
from registry_app.guarantees.rules import EventKind
from registry_app.guarantees.sufficiency import Held, Shortfall, alternatives, shortfall, times
from registry_app.licensing.models import Ground, Licence
from registry_app.licensing.status import GroundKind
from registry_app.rulebook.queries import find_adoption, get_rules
from registry_app.rulebook.values import UNKNOWN, Requirement
from registry_app.store.blocks import in_blocks

_ENDS = (EventKind.DENIED, EventKind.REPLACED, EventKind.RELEASED, EventKind.FORFEITED)


@dataclass(frozen=True)
class ShortAgency:
    """An agency whose guarantee surely does not suffice on a day, and what is missing."""

    agency_id: uuid.UUID
    number: str
    name: str
    shortfall: Shortfall


def list_short(session: Session, on: date) -> list[ShortAgency] | None:
    """Agencies with a licence for the day that are surely short of what must be lodged, by number.

    None where the regulator has not set what must be lodged: then it cannot be told of anybody.
    """
    rules = get_rules(session, on) if find_adoption(session, on) is not None else None
    requirement = UNKNOWN if rules is None else rules.answer("guarantee.requirement", on).requirement()
    if rules is None or requirement is UNKNOWN:
        return None
    per = rules.answer("guarantee.counted_per", on).value
    heads = _heads(session)
    licences = _licences(session, on, heads)
    enough = _enough(session, on, heads, requirement, {} if per == "agency" else licences)
    short: dict[uuid.UUID, Shortfall] = {}
    for agency_id, held in _held(session, on, heads, [each for each in licences if each not in enough]):
        answer = _answer(requirement, held, licences[agency_id], per, on)
        if answer.verdict is Verdict.NOT_MET:
            short[agency_id] = answer
    return _named(session, short)


def _answer(requirement: Requirement, held: list[Held], count: int, per: object, on: date) -> Shortfall:
    """As for one agency: where it is open whether each licence needs its own, only what is short either way is short."""
    once = shortfall(requirement, held, on)
    if count < 2 or per == "agency":
        return once
    each = shortfall(times(requirement, count), held, on)
    if per == "licence" or each.verdict is once.verdict:
        return each
    return Shortfall(Verdict.CANNOT_TELL, on)


def _heads(session: Session) -> dict[uuid.UUID, uuid.UUID]:
    """The agency that each merged duplicate counts as."""
    merged = select(Agency.id, Agency.merged_into_id).where(Agency.merged_into_id.is_not(None))
    return {duplicate: head for duplicate, head in session.execute(merged) if head is not None}


def _licences(session: Session, on: date, heads: Mapping[uuid.UUID, uuid.UUID]) -> Counter[uuid.UUID]:
    """How many licences were granted to each agency for the day; a suspended one needs its guarantee as well."""
    found = (
        select(Licence.agency_id, func.count(distinct(Licence.id)))
        .join(Ground, Ground.licence_id == Licence.id)
        .where(
            Ground.kind == GroundKind.GRANTED,
            Ground.set_aside_by.is_(None),
            Ground.starts_on <= on,
            or_(Ground.ends_on.is_(None), Ground.ends_on >= on),
        )
        .group_by(Licence.agency_id)
    )
    counts: Counter[uuid.UUID] = Counter()
    for agency_id, count in session.execute(found):
        counts[heads.get(agency_id, agency_id)] += count
    return counts


def _enough(
    session: Session,
    on: date,
    heads: Mapping[uuid.UUID, uuid.UUID],
    requirement: Requirement,
    licences: Mapping[uuid.UUID, int],
) -> set[uuid.UUID]:
    """Agencies with enough in the currency of the law, whichever way it is counted; equivalents are left to the rule."""
    free: dict[uuid.UUID, Counter[tuple[str, str]]] = {}
    for agency_id, kind, currency, minor in session.execute(_free(on)):
        free.setdefault(heads.get(agency_id, agency_id), Counter())[kind.value, currency] += int(minor or 0)
    ways = [
        [((leaf.kind, leaf.amount.amount.currency), leaf.amount.amount.minor) for leaf in way]
        for way in alternatives(requirement)
    ]
    return {
        agency_id
        for agency_id, sums in free.items()
        if any(all(sums[which] >= minor * licences.get(agency_id, 1) for which, minor in way) for way in ways)
    }


def _free(on: date) -> Select[Any, Any, Any, Any]:
    """What is free of each agency's guarantees that are in force by their own terms, by kind and currency."""
    free, verified, terms = _sums(on), _verified(on), _terms(on)
    return (
        select(Guarantee.agency_id, Guarantee.kind, Guarantee.currency, func.sum(free.c.minor))
        .join(free, free.c.guarantee_id == Guarantee.id)
        .join(verified, verified.c.guarantee_id == Guarantee.id)
        .join(terms, terms.c.guarantee_id == Guarantee.id)
        .group_by(Guarantee.agency_id, Guarantee.kind, Guarantee.currency)
    )


def _sums(on: date) -> Subquery:
    entry = GuaranteeEntry
    moved = case((entry.to_account == Account.FREE, entry.minor), (entry.from_account == Account.FREE, -entry.minor))
    sums = select(entry.guarantee_id, func.sum(moved).label("minor")).where(entry.on <= on)
    return sums.group_by(entry.guarantee_id).subquery()


def _verified(on: date) -> Subquery:
    """Guarantees that their issuer has confirmed and that nothing has ended."""
    event = GuaranteeEvent
    ended = func.max(case((event.kind.in_(_ENDS), 1), else_=0))
    confirmed = func.max(case((event.kind == EventKind.VERIFIED, 1), else_=0))
    found = select(event.guarantee_id).where(event.on <= on, event.set_aside_by.is_(None))
    return found.group_by(event.guarantee_id).having(ended == 0, confirmed == 1).subquery()


def _terms(on: date) -> Subquery:
    """Guarantees whose terms all cover the day: of several it is for the rule to say which counts."""
    terms = GuaranteeTerms
    covers = (terms.valid_from <= on) & or_(terms.valid_through.is_(None), terms.valid_through >= on)
    found = select(terms.guarantee_id).where(terms.set_aside_by.is_(None), terms.effective_from <= on)
    return found.group_by(terms.guarantee_id).having(func.min(case((covers, 1), else_=0)) == 1).subquery()


def _held(
    session: Session, on: date, heads: Mapping[uuid.UUID, uuid.UUID], agencies: Sequence[uuid.UUID]
) -> Iterable[tuple[uuid.UUID, list[Held]]]:
    """What each agency and its duplicates have lodged, as the rule takes it; some thousands of agencies at once."""
    duplicates: dict[uuid.UUID, list[uuid.UUID]] = {}
    for duplicate, head in heads.items():
        duplicates.setdefault(head, []).append(duplicate)
    for block in in_blocks(agencies):
        family = [each for head in block for each in (head, *duplicates.get(head, ()))]
        guarantees = list(
            session.scalars(select(Guarantee).where(Guarantee.agency_id.in_(family)).order_by(Guarantee.number))
        )
        facts = Facts(session, [guarantee.id for guarantee in guarantees], on, None)
        held: dict[uuid.UUID, list[Held]] = {}
        for guarantee in guarantees:
            head = heads.get(guarantee.agency_id, guarantee.agency_id)
            held.setdefault(head, []).append(facts.held(guarantee))
        yield from ((agency_id, held.get(agency_id, [])) for agency_id in block)


def _named(session: Session, short: Mapping[uuid.UUID, Shortfall]) -> list[ShortAgency]:
    rows = []
    for block in in_blocks(short):
        found = select(Agency.id, Agency.number, Agency.name).where(Agency.id.in_(block))
        rows += [ShortAgency(*row, short[row[0]]) for row in session.execute(found)]
    return sorted(rows, key=lambda row: row.number)
