"""A step in time builds only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
MARK = "document.querySelector('#answers > section').dataset.mark = 'kept'"
KEPT = "document.querySelector('#answers > section').dataset.mark === 'kept'"
WORDS = "document.getElementById('answers').innerText"


def test_panel_stays_while_its_answers_do_and_is_always_right(
    open_payload: Open,
) -> None:
    opened = open_payload()
    days = [f"2031-{month:02}-{day:02}" for month in range(3, 8) for day in (1, 2, 16)]
    kept = 0
    for day in days:
        opened.run(MARK)
        opened.run(f"deesc.setDate('{day}')")
        kept += opened.run(KEPT)
        stepped = opened.run(WORDS)
        fresh = opened.run(
            f"deesc.setDate('1990-01-01'), deesc.setDate('{day}'), {WORDS}"
        )
        assert stepped == fresh, day
        assert opened.run("document.getElementById('panel-date').textContent") == (
            opened.run(f"deescWords.date(deescCertainty.dayOf('{day}'))")
        )
    assert 0 < kept < len(days), "some steps change an answer, and some none"
    assert opened.complaints == []


def test_another_language_or_filter_builds_the_panel_anew(open_payload: Open) -> None:
    opened = open_payload()
    english = opened.run(WORDS)
    opened.run("deescWords.choose('ar')")
    assert opened.run(WORDS) != english
    opened.run("deescWords.choose('en')")
    assert opened.run(WORDS) == english
    opened.run(MARK)
    fields = "#filters-sheet input[type=checkbox]:not([disabled])"
    opened.run(f"document.querySelector('{fields}').click()")
    assert not opened.run(KEPT)
