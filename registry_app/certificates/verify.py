"""Checking a paper: the logic behind `registry check FILE [--key K]`.

A PDF is genuine only when all of this holds: its code is sealed by a trusted key of the office; the office's own PDF key
signed the entire file; the page prints the sealed name, numbers and days; and the eye sees the words the file holds. Of a
picture or a code alone, only the seal can be checked; the facts are shown for comparing. No key carried in a file counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry_app.certificates import paper_state
from registry_app.certificates.check_report import (
    CheckReport,
    Form,
    against,
    form_word,
    gravest_first,
    met,
    no_code,
    untold,
)
from registry_app.certificates.code_reader import find_codes, open_picture
from registry_app.certificates.eye import hidden_text
from registry_app.certificates.pages import FILE_LIMIT, page_pictures
from registry_app.certificates.printed import FactsReader, compare
from registry_app.certificates.read_facts import read_facts
from registry_app.core.check_results import CheckResult
from registry_app.core.errors import BadFile, BadInput, NotTrusted, RegistryError
from registry_app.core.texts import _, say
from registry_app.documents.cose import NotGenuine
from registry_app.documents.seal import PACKED, PLAIN, SealFacts, UncheckedSeal, read_seal, verify_seal
from registry_app.documents.signed_pdf import UncheckedSignature, read_signature, verify_signature
from registry_app.documents.trust import Purpose, TrustList

_PDF: Final = b"%PDF-"
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_CODE_LIMIT: Final = 4096
_NO_KEYS: Final = TrustList("", ())


@dataclass(frozen=True)
class _Sealed:
    """A code with what is known of it."""

    seal: UncheckedSeal | None
    verified: bool
    results: list[CheckResult]

    @property
    def facts(self) -> SealFacts | None:
        return self.seal.facts if self.seal else None


def check_file(
    content: bytes,
    name: str,
    trust: TrustList | None,
    *,
    today: date,
    status_lists: Sequence[bytes] = (),
    facts_reader: FactsReader = read_facts,
) -> CheckReport:
    """What can be said of a file: a PDF, a PNG or JPEG picture of a paper, or the letters of a code.

    `name` is only for the sentences. `BadFile` when the file is none of these, too large, or shows no code to judge.
    """
    if len(content) > FILE_LIMIT:
        raise BadFile(
            say(_("{name} is larger than {limit} MB; no paper of the register is."), name=name, limit=FILE_LIMIT >> 20),
            hint=_("Check the file as the office issued it, or a smaller picture."),
        )
    keys = trust or _NO_KEYS
    if content.startswith(_PDF):
        form, sealed, results = Form.PDF, *_check_pdf(content, keys, facts_reader)
    elif content.startswith(_PICTURES):
        form, sealed = Form.PICTURE, _check_code(_single_code(find_codes(open_picture(content)), Form.PICTURE), keys)
        results = sealed.results
    else:
        form, sealed = Form.CODE, _check_code(_typed_code(content, name), keys)
        results = sealed.results
    if sealed.facts is not None:
        results = [*results, *paper_state.state(sealed.facts, keys, today=today, status_lists=status_lists)]
    trusted_by = f"{keys.ministry} ({keys.fingerprint})" if keys.keys else ""
    return CheckReport(form, gravest_first(results), sealed.facts, sealed.verified, trusted_by)


def _typed_code(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig").strip("\r\n\t ") if len(content) <= _CODE_LIMIT else ""
    except UnicodeDecodeError:
        text = ""
    if not text.startswith((PLAIN, PACKED)):
        raise BadFile(
            say(_("{name} is neither a PDF nor a PNG or JPEG picture nor a code of the register."), name=name),
            hint=_("Give the PDF as the office issued it, a photograph of the paper, or the letters of its code."),
        )
    return text


def _single_code(codes: Sequence[str], form: Form) -> str:
    if not codes:
        raise BadFile(no_code(form), hint=_("Photograph the code from nearer, flat, sharp and in good light."))
    if len(codes) > 1:
        raise BadFile(
            say(_("The {what} shows {count} different codes."), what=form_word(form), count=len(codes)),
            hint=_("Check one paper at a time; a paper of the register carries one code."),
        )
    return codes[0]


def _check_code(code: str, keys: TrustList) -> _Sealed:
    try:
        unchecked = read_seal(code)
    except (BadInput, NotGenuine) as refusal:
        return _Sealed(None, False, [against("paper:code", refusal)])
    try:
        verify_seal(unchecked, keys)
    except NotTrusted as refusal:
        return _Sealed(unchecked, False, [_unknown_key("paper:code", refusal, keys.holds(unchecked.key_id), keys)])
    except NotGenuine as refusal:
        return _Sealed(unchecked, False, [against("paper:code", refusal)])
    sentence = say(_("The code was sealed by the office {office}."), office=unchecked.facts.office)
    return _Sealed(unchecked, True, [met("paper:code", sentence)])


def _unknown_key(code: str, refusal: NotTrusted, on_the_list: bool, keys: TrustList) -> CheckResult:
    """A key that is on the list but may not sign this speaks against the paper; an unknown one says nothing."""
    if on_the_list:
        return against(code, refusal)
    if keys.keys:
        return untold(code, refusal)
    without = NotTrusted(
        _("No file of trusted keys was given, so nothing can be said for this paper."),
        hint=_("Get the public keys from the ministry or the office, never from the paper, and give them with --key."),
    )
    return untold(code, without)


def _check_pdf(content: bytes, keys: TrustList, reader: FactsReader) -> tuple[_Sealed, list[CheckResult]]:
    signature, results = _read_signature(content)
    try:
        codes, eye = _look_at(content)
        sealed = _check_code(_single_code(codes, Form.PDF), keys)
        results += [*sealed.results, eye]
    except BadFile as refusal:
        return _Sealed(None, False, []), [*results, against("paper:page", refusal)]
    if sealed.facts is None:
        return sealed, results
    if signature is not None:
        results.append(_check_signature(signature, keys, sealed))
    try:
        results += compare(reader(content), sealed.facts)
    except RegistryError as refusal:
        results.append(against("paper:words", refusal))
    return sealed, results


def _read_signature(content: bytes) -> tuple[UncheckedSignature | None, list[CheckResult]]:
    try:
        signature = read_signature(content)
    except NotGenuine as refusal:
        return None, [against("paper:signature", refusal)]
    covered = _("The signature fits and covers every byte of the file; nothing was added behind it.")
    return signature, [met("paper:entire-file", covered)]


def _look_at(content: bytes) -> tuple[list[str], CheckResult]:
    codes: set[str] = set()
    hidden = 0
    for page in page_pictures(content):
        codes |= set(find_codes(page.seen))
        hidden += len(hidden_text(page)) + page.laid_over
    if not hidden:
        return sorted(codes), met(
            "paper:eye", _("The page shows the words that the file holds; nothing is painted over.")
        )
    refusal = NotGenuine(
        say(_("The file holds text that the eye does not see as it stands: {count} places are covered."), count=hidden),
        hint=_("Something was painted over the page: do not rely on it."),
    )
    return sorted(codes), against("paper:eye", refusal)


def _check_signature(signature: UncheckedSignature, keys: TrustList, sealed: _Sealed) -> CheckResult:
    facts = sealed.facts
    if facts is None:
        raise ValueError("a signature is judged by the day that the code names")
    try:
        key = verify_signature(signature, keys, facts.issued)
    except NotTrusted as refusal:
        # the list knows this office's PDF key, so a signature by any other key is somebody else's
        known = sealed.verified and keys.has_key_of(facts.office, Purpose.PDF)
        if known:
            return against("paper:signer", _not_the_office(facts))
        return untold("paper:signer", refusal if keys.keys else NotTrusted(_("Whose signature it is cannot be told.")))
    except NotGenuine as refusal:
        return against("paper:signer", refusal)
    if key.office not in ("", facts.office):
        return against("paper:signer", _not_the_office(facts))
    return met("paper:signer", say(_("The file was signed by the office {office}."), office=facts.office))


def _not_the_office(facts: SealFacts) -> NotGenuine:
    return NotGenuine(
        say(_("The file was not signed by the office {office} that sealed its code."), office=facts.office),
        hint=_("The file was made by somebody else around a genuine code: do not rely on it."),
    )
