"""The JSON of every answer keeps to its published schema, and the schema is closed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli import main
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from samples import ARUVIA, BULLETIN, SYRIA, aruvian_atlas, dossier_file, syrian_atlas

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "zones/data/answers.schema.json").read_text("utf-8"))
QUERIES = (
    "inside at zones timeline why diff questions locate read check review join ledger"
).split()
DAYS = ("2017-07-15", "2018-05-04", "2019-01-20", "2019-08-21", "2031-03-20")
ZONES = {"syria": ("idlib", "southwest", "dmz"), "aruvia": ("tamar",)}
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.fixture(autouse=True)
def _quiet_root_logger() -> Iterator[None]:
    yield
    logging.getLogger().handlers.clear()


@pytest.fixture(scope="module")
def atlases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    from zones.storing import write_atlas

    folder = tmp_path_factory.mktemp("schema")
    paths = {}
    for name, atlas in (("syria", syrian_atlas()), ("aruvia", aruvian_atlas())):
        path = folder / f"{name}.gpkg"
        write_atlas(atlas, path)
        paths[name] = str(path)
    return paths


def validator(query: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{query}", "$defs": SCHEMA["$defs"]})


def answer(*words: object, code: int = 0) -> dict[str, Any]:
    """Ask for JSON, check it against the schema of its query, and return it."""
    result = CliRunner().invoke(main, [*map(str, words), "-f", "json"])
    assert result.exit_code == code, result.output
    record = json.loads(result.stdout)
    faults = [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}"
        for e in validator(record["query"]).iter_errors(record)
    ]
    assert not faults
    return record


def test_schema_is_a_schema_with_an_entry_for_each_query() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [row["$ref"] for row in SCHEMA["oneOf"]] == [f"#/$defs/{q}" for q in QUERIES]
    for query in QUERIES:
        assert query in SCHEMA["$defs"]


def objects(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "properties" in part:
            yield part
        for inner in part.values():
            yield from objects(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from objects(inner)


def test_schema_allows_no_key_that_it_does_not_name() -> None:
    known = set()
    for part in objects(SCHEMA["$defs"]):
        known |= set(part["properties"])
        if part.get("description") != "as in dossier.schema.json":
            assert part["additionalProperties"] is False
    told = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert not [key for key in sorted(known) if f"`{key}`" not in told]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("land", list(ZONES))
def test_answers_about_zones_keep_to_the_schema(
    land: str, day: str, atlases: dict[str, str]
) -> None:
    source = ("--atlas", atlases[land])
    for zone in ZONES[land]:
        record = answer("inside", zone, "--on", day, *source)
        assert record["on"] == day and record["zone"]["id"] == zone
        answer("inside", zone, "--on", day, "--why", "--sensitivity", *source)
        answer("inside", zone, "--on", day, "--status", "agreed", *source)
        answer("inside", zone, "--on", day, "--known-by", "2019-02-10", *source)
    answer("zones", "--on", day, *source)
    known = ("--known-by", "2019-02-10", "--why", "--sensitivity")
    assert "derivation" in answer("zones", "--on", day, *known, *source)


@pytest.mark.parametrize("day", DAYS)
def test_answers_about_places_keep_to_the_schema(
    day: str, atlases: dict[str, str]
) -> None:
    source = ("--on", day, "--atlas", atlases["syria"])
    for place in ("Morek", "Idlib", "Khan Shaykhun", "Damascus", "35.93,36.63"):
        answer("at", place, *source)
        answer("at", place, "--all", "--why", "--sensitivity", *source)
        answer("at", place, "--known-by", "2019-02-10", *source)
    answer("at", "Idlib", "--kind", "province", *source)
    answer("at", "10.5,20.5", "--on", day, "--atlas", atlases["aruvia"])


@pytest.mark.parametrize("land", list(ZONES))
def test_derivations_keep_to_the_schema(land: str, atlases: dict[str, str]) -> None:
    source = ("--atlas", atlases[land])
    answer("questions", "--known-by", "2018-06-01", "--why", *source)
    for zone in ZONES[land]:
        assert answer("questions", zone, *source)["items"]
        answer("timeline", zone, *source)
        answer("timeline", zone, "--why", "--sensitivity", *source)
        answer("why", zone, *source)
        answer("timeline", zone, "--known-by", "2018-06-01", *source)
        answer("why", zone, "--as-of", "2018-06-01", *source)
    record = SYRIA if land == "syria" else ARUVIA
    for claim in record["claims"]:
        assert answer("why", claim["id"], *source)["claim"]["id"] == claim["id"]


def test_comparisons_keep_to_the_schema(
    atlases: dict[str, str], tmp_path: Path
) -> None:
    source = ("--atlas", atlases["syria"])
    for first, last in zip(DAYS, DAYS[1:], strict=False):
        assert answer("diff", first, last, *source)["items"]
        answer("diff", first, last, "--why", *source)
    less = json.loads(json.dumps(SYRIA))
    del less["claims"][9]
    folders = [tmp_path / name for name in ("less", "more")]
    for folder in folders:
        folder.mkdir()
    old, new = dossier_file(folders[0], less), dossier_file(folders[1])
    assert answer("diff", old, new, "--why")["items"]
    answer("diff", old, new, "--on", DAYS[2], "--why")
    knowing = ("--known-by", "2018-06-01", "--known-by", "2019-02-10")
    assert answer("diff", "--on", DAYS[2], *knowing, *source, "--why")["items"]
    assert answer("diff", "--as-of", DAYS[0], "--as-of", DAYS[3], *source)["items"]


def test_events_keep_to_the_schema(atlases: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(
        "id,date,lat,lon,type,actor,admin1\n"
        "1,2018-05-04,35.93,36.63,clash,A,Idlib\n"
        "2,2018-10,35.2,36.6,shelling,B,\n"
        "3,2017-01-01,35.3,36.7,clash,A,\n"
        "4,2019-03-01,,,raid,A,Idlib\n",
        "utf-8",
    )
    source = (path, "--atlas", atlases["syria"])
    for more in (
        (),
        ("--per", "event"),
        ("--aggregate", "zone,kind,month,year,type,actor,admin1,status"),
        ("--known-by", "2018-06-01"),
    ):
        assert answer("join", *source, *more)["items"]
    found: list[Any] = []
    for more in (
        (),
        ("--all", "--by", "zone,rule,year,subtype,reporter,admin1,status"),
        ("--bands", "2.5,40", "--known-by", "2019-01-01"),
        ("--before-after", "2018-05-04"),
    ):
        record = answer("ledger", *source, *more)
        assert record["regimes"] and record["notes"]
        found += record["items"]
    assert record["before_after"] and record["rules"] and found


def test_lookups_and_checks_keep_to_the_schema(tmp_path: Path) -> None:
    answer("locate", "Saraqib", "Idlib", "nowhere at all")
    assert answer("check", dossier_file(tmp_path))["items"] == []
    broken = json.loads(json.dumps(SYRIA))
    broken["claims"][0]["whole"] = "SY-ID"
    answer("check", dossier_file(tmp_path, broken), code=1)


def test_readings_keep_to_the_schema(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BULLETIN, "utf-8")
    (tmp_path / "blank.txt").write_bytes(b"")
    record = answer("read", tmp_path)
    assert record["claims"] and record["skipped"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not here")
def test_reading_of_the_five_documents_keeps_to_the_schema() -> None:
    assert len(answer("read", SEEDS)["documents"]) == 5


@pytest.mark.parametrize("day", ["2016-12-29", "2017-10-30", "2020-02-27"])
def test_answers_of_the_embedded_dossier_keep_to_the_schema(day: str) -> None:
    for row in answer("zones", "--on", day, "--why")["items"]:
        answer("inside", row["id"], "--on", day)
        answer("timeline", row["id"])
        answer("why", row["id"])
    for place in ("Idlib", "Latakia", "Aleppo", "Damascus"):
        answer("at", place, "--on", day, "--all")
