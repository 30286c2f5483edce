"""Reasons: why an answer is only possible, or unknown, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geodata.periods import FUTURE, Period, iso_of

from .atlas import Atlas, Item, Reading
from .certainty import Certainty
from .claims import Belt, Claim, Post
from .naming import cited
from .subjects import is_about
from .timeframes import Timeframe

__all__ = [
    "BOTH_SIDES",
    "belt_formula",
    "belt_words",
    "open_questions",
    "space_reason",
    "time_reason",
]


BOTH_SIDES = frozenset({"both", "both sides", "either side", "each side"})
"""Words for a belt that lies on both sides of its line, half of its width on each."""


def time_reason(frame: Timeframe | None, day: int, what: str) -> str | None:
    """Say why a timeframe does not give certain or no on a day; None if it does."""
    if frame is None:
        return None
    if not frame.periods:
        return f"no claim says when {what}"
    if {p.on(day) for p in frame.periods} in ({"certain"}, {"no"}):
        return None
    reasons = [r for p in frame.periods if (r := _period_reason(p, day, what))]
    if len(frame.periods) > 1 and len(reasons) < len(frame.periods):
        reasons.append("the documents give rival dates")
    return "; ".join(dict.fromkeys(reasons)) or None


def _period_reason(period: Period, day: int, what: str) -> str | None:
    answer = period.on(day)
    if answer in ("certain", "no"):
        return None
    if day < period.b1:
        first = iso_of(period.b0)
        since = f"between {first} and" if first else "at some day up to"
        return f"{what} began {since} {iso_of(period.b1)}"
    if day >= period.e0 and period.e1 >= FUTURE:
        heard = iso_of(period.e0 - 1)
        return f"{what} is not heard of after {heard}; no claim says that it ended"
    if day >= period.e0:
        return f"{what} ended between {iso_of(period.e0)} and {iso_of(period.e1)}"
    return f"{what} is dated or told with doubt"


def space_reason(spaces: Sequence[tuple[Reading, Certainty]]) -> str | None:
    """Say how the readings of a zone differ over where something lies."""
    answers = {answer for _, answer in spaces}
    if not spaces:
        return "no claim says where the zone lies"
    if answers <= {"certain"} or answers <= {"no"}:
        return None
    if len(spaces) == 1:
        return f"the zone is {spaces[0][0].words}: no text says which ground exactly"
    said = [f"{answer} if it is {reading.words}" for reading, answer in spaces]
    return "readings differ: " + "; ".join(said)


def belt_formula(
    claims: Iterable[Claim], called: Mapping[str, str] | None = None
) -> str:
    """Say what the claims tell of a belt's area: width, line, side, zone.

    Parameters
    ----------
    claims
        Those about the belt.
    called
        What to call zones, by id; None: by their ids, as in tables that have these.
    """
    bodies = [c.body for c in claims if isinstance(c.body, Belt)]
    width = next((b.width_km for b in bodies if b.width_km), None)
    along = next((b.along for b in bodies if b.along), None)
    side = next((b.side for b in bodies if b.side), None)
    within = next((b.within for b in bodies if b.within), None)
    words = belt_words(width, along, side)
    if within:
        return f"{words}, within {(called or {}).get(within, within)}"
    return words


def belt_words(
    width_km: Sequence[float] | None, along: str | None, side: str | None
) -> str:
    """Say width, line and side of a belt in words.

    Examples
    --------
    >>> belt_words((15, 20), "line of contact", None)
    '15-20 km deep, along the line of contact, side open'
    """
    depth = "of unknown width"
    if width_km is not None:
        low, high = width_km
        depth = f"{low:g} km deep" if low == high else f"{low:g}-{high:g} km deep"
    if side in BOTH_SIDES:
        depth, side = depth.replace("deep", "wide"), "both, half on each"
    line = f"along the {along.removeprefix('the ')}" if along else "its line not named"
    return f"{depth}, {line}, " + (f"side: {side}" if side else "side open")


def open_questions(
    atlas: Atlas, zone: str, items: Iterable[Item]
) -> list[dict[str, str]]:
    """List what the documents leave open about a zone, each with the reason.

    Returns
    -------
    list of dict
        With keys ``what`` and ``why``.
    """
    asked = []
    name = atlas.called.get(zone, zone)
    if atlas.kind_of(zone) == "belt":
        if not atlas.zone_readings(zone):
            asked.append(_belt_question(atlas, zone))
    elif not atlas.zone_readings(zone):
        asked.append({"what": f"extent of {name}", "why": "no claim states one"})
    for reading in atlas.zone_readings(zone):
        if "parts of" in reading.words:
            parts = reading.words[reading.words.index("parts of") :]
            why = "the documents name no line, district or place within them"
            asked.append({"what": f"which {parts}", "why": why})
        elif reading.derived:
            asked.append(_line_question(atlas, zone, reading.derived))
        elif reading.inner is None:
            why = f"the documents say only: {reading.words}"
            asked.append({"what": f"border of {name}", "why": why})
    for other, group in atlas.about.items():
        within = {c.body.within for c in group if isinstance(c.body, Belt)}
        if zone in within and not (drawn := atlas.zone_readings(other)):
            asked.append(_belt_question(atlas, other))
        elif zone in within:
            asked += [
                _line_question(atlas, other, r.derived) for r in drawn if r.derived
            ]
    if not any(item.kind == "post" for item in items):
        placed = {c for i in atlas.items if i.kind == "post" for c in i.claims}
        spoken = [
            c
            for c in atlas.claims
            if isinstance(c.body, Post)
            and c.id not in placed
            and is_about(atlas, c, zone)
        ]
        count = len({c.document for c in spoken})
        speaking = "1 document speaks" if count == 1 else f"{count} documents speak"
        why = (
            f"{speaking} of posts, none gives the place of one"
            if spoken
            else "no document speaks of any"
        )
        asked.append({"what": "observation posts", "why": why})
    return list({question["what"]: question for question in asked}.values())


def _belt_question(atlas: Atlas, belt: str) -> dict[str, str]:
    formula = belt_formula(atlas.about.get(belt, ()), atlas.called)
    why = f"no line is given to measure from: {formula}"
    return {"what": f"area of {atlas.called.get(belt, belt)}", "why": why}


def _line_question(atlas: Atlas, belt: str, derived: str) -> dict[str, str]:
    why = f"no text gives it; it is derived: {derived}"
    return {"what": f"line of {atlas.called.get(belt, belt)}", "why": why}


def status_reason(atlas: Atlas, zone: str, status: str) -> str:
    """Say why a status of a zone is unknown."""
    spoken = {c.document for c in atlas.about.get(zone, ())}
    for document in sorted(spoken):
        others = atlas.status_zones.get((document, status), frozenset()) - {zone}
        if others:
            names = [atlas.called.get(other, other) for other in sorted(others)]
            return (
                f"{cited(atlas.document[document])} says it of {', '.join(names)} "
                f"and does not count {atlas.called.get(zone, zone)}"
            )
    return "no claim says so"
