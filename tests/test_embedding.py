"""Snippets: what they hold, and what hostile titles and addresses cannot do."""

from __future__ import annotations

import html
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli import SNIPPETS, main
from click.testing import CliRunner
from geodata.errors import InputError
from maps.embedding import FLAVOURS, SANDBOX, embed
from maps.page import render_page
from samples import syrian_atlas

HOSTILE = "\"><script>alert(1)</script> ](x) `` $x$ \\ '"


class Tags(HTMLParser):
    """Collects the tags of a snippet with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(text)
    return parser.found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("embed")
    page = folder / "map of zones.html"
    page.write_text(render_page(syrian_atlas(), title="Zones & <more>"), "ascii")
    picture = folder / "still.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    return page, picture


def test_the_command_knows_every_flavour():
    assert list(SNIPPETS) == list(FLAVOURS)


@pytest.mark.parametrize("flavour", ["iframe", "srcdoc", "pandoc", "quarto"])
def test_frames_are_sandboxed_and_titled(files, flavour):
    page, picture = files
    tags = tags_of(embed(page, flavour, picture=picture))
    frame = dict(tags)["iframe"]
    assert frame["sandbox"] == SANDBOX
    assert "allow-same-origin" not in SANDBOX
    assert frame["title"] == "Zones & <more>"


def test_srcdoc_holds_the_whole_map(files):
    page, picture = files
    tags = dict(tags_of(embed(page, "srcdoc", picture=picture)))
    assert tags["iframe"]["srcdoc"] == page.read_text("ascii")
    assert tags["img"]["src"].startswith("data:image/png;base64,")
    assert "a" not in tags, "a file on this disk is nothing to link to"


@pytest.mark.parametrize("flavour", [f for f in FLAVOURS if f != "srcdoc"])
def test_hostile_titles_stay_text(files, flavour):
    page, picture = files
    text = embed(page, flavour, picture=picture, title=HOSTILE)
    if flavour == "jupyter":
        compile(text, "cell", "exec")
        text = text[text.index("<iframe") : text.index("</iframe>")]
    assert "script" not in [tag for tag, _ in tags_of(text)]


def test_addresses_are_kept_and_checked(files):
    page, _ = files
    address = "https://example.org/a b.html"
    with pytest.raises(InputError, match="--url"):
        embed(page, "iframe", url=address)
    for url in ("javascript:alert(1)", "data:text/html,x", "https:", "file:///x"):
        with pytest.raises(InputError, match="--url"):
            embed(page, "iframe", url=url)
    text = embed(page, "iframe", url="https://example.org/m?a=1&b=2")
    assert dict(tags_of(text))["iframe"]["src"] == "https://example.org/m?a=1&b=2"
    assert dict(tags_of(embed(page, "iframe")))["iframe"]["src"] == (
        "map%20of%20zones.html"
    )


def test_only_maps_of_deesc_are_embedded(files, tmp_path):
    other = tmp_path / "other.html"
    other.write_text("<title>x</title>")
    with pytest.raises(InputError, match="no map"):
        embed(other, "srcdoc")
    with pytest.raises(InputError, match="cannot be read"):
        embed(tmp_path / "none.html", "srcdoc")
    with pytest.raises(InputError, match="picture"):
        embed(files[0], "srcdoc", picture=other)


def test_pandoc_keeps_the_picture_where_frames_are_dropped(files):
    pandoc = shutil.which("pandoc") or _bundled_pandoc()
    page, picture = files
    text = embed(page, "pandoc", picture=picture, title="A *map* of $x$ <b>")

    def made(form: str) -> str:
        command = [pandoc, "-f", "markdown", "-t", form]
        done = subprocess.run(command, input=text, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "<iframe" in made("html") and "still.png" in made("html")
    plain = made("native")
    assert "still.png" in plain
    assert "A *map* of $x$ <b>" in html.unescape(made("plain"))


def _bundled_pandoc() -> str:
    return str(pytest.importorskip("pypandoc").get_pandoc_path())


def test_a_notebook_cell_shows_map_and_picture(files, monkeypatch):
    page, picture = files
    shown = {}

    class Display:
        @staticmethod
        def display(bundle, raw):
            shown.update(bundle)

    import sys
    from types import ModuleType

    package, module = ModuleType("IPython"), ModuleType("IPython.display")
    module.display = Display.display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", package)
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    code = compile(embed(page, "jupyter", picture=picture), "cell", "exec")
    names: dict[str, object] = {}
    type(lambda: None)(code, names)()
    assert set(shown) == {"text/html", "text/plain", "image/png"}
    assert dict(tags_of(shown["text/html"]))["iframe"]["srcdoc"] == page.read_text()


def test_the_command_says_where_a_map_must_lie(files):
    page, _ = files
    done = CliRunner().invoke(main, ["embed", str(page), "--as", "iframe"])
    assert done.exit_code == 0 and "<iframe" in done.stdout
    assert "upload" in done.stderr
    done = CliRunner().invoke(main, ["embed", str(page), "--as", "srcdoc"])
    assert done.stderr == ""


def test_a_map_that_breaks_off_is_refused(files, tmp_path):
    torn = tmp_path / "torn.html"
    torn.write_text(files[0].read_text("ascii")[:5000], "ascii")
    with pytest.raises(InputError, match="torn.html: breaks off before its end"):
        embed(torn, "srcdoc")
