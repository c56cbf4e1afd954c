"""What is due: one shape for the work list, the printed list of the day and scripts, whichever feature says it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class About(StrEnum):
    """What a step is about, and so where the work is done."""

    AGENCY = "agency"
    APPLICATION = "application"
    LICENCE = "licence"
    GUARANTEE = "guarantee"
    COMPLAINT = "complaint"
    LETTER = "letter"
    SERVICE = "service"
    IMPORT = "import"
    RULE_BOOK = "rule_book"
    OFFICE = "office"


class Waits(StrEnum):
    """For what a step waits: for somebody to take it, for a second person, or for the one whose proposal was declined."""

    STEP = "due"
    APPROVAL = "waiting_for_approval"
    PROPOSER = "sent_back"


@dataclass(frozen=True)
class Case:
    """What a step is about, by its number and its agency's name; nothing here names a complainant or a worker."""

    about: About
    id: uuid.UUID
    number: str = ""
    agency: str = ""
    agency_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Due:
    """One step that waits for an officer; `code` says the same for the same kind of step, which scripts read.

    `step` is what to do, in words. `day` is the last day for it, None where nothing sets one; where the law can be read
    in several ways it is the earliest of their days and `certain` is False. `source` is the provision, or "not set by the
    regulator". `since` is the day from which it waits. Who may do it: holders of `permission`, only `officer_id` where one
    officer has it in hand, and never those in `not_by` (the proposer of what is to be approved). `note` is what was said
    when it was proposed or sent back.
    """

    code: str
    step: str
    case: Case
    day: date | None
    source: str
    permission: str
    waits: Waits = Waits.STEP
    since: date | None = None
    certain: bool = True
    officer_id: uuid.UUID | None = None
    not_by: frozenset[uuid.UUID] = field(default_factory=frozenset)
    note: str = ""
