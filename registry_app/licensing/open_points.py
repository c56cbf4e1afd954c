"""What the law leaves open of a decision, so that the officer is asked for it and for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from registry_app.licensing.decisions import REPLY_KEYS, ActsFrom, DecisionKind
from registry_app.licensing.rules import DOCUMENT_KEYS
from registry_app.rulebook.queries import get_rules
from registry_app.rulebook.values import UNKNOWN, Document, Item


@dataclass(frozen=True)
class OpenPoints:
    """What is set for one kind of decision on a day.

    `acts_from` is None where the officer has to say it. `notice_needed` is True where the law sets a term to reply, False
    where it is silent and a written reason may stand for the notice, None where no notice is asked for at all.
    """

    acts_from: ActsFrom | None
    acts_from_source: str
    notice_needed: bool | None
    notice_source: str


@dataclass(frozen=True)
class Category:
    """A category of licence by the law's code and words."""

    code: str
    label: str


def open_points(session: Session, kind: DecisionKind, on: date) -> OpenPoints:
    """What the law of a day leaves to the officer in a decision of this kind."""
    law = get_rules(session, on)
    acts = law.answer("decision.acts_from", on)
    known = acts.of(str)
    needed: bool | None = None
    source = ""
    if kind in REPLY_KEYS:
        reply = law.answer(REPLY_KEYS[kind], on)
        needed, source = reply.value is not UNKNOWN, reply.source
    return OpenPoints(None if known is UNKNOWN else ActsFrom(known), acts.source, needed, source)


def paper_labels(session: Session, on: date) -> Mapping[str, str]:
    """What the papers of the day's law are called, by their codes."""
    law = get_rules(session, on)
    found: dict[str, str] = {}
    for key in DOCUMENT_KEYS.values():
        papers = law.answer(key, on).listed(Document)
        for paper in () if papers is UNKNOWN else papers:
            found[paper.code] = paper.label
            found |= {part.code: part.label for part in paper.parts}
    return found


def list_categories(session: Session, on: date) -> list[Category] | None:
    """The categories of licence of the day's law; None where they are not set."""
    known = get_rules(session, on).answer("licence.categories", on).listed(Item)
    return None if known is UNKNOWN else [Category(item.code, item.label) for item in known]
