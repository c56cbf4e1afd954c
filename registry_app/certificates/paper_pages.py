"""The pages of a certificate: frame and crest around the blocks, signature and code below them, a last line to read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from registry_app.certificates.facts import PaperFacts
from registry_app.certificates.paper import GREY, INK, RED, Setting
from registry_app.certificates.wording import words
from registry_app.core.texts import bare, isolate
from registry_app.documents import ornament
from registry_app.documents.blocks import Block, PagePlan, hairline, plan_pages
from registry_app.documents.codes import qr_code
from registry_app.documents.pdf_objects import compressed, number
from registry_app.documents.sign_field import SignaturePlaceholder
from registry_app.documents.tagged import A4, MM, TaggedDocument
from registry_app.documents.text.layout import Align, Direction, TextStyle, fit_paragraph, layout_paragraph, shape_line
from registry_app.documents.text.outline import line_outlines
from registry_app.documents.xmp import DocumentInfo

WIDTH, HEIGHT = A4
CODE_SIZE: Final = 36 * MM
_INSET: Final = 9 * MM  # from the paper's edge to the braid
_CREST: Final = 17 * MM
_CREST_TOP: Final = 20.5 * MM
_FIRST_TOP: Final = 39.5 * MM  # from the paper's upper edge to the first block
_NEXT_TOP: Final = 29 * MM
_LAST_LINE: Final = 19.5 * MM  # from the paper's lower edge to the line that is read out
_LAST_LINE_HEIGHT: Final = 6.5 * MM
_SIGNATURE: Final = 40 * MM  # the zone of signature and code above it
_BOTTOM: Final = _LAST_LINE + _LAST_LINE_HEIGHT + 2 * MM
_SMALL_PRINT: Final = 46 * MM
_SMALLEST_PRINT: Final = 5.0
_SCALES: Final = (1.0, 0.94, 0.88, 0.82)
_PALE_RED: Final = (0.975, 0.87, 0.87)

BuildBlocks = Callable[[Setting], Sequence[Block]]


@dataclass(frozen=True)
class Order:
    """What a paper needs besides its facts: the code's text, the moment it is made, and the place of a signature.

    Without a code's text it is a preview: marked so on every page, with a blank frame where the code will stand.
    """

    qr_text: str
    moment: datetime
    signature: SignaturePlaceholder | None = None


def write_paper(facts: PaperFacts, language: str, order: Order, build: BuildBlocks) -> bytes:
    """The document. Blocks are set smaller to fit on one page, and where that is not enough they take more pages."""
    setting, plans = _fitting(language, build)
    document = TaggedDocument(_information(facts, setting, order.moment))
    for index, plan in enumerate(plans):
        if index:
            document.next_page()
        _ground(document, facts, setting, first=index == 0, preview=not order.qr_text)
        last = index == len(plans) - 1
        plan.draw(document, setting.column, HEIGHT - _top(index), stretch=last)
        _running_lines(document, facts, setting, index + 1, len(plans))
        if last:
            _signature_zone(document, facts, setting, order)
        _last_line(document, facts, setting)
    return document.finish()


def _top(index: int) -> float:
    return _NEXT_TOP if index else _FIRST_TOP


def _room(index: int, last: bool) -> float:
    return HEIGHT - _top(index) - _BOTTOM - (_SIGNATURE if last else 0.0)


def _fitting(language: str, build: BuildBlocks) -> tuple[Setting, list[PagePlan]]:
    """The largest type with which all blocks fit on one page, else the pages they take in middling type."""
    for scale in _SCALES:
        setting = Setting(words(language), scale)
        plans = plan_pages(build(setting), _room)
        if len(plans) == 1:
            return setting, plans
    setting = Setting(words(language), _SCALES[1])
    return setting, plan_pages(build(setting), _room)


def _information(facts: PaperFacts, setting: Setting, moment: datetime) -> DocumentInfo:
    say = setting.words
    title = f"{say(f'title.{facts.kind}')} {facts.serial}"
    if facts.training:
        title = f"{say('training')} · {title}"
    author = next((say.of(line) for line in facts.issuer.letterhead[1:2]), say.of(facts.issuer.office))
    return DocumentInfo(
        title=title,
        language=say.language,
        moment=moment,
        author=author,
        subject=facts.agency.name,
        keywords=", ".join(filter(None, (facts.serial, facts.licence_number, facts.agency.number))),
    )


def _ground(document: TaggedDocument, facts: PaperFacts, setting: Setting, *, first: bool, preview: bool) -> None:
    with document.artifact():
        for name, form in (ornament.frame_forms() | {"Frame": ornament.frame(WIDTH, HEIGHT, _INSET)}).items():
            document.add_form(name, form.content, form.box)
        document.paint("/Frame Do")
        if facts.training:
            document.add_form("Training", _training_ground(), (0, 0, WIDTH, HEIGHT))
            document.paint("/Training Do")
        if preview:
            document.add_form("Preview", _preview_ground(), (0, 0, WIDTH, HEIGHT))
            document.paint("/Preview Do")
    if not first:
        return
    left, bottom = (WIDTH - _CREST) / 2, HEIGHT - _CREST_TOP - _CREST
    box = (left, bottom, left + _CREST, bottom + _CREST)
    crest = ornament.crest(_CREST)
    document.add_form("Crest", crest.content, crest.box)
    with document.element("Figure", alt=setting.words("alt.crest"), box=box), document.marked():
        document.paint(f"1 0 0 1 {number(left)} {number(bottom)} cm /Crest Do")


@cache
def _training_ground() -> bytes:
    """Both languages' mark as pale outlines across the page."""
    return _across("training", 50, (("en", 14.0), ("ar", -58.0)))


@cache
def _preview_ground() -> bytes:
    """The same for a preview, beside the training mark where there is one."""
    return _across("preview", 38, (("en", 120.0), ("ar", -140.0)))


def _across(key: str, size: float, places: Sequence[tuple[str, float]]) -> bytes:
    """A word in languages, each so many points above the rising diagonal."""
    parts = [ornament.rgb(_PALE_RED, "rg"), f"0.707 0.707 -0.707 0.707 {number(WIDTH / 2)} {number(HEIGHT / 2)} cm"]
    for language, rise in places:
        direction = Direction.RIGHT_TO_LEFT if language == "ar" else Direction.LEFT_TO_RIGHT
        line = shape_line(words(language)(key), TextStyle(size, bold=True, language=language, direction=direction))
        parts.append(f"q 1 0 0 1 {number(-line.width / 2)} {number(rise)} cm {line_outlines(line)} f Q")
    return compressed(" ".join(parts).encode("ascii"))


def _running_lines(document: TaggedDocument, facts: PaperFacts, setting: Setting, page: int, count: int) -> None:
    """On a paper of several pages: what it is, on every page after the first, and the page's number."""
    if count == 1:
        return
    say, column = setting.words, setting.column
    style = setting.style(8, colour=GREY)
    text = say("page", number=page, count=count)
    top, width = HEIGHT - 20 * MM, (column.width - _CREST) / 2
    if page > 1:
        text = f"{say(f'title.{facts.kind}')} {isolate(facts.serial)} · {text}"
        top, width = HEIGHT - _NEXT_TOP + 16, column.width
    document.text_block("P", layout_paragraph(text, style, width), column.at(0, width), top)


def _signature_zone(document: TaggedDocument, facts: PaperFacts, setting: Setting, order: Order) -> None:
    """Who signs at the start edge, small print beside it, the code at the end edge."""
    say, column = setting.words, setting.column
    bottom = _BOTTOM
    code_left = column.at(column.width - CODE_SIZE, CODE_SIZE)
    box = (code_left, bottom, code_left + CODE_SIZE, bottom + CODE_SIZE)
    with document.element("Figure", alt=say("alt.code"), box=box), document.marked():
        document.paint(f"1 g {number(code_left)} {number(bottom)} {number(CODE_SIZE)} {number(CODE_SIZE)} re f")
        if order.qr_text:
            document.paint_code(qr_code(order.qr_text), code_left, bottom, CODE_SIZE)
        else:
            document.paint(f"0.8 w {ornament.rgb(GREY, 'RG')} {number(code_left)} {number(bottom)} "
                           f"{number(CODE_SIZE)} {number(CODE_SIZE)} re S")  # fmt: skip
    gap = 4 * MM
    width = column.width - CODE_SIZE - _SMALL_PRINT - 2 * gap
    _signatory(document, facts, setting, width)
    _small_print(document, facts, setting, column.at(width + gap, _SMALL_PRINT))
    if order.signature is not None:
        left = column.at(0, width)
        document.signature_field(
            order.signature, (left, bottom, left + width, bottom + CODE_SIZE), say("alt.signature")
        )


def _signatory(document: TaggedDocument, facts: PaperFacts, setting: Setting, width: float) -> None:
    say, column, signatory = setting.words, setting.column, facts.signatory
    left = column.at(0, width)
    plain = Setting(say)
    place = say.of(facts.issuer.place) or say.of(facts.issuer.office)
    day = bare(say.day_in_words(facts.issued_on))
    opening = fit_paragraph(say("place_and_day", place=place, day=day), plain.style(9), width, lines=2, smallest=7)
    top = document.text_block("P", opening, left, _BOTTOM + CODE_SIZE)
    name = fit_paragraph(signatory.name, plain.value_style(10, bold=True), width, lines=2, smallest=7)
    lines = [signatory.office]
    if signatory.acting_for:
        lines.append(say("signed.for", name=signatory.acting_for))
    lines.append(say.of(facts.issuer.office))
    if signatory.authority:
        lines.append(say("signed.authority", authority=signatory.authority))
    details = [
        fit_paragraph(line, plain.value_style(8.5), width, lines=2, smallest=6) for line in dict.fromkeys(lines) if line
    ]
    height = name.height + sum(detail.height for detail in details)
    line_at = min(_BOTTOM + height + 4, top - 2)
    with document.artifact():
        document.paint(hairline(left, left + width, line_at))
    below = document.text_block("P", name, left, line_at - 3)
    for detail in details:
        below = document.text_block("P", detail, left, below)


def _small_print(document: TaggedDocument, facts: PaperFacts, setting: Setting, left: float) -> None:
    say = setting.words
    small = Setting(say).style(7, colour=GREY)
    texts = [say("facts_known", day=bare(say.day_in_words(facts.known_as_of)))]
    if facts.validity is not None:
        texts.append(say("valid_through_last_day"))
    if not say.confirmed:
        texts.append(say("draft_wording"))
    texts.append(say("seal.scan"))
    if facts.key_id:
        texts.append(say("seal.key", key=facts.key_id))
    if facts.checkpoint:
        texts.append(say("seal.checkpoint", checkpoint=facts.checkpoint))
    if facts.issuer.contact:
        texts.append(isolate(facts.issuer.contact))
    paragraphs = [layout_paragraph(text, small, _SMALL_PRINT) for text in texts]
    while sum(paragraph.height + 2 for paragraph in paragraphs) > CODE_SIZE and small.size > _SMALLEST_PRINT:
        small = small.sized(small.size - 0.25)
        paragraphs = [layout_paragraph(text, small, _SMALL_PRINT) for text in texts]
    top = _BOTTOM + sum(paragraph.height + 2 for paragraph in paragraphs) - 2
    for paragraph in paragraphs:
        top = document.text_block("P", paragraph, left, top) - 2


def _last_line(document: TaggedDocument, facts: PaperFacts, setting: Setting) -> None:
    """Serial, licence and days in one line, from left to right in every language, for reading out on the telephone."""
    parts = [facts.serial, facts.licence_number or facts.agency.number]
    validity = facts.validity
    if validity is None:
        parts.append(facts.issued_on.isoformat())
    else:
        parts += [validity.first.isoformat(), validity.last.isoformat() if validity.last else ""]
    column = setting.column
    style = TextStyle(
        10.5, bold=True, direction=Direction.LEFT_TO_RIGHT, align=Align.CENTRE, colour=RED if facts.training else INK
    )
    text = " · ".join(isolate(part) for part in parts if part)
    paragraph = fit_paragraph(text, style, column.width - 12, lines=1, smallest=5)
    with document.artifact():
        for y in (_LAST_LINE, _LAST_LINE + _LAST_LINE_HEIGHT):
            document.paint(hairline(column.left, column.right, y))
    top = _LAST_LINE + (_LAST_LINE_HEIGHT + paragraph.height) / 2
    document.text_block("P", paragraph, column.left + 6, top)
