"""Sketches: what the shapes of zones and belts are drawn from, without any geometry.

Two atlases on the same boundaries and places with equal parts of a sketch have equal
shapes there. So an atlas of fewer claims takes over what was drawn from the claims that
are left, and draws anew only what rested on a claim that is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .atlas import Atlas, Item, Reading
from .claims import Belt, Claim, Extent, Line, Site
from .definitions import Definition, group_readings, words_of
from .evidence import Evidence, Spot, gather_evidence

__all__ = ["Outline", "Sketch", "footprint_key", "sketch"]


@dataclass(frozen=True, slots=True)
class Outline:
    """A reading of a zone before it is drawn.

    Attributes
    ----------
    reading
        Without geometry.
    definition
        Its formula.
    radii
        Radius in km of each area, under the key that the definition gives it.
    evidence
        Places that speak for where the zone lies.
    """

    reading: Reading
    definition: Definition
    radii: Mapping[Site, float]
    evidence: Evidence

    @property
    def shape_key(self) -> object:
        """Equal for outlines with equal inner and outer geometry."""
        return self.definition, tuple(sorted(self.radii.items(), key=repr))

    @property
    def estimate_key(self) -> object:
        """Equal for outlines with equal estimates."""
        sides = self.evidence.inside, self.evidence.outside
        spots = tuple(tuple(_spot_key(s) for s in side) for side in sides)
        listed = tuple(_spot_key(spot) for spot in self.evidence.listed)
        return self.shape_key, spots, listed


def _spot_key(spot: Spot) -> object:
    return replace(spot, claim="")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the shapes of an atlas are drawn from.

    Attributes
    ----------
    outlines
        By the id of the reading, zones in the order of their ids.
    belts
        The claims about each belt that are not denied, by its id.
    lines
        The claims that give lines.
    """

    outlines: Mapping[str, Outline]
    belts: Mapping[str, tuple[Claim, ...]]
    lines: tuple[Claim, ...]

    def homes(self, belt: str) -> list[Outline]:
        """Return the readings of the zones that a belt lies in."""
        bodies = (claim.body for claim in self.belts[belt])
        zones = {body.within for body in bodies if isinstance(body, Belt)}
        return [o for o in self.outlines.values() if o.reading.zone in zones]

    def belt_key(self, belt: str) -> object:
        """Equal for belts with equal geometry."""
        claims = *self.belts[belt], *self.lines
        homes = [
            (o.reading.id, o.reading.claims, o.estimate_key) for o in self.homes(belt)
        ]
        return tuple(claim.id for claim in claims), tuple(homes)

    def evidence_of(self, belt: Reading) -> tuple[str, ...]:
        """Return the claims that shaped the estimates whose border is a belt's line."""
        names = [
            name
            for outline in self.homes(belt.zone)
            if set(outline.reading.claims) & set(belt.claims)
            for name in outline.evidence.claims
        ]
        return tuple(dict.fromkeys(names))

    def only(self, reading: str) -> Sketch:
        """Return the sketch with no reading but this one of its zone."""
        zone = reading.rpartition("/")[0]
        kept = {
            name: outline
            for name, outline in self.outlines.items()
            if name == reading or outline.reading.zone != zone
        }
        return replace(self, outlines=kept)


def sketch(atlas: Atlas) -> Sketch:
    """Return what the shapes of an atlas are drawn from; its geometry is not asked."""
    claims = atlas.claims
    names = {
        item.id: item.name
        for item in atlas.items
        if item.kind in ("province", "other region")
    } | {district.code: district.name for district in atlas.districts}
    outlines: dict[str, Outline] = {}
    for zone in sorted({c.zone for c in claims if c.kind == "extent" and c.zone}):
        mine = [c for c in atlas.about[zone] if c.modality != "denied"]
        found: dict[tuple[str, ...], Evidence] = {}
        for definition, group in group_readings(mine).items():
            words = words_of(definition, names)
            ids = tuple(c.id for c in group)
            reading = Reading(f"{zone}/{definition.key}", zone, words, ids)
            whole = definition.whole
            if whole not in found:
                found[whole] = gather_evidence(atlas, zone, whole)
            outlines[reading.id] = Outline(
                reading, definition, _radii(group), found[whole]
            )
    belts: dict[str, tuple[Claim, ...]] = {}
    for claim in claims:
        if isinstance(claim.body, Belt) and claim.zone and claim.modality != "denied":
            belts[claim.zone] = (*belts.get(claim.zone, ()), claim)
    lines = tuple(c for c in claims if isinstance(c.body, Line))
    drawn = Sketch(outlines, {zone: belts[zone] for zone in sorted(belts)}, lines)
    return drawn if atlas.chosen is None else drawn.only(atlas.chosen)


def _radii(claims: Sequence[Claim]) -> dict[Site, float]:
    areas = [a for c in claims if isinstance(c.body, Extent) for a in c.body.areas]
    return {replace(a, error_km=None): a.error_km for a in areas if a.error_km}


def footprint_key(item: Item, claims: Mapping[str, Claim]) -> object:
    """Return what says where an item lies; equal keys, equal relations.

    Parameters
    ----------
    item
        A thing that may be inside a zone.
    claims
        Claims by id.
    """
    site = _site(item.claims, claims)
    belts = (claims[name].body for name in item.claims if item.kind == "belt")
    homes = tuple(body.within for body in belts if isinstance(body, Belt))
    place = item.lat, item.lon, item.error_km, item.admin1
    return item.kind, place, site, homes


def _site(names: Iterable[str], claims: Mapping[str, Claim]) -> Site | None:
    lead = next(iter(names), None)
    return None if lead is None else getattr(claims[lead].body, "where", None)
