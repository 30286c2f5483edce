"""Markdown: tables whose cells are words and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .formats import cell_text

__all__ = ["markdown_table", "markdown_words"]

_MARKS = re.compile(
    r"[\\`*\[\]<>|~&$@]|(?<!\w)_|_(?!\w)|^[#+-]|(?<=^\d)[.)](?= )|:(?=//)|(?<=www)\."
)
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")


def markdown_words(text: str) -> str:
    r"""Return text that Markdown shows as it is: on one line, no mark with a meaning.

    No address becomes a link (GitHub's autolinks), no dollar sign a formula.

    Examples
    --------
    >>> print(markdown_words("a|b <i>\n# c"))
    a\|b \<i\> # c
    """
    return _MARKS.sub(r"\\\g<0>", _BREAKS.sub(" ", text).strip())


def markdown_table(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, names: bool = True
) -> str:
    """Return rows as a table of GitHub-flavoured Markdown; numbers flush right.

    Parameters
    ----------
    rows
        Values by column; None is an empty cell.
    columns
        The columns, in order.
    names
        Whether the names of the columns are shown with spaces for underscores.
    """
    cells = [[row.get(column) for column in columns] for row in rows]
    right = [
        any(c is not None for c in column)
        and all(_is_number(c) for c in column if c is not None)
        for column in zip(*cells, strict=True)
    ] or [False] * len(columns)
    heads = [column.replace("_", " ") if names else column for column in columns]
    lines = [
        [markdown_words(head) for head in heads],
        ["---:" if is_right else "---" for is_right in right],
        *([markdown_words(cell_text(cell)) for cell in line] for line in cells),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)
