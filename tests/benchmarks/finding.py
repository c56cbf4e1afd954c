"""Ctrl+K over 50,000 agencies, 500,000 persons and a million cases: time of a question, memory, making the index anew.

The register lies under build/ and is made once: its facts are put in past the program, the index is made from them by it.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from registry_app.build import Opened, open_register
from registry_app.core.names import search_key
from registry_app.core.numbers import with_check_digit
from registry_app.finding.keeping import make_anew
from registry_app.finding.queries import find
from registry_app.finding.words import Vocabulary
from registry_app.persons.rules import document_key
from registry_app.store.engine import Location, table_names
from registry_app.store.guards import drop_guards, make_guards
from tests.benchmarks.measure import show
from tests.support.office import PASSWORD, opened_register, test_world

AGENCIES, PERSONS, CASES = 50_000, 500_000, 1_000_000
FOLDER: Final = Path(__file__).parent.parent.parent / "build" / "finding"
QUESTIONS: Final = 25  # of each sort
# a name in Latin letters, in Arabic and in Amharic
GIVEN: Final = (
    ("Mohammed", "محمد", "መሐመድ"), ("Ahmed", "أحمد", "አህመድ"), ("Abdullah", "عبدالله", "አብዱላሂ"), ("Hassan", "حسن", "ሐሰን"),
    ("Ibrahim", "إبراهيم", "ኢብራሂም"), ("Fatima", "فاطمة", "ፋጡማ"), ("Khadija", "خديجة", "ከድጃ"), ("Yusuf", "يوسف", "ዩሱፍ"),
    ("Abebe", "أبيبي", "አበበ"), ("Bekele", "بيكيلي", "በቀለ"), ("Tesfaye", "تسفاي", "ተስፋዬ"), ("Haile", "هايلي", "ኃይሌ"),
    ("Almaz", "ألماز", "አልማዝ"), ("Tigist", "تيغست", "ትዕግስት"), ("Kebede", "كبيدي", "ከበደ"), ("Lemma", "ليما", "ለማ"),
    ("Omar", "عمر", "ዑመር"), ("Ali", "علي", "አሊ"), ("Maryam", "مريم", "ማርያም"), ("Salem", "سالم", "ሳሌም"),
    ("Getachew", "غيتاتشو", "ጌታቸው"), ("Solomon", "سليمان", "ሰለሞን"), ("Dawit", "داود", "ዳዊት"), ("Rahel", "راحيل", "ራሔል"),
)  # fmt: skip
TRADE: Final = ("Recruitment", "Manpower", "Overseas", "Employment", "Services", "International", "Agency", "Travels")
_LATIN = ("ba be bi bo da de di ga ge go ha hi ka ke ki ko la le li lo ma me mi mo na ne ni nu ra re ri ro sa se si so ta te ti "
          "to wa ya ye za ze sha che kha").split()  # fmt: skip
_ARABIC = "با بي دا دي را ري سا سي كا كي لا لي ما مي نا ني طا قا شا جا".split()
_ETHIOPIC = "በ ቢ ደ ዲ ገ ጊ ለ ሊ መ ሚ ነ ኒ ረ ሪ ሰ ሲ ተ ቲ ወ ከ ኪ ሸ ጨ".split()


def made_word(chance: random.Random, syllables: Sequence[str] = _LATIN) -> str:
    """A word that may be a name."""
    return "".join(chance.choice(syllables) for _ in range(2 + (chance.random() < 0.7)))


def _id(kind: int, number: int) -> bytes:
    return kind.to_bytes(1, "big") + b"\x01\x02\x03\x04\x05\x70\x00\x80\x00" + number.to_bytes(6, "big")


def agency_names(chance: random.Random) -> tuple[str, str]:
    """A name in Latin letters and one in Arabic or Amharic."""
    place = chance.randrange(len(GIVEN))
    latin = f"{made_word(chance).title()} {chance.choice([GIVEN[place][0], made_word(chance).title()])} {chance.choice(TRADE)}"
    script = chance.choice([1, 2])
    return latin, f"{GIVEN[place][script]} {made_word(chance, _ARABIC if script == 1 else _ETHIOPIC)}"


def person_names(chance: random.Random) -> tuple[str, str]:
    """A name of three words, and the same in Arabic or Amharic, empty for two of three."""
    one, two = (GIVEN[min(int(chance.expovariate(0.15)), len(GIVEN) - 1)] for _ in range(2))
    own = chance.random() < 0.3
    first = made_word(chance).title() if own else one[0]
    latin = f"{first} {two[0]} {made_word(chance).title()}"
    if chance.random() < 0.66:
        return latin, ""
    script = chance.choice([1, 2])
    return latin, f"{one[script]} {two[script]} {made_word(chance, _ARABIC if script == 1 else _ETHIOPIC)}"


def fill(opened: Opened) -> None:
    """Put the facts in, past journal and guards: this register is measured, not kept."""
    office, officer, moment = opened.info.office_id.bytes, opened.user_id.bytes, "2019-03-04T05:00:00.000Z"
    owned = {"office_id": office, "version": 1, "recorded_at": moment}
    chance = random.Random(5)
    with opened.store.engines.write.begin() as connection:
        drop_guards(connection)
        driver: Any = connection.connection.driver_connection

        def put(table: str, rows: Iterator[dict[str, Any]]) -> None:
            while block := list(islice(rows, 10_000)):
                columns = list({**block[0], **owned})
                marks = ", ".join("?" * len(columns))
                driver.executemany(
                    f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
                    [tuple({**row, **owned}.values()) for row in block],
                )

        names = [agency_names(chance) for _ in range(AGENCIES)]
        put("agency", (_agency(number, latin) for number, (latin, _native) in enumerate(names)))
        put("agency_name", (row for number, pair in enumerate(names) for row in _agency_names(number, pair)))
        put("agency_contact", (_contact(number) for number in range(AGENCIES)))
        people = [person_names(chance) for _ in range(PERSONS)]
        put("person", (_person(number, latin) for number, (latin, _native) in enumerate(people)))
        put("person_name", (row for number, pair in enumerate(people) for row in _person_names(number, pair)))
        put("person_document", (_document(number) for number in range(PERSONS)))
        put("complaint", (_complaint(number, officer) for number in range(CASES)))
        put("complaint_respondent", (_respondent(number) for number in range(CASES)))
        started = time.perf_counter()
        make_anew(connection)
        seconds = time.perf_counter() - started
        make_guards(connection, table_names(connection))
    (FOLDER / "made.json").write_text(json.dumps({"seconds": seconds}))


def agency_number(number: int) -> str:
    """As the office gives them."""
    return with_check_digit(f"A-HQ-{2000 + number % 20}-{number:05d}")


def case_number(number: int) -> str:
    """As the office gives them."""
    return with_check_digit(f"C-HQ-{2000 + number % 20}-{number:05d}")


def _agency(number: int, name: str) -> dict[str, Any]:
    return {
        "id": _id(1, number), "number": agency_number(number), "name": name, "search_key": search_key(name),
        "legal_form": "", "company_number": f"ET/{number * 7:07d}", "tax_number": f"00{number * 13:08d}",
        "capital_currency": "", "registered_on": "2015-01-01", "set_aside_reason": "",
    }  # fmt: skip


def _agency_names(number: int, pair: tuple[str, str]) -> Iterator[dict[str, Any]]:
    for place, name in enumerate(pair):
        yield {
            "id": _id(2, number * 2 + place), "agency_id": _id(1, number), "kind": "legal", "name": name,
            "search_key": search_key(name), "script": "", "language": "",
        }  # fmt: skip


def _contact(number: int) -> dict[str, Any]:
    phone = f"+25191{number * 17 % 10_000_000:07d}"
    return {"id": _id(3, number), "agency_id": _id(1, number), "kind": "phone", "value": phone, "key": phone}


def _person(number: int, name: str) -> dict[str, Any]:
    return {
        "id": _id(4, number), "full_name": name, "search_key": search_key(name), "sex": "female", "born_on": "1990-01-01",
        "nationality": "ET", "phone": f"092{number * 19 % 10_000_000:07d}", "e_mail": "", "address": "",
    }  # fmt: skip


def _person_names(number: int, pair: tuple[str, str]) -> Iterator[dict[str, Any]]:
    for place, name in enumerate(each for each in pair if each):
        yield {
            "id": _id(5, number * 2 + place), "person_id": _id(4, number), "kind": "legal", "name": name,
            "search_key": search_key(name), "script": "", "language": "",
        }  # fmt: skip


def passport(number: int) -> str:
    """A number of a passport."""
    return f"EP{number * 23 % 100_000_000:08d}"


def _document(number: int) -> dict[str, Any]:
    return {
        "id": _id(6, number), "person_id": _id(4, number), "kind": "passport", "number": passport(number),
        "number_key": document_key(passport(number)), "country": "ET",
    }  # fmt: skip


def _complaint(number: int, officer: bytes) -> dict[str, Any]:
    return {
        "id": _id(7, number), "number": case_number(number), "channel": "counter", "oral": 0, "language": "am",
        "received_first_at": "", "received_on": "2019-01-01", "written_by": officer, "complainant_kind": "worker",
        "pseudonym": f"P-{number}", "relation": "", "authority": "", "safe_contact": 0,
    }  # fmt: skip


def _respondent(number: int) -> dict[str, Any]:
    return {
        "id": _id(8, number), "complaint_id": _id(7, number), "ordinal": 1, "kind": "agency",
        "agency_id": _id(1, number % AGENCIES), "typed_name": "", "country": "ET",
    }  # fmt: skip


def slip(chance: random.Random, text: str) -> str:
    """The text with one slip of the keys."""
    place = chance.randrange(1, len(text) - 1)
    way = chance.randrange(3)
    if way == 0:
        return text[:place] + text[place + 1 :]
    if way == 1:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + chance.choice("abdefgiklmnorst") + text[place + 1 :]


def questions() -> dict[str, list[tuple[str, bytes]]]:
    """What is asked, by sort, with the id of the subject it was made from."""
    chance = random.Random(5)
    agencies = [agency_names(chance) for _ in range(AGENCIES)]
    people = [person_names(chance) for _ in range(PERSONS)]
    chance = random.Random(7)

    def some(count: int) -> list[int]:
        return [chance.randrange(count) for _ in range(QUESTIONS)]

    native_agencies = [(number, pair[1]) for number, pair in enumerate(agencies[:4_000])]
    arabic = [(number, name) for number, name in native_agencies if "\u0600" <= name[0] <= "\u06ff"]
    amharic = [(number, name) for number, name in native_agencies if name[0] >= "\u1200"]
    long_ones = [number for number in range(20_000) if len(agencies[number][0].split()[0]) >= 6]
    return {
        "beginnings of an agency's name": [
            (agencies[number][0][: chance.randint(3, 9)], b"") for number in some(AGENCIES)
        ],
        "an agency's name": [(agencies[number][0], _id(1, number)) for number in some(AGENCIES)],
        "a person's name": [(people[number][0], _id(4, number)) for number in some(PERSONS)],
        "two beginnings of a person's name": [
            (" ".join(word[:4] for word in people[number][0].split()[1:]), b"") for number in some(PERSONS)
        ],
        "a case, a passport, a telephone": [
            *((case_number(number), _id(7, number)) for number in some(CASES)[:9]),
            *((passport(number), _id(4, number)) for number in some(PERSONS)[:8]),
            *((_person(number, "")["phone"], _id(4, number)) for number in some(PERSONS)[:8]),
        ],
        "beginnings of a number": [(case_number(number)[: chance.randint(4, 13)], b"") for number in some(CASES)],
        "an agency with a slip in each of two words": [
            (
                " ".join([*(slip(chance, word) for word in agencies[number][0].split()[:2] if len(word) > 3)]),
                _id(1, number),
            )
            for number in chance.sample(long_ones, QUESTIONS)
        ],
        "a person with a slip": [(slip(chance, people[number][0]), _id(4, number)) for number in some(PERSONS)],
        "Arabic": [(name, _id(1, number)) for number, name in chance.sample(arabic, QUESTIONS)],
        "Amharic": [(name, _id(1, number)) for number, name in chance.sample(amharic, QUESTIONS)],
        "Amharic beginnings": [(name[:2], b"") for _number, name in chance.sample(amharic, QUESTIONS)],
        "one or two letters": [(agencies[number][0][: 1 + number % 2], b"") for number in some(AGENCIES)],
    }


def resident() -> float:
    """Memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def asked() -> None:
    """In a process of its own, so that memory is its own: every question once, in a mixed order, twice over."""
    opened = open_register(Location(str(FOLDER / "office.register")), "admin", PASSWORD, test_world(2), sign_in=False)
    actor = opened.actor()
    mixed = [(sort, text, wanted) for sort, each in questions().items() for text, wanted in each]
    random.Random(3).shuffle(mixed)
    before = resident()
    taken: dict[str, list[float]] = {}
    missed: dict[str, int] = {}
    work: list[float] = []
    first = None
    for turn in range(2):
        for sort, text, wanted in mixed:
            started, spent = time.perf_counter(), time.process_time()
            with opened.reading() as session:
                hits = find(session, text, actor=actor, vocabulary=opened.vocabulary)
            seconds = time.perf_counter() - started
            first = first if first is not None else seconds
            if turn:
                taken.setdefault(sort, []).append(seconds * 1000)
                work.append((time.process_time() - spent) * 1000)
                if wanted and wanted not in {hit.subject_id.bytes for hit in hits}:
                    missed[sort] = missed.get(sort, 0) + 1
    after = resident()
    started = time.perf_counter()
    with opened.reading() as session:
        Vocabulary().read(session.connection())
    fresh = (time.perf_counter() - started) * 1000
    opened.close()
    print(
        json.dumps({"taken": taken, "missed": missed, "work": sorted(work), "memory": after - before, "fresh": fresh})
    )


def make() -> None:
    """The register, where it is not there."""
    if (FOLDER / "made.json").exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left in FOLDER.glob("office.register*"):
        left.unlink()
    opened = opened_register(FOLDER, test_world())
    fill(opened)
    opened.close()


def main() -> None:
    """Print every figure."""
    make()
    printed = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.finding"], check=True, capture_output=True, text=True
    ).stdout
    figures = json.loads(printed.splitlines()[-1])
    everything = []
    for sort, taken in figures["taken"].items():
        everything += taken
        missed = figures["missed"].get(sort, 0)
        print(
            f"{sort:52} p50 {statistics.median(taken):6.1f}  p95 {sorted(taken)[int(len(taken) * 0.95)]:6.1f}  "
            f"max {max(taken):6.1f} ms" + (f"  missed {missed} of {len(taken)}" if missed else "")
        )
    everything.sort()
    print(f"{f'all {len(everything)} questions: p50':72} {statistics.median(everything):10.2f} ms")
    show("all questions: p95", everything[int(len(everything) * 0.95)], 50, " ms")
    work = figures["work"]
    print(f"{'all questions: processor time, whatever else runs, p50':72} {statistics.median(work):10.2f} ms")
    print(f"{'all questions: processor time, p95':72} {work[int(len(work) * 0.95)]:10.2f} ms")
    print(f"{'all questions: max':72} {everything[-1]:10.2f} ms")
    print(f"{'reading the words of all names, once':72} {figures['fresh']:10.2f} ms")
    print(f"{'memory of asking, above the open register':72} {figures['memory']:10.2f} MB")
    seconds = json.loads((FOLDER / "made.json").read_text())["seconds"]
    size = (FOLDER / "office.register").stat().st_size / 1e6
    print(f"{f'making the index anew ({size:.0f} MB of register)':72} {seconds:10.1f} s")


if __name__ == "__main__":
    asked()
