"""Keys end after three years; the shares of the root make new ones, and what the old ones signed goes on counting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry_app import schema
from registry_app.build import Answers, init_register, office_keys
from registry_app.build.key_renewal import renew_keys
from registry_app.core.errors import BadInput, NotFound
from registry_app.core.world import World, world_on
from registry_app.documents import trust_files
from registry_app.journal.verify import verify
from registry_app.offices.models import Purpose
from registry_app.offices.queries import newest_trust
from registry_app.store.engine import Location
from tests.support.office import PASSWORD


def test_new_keys_take_over_and_the_old_ones_still_vouch(tmp_path: Path, world: World) -> None:
    location = Location(str(tmp_path / "new.register"))
    answers = Answers("Ministry", "ET", "HQ", "Head office", "Africa/Addis_Ababa", "admin", "Abebe", PASSWORD)
    begun = init_register(location, answers, world)
    opened = begun.opened
    opened.checkpoint()
    old = opened.signer(Purpose.CHECKPOINT).key_id
    late = world_on(opened.world, date(2022, 6, 1))
    opened.world = opened.store.world = opened.journal.world = late
    with pytest.raises(NotFound, match="no key"):
        opened.checkpoint()
    with pytest.raises(BadInput, match="another register"):
        renew_keys(opened, *office_keys.split(office_keys.Root(bytes(32)), world))
    listed = renew_keys(opened, *reversed(begun.root_shares))
    assert (listed.sequence, len(listed.keys)) == (2, 8)
    assert opened.signer(Purpose.CHECKPOINT).key_id != old
    opened.checkpoint()
    with opened.reading() as session:
        kept = trust_files.load(newest_trust(session), pinned_root=opened.info.root_public)
        report = verify(
            session.connection(),
            schema.tables(),
            opened.checkpoint_keys(),
            own_office=opened.info.office_id.hex,
        )
    assert kept == listed
    assert report.findings == []
    assert report.logs[0].checkpoints == 2
    opened.close()
