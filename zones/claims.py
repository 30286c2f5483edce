"""Claims: one thing that one document says, with its place in the text.

A claim is a frozen :class:`Claim` with a body of its kind. :func:`claim_from_json` and
:func:`claim_to_json` are the flat JSON form of the dossier: the claim's own fields and
the body's side by side, empty fields left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from geodata.errors import InputError

from .records import Part, record_from_json

__all__ = [
    "BODIES",
    "LIFE_CYCLE",
    "Belt",
    "Body",
    "Claim",
    "Control",
    "Edit",
    "Event",
    "Extent",
    "Inference",
    "Line",
    "Post",
    "Quantity",
    "Rule",
    "Site",
    "Status",
    "Term",
    "claim_from_json",
    "claim_to_json",
    "dated_fields",
    "is_done",
]

LIFE_CYCLE = (
    "proposed",
    "announced",
    "agreed",
    "delimited",
    "in_force",
    "functioning",
    "ended",
)
"""Statuses of a zone in the order of its life."""

DONE = frozenset({"asserted", "doubted", "rumoured", "denied"})
"""Modalities of what is said to have happened; the others are only proposed."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place as a claim names it.

    Attributes
    ----------
    name
        The place's name; None for a bare coordinate.
    relation
        How the thing lies to it: ``in``, ``at``, ``near``, ``around``, ``along``.
    direction
        Part of it, as a compass word ("southwest", "north", "central"), or None.
    admin1, country
        ISO 3166-2 and ISO 3166-1 alpha-2 codes; ``country`` is set alone where the
        site is a country or a part of one.
    lat, lon
        WGS 84 degrees of the place, or None where it has no point.
    error_km
        Radius in km within which the place lies, or which it fills.
    """

    name: str | None = None
    relation: str = "in"
    direction: str | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    error_km: float | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured figure; ``high`` is None for "more than ``low``"."""

    what: str
    low: float | None = None
    high: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Inference:
    """A step beyond the words: what was inferred, how, and from which documents.

    Attributes
    ----------
    what
        Field that is inferred ("grouping", "zone", "date").
    how
        The inference in words ("elimination", "discourse", "stated count").
    documents
        Ids of the other documents that it rests on.
    """

    what: str
    how: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """What an analyst changed in a claim: who, when and why.

    ``was`` holds the changed fields as the document has them, in JSON form, or None.
    """

    by: str
    was: Mapping[str, Any]
    on: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a zone lies: whole and partial admin-1 regions, named areas, a geometry."""

    whole: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    areas: tuple[Site, ...] = ()
    geometry: Mapping[str, Any] | None = None
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """A step in the life of a zone, and the agreement that it stands under."""

    status: str
    under: str | None = None
    how: str | None = None
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """For how long a zone was agreed (ISO 8601 duration), and how it is renewed."""

    duration: str
    renewal: str | None = None
    begins: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Who takes, holds or loses which ground; ``share`` such as "most of"."""

    actor: str
    what: Site
    share: str | None = None
    act: str = "holds"
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Belt:
    """A strip along a line: its whole width in km from least to most, line and side.

    With side ``both`` half of the width lies on each side: "6 km either side" is 12.
    """

    within: str | None = None
    width_km: tuple[float, float] | None = None
    along: str | None = None
    side: str | None = None
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A named line (line of contact, border, road): its geometry, or places on it.

    Attributes
    ----------
    geometry
        GeoJSON line, where a source draws it.
    through
        Places that it runs through, where a text only names them.
    """

    geometry: Mapping[str, Any] | None = None
    through: tuple[Site, ...] = ()
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """An observation post or checkpoint: operator, place, and what befell it."""

    status: str
    operator: str | None = None
    where: Site | None = None
    count: Quantity | None = None
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What is forbidden or allowed in a zone, and who is exempt."""

    act: str
    forbidden: bool = True
    exempt: str | None = None
    begins: str | None = None
    ends: str | None = None
    holds: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to: when, where, about which zones.

    The claim's ``type`` says which: talks, agreement, ceasefire, offensive, airstrike,
    shelling, clash, deployment, withdrawal, displacement, statement, aid, other.

    Attributes
    ----------
    on
        EDTF value, or None where the text gives no date.
    where
        Site of the event itself; a venue of talks counts as one.
    about
        Ids of the zones that it concerns wherever it took place.
    account_of
        Id of the claim whose event this is a rival account of.
    context
        True for a consequence or flow that is told beside the events and is itself
        nowhere: listed as concerning the zone, never as inside it.
    summary
        One line composed from the fields, in our own words.
    """

    on: str | None = None
    where: Site | None = None
    about: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    account_of: str | None = None
    context: bool = False
    summary: str = ""


Body = Extent | Status | Term | Control | Belt | Line | Post | Rule | Event

BODIES: dict[str, type[Body]] = {
    "extent": Extent,
    "status": Status,
    "term": Term,
    "control": Control,
    "belt": Belt,
    "line": Line,
    "post": Post,
    "rule": Rule,
    "event": Event,
}
"""Body class of each kind of claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one document.

    Attributes
    ----------
    id
        ``<document>@<start>:<kind>[:<zone>]``, stable as long as the text is.
    kind
        Key of :data:`BODIES`.
    document
        Id of the document.
    body
        What is said, by kind.
    zone
        Id of the zone or belt spoken of, or None.
    name
        Name of the zone, belt, line or post, as the document has it.
    type
        The field's term: "de-escalation zone", "demilitarised zone", "line of contact",
        "observation post"; for an event its type.
    modality
        asserted, doubted, rumoured, denied, planned, proposed, conditional, negotiated.
    speaker
        Who says so where the document only reports it.
    start, end
        Place in the text as read, in Unicode code points, end exclusive.
    quote
        The words, or None where the text is not shipped.
    repairs
        Named repairs of translation slips that the claim rests on.
    confidence
        high, medium or low.
    rules
        Names of the reading rules that made the claim.
    inferred
        Steps beyond the words.
    lineage
        Agencies that the sentence itself names; empty: the document's.
    edited
        What an analyst changed; None for a claim as the document makes it.
    """

    id: str
    kind: str
    document: str
    body: Body
    zone: str | None = None
    name: str | None = None
    type: str | None = None
    modality: str = "asserted"
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    repairs: tuple[str, ...] = ()
    confidence: str = "high"
    rules: tuple[str, ...] = ()
    inferred: tuple[Inference, ...] = ()
    lineage: tuple[str, ...] = field(default=())
    edited: Edit | None = None

    @property
    def is_capped(self) -> bool:
        """Whether the claim keeps what rests on it at most possible.

        True for what is doubted or rumoured, and for what rests on a repair or on
        discourse alone.
        """
        return (
            self.modality in ("doubted", "rumoured")
            or bool(self.repairs)
            or any(step.how == "discourse" for step in self.inferred)
        )

    def without_quote(self) -> Claim:
        """Return the claim without its words, for a dossier without texts."""
        return replace(self, quote=None)


def is_done(claim: Claim) -> bool:
    """Whether the claim speaks of what is done, not of what is only proposed."""
    return claim.modality in DONE


def dated_fields(body: Body) -> dict[str, str]:
    """Return the EDTF values of a body by field: begins, ends, holds, on."""
    names = ("begins", "ends", "holds", "on")
    return {n: v for n in names if (v := getattr(body, n, None)) is not None}


_PARTS: dict[tuple[type, str], Part] = {
    (Extent, "areas"): Part(Site, many=True),
    (Control, "what"): Part(Site, text="name"),
    (Line, "through"): Part(Site, many=True),
    (Post, "where"): Part(Site),
    (Post, "count"): Part(Quantity),
    (Event, "where"): Part(Site),
    (Event, "quantities"): Part(Quantity, many=True),
    (Claim, "inferred"): Part(Inference, many=True),
    (Claim, "edited"): Part(Edit),
}
_OWN = tuple(f.name for f in fields(Claim) if f.name != "body")


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """Return the flat JSON form of a claim; empty fields are left out."""
    return _to_json(claim) | _to_json(claim.body)


def claim_from_json(record: Mapping[str, Any]) -> Claim:
    """Read the flat JSON form of a claim; the ground of a control claim may be a name.

    Raises
    ------
    InputError
        If the kind is unknown, or a field is missing, is not one of the kind's or holds
        something else than its record.
    """
    name = record.get("id", "claim without id")
    kind = record.get("kind")
    if kind not in BODIES:
        msg = f"{name}: kind is {kind!r}, not one of {', '.join(BODIES)}"
        raise InputError(msg)
    own = {key: value for key, value in record.items() if key in _OWN}
    rest = {key: value for key, value in record.items() if key not in _OWN}
    try:
        body = record_from_json(BODIES[kind], rest, _PARTS)
        claim: Claim = record_from_json(Claim, own | {"body": body}, _PARTS)
    except TypeError as error:
        msg = f"{name}: {error}".replace("__init__() ", "").replace(
            "got an unexpected keyword argument", "has no field"
        )
        raise InputError(msg) from None
    return claim


def _to_json(record: Any) -> dict[str, Any]:
    result = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name == "body" or value in (None, (), ""):
            continue
        if value == each.default and not (isinstance(record, Claim)):
            continue
        result[each.name] = _plain(value)
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Site | Quantity | Inference | Edit):
        return _to_json(value)
    return value
