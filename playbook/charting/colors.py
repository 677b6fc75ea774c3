"""Colours of charts, for a light and a dark background."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours for one background, the same as `.streamlit/config.toml` names; the six hues hold for colour-blind
    readers (after Okabe and Ito, 2008) and every chart tells its parts apart by shape, dash or label as well."""

    name: str
    background: str
    text: str
    muted: str
    grid: str
    blue: str
    orange: str
    green: str
    violet: str
    gold: str
    grey: str
    pale: str


LIGHT = Palette(
    name="light",
    background="#FFFFFF",
    text="#0B1220",
    muted="#4A5563",
    grid="#DDE3EA",
    blue="#1F5FBF",
    orange="#D55E00",
    green="#007A5E",
    violet="#8A5A9E",
    gold="#8C6D00",
    grey="#4A5563",
    pale="#EDF0F4",
)
DARK = Palette(
    name="dark",
    background="#0F141B",
    text="#E8EDF3",
    muted="#C3CCD6",
    grid="#2B3541",
    blue="#7FB0FF",
    orange="#FFA45C",
    green="#4FD1A5",
    violet="#CFA3E3",
    gold="#E6C85A",
    grey="#A9B4C0",
    pale="#262E38",
)
