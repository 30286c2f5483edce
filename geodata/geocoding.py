"""Geocoding as geopy does it: offline by the gazetteer, online only when asked for.

:class:`OfflineGeocoder` is a geopy geocoder over a gazetteer. :func:`online_geocoder`
wraps Nominatim so that its terms are kept: an own user agent, one request a second,
and answers stored on disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geopy.exc import GeocoderServiceError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from .errors import InputError, OnlineError
from .formats import write_json
from .places import Gazetteer, Place, read_gazetteer

__all__ = [
    "OfflineGeocoder",
    "OnlineGeocoder",
    "default_cache_dir",
    "online_geocoder",
]

USER_AGENT = "deesc (de-escalation zone maps)"


class OfflineGeocoder(Geocoder):  # type: ignore[misc]
    """A geopy geocoder over a gazetteer; it never touches the network.

    Matches are exact after folding. Each location's ``raw`` holds id, name, kind,
    country, admin1, error_km, source and licence.

    Parameters
    ----------
    gazetteer
        The places; by default the embedded ones.
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        super().__init__()
        self.gazetteer = read_gazetteer() if gazetteer is None else gazetteer

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = None
    ) -> Location | list[Location] | None:
        """Return the location of a name, or None.

        Parameters
        ----------
        query
            A name, alone or with its province or country, by name or code.
        exactly_one
            Whether to return only the first, by kind and population, instead of a
            list of all.
        timeout
            Ignored; geopy's callers pass it.
        """
        found = self.gazetteer.find(query)
        locations = [_location(place) for place in found if place.lat is not None]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = None
    ) -> Location | list[Location] | None:
        """Return the settlement nearest to a point; ``raw`` has its distance ``km``.

        Parameters
        ----------
        query
            ``(lat, lon)``, a geopy Point, or a text such as ``"35.9, 36.6"``.
        exactly_one
            Whether to return the location itself instead of a list of it.
        timeout
            Ignored.

        Raises
        ------
        InputError
            If the query is no point.
        """
        point = _point(query)
        try:
            place, km = self.gazetteer.nearest(point.latitude, point.longitude)
        except LookupError:
            return None
        location = _location(place, km=round(km, 3))
        return location if exactly_one else [location]


def _point(query: Any) -> Point:
    msg = f"{query!r} is no point (latitude, longitude)"
    if query is None:
        raise InputError(msg)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # geopy only warns of latitude 95
            return Point(query)
    except (TypeError, ValueError, UserWarning):
        raise InputError(msg) from None


def _location(place: Place, **more: Any) -> Location:
    raw = {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "error_km": place.error_km,
        "source": place.source,
        "licence": place.licence,
        **more,
    }
    parts = (place.name, place.admin1 or place.country)
    return Location(
        ", ".join(part for part in parts if part), (place.lat, place.lon, 0.0), raw
    )


class OnlineGeocoder:
    """An online geocoder whose answers are stored and whose errors are ours.

    Parameters
    ----------
    geocoder
        A geopy geocoder.
    cache_dir
        Folder of the stored answers; None stores nothing.
    min_delay_seconds
        Least time between two requests.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        cache_dir: Path | None = None,
        min_delay_seconds: float = 1,
    ) -> None:
        self.cache_dir = cache_dir
        self._geocode = _limited(geocoder.geocode, min_delay_seconds)
        self._reverse = _limited(geocoder.reverse, min_delay_seconds)

    def geocode(self, query: str) -> Location | None:
        """Return the location of a name, or None.

        Raises
        ------
        OnlineError
            If the service does not answer.
        """
        return self._ask("geocode", query, self._geocode)

    def reverse(self, query: tuple[float, float]) -> Location | None:
        """Return the place at ``(lat, lon)``, or None.

        Raises
        ------
        OnlineError
            If the service does not answer.
        """
        return self._ask("reverse", query, self._reverse)

    def _ask(
        self, what: str, query: Any, ask: Callable[..., Location | None]
    ) -> Location | None:
        stored = self._file(what, query)
        if stored is not None and stored.is_file():
            return _read_stored(stored)
        try:
            location = ask(query, exactly_one=True)
        except GeopyError as error:
            reason = str(error) or type(error).__name__
            msg = f"online geocoding of {query!r} failed: {reason}"
            raise OnlineError(msg) from error
        if stored is not None:
            write_json(
                stored, {"deesc": 1, "query": query, "answer": _stored(location)}
            )
        return location

    def _file(self, what: str, query: Any) -> Path | None:
        if self.cache_dir is None:
            return None
        self.cache_dir.mkdir(parents=True, exist_ok=True)
        text = json.dumps([what, query], ensure_ascii=False)
        return self.cache_dir / f"{hashlib.sha256(text.encode()).hexdigest()}.json"


def _limited(
    ask: Callable[..., Location | None], seconds: float
) -> Callable[..., Location | None]:
    limited: Callable[..., Location | None] = RateLimiter(
        ask, min_delay_seconds=seconds, max_retries=0, swallow_exceptions=False
    )
    return limited


def _stored(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {
        "address": location.address,
        "lat": location.latitude,
        "lon": location.longitude,
        "raw": location.raw,
    }


def _read_stored(path: Path) -> Location | None:
    try:
        answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
        if answer is None:
            return None
        point = (answer["lat"], answer["lon"], 0.0)
        return Location(answer["address"], point, answer["raw"])
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{path}: is no stored answer of the geocoder; delete it ({error})"
        raise InputError(msg) from None


def default_cache_dir() -> Path:
    """Return the user's folder for stored answers (``XDG_CACHE_HOME`` is kept)."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "deesc" / "geocoding"


def online_geocoder(
    user_agent: str | None = None, cache_dir: Path | None = None
) -> OnlineGeocoder:
    """Return a geocoder that asks Nominatim, at most once a second.

    Parameters
    ----------
    user_agent
        Who is asking; Nominatim wants a contact in it.
    cache_dir
        Folder of the stored answers; None stores nothing.
    """
    try:
        geocoder = Nominatim(user_agent=user_agent or USER_AGENT)
    except GeocoderServiceError as error:
        msg = f"online geocoding cannot be set up: {error}"
        raise OnlineError(msg) from error
    return OnlineGeocoder(geocoder, cache_dir)
