"""Make the pictures of ``docs/gallery.md``, of the examples, and of the README.

    python scripts/build_gallery.py [NAME…]

The commands are those of the page: each block in ``sh`` is followed by the picture of
what it wrote. Maps and briefs are opened in Chromium without a network (its path in
``CHROMIUM``, else the one found), all pictures brought to one width and few colours.
The picture of the README, ``readme``, is the page of ``deesc map`` on one day, and
under it its map on three.
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
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "gallery"
COLOURS = 192
WIDTH = 1000
README_PICTURE = ROOT / "docs" / "map.png"
OPENED = "2018-10-01"
DAYS = ("2017-06-01", "2018-10-01", "2020-03-10")
GAP = 8
# What lies on the map, for a picture of the map alone.
_BARE = ".side, .on-map, .leaflet-control-zoom { display: none !important; }"
HIDE = """(style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}"""
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


def photograph(
    browser: Any, path: Path, look: Look, anchor: str = "", part: str | None = None
) -> Image.Image:
    """Return what a reader sees who opens a page, or the bare map of it alone."""
    context = browser.new_context(
        offline=True,
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path.as_uri() + anchor)
    page.wait_for_timeout(2_000)
    if part is None:
        data = page.screenshot()
    else:
        page.evaluate(HIDE, _BARE)
        data = page.locator(part).screenshot()
    context.close()
    return Image.open(io.BytesIO(data))


def three_days(browser: Any, path: Path) -> Image.Image:
    """Return a page with its map on three days under it."""
    whole = photograph(browser, path, Look(), f"#date={OPENED}").convert("RGB")
    wide = (whole.width - 2 * GAP) // 3
    maps = [
        photograph(browser, path, Look(1000, 860), f"#date={day}", ".map-box")
        for day in DAYS
    ]
    high = min(round(wide * each.height / each.width) for each in maps)
    made = Image.new("RGB", (whole.width, whole.height + GAP + high), "white")
    made.paste(whole, (0, 0))
    draw = ImageDraw.Draw(made)
    letters = ImageFont.load_default(24)
    for place, (day, each) in enumerate(zip(DAYS, maps, strict=True)):
        left, top = place * (wide + GAP), whole.height + GAP
        shape = (wide, round(wide * each.height / each.width))
        shrunk = each.convert("RGB").resize(shape, Image.Resampling.LANCZOS)
        made.paste(shrunk.crop((0, 0, wide, high)), (left, top))
        box = draw.textbbox((left + 12, top + 10), day, letters)
        draw.rectangle((box[0] - 8, box[1] - 6, box[2] + 8, box[3] + 6), "white")
        draw.text((left + 12, top + 10), day, "#1c2733", letters)
    return made


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


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture, and say how large it is."""
    save(picture, path)
    print(f"{path.relative_to(ROOT)} {path.stat().st_size / 1000:.0f} kB")


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
            keep(picture, path)
        if not names or "readme" in names:
            page = Path(folder) / "map.html"
            with contextlib.redirect_stdout(io.StringIO()):
                deesc(["map", "-o", str(page)], standalone_mode=False)
            keep(three_days(browser, page), README_PICTURE)


if __name__ == "__main__":
    main(sys.argv[1:])
