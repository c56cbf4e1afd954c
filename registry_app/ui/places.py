"""Places: where the desk can be."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where to go: a page by its code, the record it shows, a part of it such as a section."""

    page: str
    subject: uuid.UUID | None = None
    part: str = ""
