"""Who held which ground, for a page that answers for any day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import shapely
from geodata.periods import iso_of
from zones.atlas import Atlas, Item
from zones.control import control_frames, ground_holdings
from zones.definitions import area_words
from zones.timeframes import Timeframe

from .shapes import encode_shape

__all__ = ["Holdings", "list_cells"]


Record = dict[str, Any]


class Holdings:
    """Collects what control claims say of places, each distinct saying once.

    Parameters
    ----------
    atlas
        The claims.
    say_periods
        Turns a timeframe into the periods of the payload.
    """

    def __init__(
        self, atlas: Atlas, say_periods: Callable[[Timeframe], list[Any]]
    ) -> None:
        self._atlas = atlas
        self._say_periods = say_periods
        self._index: dict[tuple[str, tuple[Any, ...]], int] = {}
        self.rows: list[Record] = []

    def of(self, item: Item, zones: list[str]) -> list[list[Any]]:
        """Return one row for each saying: its number, cap and zone.

        The cap says that it is possible at most; the zone is that by which a saying
        about a whole zone reaches the place, None where it names ground itself.
        """
        rows = []
        for held in control_frames(self._atlas, item, tuple(zones)):
            takers = [[iso_of(day), taker.id] for day, taker in held.takers]
            key = (held.claim.id, tuple(map(tuple, takers)))
            if key not in self._index:
                self._index[key] = len(self.rows)
                self.rows.append(
                    {
                        "actor": held.body.actor,
                        "share": held.body.share,
                        "speaker": held.claim.speaker,
                        "claim": held.claim.id,
                        "periods": self._say_periods(held.frame),
                        "takers": takers,
                    }
                )
            rows.append([self._index[key], held.is_capped, held.zone])
        return rows

    def grounds(self) -> list[Record]:
        """Return who held which ground as the claims name it, a row for each claim."""
        rows = []
        for held in ground_holdings(self._atlas):
            ground = area_words(held.body.what) or held.claim.zone or ""
            share = held.body.share
            rows.append(
                {
                    "name": f"{share} {ground}" if share else ground,
                    "actor": held.body.actor,
                    "capped": held.is_capped,
                    "claim": held.claim.id,
                    "periods": self._say_periods(held.frame),
                    "takers": [[iso_of(day), taker.id] for day, taker in held.takers],
                }
            )
        return rows


def list_cells(atlas: Atlas) -> list[Record]:
    """List the drawn ground of each town that a claim says was held.

    Parameters
    ----------
    atlas
        The claims, and the ground drawn for them.

    Returns
    -------
    list of dict
        Zone, town, actor, speaker, claim and packed shape; ``capped`` says that it is
        possible at most. When it was held says the row of :meth:`Holdings.grounds` of
        the same claim.
    """
    holdings = {held.claim.id: held for held in ground_holdings(atlas)}
    rows = []
    for ground in atlas.grounds:
        if ground.claim not in holdings:
            continue
        held = holdings[ground.claim]
        rows.append(
            {
                "zone": ground.zone,
                "name": ground.name,
                "actor": held.body.actor,
                "share": held.body.share,
                "speaker": held.claim.speaker,
                "claim": held.claim.id,
                "capped": held.claim.is_capped or held.is_capped,
                "geometry": encode_shape(shapely.from_wkb(ground.geometry)),
            }
        )
    return rows
