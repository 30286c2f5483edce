"""Review: claims to judge, decisions, and what becomes of them after a re-read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner, Result
from geodata.errors import InputError, UnknownNameError
from samples import BULLETIN, SYRIA, syrian_dossier
from zones.claims import Claim, Edit, Inference, Site
from zones.dossier import (
    Decision,
    Dossier,
    accepted_claims,
    dossier_from_json,
    dossier_to_json,
    read_dossier,
    write_dossier,
)
from zones.edits import edit_claim
from zones.reviewing import (
    carry_over,
    decide,
    read_decisions,
    review_record,
    verdicts,
)


@pytest.fixture(autouse=True)
def _quiet_root_logger() -> Iterator[None]:
    """Take away the handler that a command leaves, with its closed stream."""
    yield
    logging.getLogger().handlers.clear()


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["review", *map(str, words)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "dossier.json"
    record = json.loads(json.dumps(SYRIA)) | {"decisions": []}
    words = ("low", "high", "medium", "low")
    for claim, confidence in zip(record["claims"], words, strict=False):
        claim["confidence"] = confidence
        claim["quote"] = f"Words at {claim['start']}."
    write_dossier(dossier_from_json(record), path)
    return path


def ids_of(path: Path) -> list[str]:
    return [claim.id for claim in read_dossier(path).claims]


def test_lowest_confidence_comes_first(file):
    rows = review_record(read_dossier(file))["items"]
    ranks = [("low", "medium", "high").index(row["confidence"]) for row in rows]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
    assert {row["id"] for row in rows} == set(ids_of(file))


def test_among_equals_what_is_capped_comes_first():
    dossier = syrian_dossier()
    claims = [replace(c, confidence="high") for c in dossier.claims[:3]]
    claims[2] = replace(claims[2], modality="doubted")
    few = replace(dossier, claims=tuple(claims), decisions=())
    listed = [row["id"] for row in review_record(few)["items"]]
    assert listed == [claims[2].id, claims[0].id, claims[1].id]


def test_decisions_are_written_with_the_hash_of_the_words(file):
    one, two, *_ = ids_of(file)
    result = run(file, "--accept", one, "--reject", two, "--by", "Ada", "--note", "ok")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 decisions written" in result.stderr
    first, second = read_dossier(file).decisions
    assert (first.claim, first.decision, first.by) == (one, "accept", "Ada")
    assert (second.claim, second.decision, second.note) == (two, "reject", "ok")
    assert len(first.quote_sha256 or "") == 64
    assert first.on is None
    assert two not in {c.id for c in accepted_claims(read_dossier(file))}


def test_last_decision_counts_and_a_repetition_adds_nothing(file):
    one = ids_of(file)[0]
    for words in (("--reject", one), ("--reject", one), ("--accept", one)):
        assert run(file, *words, "--on", "2021-02-03").exit_code == 0
    dossier = read_dossier(file)
    assert [d.decision for d in dossier.decisions] == ["reject", "accept"]
    assert {d.on for d in dossier.decisions} == {"2021-02-03"}
    assert one in {c.id for c in accepted_claims(dossier)}


def test_unknown_claim_gets_suggestions_and_nothing_is_written(file):
    one = ids_of(file)[0]
    before = file.read_bytes()
    result = run(file, "--accept", one, "--reject", one[:-2])
    assert result.exit_code == 1
    assert f"unknown claim {one[:-2]!r}; did you mean {one}" in result.stderr
    assert file.read_bytes() == before


def test_accepted_and_rejected_at_once_is_an_error():
    dossier = syrian_dossier()
    with pytest.raises(InputError, match="x: accepted and rejected at once"):
        verdicts(dossier, ["x"], ["x"])
    with pytest.raises(UnknownNameError, match="unknown claim 'x'"):
        decide(dossier, verdicts(dossier, ["x"]))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_edited_export_is_taken_back(file, tmp_path, form):
    export = tmp_path / f"claims.{form}"
    assert run(file, "-o", export).exit_code == 0
    names = ids_of(file)
    if form == "json":
        record = json.loads(export.read_text("utf-8"))
        for row in record["items"]:
            if row["id"] == names[1]:
                row |= {"decision": "reject", "note": "=not here"}
        export.write_text(json.dumps(record), "utf-8")
    else:
        rows = list(csv.DictReader(io.StringIO(export.read_text("utf-8"))))
        for row in rows:
            if row["id"] == names[1]:
                row |= {"decision": "Reject", "note": "'=not here"}
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        export.write_text(f"\ufeff{out.getvalue()}", "utf-8")
    result = run(file, "--decisions", export, "--by", "Ada")
    assert result.exit_code == 0, result.output
    (made,) = read_dossier(file).decisions
    assert (made.claim, made.decision) == (names[1], "reject")
    assert (made.note, made.by) == ("=not here", "Ada")


def test_untouched_export_changes_nothing(file, tmp_path):
    one = ids_of(file)[0]
    run(file, "--accept", one, "--by", "Ada", "--note", "- seen")
    before = file.read_bytes()
    export = tmp_path / "claims.csv"
    run(file, "-o", export)
    assert "0 decisions written" in run(file, "--decisions", export).stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id,note\na,b\n", "the columns id and decision are needed, not id, note"),
        ("id,decision\na,perhaps\n", "line 2: decision: 'perhaps' is not one of"),
        ("id,decision\n,accept\n", "line 2: a decision without the id"),
    ],
)
def test_wrong_table_of_decisions_is_an_error(tmp_path, text, why):
    path = tmp_path / "claims.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=why):
        read_decisions(path, syrian_dossier())


def test_undecided_alone_are_listed_when_asked(file):
    one = ids_of(file)[0]
    run(file, "--accept", one)
    record = json.loads(run(file, "--undecided", "-f", "json").stdout)
    assert one not in {row["id"] for row in record["items"]}
    record = json.loads(run(file, "-f", "json").stdout)
    (row,) = [row for row in record["items"] if row["id"] == one]
    assert row["decision"] == "accept"


def test_table_names_each_claim(file):
    result = run(file)
    assert result.exit_code == 0
    for name in ids_of(file):
        assert name in result.stdout


def test_decisions_stay_where_the_words_do():
    dossier = syrian_dossier()
    quoted = tuple(replace(c, quote=f"Said at {c.start}") for c in dossier.claims)
    earlier = decide(
        replace(dossier, claims=quoted, decisions=()),
        verdicts(dossier, [quoted[0].id], [quoted[1].id, quoted[2].id]),
    )
    other = replace(quoted[1], quote="Said otherwise")
    fresh = replace(earlier, claims=(quoted[0], other, *quoted[3:]), decisions=())
    after = carry_over(fresh, earlier)
    assert [d.orphan for d in after.decisions] == [
        None,
        "other words",
        "no such claim",
    ]
    assert other in accepted_claims(after)
    assert dossier_from_json(dossier_to_json(after)).decisions == after.decisions
    again = carry_over(replace(earlier, decisions=()), after)
    assert [d.orphan for d in again.decisions] == [None, None, None]
    assert review_record(after)["orphans"] == [
        {"claim": quoted[1].id, "decision": "reject", "why": "other words"},
        {"claim": quoted[2].id, "decision": "reject", "why": "no such claim"},
    ]


def test_without_a_hash_the_text_decides():
    dossier = syrian_dossier()
    claim = dossier.claims[0]
    earlier = replace(dossier, decisions=(Decision(claim.id, "reject"),))
    assert carry_over(dossier, earlier).decisions[0].orphan is None
    documents = tuple(replace(d, text_sha256="0" * 64) for d in dossier.documents)
    fresh = replace(dossier, documents=documents)
    assert carry_over(fresh, earlier).decisions[0].orphan == "other words"


def test_reading_again_keeps_decisions_and_reports_orphans(tmp_path):
    text, output = tmp_path / "bulletin.txt", tmp_path / "dossier.json"
    text.write_text(BULLETIN, "utf-8")
    read = ["read", str(text), "-o", str(output)]
    assert CliRunner().invoke(main, read).exit_code == 0
    names = ids_of(output)
    assert run(output, "--reject", names[0], "--by", "Ada").exit_code == 0
    decided = output.read_bytes()
    result = CliRunner().invoke(main, read)
    assert "1 decisions kept" in result.stderr
    assert output.read_bytes() == decided
    text.write_text("Nobody spoke of any truce that day.\n", "utf-8")
    result = CliRunner().invoke(main, read)
    assert f"orphaned: reject of {names[0]}: no such claim" in result.stderr
    (kept,) = read_dossier(output).decisions
    assert (kept.claim, kept.orphan) == (names[0], "no such claim")
    assert CliRunner().invoke(main, ["check", str(output)]).exit_code == 0
    text.write_text(BULLETIN, "utf-8")
    assert CliRunner().invoke(main, read).exit_code == 0
    assert output.read_bytes() == decided


def test_sentences_are_shown_from_texts_and_not_written(tmp_path):
    text, output = tmp_path / "bulletin.txt", tmp_path / "dossier.json"
    text.write_text(BULLETIN, "utf-8")
    read = ["read", str(text), "-o", str(output), "--no-quotes"]
    assert CliRunner().invoke(main, read).exit_code == 0
    words = ("--texts", tmp_path, "-f", "json")
    result = run(output, "--accept", ids_of(output)[0], *words)
    assert all(row["quote"] for row in json.loads(result.stdout)["items"])
    dossier = read_dossier(output)
    assert dossier.decisions[0].quote_sha256
    assert not any(claim.quote for claim in dossier.claims)


def test_review_keeps_to_the_schema(file):
    hold_to_schema(json.loads(run(file, "-f", "json").stdout), "review")


POST = "alpha@160:post:idlib"
EXTENT = "alpha@10:extent:idlib"
STRIKE = "beta@210:event"


def post_of(dossier: Dossier) -> Claim:
    (claim,) = [c for c in accepted_claims(dossier) if c.id == POST]
    return claim


def edited(file: Path, *words: str, claim: str = POST) -> Result:
    pairs = [part for word in words for part in ("--edit", claim, word)]
    return run(file, *pairs, "--by", "Ada", "--on", "2021-02-03", "--note", "p. 4")


def test_edit_is_a_decision_beside_the_claim_of_the_document(file):
    claims = json.loads(file.read_text("utf-8"))["claims"]
    assert edited(file, "begins=2018-05", "operator=").exit_code == 0
    record = json.loads(file.read_text("utf-8"))
    assert record["claims"] == claims
    (decision,) = record["decisions"]
    assert decision["changes"] == {"begins": "2018-05", "operator": None}
    assert (decision["by"], decision["on"]) == ("Ada", "2021-02-03")
    assert decision["note"] == "p. 4"
    claim = post_of(read_dossier(file))
    assert (claim.body.begins, claim.body.operator) == ("2018-05", None)
    assert claim.edited == Edit(
        "Ada", {"begins": "2018-04", "operator": "Turkey"}, "2021-02-03", "p. 4"
    )
    assert CliRunner().invoke(main, ["check", str(file)]).exit_code == 0


def test_edits_add_up_and_a_later_accept_takes_them_back(file):
    edited(file, "begins=2018-05")
    edited(file, "ends=2019")
    body = post_of(read_dossier(file)).body
    assert (body.begins, body.ends) == ("2018-05", "2019")
    run(file, "--accept", POST)
    assert post_of(read_dossier(file)).edited is None
    assert len(read_dossier(file).decisions) == 3


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("begins=some day", 'begins: "some day" is not an EDTF date'),
        ("begins=2018-04", "an edit that leaves alpha@160:post:idlib as its document"),
        ("colour=red", "post has no field 'colour'; its fields are zone, name"),
        ("start=4", "post has no field 'start'"),
        ("modality=sure", 'modality: "sure" is not one of asserted, doubted'),
        ("where.lat=north", "where.lat: 'north' is no number"),
        ("where.lat=99", "where.lat: 99 is greater than the maximum of 90"),
        ("where.lat=", "where: lat and lon stand together or not at all"),
        ("status=", "'status' is a required property"),
        ("zone=The Zone", 'zone: "The Zone" does not look like'),
        ("begins", "'begins' is not FIELD=VALUE"),
    ],
)
def test_edit_is_held_to_the_kind_of_its_claim(file, words, why):
    before = file.read_bytes()
    result = edited(file, words)
    assert result.exit_code == 1
    assert why in result.stderr
    assert POST in result.stderr
    assert file.read_bytes() == before


def test_edit_needs_its_editor(file):
    result = run(file, "--edit", POST, "begins=2018-05")
    assert result.exit_code == 1
    assert "an edit needs the name of its editor" in result.stderr


def test_words_of_an_edit_take_the_type_of_their_field(file):
    edited(file, "whole=SY-ID|SY-LA", "partial=", "begins=2018", claim=EXTENT)
    edited(file, "width_km=10|12.5", claim="beta@60:belt:dmz")
    by_id = {c.id: c.body for c in accepted_claims(read_dossier(file))}
    extent, belt = by_id[EXTENT], by_id["beta@60:belt:dmz"]
    assert (extent.whole, extent.partial) == (("SY-ID", "SY-LA"), ())
    assert extent.begins == "2018"
    assert belt.width_km == (10, 12.5)


def test_another_place_does_not_keep_the_position_of_the_old_one(file):
    edited(file, "where.name=Surman")
    where = post_of(read_dossier(file)).body.where
    assert where == Site("Surman", "at")
    edited(file, "where.lat=35.58", "where.lon=36.85", "where.admin1=SY-ID")
    where = post_of(read_dossier(file)).body.where
    assert where == Site("Surman", "at", None, "SY-ID", None, 35.58, 36.85)


def test_summary_of_an_edited_event_is_composed_anew(file):
    summary = {c.id: c for c in read_dossier(file).claims}[STRIKE].body.summary
    edited(file, "type=shelling", claim=STRIKE)
    claim = {c.id: c for c in accepted_claims(read_dossier(file))}[STRIKE]
    assert claim.body.summary != summary
    assert "shelling" in claim.body.summary
    edited(file, "summary=A shell fell", claim=STRIKE)
    claim = {c.id: c for c in accepted_claims(read_dossier(file))}[STRIKE]
    assert (claim.type, claim.body.summary) == ("shelling", "A shell fell")


def test_settled_field_is_no_longer_inferred():
    dossier = syrian_dossier()
    guess = Inference("begins", "discourse")
    claim = replace(dossier.claims[1], inferred=(guess, Inference("zone", "set")))
    assert claim.is_capped
    made = edit_claim(claim, {"begins": "2018-05-05"}, "Ada")
    assert [step.what for step in made.inferred] == ["zone"]
    assert not made.is_capped
    assert edit_claim(claim, {"zone": "dmz"}, "Ada").is_capped


def test_answers_follow_an_edit_and_name_the_editor(file, tmp_path):
    def ask(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--dossier", str(file)])

    day = ["inside", "idlib", "--on", "2018-06-01", "--why"]
    before = ask(*day).stdout
    assert "Morek" in before
    assert edited(file, "status=planned", "modality=planned").exit_code == 0
    after = ask(*day, "-f", "json").stdout
    items = json.loads(after)["items"]
    assert not any(row["kind"] == "post" for row in items)
    told = ask("why", POST).stdout
    assert "as edited by Ada" in told
    words = "edited by Ada on 2021-02-03 (p. 4); in the document: "
    assert f"{words}modality asserted, status established" in told
    assert f"{words}modality asserted" in ask("why", "idlib").stdout
    record = json.loads(ask("why", POST, "-f", "json").stdout)
    assert record["claim"]["edited"] == {
        "by": "Ada",
        "on": "2021-02-03",
        "note": "p. 4",
        "was": {"modality": "asserted", "status": "established"},
    }
    hold_to_schema(record, "why")
    atlas = tmp_path / "edited.gpkg"
    build = ["build", str(file), "-o", str(atlas)]
    assert CliRunner().invoke(main, build).exit_code == 0
    again = CliRunner().invoke(main, ["why", POST, "--atlas", str(atlas)])
    assert again.stdout == told


def hold_to_schema(record: object, query: str) -> None:
    from jsonschema import Draft202012Validator

    schema = Path(__file__).parents[1] / "zones/data/answers.schema.json"
    whole = json.loads(schema.read_text("utf-8"))
    Draft202012Validator(whole).validate(record)
    rule = {"$ref": f"#/$defs/{query}", "$defs": whole["$defs"]}
    Draft202012Validator(rule).validate(record)


def sheet_of(path: Path) -> list[dict[str, object]]:
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def write_table(path: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as a spreadsheet would that somebody edited them in."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    book.save(path)


def table_of(path: Path) -> list[dict[str, object]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    return sheet_of(path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_cells_of_a_table_are_edited_and_fed_back(file, tmp_path, form):
    table = tmp_path / f"claims.{form}"
    assert run(file, "-o", table).exit_code == 0
    rows = table_of(table)
    for row in rows:
        if row["id"] == POST:
            row |= {"decision": "edit", "note": "see map", "begins": "2018-05-01"}
            row |= {"where.lat": 35.4 if form == "xlsx" else "35.4"}
            row |= {"where.error_km": None if form == "xlsx" else ""}
            if form == "xlsx":
                row["begins"] = dt.datetime(2018, 5, 1)
        if row["id"] == STRIKE:
            row |= {"decision": "edit", "event on": "2019", "modality": "doubted"}
    write_table(table, rows)
    result = run(file, "--decisions", table, "--by", "Ada")
    assert result.exit_code == 0, result.output
    assert "2 decisions written" in result.stderr
    made = {d.claim: d for d in read_dossier(file).decisions}
    where = post_of(read_dossier(file)).body.where
    assert (where.lat, where.lon, where.error_km) == (35.4, 36.69, None)
    assert set(made[POST].changes or {}) == {"begins", "where"}
    assert (made[POST].changes or {})["begins"] == "2018-05-01"
    assert made[POST].note == "see map"
    assert made[STRIKE].changes == {"on": "2019", "modality": "doubted"}
    again = tmp_path / f"again.{form}"
    run(file, "-o", again)
    decided = file.read_bytes()
    assert "0 decisions written" in run(file, "--decisions", again).stderr
    assert file.read_bytes() == decided


def test_changed_cells_without_edit_are_reported_and_left(file, tmp_path):
    table = tmp_path / "claims.csv"
    run(file, "-o", table)
    rows = table_of(table)
    rows[0]["zone"], rows[1]["modality"] = "elsewhere", "denied"
    rows[1]["decision"] = "accept"
    write_table(table, rows)
    result = run(file, "--decisions", table)
    assert "2 rows with changed fields and no decision edit" in result.stderr
    assert [d.decision for d in read_dossier(file).decisions] == ["accept"]


def test_wrong_cell_of_a_table_names_its_row(file, tmp_path):
    table = tmp_path / "claims.csv"
    run(file, "-o", table)
    rows = table_of(table)
    number = next(n for n, row in enumerate(rows, 2) if row["id"] == POST)
    rows[number - 2] |= {"decision": "edit", "begins": "Apr-18"}
    write_table(table, rows)
    result = run(file, "--decisions", table, "--by", "Ada")
    assert result.exit_code == 1
    assert (
        f'claims.csv, line {number}: begins: "Apr-18" is not an EDTF' in result.stderr
    )
    assert not read_dossier(file).decisions


def test_fields_of_a_json_export_are_edited_and_fed_back(file, tmp_path):
    export = tmp_path / "claims.json"
    run(file, "-o", export)
    record = json.loads(export.read_text("utf-8"))
    hold_to_schema(record, "review")
    (row,) = [row for row in record["items"] if row["id"] == EXTENT]
    row |= {"decision": "edit", "by": "Ada"}
    row["fields"] |= {"whole": ["SY-ID", "SY-LA"], "partial": None}
    export.write_text(json.dumps(record), "utf-8")
    assert run(file, "--decisions", export).exit_code == 0
    (made,) = read_dossier(file).decisions
    assert made.changes == {"whole": ["SY-ID", "SY-LA"], "partial": None}
    record = json.loads(run(file, "-f", "json").stdout)
    hold_to_schema(record, "review")
    (row,) = [row for row in record["items"] if row["id"] == EXTENT]
    assert row["was"] == {"whole": ["SY-ID"], "partial": ["SY-HM", "SY-LA"]}


FORMULAS = [
    "=HYPERLINK(1)",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "\t=1",
    "a\0\x0bb",
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_runs_as_a_formula(file, tmp_path, form, words):
    record = json.loads(file.read_text("utf-8"))
    record["claims"][0] |= {"quote": words, "name": words, "speaker": words}
    file.write_text(json.dumps(record), "utf-8")
    table = tmp_path / f"claims.{form}"
    assert run(file, "-o", table).exit_code == 0
    if form == "csv":
        cells = [
            cell for row in csv.reader(io.StringIO(table.read_text())) for cell in row
        ]
        assert not any(cell.startswith(("=", "+", "@", "\t", "-")) for cell in cells)
    else:
        openpyxl = pytest.importorskip("openpyxl")
        sheet = openpyxl.load_workbook(table).worksheets[0]
        found = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in found} <= {"s", "n", "inlineStr"}
        shown = words.replace("\0", " ").replace("\x0b", " ")
        quoted = [cell for cell in found if cell.value == shown]
        assert len(quoted) == 3
        assert all(c.quotePrefix for c in quoted) is (words[0] in "=+-@\t")
    before = file.read_bytes()
    result = run(file, "--decisions", table)
    assert (result.exit_code, "changed" in result.stderr) == (0, False)
    assert file.read_bytes() == before


def test_workbook_is_the_same_every_time_and_kept_from_being_replaced(file, tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    for path in (one, two):
        assert run(file, "-o", path).exit_code == 0
    assert one.read_bytes() == two.read_bytes()
    assert run(file, "-o", one).exit_code == 1
    assert run(file, "-o", one, "--overwrite").exit_code == 0


@pytest.mark.parametrize("words", [["-o"], ["--decisions"]])
def test_missing_excel_library_is_named(file, tmp_path, monkeypatch, words):
    table = tmp_path / "claims.xlsx"
    if words == ["--decisions"]:
        table.write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = run(file, *words, table)
    assert result.exit_code == 1
    assert "pip install 'deesc-zones[excel]'" in result.stderr


def test_broken_workbook_is_one_line(file, tmp_path):
    pytest.importorskip("openpyxl")
    table = tmp_path / "claims.xlsx"
    table.write_bytes(b"PK\x03\x04 no workbook")
    result = run(file, "--decisions", table)
    assert result.exit_code == 1
    assert "claims.xlsx: is no readable Excel file" in result.stderr
    assert result.stderr.count("\n") == 1


def test_edits_survive_another_reading_or_are_orphaned():
    dossier = syrian_dossier()
    quoted = tuple(replace(c, quote=f"Said at {c.start}") for c in dossier.claims)
    plain = replace(dossier, claims=quoted, decisions=())
    edits = [(POST, "begins=2018-05"), (EXTENT, "partial=SY-HM")]
    earlier = decide(plain, verdicts(plain, edits=edits, by="Ada"))
    assert carry_over(plain, earlier).decisions == earlier.decisions
    other = [replace(c, quote="New") if c.id == POST else c for c in quoted]
    fresh = replace(plain, claims=tuple(other))
    after = carry_over(fresh, earlier)
    assert [d.orphan for d in after.decisions] == ["other words", None]
    assert post_of(after).edited is None
    assert carry_over(plain, after).decisions == earlier.decisions


def test_edit_that_does_not_fit_a_new_reading_is_orphaned():
    dossier = replace(syrian_dossier(), decisions=())
    events = [c for c in dossier.claims if c.kind == "event"]
    twin = replace(events[0], id="twin", quote="Words")
    before = replace(dossier, claims=(*dossier.claims, twin))
    edits = [("twin", f"account_of={events[0].id}")]
    earlier = decide(before, verdicts(before, edits=edits, by="Ada"))
    fresh = replace(before, claims=(twin,))
    (kept,) = carry_over(fresh, earlier).decisions
    assert kept.orphan == "the edit does not fit any more"


@pytest.mark.parametrize(
    ("decision", "fault"),
    [
        ({"decision": "edit", "by": "Ada"}, "'changes' is a required property"),
        ({"decision": "edit", "changes": {"begins": "2018"}}, "'by' is a required"),
        (
            {"decision": "edit", "by": "A", "changes": {"begins": "soon"}},
            'decisions[0].changes.begins: "soon" is not an EDTF date',
        ),
        (
            {"decision": "edit", "by": "A", "changes": {"quote": "x"}},
            "decisions[0].changes.quote: is no field that an edit can change",
        ),
    ],
)
def test_check_names_a_broken_edit(file, decision, fault):
    record = json.loads(file.read_text("utf-8"))
    record["decisions"] = [{"claim": POST, **decision}]
    file.write_text(json.dumps(record), "utf-8")
    result = CliRunner().invoke(main, ["check", str(file)])
    assert result.exit_code == 1
    field, _, why = fault.rpartition(": ")
    assert field in result.stdout
    assert why in result.stdout
