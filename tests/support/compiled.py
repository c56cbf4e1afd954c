"""Statements are put into SQL once for a whole test process, not once for each register that a test opens.

SQLAlchemy keeps what it compiled by engine and by dialect object; opening a register makes two of each. A desk is open for
a day, a test for a moment: a third of a page's test was spent on compiling the statements that the test before had compiled.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from registry_app.store import engine as engines

_MOST: Final = 3_000  # statements kept; the whole program has fewer


def compile_once() -> None:
    """Let every register opened from now on in this process use what others compiled."""
    compiled: LRUCache[Any, Any] = LRUCache(_MOST)

    def create(*args: Any, **named: Any) -> Engine:
        engine = create_engine(*args, **named)
        engine.update_execution_options(compiled_cache=compiled)
        return engine

    setattr(engines, "create_engine", create)  # noqa: B010  put in the place of an import
    # dialects of one driver compile alike: none of them is told options of its own
    for driver in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        setattr(driver, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010
        setattr(driver, "__hash__", lambda one: hash(type(one)))  # noqa: B010
