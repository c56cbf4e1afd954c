"""Entries of the index: what one row of a source is found by. Pure, so that a change and a rebuild make the same."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from registry_app.core.names import search_key
from registry_app.finding.rules import CODES, What, contact_keys, indexed_words, number_key
from registry_app.finding.sources import Source

Name = tuple[int, bytes, bytes, str]  # kind, source, subject, words
Number = tuple[int, str, bytes, str, bytes | None]  # kind, number, source, by what, subject where it is another


def identifier(value: Any) -> bytes:
    """The 16 bytes of an id, however the journal, SQLite or PostgreSQL gives it."""
    if isinstance(value, str):
        return bytes.fromhex(value)
    return value.bytes if isinstance(value, uuid.UUID) else bytes(value)


def name_of(source: Source, row: Mapping[str, Any]) -> Name | None:
    """The entry for the row's name, where it has one."""
    text = row.get(source.name) if source.name else None
    key = text if source.folded or not text else search_key(text)
    if not key:
        return None
    return CODES[source.kind], identifier(row["id"]), identifier(row[source.subject]), indexed_words(key)


def numbers_of(source: Source, row: Mapping[str, Any], country: str) -> Iterator[Number]:
    """The entries for the row's numbers and contacts; columns that are missing give none.

    `country` is where a telephone number without a code is dialled.
    """
    if not (source.numbers or source.contacts):
        return
    kind, place = CODES[source.kind], identifier(row["id"])
    subject = None if source.subject == "id" else identifier(row[source.subject])
    for column, what in source.numbers:
        if (text := row.get(column)) and (key := number_key(text)):
            yield kind, key, place, what.value, subject
    for column in source.contacts:
        if text := row.get(column):
            for key in contact_keys(text, country):
                yield kind, key, place, What.CONTACT.value, subject
