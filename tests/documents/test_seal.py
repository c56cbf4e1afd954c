"""The code on paper: what it carries, how short it is, and that no other letter will do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import cbor2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadInput, NotTrusted, RegistryError
from registry_app.documents import base45, cose, seal
from registry_app.documents.cose import NotGenuine
from registry_app.documents.seal import LIMIT, PACKED, PLAIN, read_seal, verify_seal
from registry_app.documents.trust import key_id_of
from tests.support.paper_office import FACTS, PaperOffice

OFFICE = PaperOffice()
LATIN_80 = "Al-Noor International Overseas Manpower & Domestic Workers Recruitment Co. (W.L.L)"[:80]
ARABIC_40 = "مؤسسة النور الدولية لتوظيف العمالة المنزلية"[:40]
ARABIC_80 = "مؤسسة النور الدولية لتوظيف العمالة المنزلية والمهنية والاستقدام من الخارج ذ.م.م.ش"[:80]
AMHARIC = "ኢትዮጵያ የሰራተኛ ምልመላ እና የውጭ አገር የሥራ ስምሪት ኃላፊነቱ የተወሰነ የግል ማህበር"
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=300
).filter(lambda name: bool(name.strip()))


def forged(claims: Any, *, tag: int = 18, header: Any = None, unprotected: Any = None, prefix: str = PLAIN) -> str:
    """A code with a true signature around claims that the register would never write."""
    key_id = key_id_of(OFFICE.public("seal"))
    protected = cose.write({1: -8, 4: key_id} if header is None else header)
    payload = claims if isinstance(claims, bytes) else cbor2.dumps(claims)
    signed = cose.write(["Signature1", protected, prefix.encode(), payload])
    parts = [protected, unprotected or {}, payload, OFFICE.ed25519("seal").sign(signed)]
    return prefix + base45.encode(cbor2.dumps(cbor2.CBORTag(tag, parts)))


def honest_claims() -> dict[int, Any]:
    return {
        1: 4,
        2: "S",
        3: "L",
        4: "N",
        6: bytes(8),
        7: 20_000,
        8: 20_000,
        9: 20_365,
        10: "HQ",
        11: 1,
        12: 9,
        13: bytes(16),
    }


def test_a_code_gives_its_facts_back_to_whoever_trusts_the_key() -> None:
    assert verify_seal(read_seal(OFFICE.seal()), OFFICE.trust) == FACTS


def test_the_same_facts_give_the_same_code() -> None:
    assert OFFICE.seal() == OFFICE.seal()


@given(names, st.dates(date(1970, 1, 1), date(2200, 1, 1)), st.integers(0, 2**40), st.binary(min_size=16, max_size=16))
def test_any_facts_come_back_as_they_were_sealed(name: str, day: date, size: int, root: bytes) -> None:
    facts = replace(
        FACTS,
        agency_name=name,
        issued=day,
        valid_from=None,
        valid_to=day + timedelta(days=400),
        checkpoint_size=size,
        checkpoint_root=root,
        licence_number="",
        training=True,
    )
    found = read_seal(OFFICE.seal(facts))
    assert found.size <= LIMIT
    assert found.facts.names(name)
    assert replace(found.facts, agency_name=name, name_hash=b"") == facts


@pytest.mark.parametrize("name", [FACTS.agency_name, LATIN_80, ARABIC_40, ARABIC_80, AMHARIC])
def test_ordinary_names_stay_whole_and_the_code_readable_at_36_mm(name: str) -> None:
    code = OFFICE.seal(agency_name=name, checkpoint_root=OFFICE.random("root", 16), facts_hash=OFFICE.random("f", 8))
    found = read_seal(code)
    assert found.size <= LIMIT
    assert not found.facts.name_shortened
    assert found.facts.agency_name == name
    modules = memoryview(zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image()).shape[0]
    assert 36 / modules > 0.45, "mm a module"


def test_a_long_name_is_shortened_and_its_hash_stands_for_the_rest() -> None:
    name = "Überseeische Arbeitsvermittlungsgesellschaft mit beschränkter Haftung, vormals " + "".join(
        chr(0x1200 + ord(letter)) for letter in LATIN_80 + OFFICE.public("noise").hex()
    )
    found = read_seal(OFFICE.seal(agency_name=name))
    facts = verify_seal(found, OFFICE.trust)
    assert found.size <= LIMIT
    assert facts.name_shortened
    assert name.startswith(facts.agency_name)
    assert facts.names(name)
    assert not facts.names(name.replace("Haftung", "Haftunk"))
    assert not facts.names(facts.agency_name)


def test_a_name_is_never_cut_between_a_letter_and_its_marks() -> None:
    name = "".join(chr(0x915 + place % 30) + "ि" for place in range(0, 3000, 7))
    facts = read_seal(OFFICE.seal(agency_name=name)).facts
    assert facts.name_shortened
    assert len(facts.agency_name) % 2 == 0


def test_a_name_of_any_length_can_be_sealed() -> None:
    facts = read_seal(OFFICE.seal(agency_name="Zeta " * 5000)).facts
    assert facts.name_shortened
    assert facts.names("Zeta " * 5000)


def test_a_packed_code_says_so_in_its_prefix() -> None:
    assert OFFICE.seal(agency_name=AMHARIC).startswith(PACKED)
    short = OFFICE.seal(agency_name="Zeta", serial="1", licence_number="", checkpoint_root=OFFICE.random("r", 16))
    assert short.startswith(PLAIN)


@given(st.data())
def test_one_changed_letter_anywhere_is_refused(data: st.DataObject) -> None:
    code = OFFICE.seal(agency_name=data.draw(st.sampled_from(["Zeta", ARABIC_80])), serial="1", licence_number="2")
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from([letter for letter in base45.ALPHABET + "az\u0661" if letter != code[place]]))
    with pytest.raises(RegistryError) as refusal:
        verify_seal(read_seal(code[:place] + letter + code[place + 1 :]), OFFICE.trust)
    assert refusal.value.sentence
    assert refusal.value.hint


@given(st.integers(0, 340), st.sampled_from(["", "0", "00", "000"]))
def test_a_code_cut_or_lengthened_is_refused(cut: int, more: str) -> None:
    code = OFFICE.seal()
    changed = code[: max(len(code) - cut, 0)] + more
    if changed != code:
        with pytest.raises(RegistryError):
            verify_seal(read_seal(changed), OFFICE.trust)


@given(st.text(max_size=700) | st.text(base45.ALPHABET, max_size=700).map(lambda text: PLAIN + text))
def test_garbage_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RegistryError):
        read_seal(text)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_message_are_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(RegistryError):
        read_seal(PACKED + base45.encode(content))


def test_line_breaks_from_pasting_do_no_harm() -> None:
    code = OFFICE.seal()
    pasted = "  " + "\r\n".join(code[place : place + 40] for place in range(0, len(code), 40)) + "\n"
    assert read_seal(pasted).facts == FACTS


def test_the_form_written_by_hand_is_the_form_that_is_read() -> None:
    assert verify_seal(read_seal(forged(honest_claims())), OFFICE.trust).serial == "S"


@pytest.mark.parametrize(
    "code",
    [
        forged(honest_claims(), tag=17),
        forged(honest_claims(), header={1: -7, 4: key_id_of(OFFICE.public("seal"))}),
        forged(honest_claims(), header={1: -8, 4: b"short"}),
        forged(honest_claims(), header={1: -8, 4: key_id_of(OFFICE.public("seal")), 5: 1}),
        forged(honest_claims(), header=[1, 2]),
        forged(honest_claims(), unprotected={4: b"12345678"}),
        forged(dict(reversed(honest_claims().items()))),
        forged(cbor2.dumps(honest_claims()) + b"\x00"),
        forged(b"\xbf" + cbor2.dumps(honest_claims())[1:] + b"\xff"),
        forged(b"\xa2\x01\x04\x01\x05"),
        forged(b"\xa1\x18\x01\x04"),
        forged([1, 2, 3]),
        forged({**honest_claims(), 15: 1}),
        forged({**honest_claims(), 1: 250}),
        forged({**honest_claims(), 1: True}),
        forged({**honest_claims(), 2: ""}),
        forged({**honest_claims(), 2: b"S"}),
        forged({**honest_claims(), 7: -1}),
        forged({**honest_claims(), 7: 20_000.0}),
        forged({**honest_claims(), 9: 2**52}),
        forged({**honest_claims(), 13: bytes(15)}),
        forged({**honest_claims(), 14: False}),
        forged({key: value for key, value in honest_claims().items() if key != 10}),
        forged(b"\x9f" * 300),
        forged(b"\xd8\x23\x64(a*)"),
        forged(cbor2.dumps(honest_claims()), prefix=PACKED),
        PACKED + forged(honest_claims())[5:],
    ],
)
def test_every_other_encoding_is_refused_even_when_truly_signed(code: str) -> None:
    with pytest.raises(RegistryError):
        verify_seal(read_seal(code), OFFICE.trust)


def test_packed_facts_that_unpack_without_end_are_refused() -> None:
    import zlib

    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = squeezer.compress(bytes(200_000)) + squeezer.flush()
    with pytest.raises(NotGenuine):
        read_seal(forged(bomb[:250], prefix=PACKED))


def test_an_unknown_key_is_not_trusted() -> None:
    with pytest.raises(NotTrusted, match="not on the list"):
        verify_seal(read_seal(PaperOffice("somebody else").seal()), OFFICE.trust)


def test_a_seal_by_another_offices_key_is_refused() -> None:
    with pytest.raises(NotGenuine, match="REGION"):
        verify_seal(read_seal(OFFICE.seal(office="REGION")), OFFICE.trust)


def test_a_training_key_seals_no_real_paper_nor_a_real_key_a_training_paper() -> None:
    training = replace(OFFICE.trust, training=True)
    assert verify_seal(read_seal(OFFICE.seal(training=True)), training).training
    for paper, trust in ((OFFICE.seal(), training), (OFFICE.seal(training=True), OFFICE.trust)):
        with pytest.raises(NotGenuine, match="training"):
            verify_seal(read_seal(paper), trust)


@pytest.mark.parametrize(
    "changes",
    [{"serial": "9" * 41}, {"licence_number": "ኢ" * 20}, {"office": "OFFICE" * 8}],
    ids=["serial", "licence", "office"],
)
def test_a_fact_too_long_for_a_code_is_refused_when_sealing(changes: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="too long"):
        OFFICE.seal(**changes)


def test_the_longest_facts_that_are_taken_still_fit() -> None:
    code = OFFICE.seal(serial="9" * 40, licence_number="8" * 40, office="7" * 40, agency_name="Ω" * 300)
    assert read_seal(code).size <= LIMIT


@given(st.binary(max_size=200))
def test_base45_gives_every_bytes_back(content: bytes) -> None:
    assert base45.decode(base45.encode(content)) == content


@pytest.mark.parametrize(
    ("plain", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base45_is_that_of_the_standard(plain: bytes, text: str) -> None:
    assert base45.encode(plain) == text
    assert base45.decode(text) == plain


@pytest.mark.parametrize("text", ["A", "GGW", ":::", "::", "aaa", "é12", "٣٤٥"])
def test_base45_refuses_what_no_bytes_give(text: str) -> None:
    with pytest.raises(BadInput):
        base45.decode(text)


def test_the_kinds_have_words_for_people() -> None:
    from registry_app.certificates.check_report import KIND_WORDS

    assert KIND_WORDS.keys() == seal.KINDS.keys()
    assert len(set(seal.KINDS.values())) == len(seal.KINDS)
