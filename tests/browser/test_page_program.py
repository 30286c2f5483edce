"""The program of a page: packed, shortened, and still the same to a browser."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from maps.page import PLAIN_STYLES, STYLES, render_payload
from samples import program_of

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
RULES = r"""(text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return Array.from(sheet.cssRules, (rule) => rule.cssText
        .replace(/\s*([,()])\s*/g, '$1').replace(/\s+/g, ' '));
}"""


def test_shortened_style_sheets_hold_the_same_rules(
    open_payload: Open, payload: dict[str, Any]
) -> None:
    opened = open_payload()
    own = files("maps") / "static"
    sheets = program_of(render_payload(payload), "style")
    read = [
        "".join((own / name).read_text("utf-8") for name in names)
        for names in (*([name] for name in STYLES), PLAIN_STYLES)
    ]
    for short, whole in zip(sheets[1:5], read, strict=True):
        rules = opened.page.evaluate(RULES, whole)
        assert rules and opened.page.evaluate(RULES, short) == rules


def test_a_changed_script_does_not_run(open_payload: Open) -> None:
    script = """() => {
        const node = document.createElement("script");
        node.textContent = "window.changed = true;";
        document.head.append(node);
        return Boolean(window.changed);
    }"""
    opened = open_payload()
    assert opened.run(script) is False
    assert "Content Security Policy" in "".join(opened.complaints)
