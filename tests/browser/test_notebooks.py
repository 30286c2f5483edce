"""Notebooks: what a cell holds, and what is left of it in exports to other forms."""

from __future__ import annotations

import base64
import html
import io
import json
import os
import re
import subprocess
import sys
from configparser import ConfigParser
from importlib.metadata import EntryPoint, EntryPoints, distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from geodata.errors import InputError, UnknownNameError
from geodata.periods import day_of
from maps import show
from maps.embedding import SANDBOX, embed
from maps.page import render_page
from PIL import Image
from pypdf import PdfReader
from samples import aruvian_atlas, syrian_atlas
from zones import showing

ROOT = Path(__file__).parents[2]
ON = day_of("2018-10-01")


def forms(shown: Any, **kinds: Any) -> dict[str, str]:
    found: dict[str, str] = shown._repr_mimebundle_(**kinds)
    return found


def picture_in(data: str | bytes) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(data)))


def is_drawn(picture: Image.Image) -> bool:
    colours = picture.convert("RGB").getcolors(1 << 24)
    return colours is None or len(colours) > 200


def test_a_cell_holds_the_page_a_picture_and_words() -> None:
    found = forms(show(syrian_atlas(), "idlib", on=ON, title="A <b> & c"))
    assert list(found) == ["text/html", "image/png", "text/plain"]
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)" (.*)></iframe>', found["text/html"])
    assert frame is not None
    assert f'sandbox="{SANDBOX}"' in frame[2]
    assert 'title="A &lt;b&gt; &amp; c, 2018-10-01"' in frame[2]
    page = render_page(syrian_atlas(), on=ON, title="A <b> & c")
    assert html.unescape(frame[1]) == page
    assert is_drawn(picture_in(found["image/png"]))
    assert found["text/plain"] == "A <b> & c, 2018-10-01"


def test_equal_atlases_are_shown_alike() -> None:
    assert forms(show(aruvian_atlas())) == forms(show(aruvian_atlas()))


def test_without_a_zone_the_picture_shows_all_of_them() -> None:
    whole = forms(show(syrian_atlas(), on=ON, live=False))
    one = forms(show(syrian_atlas(), "idlib", on=ON, live=False))
    assert list(whole) == ["image/png", "text/plain"]
    assert is_drawn(picture_in(whole["image/png"]))
    assert whole["image/png"] != one["image/png"]


def test_without_matplotlib_the_picture_is_a_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("maps.notebooks.find_spec", lambda name: None)
    found = forms(show(syrian_atlas(), "idlib", on=ON))
    assert list(found) == ["text/html", "image/svg+xml", "text/plain"]
    assert found["image/svg+xml"].startswith("<svg")


def test_only_what_is_asked_for_is_made() -> None:
    shown = show(aruvian_atlas())
    assert list(forms(shown, include={"text/plain"})) == ["text/plain"]
    assert "text/html" not in forms(shown, exclude={"text/html"})


def test_unknown_names_are_refused_before_anything_is_shown() -> None:
    with pytest.raises(UnknownNameError):
        show(syrian_atlas(), "nowhere")
    with pytest.raises(InputError, match="language 'xx'"):
        show(syrian_atlas(), lang="xx")


def test_an_atlas_shows_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    formatters = pytest.importorskip("IPython.core.formatters")
    formatter = formatters.DisplayFormatter()
    atlas = aruvian_atlas()
    found, _ = formatter.format(atlas)
    assert found == forms(show(atlas))
    monkeypatch.setattr(showing, "_offered", [])
    monkeypatch.setattr(showing, "DISTRIBUTION", "no-such-distribution")
    found, _ = formatter.format(atlas)
    assert list(found) == ["text/plain"]


def test_without_maps_an_atlas_finds_them_by_the_entry_point(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg")
    (line,) = config["options.entry_points"][showing.GROUP].split("\n")[1:]
    name, value = line.split(" = ")
    points = EntryPoints([EntryPoint(name, value, showing.GROUP)])
    found = SimpleNamespace(entry_points=points)
    monkeypatch.setattr("importlib.metadata.distribution", lambda name: found)
    monkeypatch.setattr(showing, "_offered", [])
    only = {"include": {"text/plain"}}
    assert forms(aruvian_atlas(), **only) == forms(show(aruvian_atlas()), **only)


# The example and its exports, by the commands that a user types


def nbconvert(folder: Path, *words: str) -> None:
    pytest.importorskip("nbconvert", reason="the extra [dev] brings it")
    pytest.importorskip("ipykernel", reason="the extra [dev] brings it")
    # Templates lie beside the package even where an environment borrows it.
    package = distribution("nbconvert")
    index = next(f for f in package.files or [] if f.name == "index.html.j2")
    path = Path(str(package.locate_file(index))).resolve()
    share = next(parent for parent in path.parents if parent.name == "jupyter")
    pandoc = Path(pytest.importorskip("pypandoc").get_pandoc_path()).parent
    paths = {
        "JUPYTER_PATH": str(share),
        "PATH": os.pathsep.join([str(pandoc), os.environ["PATH"]]),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", *words],
        cwd=folder,
        env=os.environ | paths,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it is after all of its cells have run."""
    folder = tmp_path_factory.mktemp("notebook")
    source = ROOT / "examples" / "notebook" / "zones.ipynb"
    (folder / "zones.ipynb").write_bytes(source.read_bytes())
    nbconvert(folder, "--to", "notebook", "--execute", "--inplace", "zones.ipynb")
    return folder / "zones.ipynb"


def test_the_example_is_stored_without_outputs() -> None:
    for path in (ROOT / "examples").rglob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not any(cell.get("outputs") for cell in cells), path.name


def test_the_example_runs_and_holds_its_map(executed: Path) -> None:
    cells = json.loads(executed.read_text("utf-8"))["cells"]
    outputs = [each for cell in cells for each in cell.get("outputs", ())]
    data = [each["data"] for each in outputs]
    assert [each["output_type"] for each in outputs] == ["execute_result"] * 3
    assert "Latakia" in "".join(data[0]["text/html"])
    assert set(data[1]) == {"text/html", "image/png", "text/plain"}
    assert is_drawn(picture_in(data[1]["image/png"]))
    assert set(data[2]) == {"text/html", "image/png", "text/plain"}


def test_markdown_and_paper_show_the_picture(executed: Path) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    folder = executed.parent
    priority = '["text/markdown", "image/png", "text/html", "text/plain"]'
    option = f"--NbConvertBase.display_data_priority={priority}"
    nbconvert(folder, "--to", "markdown", option, executed.name)
    text = (folder / "zones.md").read_text("utf-8")
    name, _ = re.findall(r"!\[png\]\((.+?\.png)\)", text)
    assert is_drawn(Image.open(folder / name))
    assert "<iframe" not in text
    weasyprint = pytest.importorskip("weasyprint")
    page = folder / "zones.html5"
    words = {"format": "gfm", "to": "html5", "outputfile": str(page)}
    pypandoc.convert_file(
        str(folder / "zones.md"), **words, extra_args=["--standalone"]
    )
    weasyprint.HTML(page, base_url=str(folder)).write_pdf(folder / "zones.pdf")
    pages = PdfReader(folder / "zones.pdf").pages
    assert any(is_drawn(image.image) for page in pages for image in page.images)


def test_latex_shows_the_picture(executed: Path) -> None:
    folder = executed.parent
    nbconvert(folder, "--to", "latex", executed.name)
    text = (folder / "zones.tex").read_text("utf-8")
    name, _ = re.findall(r"\{(zones_files/[^{}]+\.png)\}", text)
    assert is_drawn(Image.open(folder / name))


@pytest.mark.browser
def test_the_map_of_an_exported_page_asks_for_nothing(
    executed: Path, browser: Any
) -> None:
    folder = executed.parent
    nbconvert(folder, "--to", "html", executed.name)
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        asked: list[tuple[str, bool]] = []
        page.on("request", lambda r: asked.append((r.url, r.frame == page.main_frame)))
        page.goto((folder / "zones.html").as_uri(), wait_until="domcontentloaded")
        page.locator("iframe").first.scroll_into_view_if_needed()
        frame = page.frame_locator("iframe").first
        frame.locator(".leaflet-container").first.wait_for(timeout=20_000)
        assert page.frames[1].evaluate("deesc.state().date") == "2018-10-01"
        remote = [url for url, mine in asked if not mine and url.startswith("http")]
        assert remote == []
    finally:
        context.close()


# Quarto

VISIBLE = """
-- What Quarto does with these blocks; pandoc alone would keep all of them.
function Div(block)
  local when = block.attributes["when-format"]
  local unless = block.attributes["unless-format"]
  local is_html = FORMAT:match("html") ~= nil
  if when == "html" and not is_html or unless == "html" and is_html then return {} end
end
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Quarto document with a map and its picture beside it."""
    folder = tmp_path_factory.mktemp("quarto")
    atlas = syrian_atlas()
    (folder / "map.html").write_text(render_page(atlas, on=ON), "ascii")
    still = forms(show(atlas, "idlib", on=ON, live=False))["image/png"]
    (folder / "map.png").write_bytes(base64.b64decode(still))
    snippet = embed(folder / "map.html", "quarto", picture=folder / "map.png")
    head = "---\ntitle: Idlib\nformat: html\n---\n\nText before.\n\n"
    (folder / "brief.qmd").write_text(f"{head}{snippet}\nText after.\n", "utf-8")
    (folder / "visible.lua").write_text(VISIBLE, "utf-8")
    return folder / "brief.qmd"


def rendered(document: Path, form: str) -> Path:
    pypandoc = pytest.importorskip("pypandoc")
    out = document.with_suffix(f".{form}")
    pypandoc.convert_file(
        str(document),
        form,
        format="markdown",
        outputfile=str(out),
        extra_args=[
            "--standalone",
            "--embed-resources",
            f"--resource-path={document.parent}",
            f"--lua-filter={document.parent / 'visible.lua'}",
        ],
    )
    return out


def test_a_quarto_document_for_word_holds_the_picture(document: Path) -> None:
    docx = pytest.importorskip("docx")
    parts = docx.Document(str(rendered(document, "docx"))).part.package.iter_parts()
    images = [part for part in parts if str(part.partname).endswith(".png")]
    assert [is_drawn(Image.open(io.BytesIO(part.blob))) for part in images] == [True]


@pytest.mark.browser
def test_a_quarto_page_holds_its_map(document: Path, browser: Any) -> None:
    out = rendered(document, "html")
    for other in ("map.html", "map.png"):
        (document.parent / other).unlink(missing_ok=True)
    context = browser.new_context(offline=True)
    try:
        page = context.new_page()
        page.goto(out.as_uri())
        page.locator("iframe").scroll_into_view_if_needed()
        frame = page.frame_locator("iframe")
        frame.locator(".leaflet-container").first.wait_for(timeout=20_000)
        assert page.frames[1].evaluate("deesc.state().date") == "2018-10-01"
        assert page.locator("img").count() == 0
    finally:
        context.close()
