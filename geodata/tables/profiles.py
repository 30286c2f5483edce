"""Profiles of event tables: which column means what, by the columns of known sources.

Facts about a source's columns and codes stand here with the codebook they come from.
Radii are assumptions about what a code means in km, and are wide on purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ..errors import InputError
from .cells import cell_text
from .chunks import LAT, LON

__all__ = ["Columns", "PROFILES", "Profile", "choose_profile"]


@dataclass(frozen=True, slots=True)
class Columns:
    """The name of the column for each thing that an event may have; None for none.

    Attributes
    ----------
    id, date, end_date, lon, lat, type
        What they say; ``end_date`` is the last day that the event may have taken place.
    place, admin, country
        Names or codes, looked up in the gazetteer; ``admin`` is admin-1.
    time_precision, geo_precision
        Codes of a profile.
    error_km
        Radius in km within which the point lies; it comes before a code of precision.
    actor
        Who acted, for counts by actor.
    subtype, reporter
        The type in finer words or codes, and who reports the event; read only where
        they are asked for.
    """

    id: str | None = None
    date: str | None = None
    end_date: str | None = None
    lon: str | None = None
    lat: str | None = None
    type: str | None = None
    place: str | None = None
    admin: str | None = None
    country: str | None = None
    time_precision: str | None = None
    geo_precision: str | None = None
    actor: str | None = None
    error_km: str | None = None
    subtype: str | None = None
    reporter: str | None = None

    def named(self) -> dict[str, str]:
        """Return the columns that are given, by what they mean."""
        pairs = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {meaning: name for meaning, name in pairs if name is not None}


@dataclass(frozen=True, slots=True)
class Profile:
    """A source of event tables.

    Attributes
    ----------
    columns
        Which of its columns means what.
    days
        What a code of time precision makes of a date: ``day``, ``week`` (three days to
        either side), ``month`` or ``year`` (of the calendar). Other codes: ``day``.
    radius_km
        What a code of geographic precision makes of a point: the radius of its error,
        or None where the point only stands for a region or country. Other codes: 0 km.
    attribution
        How the source asks to be named; empty for tables of the user's own.
    republish
        Whether its terms let rows be handed on, as they are in a map that others open.
    has_unique_ids
        Whether an id is that of one event in all of its tables.
    types
        What a number in the column of the type means, in the words of the codebook.
    """

    name: str
    columns: Columns
    days: Mapping[str, str] = field(default_factory=dict)
    radius_km: Mapping[str, float | None] = field(default_factory=dict)
    attribution: str = ""
    republish: bool = True
    has_unique_ids: bool = True
    types: Mapping[str, str] = field(default_factory=dict)

    def type_words(self, value: Any) -> Any:
        """Return a type in words where the codebook has some, else as it stands."""
        return self.types.get(cell_text(value).lstrip("0"), value)


_CAMEO = {
    "1": "make public statement",
    "2": "appeal",
    "3": "express intent to cooperate",
    "4": "consult",
    "5": "engage in diplomatic cooperation",
    "6": "engage in material cooperation",
    "7": "provide aid",
    "8": "yield",
    "9": "investigate",
    "10": "demand",
    "11": "disapprove",
    "12": "reject",
    "13": "threaten",
    "14": "protest",
    "15": "exhibit force posture",
    "16": "reduce relations",
    "17": "coerce",
    "18": "assault",
    "19": "fight",
    "20": "use unconventional mass violence",
}
"""Root codes of the CAMEO Codebook 1.1b3, chapter 2."""

PROFILES = (
    Profile(
        # ACLED Codebook (2023): time precision 1 day, 2 week, 3 month; geo-precision 1
        # a town, 2 a part of a region with a town as its point, 3 a region's capital
        # for the region.
        "ACLED",
        Columns(
            id="event_id_cnty",
            date="event_date",
            lon="longitude",
            lat="latitude",
            type="event_type",
            place="location",
            admin="admin1",
            country="country",
            time_precision="time_precision",
            geo_precision="geo_precision",
            actor="actor1",
            subtype="sub_event_type",
            reporter="source",
        ),
        {"2": "week", "3": "month"},
        {"1": 5.0, "2": 30.0, "3": None},
        "Armed Conflict Location & Event Data (ACLED)",
        # ACLED's terms of use and its attribution policy: maps and figures may be
        # published, its data as such may not; the day of access is to be named.
        republish=False,
    ),
    Profile(
        # UCDP GED Codebook 23.1, also for UCDP Candidate: date_start and date_end
        # enclose the day; where_prec 1 the place itself, 2 within about 25 km of it,
        # 3 its second-order division, 4 its first-order division, 5 a linear or fuzzy
        # area, 6 the country, 7 international waters or airspace; type_of_violence.
        "UCDP GED",
        Columns(
            id="id",
            date="date_start",
            end_date="date_end",
            lon="longitude",
            lat="latitude",
            type="type_of_violence",
            place="where_coordinates",
            admin="adm_1",
            country="country",
            geo_precision="where_prec",
            actor="side_a",
            reporter="source_office",
        ),
        {},
        {"1": 5.0, "2": 25.0, "3": 50.0, "4": None, "5": None, "6": None, "7": None},
        "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset",
        types={
            "1": "state-based conflict",
            "2": "non-state conflict",
            "3": "one-sided violence",
        },
    ),
    Profile(
        # GDELT Event Codebook V2.0: ActionGeo_Type 1 country, 2 US state, 3 US city,
        # 4 city elsewhere, 5 first-order division elsewhere. Points of 1, 2 and 5 are
        # centroids.
        "GDELT 2",
        Columns(
            id="GLOBALEVENTID",
            date="SQLDATE",
            lon="ActionGeo_Long",
            lat="ActionGeo_Lat",
            type="EventRootCode",
            place="ActionGeo_Fullname",
            geo_precision="ActionGeo_Type",
            actor="Actor1Name",
            subtype="EventCode",
        ),
        {},
        {"1": None, "2": None, "3": 10.0, "4": 10.0, "5": None, "0": None, "": None},
        "The GDELT Project",
        types=_CAMEO,
    ),
    Profile(
        # OSCE SMM tables of ceasefire violations: a row for each observation, numbered
        # in each table from 1.
        "OSCE-like",
        Columns(
            id="No.",
            date="Date",
            type="Observation",
            place="Event location",
            actor="SMM position",
            subtype="Weapon",
        ),
        attribution="OSCE Special Monitoring Mission to Ukraine",
        has_unique_ids=False,
    ),
)
"""Known sources, most particular first."""

_GUESSES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event_id", "event id"),
    "date": ("date", "event_date", "event date", "day", "on", "date_start"),
    "end_date": ("end_date", "end date", "date_end", "until"),
    "lon": ("lon", "longitude", "lng", "long", "x", LON),
    "lat": ("lat", "latitude", "y", LAT),
    "type": ("type", "event_type", "event type", "category"),
    "place": ("place", "location", "town", "settlement", "where"),
    "admin": ("admin1", "admin", "province", "governorate", "region", "oblast"),
    "country": ("country", "iso2"),
    "actor": ("actor", "actor1", "actors"),
    "error_km": ("error_km",),
    "subtype": ("subtype", "sub_type", "sub_event_type", "weapon"),
    "reporter": ("reporter", "reported_by", "source"),
}
_OF_PLACES = ("lat", "lon", "error_km")
"""What ``deesc locate`` adds to the table of any source that has no coordinates."""


def choose_profile(
    source: str, names: Collection[str], given: Mapping[str, str]
) -> tuple[Profile, Columns]:
    """Say what the columns of a table mean.

    Parameters
    ----------
    source
        The file, for messages.
    names
        Its columns, as written.
    given
        Columns that the user names, by meaning; they come first.

    Returns
    -------
    Profile, Columns
        The source that the columns are those of, and which column means what: as they
        stand in the file.

    Raises
    ------
    InputError
        If a column that is named is missing, or nothing tells day or place; the message
        says what was found and what is needed.
    """
    by_key = {name.strip().lower(): name for name in reversed(list(names))}
    found = ", ".join(repr(name) for name in names) or "none"
    for meaning, name in given.items():
        if name.strip().lower() not in by_key:
            msg = f"{source}: no column {name!r} for the {meaning}; found: {found}"
            raise InputError(msg)
    profile = next((p for p in PROFILES if _fits(p, by_key)), None)
    if profile is not None and given.get("type") not in (None, profile.columns.type):
        profile = replace(profile, types={})  # another column has other codes
    if profile is None:
        profile = Profile("own", Columns(), has_unique_ids=False)
        wanted: dict[str, str | None] = {
            meaning: next((key for key in keys if key in by_key), None)
            for meaning, keys in _GUESSES.items()
        }
    else:
        wanted = dict(profile.columns.named())
        for meaning in _OF_PLACES:
            known = (key for key in _GUESSES[meaning] if key in by_key)
            wanted.setdefault(meaning, next(known, None))
    chosen = {
        meaning: by_key[name.strip().lower()]
        for meaning, name in (wanted | dict(given)).items()
        if name is not None and name.strip().lower() in by_key
    }
    columns = replace(Columns(), **chosen)
    if columns.date is None:
        msg = f"{source}: no column for the date; found: {found}; name it with --date"
        raise InputError(msg)
    has_point = columns.lon is not None and columns.lat is not None
    if not (has_point or columns.place or columns.admin):
        msg = (
            f"{source}: no columns for a place; found: {found}; name them with --lon "
            "and --lat, or with --place or --admin-column"
        )
        raise InputError(msg)
    return profile, columns


def _fits(profile: Profile, by_key: Collection[str]) -> bool:
    """Whether a table has every column that tells a profile from others."""
    named = profile.columns.named()
    needed = ("date", "lon", "lat", "geo_precision", "place", "type")
    keys = [named[each].lower() for each in needed if each in named]
    if profile.name == "OSCE-like":
        return all(key in by_key for key in ("date", "event location", "observation"))
    optional = {"place", "type"}
    strict = [named[e].lower() for e in needed if e in named and e not in optional]
    return bool(keys) and all(key in by_key for key in strict)
