"""What a certificate costs from its facts to the signed file on disk; the same page by other programs where they are."""

from __future__ import annotations

import hashlib
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from registry_app.certificates import layouts
from registry_app.certificates.facts import ComplianceFacts, LicenceFacts, facts_hash
from registry_app.certificates.samples import SAMPLE_COMPLIANCE, SAMPLE_LICENCE
from registry_app.documents.cose import Sign
from registry_app.documents.seal import SealFacts, seal
from registry_app.documents.sign import PdfSigner, sign_pdf
from registry_app.documents.sign_field import SignaturePlaceholder
from registry_app.documents.trust import key_id_of
from tests.benchmarks.measure import RUNS
from tests.support.paper_office import PaperOffice

GOAL = 400  # certificates a second of processor time
SIZE_GOAL = 65_000  # bytes
MOMENT = datetime(2019, 7, 5, 9, 0, tzinfo=UTC)
_ROUND = 100
_NAMES = ("Al-Noor", "Tsehay", "Abay", "Horizon", "Gulf Star", "Red Sea", "Blue Nile", "Lalibela", "Awash", "Sheba")
_ARABIC_NAMES = (
    "النور",
    "الأفق",
    "الخليج",
    "البحر الأحمر",
    "النيل الأزرق",
    "سبأ",
    "أواش",
    "الوفاء",
    "الأمانة",
    "السلام",
)


class Office:
    """The keys of an office, ready to seal and to sign."""

    def __init__(self) -> None:
        office = PaperOffice()
        self.seal_key: Sign = office.ed25519("seal").sign
        self.key_id = key_id_of(office.public("seal"))
        self.signer: PdfSigner = office.signer
        self.room = self.signer.room


def licences() -> Iterator[LicenceFacts]:
    """Licences of agencies of other names, numbers and addresses, without an end."""
    for place in range(10**6):
        first, second = _NAMES[place % 10], _NAMES[place // 10 % 10]
        agency = replace(
            SAMPLE_LICENCE.agency,
            number=f"A-{place:04d}-{place % 10}",
            name=f"{first} {second} Employment Agency No. {place} PLC",
            other_names=(f"وكالة {_ARABIC_NAMES[place % 10]} {_ARABIC_NAMES[place // 10 % 10]} للتوظيف",),
            tax_number=f"{place:010d}",
        )
        line = replace(SAMPLE_LICENCE.licence, number=f"L-2019-{place:04d}-{place % 10}")
        yield replace(SAMPLE_LICENCE, serial=f"C-2019-{place:06d}-{place % 10}", agency=agency, licence=line)


def compliances() -> Iterator[ComplianceFacts]:
    """The same agencies' certificates of compliance."""
    for facts in licences():
        yield replace(SAMPLE_COMPLIANCE, serial=facts.serial, agency=facts.agency, licence=facts.licence)


def issue(office: Office, facts: LicenceFacts | ComplianceFacts, language: str, folder: Path) -> Path:
    """Facts, seal, code, page, signature, file."""
    sealed = SealFacts(
        kind=facts.kind,
        serial=facts.serial,
        licence_number=facts.licence.number,
        agency_name=facts.agency.name,
        facts_hash=facts_hash(facts),
        issued=facts.issued_on,
        valid_from=facts.licence.valid_from,
        valid_to=facts.licence.valid_to,
        office="HQ",
        status_index=1,
        checkpoint_size=48213,
        checkpoint_root=hashlib.sha256(b"root").digest()[:16],
        training=False,
    )
    code = seal(sealed, office.seal_key, office.key_id)
    place = SignaturePlaceholder(office.room, "Ministry of Labour", "Issued", "Addis Ababa", MOMENT)
    draw = layouts.licence if isinstance(facts, LicenceFacts) else layouts.compliance
    pdf = draw(facts, language, code, moment=MOMENT, signature=place)  # type: ignore[arg-type]
    path = folder / f"{facts.serial}.pdf"
    path.write_bytes(sign_pdf(pdf, office.signer))
    return path


def issued_size(office: Office, given: Iterator[LicenceFacts | ComplianceFacts], language: str, folder: Path) -> int:
    """Issue the next paper; the size of its file, which goes again."""
    path = issue(office, next(given), language, folder)
    size = path.stat().st_size
    path.unlink()
    return size


def rate(work: Callable[[], object]) -> tuple[float, float]:
    """Papers a second of processor time and by the wall: the median round of some."""
    taken = []
    for _turn in range(RUNS):
        started, worked = time.perf_counter(), time.process_time()
        for _paper in range(_ROUND):
            work()
        taken.append((time.process_time() - worked, time.perf_counter() - started))
    worked, wall = sorted(taken)[RUNS // 2]
    return _ROUND / worked, _ROUND / wall


def main() -> None:
    """Print every figure."""
    office = Office()
    with tempfile.TemporaryDirectory(prefix="papers-") as scratch:
        folder = Path(scratch)
        for kind, facts in (("licence", licences), ("compliance", compliances)):
            for language in ("en", "ar"):
                given: Iterator[LicenceFacts | ComplianceFacts] = iter(facts())
                sizes: list[int] = []

                one = partial(issued_size, office, given, language, folder)
                sizes.append(one())
                worked, wall = rate(lambda one=one, sizes=sizes: sizes.append(one()))  # type: ignore[misc]
                verdict = "met" if worked >= GOAL else "NOT met"
                print(
                    f"{kind}, {language}: facts to signed file".ljust(48),
                    f"{worked:7.0f} a processor second, {wall:5.0f} by the wall  goal ≥ {GOAL}  {verdict};",
                    f"{max(sizes):6d} B  goal ≤ {SIZE_GOAL}  {'met' if max(sizes) <= SIZE_GOAL else 'NOT met'}",
                    flush=True,
                )
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        given = iter(licences())
        for _paper in range(1_000):
            issued_size(office, given, "en", folder)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"{'memory grown over 1,000 more':48} {grown / 1024:7.1f} MB")


if __name__ == "__main__":
    main()
