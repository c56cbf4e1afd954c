"""The rule book from the command line: what is printed, which keys, which exit status."""

from __future__ import annotations

import json

import pytest

from registry_app.cli import main
from registry_app.cli.output import context
from registry_app.core.paths import DEMO, RULE_BOOKS
from registry_app.core.texts import bare
from registry_app.rulebook.keys import KEYS
from tests.support.office import PASSWORD, opened_register, test_world
from tests.support.rulebook import BOOK, adopt_ethiopia

FILE = RULE_BOOKS / f"{BOOK}.toml"
ANSWER_KEYS = {
    "key",
    "meaning",
    "unit",
    "known",
    "value",
    "shown",
    "source",
    "quote",
    "as_of",
    "confidence",
    "provenance",
    "instrument",
    "note",
    "effective_from",
    "effective_to",
    "confirmed",
}


@pytest.fixture
def registry(tmp_path, monkeypatch, capsys):
    """`registry rulebook …` by an officer on a fresh register; gives exit status, standard output, standard error."""
    opened = opened_register(tmp_path, test_world())
    monkeypatch.setattr(context, "world", opened.world)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD)

    def call(*words, by="admin", noun="rulebook"):
        common = ["--register", str(opened.location.path), "--as", by, "--passphrase-file", str(secret)]
        status = main([*common, noun, *words])
        said = capsys.readouterr()
        return status, said.out, bare(said.err)

    call.opened = opened
    yield call
    opened.close()


def as_json(found):
    status, out, err = found
    assert status == 0, err
    return json.loads(out)


def test_a_book_is_adopted_confirmed_and_completed_by_two(registry):
    assert as_json(registry("adopt", BOOK, "--json")) | {"id": 0} == {
        "id": 0,
        "book": BOOK,
        "known": 112,
        "unknown": 55,
    }
    assert as_json(registry("confirm", "--json")) == {"count": 112}
    status, _out, err = registry("approve-confirmation")
    assert status == 1
    assert "four eyes" in err
    assert as_json(registry("approve-confirmation", "--json", by="director")) == {"count": 112}
    house = as_json(registry("set", str(DEMO / "house-rules-et.toml"), "--json"))
    assert house["from_day"] == "2019-01-02"
    assert as_json(registry("approve-set", "--json", by="director")) == {"keys": house["keys"]}
    (row,) = as_json(registry("list", "--json"))
    assert (row["book"], row["applies_from"], row["applies_to"]) == (BOOK, "2016-02-19", None)
    assert row["confirmed"] == row["values"]
    report = as_json(registry("--json", noun="verify"))
    assert (report["intact"], report["findings"]) == (True, [])


def test_the_law_is_shown_with_its_reasons(registry):
    adopt_ethiopia(registry.opened)
    one = as_json(registry("show", "guarantee.requirement", "--json"))
    assert set(one) == ANSWER_KEYS
    assert one["value"]["amount"] == {"amount": "100000", "currency": "USD", "or_equivalent": ["ETB"]}
    assert one["source"] == "art. 60(1)"
    some = as_json(registry("show", "guarantee.", "--json"))
    assert all(set(row) == ANSWER_KEYS for row in some)
    assert {row["key"] for row in some} == {key for key in KEYS if key.startswith("guarantee.")}
    assert len(as_json(registry("show", "--json"))) == len(KEYS)
    early = as_json(registry("show", "guarantee.sharing", "--on", "2018-12-31", "--json"))
    assert (early["known"], early["shown"]) == (False, "not set by the regulator")
    status, out, _err = registry("show", "sanction.ladder")
    assert status == 0
    assert "47" in out


def test_what_nobody_set_is_listed(registry):
    adopt_ethiopia(registry.opened)
    rows = as_json(registry("unknown", "--json"))
    assert all(set(row) == {"key", "meaning", "note"} for row in rows)
    assert "licence.number_format" in {row["key"] for row in rows}
    assert "guarantee.sharing" not in {row["key"] for row in rows}


def test_an_unknown_key_or_book_is_refused_with_a_sentence(registry):
    adopt_ethiopia(registry.opened)
    status, _out, err = registry("show", "licence.colour")
    assert (status, err.splitlines()) == (1, ["No key starts with licence.colour. See registry rulebook show."])
    status, _out, err = registry("adopt", "et/1-1900")
    assert status == 1
    assert "There is no rule book et/1-1900" in err


def test_a_file_of_another_book_sets_nothing(registry, tmp_path):
    adopt_ethiopia(registry.opened)
    other = tmp_path / "house.toml"
    other.write_text((DEMO / "house-rules-et.toml").read_text(encoding="utf-8").replace(BOOK, "my/2017"))
    status, _out, err = registry("set", str(other))
    assert status == 1
    assert "was written for my/2017" in err


def test_a_decision_after_the_end_is_confirmed_by_two(registry):
    adopt_ethiopia(registry.opened)
    words = ("confirm-in-force", "end", "--instrument", "Opinion 5/2025", "--from", "2025-08-14", "--to", "2025-12-31")
    assert as_json(registry(*words, "--json")) == {"about": "end"}
    assert set(as_json(registry("approve-in-force", "--json", by="deputy"))) == {"id"}
    status, _out, err = registry("confirm-in-force", "ending", *words[2:])
    assert status == 1
    assert "has no doubt named ending" in err


def test_check_needs_no_register_and_counts(capsys):
    assert main(["--json", "rulebook", "check", str(FILE)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["usable"] is True
    assert (found["keys"], found["known"], found["unknown"], found["missing"]) == (len(KEYS), 112, 55, [])


def test_check_names_file_line_and_the_way_to_mend(tmp_path, capsys):
    text = FILE.read_text(encoding="utf-8").replace('"licence.display"', '"licence.dispaly"')
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    line = text.splitlines().index('[section.values."licence.dispaly"]') + 1
    assert main(["rulebook", "check", str(broken)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"broken.toml:{line}: licence.dispaly: There is no key licence.dispaly. Use one of ")
    assert main(["rulebook", "check", str(broken), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["usable"] is False
    assert [each["line"] for each in found["mistakes"]] == [line]


def test_the_bundled_books_are_listed_without_a_register(capsys):
    assert main(["rulebook", "list", "--bundled", "--json"]) == 0
    assert [row["book"] for row in json.loads(capsys.readouterr().out)] == [BOOK]
