from __future__ import annotations

import pytest
from geodata.errors import InputError
from geodata.world import load_world
from zones.locating import locate

GAZETTEER = load_world().gazetteer


def rows(*names, **more):
    return locate(names, GAZETTEER, **more)["items"]


@pytest.mark.parametrize("name", ["Saraqib", "Saraqeb", "سراقب", "SARAQIB"])
def test_spellings_lead_to_one_place(name):
    (row,) = rows(name, kind="settlement")
    assert (row["matched"], row["admin1"]) == ("Saraqib", "SY-ID")
    assert row["source"]


def test_a_name_that_nothing_carries_gets_suggestions_and_no_position():
    (row,) = rows("Sarakib Zzz")
    assert row["matched"] is None
    assert row["lat"] is None
    assert row["suggestions"]


def test_names_stand_one_on_a_line_of_a_file(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("Saraqib\n\nMorek\n", encoding="utf-8")
    found = rows(str(path), kind="settlement")
    assert [row["name"] for row in found] == ["Saraqib", "Morek"]


def test_a_file_that_is_not_utf8_is_named_with_its_byte(tmp_path):
    path = tmp_path / "names.txt"
    path.write_bytes(b"Idlib\n\xff\xfe")
    with pytest.raises(InputError, match=r"names\.txt: byte 6 is not UTF-8"):
        rows(str(path))


def test_a_line_that_is_no_name_is_refused_with_its_number(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("Idlib\n" + "a" * 201 + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2 has 201 signs"):
        rows(str(path))


def test_online_is_asked_only_for_what_is_missing(monkeypatch):
    asked = []

    class Fake:
        def geocode(self, name):
            asked.append(name)

    monkeypatch.setattr("geodata.geocoding.online_geocoder", lambda **_: Fake())
    found = rows("Saraqib", "Zzyzx Qwert", kind="settlement", online=True)
    assert asked == ["Zzyzx Qwert"]
    assert found[-1]["matched"] is None
