"""The code on paper: the facts of a document, signed, in a QR code that a phone can check without a network.

A code is `LRC1:` and the base45 of a COSE_Sign1 message (`cose`), whose payload is a CWT-like map with these keys:

1 kind (number of `KINDS`) · 2 serial · 3 licence number · 4 agency name as printed · 5 first 8 bytes of SHA-256 over the
full name, only where 4 had to be shortened · 6 first 8 bytes of SHA-256 over the document's whole facts · 7 issued ·
8 valid from · 9 valid to, its last day · 10 office · 11 place in the office's status list · 12 and 13 size and first 16
bytes of the root of the office's newest journal checkpoint · 14 true on papers of a training register.

Days are counted from 1 January 1970. Keys 3, 5, 8, 9 and 14 are left out where there is nothing to say. `LRC2:` holds the
same with the payload in raw deflate, written only where that is shorter (names in Arabic, Amharic, …); the signature
covers the packed bytes and the prefix, so that no letter can change unnoticed. The message has at most 330 bytes (QR
version 14 at error correction M, 36 mm); a longer name is shortened and its hash goes with it.
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from registry_app.core.errors import BadInput
from registry_app.core.texts import _, say
from registry_app.documents import base45, cose
from registry_app.documents.cose import NotGenuine, Sign, malformed
from registry_app.documents.trust import PublicKey, Purpose, TrustList

PLAIN: Final = "LRC1:"
PACKED: Final = "LRC2:"
LIMIT: Final = 330
ROOT_BYTES: Final = 16
HASH_BYTES: Final = 8
_EPOCH: Final = date(1970, 1, 1)
_PAYLOAD_LIMIT: Final = 2048
_TEXT_LIMIT: Final = 2 * LIMIT
_SHORT_TEXT: Final = 40
_COUNT_LIMIT: Final = 1 << 53

KINDS: Final = {
    "licence": 1,
    "branch-licence": 2,
    "agent-card": 3,
    "compliance": 4,
    "reasons": 5,
    "guarantee-receipt": 6,
    "claim-letter": 7,
    "release-letter": 8,
    "acknowledgement": 9,
    "summons": 10,
    "decision": 11,
    "order": 12,
    "intended-decision": 13,
    "sanction-order": 14,
    "inspection-form": 15,
    "inspection-report": 16,
    "register-extract": 17,
    "refund-receipt": 18,
    "annual-report": 19,
    "information-sheet": 20,
    "complaint-form": 21,
    "verification-letter": 22,
    "shortfall-notice": 23,
    "settlement-record": 24,
    "sum-due": 25,
}
_KIND_NAMES: Final = {number: name for name, number in KINDS.items()}
(
    _KIND,
    _SERIAL,
    _LICENCE,
    _NAME,
    _NAME_HASH,
    _FACTS_HASH,
    _ISSUED,
    _VALID_FROM,
    _VALID_TO,
    _OFFICE,
    _STATUS_INDEX,
    _CHECKPOINT_SIZE,
    _CHECKPOINT_ROOT,
    _TRAINING,
) = range(1, 15)
_ALWAYS: Final = frozenset(
    {_KIND, _SERIAL, _NAME, _FACTS_HASH, _ISSUED, _OFFICE, _STATUS_INDEX, _CHECKPOINT_SIZE, _CHECKPOINT_ROOT}
)
_EVER: Final = frozenset(range(1, 15))


@dataclass(frozen=True)
class SealFacts:
    """What the code says about a document.

    `kind` is a key of `KINDS`, `facts_hash` the first 8 bytes of SHA-256 over everything printed, `valid_to` the last
    day, `status_index` the paper's place in the office's status list, `checkpoint_root` the first 16 bytes of the root
    that the journal's newest checkpoint had with `checkpoint_size` entries. `name_hash` is empty unless the code was
    read back and had room for the beginning of the name only.
    """

    kind: str
    serial: str
    licence_number: str
    agency_name: str
    facts_hash: bytes
    issued: date
    valid_from: date | None
    valid_to: date | None
    office: str
    status_index: int
    checkpoint_size: int
    checkpoint_root: bytes
    training: bool
    name_hash: bytes = b""

    @property
    def name_shortened(self) -> bool:
        """Whether the code holds only the beginning of the name, with the hash of all of it."""
        return bool(self.name_hash)

    def names(self, name: str) -> bool:
        """Whether this is the agency's name, letter by letter."""
        if self.name_shortened:
            return _name(name).startswith(self.agency_name) and hash_of_name(name) == self.name_hash
        return _name(name) == self.agency_name


@dataclass(frozen=True)
class UncheckedSeal:
    """A code that was read; its facts are claims until `verify_seal` has been asked."""

    facts: SealFacts
    key_id: bytes
    signature: bytes
    signed: bytes
    size: int


def seal(facts: SealFacts, sign: Sign, key_id: bytes) -> str:
    """The code for these facts, signed by the office's seal key (Ed25519: 64 bytes over the message handed to `sign`).

    A name too long for `LIMIT` bytes is shortened and its hash added: `read_seal(code).facts.name_shortened` says so.
    `BadInput` where another fact is too long.
    """
    _must_fit(facts)
    name = _name(facts.agency_name)
    claims = _claims(replace(facts, agency_name=name))
    for beginning in (name, *_beginnings(name)):
        if beginning != name:
            claims |= {_NAME: beginning, _NAME_HASH: hash_of_name(name)}
        written = cose.write(claims)
        payload, prefix = _pack(written)
        if len(written) <= _PAYLOAD_LIMIT and _message_size(payload) <= LIMIT:
            message = cose.sign1(payload, key_id=key_id, context=prefix.encode("ascii"), sign=sign)
            return prefix + base45.encode(message)
    raise BadInput(
        say(_("The facts of {serial} do not fit into a code of {limit} bytes."), serial=facts.serial, limit=LIMIT),
        hint=_("Shorten the serial, the licence number or the office code."),
    )


def read_seal(text: str) -> UncheckedSeal:
    """The claims of a code as it was scanned, typed or pasted; `BadInput` or `NotGenuine` when it is no whole code.

    Line breaks and tabs from pasting are dropped; every other letter counts.
    """
    code = text.translate({ord(letter): None for letter in "\r\n\t\ufeff"}).strip(" ")
    prefix = code[: len(PLAIN)]
    if prefix not in (PLAIN, PACKED):
        raise BadInput(
            say(_("This is no code of the register: it must begin with {prefix}."), prefix=PLAIN),
            hint=_("Scan or copy the whole code from the paper."),
        )
    if len(code) > _TEXT_LIMIT:
        raise BadInput(
            _("The code is longer than any code of the register."), hint=_("Scan or copy one code at a time.")
        )
    content = base45.decode(code[len(prefix) :])
    message = cose.read_sign1(content, context=prefix.encode("ascii"))
    claims = cose.read(message.payload if prefix == PLAIN else _unpack(message.payload))
    return UncheckedSeal(_facts(claims), message.key_id, message.signature, message.signed, len(content))


def verify_seal(unchecked: UncheckedSeal, trust: TrustList) -> SealFacts:
    """The facts, now known to be the office's own.

    `NotTrusted` when the list has no seal key of that id in force on the day of issue; `NotGenuine` when the signature
    is not that key's, the key is another office's, or a training key signed a real paper (or the other way round).
    """
    facts = unchecked.facts
    key: PublicKey = trust.key_for(unchecked.key_id, Purpose.SEAL, facts.issued)
    if not key.verifies(unchecked.signature, unchecked.signed):
        raise NotGenuine(
            _("The code is forged or damaged: its signature does not fit what it says."),
            hint=_("Do not rely on the paper; ask the office that is said to have issued it."),
        )
    if key.office not in ("", facts.office):
        raise NotGenuine(
            say(
                _("The code names the office {named}, but it was signed by {own}."), named=facts.office, own=key.office
            ),
            hint=_("Do not rely on the paper; tell both offices."),
        )
    if key.office and facts.training != trust.training:
        raise NotGenuine(
            _("A key of a training register and a real paper do not go together; no paper like this was issued."),
            hint=_("Do not rely on the paper; ask the office that is said to have issued it."),
        )
    return facts


def hash_of_name(name: str) -> bytes:
    """What a shortened name carries: the first 8 bytes of SHA-256 over the full name."""
    return hashlib.sha256(_name(name).encode()).digest()[:HASH_BYTES]


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _beginnings(name: str) -> list[str]:
    """The beginnings of a name, longest first, never cut between a letter and its marks or joiners."""
    cuts = range(len(name) - 1, 0, -1)
    return [name[:cut].rstrip() for cut in cuts if unicodedata.category(name[cut]) not in ("Mn", "Mc", "Me", "Cf")]


def _pack(claims: bytes) -> tuple[bytes, str]:
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(claims) + squeezer.flush()
    return (packed, PACKED) if len(packed) < len(claims) else (claims, PLAIN)


def _unpack(packed: bytes) -> bytes:
    stretcher = zlib.decompressobj(-15)
    try:
        claims = stretcher.decompress(packed, _PAYLOAD_LIMIT)
    except zlib.error as error:
        raise malformed() from error
    if not stretcher.eof or stretcher.unused_data:
        raise malformed()
    return claims


def _message_size(payload: bytes) -> int:
    return len(cose.sign1(payload, key_id=bytes(cose.KEY_ID_BYTES), context=b"", sign=lambda _m: bytes(64)))


def _must_fit(facts: SealFacts) -> None:
    for text, what in (
        (facts.serial, _("serial")),
        (facts.licence_number, _("licence number")),
        (facts.office, _("office code")),
    ):
        if len(text.encode()) > _SHORT_TEXT:
            raise BadInput(
                say(
                    _("The {what} {text} is too long for a code: {limit} bytes is the most."),
                    what=what,
                    text=text,
                    limit=_SHORT_TEXT,
                ),
                hint=_("Use a shorter form in the office's number block."),
            )
    if facts.kind not in KINDS:
        raise ValueError(f"no such kind of document: {facts.kind}")
    if len(facts.facts_hash) != HASH_BYTES or len(facts.checkpoint_root) != ROOT_BYTES or facts.name_hash:
        raise ValueError("8 bytes of the facts' hash, 16 of the checkpoint's root, and the full name")
    if not (facts.serial and facts.office and _name(facts.agency_name)):
        raise ValueError("a code names its serial, office and agency")
    if min(facts.status_index, facts.checkpoint_size) < 0 or facts.issued < _EPOCH:
        raise ValueError("counts and days are not negative")


def _claims(facts: SealFacts) -> dict[int, Any]:
    claims: dict[int, Any] = {
        _KIND: KINDS[facts.kind],
        _SERIAL: facts.serial,
        _LICENCE: facts.licence_number or None,
        _NAME: facts.agency_name,
        _FACTS_HASH: facts.facts_hash,
        _ISSUED: _days(facts.issued),
        _VALID_FROM: _days(facts.valid_from),
        _VALID_TO: _days(facts.valid_to),
        _OFFICE: facts.office,
        _STATUS_INDEX: facts.status_index,
        _CHECKPOINT_SIZE: facts.checkpoint_size,
        _CHECKPOINT_ROOT: facts.checkpoint_root,
        _TRAINING: facts.training or None,
    }
    return {key: value for key, value in claims.items() if value is not None}


def _facts(claims: Any) -> SealFacts:
    if not isinstance(claims, dict) or not set(claims) >= _ALWAYS:
        raise malformed()
    kind = _KIND_NAMES.get(_count(claims, _KIND) or 0)
    if not set(claims) <= _EVER or kind is None:
        raise NotGenuine(
            _("The code was made by a newer version of the program, or not by the register at all."),
            hint=_("Update this program and check the paper again."),
        )
    training = claims.get(_TRAINING, False)
    if _TRAINING in claims and training is not True:
        raise malformed()
    return SealFacts(
        kind=kind,
        serial=_text(claims, _SERIAL) or "",
        licence_number=_text(claims, _LICENCE) or "",
        agency_name=_text(claims, _NAME) or "",
        facts_hash=_bytes(claims, _FACTS_HASH, HASH_BYTES),
        issued=_day(claims, _ISSUED) or _EPOCH,
        valid_from=_day(claims, _VALID_FROM),
        valid_to=_day(claims, _VALID_TO),
        office=_text(claims, _OFFICE) or "",
        status_index=_count(claims, _STATUS_INDEX) or 0,
        checkpoint_size=_count(claims, _CHECKPOINT_SIZE) or 0,
        checkpoint_root=_bytes(claims, _CHECKPOINT_ROOT, ROOT_BYTES),
        training=training,
        name_hash=_bytes(claims, _NAME_HASH, HASH_BYTES) if _NAME_HASH in claims else b"",
    )


def _text(claims: dict[int, Any], key: int) -> str | None:
    value = claims.get(key)
    if key in claims and not (isinstance(value, str) and value):
        raise malformed()
    return value


def _count(claims: dict[int, Any], key: int) -> int | None:
    value = claims.get(key)
    if key in claims and not (type(value) is int and 0 <= value < _COUNT_LIMIT):
        raise malformed()
    return value


def _bytes(claims: dict[int, Any], key: int, size: int) -> bytes:
    value = claims.get(key)
    if not (isinstance(value, bytes) and len(value) == size):
        raise malformed()
    return value


def _days(day: date | None) -> int | None:
    return None if day is None else (day - _EPOCH).days


def _day(claims: dict[int, Any], key: int) -> date | None:
    days = _count(claims, key)
    try:
        return None if days is None else _EPOCH + timedelta(days=days)
    except OverflowError as error:
        raise malformed() from error
