"""Column types that mean the same on SQLite (STRICT: only INTEGER, TEXT and BLOB) and on PostgreSQL.

Revisions import these types, so a released one never changes its form on the disk.
"""

from __future__ import annotations

import unicodedata
import uuid
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine


def canonical(value: object) -> bytes:
    """Canonical JSON: sorted keys, no spaces, no floats; the form everything is hashed and compared in."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


@lru_cache(maxsize=1_024)  # every row of a transaction has the same moment
def moment_text(moment: datetime) -> str:
    """UTC to the millisecond, such as `2019-03-04T08:00:00.000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


class Identifier(TypeDecorator[uuid.UUID]):
    """A UUIDv7: 16 bytes on SQLite, `uuid` on PostgreSQL."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        return dialect.type_descriptor(PG_UUID(as_uuid=True) if dialect.name == "postgresql" else LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """To the database."""
        return value if value is None or dialect.name == "postgresql" else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """From the database."""
        return value if value is None or dialect.name == "postgresql" else uuid.UUID(bytes=bytes(value))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC to the millisecond; a naive one is refused."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a time zone is no moment"
            raise ValueError(message)
        return value if dialect.name == "postgresql" else moment_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A day: ISO text on SQLite, `date` on PostgreSQL."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        return dialect.type_descriptor(Date() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        """To the database."""
        if isinstance(value, datetime):
            message = "a moment is not a day: take the day in the office's time zone"
            raise TypeError(message)
        return value if value is None or dialect.name == "postgresql" else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """From the database."""
        return value if value is None or dialect.name == "postgresql" else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no: 0 or 1 on SQLite, `boolean` on PostgreSQL."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The dialect's own type."""
        return dialect.type_descriptor(Boolean() if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """To the database."""
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """From the database."""
        return None if value is None else bool(value)


class Words(TypeDecorator[str]):
    """Text in NFC; U+0000, which PostgreSQL cannot hold, is refused on both."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        if "\0" in value:
            message = "U+0000 cannot be stored"
            raise ValueError(message)
        return unicodedata.normalize("NFC", value)


class Json(TypeDecorator[Any]):
    """A plain value as canonical JSON text on both databases, so that equal values are equal texts."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else canonical(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else orjson.loads(value)


class Code(TypeDecorator[StrEnum]):
    """The value of an enum as text; a word outside the enum is a fault, never a default."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Codes of this enum."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """From the database."""
        return None if value is None else self.kind(value)

    def __repr__(self) -> str:
        """A revision knows it as plain text: a word added later is no new revision."""
        return "Words()"


@compiles(BigInteger, "sqlite")
def _integer(_type: BigInteger, _compiler: Any, **_keywords: Any) -> str:
    """STRICT tables know INTEGER only; it has 64 bits."""
    return "INTEGER"


MinorUnits = BigInteger  # 64 bits on both: money in minor units
