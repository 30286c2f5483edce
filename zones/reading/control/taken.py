"""Ground that changes hands, as claims: what the verbs say, dated and placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..caseless import caseless
from ...claims import Control, Inference, Site
from ..dating import begin_of, date_near, day_dates
from ..drafts import Draft, draft_from
from ..modality import is_negated, modality_of
from ..phrases import Phrase, phrase
from ..places.search import PlaceMention
from ..scene import Scene, View
from ..statuses.losses import holder
from .lists import Taking
from .subjects import first_to_act
from .takings import find_takings
from ..vocabulary import number_of
from ..zone_names import site_from_place

__all__ = ["NO_ACTOR", "Taken", "date_of_change", "last_town", "without_speaker"]

NO_ACTOR = frozenset(
    "He She It They We Who Which That This These There I You What Those Both One Some "
    "Many Most All Each Others Another Several Having After Nobody Everybody".split()
)
"""Words with a capital that begin a sentence and hold no ground."""


class Taken:
    """Reads who takes ground, sentence after sentence.

    Parameters
    ----------
    scene
        The document.
    """

    __slots__ = ("_ground", "_last", "_scene")

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._last: str | None = None
        self._ground: Site | None = None

    def read(self, view: View, found: Sequence[Draft]) -> list[Draft]:
        """Read a sentence.

        Parameters
        ----------
        view
            The sentence.
        found
            What was read in it already, and need not be said again.
        """
        told = {
            (d.body.what.name, d.body.act) for d in found if isinstance(d.body, Control)
        }
        self._remember([d.body for d in found if isinstance(d.body, Control)])
        result = []
        for taking in sorted(find_takings(phrase(view)), key=lambda t: t.verb):
            is_aside = taking.verb == taking.ground.start  # "the rebel-held X"
            if not is_aside and is_negated(view.text, taking.verb, taking.verb_end):
                if taking.act != "holds" or not _is_over(view, taking):
                    continue
                taking = replace(taking, act="loses")
            actor = self._actor(view, taking)
            for site in self._sites(view, taking.ground, bool(told)):
                draft = self._drafted(view, taking, site, actor, told)
                if draft is not None:
                    assert isinstance(draft.body, Control)
                    self._remember([draft.body])
                    told.add((draft.body.what.name, draft.body.act))
                    result.append(draft)
        return result

    def _drafted(
        self,
        view: View,
        taking: Taking,
        site: Site,
        actor: str | None,
        told: set[tuple[str | None, str]],
    ) -> Draft | None:
        again = taking.again or self._retakes(view, taking, actor)
        if (site.name, taking.act) in told and not again:
            return None
        is_told = (site.name, "takes") in told and actor != self._last
        if taking.ground.back and is_told and not again:
            return None  # "took X after rebels left the town" says it twice
        if not actor or actor.split()[0] in NO_ACTOR or actor == site.name:
            return None
        draft = _draft(view, taking, site, actor)
        if taking.who is None and draft.modality != "asserted":
            return None  # who would have done it is not said
        return draft

    def _retakes(self, view: View, taking: Taking, actor: str | None) -> bool:
        """Whether another takes ground back: "X seized the town, Y retook it"."""
        is_other = (actor or "").lower() != (self._last or "").lower()
        return is_other and _RETAKES.match(view.text, taking.verb) is not None

    def _actor(self, view: View, taking: Taking) -> str | None:
        """Return who acts: as said, else who did last, else who the text spoke of."""
        if taking.who:
            return holder(view, taking.who)
        if self._last is not None and taking.who is None:
            return self._last
        at = self._scene.views.index(view)
        if at == 0:
            return None
        before = self._scene.views[at - 1]
        acting = first_to_act(phrase(before))
        return holder(before, acting.name) if acting else self._last

    def _remember(self, bodies: Sequence[Control]) -> None:
        """Keep who acted and where, for sentences that do not say so again."""
        for body in bodies:
            self._ground = body.what if body.what.name else self._ground
            self._last = body.actor if body.act != "loses" else self._last

    def _sites(self, view: View, ground: Phrase, has_told: bool) -> list[Site]:
        """Return the sites of ground: of "the three ports" those named before.

        "It" is what the same sentence has just told of, where it has.
        """
        if ground.back and has_told and self._ground is not None:
            if view.text[ground.start : ground.end].lower() == "it":
                return [self._ground]
        many = _MANY.fullmatch(view.text[ground.start : ground.end])
        if ground.back and many is not None:
            return self._listed_before(view, ground, number_of(many["count"] or ""))
        site = self._site(view, ground)
        return [site] if site is not None else []

    def _listed_before(
        self, view: View, ground: Phrase, count: int | None
    ) -> list[Site]:
        """Return the places of the list named last, where it has as many as said."""
        at = self._scene.views.index(view)
        for before in reversed(self._scene.views[max(0, at - _FAR) : at + 1]):
            until = ground.start if before is view else len(before.text)
            for group in reversed(_lists(before, until)):
                if count in (None, len(group)):
                    return [site_from_place(place, "in") for place in group]
        return []

    def _site(self, view: View, ground: Phrase) -> Site | None:
        """Return the site of ground; that of "the town" or "the road" is found back."""
        if not ground.back:
            if ground.place is None:
                return Site(ground.name, ground.relation)
            near = ground.relation if ground.relation != "in" else None
            return site_from_place(ground.place, near or "in")
        words = view.text[ground.start : ground.end].lower()
        kind = re.search(r"\b(?:road|highway|corridor|crossing|airport|base)\b", words)
        if kind is not None:
            return self._named_before(view, kind[0])
        region = (
            self._region_before(view, ground.start) if _REGION.search(words) else None
        )
        if region is not None or words.endswith("region"):
            return region
        if _REST.search(words):
            return self._named_before(view, r"(?:road|highway|motorway|corridor)")
        place = _called_so(view, ground.start, words) or last_town(view, ground.start)
        if place is not None:
            return site_from_place(replace(place, direction=None), "in")
        at = self._scene.views.index(view)
        if (
            self._ground is not None
            and self._ground.lat is None
            and _TOWN.search(words)
        ):
            for before in reversed(self._scene.views[max(0, at - _FAR) : at]):
                place = last_town(before, len(before.text))
                if place is not None:  # "the city" is no mill and no junction
                    return site_from_place(replace(place, direction=None), "in")
        if self._ground is not None:
            return self._ground
        for before in reversed(self._scene.views[max(0, at - 2) : at]):
            place = last_town(before, len(before.text))
            if place is not None:
                return site_from_place(replace(place, direction=None), "in")
        return None

    def _region_before(self, view: View, until: int) -> Site | None:
        """Return the region that the text named last."""
        at = self._scene.views.index(view)
        for before in reversed(self._scene.views[max(0, at - 3) : at + 1]):
            last = until if before is view else len(before.text)
            regions = [
                p
                for p in before.places
                if p.kind in ("province", "area") and before.local(p)[1] <= last
            ]
            if regions:
                return site_from_place(replace(regions[-1], direction=None), "in")
        return None

    def _named_before(self, view: View, kind: str) -> Site | None:
        """Return the road, crossing or base that the text named last."""
        at = self._scene.views.index(view)
        for before in reversed(self._scene.views[max(0, at - 3) : at + 1]):
            names = re.findall(rf"((?:[A-Z][\w-]+\s+){{1,3}}{kind})\b", before.text)
            own = [re.sub(r"^The\s+", "", name) for name in names]
            if own:
                return Site(own[-1], "in")
        return None


def _is_over(view: View, taking: Taking) -> bool:
    """Whether ground "is no longer" held: it was, which "not" alone does not say."""
    said = view.text[max(0, taking.verb - 30) : taking.verb_end]
    return re.search(r"\bno\s+longer\b", said, re.I) is not None


_RETAKES = caseless(r"re-?(?:took|tak|captur|conquer|gain|claim|seiz|cover|possess)")
_REGION = re.compile(r"\b(?:region|area|territory)$")
_REST = re.compile(r"\b(?:section|stretch|part)s?$")
_FAR = 6
"""Sentences over which "the city" and "the ports" still mean those named before."""
_TOWN = re.compile(r"\b(?:city|town|capital)\b")
_MANY = caseless(
    r"th(?:e|ese|ose)\s+(?:(?P<count>two|three|four|five|six|seven|\d)\s+)?(?:ports|"
    r"towns|villages|"
    r"cities|bases|crossings|settlements|enclaves|hills|airports)",
)
_AND = re.compile(r"\s*(?:,|,?\s+and)\s+(?:the\s+)?")


def _lists(view: View, until: int) -> list[list[PlaceMention]]:
    """Return the lists of two places or more that a sentence names before a point."""
    groups: list[list[PlaceMention]] = []
    for place in view.places:
        if view.local(place)[1] > until or place.kind in ("country", "actor"):
            continue
        gap = (
            view.text[view.local(groups[-1][-1])[1] : view.local(place)[0]]
            if (groups)
            else ""
        )
        if groups and _AND.fullmatch(gap):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [group for group in groups if len(group) > 1]


def _draft(view: View, taking: Taking, site: Site, actor: str) -> Draft:
    date = date_of_change(view, taking.verb)
    text = without_speaker(view.text, taking.end)
    body = Control(actor, site, taking.ground.share, taking.act)
    is_since = re.search(r"\bsince\b", view.text[taking.start :])
    if taking.date is not None:
        date = _date_of(view, taking.date)
        words = view.text[taking.date.start : taking.date.end]
        is_since = re.search(r"\bsince\b", words)
    if taking.act in ("holds", "surrounds") and not is_since:
        body = replace(body, holds=date)
    elif taking.act == "loses":  # held until then
        body = replace(body, ends=date)
    else:
        body = replace(body, begins=date)
    if _APART.search(view.text[: taking.verb]) or taking.verb == taking.ground.start:
        modality = modality_of(view.text[taking.verb : taking.end])
    else:
        modality = modality_of(text, taking.start, taking.end)
    before = view.text[: taking.verb]
    is_meant = _DOING.match(view.text, taking.verb) and _MEANT.search(before)
    if modality == "asserted" and (is_meant or _OWED.search(before)):
        modality = "planned"
    steps = [Inference("what", "discourse")] if taking.ground.back else []
    steps += [] if taking.who else [Inference("actor", "discourse")]
    return replace(
        draft_from(view, "control", body, f"{taking.act}-ground"),
        modality=modality,
        inferred=tuple(steps),
    )


_APART = re.compile(r",\s+(?:(?:which|who|that)\s+)?(?:\w+\s+){0,2}$")
"""What opens a clause of its own: "X, which is held by Y"."""
_OWED = re.compile(
    r"\b(?:must|shall|should|ha(?:s|ve|d)\s+to|(?:is|are|was|were)\s+to|(?:agreed|"
    r"undertook|pledged|obliged|required|bound|due|ready|prepared)\s+to)\s+"
    r"(?:\w+\s+){0,2}$"
)
"""Words of what someone is to do, right before the verb."""
_DOING = re.compile(r"\w+ing\b")
_MEANT = caseless(
    r"\b(?:vow|hop|plan|want|intend|aim|seek|threaten|promis|pledg|expect|prepar|"
    r"agre|order|urg)(?:e?s|e?d|ned|ing|e)?\s+(?:\w+\s+){0,2}to\s+[^;:]*$",
)
"""What someone means to do, and to take in doing so: "vowed to go on, taking X"."""


def _date_of(view: View, words: Phrase) -> str | None:
    """Return the date of a phrase, as a beginning."""
    for start, _, edtf in day_dates(view):
        if words.start <= start < words.end:
            return edtf if ".." not in edtf else begin_of(edtf) or edtf
    return None


_KIND = re.compile(r"\b(?:village|town|city|settlement)\b")


def _called_so(view: View, before: int, words: str) -> PlaceMention | None:
    """Return the last place called a village where "the village" is spoken of."""
    kind = _KIND.search(words)
    if kind is None:
        return None
    named = [
        p
        for p in view.places
        if view.local(p)[1] <= before and p.role == "place" and p.kind != "country"
        if re.match(rf"\s+{kind[0]}\b", view.text[view.local(p)[1] :], re.I)
        or re.search(rf"\b{kind[0]}\s+of\s+$", view.text[: view.local(p)[0]], re.I)
    ]
    return named[-1] if named else None


def last_town(view: View, before: int) -> PlaceMention | None:
    """Return the last town that a sentence names before a point."""
    towns = [
        p
        for p in view.places
        if p.kind == "settlement" and p.role == "place" and view.local(p)[1] <= before
    ]
    if not towns:  # a town that no gazetteer holds
        towns = [p for p in view.places if p.lat is None and _is_town(view, p, before)]
    return towns[-1] if towns else None


def _is_town(view: View, place: PlaceMention, before: int) -> bool:
    """Whether the words beside a name call it a town."""
    start, end = view.local(place)
    if place.role != "place" or end > before or place.kind in ("country", "province"):
        return False
    is_called = _TOWN_OF.search(view.text[:start])
    return bool(is_called or re.match(r"\s+(?:town|city|village)\b", view.text[end:]))


_TOWN_OF = re.compile(r"\b(?:town|city|village)\s+of\s+$")
_OTHER = re.compile(r";|,\s*(?:but|while|although|though|whereas)\b")
_SAID_SO = re.compile(
    r",?\s+(?:said|says|saying|adding|stressed|vowed|pledged|promised|warned)\b"
)


def without_speaker(text: str, at: int) -> str:
    """Return a sentence up to the words, after a point, that tell who said it."""
    said = _SAID_SO.search(text, at)
    return text[: said.start()] if said else text


_LATER = re.compile(r"\b(?:then|later)\s+(?:\w+\s+)?$")
"""Between a date and what came after it: "took X on Monday and then entered Y"."""


def date_of_change(view: View, at: int) -> str | None:
    """Return the date of a change of hands: one of its own part of the sentence."""
    date = date_near(view, at, spans=True)
    first = max(view.text.rfind(mark, 0, at) for mark in ";:")
    other = _OTHER.search(view.text, at)
    last = other.start() if other else -1
    own = [
        edtf
        for start, end, edtf in day_dates(view)
        if first < start
        and (last < 0 or end <= last)
        and not _LATER.search(view.text[end:at])
    ]
    return date if own and date in (*own, *map(begin_of, own)) else None
