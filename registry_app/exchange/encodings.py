"""Which encoding a text file is in: marks and UTF-8 are proof, everything else is weighed and given with a confidence."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from registry_app.exchange.source import Source, wide_encoding

_SAMPLE: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Tried in this order; of two that read a text equally well the earlier one is likelier in an office's mail.
LEGACY: Final = (
    "cp1252", "cp1256", "cp1251", "cp1254", "cp1250", "gb18030", "cp932", "cp950", "cp949", "cp874", "cp1253", "cp1255",
    "cp1258", "cp1257", "euc_jp", "iso8859_6", "koi8_r", "cp866", "cp850", "cp437", "mac_roman",
)  # fmt: skip
_RARE: Final = frozenset({"cp850", "cp437", "mac_roman", "koi8_r", "cp866", "iso8859_6", "euc_jp"})

# The letters that make up most of a text of the script; a wrong reading hits them by chance only.
_COMMON: Final = {
    "ARABIC": frozenset("االيمونرتبةعدسفهكقأحجشطصیکگپچ"),
    "THAI": frozenset("านรอกเงมยลวดทสตะปบคหิี่้ัแไุู"),
    "CYRILLIC": frozenset("оеаинтсрвлкмдпуыьгбяООАНРСИЕТВКЛМПД"),
    "GREEK": frozenset("αοιετσνςρκπμλυηάίόέΑΟΙΕΤΣΝΡΚΠΜΛ"),
    "HEBREW": frozenset("יוהלאמרתבשנחדקפעםןט"),
    "LATIN": frozenset("éèàçêâîôûëïáíóúñãõçöüäßåøæşğıİŞÇÖÜšžčćřěýąęłśżźńőűțșăđơưÉÈÀÁÍÓÚÑÄåÅØ"),
}
# what names, addresses and headings in Chinese and Japanese are made of
_FREQUENT_HAN: Final = frozenset(
    "的一是不了在人有我他这中大来上国国際际经济經濟劳勞务務合作公司有限责任責股份会會社式株集团團电電话話号號码碼地址区區县縣市省路街道楼樓"
    "层層室门門村镇鎮乡鄉里段巷弄北京上海天津重庆广廣东東南西山川河江湖海州安福建苏蘇浙港台臺湾灣名称稱机機构構许許可证證编編日期年月有效"
    "期至自起止法定代表人负負责人王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧程曹袁邓鄧许傅"
    "沈曾彭吕呂苏卢盧蒋蔡贾丁魏薛叶葉阎余潘杜戴夏钟鐘汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦顾侯邵孟龙龍万萬雷钱汤尹黎易常武乔贺赖"
    "龚文新明华華中正平永长長春光力源业業服贸貿商出口派遣外事实實信息科技発発株式会社支店町丁目番地号田中佐藤鈴木高橋渡辺伊山本村小川加吉"
    "井木林清水森橋石前岡藤原後近坂上野原三本部事業所氏名住代役職許認可免労働者紹介備考状態態类類别別种種等级級备備注註"
)
_TYPOGRAPHY: Final = frozenset("’‘“”–—…€£°ºª«»·•§®©™\u00a0№،؛؟٪、。「」・（），：；　‚„")


@dataclass(frozen=True)
class Encoding:
    """An encoding with how sure the guess is (0 to 1), what else it could be, and how many lines do not fit it."""

    name: str
    confidence: float
    others: tuple[str, ...] = ()
    misfits: int = 0
    misfit_encoding: str = ""


def guess_encoding(source: Source, vocabulary: Iterable[str] = ()) -> Encoding:
    """The encoding of the whole file.

    `vocabulary` are words that such lists hold (headings, legal forms); an encoding in which they turn up is right.
    """
    with source.plain() as stream:
        head = stream.read(1 << 12)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, 1.0)
    wide = wide_encoding(head)
    if wide:
        return Encoding(wide, 0.9)
    if b"\x1b$" in head or b"\x1b(J" in head:
        return Encoding("iso2022_jp", 0.9)
    good, bad = _survey(source)
    if not bad.lines:
        return Encoding("utf-8", 1.0)
    words = frozenset(vocabulary)
    if good.bytes >= 0.2 * (good.bytes + bad.bytes):
        return Encoding("utf-8", 0.8, misfits=bad.lines, misfit_encoding=_weigh(bad.sample, words)[0].name)
    readings = _weigh(bad.sample, words)
    best = readings[0]
    text = bad.sample.decode(best.name, "replace")
    others = [reading for reading in readings[1:8] if bad.sample.decode(reading.name, "replace") != text]
    gap = best.score - others[0].score if others else 1.0
    confidence = round(max(0.1, min(0.99, 0.4 + gap * 2)) * min(1.0, max(0.3, best.score)), 2)
    return Encoding(best.name, confidence, tuple(reading.name for reading in others[:3]))


class _Lines:
    """Lines of one sort: how many, how many bytes beyond ASCII, and a sample of them."""

    def __init__(self) -> None:
        self.lines = 0
        self.bytes = 0
        self.sample = b""

    def add(self, line: bytes) -> None:
        self.lines += 1
        self.bytes += len(line) - len(line.translate(None, _BEYOND_ASCII))
        if len(self.sample) < _SAMPLE:
            self.sample += line


_BEYOND_ASCII: Final = bytes(range(128, 256))


def _survey(source: Source) -> tuple[_Lines, _Lines]:
    """The lines beyond ASCII of the whole file: those that are UTF-8, and those that are not."""
    good, bad = _Lines(), _Lines()
    with source.plain() as stream:
        rest = b""
        while block := stream.read(1 << 18):
            head, newline, tail = block.rpartition(b"\n" if b"\n" in block else b"\r")
            if not newline:
                rest += block
                if len(rest) < 1 << 20:
                    continue
                head, tail = rest, b""
            else:
                head, rest = rest + head, b""
            _sort_lines(head, good, bad)
            rest = tail
        cut_short = stream.cut_off
        _sort_lines(_without_torn_end(rest) if cut_short or len(rest) > 0 else rest, good, bad)
    return good, bad


def _without_torn_end(line: bytes) -> bytes:
    """The line without a last letter of which only some bytes are there: a cut-off file is still UTF-8."""
    for torn in range(1, 4):
        if torn <= len(line) and line[-torn] >= 0xC0:
            return line[:-torn] if not _is_utf8(line[-torn:]) else line
    return line


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sort_lines(block: bytes, good: _Lines, bad: _Lines) -> None:
    if block.isascii():
        return
    for line in block.replace(b"\r", b"\n").split(b"\n"):
        if not line.isascii():
            (good if _is_utf8(line) else bad).add(line + b"\n")


@dataclass(frozen=True)
class _Reading:
    name: str
    score: float


def _weigh(sample: bytes, words: frozenset[str]) -> list[_Reading]:
    """The encodings that can read the sample, the most plausible first."""
    readings = []
    for place, name in enumerate(LEGACY):
        text = sample.decode(name, "replace")
        misread = text.count("\ufffd") / max(1, len(text))
        if misread > 0.02:
            continue
        score = plausibility(text) - 10 * misread - 0.002 * place - (0.25 if name in _RARE else 0)
        readings.append(_Reading(name, score + _known_words(text, words)))
    if not readings:
        readings.append(_Reading("cp1252", 0.1))
    return sorted(readings, key=lambda reading: -reading.score)


def _known_words(text: str, words: frozenset[str]) -> float:
    """How much the list's own vocabulary speaks for this reading: 0 to 0.4."""
    if not words:
        return 0.0
    found = {word for word in _words_beyond_ascii(text) if word in words}
    return min(0.4, 0.1 * len(found))


def _words_beyond_ascii(text: str) -> set[str]:
    plain = "".join(letter if letter.isalpha() or unicodedata.combining(letter) else " " for letter in text.casefold())
    return {word for word in plain.split() if not word.isascii() and len(word) > 1}


def plausibility(text: str) -> float:
    """How much the letters beyond ASCII look like words that people write: about 1 for real text, below 0 for junk."""
    total = count = 0.0
    before = "\n"
    for place, letter in enumerate(text):
        if letter >= "\x80":
            after = text[place + 1] if place + 1 < len(text) else "\n"
            total += _letter_value(letter, before, after)
            count += 1
        before = letter
    return total / count if count else 1.0


def _letter_value(letter: str, before: str, after: str) -> float:
    kind = unicodedata.category(letter)
    if letter in _TYPOGRAPHY:
        return 0.7
    if kind in ("Co", "Cn", "Cc", "Cs"):
        return -2.0
    if kind[0] not in "LM":
        return -0.8
    script = _script(letter)
    if kind == "Mn" and script == "COMBINING":
        return 0.9 if before.isalpha() and _script(before) == "LATIN" else -1.0
    if script == "CJK":
        return 1.0 if letter in _FREQUENT_HAN else 0.75 if _is_everyday_han(letter) else -0.2
    if script == "HALFWIDTH":
        return -0.6
    value = 0.9 if script not in _COMMON or letter in _COMMON[script] else 0.35
    for neighbour in (before, after):
        if neighbour.isalpha() and _script(neighbour) != script:
            value -= 0.8
        elif script == "LATIN" and neighbour.isalpha() and not neighbour.isascii():
            value -= 0.35  # accents come one by one among plain letters
    if letter.isupper() and before.islower():
        value -= 0.5
    if letter.islower() and after.isupper() and after >= "\x80":
        value -= 0.5
    return value


@lru_cache(maxsize=16_384)
def _script(letter: str) -> str:
    if letter.isascii():
        return "LATIN"
    return unicodedata.name(letter, "NONE").split(" ")[0].split("-")[0]


@lru_cache(maxsize=32_768)
def _is_everyday_han(letter: str) -> bool:
    """Whether a Han letter is in the first level of one of the national standards (GB 2312, Big5, JIS X 0208)."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xB0, 0xCF)):
        try:
            code = letter.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(code) == 2 and first <= code[0] <= last:
            return True
    return False
