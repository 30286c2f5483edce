"""Inks: the colours of a figure, the same as those of the page.

Zones, belts and actors differ in lightness and in pattern too, so a grey print keeps
them apart.
"""

from __future__ import annotations

__all__ = ["ACTORS", "INK", "MUTED", "PAPER"]

PAPER = "#ffffff"
INK = "#1c2733"
MUTED = "#566270"
FAINT = "#8b95a0"
ZONE = "#0072b2"
ZONE_DEEP = "#08588a"
BELT = "#00664c"
OTHER = "#8a4a74"
EVENT = "#d55e00"
SEA = "#dce8ee"
LAND = "#eceae4"
OWN = "#fbfaf7"
COAST = "#8fa9b6"
PROVINCE = "#c4beaf"
COUNTRY = "#857f72"
PROVINCE_NAME = "#8a8372"

ACTORS = (
    ("#b3541e", "////"),
    ("#3d7a3a", "...."),
    ("#5b4a9e", "\\\\\\\\"),
    ("#8f7a00", "xxxx"),
    ("#4d4d4d", "----"),
    ("#a03060", "++++"),
)
"""Colour and pattern of the ground of each actor, in the order of their names."""
