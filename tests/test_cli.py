"""The command line: what each command prints where, and what it leaves alone."""

from __future__ import annotations

import csv
import io
import json
import re
import logging
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli import FORMATS, TABLES, main
from click.testing import CliRunner, Result
from samples import (
    ARUVIA,
    BULLETIN,
    LATER_BULLETIN,
    SYRIA,
    dossier_file,
    syrian_atlas,
)

ASKED = {
    "inside": ["inside", "idlib", "--on", "2019-01-20"],
    "at": ["at", "Morek", "--on", "2019-01-20"],
    "zones": ["zones", "--on", "2019-01-20"],
    "timeline": ["timeline", "idlib"],
    "why": ["why", "idlib"],
}
GEOGRAPHIC = ("inside", "at", "zones")
CASES = [
    (name, form)
    for name in ASKED
    for form in (FORMATS if name in GEOGRAPHIC else TABLES)
]


@pytest.fixture(autouse=True)
def _quiet_root_logger() -> Iterator[None]:
    """Take away the handler that a command leaves, with its closed stream."""
    yield
    logging.getLogger().handlers.clear()


@pytest.fixture(scope="module")
def atlas_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    from zones.storing import write_atlas

    path = tmp_path_factory.mktemp("cli") / "atlas.gpkg"
    write_atlas(syrian_atlas(), path)
    return str(path)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def ask(name: str, atlas_path: str, *words: object) -> Result:
    result = run(*ASKED[name], "--atlas", atlas_path, *words)
    assert result.exit_code == 0, result.output
    return result


def record(name: str, atlas_path: str, *words: object) -> dict:
    return json.loads(ask(name, atlas_path, "-f", "json", *words).stdout)


def certainty_of(answer: dict, name: str) -> str | None:
    rows = [r for r in answer["items"] if name in (r["id"], r["name"])]
    return rows[0]["certainty"] if rows else None


def test_bare_command_shows_its_groups_and_is_a_usage_error() -> None:
    result = run()
    assert result.exit_code == 2
    assert result.stdout == ""
    for group in ("Make:", "Ask:", "Prepare:"):
        assert group in result.stderr
    for name in main.commands:
        assert f"  {name} " in result.stderr


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_of_each_command_has_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"\n  deesc {name} " in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(("name", "form"), CASES)
def test_questions_answer_in_each_format(name: str, form: str, atlas_path: str) -> None:
    result = ask(name, atlas_path, "-f", form)
    assert result.stderr == "", "stdout carries data, stderr nothing to say"
    text = result.stdout
    if form == "json":
        assert json.loads(text)["query"] == name
    elif form == "csv":
        header, *rows = csv.reader(io.StringIO(text))
        assert rows and all(len(row) == len(header) for row in rows)
    elif form == "geojson":
        collection = json.loads(text)
        assert collection["type"] == "FeatureCollection"
        assert collection["deesc"] == 1
        assert collection["features"]
    elif form == "geojsonl":
        features = [json.loads(line) for line in text.splitlines()]
        assert all(feature["type"] == "Feature" for feature in features)
    elif form == "xlsx":
        with zipfile.ZipFile(io.BytesIO(result.stdout_bytes)) as book:
            assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") > 1
    else:
        assert not text.startswith("{")
        assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("name", ["timeline", "why"])
def test_a_question_without_places_has_no_geojson(name: str, atlas_path: str) -> None:
    result = run(*ASKED[name], "--atlas", atlas_path, "-f", "geojson")
    assert result.exit_code == 2
    assert "geojson" in result.stderr


def test_text_answer_never_says_a_bare_certain(atlas_path: str) -> None:
    text = ask("inside", atlas_path).stdout
    assert "regime: certain · agreed: certain" in text
    assert "Boundaries: " in text


def test_csv_runs_no_formula(tmp_path: Path) -> None:
    risky = json.loads(json.dumps(ARUVIA))
    risky["claims"][2]["summary"] = "=HYPERLINK(1)"
    path = dossier_file(tmp_path, risky)
    result = run(
        *("inside", "tamar", "--on", "2031-03-20", "--dossier", path, "-f", "csv")
    )
    assert result.exit_code == 0, result.output
    assert "'=HYPERLINK(1)" in result.stdout


def test_known_by_answers_with_what_was_out(atlas_path: str) -> None:
    now = record("inside", atlas_path)
    then = record("inside", atlas_path, "--known-by", "2018-06-01")
    assert now["known_by"] is None and then["known_by"] == "2018-06-01"
    assert certainty_of(now, "dmz") == "certain"
    assert certainty_of(then, "dmz") is None, "the strip was not yet written of"
    assert certainty_of(then, "SY-ID") == "possible", "nothing known by then is of 2019"


def test_as_of_is_the_day_and_what_was_known_by_it(atlas_path: str) -> None:
    for name in ("inside", "at", "zones"):
        subject = ASKED[name][:-2]
        words = ("--atlas", atlas_path, "-f", "json")
        one = run(*subject, "--as-of", "2018-06-01", *words)
        two = run(*subject, "--on", "2018-06-01", "--known-by", "2018-06-01", *words)
        assert one.exit_code == 0, one.output
        assert one.stdout == two.stdout
    both = run(*ASKED["zones"], "--as-of", "2018-06-01", "--atlas", atlas_path)
    assert both.exit_code == 2
    assert "--as-of stands for" in both.stderr


def test_what_was_not_out_is_in_no_timeline(atlas_path: str) -> None:
    then = record("timeline", atlas_path, "--known-by", "2018-06-01")
    assert then["known_by"] == "2018-06-01"
    assert {d for row in then["items"] for d in row["documents"]} == {"alpha"}
    assert {row["known"] for row in then["items"]} == {"certain"}
    claim = next(c["id"] for c in SYRIA["claims"] if c["document"] == "beta")
    result = run("why", claim, "--known-by", "2018-06-01", "--atlas", atlas_path)
    assert result.exit_code == 1
    assert "beta was not out by then" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("2018-01-01",),
        ("2018-01-01", "2018-02-01", "2018-03-01"),
        ("2018-01-01", "2018-02-01", "--on", "2018-03-01"),
        ("--on", "2018-03-01", "--known-by", "2018-01-01", "--as-of", "2018-01-01"),
        ("--as-of", "2018-03-01"),
        (),
    ],
)
def test_a_comparison_has_two_sides(words: tuple[str, ...], atlas_path: str) -> None:
    result = run("diff", *words, "--atlas", atlas_path)
    assert result.exit_code == 2
    assert "two days, two dossiers" in result.stderr


def test_without_and_only_choose_documents(atlas_path: str) -> None:
    without = record("inside", atlas_path, "--without", "beta")
    assert certainty_of(without, "dmz") is None
    only = record("timeline", atlas_path, "--only", "gamma")
    assert {d for row in only["items"] for d in row["documents"]} == {"gamma"}
    result = run(*ASKED["zones"], "--atlas", atlas_path, "--without", "delta")
    assert result.exit_code == 1
    assert "no document 'delta'; there are alpha, beta, gamma" in result.stderr


def test_reading_takes_one_extent(atlas_path: str) -> None:
    both = record("inside", atlas_path)
    one = record("inside", atlas_path, "--reading", "beta@10:extent:idlib")
    assert certainty_of(both, "SY-HM") == "possible"
    assert certainty_of(one, "SY-HM") is None
    assert certainty_of(one, "SY-ID") == "certain"
    result = run(*ASKED["inside"], "--atlas", atlas_path, "--reading", "nothing")
    assert result.exit_code == 1
    assert "beta@10:extent:idlib" in result.stderr


def test_status_keeps_zones_of_which_it_is_not_ruled_out(atlas_path: str) -> None:
    rows = record("zones", atlas_path, "--status", "functioning")["items"]
    assert [row["id"] for row in rows] == ["idlib"]


def test_why_shows_each_claim_with_its_document(atlas_path: str) -> None:
    answer = record("inside", atlas_path, "--why")
    named = {name for row in answer["items"] for name in row["claims"]}
    assert named and named <= set(answer["evidence"])
    text = ask("inside", atlas_path, "--why").stdout
    assert "“all of Idlib with pieces of Hama and Latakia”" in text
    assert "alpha [10:50], published 2018-05-10" in text
    assert "(sentence not shipped)" in text


def test_why_of_one_claim(atlas_path: str) -> None:
    result = run("why", "beta@60:belt:dmz", "--atlas", atlas_path, "-f", "json")
    assert json.loads(result.stdout)["claim"]["document"] == "beta"


@pytest.mark.parametrize("name", ["idlib", "IDLIB", "Idleb", "إدلب", "Idlib zone"])
def test_zones_answer_to_their_spellings(name: str, atlas_path: str) -> None:
    result = run(
        "inside", name, "--on", "2019-01-20", "--atlas", atlas_path, "-f", "json"
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["zone"]["id"] == "idlib"


@pytest.mark.parametrize("name", ["Saraqib", "سراقب", "Саракиб", "saraqeb"])
def test_places_answer_to_their_spellings(name: str, atlas_path: str) -> None:
    result = run("at", name, "--on", "2019-01-20", "--atlas", atlas_path, "-f", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["place"]["name"] == "Saraqib"


def test_a_name_means_the_settlement_before_the_province(atlas_path: str) -> None:
    def error_of(*words: str) -> object:
        result = run(
            *("at", "Idlib", "--on", "2019-01-20", "--atlas", atlas_path),
            *("-f", "json", *words),
        )
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)["place"]["error_km"]

    assert error_of() is not None
    assert error_of("--kind", "province") is None


def test_a_coordinate_needs_no_name(atlas_path: str) -> None:
    result = run(
        *("at", "35.93,36.63", "--on", "2019-01-20", "--atlas", atlas_path),
        *("-f", "json"),
    )
    answer = json.loads(result.stdout)
    assert (answer["place"]["lat"], answer["place"]["lon"]) == (35.93, 36.63)
    assert certainty_of(answer, "idlib") == "certain"


def test_at_lists_what_is_no_only_when_asked(atlas_path: str) -> None:
    words = ("at", "Aleppo", "--on", "2019-01-20", "--atlas", atlas_path, "-f", "json")
    few = json.loads(run(*words).stdout)["items"]
    every = json.loads(run(*words, "--all").stdout)["items"]
    assert "no" not in {row["certainty"] for row in few}
    assert {row["id"] for row in every} == {"dmz", "idlib", "southwest"}


@pytest.mark.parametrize("on", ["2019-01-20", "20 January 2019"])
def test_days_are_typed_in_words_too(on: str, atlas_path: str) -> None:
    result = run("zones", "--on", on, "--atlas", atlas_path, "-f", "json")
    assert json.loads(result.stdout)["on"] == "2019-01-20"


def test_day_is_never_left_out(atlas_path: str) -> None:
    result = run("inside", "idlib", "--atlas", atlas_path)
    assert result.exit_code == 2
    assert "--on" in result.stderr


def test_dossier_and_atlas_are_alternatives(atlas_path: str) -> None:
    result = run(*ASKED["zones"], "--atlas", atlas_path, "--dossier", "seed")
    assert result.exit_code == 2
    assert "give one" in result.stderr


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("json", "{\n"), ("geojson", "{\n"), ("csv", "kind,"), ("txt", "Idlib (")],
)
def test_output_goes_to_a_file_by_its_suffix(
    suffix: str, start: str, atlas_path: str, tmp_path: Path
) -> None:
    path = tmp_path / f"answer.{suffix}"
    result = ask("inside", atlas_path, "-o", path)
    assert result.stdout == ""
    assert path.read_text("utf-8").startswith(start)
    assert f"wrote {path}" in result.stderr


def test_format_wins_over_the_suffix(atlas_path: str, tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    ask("zones", atlas_path, "-o", path, "-f", "json")
    assert json.loads(path.read_text("utf-8"))["query"] == "zones"


def test_suffix_of_a_format_that_a_command_lacks(
    atlas_path: str, tmp_path: Path
) -> None:
    path = tmp_path / "answer.geojson"
    result = run(*ASKED["why"], "--atlas", atlas_path, "-o", path)
    assert result.exit_code == 2
    assert not path.exists()


def test_own_files_are_replaced_and_others_are_not(
    atlas_path: str, tmp_path: Path
) -> None:
    own, other = tmp_path / "own.json", tmp_path / "other.json"
    ask("zones", atlas_path, "-o", own)
    ask("inside", atlas_path, "-o", own)
    assert json.loads(own.read_text("utf-8"))["query"] == "inside"
    other.write_text('{"mine": true}', "utf-8")
    result = run(*ASKED["zones"], "--atlas", atlas_path, "-o", other)
    assert result.exit_code == 1
    assert "--overwrite" in result.stderr
    assert other.read_text("utf-8") == '{"mine": true}'
    ask("zones", atlas_path, "-o", other, "--overwrite")
    assert json.loads(other.read_text("utf-8"))["query"] == "zones"


def test_same_question_gives_same_bytes(atlas_path: str) -> None:
    for name, form in CASES:
        first, second = (ask(name, atlas_path, "-f", form).stdout for _ in range(2))
        assert first == second


def test_answers_stream_into_another_program(atlas_path: str) -> None:
    words = [*ASKED["inside"], "--atlas", atlas_path, "-f", "geojsonl"]
    command = [sys.executable, "-c", "from cli import main; main()", *words]
    root = Path(__file__).parents[1]
    asked = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert asked.stdout and asked.stderr
    line = asked.stdout.readline()
    asked.stdout.close()
    complaints = asked.stderr.read().decode()
    asked.wait(30)
    asked.stderr.close()
    assert json.loads(line)["type"] == "Feature"
    assert "Traceback" not in complaints


def test_read_says_what_it_read_and_writes_a_dossier(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BULLETIN, "utf-8")
    path = tmp_path / "dossier.json"
    result = run("read", tmp_path / "one.txt", "-o", path)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "1 document\n" in result.stderr
    assert "one: published 2018-05-12" in result.stderr
    assert "zones and belts: idlib" in result.stderr
    dossier = json.loads(path.read_text("utf-8"))
    assert dossier["deesc"] == 1 and dossier["claims"]
    assert run("check", path, "--texts", tmp_path).exit_code == 0


def test_read_prints_claims_and_mentions(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BULLETIN, "utf-8")
    result = run("read", tmp_path, "-f", "json")
    answer = json.loads(result.stdout)
    assert [d["id"] for d in answer["documents"]] == ["one"]
    text = BULLETIN
    for claim in answer["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    for kind in ("places", "dates"):
        for mention in answer["mentions"][kind]:
            assert text[mention["start"] : mention["end"]] == mention["surface"]


def test_read_without_quotes_keeps_offsets_only(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BULLETIN, "utf-8")
    result = run("read", tmp_path, "-f", "json", "--no-quotes")
    claims = json.loads(result.stdout)["claims"]
    assert claims and all("quote" not in claim for claim in claims)
    assert all("start" in claim for claim in claims)


def test_add_keeps_ids_and_decisions_and_says_what_changes(tmp_path: Path) -> None:
    for name, text in (("one.txt", BULLETIN), ("two.txt", LATER_BULLETIN)):
        (tmp_path / name).write_text(text, "utf-8")
    path, wider = tmp_path / "dossier.json", tmp_path / "wider.json"
    assert run("read", tmp_path / "one.txt", "-o", path).exit_code == 0
    before = json.loads(path.read_text("utf-8"))
    ids = [claim["id"] for claim in before["claims"]]
    before["decisions"] = [{"claim": ids[0], "decision": "accept", "by": "analyst"}]
    path.write_text(json.dumps(before), "utf-8")

    result = run("add", path, tmp_path / "two.txt", "-o", wider)
    assert result.exit_code == 0, result.output
    after = json.loads(wider.read_text("utf-8"))
    assert [claim["id"] for claim in after["claims"]][: len(ids)] == ids
    assert after["decisions"] == before["decisions"]
    assert [d["id"] for d in after["documents"]] == ["one", "two"]
    ended = r"idlib: regime[^:]* from 2019-08-21: possible → no"
    assert re.search(ended, result.stdout)
    assert json.loads(path.read_text("utf-8")) == before, "-o leaves the old file"

    again = run("add", wider, tmp_path / "two.txt")
    assert again.exit_code == 0, again.output
    assert again.stdout == "no answer changes\n"
    assert json.loads(wider.read_text("utf-8")) == after


def test_build_makes_a_geopackage_that_others_open(tmp_path: Path) -> None:
    import pyogrio

    path = tmp_path / "atlas.gpkg"
    result = run("build", dossier_file(tmp_path), "-o", path)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    layers = dict(pyogrio.list_layers(path))
    spatial = "zones belts held posts provinces places events districts".split()
    tables = "claims documents relations names deesc".split()
    assert sorted(layers) == sorted(spatial + tables)
    for layer in spatial:
        frame = pyogrio.read_dataframe(path, layer=layer)
        assert frame.crs == "EPSG:4326", layer
        shapes = frame.geometry.dropna()
        assert shapes.is_valid.all(), layer
    for table in tables:
        assert layers[table] is None
        assert len(pyogrio.read_dataframe(path, layer=table)) > 0
    kinds = pyogrio.read_dataframe(path, layer="posts")
    assert kinds["name"].tolist() == ["Morek"]


def test_equal_dossiers_build_equal_bytes(tmp_path: Path) -> None:
    dossier = dossier_file(tmp_path)
    paths = [tmp_path / name for name in ("one.gpkg", "two.gpkg")]
    for path in paths:
        assert run("build", dossier, "-o", path).exit_code == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert run("build", dossier, "-o", paths[0]).exit_code == 0, "its own file"


def test_built_atlas_and_its_dossier_answer_alike(tmp_path: Path) -> None:
    dossier, atlas = dossier_file(tmp_path), tmp_path / "atlas.gpkg"
    run("build", dossier, "-o", atlas)
    for words in ASKED.values():
        built = run(*words, "--atlas", atlas, "-f", "json")
        fresh = run(*words, "--dossier", dossier, "-f", "json")
        assert json.loads(built.stdout) == json.loads(fresh.stdout)


def test_map_is_made_from_atlas_dossier_or_documents(
    atlas_path: str, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "one.txt").write_text(BULLETIN, "utf-8")
    page = tmp_path / "map.html"
    for source in (atlas_path, dossier_file(tmp_path), tmp_path / "docs"):
        result = run("map", source, "-o", page)
        assert result.exit_code == 0, result.output
        assert result.stdout == ""
        assert f"wrote {page}" in result.stderr
        assert page.read_text("ascii").startswith("<!doctype html>")


def test_map_needs_no_arguments_and_may_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = []
    for _ in range(2):
        result = run("map")
        assert result.exit_code == 0, result.output
        pages.append((tmp_path / "map.html").read_bytes())
    assert pages[0] == pages[1]
    assert len(pages[0]) < 2_000_000


def test_map_spares_a_file_of_another_program(atlas_path: str, tmp_path: Path) -> None:
    page = tmp_path / "map.html"
    page.write_text("<html>mine</html>", "utf-8")
    result = run("map", atlas_path, "-o", page)
    assert result.exit_code == 1
    assert page.read_text("utf-8") == "<html>mine</html>"
    assert run("map", atlas_path, "-o", page, "--overwrite").exit_code == 0


def test_locate_prints_exact_places_or_suggestions() -> None:
    result = run("locate", "Saraqib", "Saraqibb", "-f", "json")
    assert result.exit_code == 0
    found, missing = json.loads(result.stdout)["items"]
    assert (found["matched"], found["admin1"]) == ("Saraqib", "SY-ID")
    assert missing["matched"] is None
    assert "Saraqib" in missing["suggestions"]


def test_locate_reads_names_from_a_file(tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Saraqib\n\nسراقب\n", "utf-8")
    result = run("locate", names, "-f", "json")
    rows = json.loads(result.stdout)["items"]
    assert [row["matched"] for row in rows] == ["Saraqib", "Saraqib"]


def test_check_is_quiet_about_a_good_dossier(tmp_path: Path) -> None:
    path = dossier_file(tmp_path)
    result = run("check", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{path}: 0 faults\n"


def test_what_a_perhaps_unpublished_text_rules_out_is_possible(tmp_path: Path) -> None:
    """Beta may have been out by 2 February 2019, and says that the zone had ended."""
    words = ["inside", "southwest", "--on", "2018-08-15", "-f", "json"]
    dossier = dossier_file(tmp_path)

    def at(known_by: str) -> dict:
        result = run(*words, "--dossier", dossier, "--known-by", known_by)
        return json.loads(result.stdout)

    before, during, after = (at(d) for d in ("2019-01-31", "2019-02-02", "2019-04-01"))
    assert [a["regime"] for a in (before, during, after)] == [
        "possible",
        "possible",
        "no",
    ]
    assert certainty_of(before, "SY-DR") == certainty_of(during, "SY-DR") == "possible"
    assert certainty_of(after, "SY-DR") is None
    assert "may not have been out yet" in during["items"][0]["why"]


@pytest.mark.parametrize("point", ["-17.8,178.1", "-17.8,-178.1", "-0.5,30"])
@pytest.mark.parametrize("first", [True, False])
def test_a_point_in_the_south_is_an_argument(point: str, first: bool) -> None:
    options = ["--on", "2018-10-01", "--dossier", "seed"]
    result = run("at", *([point, *options] if first else [*options, point]))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{point} on 2018-10-01")
    wrong = run("at", "-x", *options)
    assert wrong.exit_code == 2 and "No such option" in wrong.stderr
