"""The public record as claims: whole, sourced, and what the default answers from it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from geodata.periods import day_of, parse_edtf
from geodata.world import load_world
from maps.page import render_page
from zones.answers import at, inside, list_zones
from zones.building import build
from zones.checking import check
from zones.derivations import timeline, why
from zones.dossier import merge, read_dossier
from zones.evidence import gather_evidence
from zones.loading import EMBEDDED, embedded_dossier, load_atlas, load_dossier
from zones.presenting import present

REFERENCE = read_dossier(embedded_dossier("reference"))
DOCUMENTS = {document.id: document for document in REFERENCE.documents}
TABLE = Path(__file__).parents[2] / "shared" / "data" / "reference_facts.md"
TWELVE = {
    "Salwa": "SY-ID",
    "Qalaat Samaan": "SY-HL",
    "Sheikh Aqil": "SY-HL",
    "Al-Eis": "SY-HL",
    "Tell Tuqan": "SY-ID",
    "Surman": "SY-ID",
    "Anadan": "SY-HL",
    "Zaytuna": "SY-LA",
    "Morek": "SY-HM",
    "Rashidin": "SY-HL",
    "Sher Mughar": "SY-HM",
    "Ishtabraq": "SY-ID",
}
"""The Turkish posts in the order of creation, with the governorate of each."""


@pytest.fixture(scope="module")
def atlas():
    return load_atlas([], load_world)


@pytest.fixture(scope="module")
def table():
    if not TABLE.is_file():
        pytest.skip("the reference table is not beside the project")
    return TABLE.read_text("utf-8")


def section(table: str, number: str) -> str:
    """Return the text of a numbered section, without those below it."""
    level = "###" if "." in number else "##"
    match = re.search(
        rf"^{level} {re.escape(number)}\.? .*?(?=^##|\Z)", table, re.M | re.S
    )
    assert match, number
    return match[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines]
    heads = {i - 1 for i, row in enumerate(cells) if set(row[0]) <= {"-", " "}}
    rules = {i + 1 for i in heads}
    return [row for i, row in enumerate(cells) if i not in heads | rules]


def pages(text: str) -> list[str]:
    return [
        url.rstrip(",.)") if "(" not in url else url.rstrip(",.") for url in _URL(text)
    ]


def _URL(text: str) -> list[str]:
    return re.findall(r"https?://[^\s|]+", text)


def test_the_dossier_has_no_fault():
    assert check(embedded_dossier("reference")) == []


def test_every_claim_has_a_page_or_says_that_it_has_none():
    for claim in REFERENCE.claims:
        document = DOCUMENTS[claim.document]
        assert {"reference table", "public page"} & set(claim.rules)
        assert claim.quote is None
        if document.url is None:
            assert document.id == "no-page"
            assert "basis:none" in claim.rules
            assert (claim.confidence, claim.is_capped) == ("low", True)
        else:
            assert document.url.startswith("http")
            assert "basis:none" not in claim.rules


def test_every_document_says_what_its_date_rests_on():
    for document in REFERENCE.documents:
        assert document.title
        assert document.published_basis
        if document.published is None:
            assert document.bounds == (None, None)


def test_what_encyclopaedias_tell_is_never_surely_known():
    compiled = [
        d
        for d in REFERENCE.documents
        if re.search(r"wiki|pax\.|/tag/|/etiket/|rweb\.site", d.url or "")
    ]
    assert len(compiled) > 10
    assert {document.published for document in compiled} == {None}


def test_words_are_neutral_and_labels_are_left_out():
    told = " ".join(getattr(c.body, "summary", "") for c in REFERENCE.claims).lower()
    for word in ("liberat", "terror", "regime", "jihad", "militant", "rebel", "captur"):
        assert word not in told


def test_every_page_of_the_table_is_a_document(table):
    known = {document.url for document in REFERENCE.documents}
    full = {url for url in pages(section(table, "5"))}
    cited = {url for url in pages(table.partition("## 4")[0])} | full
    cut = {url for url in cited if any(f != url and f.startswith(url) for f in full)}
    assert cited - cut - known == set()
    assert len(known & cited) > 120


@pytest.mark.parametrize(
    ("number", "count"),
    [
        ("1.1", 13),
        ("1.2", 4),
        ("1.3", 7),
        ("1.4", 4),
        ("1.5", 3),
        ("2.1", 12),
        ("2.2", 4),
    ],
)
def test_the_rows_of_each_section_are_as_many_as_were_entered(table, number, count):
    assert len(rows(section(table, number))) == count


def test_every_dated_event_is_a_claim_with_its_page(table):
    entered = [c for c in REFERENCE.claims if c.kind == "event"]
    source = ""
    dated = rows(section(table, "3"))
    assert len(dated) == 66
    for when, _, kind, what, pages_cell in dated:
        source = source if pages_cell.startswith("same") else pages_cell
        urls = pages(source)
        day = parse_edtf(when)
        found = [
            c
            for c in entered
            if c.type in (kind, "displacement")
            and DOCUMENTS[c.document].url
            and any(DOCUMENTS[c.document].url.startswith(url) for url in urls)
            and parse_edtf(c.body.on).first <= day.last
            and day.first <= parse_edtf(c.body.on).last
        ]
        assert found, (when, kind, what)


def test_memory_only_rows_are_kept_apart():
    kinds = Counter(c.kind for c in REFERENCE.claims if c.document == "no-page")
    assert kinds == {"event": 5, "post": 7, "control": 1, "extent": 1}


def test_the_default_is_seed_and_reference():
    assert EMBEDDED == ("default", "seed", "reference")
    parts = merge([read_dossier(embedded_dossier(n)) for n in ("seed", "reference")])
    default = load_dossier([], load_world)
    assert default == parts
    assert load_dossier(["default"], load_world) == default
    assert load_atlas([], load_world).claims == default.claims


def turkish(record):
    return {
        row["name"]: row["certainty"]
        for row in record["items"]
        if row["kind"] == "post" and row["operator"] == "Turkey"
    }


def test_the_turkish_posts_of_october_2018(atlas):
    record = inside(atlas, "idlib", day_of("2018-10-01"))
    answers = {"SY-ID": "certain"}
    assert turkish(record) == {
        name: answers.get(admin1, "possible") for name, admin1 in TWELVE.items()
    }
    belt = next(row for row in record["items"] if row["id"] == "dmz")
    assert belt["certainty"] == "certain"


def test_one_turkish_post_became_twelve(atlas):
    assert list(turkish(inside(atlas, "idlib", day_of("2017-10-30")))) == ["Salwa"]
    assert len(turkish(inside(atlas, "idlib", day_of("2018-12-31")))) == 12


def test_nothing_is_known_before_it_happened(atlas):
    record = inside(atlas, "idlib", day_of("2020-02-27"), knowing=day_of("2019-12-31"))
    assert {row["kind"] for row in record["items"]} <= {
        "province",
        "place",
        "post",
        "belt",
    }
    assert record["regime"] == "possible"


def test_every_post_stands_in_its_governorate_with_an_error(atlas):
    for name, admin1 in TWELVE.items():
        (item,) = (i for i in atlas.items if (i.kind, i.name) == ("post", name))
        assert item.admin1 == admin1
        assert item.error_km
    assert atlas.item["post:zaytuna-turkey"].lat is None
    assert atlas.item["post:ishtabraq-turkey"].error_km == 6


@pytest.mark.parametrize(
    ("post", "day", "answer"),
    [
        ("Morek", "2018-04-06", None),
        ("Morek", "2018-04-15", "possible"),
        ("Morek", "2019-08-24", "possible"),
        ("Morek", "2020-11-03", None),
        ("Surman", "2019-12-24", "certain"),
        ("Salwa", "2017-10-12", None),
        ("Salwa", "2017-10-13", "certain"),
    ],
)
def test_posts_come_and_go_and_stay_when_surrounded(atlas, post, day, answer):
    assert turkish(inside(atlas, "idlib", day_of(day))).get(post) == answer


def status(atlas, zone, name, day):
    rows_of = {row["id"]: row for row in list_zones(atlas, day_of(day))["items"]}
    said = {s["status"]: s["certainty"] for s in rows_of[zone]["status"]}
    return said[name]


def test_the_demilitarised_zone_was_not_agreed_before_its_day(atlas):
    assert status(atlas, "dmz", "agreed", "2018-09-10") == "no"
    assert status(atlas, "dmz", "agreed", "2018-10-01") == "certain"
    seed = load_atlas(["seed"], load_world)
    assert status(seed, "dmz", "agreed", "2018-09-10") == "possible"


def test_khan_shaykhun_is_agreed_ground_that_changed_hands(atlas):
    record = at(atlas, "Khan Shaykhun", day_of("2019-09-01"))
    zone = next(row for row in record["items"] if row["id"] == "idlib")
    assert (zone["space"], zone["certainty"]) == ("certain", "certain")
    (held,) = record["held_by"]
    assert (held["actor"], held["since"]) == ("government forces", "2019-08-21")
    document = atlas.document[atlas.claim[held["claims"][0]].document]
    assert document.id == "tellerreport-2019-08-23"
    before = at(atlas, "Khan Shaykhun", day_of("2019-08-20"))["held_by"]
    assert "government forces" not in {row["actor"] for row in before}


def test_the_four_zones_on_20_april_2018(atlas):
    assert status(atlas, "eastern-ghouta", "ended", "2018-04-20") == "certain"
    for zone in ("idlib", "north-homs", "southwest"):
        assert status(atlas, zone, "in_force", "2018-04-20") == "certain"
        assert status(atlas, zone, "ended", "2018-04-20") == "no"


@pytest.mark.parametrize("zone", ["eastern-ghouta", "idlib", "north-homs", "southwest"])
def test_three_days_are_given_for_when_the_memorandum_took_effect(atlas, zone):
    days = ("2017-05-03", "2017-05-04", "2017-05-05", "2017-05-06")
    answers = [status(atlas, zone, "in_force", day) for day in days]
    assert answers == ["no", "possible", "possible", "certain"]


def test_the_timeline_of_idlib_from_proposal_to_protocol(atlas):
    told = [(row["on"], row["summary"]) for row in timeline(atlas, "idlib")["items"]]

    def first(words):
        return next(on for on, summary in told if words in summary)

    assert first("Idlib zone: proposed") == "2017-05-03"
    assert first("Idlib zone: agreed under astana") == "2017-05-04"
    assert first("delimited") == "2017-09-15"
    assert first("Salwa of Turkey established") == "2017-10-13"
    assert first("Khan Shaykhun comes under") == "2019-08-21"
    assert first("agreed under moscow") == "2020-03-05"
    order = [on for on, _ in told]
    assert order.index("2017-09-15") < order.index("2019-08-21")


def test_the_strike_of_27_february_2020_is_one_event(atlas):
    record = inside(atlas, "idlib", day_of("2020-02-27"))
    strikes = [row for row in record["items"] if row["type"] == "airstrike"]
    assert len(strikes) == 1
    (strike,) = strikes
    assert (strike["certainty"], strike["on"]) == ("certain", "2020-02-27")
    killed = {
        (q["low"], atlas.claim[q["claim"]].document[:8])
        for q in strike["quantities"]
        if "killed" in q["what"]
    }
    assert killed == {
        (22, "national"),
        (33, "watsupeu"),
        (34, "politis-"),
        (34, "004_f74e"),
    }


def test_other_zones_are_kept_apart_from_the_four(atlas):
    others = {"golan-separation", "northeast-syria", "peace-spring"}
    assert others <= set(atlas.zone_ids())
    for place in ("Idlib", "Morek", "Rastan", "Daraa"):
        record = at(atlas, place, day_of("2019-11-01"), kind="place")
        assert not others & {row["id"] for row in record["items"]}


@pytest.mark.parametrize("name", EMBEDDED)
def test_every_shipped_shape_is_valid_and_the_atlas_fresh(name):
    shapely = pytest.importorskip("shapely")
    world = load_world()
    shipped = load_atlas([name], lambda: world)
    built = build(load_dossier([name], lambda: world), world)
    assert replace(shipped, keys={}) == replace(built, keys={})
    for reading in shipped.readings:
        for shape in (reading.inner, reading.outer, reading.estimate):
            assert shape is None or shapely.from_wkb(shape).is_valid


def test_the_default_map_is_drawn_and_small(atlas):
    assert len(render_page(atlas)) < 2_000_000


def test_the_answer_in_words_names_the_source_and_the_day(atlas):
    record = at(atlas, "Khan Shaykhun", day_of("2019-09-01"))
    told = present(record, "table", atlas)
    source = "since 2019-08-21 according to tellerreport-2019-08-23"
    assert f"held by: government forces: possible ({source}; it is not heard of" in told


def test_a_claim_without_a_text_leads_back_to_its_page(atlas):
    told = present(why(atlas, "m4-corridor"), "table", atlas)
    assert "None" not in told
    assert "https://www.voltairenet.org/article209431.html" in told


TOWNS_INSIDE = {
    "Idlib": (36.6339, 35.9306),
    "Saraqib": (36.8059, 35.8645),
    "Khan Shaykhun": (36.651, 35.4421),
    "Maarat al-Numan": (36.6769, 35.6483),
}
TOWNS_OUTSIDE = {
    "Latakia": (35.7904, 35.5196),
    "Hama": (36.7578, 35.1318),
    "Aleppo": (37.1612, 36.2012),
}


def estimates(atlas):
    """Return the agreed estimates of idlib that have parts beyond the province."""
    shapely = pytest.importorskip("shapely")
    readings = [r for r in atlas.readings if r.zone == "idlib" and r.inner != r.outer]
    assert readings
    return [shapely.from_wkb(reading.estimate) for reading in readings]


def test_the_agreed_estimate_of_idlib_holds_its_towns_and_no_provincial_city(atlas):
    from shapely import Point

    for shape in estimates(atlas):
        assert all(shape.covers(Point(at_)) for at_ in TOWNS_INSIDE.values())
        assert not any(shape.covers(Point(at_)) for at_ in TOWNS_OUTSIDE.values())


def test_the_agreed_estimate_touches_the_error_circle_of_each_located_post(atlas):
    from geodata.metric import buffer_km
    from shapely import Point

    posts = [i for i in atlas.items if i.kind == "post" and i.name in TWELVE]
    located = [post for post in posts if post.lat is not None]
    assert len(located) == 11
    for shape in estimates(atlas):
        for post in located:
            circle = buffer_km(Point(post.lon, post.lat), post.error_km)
            assert shape.intersects(circle), post.name


def test_the_posts_of_the_other_side_widen_no_estimate(atlas):
    from shapely import Point

    for shape in estimates(atlas):
        for lon, lat in ((37.2, 36.29), (37.2, 36.2)):
            assert not shape.covers(Point(lon, lat))


def first_year(edtf: str | None) -> str:
    return "" if edtf is None else edtf.lstrip("[.")[:4]


def test_losses_of_2019_and_2020_do_not_move_the_agreed_estimate(atlas):
    world = load_world()
    dossier = load_dossier([], lambda: world)
    earlier = replace(
        dossier,
        claims=tuple(
            c
            for c in dossier.claims
            if not (c.kind == "control" and first_year(c.body.begins) >= "2019")
        ),
    )
    assert len(earlier.claims) < len(dossier.claims)
    then, now = (
        [r.estimate for r in each.readings if r.zone == "idlib"]
        for each in (build(earlier, world), atlas)
    )
    assert then == now


def test_places_of_a_year_around_the_agreement_speak_for_the_estimate(atlas):
    evidence = gather_evidence(atlas, "idlib", ["SY-ID"])
    inside, outside = (
        {spot.name for spot in spots} for spots in (evidence.inside, evidence.outside)
    )
    assert evidence.side == "armed opposition groups"
    assert {"Atarib", "Darat Izza", "Al-Lataminah", "Kabani", "Morek"} <= inside
    assert {"Aleppo", "Salma", "Halfaya", "Suran", "Handarat"} <= outside
    assert not {"Handarat", "eastern quarters of Aleppo", "Al-Hader"} & inside
    assert all(DOCUMENTS.get(atlas.claim[c].document) for c in evidence.claims)


def test_towns_of_the_three_parts_speak_for_the_side_that_held_them(atlas):
    evidence = gather_evidence(atlas, "idlib", ["SY-ID"])
    inside, outside = (
        {spot.name for spot in spots} for spots in (evidence.inside, evidence.outside)
    )
    assert {"Khan Tuman", "Khan al-Asal", "Atshan"} <= inside - outside
    assert {"Al-Suqaylabiyah", "Karnaz", "Maan", "Mhardeh"} <= outside - inside
    assert {"Al-Hadher", "Khanasir", "Khattab", "Nubl", "Zahraa"} <= outside - inside
    assert {"Kinsabba", "Rabiah"} <= outside - inside


@pytest.mark.parametrize(
    ("day", "actor", "source"),
    [
        ("2019-05-15", "government forces", "nation-2019-05-09"),
        ("2019-05-24", "armed opposition groups", "knack-2019-05"),
        ("2019-05-28", "government forces", "mamul-2019-05-27"),
    ],
)
def test_a_town_that_changed_hands_thrice_has_the_holder_of_the_day(
    atlas, day, actor, source
):
    holders = at(atlas, "Kafr Nabudah", day_of(day))["held_by"]
    named = [h for h in holders if h["claims"][0].startswith(source)]
    assert [h["actor"] for h in named] == [actor]


def test_a_place_without_a_point_says_nothing_of_what_lies_around(atlas):
    names = {
        claim.body.what.name
        for claim in REFERENCE.claims
        if claim.kind == "control"
        and claim.body.what.lat is None
        and claim.body.what.country is None
    }
    assert {"Al-Huwayz", "Bab al-Taqah", "Jubb Sulayman", "Makalbis"} <= names
    for town in ("Kafr Nabudah", "Anadan"):
        holders = at(atlas, town, day_of("2020-03-01"))["held_by"]
        assert not names & {holder["what"] for holder in holders}


def test_the_corridor_runs_from_trumba_to_ain_al_havr_within_its_places_error(atlas):
    from geodata.metric import to_metric
    from shapely import Point, from_wkb

    (reading,) = atlas.zone_readings("m4-corridor")
    assert "through Ain al-Havr, Jisr al-Shughur, Muhambal, Ariha" in reading.derived
    assert reading.inner is None
    shape = from_wkb(reading.outer)
    ends = (36.7838, 35.8645), (36.15, 35.785)
    for lon, lat in (*ends, (36.6096, 35.8137), (36.3198, 35.8142)):
        assert shape.buffer(0.001).covers(Point(lon, lat))
    west, south, east, north = to_metric(shape).bounds
    assert 55_000 < east - west < 75_000  # metres
    assert 20_000 < north - south < 30_000


def test_the_demilitarised_zone_lies_along_a_line_that_is_derived(atlas):
    (reading,) = atlas.zone_readings("dmz")
    assert reading.inner is None
    assert reading.derived
    rows = {
        row["name"]: row for row in inside(atlas, "dmz", day_of("2018-10-01"))["items"]
    }
    assert rows["Morek"]["certainty"] == "possible"
    assert not any(row["certainty"] == "certain" for row in rows.values())
