"""Which field a column fills: its heading, in any of the languages known, weighed against what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from registry_app.exchange.contents import Evidence
from registry_app.exchange.fields import LICENCE_NUMBER, NAME, SERIAL, Kind, fields, fold

_CONNECTORS: Final = frozenset("of de du des da do dos das del della di d la le los las el en na no".split())
_HEAD_FIRST: Final = re.compile(r"[\u0590-\u06ff\u0e00-\u0e7f]")
_PARTS: Final = re.compile(r"[/|\n(){}\[\]]|\s[-–—:]\s")
_FUZZY: Final = 86.0
_CERTAIN: Final = 0.5  # the least a guess must have to fill a field


@dataclass(frozen=True)
class Candidate:
    """A field that a column may fill, with the weight for it, its place in the order of joining, and why."""

    field: str
    weight: float
    order: int = 0
    by_heading: float = 0.0


@cache
def _index() -> dict[str, tuple[tuple[str, int], ...]]:
    """Folded heading → the fields it names, each with its place in the order of joining."""
    found: dict[str, list[tuple[str, int]]] = {}
    for field in fields().values():
        for heading in field.headings:
            found.setdefault(heading, []).append((field.code, 0))
        for heading, order in field.parts.items():
            found.setdefault(heading, []).append((field.code, order))
    return {heading: tuple(codes) for heading, codes in found.items()}


@cache
def _squeezed() -> dict[str, str]:
    return {heading.replace(" ", ""): heading for heading in _index()}


@cache
def heading_weights(heading: str) -> tuple[tuple[str, int, float], ...]:
    """The fields that a heading may mean: field, order of joining, weight from 0 to 1; the likeliest first."""
    best: dict[tuple[str, int], float] = {}
    whole = fold(heading)
    parts = [part for raw in _PARTS.split(heading) if (part := fold(raw))]
    for text, discount in [(whole, 1.0), *((part, 0.96) for part in parts if part != whole)]:
        for known, weight in _matches(text, heading):
            for code, order in _index()[known]:
                key = (code, order)
                best[key] = max(best.get(key, 0.0), weight * discount)
    return tuple(sorted(((code, order, weight) for (code, order), weight in best.items()), key=lambda item: -item[2]))


def _matches(text: str, heading: str) -> list[tuple[str, float]]:
    """The known headings that the text equals, holds or nearly equals."""
    if not text:
        return []
    if text in _index():
        return [(text, 1.0)]
    squeezed = text.replace(" ", "")
    if squeezed in _squeezed():
        return [(_squeezed()[squeezed], 0.98)]
    bare = re.sub(r"\s*\d+$", "", text)
    if bare and bare != text and bare in _index():
        return [(bare, 0.95)]
    found = _held_in(text, heading)
    near = process.extract(text, list(_index()), scorer=fuzz.ratio, score_cutoff=_FUZZY, limit=3)
    found.extend((known, 0.9 * score / 100) for known, score, _place in near if len(known) > 3)
    return found


def _held_in(text: str, heading: str) -> list[tuple[str, float]]:
    """Known headings inside the text; the head noun weighs more (`agency phone`, `téléphone de l'agence`)."""
    tokens = text.split()
    head_first = bool(_HEAD_FIRST.search(heading)) or bool(_CONNECTORS & set(tokens))
    found = []
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            phrase = " ".join(tokens[start:end])
            if phrase == text or phrase not in _index() or (len(phrase) < 3 and phrase.isascii()):
                continue
            at_head = start == 0 if head_first else end == len(tokens)
            found.append((phrase, 0.5 + 0.35 * len(phrase) / len(text) + (0.12 if at_head else 0.0)))
    if len(tokens) == 1 and not text.isascii():
        found.extend(
            (known, 0.5 + 0.4 * len(known) / len(text))
            for known in _index()
            if len(known) >= 2 and not known.isascii() and known in text
        )
    return found


def short_headings(headings: Sequence[str]) -> list[str]:
    """Each heading without the words with which it and the column of the agency's name begin, "" where it has none.

    `RECRUITER_EMPLOYER_NAME` beside `RECRUITER_EMPLOYER_CITY` makes the latter the agency's city.
    """
    tokens = [fold(heading).split() for heading in headings]
    best = [(heading_weights(heading) or (("", 0, 0.0),))[0] for heading in headings]
    stems = {
        tuple(words[:length])
        for words, (code, _order, weight) in zip(tokens, best, strict=True)
        if code == NAME and weight >= 0.9
        for length in range(1, len(words))
    }
    shared = {stem for stem in stems if sum(tuple(words[: len(stem)]) == stem for words in tokens) >= 3}
    short = []
    for words in tokens:
        lengths = [len(stem) for stem in shared if tuple(words[: len(stem)]) == stem and len(words) > len(stem)]
        short.append(" ".join(words[max(lengths) :]) if lengths else "")
    return short


def candidates(heading: str, evidence: Evidence, short: str = "") -> list[Candidate]:
    """The fields that the column may fill, the likeliest first; those that its cells contradict are left out.

    `short` is the heading without a beginning that it shares with the column of the agency's name.
    """
    weights = [*heading_weights(heading)]
    if short:
        weights.extend((code, order, 0.95 * weight) for code, order, weight in heading_weights(short))
        weights.sort(key=lambda item: -item[2])
    if not evidence.filled:
        return [Candidate(code, weight * 0.9, order, weight) for code, order, weight in weights if weight >= 0.8]
    found: dict[str, Candidate] = {}
    for code, order, weight in weights:
        fit = content_fit(fields()[code].kind, evidence, weight)
        if fit > 0 and weight >= 0.5 and code not in found:
            found[code] = Candidate(code, round(0.72 * weight + 0.28 * fit, 3), order, weight)
    known = max((candidate.by_heading for candidate in found.values()), default=0.0)
    for code, weight in _by_contents(evidence, known, nameless=heading.startswith("(")):
        if code not in found or found[code].weight < weight:
            found[code] = Candidate(code, weight)
    return sorted((item for item in found.values() if item.weight >= _CERTAIN), key=lambda item: -item.weight)


def _by_contents(evidence: Evidence, known: float, *, nameless: bool) -> list[tuple[str, float]]:
    """Fields whose values cannot be mistaken, whatever the heading says."""
    found = []
    if evidence.share("email") >= 0.6:
        found.append(("email", 0.9))
    if evidence.share("url") >= 0.7:
        found.append(("website", 0.85))
    if evidence.share("phone") >= 0.7 and evidence.letters >= 7 and evidence.share("number") < 0.95 and known < 0.75:
        found.append(("phone", 0.7))
    if known < 0.5:
        found.extend(_by_contents_alone(evidence))
    if nameless and _looks_like_a_key(evidence):
        found.append((LICENCE_NUMBER, 0.52))
    return found


def _looks_like_a_key(evidence: Evidence) -> bool:
    """Codes that are all different, there nearly everywhere, and neither phones nor days nor a running number."""
    if evidence.counts_up or max(evidence.share("phone"), evidence.share("date")) >= 0.5:
        return False
    return evidence.share("code") >= 0.9 and evidence.distinct >= 0.95 and evidence.fill >= 0.8


def _by_contents_alone(evidence: Evidence) -> list[tuple[str, float]]:
    """What a column without a telling heading may be; weak, so that a column with one wins."""
    found = []
    if evidence.counts_up:
        found.append((SERIAL, 0.6))
    if evidence.share("phone") >= 0.8 and evidence.letters >= 8.5 and not evidence.counts_up:
        found.append(("phone", 0.6))
    if evidence.share("address") >= 0.6 and evidence.letters >= 18:
        found.append(("address.line", 0.6))
    if evidence.share("country") >= 0.8:
        found.append(("address.country", 0.55))
    if evidence.share("status") >= 0.8 and evidence.distinct <= 0.5 and evidence.share("company") < 0.3:
        found.append(("licence.status_words", 0.58))
    if evidence.share("role") >= 0.8 and evidence.distinct <= 0.6:
        found.append(("principal.role", 0.55))
    return found


def content_fit(kind: Kind, evidence: Evidence, by_heading: float) -> float:
    """How well the cells fit a kind of value: 0 contradicts the heading, 1 agrees with it."""
    share = evidence.share
    data = max(share("email"), share("url"), share("date"))
    if kind in (Kind.COMPANY, Kind.PERSON):
        return _name_fit(kind, evidence, data)
    if kind in (Kind.PHONE, Kind.EMAIL, Kind.WEBSITE, Kind.DATE):
        return _signature_fit(kind, evidence)
    if kind is Kind.ADDRESS:
        return 0.0 if data > 0.5 or share("phone") > 0.8 else min(1.0, 0.4 + share("address"))
    if kind in (Kind.PLACE, Kind.COUNTRY, Kind.PLACES):
        return _place_fit(kind, evidence, data)
    if kind is Kind.STATUS:
        if data > 0.5 or (evidence.distinct > 0.8 and evidence.rows > 20 and share("status") < 0.3):
            return 0.0
        return 0.3 + 0.7 * share("status")
    if kind is Kind.ROLE:
        return share("role") if share("role") >= 0.2 else 0.0
    if kind is Kind.SERIAL:
        return 1.0 if evidence.counts_up else 0.5 if share("number") > 0.9 else 0.25 if share("code") > 0.8 else 0.0
    if kind is Kind.NUMBER:
        return _number_fit(evidence, data, by_heading)
    if kind is Kind.COUNT:
        return share("number") if share("number") > 0.6 else 0.0
    if kind is Kind.POSTAL:
        return 0.4 + 0.6 * share("postal") if share("text") < 0.7 or share("postal") > 0.3 else 0.0
    return 0.0 if data > 0.7 and kind is Kind.CATEGORY else 0.6


def _name_fit(kind: Kind, evidence: Evidence, data: float) -> float:
    share = evidence.share
    if data > 0.5 or share("text") < 0.5 or share("phone") > 0.5:
        return 0.0
    if kind is Kind.PERSON:
        return 0.0 if share("company") > 0.4 else max(0.4, share("person")) * (1 - share("company"))
    return min(1.0, 0.4 + share("company")) * (0.7 if share("address") > 0.6 else 1.0)


def _signature_fit(kind: Kind, evidence: Evidence) -> float:
    share = evidence.share
    if kind is Kind.PHONE:
        numbers = max(share("phone"), 0.8 * share("number"))
        return numbers if numbers >= 0.3 else 0.0
    if kind is Kind.DATE:
        days = max(share("date"), share("serial day"))
        # of two columns for one day, the one in the calendar of the register is taken
        return days - 0.4 * share("local day") if days >= 0.2 else 0.0
    found = share("email" if kind is Kind.EMAIL else "url")
    return found if found >= 0.15 else 0.1 if share("phone") < 0.5 and share("date") < 0.5 else 0.0


def _place_fit(kind: Kind, evidence: Evidence, data: float) -> float:
    share = evidence.share
    if data > 0.5 or share("phone") > 0.5 or share("number") > 0.8:
        return 0.0
    if kind is Kind.PLACE:
        return 0.3 if share("company") > 0.6 else 0.7
    return max(0.3, share("country"))


def _number_fit(evidence: Evidence, data: float, by_heading: float) -> float:
    share = evidence.share
    if data > 0.6 and share("code") < 0.5:
        return 0.0
    if share("code") + share("number") > 0.5 or (by_heading > 0.9 and share("status") < 0.5 and share("company") < 0.5):
        return max(0.3, min(1.0, max(share("code"), share("number")))) * (0.5 + 0.5 * evidence.distinct)
    return 0.0


def best_name(columns: Sequence[Evidence], free: Sequence[int]) -> int | None:
    """The free column that looks most like names of agencies; `None` where none does."""
    best, best_weight = None, 0.45
    for place in free:
        evidence = columns[place]
        share = evidence.share
        if share("text") < 0.7 or max(share("email"), share("url"), share("date"), share("phone")) > 0.4:
            continue
        if evidence.fill < 0.4 or evidence.letters < 3 or share("status") > 0.7 or share("address") > 0.6:
            continue
        if share("company") < 0.1 and evidence.letters < 12:
            continue  # given names, codes in words
        weight = (
            0.55 * share("company")
            + 0.3 * evidence.distinct
            + 0.1 * evidence.fill
            + (0.08 if place == min(free) else 0)
        )
        if weight > best_weight:
            best, best_weight = place, weight
    return best
