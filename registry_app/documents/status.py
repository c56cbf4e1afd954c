"""The status list: which of an office's papers were withdrawn, one bit a paper, signed, small enough to carry along.

The file is a COSE_Sign1 message (`cose`) of the office's seal key in the context `LRS1`. Its payload is a map: 1 office,
2 as-of moment in seconds since 1970 (UTC), 3 number of papers issued, 4 the withdrawn places: the gaps between them as
LEB128 numbers (each place minus the one before it, minus one), in raw deflate; 5 true on a training register.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.documents import cose
from registry_app.documents.cose import NotGenuine, Sign, malformed
from registry_app.documents.trust import Purpose, TrustList

_CONTEXT: Final = b"LRS1"
_OFFICE, _AS_OF, _SIZE, _GAPS, _TRAINING = range(1, 6)
_MOST_PAPERS: Final = 100_000_000
_FILE_LIMIT: Final = 16 << 20
_GAPS_LIMIT: Final = 64 << 20


@dataclass(frozen=True)
class StatusList:
    """An office's papers as known at a moment; `withdrawn` has bit i % 8 of byte i // 8 set where paper i is withdrawn."""

    office: str
    as_of: datetime
    size: int
    withdrawn: bytes
    training: bool = False

    def is_withdrawn(self, index: int) -> bool | None:
        """Whether the paper at this place was withdrawn; `None` for a paper that the list does not know yet."""
        if not 0 <= index < self.size:
            return None
        return bool(self.withdrawn[index >> 3] >> (index & 7) & 1)


@dataclass(frozen=True)
class UncheckedStatusList:
    """A status list that was read; not to be believed before `verify_status`."""

    status: StatusList
    key_id: bytes
    signature: bytes
    signed: bytes


def status_list(office: str, as_of: datetime, size: int, withdrawn: Iterable[int], *, training: bool) -> StatusList:
    """The list from the places withdrawn among `size` papers; `ValueError` for a place that was never issued."""
    bits = bytearray((size + 7) // 8)
    for index in withdrawn:
        if not 0 <= index < size:
            raise ValueError(f"paper {index} is not among the {size} issued")
        bits[index >> 3] |= 1 << (index & 7)
    return StatusList(office, as_of.astimezone(UTC).replace(microsecond=0), size, bytes(bits), training)


def write_status(status: StatusList, sign: Sign, key_id: bytes) -> bytes:
    """The signed file."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    claims: dict[int, Any] = {
        _OFFICE: status.office,
        _AS_OF: int(status.as_of.timestamp()),
        _SIZE: status.size,
        _GAPS: squeezer.compress(_gaps(status.withdrawn)) + squeezer.flush(),
    }
    if status.training:
        claims[_TRAINING] = True
    return cose.sign1(cose.write(claims), key_id=key_id, context=_CONTEXT, sign=sign)


def read_status(content: bytes) -> UncheckedStatusList:
    """The list of a file; `BadFile` when it is too large, `NotGenuine` when it is not one the register wrote."""
    if len(content) > _FILE_LIMIT:
        raise BadFile(_("The status list is larger than any status list is."), hint=_("Get it again from the office."))
    message = cose.read_sign1(content, context=_CONTEXT)
    match cose.read(message.payload):
        case {1: str(office), 2: int(as_of), 3: int(size), 4: bytes(packed), **rest} if rest in ({}, {_TRAINING: True}):
            pass
        case _other:
            raise malformed()
    if not 0 <= size <= _MOST_PAPERS or not 0 <= as_of < 1 << 35 or True in (as_of is True, size is True):
        raise malformed()
    bits = _bits(_stretched(packed), size)
    moment = datetime.fromtimestamp(as_of, UTC)
    status = StatusList(office, moment, size, bits, bool(rest))
    return UncheckedStatusList(status, message.key_id, message.signature, message.signed)


def verify_status(unchecked: UncheckedStatusList, trust: TrustList) -> StatusList:
    """The list, now known to be the office's own; `NotTrusted` or `NotGenuine` as for a seal."""
    status = unchecked.status
    key = trust.key_for(unchecked.key_id, Purpose.SEAL, status.as_of.date())
    if not key.verifies(unchecked.signature, unchecked.signed) or key.office not in ("", status.office):
        raise NotGenuine(
            say(_("The status list of {office} was not signed by that office."), office=status.office),
            hint=_("Do not use it; get it again from the office."),
        )
    return status


def _gaps(withdrawn: bytes) -> bytes:
    out = bytearray()
    last = -1
    for start, byte in enumerate(withdrawn):
        while byte:
            index = (start << 3) + (byte & -byte).bit_length() - 1
            gap, last = index - last - 1, index
            while gap > 127:
                out.append(gap & 127 | 128)
                gap >>= 7
            out.append(gap)
            byte &= byte - 1  # noqa: PLW2901  each step takes the lowest bit away
    return bytes(out)


def _bits(gaps: bytes, size: int) -> bytes:
    bits = bytearray((size + 7) // 8)
    index, gap, shift = -1, 0, 0
    for byte in gaps:
        gap |= (byte & 127) << shift
        if byte > 127:
            shift += 7
            if shift > 28:
                raise malformed()
            continue
        if shift and not byte:
            raise malformed()  # a longer spelling of the same number
        index += gap + 1
        if index >= size:
            raise malformed()
        bits[index >> 3] |= 1 << (index & 7)
        gap, shift = 0, 0
    if shift:
        raise malformed()
    return bytes(bits)


def _stretched(packed: bytes) -> bytes:
    stretcher = zlib.decompressobj(-15)
    try:
        gaps = stretcher.decompress(packed, _GAPS_LIMIT)
    except zlib.error as error:
        raise malformed() from error
    if not stretcher.eof or stretcher.unused_data:
        raise malformed()
    return gaps
