"""Lists of trusted keys as files.

Three kinds of file are read, always given by the person who checks and never taken from the paper being checked:

* `registry-trust-list` v1: the master list. JSON `{"format", "version", "list": {…}, "root", "signature"}`; the
  signature (base64, Ed25519) is the root's, over `registry-trust-list-v1`, a line feed and the canonical JSON of `list`.
* `registry-public-key` v1: keys that one register exported, unsigned: whoever hands it over vouches for it. JSON
  `{"format", "version", "ministry", "training", "keys": [{"purpose", "office", "algorithm", "public_key", "valid_from",
  "valid_to", "revoked_from", "revoked_because"}]}`; days are ISO dates or null, keys base64 (Ed25519: 32 bytes;
  ECDSA-P256: the compressed point, 33 bytes).
* PEM public keys, without dates: Ed25519 counts for seals, ECDSA P-256 for PDF signatures.

Canonical JSON: sorted keys, no spaces, UTF-8.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import replace
from datetime import date
from typing import Any, Final

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from registry_app.core.errors import BadFile, NotTrusted
from registry_app.core.texts import _
from registry_app.documents.cose import NotGenuine, Sign
from registry_app.documents.trust import (
    Algorithm,
    PublicKey,
    Purpose,
    Revocation,
    TrustList,
    canonical,
    compressed,
    key_document,
    list_document,
    public_key,
    to_base64,
)

LIST_FORMAT: Final = "registry-trust-list"
KEY_FORMAT: Final = "registry-public-key"
VERSION: Final = 1
_CONTEXT: Final = b"registry-trust-list-v1\n"
_FILE_LIMIT: Final = 4 << 20
_PEM_END: Final = b"-----END PUBLIC KEY-----"


def write_list(trust: TrustList, *, root: bytes, sign: Sign) -> bytes:
    """The master list as a file, signed by the ministry's root (`root` is its public key, 32 bytes)."""
    body = list_document(replace(trust, root=root))
    signature = sign(_CONTEXT + canonical(body))
    return canonical(
        {
            "format": LIST_FORMAT,
            "version": VERSION,
            "list": body,
            "root": to_base64(root),
            "signature": to_base64(signature),
        }
    )


def write_keys(trust: TrustList) -> bytes:
    """The `registry-public-key` file: what a register hands out so that its papers can be checked."""
    document = {
        "format": KEY_FORMAT,
        "version": VERSION,
        "ministry": trust.ministry,
        "training": trust.training,
        "keys": [key_document(key) for key in trust.keys],
    }
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def load(content: bytes, *, pinned_root: bytes | None = None) -> TrustList:
    """The keys of a trust list, a public key file or PEM; `BadFile` for anything else, `NotGenuine` for a forged list.

    With a `pinned_root` only a list signed by that very root is taken.
    """
    if len(content) > _FILE_LIMIT:
        raise _not_keys(_("The file of keys is larger than any list of keys is."))
    trust = _read_pem(content) if b"-----BEGIN " in content[:4096] else _read_json(content)
    if pinned_root is not None and trust.root != pinned_root:
        raise NotTrusted(
            _("The list of keys is not signed by the ministry's root that this computer knows."),
            hint=_("Compare the fingerprint with the one that the ministry has printed before you trust another root."),
        )
    return trust


def _read_json(content: bytes) -> TrustList:
    try:
        document = json.loads(content, object_pairs_hook=_no_duplicates)
        version = document["version"]
        if document["format"] not in (LIST_FORMAT, KEY_FORMAT):
            raise _not_keys(_("This file is no list of keys."))
        if version != VERSION or isinstance(version, bool):
            raise BadFile(
                _("The list of keys was written by a newer version of the program."), hint=_("Update this program.")
            )
        return _read_list(document) if document["format"] == LIST_FORMAT else _read_keys(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _not_keys(_("This file is no list of keys, or it is damaged.")) from error


def _read_list(document: dict[str, Any]) -> TrustList:
    _only(document, {"format", "version", "list", "root", "signature"})
    body, root = document["list"], _bytes(document["root"])
    _only(body, {"ministry", "issued", "sequence", "training", "keys"})
    if type(body["sequence"]) is not int:
        raise ValueError("sequence")
    trust = TrustList(
        _text(body["ministry"]),
        tuple(_read_key(entry) for entry in body["keys"]),
        issued=_day(body["issued"]),
        sequence=body["sequence"],
        training=_flag(body["training"]),
        root=root,
    )
    signer = PublicKey(Purpose.ROOT, "", Algorithm.ED25519, root)
    if not signer.verifies(_bytes(document["signature"]), _CONTEXT + canonical(body)):
        raise NotGenuine(
            _("The list of keys was changed after the ministry signed it."),
            hint=_("Do not use it; get the list again from the ministry."),
        )
    return trust


def _read_keys(document: dict[str, Any]) -> TrustList:
    _only(document, {"format", "version", "ministry", "training", "keys"})
    keys = tuple(_read_key(entry) for entry in document["keys"])
    return TrustList(_text(document["ministry"]), keys, training=_flag(document["training"]))


def _read_key(entry: dict[str, Any]) -> PublicKey:
    _only(entry, set(key_document(PublicKey(Purpose.ROOT, "", Algorithm.ED25519, b""))))
    key = PublicKey(
        Purpose(entry["purpose"]),
        _text(entry["office"]),
        Algorithm(entry["algorithm"]),
        _bytes(entry["public_key"]),
        valid_from=_day(entry["valid_from"]),
        valid_to=_day(entry["valid_to"]),
        revoked_from=_day(entry["revoked_from"]),
        revoked_because=Revocation(entry["revoked_because"]) if entry["revoked_because"] is not None else None,
    )
    if (key.purpose is Purpose.PDF) != (key.algorithm is Algorithm.P256):
        raise ValueError("a PDF key is P-256, every other Ed25519")
    if (key.revoked_from is None) != (key.revoked_because is None):
        raise ValueError("a revocation has its day and its reason")
    _must_be_a_key(key)
    return key


def _must_be_a_key(key: PublicKey) -> None:
    if key.algorithm is Algorithm.ED25519:
        Ed25519PublicKey.from_public_bytes(key.public)
    elif len(key.public) != 33:
        raise ValueError("a P-256 key is kept as its compressed point")
    else:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key.public)


def _read_pem(content: bytes) -> TrustList:
    keys = []
    for block in content.split(_PEM_END)[:-1]:
        try:
            key = serialization.load_pem_public_key(block[block.rindex(b"-----BEGIN") :] + _PEM_END + b"\n")
        except (ValueError, UnsupportedAlgorithm) as error:
            raise _not_keys(_("The file of keys is damaged.")) from error
        if isinstance(key, Ed25519PublicKey):
            keys.append(public_key(Purpose.SEAL, "", key.public_bytes_raw()))
        elif isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
            keys.append(public_key(Purpose.PDF, "", compressed(key)))
        else:
            raise _not_keys(_("The file holds a key of a kind that the register does not use."))
    if not keys:
        raise _not_keys(_("The file holds no public key."))
    return TrustList("", tuple(keys))


def _not_keys(sentence: str) -> BadFile:
    return BadFile(sentence, hint=_("Give the file of public keys that the register or the ministry handed out."))


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _only(document: dict[str, Any], names: set[str]) -> None:
    if set(document) != names:
        raise ValueError("unknown or missing fields")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _bytes(value: object) -> bytes:
    try:
        return base64.b64decode(_text(value), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
