"""What workers complain of: a list of two levels, as data.

The first level follows a worker's way (recruitment, contract, work, person, return). `indicator` is the indicator of
forced labour of the ILO's list of 2012 that the category speaks for, empty where none does; `grave` marks what puts
life, limb or freedom in danger. Neither is law: a check that rests on them says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry_app.core.errors import BadInput
from registry_app.core.texts import N_, _, say, shortened


class Group(StrEnum):
    """The first level."""

    RECRUITMENT = "recruitment"
    CONTRACT = "contract"
    WORK = "work"
    PERSON = "person"
    RETURN = "return"
    OTHER = "other"


GROUP_WORDS: Final = {
    Group.RECRUITMENT: N_("Recruitment and fees"),
    Group.CONTRACT: N_("Contract and job"),
    Group.WORK: N_("Wages and conditions"),
    Group.PERSON: N_("Safety and freedom"),
    Group.RETURN: N_("Return"),
    Group.OTHER: N_("Other"),
}


@dataclass(frozen=True)
class Category:
    """One entry of the second level."""

    code: str
    group: Group
    words: str
    grave: bool = False
    indicator: str = ""


CATEGORIES: Final = (
    Category("no_deployment_refund", Group.RECRUITMENT, N_("Money taken, no deployment, no refund")),
    Category(
        "overcharge", Group.RECRUITMENT, N_("Recruitment fees or costs above what is allowed"), indicator="debt bondage"
    ),
    Category("no_receipt", Group.RECRUITMENT, N_("No receipt for money taken")),
    Category("false_job_or_fraud", Group.RECRUITMENT, N_("Job that does not exist, fraud"), indicator="deception"),
    Category("misrepresentation", Group.RECRUITMENT, N_("Wrong information on job or country"), indicator="deception"),
    Category(
        "contract_substitution", Group.CONTRACT, N_("Another contract than the one signed"), indicator="deception"
    ),
    Category("job_mismatch", Group.CONTRACT, N_("Another job than the one agreed"), indicator="deception"),
    Category("no_work_on_arrival", Group.CONTRACT, N_("No work on arrival"), indicator="abuse of vulnerability"),
    Category("permit_or_residence_problem", Group.CONTRACT, N_("No permit, or none that is valid")),
    Category("unpaid_wages", Group.WORK, N_("Wages not paid"), indicator="withholding of wages"),
    Category("underpaid_wages", Group.WORK, N_("Wages below what was agreed"), indicator="withholding of wages"),
    Category(
        "injury_or_illness", Group.WORK, N_("Injury or illness"), indicator="abusive working and living conditions"
    ),
    Category("insurance_claim", Group.WORK, N_("Insurance not taken out or not paid")),
    Category(
        "document_retention",
        Group.PERSON,
        N_("Passport or papers kept"),
        grave=True,
        indicator="retention of identity documents",
    ),
    Category("physical_abuse", Group.PERSON, N_("Violence"), grave=True, indicator="physical and sexual violence"),
    Category("sexual_abuse", Group.PERSON, N_("Sexual violence"), grave=True, indicator="physical and sexual violence"),
    Category("detention", Group.PERSON, N_("Locked in or detained"), grave=True, indicator="restriction of movement"),
    Category("death_or_remains", Group.PERSON, N_("Death; remains not brought home"), grave=True),
    Category("stranded", Group.RETURN, N_("Stranded abroad"), grave=True, indicator="isolation"),
    Category("repatriation_refused", Group.RETURN, N_("Return refused or not paid"), grave=True),
    Category("breach_by_worker", Group.OTHER, N_("Breach by the worker")),
    Category("other", Group.OTHER, N_("Other")),
)


def get_category(code: str) -> Category:
    """The category of a code, or `BadInput`."""
    for category in CATEGORIES:
        if category.code == code:
            return category
    raise BadInput(
        say(_("There is no category of complaint {code}."), code=shortened(code)),
        hint=_("Choose one of the list: registry complaint categories."),
    )
