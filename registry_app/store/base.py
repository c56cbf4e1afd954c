"""Records: mapped tables with an identifier, an owner office and a version.

Marks on columns (`info`): `personal` values enter the journal as a salted hash with the values in a side table that
can be erased; `sealed` ones are boxes only custodians can open, treated the same way.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, Mapper, declared_attr, mapped_column

from registry_app.store.types import Day, Flag, Identifier, Moment, Words

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Record(DeclarativeBase):
    """Every mapped table; STRICT on SQLite."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        uuid.UUID: Identifier,
        datetime: Moment,
        date: Day,
        bool: Flag,
        str: Words,
        int: BigInteger,
    }

    def __init_subclass__(cls, **keywords: Any) -> None:
        """Add STRICT to whatever table arguments the class has."""
        if "__tablename__" in cls.__dict__:
            own = cls.__dict__.get("__table_args__", ())
            parts, options = (own[:-1], own[-1]) if own and isinstance(own[-1], dict) else (tuple(own), {})
            cls.__table_args__ = (*parts, {"sqlite_strict": True, **options})
        super().__init_subclass__(**keywords)


class Owned:
    """A record of one office: only that office writes it, everyone who holds a copy reads it.

    `id`, `office_id` and `version` are given by the unit of work when the record is added.
    """

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, sort_order=-30)
    version: Mapped[int] = mapped_column(default=1, sort_order=-10)

    @declared_attr
    @classmethod
    def office_id(cls) -> MappedColumn[Any]:
        """The owner. The table `office` lives further right; only its name is known here."""
        return mapped_column(ForeignKey("office.id"), sort_order=-20)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Two officers on one record: the second save finds another version and is refused."""
        return {"version_id_col": cls.version}


class Dated(Owned):
    """An owned record that says when the register learnt of it, for "as we knew it on day K"."""

    recorded_at: Mapped[datetime] = mapped_column(sort_order=-5)


def personal(**keywords: Any) -> MappedColumn[Any]:
    """A column about a person: the journal holds its salted hash, the values lie in the side table."""
    return mapped_column(info={"personal": True}, **keywords)


def sealed(**keywords: Any) -> MappedColumn[Any]:
    """A column of boxes (bytes) that only the complaints custodians' keys open."""
    return mapped_column(info={"personal": True, "sealed": True}, **keywords)


@event.listens_for(Record, "mapper_configured", propagate=True)
def _remember_old_values(mapper: Mapper[Any], kind: type[Any]) -> None:
    # Without it, setting an expired attribute leaves no old value for the journal (NO_VALUE).
    for prop in mapper.column_attrs:
        getattr(kind, prop.key).impl.active_history = True
