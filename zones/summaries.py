"""Summaries: one line of our own words for each claim, composed from its fields."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.periods import edtf_words

from .claims import (
    Belt,
    Claim,
    Control,
    Event,
    Extent,
    Line,
    Post,
    Quantity,
    Rule,
    Status,
    Term,
)
from .definitions import area_words, define, words_of
from .reasons import belt_words

__all__ = ["event_words", "figure", "headline", "summarise"]


def summarise(claim: Claim, names: Mapping[str, str]) -> str:
    """Say a claim in one line of our own words.

    Parameters
    ----------
    claim
        Any claim.
    names
        Names of admin-1 regions by code.
    """
    text = headline(claim, names)
    told = isinstance(claim.body, Event) and claim.body.summary
    if claim.modality != "asserted":
        text += f" ({claim.modality})"
    if claim.speaker and not told:
        text += f", according to {claim.speaker}"
    return f"{text}, as edited by {claim.edited.by}" if claim.edited else text


def headline(claim: Claim, names: Mapping[str, str]) -> str:
    """Say a claim in one line, leaving out how it is said and by whom."""
    subject = claim.name or claim.zone or claim.type or claim.kind
    told = isinstance(claim.body, Event) and claim.body.summary
    return _body_words(claim, names, subject) + ("" if told else _dates(claim))


def figure(quantity: Quantity) -> str:
    """Say a quantity in words: "34 killed", "more than 950,000 displaced".

    Examples
    --------
    >>> figure(Quantity("displaced", 950_000))
    'more than 950,000 displaced'
    """
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return quantity.what
    if low is None:
        return f"up to {high:,g} {quantity.what}"
    if high is None:
        return f"more than {low:,.12g} {quantity.what}"
    if low == high:
        return f"{low:,.12g} {quantity.what}"
    return f"{low:,.12g}-{high:,.12g} {quantity.what}"


def _body_words(claim: Claim, names: Mapping[str, str], subject: str) -> str:
    body = claim.body
    if isinstance(body, Extent):
        return f"{subject}: extent is {words_of(define(body), names)}"
    if isinstance(body, Status):
        how = f" ({body.how})" if body.how else ""
        under = f" under {body.under}" if body.under else ""
        return f"{subject}: {body.status.replace('_', ' ')}{how}{under}"
    if isinstance(body, Term):
        return f"{subject}: term {body.duration}" + (
            f", {body.renewal}" if body.renewal else ""
        )
    if isinstance(body, Control):
        share = f"{body.share} " if body.share else ""
        return f"{body.actor}: {body.act} {share}{area_words(body.what)}"
    if isinstance(body, Belt):
        within = f", within {body.within}" if body.within else ""
        return f"{subject}: {belt_words(body.width_km, body.along, body.side)}{within}"
    if isinstance(body, Post):
        operator = f" of {body.operator}" if body.operator else ""
        where = f", {body.where.relation} {body.where.name}" if body.where else ""
        kind = claim.name or claim.type or "observation post"
        return f"{kind}{operator} {body.status.replace('_', ' ')}{where}"
    if isinstance(body, Rule):
        allowed = "forbidden" if body.forbidden else "allowed"
        exempt = f"; exempt: {body.exempt}" if body.exempt else ""
        return f"{subject}: {body.act} {allowed}{exempt}"
    if isinstance(body, Line):
        return f"{subject}: a line" + (" with its geometry" if body.geometry else "")
    return event_words(claim, body)


def event_words(claim: Claim, body: Event) -> str:
    """Say an event in the summary that it has, else in one composed of its fields."""
    if body.summary:
        return body.summary
    where = f" {body.where.relation} {body.where.name}" if body.where else ""
    actors = f" by {', '.join(body.actors)}" if body.actors else ""
    figures = "".join(f", {figure(q)}" for q in body.quantities)
    return f"{claim.type or 'event'}{where}{actors}{figures}"


def _dates(claim: Claim) -> str:
    words = {"begins": "from", "ends": "until", "holds": "seen", "on": "dated"}
    body = claim.body
    if isinstance(body, Status) and body.status in ("agreed", "announced", "ended"):
        words["begins"] = "dated"
    said = [
        f"{word} {edtf_words(value)}"
        for name, word in words.items()
        if (value := getattr(body, name, None))
    ]
    return f", {', '.join(said)}" if said else ""
