"""`registry agency|person|ban|letter|service|file|attachment`: exit status, keys, sentences."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest

from registry_app.cli import main
from registry_app.cli.output import Context, context
from registry_app.core.texts import bare
from tests.support.counter import counter

AGENCY_KEYS = {
    "id",
    "number",
    "name",
    "legal_form",
    "place",
    "region",
    "phone",
    "registered_on",
    "search_key",
    "merged_into_id",
    "set_aside_on",
}
CARD_KEYS = {
    "id",
    "office_id",
    "version",
    "number",
    "name",
    "legal_form",
    "company_number",
    "tax_number",
    "capital",
    "incorporated_on",
    "registered_on",
    "merged_into_id",
    "set_aside_on",
    "set_aside_reason",
    "names",
    "addresses",
    "contacts",
    "principals",
    "branches",
    "agents",
    "adherences",
    "merges",
    "licences",
}


@pytest.fixture
def registry(tmp_path, monkeypatch, capsys):
    """`registry …` by an officer on a fresh register; gives exit status, standard output, standard error.

    Each officer signs in once: stretching the password at every command is tested with `registry user`.
    """
    with counter(tmp_path) as office:

        @contextmanager
        def signed_in(_context):
            yield office.admin if context.user == "admin" else office.officer(context.user)

        monkeypatch.setattr(context, "world", office.admin.world)
        monkeypatch.setattr(Context, "opened", signed_in)
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        yield _calls(office.admin, tmp_path, capsys)


def _calls(opened, folder, capsys):
    def call(*words, by="clerk"):
        status = main(["--as", by, *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, bare(said.err)

    def read(*words, by="clerk"):
        status, out, err = call(*words, "--json", by=by)
        assert status == 0, err
        return json.loads(out)

    def refused(*words, by="clerk"):
        status, out, err = call(*words, by=by)
        assert (status, out) == (1, ""), (status, out)
        return err

    call.read, call.refused, call.opened, call.folder = read, refused, opened, folder
    return call


SELAM = (
    "agency", "register", "--name", "Selam Overseas PLC", "--also", "ሰላም ኤጀንሲ", "--trading", "Dove", "--capital", "100,000 ETB",
    "--address", "Bole Road 12", "--place", "Addis Ababa", "--phone", "0911234567", "--principal", "owner=Almaz Kebede",
)  # fmt: skip


def test_an_agency_from_its_registration_to_its_merge(registry):
    made = registry.read(*SELAM)
    assert set(made) == {"number", "id"}
    (row,) = registry.read("agency", "list", "--text", "ሰላ")
    assert set(row) == AGENCY_KEYS
    card = registry.read("agency", "show", made["number"])
    assert set(card) == CARD_KEYS
    assert card["capital"] == {"minor": 100_000_00, "currency": "ETB"}
    assert [each["name"] for each in card["names"]] == ["Selam Overseas PLC", "ሰላም ኤጀንሲ", "Dove"]
    assert card["licences"] == []
    assert "telephone" in registry.refused("agency", "register", "--name", "Other House", "--phone", "+251 911 234567")
    assert "much like" in registry.refused("agency", "register", "--name", "Selaam Oversees")
    second = registry.read("agency", "register", "--name", "Selaam Oversees", "--despite", "branch of another firm")
    registry.read("agency", "merge", second["number"], made["number"], "--reason", "the same after all")
    assert [each["number"] for each in registry.read("agency", "list")] == [made["number"]]
    assert len(registry.read("agency", "list", "--all")) == 2
    registry.read("agency", "split", second["number"], "--reason", "two firms")
    assert len(registry.read("agency", "list", "--limit", "0")) == 2
    first, *rest = registry.read("agency", "list")
    assert registry.read("agency", "list", "--after", first["number"]) == rest


def test_names_addresses_contacts_and_principals_change(registry):
    number = registry.read(*SELAM)["number"]
    registry.read(
        "agency", "change-name", number, "Peace Overseas PLC", "--from", "2019-03-04", "--reason", "new articles"
    )
    registry.read("agency", "add-name", number, "Peace", "--kind", "trading")
    registry.read("agency", "move", number, "--address", "Kazanchis 9", "--from", "2019-03-04")
    registry.read("agency", "add-contact", number, "e_mail", "info@peace.et")
    partner = registry.read(
        "agency", "add-principal", number, "partner", "--name", "Girma Hailu", "--share", "33.5", "--passport", "EP 1"
    )
    assert "share" in registry.refused("agency", "add-principal", number, "partner", "--name", "X Y", "--share", "much")
    registry.read("agency", "end-principal", number, partner["id"], "--on", "2019-03-04")
    card = registry.read("agency", "show", number)
    assert card["name"] == "Peace Overseas PLC"
    assert [(each["name"], each["share_bp"]) for each in card["principals"]] == [
        ("Almaz Kebede", None),
        ("Girma Hailu", 3350),
    ]
    (person,) = registry.read("person", "find", "girma")
    assert person["id"] == partner["person_id"]
    registry.read("person", "add-name", person["id"], "ግርማ ኃይሉ")
    registry.read("person", "add-document", person["id"], "national_id", "AA-77", "--original-seen")
    shown = registry.read("person", "show", person["id"])
    assert [each["number"] for each in shown["documents"]] == ["EP 1", "AA-77"]
    assert registry.read("person", "find", "aa77")[0]["id"] == person["id"]


def test_bad_words_are_one_sentence_with_the_way_out(registry):
    for words in (
        ("agency", "register", "--name", "a\u202eb"),
        ("agency", "register", "--name", "X", "--principal", "boss=Y"),
        ("agency", "register", "--name", "X", "--capital", "much"),
        ("agency", "show", "A-0"),
        ("person", "show", "nobody"),
        ("person", "show", "00000000-0000-0000-0000-000000000001"),
        ("letter", "show", "IN-0"),
        ("letter", "in", "Somebody", "--about", "x", "--received", "2019-03-04"),
        ("service", "show", "1"),
        ("file", "show", "F-0"),
        ("attachment", "get", "1", "--out", "x"),
        ("ban", "lift", "1", "--decision", "x"),
    ):
        error = registry.refused(*words)
        assert error.count("\n") == 1, words
        assert len(error) > 20
    assert "permission" in registry.refused("agency", "register", "--name", "X", by="auditor")


def test_a_person_is_banned_and_the_agency_is_told(registry):
    number = registry.read("agency", "register", "--name", "Zulu Kilo House", "--principal", "owner=Abdela Mohammed")[
        "number"
    ]
    common = ("--from", "2019-01-01", "--reason", "fraud", "--provision", "art. 44", "--decision", "D 7")
    assert "authority" in registry.refused("ban", "impose", "--name", "X Y", *common, by="director")
    status, _out, err = registry("user", "authorise", "director", "--verb", "ban:impose", "--verb", "ban:lift", "--instrument", "Dir. 9",
                                 "--dated", "2019-03-04", "--from", "2019-03-04", by="admin")  # fmt: skip
    assert status == 0, err
    ban = registry.read("ban", "impose", "--name", "عبدالله محمد", *common, by="director")["id"]
    assert [each["id"] for each in registry.read("ban", "list")] == [ban]
    verdicts = {each["code"]: each["verdict"] for each in registry.read("agency", "screen", number)}
    assert verdicts["screening:perhaps_banned"] == "cannot tell"
    registry.read("ban", "lift", ban, "--decision", "D 8", by="director")
    assert registry.read("ban", "list") == []
    assert len(registry.read("ban", "list", "--all")) == 1


def test_letters_slips_and_service(registry):
    agency = registry.read(*SELAM)["number"]
    arrived = registry.read("letter", "in", "Selam", "--about", "Application", "--received", "2019-03-04T08:00", "--enclosures", "3",
                            "--agency", agency, "--answer-due", "2019-03-04")  # fmt: skip
    assert arrived["number"].startswith("IN-")
    slip = registry.read("letter", "hand-in", arrived["number"], "--by", "Kebede", "--identity", "ID 4", "--received",
                         "2019-03-04T08:00", "--paper", "Articles", "--original", "Passport", "--missing", "Bank statement")  # fmt: skip
    assert (slip["received"], slip["missing"]) == (2, 1)
    assert [each["number"] for each in registry.read("letter", "list", "--unanswered")] == [arrived["number"]]
    answer = registry.read("letter", "out", "Selam", "--about", "Papers missing", "--answers", arrived["number"])
    assert registry.read("letter", "list", "--unanswered") == []
    shown = registry.read("letter", "show", arrived["number"])
    assert shown["answered_by"] == [answer["number"]]
    assert [each["state"] for each in shown["slips"][0]["papers"]] == ["received", "received", "missing"]
    registry.read("letter", "void", answer["number"], "--reason", "not sent")
    service = registry.read("service", "order", "notice", "--to", "Selam", "--number", answer["number"])["id"]
    words = (
        "service",
        "record",
        service,
        "served",
        "--on",
        "2019-03-04",
        "--by",
        "Tigist",
        "--to",
        "Almaz",
        "--hour",
        "09:30",
    )
    unproven = registry.read(*words)
    assert unproven["served_on"] is None
    assert "no proof" in unproven["why"]
    proof = registry.folder / "slip.pdf"
    proof.write_bytes(b"%PDF-1.4 signed")
    assert registry.read(*words, "--proof", proof)["served_on"] == "2019-03-04"
    assert registry.read("service", "show", service)["served_on"] == "2019-03-04"
    assert "does not count" in registry.refused("service", "deem", service)


def test_a_paper_file_goes_round(registry):
    made = registry.read("file", "open", "Selam", "--shelf", "A-3")
    number = made["number"]
    registry.read("file", "add-folio", number, "Application")
    registry.read("file", "charge-out", number, "--to", "licensing")
    assert "Lemma" in registry.refused("file", "charge-out", number, "--to", "finance")
    assert [each["with_officer"] for each in registry.read("file", "list", "--out")] == ["Lemma Licensing"]
    registry.read("file", "take-back", f"{number}/1", "--shelf", "B-1")
    registry.read("file", "close", number)
    shown = registry.read("file", "show", number)
    assert [each["kind"] for each in shown["movements"]] == ["opened", "charged_out", "returned", "closed"]
    assert shown["folios"] == [{"number": 1, "what": "Application"}]
    words = ("file", "hand-over", "licence", "--number", "L-1", "--to", "Kebede", "--identity", "ID 4")
    assert "signature" in registry.refused(*words)
    registry.read(*words, "--signed")


def test_files_are_attached_listed_copied_and_verified(registry):
    number = registry.read(*SELAM)["number"]
    paper = registry.folder / "articles.pdf"
    paper.write_bytes(b"%PDF-1.7 articles of association")
    made = registry.read("attachment", "add", number, paper, "--kind", "articles", "--dated", "2011-05-06")
    assert made["media_type"] == "application/pdf"
    (row,) = registry.read("attachment", "list", number)
    assert (row["title"], row["dated"], row["size"]) == ("articles.pdf", "2011-05-06", 32)
    registry.read("attachment", "get", made["id"], "--out", registry.folder / "copy.pdf")
    assert (registry.folder / "copy.pdf").read_bytes() == paper.read_bytes()
    assert registry.read("attachment", "verify") == []
    place = registry.opened.vault.place_of(made["sha256"])
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    status, out, _err = registry("attachment", "verify", "--json")
    assert (status, json.loads(out)[0]["missing"]) == (1, False)
    assert "changed on the disk" in registry.refused(
        "attachment", "get", made["id"], "--out", registry.folder / "bad.pdf"
    )
    registry.read("attachment", "set-aside", made["id"], "--reason", "wrong agency")
    assert registry.read("attachment", "list", number) == []
    assert registry.read("attachment", "sweep", by="admin") == {"removed": 0}
