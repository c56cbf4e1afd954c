"""The status list: every paper's bit, in little room, believed only when the office signed it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import NotTrusted, RegistryError
from registry_app.documents import cose
from registry_app.documents.cose import NotGenuine
from registry_app.documents.status import StatusList, read_status, status_list, verify_status, write_status
from registry_app.documents.trust import key_id_of
from tests.support.paper_office import PaperOffice

OFFICE = PaperOffice()
MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def signed(status: StatusList) -> bytes:
    return write_status(status, OFFICE.ed25519("seal").sign, key_id_of(OFFICE.public("seal")))


@given(st.integers(0, 3000).flatmap(lambda size: st.tuples(st.just(size), st.sets(st.integers(0, max(size - 1, 0))))))
def test_a_list_says_of_each_paper_what_was_entered(drawn: tuple[int, set[int]]) -> None:
    size, withdrawn = drawn[0], drawn[1] if drawn[0] else set()
    found = verify_status(read_status(signed(status_list("HQ", MOMENT, size, withdrawn, training=False))), OFFICE.trust)
    assert found.as_of == MOMENT
    assert {index for index in range(size) if found.is_withdrawn(index)} == withdrawn
    assert found.is_withdrawn(size) is None
    assert found.is_withdrawn(-1) is None


def test_a_million_papers_of_which_one_in_a_hundred_is_withdrawn_take_some_14_kb() -> None:
    withdrawn = random.Random(1).sample(range(1_000_000), 10_000)
    content = signed(status_list("HQ", MOMENT, 1_000_000, withdrawn, training=False))
    assert len(content) < 14_000
    assert read_status(content).status.is_withdrawn(withdrawn[0])


@given(st.data())
def test_one_changed_byte_is_refused(data: st.DataObject) -> None:
    content = bytearray(signed(status_list("HQ", MOMENT, 500, [3, 77, 410], training=True)))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RegistryError):
        verify_status(read_status(bytes(content)), OFFICE.trust)


@given(st.binary(max_size=300))
def test_garbage_is_refused(content: bytes) -> None:
    with pytest.raises(RegistryError):
        read_status(content)


def test_a_list_of_another_office_or_key_is_not_believed() -> None:
    with pytest.raises(NotGenuine):
        verify_status(read_status(signed(status_list("REGION", MOMENT, 5, [1], training=False))), OFFICE.trust)
    with pytest.raises(NotTrusted):
        verify_status(
            read_status(signed(status_list("HQ", MOMENT, 5, [1], training=False))), PaperOffice("others").trust
        )


def test_a_seal_is_never_taken_for_a_list() -> None:
    key_id = key_id_of(OFFICE.public("seal"))
    claims = cose.write({1: "HQ", 2: 1_700_000_000, 3: 1, 4: b"\x03\x00"})
    as_seal = cose.sign1(claims, key_id=key_id, context=b"LRC1", sign=OFFICE.ed25519("seal").sign)
    with pytest.raises(NotGenuine):
        verify_status(read_status(as_seal), OFFICE.trust)


@pytest.mark.parametrize(
    "claims",
    [
        {1: "HQ", 2: 1, 3: 1 << 40, 4: b"\x03\x00"},
        {1: "HQ", 2: 1, 3: 1, 4: b"junk"},
        {1: "HQ", 2: True, 3: 1, 4: b"\x03\x00"},
        {1: "HQ", 2: 1, 3: 1, 4: b"\x03\x00", 5: False},
        {1: "HQ", 2: 1, 3: 1, 4: b"\x03\x00", 6: 1},
        {1: "HQ", 2: 1, 3: 1},
        [1],
    ],
)
def test_other_contents_are_refused_even_when_truly_signed(claims: object) -> None:
    key_id = key_id_of(OFFICE.public("seal"))
    content = cose.sign1(cose.write(claims), key_id=key_id, context=b"LRS1", sign=OFFICE.ed25519("seal").sign)
    with pytest.raises(NotGenuine):
        read_status(content)


def test_a_place_that_was_never_issued_cannot_be_withdrawn() -> None:
    with pytest.raises(ValueError, match="not among"):
        status_list("HQ", MOMENT, 5, [5], training=False)


def test_a_list_knows_its_moment_in_whole_seconds_of_utc() -> None:
    status = status_list("HQ", MOMENT.replace(microsecond=9), 8, [0, 7], training=False)
    assert status == replace(status, as_of=MOMENT)
