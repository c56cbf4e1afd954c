#!/usr/bin/env python3
"""Checks an office's exported journal without the register's program: one file, standard library and `cryptography`.

    python3 verify_journal.py --key KEYS [--checkpoint FILE]... [--anchor FILE|TEXT]... FOLDER|journal.jsonl|proof.json

KEYS is the file of public keys or the trust list that the ministry or the office handed out (or a PEM public key, or a
note key `name+hash+base64`). Never take it from the export that is being checked: compare the fingerprint printed here
with the ministry's.

* `journal.jsonl`: one entry a line, the exact bytes that are hashed. Every checkpoint and anchor must fit its beginning.
* a folder: its `journal.jsonl`, with the checkpoints of its `checkpoint*.txt`.
* a proof (`registry-proof`: one entry is in the log; `registry-consistency`: a log only grew).
* an anchor is what the office cannot have rewritten since: an earlier checkpoint (C2SP tlog-checkpoint), or the code of
  a certificate (`LRC1:` or `LRC2:`), which carries the size of the log and 16 bytes of its root.

Hashing is that of RFC 6962 and RFC 9162. Exit status: 0 intact, 1 not intact, 2 wrong call or no key that is trusted.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DASH = "\u2014"
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CODES = ("LRC1:", "LRC2:")
FILE_LIMIT = 64 << 20  # of everything but the journal itself, which is read line by line
PAYLOAD_LIMIT = 2048


class NotIntact(Exception):
    """What is checked was changed, cut or forged; the text is the sentence."""


class NoKey(Exception):
    """Nothing can be said: a wrong call, or no key that is trusted."""


@dataclass(frozen=True)
class Key:
    """An Ed25519 public key, what it may sign, for which office, and its name in notes (empty: not said)."""

    public: bytes
    purpose: str = ""
    office: str = ""
    name: str = ""

    def may_sign(self, purpose: str, office: str) -> bool:
        """Whether the key counts for this purpose of this office."""
        return self.purpose in ("", purpose) and self.office in ("", office)

    @property
    def key_id(self) -> bytes:
        """How a certificate's code names it."""
        return hashlib.sha256(self.public).digest()[:8]

    def note_hash(self, name: str) -> bytes:
        """How a checkpoint's signature line names it (C2SP signed-note)."""
        return hashlib.sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is this key's over the message."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Anchor:
    """A statement about the log that the office made at some time: `root` may be its beginning only."""

    what: str
    size: int
    root: bytes
    office: str
    origin: str = ""


# ── keys ──


def read_keys(path: str) -> tuple[list[Key], str]:
    """The keys of a file, and a line that says whose they are; `NoKey` when it holds none."""
    content = read_small(path)
    try:
        if b"-----BEGIN PUBLIC KEY-----" in content:
            key = serialization.load_pem_public_key(content)
            if not isinstance(key, Ed25519PublicKey):
                raise NoKey(f"{path} holds a key of another kind than Ed25519.")
            raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
            return [Key(raw)], f"one key, fingerprint {fingerprint(raw)}"
        if not content.lstrip().startswith(b"{"):
            return read_note_key(content.decode().strip())
        return read_key_document(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoKey(f"{path} is no file of public keys, or it is damaged.") from error


def read_note_key(text: str) -> tuple[list[Key], str]:
    """A C2SP note key: `name+hash+base64(algorithm ‖ key)`."""
    name, stated, encoded = text.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    key = Key(raw[1:], name=name)
    if raw[:1] != b"\x01" or key.note_hash(name).hex() != stated or len(key.public) != 32:
        raise ValueError("not an Ed25519 note key")
    return [key], f"the note key of {name}, fingerprint {fingerprint(key.public)}"


def read_key_document(document: dict[str, Any]) -> tuple[list[Key], str]:
    """`registry-public-key` or `registry-trust-list`, whose root signature must hold."""
    if document["version"] != 1 or document["format"] not in ("registry-public-key", "registry-trust-list"):
        raise NoKey("The file of keys is of another kind or version than this verifier knows.")
    body, signed = document, ""
    if document["format"] == "registry-trust-list":
        body = document["list"]
        root = Key(base64.b64decode(document["root"], validate=True))
        canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        signature = base64.b64decode(document["signature"], validate=True)
        if not root.verifies(signature, b"registry-trust-list-v1\n" + canonical):
            raise NoKey("The list of keys was changed after the ministry signed it.")
        signed = f", root fingerprint {fingerprint(root.public)}"
    keys = [
        Key(base64.b64decode(entry["public_key"], validate=True), entry["purpose"], entry["office"])
        for entry in body["keys"]
        if entry["algorithm"] == "Ed25519" and entry.get("revoked_because") != "compromised"
    ]
    training = ", A TRAINING REGISTER" if body["training"] else ""
    return keys, f"{len(keys)} keys of {body['ministry'] or 'an unnamed ministry'}{signed}{training}"


def fingerprint(content: bytes) -> str:
    """Six groups of five digits, as the register prints them."""
    digest = hashlib.sha256(content).digest()
    return " ".join(f"{int.from_bytes(digest[5 * i : 5 * i + 5], 'big') % 100_000:05d}" for i in range(6))


# ── checkpoints and codes ──


def read_checkpoint(note: str, keys: list[Key], what: str) -> Anchor:
    """The statement of a signed note, once a trusted checkpoint key is found to have signed exactly this text."""
    text, gap, signatures = note.replace("\r\n", "\n").rpartition("\n\n")
    lines = text.split("\n")
    try:
        size, root = int(lines[1]), base64.b64decode(lines[2], validate=True)
        if not gap or str(size) != lines[1] or size < 0 or len(root) != 32 or not lines[0]:
            raise ValueError
    except (ValueError, IndexError) as error:
        raise NotIntact(f"{what} is no signed checkpoint.") from error
    office = lines[0].rsplit("/", 1)[-1]  # a log is called registry/<country>/<office>
    for line in signatures.split("\n"):
        parts = line.split(" ")
        if len(parts) != 3 or parts[0] != DASH or parts[1] != lines[0]:
            continue
        try:
            value = base64.b64decode(parts[2], validate=True)
        except binascii.Error:
            continue
        for key in keys:
            if not key.may_sign("checkpoint", office) or key.name not in ("", parts[1]):
                continue
            if value[:4] == key.note_hash(parts[1]):
                if key.verifies(value[4:], (text + "\n").encode()):
                    return Anchor(what, size, root, office, lines[0])
                raise NotIntact(f"{what} is forged: its signature does not fit what it says.")
    raise NoKey(f"{what} of {lines[0]} is signed by no key that is trusted here.")


def read_code(code: str, keys: list[Key], what: str) -> Anchor:
    """What a certificate's code says of the log, once a trusted seal key is found to have signed it."""
    prefix, text = code[:5], code[5:]
    try:
        message, rest = read_cbor(from_base45(text))
        protected, unprotected, payload, signature = message[18]
        header, more = read_cbor(protected)
        if rest or more or unprotected or set(header) != {1, 4} or header[1] != -8:
            raise ValueError
        signed = b"\x84\x6aSignature1" + cbor_bytes(protected) + cbor_bytes(prefix.encode()) + cbor_bytes(payload)
        found = [key for key in keys if key.may_sign("seal", key.office) and key.key_id == header[4]]
        if not found:
            raise NoKey(f"{what} is sealed by no key that is trusted here.")
        if not found[0].verifies(signature, signed):
            raise NotIntact(f"{what} is forged or misread: its signature does not fit what it says.")
        claims, rest = read_cbor(payload if prefix == CODES[0] else unpack(payload))
        if rest or not isinstance(claims[12], int) or len(claims[13]) != 16 or not isinstance(claims[10], str):
            raise ValueError
        if not found[0].may_sign("seal", claims[10]):
            raise NotIntact(f"{what} names the office {claims[10]}, but another office's key sealed it.")
        return Anchor(f"{what} (certificate {claims[2]})", claims[12], claims[13], claims[10])
    except (ValueError, ArithmeticError, LookupError, TypeError, RecursionError, zlib.error) as error:
        raise NotIntact(f"{what} is no whole code of the register.") from error


def unpack(packed: bytes) -> bytes:
    """The claims behind raw deflate, which are never long."""
    stretcher = zlib.decompressobj(-15)
    claims = stretcher.decompress(packed, PAYLOAD_LIMIT)
    if not stretcher.eof or stretcher.unused_data:
        raise ValueError("not the register's packing")
    return claims


def from_base45(text: str) -> bytes:
    """RFC 9285."""
    values = [BASE45.index(letter) for letter in text]
    if len(values) % 3 == 1:
        raise ValueError("a letter is missing")
    content = bytearray()
    for start in range(0, len(values), 3):
        group = values[start : start + 3]
        content += sum(digit * 45**place for place, digit in enumerate(group)).to_bytes(len(group) - 1, "big")
    return bytes(content)


def read_cbor(content: bytes, depth: int = 0) -> tuple[Any, bytes]:
    """The first value of deterministic CBOR (RFC 8949) and what stands behind it; a tag becomes `{tag: value}`."""
    if depth > 8:
        raise ValueError("too deep")
    kind, number = content[0] >> 5, content[0] & 31
    rest = content[1:]
    if kind == 7:
        return {20: False, 21: True, 22: None}[number], rest
    if number > 23:
        size = 1 << (number - 24)
        if number > 27 or len(rest) < size:
            raise ValueError("not deterministic")
        number, rest = int.from_bytes(rest[:size], "big"), rest[size:]
        if number < (24 if size == 1 else 1 << (4 * size)):
            raise ValueError("not the shortest form")
    if kind < 2:
        return (-1 - number if kind else number), rest
    if kind < 4:
        if len(rest) < number:
            raise ValueError("cut off")
        return (rest[:number].decode() if kind == 3 else rest[:number]), rest[number:]
    if kind == 6:
        value, rest = read_cbor(rest, depth + 1)
        return {number: value}, rest
    return read_cbor_items(rest, number, depth, is_map=kind == 5)


def read_cbor_items(rest: bytes, count: int, depth: int, *, is_map: bool) -> tuple[Any, bytes]:
    """A list, or a map whose keys stand in order and once."""
    items: list[Any] = []
    last = b""
    for place in range(count * (2 if is_map else 1)):
        before = rest
        value, rest = read_cbor(rest, depth + 1)
        if is_map and place % 2 == 0:
            key = before[: len(before) - len(rest)]
            if (len(key), key) <= (len(last), last):
                raise ValueError("keys out of order")
            last = key
        items.append(value)
    return ({items[i]: items[i + 1] for i in range(0, len(items), 2)} if is_map else items), rest


def cbor_bytes(content: bytes) -> bytes:
    """A byte string in CBOR."""
    size = len(content)
    head = (
        bytes((64 + size,))
        if size < 24
        else b"\x58" + bytes((size,))
        if size < 256
        else b"\x59" + size.to_bytes(2, "big")
    )
    return head + content


# ── the tree ──


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots_at(lines: Iterator[bytes], sizes: set[int]) -> tuple[dict[int, bytes], int]:
    """The root of the log at each of these sizes, and how many entries there are."""
    edge: list[bytes] = []
    roots, size = {}, 0
    if 0 in sizes:
        roots[0] = hashlib.sha256(b"").digest()
    for line in lines:
        current = hashlib.sha256(b"\x00" + line).digest()
        place = size
        while place & 1:
            current = node(edge.pop(), current)
            place >>= 1
        edge.append(current)
        size += 1
        if size in sizes:
            root = edge[-1]
            for left in reversed(edge[:-1]):
                root = node(left, root)
            roots[size] = root
    return roots, size


def entries(stream: BinaryIO) -> Iterator[bytes]:
    """The leaves of an export, each the exact bytes of a line."""
    for count, line in enumerate(stream):
        leaf = line[:-1] if line.endswith(b"\n") else line
        try:
            json.loads(leaf)
        except (ValueError, RecursionError) as error:
            raise NotIntact(f"Entry {count} of the journal is damaged: it is no entry at all.") from error
        yield leaf


def check_journal(path: Path, anchors: list[Anchor]) -> str:
    """Every anchor must be a true statement about the journal's beginning."""
    if not anchors:
        raise NoKey("Nothing to compare the journal with: give a checkpoint or an anchor.")
    for names in ({each.origin for each in anchors if each.origin}, {each.office for each in anchors}):
        if len(names) > 1:
            raise NoKey(f"The checkpoints and anchors are of different journals: {', '.join(sorted(names))}.")
    with path.open("rb") as stream:
        roots, size = roots_at(entries(stream), {anchor.size for anchor in anchors})
    good = 0
    for anchor in sorted(anchors, key=lambda each: each.size):
        if anchor.size > size:
            raise NotIntact(
                f"{anchor.what} states {anchor.size} entries, but the journal has only {size}: its tail was cut off, "
                "or it was exported before that statement was made; then export it again."
            )
        if roots[anchor.size][: len(anchor.root)] != anchor.root:
            raise NotIntact(
                f"The journal was rewritten: {anchor.what} states another content of the first {anchor.size} entries. "
                f"The change lies at or after entry {good} and before entry {anchor.size}."
            )
        good = anchor.size
    later = f" The {size - good} entries after that are under no checkpoint given here." if size > good else ""
    compared = f"checkpoints and anchors compared: {len(anchors)}"
    return f"Intact: the first {good} of {size} entries are exactly those that were signed ({compared}).{later}"


def check_proof(proof: dict[str, Any], keys: list[Key], anchors: list[Anchor]) -> str:
    """One entry is in the log, or a log only grew; the checkpoint inside the proof must be signed by a trusted key."""
    try:
        kind, version = proof["format"], proof["version"]
        path = [bytes.fromhex(step) for step in proof["path"]]
        if version != 1 or kind not in ("registry-proof", "registry-consistency") or any(len(s) != 32 for s in path):
            raise ValueError
        head = read_checkpoint(proof["checkpoint"], keys, "The proof's checkpoint")
        if kind == "registry-consistency":
            old = read_checkpoint(proof["old_checkpoint"], keys, "The proof's older checkpoint")
            if old.origin != head.origin or not grew(old, head, path):
                raise NotIntact("The proof does not hold: the newer journal does not begin with the older one.")
            return f"Proved: the journal of {head.origin} with {head.size} entries begins with its first {old.size}."
        index, leaf = proof["index"], proof["leaf"].encode()
        if type(index) is not int or proof["size"] != head.size or proof["origin"] != head.origin:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotIntact("This is no whole proof of the register.") from error
    if root_from(leaf, index, head.size, path) != head.root:
        raise NotIntact(f"The proof does not hold: the journal of {head.origin} has no such entry {index}.")
    for anchor in anchors:
        if anchor.size == head.size and head.root[: len(anchor.root)] != anchor.root:
            raise NotIntact(f"{anchor.what} states another journal of {anchor.size} entries.")
    return f"Proved: this is entry {index} of the journal of {head.origin}, which has {head.size} entries:\n{proof['leaf']}"


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """RFC 9162, 2.1.3.2."""
    place, last, current = index, size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    if not 0 <= index < size:
        return None
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            current = node(step, current)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            current = node(current, step)
        place, last = place >> 1, last >> 1
    return current if last == 0 else None


def grew(old: Anchor, new: Anchor, path: list[bytes]) -> bool:
    """RFC 9162, 2.1.4.2."""
    if old.size == new.size:
        return not path and old.root == new.root
    if not 0 < old.size < new.size or not path:
        return False
    steps = [old.root, *path] if old.size & (old.size - 1) == 0 else path
    place, last = old.size - 1, new.size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(step, before), node(step, after)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == (old.root, new.root)


# ── the call ──


def read_small(path: str) -> bytes:
    """A whole file; `NoKey` when there is none or it is too large."""
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise NoKey(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > FILE_LIMIT:
        raise NoKey(f"{path} is too large.")
    return content


def read_anchors(text: str, keys: list[Key], what: str) -> list[Anchor]:
    """The statements of a text: notes one behind the other, and codes, one a line."""
    anchors: list[Anchor] = []
    note: list[str] = []
    for line in [*text.replace("\r\n", "\n").lstrip("\ufeff\n").split("\n"), ""]:
        if not note and line.startswith(CODES):
            anchors.append(read_code(line, keys, what))
        elif note and note[-1].startswith(DASH) and not line.startswith(DASH):
            anchors.append(read_checkpoint("\n".join([*note, ""]), keys, what))
            note = [line] if line else []
        elif note or line:
            note.append(line)
    if any(note):
        raise NotIntact(f"{what} is neither a signed checkpoint nor a code of the register.")
    return anchors


def statements(given: argparse.Namespace, folder: Path, keys: list[Key]) -> list[Anchor]:
    """Everything the journal is compared with."""
    files = [*given.checkpoint, *(map(str, sorted(folder.glob("checkpoint*.txt"))) if folder.is_dir() else ())]
    found = [each for name in files for each in read_anchors(read_text(name), keys, f"Checkpoint {Path(name).name}")]
    for number, anchor in enumerate(given.anchor, 1):
        is_text = anchor.startswith(CODES) or "\n" in anchor
        text = anchor if is_text else read_text(anchor)
        found += read_anchors(text, keys, f"Anchor {number}" if is_text else f"Anchor {Path(anchor).name}")
    return found


def read_text(path: str) -> str:
    """A text file."""
    try:
        return read_small(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotIntact(f"{path} is no text.") from error


def run(arguments: list[str]) -> str:
    """What is found; `NotIntact` and `NoKey` are the other two answers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", help="the folder of an export, its journal.jsonl, or a proof")
    parser.add_argument("--key", action="append", default=[], help="public keys handed out by the ministry or office")
    parser.add_argument("--checkpoint", action="append", default=[], help="a file of signed checkpoints")
    parser.add_argument("--anchor", action="append", default=[], help="a checkpoint or certificate code, file or text")
    given = parser.parse_args(arguments)
    keys: list[Key] = []
    for name in given.key:
        more, whose = read_keys(name)
        keys += more
        print(f"Trusted: {whose}.")
    if not keys:
        raise NoKey(
            "No file of trusted keys was given: get it from the ministry or the office, and give it with --key."
        )
    path = Path(given.export)
    anchors = statements(given, path, keys)
    journal = path / "journal.jsonl" if path.is_dir() else path
    if not journal.is_file():
        raise NoKey(f"There is no file {journal}.")
    if journal.suffix == ".json":
        try:
            return check_proof(json.loads(read_small(str(journal))), keys, anchors)
        except (ValueError, TypeError, RecursionError) as error:
            raise NotIntact("This is no whole proof of the register.") from error
    return check_journal(journal, anchors)


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 0 intact, 1 not, 2 wrong call or no trusted key."""
    try:
        print(run(sys.argv[1:] if arguments is None else arguments))
    except NotIntact as reason:
        print(f"NOT INTACT. {reason}", file=sys.stderr)
        return 1
    except NoKey as reason:
        print(f"Nothing can be said. {reason}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
