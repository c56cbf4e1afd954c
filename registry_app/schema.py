"""Imports every models.py, so that the metadata is complete."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import configure_mappers

import registry_app.access.models
import registry_app.agencies.models
import registry_app.attachments.models
import registry_app.certificates.models
import registry_app.complaints.models
import registry_app.correspondence.models
import registry_app.employers.models
import registry_app.exchange.models
import registry_app.guarantees.models
import registry_app.journal.models
import registry_app.licensing.models
import registry_app.measures.models
import registry_app.offices.models
import registry_app.persons.models
import registry_app.proceedings.models
import registry_app.rulebook.models
import registry_app.screening.models  # noqa: F401
from registry_app.store.base import Record


def metadata() -> MetaData:
    """Every table of the register."""
    configure_mappers()
    return Record.metadata


def tables() -> list[Table]:
    """Every table of the register, by name."""
    return sorted(metadata().tables.values(), key=lambda table: table.name)
