"""The master list of keys that an open register holds."""

from __future__ import annotations

from registry_app.build.opened import Opened
from registry_app.documents import trust_files
from registry_app.documents.trust import TrustList
from registry_app.offices import queries as offices


def trust_of(opened: Opened) -> TrustList:
    """The newest master list that the register holds, signed by the root it was made with."""
    with opened.reading() as session:
        content = offices.newest_trust(session)
    return trust_files.load(content, pinned_root=opened.info.root_public)
