"""The first run: the bare command, its example lines, versions and completion."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli import VERSION, main
from click.shell_completion import BashComplete, FishComplete, ZshComplete
from click.testing import CliRunner
from zones.loading import EMBEDDED, data_versions, embedded_dossier

TEXT = (
    "Geneva, 3 March 2018 - The parties agreed on a buffer zone in Idlib province. "
    "On 1 March 2018 observers set up an observation post in Saraqib.\n"
)


def bare() -> str:
    return CliRunner().invoke(main, []).stderr


def example_lines() -> list[str]:
    found = re.findall(r"^  (deesc .+?)(?:   .*)?$", bare(), re.M)
    return [line.strip() for line in found]


def test_bare_command_shows_four_lines() -> None:
    assert len(example_lines()) == 4


@pytest.mark.parametrize("line", example_lines())
def test_each_example_line_works(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "DOCS").mkdir()
    (tmp_path / "DOCS" / "one.txt").write_text(TEXT, "utf-8")
    result = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    written = re.search(r"-o (\S+)", line)
    assert (tmp_path / written[1]).stat().st_size if written else result.stdout


def test_version_names_the_data() -> None:
    lines = CliRunner().invoke(main, ["--version"]).stdout.splitlines()
    assert lines[0] == f"deesc, version {VERSION}"
    said = dict(re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in lines[1:])
    assert set(said) == {"boundaries", "places", "seed", "reference"}
    assert said == dict(data_versions())
    documents = embedded_dossier("seed").read_text("utf-8").count('"text_sha256"')
    assert f"{documents} documents" in said["seed"]


def completed(*words: str) -> list[str]:
    *before, typed = words
    shell = BashComplete(main, {}, "deesc", "_DEESC_COMPLETE")
    return [item.value for item in shell.get_completions(before, typed)]


def test_commands_and_zones_are_completed() -> None:
    assert "inside" in completed("ins")
    assert "idlib" in completed("inside", "")
    assert completed("inside", "idl") == ["idlib"]
    assert completed("timeline", "--dossier", EMBEDDED[1], "idl") == ["idlib"]
    assert completed("why", "--atlas", "missing.gpkg", "idl") == []


@pytest.mark.parametrize("shell", [BashComplete, FishComplete, ZshComplete])
def test_shells_get_a_script(shell: type[BashComplete]) -> None:
    script = shell(main, {}, "deesc", "_DEESC_COMPLETE").source()
    assert "_DEESC_COMPLETE" in script


def test_completing_imports_nothing_heavy() -> None:
    code = (
        "import os, sys\n"
        "os.environ['_DEESC_COMPLETE'] = 'bash_complete'\n"
        "os.environ.update(COMP_WORDS='deesc inside i', COMP_CWORD='2')\n"
        "from cli import main\n"
        "try:\n"
        "    main(prog_name='deesc')\n"
        "except SystemExit:\n"
        "    pass\n"
        "heavy = {'pandas', 'geopandas', 'shapely', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "plain,idlib" in done.stdout
