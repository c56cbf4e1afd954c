"""What one person prefers on this computer: language, light or dark, text size, columns, saved filters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registry_app.core.errors import RegistryError
from registry_app.core.texts import _, say

if TYPE_CHECKING:
    from registry_app.core.world import World


class Preferences:
    """Plain values by key, kept as JSON in a file of the operating system's user; never data of the register.

    A damaged file is set aside under another name and said once in `trouble`; the program starts with what is usual.
    """

    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self._path = path
        self._values: dict[str, Any] = {}
        self.trouble = ""
        self._read()

    def get(self, key: str, usual: Any = None) -> Any:
        """The value of a key, `usual` where nobody chose."""
        return self._values.get(key, usual)

    def set(self, key: str, value: Any) -> None:
        """Keep a value; where the disk refuses, it holds until the program ends and `trouble` says so."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self._world.files.write(self._path, json.dumps(self._values, ensure_ascii=False).encode(), private=True)
        except RegistryError as error:
            self.trouble = str(error)

    def _read(self) -> None:
        files = self._world.files
        try:
            if not files.exists(self._path):
                return
            values = json.loads(files.read(self._path))
            self._values = dict(**values)
        except (ValueError, TypeError, RecursionError):
            aside = self._path.with_name(self._path.name + ".damaged")
            self.trouble = say(
                _("The file of your settings was damaged; it was set aside as {file} and the usual settings are used."),
                file=aside.name,
            )
            try:
                files.rename(self._path, aside)
            except RegistryError:
                return
        except RegistryError as error:
            self.trouble = str(error)
