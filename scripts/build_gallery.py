"""Make the pictures of ``docs/gallery.md`` and of the examples.

    python scripts/build_gallery.py [NAME…]

The commands are those of the page: each block in ``sh`` is followed by the picture of
what it wrote. Maps and briefs are opened in Chromium without a network (its path in
``CHROMIUM``, else the one found), all pictures brought to one width and few colours.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli import main as deesc
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "gallery"
COLOURS = 192
WIDTH = 1000
_BLOCK = re.compile(
    r"^```sh\n(?P<lines>.*?)^```\n\n!\[(?P<alt>[^\]]+)\]\(gallery/(?P<name>\S+)\.png\)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of the gallery: its commands, and the file that they write last."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    folder: str

    @property
    def result(self) -> str:
        """The file that is shown."""
        words = self.commands[-1]
        option = "--chart" if "--chart" in words else "-o"
        return words[words.index(option) + 1]


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is looked at, in CSS pixels."""

    width: int = 1440
    height: int = 900
    dark: bool = False


LOOKS = {
    "phone": Look(390, 780),
    "dark": Look(dark=True),
    "brief": Look(860, 1100),
}


def scenes() -> list[Scene]:
    """Read the pictures and their commands from the page."""
    text = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    found = []
    for block in _BLOCK.finditer(text):
        folder, commands = ".", []
        for line in block["lines"].splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["cd"]:
                folder = words[1]
            elif words:
                commands.append(tuple(words[1:]))
        found.append(Scene(block["name"], tuple(commands), folder))
    return found


def run(scene: Scene, folder: Path) -> Path:
    """Run the commands of a scene in a copy of the examples; return what is shown."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    place = folder / scene.folder
    with contextlib.chdir(place), contextlib.redirect_stdout(io.StringIO()):
        for words in scene.commands:
            deesc(list(words), standalone_mode=False)
    return place / scene.result


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Open a browser that has no network."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def photograph(browser: Any, path: Path, look: Look) -> Image.Image:
    """Return what a reader sees who opens a page."""
    context = browser.new_context(
        offline=True,
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_timeout(2_000)
    data = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(data))


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture in its palette, no wider than the others."""
    picture = picture.convert("RGB")
    if picture.width > WIDTH:
        height = round(picture.height * WIDTH / picture.width)
        picture = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    # With fewer colours, or without the means, an orange dot becomes a brown one.
    few = picture.quantize(
        COLOURS, Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE
    )
    few.save(path, optimize=True)


def main(names: list[str]) -> None:
    """Make the pictures that are named, else all."""
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for scene in scenes():
            if names and scene.name not in names:
                continue
            made = run(scene, Path(folder))
            if made.suffix == ".html":
                picture = photograph(browser, made, LOOKS.get(scene.name, Look()))
            else:
                picture = Image.open(made)
            path = FOLDER / f"{scene.name}.png"
            save(picture, path)
            print(f"{path.relative_to(ROOT)} {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
