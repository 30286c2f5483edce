"""The report says when a text lies beyond the geography in use, and what would help."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner

KIVU = (
    "The truce along the road holds in the town of Kirumbo, near Sakenda and around "
    "Minovira. On 4 May 2017 troops left the village of Rutshanga.\n"
)
SUDAN = (
    "A ceasefire in Sudan was agreed on 4 May 2017. Shells fell on Nyala, in El Fasher "
    "and near Kadugli.\n"
)
SYRIA = (
    "The ceasefire in Idlib province holds since 4 May 2017. Shells fell near Saraqib, "
    "in Morek and near the village of Tall Qarnin.\n"
)


def report(tmp_path: Path, text: str, *command: str) -> str:
    (tmp_path / "note.txt").write_text(text, "utf-8")
    arguments = [*command, str(tmp_path / "note.txt"), "-o", str(tmp_path / "a.gpkg")]
    return CliRunner().invoke(main, arguments).stderr


@pytest.mark.parametrize("command", ["build", "read"])
def test_names_of_no_gazetteer_are_told(tmp_path: Path, command: str) -> None:
    told = report(tmp_path, KIVU, command)
    assert "most places of note are in no gazetteer in use: --gazetteer FILE" in told
    assert "--boundaries FILE" in told


def test_country_without_provinces_is_named(tmp_path: Path) -> None:
    told = report(tmp_path, SUDAN, "build")
    assert "most places of note lie in Sudan" in told
    assert "GeoNames' SD.zip" in told


def test_text_within_the_geography_says_nothing(tmp_path: Path) -> None:
    assert "most places" not in report(tmp_path, SYRIA, "build")
