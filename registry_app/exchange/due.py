"""What is due of imported lists: rows of the newest list of a kind that were held and wait to be corrected."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry_app.core.duties import About, Case, Due
from registry_app.core.texts import _, ngettext
from registry_app.exchange.models import ImportBatch
from registry_app.offices.queries import local_day


def due(session: Session, on: date) -> list[Due]:
    """One line for each newest list that has held rows; `on` is not asked: what is held is held now."""
    newest = (
        select(func.max(ImportBatch.recorded_at)).where(ImportBatch.taken_back_on.is_(None)).group_by(ImportBatch.kind)
    )
    found = (
        select(ImportBatch.id, ImportBatch.file_name, ImportBatch.held, ImportBatch.recorded_at)
        .where(ImportBatch.recorded_at.in_(newest), ImportBatch.taken_back_on.is_(None), ImportBatch.held > 0)
        .order_by(ImportBatch.id)
    )
    day_of = local_day(session)
    lines = []
    for batch_id, file_name, held, recorded_at in session.execute(found):
        step = ngettext("Correct {count} row that was held", "Correct {count} rows that were held", held)
        case = Case(About.IMPORT, batch_id, file_name)
        words = step.format(count=held)
        source = _("rows that were held are not in the register")
        lines.append(Due("import:held", words, case, None, source, "list:import", since=day_of(recorded_at)))
    return lines
