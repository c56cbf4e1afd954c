"""New office keys before the old ones end: two directors bring the shares of the root."""

from __future__ import annotations

from registry_app.build.office_keys import join, make_office_keys
from registry_app.build.opened import Opened
from registry_app.documents import trust_files
from registry_app.documents.trust import TrustList
from registry_app.offices.queries import newest_trust


def renew_keys(opened: Opened, one: str, other: str) -> TrustList:
    """A fresh key for each purpose from today on, on the ministry's next master list; needs both shares of the root.

    What the former keys signed goes on counting. Raises `BadInput` as `office_keys.join` does.
    """
    root = join(one, other, opened.info.root_public)
    with opened.transaction("key:added") as (session, actor):
        former = trust_files.load(newest_trust(session), pinned_root=opened.info.root_public)
        listed = make_office_keys(
            session,
            actor,
            opened.world,
            root,
            opened.unlocked.data_key,
            ministry=opened.info.name,
            office=opened.office.code,
            former=former,
        )
    opened.forget_keys()
    return listed
