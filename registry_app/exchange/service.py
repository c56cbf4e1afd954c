"""Importing a list: all chosen rows in one transaction or none, every row kept word for word, mappings saved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry_app.agencies.models import Agency
from registry_app.agencies.service import making, register_many
from registry_app.core.actor import Actor
from registry_app.core.errors import BadInput, RuleBroken
from registry_app.core.names import required_text
from registry_app.core.progress import Progress, Silent
from registry_app.core.texts import _, say
from registry_app.exchange import queries
from registry_app.exchange.corrections import Correction
from registry_app.exchange.dry_run import Prepared
from registry_app.exchange.mapping import Mapping as ColumnMapping
from registry_app.exchange.matching import LEFT_OUT, Matched, known_agencies, match
from registry_app.exchange.models import (
    AgencyOutcome,
    ImportBatch,
    ImportCorrection,
    ImportedAgency,
    ImportMapping,
    ImportRow,
)
from registry_app.exchange.problems import printable
from registry_app.exchange.reading import Row
from registry_app.exchange.rules import ImportKind, RowOutcome
from registry_app.exchange.updating import update_agency
from registry_app.licensing.models import ListedLicence
from registry_app.measures.proposals import ProposalDraft, propose
from registry_app.store import unit

MOST_ABSENT: Final = 0.1  # share of the register's agencies that a full list may lack before it is asked about
NEVER: Final = frozenset({"no-rows", "no-name"})  # problems of a file that no confirmation mends
ABSENT: Final = "absent"
REPEATED: Final = "repeated"
_BLOCK: Final = 2_000


class NotConfirmed(RuleBroken):
    """Something that the officer has to confirm before the list is taken in; `what` is the code that `Choices.confirmed` names."""

    def __init__(self, what: str, sentence: str, *, hint: str) -> None:
        super().__init__(sentence, hint=hint)
        self.what = what


@dataclass(frozen=True)
class Choices:
    """What the officer chose: the kind, the rows (`None`: all that are ready), the list's day, what he confirms.

    `confirmed` holds codes of the file's problems, `absent` (many agencies are not on a full list) and `repeated`
    (the same list was imported before).
    """

    kind: ImportKind = ImportKind.ADD
    rows: frozenset[int] | None = None
    listed_on: date | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Imported:
    """What an import did. `rows` = `imported` + `held` + `left_out`; `absent` agencies were proposed as not listed."""

    batch_id: uuid.UUID
    rows: int
    imported: int
    held: int
    left_out: int
    registered: int
    updated: int
    absent: int


def import_list(
    session: Session, actor: Actor, prepared: Prepared, choices: Choices, progress: Progress | None = None
) -> Imported:
    """Enter the chosen rows of a list, all in this transaction.

    Rows with a problem are held: they are kept word for word with what is wrong, and enter nothing. Raises
    `RuleBroken` where a problem of the file waits for a choice or a confirmation, and for a full list that would leave
    out more than one agency in ten.
    """
    actor.must("list:import")
    told = progress or Silent()
    sha256 = prepared.opened.source.sha256()
    _refuse_unsettled(session, prepared, choices, sha256)
    matched = match(prepared, choices.kind, choices.rows, known_agencies(session), making(session, actor))
    absent = _absent(session, matched, choices)
    batch = _batch(actor, prepared, choices, sha256)
    session.add(batch)
    session.flush()
    registered, updated = _enter(session, actor, batch, matched, choices, told)
    outcome = _keep_rows(session, batch, prepared, matched, told)
    for agency_id in absent:
        _propose_absent(session, actor, batch, agency_id)
    batch.imported, batch.held = outcome[RowOutcome.IMPORTED], outcome[RowOutcome.HELD]
    batch.rows = sum(outcome.values())
    unit.verb(
        session,
        "list:imported",
        batch,
        label=batch.file_name,
        imported=batch.imported,
        held=batch.held,
        kind=choices.kind.value,
    )
    session.flush()
    left_out = outcome[RowOutcome.LEFT_OUT]
    return Imported(batch.id, batch.rows, batch.imported, batch.held, left_out, registered, updated, len(absent))


def _refuse_unsettled(session: Session, prepared: Prepared, choices: Choices, sha256: str) -> None:
    for problem in prepared.problems:
        if problem.code in NEVER:
            raise RuleBroken(problem.why, hint=problem.mend)
        if problem.code not in choices.confirmed:
            raise NotConfirmed(problem.code, problem.why, hint=problem.mend)
    before = queries.find_batch(session, sha256)
    if before is not None and REPEATED not in choices.confirmed:
        raise NotConfirmed(
            REPEATED,
            say(
                _("This list was imported before, on {day} under the name {file}."),
                day=before.imported_on,
                file=before.file_name,
            ),
            hint=_("Take that import back first, or confirm that it is to be imported again: --confirm repeated."),
        )


def _absent(session: Session, matched: Matched, choices: Choices) -> list[uuid.UUID]:
    """The standing agencies that a full list does not name; groups that were refused count as named."""
    if choices.kind is not ImportKind.FULL_LIST:
        return []
    standing = queries.standing_agencies(session)
    named = set(matched.agencies) | queries.agencies_named(session, matched.groups)
    absent = [agency for agency in standing if agency not in named]
    if len(absent) > MOST_ABSENT * len(standing) and ABSENT not in choices.confirmed:
        raise NotConfirmed(
            ABSENT,
            say(
                _("{count} of the {all} agencies of the register are not on this list."),
                count=len(absent),
                all=len(standing),
            ),
            hint=_("Check that the list is whole and the right one; then confirm that they are missing."),
        )
    return absent


def _batch(actor: Actor, prepared: Prepared, choices: Choices, sha256: str) -> ImportBatch:
    opened = prepared.opened
    around = {
        name: [[record.number, *map(printable, record.cells)] for record in records]
        for name, records in (("above", opened.above), ("below", opened.below))
    }
    return ImportBatch(
        file_name=required_text(opened.source.name, what=_("name of the file")),
        sha256=sha256,
        kind=choices.kind,
        listed_on=choices.listed_on,
        rows=0,
        imported=0,
        held=0,
        headings=list(prepared.layout.columns),
        layout=orjson.loads(prepared.layout.to_json()),
        mapping=prepared.mapping.as_plain(),
        around=around,
        confirmed=sorted(choices.confirmed),
        imported_by=actor.id,
        taken_back_on=None,
        taken_back_reason="",
    )


def _enter(
    session: Session, actor: Actor, batch: ImportBatch, matched: Matched, choices: Choices, told: Progress
) -> tuple[int, int]:
    """Register the groups that are new and update those that are known; returns how many of each."""
    on = min(choices.listed_on or actor.today, actor.today)
    rows: list[dict[str, Any]] = []
    for place, agency_id in enumerate(matched.agencies):
        if agency_id is not None:
            undo = update_agency(session, actor, agency_id, matched.groups[place], on)
            rows.append({"agency_id": agency_id, "outcome": AgencyOutcome.UPDATED, "undo": undo})
    updated = len(rows)
    new = [place for place, group in enumerate(matched.groups) if matched.is_new(place) and group.rows]
    for start in range(0, len(new), _BLOCK):
        places = new[start : start + _BLOCK]
        told.step(start, len(new), batch.file_name)
        drafts = [matched.groups[place].draft() for place in places]
        made = register_many(session, actor, drafts, told, from_list=batch.file_name)
        for place, agency_id in zip(places, made, strict=True):
            matched.agencies[place] = agency_id
            rows.append({"agency_id": agency_id, "outcome": AgencyOutcome.REGISTERED, "undo": []})
    _keep_statements(session, batch, matched)
    # two numbers of the list can belong to one agency: one line for it
    lines = {row["agency_id"]: {"batch_id": batch.id, **row} for row in rows}
    unit.insert_many(session, ImportedAgency, list(lines.values()))
    return len(new), updated


def _keep_statements(session: Session, batch: ImportBatch, matched: Matched) -> None:
    rows = [
        {
            "agency_id": agency_id,
            "number": statement.number,
            "status_words": statement.status_words,
            "category_words": statement.category,
            "issued_on": None,
            "valid_from": statement.valid_from,
            "valid_through": statement.valid_to,
            "stated_on": batch.listed_on,
            "batch_id": batch.id,
            "absent_on": None,
            "taken_back_on": None,
        }
        for group, agency_id in zip(matched.groups, matched.agencies, strict=True)
        if agency_id is not None
        for statement in group.statements or ()
    ]
    unit.insert_many(session, ListedLicence, rows)


def _keep_rows(
    session: Session, batch: ImportBatch, prepared: Prepared, matched: Matched, told: Progress
) -> dict[RowOutcome, int]:
    """Keep every row of the list word for word, corrections beside it; returns how many had which outcome."""
    counts = dict.fromkeys(RowOutcome, 0)
    block: list[dict[str, Any]] = []
    corrected: list[dict[str, Any]] = []
    for row, place in zip(prepared.rows_again(), matched.places, strict=True):
        agency_id = matched.agencies[place] if place >= 0 else None
        problems = matched.problems_of(row.number, place)
        outcome = RowOutcome.LEFT_OUT if place == LEFT_OUT else RowOutcome.HELD
        if agency_id is not None:
            outcome = RowOutcome.IMPORTED
        counts[outcome] += 1
        block.append(
            {
                "batch_id": batch.id,
                "number": row.number,
                "outcome": outcome,
                "agency_id": agency_id,
                "cells": _word_for_word(row),
                "problems": [[problem.code, problem.column] for problem in problems],
            }
        )
        corrected.extend(_correction(batch, each) for each in prepared.corrections.beside(row, prepared.layout.columns))
        if len(block) == _BLOCK:
            told.step(sum(counts.values()), prepared.rows, batch.file_name)
            unit.insert_many(session, ImportRow, block)
            block = []
    unit.insert_many(session, ImportRow, block)
    unit.insert_many(session, ImportCorrection, corrected)
    return counts


def _correction(batch: ImportBatch, correction: Correction) -> dict[str, Any]:
    return {
        "batch_id": batch.id,
        "number": correction.row,
        "heading": correction.column,
        "file_value": printable(correction.file_value),
        "value": printable(correction.value),
    }


def _word_for_word(row: Row) -> list[str]:
    cells = [*row.cells, *row.beyond]
    return cells if "".join(cells).isascii() else list(map(printable, cells))


def _propose_absent(session: Session, actor: Actor, batch: ImportBatch, agency_id: uuid.UUID) -> None:
    """That an agency is missing from a full list is a proposal; nothing happens to it by itself."""
    day = batch.listed_on or actor.today
    propose(
        session,
        actor,
        ProposalDraft(
            key=f"not_on_list:{batch.id.hex}:{agency_id.hex}",
            kind="not_on_list",
            subject_table=Agency.__tablename__,
            subject_id=agency_id,
            provision=f"list of {day.isoformat()}",
            reason=f"not on the list of {day.isoformat()}",
            agency_id=agency_id,
            cause_table=ImportBatch.__tablename__,
            cause_id=batch.id,
        ),
    )


def save_mapping(session: Session, actor: Actor, name: str, mapping: ColumnMapping) -> None:
    """Keep a mapping under a name for the next edition of a list; one of the same name is replaced."""
    actor.must("list:import")
    plain_name = required_text(name, what=_("name of the mapping"))
    if not mapping.columns:
        raise BadInput(_("A mapping without columns says nothing."), hint=_("Guess it from a list first."))
    wanted = select(ImportMapping).where(ImportMapping.office_id == actor.office_id, ImportMapping.name == plain_name)
    saved = session.scalars(wanted).first()
    if saved is None:
        saved = ImportMapping(name=plain_name, mapping=mapping.as_plain())
        session.add(saved)
    else:
        saved.mapping = mapping.as_plain()
    session.flush()
    unit.verb(session, "list:mapping_saved", saved, label=plain_name)
