"""The demo register: made by the demo's stories in a world of its own, whose seed says everything that will happen in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from registry_app.access.permissions import LABELS, Role
from registry_app.access.queries import find_user
from registry_app.build.beginning import Answers, Begun, add_officer, init_register
from registry_app.build.checks import CHECKS
from registry_app.build.grounds import GROUNDS
from registry_app.build.issuing import issue_paper
from registry_app.build.opened import Opened, open_register
from registry_app.core.actor import Actor
from registry_app.core.dates import Period
from registry_app.core.paths import DEMO
from registry_app.core.progress import Progress, Silent
from registry_app.core.world import HastyFiles, World, seeded_world
from registry_app.demo import story
from registry_app.demo.agenda import Agenda, TrainingClock
from registry_app.demo.chance import Chance
from registry_app.demo.stage import Stage
from registry_app.demo.words import Words, read_words
from registry_app.offices import queries as office_queries
from registry_app.offices import service as offices
from registry_app.rulebook import service as rule_book
from registry_app.rulebook.house import read_house_rules
from registry_app.rulebook.load import bundled
from registry_app.store.engine import Location, make_hasty

REGISTER: Final = "demo.register"
PASSPHRASE_FILE: Final = "passphrase.txt"  # noqa: S105  a file's name
KEY_FILE: Final = "office.pub"
PASSPHRASE: Final = "roasted coffee in the rainy season"  # noqa: S105  printed beside the register it opens
ZONE: Final = "Africa/Addis_Ababa"
_BOOK: Final = "et/923-2016"
_OPENS: Final = time(5, 30)  # half past eight in Addis Ababa, in UTC
ACCOUNTS: Final = {
    "admin": ("Abebech Admin", Role.ADMINISTRATOR),
    "clerk": ("Tigist Clerk", Role.CLERK),
    "licensing": ("Lemma Licensing", Role.LICENSING),
    "finance": ("Fikadu Finance", Role.FINANCE),
    "complaints": ("Chaltu Complaints", Role.COMPLAINTS),
    "custodian": ("Kedir Custodian", Role.CUSTODIAN),
    "inspector": ("Idris Inspector", Role.INSPECTOR),
    "director": ("Daniel Director", Role.DIRECTOR),
    "deputy": ("Desta Deputy", Role.DIRECTOR),
    "auditor": ("Almaz Auditor", Role.AUDITOR),
}
_DIRECTORS: Final = ("director", "deputy")
_VERBS: Final = (
    "licence:grant",
    "licence:refuse",
    "licence:suspend",
    "licence:revoke",
    "licence:set_aside",
    "guarantee:claim",
    "complaint:decide",
    "measure:impose",
)


@dataclass(frozen=True)
class Demo:
    """The demo register just made, and how many agencies it holds."""

    location: Location
    last_day: date
    agencies: int


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demo; `role` is its role's words, to be translated."""

    login: str
    name: str
    role: str
    password: str


def accounts_beside(location: Location, world: World) -> list[DemoAccount]:
    """The accounts of a demo register that still lies as it was made; none for any other register."""
    passphrase = location.path.with_name(PASSPHRASE_FILE)
    if location.is_server or location.path.name != REGISTER:
        return []
    if not (world.files.exists(passphrase) and world.files.exists(location.path)):
        return []
    password = world.files.read(passphrase).decode("utf-8", "replace").strip()
    return [DemoAccount(login, name, LABELS[role], password) for login, (name, role) in ACCOUNTS.items()]


def make_demo(folder: Path, seed: int, *, agencies: int = story.AGENCIES, progress: Progress | None = None) -> Demo:
    """Make the demo register in a folder, with its passphrase, public keys and a list of accounts.

    The same seed and number of agencies make the same register, entry by entry. Raises `NoRegister` when there is one
    in the folder already.
    """
    clock = TrainingClock(_morning(story.FIRST_DAY))
    world = replace(seeded_world(seed, clock.moment, ZONE), moment=clock, files=HastyFiles())
    location = Location(str(folder / REGISTER))
    words = read_words()
    begun = _begin(location, world, words)
    with contextlib.ExitStack() as open_now:
        open_now.callback(begun.opened.close)
        officers = _Officers(begun.opened, open_now)
        _adopt_law(begun.opened, officers)
        stage = Stage(
            officers.acting, begun.opened.vault, CHECKS, Chance(world.random_bytes), words, _agenda(begun, clock)
        )
        story.play(stage, agencies, progress or Silent())
        _issue_papers(folder / "papers", officers.signed_in("clerk"), stage)
        begun.opened.checkpoint()
        _leave_beside(folder, begun, world)
    return Demo(location, story.LAST_DAY, agencies)


def _morning(day: date) -> datetime:
    return datetime.combine(day, _OPENS, UTC)


def _begin(location: Location, world: World, words: Words) -> Begun:
    login, (name, _role) = next(iter(ACCOUNTS.items()))
    answers = Answers(
        ministry="Ministry of Labour and Social Affairs (training)",
        country="ET",
        office_code="HQ",
        office_name="Directorate for employment abroad (training)",
        zone=ZONE,
        login=login,
        full_name=name,
        password=PASSPHRASE,
        languages=("en", "am"),
    )
    begun = init_register(location, answers, world)
    make_hasty(begun.opened.store.engines)
    for other, (full_name, role) in list(ACCOUNTS.items())[1:]:
        add_officer(begun.opened, other, full_name, PASSPHRASE, [role])
    with begun.opened.transaction("authority:granted") as (session, actor):
        for director in _DIRECTORS:
            found = find_user(session, director)
            assert found is not None
            offices.grant_authority(
                session,
                actor,
                found.id,
                _VERBS,
                instrument="Letter of delegation 1/2019 (made up for training)",
                instrument_date=story.FIRST_DAY,
                period=Period(story.FIRST_DAY),
            )
        offices.enter_holidays(session, actor, words.holidays, words.holidays_known_through)
    return begun


class _Officers:
    """The officers of the demo, each signed in when first needed and until the end."""

    def __init__(self, opened: Opened, open_now: contextlib.ExitStack) -> None:
        self._first = opened
        self._open_now = open_now
        self._signed_in: dict[str, Opened] = {"admin": opened}

    @contextlib.contextmanager
    def acting(self, login: str, doing: str) -> Iterator[tuple[Session, Actor]]:
        """One transaction by an officer."""
        with self.signed_in(login).transaction(doing) as (session, actor):
            yield session, actor

    def signed_in(self, login: str) -> Opened:
        """The register as an officer has it open."""
        if login not in self._signed_in:
            opened = open_register(self._first.location, login, PASSPHRASE, self._first.world)
            self._open_now.callback(opened.close)
            make_hasty(opened.store.engines)
            self._signed_in[login] = opened
        return self._signed_in[login]


def _adopt_law(opened: Opened, officers: _Officers) -> None:
    """The administrator adopts and confirms the Proclamation and the house rules, a director as the second person."""
    file = DEMO / "house-rules-et.toml"
    loaded, house = bundled(_BOOK), read_house_rules(file.read_bytes(), file.name)
    with opened.transaction("rulebook:adopted") as (session, actor):
        adopted = rule_book.adopt(session, actor, loaded)
    with opened.transaction("rulebook:confirm") as (session, actor):
        rule_book.propose_confirmation(session, actor, adopted)
        rule_book.propose_values(
            session,
            actor,
            adopted,
            house.values,
            from_day=house.from_day,
            instrument=house.instrument,
            reason=house.reason,
        )
    with officers.acting("director", "rulebook:confirm") as (session, actor):
        rule_book.approve_confirmation(session, actor, adopted)
        rule_book.approve_values(session, actor, adopted)


def _agenda(begun: Begun, clock: TrainingClock) -> Agenda:
    opened = begun.opened
    with opened.reading() as session:
        calendar = office_queries.work_calendar(session, opened.info.office_id)
    return Agenda(clock, _morning, calendar.is_working_day)


def _issue_papers(folder: Path, clerk: Opened, stage: Stage) -> None:
    """A paper of each kind: a licence, compliance in two languages, and the reasons why another agency gets none."""
    clerk.world.files.make_folder(folder)
    complies, complies_not = stage.licensed[5].agency_id, stage.licensed[0].agency_id
    for agency_id, kind, language, name in (
        (complies, "licence", "en", "licence-en"),
        (complies, "compliance", "en", "compliance-en"),
        (complies, "compliance", "ar", "compliance-ar"),
        (complies_not, "compliance", "en", "reasons-en"),
    ):
        issue_paper(clerk, agency_id, kind, language, GROUNDS, out=folder / f"{name}.pdf")


def _leave_beside(folder: Path, begun: Begun, world: World) -> None:
    """What a person needs to use the demo: the passphrase, the public keys, the accounts, the root's shares."""
    files = world.files
    files.write(folder / PASSPHRASE_FILE, f"{PASSPHRASE}\n".encode())
    with begun.opened.reading() as session:
        files.write(folder / KEY_FILE, office_queries.newest_trust(session))
    for number, share in enumerate(begun.root_shares, start=1):
        files.write(folder / "root" / f"root-share-{number}.txt", f"{share}\n".encode(), private=True)
    files.write(folder / "root" / "recovery-code.txt", f"{begun.recovery_code}\n".encode(), private=True)
    files.write(folder / "README.txt", _readme(folder).encode())


def _readme(folder: Path) -> str:
    widest = max(len(login) for login in ACCOUNTS)
    accounts = "\n".join(f"  {login:<{widest}}  {name}, {LABELS[role]}" for login, (name, role) in ACCOUNTS.items())
    call = f"registry --register {folder / REGISTER} --as director --passphrase-file {folder / PASSPHRASE_FILE}"
    return f"""A TRAINING REGISTER: every agency, person and paper in it is made up, and every paper from it says so.

It stands on {story.LAST_DAY}; the next command goes on where the last one stopped. --today 2019-08-01 goes to another day.

Accounts, all opened by the passphrase "{PASSPHRASE}" (in {PASSPHRASE_FILE}):
{accounts}

papers/     a licence, certificates of compliance in English and Arabic, and a statement of reasons, all from here
{KEY_FILE}  the public keys for `registry check --key`
root/       the two shares of the root and the recovery code; of a real register they lie on paper in two safes

Try:
  {call} agency list
  {call} verify
  registry check {folder / "papers" / "compliance-en.pdf"} --key {folder / KEY_FILE}
"""
