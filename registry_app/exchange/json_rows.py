"""Lists in JSON: an array of objects or of arrays, such an array inside an object, or one object per line."""

from __future__ import annotations

from typing import Any, Final

import orjson

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.exchange.delimited import Record
from registry_app.exchange.sheets import Sheet
from registry_app.exchange.source import Source

JOINER: Final = "; "  # between the entries of a list inside one cell


def read_json(source: Source, content: bytes) -> list[Sheet]:
    """Each list of the file as a sheet whose first row holds the names of the members.

    `BadFile` where the text is no JSON or holds no list.
    """
    value = _parse(source, content)
    found = [
        Sheet(name, tuple(_rows(items)))
        for name, items in _lists(value, "")
        if items and isinstance(items[0], dict | list)
    ]
    if not found and isinstance(value, dict):
        found = _keyed(value)
    if not found:
        raise BadFile(
            say(_("{file} holds JSON, but no list of records."), file=source.name),
            hint=_("Ask for the list as an array of objects, or as CSV."),
        )
    return found


def _parse(source: Source, content: bytes) -> Any:
    text = content.removeprefix(b"\xef\xbb\xbf")
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.decode("utf-16", "replace").encode()
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        whole = _lines(text)
        if whole:
            return whole
        raise BadFile(
            say(_("{file} is damaged or cut off: {reason}."), file=source.name, reason=error),
            hint=_("Copy or download the file again."),
        ) from error


def _lines(text: bytes) -> list[Any]:
    """One value per line (JSON Lines); empty when any line is something else."""
    found = []
    for line in text.splitlines():
        if line.strip():
            try:
                found.append(orjson.loads(line))
            except orjson.JSONDecodeError:
                return []
    return found


def _lists(value: Any, name: str) -> list[tuple[str, list[Any]]]:
    """Every array of records, the longest first; arrays inside records belong to their record."""
    if isinstance(value, list):
        return [(name, value)]
    if not isinstance(value, dict):
        return []
    inner = [found for key, item in value.items() for found in _lists(item, f"{name}.{key}".strip("."))]
    return sorted(inner, key=lambda pair: -len(pair[1]))


def _keyed(value: dict[str, Any]) -> list[Sheet]:
    """An object of objects (`{"RL-1": {...}, "RL-2": {...}}`): its keys become the first column."""
    items = [(key, item) for key, item in value.items() if isinstance(item, dict)]
    if len(items) < 2 or len(items) < len(value):
        return []
    return [Sheet("", tuple(_rows([{"key": key, **item} for key, item in items])))]


def _rows(items: list[Any]) -> list[Record]:
    if all(isinstance(item, list) for item in items):
        return [Record(number, [_text(cell) for cell in item]) for number, item in enumerate(items, start=1)]
    flat = [_flat(item) if isinstance(item, dict) else {"": _text(item)} for item in items]
    names = list(dict.fromkeys(name for item in flat for name in item))
    rows = [Record(1, names)]
    rows.extend(Record(number, [item.get(name, "") for name in names]) for number, item in enumerate(flat, start=2))
    return rows


def _flat(item: dict[str, Any], before: str = "") -> dict[str, str]:
    """The members, those of inner objects as `outer.inner` (the way GeoJSON's properties are reached)."""
    found: dict[str, str] = {}
    for key, value in item.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            found.update(_flat(value, f"{name}."))
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, list):
        return JOINER.join(_text(item) for item in value)
    if isinstance(value, dict):
        return JOINER.join(f"{key}: {_text(item)}" for key, item in value.items())
    return str(value)
