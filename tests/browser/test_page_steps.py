"""A step in time builds only what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from geodata.world import load_world
from maps.page import render_page
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
PARTS = "[...document.querySelectorAll('#answers > section')]"
MARK = f"{PARTS}.forEach((part) => {{ part.dataset.mark = 'kept'; }})"
KEPT = f"{PARTS}.filter((part) => part.dataset.mark === 'kept').length"
DRAWN = """[...document.querySelectorAll('#map .leaflet-zones-pane path, '
  + '#map .marker, #map .label.post, #map .callout, #map .leader')]
  .filter((n) => !n.hidden)
  .map((n) => [n.getAttribute('class'), n.getAttribute('d'), n.getAttribute('style'),
    n.getAttribute('aria-label'), n.textContent].join('|'))"""
# Of each stretch of days its first and last: what is answered for both, asked anew.
STRETCHES = """(() => {
  const base = deescModel.load(deescData.read("deesc-data"));
  const known = deescCertainty.dayOf(KNOWN || "");
  const model = known === null ? base : { ...base, ...deescNarrowing.select(base,
    { without: new Set(), knownBy: known, readings: new Map() }) };
  const ends = new Map();
  for (let day = model.first - 3000; day < model.last + 3000; day += 1) {
    const stretch = deescStretches.of(model, day);
    ends.set(stretch, [ends.has(stretch) ? ends.get(stretch)[0] : day, day]);
  }
  const rows = (list) => list.map((row) => [row.item.id, row.certainty, row.status]);
  const answers = (day) => {
    model.answered = deescStretches.noAnswers();
    if (model.sure) model.sure.answered = deescStretches.noAnswers();
    return JSON.stringify([
      model.zones.map((zone) => {
        const inside = deescModel.inside(model, zone, day);
        return [deescModel.regimeOn(zone, day), rows(inside),
          deescModel.statusesOn(zone, day).map((row) => [row.status, row.certainty]),
          deescModel.readingsOn(zone, day).map((reading) => reading.id),
          inside.map(({ item }) => deescModel.heldBy(model, item, zone, day)),
          rows(deescModel.concerning(model, zone, day)),
          rows(deescModel.otherEvents(model, zone, day))];
      }),
      deescModel.undrawn(model, day).map((zone) => zone.id),
      ["post", "belt", "point"]
        .map((kind) => rows(deescModel.happening(model, kind, day))),
    ]);
  };
  return [ends.size, [...ends.values()]
    .filter(([first, last]) => answers(first) !== answers(last))
    .map((pair) => pair.map(deescCertainty.isoOf))];
})()"""
WORDS = "document.getElementById('answers').innerText"


def test_parts_of_the_panel_stay_while_their_answers_do(
    open_payload: Open,
) -> None:
    opened = open_payload()
    days = [f"2031-{month:02}-{day:02}" for month in range(3, 8) for day in (1, 2, 16)]
    kept = drawn = 0
    for day in days:
        opened.run(MARK)
        opened.run(f"deesc.setDate('{day}')")
        kept += opened.run(KEPT)
        drawn += opened.run(f"{PARTS}.length")
        stepped = opened.run(WORDS)
        fresh = opened.run(
            f"deesc.setDate('1990-01-01'), deesc.setDate('{day}'), {WORDS}"
        )
        assert stepped == fresh, day
        assert opened.run("document.getElementById('panel-date').textContent") == (
            opened.run(f"deescWords.date(deescCertainty.dayOf('{day}'))")
        )
    assert 0 < kept < drawn, "some parts change, and some do not"
    assert opened.complaints == []


def test_kinds_inside_stay_and_what_is_folded_is_made_at_rest(open_page: Open) -> None:
    opened = open_page(render_page(load_atlas([], load_world)))
    folds = "[...document.querySelectorAll('#answers .group details')]"
    opened.run(
        f"deesc.setZone('idlib'), deesc.setDate('2018-09-17'), window.at = {folds}"
    )
    assert opened.run("at.length") == 1
    assert opened.run("at[0].querySelectorAll('li').length") == 0
    opened.until("at[0].querySelectorAll('li').length > 0")
    promised = opened.run("at[0].querySelector('summary').textContent")
    assert str(opened.run("at[0].querySelectorAll('li').length")) in promised
    opened.run("deesc.setDate('2018-09-18')")
    assert opened.run(f"{folds}[0] === at[0]"), "an event came, the places are the same"
    opened.run(f"deesc.setDate('2019-06-01'), window.at = {folds}, at[0].open = true")
    opened.until("at[0].querySelectorAll('li').length > 0")
    assert opened.run("at[0].querySelectorAll('ul').length") == 1
    opened.page.wait_for_timeout(400)
    assert opened.run("at[0].querySelectorAll('ul').length") == 1, "made once"
    assert opened.complaints == []


def test_a_step_draws_what_a_fresh_map_does(open_page: Open) -> None:
    opened = open_page(render_page(load_atlas([], load_world)))
    paths = "document.querySelectorAll('#map .leaflet-zones-pane path')"
    stayed = 0
    days = ("2016-09-20", "2017-05-10", "2018-06-01", "2018-10-01", "2020-03-01")
    for day in days:
        opened.run(f"window.before = [...{paths}], deesc.setDate('{day}')")
        stayed += opened.run("before.filter((path) => path.isConnected).length")
        stepped = opened.run(DRAWN)
        anew = "deescWords.choose('ar'), deescWords.choose('en')"
        fresh = opened.run(f"{anew}, {DRAWN}")
        assert sorted(stepped) == sorted(fresh), day
        zones = [each for each in stepped if each.startswith("zone ")]
        assert zones == [each for each in fresh if each.startswith("zone ")], day
    assert stayed > 0
    assert opened.complaints == []


@pytest.mark.parametrize("known_by", [None, "2019-03-01"])
def test_days_of_one_stretch_are_answered_alike(
    open_page: Open, known_by: str | None
) -> None:
    opened = open_page(render_page(load_atlas([], load_world)))
    script = STRETCHES.replace("KNOWN", repr(known_by) if known_by else "null")
    stretches, unlike = opened.run(script)
    assert stretches > 100
    assert unlike == []


def test_the_fields_of_dates_follow_when_time_rests(open_payload: Open) -> None:
    opened = open_payload()
    opened.run("deesc.setDate('2031-04-05')")
    opened.until("document.getElementById('date').value === '2031-04-05'")
    opened.run("deesc.setWindow('2031-03-02', '2031-04-01')")
    opened.until("document.getElementById('since-date').value === '2031-03-02'")
    assert opened.run("document.getElementById('date').value") == "2031-03-31"
    field = "document.getElementById('date')"
    opened.run(f"deesc.setDate('2031-05-06'), {field}.focus()")
    assert opened.run(f"{field}.value") == "2031-05-06", "or when one goes there"


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
