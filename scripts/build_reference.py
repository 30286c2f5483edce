"""Write ``docs/commands.md``: the help of every command, as the command says it.

    python scripts/build_reference.py

The suite fails when the page is not what this script writes.
"""

from __future__ import annotations

from pathlib import Path

import click
from cli import Commands, main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# Command reference

Written by `scripts/build_reference.py` from the commands themselves. What the options
mean together, formats and exit codes: [Commands](cli.md).
"""
WIDTH = 88


def reference() -> str:
    """Return the page as Markdown."""
    parts = [HEAD]
    for group, names in Commands.groups.items():
        parts.append(f"## {group}\n")
        parts += [_section(name) for name in names]
    return "\n".join(parts)


def _section(name: str) -> str:
    command = main.commands[name]
    context = click.Context(
        command,
        info_name=f"deesc {name}",
        terminal_width=WIDTH,
        max_content_width=WIDTH,
    )
    return f"### deesc {name}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
