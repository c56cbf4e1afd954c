"""A file that was handed in: its bytes, unpacked, its hash, and what kind of file it really is."""

from __future__ import annotations

import contextlib
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from registry_app.core.errors import BadFile
from registry_app.core.texts import _, say
from registry_app.core.world import Files

CHUNK: Final = 1 << 18
SHEET_LIMIT: Final = 64 << 20  # bytes of a file that must be held in memory as a whole
UNPACKED_LIMIT: Final = 2 << 30  # bytes that a compressed text may grow to
INNER_LIMIT: Final = 400 << 20  # bytes that the parts of a workbook may grow to
_HEAD: Final = 1 << 16
_STRAY_ZEROS: Final = 3  # so few zeros say nothing about a whole file


class Form(StrEnum):
    """The kinds of file that hold a list."""

    DELIMITED = "delimited text"
    JSON = "json"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    XML_SHEET = "xml spreadsheet"


@dataclass(frozen=True)
class Source:
    """A file by its name and a way to open it, as often as needed; the stream gives the bytes as they were handed in."""

    name: str
    opened: Callable[[], AbstractContextManager[BinaryIO]]

    @contextlib.contextmanager
    def plain(self) -> Iterator[PlainStream]:
        """The bytes with any gzip wrapping taken off."""
        with self.opened() as raw:
            head = raw.read(2)
            raw.seek(0)
            yield PlainStream(raw, packed=head == b"\x1f\x8b")

    def sha256(self) -> str:
        """The hash of the content without its gzip wrapping: the same list packed anew is the same list."""
        digest = hashlib.sha256()
        with self.plain() as stream:
            while block := stream.read(CHUNK):
                digest.update(block)
        return digest.hexdigest()

    def whole(self) -> bytes:
        """All bytes, for the kinds that cannot be read in pieces; `BadFile` above the limit."""
        with self.plain() as stream:
            content = stream.read(SHEET_LIMIT + 1)
            if stream.cut_off:
                raise _ended_early(self)
        if len(content) > SHEET_LIMIT:
            raise BadFile(
                say(_("{file} has more than {limit} MB."), file=self.name, limit=SHEET_LIMIT >> 20),
                hint=_("Save the sheet as CSV and import that: it is read in pieces."),
            )
        return content


def _ended_early(source: Source) -> BadFile:
    return BadFile(
        say(_("{file} is cut off: the compressed data end too early."), file=source.name),
        hint=_("Copy or download the file again."),
    )


def from_path(files: Files, path: Path) -> Source:
    """A file on the disk."""
    return Source(path.name, lambda: files.reading(path))


def from_bytes(name: str, content: bytes) -> Source:
    """A file that is in memory already."""
    return Source(name, lambda: contextlib.nullcontext(io.BytesIO(content)))


class PlainStream(io.RawIOBase):
    """Bytes of a file, unpacked on the way if they are gzip.

    A gzip that ends too early or whose checksum is wrong gives what could be unpacked and sets `cut_off`, because
    the rows up to there are of use to the officer.
    """

    def __init__(self, raw: BinaryIO, *, packed: bool) -> None:
        super().__init__()
        self.cut_off = False
        self.size = 0
        self.packed = packed
        self._raw = raw
        self._unpacker = zlib.decompressobj(wbits=31)
        self._ready = b""
        self._between = True  # no member has begun since the last one ended

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # BufferedReader hands in a memoryview
        """Fill the buffer; 0 at the end."""
        if not self._ready:
            self._ready = self._unpack() if self.packed else self._raw.read(CHUNK)
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        self.size += count
        if self.size > UNPACKED_LIMIT:
            raise BadFile(
                say(_("The file unpacks to more than {limit} MB."), limit=UNPACKED_LIMIT >> 20),
                hint=_("Split the list into smaller files."),
            )
        return count

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes, fewer only at the end."""
        parts: list[bytes] = []
        wanted = size if size >= 0 else UNPACKED_LIMIT + 1
        while wanted > 0:
            block = bytearray(min(wanted, CHUNK))
            count = self.readinto(memoryview(block))
            if not count:
                break
            parts.append(bytes(block[:count]))
            wanted -= count
        return b"".join(parts)

    def _unpack(self) -> bytes:
        while not self.cut_off:
            tail = self._unpacker.unconsumed_tail
            packed = tail or self._raw.read(CHUNK)
            if not packed:
                self.cut_off = not (self._between or self._unpacker.eof)
                return b""
            try:
                block = self._unpacker.decompress(packed, CHUNK * 4)
            except zlib.error:
                self.cut_off = True
                return b""
            self._between = False
            if self._unpacker.eof:
                rest = self._unpacker.unused_data.lstrip(b"\0")  # tapes and disks pad with zeros
                self._unpacker = zlib.decompressobj(wbits=31)
                self._between = True
                self._push_back(rest)
            if block:
                return block
        return b""

    def _push_back(self, rest: bytes) -> None:
        """Another gzip member follows in the same file (RFC 1952 §2.2); anything else behind the end is not data."""
        if rest.startswith(b"\x1f\x8b"):
            self._raw.seek(-len(rest), io.SEEK_CUR)
        else:
            self._raw.seek(0, io.SEEK_END)


def head_of(source: Source) -> bytes:
    """The first bytes of the content, unpacked."""
    with source.plain() as stream:
        return stream.read(_HEAD)


def recognise(source: Source) -> Form:
    """What the file is by its content, whatever it is called; `BadFile` with the way out for what holds no list."""
    head = head_of(source)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe\x1a"):
        with source.plain() as stream:
            if not stream.read() and stream.cut_off:
                raise _ended_early(source)
        raise BadFile(say(_("{file} is empty."), file=source.name), hint=_("Ask the sender for the file again."))
    if head.startswith(b"PK\x03\x04"):
        return _zip_form(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_form(source)
    _refuse_other_kinds(source, head)
    text = _readable_head(head)
    if text.startswith(("{", "[")) and _looks_like_json(text):
        return Form.JSON
    lowered = text.lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in lowered and "<workbook" in lowered:
        return Form.XML_SHEET
    if lowered.startswith(("<!doctype html", "<html", "<table")) or (lowered.startswith("<") and "<table" in lowered):
        return Form.HTML
    _refuse_binary(source, head)
    return Form.DELIMITED


def _readable_head(head: bytes) -> str:
    """The first letters as far as signatures need them, for any encoding that holds ASCII."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").strip()
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return head.replace(b"\0", b"").decode("latin-1").strip()
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").strip()


def _looks_like_json(text: str) -> bool:
    """A list of names may begin with a bracket too (`[AI] INFINITY LIMITED`): JSON goes on with a value."""
    rest = text[1:].lstrip()
    if text.startswith("{"):
        return rest.startswith(('"', "}"))
    return rest.startswith(("{", "[", '"', "]")) and "\n" not in text.partition("]")[0][:1]


def _zip_form(source: Source) -> Form:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.whole()))
        names = set(archive.namelist())
        grown = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadFile(
            say(_("{file} is damaged or cut off: its inner table of contents cannot be read."), file=source.name),
            hint=_("Copy or download the file again."),
        ) from error
    if grown > INNER_LIMIT:
        raise BadFile(
            say(_("{file} unpacks to {size} MB, more than a list needs."), file=source.name, size=grown >> 20),
            hint=_("Save only the sheet with the list, or save it as CSV."),
        )
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Form.XLSX
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        if b"encryption-data" in (archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""):
            raise _locked(source)
        return Form.ODS
    if any(name.startswith("xl/") for name in names):
        return Form.XLSX
    kind = _("a text document") if names & {"word/document.xml", "content.xml"} else _("a ZIP archive")
    raise BadFile(
        say(_("{file} is {kind}, not a list."), file=source.name, kind=kind),
        hint=_("Unpack it, or copy its table into a spreadsheet, and import the file with the list."),
    )


def _ole_form(source: Source) -> Form:
    content = source.whole()
    if _ole_name("EncryptedPackage") in content:
        raise _locked(source)
    if _ole_name("Workbook") in content or _ole_name("Book") in content:
        return Form.XLS
    raise BadFile(
        say(_("{file} is an old Office document, but not a spreadsheet."), file=source.name),
        hint=_("Copy its table into a spreadsheet and save that."),
    )


def _ole_name(name: str) -> bytes:
    """How a directory entry of a compound file is spelled: UTF-16 with a closing zero ([MS-CFB] §2.6.1)."""
    return name.encode("utf-16-le") + b"\0\0"


def _locked(source: Source) -> BadFile:
    return BadFile(
        say(_("{file} is protected by a password and cannot be read."), file=source.name),
        hint=_("Open it in a spreadsheet with its password, save it without one, and import that file."),
    )


def wide_encoding(head: bytes) -> str:
    """UTF-16 without its mark: one of the two bytes of each ASCII letter, blank and line end is zero; "" otherwise.

    A zero here and there is a fault of its row, not another encoding: line ends that stand alone are proof of that.
    """
    half = len(head) // 2
    first, second = head[0 : 2 * half : 2], head[1 : 2 * half : 2]
    if half < 2 or first.count(0) + second.count(0) <= _STRAY_ZEROS:
        return ""
    for letters, zeros, name in ((first, second, "utf-16-le"), (second, first, "utf-16-be")):
        if zeros.count(0) > 0.03 * half and letters.count(0) <= 0.01 * half and _ends_are_wide(letters, zeros):
            return name
    return ""


def _ends_are_wide(letters: bytes, zeros: bytes) -> bool:
    """Whether most line ends at the places of letters have their zero beside them; true where there is no line end."""
    beside = [zero for letter, zero in zip(letters, zeros, strict=True) if letter in b"\r\n"]
    return beside.count(0) * 2 >= len(beside)


_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "XZ"),
    (b"(\xb5/\xfd", "Zstandard"),
    (b"MZ\x90", "EXE"),
    (b"\x7fELF", "ELF"),
)


def _refuse_other_kinds(source: Source, head: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            raise BadFile(
                say(_("{file} is a {kind} file, not a list."), file=source.name, kind=kind),
                hint=_("Ask for the list as CSV, XLSX or ODS, or copy its table into a spreadsheet."),
            )


def _refuse_binary(source: Source, head: bytes) -> None:
    """Refuse what cannot be text: control characters that no list has; zeros at every other place are UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    if wide_encoding(head):
        return
    controls = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), 28, 29))
    if head.count(0) > max(_STRAY_ZEROS, 0.01 * len(head)) or controls > 0.02 * len(head):
        raise BadFile(
            say(_("{file} is not text and not a spreadsheet: it holds binary data."), file=source.name),
            hint=_("Ask for the list as CSV, XLSX or ODS."),
        )
