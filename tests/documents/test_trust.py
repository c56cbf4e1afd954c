"""Lists of trusted keys: purposes, days, revocation, the root's signature, and every file that is no list."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadFile, NotTrusted, RegistryError
from registry_app.documents.cose import NotGenuine
from registry_app.documents.trust import Purpose, Revocation, TrustList, fingerprint, public_key
from registry_app.documents.trust_files import load, write_keys, write_list
from tests.support.paper_office import PaperOffice

OFFICE = PaperOffice()
ROOT = OFFICE.public("root")
DAY = date(2026, 11, 23)
LIST = write_list(OFFICE.trust, root=ROOT, sign=OFFICE.ed25519("root").sign)
SEAL = OFFICE.trust.keys[0]


def changed(content: bytes, **changes: Any) -> bytes:
    document = json.loads(content)
    for path, value in changes.items():
        *above, last = path.split("__")
        part = document
        for step in above:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return json.dumps(document).encode()


def test_a_signed_list_comes_back_whole_with_its_root() -> None:
    assert load(LIST) == replace(OFFICE.trust, root=ROOT)
    assert load(LIST, pinned_root=ROOT).fingerprint == fingerprint(ROOT)


def test_exported_keys_come_back_whole() -> None:
    assert load(write_keys(OFFICE.trust)).keys == OFFICE.trust.keys
    assert load(write_keys(replace(OFFICE.trust, training=True))).training


def test_white_space_and_order_do_not_matter_but_every_value_does() -> None:
    pretty = json.dumps(dict(reversed(json.loads(LIST).items())), indent=4).encode()
    assert load(pretty) == load(LIST)


@pytest.mark.parametrize(
    "changes",
    [
        {"list__ministry": "Ministry of Labor"},
        {"list__sequence": 2},
        {"list__training": True},
        {"list__keys__0__office": "REGION"},
        {"list__keys__0__purpose": "package"},
        {"list__keys__0__valid_to": "2039-12-31"},
        {"list__keys": []},
        {"signature": "A" * 86 + "=="},
    ],
)
def test_a_list_that_was_changed_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotGenuine, match="changed after"):
        load(changed(LIST, **changes))


def test_a_list_signed_by_another_root_is_refused_where_the_root_is_known() -> None:
    other = PaperOffice("others")
    forged = write_list(OFFICE.trust, root=other.public("root"), sign=other.ed25519("root").sign)
    assert load(forged).fingerprint != load(LIST).fingerprint
    with pytest.raises(NotTrusted, match="root"):
        load(forged, pinned_root=ROOT)
    with pytest.raises(NotTrusted, match="root"):
        load(write_keys(OFFICE.trust), pinned_root=ROOT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"%PDF-1.4",
        b"[" * 100_000,
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n",
        bytes(5 << 20),
        LIST[:-1],
        LIST.replace(b'"version":1', b'"version":1,"version":1'),
        changed(LIST, version=2),
        changed(LIST, version=True),
        changed(LIST, format="registry-proof"),
        changed(LIST, surprise=1),
        changed(LIST, list__keys__0__public_key="AAAA"),
        changed(LIST, list__keys__0__public_key="not base64!"),
        changed(LIST, list__keys__0__purpose="everything"),
        changed(LIST, list__keys__0__algorithm="ECDSA-P256"),
        changed(LIST, list__keys__0__valid_from=20200101),
        changed(LIST, list__keys__0__revoked_from="2020-01-01"),
        changed(LIST, list__keys__0__surprise=1),
        changed(LIST, list__sequence=1.0),
        changed(LIST, root="AAAA"),
    ],
)
def test_what_is_no_list_of_keys_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RegistryError) as refusal:
        load(content)
    assert refusal.value.sentence
    assert refusal.value.hint


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_garbage_is_refused(content: bytes) -> None:
    with pytest.raises(RegistryError):
        load(content)


def test_one_key_cannot_serve_two_purposes() -> None:
    with pytest.raises(BadFile, match="twice"):
        TrustList("M", (SEAL, replace(SEAL, purpose=Purpose.PACKAGE)))


def test_a_key_counts_for_its_purpose_and_its_days_only() -> None:
    trust = TrustList("M", (replace(SEAL, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31)),))
    assert trust.key_for(SEAL.key_id, Purpose.SEAL, date(2020, 1, 1))
    assert trust.key_for(SEAL.key_id, Purpose.SEAL, date(2020, 12, 31))
    for day in (date(2019, 12, 31), date(2021, 1, 1)):
        with pytest.raises(NotTrusted, match="not in force"):
            trust.key_for(SEAL.key_id, Purpose.SEAL, day)
    with pytest.raises(NotTrusted, match="only, not for"):
        trust.key_for(SEAL.key_id, Purpose.PACKAGE, date(2020, 6, 1))
    with pytest.raises(NotTrusted, match="not on the list"):
        trust.key_for(bytes(8), Purpose.SEAL, date(2020, 6, 1))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400))
def test_a_superseded_key_counts_for_what_it_signed_before_a_stolen_one_for_nothing(day: date, shift: int) -> None:
    end = day + timedelta(days=shift)
    old = TrustList("M", (replace(SEAL, revoked_from=end, revoked_because=Revocation.SUPERSEDED),))
    if day < end and day <= date(2029, 12, 31):
        assert old.key_for(SEAL.key_id, Purpose.SEAL, day)
    else:
        with pytest.raises(NotTrusted):
            old.key_for(SEAL.key_id, Purpose.SEAL, day)
    stolen = TrustList("M", (replace(SEAL, revoked_from=end, revoked_because=Revocation.COMPROMISED),))
    with pytest.raises(NotTrusted, match="stolen"):
        stolen.key_for(SEAL.key_id, Purpose.SEAL, day)


def test_a_revocation_travels_with_the_list() -> None:
    revoked = replace(SEAL, revoked_from=DAY, revoked_because=Revocation.COMPROMISED)
    trust = replace(OFFICE.trust, keys=(revoked, *OFFICE.trust.keys[1:]))
    assert load(write_list(trust, root=ROOT, sign=OFFICE.ed25519("root").sign)).keys[0] == revoked


def test_pem_keys_are_taken_for_seals_and_pdfs() -> None:
    seal_pem = OFFICE.ed25519("seal").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    point: Any = OFFICE.signer.certificate.public_key()
    pdf_pem = point.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    trust = load(b"The office's keys:\n" + seal_pem + pdf_pem)
    assert [key.public for key in trust.keys] == [key.public for key in OFFICE.trust.keys[:2]]
    assert trust.key_for(SEAL.key_id, Purpose.SEAL, DAY)
    assert trust.key_for(OFFICE.trust.keys[1].key_id, Purpose.PDF, DAY)


def test_pem_keys_of_another_kind_are_refused() -> None:
    for key in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP384R1())):
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        with pytest.raises(BadFile, match="kind"):
            load(pem)


def test_a_fingerprint_is_six_groups_of_five_digits() -> None:
    groups = OFFICE.trust.fingerprint.split(" ")
    assert len(groups) == 6
    assert all(len(group) == 5 and group.isdigit() for group in groups)
    assert OFFICE.trust.fingerprint == OFFICE.trust.fingerprint != PaperOffice("others").trust.fingerprint


def test_a_key_of_no_office_can_be_built_for_every_purpose() -> None:
    assert {key.purpose for key in OFFICE.public_keys()} == set(Purpose) - {Purpose.ROOT}
    assert public_key(Purpose.ROOT, "", ROOT).verifies(OFFICE.ed25519("root").sign(b"x"), b"x")
    assert not public_key(Purpose.ROOT, "", ROOT).verifies(bytes(64), b"x")
