"""Bad input: a clear line or a named skip, never a traceback or half a file."""

from __future__ import annotations

import json
import logging
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner, Result
from geodata.errors import InputError
from samples import BULLETIN, SYRIA, dossier_file, syrian_atlas
from zones.claims import claim_from_json

GREEK = "Η εκεχειρία τηρείται στο βορρά της χώρας.\n"
ON = ("--on", "2018-10-01")
CONTROL = {
    "id": "beta@900:control",
    "kind": "control",
    "document": "beta",
    "actor": "X",
}
DOSSIERS = {
    "wrong type": ("claims[0].whole", lambda d: d["claims"][0].update(whole="SY-ID")),
    "no such kind": ("claims[0].kind", lambda d: d["claims"][0].update(kind="zone")),
    "no such field": ("claims[6]", lambda d: d["claims"][6].update(colour="red")),
    "no such status": ("claims[1].status", lambda d: d["claims"][1].update(status="x")),
    "no date": ("claims[1].begins", lambda d: d["claims"][1].update(begins="May?")),
    "no such day": (
        "documents[0].published",
        lambda d: d["documents"][0].update(published="2018-13-40"),
    ),
    "no such document": (
        "claims[4].document",
        lambda d: d["claims"][4].update(document="omega"),
    ),
    "same id twice": ("claims", lambda d: d["claims"].append(d["claims"][0])),
    "end before start": ("claims[0].end", lambda d: d["claims"][0].update(end=3)),
    "account of nothing": (
        "claims[11].account_of",
        lambda d: d["claims"][11].update(account_of="beta@999:event"),
    ),
    "account of itself": (
        "claims[11].account_of",
        lambda d: d["claims"][11].update(account_of="beta@260:event"),
    ),
    "width from most to least": (
        "claims[7].width_km",
        lambda d: d["claims"][7].update(width_km=[20, 15]),
    ),
    "half a coordinate": (
        "claims[3].where",
        lambda d: d["claims"][3]["where"].pop("lon"),
    ),
    "latitude out of range": (
        "claims[3].where.lat",
        lambda d: d["claims"][3]["where"].update(lat=95),
    ),
    "ground that is a number": (
        "claims[18].what",
        lambda d: d["claims"].append(CONTROL | {"what": 5}),
    ),
    "ground without a name": (
        "claims[18].what",
        lambda d: d["claims"].append(CONTROL | {"what": ""}),
    ),
    "ground with a field of no site": (
        "claims[18].what",
        lambda d: d["claims"].append(CONTROL | {"what": {"place": "Idlib"}}),
    ),
    "post at a mere name": (
        "claims[3].where",
        lambda d: d["claims"][3].update(where="Morek"),
    ),
    "empty geometry": (
        "claims[6].geometry.coordinates",
        lambda d: d["claims"][6].update(
            geometry={"type": "Polygon", "coordinates": []}
        ),
    ),
    "open ring": (
        "claims[6].geometry.coordinates, line 1",
        lambda d: d["claims"][6].update(
            geometry={
                "type": "Polygon",
                "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 36]]],
            }
        ),
    ),
    "projected coordinates": (
        "claims[6].geometry.coordinates, line 1",
        lambda d: d["claims"][6].update(
            geometry={
                "type": "Polygon",
                "coordinates": [[[2e5, 4e6], [3e5, 4e6], [3e5, 5e6], [2e5, 4e6]]],
            }
        ),
    ),
    "an extent that is a line": (
        "claims[6].geometry.type",
        lambda d: d["claims"][6].update(
            geometry={"type": "LineString", "coordinates": [[36, 35], [37, 36]]}
        ),
    ),
    "a line that is an area": (
        "claims[18].geometry.type",
        lambda d: d["claims"].append(
            {
                "id": "beta@900:line",
                "kind": "line",
                "document": "beta",
                "name": "front",
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[36, 35], [37, 35], [37, 36], [36, 35]]],
                },
            }
        ),
    ),
    "decision on nothing": (
        "decisions[0].claim",
        lambda d: d["decisions"][0].update(claim="gone"),
    ),
    "another version": ("deesc", lambda d: d.update(deesc=2)),
}


@pytest.fixture(autouse=True)
def _quiet_root_logger() -> Iterator[None]:
    yield
    logging.getLogger().handlers.clear()


@pytest.fixture(scope="module")
def atlas_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    from zones.storing import write_atlas

    path = tmp_path_factory.mktemp("bad") / "atlas.gpkg"
    write_atlas(syrian_atlas(), path)
    return str(path)


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert "Traceback" not in result.output
    return result


def refused(*words: object, code: int = 1) -> str:
    """Run a command that must fail, with nothing on stdout; return what it says."""
    result = run(*words)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert "(deesc -vv shows where)" not in result.stderr, "a fault of deesc itself"
    return result.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"a" * 50_000_000, "50,000,000 bytes, limit 20 MB"),
        (GREEK.encode(), "in Greek"),
        (b"\xff\xfe\x00", "binary"),
    ],
    ids=["empty", "blank", "binary", "50 MB", "Greek", "half UTF-16"],
)
def test_unreadable_document_is_named_with_its_reason(
    content: bytes, why: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    for command in ("read", "map"):
        said = refused(command, path, "-o", tmp_path / "x.html")
        assert f"{path}: " in said and why in said
    assert list(files(tmp_path)) == ["report.txt"]


def test_unreadable_documents_among_others_are_skipped_by_name(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(BULLETIN, "utf-8")
    (tmp_path / "blank.txt").write_bytes(b"")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "greek.txt").write_text(GREEK, "utf-8")
    result = run("read", tmp_path, "-f", "json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert [d["id"] for d in answer["documents"]] == ["good"]
    skipped = {Path(row["path"]).name for row in answer["skipped"]}
    assert skipped == {"blank.txt", "noise.txt", "greek.txt"}
    assert "1 document, 3 skipped" in result.stderr
    for name in skipped:
        assert f"skipped {tmp_path / name}: " in result.stderr


def test_text_in_a_foreign_encoding_is_read_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes((BULLETIN * 3).replace("desk", "d\xe9sk").encode("cp1252"))
    result = run("read", path, "-f", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["claims"]
    assert f"{path}: not UTF-8, read as " in result.stderr


@pytest.mark.parametrize("name", ["missing.txt", "missing.json", "missing.gpkg"])
def test_missing_files_are_named(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for words in (
        ["read", path],
        ["map", path, "-o", tmp_path / "map.html"],
        ["build", path, "-o", tmp_path / "atlas.gpkg"],
        ["check", path],
        ["zones", *ON, "--dossier", path],
        ["zones", *ON, "--atlas", path],
        ["add", path, path],
    ):
        assert f"{path}: no such file" in refused(*words)
    assert not files(tmp_path)


@pytest.mark.parametrize("fault", DOSSIERS, ids=str)
def test_broken_dossier_is_refused_at_the_field(fault: str, tmp_path: Path) -> None:
    field, breaks = DOSSIERS[fault]
    record = json.loads(json.dumps(SYRIA))
    breaks(record)
    path = dossier_file(tmp_path, record)
    result = run("check", path, "-f", "json")
    assert result.exit_code == 1
    rows = json.loads(result.stdout)["items"]
    assert [row["field"] for row in rows] == [field]
    assert rows[0]["file"] == str(path) and rows[0]["fault"]
    said = refused("build", path, "-o", tmp_path / "atlas.gpkg")
    assert f"{path}: {field}: " in said
    assert list(files(tmp_path)) == ["dossier.json"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (5, "what: 5 is not a text, its name, or a record of name, relation, "),
        ("", 'what: "" is not a text'),
        (None, "what: null is not a text"),
        ([{"name": "Idlib"}], 'what: [{"name": "Idlib"}] is not a text'),
        ({"place": "Idlib"}, "has no field 'place'"),
    ],
)
def test_ground_that_is_none_is_refused_by_python_too(what: object, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)) as refusal:
        claim_from_json(CONTROL | {"what": what})
    assert str(refusal.value).startswith("beta@900:control: ")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("areas", "Idlib", 'areas: "Idlib" is no list'),
        ("areas", ["Idlib"], 'areas: "Idlib" is not a record of name, relation, '),
    ],
)
def test_only_ground_may_be_a_mere_name(field: str, value: object, said: str) -> None:
    extent = SYRIA["claims"][0] | {field: value}
    with pytest.raises(InputError, match=re.escape(said)):
        claim_from_json(extent)


def test_every_fault_is_said_in_one_pass(tmp_path: Path) -> None:
    record = json.loads(json.dumps(SYRIA))
    chosen = ["wrong type", "no such status", "no such day", "half a coordinate"]
    for fault in chosen:
        DOSSIERS[fault][1](record)
    path = dossier_file(tmp_path, record)
    result = run("check", path)
    assert result.exit_code == 1
    for fault in chosen:
        assert DOSSIERS[fault][0] in result.stdout
    assert result.stderr == f"{path}: 4 faults\n"
    assert "(and 3 more: deesc check " in refused(
        "map", path, "-o", tmp_path / "m.html"
    )


def test_changed_text_is_noticed(tmp_path: Path) -> None:
    text, dossier = tmp_path / "one.txt", tmp_path / "dossier.json"
    text.write_text(BULLETIN, "utf-8")
    assert run("read", text, "-o", dossier).exit_code == 0
    text.write_text(BULLETIN.replace("Peace", "A"), "utf-8")
    result = run("check", dossier, "--texts", tmp_path, "-f", "json")
    assert result.exit_code == 1
    fields = {row["field"] for row in json.loads(result.stdout)["items"]}
    assert "documents[0].text_sha256" in fields
    assert "claims[0].quote" in fields


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1"),
        ('{"deesc": 1,', "line 1, column 13"),
        ("[" * 100_000, "nested too deeply"),
        ('{"deesc": 1e999}', "no finite number"),
        ("[]", "is not of type object"),
        ("\x00\x01", "line 1"),
    ],
    ids=["empty", "cut", "deep", "huge", "list", "binary"],
)
def test_files_that_are_no_dossier(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "dossier.json"
    path.write_text(text, "utf-8")
    assert said in refused("build", path, "-o", tmp_path / "atlas.gpkg")
    result = run("check", path)
    assert result.exit_code == 1 and said in result.output


@pytest.mark.parametrize("content", ["cut", "foreign", "hollow"])
def test_files_that_are_no_atlas(content: str, atlas_path: str, tmp_path: Path) -> None:
    path = tmp_path / "atlas.gpkg"
    if content == "cut":
        path.write_bytes(Path(atlas_path).read_bytes()[:5000])
    else:
        with sqlite3.connect(path) as connection:
            name = "roads" if content == "foreign" else "deesc"
            connection.execute(f"CREATE TABLE {name} (key, value)")
        connection.close()
    said = refused("zones", *ON, "--atlas", path)
    assert f"{path}: " in said
    assert "not an atlas" in said or "broken atlas" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["inside", "idlb", *ON], "unknown zone 'idlb'; did you mean idlib"),
        (["why", "idlb"], "unknown zone or claim 'idlb'; did you mean idlib"),
        (["timeline", "southwst"], "did you mean southwest"),
        (["inside", "Atlantis", *ON], "did you mean dmz, idlib, southwest?"),
        (["at", "Sarakib City", *ON], "unknown place 'Sarakib City'"),
        (["at", "Saraqibb", *ON], "did you mean Saraqib"),
        (["at", "qqqqqq", *ON], "unknown place 'qqqqqq'\n"),
        (["at", "Saraqib", *ON, "--kind", "province"], "unknown province 'Saraqib'"),
        (["inside", "", *ON], "unknown zone ''"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else None,
)
def test_unknown_names_get_suggestions_and_are_never_picked(
    words: list[str], said: str, atlas_path: str
) -> None:
    assert said in refused(*words, "--atlas", atlas_path)


@pytest.mark.parametrize("option", ["--on", "--known-by"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2018-13-40", "is not a date of the calendar"),
        ("2018-02-30", "is not a date of the calendar"),
        ("01/03/2020", "write 2020-03-01 or 2020-01-03"),
        ("March 2020", "is not one day but 2020-03-01 to 2020-03-31"),
        ("2020", "is not one day"),
        ("yesterday", "is not a date"),
        ("", "is not a date"),
    ],
)
def test_days_that_are_none_or_two_are_usage_errors(
    option: str, typed: str, said: str, atlas_path: str
) -> None:
    words = ["zones", "--atlas", atlas_path, option, typed]
    if option != "--on":
        words += ON
    assert said in refused(*words, code=2)


@pytest.mark.parametrize("typed", ["91,20", "35,181", "nan,36", "inf,36", "-91,0"])
def test_coordinates_off_the_globe_are_usage_errors(
    typed: str, atlas_path: str
) -> None:
    assert "outside of LAT,LON" in refused(
        *("at", *ON, "--atlas", atlas_path, "--", typed), code=2
    )


@pytest.mark.parametrize("field", ["01/03/2020", "2018-13-40", "soon"])
def test_front_matter_with_a_bad_date_is_named(field: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"---\npublished: {field}\n---\n{BULLETIN}", "utf-8")
    said = refused("read", path)
    assert f"{path}, line 2: published: {field!r}" in said


def test_unwritable_places_are_refused_before_the_work(
    atlas_path: str, tmp_path: Path
) -> None:
    missing = tmp_path / "no" / "such" / "answer.json"
    for words in (
        ["zones", *ON, "--atlas", atlas_path],
        ["map", atlas_path],
        ["read", tmp_path],
        ["locate", "Saraqib"],
    ):
        assert f"the folder {missing.parent} does not exist" in refused(
            *words, "-o", missing
        )
        assert "is a folder, not a file" in refused(*words, "-o", tmp_path)
    assert not files(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_locked_folder_is_refused(atlas_path: str, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    said = refused("zones", *ON, "--atlas", atlas_path, "-o", locked / "a.json")
    assert "cannot be written" in said


@pytest.mark.parametrize("error", [RuntimeError("full"), KeyboardInterrupt()])
def test_a_failing_write_leaves_the_old_file(
    error: BaseException,
    atlas_path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import geodata.formats

    targets = {
        "map": tmp_path / "map.html",
        "build": tmp_path / "atlas.gpkg",
        "zones": tmp_path / "zones.json",
    }
    words = {
        "map": ["map", atlas_path],
        "build": ["build", dossier_file(tmp_path)],
        "zones": ["zones", *ON, "--atlas", atlas_path],
    }
    for name, path in targets.items():
        assert run(*words[name], "-o", path).exit_code == 0
    before = files(tmp_path)

    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(geodata.formats, "_settle", broken)
    for name, path in targets.items():
        result = CliRunner().invoke(main, [*map(str, words[name]), "-o", str(path)])
        assert result.exit_code == 1
        assert "Traceback" not in result.output
    assert files(tmp_path) == before


def test_a_fault_of_ours_is_one_line_and_a_traceback_only_when_asked(
    atlas_path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import zones.answers

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr(zones.answers, "list_zones", broken)
    words = ["zones", *ON, "--atlas", atlas_path]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: ZeroDivisionError: by accident (deesc -vv shows where)\n"
    )
    loud = CliRunner().invoke(main, ["-vv", *words])
    assert loud.exit_code == 1
    assert "Traceback" in loud.stderr
