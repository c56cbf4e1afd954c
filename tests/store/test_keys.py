"""The key file: a slot for each person, bound to him, slow to guess, never a way to be locked out for ever."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry_app.core.errors import BadInput, NoRegister, NotFound, StorageFailed, WrongPassword
from registry_app.core.world import Files, World, seeded_world
from registry_app.store import keys
from registry_app.store.keys import Cost, KeyFile, Slot, SlotKind, make_slot, open_slot, read_keys, unlock, write_keys

GOOD = "made-up words for tests"
BAD = "not these words at all"
MORNING = datetime(2019, 3, 4, 5, 0, tzinfo=UTC)
DATA_KEY, BOX_KEY = bytes(range(32)), bytes(range(32, 64))
CHEAP = Cost(memory=8, passes=1, lanes=1)


class Clock:
    """A clock that stands where it is set."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> World:
    return replace(seeded_world(1, MORNING), moment=clock)


def slot_of(world: World, login: str = "amina", password: str = GOOD) -> Slot:
    return make_slot(world, SlotKind.USER, login, uuid.UUID(int=7), password, DATA_KEY, BOX_KEY, b"public", CHEAP)


@pytest.fixture
def path(tmp_path: Path, desk: World) -> Path:
    place = tmp_path / "office.register.keys"
    write_keys(
        desk, place, KeyFile("1").with_slot(slot_of(desk)).with_slot(slot_of(desk, "berhan", "other made-up words"))
    )
    return place


def tries(world: World, path: Path, count: int) -> None:
    for _each in range(count):
        with pytest.raises(WrongPassword):
            unlock(world, path, "amina", BAD)


def test_the_password_opens_the_data_key_and_the_persons_own_box_key(desk: World, path: Path) -> None:
    opened = unlock(desk, path, "amina", GOOD)
    assert (opened.login, opened.user_id, opened.data_key, opened.box_key) == (
        "amina",
        uuid.UUID(int=7),
        DATA_KEY,
        BOX_KEY,
    )
    assert opened.derive("sqlcipher") != opened.derive("attachments") != DATA_KEY


@given(st.text(min_size=1, max_size=40))
def test_no_other_password_opens(password: str) -> None:
    world = seeded_world(1, MORNING)
    if password != GOOD:
        with pytest.raises(WrongPassword):
            open_slot(slot_of(world), password)


def test_a_name_that_is_not_there_is_refused_in_the_same_words(desk: World, path: Path) -> None:
    with pytest.raises(WrongPassword) as unknown:
        unlock(desk, path, "nobody", GOOD)
    with pytest.raises(WrongPassword) as wrong:
        unlock(desk, path, "amina", BAD)
    assert str(unknown.value) == str(wrong.value)


def test_a_short_password_is_refused(desk: World) -> None:
    with pytest.raises(BadInput, match="letters"):
        slot_of(desk, password="too short")


def test_a_real_register_spends_much_on_each_guess(desk: World) -> None:
    real = make_slot(replace(desk, training=False), SlotKind.USER, "a", None, GOOD, DATA_KEY)
    assert (real.cost.memory, real.cost.passes, real.cost.lanes) == (65_536, 3, 4)
    assert open_slot(real, GOOD).data_key == DATA_KEY


# -- guessing ------------------------------------------------------------------------------------------------------


def test_each_failure_after_the_third_doubles_the_wait_up_to_a_quarter_of_an_hour(
    desk: World, path: Path, clock: Clock
) -> None:
    waits = []
    for _failure in range(14):
        tries(desk, path, 1)
        slot = read_keys(desk, path).find("amina")
        assert slot is not None
        until = datetime.fromisoformat(slot.not_before) if slot.not_before else clock.now
        waits.append(int((until - clock.now).total_seconds()))
        clock.now = max(until, clock.now)
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_too_early_even_the_right_password_must_wait_and_is_told_how_long(
    desk: World, path: Path, clock: Clock
) -> None:
    tries(desk, path, 3)
    with pytest.raises(WrongPassword, match=r"Wait \d+ seconds?\.") as refused:
        unlock(desk, path, "amina", GOOD)
    assert "3" in refused.value.sentence
    clock.now += timedelta(seconds=2)
    assert unlock(desk, path, "amina", GOOD).failures_before == 3
    assert unlock(desk, path, "amina", GOOD).failures_before == 0, "a success starts the count anew"


def test_guessing_at_one_account_does_not_keep_the_others_out(desk: World, path: Path) -> None:
    tries(desk, path, 3)
    assert unlock(desk, path, "berhan", "other made-up words").data_key == DATA_KEY


def test_a_clock_set_back_locks_nobody_out_for_longer_than_the_longest_wait(
    desk: World, path: Path, clock: Clock
) -> None:
    clock.now = MORNING + timedelta(days=4_000)  # a computer whose battery is dead shows another year
    tries(desk, path, 3)
    clock.now = MORNING
    assert unlock(desk, path, "amina", GOOD).failures_before == 3


def test_a_clock_set_back_a_little_still_waits(desk: World, path: Path, clock: Clock) -> None:
    tries(desk, path, 3)
    clock.now -= timedelta(minutes=5)
    with pytest.raises(WrongPassword, match="302 seconds"):
        unlock(desk, path, "amina", GOOD)


def test_a_key_file_that_cannot_be_written_still_opens_and_cannot_count(
    desk: World, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_arguments: object, **_keywords: object) -> None:
        raise StorageFailed("This account may not write.")

    monkeypatch.setattr(Files, "write", refuses)
    tries(desk, path, 4)
    assert unlock(desk, path, "amina", GOOD).data_key == DATA_KEY


def test_counting_a_failure_never_brings_an_old_password_back(
    desk: World, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a wrong password is stretched, an administrator sets a new one."""
    real = keys.open_slot

    def meanwhile(slot: Slot, password: str) -> keys.Unlocked:
        keys.change_keys(desk, path, slot_of(desk, password="the new made-up words"))
        return real(slot, password)

    monkeypatch.setattr(keys, "open_slot", meanwhile)
    with pytest.raises(WrongPassword):
        unlock(desk, path, "amina", BAD)
    monkeypatch.undo()
    assert unlock(desk, path, "amina", "the new made-up words").data_key == DATA_KEY
    with pytest.raises(WrongPassword):
        unlock(desk, path, "amina", GOOD)


# -- what a slot is bound to ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"login": "berhan"},
        {"user_id": uuid.UUID(int=8).hex},
        {"kind": SlotKind.RECOVERY},
        {"public": "AAAA"},
        {"cost": Cost(memory=9, passes=1, lanes=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_slot_moved_to_another_person_or_made_cheaper_opens_nothing(desk: World, change: dict[str, object]) -> None:
    with pytest.raises(WrongPassword):
        open_slot(replace(slot_of(desk), **change), GOOD)


def test_the_recovery_code_opens_as_it_was_typed_and_holds_no_box_key(desk: World) -> None:
    code = keys.recovery_code(desk)
    slot = make_slot(desk, SlotKind.RECOVERY, "recovery", None, keys.plain_code(code), DATA_KEY, cost=CHEAP)
    assert [len(group) for group in code.split("-")] == [4] * 8
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        opened = open_slot(slot, keys.plain_code(typed))
        assert (opened.data_key, opened.box_key, opened.user_id) == (DATA_KEY, b"", None)
    with pytest.raises(WrongPassword):
        open_slot(slot, keys.plain_code(code[:-1] + ("2" if code[-1] != "2" else "3")))


def test_a_recovery_code_has_160_bits_of_letters_that_are_not_mistaken(desk: World) -> None:
    letters = "".join(keys.plain_code(keys.recovery_code(desk)) for _each in range(60))
    assert set(letters) == set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    assert len(set(letters)) == 32


# -- the file ------------------------------------------------------------------------------------------------------


def test_people_are_added_replaced_and_taken_out(desk: World, path: Path) -> None:
    keys.change_keys(desk, path, slot_of(desk, "chaltu"))
    keys.change_keys(desk, path, slot_of(desk, "chaltu", "other made-up words"), remove="amina")
    there = read_keys(desk, path)
    assert [slot.login for slot in there.slots] == ["berhan", "chaltu"]
    assert keys.require_slot(there, "chaltu").login == "chaltu"
    with pytest.raises(NotFound):
        keys.require_slot(there, "amina")
    assert keys.describe(there.slots[0]) == {"kind": "user", "login": "berhan", "failures": 0}


def test_the_key_file_is_its_owners_alone_and_holds_no_key_in_clear(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    content = path.read_text()
    for key in (DATA_KEY, BOX_KEY):
        assert key.hex() not in content
        assert keys._text(key) not in content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is not a key file"),
        (b"hello", "is not a key file"),
        (b"\xff\xfe", "is not a key file"),
        (b"[]", "is not a key file"),
        (b'{"register": 5}', "is not a key file"),
        (b'{"register": "1", "slots": [{"kind": "king"}]}', "is not a key file"),
        (b'{"register": "1", "format": "something"}', "newer version"),
        (b'{"register": "1", "version": 2}', "newer version"),
    ],
)
def test_what_is_no_key_file_is_refused_in_a_sentence(desk: World, tmp_path: Path, content: bytes, words: str) -> None:
    place = tmp_path / "x.keys"
    place.write_bytes(content)
    with pytest.raises(NoRegister, match=words):
        read_keys(desk, place)


def test_a_missing_key_file_is_named(desk: World, tmp_path: Path) -> None:
    with pytest.raises(NoRegister, match=r"x\.keys.*is missing"):
        read_keys(desk, tmp_path / "x.keys")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("salt", "!"),
        ("salt", ""),
        ("nonce", ""),
        ("box", "ü"),
        ("user_id", "xyz"),
        ("not_before", "tomorrow"),
        ("not_before", "2019-03-04"),
        ("cost", {"memory": -1, "passes": 1, "lanes": 1}),
        ("cost", {"memory": 1 << 40, "passes": 1, "lanes": 1}),
    ],
)
def test_a_damaged_slot_is_a_sentence_not_a_fault(desk: World, path: Path, name: str, value: object) -> None:
    content = json.loads(path.read_text())
    content["slots"][0][name] = value
    path.write_text(json.dumps(content))
    with pytest.raises((NoRegister, WrongPassword)) as refused:
        unlock(desk, path, "amina", GOOD)
    assert refused.value.hint
