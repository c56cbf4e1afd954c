"""Walking one office's log: tree, checkpoints, anchors, head, clock, and the values behind salted hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Connection

from registry_app.core.errors import BadFile, NotTrusted
from registry_app.core.progress import Progress
from registry_app.core.texts import _, say
from registry_app.journal import reading
from registry_app.journal.blocks import Block, blocks
from registry_app.journal.checkpoint import CheckpointKey, check_checkpoint
from registry_app.journal.entries import commitment, leaf
from registry_app.journal.merkle import Frontier
from registry_app.journal.proofs import Proofs
from registry_app.journal.report import STEP, Anchor, LogReport, Report

# a salted hash in place of a value; before the body quotes are escaped, so that it stands in no other column
_HIDDEN: Final = b'{"c":"'
# a leaf in a block: 0x00, `[1,"`, office, `",`, number, `,"`, transaction, `","`, moment
_BEFORE_MOMENT: Final = 1 + len('[1,"') + 32 + len('",') + len(',"') + 32 + len('","')
_MOMENT: Final = len("2019-03-04T08:00:00.000Z")


def walk_log(
    connection: Connection,
    office: str,
    keys: list[CheckpointKey],
    anchors: Sequence[Anchor],
    report: Report,
    progress: Progress,
    proofs: Proofs | None = None,
) -> bool:
    """Walk the log of an office; whether it is whole, so that `proofs` has seen the records of each of its entries."""
    log = LogReport(office)
    stated = _stated_roots(connection, office, keys, report, log)
    for anchor in anchors:
        stated.setdefault(anchor.size, []).append((anchor.root, anchor.source))
    walk = _Walk(connection, office, stated, report, progress)
    whole = connection.dialect.name != "postgresql" and walk.by_blocks(proofs)
    if not whole:
        walk.by_entries()
    for size, statements in sorted(stated.items()):
        for _root, source in statements:
            report.find(
                say(
                    _("{source} knows {size} entries; the journal here ends after {here}: its tail was cut off."),
                    source=source,
                    size=size,
                    here=walk.frontier.size,
                )
            )
    log.size, log.root, log.anchors = walk.frontier.size, walk.frontier.root.hex(), len(anchors)
    _compare_head(connection, office, walk.frontier, report)
    report.logs.append(log)
    return whole


class _Walk:
    """Where the walk has come to."""

    def __init__(
        self,
        connection: Connection,
        office: str,
        stated: dict[int, list[tuple[bytes, str]]],
        report: Report,
        progress: Progress,
    ) -> None:
        self.connection = connection
        self.office = office
        self.stated = stated
        self.report = report
        self.progress = progress
        self.frontier = Frontier()
        self.last_moment = ""

    def by_blocks(self, proofs: Proofs | None) -> bool:
        """Walk as far as nothing is odd; whether that was to the end."""
        due = sorted(self.stated, reverse=True)
        beside = proofs.add_block if proofs is not None else None
        with closing(blocks(self.connection, self.office, beside)) as whole:
            for block in whole:
                hashes = [sha256(each).digest() for each in block.leaves]
                done = block.start
                while due and due[-1] <= block.end:
                    size = due.pop()
                    if size > done:
                        self.frontier.add_hashes(hashes[done - block.start : size - block.start])
                        self._compare_root()
                        done = size
                self.frontier.add_hashes(hashes[done - block.start :])
                self._look_into(block)
                if block.start // STEP != block.end // STEP:
                    self.progress.step(block.end, 0, "journal_entry")
        size = self.frontier.size
        if size == 0 or next(reading.entries(self.connection, self.office, size), None) is not None:
            return False
        self._forged(reading.private_values(self.connection, self.office, end=0))
        self._forged(reading.private_values(self.connection, self.office, start=size))
        return True

    def by_entries(self) -> None:
        """Walk one by one from where the walk has come to, up to the first gap."""
        start = self.frontier.size
        self._forged(reading.private_values(self.connection, self.office, end=0))
        private = _Private(reading.private_values(self.connection, self.office, start), self.report)
        for entry in reading.entries(self.connection, self.office, start or None):
            seq, _txn, moment, _actor, _verb, operation, *_rest = entry
            if seq != self.frontier.size:
                self.report.find(say(_("Entry {seq} of the journal is missing."), seq=self.frontier.size))
                break
            made = leaf(self.office, *entry)
            self.frontier.add(made)
            private.check(seq, made)
            self._note_moment(seq, moment, operation)
            self._compare_root()
            if self.frontier.size % STEP == 0:
                self.progress.step(self.frontier.size, 0, "journal_entry")
        private.finish()

    def _look_into(self, block: Block) -> None:
        """The clock and the hidden values of a block."""
        # most bodies have but the brace they begin with, and one letter is found many times faster than six
        if block.private or any(each.count(b"{") > 1 and _HIDDEN in each for each in block.leaves):
            private = _Private(iter(block.private), self.report)
            for seq, each in enumerate(block.leaves, block.start):
                private.check(seq, each[1:])
            private.finish()
        moments = _moments(block)
        if moments[0] < self.last_moment.encode() or moments != sorted(moments):
            for seq, each in enumerate(block.leaves, block.start):
                values = _read(each[1:])
                if values is not None:
                    self._note_moment(seq, str(values[4]), values[7])
        self.last_moment = moments[-1].decode("utf-8", "replace")

    def _note_moment(self, seq: int, moment: str, operation: str) -> None:
        if moment < self.last_moment and operation == "V":
            sentence = say(_("The clock was set back before entry {seq} ({moment})."), seq=seq, moment=moment)
            self.report.notes.append(sentence)
        self.last_moment = moment

    def _compare_root(self) -> None:
        """Compare with the checkpoints and anchors over just so many entries."""
        for stated, source in self.stated.pop(self.frontier.size, ()):
            if not stated or self.frontier.root[: len(stated)] != stated:
                self.report.find(
                    say(
                        _(
                            "The first {size} entries are not those that {source} vouches for: "
                            "the journal was rewritten."
                        ),
                        size=self.frontier.size,
                        source=source,
                    )
                )

    def _forged(self, rows: Iterator[reading.Private]) -> None:
        """Values that were kept for no entry."""
        _Private(rows, self.report).finish()


def _moments(block: Block) -> list[bytes]:
    """The moment of each entry, read where it stands in an untouched leaf; the tree finds a leaf that is not."""
    first, last = len(str(block.start)), len(str(block.end - 1))
    if first == last:
        at = _BEFORE_MOMENT + first
        return [each[at : at + _MOMENT] for each in block.leaves]
    places = (_BEFORE_MOMENT + len(str(seq)) for seq in range(block.start, block.end))
    return [each[at : at + _MOMENT] for at, each in zip(places, block.leaves, strict=True)]


def _read(text: bytes) -> list[Any] | None:
    """A leaf's columns; None where a stranger left something that is no JSON."""
    try:
        values: list[Any] = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return values


def _stated_roots(
    connection: Connection, office: str, keys: list[CheckpointKey], report: Report, log: LogReport
) -> dict[int, list[tuple[bytes, str]]]:
    stated: dict[int, list[tuple[bytes, str]]] = {}
    for owner, size, root, note in connection.exec_driver_sql(
        "SELECT office_id, size, root, note FROM journal_checkpoint ORDER BY size"
    ):
        if reading.hexed(owner) != office:
            continue
        name = say(_("The checkpoint over {size} entries"), size=size)
        try:
            checkpoint = check_checkpoint(note, keys)
        except (BadFile, NotTrusted) as error:
            report.find(f"{name}: {error.sentence}")
            continue
        if (checkpoint.size, checkpoint.root) != (size, bytes(root)):
            report.find(say(_("{name} does not say what is signed in it."), name=name))
        stated.setdefault(checkpoint.size, []).append((checkpoint.root, name))
        log.checkpoints += 1
    return stated


def _compare_head(connection: Connection, office: str, frontier: Frontier, report: Report) -> None:
    last = connection.exec_driver_sql("SELECT office_id, max(size) FROM journal_checkpoint GROUP BY office_id")
    newest = {reading.hexed(owner): size for owner, size in last}.get(office, 0)
    heads = connection.exec_driver_sql("SELECT office_id, size, edge, sealed_size FROM journal_head")
    mine = [tuple(row) for owner, *row in heads if reading.hexed(owner) == office]
    if not mine:
        report.find(_("The head of the journal is missing."))
    for size, edge, sealed_size in mine:
        if sealed_size != newest:
            report.find(
                say(
                    _("The journal states a checkpoint over {size} entries; the newest here covers {newest}."),
                    size=sealed_size,
                    newest=newest,
                )
            )
        if (size, bytes(edge)) != (frontier.size, frontier.to_bytes()):
            report.find(
                say(
                    _("The journal has {here} entries where its head states {size}, or their hashes differ."),
                    here=frontier.size,
                    size=size,
                )
            )


class _Private:
    """Walks the side table beside the entries and checks each value against its salted hash."""

    def __init__(self, rows: Iterator[reading.Private], report: Report) -> None:
        """`rows` in the order of the log."""
        self.rows = rows
        self.report = report
        self.next = next(self.rows, None)

    def check(self, seq: int, made: bytes) -> None:
        """Compare the values kept for this entry with what its leaf commits to."""
        hidden: dict[str, str] | None = None
        while self.next is not None and self.next[0] == seq:
            _seq, name, salt, values = self.next
            if hidden is None:
                hidden = _hidden(made)
            if hidden.pop(name, None) != _commitment(bytes(salt), values):
                self._forged(seq, name)
            self.next = next(self.rows, None)
        if hidden is None and _HIDDEN in made:
            hidden = _hidden(made)
        self.report.erased += len(hidden or ())

    def finish(self) -> None:
        """Whatever is left belongs to no entry."""
        while self.next is not None:
            self._forged(self.next[0], self.next[1])
            self.next = next(self.rows, None)

    def _forged(self, seq: int, name: str) -> None:
        self.report.find(
            say(_("The value kept for {name} of entry {seq} is not the one it was made with."), name=name, seq=seq)
        )


def _hidden(made: bytes) -> dict[str, str]:
    """The salted hashes an entry carries, by column."""
    try:
        values: dict[str, Any] = orjson.loads(made)[-1]
        return {each: value["c"] for each, value in values.items() if isinstance(value, dict) and "c" in value}
    except (ValueError, AttributeError, LookupError):
        return {}  # such an entry is not what its office signed; the walk finds that


def _commitment(salt: bytes, values: str) -> str:
    try:
        return commitment(salt, orjson.loads(values))
    except orjson.JSONDecodeError:
        return ""
