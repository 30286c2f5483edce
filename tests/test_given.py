from __future__ import annotations

import json

import geopandas
import pytest
import shapely
from geodata.errors import CrsError, InputError
from geodata.periods import day_of
from geodata.world import load_world
from zones.answers import at, inside
from zones.building import build
from zones.checking import complaints_of
from zones.dossier import dossier_to_json, read_dossier
from zones.given import add_geometry
from zones.loading import embedded_dossier
from zones.reports import reading_report

SEED = read_dossier(embedded_dossier("seed"))
RING = [[36.0, 35.3], [37.2, 35.3], [37.2, 36.3], [36.0, 36.3], [36.0, 35.3]]
LINE = [[36.4, 35.4], [37.0, 35.9]]


def write(path, geometry):
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_an_own_polygon_is_a_reading_with_its_source(tmp_path):
    path = write(tmp_path / "mine.geojson", {"type": "Polygon", "coordinates": [RING]})
    dossier = add_geometry(SEED, path, "idlib", "extent", published="2018-10-05")
    assert complaints_of(dossier_to_json(dossier)) == []
    atlas = build(dossier, load_world())
    (reading,) = [r for r in atlas.zone_readings("idlib") if "mine" in r.claims[0]]
    assert reading.inner == reading.outer
    document = atlas.document["mine"]
    assert (document.published, len(document.sha256)) == ("2018-10-05", 64)
    row = next(
        row
        for row in at(atlas, "Morek", day_of("2018-10-06"))["items"]
        if row["id"] == "idlib"
    )
    assert row["certainty"] == "possible"


def test_an_own_line_draws_the_belt_along_it(tmp_path):
    path = write(tmp_path / "l.geojson", {"type": "LineString", "coordinates": LINE})
    dossier = add_geometry(SEED, path, "line of contact", "line")
    atlas = build(dossier, load_world())
    assert [r.words for r in atlas.zone_readings("dmz")] == [
        "15-20 km deep, along the line of contact, side open"
    ]
    record = inside(atlas, "dmz", day_of("2018-10-01"))
    names = {row["name"]: row["certainty"] for row in record["items"]}
    assert names["Maarat al-Numan"] == "possible"
    assert "Damascus" not in names
    assert not any(row["what"].startswith("area of") for row in record["unknown"])
    open_ = "no line is given"
    assert open_ in "\n".join(reading_report(SEED))
    assert open_ not in "\n".join(reading_report(dossier))


def test_what_does_not_fit_is_refused(tmp_path):
    line = write(tmp_path / "l.geojson", {"type": "LineString", "coordinates": LINE})
    with pytest.raises(InputError, match="holds LineString; needed: Polygon"):
        add_geometry(SEED, line, "idlib", "extent")
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    with pytest.raises(InputError, match="feature 0 is not valid: Self-intersection"):
        add_geometry(SEED, write(tmp_path / "b.geojson", bow), "idlib", "extent")
    with pytest.raises(InputError, match="no such file"):
        add_geometry(SEED, tmp_path / "none.geojson", "idlib", "extent")
    text = tmp_path / "t.geojson"
    text.write_text("no geometry")
    with pytest.raises(InputError, match="cannot be read as a vector file"):
        add_geometry(SEED, text, "idlib", "extent")
    bare = tmp_path / "bare.shp"
    frame = geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Polygon(RING)])
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(bare)
    with pytest.raises(CrsError, match="says no CRS"):
        add_geometry(SEED, bare, "idlib", "extent")
