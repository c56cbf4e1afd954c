"""What a person keeps of a list: columns, their widths, the order, and filters under a name of his own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from registry_app.core.paging import Filters, Sort
from registry_app.ui.lists.source import Column

Row = TypeVar("Row")
_NARROWEST: Final = 40
_WIDEST: Final = 2_000
_LONGEST_NAME: Final = 60


class Settings(Protocol):
    """Where a person's choices are kept: values that JSON can hold, by key (`ui.preferences.Preferences`)."""

    def get(self, key: str, usual: Any = None) -> Any:
        """The value kept, `usual` when there is none."""

    def set(self, key: str, value: Any) -> None:
        """Keep a value in place of the one before."""


class Forgetful:
    """Keeps choices as long as the list lives."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def get(self, key: str, usual: Any = None) -> Any:
        """The value kept."""
        return self._values.get(key, usual)

    def set(self, key: str, value: Any) -> None:
        """Keep a value."""
        self._values[key] = value


@dataclass(frozen=True)
class SavedFilters:
    """Filters and an order under a name."""

    name: str
    filters: Filters
    sort: Sort


class Kept:
    """The choices for one list. What was kept by another version, or spoiled by hand, counts as not chosen."""

    def __init__(self, settings: Settings, name: str) -> None:
        """`name` is the list's place among the settings, such as `agencies`."""
        self._settings = settings
        self._place = f"lists/{name}"

    def columns(self, columns: Sequence[Column[Row]]) -> list[Column[Row]]:
        """The columns to show, in their order: those chosen, or the usual ones."""
        chosen = self._get("columns")
        by_code = {column.code: column for column in columns}
        if isinstance(chosen, list):
            found = [by_code[code] for code in dict.fromkeys(map(str, chosen)) if code in by_code]
            if found:
                return found
        return [column for column in columns if column.shown]

    def keep_columns(self, codes: Sequence[str]) -> None:
        """Keep which columns are shown, in this order; none means the usual ones."""
        self._set("columns", list(codes))

    def widths(self) -> dict[str, int]:
        """The widths chosen, in pixels at 100 % text."""
        found = self._get("widths")
        if not isinstance(found, Mapping):
            return {}
        return {str(code): min(max(wide, _NARROWEST), _WIDEST) for code, wide in found.items() if type(wide) is int}

    def keep_width(self, code: str, wide: int) -> None:
        """Keep the width of a column; the others go on taking what they need."""
        self._set("widths", self.widths() | {code: wide})

    def sort(self, columns: Sequence[Column[Row]], usual: Sort) -> Sort:
        """The order chosen last, where the list still has it."""
        found = _sort(self._get("sort"))
        return found if found is not None and found.by in {column.sort for column in columns} else usual

    def keep_sort(self, sort: Sort) -> None:
        """Keep the order."""
        self._set("sort", [sort.by, sort.descending])

    def saved(self) -> list[SavedFilters]:
        """The filters saved, by name."""
        found = self._get("saved")
        read = [_saved(str(name), each) for name, each in found.items()] if isinstance(found, Mapping) else []
        return sorted((each for each in read if each is not None), key=lambda each: each.name.casefold())

    def save(self, name: str, filters: Filters, sort: Sort) -> None:
        """Save filters under a name, in place of what it named before."""
        plain = " ".join(name.split())[:_LONGEST_NAME]
        if plain:
            self._keep([*(each for each in self.saved() if each.name != plain), SavedFilters(plain, filters, sort)])

    def forget(self, name: str) -> None:
        """Save them no longer."""
        self._keep([each for each in self.saved() if each.name != name])

    def _keep(self, saved: Sequence[SavedFilters]) -> None:
        self._set(
            "saved",
            {
                each.name: {
                    "text": each.filters.text,
                    "chosen": [list(pair) for pair in each.filters.chosen],
                    "sort": [each.sort.by, each.sort.descending],
                }
                for each in saved
            },
        )

    def _get(self, what: str) -> Any:
        return self._settings.get(f"{self._place}/{what}")

    def _set(self, what: str, value: Any) -> None:
        self._settings.set(f"{self._place}/{what}", value)


def _sort(value: Any) -> Sort | None:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], bool):
        return Sort(value[0], value[1])
    return None


def _saved(name: str, value: Any) -> SavedFilters | None:
    if not isinstance(value, Mapping):
        return None
    text, chosen, sort = value.get("text"), value.get("chosen"), _sort(value.get("sort"))
    if not isinstance(text, str) or not isinstance(chosen, list) or sort is None:
        return None
    pairs = [tuple(pair) for pair in chosen if isinstance(pair, list) and list(map(type, pair)) == [str, str]]
    return SavedFilters(name, Filters(text, tuple(pairs)), sort)
