"""Explaining: an answer as a tree, from space and time and rules down to claims.

A node says ``what`` is answered, the ``answer``, the ``rule`` that gives it and what it
is derived ``from``; its leaves name claims. Things that are answered alike for the same
reasons share a node.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from geodata.periods import day_of

from .atlas import Atlas, Item, Reading
from .certainty import Certainty, both, on_day, rivals
from .derivations import period_records
from .knowledge import known
from .reasons import time_reason
from .rows import readings_on, spaces_in
from .timeframes import Timeframe

__all__ = ["EXPLAINED", "RULES", "explain"]

Record = dict[str, Any]
Node = dict[str, Any]

RULES = {
    "both": "all must hold",
    "rivals": "one of these is right, nobody knows which",
    "claim": "a claim says where it lies",
    "region": "its region against the regions that are named",
    "geometry": "its place, with its error and that of the boundaries",
    "nearness": "positions agree within their errors",
    "nothing": "nothing is given to measure from",
    "days": "the days that are stated",
    "statement": "said so",
}
"""Rules that derive an answer, in words."""

EXPLAINED = ("inside", "at", "zones", "timeline")
"""Queries whose answers have a derivation."""

_RELATION_RULES = {"claim": "claim", "admin-1": "region", "none": "nothing"}
NAMED = 8
"""A shared node names as many things; its ``items`` has every one."""


def explain(record: Record, atlas: Atlas) -> list[Node]:
    """Derive each answer of a record.

    Parameters
    ----------
    record
        An answer of ``inside``, ``at``, ``list_zones`` or ``timeline``.
    atlas
        What it was answered from.

    Returns
    -------
    list of dict
        Nodes with ``what``, ``answer`` (null where nothing is graded), ``rule`` (one of
        :data:`RULES`), and where they apply ``why``, ``days`` (rival periods),
        ``items`` (ids of the rows of the record), ``claims`` and ``from``. Empty for
        any other record.
    """
    query = record["query"]
    if query == "timeline":
        return [_statement(row) for row in record["items"]]
    if query not in _TREES:
        return []
    day = day_of(record["on"])
    knowing = record["known_by"]
    surely, possibly = known(atlas, None if knowing is None else day_of(knowing))

    def derive(node: Callable[[Atlas], Node], answer: Certainty) -> Node:
        """Derive from what was surely and from what was possibly known."""
        last = node(possibly)
        first = last if surely is possibly else node(surely)
        if first == last:
            return last
        sides = [
            {**each, "what": f"with what was {how} known by {knowing}"}
            for each, how in ((first, "surely"), (last, "possibly"))
        ]
        return _node(last["what"], answer, "rivals", sides)

    return list(_TREES[query](record, atlas, day, derive))


Derive = Callable[[Callable[[Atlas], Node], Certainty], Node]


def _node(
    what: str,
    answer: Certainty | None,
    rule: str,
    parts: Iterable[Node] = (),
    *,
    claims: Iterable[str] = (),
    why: str | None = None,
    **more: Any,
) -> Node:
    node: Node = {"what": what, "answer": answer, "rule": rule}
    optional = {"why": why, **more}
    optional |= {"claims": list(dict.fromkeys(claims)), "from": list(parts)}
    return node | {name: value for name, value in optional.items() if value}


def _statement(row: Record) -> Node:
    dated = f"{row['what']} {row['on']}: {row['summary']}"
    return _node(dated, row.get("known"), "statement", claims=row["claims"])


def _inside_tree(
    record: Record, atlas: Atlas, day: int, derive: Derive
) -> Iterable[Node]:
    zone, status = record["zone"]["id"], record.get("asked", {}).get("status")
    regime = record["regime"] if status is None else record["asked"]["certainty"]
    yield derive(partial(_standing, zone, status, day), regime)
    yield from _status_nodes(record["status"])
    items = [
        derive(partial(_item_node, zone, status, row, day), row["certainty"])
        | {"items": [row["id"]]}
        for row in record["items"]
    ]
    yield from _together(items)
    held = [
        (row["id"], row["name"], h) for row in record["items"] for h in row["held_by"]
    ]
    yield from _held_nodes(held)


def _at_tree(record: Record, atlas: Atlas, day: int, derive: Derive) -> Iterable[Node]:
    place = record["place"]
    item = atlas.item.get(place["id"]) or Item(place["id"], "place", place["name"])
    for row in record["items"]:
        if row["kind"] == "post":
            node = _post_node(row)
        else:
            node = derive(partial(_zone_at, item, row, day), row["certainty"])
        yield node | {"items": [row["id"]]}
    held = [(place["id"], place["name"], row) for row in record["held_by"]]
    yield from _held_nodes(held)


def _zones_tree(
    record: Record, atlas: Atlas, day: int, derive: Derive
) -> Iterable[Node]:
    for row in record["items"]:
        node = derive(partial(_standing, row["id"], None, day), row["regime"])
        yield node | {"items": [row["id"]]}
        yield from _status_nodes(row["status"], row["name"])


_TREES = {"inside": _inside_tree, "at": _at_tree, "zones": _zones_tree}


def _standing(zone: str, status: str | None, day: int, atlas: Atlas) -> Node:
    """Derive whether the regime of a zone, or one of its statuses, holds."""
    frame = atlas.standing(zone, status)
    label = (status or "regime").replace("_", " ")
    return _days_node(f"{label} of {atlas.name_of(zone)}", frame, day)


def _days_node(what: str, frame: Timeframe, day: int) -> Node:
    return _node(
        what,
        on_day(frame.periods, day),
        "days",
        claims=(*frame.claims, *frame.ends),
        why=time_reason(frame, day, "it"),
        days=period_records(frame),
    )


def _status_nodes(statuses: Iterable[Record], name: str = "") -> Iterable[Node]:
    for row in statuses:
        if row["claims"]:
            under = f" under {row['under']}" if row["under"] else ""
            what = f"{row['status'].replace('_', ' ')}{under}"
            yield _node(
                f"{name}: {what}" if name else what,
                row["certainty"],
                "days",
                claims=row["claims"],
                why=row.get("why"),
            )


def _item_node(
    zone: str, status: str | None, row: Record, day: int, atlas: Atlas
) -> Node:
    item = atlas.item.get(row["id"])
    if item is None:
        return _node(row["name"], "unknown", "statement", why="no claim speaks of it")
    space = _space_node(atlas, item, zone, day)
    regime = _standing(zone, status, day, atlas)
    regime = {name: regime[name] for name in ("what", "answer", "rule")}
    regime["why"] = "as above"
    frame = atlas.item_frame(item)
    own = [] if frame is None else [_days_node(f"{item.name} itself", frame, day)]
    time_answer = both(*(part["answer"] for part in (*own, regime)))
    time = _node("time", time_answer, "both", [*own, regime])
    answers = [both(part["answer"], time_answer) for part in space.get("from", ())]
    return _node(item.name, rivals(answers), "both", [space, time])


def _space_node(atlas: Atlas, item: Item, zone: str, day: int) -> Node:
    """Derive where an item lies, in each reading that may be valid on the day."""
    spaces = spaces_in(atlas, item, readings_on(atlas, zone, day))
    parts = [_reading_node(atlas, item, each, answer) for each, answer in spaces]
    why = None if parts else "no claim says where the zone lies"
    answer = rivals(part["answer"] for part in parts)
    return _node("space", answer, "rivals" if parts else "nothing", parts, why=why)


def _reading_node(
    atlas: Atlas, item: Item, reading: Reading, answer: Certainty
) -> Node:
    relation = atlas.relation_of(item.id).get(reading.id)
    rule = "geometry" if relation is None else relation.rule
    rule = _RELATION_RULES.get(rule, "geometry")
    why = None
    if rule == "region" and item.admin1:
        named = "whole" if relation and relation.space == "certain" else "in part"
        why = f"its region {item.admin1} is named {named}"
    elif relation is None:
        rule = "region" if item.admin1 else "geometry"
        why = "it lies outside of what may be inside"
    what = f"if it is {reading.words}"
    return _node(what, answer, rule, claims=reading.claims, why=why)


def _zone_at(item: Item, row: Record, day: int, atlas: Atlas) -> Node:
    zone = row["id"]
    if zone not in atlas.about:
        return _node(row["name"], "unknown", "statement", why="no claim speaks of it")
    time = _standing(zone, None, day, atlas)
    space = _space_node(atlas, item, zone, day)
    if row["kind"] == "belt" and not atlas.zone_readings(zone):
        why = row.get("why") if row["space"] == "unknown" else None
        own = [c.id for c in atlas.about[zone] if c.kind == "belt"]
        space = _node("space", row["space"], "nothing", claims=own, why=why)
    answer = both(space["answer"], time["answer"])
    return _node(row["name"], answer, "both", [space, time])


def _post_node(row: Record) -> Node:
    rule = "claim" if row["space"] == "certain" else "nearness"
    claims = row["claims"]
    space = _node("space", row["space"], rule, claims=claims)
    time = _node("time", row["time"], "days", claims=claims)
    return _node(
        row["name"], row["certainty"], "both", [space, time], why=row.get("why")
    )


def _held_nodes(held: Sequence[tuple[str, str, Record]]) -> Iterable[Node]:
    nodes = []
    for item, name, row in held:
        share = f"{row['share']} " if row["share"] else ""
        ground = f"{share}{row['what']}, according to {_documents(row)}"
        leaf = _node(
            ground, row["certainty"], "days", claims=row["claims"], why=row.get("why")
        )
        title = f"{name} held by {row['actor']}"
        node = _node(title, row["certainty"], "statement", [leaf], items=[item])
        nodes.append(node)
    yield from _together(nodes, " held by ")


def _documents(row: Record) -> str:
    names = dict.fromkeys(name.rpartition("@")[0] for name in row["claims"])
    return ", ".join(names)


def _together(nodes: Iterable[Node], verb: str = "") -> list[Node]:
    """Let things that are answered alike for the same reasons share a node."""
    groups: dict[str, list[Node]] = {}
    for node in nodes:
        same = {k: v for k, v in node.items() if k not in ("what", "items")}
        groups.setdefault(json.dumps(same, sort_keys=True), []).append(node)
    result = []
    for group in groups.values():
        names = [
            node["what"].partition(verb)[0] if verb else node["what"] for node in group
        ]
        tail = group[0]["what"][len(names[0]) :]
        shown = ", ".join(names[:NAMED])
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        items = [name for node in group for name in node["items"]]
        result.append(group[0] | {"what": f"{shown}{more}{tail}", "items": items})
    return result
