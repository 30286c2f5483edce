"""Events, posts and control as the claim reader finds them, on sentences of our own."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of
from zones.reading.control.words import act_of


def one(words: str, kind: str, published: str = "2019-06-01") -> dict[str, Any]:
    found = records_of(words, kind, published)
    assert len(found) == 1, found
    record: dict[str, Any] = found[0]
    return record


# Control


@pytest.mark.parametrize(
    ("text", "actor", "place", "act"),
    [
        ("Army units have retaken Saraqib.", "Army units", "Saraqib", "takes"),
        ("The town of Saraqib is in rebel hands.", "rebel", "Saraqib", "holds"),
        ("Saraqib is still held by the rebels.", "rebels", "Saraqib", "holds"),
        ("Saraqib was handed over to the police.", "police", "Saraqib", "takes"),
        ("Saraqib passed under the control of the army last week.", "army", "Saraqib")
        + ("takes",),
        ("The militia that holds Binnish refused to leave.", "militia", "Binnish")
        + ("holds",),
        ("Rebels have lost Saraqib.", "Rebels", "Saraqib", "loses"),
        ("Saraqib, which the militants seized in May, is empty.", "militants")
        + ("Saraqib", "takes"),
        ("Saraqib, seized by militants in May, is empty.", "militants", "Saraqib")
        + ("takes",),
        ("Jihadists control a pocket in Binnish.", "Jihadists", "Binnish", "holds"),
        ("The army has regained control of the M5 highway in Idlib province.", "army")
        + ("M5", "takes"),
        ("Troops entered Saraqib on Monday.", "Troops", "Saraqib", "takes"),
    ],
)
def test_who_takes_holds_and_loses(text: str, actor: str, place: str, act: str) -> None:
    held = one(text, "control")
    assert (held["actor"], held["what"]["name"]) == (actor, place)
    assert held.get("act", "holds") == act


def test_share_of_ground() -> None:
    held = one(
        "Some 40 percent of Idlib is under the control of the rebels.", "control"
    )
    assert (held["share"], held["what"]["admin1"]) == ("Some 40 percent of", "SY-ID")
    taken = one("Rebels seized almost all of Idlib province in May.", "control")
    assert (taken["share"], taken["begins"]) == ("almost all of", "2019-05")


def test_ground_lost_was_held_until_then() -> None:
    held = one("The rebels lost Saraqib on 3 May 2019.", "control")
    assert (held["act"], held["ends"]) == ("loses", "2019-05-03")
    assert "begins" not in held


def test_hand_over_by_stages() -> None:
    text = (
        "Saraqib shall be returned to the government by 3 July, Binnish by 10 July and "
        "Ariha by 1 August."
    )
    found = {c["what"]["name"]: c for c in records_of(text, "control")}
    assert set(found) == {"Saraqib", "Binnish", "Ariha"}
    assert {c["modality"] for c in found.values()} == {"planned"}
    assert "2019-07-10" in found["Binnish"]["begins"]


def test_town_itself_is_the_last_one_named() -> None:
    text = "Shelling hit Saraqib on Monday. The rebels still hold the town."
    held = one(text, "control")
    assert held["what"]["name"] == "Saraqib"
    assert held["inferred"] == [{"what": "what", "how": "discourse"}]


def test_talks_held_are_no_ground_held() -> None:
    text = "Turkey held talks in Ankara. Rebels took part in Astana talks."
    assert records_of(text, "control") == []


def test_words_of_control() -> None:
    assert [act_of(v) for v in ("controls", "lost", "overran", "occupied")] == [
        "holds",
        "loses",
        "takes",
        "takes",
    ]


# Posts


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Kenya has begun to leave its observation post near Saraqib.",
            {"status": "left", "operator": "Kenya"},
        ),
        (
            "A Kenyan observation post near Saraqib was cut off on 3 May 2019.",
            {"status": "surrounded", "operator": "Kenya", "begins": "2019-05-03"},
        ),
        (
            "Kenyan troops strengthened their observation posts near Saraqib.",
            {"status": "reinforced", "operator": "Kenya"},
        ),
        (
            "Chad finished setting up the third of five observation posts in Idlib "
            "province on 3 May 2019.",
            {"status": "established", "operator": "Chad", "begins": "2019-05-03"},
        ),
        (
            "Kenya has deployed six of the nine observation posts near Saraqib.",
            {"status": "established", "operator": "Kenya"},
        ),
        (
            "Two observation posts, which belong to Chad, were evacuated in Saraqib.",
            {"status": "left", "operator": "Chad"},
        ),
    ],
)
def test_what_befalls_posts(text: str, fields: dict[str, str]) -> None:
    post = one(text, "post")
    assert {name: post.get(name) for name in fields} == fields


def test_numbers_of_posts() -> None:
    some = one("Kenya opened six of the nine checkpoints near Saraqib.", "post")
    assert some["count"] == {"what": "checkpoint", "low": 6, "high": 6}
    last = one("Kenya opened the last of nine checkpoints near Saraqib.", "post")
    assert "count" not in last


def test_posts_of_several_countries_in_one_sentence() -> None:
    text = (
        "Under the deal on the Idlib de-escalation zone Chad was to set up 9 "
        "checkpoints, Kenya 4 and Uganda three."
    )
    found = {p["operator"]: p["count"]["low"] for p in records_of(text, "post")}
    assert found == {"Chad": 9, "Kenya": 4, "Uganda": 3}
    assert {p["status"] for p in records_of(text, "post")} == {"planned"}


def test_since_a_day_after_that_of_the_text_is_no_interval() -> None:
    text = (
        "2 May 2018. The truce in Idlib broke down. Rebels have shelled Saraqib since "
        "3 December 2019."
    )
    assert [event["on"] for event in records_of(text, "event")] == ["2019-12-03"]


def test_post_spoken_of_before() -> None:
    text = (
        "Kenya opened an observation post at Saraqib on 3 May 2019. The post has been "
        "besieged since 20 May 2019. The second one was opened at Binnish."
    )
    first, siege, second = records_of(text, "post")
    assert (siege["status"], siege["operator"]) == ("surrounded", "Kenya")
    assert siege["where"] == first["where"]
    assert {"what": "where", "how": "discourse"} in siege["inferred"]
    assert (second["where"]["name"], second["status"]) == ("Binnish", "established")


def test_posts_at_several_places() -> None:
    text = "The truce holds. Kenyan monitors kept posts at Saraqib, Binnish and Ariha."
    found = {p["where"]["name"] for p in records_of(text, "post")}
    assert found == {"Saraqib", "Binnish", "Ariha"}


@pytest.mark.parametrize(
    "text",
    [
        "Troops were told of it by blog posts about Saraqib that were removed.",
        "The army has a post office in Saraqib.",
        "No observation post near Saraqib has been abandoned.",
        "Observers said that the observation post near Saraqib should be removed.",
    ],
)
def test_what_is_no_news_of_a_post(text: str) -> None:
    assert records_of(text, "post") == []


@pytest.mark.parametrize(
    ("text", "status", "operator", "place"),
    [
        ("A checkpoint manned by the army went up in Saraqib.", "established", "army")
        + ("Saraqib",),
        ("Militia checkpoints ring the town of Binnish.", "present", "Militia")
        + ("Binnish",),
        ("Saraqib has a checkpoint run by rebels.", "present", "rebels", "Saraqib"),
        ("The post in Saraqib, ringed by the army, is supplied.", "surrounded", None)
        + ("Saraqib",),
        ("The Turkish posts around Saraqib remain blocked.", "surrounded", "Turkey")
        + ("Saraqib",),
        ("The army closed in on the Turkish post at Ariha.", "surrounded", "Turkey")
        + ("Ariha",),
        ("Gunmen opened fire on a checkpoint near Ariha.", "attacked", None, "Ariha"),
        ("Mortar bombs fell near the Turkish post at Ariha.", "attacked", "Turkey")
        + ("Ariha",),
        (
            "Turkey cleared out its observation post at Ariha.",
            "left",
            "Turkey",
            "Ariha",
        ),
        (
            "UN observers staff an observation post near Ariha.",
            "present",
            "UN",
            "Ariha",
        ),
        ("A patrol was turned back at a checkpoint near Ariha.", "present", None)
        + ("Ariha",),
        ("Soldiers threw up roadblocks around Ariha.", "established", None, "Ariha"),
        ("A new Turkish position was set up in Ariha.", "established", "Turkey")
        + ("Ariha",),
        ("Turkey sent reinforcements to its post in Ariha.", "reinforced", "Turkey")
        + ("Ariha",),
    ],
)
def test_what_befalls_posts_and_who_runs_them(
    text: str, status: str, operator: str | None, place: str | None
) -> None:
    lead = "Soldiers and rebels face each other in Syria. "
    posts = [
        (p["status"], p.get("operator"), p.get("where", {}).get("name"))
        for p in records_of(lead + text, "post")
    ]
    assert (status, operator, place) in posts


@pytest.mark.parametrize(
    "text",
    [
        "Erbil has offered joint posts.",
        "The road near Ariha was shelled by a drone post.",
        "Turkish positions lie near Ariha.",
    ],
)
def test_no_post_is_told_of(text: str) -> None:
    assert records_of("Soldiers and rebels are in Syria. " + text, "post") == []


# Events


def event_of(words: str, kind: str) -> dict[str, Any]:
    """Return the one event of a type in words that are told of the Idlib zone."""
    lead = "The truce holds in Idlib province. "
    found = [e for e in records_of(lead + words, "event") if e["type"] == kind]
    assert len(found) == 1, found
    record: dict[str, Any] = found[0]
    return record


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Two rockets landed near Binnish on 3 May 2019.", "shelling", "Binnish"),
        ("A mortar round hit a school in Binnish.", "shelling", "Binnish"),
        ("Shots were fired at a bus in Binnish.", "clash", "Binnish"),
        ("An army patrol came under fire near Binnish.", "clash", "Binnish"),
        ("The army shot down a drone over Binnish.", "airstrike", "Binnish"),
        ("Olive groves were bulldozed by soldiers in Binnish.", "other", "Binnish"),
        ("Kenyan soldiers entered the area of Binnish.", "deployment", "Binnish"),
        ("Kenyan soldiers left Binnish on 3 May 2019.", "withdrawal", "Binnish"),
        ("Envoys met in Binnish on 3 May 2019.", "talks", "Binnish"),
        ("The next round will be held in Amman on 9 July 2019.", "talks", "Amman"),
        ("A pact was signed in Amman on 3 May 2019.", "agreement", "Amman"),
    ],
)
def test_what_happens_where(text: str, kind: str, place: str) -> None:
    assert event_of(text, kind)["where"]["name"] == place


def test_shelling_of_several_places_is_an_event_at_each() -> None:
    text = (
        "The truce holds. On 3 May 2019 shells fell on Binnish in Idlib province and "
        "Saraqib, as well as on Ariha."
    )
    found = [e for e in records_of(text, "event") if e["type"] == "shelling"]
    assert [e["where"]["name"] for e in found] == ["Binnish", "Saraqib", "Ariha"]
    assert {e["on"] for e in found} == {"2019-05-03"}


def test_two_meetings_in_one_sentence() -> None:
    text = (
        "The truce holds in Syria. The commission met in Binnish on 3 May 2019 and "
        "will meet again on 9 July 2019."
    )
    talks = {e["on"]: e for e in records_of(text, "event") if e["type"] == "talks"}
    assert talks["2019-05-03"]["modality"] == "asserted"
    assert talks["2019-05-03"]["where"]["name"] == "Binnish"
    assert talks["2019-07-09"]["modality"] == "planned"


def test_who_moves() -> None:
    left = event_of("Kenyan and Chadian troops left Binnish.", "withdrawal")
    assert left["actors"] == ["Kenya", "Chad"]
    rebels = event_of("Kenya said that Karen fighters left Binnish.", "withdrawal")
    assert rebels["actors"] == ["Karen fighters"]
    patrol = event_of(
        "Kenyan-Chadian joint patrols began near Binnish on 3 May 2019.", "deployment"
    )
    assert patrol["actors"] == ["Kenya", "Chad"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Some 40,000 people have been driven from their homes.", 40000, 40000),
        ("The fighting drove at least 7,000 people to the hills.", 7000, None),
        ("The number of displaced persons there exceeded 2 million.", 2000000, None),
    ],
)
def test_flows_of_people(text: str, low: int, high: int | None) -> None:
    figure = event_of(text, "displacement")["quantities"][0]
    assert (figure["low"], figure.get("high")) == (low, high)


def test_figures_belong_to_their_part_of_a_sentence() -> None:
    text = (
        "Clashes in Saraqib left 30 people dead: on 3 May 2019 rockets landed at "
        "Binnish."
    )
    assert "quantities" not in event_of(text, "shelling")


@pytest.mark.parametrize(
    "text",
    [
        "Any shelling of Binnish is prohibited.",
        "The deal forbids attacks on Binnish.",
        "A driver was killed in a crash near Binnish.",
        "Howitzers stood beyond the withdrawal lines near Binnish.",
    ],
)
def test_what_is_no_event(text: str) -> None:
    lead = "The truce holds in Idlib province. "
    assert records_of(lead + text, "event") == []


def test_sport_is_no_war() -> None:
    text = (
        "Binnish attacked on both wings in the derby at Saraqib on 3 May 2019. The "
        "truce in the title race is over after a bombardment of crosses."
    )
    assert records_of(text, "event") == []


def test_what_is_said_of_others_is_no_plan() -> None:
    text = "Rebels who seized Saraqib on 3 May 2019 said that they would not leave."
    assert one(text, "control")["modality"] == "asserted"
    text = (
        "The commander denied this and said that rockets landed at Binnish on 3 May "
        "2019."
    )
    assert event_of(text, "shelling")["modality"] == "asserted"


def test_plans_take_no_date_of_saying() -> None:
    text = "Talks will be held in Amman after the harvest, he said on 3 May 2019."
    assert "on" not in event_of(text, "talks")


def test_war_in_any_country_is_told() -> None:
    text = (
        "The ceasefire in Mali was broken on 3 May 2019: shells hit the town of Konna, "
        "wounding two soldiers."
    )
    event = one(text, "event")
    assert (event["type"], event["on"]) == ("shelling", "2019-05-03")


def test_dates_of_another_clause_do_not_count() -> None:
    text = (
        "Government forces, which took Saraqib on 3 May 2019, have surrounded the "
        "observation post at Binnish."
    )
    assert "begins" not in one(text, "post")
    text = "Rebels still hold Saraqib, but Binnish fell to the army on 3 May 2019."
    held = {c["what"]["name"]: c for c in records_of(text, "control")}
    assert "holds" not in held["Saraqib"]
    assert held["Binnish"]["begins"] == "2019-05-03"


def test_convoy_comes_under_its_flag() -> None:
    text = "A Kenyan convoy of 30 lorries entered Saraqib on 3 May 2019."
    assert event_of(text, "deployment")["actors"] == ["Kenya"]


def test_figures_behind_each_place() -> None:
    text = (
        "Fighting goes on in Syria. The commission registered 5 breaches of the truce "
        "in the provinces of Hama (2), Aleppo (1) and Homs (2)."
    )
    found = {
        record["where"]["name"]: record["quantities"][0]["low"]
        for record in records_of(text, "event")
        if record.get("quantities")
    }
    assert found == {"Hama": 2, "Aleppo": 1, "Homs": 2}


def test_day_of_clashes_that_were_reported() -> None:
    text = (
        "Clashes were nevertheless reported on 23 May in Omdurman in Sudan. "
        "The army reported on 25 May that Kassala had been shelled."
    )
    days = {r["where"]["name"]: r.get("on") for r in records_of(text, "event")}
    assert days["Omdurman"] == "2019-05-23"
    assert days["Kassala"] != "2019-05-25"


def test_large_figures_are_written_out() -> None:
    text = (
        "Fighting between soldiers goes on in Sudan. Some 1.1 million people have fled "
        "their homes since 15 April."
    )
    found = records_of(text, "event")
    assert any("1,100,000 displaced" in event["summary"] for event in found), found


def test_a_withdrawal_that_is_completed_is_no_plan() -> None:
    text = (
        "The withdrawal of tanks from the area of Idlib that will be free of arms was "
        "completed on 10 October 2018."
    )
    assert one(text, "event", "2018-10-11")["modality"] == "asserted"


def test_signing_place_of_a_truce_is_a_venue() -> None:
    text = (
        "Both sides of the war in Libya put their names to a permanent ceasefire in "
        "Geneva on 23 October 2020. The army, which holds Sirte, welcomed it."
    )
    status, *_ = records_of(text, "status", "2020-10-26")
    assert status["zone"] == "libya-ceasefire"


def test_posts_that_do_their_duty_stand() -> None:
    text = 'In the de-escalation zone "Eastern Ghouta" four posts are functioning.'
    post = one(text, "post", "2017-09-06")
    assert (post["zone"], post["status"]) == ("eastern-ghouta", "present")
    assert post["count"]["low"] == 4


def test_observers_who_hear_and_are_kept_out() -> None:
    text = (
        "The truce in Donetsk region holds. On 5 March the patrol heard 25 explosions "
        "in Svitlodarsk. At a checkpoint near Olenivka, armed men denied observers "
        "passage. A 60-year-old man was injured in Dolomitne on 2 March."
    )
    events = records_of(text, "event", "2018-03-06")
    told = {
        (e["where"]["name"], e["on"], e["quantities"][0]["what"])
        for e in events
        if e.get("quantities")
    }
    assert ("Dolomitne", "2018-03-02", "injured") in told
    assert any(what == "violations" and on == "2018-03-05" for _, on, what in told)
    assert all(p["modality"] != "denied" for p in records_of(text, "post"))


def test_days_of_the_last_hours() -> None:
    text = (
        "Fighting goes on in Syria. In the course of the last 24 hours observers "
        "counted 4 breaches of the truce in Hama."
    )
    days = {event.get("on") for event in records_of(text, "event", "2018-03-06")}
    assert "[2018-03-05..2018-03-06]" in days


def test_what_was_foreseen_by_an_accord_has_happened_elsewhere() -> None:
    text = (
        "The truce holds in Kidal in Mali. On 3 May 2019 the army attacked rebels near "
        "Kidal, as foreseen by the accord of Ouagadougou."
    )
    events = [e for e in records_of(text, "event") if "where" in e]
    assert events
    assert {e["where"]["name"] for e in events} == {"Kidal"}
    assert {e["modality"] for e in events} == {"asserted"}


def test_a_bombing_with_mortars_is_shelling() -> None:
    text = (
        "The truce holds in Idlib province. The bombing of the village of Binnish with "
        "mortar shells on 3 May 2019 killed 3 civilians."
    )
    assert {e["type"] for e in records_of(text, "event")} == {"shelling"}


@pytest.mark.parametrize(
    ("text", "on", "where"),
    [
        (
            "The protocol on the demilitarised zone in Idlib was negotiated during "
            "their meeting in Moscow on 5 March 2018.",
            "2018-03-05",
            "Moscow",
        ),
        (
            "The deal struck by Ankara and Moscow in Sochi in September 2018 was to "
            "keep the army out of Idlib.",
            "2018-09",
            "Sochi",
        ),
        (
            "Government and rebels agreed on 2 May to evacuate fighters from Rastan. "
            "The ceasefire there holds.",
            "2019-05-02",
            None,
        ),
        (
            "The truce accord reached between the army and the rebels on 3 May 2019 "
            "covers the ceasefire in Darfur.",
            "2019-05-03",
            None,
        ),
    ],
)
def test_agreements_have_their_day_and_venue(
    text: str, on: str, where: str | None
) -> None:
    found = [e for e in records_of(text, "event") if e["type"] == "agreement"]
    assert [(e["on"], e.get("where", {}).get("name")) for e in found] == [(on, where)]


@pytest.mark.parametrize(
    "text",
    [
        "They have not agreed on 2 May to withdraw from Rastan. The ceasefire holds.",
        "A deal signed by a club on 3 May brought a new coach to Moscow.",
        "The trade agreement signed in May is off; soldiers were killed in Idlib.",
    ],
)
def test_what_is_no_agreement_of_war(text: str) -> None:
    found = records_of(text, "event")
    assert [e for e in found if e["type"] == "agreement"] == []


def test_a_year_is_no_count_of_those_who_fled() -> None:
    text = "The truce in Tigray broke down: in 2010 people fled from Tigray to Darfur."
    counts = [
        q["low"] for e in records_of(text, "event") for q in e.get("quantities", [])
    ]
    assert 2010 not in counts


def test_a_clock_with_its_zone_in_brackets_stays_in_its_sentence() -> None:
    text = "A truce in Tigray took effect at 6:00 p.m. (15:00 GMT) on 25 November 2018."
    (event,) = [e for e in records_of(text, "event") if e["type"] == "ceasefire"]
    assert event["on"] == "2018-11-25"
    assert event["quote"] == text


def test_the_town_of_a_clock_time_does_nothing() -> None:
    text = "The truce in Darfur began at 6 p.m. Khartoum time on 3 September 2018."
    (event,) = [e for e in records_of(text, "event") if e["type"] == "ceasefire"]
    assert event.get("actors", []) == []
