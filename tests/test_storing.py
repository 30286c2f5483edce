from __future__ import annotations

import sqlite3

import pytest
from geodata.errors import InputError
from geodata.world import load_world
from zones.loading import load_atlas
from zones.storing import is_atlas, read_atlas, write_atlas


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(["seed"], load_world)


def test_an_atlas_comes_back_as_it_was(atlas, tmp_path):
    path = tmp_path / "a.gpkg"
    write_atlas(atlas, path)
    assert read_atlas(path) == atlas == read_atlas(str(path))


def test_equal_atlases_are_equal_bytes(atlas, tmp_path):
    paths = [tmp_path / name for name in ("a.gpkg", "b.gpkg")]
    for path in paths:
        write_atlas(atlas, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_layers_are_what_a_gis_opens(atlas, tmp_path):
    import pyogrio

    path = tmp_path / "a.gpkg"
    write_atlas(atlas, path)
    layers = dict(pyogrio.list_layers(path))
    assert {name for name, kind in layers.items() if kind} == {
        "zones",
        "districts",
        "held",
        "belts",
        "posts",
        "provinces",
        "places",
        "events",
    }
    assert {"claims", "documents", "relations"} <= set(layers)
    zones = pyogrio.read_dataframe(path, layer="zones")
    assert zones.crs.to_epsg() == 4326
    assert zones.geometry.dropna().is_valid.all()
    assert set(zones["part"]) == {"inner", "outer", "estimate"}


def test_a_failure_leaves_the_old_file(atlas, tmp_path, monkeypatch):
    path = tmp_path / "a.gpkg"
    write_atlas(atlas, path)
    before = path.read_bytes()

    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("zones.storing._write_table", fail)
    with pytest.raises(KeyboardInterrupt):
        write_atlas(atlas, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.gpkg"]


def test_other_files_are_no_atlas(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("no database")
    other = tmp_path / "b.gpkg"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    for path in (text, other, tmp_path):
        assert not is_atlas(path)
    with pytest.raises(InputError, match="not an atlas that deesc wrote"):
        read_atlas(other)
    with pytest.raises(InputError, match="no such file"):
        read_atlas(tmp_path / "none.gpkg")
