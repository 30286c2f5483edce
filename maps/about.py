"""About: what must be said beside everything that deesc publishes."""

from __future__ import annotations

from typing import Any

from zones.atlas import Atlas
from zones.support import support

from .axis import last_document
from .backdrop import countries_of, list_sources, main_type, page_title
from .features import clean_value

__all__ = ["DISCLAIMER", "GENERATOR", "describe"]

GENERATOR = "deesc 0.1.0"

DISCLAIMER = (
    "Lines and names follow the sources and express no opinion on the status of any "
    "territory. Outlines are as exact as the words they come from: a dashed outline "
    "says that the zone lies somewhere within it. Do not use this to decide where it "
    "is safe to be."
)

NOT_A_CONTROL_MAP = (
    "Not a control map: it says what documents say, not who held which ground, and "
    "must not be used to plan movement or to choose targets."
)

INTERVALS = (
    "Four days bound a period: it begins between b0 and b1 and ends between e0 and e1; "
    "ends are exclusive, an empty bound is open. A day d is certain if b1 <= d < e0, "
    "possible if b0 <= d < e1, else no. The day of a change belongs to the new state."
)

CERTAINTY = (
    "certain, possible, no, or unknown where no document answers. Of a period each "
    "class is the surest of any day of it. An inner part must be inside the zone, an "
    "outer part may be; an estimate is a drawing aid and never certain."
)


def describe(atlas: Atlas) -> dict[str, Any]:
    """Return what must be said of an atlas, by key, JSON-ready.

    Returns
    -------
    dict
        Title, limits, rules, sources with their errors, the date of the last document,
        and how to cite; ``cautions`` names what was coarsened or left out.
    """
    kind = main_type(atlas)
    title = page_title(kind, countries_of(atlas, kind))
    counts = support(atlas, [claim.id for claim in atlas.claims])
    boundaries = atlas.boundaries
    last = last_document(atlas) or "unknown"
    documents = len(atlas.documents)
    said: dict[str, Any] = {
        "title": title,
        "generator": GENERATOR,
        "not_a_control_map": NOT_A_CONTROL_MAP,
        "disclaimer": DISCLAIMER,
        "intervals": INTERVALS,
        "certainty": CERTAINTY,
        "last_document": last,
        "documents": documents,
        "lineages": counts["lineages"],
        "unattributed": counts["unattributed"],
        "boundaries": boundaries.source,
        "boundaries_view": boundaries.view,
        "boundaries_error_km": boundaries.error_km,
        "boundaries_licence": boundaries.licence,
        "attribution": [boundaries.attribution, *list_sources(atlas)],
        "cite": (
            f"{title}: what {documents} document{'' if documents == 1 else 's'} say, "
            f"the last of them of {last}. {GENERATOR}. "
            f"{boundaries.attribution}. For a statement cite its document."
        ),
        "cautions": list(atlas.cautions),
    }
    return {key: clean_value(value) for key, value in said.items()}
