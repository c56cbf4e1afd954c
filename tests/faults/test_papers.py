"""Every point at which issuing a paper writes a file is made to fail: no paper without its record, no record half."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry_app import schema
from registry_app.build import Opened, issuing
from registry_app.build.grounds import GROUNDS
from registry_app.certificates import queries as papers
from registry_app.core.errors import RegistryError
from registry_app.core.world import seeded_world
from registry_app.journal.verify import verify
from tests.conftest import FIRST_MORNING
from tests.support.faulty import with_faults
from tests.support.licensing import Licensing
from tests.support.office import as_user
from tests.support.redress import office_in


@pytest.fixture(scope="module")
def licensing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Licensing]:
    """An office with the law adopted."""
    made = office_in(tmp_path_factory.mktemp("papers"), seeded_world(1, FIRST_MORNING, "Africa/Addis_Ababa"))
    yield Licensing(made)
    made.close()


@pytest.fixture(scope="module")
def licensed(licensing: Licensing) -> uuid.UUID:
    """An agency with a licence and a guarantee."""
    agency = licensing.agency("Horizon Overseas Employment")
    licensing.granted(agency)
    return agency


def issued(opened: Opened) -> set[str]:
    """The serials of papers that count, and their hashes."""
    with opened.reading() as session:
        return {row.serial for row in papers.list_papers(session) if row.state == "issued"}


def test_a_paper_is_issued_whole_or_its_number_stays_reserved_without_a_file(
    licensing: Licensing, licensed: uuid.UUID, tmp_path: Path
) -> None:
    office = licensing.office.opened
    number = 0
    while True:
        number += 1
        director = as_user(office, "director")
        world, files = with_faults(director.world, number)
        director.world = director.store.world = director.journal.world = world
        out = tmp_path / f"{number}.pdf"
        before = issued(office)
        refused = None
        try:
            issuing.issue_paper(director, licensed, "licence", "en", GROUNDS, out=out)
        except RegistryError as error:
            refused = error
        director.close()
        reached = len(files.points) >= number
        point = files.points[number - 1] if reached else "the end"
        new = issued(office) - before
        left = {path.name for path in tmp_path.iterdir()}
        assert not [name for name in left if name.endswith(".part")], point
        assert (out.name in left) <= bool(new), f"{point}: a paper lies there that does not count"
        if refused is None:
            assert len(new) == 1
            assert b"%%EOF" in out.read_bytes()[-32:]
        else:
            assert refused.hint, point
            assert out.name not in left
            assert not new or "is issued and kept" in refused.sentence, point
        if not reached:
            break
    assert number > 5, "it writes at several points"
    assert refused is None
    keys = office.checkpoint_keys()
    with office.reading() as session:
        report = verify(session.connection(), schema.tables(), keys, own_office=office.info.office_id.hex)
    assert report.findings == []
