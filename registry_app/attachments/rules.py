"""What a file is by its first bytes, whatever its name says; what is not taken in."""

from __future__ import annotations

import unicodedata
from typing import Final

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say

LIMIT: Final = 50 * 1024 * 1024  # bytes
HEAD: Final = 4096  # bytes that are looked at
UNKNOWN_TYPE: Final = "application/octet-stream"
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe", b"#!")
_SIGNS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument."
_OFFICE: Final = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)


def media_type(head: bytes) -> str:
    """The type by the first bytes (up to `HEAD`); `application/octet-stream` where they tell nothing."""
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(head)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"heix", b"mif1") else "video/mp4"
    return "text/plain" if _is_text(head) else UNKNOWN_TYPE


def _of_archive(head: bytes) -> str:
    place = head.find(_OPEN_DOCUMENT)
    if place >= 0:
        word = head[place + len(_OPEN_DOCUMENT) :].split(b"PK", 1)[0][:20]
        for kind in ("text", "spreadsheet", "presentation"):
            if word.startswith(kind.encode()):
                return f"application/vnd.oasis.opendocument.{kind}"
    for sign, kind in _OFFICE:
        if sign in head:
            return kind
    return "application/zip"


def _is_text(head: bytes) -> bool:
    if not head:
        return False
    for cut in range(4):  # the last letter may be cut in two
        try:
            text = head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        return not any(unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\f" for letter in text)
    return False


def refuse_program(head: bytes, name: str) -> None:
    """Raise `BadFile` for a program: opened from the register by a colleague, it would run on his machine."""
    if head.startswith(_PROGRAMS):
        raise BadFile(
            say(_("{file} is a program, not a paper; it is not taken in."), file=name),
            hint=_("Attach a scan, a PDF or a picture of the paper instead."),
        )


def refuse_size(size: int, name: str) -> None:
    """Raise `BadFile` for an empty file and for one beyond `LIMIT` bytes."""
    if size == 0:
        raise BadFile(say(_("{file} is empty."), file=name), hint=_("Scan or save the paper again."))
    if size > LIMIT:
        raise BadFile(
            say(_("{file} is larger than {limit} MB, the most the register takes."), file=name, limit=LIMIT >> 20),
            hint=_("Scan it in black and white at 200 dpi, or split it into parts."),
        )
