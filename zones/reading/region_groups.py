"""Lists of regions cut into groups, one for each zone that a sentence speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from .regions import Item

__all__ = ["cut_groups"]


def cut_groups(items: Sequence[Item], count: int | None) -> list[list[Item]] | None:
    """Cut a list of regions into one group per zone.

    A semicolon parts zones. "As well as", a bracket that closes and a preposition of
    its own begin a group; an "and" closes one when more follows; then commas outside a
    closed "A and parts of B and C" may cut, if that gives the stated number.

    Parameters
    ----------
    items
        The regions in order.
    count
        How many zones the text states; None where it states none, 1 for one zone.

    Returns
    -------
    list of list of Item or None
        None where no cut gives the stated number.
    """
    if count == 1 or len(items) < 2:
        return [list(items)] if count in (None, 1) else None
    apart = _at_semicolons(items)
    if len(apart) > 1:
        return apart if count in (None, len(apart)) else None
    groups = _mandatory(items)
    if len(groups) == count:
        return groups
    level = _at_its_level(items)
    if count is None or len(level) == count:
        return level
    own = _at_prepositions(items)
    if len(own) == count:
        return own
    if len(groups) < count:
        cut = [piece for group in groups for piece in _at_commas(group)]
        if len(cut) == count:
            return cut
    if len(items) == count and not any(item.opens_parts for item in items):
        return [[item] for item in items]
    return None


def _at_semicolons(items: Sequence[Item]) -> list[list[Item]]:
    """Cut "A and parts of B; the north of C; D" where its writer cut it."""
    groups: list[list[Item]] = [[items[0]]]
    for item in items[1:]:
        if item.joint == "semicolon":
            groups.append([item])
        else:
            groups[-1].append(item)
    return groups


def _mandatory(items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = [[items[0]]]
    closed = False
    for item in items[1:]:
        own_in = item.has_in and groups[-1][0].has_in and not item.opens_parts
        is_next = item.joint in ("as well as", "bracket")
        if is_next or own_in or closed and item.joint == "comma":
            groups.append([item])
            closed = False
        else:
            groups[-1].append(item)
            if item.joint == "and" and not item.opens_parts:
                closed = True
    return groups


def _at_its_level(items: Sequence[Item]) -> list[list[Item]]:
    """Cut on as a list was cut first: "A, parts of B and C, D, and parts of F"."""
    groups: list[list[Item]] = []
    for group in _mandatory(items):
        if not groups or group[0].joint not in ("comma", "bracket"):
            groups.append(group)
            continue
        for item in group:
            opens = item.joint == "and" and (item.has_in or item.opens_parts)
            if item.joint in ("comma", "bracket") or opens:
                groups.append([item])
            else:
                groups[-1].append(item)
    return groups


def _at_prepositions(items: Sequence[Item]) -> list[list[Item]]:
    """Cut before every region with a preposition of its own: "A, in B and in C"."""
    groups: list[list[Item]] = [[items[0]]]
    for item in items[1:]:
        if item.has_in:
            groups.append([item])
        else:
            groups[-1].append(item)
    return groups


def _at_commas(group: list[Item]) -> list[list[Item]]:
    """Cut at commas and prepositions, unless the group is "A and parts of B and C"."""
    if any(item.opens_parts for item in group):
        return [group]
    pieces: list[list[Item]] = [[group[0]]]
    for item in group[1:]:
        if item.joint == "comma" or item.has_in:
            pieces.append([item])
        else:
            pieces[-1].append(item)
    return pieces
