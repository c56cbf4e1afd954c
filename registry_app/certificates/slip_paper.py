"""The hand-in slip as a page of A5, facts to PDF, in English or Arabic: what was handed in, when, by whom, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from registry_app.certificates.facts import Texts
from registry_app.certificates.paper import GREY, INK, RED, Setting
from registry_app.certificates.wording import words
from registry_app.core.texts import bare
from registry_app.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    PagePlan,
    Row,
    Table,
    TextBlock,
    hairline,
    plan_pages,
)
from registry_app.documents.tagged import MM, TaggedDocument
from registry_app.documents.text.layout import Align, Paragraph, fit_paragraph, layout_paragraph
from registry_app.documents.xmp import DocumentInfo

A5: Final = (148 * MM, 210 * MM)
_EDGE: Final = 13 * MM
_TOP: Final = 12 * MM
_FOOT: Final = 13 * MM  # the line with the page's number and what the slip is not
_SIGNATURES: Final = 19 * MM
_PAPER_SHARE: Final = 0.58


@dataclass(frozen=True)
class SlipPaper:
    """A paper on the slip: `state` is the key of its words, such as `received` or `missing`."""

    name: str
    state: str
    copies: int = 1


@dataclass(frozen=True)
class SlipFacts:
    """What the slip says. `received` and `entered` are moments in the office's time; letterhead lines by language."""

    letterhead: tuple[Texts, ...]
    number: str
    received: datetime
    entered: datetime
    brought_by: str
    identity_seen: str
    correspondent: str
    about: str
    concerns: str
    papers: tuple[SlipPaper, ...]
    answer_due: date | None = None
    voided_on: date | None = None
    training: bool = False


@dataclass(frozen=True)
class _Small(Setting):
    """The setting on A5: narrower, with more room for the labels."""

    @property
    def column(self) -> Column:
        """Between the narrow edges."""
        return Column(_EDGE, A5[0] - _EDGE, self.right_to_left)

    @property
    def label_width(self) -> float:
        """A little more than a quarter."""
        return self.column.width * 0.27


def write_slip(facts: SlipFacts, language: str, moment: datetime) -> bytes:
    """The slip as a tagged PDF; papers that do not fit on one page go on to the next one. `moment` is when it is made."""
    setting = _Small(words(language))
    say = setting.words
    plans = plan_pages(_blocks(facts, setting), _room)
    title = bare(f"{say('slip.title')} {facts.number}")
    author = next((say.of(line) for line in facts.letterhead[-1:]), "")
    document = TaggedDocument(DocumentInfo(title, say.language, moment, author, keywords=facts.number), A5)
    for index, plan in enumerate(plans):
        if index:
            document.next_page()
        _draw(document, plan, facts, setting, index, len(plans))
    return document.finish()


def _room(_index: int, last: bool) -> float:
    return A5[1] - _TOP - _FOOT - (_SIGNATURES if last else 0.0)


def _draw(document: TaggedDocument, plan: PagePlan, facts: SlipFacts, setting: _Small, index: int, count: int) -> None:
    plan.draw(document, setting.column, A5[1] - _TOP, stretch=False)
    if index == count - 1:
        _signatures(document, setting)
    say, column = setting.words, setting.column
    with document.artifact():
        document.paint(hairline(column.left, column.right, _FOOT - 1 * MM))
    text = say("slip.no_decision")
    if count > 1:
        text = f"{facts.number} · {say('page', number=index + 1, count=count)} · {text}"
    if not say.confirmed:
        text = f"{text} {say('draft_wording')}"
    foot = fit_paragraph(text, setting.style(7.5, colour=GREY), column.width, lines=2, smallest=5)
    document.text_block("P", foot, column.left, _FOOT - 2 * MM)


def _blocks(facts: SlipFacts, setting: _Small) -> list[Block]:
    say, width = setting.words, setting.column.width
    blocks: list[Block] = []
    for place, line in enumerate(facts.letterhead):
        style = setting.style(9.5 if place else 8.5, bold=bool(place), colour=INK, align=Align.CENTRE)
        blocks.append(TextBlock(layout_paragraph(say.of(line), style, width)))
    title = setting.style(17, bold=True, colour=INK, align=Align.CENTRE, leading=0.9)
    blocks += [Gap(5), TextBlock(fit_paragraph(say("slip.title"), title, width, lines=1, smallest=11), tag="H1")]
    red = setting.style(11, bold=True, colour=RED, align=Align.CENTRE)
    if facts.training:
        blocks.append(TextBlock(layout_paragraph(say("training"), red, width)))
    if facts.voided_on is not None:
        blocks.append(TextBlock(layout_paragraph(say("slip.void", day=say.day(facts.voided_on)), red, width)))
    blocks += [Gap(6), Table(tuple(_rows(facts, setting))), Gap(8)]
    blocks.append(setting.heading("slip.papers"))
    blocks += [Gap(3), Table(tuple(_paper_row(each, setting) for each in facts.papers)), Gap(8)]
    blocks.append(setting.heading("slip.next"))
    blocks.append(Gap(3))
    blocks += [TextBlock(layout_paragraph(each, setting.style(9.5), width)) for each in _next_steps(facts, setting)]
    return blocks


def _rows(facts: SlipFacts, setting: _Small) -> Iterable[Row]:
    yield setting.row("slip.number", _large_code(facts.number, setting))
    yield setting.row("slip.received", _moment(facts.received, setting))
    if facts.entered.replace(second=0, microsecond=0) != facts.received.replace(second=0, microsecond=0):
        yield setting.row("slip.entered", _moment(facts.entered, setting))
    yield setting.row("slip.brought_by", setting.value(facts.brought_by, bold=True))
    yield setting.row("slip.identity", setting.value(facts.identity_seen))
    yield setting.row("slip.from", setting.value(facts.correspondent))
    yield setting.row("slip.about", setting.value(facts.about))
    if facts.concerns:
        yield setting.row("slip.concerns", setting.value(facts.concerns))


def _large_code(number: str, setting: _Small) -> Paragraph:
    room = setting.column.width - setting.label_width
    return fit_paragraph(number, setting.value_style(13, bold=True), room, lines=1, smallest=7)


def _moment(moment: datetime, setting: _Small) -> Paragraph:
    say = setting.words
    return setting.sentence(say("slip.moment", day=say.day(moment.date()), hour=f"{moment:%H:%M}"))


def _paper_row(paper: SlipPaper, setting: _Small) -> Row:
    say, width = setting.words, setting.column.width
    start = width * _PAPER_SHARE
    missing = paper.state == "missing"
    if paper.state == "received" and paper.copies > 1:
        state = say("slip.state.copies", count=paper.copies)
    else:
        state = say(f"slip.state.{paper.state}")
    style = setting.style(9, bold=missing, colour=RED) if missing else setting.style(9)
    name = layout_paragraph(paper.name, setting.value_style(9.5), start - 8)
    return Row(
        (Cell((name,), 0, tag="TH", scope="Row"), Cell((layout_paragraph(state, style, width - start),), start)),
        padding=2.6,
    )


def _next_steps(facts: SlipFacts, setting: _Small) -> Sequence[str]:
    """What the register can honestly say of what comes next, and no more."""
    say = setting.words
    steps = []
    if any(each.state == "missing" for each in facts.papers):
        steps.append(say("slip.next.missing", number=facts.number))
    if facts.answer_due is not None:
        steps.append(say("slip.next.answer", day=say.day(facts.answer_due)))
    return [*steps, say("slip.next.ask", number=facts.number)]


def _signatures(document: TaggedDocument, setting: _Small) -> None:
    """Two lines to sign on."""
    column = setting.column
    half = (column.width - 10 * MM) / 2
    for key, start in (("slip.sign.office", 0.0), ("slip.sign.bearer", half + 10 * MM)):
        left = column.at(start, half)
        line_at = _FOOT + 6 * MM
        with document.artifact():
            document.paint(hairline(left, left + half, line_at))
        document.text_block(
            "P", layout_paragraph(setting.words(key), setting.style(8, colour=GREY), half), left, line_at - 2
        )
