"""Military grid references (MGRS) as WGS 84 degrees.

The grid is the one of NGA.STND.0037: zones of 6 degrees, bands of 8, squares of 100 km
named by two letters, and digits that cut a square to 10 km … 1 m.
"""

from __future__ import annotations

from math import hypot

__all__ = ["from_mgrs"]

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")  # by zone modulo 3
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_SQUARE_M = 100_000
_CYCLE_M = 2_000_000  # the row letters begin anew


def from_mgrs(zone: int, band: str, square: str, digits: str) -> tuple[float, ...]:
    """Return the middle of the square that a grid reference names.

    Parameters
    ----------
    zone
        1 to 60.
    band
        Letter of the band of latitude, C to X.
    square
        The two letters of the square of 100 km.
    digits
        Easting and northing, two to ten digits, without a space.

    Returns
    -------
    tuple of float
        Latitude and longitude in degrees, and the error in km: half the diagonal of
        the square.

    Raises
    ------
    ValueError
        If there is no such zone, band or square.

    Examples
    --------
    >>> [round(value, 4) for value in from_mgrs(31, "U", "DQ", "4825111932")]
    [48.8582, 2.2945, 0.0007]
    """
    from pyproj import Transformer

    if not 1 <= zone <= 60 or band not in _BANDS or len(square) != 2:
        msg = f"no grid zone: {zone}{band} {square}"
        raise ValueError(msg)
    column = _COLUMNS[zone % 3].find(square[0])
    row = _ROWS.find(square[1])
    half = len(digits) // 2
    if column < 0 or row < 0 or len(digits) % 2 or not 1 <= half <= 5:
        msg = f"no square of zone {zone}{band}: {square} {digits}"
        raise ValueError(msg)
    unit = 10 ** (5 - half)
    easting = (column + 1) * _SQUARE_M + int(digits[:half]) * unit + unit / 2
    row = (row - (0 if zone % 2 else 5)) % len(_ROWS)
    northing = row * _SQUARE_M + int(digits[half:]) * unit + unit / 2
    is_south = band < "N"
    south = -80 + 8 * _BANDS.index(band)
    north = 84 if band == "X" else south + 8
    crs = f"EPSG:{(32700 if is_south else 32600) + zone}"
    transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    for cycle in range(5):
        lon, lat = transformer.transform(easting, northing + cycle * _CYCLE_M)
        if south - 0.5 <= lat <= north + 0.5 and abs(lon - (6 * zone - 183)) < 6:
            return lat, lon, hypot(unit, unit) / 2000
    msg = f"square {square} lies outside of zone {zone}{band}"
    raise ValueError(msg)
