"""Answers are derived down to claims, and say which single source they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from geodata.periods import day_of
from geodata.world import load_world
from samples import aruvian_atlas, syrian_atlas
from zones.answers import at, inside, list_zones
from zones.atlas import Atlas
from zones.narrowing import narrow
from zones.certainty import both, rivals
from zones.derivations import timeline
from zones.explaining import RULES, explain
from zones.knowledge import claims_in
from zones.loading import load_atlas
from zones.points import locate_point
from zones.presenting import add_evidence, present
from zones.sensitivity import sensitivity
from zones.support import support

DEFAULT = load_atlas([], load_world)
SEED = load_atlas(["seed"], load_world)
DAYS = ("2017-05-05", "2018-10-01", "2019-09-01", "2020-03-10")

Record = dict[str, Any]


def nodes_of(nodes: list[Record]) -> Iterator[Record]:
    for node in nodes:
        yield node
        yield from nodes_of(node.get("from", []))


def records(atlas: Atlas, day: int, knowing: int | None) -> Iterator[Record]:
    yield list_zones(atlas, day, knowing=knowing)
    for zone in atlas.zone_ids():
        yield inside(atlas, zone, day, knowing=knowing)
    for place in ("Idlib", "Khan Shaykhun", "Douma"):
        if place.lower() in atlas.keys:
            yield at(atlas, place, day, knowing=knowing)


@pytest.mark.parametrize("knowing", [None, "2018-12-31"])
@pytest.mark.parametrize("day", DAYS)
def test_the_tree_gives_the_answer_of_the_record(day: str, knowing: str | None) -> None:
    known = None if knowing is None else day_of(knowing)
    for atlas in (SEED, DEFAULT, syrian_atlas(), aruvian_atlas()):
        for record in records(atlas, day_of(day), known):
            nodes = explain(record, atlas)
            answers = {name: n["answer"] for n in nodes for name in n.get("items", ())}
            for row in record["items"]:
                asked = row.get("certainty", row.get("regime"))
                told = [n for n in nodes if row["id"] in n.get("items", ())]
                assert told and told[0]["answer"] == asked, (record["query"], row["id"])
            assert answers.keys() >= {row["id"] for row in record["items"]}


def test_every_node_follows_from_the_nodes_below_it() -> None:
    for day in DAYS:
        for record in records(DEFAULT, day_of(day), None):
            for node in nodes_of(explain(record, DEFAULT)):
                assert node["rule"] in RULES
                parts = [part["answer"] for part in node.get("from", ())]
                names = [part["what"] for part in node.get("from", ())]
                if node["rule"] == "both" and names != ["space", "time"]:
                    assert node["answer"] == both(*parts)
                elif node["rule"] == "rivals":
                    assert node["answer"] == rivals(parts)


def test_leaves_name_claims_whose_words_and_offsets_are_given() -> None:
    record = inside(SEED, "idlib", day_of("2018-10-01"))
    full = add_evidence(record, SEED)
    leaves = [n for n in nodes_of(full["derivation"]) if not n.get("from")]
    named = {name for node in leaves for name in node.get("claims", ())}
    assert named
    assert named <= set(full["evidence"])
    for name in named:
        assert full["evidence"][name]["start"] is not None
    space = next(n for n in nodes_of(full["derivation"]) if n["what"] == "space")
    assert {part["rule"] for part in space["from"]} == {"region"}
    assert all(part["claims"] for part in space["from"])


def test_the_text_is_a_tree_with_numbered_claims() -> None:
    record = at(DEFAULT, "Khan Shaykhun", day_of("2019-09-01"))
    text = present(add_evidence(record, DEFAULT), "table", DEFAULT)
    tree = text[text.index("Why:") :]
    assert re.search(
        r"  Idlib: certain \(7 texts, 2 lineages, 3 unattributed\) ← all must hold\n"
        r"    space: certain \(2 texts, ",
        tree,
    )
    assert "its region SY-ID is named whole [" in tree
    assert "tellerreport-2019-08-23, published 2019-08-23: https://" in tree


def test_a_bare_coordinate_is_derived_by_its_place() -> None:
    wider, point = locate_point(DEFAULT, 35.93, 36.63)
    record = at(wider, point, day_of("2018-10-01"))
    tree = list(nodes_of(explain(record, wider)))
    assert any(n["rule"] == "geometry" and n["answer"] == "certain" for n in tree)


def test_a_timeline_is_derived_from_what_is_said() -> None:
    record = timeline(SEED, "idlib")
    tree = explain(record, SEED)
    assert len(tree) == len(record["items"])
    assert all(node["claims"] and node["rule"] == "statement" for node in tree)


def test_what_is_known_of_a_holding_says_why_it_is_only_possible() -> None:
    (held,) = at(DEFAULT, "Khan Shaykhun", day_of("2019-09-01"))["held_by"]
    assert held["certainty"] == "possible"
    assert "not heard of after 2019-08-23" in held["why"]


def test_the_only_source_of_an_answer_is_named() -> None:
    day = day_of("2019-09-01")
    found = sensitivity(lambda atlas: at(atlas, "Khan Shaykhun", day), DEFAULT)
    (source,) = [r for r in found["items"] if r["source"] == "tellerreport-2019-08-23"]
    changes = {row["name"]: row for row in source["answers"]}
    lost = changes["held by government forces (Khan Shaykhun)"]
    assert (lost["before"], lost["after"], lost["change"]) == (
        "possible",
        "unknown",
        "falls",
    )
    assert found["sources"] == found["without_effect"] + len(found["items"])


def test_an_agency_of_several_texts_is_one_source() -> None:
    day = day_of("2018-10-01")
    found = sensitivity(lambda atlas: list_zones(atlas, day), SEED)
    agencies = [row for row in found["items"] if row["kind"] == "lineage"]
    assert [row["source"] for row in agencies] == ["TASS"]
    assert len(agencies[0]["documents"]) > 1


@pytest.mark.parametrize("day", DAYS)
def test_dropping_a_source_raises_nothing_without_naming_the_rival(day: str) -> None:
    for atlas in (SEED, syrian_atlas(), aruvian_atlas()):
        for zone in atlas.zone_ids():

            def ask(known: Atlas, zone: str = zone) -> Record:
                return inside(known, zone, day_of(day))

            for source in sensitivity(ask, atlas)["items"]:
                left = {d.id for d in atlas.documents} - set(source["documents"])
                without = narrow(atlas, left)
                for row in source["answers"]:
                    if row["change"] == "rises":
                        assert row["rivals"]
                        assert all(name in atlas.claim for name in row["rivals"])
                        assert not any(name in without.claim for name in row["rivals"])


def nodes_in(nodes: list[Record]) -> Iterator[Record]:
    for node in nodes:
        yield node
        yield from nodes_in(node.get("from", []))


@pytest.mark.parametrize("known", [None, "2018-10-05"])
def test_every_part_of_an_answer_says_its_support(known: str | None) -> None:
    knowing = None if known is None else day_of(known)
    record = inside(DEFAULT, "idlib", day_of("2018-10-01"), knowing=knowing)
    told = add_evidence(record, DEFAULT)
    checked = 0
    for node in nodes_in(told["derivation"]):
        claims = list(dict.fromkeys(claims_in([node])))
        if claims:
            assert node["support"] == support(DEFAULT, claims), node["what"]
            checked += 1
    for row in [*told["items"], *told["status"], *told["concerning"]]:
        if row["claims"]:
            assert row["support"] == support(DEFAULT, row["claims"])
            checked += 1
    assert checked > 60


def test_tables_say_texts_and_lineages() -> None:
    record = inside(SEED, "idlib", day_of("2018-10-01"))
    (row,) = [r for r in record["items"] if r["name"] == "Idlib"][:1]
    counts = row["support"]
    text = str(present(record, "table", SEED))
    assert f"{counts['texts']} texts, {counts['lineages']} lineage" in text
    head, *lines = str(present(record, "csv", SEED)).splitlines()
    assert head.split(",")[head.split(",").index("claims") + 1 :][:2] == [
        "texts",
        "lineages",
    ]
    assert lines
