"""Papers at a desk: the preview takes nothing, the kept file is the very one, the check knows what was withdrawn here."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator

import pytest

from registry_app.build import Opened, issuing
from registry_app.build.desk_papers import check_at_desk, kept_file, preview_paper, reprint_on_paper
from registry_app.build.grounds import GROUNDS
from registry_app.certificates import queries as papers
from registry_app.certificates import service as certificates
from registry_app.certificates.check_report import Genuineness
from registry_app.certificates.listing import NEWEST, PaperLine, PaperListing, get_line, id_of
from registry_app.certificates.pages import page_picture, page_sizes
from registry_app.certificates.wording import words
from registry_app.core.check_results import Verdict
from registry_app.core.errors import BadFile, BadInput, NotFound, RuleBroken
from registry_app.core.paging import At, Filters, Sort
from registry_app.core.world import seeded_world
from registry_app.documents.read_back import read_paper
from tests.conftest import FIRST_MORNING
from tests.support.licensing import Licensing
from tests.support.office import as_user
from tests.support.redress import office_in

LISTING = PaperListing()


@pytest.fixture(scope="module")
def licensing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Licensing]:
    made = office_in(tmp_path_factory.mktemp("desk_papers"), seeded_world(3, FIRST_MORNING, "Africa/Addis_Ababa"))
    yield Licensing(made)
    made.close()


@pytest.fixture(scope="module")
def director(licensing: Licensing) -> Iterator[Opened]:
    opened = as_user(licensing.office.opened, "director")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def licensed(licensing: Licensing) -> uuid.UUID:
    agency = licensing.agency("Horizon Overseas Employment")
    licensing.granted(agency)
    return agency


@pytest.fixture(scope="module")
def bare_agency(licensing: Licensing) -> uuid.UUID:
    return licensing.office.agency("Nothing Lodged")


def issue(opened: Opened, agency: uuid.UUID, kind: str = "compliance") -> tuple[uuid.UUID, issuing.Issued]:
    issued = issuing.issue_paper(opened, agency, kind, "en", GROUNDS)
    with opened.reading() as session:
        found = id_of(session, issued.serial)
    assert found is not None
    return found, issued


def texts(pdf: bytes) -> list[str]:
    return [element.text for element in read_paper(pdf).elements]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_preview_takes_no_number_and_says_what_the_paper_will_say(director, licensed, language):
    with director.reading() as session:
        before = len(papers.list_papers(session))
    preview = preview_paper(director, licensed, "compliance", language, GROUNDS)
    with director.reading() as session:
        assert len(papers.list_papers(session)) == before
    assert (preview.due.kind, preview.due.verdict) == ("compliance", Verdict.MET)

    issued = issuing.issue_paper(director, licensed, "compliance", language, GROUNDS)
    own = {issued.serial, words(language)("preview.serial")}
    said, will_say = texts(issued.pdf), texts(preview.pdf)
    differing = [text for text in set(said) ^ set(will_say) if not any(each in text for each in own)]
    assert all("registry/" in text or text in ("", " ") for text in differing), differing  # the journal's checkpoint
    assert len(page_sizes(preview.pdf)) == len(page_sizes(issued.pdf))


def test_a_preview_proves_nothing(director, licensed):
    preview = preview_paper(director, licensed, "licence", "en", GROUNDS)
    checked = check_at_desk(director, preview.pdf, "preview.pdf")
    assert checked.report.verdict is Genuineness.NOT_GENUINE


def test_where_not_all_is_met_the_preview_is_of_the_statement_of_reasons(director, bare_agency):
    preview = preview_paper(director, bare_agency, "compliance", "en", GROUNDS)
    assert (preview.due.kind, preview.due.verdict) == ("reasons", Verdict.NOT_MET)
    assert preview.due.found is not None
    with pytest.raises(RuleBroken, match="No licence"):
        preview_paper(director, bare_agency, "licence", "en", GROUNDS)
    with pytest.raises(BadInput):
        preview_paper(director, bare_agency, "diploma", "en", GROUNDS)


def test_the_kept_file_is_the_very_one_and_a_reprint_is_counted(director, licensed):
    paper, issued = issue(director, licensed)
    assert kept_file(director, paper) == issued.pdf
    with director.reading() as session:
        line = get_line(session, paper)
    with director.transaction("certificate:reprinted") as (session, actor):
        again = reprint_on_paper(session, actor, director.vault, line, "coffee was spilled on it", 2, "SP-7")
    assert again == issued.pdf
    with director.reading() as session:
        assert get_line(session, paper).paper.reprints == 2
    with pytest.raises(BadInput), director.transaction("certificate:reprinted") as (session, actor):
        reprint_on_paper(session, actor, director.vault, line, "  ", 1)
    with pytest.raises(NotFound):
        kept_file(director, uuid.UUID(int=5))


def test_what_was_not_previewed_is_not_issued(director, bare_agency):
    with director.reading() as session:
        before = len(papers.list_papers(session))
    with pytest.raises(RuleBroken, match="changed since the preview"):
        issuing.issue_paper(director, bare_agency, "compliance", "en", GROUNDS, previewed="compliance")
    with director.reading() as session:
        assert len(papers.list_papers(session)) == before
    assert (
        issuing.issue_paper(director, bare_agency, "compliance", "en", GROUNDS, previewed="reasons").kind == "reasons"
    )


def test_the_check_at_the_desk_compares_the_page_with_the_code(director, licensed):
    _paper, issued = issue(director, licensed)
    checked = check_at_desk(director, issued.pdf, "paper.pdf")
    assert checked.report.verdict is Genuineness.GENUINE
    assert checked.printed is not None
    assert checked.report.facts is not None
    assert checked.printed.serial == checked.report.facts.serial == issued.serial

    picture = io.BytesIO()
    page_picture(issued.pdf, 0, 3).save(picture, "PNG")
    photo = check_at_desk(director, picture.getvalue(), "photo.png")
    assert (photo.report.verdict, photo.printed) == (Genuineness.GENUINE, None)
    with pytest.raises(BadFile):
        check_at_desk(director, b"no paper at all", "letter.txt")


def test_the_desk_knows_at_once_what_was_withdrawn_here(director, licensed):
    _paper, issued = issue(director, licensed)
    with director.transaction("certificate:withdrawn") as (session, actor):
        certificates.withdraw(session, actor, issued.serial, "issued to the wrong agency")
    assert check_at_desk(director, issued.pdf, "paper.pdf").report.verdict is Genuineness.NOT_GENUINE


def test_a_changed_file_is_not_genuine(director, licensed):
    _paper, issued = issue(director, licensed)
    changed = issued.pdf[:-40] + bytes(40)
    assert check_at_desk(director, changed, "paper.pdf").report.verdict is Genuineness.NOT_GENUINE


def serials(opened: Opened, filters: Filters, sort: Sort = NEWEST) -> list[str]:
    with opened.reading() as session:
        lines: list[PaperLine] = LISTING.page(session, filters, sort, At(0), 500)
        assert LISTING.count(session, filters).number == len(lines)
        assert [line.id for line in lines] == LISTING.keys(session, filters, sort)
        for place, line in enumerate(lines):
            assert LISTING.place_of(session, filters, sort, line.id) == place
    return [line.paper.serial for line in lines]


def test_the_list_is_narrowed_by_kind_state_agency_day_and_words(director, licensed, bare_agency):
    kept, issued = issue(director, licensed, "licence")
    _reasons, statement = issue(director, bare_agency)
    every = serials(director, Filters())
    assert every == sorted(every, reverse=True)
    assert issued.serial in serials(director, Filters().adding("kind", "licence"))
    assert statement.serial in serials(director, Filters().adding("agency", bare_agency.hex))
    with director.reading() as session:
        line = next(
            line
            for line in LISTING.rows(session, LISTING.keys(session, Filters(), NEWEST))
            if line.paper.serial == statement.serial
        )
    assert line.agency_name == "Nothing Lodged"
    by_agency = Filters().adding("agency", bare_agency.hex)
    assert serials(director, Filters().saying(line.agency_number)) == serials(director, by_agency)
    assert serials(director, Filters().saying(issued.serial.lower())) == [issued.serial]
    with director.reading() as session:
        day = get_line(session, kept).paper.issued_on
    assert day is not None
    assert set(every) == set(serials(director, Filters().adding("issued_on", f"{day}/{day}")))
    assert serials(director, Filters().adding("valid_to", "2999-01-01/")) == []
    states = [
        serials(director, Filters().adding("state", state)) for state in ("issued", "withdrawn", "voided", "reserved")
    ]
    assert sorted(each for group in states for each in group) == sorted(every)
    assert set(serials(director, Filters(), Sort("valid_to"))) == set(every)
    assert set(serials(director, Filters(), Sort("agency", descending=True))) == set(every)
