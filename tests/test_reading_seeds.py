"""The five seed documents become the claims that a careful reader finds in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata.world import load_world
from zones.claims import Claim, claim_to_json
from zones.dossier import Dossier
from zones.reading import read

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
FOUR = {"idlib", "southwest", "north-homs", "eastern-ghouta"}

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seed documents are not beside this repository"
)


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return read([SEEDS], load_world())


def claims(dossier: Dossier, number: str, kind: str, **fields: Any) -> list[Claim]:
    found = []
    for claim in dossier.claims:
        record = claim_to_json(claim)
        if claim.document.startswith(number) and claim.kind == kind:
            if all(record.get(name) == value for name, value in fields.items()):
                found.append(claim)
    return found


def zones_of(found: list[Claim]) -> set[str | None]:
    return {claim.zone for claim in found}


def one(found: list[Claim]) -> dict[str, Any]:
    assert len(found) == 1, [claim.id for claim in found]
    return claim_to_json(found[0])


def documents_with(dossier: Dossier, number: str) -> Any:
    return next(d for d in dossier.documents if d.id.startswith(number))


@pytest.mark.parametrize(
    ("number", "begins"),
    [("000", "2017-05-04"), ("001", "[2017-05-01..2017-05-10]"), ("002", "2017-05")],
)
def test_four_zones_are_agreed_under_one_agreement(
    dossier: Dossier, number: str, begins: str
) -> None:
    found = claims(
        dossier,
        number,
        "status",
        status="agreed",
        begins=begins,
        under="astana-2017-05-04",
        type="de-escalation zone",
    )
    assert zones_of(found) == FOUR
    assert {claim.modality for claim in found} == {"asserted"}


def test_one_of_the_four_is_agreed_under_the_same(dossier: Dossier) -> None:
    found = claims(dossier, "004", "status", status="agreed", begins="2017-05")
    assert one(found)["zone"] == "idlib"
    assert one(found)["under"] == "astana-2017-05-04"


def test_run_on_list_is_cut_into_four_extents(dossier: Dossier) -> None:
    found = {c.zone: claim_to_json(c) for c in claims(dossier, "000", "extent")}
    assert set(found) == FOUR
    assert found["idlib"]["whole"] == ["SY-ID"]
    assert set(found["idlib"]["partial"]) == {"SY-HL", "SY-LA", "SY-HM"}
    assert found["north-homs"]["partial"] == ["SY-HI"]
    assert found["southwest"]["partial"] == ["SY-DR", "SY-QU"]
    assert found["eastern-ghouta"]["areas"][0]["name"] == "Eastern Ghouta"
    other = documents_with(dossier, "001").id
    for record in found.values():
        step = record["inferred"][0]
        assert step["what"] == "grouping"
        assert step["documents"] == [other]
        assert record["modality"] == "asserted"
    assert "case" in found["north-homs"]["rules"]
    assert not found["north-homs"].get("repairs")


def test_zones_that_function_are_three(dossier: Dossier) -> None:
    found = claims(dossier, "001", "status", status="functioning", holds="2017-10-30")
    assert zones_of(found) == FOUR - {"idlib"}
    extents = {c.zone: claim_to_json(c) for c in claims(dossier, "001", "extent")}
    assert extents["southwest"]["areas"] == [
        {"name": "Syria", "direction": "southwest", "country": "SY"}
    ]
    homs = extents["north-homs"]["areas"][0]
    assert (homs["relation"], homs["admin1"]) == ("around", "SY-HI")
    assert homs["lat"] == pytest.approx(34.73, abs=0.05)
    assert extents["idlib"]["whole"] == ["SY-ID"]


def test_three_zones_ended_by_elimination(dossier: Dossier) -> None:
    ended = claims(
        dossier, "002", "status", status="ended", how="retaken", begins="2018"
    )
    assert zones_of(ended) == FOUR - {"idlib"}
    held = claims(dossier, "002", "control", begins="2018", act="takes")
    assert zones_of(held) == FOUR - {"idlib"}
    for claim in ended + held:
        assert "elimination" in {step.how for step in claim.inferred}
    assert {claim_to_json(claim)["actor"] for claim in held} == {"Syrian government"}


def test_extents_of_idlib_differ_between_documents(dossier: Dossier) -> None:
    wide = one(claims(dossier, "002", "extent", zone="idlib"))
    assert set(wide["partial"]) == {"SY-HL", "SY-LA", "SY-HM"}
    narrow = one(claims(dossier, "004", "extent", zone="idlib"))
    assert narrow["whole"] == ["SY-ID"]
    assert "partial" not in narrow


def test_most_of_a_zone_is_held_by_a_group(dossier: Dossier) -> None:
    held = one(claims(dossier, "002", "control", zone="idlib"))
    assert held["share"] == "most of"
    assert "Nusra" in held["actor"]
    assert "terrorist" not in held["actor"]


@pytest.mark.parametrize(
    ("number", "width", "along"),
    [("002", None, None), ("004", [15.0, 20.0], "line of contact")],
)
def test_belt_within_idlib(
    dossier: Dossier, number: str, width: Any, along: str | None
) -> None:
    belt = one(claims(dossier, number, "belt", zone="dmz"))
    assert (belt["within"], belt["begins"]) == ("idlib", "2018-09")
    assert (belt.get("width_km"), belt.get("along")) == (width, along)
    assert "side" not in belt
    status = one(claims(dossier, number, "status", zone="dmz", status="agreed"))
    assert (status["begins"], status["under"]) == ("2018-09", "sochi-2018-09")


def test_planned_strip_posts_and_rule(dossier: Dossier) -> None:
    belt = one(claims(dossier, "000", "belt"))
    assert (belt["type"], belt["modality"]) == ("security strip", "planned")
    assert belt["repairs"]
    assert "zone" not in belt
    post = one(claims(dossier, "000", "post"))
    assert (post["status"], post["modality"]) == ("planned", "planned")
    assert post["type"] == "checkpoint and observation post"
    rules = claims(dossier, "000", "rule", act="hostilities")
    assert zones_of(rules) == FOUR


def test_deployment_under_negotiation(dossier: Dossier) -> None:
    event = one(
        claims(dossier, "000", "event", type="deployment", modality="negotiated")
    )
    assert set(event["actors"]) == {"Kazakhstan", "Kyrgyzstan"}
    assert set(event["about"]) == FOUR
    assert "on" not in event
    firm = claims(dossier, "000", "event", type="deployment", modality="asserted")
    assert not firm


def test_extension_to_the_country_is_planned(dossier: Dossier) -> None:
    event = one(claims(dossier, "000", "event", type="other"))
    assert event["modality"] == "planned"


def test_observers_are_present_and_others_planned(dossier: Dossier) -> None:
    present = claims(dossier, "001", "post", status="present", holds="2017-10-30")
    assert {claim_to_json(c)["operator"] for c in present} == {
        "Iran",
        "Turkey",
        "Russia",
    }
    assert {claim_to_json(c)["where"]["admin1"] for c in present} == {"SY-ID"}
    planned = claims(dossier, "001", "post", status="planned")
    assert {claim_to_json(c)["operator"] for c in planned} == {"Iran", "Turkey"}
    assert "asserted" not in {claim.modality for claim in planned}


def test_talks_have_a_venue_and_a_subject(dossier: Dossier) -> None:
    talks = one(claims(dossier, "001", "event", type="talks", on="2017-10-30"))
    assert talks["where"]["name"] == "Astana"
    assert "idlib" in talks["about"]
    venues = {
        claim_to_json(c)["where"]["name"]: claim_to_json(c)
        for c in claims(dossier, "002", "event", type="talks")
    }
    for name in ("Ankara", "Moscow"):
        assert "on" not in venues[name]
        assert venues[name]["about"] == ["idlib"]
    moscow = one(claims(dossier, "004", "event", type="talks"))
    assert moscow["where"]["name"] == "Moscow"
    assert moscow["about"] == ["idlib"]


def test_threat_is_no_event(dossier: Dossier) -> None:
    event = one(claims(dossier, "002", "event", type="offensive"))
    assert event["modality"] in ("planned", "proposed")


def test_reported_truce_stays_conditional(dossier: Dossier) -> None:
    force = one(claims(dossier, "003", "status", status="in_force"))
    assert force["zone"] == "syria-ceasefire"
    assert force["modality"] == "conditional"
    assert "Anadolu" in force["speaker"]
    assert force["begins"] == "[2016-12-29..2016-12-30]"
    assert force["lineage"] == ["Anadolu"]
    extent = one(claims(dossier, "003", "extent"))
    assert extent["areas"] == [{"name": "areas of fighting", "country": "SY"}]
    assert extent["modality"] == "conditional"
    rule = one(claims(dossier, "003", "rule"))
    assert rule["exempt"] == "terrorist organizations"
    statuses = claims(dossier, "003", "status")
    assert "asserted" not in {claim.modality for claim in statuses}


def test_talks_of_the_truce(dossier: Dossier) -> None:
    found = {
        claim_to_json(c).get("on"): claim_to_json(c)
        for c in claims(dossier, "003", "event", type="talks")
    }
    astana = found["2017-01-16/2017-01-31"]
    assert (astana["modality"], astana["where"]["name"]) == ("conditional", "Astana")
    geneva = found["2017-02-08"]
    assert (geneva["modality"], geneva["where"]["name"]) == ("planned", "Geneva")
    assert found["2016-12-21~"]["where"]["name"] == "Moscow"
    assert found["2016-12-27"]["modality"] == "asserted"


def test_furniture_makes_no_claim(dossier: Dossier) -> None:
    text = next(SEEDS.glob("003*")).read_text(encoding="utf-8")
    headline = text.index("agree on Syria ceasefire plan")
    tags = text.index("Topics")
    for claim in claims(dossier, "003", "event") + claims(dossier, "003", "status"):
        assert claim.start is not None and claim.end is not None
        assert not claim.start <= headline < claim.end
        assert claim.end < tags


def test_offensives_and_strike(dossier: Dossier) -> None:
    army = one(claims(dossier, "004", "event", type="offensive", on="2019-12"))
    assert army["actors"] == ["Syrian army"]
    counter = one(claims(dossier, "004", "event", type="offensive", on="2020-02-27"))
    assert "opposition" in counter["actors"][0]
    assert counter["where"]["admin1"] == "SY-ID"
    strikes = claims(dossier, "004", "event", type="airstrike", on="2020-02-27?")
    strike = one([c for c in strikes if not claim_to_json(c).get("account_of")])
    assert strike["where"]["admin1"] == "SY-ID"
    assert {"what": "killed", "low": 34, "high": 34} in strike["quantities"]
    assert {"what": "injured", "low": 30} in strike["quantities"]


def test_rival_accounts_of_the_strike(dossier: Dossier) -> None:
    accounts = {
        c.rules[0]: claim_to_json(c)
        for c in claims(dossier, "004", "event")
        if claim_to_json(c).get("account_of")
    }
    places = [
        claim_to_json(c)
        for c in claims(dossier, "004", "event")
        if c.rules[0] == "account-place"
    ]
    assert [p["speaker"] for p in places] == ["Ankara", "defense Ministry"]
    assert "observation post" in places[0]["where"]["name"]
    assert "combat formations" in places[1]["where"]["name"]
    assert accounts["account-unknown"]["speaker"] == "Putin"
    assert accounts["account-denied"]["modality"] == "denied"
    assert len({a["account_of"] for a in (*accounts.values(), *places)}) == 1


def test_flow_of_people_is_context(dossier: Dossier) -> None:
    flow = one(claims(dossier, "004", "event", type="displacement"))
    assert flow["context"] is True
    assert flow["quantities"] == [{"what": "displaced", "low": 950000}]
    assert flow["about"] == ["idlib"]
    assert flow["on"] == "2019-12/2020-03?"


@pytest.mark.parametrize("word", ["s-400", "Akkuyu", "Turkish stream", "military aid"])
def test_other_business_makes_no_claim(dossier: Dossier, word: str) -> None:
    text = next(SEEDS.glob("004*")).read_text(encoding="utf-8")
    at = text.index(word)
    hit = [c for c in dossier.claims if c.document.startswith("004")]
    assert not [c.id for c in hit if (c.start or 0) <= at < (c.end or 0)]


def test_spans_are_the_words(dossier: Dossier) -> None:
    texts = {p.stem: p.read_text(encoding="utf-8") for p in SEEDS.glob("*.txt")}
    for claim in dossier.claims:
        assert claim.quote == texts[claim.document][claim.start : claim.end]
    assert len({claim.id for claim in dossier.claims}) == len(dossier.claims)
