"""Places: a gazetteer of settlements, provinces, countries, areas and actors.

Names are matched exactly after :func:`~geodata.folding.fold`; what is merely similar
is suggested, never picked.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from .errors import InputError, UnknownNameError
from .folding import fold, keys_spelt, spelling_index, variant_key
from .qualifying import find_qualified, unqualified

__all__ = [
    "KINDS",
    "Gazetteer",
    "Place",
    "PlaceName",
    "distance_km",
    "fold",
    "read_gazetteer",
    "variant_key",
]

KINDS = ("settlement", "area", "province", "country", "actor")
"""Kinds of places, in the order in which a bare name is taken."""

_DATA = Path(__file__).parent / "data" / "places.json"
_FIELDS = (  # of a row of the file
    "id",
    "name",
    "kind",
    "country",
    "admin1",
    "pcode",
    "lat",
    "lon",
    "error_km",
    "population",
    "capital",
    "source",
    "names",
)
_EARTH_KM = 6371.0088  # mean radius (IUGG)
SAME_KM = 10.0
"""Namesakes of one kind that lie no farther apart are taken for one place."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One spelling of a place's name.

    Attributes
    ----------
    text
        The spelling.
    language
        BCP 47 tag where it is known.
    begins, ends
        ISO days of a dated renaming; the day of ``ends`` has the new name.
    """

    text: str
    language: str | None = None
    begins: str | None = None
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a text may name.

    Attributes
    ----------
    id
        ``geonames:N``, ``iso:SY-ID``, ``iso:SY`` or ``deesc:eastern-ghouta``.
    kind
        One of :data:`KINDS`; an actor is a seat that stands for a government.
    country, admin1, pcode
        ISO 3166-1 alpha-2, ISO 3166-2 and OCHA codes.
    lat, lon
        WGS 84 degrees; None where only the province is known.
    error_km
        Radius in km within which the place lies, or which it fills.
    capital
        Whether it is the capital of its country, which often stands for a government.
    own
        Whether a file of the user's own lists it: it then comes before namesakes.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    admin1: str | None = None
    pcode: str | None = None
    lat: float | None = None
    lon: float | None = None
    error_km: float | None = None
    population: int = 0
    capital: bool = False
    names: tuple[PlaceName, ...] = ()
    source: str = ""
    licence: str = ""
    own: bool = False


class Gazetteer:
    """Places, indexed by the folded form of their names.

    Parameters
    ----------
    places
        The places; of two with one name, kind and population the earlier comes first.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._rows: list[Any] = list(places)
        self._sources: Mapping[str, Mapping[str, str]] = {}
        self._firsts: frozenset[str] | None = None
        index: dict[str, list[int]] = {}
        for number, place in enumerate(self._rows):
            names = (place.name, *(name.text for name in place.names))
            for key in dict.fromkeys(map(fold, names)):
                if key:
                    index.setdefault(key, []).append(number)
        self._index: Mapping[str, int | list[int]] = index
        self._spellings: dict[str, list[str]] | None = None

    @classmethod
    def _of_file(cls, data: Mapping[str, Any]) -> Gazetteer:
        """Take the rows of places.json; a place is made when it is asked for."""
        self = cls(())
        self._rows = data["places"]
        self._sources = data["sources"]
        self._index = data["keys"]
        return self

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def places(self) -> tuple[Place, ...]:
        """All places."""
        return tuple(self._place(number) for number in range(len(self._rows)))

    def countries(self, code: str) -> list[Place]:
        """Return the places that are the country of an ISO 3166-1 alpha-2 code."""
        wanted = ["country", code]
        told = (
            [row.kind, row.country] if isinstance(row, Place) else row[2:4]
            for row in self._rows
        )
        return [self._place(n) for n, each in enumerate(told) if each == wanted]

    def keys(self) -> Mapping[str, tuple[Place, ...]]:
        """Return the folded names and the places that carry each, for a matcher."""
        return _Keys(self)

    def first_words(self) -> frozenset[str]:
        """Return the first word of each folded name, to pass over most words fast."""
        if self._firsts is None:
            self._firsts = frozenset(key.partition(" ")[0] for key in self._index)
        return self._firsts

    def with_first(self, places: Iterable[Place]) -> Gazetteer:
        """Return a gazetteer with these places before its own.

        A place that it holds itself, of the same name and kind and within
        :data:`SAME_KM`, gives way: its spellings and codes go to the new one.
        """
        merged = [self._merged(place) for place in places]
        gone = {twin for _, twin in merged}
        new = Gazetteer(place for place, _ in merged)
        shift: dict[int, int] = {}
        for number, place in enumerate(self.places):
            if place.id not in gone:
                shift[number] = len(new._rows)
                new._rows.append(place)
        index = {
            key: [numbers] if isinstance(numbers, int) else list(numbers)
            for key, numbers in new._index.items()
        }
        for key, numbers in self._index.items():  # its names are folded already
            old = (numbers,) if isinstance(numbers, int) else numbers
            kept = [shift[number] for number in old if number in shift]
            if kept:
                index.setdefault(key, []).extend(kept)
        new._index = index
        return new

    def with_places(self, places: Iterable[Place]) -> Gazetteer:
        """Return a gazetteer of the same names with other places in their order."""
        new = Gazetteer(())
        new._rows = list(places)
        new._index = self._index
        return new

    def _merged(self, place: Place) -> tuple[Place, str | None]:
        for twin in self._having(fold(place.name)):
            if twin.id == place.id or _is_twin(place, twin):
                names = {n.text: n for n in (*twin.names, *place.names)}
                kept = replace(
                    place,
                    country=place.country or twin.country,
                    admin1=place.admin1 or twin.admin1,
                    pcode=place.pcode or twin.pcode,
                    population=place.population or twin.population,
                    capital=place.capital or twin.capital,
                    names=tuple(names.values()),
                )
                return kept, twin.id
        return place, None

    def find(
        self, name: str, *, kind: str | None = None, country: str | None = None
    ) -> list[Place]:
        """Return the places of that name: exact after folding, else spelt by rule.

        Parameters
        ----------
        name
            A name as the gazetteer spells it, but for habits of transliteration; the
            name or code of its province or country may follow after a comma or in
            brackets.
        kind
            One of :data:`KINDS`, to look for these alone.
        country
            ISO 3166-1 alpha-2 code, to look there alone.

        Returns
        -------
        list of Place
            Settlements before areas, provinces and countries, the larger first; empty
            where nothing has the name.
        """
        found = [
            place
            for place in self._having(fold(name))
            or self._spelt(name)
            or find_qualified(self, name)
            if kind in (None, place.kind) and country in (None, place.country)
        ]
        return sorted(found, key=_order)

    def get(self, name: str, *, kind: str | None = None) -> Place:
        """Return the one place of that name.

        Its province may tell it from namesakes, as in :meth:`find`: ``Suran, SY-HM``.

        Raises
        ------
        UnknownNameError
            If nothing has the name; it carries suggestions.
        InputError
            If places of one kind in different provinces share it.
        """
        found = self.find(name, kind=kind)
        if not found:
            raise UnknownNameError(kind or "place", name, self.suggest(name))
        rivals = [p for p in found if p.kind == found[0].kind]
        if len({p.admin1 or p.country or p.id for p in rivals}) > 1:
            choices = "; ".join(map(_label, rivals))
            msg = f"place {name!r} is ambiguous: {choices}"
            raise InputError(msg)
        return found[0]

    def suggest(self, name: str, limit: int = 5) -> list[str]:
        """Return names like the given one, best first; they are never placements."""
        from rapidfuzz import fuzz, process

        name = unqualified(name)
        key = fold(name)
        scored = process.extract(
            key, list(self._index), scorer=fuzz.ratio, score_cutoff=70, limit=40
        )
        near = {found: score for found, score, _ in scored}
        variant = variant_key(name)
        for other in self._index:
            if other[:1] == key[:1] and variant_key(other) == variant:
                near[other] = 101.0
        ranked = sorted(near, key=lambda k: (-near[k], _order(self._first(k)), k))
        return list(dict.fromkeys(self._first(k).name for k in ranked))[:limit]

    def nearest(self, lat: float, lon: float) -> tuple[Place, float]:
        """Return the settlement nearest to a point, and its distance in km.

        Raises
        ------
        LookupError
            If the gazetteer has no settlement with a position.
        """
        best, best_km = -1, math.inf
        for number, (kind, y, x) in enumerate(self._points()):
            if kind != "settlement" or y is None or x is None:
                continue
            if abs(y - lat) * 111.0 > best_km:
                continue
            km = distance_km(lat, lon, y, x)
            if km < best_km:
                best, best_km = number, km
        if best < 0:
            raise LookupError("the gazetteer has no settlement with a position")
        return self._place(best), best_km

    def _points(self) -> Iterator[tuple[str, float | None, float | None]]:
        for row in self._rows:
            if isinstance(row, Place):
                yield row.kind, row.lat, row.lon
            else:
                yield row[2], row[6], row[7]

    def _first(self, key: str) -> Place:
        return min(self._having(key), key=_order)

    def _spelt(self, name: str) -> list[Place]:
        """Return the places of which a name is another spelling by rule."""
        if self._spellings is None:
            self._spellings = spelling_index(self._index)
        keys = keys_spelt(name, self._spellings)
        return list({p.id: p for key in keys for p in self._having(key)}.values())

    def _having(self, key: str) -> list[Place]:
        numbers = self._index.get(key, ())
        if isinstance(numbers, int):
            return [self._place(numbers)]
        return [self._place(number) for number in numbers]

    def _place(self, number: int) -> Place:
        row = self._rows[number]
        if isinstance(row, Place):
            return row
        names = tuple(
            PlaceName(n) if isinstance(n, str) else PlaceName(*n) for n in row[12]
        )
        cells = dict(zip(_FIELDS, row, strict=True)) | {"names": names}
        self._rows[number] = place = Place(**{**cells, **self._sources[row[11]]})
        return place


class _Keys(Mapping[str, tuple[Place, ...]]):
    """The index of a gazetteer, with places made when they are asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __getitem__(self, key: str) -> tuple[Place, ...]:
        found = self._gazetteer._having(key)
        if not found:
            raise KeyError(key)
        return tuple(sorted(found, key=_order))

    def get(self, key: str, default: Any = None) -> Any:
        """Return the places of a name; a miss costs no exception."""
        return self[key] if key in self._gazetteer._index else default

    def __contains__(self, key: object) -> bool:
        return key in self._gazetteer._index

    def __iter__(self) -> Iterator[str]:
        return iter(self._gazetteer._index)

    def __len__(self) -> int:
        return len(self._gazetteer._index)


def _order(place: Place) -> tuple[int, bool, int]:
    return KINDS.index(place.kind), not place.own, -place.population


def _is_twin(place: Place, twin: Place) -> bool:
    """Whether two places of one name are one place."""
    if place.kind != twin.kind or place.country not in (None, twin.country):
        return False
    if place.kind in ("country", "actor"):
        return True
    if place.kind == "province" and place.admin1 == twin.admin1:
        return place.admin1 is not None
    if place.lat is None or place.lon is None or twin.lat is None or twin.lon is None:
        return False
    return distance_km(place.lat, place.lon, twin.lat, twin.lon) <= SAME_KM


def _label(place: Place) -> str:
    where = place.admin1 or place.country or place.id
    if place.lat is None or place.lon is None:
        return f"{place.name}, {where}"
    return f"{place.name}, {where} ({place.lat:.3f}, {place.lon:.3f})"


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in km.

    On a sphere of the mean radius: off by up to 0.6 % from the ellipsoid, which is
    below the error of the places.

    Examples
    --------
    >>> round(distance_km(35.93, 36.63, 36.20, 37.16))
    56
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_lat = math.sin((phi2 - phi1) / 2)
    half_lon = math.sin(math.radians(lon2 - lon1) / 2)
    chord = half_lat**2 + math.cos(phi1) * math.cos(phi2) * half_lon**2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def read_gazetteer(path: Path | None = None) -> Gazetteer:
    """Read a gazetteer: the embedded one, or a file of the user's own.

    Parameters
    ----------
    path
        CSV, XLSX, GeoJSON, GeoPackage or a GeoNames dump; its columns are those of
        :data:`geodata.gazetteers.COLUMNS`: name, lat, lon and, where known, id, kind,
        country, admin1, pcode, error_km, population, names ("a|b|c"), source,
        licence. None: the embedded gazetteer.

    Raises
    ------
    InputError
        If the file cannot be used; the message names file and line.
    """
    if path is None:
        return _embedded()
    from .gazetteers import read_places

    return Gazetteer(read_places(path))


@cache
def _embedded() -> Gazetteer:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    return Gazetteer._of_file(data)
