"""Several processes at one register: nobody's work is lost, no number given twice; a killed one leaves it whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import func, select

from registry_app import schema
from registry_app.build import Opened, open_register
from registry_app.core.world import World
from registry_app.journal.models import JournalEntry
from registry_app.journal.verify import verify
from registry_app.offices.models import NumberBlock, NumberVoid
from registry_app.store.engine import Location
from tests.support import processes
from tests.support.office import PASSWORD, opened_register, test_world

EACH = 50
KILLED = 20


def findings(opened: Opened) -> list[str]:
    keys = opened.checkpoint_keys()
    with opened.reading() as session:
        return verify(session.connection(), schema.tables(), keys, own_office=opened.info.office_id.hex).findings


def test_two_processes_that_write_at_once_lose_nothing_and_give_no_number_twice(opened: Opened) -> None:
    processes.begin(
        *(
            {"register": opened.location.text, "login": login, "act": "numbers", "count": EACH, "seed": seed}
            for seed, login in enumerate(("director", "deputy"), start=5)
        )
    )
    assert [(each.report, each.trace) for each in processes.ended()] == [({"done": EACH}, "")] * 2
    with opened.reading() as session:
        spoken = session.scalar(
            select(func.count()).where(JournalEntry.verb == "number:voided", JournalEntry.operation == "V")
        )
        numbers = list(session.scalars(select(NumberVoid.number)))
        blocks = list(session.scalars(select(NumberBlock).where(NumberBlock.kind == "agency")))
    assert spoken == 2 * EACH
    assert len(set(numbers)) == len(numbers) == 2 * EACH
    assert [(block.first, block.next) for block in blocks] == [(1, 2 * EACH + 1)]
    assert findings(opened) == []


def test_reading_is_of_one_moment_while_another_process_writes(opened: Opened) -> None:
    """Verifying takes many statements; what others commit between them must not look like a forgery."""
    processes.begin({"register": opened.location.text, "login": "director", "act": "numbers", "count": EACH, "seed": 5})
    seen = []
    while processes.at_work():
        assert findings(opened) == []
        with opened.reading() as session:
            first = session.scalar(select(func.count()).select_from(NumberVoid))
            entries = session.scalar(
                select(func.count()).where(JournalEntry.record_table == "number_void", JournalEntry.operation == "I")
            )
            assert first == entries
            seen.append(first)
    assert [each.report for each in processes.ended()] == [{"done": EACH}]
    assert seen == sorted(seen)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One register for all killings: what the one before left is what the next finds."""
    folder = tmp_path_factory.mktemp("killed")
    opened_register(folder, test_world()).close()
    return folder / "office.register"


@pytest.mark.parametrize("turn", range(KILLED))
def test_a_process_killed_in_the_middle_leaves_a_register_that_opens_and_is_intact(
    killed: Path, world: World, turn: int
) -> None:
    steps = random.Random(turn).randrange(1, 900)
    processes.begin(
        {"register": str(killed), "login": "director", "act": "numbers", "count": 1_000, "seed": 100 + turn}
        | {"die_after": steps}
    )
    assert [(each.status, each.trace) for each in processes.ended()] == [(-9, "")]
    opened = open_register(Location(str(killed)), "admin", PASSWORD, world)
    try:
        assert findings(opened) == []
        with opened.reading() as session:
            voids = session.scalar(select(func.count()).select_from(NumberVoid)) or 0
            block = session.scalars(select(NumberBlock).where(NumberBlock.kind == "agency")).one_or_none()
        assert voids == (0 if block is None else block.next - 1), "a number was taken without its explanation"
    finally:
        opened.close()
