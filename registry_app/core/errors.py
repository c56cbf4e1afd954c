"""The two families of errors: a refusal that speaks to the officer, and everything else (a bug)."""

from __future__ import annotations

from typing import ClassVar


class RegistryError(Exception):
    """A refusal: one sentence that says what is wrong and why, and a hint that says what to do next.

    The message is already translated, with every datum isolated (see `texts.say`). `code` is stable and is what
    scripts read; the sentence may change. Nothing is logged as a fault for this family.
    """

    code: ClassVar[str] = "refused"
    hint: str = ""

    def __init__(self, sentence: str = "", *, hint: str | None = None) -> None:
        super().__init__(sentence)
        if hint is not None:
            self.hint = hint

    @property
    def sentence(self) -> str:
        """What is wrong and why, without the way out."""
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        """The sentence followed by the way out."""
        return f"{self.sentence} {self.hint}".strip()


class RuleBroken(RegistryError):
    """The law or the register's own rules do not allow the step."""

    code = "rule-broken"


class BadInput(RegistryError):
    """Something that was typed or handed in cannot be taken as it is."""

    code = "bad-input"


class NotPermitted(RegistryError):
    """The person signed in may not do this, or not alone, or not without an authority."""

    code = "not-permitted"


class NotFound(RegistryError):
    """There is no such record."""

    code = "not-found"


class StaleRecord(RegistryError):
    """Someone else saved this record first."""

    code = "stale"


class WrongPassword(RegistryError):
    """The user name and the password do not fit, or it is too early for another try."""

    code = "wrong-password"


class NoRegister(RegistryError):
    """There is no register at this place, or the file is not one."""

    code = "no-register"


class NewerRegister(RegistryError):
    """The register was written by a newer version of the program."""

    code = "newer-register"


class StorageFailed(RegistryError):
    """The disk is full, the folder is read-only, or the file is busy; nothing was written."""

    code = "storage"


class BadFile(RegistryError):
    """A file that was handed in is damaged, too large, or not of the kind it should be."""

    code = "bad-file"


class NotTrusted(RegistryError):
    """A seal or a signature cannot be trusted: no key is known for it."""

    code = "not-trusted"


class NotIntact(RegistryError):
    """The journal or the tables were changed behind the register's back."""

    code = "not-intact"


class Cancelled(RegistryError):
    """The officer stopped a long piece of work; all of it is undone."""

    code = "cancelled"
