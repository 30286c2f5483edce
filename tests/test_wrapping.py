"""Texts with hard line ends read like texts without."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from samples import BULLETIN, LATER_BULLETIN, world
from zones.claims import Claim, claim_to_json
from zones.reading import read
from zones.reading.sentences import find_sentences

POSITION = ("id", "start", "end", "quote")


def said(text: str, folder: Path) -> list[dict]:
    """Return what a text says, without where it stands in it."""
    path = folder / "report.txt"
    path.write_text(text, "utf-8")
    claims: tuple[Claim, ...] = read([path], world()).claims
    records = [claim_to_json(claim) for claim in claims]
    return [{k: v for k, v in r.items() if k not in POSITION} for r in records]


@pytest.mark.parametrize("text", [BULLETIN, LATER_BULLETIN], ids=["first", "later"])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_short_wrapped_texts_read_alike(text: str, width: int, tmp_path: Path) -> None:
    head, body = text.rsplit("\n\n", 1)
    wrapped = f"{head}\n\n{textwrap.fill(body, width, break_on_hyphens=False)}\n"
    assert said(text, tmp_path) == said(wrapped, tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Guarantors meet for an eighth time in the capital\nThe talks began on Monday.",
        "The talks in the capital began early on Monday morning.\nand then they ended.",
        "A heading of the\n\npaper that somebody wrote in the north of the country.",
        "Short line of\nthe list",
    ],
    ids=["heading", "stop", "empty line", "short line"],
)
def test_lines_that_do_not_run_on_stay_apart(text: str) -> None:
    assert len(find_sentences(text)) == 2
