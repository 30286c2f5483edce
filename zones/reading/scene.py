"""A document as the grammar sees it: sentences with their places, dates and zones.

A :class:`ZoneMention` is a phrase that speaks of a zone or of a set of zones ("four
safety zones", "the fourth zone", "the Korean DMZ"); which zone it means is decided by
the rules that use it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from .caseless import caseless
from .modality import speaker_of
from .places.search import PlaceMention
from .pronouns import pointing_back, speaks_of_areas
from .sentences import Sentence
from .vocabulary import (
    DEMONYMS,
    ORDINALS,
    ZONE_STEMS,
    ZONE_TYPES,
    compass_of,
    number_of,
)
from .zone_words import (
    AFTER_PLACE,
    BARE,
    BETWEEN,
    COMPASS_BEFORE,
    EARLIER,
    HEAD,
    IN_PART,
    NUMBERED,
    OF_PLACE,
    OF_THEM,
    OWN_NAME,
    PRONOUN,
    SIGNED_BEFORE,
    WHICH_OF,
    is_figurative,
    is_name,
    plain_gap,
)

if TYPE_CHECKING:
    from ..documents import Document
    from .dates.search import DateMention

_Mention = TypeVar("_Mention", "PlaceMention", "DateMention")

__all__ = [
    "Scene",
    "View",
    "ZoneMention",
    "build_scene",
    "country_of_zones",
    "find_zones",
    "is_near",
]


@dataclass(frozen=True, slots=True)
class ZoneMention:
    """A phrase that speaks of a zone.

    Attributes
    ----------
    start, end
        Code points in the sentence.
    type
        Field's term; None for a bare "zone" whose type the text gave before.
    count
        How many zones it speaks of, where it says so.
    of
        Size of the set that the count is taken from ("three of the four").
    ordinal
        Number in the set, -1 for the last.
    plural, definite
        Whether it is a plural, and whether it points back to what was said.
    place
        The place that the zone is named after or lies in.
    direction
        Compass word that names it ("the southern zone").
    proper
        Its name, where it has one of its own ("Temporary Security Zone").
    earlier
        Whether it is one before that spoken of ("an earlier truce").
    """

    start: int
    end: int
    type: str | None
    count: int | None = None
    of: int | None = None
    ordinal: int | None = None
    plural: bool = False
    definite: bool = False
    place: PlaceMention | None = None
    direction: str | None = None
    proper: str | None = None
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One statement with all that was found in it; offsets are the sentence's."""

    sentence: Sentence
    places: tuple[PlaceMention, ...]
    dates: tuple[DateMention, ...]
    zones: tuple[ZoneMention, ...]
    speaker: str | None

    @property
    def text(self) -> str:
        """Return the words of the sentence."""
        return self.sentence.text

    def local(self, mention: PlaceMention | DateMention) -> tuple[int, int]:
        """Return a mention's span in the sentence."""
        return mention.start - self.sentence.start, mention.end - self.sentence.start


@dataclass(frozen=True, slots=True)
class Scene:
    """All statements of one document, and the country that it is about."""

    document: Document
    views: tuple[View, ...]
    country: str | None
    country_name: str | None


_BARE_STEMS = ("zone", "corridor", "strip", "belt")


def find_zones(
    text: str, places: Sequence[PlaceMention], offset: int
) -> list[ZoneMention]:
    """Find the phrases of a sentence that speak of zones, belts and truces."""
    found: list[ZoneMention] = []
    plain = text.lower()
    speaks = any(stem in plain for stem in _BARE_STEMS)
    for name, pattern in ZONE_TYPES.items():
        if not any(stem in plain for stem in ZONE_STEMS[name]):
            continue
        for match in pattern.finditer(text):
            if not is_figurative(text, match):
                found.append(_typed(text, match, name, places, offset))
    taken = [(z.start, z.end) for z in found]
    for other in (OF_THEM, BARE, PRONOUN) if speaks else (OF_THEM, PRONOUN):
        for match in other.finditer(text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                mention = _bare(match)
                if mention is not None:
                    found.append(_with_place(text, mention, places, offset))
                    taken.append(match.span())
    for place in places:
        start, end = place.start - offset, place.end - offset
        is_own = place.kind != "country" and text[start - 1 : start] != "-"
        named = OF_PLACE.match(text, end) if is_own else None  # "the X-Y zone"
        if named and not any(a < named.end() and start < b for a, b in taken):
            found.append(
                ZoneMention(start, named.end(), None, definite=True, place=place)
            )
    found = [_numbered(text, zone, places, offset) for zone in found]
    return sorted(_without_overlaps(found), key=lambda z: (z.start, z.end))


def _numbered(
    text: str, zone: ZoneMention, places: Sequence[PlaceMention], offset: int
) -> ZoneMention:
    """Read the number of "zone No. 2", which names one of a set."""
    number = NUMBERED.match(text, zone.end)
    if number is None or zone.plural:
        return zone
    own = replace(zone, end=number.end(), ordinal=number_of(number["n"]), definite=True)
    return _with_place(text, own, places, offset)


def _without_overlaps(found: list[ZoneMention]) -> Iterator[ZoneMention]:
    for at, zone in enumerate(found):
        length = zone.end - zone.start
        is_inside = any(
            other.start <= zone.start
            and zone.end <= other.end
            and (other.end - other.start, at) > (length, number)
            and other.type is not None
            for number, other in enumerate(found)
            if number != at
        )
        if not is_inside:
            yield zone


def _typed(
    text: str,
    match: re.Match[str],
    name: str,
    places: Sequence[PlaceMention],
    offset: int,
) -> ZoneMention:
    first = match.start()
    own = OWN_NAME.search(text[:first]) if is_name(match[0]) else None
    if own and own["words"].split()[0] not in DEMONYMS:
        first = own.start("words")
    before = text[:first]
    head = HEAD.search(before)
    words = match[0].lower()
    plural = bool(
        re.search(r"(?:zones|areas|regions|corridors|strips|belts|truces)\b", words)
    )
    count = of = ordinal = None
    definite, start = False, first
    compass = COMPASS_BEFORE.search(before)
    if compass:
        head = HEAD.search(before[: compass.start()])
        start = compass.start()
    if head:
        start = head.start() if head[0].strip() else start
        count = number_of(head["count"] or "")
        of = number_of(head["of"] or "") or (
            number_of(head["late"] or "") if count is not None else None
        )
        if count is None and head["late"]:
            count = number_of(head["late"])
        ordinal = ORDINALS.get((head["ordinal"] or "").lower())
        definite = bool(head["det"])
    which = WHICH_OF.search(text[:start])
    if which and plural:  # "the fourth and last of the … zones" is one zone
        start, plural, count = which.start(), False, None
        ordinal = ORDINALS[which["ordinal"].lower()]
    if count == 1 and (of or plural):
        ordinal = ordinal if ordinal is not None else 0
    mention = ZoneMention(
        start,
        match.end(),
        name,
        count,
        of,
        ordinal,
        plural,
        definite,
        direction=compass_of(compass["c"]) if compass else None,
        proper=text[first : match.end()] if first < match.start() else None,
        earlier=bool(EARLIER.search(before)),
    )
    return _with_place(text, mention, places, offset)


def _bare(match: re.Match[str]) -> ZoneMention | None:
    groups = match.groupdict()
    count = number_of(groups.get("count") or groups.get("pre") or "")
    if (groups.get("count") or "").lower() == "both":
        count = 2
    ordinal = ORDINALS.get((groups.get("ordinal") or "").lower())
    noun = (groups.get("noun") or "them").lower()
    if match.re is PRONOUN:
        return ZoneMention(
            match.start(), match.end(), None, None, None, ordinal, False, True
        )
    definite = bool(groups.get("det")) or noun == "them"
    definite = definite or NUMBERED.match(match.string, match.end()) is not None
    if noun.startswith(("corridor", "strip", "belt")) and not groups.get("det"):
        return None
    if count is None and ordinal is None and not definite and not noun == "zones":
        return None
    plural = noun.endswith("s") or noun == "them"
    of = number_of(groups.get("of") or "")
    compass = groups.get("compass")
    return ZoneMention(
        match.start(),
        match.end(),
        None,
        count,
        of,
        ordinal,
        plural,
        definite,
        direction=compass_of(compass) if compass else None,
    )


def _with_place(
    text: str, zone: ZoneMention, places: Sequence[PlaceMention], offset: int
) -> ZoneMention:
    """Attach the place that names the zone: "X zone", "zone in X", "zone of X"."""
    part = IN_PART.match(text, zone.end)
    if part and zone.direction is None:
        return replace(zone, direction=compass_of(part["c"]))
    for place in places:
        start, end = place.start - offset, place.end - offset
        if place.role in ("actor", "part") and place.kind != "country":
            continue
        gap = text[zone.end : start] if start >= zone.end else None
        if gap is not None and len(gap) < 60:
            joined = plain_gap(gap)
            if re.fullmatch(
                r" (?:in|of|for|around|near|within|across|inside|over|on|next to|"
                r"adjacent to|bordering|between|(?:on|along) the (?:boundary|border) "
                r"(?:with|of)) ",
                joined,
            ) or AFTER_PLACE.fullmatch(gap):
                if joined == " between " and place.kind == "country":
                    continue  # a truce of two states is named after neither
                if place.kind == "settlement" and _is_venue(text, zone, joined):
                    continue
                return replace(zone, place=place)
        if (
            end <= zone.start
            and BETWEEN.match(text[end : zone.start])
            and not _DETERMINED.match(text, zone.start)
        ):
            return replace(zone, place=place)
        if zone.start <= start and end <= zone.end:
            return replace(zone, place=place)
    return zone


_DETERMINED = caseless(r"(?:the|this|that|these|those|an?)\s")


def _is_venue(text: str, zone: ZoneMention, joined: str) -> bool:
    """Whether a truce is signed in a town rather than holding there."""
    is_truce = zone.type == "ceasefire" and joined == " in "
    return is_truce and SIGNED_BEFORE.search(text[: zone.start]) is not None


def is_near(
    view: View, zone: ZoneMention, match: re.Match[str], reach: int = 110
) -> bool:
    """Whether a verb stands close to the zone, in its own clause."""
    between = (
        view.text[zone.end : match.start()]
        if match.start() >= zone.end
        else view.text[match.end() : zone.start]
    )
    return len(between) < reach and ";" not in between


def build_scene(
    document: Document,
    sentences: Sequence[Sentence],
    places: Sequence[PlaceMention],
    dates: Sequence[DateMention],
    country: str | None,
    country_name: str | None,
) -> Scene:
    """Gather what was found into one view per statement."""
    views: list[View] = []
    has_synonyms = any(
        ZONE_TYPES["de-escalation zone"].search(s.text)
        for s in sentences
        if s.kind == "body"
    )
    calls_it_buffer = any(
        ZONE_TYPES["buffer zone"].search(s.text) for s in sentences if s.kind == "body"
    )
    last: str | None = None
    has_areas = has_sets = False
    for sentence in sentences:
        if sentence.kind != "body":
            continue
        own_places = tuple(_within(places, sentence))
        own_dates = tuple(_within(dates, sentence))
        zones = find_zones(sentence.text, own_places, sentence.start)
        if has_synonyms:
            zones = [_as_de_escalation(zone) for zone in zones]
        if calls_it_buffer:
            zones = [_as_buffer(zone) for zone in zones]
        has_sets = has_sets or any(zone.plural or zone.count for zone in zones)
        if not has_sets:
            zones = [zone for zone in zones if not _is_mere_number(sentence, zone)]
        back = pointing_back(sentence, zones, views, has_areas)
        zones = [
            *zones,
            *(_with_place(sentence.text, z, own_places, sentence.start) for z in back),
        ]
        zones.sort(key=lambda zone: (zone.start, zone.end))
        has_areas = has_areas or speaks_of_areas(sentence.text, zones)
        speaker = speaker_of(sentence.text, last)
        last = speaker or last
        views.append(View(sentence, own_places, own_dates, tuple(zones), speaker))
    return Scene(document, tuple(_with_quoted(views)), country, country_name)


def _is_mere_number(sentence: Sentence, zone: ZoneMention) -> bool:
    """Whether "the ninth" is said where no set of zones is spoken of."""
    words = sentence.text[zone.start : zone.end]
    return zone.type is None and zone.ordinal is not None and "zone" not in words


def country_of_zones(scene: Scene) -> str | None:
    """Return the country of the places that zones are named after, if any."""
    counts = Counter(
        zone.place.country
        for view in scene.views
        for zone in view.zones
        if zone.place is not None and zone.place.country and zone.type is not None
    )
    return min(counts, key=lambda code: (-counts[code], code or ""), default=None)


def _as_de_escalation(zone: ZoneMention) -> ZoneMention:
    """Read "security zone" as the de-escalation zone that the text also calls so."""
    if zone.type == "security zone":
        return replace(zone, type="de-escalation zone")
    return zone


def _as_buffer(zone: ZoneMention) -> ZoneMention:
    """Read "area of separation" as the buffer zone that the text also calls so."""
    if zone.type == "area of separation":
        return replace(zone, type="buffer zone")
    return zone


def _with_quoted(views: list[View]) -> list[View]:
    """Give a quotation that goes on over sentences the speaker named at its end."""
    result = list(views)
    for at in range(len(result) - 2, -1, -1):
        view, following = result[at], result[at + 1]
        same = view.sentence.paragraph == following.sentence.paragraph
        is_open = re.match(r"[“\"„«]", view.text) and (
            len(re.findall(r"[“”\"„«»]", view.text)) == 1
        )
        if view.speaker is None and same and is_open:
            result[at] = replace(view, speaker=following.speaker)
    return result


def _within(mentions: Sequence[_Mention], sentence: Sentence) -> Iterator[_Mention]:
    for mention in mentions:
        if sentence.start <= mention.start < sentence.end:
            yield mention
