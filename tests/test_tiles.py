"""Tiles of a server: which addresses a page may ask, and what its policy says then."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cli import main
from geodata.errors import InputError
from maps.page import render_payload
from maps.tiles import read_tiles

PAYLOAD = Path(__file__).parent / "data" / "page_payload.json"
GOOD = "https://tiles.example.org/{z}/{x}/{y}.png"


def payload(**fields: Any) -> dict[str, Any]:
    return json.loads(PAYLOAD.read_text("utf-8")) | fields


def policy(page: str) -> str:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize(
    ("template", "origin"),
    [
        (GOOD, "https://tiles.example.org"),
        ("https://Tiles.Example.org:8443/a/{z}/{y}/{x}?k=1", None),
        ("http://127.0.0.1:8000/{z}/{x}/{y}.png", "http://127.0.0.1:8000"),
        ("http://localhost/{z}/{x}/{y}", "http://localhost"),
    ],
)
def test_good_addresses(template: str, origin: str | None) -> None:
    wanted = origin or "https://tiles.example.org:8443"
    assert read_tiles(template, "(c) Example")["origin"] == wanted


@pytest.mark.parametrize(
    "template",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org/{z}/{x}/{y}/{y}.png",
        "https://user:word@tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org; script-src *//{z}/{x}/{y}",
        "https://*.example.org/{z}/{x}/{y}.png",
        "https://{z}.example.org/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "file:///{z}/{x}/{y}.png",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}",
        "",
    ],
)
def test_other_addresses_are_refused(template: str) -> None:
    with pytest.raises(InputError, match="tiles"):
        read_tiles(template, "(c) Example")


@pytest.mark.parametrize("attribution", [None, "", "  "])
def test_attribution_is_needed(attribution: str | None) -> None:
    with pytest.raises(InputError, match="attribution"):
        read_tiles(GOOD, attribution)


def test_policy_names_exactly_the_host() -> None:
    page = render_payload(payload(tiles=read_tiles(GOOD, "(c) Example")))
    found = policy(page)
    assert "img-src data: blob: https://tiles.example.org;" in found
    assert "connect-src" not in found and found.startswith("default-src 'none'")
    assert "http" not in policy(render_payload(payload()))


def test_payload_cannot_widen_the_policy_by_itself() -> None:
    tiles = {"template": GOOD, "attribution": "x", "origin": "https: *"}
    page = render_payload(payload(tiles=tiles))
    assert "img-src data: blob: https://tiles.example.org;" in policy(page)
    with pytest.raises(InputError):
        render_payload(payload(tiles={"template": "x", "attribution": "y"}))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tiles", GOOD], "attribution"),
        (["--tiles-attribution", "(c)"], "needs --tiles"),
        (["--tiles", "http://example.org", "--tiles-attribution", "(c)"], "{z}"),
    ],
)
def test_command_refuses_half_a_background(
    words: list[str], said: str, tmp_path: Path
) -> None:
    output = tmp_path / "map.html"
    done = CliRunner().invoke(main, ["map", *words, "-o", str(output)])
    assert done.exit_code in (1, 2) and said in done.output + done.stderr
    assert not output.exists()
