"""Made-up facts for previews and tests; no such office, agency or person exists."""

from __future__ import annotations

from datetime import date
from typing import Final

from registry_app.certificates.facts import (
    AddressFacts,
    AgencyFacts,
    ComplianceFacts,
    GuaranteeFacts,
    Issuer,
    LicenceFacts,
    LicenceLine,
    PrincipalFacts,
    PrintedCheck,
    PrintedVerdict,
    Signatory,
    StatementFacts,
)

_ISSUER: Final = Issuer(
    letterhead=(
        {"en": "Federal Democratic Republic of Ethiopia", "ar": "جمهورية إثيوبيا الاتحادية الديمقراطية"},
        {"en": "Ministry of Labour and Social Affairs", "ar": "وزارة العمل والشؤون الاجتماعية"},
        {"en": "Overseas Employment Directorate", "ar": "مديرية التشغيل في الخارج"},
    ),
    office={"en": "Head office", "ar": "المكتب الرئيسي"},
    place={"en": "Addis Ababa", "ar": "أديس أبابا"},
)
_AGENCY: Final = AgencyFacts(
    number="A-0007-9",
    name="Tsehay Horizon Employment Agency PLC",
    other_names=("ፀሐይ ሆራይዘን የሥራና ሠራተኛ አገናኝ ኃ.የተ.የግ.ማ.", "وكالة تسيهاي هورايزن للتوظيف"),
    legal_form="Private limited company",
    register_number="AA/2/0012345/2008",
    tax_number="0012345678",
    addresses=(
        AddressFacts("registered", "Bole Sub-city, Woreda 03, House 1217, Addis Ababa"),
        AddressFacts("branch", "Kebele 05, Dessie, Amhara Region"),
    ),
    principals=(PrincipalFacts("Almaz Tsegaye Wolde", "General manager"),),
)
_LICENCE: Final = LicenceLine(
    number="L-2019-0042-8",
    valid_from=date(2019, 7, 8),
    valid_to=date(2021, 7, 7),
    category="Recruitment of workers for employment abroad",
    destinations=("Jordan", "Kuwait", "Qatar"),
    conditions=(
        "The licence and the notice that recruitment is free of charge to workers are displayed in every office.",
        "A report on workers deployed is lodged every quarter.",
    ),
)
_GUARANTEE: Final = GuaranteeFacts(
    instrument="Bank guarantee",
    amount_minor=10_000_000,
    currency="USD",
    issuer="Abay Valley Bank S.C.",
    reference="BG/2019/0311",
    valid_to=date(2022, 1, 7),
)
_SIGNATORY: Final = Signatory(
    name="Getachew Alemu Bekele", office="Director", authority="Delegation 12/2019 of 3 January 2019"
)
_BASIS: Final = "Overseas Employment Proclamation No. 923/2016"
_CHECKPOINT: Final = "ET-HQ 48213 9f2c61d0a4b7e85312ccd09e77b1a6f4"

SAMPLE_LICENCE: Final = LicenceFacts(
    serial="C-2019-000118-3",
    issued_on=date(2019, 7, 5),
    issuer=_ISSUER,
    agency=_AGENCY,
    signatory=_SIGNATORY,
    known_as_of=date(2019, 7, 4),
    legal_basis=_BASIS,
    key_id="7d20c1f09a3be654",
    checkpoint=_CHECKPOINT,
    security_paper="SP 004417",
    licence=_LICENCE,
    guarantees=(_GUARANTEE,),
)

SAMPLE_COMPLIANCE: Final = ComplianceFacts(
    serial="C-2020-000931-5",
    issued_on=date(2020, 3, 2),
    issuer=_ISSUER,
    agency=_AGENCY,
    signatory=_SIGNATORY,
    known_as_of=date(2020, 3, 1),
    legal_basis=_BASIS,
    key_id="7d20c1f09a3be654",
    checkpoint=_CHECKPOINT,
    security_paper="SP 005102",
    licence=_LICENCE,
    valid_from=date(2020, 3, 2),
    valid_to=date(2020, 9, 1),
    guarantees=(_GUARANTEE,),
    purpose="Registration with the embassy of Jordan",
    checks=(
        PrintedCheck("licence:in-force", "Licence in force", PrintedVerdict.MET, "Through 7 July 2021.", "Art. 23"),
        PrintedCheck(
            "guarantee:sufficient",
            "Guarantee sufficient",
            PrintedVerdict.MET,
            "USD 100,000.00 of 100,000.00.",
            "Art. 60",
        ),
        PrintedCheck("orders:paid", "No order unpaid past its day", PrintedVerdict.MET, "", "Art. 58"),
        PrintedCheck("inspections:corrected", "No failed inspection uncorrected", PrintedVerdict.MET, "", "Art. 41"),
        PrintedCheck("sanctions:none", "No sanction running", PrintedVerdict.MET, "", "Art. 43"),
        PrintedCheck("returns:lodged", "Reports lodged", PrintedVerdict.MET, "Last: 4th quarter 2019.", "Art. 51"),
        PrintedCheck("fees:paid", "Fees paid", PrintedVerdict.NOT_EXAMINED, "", "not set by the regulator"),
    ),
)

SAMPLE_STATEMENT: Final = StatementFacts(
    serial="C-2020-000944-1",
    issued_on=date(2020, 3, 9),
    issuer=_ISSUER,
    agency=_AGENCY,
    signatory=_SIGNATORY,
    known_as_of=date(2020, 3, 8),
    legal_basis=_BASIS,
    key_id="7d20c1f09a3be654",
    checkpoint=_CHECKPOINT,
    licence=_LICENCE,
    examined_on=date(2020, 3, 9),
    checks=(
        PrintedCheck("licence:in-force", "Licence in force", PrintedVerdict.MET, "Through 7 July 2021.", "Art. 23"),
        PrintedCheck(
            "guarantee:sufficient",
            "Guarantee sufficient",
            PrintedVerdict.NOT_MET,
            "USD 82,500.00 of 100,000.00 are held; 17,500.00 are missing since 11 February 2020.",
            "Art. 60",
        ),
        PrintedCheck(
            "orders:paid",
            "No order unpaid past its day",
            PrintedVerdict.NOT_MET,
            "The order in complaint K-2019-0057-2 was due on 20 January 2020.",
            "Art. 58",
        ),
        PrintedCheck(
            "returns:lodged",
            "Reports lodged",
            PrintedVerdict.CANNOT_TELL,
            "The due day of the report is not set by the regulator.",
            "not set by the regulator",
        ),
    ),
    remedies=(
        "Replenish the guarantee and pay the order; then ask for the certificate again.",
        "A petition may be lodged with the Ministry within 30 days of service of this statement.",
    ),
)
