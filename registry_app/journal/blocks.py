"""Entries of a register in a file, many at a time: SQLite itself writes the leaves.

Fetching nine columns of each entry and writing its leaf in Python cost four times what hashing it costs. A block whose
pages are at hand is also what the tables are best compared with (`proofs`): beside, in a second thread, for the driver
lets go of the interpreter for the length of a statement.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from registry_app.journal.entries import FORM
from registry_app.journal.reading import Private

BLOCK: Final = 256  # entries: a quarter of a megabyte
RANGE: Final = "office_id = ?1 AND seq >= ?2 AND seq < ?3"
# `entries.leaf` in SQL, after the 0x00 that a leaf's hash begins with. Quotes and control characters in a column are
# escaped as there: two different rows never give the same leaf. Bytes, for a stranger may have left what is no UTF-8.
_LEAVES: Final = (
    f"SELECT CAST(concat(char(0), '[{FORM},\"', ?4, '\",', seq, ',\"', lower(hex(txn)), '\",', json_quote(moment), "  # noqa: S608
    "',\"', lower(hex(actor_id)), '\",', json_quote(verb), ',', json_quote(operation), ',', json_quote(record_table), "
    f"',', json_quote(record_id), ',', body, ']') AS BLOB) FROM journal_entry WHERE {RANGE} ORDER BY seq"
)
_PRIVATE: Final = f"SELECT seq, name, salt, body FROM journal_private WHERE {RANGE} ORDER BY seq, name"  # noqa: S608


@dataclass(frozen=True)
class Block:
    """Entries `start`, `start + 1`, …: each leaf after the 0x00 its hash begins with, and the values kept for them."""

    start: int
    leaves: list[bytes]
    private: list[Private]

    @property
    def end(self) -> int:
        """The number after the last."""
        return self.start + len(self.leaves)


def blocks(
    connection: Connection, office: str, beside: Callable[[str, int, int], None] | None
) -> Generator[Block, None, None]:
    """An office's log from its first entry, as far as it has no gap.

    `beside(office, start, end)` is called for each block in a thread of its own; nobody else may use the connection
    until this has ended.
    """
    driver: Any = connection.connection.driver_connection
    mine = uuid.UUID(office)
    ends = "SELECT min(seq), max(seq) FROM journal_entry WHERE office_id = ?"
    first, last = driver.execute(ends, (mine.bytes,)).fetchone()
    if first != 0:
        return
    with ThreadPoolExecutor(1, thread_name_prefix="comparing") as comparing:
        for start in range(0, last + 1, BLOCK):
            values = (mine.bytes, start, start + BLOCK)
            leaves = [row[0] for row in driver.execute(_LEAVES, (*values, mine.hex))]
            if len(leaves) != min(BLOCK, last + 1 - start):
                return
            private = driver.execute(_PRIVATE, values).fetchall()
            compared = comparing.submit(beside, office, start, start + BLOCK) if beside is not None else None
            yield Block(start, leaves, private)
            if compared is not None:
                compared.result()
