"""Exporting a register: canonical JSON of every table and of the journal; sealed values stay sealed.

The same register gives the same bytes, so its hash can be compared. The folder form is what the stand-alone verifier
reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Table

from registry_app.core.world import World
from registry_app.journal import reading
from registry_app.store.types import canonical

FORMAT = "registry-export"
VERSION = 1
_KEPT_APART = {"journal_entry", "journal_private", "journal_head", "journal_checkpoint", "write_gate"}


def exported(connection: Connection, tables: Sequence[Table], name: str) -> Iterator[bytes]:
    """The export piece by piece: one canonical JSON object with `format`, `journal`, `name`, `tables`, `version`.

    `journal` maps an office's id to `checkpoints` (notes), `leaves` (each a JSON list as it is hashed) and `private`
    (rows of seq, name, salt, values); `tables` maps a table's name to its rows by identity.
    """
    yield b'{"format":' + canonical(FORMAT) + b',"journal":{'
    for place, office in enumerate(reading.offices_in_log(connection)):
        yield (b"," if place else b"") + canonical(office) + b":"
        yield from _log(connection, office)
    yield b'},"name":' + canonical(name) + b',"tables":{'
    kept = sorted((table for table in tables if table.name not in _KEPT_APART), key=lambda table: table.name)
    for place, table in enumerate(kept):
        yield (b"," if place else b"") + canonical(table.name) + b":["
        yield from _separated(canonical(values) for _identity, values in reading.table_rows(connection, table))
        yield b"]"
    yield b'},"version":' + canonical(VERSION) + b"}\n"


def _log(connection: Connection, office: str) -> Iterator[bytes]:
    yield b'{"checkpoints":['
    yield from _separated(canonical(note) for note in checkpoint_notes(connection, office))
    yield b'],"leaves":['
    yield from _separated(reading.leaves(connection, office))
    yield b'],"private":['
    yield from _separated(
        canonical([seq, name, bytes(salt).hex(), values])
        for seq, name, salt, values in reading.private_values(connection, office)
    )
    yield b"]}"


def _separated(parts: Iterator[bytes]) -> Iterator[bytes]:
    first = True
    for part in parts:
        yield part if first else b"," + part
        first = False


def checkpoint_notes(connection: Connection, office: str) -> list[str]:
    """The signed checkpoints of an office's log, oldest first."""
    rows = connection.exec_driver_sql("SELECT office_id, note FROM journal_checkpoint ORDER BY size")
    return [note for owner, note in rows if reading.hexed(owner) == office]


def write_export(stream: BinaryIO, pieces: Iterator[bytes]) -> str:
    """Write the pieces; returns their SHA-256 in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        stream.write(piece)
    return digest.hexdigest()


def write_journal_folder(connection: Connection, world: World, folder: Path, office: str) -> int:
    """`journal.jsonl` (a leaf a line) and `checkpoint.txt` (the newest) for the stand-alone verifier; counts leaves."""
    world.files.make_folder(folder)
    count = 0
    with world.files.writing(folder / "journal.jsonl") as stream:
        for leaf in reading.leaves(connection, office):
            stream.write(leaf + b"\n")
            count += 1
    notes = checkpoint_notes(connection, office)
    if notes:
        world.files.write(folder / "checkpoint.txt", notes[-1].encode())
    return count
