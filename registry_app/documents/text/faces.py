"""The bundled fonts: which characters each has, its measures, and shaping with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

import uharfbuzz as hb

from registry_app.core.paths import FONTS

DEFAULT: Final = "NotoSans"
ARABIC: Final = "NotoNaskhArabic"
BY_SCRIPT: Final = {
    "Latn": DEFAULT,
    "Grek": DEFAULT,
    "Cyrl": DEFAULT,
    "Arab": ARABIC,
    "Ethi": "NotoSansEthiopic",
    "Beng": "NotoSansBengali",
    "Deva": "NotoSansDevanagari",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Mymr": "NotoSansMyanmar",
    "Khmr": "NotoSansKhmer",
    "Thai": "NotoSansThai",
}
FAMILIES: Final = tuple(dict.fromkeys(BY_SCRIPT.values()))
# optical size: Naskh has small bodies between tall strokes; beside Latin of the same size it looks too small
_SCALE: Final = {ARABIC: 1.14}
# ems above and below the baseline that the tallest syllables take, measured; for other fonts their own metrics fit
_ROOM: Final = {ARABIC: (0.97, 0.46), "NotoSansMyanmar": (1.06, 0.55), "NotoSansKhmer": (1.02, 0.57)}
_SHAPED_WORDS: Final = 20_000


class Glyph(NamedTuple):
    """One glyph: its number in the font, and advance and offset in thousandths of an em."""

    gid: int
    advance: float
    dx: float
    dy: float


class Cluster(NamedTuple):
    """Characters that stand or fall together, and the glyphs that show them."""

    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def advance(self) -> float:
        """Thousandths of an em to the next cluster."""
        return sum(glyph.advance for glyph in self.glyphs)


class Shaped(NamedTuple):
    """A word as glyphs, from left to right, with its advance in thousandths of an em."""

    clusters: tuple[Cluster, ...]
    advance: float


class Face:
    """One bundled font file."""

    def __init__(self, family: str, *, bold: bool) -> None:
        self.family = family
        self.name = f"{family}-{'Bold' if bold else 'Regular'}"
        self._face = hb.Face(hb.Blob((FONTS / f"{self.name}.ttf").read_bytes()))
        self._font = hb.Font(self._face)
        self.units_per_em: int = self._face.upem
        self._per_em = 1000 / self.units_per_em
        self._subsettable = hb.subset_preprocess(self._face)
        self._advances: dict[int, int] = {}
        self.characters: frozenset[int] = frozenset(self._face.unicodes)
        self.scale = _SCALE.get(family, 1.0)
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units_per_em
        self.descent: float = -extents.descender / self.units_per_em
        above, below = _ROOM.get(family, (self.ascent, self.descent))
        # of a style's size: what a line with this font needs
        self.above, self.below = above * self.scale, below * self.scale

    def __contains__(self, character: object) -> bool:
        """Whether the font can show the character."""
        return isinstance(character, str) and ord(character) in self.characters

    def __repr__(self) -> str:
        return f"Face({self.name})"

    def glyph_of(self, code: int) -> int:
        """The glyph that a character has where it stands alone; 0 where the font lacks it."""
        return int(self._font.get_nominal_glyph(code) or 0)

    def advance(self, gid: int) -> int:
        """The glyph's own advance in thousandths of an em, as the PDF's width table has it."""
        found = self._advances.get(gid)
        if found is None:
            found = self._advances[gid] = round(self._font.get_glyph_h_advance(gid) * self._per_em)
        return found

    def shape(self, text: str, *, right_to_left: bool, script: str, language: str) -> Shaped:
        """The text as glyphs; characters of one script and one direction only."""
        buffer = hb.Buffer()
        # measured: so most readers give the text of a PDF back whole
        level = hb.BufferClusterLevel
        buffer.cluster_level = level.MONOTONE_CHARACTERS if right_to_left else level.MONOTONE_GRAPHEMES
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.script = script
        buffer.language = language
        hb.shape(self._font, buffer)
        clusters = tuple(self._clusters(buffer, text))
        return Shaped(clusters, sum(cluster.advance for cluster in clusters))

    def _clusters(self, buffer: hb.Buffer, text: str) -> Iterator[Cluster]:
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        stops = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs: list[Glyph] = []
        for index, (info, position) in enumerate(zip(infos, positions, strict=True)):
            glyphs.append(
                Glyph(
                    info.codepoint,
                    position.x_advance * self._per_em,
                    position.x_offset * self._per_em,
                    position.y_offset * self._per_em,
                )
            )
            if index + 1 == len(infos) or infos[index + 1].cluster != info.cluster:
                yield Cluster(text[info.cluster : stops[info.cluster]], tuple(glyphs))
                glyphs = []

    def draw_glyph(self, gid: int, functions: hb.DrawFuncs, data: object) -> None:
        """Hand the glyph's outline, in font units, to HarfBuzz draw functions."""
        self._font.draw_glyph(gid, functions, data)

    def subset(self, gids: frozenset[int]) -> bytes:
        """A TrueType file with these glyphs only, under their old numbers."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(gids)
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        tags = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "STAT", "HVAR", "MVAR", "avar")
        wanted.drop_table_tag_set.update({int.from_bytes(tag.encode("ascii"), "big") for tag in tags})
        return bytes(wanted.subset(self._subsettable).blob.data)


@cache
def face(family: str, *, bold: bool = False) -> Face:
    """The bundled font of a family; read once."""
    return Face(family, bold=bold)


@lru_cache(_SHAPED_WORDS)
def shaped(font: Face, text: str, right_to_left: bool, script: str, language: str) -> Shaped:
    """`Face.shape` with a memory: the words of a certificate come again on the next one."""
    return font.shape(text, right_to_left=right_to_left, script=script, language=language)
