"""The scorer of TimeML files: what is read of them, and how hits are counted."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "timeml.py"
TIMEML: dict[str, Any] = runpy.run_path(str(SCRIPT))
Timex, Counts = TIMEML["Timex"], TIMEML["Counts"]

FILE = """<?xml version="1.0" ?>
<TimeML>
<DOCID>market</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2013-03-22T09:00"
 functionInDocument="CREATION_TIME">March 22, 2013</TIMEX3></DCT>
<TEXT>

The market <EVENT eid="e1" class="OCCURRENCE">opened</EVENT> again
<TIMEX3 tid="t1" type="DATE" value="2013-03-20">Wednesday</TIMEX3>, after
<TIMEX3 tid="t2" type="DURATION" value="P3D">three days</TIMEX3> of rain &amp; snow.

It closes <TIMEX3 tid="t3" type="DATE" value="FUTURE_REF">some day soon</TIMEX3>.
</TEXT>
<MAKEINSTANCE eventID="e1" eiid="ei1" tense="PAST"/>
</TimeML>
"""


def test_a_file_is_read_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "market.tml"
    path.write_text(FILE, "utf-8")
    case = TIMEML["read_case"](path)
    assert (case.name, case.created) == ("market", "2013-03-22")
    words = [case.text[each.start : each.end] for each in case.gold]
    assert words == ["Wednesday", "three days", "some day soon"]
    assert "opened again Wednesday, after three days of rain & snow." in case.text
    assert [each.value for each in case.gold] == ["2013-03-20", "P3D", "FUTURE_REF"]


def test_hits_are_counted_as_in_tempeval() -> None:
    counts = Counts()
    gold = [Timex(0, 9, "DATE", "2013"), Timex(20, 30, "DURATION", "P3D")]
    gold.append(Timex(40, 50, "SET", "P1D"))
    found = [Timex(0, 9, "DATE", "2013"), Timex(24, 30, "DATE", "P3D")]
    found += [Timex(26, 30, "DATE", "P3D"), Timex(60, 65, "TIME", "T10:00")]
    TIMEML["score"](gold, found, counts)
    assert (counts.gold, counts.found) == (3, 4)
    assert (counts.relaxed, counts.strict, counts.value, counts.type) == (2, 1, 2, 1)
    assert counts.f1(counts.relaxed) == pytest.approx(200 * 2 / 7)
    assert Counts().f1(0) == 0


def test_the_script_scores_a_folder(tmp_path: Path) -> None:
    (tmp_path / "market.tml").write_text(FILE, "utf-8")
    run = [sys.executable, str(SCRIPT), str(tmp_path)]
    told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    head, row = told.splitlines()
    assert head.startswith("1 texts")
    name, gold, found, relaxed, strict, value, kind, _ = row.split()
    assert (name, gold, found) == ("find_dates", "3", "2")
    assert (relaxed, strict, value, kind) == ("80.0", "80.0", "80.0", "80.0")


def test_a_folder_without_files_and_a_file_without_day_are_named(
    tmp_path: Path,
) -> None:
    run = [sys.executable, str(SCRIPT), str(tmp_path)]
    told = subprocess.run(run, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "no .tml file" in told.stderr
    path = tmp_path / "a.tml"
    path.write_text("<TimeML><TEXT>Rain.</TEXT></TimeML>", "utf-8")
    with pytest.raises(ValueError, match="a.tml: no TIMEX3 .* CREATION_TIME"):
        TIMEML["read_case"](path)
