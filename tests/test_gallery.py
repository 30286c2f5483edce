"""The gallery: each picture is there, small, and made by the commands above it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "gallery"
MADE = runpy.run_path(str(ROOT / "scripts" / "build_gallery.py"))
SCENES = MADE["scenes"]()
LARGEST, ALL = 150_000, 1_350_000


def test_the_page_has_a_scene_for_each_picture_and_a_picture_for_each_scene() -> None:
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    shown = re.findall(r"\(gallery/(\S+)\.png\)", page)
    assert len(shown) >= 8
    assert [scene.name for scene in SCENES] == shown
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(shown)
    assert set(MADE["LOOKS"]) <= set(shown)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_commands_write_what_is_shown(scene: Any, tmp_path: Path) -> None:
    made = MADE["run"](scene, tmp_path)
    assert made.stat().st_size > 10_000
    assert made.suffix in (".html", ".png")


def test_pictures_are_small_and_not_blank() -> None:
    sizes = {path: path.stat().st_size for path in ROOT.glob("docs/**/*.png")}
    assert sum(sizes.values()) < ALL
    for path in FOLDER.iterdir():
        assert sizes[path] < LARGEST, path.name
        colours = Image.open(path).convert("RGB").getcolors(1 << 24)
        assert colours is not None and len(colours) > 30, path.name


def test_every_example_has_a_picture() -> None:
    text = (ROOT / "examples" / "README.md").read_text("utf-8")
    for section in text.split("\n## ")[1:]:
        if "```sh" in section:
            assert "](../docs/gallery/" in section, section.splitlines()[0]
