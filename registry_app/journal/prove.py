"""Proving one entry to somebody who has neither the register nor the program."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection

from registry_app.core.errors import NotFound
from registry_app.core.texts import _, say
from registry_app.journal import reading
from registry_app.journal.checkpoint import read_checkpoint
from registry_app.journal.merkle import inclusion_path, leaf_hash

FORMAT = "registry-proof"
VERSION = 1


def prove(connection: Connection, office: uuid.UUID, index: int, note: str) -> dict[str, Any]:
    """The proof that entry `index` stands in the log the checkpoint `note` states.

    A dictionary as the stand-alone verifier reads it: `format`, `version`, `origin`, `index`, `size`, `leaf`, `path`
    (hexadecimal hashes), `checkpoint`. Raises `NotFound` for an entry past the checkpoint.
    """
    checkpoint, _signatures = read_checkpoint(note)
    if not 0 <= index < checkpoint.size:
        raise NotFound(
            say(_("The journal has no entry {index} under its newest checkpoint."), index=index),
            hint=say(_("Entries are counted from 0 to {last}."), last=checkpoint.size - 1),
        )
    hashes = []
    wanted = b""
    for seq, each in enumerate(reading.leaves(connection, office.hex)):
        if seq >= checkpoint.size:
            break
        hashes.append(leaf_hash(each))
        if seq == index:
            wanted = each
    return {
        "format": FORMAT,
        "version": VERSION,
        "origin": checkpoint.origin,
        "index": index,
        "size": checkpoint.size,
        "leaf": wanted.decode(),
        "path": [step.hex() for step in inclusion_path(hashes, index)],
        "checkpoint": note,
    }
