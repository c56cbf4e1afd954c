"""Rows that every figure about the journal is taken with."""

from __future__ import annotations

from datetime import date

from registry_app.agencies.models import Agency
from registry_app.build import Opened
from registry_app.core.world import World


def rows(world: World, opened: Opened, count: int, start: int) -> list[Agency]:
    """So many agencies that no register holds yet, numbered from `start`."""
    return [
        Agency(
            id=world.new_id(),
            office_id=opened.info.office_id,
            recorded_at=world.now(),
            number=f"A-HQ-2019-{start + place:07d}",
            name=f"Blue Nile Overseas Employment Agency {start + place}",
            search_key=f"blue nile overseas employment agency {start + place}",
            legal_form="plc",
            company_number=f"AA/{start + place}",
            tax_number=f"{start + place:010d}",
            capital_minor=100_000_000,
            capital_currency="ETB",
            incorporated_on=date(2010, 1, 1),
            registered_on=date(2019, 3, 4),
            merged_into_id=None,
            set_aside_on=None,
            set_aside_reason="",
        )
        for place in range(count)
    ]
