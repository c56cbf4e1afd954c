"""Verifying an open register: its keys, the anchors kept outside, and offices named by their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from registry_app import schema
from registry_app.build.opened import Opened
from registry_app.build.trusting import trust_of
from registry_app.core.progress import Progress
from registry_app.core.texts import _
from registry_app.documents.seal import read_seal, verify_seal
from registry_app.journal.anchors import read_anchor
from registry_app.journal.report import Anchor, Report
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

    def named(sentence: str) -> str:
        for identifier, code in codes.items():
            sentence = sentence.replace(identifier, code)
        return sentence

    return replace(
        report, findings=[named(each) for each in report.findings], notes=[named(each) for each in report.notes]
    )
