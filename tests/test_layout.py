"""The shape of the code: what imports what, how large, and what is never written."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import dossier_file, syrian_atlas

ROOT = Path(__file__).parents[1]
LAYERS = ("geodata", "zones", "maps", "cli")
"""Each may import from those before it, and from itself."""
MODULES = sorted(
    [ROOT / "cli.py", *(p for n in LAYERS[:3] for p in (ROOT / n).rglob("*.py"))]
)
SCRIPTS = sorted((ROOT / "maps" / "static").glob("*.js"))
HEAVY = "numpy pandas shapely geopandas pyproj jsonschema jinja2 rapidfuzz".split()
LARGEST = 450
LARGEST_CLI = 1800
HOSTS = re.compile(
    r"\b(?:pypi\.org|pythonhosted|registry\.npmjs|npmjs\.com|crates\.io)\b", re.I
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_in(path: Path) -> Iterator[str]:
    """Yield the first part of each absolute import, those in functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


def climbs_in(path: Path) -> Iterator[str]:
    """Yield relative imports that leave the package of the file."""
    depth = len(path.relative_to(ROOT).parts) - 1
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level > depth:
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    layer = layer_of(path)
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    assert above.isdisjoint(imports_in(path))
    assert not list(climbs_in(path))
    if layer != "cli":
        assert layer not in imports_in(path), "inside a package import relatively"


def test_click_is_known_to_the_command_line_alone() -> None:
    users = [name_of(p) for p in MODULES if "click" in set(imports_in(p))]
    assert users == ["cli.py"]


def test_packages_are_those_of_this_tree() -> None:
    for name in LAYERS:
        module = importlib.import_module(name)
        assert module.__file__ is not None
        assert ROOT in Path(module.__file__).resolve().parents, name


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=name_of)
def test_modules_stay_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= (LARGEST_CLI if path.name == "cli.py" else LARGEST)


def test_nothing_runs_text_as_code() -> None:
    """No eval, no pickle, no markup from strings."""
    calls = re.compile(
        r"(?<![.\w])(?:eval|exec|Function)\(|\bpickle\b|innerHTML|insertAdjacentHTML"
    )
    files = [*MODULES, *(ROOT / "maps").rglob("*.js"), *(ROOT / "maps").rglob("*.html")]
    found = [name_of(p) for p in files if calls.search(p.read_text("utf-8"))]
    assert not found


def test_static_files_name_no_address() -> None:
    for path in (ROOT / "maps" / "static").iterdir():
        text = path.read_text("utf-8")
        addresses = set(re.findall(r"https?://[^\s\"'`)]+", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}, name_of(path)


def test_no_file_names_a_package_registry() -> None:
    suffixes = {".py", ".md", ".cfg", ".toml", ".js", ".html", ".css", ".json", ".cff"}
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: cannot tell which files are the project's")
    for line in listed.stdout.splitlines():
        path = ROOT / line
        if path == Path(__file__) or not path.is_file():
            continue
        if path.suffix in suffixes or path.parent.name in (".ci", "scripts"):
            assert not HOSTS.search(path.read_text("utf-8")), line


COMMANDS = [
    ["--help"],
    ["inside", "idlib", "--on", "2018-10-01"],
    ["at", "Morek", "--on", "2018-10-01"],
    ["at", "35.93,36.63", "--on", "2018-10-01"],
    ["zones", "--on", "2018-10-01"],
    ["timeline", "idlib"],
    ["why", "idlib"],
]


@pytest.fixture(scope="module")
def atlas_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from zones.storing import write_atlas

    path = tmp_path_factory.mktemp("layout") / "atlas.gpkg"
    write_atlas(syrian_atlas(), path)
    return path


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_questions_import_no_heavy_library(words: list[str], atlas_path: Path) -> None:
    source = [] if words == ["--help"] else ["--atlas", str(atlas_path)]
    code = (
        "import sys\nfrom cli import main\n"
        f"main({[*words, *source]!r}, standalone_mode=False)\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"
    assert done.stdout


def test_samples_are_whole(tmp_path: Path) -> None:
    from zones.checking import check

    assert check(dossier_file(tmp_path)) == []
