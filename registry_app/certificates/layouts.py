"""How each kind of certificate looks: one function a kind, facts to PDF. Needs no register, so previews use samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from registry_app.certificates.facts import (
    ComplianceFacts,
    GuaranteeFacts,
    LicenceFacts,
    LicenceLine,
    PrintedCheck,
    PrintedVerdict,
    StatementFacts,
)
from registry_app.certificates.paper import (
    GREY,
    INK,
    Setting,
    agency_rows,
    closing_rows,
    head_blocks,
    short_agency_rows,
    validity_row,
)
from registry_app.certificates.paper_pages import Order, write_paper
from registry_app.core.texts import bare, isolate
from registry_app.documents.blocks import Block, Cell, Gap, Row, Table
from registry_app.documents.ornament import circle, polyline, rgb
from registry_app.documents.sign_field import SignaturePlaceholder
from registry_app.documents.text.layout import Paragraph, layout_paragraph

_CHECK_SHARES: Final = (0.36, 0.19)  # of the column's width: requirement, result; the rest is the reason
_MARK_WIDTH: Final = 13.0  # points: a sign of 8 and the white after it
_UNKNOWN_SOURCE: Final = "not set by the regulator"
# bold enough to be told apart in black and white: a tick, a cross, a ring, a dash
_MARKS: Final = {
    PrintedVerdict.MET: f"1.3 w {rgb((0.06, 0.38, 0.20), 'RG')} {polyline([(0, 0), (2.6, -2.8), (7.6, 3.4)])} S",
    PrintedVerdict.NOT_MET: f"1.3 w {rgb((0.68, 0.08, 0.10), 'RG')} {polyline([(0.5, -3), (6.5, 3)])} S "
    f"{polyline([(0.5, 3), (6.5, -3)])} S",
    PrintedVerdict.CANNOT_TELL: f"1.2 w {rgb((0.58, 0.36, 0.02), 'RG')} {circle((3.6, 0), 3)} S",
    PrintedVerdict.NOT_EXAMINED: f"1.3 w {rgb((0.40, 0.42, 0.45), 'RG')} {polyline([(0, 0), (7, 0)])} S",
}


def licence(
    facts: LicenceFacts, language: str, qr_text: str, *, moment: datetime, signature: SignaturePlaceholder | None = None
) -> bytes:
    """The licence certificate in a language (`en`, `ar`); `qr_text` is the seal, `moment` when the file is made."""

    def build(setting: Setting) -> Sequence[Block]:
        rows = [
            *_licence_rows(facts.licence, setting),
            *agency_rows(facts, setting),
            *_guarantee_rows(facts.guarantees, setting),
            *closing_rows(facts, setting),
        ]
        return [
            *head_blocks(facts, setting),
            Table(tuple(rows)),
            *_listed("heading.conditions", facts.licence.conditions, setting),
        ]

    return write_paper(facts, language, Order(qr_text, moment, signature), build)


def compliance(
    facts: ComplianceFacts,
    language: str,
    qr_text: str,
    *,
    moment: datetime,
    signature: SignaturePlaceholder | None = None,
) -> bytes:
    """The certificate of compliance; arguments as for `licence`."""

    def build(setting: Setting) -> Sequence[Block]:
        rows = [
            validity_row(facts.valid_from, facts.valid_to, setting),
            *short_agency_rows(facts, setting),
            setting.row("label.licence_number", setting.code(facts.licence.number)),
            setting.row("label.licence_validity", _period(facts.licence, setting)),
            *_guarantee_rows(facts.guarantees, setting),
            *([setting.row("label.purpose", setting.value(facts.purpose))] if facts.purpose else []),
            *closing_rows(facts, setting),
        ]
        return [
            *head_blocks(facts, setting),
            Table(tuple(rows)),
            Gap(9 * setting.scale),
            setting.heading("heading.checks"),
            _check_table(facts.checks, setting),
        ]

    return write_paper(facts, language, Order(qr_text, moment, signature), build)


def statement(
    facts: StatementFacts,
    language: str,
    qr_text: str,
    *,
    moment: datetime,
    signature: SignaturePlaceholder | None = None,
) -> bytes:
    """The statement of reasons; arguments as for `licence`. What is not met comes first, then what cannot be told."""

    def build(setting: Setting) -> Sequence[Block]:
        rows = [
            setting.row("label.examined_on", setting.day(facts.examined_on)),
            *short_agency_rows(facts, setting),
        ]
        if facts.licence is not None:
            rows += [
                setting.row("label.licence_number", setting.code(facts.licence.number)),
                setting.row("label.licence_validity", _period(facts.licence, setting)),
            ]
        rows += closing_rows(facts, setting)
        gravest = (PrintedVerdict.NOT_MET, PrintedVerdict.CANNOT_TELL, PrintedVerdict.NOT_EXAMINED, PrintedVerdict.MET)
        checks = sorted(facts.checks, key=lambda check: gravest.index(check.verdict))
        return [
            *head_blocks(facts, setting),
            Table(tuple(rows)),
            Gap(9 * setting.scale),
            setting.heading("heading.reasons"),
            _check_table(checks, setting),
            *_listed("heading.remedies", facts.remedies, setting),
        ]

    return write_paper(facts, language, Order(qr_text, moment, signature), build)


def _licence_rows(line: LicenceLine, setting: Setting) -> Iterable[Row]:
    say = setting.words
    yield setting.row("label.licence_number", setting.code(line.number))
    yield validity_row(line.valid_from, line.valid_to, setting)
    if line.category:
        yield setting.row("label.category", setting.value(line.category))
    if line.destinations:
        listed = say("value.list").join(isolate(destination) for destination in line.destinations)
        yield setting.row("label.destinations", setting.sentence(listed))


def _period(line: LicenceLine, setting: Setting) -> Paragraph:
    say = setting.words
    first, last = (bare(say.day_in_words(day)) for day in (line.valid_from, line.valid_to))
    return setting.sentence(say("value.period", first=first, last=last))


def _guarantee_rows(guarantees: Sequence[GuaranteeFacts], setting: Setting) -> Iterable[Row]:
    say = setting.words
    if not guarantees:
        yield setting.row("label.guarantee", setting.sentence(say("value.guarantee.none")))
        return
    lines = []
    for guarantee in guarantees:
        parts = [say("value.guarantee", instrument=guarantee.instrument, amount=guarantee.amount)]
        if guarantee.issuer:
            parts.append(say("value.guarantee.issuer", issuer=guarantee.issuer))
        if guarantee.reference:
            parts.append(say("value.guarantee.reference", reference=guarantee.reference))
        if guarantee.valid_to is not None:
            day = bare(say.day_in_words(guarantee.valid_to))
            parts.append(say("value.guarantee.until", day=day))
        lines.append(setting.sentence(say("value.list").join(parts)))
    yield setting.row("label.guarantee", *lines)


def _listed(heading: str, texts: Sequence[str], setting: Setting) -> Iterable[Block]:
    """A heading and the texts under it; nothing where there are none."""
    if not texts:
        return
    yield Gap(9 * setting.scale)
    yield setting.heading(heading)
    yield from setting.numbered(texts)


def _check_table(checks: Sequence[PrintedCheck], setting: Setting) -> Table:
    """Requirement, result with its sign, reason and source."""
    width = setting.column.width
    starts = (0.0, width * _CHECK_SHARES[0], width * sum(_CHECK_SHARES))
    widths = (starts[1] - 8, starts[2] - starts[1] - _MARK_WIDTH - 6, width - starts[2])
    head_style = setting.style(8, bold=True, colour=GREY)
    head = Row(
        tuple(
            Cell((layout_paragraph(setting.words(f"column.{key}"), head_style, room),), start, tag="TH", scope="Column")
            for key, start, room in zip(("check", "verdict", "reason"), starts, widths, strict=True)
        ),
        padding=2,
    )
    return Table(tuple(_check_row(check, setting, starts, widths) for check in checks), head)


def _check_row(check: PrintedCheck, setting: Setting, starts: Sequence[float], widths: Sequence[float]) -> Row:
    say = setting.words
    title = say.check_title(check.code, check.title)
    verdict = say(f"verdict.{check.verdict.value}")
    source = say("source.unknown") if check.source == _UNKNOWN_SOURCE else check.source
    plain = setting.value_style(8.5)
    reasons: list[Paragraph] = []
    if check.reason:
        text = say("value.reason", reason=check.reason, source=source) if source else check.reason
        reasons.append(layout_paragraph(text, plain, widths[2]))
    elif source:
        reasons.append(layout_paragraph(source, replace(plain, colour=GREY), widths[2]))
    bold = setting.style(8.5, bold=True, colour=INK)
    return Row(
        (
            Cell((layout_paragraph(title, setting.value_style(9), widths[0]),), starts[0], tag="TH", scope="Row"),
            Cell(
                (layout_paragraph(verdict, bold, widths[1]),),
                starts[1],
                mark=_MARKS[check.verdict],
                mark_width=_MARK_WIDTH,
            ),
            Cell(tuple(reasons), starts[2]),
        ),
        padding=2.6 * setting.scale,
    )
