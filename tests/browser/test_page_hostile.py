"""No text of a document runs in the page or breaks it, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from maps.page import render_payload

pytestmark = pytest.mark.browser

Open = Callable[..., Any]

SENTINEL = "document.title='run'"
HOSTILE = (
    f'<img src=x onerror="{SENTINEL}">',
    f"</script><script>{SENTINEL}</script>",
    f"</noscript></style><svg onload={SENTINEL}>",
    "{{7*191}}{% raw %}${" + SENTINEL + "}`",
    f"javascript:{SENTINEL}",
    "\u202e\u2066\u200f\u0000\u0007\ufffe\ud7ff",
    "<!--<script>",
    "__proto__",
)


FIXED = {"from", "to", "opens", "lang", "geometry", "kind", "id", "zone", "document"}
FIXED |= {"periods", "bounds", "inner", "outer", "estimate", "claims", "code", "land"}
FIXED |= {"lines", "country", "admin1", "about", "within", "space", "spaces", "held"}
FIXED |= {"states", "status", "modality", "published"}
"""What is no text: ids, days, shapes and the words of fixed lists."""

TEXTS = st.lists(
    st.sampled_from(HOSTILE) | st.text(max_size=12), min_size=1, max_size=4
).map("".join)


def put(value: Any, text: str, key: str = "") -> Any:
    """Return a payload with one text in the place of each that a document gives."""
    if isinstance(value, dict):
        if key in FIXED - {"claims"}:
            return value
        return {name: put(each, text, name) for name, each in value.items()}
    if isinstance(value, list):
        if key in FIXED:
            return value
        return [put(e, text, "" if isinstance(e, dict) else key) for e in value]
    return text if isinstance(value, str) and key not in FIXED else value


def walk(opened: Any) -> None:
    """Open every card of two days, in two languages."""
    for day in ("2031-04-01", "2031-05-10"):
        opened.run(f"deesc.setDate('{day}')")
        opened.run("""(() => {
            const count = document.querySelectorAll('#answers [data-ref]').length;
            for (let number = 0; number < count; number += 1) {
                document.querySelectorAll('#answers [data-ref]')[number].click();
                document.getElementById('card-close').click();
            }
        })()""")
    opened.run("deescWords.choose('ar')")
    opened.page.wait_for_timeout(60)


def is_clean(opened: Any) -> None:
    assert opened.page.title() != "run"
    assert opened.run("document.querySelectorAll('img, iframe, object').length") == 0
    addresses = opened.page.locator("a[href]").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    assert all(a.startswith(("http", "#")) for a in addresses)
    assert opened.complaints == [] and len(opened.requests) == 1


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_hostile_text_in_every_field_is_text(
    open_page: Open, payload: dict[str, Any], place: int
) -> None:
    text = HOSTILE[place]
    poisoned = put(payload, text)
    assert str(poisoned).count(repr(text)[1:-1]) > 60, "most fields hold the text"
    opened = open_page(render_payload(poisoned))
    walk(opened)
    is_clean(opened)
    shown = text.split("\u202e")[0]
    assert shown in opened.run("document.querySelector('h1').textContent")


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(TEXTS)
@example("".join(HOSTILE))
def test_any_text_in_every_field_is_text(
    open_page: Open, payload: dict[str, Any], tmp_path: Path, text: str
) -> None:
    opened = open_page(render_payload(put(deepcopy(payload), text)))
    walk(opened)
    is_clean(opened)
    assert opened.run("deesc.state().zones.length") > 0
    opened.page.close()
