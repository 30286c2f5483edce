"""Review: claims to judge, decisions, and what becomes of them after a re-read."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner, Result
from geodata.errors import InputError, UnknownNameError
from samples import BULLETIN, SYRIA, syrian_dossier
from zones.dossier import (
    Decision,
    accepted_claims,
    dossier_from_json,
    dossier_to_json,
    read_dossier,
    write_dossier,
)
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
    with pytest.raises(InputError, match="x: accepted and rejected at once"):
        verdicts(["x"], ["x"])
    with pytest.raises(UnknownNameError, match="unknown claim 'x'"):
        decide(syrian_dossier(), verdicts(["x"], []))


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
        read_decisions(path)


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
        verdicts([quoted[0].id], [quoted[1].id, quoted[2].id]),
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
    from jsonschema import Draft202012Validator

    schema = Path(__file__).parents[1] / "zones/data/answers.schema.json"
    record = json.loads(run(file, "-f", "json").stdout)
    Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(record)
