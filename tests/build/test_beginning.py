"""Two who begin at the same place at once: one makes the register, the other reads one sentence and harms nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from registry_app.build import Answers, Begun, init_register, open_register
from registry_app.core.errors import NoRegister, RegistryError
from registry_app.core.world import Files, World, seeded_world
from registry_app.store.engine import Location
from tests.support.office import PASSWORD, test_world

ANSWERS = Answers("Ministry of Labour", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)


class SlowToLook(Files):
    """Somebody else does all his work between this one's looking and its making."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self.meanwhile = meanwhile

    def claim(self, path: Path) -> bool:
        """Comes too late."""
        self.meanwhile()
        return super().claim(path)


def test_whoever_comes_second_at_a_file_is_refused_and_the_first_register_stays(tmp_path: Path, world: World) -> None:
    location = Location(str(tmp_path / "office.register"))
    first: list[Begun] = []
    slow = replace(
        seeded_world(2, world.now()),
        files=SlowToLook(lambda: first.append(init_register(location, ANSWERS, world))),
    )
    with pytest.raises(NoRegister, match=r"a register .*office.register.* already"):
        init_register(location, replace(ANSWERS, ministry="Another ministry"), slow)
    first[0].opened.close()
    opened = open_register(location, "admin", PASSWORD, test_world(3))
    assert opened.info.name == "Ministry of Labour"
    opened.close()


def test_of_two_who_begin_in_one_database_at_once_one_is_let_in(postgres_url: str, tmp_path: Path) -> None:
    """Their key files lie on two computers: only the database sees both."""

    def begin(seed: int) -> Begun | RegistryError:
        location = Location(f"{postgres_url}#{tmp_path / str(seed) / 'office.register'}")
        try:
            return init_register(location, ANSWERS, test_world(seed))
        except RegistryError as error:
            return error

    with ThreadPoolExecutor(4) as people:
        came = list(people.map(begin, range(11, 15)))
    begun = [each for each in came if isinstance(each, Begun)]
    refused = [each for each in came if isinstance(each, NoRegister)]
    assert (len(begun), len(refused)) == (1, 3)
    assert all("already" in error.sentence and error.hint for error in refused)
    kept = sorted(path.name for path in tmp_path.rglob("*.keys"))
    assert kept == ["office.register.keys"]
    begun[0].opened.close()
    opened = open_register(begun[0].opened.location, "admin", PASSWORD, test_world(30))
    assert opened.office.code == "HQ"
    opened.close()
