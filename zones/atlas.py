"""The atlas: everything built from one dossier and its reference geography.

An atlas is small and needs no geometry library: geometries are kept as WKB, and where
an item lies in a reading stands in a table of :class:`Relation`. Every answer is a
combination of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geodata.periods import FUTURE

from .certainty import Certainty
from .claims import Belt, Claim, Control, Event, Extent, Post, Status, is_done
from .definitions import Definition, define, is_finer, standing
from .documents import Document
from .timeframes import (
    StatusFrame,
    Timeframe,
    as_presence,
    event_frame,
    last_heard,
    regime_frame,
    state_frame,
    status_frames,
    stood_until,
)

if TYPE_CHECKING:
    from .control import ControlIndex
    from .sketches import Sketch

__all__ = [
    "Atlas",
    "BoundarySource",
    "District",
    "Ground",
    "Item",
    "Reading",
    "Relation",
    "is_zone_claim",
]


@dataclass(frozen=True, slots=True)
class BoundarySource:
    """Whose boundaries an atlas was built on, their view and their error in km."""

    source: str
    attribution: str
    licence: str
    view: str
    error_km: float
    sha256: str

    def head(self) -> dict[str, Any]:
        """Say the source, the view and the error as an answer does."""
        return {"source": self.source, "view": self.view, "error_km": self.error_km}


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a zone: all claims with an equal definition, and its geometry.

    Attributes
    ----------
    id
        ``<zone>/<key of the definition>``.
    words
        The definition in words.
    inner, outer, estimate
        WKB in EPSG:4326, or None: what must be inside, what may be inside, and a
        drawing aid between them.
    derived
        How the line of a belt was derived; None where a claim gives it. Beyond what is
        drawn along a derived line the answer is unknown, not no.
    method
        How the estimate was drawn and with what error, in words.
    evidence
        Claims about places that the estimate, or a derived line, was drawn from.
    """

    id: str
    zone: str
    words: str
    claims: tuple[str, ...]
    inner: bytes | None = None
    outer: bytes | None = None
    estimate: bytes | None = None
    derived: str | None = None
    method: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """A region below the provinces, of boundaries that have such.

    Fields as of :class:`geodata.boundaries.Region`; ``geometry`` is WKB in EPSG:4326.
    """

    code: str
    name: str
    names: tuple[str, ...]
    country: str
    level: int
    pcode: str | None
    kind: str
    parent: str | None
    geometry: bytes


@dataclass(frozen=True, slots=True)
class Ground:
    """Ground drawn for what one control claim says of a town: a part of an estimate.

    ``geometry`` is WKB in EPSG:4326; how far it reaches is an assumption.
    """

    zone: str
    claim: str
    name: str
    geometry: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be inside a zone.

    Attributes
    ----------
    kind
        ``province``, ``place``, ``post``, ``event`` or ``belt``.
    lat, lon, error_km
        WGS 84 degrees and the radius in km; None where no place is known.
    names
        Further spellings that it is found by.
    claims
        Claims that it rests on; empty for places and provinces.
    source
        Where the position comes from.
    geometry
        WKB of a province in EPSG:4326, else None.
    """

    id: str
    kind: str
    name: str
    type: str | None = None
    lat: float | None = None
    lon: float | None = None
    error_km: float | None = None
    admin1: str | None = None
    country: str | None = None
    pcode: str | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    source: str | None = None
    geometry: bytes | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Where an item lies in a reading of a zone; a pair without a row is ``no``.

    Attributes
    ----------
    space
        The answer, without time.
    part
        ``whole`` or ``part`` for a region, else None.
    km
        Distance in km to the nearest ground that the reading states, if any.
    rule
        Which rule gave the answer: ``claim``, ``admin-1``, ``geometry`` or ``none``.
    """

    item: str
    zone: str
    reading: str
    space: Certainty
    part: str | None = None
    km: float | None = None
    rule: str = "geometry"


@dataclass(frozen=True)
class Atlas:
    """Documents, claims, readings, items and relations that answers combine."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    items: tuple[Item, ...]
    relations: tuple[Relation, ...]
    boundaries: BoundarySource
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Items (places and provinces) by folded name."""
    later: frozenset[str] = frozenset()
    """Ids of documents that exist but are left out of this atlas."""
    grounds: Sequence[Ground] = ()
    """Ground that control claims speak of, within the agreed estimates."""
    cautions: tuple[str, ...] = ()
    """What was coarsened or left out so as to do no harm, in words."""
    coverage: tuple[str, ...] = ()
    """What the documents do not cover, as their dossier says in words."""
    districts: tuple[District, ...] = ()
    """Regions below the provinces, which estimates keep to."""
    grid_km: float | None = None
    """Width of the grid that positions were moved to: nothing is drawn from such."""

    chosen: str | None = None
    """Id of the reading that stands for its zone, where one was chosen."""

    def _repr_mimebundle_(self, **kinds: Any) -> dict[str, Any]:
        """Return the forms that a notebook shows; see :mod:`zones.showing`."""
        from .showing import bundle

        return bundle(self, **kinds)

    @cached_property
    def sketch(self) -> Sketch:
        """What the shapes of the zones and belts are drawn from."""
        from .sketches import sketch

        return sketch(self)

    @cached_property
    def document(self) -> Mapping[str, Document]:
        """Documents by id."""
        return MappingProxyType({each.id: each for each in self.documents})

    @cached_property
    def claim(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return MappingProxyType({each.id: each for each in self.claims})

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """Items by id."""
        return MappingProxyType({each.id: each for each in self.items})

    @cached_property
    def province_names(self) -> Mapping[str, str]:
        """Names of the provinces by id."""
        named = {i.id: i.name for i in self.items if i.kind == "province"}
        return MappingProxyType(named)

    @cached_property
    def about(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims of each zone and belt by its id, zones in the order of their ids."""
        groups: dict[str, list[Claim]] = {}
        for claim in self.claims:
            if claim.zone is not None:
                groups.setdefault(claim.zone, []).append(claim)
        return MappingProxyType({zone: tuple(groups[zone]) for zone in sorted(groups)})

    @cached_property
    def status_zones(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Zones of which a document says a status, by both."""
        told: dict[tuple[str, str], set[str]] = {}
        for claim in self.claims:
            if isinstance(claim.body, Status) and claim.zone is not None:
                key = claim.document, claim.body.status
                told.setdefault(key, set()).add(claim.zone)
        return MappingProxyType({key: frozenset(told[key]) for key in told})

    @cached_property
    def control_claims(self) -> tuple[tuple[Claim, Control], ...]:
        """Claims of who holds which ground that say more than a plan, with bodies."""
        done = (c for c in self.claims if is_done(c))
        return tuple((c, c.body) for c in done if isinstance(c.body, Control))

    @cached_property
    def control_index(self) -> ControlIndex:
        """The same by what they may speak of."""
        from .control import ControlIndex

        return ControlIndex(self)

    @cached_property
    def holdings(self) -> tuple[tuple[Claim, Control, Timeframe], ...]:
        """Each claim of who takes or holds some ground, and when that holds."""
        from .control import holding_frames

        return tuple(holding_frames(self))

    def kind_of(self, zone: str) -> str:
        """Say whether an id is that of a zone or of a belt."""
        claims = self.about.get(zone, ())
        return "belt" if any(isinstance(c.body, Belt) for c in claims) else "zone"

    def zone_ids(self) -> list[str]:
        """Ids of the zones and belts that some claim says more of than a plan."""
        return [zone for zone, claims in self.about.items() if is_zone_claim(claims)]

    def home_of(self, belt: str) -> str | None:
        """Return the zone that claims put a belt in, the first of them."""
        bodies = (claim.body for claim in self.about.get(belt, ()))
        return next(
            (b.within for b in bodies if isinstance(b, Belt) and b.within), None
        )

    def name_of(self, zone: str) -> str:
        """Return what the claims call a zone: its ground, else a name of it."""
        from .naming import ground_name, name_of_id

        named = ground_name(self.about.get(zone, ()), self.item)
        by_id = name_of_id(zone, self.type_of(zone))
        plain = (named or "").removeprefix("The ")
        is_kind = plain == plain.lower()  # "buffer zone": which one?
        return by_id if named is None or is_kind and by_id != zone else named

    @cached_property
    def called(self) -> Mapping[str, str]:
        """What a sentence calls each zone and belt; of one name, with their ids."""
        from .naming import called

        return MappingProxyType(called({z: self.name_of(z) for z in self.about}))

    def type_of(self, zone: str) -> str:
        """Return the term that most claims use of a zone, the first of equals.

        The type of a post or an event in a zone is its own, not the zone's.
        """
        from .naming import commonest

        claims = self.about.get(zone, ())
        own = (c.type for c in claims if not isinstance(c.body, Post | Event))
        return commonest(own) or "zone"

    def statuses(self, zone: str) -> list[StatusFrame]:
        """Return the statuses of a zone over time."""
        return self._frames(zone)[0]

    def regime(self, zone: str) -> Timeframe:
        """Return when the regime of a zone holds."""
        return self._frames(zone)[1]

    def standing(self, zone: str, status: str | None) -> Timeframe:
        """Return when the regime of a zone holds, or one status of it.

        A status under several agreements is that of the first of them.
        """
        if status is None:
            return self.regime(zone)
        frames = [f.frame for f in self.statuses(zone) if f.status == status]
        dated = [frame for frame in frames if frame.periods]
        return min(dated, key=lambda f: f.periods[0].b1, default=Timeframe())

    def _frames(self, zone: str) -> tuple[list[StatusFrame], Timeframe]:
        if zone not in self._known_frames:
            claims = self.about.get(zone, ())
            frames = status_frames(claims, self.document)
            heard = last_heard(claims, self.document)
            self._known_frames[zone] = frames, regime_frame(frames, heard)
        return self._known_frames[zone]

    @cached_property
    def _known_frames(self) -> dict[str, tuple[list[StatusFrame], Timeframe]]:
        return {}

    def zone_readings(self, zone: str) -> list[Reading]:
        """Return the readings of a zone that no finer one stands in for.

        What is only planned is no reading, unless the whole zone is. A doubted reading
        that says a sure one closer supports it and stands in for nothing.
        """
        if zone not in self._known_readings:
            self._known_readings[zone] = self._standing(zone)
        return list(self._known_readings[zone])

    @cached_property
    def _known_readings(self) -> dict[str, tuple[Reading, ...]]:
        return {}

    def _standing(self, zone: str) -> tuple[Reading, ...]:
        every = [r for r in self.readings if r.zone == zone]
        said = [r for r in every if any(is_done(self.claim[c]) for c in r.claims)]
        readings = said or every
        definitions = {r.id: self.definition_of(r) for r in readings}
        sure = [definitions[r.id] for r in readings if not self._is_doubted(r)]
        kept = standing(sure)
        return tuple(
            r
            for r in readings
            if definitions[r.id] in kept
            or self._is_doubted(r)
            and not any(is_finer(definitions[r.id], each) for each in sure)
        )

    def _is_doubted(self, reading: Reading) -> bool:
        return all(self.claim[name].is_capped for name in reading.claims)

    def relation_of(self, item: str) -> Mapping[str, Relation]:
        """Return the relations of an item by reading; a missing one is ``no``."""
        return self._relations.get(item, {})

    @cached_property
    def _relations(self) -> Mapping[str, dict[str, Relation]]:
        rows: dict[str, dict[str, Relation]] = {}
        for row in self.relations:
            rows.setdefault(row.item, {})[row.reading] = row
        return rows

    def definition_of(self, reading: Reading) -> Definition:
        """Return the formula of a reading; that of a belt is its own geometry."""
        body = self.claim[reading.claims[0]].body
        if isinstance(body, Extent):
            return define(body)
        return Definition(geometry=reading.id)

    def reading_frame(self, reading: Reading) -> Timeframe | None:
        """Return when a reading is valid; None if no claim bounds it in time."""
        claims = [self.claim[name] for name in reading.claims]
        bodies = [c.body for c in claims if isinstance(c.body, Extent)]
        if not any(body.begins or body.ends for body in bodies):
            return None
        return state_frame(claims, heard=FUTURE)

    def item_frame(self, item: Item) -> Timeframe | None:
        """Return when an item was there; None for places and provinces."""
        if item.kind == "belt":
            return self.regime(item.id)
        if not item.claims:
            return None
        claims = [self.claim[name] for name in item.claims]
        if item.kind == "event":
            return event_frame(claims)
        claims = [as_presence(claim) for claim in claims]
        return state_frame(claims, heard=stood_until(claims, self.document))


def is_zone_claim(claims: Iterable[Claim]) -> bool:
    """Whether some claim says more of a zone than that it is planned or rumoured."""
    return any(
        isinstance(c.body, Status | Extent | Belt)
        and is_done(c)
        and c.modality != "rumoured"
        for c in claims
    )
