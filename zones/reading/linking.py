"""Linking: drafts of all documents become claims with zone, agreement and account ids.

What one document leaves open another may close: which zones "the four" are, which
three of them ended, under which agreement a zone stands. Each such step is kept as an
:class:`~zones.claims.Inference` with the documents that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..claims import Claim, Control, Event, Inference, Post, Site, Status
from .accords import name_agreements
from .agencies import agency_of
from .drafts import Agreement, Draft, Target
from .members import Members, known_members
from .readings import Outline, Reading, outline_of
from .zone_names import known_zones

__all__ = ["Links", "link"]


def link(readings: Iterable[Reading], known: Iterable[Claim] = ()) -> list[Claim]:
    """Turn the drafts of all documents into claims.

    Parameters
    ----------
    readings
        One per document; their order does not matter.
    known
        Claims of documents read before: the zones that they describe count as named.

    Returns
    -------
    list of Claim
        In the order of document and place in the text.
    """
    ordered = sorted(readings, key=lambda reading: reading.id)
    links = Links(map(outline_of, ordered), known)
    return [claim for reading in ordered for claim in links.claims(reading)]


class Links:
    """What documents know of each other's zones and agreements.

    Parameters
    ----------
    outlines
        Of all documents, in the order of their ids.
    known
        Claims of documents read before.
    """

    def __init__(self, outlines: Iterable[Outline], known: Iterable[Claim]) -> None:
        outlines = list(outlines)
        documents = (each.document for each in outlines)
        days = {d.id: day for d in documents if (day := d.bounds[0])}
        told = (member for each in outlines for member in each.members)
        mentioned = (named for each in outlines for named in each.agreements)
        self._members = Members([*known_members(known), *told], days)
        self._named = name_agreements(dict.fromkeys(mentioned))
        self._theatre = _theatre(outlines)
        self._is_placed = any(each.countries or each.speaks for each in outlines)

    def claims(self, reading: Reading) -> list[Claim]:
        """Return the claims of one of the documents, in the order of its text."""
        found: list[Claim] = []
        for draft in reading.drafts:
            if (
                draft.key == "weak"
                and draft.target
                and self._members.describes(draft.target.zones)
            ):
                continue
            found.extend(_claims(reading, draft, self._members, self._named))
        linked = _link_accounts(found)
        if not self._is_placed and reading.is_war and reading.country is None:
            return _unique(linked)  # a war in places that no gazetteer here holds
        return _unique(_in_theatre(linked, self._theatre, reading.country))


def _expand(
    reading: Reading, target: Target, members: Members
) -> tuple[tuple[str, ...], tuple[Inference, ...]]:
    """Return the zones of a target and the steps taken to find them."""
    if not target.is_set:
        return target.zones, ()
    own = members.of_type(target.type, reading.id)
    if not own:
        spoken = _spoken_of(reading, target.type)
        if (target.count or 0) >= 99 or len(spoken) == target.count:
            own = spoken
    every = members.of_country(target.type, reading.country)
    count = target.count or 0
    if target.of and target.of > count:
        return _by_elimination(reading, target, members, every)
    if len(own) == count or count >= 99 and own:
        return own, ()
    if len(every) == count or count >= 99 and len(every) <= MOST_OF_A_SET:
        others = members.documents(every, reading.id)
        return every, (Inference("zone", "members named elsewhere", others),)
    return own or target.zones, ()


MOST_OF_A_SET = 30
"""So many zones may "all the zones" be: more were told by nobody in one breath.

Agreements that name zones one by one name fewer.
"""


def _spoken_of(reading: Reading, zone_type: str) -> tuple[str, ...]:
    """Return the zones of a type that a document names anywhere."""
    return tuple(sorted(reading.seen.get(zone_type, ())))


def _by_elimination(
    reading: Reading, target: Target, members: Members, every: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Inference, ...]]:
    """Return "three of the four": all but those that the text sets apart."""
    ordinals = reading.ordinals
    late = {z for n, z in ordinals.items() if n > (target.count or 0) or n < 0}
    apart = [z for z in ordinals.values() if z in every and (z in late or not late)]
    rest = tuple(z for z in every if z not in apart)
    if len(every) == target.of and len(rest) == target.count:
        others = members.documents(rest, reading.id)
        return rest, (Inference("zone", "elimination", others),)
    return (), ()


_OF_A_SET = frozenset({"rule", "status", "term"})
"""Kinds that are kept as said where the members of a set cannot be told."""


def _claims(
    reading: Reading,
    draft: Draft,
    members: Members,
    named: Mapping[Agreement, str],
) -> Iterable[Claim]:
    zones: tuple[str | None, ...] = (None,)
    steps: tuple[Inference, ...] = ()
    target = draft.target
    if target is not None:
        found, steps = _expand(reading, target, members)
        if draft.kind == "event":
            body = draft.body
            assert isinstance(body, Event)
            about = tuple(dict.fromkeys((*body.about, *found)))
            draft = replace(draft, body=replace(body, about=about))
        elif draft.kind == "belt" or found:
            zones = found or (None,)
        elif target.is_set and draft.kind not in _OF_A_SET:
            return
    for zone in zones:
        yield _claim(reading, draft, zone, steps, members, named)


def _claim(
    reading: Reading,
    draft: Draft,
    zone: str | None,
    steps: tuple[Inference, ...],
    members: Members,
    named: Mapping[Agreement, str],
) -> Claim:
    body = draft.body
    if isinstance(body, Status) and draft.agreement is not None:
        under = named.get(draft.agreement)
        body = replace(body, under=under, begins=body.begins or draft.agreement.date)
    if isinstance(body, Control) and body.what == Site() and zone is not None:
        body = replace(body, what=_ground(zone, members, reading))
    inferred = draft.inferred + steps
    if draft.kind == "extent" and draft.key == "run-on":
        apart = members.confirming(reading.id)
        inferred += (Inference("grouping", "stated count", apart),)
    suffix = f":{zone}" if zone else ""
    return Claim(
        id=f"{reading.id}@{draft.start}:{draft.kind}{suffix}",
        kind=draft.kind,
        document=reading.id,
        body=body,
        zone=zone,
        name=" ".join(draft.name.split()) if draft.name else None,
        type=draft.type,
        modality=draft.modality,
        speaker=draft.speaker,
        start=draft.start,
        end=draft.end,
        quote=reading.text[draft.start : draft.end],
        repairs=draft.repairs,
        confidence=(
            "medium" if steps and draft.confidence == "high" else draft.confidence
        ),
        rules=draft.rules,
        inferred=inferred,
        lineage=draft.lineage or _agencies(draft.speaker),
    )


def _agencies(speaker: str | None) -> tuple[str, ...]:
    """Return the agency that a sentence is told after, where it names one."""
    if speaker is None:
        return ()
    words = speaker.split()
    runs = (
        " ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, a + 4)
    )
    found = next((name for run in runs if (name := agency_of(run))), None)
    return (found,) if found else ()


def _ground(zone: str, members: Members, reading: Reading) -> Site:
    """Return the site of a zone's own ground, as any document describes it."""
    area, codes = members.ground(zone)
    if area is not None:
        return area
    if codes:
        names = {p.admin1: p.name for p in reading.places if p.kind == "province"}
        single = codes[0] if len(codes) == 1 else None
        shown = names.get(codes[0], codes[0]) if single else zone
        return Site(shown, "in", None, single, codes[0][:2])
    return reading.sites.get(zone, Site(zone))


def _theatre(outlines: Iterable[Outline]) -> frozenset[str]:
    """Return the countries that the dossier's zones lie in.

    Without any zone, those of the zones that the tool knows by name, and those whose
    wars the documents tell of.
    """
    codes: set[str] = set()
    wars: set[str] = set()
    for each in outlines:
        if each.is_war and each.country:
            wars.add(each.country)
        codes.update(each.countries)
        if each.speaks and not each.countries and each.country:
            codes.add(each.country)
    return frozenset(codes) or frozenset(zone.country for zone in known_zones()) | wars


def _in_theatre(
    claims: Iterable[Claim], theatre: frozenset[str], country: str | None
) -> Iterable[Claim]:
    """Leave out what happens in other countries and concerns no zone.

    Parameters
    ----------
    claims
        Claims of one document.
    theatre
        Countries of the dossier's zones.
    country
        Country that the document speaks of most.
    """
    claims = list(claims)
    is_home = country in theatre or country is None and any(c.zone for c in claims)
    for claim in claims:
        body = claim.body
        site = _site_of(claim)
        is_free = isinstance(body, Event | Control | Post) and claim.zone is None
        if is_free and not getattr(body, "about", ()):
            named = site.country if site is not None else None
            is_talk = claim.type in ("talks", "agreement") and claim.kind == "event"
            is_near = named is None or is_talk or isinstance(body, Post)
            is_there = named in theatre or is_near and is_home
            if not is_there and not (
                "about-theatre" in claim.rules and country in theatre
            ):
                continue
        yield claim


def _site_of(claim: Claim) -> Site | None:
    body = claim.body
    if isinstance(body, Event | Post):
        return body.where
    return body.what if isinstance(body, Control) else None


def _link_accounts(claims: list[Claim]) -> list[Claim]:
    """Point rival accounts to the claim of the event that they are accounts of."""
    result = []
    for claim in claims:
        body = claim.body
        if isinstance(body, Event) and body.account_of:
            start = body.account_of
            event = next(
                (
                    c.id
                    for c in claims
                    if c.kind == "event"
                    and str(c.start) == start
                    and isinstance(c.body, Event)
                    and not c.body.account_of
                ),
                None,
            )
            if event is None:
                continue
            claim = replace(claim, body=replace(body, account_of=event))
        result.append(claim)
    return result


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    ordered = sorted(claims, key=lambda c: (c.start or 0, c.kind, c.zone or ""))
    counts: dict[str, int] = {}
    result = []
    for claim in ordered:
        number = counts[claim.id] = counts.get(claim.id, 0) + 1
        result.append(
            replace(claim, id=f"{claim.id}#{number}") if number > 1 else claim
        )
    return result
