"""The site: it builds without a warning, asks the network for nothing, is not stale."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("sphinx", reason="the extra [dev] brings it")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    words = ["-W", "--keep-going", "-q", "-c", "docs", "-d", f"{folder}/trees"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *words, ".", folder / "html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


def test_every_page_is_on_the_site_and_in_its_navigation(site: Path) -> None:
    first = (site / "docs" / "index.html").read_text("utf-8")
    navigation = first[: first.index("<article")]
    for page in (*ROOT.glob("docs/**/*.md"), ROOT / "README.md"):
        name = page.relative_to(ROOT).with_suffix(".html")
        assert (site / name).exists()
        if page.name != "index.md":
            relative = name.relative_to("docs") if name.parts[0] == "docs" else name
            assert f'{relative.as_posix()}"' in navigation, f"{page.name} is not in it"


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loads = re.compile(
        r"<(?:script|img|iframe|link)[^>]+(?:src|href)=\"(https?:[^\"]+)"
    )
    for page in site.rglob("*.html"):
        assert loads.findall(page.read_text("utf-8")) == [], page.name


def test_python_page_documents_what_zones_exports(site: Path) -> None:
    import zones

    text = (site / "docs" / "api.html").read_text("utf-8")
    for name in zones.__all__:
        assert f'<span class="pre">{name}</span>' in text


def test_command_reference_is_what_the_commands_say() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "build_reference.py"))
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    assert page == made["reference"](), "run python scripts/build_reference.py"
