"""Which field a service's refusal speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from registry_app.core.errors import RegistryError
from registry_app.core.names import search_key
from registry_app.core.texts import FSI, PDI
from registry_app.ui.forms.field import Field

_DATA: Final = re.compile(f"{FSI}([^{FSI}{PDI}]*){PDI}")


def field_of(error: RegistryError, fields: Mapping[str, Field], aliases: Mapping[str, str]) -> str:
    """The name of the field, empty where it cannot be told.

    A sentence names its data in isolates (`texts.say`): one that is a field's label, its name or an alias speaks of that
    field; else one that is exactly what a single field shows.
    """
    data = [search_key(found) for found in _DATA.findall(error.sentence)]
    called = {search_key(field.words): name for name, field in fields.items()}
    called.update({search_key(words): name for words, name in aliases.items() if name in fields})
    for datum in filter(None, data):
        if datum in called:
            return called[datum]
    for datum in filter(None, data):
        showing = [name for name, field in fields.items() if datum == search_key(field.words_of(field.typed()))]
        if len(showing) == 1:
            return showing[0]
    return ""
