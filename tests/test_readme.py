"""The README: its output is true, its commands and links exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from cli import main
from click.testing import CliRunner

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "examples/README.md")),
    *sorted(ROOT.glob("docs/**/*.md")),
]
README = PAGES[0].read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def sessions() -> list[tuple[str, str, str]]:
    """Return each shown command of each page, with the output that is shown."""
    found = []
    for page in PAGES:
        for block in blocks(page.read_text("utf-8"), "console"):
            command, _, output = block.partition("\n")
            assert command.startswith("$ deesc "), f"{page.name}: {command}"
            found.append((page.name, command.removeprefix("$ deesc "), output))
    return found


@pytest.mark.parametrize(("page", "command", "output"), sessions(), ids=str)
def test_shown_output_is_true(page: str, command: str, output: str) -> None:
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    assert result.stdout == output, f"{page}: run deesc {command} and show that"


def test_readme_shows_a_question() -> None:
    assert "$ deesc at " in README


def test_every_shown_deesc_command_exists() -> None:
    for page in PAGES:
        for block in blocks(page.read_text("utf-8"), "sh"):
            for line in re.findall(r"^(?:\S+/)?(deesc [a-z]+.*)", block, re.M):
                _, name, *words = shlex.split(line.partition(" | ")[0], comments=True)
                assert name in main.commands, f"{page.name}: {line}"
                command = main.commands[name]
                parser = command.make_parser(click.Context(command))
                parser.parse_args(words)  # an option that is not there raises


def test_page_of_commands_names_every_command_and_option() -> None:
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"`deesc {name} " in text
        for option in command.params:
            for spelling in option.opts if option.param_type_name == "option" else ():
                assert re.search(rf"`{spelling}\b", text), f"{name} {spelling}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_page_is_listed() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    for page in ROOT.glob("docs/**/*.md"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"]({name})" in index


def test_picture_is_small_enough_to_load() -> None:
    assert (ROOT / "docs" / "map.png").stat().st_size < 300_000


def test_ci_runs_the_command_of_the_readme() -> None:
    command = "bash scripts/test"
    assert f"```sh\n{command}\n```" in README
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")


def test_readme_starts_with_one_sentence_and_the_command() -> None:
    title, sentence, command = README.split("\n\n", 3)[:3]
    assert title == "# deesc"
    assert "\n" not in sentence and sentence.endswith(".")
    assert command.startswith("```sh\npython3 -m venv")
