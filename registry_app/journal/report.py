"""What `verify` has to say."""

from __future__ import annotations

from dataclasses import dataclass, field

from registry_app.core.texts import say

STEP = 20_000  # rows between two words to whoever watches
_MOST_FINDINGS = 200


@dataclass(frozen=True)
class Anchor:
    """A statement about the log that was kept outside: so many entries have a root that begins like this.

    `office` is the log's office (hexadecimal id), empty when the anchor speaks of the register's own office. `root`
    holds 32 bytes from a checkpoint, 16 from a certificate's code.
    """

    size: int
    root: bytes
    source: str
    office: str = ""


@dataclass
class LogReport:
    """What was found in one office's log."""

    office: str
    size: int = 0
    root: str = ""
    checkpoints: int = 0
    anchors: int = 0


@dataclass
class Report:
    """Everything `verify` has to say; intact when there are no findings."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    logs: list[LogReport] = field(default_factory=list)
    rows: int = 0
    erased: int = 0
    more: int = 0

    @property
    def intact(self) -> bool:
        """Whether nothing was changed behind the register's back, as far as the anchors reach."""
        return not self.findings

    def find(self, sentence: str) -> None:
        """Add a finding; past a few hundred they are only counted."""
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(sentence)
        else:
            self.more += 1

    def take(self, other: Report) -> None:
        """Add what another report found in the tables."""
        for sentence in other.findings:
            self.find(sentence)
        self.more += other.more
        self.rows += other.rows


def at(table: str, identity: str, sentence: str) -> str:
    """A finding about one row."""
    return say("{place}", place=f"{table} {identity}") + " " + sentence
