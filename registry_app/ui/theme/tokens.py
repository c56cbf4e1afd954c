"""The colours by what they are for, light and dark; each text keeps 4.5 : 1 on each ground it may stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What a thing's state means for the officer; shown by colour, icon and word together."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"


STATE_ICONS: Final = {
    State.OK: "circle-check",
    State.WARN: "alert-triangle",
    State.BAD: "circle-x",
    State.INFO: "info-circle",
    State.NEUTRAL: "circle",
}


@dataclass(frozen=True)
class Tokens:
    """Colours as `#RRGGBB`.

    Grounds: `page` under everything, `surface` of cards and fields, `rail`, `hover`, `selected`, `accent_soft` and one
    soft ground for each state. `line` is the hairline of cards, `field_line` the border of what can be filled in
    (3 : 1). `faint` is the quietest text and stands on `page`, `surface`, `rail` and `hover` only. `series` are the
    colours of charts in their order (3 : 1 on `surface`), `quiet` the bars beside the one that matters.
    """

    dark: bool
    page: str
    surface: str
    rail: str
    hover: str
    selected: str
    selected_text: str
    line: str
    field_line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_strong: str
    accent_text: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    quiet: str
    series: tuple[str, ...]

    def ink(self, state: State) -> str:
        """The colour in which a state's word and icon are written."""
        return self.colour(state.value)

    def soft(self, state: State) -> str:
        """The ground on which they stand."""
        return self.colour(f"{state.value}_soft")

    def colour(self, role: str) -> str:
        """The colour of a role by its name, such as `muted`; `LookupError` where there is none."""
        if role not in COLOURS:
            raise LookupError(role)
        return str(getattr(self, role))

    def texts_on_grounds(self) -> Iterator[tuple[str, str]]:
        """Every pair of a text's role and a ground's role that the screens may use."""
        quiet_grounds = ("page", "surface", "rail", "hover")
        for text in ("text", "muted", "accent", *(state.value for state in State)):
            for ground in (*quiet_grounds, "selected"):
                yield text, ground
        for ground in quiet_grounds:
            yield "faint", ground
        for state in State:
            yield state.value, f"{state.value}_soft"
            yield "text", f"{state.value}_soft"
        yield "accent", "accent_soft"
        yield "text", "accent_soft"
        yield "accent_text", "accent"
        yield "accent_text", "accent_strong"
        yield "selected_text", "selected"
        yield "surface", "text"  # tool tips
        yield "surface", "bad"  # the button of a grave step


COLOURS: Final = frozenset(each.name for each in fields(Tokens)) - {"dark", "series"}

LIGHT: Final = Tokens(
    dark=False,
    page="#F5F6F8",
    surface="#FFFFFF",
    rail="#FBFBFC",
    hover="#EEF1F5",
    selected="#DCE9FB",
    selected_text="#0E2A57",
    line="#E3E6EB",
    field_line="#8790A0",
    text="#17202E",
    muted="#566172",
    faint="#626C7C",
    accent="#1F5FBF",
    accent_strong="#184D9C",
    accent_text="#FFFFFF",
    accent_soft="#E6EFFC",
    ok="#17703F",
    ok_soft="#DFF3E7",
    warn="#855500",
    warn_soft="#FCEFCF",
    bad="#B3261E",
    bad_soft="#FBE3E1",
    info="#1F5FBF",
    info_soft="#E3EDFB",
    neutral="#4B5563",
    neutral_soft="#EBEEF2",
    quiet="#B9D0F1",
    series=("#1F5FBF", "#1E8A7E", "#B7791F", "#C8553D", "#7A55B5", "#6B7686"),
)

DARK: Final = Tokens(
    dark=True,
    page="#14171C",
    surface="#1C2027",
    rail="#171A20",
    hover="#242A33",
    selected="#1F3760",
    selected_text="#F2F7FF",
    line="#2C323C",
    field_line="#6B7686",
    text="#E7EBF1",
    muted="#A3ADBB",
    faint="#8D98A7",
    accent="#6BA4F8",
    accent_strong="#8DB9FA",
    accent_text="#0B1A30",
    accent_soft="#1F3354",
    ok="#7BD6A1",
    ok_soft="#173626",
    warn="#F0C36A",
    warn_soft="#3A2E12",
    bad="#FF9A92",
    bad_soft="#432220",
    info="#8DB9FA",
    info_soft="#1C3152",
    neutral="#B8C1CE",
    neutral_soft="#2A303A",
    quiet="#2F4F80",
    series=("#6BA4F8", "#5CC7B8", "#EDBE62", "#F08A72", "#B79BEA", "#98A3B3"),
)


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
