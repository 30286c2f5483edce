"""Exports: all formats hold the same features, say what must be said, and are safe."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import geopandas
import pyogrio
import pytest
import shapely
from cli import EXPORTS, main
from click.testing import CliRunner
from geodata.errors import InputError, MissingExtraError, OverwriteError
from geodata.formats import is_own_file
from geodata.periods import day_of
from geodata.workbooks import workbook_bytes
from geodata.world import load_world
from hypothesis import given, settings
from hypothesis import strategies as st
from maps.about import describe
from maps.exports import FORMATS, export_atlas, export_format
from maps.features import FIELDS, Feature, Span, gather_features
from maps.geojson import geojson_text
from maps.kml import COLOURS, kml_text
from maps.sheets import csv_of, side_file
from maps.styles import AREA_RULES, POINT_RULES, qml_text
from maps.tables import list_tables
from samples import aruvian_atlas, dossier_file, syrian_atlas
from zones.answers import at, inside, list_zones
from zones.cautions import coarsen
from zones.finding import find_anywhere
from zones.loading import load_atlas
from zones.storing import read_atlas

DAYS = [day_of(iso) for iso in ("2017-05-05", "2018-04-20", "2018-10-01", "2020-02-28")]
KML = {"k": "http://www.opengis.net/kml/2.2"}
SAID = ("disclaimer", "not_a_control_map", "intervals", "last_document", "cite")


@cache
def default_atlas():
    return load_atlas([], load_world)


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    """The default atlas in every format whose library is there."""
    folder = tmp_path_factory.mktemp("exports")
    pytest.importorskip("pyarrow")
    made = {form: folder / f"zones.{form}" for form in FORMATS}
    for path in made.values():
        export_atlas(default_atlas(), path)
    return made


@cache
def features() -> list[Feature]:
    return gather_features(default_atlas())


def rows_of(form: str, path: Path) -> list[dict]:
    """Read the features of a file back, with each reader's own kind of row."""
    if form == "gpkg":
        layers = [
            pyogrio.read_dataframe(path, layer=n) for n in ("map_areas", "map_points")
        ]
        rows = [row for layer in layers for row in layer.to_dict("records")]
        return [
            r | {n: json.loads(r[n]) for n in ("claims", "documents")} for r in rows
        ]
    if form == "parquet":
        return geopandas.read_parquet(path).to_dict("records")
    if form == "geojson":
        return [
            f["properties"] for f in json.loads(path.read_text("utf-8"))["features"]
        ]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    elif form == "kml":
        marks = ElementTree.parse(path).iterfind(".//k:Placemark", KML)
        rows = [
            dict.fromkeys(FIELDS)
            | {
                d.get("name"): d.findtext("k:value", None, KML)
                for d in m.iter(f"{{{KML['k']}}}Data")
            }
            for m in marks
        ]
    else:
        openpyxl = pytest.importorskip("openpyxl")
        sheet = openpyxl.load_workbook(path)["features"]
        head, *cells = sheet.iter_rows(values_only=True)
        rows = [dict(zip(head, each, strict=True)) for each in cells]
    mark = " | " if form == "kml" else "|"
    return [r | {n: r[n].split(mark) for n in ("claims", "documents")} for r in rows]


@pytest.mark.parametrize("form", EXPORTS)
def test_every_feature_rests_on_a_claim(form: str, files: dict[str, Path]) -> None:
    rows = rows_of(form, files[form])
    assert sorted(row["id"] for row in rows) == sorted(
        f.fields["id"] for f in features()
    )
    atlas = default_atlas()
    for row in rows:
        assert len(row["claims"]) >= 1
        said = {atlas.claim[name].document for name in row["claims"]}
        assert said == set(row["documents"])
        assert {row["certainty"], row["time"]} <= {"certain", "possible", "unknown"}
        assert row["space"] in ("certain", "possible", "unknown", "no")
        assert row["reading"]
        assert {"b0", "b1", "e0", "e1"} <= set(row)


@pytest.mark.parametrize("form", EXPORTS)
def test_a_second_run_gives_the_same_bytes(
    form: str, files: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / files[form].name
    export_atlas(default_atlas(), again)
    assert again.read_bytes() == files[form].read_bytes()
    if form == "csv":
        beside = [side_file(path).read_bytes() for path in (again, files[form])]
        assert beside[0] == beside[1]


def said_in(form: str, path: Path) -> str:
    """Return the words that a file says of itself, in the format's own place."""
    if form == "gpkg":
        return json.dumps(
            pyogrio.read_info(path, layer="map_areas")["dataset_metadata"]
        )
    if form == "parquet":
        from pyarrow.parquet import read_schema

        return read_schema(path).metadata[b"deesc:about"].decode()
    if form == "geojson":
        return json.dumps(
            json.loads(path.read_text("utf-8"))["about"], ensure_ascii=False
        )
    if form == "kml":
        return ElementTree.parse(path).findtext("k:Document/k:description", "", KML)
    if form == "csv":
        return side_file(path).read_text("utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    rows = openpyxl.load_workbook(path)["about"].iter_rows(values_only=True)
    return "\n".join(f"{key}: {value}" for key, value in rows)


@pytest.mark.parametrize("form", EXPORTS)
def test_every_file_says_what_must_be_said(form: str, files: dict[str, Path]) -> None:
    text = said_in(form, files[form]).replace("&lt;", "<").replace("&#x27;", "'")
    about = describe(default_atlas())
    source = default_atlas().boundaries
    for words in (*(about[key] for key in SAID), source.source, source.view):
        assert words in text
    for words in about["attribution"]:
        assert words in text
    assert "boundaries_error_km" in text or "boundaries error km" in text


@pytest.mark.parametrize("form", EXPORTS)
def test_cautions_are_stamped(form: str, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"a.{form}"
    export_atlas(coarsen(syrian_atlas(), 20), path)
    assert "coarsened to a grid of 20 km" in said_in(form, path)
    exact = next(i for i in syrian_atlas().items if i.kind == "post")
    post = next(r for r in rows_of(form, path) if r["kind"] == "post")
    assert float(post["lat"]) != exact.lat


@pytest.mark.parametrize("day", DAYS)
def test_features_of_a_day_are_the_answers_of_that_day(day: int) -> None:
    atlas = default_atlas()
    found = gather_features(atlas, Span.of(day))
    for zone in atlas.zone_ids():
        rows = [f.fields for f in found if f.fields["zone"] == zone]
        ours = {
            (r["id"].removesuffix(f"@{zone}"), r["certainty"], r["space"], r["time"])
            for r in rows
            if r["id"].endswith(f"@{zone}") and r["certainty"] != "unknown"
        }
        items = inside(atlas, zone, day)["items"]
        keys = ("id", "certainty", "space", "time")
        assert ours == {tuple(item[key] for key in keys) for item in items}


def test_a_window_holds_what_each_of_its_days_holds() -> None:
    atlas = syrian_atlas()
    first, last = day_of("2018-12-20"), day_of("2019-02-01")
    window = {f.fields["id"] for f in gather_features(atlas, Span(first, last))}
    daily = {
        f.fields["id"]
        for day in range(first, last + 1)
        for f in gather_features(atlas, Span.of(day))
    }
    assert window == daily
    assert "beta@210:event@idlib" in window
    later = gather_features(atlas, Span.of(None, day_of("2019-01-21")))
    assert "beta@210:event@idlib" not in {f.fields["id"] for f in later}


def test_ground_that_rival_readings_share_is_certain() -> None:
    found = {f.fields["id"]: f.fields for f in gather_features(syrian_atlas())}
    inner = [r for r in found.values() if r["part"] == "inner" and r["zone"] == "idlib"]
    assert len(inner) == 2 and {r["certainty"] for r in inner} == {"certain"}
    parts = {
        r["part"]: r["certainty"] for r in found.values() if r["zone"] == "southwest"
    }
    assert parts["outer"] == parts["estimate"] == "possible"


def test_our_geopackage_gives_the_same_answers(files: dict[str, Path]) -> None:
    before, after = default_atlas(), read_atlas(files["gpkg"])
    assert after == before
    places = ["Khan Shaykhun", "Morek", "Saraqib", "Damascus"]
    for day in DAYS:
        for zone in before.zone_ids():
            assert inside(after, zone, day) == inside(before, zone, day)
        for place in places:
            items = [
                find_anywhere(a, place, None, lambda: None) for a in (before, after)
            ]
            assert at(before, items[0], day) == at(after, items[1], day)
        assert list_zones(after, day) == list_zones(before, day)


def test_geopackage_is_styled_and_timed(files: dict[str, Path]) -> None:
    styles = pyogrio.read_dataframe(files["gpkg"], layer="layer_styles")
    assert list(styles["f_table_name"]) == ["map_areas", "map_points"]
    for row in styles.itertuples():
        root = ElementTree.fromstring(row.styleQML.partition("\n")[2])
        temporal = root.find("temporal")
        assert temporal.attrib == {
            "enabled": "1",
            "mode": "2",  # start and end from fields
            "limitMode": "0",  # begin included, end excluded
            "startField": "b0",
            "endField": "e1",
            "startExpression": "",
            "endExpression": "",
            "durationField": "",
            "durationUnit": "min",
            "fixedDuration": "0",
            "accumulate": "0",
        }
        info = pyogrio.read_info(files["gpkg"], layer=row.f_table_name)
        types = dict(zip(info["fields"], info["ogr_types"], strict=True))
        assert types["b0"] == types["e1"] == "OFTDate"
        names = {symbol.get("name") for symbol in root.iter("symbol")}
        assert {
            rule.get("symbol") for rule in root.iter("rule") if rule.get("symbol")
        } == names


def test_every_drawn_feature_meets_one_rule_of_its_layer(
    files: dict[str, Path],
) -> None:
    for layer, rules in (("map_areas", AREA_RULES), ("map_points", POINT_RULES)):
        whole = pyogrio.read_dataframe(files["gpkg"], layer=layer)
        drawn = whole[~whole.geometry.isna()]
        counts = [
            len(
                pyogrio.read_dataframe(
                    files["gpkg"],
                    layer=layer,
                    where=f"geom IS NOT NULL AND {rule.where}",
                )
            )
            for rule in rules
        ]
        assert sum(counts) == len(drawn) > 20
        assert "RuleRenderer" in qml_text(rules)


def test_geojson_is_rfc_7946(files: dict[str, Path]) -> None:
    found = json.loads(files["geojson"].read_text("utf-8"))
    assert "crs" not in found and found["type"] == "FeatureCollection"
    west, south, east, north = found["bbox"]
    assert -180 <= west < east <= 180 and -90 <= south < north <= 90
    polygons = 0
    for feature in found["features"]:
        assert feature["type"] == "Feature" and "properties" in feature
        if feature["geometry"] is None:
            assert "bbox" not in feature
            continue
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid and feature["bbox"] == pytest.approx(list(shape.bounds))
        for part in getattr(shape, "geoms", [shape]):
            if part.geom_type == "Polygon":
                polygons += 1
                assert part.exterior.is_ccw
                assert not any(ring.is_ccw for ring in part.interiors)
    assert polygons > 20


def test_kml_meets_the_schema_of_ogc(files: dict[str, Path]) -> None:
    validator = pytest.importorskip("fastkml.validator")
    assert validator.validate(file_to_validate=files["kml"])


def test_kml_ends_on_the_last_day_that_is_possible(files: dict[str, Path]) -> None:
    document = ElementTree.parse(files["kml"])
    spans = {}
    for mark in document.iterfind(".//k:Placemark", KML):
        data = {
            d.get("name"): d.findtext("k:value", "", KML)
            for d in mark.iter(f"{{{KML['k']}}}Data")
        }
        spans[data["id"]] = (
            mark.findtext("k:TimeSpan/k:begin", None, KML),
            mark.findtext("k:TimeSpan/k:end", None, KML),
        )
    ghouta = next(v for k, v in spans.items() if k.startswith("eastern-ghouta/"))
    assert ghouta == ("2017-05-04", "2018-04-13")  # e1 is 2018-04-14
    one_day = [v for k, v in spans.items() if ":event" in k and v[0] == v[1]]
    assert len(one_day) > 20
    assert "the day before e1" in document.findtext("k:Document/k:description", "", KML)


def test_kml_points_to_styles_that_are_there_and_to_nothing_else(
    files: dict[str, Path],
) -> None:
    document = ElementTree.parse(files["kml"])
    styles = {f"#{s.get('id')}" for s in document.iterfind(".//k:Style", KML)}
    used = {u.text for u in document.iterfind(".//k:styleUrl", KML)}
    assert used <= styles and len(used) > 5
    assert len(set(COLOURS.values())) == 3
    assert not list(document.iterfind(".//k:href", KML))


def test_geoparquet_is_conformant(files: dict[str, Path]) -> None:
    validator = pytest.importorskip("geoparquet_validator")
    report = validator.check(str(files["parquet"]))
    passed = {o["id"] for o in report["outcomes"] if o["status"] == "pass"}
    assert not validator.failed(report)
    assert {"/conf/core/geo-metadata", "/conf/core/orientation-rings"} <= passed
    assert any(name.startswith("/conf/covering/") for name in passed)


def test_geoparquet_filters_by_its_boxes(files: dict[str, Path]) -> None:
    near = geopandas.read_parquet(files["parquet"], bbox=(36.2, 35.1, 36.4, 35.3))
    whole = geopandas.read_parquet(files["parquet"])
    assert 0 < len(near) < len(whole)
    assert whole.crs.to_authority() == ("OGC", "CRS84")


def test_the_workbook_has_its_sheets_and_both_codes(files: dict[str, Path]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(files["xlsx"])
    assert book.sheetnames == [
        "features",
        "provinces × zones",
        "posts",
        "events",
        "claims",
        "documents",
        "about",
    ]
    head, *rows = book["provinces × zones"].iter_rows(values_only=True)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    idlib = [r for r in records if r["zone"] == "idlib" and r["iso"] == "SY-ID"]
    assert idlib and {r["pcode"] for r in idlib} == {"SY07"}
    assert {r["space"] for r in idlib} == {"certain"}
    atlas = default_atlas()
    assert book["claims"].max_row == len(atlas.claims) + 1
    assert book["documents"].max_row == len(atlas.documents) + 1
    posts = [i for i in atlas.items if i.kind == "post"]
    assert book["posts"].max_row == len(posts) + 1
    with zipfile.ZipFile(files["xlsx"]) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def named(text: str, atlas=None):
    """Return an atlas in which a text stands wherever a document may put one."""
    atlas = atlas or syrian_atlas()
    claims = tuple(
        replace(c, name=text, type=text, quote=text, speaker=text) for c in atlas.claims
    )
    items = tuple(
        replace(i, name=text) if i.kind in ("post", "event", "place") else i
        for i in atlas.items
    )
    documents = tuple(replace(d, title=text, publisher=text) for d in atlas.documents)
    readings = tuple(replace(r, words=text) for r in atlas.readings)
    return replace(
        atlas, claims=claims, items=items, documents=documents, readings=readings
    )


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            '=HYPERLINK("http://x.example","y")',
            "+1+1",
            "@SUM(A1)",
            "<script>alert(1)</script>",
            "]]></name><NetworkLink/>",
            "$[description]<img src=x onerror=alert(1)>",
            "\x00\x01\x1f\x7f\ud800\uffff",
            "\u202eabc\u2066",
            "a|b\r\n,c\t\"d'",
            "&lt;b&gt; &amp; &#0;",
        ]
    ),
)


@settings(max_examples=40, deadline=None)
@given(NASTY)
def test_no_text_breaks_an_export_or_runs_in_it(text: str) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    atlas = named(text, aruvian_atlas())
    found, about = gather_features(atlas), describe(atlas)
    collection = json.loads(geojson_text(found, about).encode("utf-8"))
    assert len(collection["features"]) == len(found)

    root = ElementTree.fromstring(kml_text(found, about).encode("utf-8"))
    tags = {element.tag.partition("}")[2] for element in root.iter()}
    assert not tags & {"NetworkLink", "script", "img", "b"}
    for words in root.iterfind(".//k:description", KML):
        assert "<" not in (words.text or "").replace("<br>", "")
    assert len(root.findall(".//k:Placemark", KML)) == len(found)

    cells = list(csv.reader(io.StringIO(csv_of(found), newline="")))
    assert len(cells) == len(found) + 1
    assert {len(row) for row in cells} == {len(FIELDS)}
    for cell in (cell for row in cells for cell in row):
        assert cell[:1] not in tuple("=+-@\t\r") or _is_number(cell)

    packed = workbook_bytes(list_tables(atlas, found, about))
    for sheet in openpyxl.load_workbook(io.BytesIO(packed)):
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@settings(max_examples=8, deadline=None)
@given(NASTY)
def test_no_text_breaks_a_file_of_features(text: str) -> None:
    import tempfile

    pytest.importorskip("pyarrow")
    atlas = named(text, aruvian_atlas())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        count = export_atlas(atlas, path)
        assert len(geopandas.read_parquet(path)) == count
    rows = [f.fields for f in gather_features(atlas)]
    assert all("\x00" not in str(row) and "\\ud8" not in repr(row) for row in rows)


def test_a_geopackage_holds_odd_names(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    export_atlas(named("x'); DROP TABLE zones; -- \"<é"), path)
    points = pyogrio.read_dataframe(path, layer="map_points")
    assert "x'); DROP TABLE zones; -- \"<é" in set(points["name"])
    assert read_atlas(path).items == named("x'); DROP TABLE zones; -- \"<é").items


def test_only_a_file_of_deesc_is_replaced(
    files: dict[str, Path], tmp_path: Path
) -> None:
    for form, path in files.items():
        assert is_own_file(path) is (form != "csv")
    for form in ("xlsx", "parquet", "kml"):
        other = tmp_path / f"other.{form}"
        head = {"xlsx": b"PK\x03\x04", "parquet": b"PAR1", "kml": b"<?xml ?>"}[form]
        other.write_bytes(head + b" not ours")
        with pytest.raises(OverwriteError, match="not written by deesc"):
            export_atlas(syrian_atlas(), other)
    with pytest.raises(OverwriteError):
        export_atlas(default_atlas(), files["csv"])


def test_what_cannot_be_written_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = replace(
        syrian_atlas(), documents=(), claims=(), readings=(), items=(), relations=()
    )
    with pytest.raises(InputError, match="nothing to export"):
        export_atlas(empty, tmp_path / "a.kml")
    with pytest.raises(InputError, match="'.txt' is none of gpkg, parquet"):
        export_atlas(syrian_atlas(), tmp_path / "a.txt")
    with pytest.raises(InputError, match="does not exist"):
        export_atlas(syrian_atlas(), tmp_path / "no" / "a.kml")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    for form, extra in (("xlsx", "excel"), ("parquet", "parquet")):
        with pytest.raises(MissingExtraError, match=rf"deesc-zones\[{extra}\]"):
            export_atlas(syrian_atlas(), tmp_path / f"a.{form}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", EXPORTS)
def test_a_failure_leaves_the_old_file(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"a.{form}"
    export_atlas(syrian_atlas(), path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("geodata.formats.os.replace", fail)
    with pytest.raises(KeyboardInterrupt):
        export_atlas(aruvian_atlas(), path, overwrite=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_formats_of_library_and_command_agree() -> None:
    assert tuple(FORMATS) == EXPORTS
    assert export_format(Path("a.KML")) == "kml"
    assert export_format(Path("a.txt"), "csv") == "csv"


def run(*arguments: object):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_the_command_exports_a_dossier(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    done = run(dossier_file(tmp_path), "--on", "2018-06-01", "-o", path)
    assert done.exit_code == 0, done.output
    found = json.loads(path.read_text("utf-8"))
    assert found["about"]["days"] == "2018-06-01"
    assert done.stdout == ""
    assert f"wrote {path} ({len(found['features'])} features)" in done.stderr
    window = run("--from", "2018-06-01", "--to", "2018-07-01", "-o", path)
    assert window.exit_code == 0
    assert "2018-06-01/2018-07-01" in path.read_text("utf-8")


def test_the_command_coarsens_and_delays(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    done = run(dossier_file(tmp_path), "--coarsen", 20, "--delay", 400, "-o", path)
    assert done.exit_code == 0, done.output
    about = json.loads(path.read_text("utf-8"))["about"]
    assert len(about["cautions"]) == 2 and about["last_document"] == "2018-05-10"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "a.txt"], "'.txt' is none of"),
        (["--on", "2018-06-01", "--from", "2018-01-01", "-o", "a.kml"], "give one"),
        (["--from", "2019-01-01", "--to", "2018-01-01", "-o", "a.kml"], "lies after"),
        (["seed", "--dossier", "seed", "-o", "a.kml"], "give one"),
        (["--coarsen", "0", "-o", "a.kml"], "--coarsen"),
        (["--delay", "-1", "-o", "a.kml"], "--delay"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 2 and words in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_estimate_says_how_it_was_drawn(files: dict[str, Path]) -> None:
    rows = [r for r in rows_of("csv", files["csv"]) if r["part"] == "estimate"]
    told = [r["summary"] for r in rows if r["zone"] == "idlib"]
    assert any("places and 5 km round each" in words for words in told)
