"""Signed checkpoints: read strictly, trusted only under a key known for this log."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadFile, BadInput, NotTrusted, RegistryError
from registry_app.journal.anchors import read_anchor
from registry_app.journal.checkpoint import (
    Checkpoint,
    CheckpointKey,
    check_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from registry_app.journal.verify import Anchor
from tests.support.verifier import stand_alone

NAME = "registry/ET/HQ"
ROOT = bytes(range(32))


def pair(number: int, name: str = NAME) -> tuple[Ed25519PrivateKey, CheckpointKey]:
    private = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
    return private, CheckpointKey(name, private.public_key().public_bytes_raw())


PRIVATE, KEY = pair(1)
STATEMENT = Checkpoint(NAME, 42, ROOT, "2019-03-04T05:00:00.000Z")
NOTE = sign_checkpoint(STATEMENT, KEY, PRIVATE.sign)


def test_a_note_reads_as_it_was_written_also_with_the_line_ends_of_windows() -> None:
    assert check_checkpoint(NOTE, [KEY]) == STATEMENT
    assert check_checkpoint(NOTE.replace("\n", "\r\n"), [KEY]) == STATEMENT
    other = stand_alone()
    found = other.read_checkpoint(NOTE, [other.Key(KEY.public)], "It")
    assert (found.size, found.root, found.origin) == (42, ROOT, NAME)


@given(st.integers(0, len(NOTE) - 1), st.sampled_from("0aA/+=—\n x"))
def test_one_changed_letter_anywhere_is_never_taken_for_another_statement(place: int, letter: str) -> None:
    changed = NOTE[:place] + letter + NOTE[place + 1 :]
    if changed == NOTE:
        return
    with pytest.raises((BadFile, NotTrusted)):
        check_checkpoint(changed, [KEY])


body = NOTE.rpartition("\n\n")[0]
signature = NOTE.rpartition("\n\n")[2]
NO_NOTES = {
    "nothing": "",
    "no signature": body + "\n\n",
    "no gap": body + "\n" + signature,
    "no last line end": NOTE.removesuffix("\n"),
    "no origin": NOTE.replace(NAME, "", 1),
    "a negative size": NOTE.replace("\n42\n", "\n-42\n"),
    "a size with a nought before it": NOTE.replace("\n42\n", "\n042\n"),
    "a size with a sign": NOTE.replace("\n42\n", "\n+42\n"),
    "a size in other digits": NOTE.replace("\n42\n", "\n٤٢\n"),
    "a size that is no number": NOTE.replace("\n42\n", "\nforty\n"),
    "a size longer than a page": NOTE.replace("\n42\n", "\n" + "9" * 5_000 + "\n"),
    "a short root": NOTE.replace(base64.b64encode(ROOT).decode(), base64.b64encode(ROOT[:31]).decode()),
    "a root that is no base64": NOTE.replace(base64.b64encode(ROOT).decode(), "!" * 44),
    "two lines only": f"{NAME}\n42\n\n{signature}",
    "an empty line within": NOTE.replace("\nmoment", "\n\nmoment"),
    "an empty line between signatures": NOTE + "\n" + signature,
    "another dash": NOTE.replace("\u2014", "-"),
    "a signature without its name": NOTE.replace(f"\u2014 {NAME} ", "\u2014 "),
    "a signature that is no base64": NOTE.replace(f"\u2014 {NAME} ", f"\u2014 {NAME} *"),
}


@pytest.mark.parametrize("what", NO_NOTES)
def test_what_is_no_note_is_refused_in_a_sentence(what: str) -> None:
    with pytest.raises(BadFile, match="not a signed checkpoint") as refused:
        check_checkpoint(NO_NOTES[what], [KEY])
    assert refused.value.hint


@given(st.text(max_size=200))
def test_no_text_is_a_fault(text: str) -> None:
    with pytest.raises(RegistryError):
        check_checkpoint(text, [KEY])


def test_a_strangers_signature_beside_ours_harms_nothing_whatever_its_order() -> None:
    stranger_private, stranger = pair(2)
    theirs = sign_checkpoint(STATEMENT, stranger, stranger_private.sign).rpartition("\n\n")[2]
    for note in (NOTE + theirs, NOTE.replace(signature, theirs + signature)):
        assert check_checkpoint(note, [KEY]) == STATEMENT
        assert len(read_checkpoint(note)[1]) == 2
    with pytest.raises(NotTrusted, match="No known key"):
        check_checkpoint(NOTE, [stranger])
    with pytest.raises(NotTrusted):
        check_checkpoint(NOTE, [])


def test_a_key_speaks_only_for_the_log_it_is_named_after() -> None:
    """The right key signs a statement about another office's log: true words of nobody."""
    other = Checkpoint("registry/ET/DD", 42, ROOT, "2019-03-04T05:00:00.000Z")
    with pytest.raises(NotTrusted):
        check_checkpoint(sign_checkpoint(other, KEY, PRIVATE.sign), [KEY])


def test_the_right_hash_with_a_wrong_signature_is_not_trusted() -> None:
    forged = sign_checkpoint(STATEMENT, KEY, pair(3)[0].sign)
    with pytest.raises(NotTrusted):
        check_checkpoint(forged, [KEY])


# -- anchors -------------------------------------------------------------------------------------------------------


def no_code(_code: str) -> tuple[int, bytes]:
    raise AssertionError("no code was given")


def test_an_anchor_is_a_checkpoint_or_a_code() -> None:
    keys = {"00": [pair(2)[1]], "11": [KEY]}
    assert read_anchor(NOTE, "file", keys, no_code) == Anchor(42, ROOT, "file", "11")
    assert read_anchor(NOTE.strip(), "text", keys, no_code) == Anchor(42, ROOT, "text", "11")
    assert read_anchor(" LRC2:ABC\n", "code", keys, lambda code: (7, code.encode())) == Anchor(7, b"LRC2:ABC", "code")


@pytest.mark.parametrize("text", ["", "hello", "hello\nthere", NOTE.replace("42", "43"), NOTE.replace("\n", " ")])
def test_what_is_no_anchor_is_refused_and_says_where_it_was_read(text: str) -> None:
    with pytest.raises(BadInput, match=r"anchor\.txt.* is neither"):
        read_anchor(text, "anchor.txt", {"11": [KEY]}, no_code)
