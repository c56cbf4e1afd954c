"""The facts that a paper prints, read from its labelled fields; for comparing them with the seal."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Final

from registry_app.certificates.paper import NAME_TAG
from registry_app.certificates.printed import PrintedFacts
from registry_app.certificates.wording import LANGUAGES, words
from registry_app.core.texts import _, say
from registry_app.documents.cose import NotGenuine
from registry_app.documents.read_back import ReadPaper, normalised, read_paper

_FIELDS: Final = ("serial", "licence_number", "issued", "valid_from", "valid_to")
_DAY: Final = re.compile(r"\((\d{4}-\d{2}-\d{2})\)$")
_SHOWN: Final = 80  # letters of foreign text that a refusal quotes


def read_facts(pdf: bytes) -> PrintedFacts:
    """What the page says, each field by its label, the name by its place; empty where there is no such field.

    A field printed twice with two values gives both, so that it equals neither. Raises `NotGenuine` where the page holds
    text that belongs to none of the paper's parts, `BadFile` where the file cannot be read.
    """
    paper = read_paper(pdf)
    if paper.foreign:
        text = " ".join(paper.foreign)[:_SHOWN]
        raise NotGenuine(
            say(_("The page carries text that is no part of the paper as it was issued: {text}."), text=text),
            hint=_("Somebody wrote on the page: do not rely on it."),
        )
    found = _labelled(paper)
    names = [element.text if element.certain else "" for element in paper.elements if element.tag == NAME_TAG]
    return PrintedFacts(
        serial=found["serial"],
        licence_number=found["licence_number"],
        agency_name=" / ".join(dict.fromkeys(names)),
        issued=_day(found["issued"]),
        valid_from=_day(found["valid_from"]),
        valid_to=_day(found["valid_to"]),
    )


def _labelled(paper: ReadPaper) -> dict[str, str]:
    """The values of the labelled fields of the table of facts, on every page."""
    found: dict[str, list[str]] = defaultdict(list)
    field, row = "", (0, 0)
    for element in paper.elements:
        here = (element.page, element.row)
        if here != row or element.cell == "TH":
            field, row = "", here
        if element.row and element.cell == "TH":
            field = _labels().get(element.text, "")
        elif element.row and element.cell == "TD" and field:
            found[field].append(element.text if element.certain else "")
    return defaultdict(str, {name: " / ".join(dict.fromkeys(values)) for name, values in found.items()})


@cache
def _labels() -> dict[str, str]:
    """Label as printed in any language to the name of its field."""
    return {normalised(words(language)(f"label.{name}")): name for language in LANGUAGES for name in _FIELDS}


def _day(text: str) -> date | None:
    """The day in brackets at the end of a field."""
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        return None
