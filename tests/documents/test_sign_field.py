"""The place of a signature: its bytes are a contract with the signer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from registry_app.core.errors import BadInput
from registry_app.documents.sign_field import (
    BYTE_RANGE,
    CONTENTS,
    SignaturePlaceholder,
    byte_range,
    date_string,
    text_string,
)

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_the_dictionary_has_both_placeholders_once_and_in_full_length() -> None:
    content = SignaturePlaceholder(100, "Ministry (Labour)", "Issued", "አዲስ አበባ", MOMENT).dictionary()
    assert content.count(BYTE_RANGE) == content.count(CONTENTS) == 1
    assert CONTENTS + b"0" * 200 + b">" in content
    assert b"/SubFilter /ETSI.CAdES.detached" in content
    assert b"/Name (Ministry \\(Labour\\))" in content
    assert b"/Location <FEFF12A0" in content


def test_the_filled_byte_range_is_as_long_as_its_placeholder() -> None:
    filled = byte_range(1_234, 9_999, 65_000)
    assert len(filled) == len(BYTE_RANGE)
    assert filled == b"/ByteRange [0 0000001234 0000009999 0000055001]"


def test_a_text_that_is_not_ascii_or_has_controls_is_written_in_hexadecimal() -> None:
    assert text_string("a\nb") == b"<FEFF0061000A0062>"
    assert text_string("100% (back\\slash)") == b"(100% \\(back\\\\slash\\))"


def test_a_date_names_its_offset() -> None:
    assert date_string(MOMENT) == b"(D:20260102030405+00'00')"
    nepal = timezone(timedelta(hours=5, minutes=45))
    assert date_string(MOMENT.astimezone(nepal)) == b"(D:20260102084905+05'45')"


@pytest.mark.parametrize(("size", "moment"), [(0, MOMENT), (10, datetime(2026, 1, 2))])  # noqa: DTZ001
def test_a_place_without_room_or_time_zone_is_refused(size: int, moment: datetime) -> None:
    with pytest.raises(BadInput):
        SignaturePlaceholder(size, "", "", "", moment)
