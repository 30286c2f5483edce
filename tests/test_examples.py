"""The examples: their commands run as they stand, on a copy of their folder."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner

EXAMPLES = Path(__file__).parents[1] / "examples"


def sessions() -> list[tuple[str, list[str]]]:
    """Return the folder and the commands of each example."""
    text = (EXAMPLES / "README.md").read_text("utf-8")
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S):
        first, *lines = block.splitlines()
        folder = first.removeprefix("cd examples/")
        assert folder != first, f"{first}: a block begins with cd examples/…"
        found.append((folder, lines))
    return found


@pytest.mark.parametrize(("folder", "lines"), sessions(), ids=lambda v: str(v)[:20])
def test_example_runs(
    folder: str,
    lines: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(EXAMPLES / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path / folder)
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        if "-o" in words:
            assert (tmp_path / folder / words[words.index("-o") + 1]).stat().st_size


def test_facts_of_the_texts_name_their_page() -> None:
    for text in EXAMPLES.rglob("texts/*.txt"):
        head = text.read_text("utf-8").split("---")[1]
        for field in ("title", "date", "publisher", "url"):
            assert re.search(rf"^{field}: \S", head, re.M), f"{text.name}: {field}"
