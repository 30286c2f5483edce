"""What is left open, what has no day of publication, and what is not covered."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest
from geodata.periods import day_of, iso_of
from geodata.world import load_world
from samples import syrian_atlas, syrian_dossier, world
from zones.answers import inside, list_zones
from zones.atlas import Atlas
from zones.building import build
from zones.claims import Claim, Extent, Status
from zones.comparing import compare_days
from zones.derivations import timeline
from zones.documents import Document
from zones.dossier import Dossier, dossier_from_json, dossier_to_json, merge
from zones.explaining import explain
from zones.knowledge import claims_in
from zones.loading import load_atlas
from zones.narrowing import narrow
from zones.presenting import present
from zones.questions import list_questions
from zones.storing import read_atlas, write_atlas

DEFAULT = load_atlas([], load_world)
SEED = load_atlas(["seed"], load_world)
RANK = {"no": 0, "unknown": 1, "possible": 2, "certain": 3}

Record = dict[str, Any]


def asked(record: Record, zone: str) -> dict[str, Record]:
    return {row["what"]: row for row in record["items"] if row["zone"] == zone}


def test_parts_lines_sides_and_days_are_asked_for() -> None:
    found = asked(list_questions(SEED, "dmz"), "dmz")
    belt = "the demilitarized zone"
    side = found[f"on which side of its line {belt} lies"]
    assert side["why"] == "no claim says so"
    assert found[f"how wide {belt} is"]["why"] == "documents say 15-20 km"
    began = found[f"on which day {belt} began"]
    assert began["why"] == "it began between 2018-09-01 and 2018-09-30"
    ended = found[f"whether and when {belt} ended"]
    assert "no claim surely ends" not in ended["why"]
    idlib = asked(list_questions(SEED, "idlib"), "idlib")
    assert any(what.startswith("which parts of ") for what in idlib)
    assert "; or " in idlib["which extent of Idlib"]["why"]
    assert idlib["which extent of Idlib"]["claims"]
    homs = asked(list_questions(SEED), "north-homs")
    asked_of = f"on which day {SEED.called['north-homs']} ended"
    assert "2018-01-01 and 2018-12-31" in homs[asked_of]["why"]


def test_a_question_is_asked_once_and_settled_by_a_claim() -> None:
    record = list_questions(DEFAULT)
    whats = [row["what"] for row in record["items"]]
    assert len(whats) == len(set(whats))
    assert {row["zone"] for row in record["items"]} <= set(DEFAULT.zone_ids())
    assert "on which day the demilitarized zone began" not in whats
    assert "on which side of its line the demilitarized zone lies" not in whats
    assert "dmz" in present(record, "table", DEFAULT)


def test_what_only_a_document_of_unknown_day_settles_is_perhaps_open() -> None:
    record = list_questions(DEFAULT, "dmz", knowing=day_of("2018-12-01"))
    rows = asked(record, "dmz")
    assert rows["when dmz stood"]["certainty"] == "possible"


def test_claims_without_a_day_of_publication_are_counted() -> None:
    for knowing in ("2018-05-01", "2018-12-31", "2020-12-31"):
        day = day_of(knowing)
        for record in (
            inside(DEFAULT, "idlib", day, knowing=day),
            list_zones(DEFAULT, day, knowing=day),
            timeline(DEFAULT, "idlib", knowing=day),
        ):
            claims = [DEFAULT.claim[name] for name in dict.fromkeys(claims_in(record))]
            open_ended = [
                c
                for c in claims
                if not (published := DEFAULT.document[c.document].published)
                or published.endswith("..]")
            ]
            undated = record["undated"]
            assert undated["of"] == len(claims)
            assert undated["claims"] == len(open_ended) > 0
            assert undated["documents"] == sorted({c.document for c in open_ended})
            assert f"Undated: {len(open_ended)} of the {len(claims)} claims" in present(
                record, "table", DEFAULT
            )
    assert "undated" not in inside(DEFAULT, "idlib", day_of("2018-10-01"))


def test_the_documents_that_may_not_have_been_out_are_named() -> None:
    day = day_of("2018-12-01")
    record = list_zones(DEFAULT, day, knowing=day)
    agreed = next(r for r in record["items"] if r["id"] == "dmz")["status"]
    why = next(row for row in agreed if row["status"] == "agreed")["why"]
    assert "may not have been out yet: mesop-memorandum" in why


def test_what_is_not_covered_is_told_with_the_events() -> None:
    first, last = day_of("2018-10-01"), day_of("2018-12-31")
    for record in (
        inside(DEFAULT, "idlib", first),
        timeline(DEFAULT, "idlib"),
        compare_days(DEFAULT, first, last),
    ):
        assert "not a quiet day" in " ".join(record["coverage"])
        assert "Not covered: The events are" in present(record, "table", DEFAULT)
    assert "coverage" not in inside(SEED, "idlib", first)


def test_a_note_on_coverage_outlives_files_merging_and_narrowing(tmp_path: Any) -> None:
    noted = replace(syrian_dossier(), coverage=("Only towns.",))
    assert dossier_from_json(dossier_to_json(noted)) == noted
    other = replace(syrian_dossier(), coverage=("Only 2018.", "Only towns."))
    joined = merge([noted, other])
    assert joined.coverage == ("Only towns.", "Only 2018.")
    atlas = build(joined, world())
    write_atlas(atlas, tmp_path / "a.gpkg")
    assert read_atlas(tmp_path / "a.gpkg").coverage == joined.coverage
    assert narrow(atlas, ["alpha"]).coverage == joined.coverage


def graded(record: Record) -> dict[tuple[str, str], str]:
    found = {("regime", record["zone"]["id"]): record["regime"]}
    found |= {("status", row["status"]): row["certainty"] for row in record["status"]}
    return found | {(r["kind"], r["id"]): r["certainty"] for r in record["items"]}


def named_in(nodes: list[Record]) -> set[str]:
    return set(claims_in(nodes))


@pytest.mark.parametrize("day", ["2017-07-15", "2018-10-01", "2019-06-01"])
def test_what_dropping_a_claim_raises_the_derivation_had_named(day: str) -> None:
    on = day_of(day)
    raised = 0
    for atlas in (SEED, syrian_atlas()):
        documents = [document.id for document in atlas.documents]
        for zone in atlas.zone_ids():
            record = inside(atlas, zone, on)
            before = graded(record)
            for claim in atlas.claims:
                without = narrow(atlas, documents, dropping=[claim.id])
                if zone not in without.about:
                    continue
                after = graded(inside(without, zone, on))
                rises = [
                    key
                    for key, answer in after.items()
                    if RANK[answer] > RANK[before.get(key, "no")]
                ]
                if any(key[0] != "event" for key in rises):
                    raised += 1
                    named = named_in(explain(record, atlas)) | set(claims_in(record))
                    assert claim.id in named, (claim.id, zone, rises)
    assert raised


def narrowed(first: int, last: int, chance: random.Random) -> tuple[int, int]:
    low = chance.randint(first, last)
    return low, chance.randint(low, last)


def one_zone(begins: tuple[int, int], ends: tuple[int, int]) -> Atlas:
    def edtf(bounds: tuple[int, int]) -> str:
        return f"[{iso_of(bounds[0])}..{iso_of(bounds[1])}]"

    claims = (
        Claim("d@1", "extent", "d", Extent(("SY-ID",)), "z"),
        Claim("d@2", "status", "d", Status("agreed", begins=edtf(begins)), "z"),
        Claim("d@3", "status", "d", Status("ended", begins=edtf(ends)), "z"),
    )
    document = Document("d", published="2019-06-01")
    return replace(
        syrian_atlas(), documents=(document,), claims=claims, readings=(), items=()
    )


@pytest.mark.parametrize("seed", range(40))
def test_certainty_is_monotone_as_bounds_narrow(seed: int) -> None:
    chance = random.Random(seed)
    start = day_of("2018-01-01")
    begins = sorted((start + chance.randint(0, 200), start + chance.randint(0, 200)))
    ends = sorted((start + chance.randint(201, 400), start + chance.randint(201, 400)))
    wide = one_zone((begins[0], begins[1]), (ends[0], ends[1]))
    close = one_zone(narrowed(*begins, chance), narrowed(*ends, chance))
    for day in range(start - 5, start + 405):
        before = list_zones(wide, day)["items"][0]
        after = list_zones(close, day)["items"][0]
        if before["regime"] in ("certain", "no"):
            assert after["regime"] == before["regime"]
        for one, other in zip(before["status"], after["status"], strict=True):
            if one["status"] in ("agreed", "ended") and one["certainty"] != "possible":
                assert other["certainty"] == one["certainty"], (day, one["status"])


def test_an_empty_list_says_so() -> None:
    record = {"deesc": 1, "query": "questions", "known_by": None, "items": []}
    assert present(record, "table") == "nothing is left open\n"
    assert list_questions(build(Dossier((), ()), world()))["items"] == []


def test_questions_and_reasons_name_zones_and_documents() -> None:
    record = inside(SEED, "idlib", day_of("2018-10-01"))
    said = [f"{row['what']}: {row['why']}" for row in record["unknown"]]
    ids = {*SEED.about, *SEED.document} - {SEED.called["idlib"]}
    assert said
    for words in said:
        assert not [i for i in ids if re.search(rf"(?<![\w(]){re.escape(i)}\b", words)]
    assert any("TASS, 2017-10-30 says it of Eastern Ghouta" in each for each in said)
