"""The page and the library give the same answers on the same days."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from geodata.periods import day_of
from geodata.world import load_world
from maps.page import render_page
from samples import aruvian_atlas, syrian_atlas
from zones.answers import inside
from zones.atlas import Atlas
from zones.building import build
from zones.claims import claim_from_json
from zones.documents import Document
from zones.dossier import Dossier
from zones.loading import load_atlas

pytestmark = pytest.mark.browser

LEBANESE_DAYS = ("2024-01-31", "2024-02-01", "2024-02-10", "2024-03-15", "2024-06-30")
LEBANESE_DAYS += ("2024-07-01", "2025-02-01", "2025-12-31", "2026-05-05")
SYRIAN_DAYS = ("2017-07-15", "2018-04-10", "2018-05-04", "2018-07-15", "2018-09-17")
SYRIAN_DAYS += ("2019-01-20", "2019-02-05", "2019-08-21", "2020-01-15", "2020-03-01")
DEFAULT_DAYS = ("2017-10-30", "2018-10-01", "2020-02-27", "2020-03-07")
ARUVIAN_DAYS = ("2031-02-28", "2031-03-01", "2031-03-20", "2031-04-01", "2031-04-30")
FRONT = {"type": "LineString", "coordinates": [[36.0, 34.5], [36.2, 34.55]]}
LEBANON = {"country": "LB", "admin1": "LB-AS"}


def document(name: str, published: str) -> Document:
    return Document(
        id=name,
        title=f"Report {name}",
        published=published,
        published_basis="front matter",
        bounds=(published, published),
        publisher="Wire",
        lineage=("Wire",),
        url=None,
        sha256="0" * 64,
        text_sha256="0" * 64,
    )


def claim(source: str, kind: str, zone: str | None, start: int, **fields: Any) -> Any:
    name = f"{source}@{start}:{kind}" + (f":{zone}" if zone else "")
    return claim_from_json(
        {"id": name, "kind": kind, "document": source, "start": start, "end": start + 9}
        | ({"zone": zone, "name": "Akkar quiet"} if zone else {})
        | fields
    )


@cache
def lebanese_atlas() -> Atlas:
    """An invented quiet zone in Lebanon, told by two reports."""
    claims = [
        claim("a", "extent", "akkar", 10, whole=["LB-AS"], partial=["LB-BI"]),
        claim("b", "extent", "akkar", 10, whole=["LB-AS"], repairs=["capital-name"]),
        claim("a", "status", "akkar", 40, status="agreed", begins="2024-02"),
        claim("b", "status", "akkar", 40, status="functioning", holds="2024-07-01"),
        claim("b", "status", "akkar", 70, status="ended", begins="2025", how="lapsed"),
        claim("a", "event", None, 90, type="clash", on="2024-03-15", where=LEBANON),
        claim(
            "b",
            "event",
            None,
            120,
            type="aid",
            on="2024-03",
            about=["akkar"],
            context=True,
        ),
        claim("a", "status", "rim", 140, status="agreed", begins="2024-03"),
        claim(
            "a", "belt", "rim", 150, within="akkar", width_km=[2, 3], begins="2024-03"
        ),
        claim("a", "line", None, 210, name="cedar line", geometry=FRONT),
        claim("a", "status", "verge", 220, status="agreed", begins="2024-04"),
        claim("a", "belt", "verge", 230, width_km=[3, 6], along="cedar line"),
        claim(
            "b",
            "post",
            None,
            180,
            name="Hilltop",
            status="established",
            begins="2024-06-30~",
            where=LEBANON
            | {"name": "Hilltop", "lat": 34.55, "lon": 36.1, "error_km": 3},
        ),
    ]
    documents = (document("a", "2024-02-05"), document("b", "2025-03-01"))
    return build(Dossier(documents, tuple(claims)), load_world())


@cache
def default_atlas() -> Atlas:
    """The embedded atlas: the five documents and the public record."""
    return load_atlas([], load_world)


@pytest.mark.parametrize(
    ("make_atlas", "days"),
    [
        (lebanese_atlas, LEBANESE_DAYS),
        (syrian_atlas, SYRIAN_DAYS),
        (aruvian_atlas, ARUVIAN_DAYS),
        (default_atlas, DEFAULT_DAYS),
    ],
    ids=["lebanon", "syria", "aruvia", "default"],
)
def test_page_answers_as_the_library_does(
    open_page: Callable[..., Any],
    make_atlas: Callable[[], Atlas],
    days: tuple[str, ...],
) -> None:
    atlas = make_atlas()
    opened = open_page(render_page(atlas))
    script = """([zoneId, iso]) => {
        const data = () => deescData.read('deesc-data');
        const model = window.loaded = window.loaded || deescModel.load(data());
        const zone = model.zoneById.get(zoneId);
        const day = deescCertainty.dayOf(iso);
        const brief = (row) => [row.item.kind, row.item.id, row.certainty];
        const held = (row) => deescModel.heldBy(model, row.item, zone, day)
            .map((h) => [h.actor, h.share, h.certainty, h.speaker, h.claim])
            .map((words) => [row.item.id, ...words]);
        const statuses = deescModel.statusesOn(zone, day);
        return {
            regime: deescModel.regimeOn(zone, day),
            status: statuses.map((s) => [s.status, s.certainty]),
            items: deescModel.inside(model, zone, day).map(brief).sort(),
            held: deescModel.inside(model, zone, day).flatMap(held),
            concerning: deescModel.concerning(model, zone, day).map(brief).sort(),
        };
    }"""
    for zone in atlas.zone_ids():
        for day in days:
            expected = inside(atlas, zone, day_of(day))
            found = opened.page.evaluate(script, [zone, day])
            assert found["regime"] == expected["regime"], (zone, day)
            status = [[row["status"], row["certainty"]] for row in expected["status"]]
            assert found["status"] == status, (zone, day)
            for name in ("items", "concerning"):
                rows = expected[name]
                told = sorted([r["kind"], r["id"], r["certainty"]] for r in rows)
                assert sorted(found[name]) == told, (zone, day, name)
            held = [
                [row["id"], h["actor"], h["share"], h["certainty"], h["speaker"], name]
                for row in expected["items"]
                for h in row["held_by"]
                for name in h["claims"]
            ]
            assert sorted(map(str, found["held"])) == sorted(map(str, held)), zone
    assert opened.complaints == []


def test_page_of_an_atlas_shows_its_claims(
    open_page: Callable[..., Any],
) -> None:
    opened = open_page(render_page(lebanese_atlas(), title="Quiet in the north"))
    assert opened.page.inner_text("h1") == "Quiet in the north"
    opened.run("deesc.setDate('2024-03-15')")
    text = opened.page.inner_text("#panel")
    assert "Akkar" in text and "clash" in text.lower()
    inner = opened.page.locator("[data-ref='akkar/inner']")
    assert "possible" in str(inner.get_attribute("class")), "a repair caps a reading"
    assert "2-3 km deep" in opened.page.inner_text("#undrawn")
    assert opened.page.locator("[data-ref='verge/outer']").count() == 0
    opened.run("deesc.setDate('2024-05-01')")
    assert opened.page.locator("[data-ref='verge/outer']").count() == 1
