"""Files are kept whole, secret and once; damage and a full disk are noticed."""

from __future__ import annotations

import contextlib
import errno
import io
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry_app.attachments.rules import LIMIT, media_type
from registry_app.attachments.vault import CHUNK, Vault
from registry_app.core.errors import BadFile, StorageFailed
from registry_app.core.world import Files, seeded_world, storage_failure

MORNING = datetime(2019, 3, 4, 8, 0, tzinfo=UTC)
BOX = CHUNK + 16
HEADER = 52


@pytest.fixture
def vault(tmp_path):
    return Vault(seeded_world(1, MORNING), tmp_path / "office.register.files", b"k" * 32)


def keep(vault, content, **how):
    arrived = vault.take_in(io.BytesIO(content), "paper.pdf", **how)
    vault.keep(arrived)
    return arrived


def content_of(vault, sha256, key=None):
    return b"".join(vault.chunks(sha256, key))


@pytest.mark.parametrize("size", [1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_what_was_taken_in_comes_back(vault, size):
    content = bytes(range(1, 252)) * (size // 251 + 1)
    arrived = keep(vault, content[:size])
    assert arrived.size == size
    assert content_of(vault, arrived.sha256) == content[:size]
    assert vault.is_sound(arrived.sha256, sealed=False)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300).filter(lambda content: not content.startswith((b"MZ", b"#!"))))
def test_any_content_comes_back(vault, content):
    assert content_of(vault, keep(vault, content).sha256) == content


def test_the_disk_shows_neither_the_content_nor_its_hash(vault):
    arrived = keep(vault, b"%PDF-1.7 passport of somebody" * 100)
    place = vault.place_of(arrived.sha256)
    assert b"passport" not in place.read_bytes()
    assert arrived.sha256[:12] not in str(place)
    assert vault.place_of(arrived.sha256) != replace(vault, key=b"o" * 32).place_of(arrived.sha256)


def test_equal_files_lie_in_one_place_though_never_encrypted_alike(vault):
    first, second = (vault.take_in(io.BytesIO(b"the same"), "paper") for _ in range(2))
    assert first.sha256 == second.sha256
    assert first.path.read_bytes() != second.path.read_bytes()
    vault.keep(first)
    vault.keep(second)
    assert [path.is_file() for path in vault.folder.glob("??/*")] == [True]


def test_another_register_s_key_opens_nothing(vault):
    arrived = keep(vault, b"content")
    stranger = replace(vault, key=b"o" * 32)
    stranger.world.files.make_folder(stranger.place_of(arrived.sha256).parent)
    vault.world.files.copy(vault.place_of(arrived.sha256), stranger.place_of(arrived.sha256))
    with pytest.raises(BadFile, match="changed on the disk"):
        content_of(stranger, arrived.sha256)


DAMAGE = {
    "one bit of the header": lambda raw: raw[:20] + bytes([raw[20] ^ 1]) + raw[21:],
    "one bit of the first chunk": lambda raw: raw[:100] + bytes([raw[100] ^ 1]) + raw[101:],
    "the last bit": lambda raw: raw[:-1] + bytes([raw[-1] ^ 128]),
    "the last chunk cut off": lambda raw: raw[: HEADER + 2 * BOX],
    "cut inside a chunk": lambda raw: raw[: HEADER + BOX + 9],
    "cut to the header": lambda raw: raw[:HEADER],
    "cut inside the header": lambda raw: raw[:30],
    "nothing left": lambda raw: b"",
    "a byte appended": lambda raw: raw + b"\0",
    "a chunk appended": lambda raw: raw + raw[HEADER : HEADER + BOX],
    "two chunks swapped": lambda raw: (
        raw[:HEADER] + raw[HEADER + BOX : HEADER + 2 * BOX] + raw[HEADER : HEADER + BOX] + raw[HEADER + 2 * BOX :]
    ),
    "a chunk twice": lambda raw: raw[: HEADER + BOX] + raw[HEADER:],
    "a chunk left out": lambda raw: raw[:HEADER] + raw[HEADER + BOX :],
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("sealed", [False, True], ids=["plain", "sealed"])
def test_damage_is_refused_and_leaves_no_copy(vault, tmp_path, how, sealed):
    arrived = keep(vault, b"x" * (2 * CHUNK + 500), sealed=sealed)
    place = vault.place_of(arrived.sha256)
    place.write_bytes(DAMAGE[how](place.read_bytes()))
    with pytest.raises(BadFile, match="changed on the disk"):
        vault.copy_out(arrived.sha256, tmp_path / "copy.pdf", arrived.key)
    assert not (tmp_path / "copy.pdf").exists()
    assert list(tmp_path.glob(".copy*")) == []
    assert not vault.is_sound(arrived.sha256, sealed=sealed)


def test_a_file_put_in_another_s_place_is_refused(vault):
    one, other = keep(vault, b"one"), keep(vault, b"other")
    vault.world.files.copy(vault.place_of(other.sha256), vault.place_of(one.sha256))
    with pytest.raises(BadFile):
        content_of(vault, one.sha256)


def test_a_missing_file_is_said_to_be_missing(vault):
    with pytest.raises(BadFile, match="missing"):
        content_of(vault, "00" * 32)
    assert not vault.is_sound("00" * 32, sealed=False)


def test_a_sealed_file_needs_its_key_and_its_hash_does_not_tell_its_content(vault):
    sealed, plain = keep(vault, b"her passport", sealed=True), keep(vault, b"her passport")
    assert sealed.sha256 != plain.sha256
    assert content_of(vault, sealed.sha256, sealed.key) == b"her passport"
    with pytest.raises(BadFile):
        content_of(vault, sealed.sha256)
    with pytest.raises(BadFile):
        content_of(vault, sealed.sha256, b"k" * 32)


class Endless(io.RawIOBase):
    def __init__(self, size):
        self.left = size
        self.given = 0

    def read(self, count=-1):
        count = min(count, self.left)
        self.left -= count
        self.given += count
        return b"y" * count


def test_fifty_megabytes_are_taken_and_one_byte_more_is_not(vault):
    assert vault.take_in(Endless(LIMIT), "scan.tif").size == LIMIT
    source = Endless(100 * LIMIT)
    with pytest.raises(BadFile, match=r"50.* MB"):
        vault.take_in(source, "scan.tif")
    assert source.given <= LIMIT + 2 * CHUNK  # it stops at once
    assert len(list(vault.folder.glob("incoming/*"))) == 1


def test_an_empty_file_and_a_program_are_refused(vault):
    for content, word in (
        (b"", "empty"),
        (b"MZ\x90\0", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\n", "program"),
    ):
        with pytest.raises(BadFile, match=word):
            vault.take_in(io.BytesIO(content), "paper.pdf")
    assert list(vault.folder.glob("**/*.part")) == []


def test_memory_stays_small_whatever_the_file(vault, tmp_path):
    tracemalloc.start()
    arrived = vault.take_in(Endless(20 * 1024 * 1024), "scan.tif")
    vault.keep(arrived)
    vault.copy_out(arrived.sha256, tmp_path / "copy")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * 1024 * 1024


class FullDisk(Files):
    """A disk that is full after so many bytes."""

    def __init__(self, room):
        self.room = room

    @contextlib.contextmanager
    def writing(self, path, *, private=False):
        with super().writing(path, private=private) as stream:
            yield _Narrow(stream, self, path)


class _Narrow:
    def __init__(self, stream, disk, path):
        self.stream, self.disk, self.path = stream, disk, path

    def write(self, content):
        self.disk.room -= len(content)
        if self.disk.room < 0:
            raise storage_failure(OSError(errno.ENOSPC, "No space left on device"), self.path)
        return self.stream.write(content)


@pytest.mark.parametrize("room", [0, 51, 52, 70_000, 200_000])
def test_a_full_disk_is_said_and_leaves_nothing(vault, room):
    full = replace(vault, world=replace(vault.world, files=FullDisk(room)))
    with pytest.raises(StorageFailed, match="no room left"):
        full.take_in(io.BytesIO(b"z" * 300_000), "scan.tif")
    assert [path for path in vault.folder.glob("**/*") if path.is_file()] == []


def test_a_full_disk_leaves_no_half_copy(vault, tmp_path):
    arrived = keep(vault, b"z" * 300_000)
    full = replace(vault, world=replace(vault.world, files=FullDisk(100_000)))
    with pytest.raises(StorageFailed):
        full.copy_out(arrived.sha256, tmp_path / "copy.tif")
    assert not (tmp_path / "copy.tif").exists()


def test_what_was_not_kept_is_gone_after_the_block(vault, tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.4 one")
    with vault.incoming(source) as arrived:
        assert arrived.path.exists()
        assert arrived.media_type == "application/pdf"
    assert not arrived.path.exists()


def test_sweeping_takes_old_orphans_only(vault):
    kept, orphan = keep(vault, b"kept"), keep(vault, b"orphan")
    left = vault.take_in(io.BytesIO(b"left over"), "paper")
    broken = vault.folder / "incoming" / "torn"
    broken.write_bytes(b"RA")
    assert vault.sweep({kept.sha256}) == 1  # the torn one; the others may belong to work that is not over
    later = replace(vault, world=seeded_world(2, MORNING + timedelta(days=2)))
    assert later.sweep({kept.sha256}) == 2
    assert not vault.holds(orphan.sha256)
    assert not left.path.exists()
    assert content_of(vault, kept.sha256) == b"kept"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\0", "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.textPK",
            "application/vnd.oasis.opendocument.text",
        ),
        (
            b"PK\x03\x04..[Content_Types].xml..PK\x03\x04..xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"PK\x03\x04" + b"\0" * 40, "application/zip"),
        ("የሥራ ስምሪት".encode(), "text/plain"),
        ("የ".encode() * 1365 + b"\xe1", "text/plain"),
        (b"\0\1\2\3\xff\xfe", "application/octet-stream"),
    ],
)
def test_the_type_is_what_the_bytes_say(head, kind):
    assert media_type(head) == kind
