"""The stand-alone verifier: an export, proofs and anchors judged by one file that knows nothing of the program."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from registry_app.documents import base45
from registry_app.documents.seal import read_seal
from registry_app.documents.trust import Revocation
from registry_app.documents.trust_files import load, write_keys, write_list
from registry_app.journal.checkpoint import Checkpoint, CheckpointKey, sign_checkpoint
from registry_app.journal.merkle import consistency_path, inclusion_path, leaf_hash, root_of
from tests.support.paper_office import FACTS, PaperOffice

VERIFIER = Path(__file__).parent.parent.parent / "packaging" / "verify_journal.py"
OFFICE = PaperOffice()
ORIGIN = "registry/ET/HQ"
ARABIC = "مؤسسة النور الدولية لتوظيف العمالة المنزلية والمهنية"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_journal", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["verify_journal"] = module
    spec.loader.exec_module(module)
    return module


verifier: Any = loaded()


def leaves(count: int, word: str = "licence:issued") -> list[bytes]:
    return [
        json.dumps([1, "00ff", seq, "tx", "2019-03-04T08:00:00.000Z", "a", word, "insert", "t", "r", {}]).encode()
        for seq in range(count)
    ]


def note(entries: Sequence[bytes], size: int, *, key: Ed25519PrivateKey | None = None, origin: str = ORIGIN) -> str:
    signing = key or OFFICE.ed25519("checkpoint")
    checkpoint = Checkpoint(origin, size, root_of(entries[:size]), "2019-03-04T08:00:00.000Z")
    return sign_checkpoint(checkpoint, CheckpointKey(origin, signing.public_key().public_bytes_raw()), signing.sign)


def code(entries: Sequence[bytes], size: int, name: str = FACTS.agency_name, *, office: PaperOffice = OFFICE) -> str:
    return office.seal(checkpoint_size=size, checkpoint_root=root_of(entries[:size])[:16], agency_name=name)


@dataclass(frozen=True)
class Desk:
    """An auditor's desk: what lies on it, and what the verifier says."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def put(self, name: str, content: bytes | str) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def journal(self, entries: Sequence[bytes], *notes: str) -> str:
        self.put("journal.jsonl", b"".join(entry + b"\n" for entry in entries))
        for number, text in enumerate(notes):
            self.put(f"checkpoint{number}.txt", text)
        return str(self.folder)

    def proof(self, entries: Sequence[bytes], index: int, size: int, /, **changes: Any) -> str:
        hashes = [leaf_hash(entry) for entry in entries[:size]]
        proof = {
            "format": "registry-proof",
            "version": 1,
            "origin": ORIGIN,
            "index": index,
            "size": size,
            "leaf": entries[index].decode(),
            "path": [step.hex() for step in inclusion_path(hashes, index)],
            "checkpoint": note(entries, size),
        }
        return self.put("proof.json", json.dumps({**proof, **changes}))

    def run(self, *arguments: str, keys: str | None = None) -> tuple[int, str]:
        given = ["--key", keys or self.put("keys.json", write_keys(OFFICE.trust)), *arguments]
        status = verifier.main(given)
        said = self.capsys.readouterr()
        return status, said.out + said.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_it_needs_the_standard_library_and_cryptography_alone() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"))
    roots = set()
    for each in ast.walk(tree):
        if isinstance(each, ast.Import):
            roots |= {name.name.split(".")[0] for name in each.names}
        elif isinstance(each, ast.ImportFrom):
            roots.add((each.module or "").split(".")[0])
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def test_an_untouched_journal_is_intact(desk: Desk) -> None:
    entries = leaves(21)
    status, said = desk.run(desk.journal(entries, note(entries, 7), note(entries, 21)))
    assert status == 0
    assert "Intact: the first 21 of 21 entries" in said
    assert OFFICE.trust.fingerprint not in said  # an unsigned list has no root to show


def test_entries_after_the_last_checkpoint_are_said_to_be_under_none(desk: Desk) -> None:
    entries = leaves(21)
    status, said = desk.run(desk.journal(entries, note(entries, 16)))
    assert status == 0
    assert "The 5 entries after that are under no checkpoint" in said


@given(size=st.integers(1, 40), data=st.data())
def test_every_checkpoint_of_every_size_fits_the_journal_it_was_made_of(size: int, data: st.DataObject) -> None:
    entries = leaves(size)
    roots, found = verifier.roots_at(iter(entries), set(range(size + 1)))
    assert found == size
    wanted = data.draw(st.integers(0, size))
    assert roots[wanted] == root_of(entries[:wanted])


@pytest.mark.parametrize("name", [FACTS.agency_name, "Zeta", ARABIC])
def test_a_later_certificates_code_anchors_the_journal(desk: Desk, name: str) -> None:
    entries = leaves(21)
    folder = desk.journal(entries, note(entries, 8))
    status, said = desk.run(folder, "--anchor", code(entries, 13, name))
    assert (status, "the first 13 of 21" in said) == (0, True)
    status, _said = desk.run(folder, "--anchor", desk.put("code.txt", code(entries, 13, name) + "\n"))
    assert status == 0


def test_one_changed_letter_of_one_entry_is_found_and_its_place_named(desk: Desk) -> None:
    entries = leaves(21)
    notes = [note(entries, size) for size in (7, 14, 21)]
    entries[9] = entries[9].replace(b"issued", b"issuee")
    status, said = desk.run(desk.journal(entries, *notes))
    assert status == 1
    assert "at or after entry 7 and before entry 14" in said


def test_a_journal_rewritten_with_all_the_offices_keys_does_not_fit_an_old_certificate(desk: Desk) -> None:
    true, false = leaves(21), leaves(21, "licence:revoked")
    folder = desk.journal(false, note(false, 21))
    assert desk.run(folder)[0] == 0
    status, said = desk.run(folder, "--anchor", code(true, 13))
    assert status == 1
    assert "HQ-C-2026-000417-3" in said


def test_a_tail_cut_off_does_not_fit_an_anchor(desk: Desk) -> None:
    entries = leaves(21)
    folder = desk.journal(entries[:12], note(entries, 12))
    for anchor in (code(entries, 20), note(entries, 20)):
        status, said = desk.run(folder, "--anchor", anchor)
        assert status == 1
        assert "its tail was cut off" in said


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries[1:],
        lambda entries: [entries[1], entries[0], *entries[2:]],
        lambda entries: [*entries[:5], entries[5], *entries[5:]],
        lambda entries: [*entries[:-1], b""],
        lambda entries: [*entries[:-1], b'["half an ent'],
        lambda entries: [*entries[:3], entries[3] + b" ", *entries[4:]],
    ],
)
def test_lost_swapped_doubled_and_damaged_entries_are_found(desk: Desk, change: Any) -> None:
    entries = leaves(9)
    status, said = desk.run(desk.journal(change(entries), note(entries, 9)))
    assert status == 1
    assert said.count("NOT INTACT") == 1


def test_a_forged_checkpoint_is_refused(desk: Desk) -> None:
    entries = leaves(9)
    forged = note(entries, 9).replace("\n9\n", "\n8\n")
    status, said = desk.run(desk.journal(entries, forged))
    assert (status, "forged" in said) == (1, True)
    stranger = note(entries, 9, key=Ed25519PrivateKey.from_private_bytes(bytes(32)))
    status, said = desk.run(desk.journal(entries, stranger))
    assert (status, "no key that is trusted" in said) == (2, True)


def test_a_key_signs_its_own_offices_log_and_its_own_purpose_only(desk: Desk) -> None:
    entries = leaves(9)
    other = note(entries, 9, origin="registry/ET/REGION")
    assert desk.run(desk.journal(entries, other))[0] == 2
    by_seal_key = note(entries, 9, key=OFFICE.ed25519("seal"))
    assert desk.run(desk.journal(entries, by_seal_key))[0] == 2


def test_a_forged_code_is_no_anchor(desk: Desk) -> None:
    entries = leaves(9)
    folder = desk.journal(entries, note(entries, 9))
    good = code(entries, 5)
    assert desk.run(folder, "--anchor", good[:-6] + "000000")[0] == 1
    assert desk.run(folder, "--anchor", good[:40])[0] == 1
    assert desk.run(folder, "--anchor", good + "0")[0] == 1
    assert desk.run(folder, "--anchor", code(entries, 5, office=PaperOffice("others")))[0] == 2
    assert desk.run(folder, "--anchor", OFFICE.seal(office="REGION"))[0] == 1
    assert desk.run(folder, "--anchor", desk.put("a.txt", "no anchor at all"))[0] == 1


@given(place=st.integers(0, 300), letter=st.sampled_from(base45.ALPHABET))
def test_no_changed_letter_of_a_code_gives_another_anchor(place: int, letter: str) -> None:
    entries = leaves(5)
    good = code(entries, 5)
    keys = [
        verifier.Key(key.public, key.purpose.value, key.office) for key in OFFICE.trust.keys if key.purpose != "pdf"
    ]
    changed = good[:place] + letter + good[place + 1 :]
    if changed != good:
        with pytest.raises((verifier.NotIntact, verifier.NoKey)):
            verifier.read_code(changed, keys, "the code")


def test_its_reader_of_codes_agrees_with_the_registers_own() -> None:
    for name in (FACTS.agency_name, "Zeta", ARABIC, "Ω" * 300):
        text = OFFICE.seal(agency_name=name)
        keys = [verifier.Key(OFFICE.public("seal"))]
        anchor, facts = verifier.read_code(text, keys, "c"), read_seal(text).facts
        assert (anchor.size, anchor.root, anchor.office) == (facts.checkpoint_size, facts.checkpoint_root, facts.office)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=300) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 300), inner, max_size=4),
    max_leaves=6,
)


@given(plain)
def test_its_cbor_is_that_of_the_library(value: Any) -> None:
    assert verifier.read_cbor(cbor2.dumps(value, canonical=True)) == (value, b"")


def test_a_proof_of_one_entry_holds_for_every_entry_of_every_size(desk: Desk) -> None:
    entries = leaves(18)
    for size in (1, 2, 7, 8, 18):
        for index in range(size):
            status, said = desk.run(desk.proof(entries, index, size))
            assert status == 0, said
    assert entries[17].decode() in said


@pytest.mark.parametrize(
    "changes",
    [
        {"leaf": leaves(1, "licence:revoked")[0].decode()},
        {"index": 4},
        {"index": True},
        {"index": -1},
        {"size": 12},
        {"origin": "registry/ET/OTHER"},
        {"path": []},
        {"path": ["00" * 32] * 4},
        {"path": ["00"]},
        {"path": None},
        {"version": 2},
        {"format": "registry-export"},
        {"checkpoint": note(leaves(13), 13).replace("\n13\n", "\n12\n")},
        {"checkpoint": "no checkpoint"},
        {"checkpoint": 5},
    ],
)
def test_a_changed_proof_does_not_hold(desk: Desk, changes: dict[str, Any]) -> None:
    status, said = desk.run(desk.proof(leaves(13), 5, 13, **changes))
    assert status == 1
    assert "NOT INTACT" in said


def test_a_proof_is_compared_with_an_anchor_of_its_size(desk: Desk) -> None:
    entries = leaves(13)
    assert desk.run(desk.proof(entries, 5, 13), "--anchor", code(entries, 13))[0] == 0
    assert desk.run(desk.proof(entries, 5, 13), "--anchor", code(leaves(13, "x"), 13))[0] == 1


def test_growth_is_proved_without_showing_an_entry(desk: Desk) -> None:
    entries = leaves(21)
    hashes = [leaf_hash(entry) for entry in entries]
    for old in (1, 8, 13, 21):
        proof = {
            "format": "registry-consistency",
            "version": 1,
            "path": [step.hex() for step in consistency_path(hashes, old)],
            "old_checkpoint": note(entries, old),
            "checkpoint": note(entries, 21),
        }
        assert desk.run(desk.put("growth.json", json.dumps(proof)))[0] == 0
        other = {**proof, "old_checkpoint": note(leaves(21, "licence:revoked"), old)}
        assert desk.run(desk.put("growth.json", json.dumps(other)))[0] == 1


def test_without_a_trusted_key_nothing_is_said(desk: Desk) -> None:
    entries = leaves(3)
    folder = desk.journal(entries, note(entries, 3))
    assert verifier.main([folder]) == 2
    for content in ("", "{}", "[]", "rubbish", '{"format":"registry-public-key","version":9}', b"\xff\xfe"):
        assert desk.run(folder, keys=desk.put("bad", content))[0] == 2
    assert desk.run(folder, keys=str(desk.folder / "none"))[0] == 2
    assert desk.run(str(desk.folder / "nothing here"))[0] == 2
    (desk.folder / "checkpoint0.txt").unlink()
    assert desk.run(folder)[0] == 2


def test_a_wrong_call_has_status_2(desk: Desk) -> None:
    with pytest.raises(SystemExit) as stopped:
        verifier.main([])
    assert stopped.value.code == 2


def test_a_signed_list_a_pem_and_a_note_key_are_taken(desk: Desk) -> None:
    entries = leaves(9)
    folder = desk.journal(entries, note(entries, 9))
    root = OFFICE.public("root")
    signed = write_list(OFFICE.trust, root=root, sign=OFFICE.ed25519("root").sign)
    status, said = desk.run(folder, keys=desk.put("list.json", signed))
    assert status == 0
    assert load(signed).fingerprint in said
    assert desk.run(folder, keys=desk.put("list.json", signed.replace(b'"HQ"', b'"HO"')))[0] == 2
    checkpoint_key = OFFICE.ed25519("checkpoint").public_key()
    pem = checkpoint_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert desk.run(folder, keys=desk.put("key.pem", pem))[0] == 0
    raw = checkpoint_key.public_bytes_raw()
    vkey = (
        f"{ORIGIN}+{CheckpointKey(ORIGIN, raw).hash.hex()}+{__import__('base64').b64encode(bytes([1]) + raw).decode()}"
    )
    assert desk.run(folder, keys=desk.put("note.key", vkey))[0] == 0
    assert desk.run(folder, keys=desk.put("note.key", vkey.replace("registry/ET", "registry/NP")))[0] == 2


def test_a_stolen_key_and_a_training_register_are_spoken_of(desk: Desk) -> None:
    entries = leaves(9)
    folder = desk.journal(entries, note(entries, 9))
    training = write_keys(replace(OFFICE.trust, training=True))
    assert "A TRAINING REGISTER" in desk.run(folder, keys=desk.put("t.json", training))[1]
    stolen = tuple(
        replace(key, revoked_from=key.valid_from, revoked_because=Revocation.COMPROMISED) for key in OFFICE.trust.keys
    )
    assert desk.run(folder, keys=desk.put("s.json", write_keys(replace(OFFICE.trust, keys=stolen))))[0] == 2
