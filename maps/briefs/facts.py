"""Facts: what a brief says, each sentence with the claims that it rests on.

Nothing here is formatted: the result is plain data for templates, and the same for
every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.errors import InputError
from geodata.periods import day_words, iso_of
from zones.answers import inside
from zones.atlas import Atlas
from zones.comparing import compare_days
from zones.support import support
from zones.finding import find_zone
from zones.paragraphs import paragraph
from zones.prose import held_words
from zones.rows import readings_on

from ..about import DISCLAIMER, GENERATOR, NOT_A_CONTROL_MAP, describe
from ..backdrop import is_main, main_type
from ..features import clean_value
from .happenings import Happening, happenings
from .references import Notes

__all__ = ["Brief", "BriefRequest", "gather_brief"]

Record = dict[str, Any]

METHOD = (
    "Each statement about a zone is a claim with its document and its place in the "
    "text. Claims give readings of the extent, which are rivals where they differ, and "
    "periods with bounds. Certain means that every reading and every bound says so, "
    "possible that some do, unknown that no document answers. Independent sources are "
    "counted by the agencies that texts come from. An estimate is for drawing and "
    "makes no answer certain."
)
_STANDS = {
    "certain": "stood",
    "possible": "may have stood",
    "no": "did not stand",
    "unknown": "cannot be told from the documents",
}
_KINDS = {
    "province": ("province", "provinces"),
    "place": ("place", "places"),
    "post": ("post", "posts"),
    "belt": ("belt", "belts"),
    "event": ("event", "events"),
}


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """What a brief is about.

    Attributes
    ----------
    on
        The day, as an ordinal; with ``since`` the last day of a period.
    since
        First day of the period; None: the day alone.
    zone
        Id or name of a zone or belt; None: all zones of the commonest type.
    title, marking
        Heading, and words at head and foot; None: composed, and none.
    """

    on: int
    since: int | None = None
    zone: str | None = None
    title: str | None = None
    marking: str | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.since is not None and self.since > self.on:
            msg = f"--from {iso_of(self.since)} lies after --to {iso_of(self.on)}"
            raise InputError(msg)


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as data.

    Attributes
    ----------
    facts
        Variables of the templates, JSON-ready; ``docs/briefs.md`` names them.
    zones
        Ids of the zones, in order.
    events
        Events of the period or day by zone id, for charts.
    notes
        Numbered notes and sources.
    """

    facts: Record
    zones: tuple[str, ...]
    events: dict[str, list[Happening]]
    notes: Notes


def gather_brief(atlas: Atlas, request: BriefRequest) -> Brief:
    """Compose the facts of a brief.

    Raises
    ------
    InputError
        If there is no zone to tell of.
    UnknownNameError
        If no zone has the name.
    """
    if request.zone is not None:
        zones = [find_zone(atlas, request.zone)]
    else:
        kind = main_type(atlas)
        zones = [zone for zone in atlas.zone_ids() if is_main(atlas, zone, kind)]
    if not zones:
        raise InputError("no document tells of a zone, so there is nothing to report")
    writer = _Writer(atlas, request)
    parts = [writer.zone(zone) for zone in zones]
    changes = writer.changes(zones if request.zone is not None else None)
    about = describe(atlas)
    counts = support(atlas, writer.used)
    facts = {
        "title": request.title or writer.title(zones),
        "marking": request.marking,
        "day": iso_of(request.on),
        "since": None if request.since is None else iso_of(request.since),
        "zones": parts,
        "changes": changes,
        "notes": writer.notes.rows,
        "sources": writer.notes.sources(),
        "support": {
            "claims": len(writer.used),
            "documents": counts["texts"],
            "lineages": counts["lineages"],
            "unattributed": counts["unattributed"],
        },
        "last_document": about["last_document"],
        "boundaries": {
            "source": atlas.boundaries.source,
            "view": atlas.boundaries.view,
            "error_km": atlas.boundaries.error_km,
        },
        "method": METHOD,
        "limits": [NOT_A_CONTROL_MAP, DISCLAIMER],
        "cautions": [*atlas.cautions, *atlas.coverage],
        "attribution": about["attribution"],
        "generator": GENERATOR,
    }
    events = {part["id"]: writer.events[part["id"]] for part in parts}
    return Brief(_cleaned(facts), tuple(zones), events, writer.notes)


def _cleaned(value: Any) -> Any:
    """Take out of all texts what no document format can hold."""
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return clean_value(value)


class _Writer:
    """Composes the parts of a brief."""

    def __init__(self, atlas: Atlas, request: BriefRequest) -> None:
        self.atlas = atlas
        self.request = request
        self.notes = Notes(atlas)
        self.used: dict[str, None] = {}
        self.events: dict[str, list[Happening]] = {}

    def title(self, zones: Sequence[str]) -> str:
        """Compose a heading."""
        one = self.atlas.name_of(zones[0]) if len(zones) == 1 else None
        kind = self.atlas.type_of(zones[0])
        subject = one or f"{kind[:1].upper()}{kind[1:]}s"
        day = day_words(self.request.on)
        if self.request.since is None:
            return f"{subject} on {day}"
        return f"{subject} from {day_words(self.request.since)} to {day}"

    def say(self, text: str, claims: Iterable[str]) -> Record:
        """Return a sentence with the number of its note."""
        names = list(dict.fromkeys(claims))
        self.used |= dict.fromkeys(names)
        return {"text": text, "note": self.notes.add(names), "claims": names}

    def cite(self, claims: Iterable[str]) -> list[int]:
        """Return the numbers of the sources of a row."""
        names = list(dict.fromkeys(claims))
        self.used |= dict.fromkeys(names)
        return self.notes.cite(names)

    def zone(self, zone: str) -> Record:
        """Return all that a brief says of one zone."""
        day = self.request.on
        record = inside(self.atlas, zone, day)
        rows = record["items"]
        first = day if self.request.since is None else self.request.since
        self.events[zone] = happenings(self.atlas, zone, first, day)
        name = self.atlas.name_of(zone)
        return {
            "id": zone,
            "name": name,
            "type": self.atlas.type_of(zone),
            "regime": record["regime"],
            "summary": self._summary(zone, record),
            "readings": self._readings(zone, day),
            "statuses": [self._status(row) for row in record["status"]],
            "held": self._held(rows),
            "unknown": [
                {"what": q["what"], "why": q["why"]} for q in record["unknown"]
            ],
            "inside": {
                certainty: {
                    kind: [r["name"] for r in rows if _is(r, kind, certainty)]
                    for kind in ("province", "place")
                }
                for certainty in ("certain", "possible")
            },
            "belts": [self._row(r) for r in rows if r["kind"] == "belt"],
            "posts": [self._row(r) for r in rows if r["kind"] == "post"],
            "concerning": [self._row(r) for r in record["concerning"]],
            "events": [self._event(each) for each in self.events[zone]],
            "planned": [self._row(r) for r in record["planned"]],
        }

    def _summary(self, zone: str, record: Record) -> list[Record]:
        name, day = self.atlas.name_of(zone), day_words(self.request.on)
        regime = record["regime"]
        why = f": {record['why']}" if record.get("why") else ""
        subject = f"On {day} the regime of {name} {_STANDS[regime]}{why}."
        said = [self.say(subject, self.atlas.regime(zone).claims)]
        said += self._status_sentences(record["status"])
        said += self._extent_sentences(zone)
        said += self._inside_sentences(zone, record["items"])
        own = f" of {self.atlas.called.get(zone, zone)}"
        if open_ones := [
            q
            for q in record["unknown"]
            if q["what"].startswith("which ") or not q["what"].endswith(own)
        ]:
            things = "; ".join(q["what"] for q in open_ones[:4])
            said.append(self.say(f"The documents leave open: {things}.", []))
        return said

    def _status_sentences(self, statuses: Sequence[Record]) -> Iterable[Record]:
        forms = {
            "certain": "It was {}.",
            "possible": "It may have been {}.",
            "no": "It was not {}.",
            "unknown": "Whether it was {}, no document says.",
        }
        for certainty, form in forms.items():
            rows = [s for s in statuses if s["certainty"] == certainty]
            if rows:
                join = "or" if certainty in ("no", "unknown") else "and"
                words = _joined([_status_word(r["status"]) for r in rows], join)
                yield self.say(
                    form.format(words), (c for r in rows for c in r["claims"])
                )

    def _extent_sentences(self, zone: str) -> Iterable[Record]:
        readings = [r for r, _, _ in readings_on(self.atlas, zone, self.request.on)]
        if not readings:
            yield self.say("No document tells its extent.", [])
        elif len(readings) == 1:
            words = f"Its extent is told as {readings[0].words}."
            yield self.say(words, readings[0].claims)
        else:
            count = len(readings)
            yield self.say(f"Its extent is told in {count} ways, which are rivals.", [])
            for reading in readings:
                yield self.say(f"One is {reading.words}.", reading.claims)

    def _inside_sentences(self, zone: str, rows: Sequence[Record]) -> Iterable[Record]:
        readings = [r for r, _, _ in readings_on(self.atlas, zone, self.request.on)]
        extents = [c for reading in readings for c in reading.claims]
        sure, maybe = (
            _counted([r for r in rows if r["certainty"] == certainty])
            for certainty in ("certain", "possible")
        )
        if sure or maybe:
            parts = [f"surely inside: {sure}"] if sure else []
            parts += [f"possibly inside: {maybe}"] if maybe else []
            words = "; ".join(parts)
            yield self.say(f"{words[:1].upper()}{words[1:]}.", extents)

    def _readings(self, zone: str, day: int) -> list[Record]:
        rows = []
        for reading, valid, capped in readings_on(self.atlas, zone, day):
            counts = support(self.atlas, reading.claims)
            rows.append(
                {
                    "words": reading.words,
                    "valid": "possible" if capped and valid == "certain" else valid,
                    "documents": counts["texts"],
                    "lineages": counts["lineages"],
                    "unattributed": counts["unattributed"],
                    "estimate": reading.method if reading.estimate else None,
                    "sources": self.cite(reading.claims),
                }
            )
        return rows

    def _status(self, row: Record) -> Record:
        return {
            "status": row["status"].replace("_", " "),
            "certainty": row["certainty"],
            "under": row.get("under"),
            "how": row.get("how"),
            "why": row.get("why"),
            "sources": self.cite(row["claims"]),
        }

    def _held(self, rows: Iterable[Record]) -> list[Record]:
        """List the ground of which a claim says by its own name who held it."""
        found = []
        for row in rows:
            own = [h for h in row.get("held_by") or [] if h["what"] == row["name"]]
            if own:
                claims = [name for held in own for name in held["claims"]]
                found.append(
                    {
                        "name": row["name"],
                        "kind": row["kind"],
                        "by": held_words(own),
                        "sources": self.cite(claims),
                    }
                )
        return found

    def _row(self, row: Record) -> Record:
        return {
            "name": row["name"],
            "type": row.get("type"),
            "certainty": row["certainty"],
            "operator": row.get("operator"),
            "area": row.get("area"),
            "on": row.get("on"),
            "km": row.get("km"),
            "why": row.get("why"),
            "sources": self.cite(row["claims"]),
        }

    def _event(self, event: Happening) -> Record:
        return {
            "name": event.name,
            "type": event.type,
            "on": event.on,
            "certainty": event.certainty,
            "relation": event.relation,
            "figures": list(event.figures),
            "sources": self.cite(event.claims),
        }

    def changes(self, zones: Sequence[str] | None) -> list[Record]:
        """Say what changed over the period, of some zones or of all."""
        if self.request.since is None or self.request.since == self.request.on:
            return []
        record = compare_days(self.atlas, self.request.since, self.request.on)
        if zones is not None:
            kept = [r for r in record["items"] if self._concerns(r, set(zones))]
            record["summary"] = paragraph(record | {"items": kept})
        return [self.say(row["text"], row["claims"]) for row in record["summary"]]

    def _concerns(self, row: Record, zones: set[str]) -> bool:
        """Whether a changed answer is about one of some zones or lies in it."""
        if row["kind"] in ("zone", "belt"):
            return row["id"] in zones or self.atlas.home_of(row["id"]) in zones
        if row["kind"] == "control":
            grounds = {g.claim for g in self.atlas.grounds if g.zone in zones}
            own = (self.atlas.claim[name] for name in row["claims"])
            return any(c.id in grounds or c.zone in zones for c in own)
        relations = self.atlas.relation_of(row["id"]).values()
        own = (self.atlas.claim[name] for name in row["claims"])
        about = {z for claim in own for z in getattr(claim.body, "about", ())}
        return bool(about & zones) or any(r.zone in zones for r in relations)


def _is(row: Record, kind: str, certainty: str) -> bool:
    return bool(row["kind"] == kind and row["certainty"] == certainty)


def _status_word(status: str) -> str:
    return status.replace("_", " ")


def _joined(words: Sequence[str], last: str = "and") -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def _counted(rows: Sequence[Record]) -> str:
    words = []
    for kind, (one, many) in _KINDS.items():
        count = sum(row["kind"] == kind for row in rows)
        if count:
            words.append(f"{count} {one if count == 1 else many}")
    return _joined(words)
