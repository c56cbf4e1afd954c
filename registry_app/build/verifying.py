"""Verifying an open register: its keys, the anchors kept outside, and offices named by their codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from registry_app import schema
from registry_app.build.opened import Opened
from registry_app.build.trusting import trust_of
from registry_app.core.errors import RegistryError
from registry_app.core.progress import Progress
from registry_app.core.texts import _, ngettext, say
from registry_app.documents.seal import read_seal, verify_seal
from registry_app.finding import keeping
from registry_app.journal.anchors import read_anchor
from registry_app.journal.report import Anchor, LogReport, Report
from registry_app.journal.verify import verify
from registry_app.offices import queries as offices

_LONGEST_NAME = 500  # letters: what is longer, or has lines, is an anchor's own text and no file's name


def anchor_given(opened: Opened, given: str) -> Anchor:
    """An anchor from a file's name or its own text: a checkpoint, or the code of a certificate."""
    path = Path(given) if len(given) < _LONGEST_NAME and "\n" not in given else None
    source, text = given, given
    if path is not None and opened.world.files.exists(path):
        text = opened.world.files.read(path).decode("utf-8", "replace")
        source = path.name
    elif given.startswith("LRC"):
        source = _("the certificate's code")

    def read_code(code: str) -> tuple[int, bytes]:
        facts = verify_seal(read_seal(code), trust_of(opened))
        return facts.checkpoint_size, facts.checkpoint_root

    return read_anchor(text, source, opened.checkpoint_keys(), read_code)


def verify_opened(opened: Opened, anchors: Sequence[Anchor], progress: Progress | None = None) -> Report:
    """Walk the journal and compare it with the tables; sentences name offices by their codes."""
    opened.must("journal:verify")
    keys = opened.checkpoint_keys()
    with opened.reading() as session:
        report = verify(
            session.connection(),
            schema.tables(),
            keys,
            anchors=anchors,
            own_office=opened.info.office_id.hex,
            progress=progress,
        )
        codes = {office.id.hex: office.code for office in offices.list_offices(session)}

    _compare_index(opened, report)

    def named(sentence: str) -> str:
        for identifier, code in codes.items():
            sentence = sentence.replace(identifier, code)
        return sentence

    return replace(
        report, findings=[named(each) for each in report.findings], notes=[named(each) for each in report.notes]
    )


def _compare_index(opened: Opened, report: Report) -> None:
    """The index of names and numbers is no part of the journal: what it hides, nobody finds, so it is compared too."""
    try:
        in_step = keeping.check(opened.store.engines, opened.location.path.name)
    except RegistryError as error:
        report.notes.append(say(_("The index of names and numbers was not compared: {why}"), why=error.sentence))
        return
    if not in_step:
        report.find(
            _(
                "The index of names and numbers says something else than the facts. Make it anew: registry index rebuild."
            )
        )


def intact_words(report: Report, counted: Callable[[int], str] = str) -> str:
    """What was compared and agrees, in two sentences: entries, rows, the index, and anchors kept outside."""
    entries = sum(log.size for log in report.logs)
    anchors = sum(log.anchors for log in report.logs)
    compared = ngettext(
        "The register is intact: {entries} entry agrees with {rows} rows and with the index of names and numbers.",
        "The register is intact: {entries} entries agree with {rows} rows and with the index of names and numbers.",
        entries,
    )
    return f"{say(compared, entries=counted(entries), rows=counted(report.rows))} {anchor_words(anchors)}"


def anchor_words(count: int) -> str:
    """How many anchors kept outside the journal was compared with."""
    if not count:
        return _("It was compared with no anchor kept outside.")
    said = ngettext("{count} anchor kept outside was met.", "{count} anchors kept outside were met.", count)
    return say(said, count=count)


def log_words(log: LogReport, office: str) -> str:
    """One line for the log of an office."""
    entries = ngettext("{count} entry", "{count} entries", log.size)
    checkpoints = ngettext("{count} checkpoint", "{count} checkpoints", log.checkpoints)
    anchors = ngettext("{count} anchor", "{count} anchors", log.anchors)
    return say(
        _("{office}: {entries}, {checkpoints}, {anchors}, root {root}"),
        office=office,
        entries=say(entries, count=log.size),
        checkpoints=say(checkpoints, count=log.checkpoints),
        anchors=say(anchors, count=log.anchors),
        root=log.root,
    )
