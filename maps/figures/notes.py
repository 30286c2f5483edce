"""Notes: numbers of the sources, and the caption that says what a figure rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.periods import iso_of
from zones.answers import inside
from zones.atlas import Atlas
from zones.support import support
from zones.rows import readings_on

from ..about import GENERATOR
from ..axis import last_document
from ..backdrop import list_sources
from .scene import Scene
from .words import Voice

__all__ = ["Sources", "caption"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DASH, _GAP = "\u207b", "\u2009"  # raised minus, thin space
_MOST_MARKS = 4
_MOST_QUESTIONS = 3


class Sources:
    """Numbers the documents of claims in the order in which they are first used."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._number: dict[str, int] = {}
        self.claims: dict[str, None] = {}

    def use(self, claims: Iterable[str]) -> list[int]:
        """Return the numbers of the documents of claims, ascending."""
        names = list(claims)
        self.claims |= dict.fromkeys(names)
        documents = [self._atlas.claim[name].document for name in names]
        for name in documents:
            self._number.setdefault(name, len(self._number) + 1)
        return sorted({self._number[name] for name in documents})

    def marks(self, claims: Iterable[str]) -> str:
        """Return raised numbers, runs of them joined: "¹⁻³ ⁸"."""
        runs = list(_runs(self.use(claims)))
        words = [_raised(*run) for run in runs[:_MOST_MARKS]]
        more = "\u2026" if len(runs) > _MOST_MARKS else ""
        return _GAP.join(words) + more

    def lines(self) -> list[str]:
        """Return one line for each document: number, publisher, date, title."""
        rows = []
        for name, number in self._number.items():
            document = self._atlas.document[name]
            head = ", ".join(p for p in (document.publisher, document.published) if p)
            title = document.title or document.id
            rows.append(f"{number}  {head}. {title}" if head else f"{number}  {title}")
        return rows


def _runs(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None and last is not None:
            yield start, last
        start = last = number
    if start is not None and last is not None:
        yield start, last


def _raised(first: int, last: int) -> str:
    if first == last:
        return str(first).translate(_RAISED)
    join = _DASH if last > first + 1 else _GAP
    return f"{str(first).translate(_RAISED)}{join}{str(last).translate(_RAISED)}"


def caption(
    atlas: Atlas,
    scenes: Sequence[Scene],
    sources: Sources,
    voice: Voice,
    *,
    brevity: int = 0,
) -> list[str]:
    """Return the paragraphs of a caption.

    Parameters
    ----------
    atlas
        What the figure shows.
    scenes
        Its maps, one for each day.
    sources
        Whose numbers stand on the map; the claims that they hold are counted.
    voice
        The language.
    brevity
        1: leave out what is open, how an estimate was drawn, and numbers; 2: leave
        out the answers too.
    """
    parts: list[str] = []
    for scene in scenes:
        said = _of_day(atlas, scene, voice, with_day=len(scenes) > 1)
        parts += list(said)[: (None, 2, 0)[brevity]]
    extents = _extent_words(atlas, scenes[0], sources, voice, numbered=not brevity)
    parts += list(extents)[: (None, 1, 0)[brevity]]
    if brevity < 2 and any(scene.held for scene in scenes):
        parts.append(voice.say("held_note"))
    names = _undrawn_words(scenes, sources, voice, numbered=not brevity)
    if names:
        parts.append(voice.say("undrawn", names=names))
    counts = support(atlas, sources.claims)
    parts.append(
        voice.say(
            "rests",
            claims=len(sources.claims),
            documents=counts["texts"],
            lineages=counts["lineages"],
            unattributed=counts["unattributed"],
            last=last_document(atlas) or voice.answer("unknown"),
        )
    )
    return parts


def boundary_words(atlas: Atlas, voice: Voice) -> str:
    """Say whose boundaries are drawn, in whose view and how exact they are."""
    source = atlas.boundaries
    return voice.say(
        "boundaries",
        source=source.source.split(", via ")[0],
        view=source.view.split(";")[0],
        error=source.error_km,
    )


def caution_words(atlas: Atlas) -> list[str]:
    """Say what was coarsened or left out so as to do no harm."""
    return [f"{note[:1].upper()}{note[1:]}." for note in atlas.cautions]


def credits(atlas: Atlas) -> str:
    """Return the attributions that licences ask for, and what drew the figure."""
    said = [atlas.boundaries.attribution, *list_sources(atlas), GENERATOR]
    return ". ".join(words.rstrip(".") for words in said if words) + "."


def _of_day(
    atlas: Atlas, scene: Scene, voice: Voice, *, with_day: bool
) -> Iterable[str]:
    """Yield what is answered for a day: regime and statuses, what was inside, gaps."""
    day = f"{voice.isolated(str(iso_of(scene.day)))}. " if with_day else ""
    zones = scene.own_zones()
    if scene.zone is None or len(zones) != 1:
        said = [
            voice.say(
                "of_zone",
                zone=voice.name(atlas, atlas.name_of(zone)),
                certainty=voice.answer(answer),
            )
            for zone, answer in scene.regimes.items()
        ]
        words = "; ".join(said) or voice.words["nothing"]
        yield day + voice.say("regime", certainty=words)
        return
    record = inside(atlas, zones[0], scene.day)
    regime = voice.say("regime", certainty=voice.answer(record["regime"]))
    counts = _counts(record["items"], voice) or voice.words["nothing"]
    counted = voice.say("inside", counts=counts)
    if with_day:
        yield f"{day}{regime} {counted}"
        return
    yield f"{regime} {_status_words(record['status'], voice)}"
    yield counted
    own = f" of {atlas.called.get(zones[0], zones[0])}"
    gaps = [
        f"{q['what']} ({q['why']})"
        for q in record["unknown"]
        if q["what"].startswith("which ") or not q["what"].endswith(own)
    ][:_MOST_QUESTIONS]
    if gaps:
        yield voice.say("unknown", things="; ".join(gaps))


def _status_words(statuses: Iterable[dict[str, Any]], voice: Voice) -> str:
    said = [
        voice.say(
            "status_is",
            status=voice.status(row["status"]),
            certainty=voice.answer(row["certainty"]),
        )
        for row in statuses
        if row["certainty"] != "unknown"
    ]
    quiet = [voice.status(s["status"]) for s in statuses if s["certainty"] == "unknown"]
    if quiet:
        said.append(voice.say("status_unknown", statuses=", ".join(quiet)))
    words = "; ".join(said)
    return voice.say("statuses", said=words[:1].upper() + words[1:])


def _counts(items: Iterable[dict[str, Any]], voice: Voice) -> str:
    found: dict[str, dict[str, int]] = {}
    for row in items:
        kind = found.setdefault(row["kind"], {"certain": 0, "possible": 0})
        kind[row["certainty"]] += 1
    names = {"belt": "belt_count"}
    words = [
        voice.say("count", what=voice.words[names.get(kind, kind)], **found[kind])
        for kind in ("province", "place", "post", "belt", "event")
        if kind in found
    ]
    return "; ".join(words)


def _extent_words(
    atlas: Atlas, scene: Scene, sources: Sources, voice: Voice, *, numbered: bool
) -> Iterable[str]:
    """Yield the readings of the zone that a figure is about, and its estimates."""
    if scene.zone is None:
        return
    readings = [reading for reading, _, _ in readings_on(atlas, scene.zone, scene.day)]
    marks = [sources.marks(r.claims) if numbered else "" for r in readings]
    said = [
        f"{voice.isolated(reading.words)} {voice.isolated(mark)}".strip()
        for reading, mark in zip(readings, marks, strict=True)
    ]
    if not said:
        yield voice.say("extent_none")
    elif len(said) == 1:
        yield voice.say("extent_one", words=said[0])
    else:
        yield voice.say("extent_rivals", count=len(said), words="; ".join(said))
    drawn = {s.part for s in scene.shapes if s.sort == "own"}
    methods = dict.fromkeys(r.method for r in readings if r.method and r.estimate)
    if "estimate" in drawn and methods:
        longest = max(methods, key=len)
        yield voice.say("estimate_by", method=longest)


def _undrawn_words(
    scenes: Sequence[Scene], sources: Sources, voice: Voice, *, numbered: bool
) -> str:
    rows = {each.zone: each for scene in scenes for each in scene.undrawn}
    said = []
    for each in rows.values():
        words = f" ({each.words})" if each.words else ""
        marks = sources.marks(each.claims)
        said.append(f"{each.name}{words} {marks if numbered else ''}".strip())
    return "; ".join(map(voice.isolated, said))
