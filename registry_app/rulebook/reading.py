"""One value of a rule book from its plain form, by the type of its key, with the checks that belong to the whole list."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, Literal

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.rulebook import codes
from registry_app.rulebook.keys import KEYS, KeySpec, KeyType
from registry_app.rulebook.reader import Path, Reader
from registry_app.rulebook.values import (
    UNKNOWN,
    Authority,
    Consequence,
    Document,
    Force,
    Item,
    LadderStep,
    LateStep,
    Offence,
    Unknown,
    Value,
)


def read_value(spec: KeySpec, plain: object, reader: Reader, path: Path) -> Value | Unknown:
    """A value of a key from its plain form; `UNKNOWN` too where a mistake was noted."""
    found = _READERS[spec.type](reader, spec, plain, path)
    return UNKNOWN if found is None else found


@lru_cache(maxsize=4096)  # values are frozen and few; every reading of the adopted law parses them again
def value_of(key: str, written: str) -> Value | Unknown:
    """A value from its canonical JSON; `BadInput` with the first mistake, `KeyError` for a key not in `KEYS`."""
    plain = json.loads(written)
    if plain is None:
        return UNKNOWN
    reader = Reader()
    found = read_value(KEYS[key], plain, reader, (key,))
    if reader.mistakes:
        first = reader.mistakes[0]
        raise BadInput(say(_("The value of {key} cannot be taken: {what}"), key=key, what=first.what), hint=first.mend)
    return found


def _text(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> str:
    del spec
    found = reader.text({"value": plain}, "value", path[:-1])
    if not found:
        reader.wrong(path, _("The text is empty."), _("Write the text, or unknown = true."))
    return found


def _integer(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> int:
    hours = spec.unit.startswith("hour")
    return reader.whole(plain, path, 0, 24 if hours else 1_000_000_000)


def _boolean(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> bool:
    del spec
    return reader.boolean({"value": plain}, "value", path[:-1], default=False)


def _list(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[Item, ...]:
    found = reader.each(plain, path, lambda entry, where: reader.item(entry, where, spec.codes))
    reader.once([item.code for item in found], path)
    return found


def _documents(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[Document, ...]:
    del spec
    found = reader.each(plain, path, lambda entry, where: _document(reader, entry, where))
    reader.once([document.code for document in found], path)
    return found


def _document(reader: Reader, plain: object, path: Path) -> Document | None:
    table = reader.table(
        plain,
        path,
        ("code", "label", "provision"),
        ("quote", "legal_forms", "needed", "valid_for", "parts", "note"),
    )
    if table is None:
        return None
    valid_for = table.get("valid_for", "unknown")
    term = None if valid_for == "unknown" else reader.term(valid_for, (*path, "valid_for"))
    return Document(
        code=reader.code(table["code"], (*path, "code"), ()),
        label=reader.text(table, "label", path),
        provision=reader.text(table, "provision", path),
        quote=reader.quoted(table, path),
        legal_forms=reader.codes(table, "legal_forms", path, codes.LEGAL_FORMS),
        needed=reader.maybe(table, "needed", path, default=True),
        valid_for=UNKNOWN if term is None else term,
        parts=reader.each(table["parts"], (*path, "parts"), reader.item) if "parts" in table else (),
        note=reader.text(table, "note", path),
    )


def _late(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[LateStep, ...]:
    del spec
    found = reader.each(plain, path, lambda entry, where: _late_step(reader, entry, where))
    for at, (one, two) in enumerate(pairwise(found), start=1):
        if one.up_to.unit is not two.up_to.unit or one.up_to.n >= two.up_to.n or one.up_to.starts != two.up_to.starts:
            reader.wrong(
                (*path, at),
                _("The steps do not follow each other."),
                _("Count all steps in one unit from one event, each ending later than the one before."),
            )
    return found


def _late_step(reader: Reader, plain: object, path: Path) -> LateStep | None:
    table = reader.table(plain, path, ("up_to", "percent", "provision"), ("quote", "note"))
    term = reader.term(table["up_to"], (*path, "up_to")) if table else None
    if table is None or term is None:
        return None
    percent = reader.percent(table["percent"], (*path, "percent"))
    return LateStep(term, percent, reader.text(table, "provision", path), reader.quoted(table, path))


def _ladder(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[LadderStep, ...]:
    del spec
    found = reader.each(plain, path, lambda entry, where: _ladder_step(reader, entry, where))
    for offence_class in dict.fromkeys(step.offence_class for step in found):
        ordinals = [step.ordinal for step in found if step.offence_class == offence_class]
        if ordinals != list(range(1, len(ordinals) + 1)):
            reader.wrong(
                path,
                say(_("The steps of the class {name} are not 1, 2, 3 … without a gap."), name=offence_class),
                _("Write each ordinal once, in order, starting with 1."),
            )
    return found


def _ladder_step(reader: Reader, plain: object, path: Path) -> LadderStep | None:
    table = reader.table(plain, path, ("class", "ordinal", "action", "provision"), ("length", "quote", "note"))
    if table is None:
        return None
    action: Literal["suspend", "revoke"] = (
        "suspend" if reader.code(table["action"], (*path, "action"), ("suspend", "revoke")) == "suspend" else "revoke"
    )
    length = reader.term(table["length"], (*path, "length")) if "length" in table else None
    if (action == "suspend") is not (length is not None):
        reader.wrong(
            path,
            _("A suspension has a length, a revocation has none."),
            _("Add length = { … } to a suspension; remove it from a revocation."),
        )
    return LadderStep(
        offence_class=reader.code(table["class"], (*path, "class"), codes.OFFENCE_CLASSES),
        ordinal=reader.whole(table["ordinal"], (*path, "ordinal"), 1, 100),
        action=action,
        length=length,
        provision=reader.text(table, "provision", path),
        quote=reader.quoted(table, path),
    )


def _offences(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[Offence, ...]:
    def offence(entry: object, where: Path) -> Offence | None:
        table = reader.table(entry, where, ("code", "class", "provision", "quote"), ("criminal",))
        if table is None:
            return None
        return Offence(
            code=reader.code(table["code"], (*where, "code"), ()),
            offence_class=reader.code(table["class"], (*where, "class"), spec.codes),
            provision=reader.text(table, "provision", where),
            quote=reader.quoted(table, where),
            criminal=reader.maybe(table, "criminal", where, default=UNKNOWN),
        )

    found = reader.each(plain, path, offence)
    reader.once([entry.code for entry in found], path)
    return found


def _authorities(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[Authority, ...]:
    def authority(entry: object, where: Path) -> Authority | None:
        table = reader.table(entry, where, ("verb", "bodies", "provision"), ("quote", "note"))
        if table is None:
            return None
        bodies = reader.codes(table, "bodies", where, codes.BODIES)
        if not bodies:
            reader.wrong((*where, "bodies"), _("No body is named."), _("Name the body, or leave the step out."))
        return Authority(
            verb=reader.code(table["verb"], (*where, "verb"), spec.codes),
            bodies=bodies,
            provision=reader.text(table, "provision", where),
            quote=reader.quoted(table, where),
            note=reader.text(table, "note", where),
        )

    found = reader.each(plain, path, authority)
    reader.once([entry.verb for entry in found], path)
    return found


def _consequences(reader: Reader, spec: KeySpec, plain: Any, path: Path) -> tuple[Consequence, ...]:
    def consequence(entry: object, where: Path) -> Consequence | None:
        optional = ("bodies", "quote", "ground", "offence", "length", "note")
        table = reader.table(entry, where, ("action", "force", "provision"), optional)
        if table is None:
            return None
        return Consequence(
            action=reader.code(table["action"], (*where, "action"), spec.codes or codes.ACTIONS),
            force=Force(reader.code(table["force"], (*where, "force"), tuple(Force))),
            provision=reader.text(table, "provision", where),
            bodies=reader.codes(table, "bodies", where, codes.BODIES),
            quote=reader.quoted(table, where),
            ground=reader.text(table, "ground", where),
            offence=reader.text(table, "offence", where),
            length=reader.term(table["length"], (*where, "length")) if "length" in table else None,
            note=reader.text(table, "note", where),
        )

    return reader.each(plain, path, consequence)


_Read = Callable[[Reader, KeySpec, Any, Path], Value | None]
_READERS: Final[dict[KeyType, _Read]] = {
    KeyType.TEXT: _text,
    KeyType.TERM: lambda reader, _spec, plain, path: reader.term(plain, path),
    KeyType.AMOUNT: lambda reader, _spec, plain, path: reader.amount(plain, path),
    KeyType.INTEGER: _integer,
    KeyType.PERCENT: lambda reader, _spec, plain, path: reader.percent(plain, path),
    KeyType.BOOLEAN: _boolean,
    KeyType.CODE: lambda reader, spec, plain, path: reader.code(plain, path, spec.codes),
    KeyType.LIST: _list,
    KeyType.DOCUMENTS: _documents,
    KeyType.REQUIREMENT: lambda reader, _spec, plain, path: reader.requirement(plain, path),
    KeyType.LATE: _late,
    KeyType.LADDER: _ladder,
    KeyType.OFFENCES: _offences,
    KeyType.AUTHORITIES: _authorities,
    KeyType.CONSEQUENCES: _consequences,
}
