"""Ledgers: candidate violations, their reasons, and their sums."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SYRIA, syrian_atlas, world

from cli import main
from geodata.errors import InputError, UnknownNameError
from geodata.markdown import markdown_table, markdown_words
from geodata.periods import day_of, iso_of
from zones import join_events, ledger
from zones.atlas import Atlas
from zones.before_after import around, compare_windows, poisson_interval
from zones.building import build
from zones.certainty import rivals
from zones.claims import claim_from_json
from zones.dossier import dossier_from_json
from zones.event_types import ACT_CLASSES, read_event_types
from zones.knowledge import known
from zones.ledgers import Ledger
from zones.norms import act_class, norms_of


def rule(
    start: int, act: str, document: str = "alpha", **fields: Any
) -> dict[str, Any]:
    zone = fields.pop("zone", "idlib")
    name = f"{document}@{start}:rule:{zone}"
    return {
        "id": name,
        "kind": "rule",
        "document": document,
        "zone": zone,
        "start": start,
        "end": start + 20,
        "act": act,
        **fields,
    }


@cache
def sample() -> Atlas:
    """The Syrian sample without its rules; Idlib was agreed on 4 May 2018."""
    atlas = syrian_atlas()
    return replace(atlas, claims=tuple(c for c in atlas.claims if c.kind != "rule"))


def atlas_with(*claims: dict[str, Any]) -> Atlas:
    more = tuple(map(claim_from_json, claims))
    return replace(sample(), claims=(*sample().claims, *more))


@cache
def plain() -> Atlas:
    return atlas_with(rule(900, "hostilities"))


def events(
    *rows: tuple[str, float | None, float | None, str], **more: Any
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date", "lat", "lon", "type"])
    for name, value in more.items():
        frame[name] = value
    return frame


IDLIB = (35.93, 36.63)


def held(frame: pd.DataFrame, atlas: Atlas, **options: Any) -> Ledger:
    options.setdefault("zones", ("idlib",))
    return ledger(frame, atlas, world().gazetteer, **options)


def only(frame: pd.DataFrame, atlas: Atlas, **options: Any) -> dict[str, Any]:
    (row,) = held(frame, atlas, **options).rows
    return row


def test_an_event_that_a_claim_forbids_there_and_then_is_a_candidate() -> None:
    frame = events(("2018-05-10", *IDLIB, "airstrike"), actor="A", reporter="R")
    row = only(frame, plain())
    assert row["certain"] == row["events"] == 1
    assert (row["zone"], row["rule"], row["month"]) == (
        "idlib",
        "hostilities",
        "2018-05",
    )
    assert (row["type"], row["actor"], row["reporter"]) == ("airstrike", "A", "R")
    assert row["why_not"] == ""
    assert (row["says"], row["claims"]) == ("Wire A", "alpha@900:rule:idlib")


def test_a_row_without_coordinates_is_held_against_rules_by_its_name() -> None:
    frame = events(
        ("2018-05-10", *IDLIB, "clash"),
        ("2018-05-10", None, None, "clash"),
        ("2018-05-10", None, None, "clash"),
        place=["", "Saraqib", "Nowhere"],
    )
    found = held(frame, plain())
    assert sum(row["certain"] for row in found.rows) == 2
    assert "2 of 3 rows" in found.report
    assert any("placed by the name of the place: 1 rows" in x for x in found.report)


@pytest.mark.parametrize(
    ("rules", "event", "answer", "reason"),
    [
        (
            [rule(900, "hostilities", begins="2018-06-01")],
            ("2018-05-20", *IDLIB, "clash"),
            "no",
            "rule not in force: it begins on 2018-06-01",
        ),
        (
            [rule(900, "hostilities", begins="2018-06-01/2018-06-30")],
            ("2018-05-10", *IDLIB, "clash"),
            "no",
            "rule not in force",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-04-01", *IDLIB, "clash"),
            "no",
            "no regime in force: the regime of idlib began on 2018-05-04 or later",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-05", *IDLIB, "clash"),
            "possible",
            "day: the regime of idlib changed between the days",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-05-10?", *IDLIB, "clash"),
            "possible",
            "day: it is doubted",
        ),
        (
            [rule(900, "hostilities"), rule(950, "hostilities", exempt="group Q")],
            ("2018-05-10", *IDLIB, "clash"),
            "possible",
            "exempt: group Q, says alpha@950:rule:idlib",
        ),
        (
            [rule(900, "hostilities"), rule(950, "hostilities", modality="denied")],
            ("2018-05-10", *IDLIB, "clash"),
            "possible",
            "denied: alpha@950:rule:idlib denies the rule",
        ),
        (
            [rule(900, "hostilities", modality="rumoured")],
            ("2018-05-10", *IDLIB, "clash"),
            "possible",
            "rule: it is dated or told with doubt",
        ),
        (
            [rule(900, "heavy weapons of one side")],
            ("2018-05-10", *IDLIB, "shelling"),
            "possible",
            "rule: it speaks of 'heavy weapons of one side'",
        ),
        (
            [rule(900, "heavy weapons")],
            ("2018-05-10", *IDLIB, "shelling"),
            "possible",
            "type: it may be, and need not be, heavy weapons",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-05-10", 35.372, 36.69, "shelling"),
            "possible",
            "ground that",
        ),
        (
            [rule(900, "flights")],
            ("2018-05-10", *IDLIB, "clash"),
            None,
            "of kinds that no claim forbids in their zone",
        ),
        (
            [rule(900, "hostilities", modality="planned")],
            ("2018-05-10", *IDLIB, "clash"),
            None,
            "held against nothing: it is only planned",
        ),
        (
            [rule(900, "singing")],
            ("2018-05-10", *IDLIB, "clash"),
            None,
            "held against nothing: no type of event is 'singing'",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-05-10", *IDLIB, "talks"),
            None,
            "of types that are no forbidden act, left out: talks (1)",
        ),
        (
            [rule(900, "hostilities")],
            ("2018-05-10", *IDLIB, "dancing"),
            None,
            "of types in no table (name them with --types), left out: dancing (1)",
        ),
    ],
)
def test_why_an_event_is_no_certain_candidate_is_said(
    rules: list[dict[str, Any]],
    event: tuple[str, float, float, str],
    answer: str | None,
    reason: str,
) -> None:
    found = held(events(event), atlas_with(*rules))
    if answer is None:
        assert not found.rows
        assert any(reason in note for note in found.notes), found.notes
        return
    (row,) = found.rows
    assert row[answer] == row["events"] == 1
    if reason == "ground that":  # in a province that is partly in the zone
        reason = "location: within the error" if row["possible_at_0_km"] else "reading"
    assert reason in row["why_not"]


def test_one_rule_of_several_is_enough() -> None:
    """A rule that is only possible does not weaken one that is certain."""
    atlas = atlas_with(
        rule(900, "hostilities"),
        rule(930, "hostilities", begins="2019-01-01"),
        rule(950, "flights", begins="2019-01-01"),
    )
    row = only(events(("2018-05-10", *IDLIB, "airstrike")), atlas)
    assert row["certain"] == 1
    assert row["rule"] == "hostilities; flights"


def test_an_event_that_may_lie_on_two_days_needs_regime_and_rule_on_the_same() -> None:
    """The regime ends where the rule begins: on no day do both hold."""
    end = {
        "id": "gamma@700:status:idlib",
        "kind": "status",
        "document": "gamma",
        "zone": "idlib",
        "start": 700,
        "end": 720,
        "status": "ended",
        "begins": "2018-06-01",
    }
    atlas = atlas_with(rule(900, "hostilities", begins="2018-06-01"), end)
    row = only(events(("[2018-05-30..2018-06-02]", *IDLIB, "clash")), atlas)
    assert row["no"] == 1


def test_a_zone_without_a_regime_says_when_it_was_last_heard_of() -> None:
    found = held(events(("2035-01-01", *IDLIB, "clash")), plain())
    (row,) = found.rows
    assert row["possible"] == 1  # nobody said that it ended
    (note,) = [n for n in found.notes if n.startswith("idlib: ")]
    assert "the regime is only possible" in note
    assert "it was last heard of on " in note
    before = held(events(("2001-01-01", *IDLIB, "clash")), plain())
    assert any("no regime is known in the time" in note for note in before.notes)
    assert before.regimes[0]["regime"] == "no"


@cache
def dated(month: str) -> Atlas:
    """Return the sample with a rule and its rival, of documents out in some month."""
    whole = atlas_with(
        rule(900, "hostilities"),
        rule(950, "hostilities", "beta", exempt="the army"),
        rule(970, "flights of aviation", "beta"),
    )
    papers = [
        replace(d, published=month) if d.id == "beta" else d for d in whole.documents
    ]
    return replace(whole, documents=tuple(papers))


def answers(frame: pd.DataFrame, atlas: Atlas, **options: Any) -> dict[str, str]:
    """Return whether each event, told by its actor, is a candidate."""
    found = ledger(frame, atlas, world().gazetteer, by=("actor", "zone"), **options)
    cells = [
        (f"{row['actor']} {row['zone']}", answer)
        for row in found.rows
        for answer in ("certain", "possible", "unknown", "no")
        if row[answer]
    ]
    assert len(dict(cells)) == len(cells)
    return dict(cells)


@pytest.mark.parametrize(
    "day", ["2017-06-01", "2018-05-15", "2018-09-15", "2018-12-15", "2019-06-01"]
)
@pytest.mark.parametrize("month", ["2018-09", "2018", "2019-01-01"])
def test_what_could_be_known_by_a_day_has_two_rivals(day: str, month: str) -> None:
    atlas, knowing = dated(month), day_of(day)
    rows = [
        (on, lat, lon, kind)
        for on in ("2017-01-01", "2018-10-01", "2019-03-05", "2018")
        for lat, lon in (IDLIB, (35.2, 36.6), (33.5, 36.3), (50.0, 10.0))
        for kind in ("Battles", "Air/drone strike", "Riots", "shelling")
    ]
    frame = events(*rows)
    frame["actor"] = [f"{number}" for number in range(len(frame))]
    surely, possibly = known(atlas, knowing)
    sure = answers(frame, surely) if surely.zone_ids() else {}
    maybe = answers(frame, possibly) if possibly.zone_ids() else {}
    found = answers(frame, atlas, knowing=knowing)
    assert {*found} >= {*maybe}
    for key, answer in found.items():
        zone = key.partition(" ")[2]
        mine = maybe.get(key, "no")
        other = sure.get(key, "no") if zone in surely.zone_ids() else "unknown"
        assert answer == rivals([other, mine]), key
    assert surely is not possibly or found == sure


def test_what_was_not_surely_out_is_said() -> None:
    frame = events(("2018-05-04", *IDLIB, "Battles"))
    atlas = dated("2018-09")
    early = held(frame, atlas, knowing=day_of("2018-08-31"))
    between = held(frame, atlas, knowing=day_of("2018-09-15"))
    late = held(frame, atlas, knowing=day_of("2018-09-30"))
    assert [row["certain"] for row in early.rows] == [1]
    assert [row["possible"] for row in between.rows + late.rows] == [1, 1]
    assert "may not have been out yet" in between.rows[0]["why_not"]
    assert "may not have been out yet" not in late.rows[0]["why_not"]
    assert {row["document"] for row in early.rules} == {"alpha"}
    assert {row["document"] for row in between.rules} == {"alpha", "beta"}
    assert between.about["known_by"] == "2018-09-15"
    assert any("could be known by 2018-09-15" in note for note in between.notes)
    nothing = held(frame, atlas, zones=(), knowing=day_of("1960-01-01"))
    assert (nothing.rows, nothing.rules, nothing.regimes) == ([], [], [])


def test_rules_name_their_document_and_publisher() -> None:
    (row,) = held(events(("2018-05-10", *IDLIB, "clash")), plain()).rules
    assert row["publisher"] == "Wire A"
    assert row["claim"] == "alpha@900:rule:idlib"
    assert row["agreements"] == ["talks-2018-05-04"]


# Sums


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    count = draw(st.integers(1, 25))
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    days = chance.integers(day_of("2017-01-01"), day_of("2021-01-01"), count)
    return pd.DataFrame(
        {
            "date": [iso_of(int(day)) for day in days],
            "lat": np.round(chance.uniform(32.5, 37, count), 2),
            "lon": np.round(chance.uniform(35.8, 38, count), 2),
            "type": chance.choice(["clash", "shelling", "talks"], count),
            "actor": chance.choice(["A", "B|*", "=1+1"], count),
        }
    )


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from([("zone",), ("zone", "month", "type"), ("actor",)]))
def test_sums_are_those_of_the_join(frame: pd.DataFrame, by: tuple[str, ...]) -> None:
    """Where a whole kind is forbidden as long as the regime stands, both agree."""
    frame = frame[frame["type"] != "talks"].reset_index(drop=True)
    if frame.empty:
        return
    found = held(frame, plain(), by=by)
    pairs = join_events(frame, plain(), world().gazetteer, zones=("idlib",))
    for answer in ("certain", "possible", "unknown"):
        counted = sum(row[answer] for row in found.rows)
        assert counted == (pairs["certainty"] == answer).sum()
    if "month" in by:
        pairs["month"] = pairs["on"].str[:7]
        for row in found.rows:
            same = pairs[
                (pairs["month"] == row["month"]) & (pairs["type"] == row["type"])
            ]
            assert row["certain"] == (same["certainty"] == "certain").sum()


@settings(max_examples=40, deadline=None)
@given(tables(), st.booleans())
def test_parts_add_up(frame: pd.DataFrame, everything: bool) -> None:
    found = held(frame, plain(), zones=(), everything=everything, by=("zone", "year"))
    for row in found.rows:
        parts = (row[name] for name in ("certain", "possible", "unknown", "no"))
        assert sum(parts) == row["events"]
        bands = (n for name, n in row.items() if name.startswith("possible_"))
        assert sum(bands) == row["possible"]
    finer = held(frame, plain(), zones=(), everything=everything)
    for name in ("events", "certain", "possible", "unknown", "no"):
        assert sum(r[name] for r in finer.rows) == sum(r[name] for r in found.rows)
    months = sum(m["certain"] + m["possible"] for m in found.months)
    assert months == sum(row["certain"] + row["possible"] for row in found.rows)


def test_chunks_do_not_change_the_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(4)
    frame = events(
        *(
            (iso_of(int(day)), float(lat), float(lon), "clash")
            for day, lat, lon in zip(
                chance.integers(day_of("2018-01-01"), day_of("2020-01-01"), 300),
                chance.uniform(35, 36.5, 300).round(2),
                chance.uniform(36, 37.5, 300).round(2),
                strict=True,
            )
        )
    )
    whole = held(frame, plain(), around=around(plain(), "talks-2018-05-04"))
    monkeypatch.setattr("geodata.tables.frames.ROWS", 7)
    parts = held(frame, plain(), around=around(plain(), "talks-2018-05-04"))
    assert (parts.rows, parts.months, parts.compared) == (
        whole.rows,
        whole.months,
        whole.compared,
    )


# Kinds of events and of acts


def test_every_act_of_the_embedded_table_is_known() -> None:
    types = read_event_types()
    assert {"ACLED", "UCDP GED", "GDELT 2", "OSCE-like"} <= types.tables.keys()
    for table in types.tables.values():
        for acts in table.values():
            assert {act for act, _ in acts} <= {*ACT_CLASSES}
            assert {how for _, how in acts} <= {"is", "may be"}


def test_a_machine_coded_event_is_never_surely_an_act() -> None:
    table = read_event_types().tables["GDELT 2"]
    assert {how for acts in table.values() for _, how in acts} == {"may be"}


def test_subtypes_are_finer_than_types() -> None:
    types = read_event_types()
    strike = dict(
        types.acts("ACLED", "Explosions/Remote violence", "Air/drone strike") or ()
    )
    other = dict(types.acts("ACLED", "explosions/remote violence", "?") or ())
    assert strike["flights"] == "is"
    assert other["flights"] == "may be"
    assert types.acts("ACLED", "Protests", "Peaceful protest") == ()
    assert types.acts("ACLED", "Dances") is None
    assert dict(types.acts("own", "Battles") or ())["hostilities"] == "is"
    gun = dict(types.acts("OSCE-like", "Explosion", "Mortar") or ())
    assert gun == {
        "hostilities": "may be",
        "weapons": "may be",
        "heavy weapons": "may be",
    }


def test_a_users_table_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "types.csv"
    path.write_text("type,subtype,act,how\ndancing,,hostilities,may be\nclash,,,\n")
    types = read_event_types(path)
    assert types.acts("ACLED", "Dancing", "any") == (("hostilities", "may be"),)
    assert types.acts("own", "clash") == ()
    path.write_text("type,act\ndancing,jumping\n")
    with pytest.raises(
        InputError, match=r"types.csv, line 2: act 'jumping' is none of"
    ):
        read_event_types(path)
    path.write_text("kind,act\ndancing,weapons\n")
    with pytest.raises(InputError, match="no column 'type'; found: 'kind', 'act'"):
        read_event_types(path)


@pytest.mark.parametrize(
    ("act", "found"),
    [
        ("Hostilities", ("hostilities", False)),
        ("heavy weapons (tanks, artillery)", ("heavy weapons", False)),
        ("heavy weapons of opposition groups", ("heavy weapons", True)),
        ("military actions along the line", ("hostilities", True)),
        ("presence of the militia", ("armed forces", True)),
        ("radical groups", ("armed forces", True)),
        ("singing", (None, False)),
    ],
)
def test_acts_in_words_have_a_class(act: str, found: tuple[str | None, bool]) -> None:
    assert act_class(act) == found


def test_norms_are_those_of_the_zone_alone() -> None:
    atlas = atlas_with(rule(900, "hostilities"), rule(910, "flights", zone="southwest"))
    assert [norm.act_class for norm in norms_of(atlas, "idlib")] == ["hostilities"]
    assert [norm.act_class for norm in norms_of(atlas, "southwest")] == ["flights"]


# Before and after


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_intervals_are_those_of_garwood(count: int, low: float, high: float) -> None:
    """Garwood, Biometrika 28 (1936): the usual table of exact 95 % limits."""
    assert poisson_interval(count) == pytest.approx((low, high), abs=6e-4)


def test_two_equal_windows_are_compared() -> None:
    day = day_of("2018-05-04")
    chosen = around(plain(), "2018-05-04", 30)
    counts = {
        ("idlib", "any", day - 1, day - 1, "certain"): 4,
        ("idlib", "any", day - 30, day - 30, "certain"): 2,
        ("idlib", "any", day - 31, day - 31, "certain"): 99,
        ("idlib", "any", day, day, "certain"): 3,
        ("idlib", "any", day + 29, day + 29, "possible"): 5,
        ("idlib", "any", day + 30, day + 30, "certain"): 99,
        ("idlib", "any", day - 1, day + 1, "certain"): 1,
    }
    sure, maybe = compare_windows(counts, chosen, (day - 40, day + 40))[0]
    assert (sure["before"], sure["after"], sure["ratio"]) == (6, 3, 0.5)
    assert sure["before_per_30_days"] == 6
    assert (maybe["before"], maybe["after"]) == (7, 9)
    assert sure["ratio_low"] < 0.5 < sure["ratio_high"]
    assert (sure["before_from"], sure["after_to"]) == ("2018-04-04", "2018-06-02")


def test_nothing_before_has_no_ratio_but_a_bound() -> None:
    day = day_of("2018-05-04")
    counts = {("idlib", "any", day, day, "certain"): 6}
    chosen = around(plain(), "2018-05-04", 30)
    sure = compare_windows(counts, chosen, (day - 40, day + 40))[0][0]
    assert sure["ratio"] is None
    assert sure["ratio_low"] > 1
    assert sure["ratio_high"] is None


def test_an_agreement_gives_its_day_and_an_open_one_is_left_out() -> None:
    assert around(plain(), "talks-2018-05-04").first == day_of("2018-05-04")
    record = json.loads(json.dumps(SYRIA))
    for claim in record["claims"]:
        if claim.get("under"):
            claim["begins"] = "2018-05"
    atlas = build(dossier_from_json(record), world())
    chosen = around(atlas, "talks-2018-05-04")
    assert (iso_of(chosen.first), iso_of(chosen.last)) == ("2018-05-01", "2018-05-31")
    with pytest.raises(UnknownNameError, match="talks-2018-05-04"):
        around(plain(), "the talks")


def test_events_on_one_side_alone_cannot_be_compared() -> None:
    frame = events(("2018-05-10", *IDLIB, "clash"))
    with pytest.raises(
        InputError, match="the events run from 2018-05-10 to 2018-05-10"
    ):
        held(frame, plain(), around=around(plain(), "2018-05-04"))
    found = held(
        pd.concat([frame, frame.assign(date="2018-05-01")], ignore_index=True),
        plain(),
        around=around(plain(), "2018-05-04", 90),
    )
    assert any("a window counts none" in note for note in found.notes)


# The command


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["ledger", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def atlas_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    from zones.storing import write_atlas

    path = tmp_path_factory.mktemp("ledger") / "atlas.gpkg"
    write_atlas(plain(), path)
    return str(path)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "events.csv"
    rows = [
        "id,date,lat,lon,type,actor,reporter",
        "1,2018-05-10,35.93,36.63,clash,=cmd|'x',R|S",
        "2,2018-05-11,35.93,36.63,shelling,<b>*A*</b>,$x$",
        "3,2018-04-11,35.93,36.63,airstrike,C,R",
        "4,2018-06-11,35.37,36.69,clash,C,R",
        "5,no day,35.37,36.69,clash,C,R",
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return str(path)


def test_every_form_has_the_same_rows(
    table: str, atlas_file: str, tmp_path: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    options = ["--atlas", atlas_file, "--before-after", "talks-2018-05-04"]
    for suffix in ("csv", "xlsx", "json", "md"):
        out = tmp_path / f"ledger.{suffix}"
        code, stdout, stderr = run(table, "-o", str(out), *options)
        assert (code, stdout) == (0, ""), stderr
        first = out.read_bytes()
        assert run(table, "-o", str(out), "--overwrite", *options)[0] == 0
        assert out.read_bytes() == first
    record = json.loads((tmp_path / "ledger.json").read_text("utf-8"))
    text = (tmp_path / "ledger.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [r["zone"] for r in rows] == [r["zone"] for r in record["items"]]
    assert {r["actor"] for r in rows} >= {"'=cmd|'x'", "C"}
    assert "a date that cannot be read: 1 rows" in record["read"][1]
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    assert book.sheetnames == [
        "candidates",
        "before and after",
        "rules",
        "regimes",
        "about",
    ]
    cells = list(book["candidates"].iter_rows())
    assert len(cells) == len(rows) + 1
    actor = [cell.value for cell in cells[0]].index("actor")
    assert all(cell[actor].data_type == "s" for cell in cells[1:])
    beside = (tmp_path / "ledger.before-after.csv").read_text("utf-8")
    assert beside.startswith("zone,rule,counted,days,")
    marked = (tmp_path / "ledger.md").read_text("utf-8")
    assert "\\<b\\>\\*A\\*\\</b\\>" in marked
    assert "\\$x\\$" in marked
    for form in ("csv", "json", "md"):
        words = (tmp_path / f"ledger.{form}").read_text("utf-8").lower()
        assert words.count("violation") == words.count("candidate violation")


def test_the_screen_has_rows_and_the_notes_go_beside(
    table: str, atlas_file: str
) -> None:
    code, stdout, stderr = run(table, "--atlas", atlas_file, "--by", "zone,year")
    assert code == 0
    assert stdout.splitlines()[0].split()[:3] == ["zone", "year", "events"]
    assert "for people to judge" in stderr
    assert "4 of 5 rows" in stderr


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--by", "colour"], 1, "cannot group by 'colour'"),
        (["--bands", "5,x"], 1, "distances in km are needed"),
        (["--bands", "5,2"], 1, "rising distances in km"),
        (["--window", "30"], 2, "--window needs --before-after"),
        (["-f", "xlsx"], 2, "name a file with -o"),
        (["--before-after", "03/04/2018"], 1, "03/04/2018"),
        (["--before-after", "nothing"], 1, "unknown agreement 'nothing'"),
        (["-o", "out.doc"], 1, "unknown suffix '.doc'"),
        (["--chart", "out.gif"], 1, "a chart is a PNG or an SVG"),
    ],
)
def test_wrong_options_are_named(
    table: str, atlas_file: str, options: list[str], code: int, message: str
) -> None:
    found, _, stderr = run(table, "--atlas", atlas_file, *options)
    assert found == code
    assert message in stderr


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_chart_is_drawn_the_same_way_twice(
    table: str, atlas_file: str, tmp_path: Path, suffix: str
) -> None:
    pytest.importorskip("matplotlib")
    paths = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
    for path in paths:
        code, _, stderr = run(
            *(table, "--atlas", atlas_file, "--chart", str(path)),
            *("--before-after", "talks-2018-05-04"),
        )
        assert code == 0, stderr
    first = paths[0].read_bytes()
    assert first == paths[1].read_bytes()
    assert first.startswith(b"\x89PNG" if suffix == "png" else b"<?xml")
    assert b"<script" not in first


def test_an_empty_ledger_draws_nothing(atlas_file: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("date,lat,lon,type\n2018-05-10,10,10,clash\n")
    out = tmp_path / "c.png"
    code, _, stderr = run(str(path), "--atlas", atlas_file, "--chart", str(out))
    assert code == 1
    assert "nothing to draw" in stderr
    assert not out.exists()


# Markdown


@given(st.text())
def test_markdown_stays_on_its_line_and_in_its_cell(text: str) -> None:
    import re

    words = markdown_words(text)
    assert "\n" not in words and "\r" not in words
    bare = re.sub(r"\\.", "", words)
    assert not set("|<>`*[]$&~@") & set(bare)
    _, _, line = markdown_table([{"a": text}], ["a"]).rstrip("\n").split("\n")
    assert re.sub(r"\\.", "", line).count("|") == 2


def test_a_ledger_is_a_frame_too() -> None:
    found = held(events(("2018-05-10", *IDLIB, "clash")), plain())
    assert list(found.frame().columns) == list(found.columns)
    assert replace(found, rows=[]).frame().empty
