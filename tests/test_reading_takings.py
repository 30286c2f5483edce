"""Who takes, loses, holds and surrounds ground, in many wordings and conflicts."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of

SYRIA = "Rebels and soldiers are fighting in Idlib province in Syria. "
CONGO = "Rebels and soldiers are fighting near Goma in DR Congo. "
LANKA = "Rebels and soldiers are fighting near Jaffna in Sri Lanka. "
KARABAKH = "Soldiers are fighting near Stepanakert in Azerbaijan. "


def controls_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "control")


def told_of(words: str) -> set[tuple[str, str, str]]:
    return {
        (c.get("act", "holds"), c["actor"], c["what"]["name"])
        for c in controls_of(words)
    }


@pytest.mark.parametrize(
    ("where", "words", "told"),
    [
        (
            SYRIA,
            "The army pushed the rebels out of Binnish.",
            ("takes", "army", "Binnish"),
        ),
        (
            SYRIA,
            "The rebels were driven out of Binnish.",
            ("loses", "rebels", "Binnish"),
        ),
        (
            SYRIA,
            "Binnish was wrested from the rebels by the army.",
            ("takes", "army", "Binnish"),
        ),
        (
            KARABAKH,
            "Officials handed Lachin over to the Azerbaijani army.",
            ("takes", "Azerbaijani army", "Lachin"),
        ),
        (
            SYRIA,
            "Control of the M5 highway passed to the army.",
            ("takes", "army", "M5"),
        ),
        (
            SYRIA,
            "The capture of Binnish by the army took a day.",
            ("takes", "army", "Binnish"),
        ),
        (
            SYRIA,
            "Since the fall of Binnish to the army, all is quiet.",
            ("takes", "army", "Binnish"),
        ),
        (
            SYRIA,
            "Binnish slipped from rebel hands in May.",
            ("loses", "rebel", "Binnish"),
        ),
        (
            SYRIA,
            "Having retaken Binnish, the army rested.",
            ("takes", "army", "Binnish"),
        ),
        (
            SYRIA,
            "The army attacked Ariha and captured Binnish.",
            ("takes", "army", "Binnish"),
        ),
        (SYRIA, "Binnish is still with the rebels.", ("holds", "rebels", "Binnish")),
        # said by the way
        (
            SYRIA,
            "Shells hit the rebel-held town of Binnish.",
            ("holds", "rebels", "Binnish"),
        ),
        (
            LANKA,
            "Aid reached the Tiger-controlled port of Mullaitivu.",
            ("holds", "Tiger", "Mullaitivu"),
        ),
        (
            SYRIA,
            "A raid on Binnish, still held by the rebels, killed two.",
            ("holds", "rebels", "Binnish"),
        ),
        (
            SYRIA,
            "Binnish, which the army took in May, is empty.",
            ("takes", "army", "Binnish"),
        ),
        (
            CONGO,
            "The army shelled the last M23 bastion in Bunagana.",
            ("holds", "M23", "Bunagana"),
        ),
        (
            LANKA,
            "The army continues to occupy Mullaitivu.",
            ("holds", "army", "Mullaitivu"),
        ),
        (
            CONGO,
            "Congolese troops “liberated” the village of Kibumba on Monday.",
            ("takes", "Congolese troops", "Kibumba"),
        ),
        (
            SYRIA,
            "The terrorist organization was expelled from the town of Binnish.",
            ("loses", "terrorist organization", "Binnish"),
        ),
        # between names: modifiers, asides, short forms
        (
            CONGO,
            "The army said it had retaken the embattled northeastern town of Beni.",
            ("takes", "army", "Beni"),
        ),
        (
            LANKA,
            "The Land Forces (LF) captured Elephant Pass on Sunday.",
            ("takes", "Land Forces", "Elephant Pass"),
        ),
        (
            CONGO,
            "Rebels -- said to be paid by smugglers -- seized Bunagana in May.",
            ("takes", "Rebels", "Bunagana"),
        ),
        (
            SYRIA,
            "The Idlib Army, a group of former officers, controls Binnish.",
            ("holds", "Idlib Army", "Binnish"),
        ),
        (
            SYRIA,
            "The army now controls a narrow strip of land between Binnish and Ariha.",
            ("holds", "army", "Binnish"),
        ),
        (
            SYRIA,
            "The army has laid siege to Binnish.",
            ("surrounds", "army", "Binnish"),
        ),
        (SYRIA, "Binnish is besieged by the army.", ("surrounds", "army", "Binnish")),
        (
            SYRIA,
            "The army reached the Qarnas crossing and raised its flag there.",
            ("takes", "army", "Qarnas crossing"),
        ),
        (
            CONGO,
            "M23 rebels have overrun Bunagana.",
            ("takes", "M23 rebels", "Bunagana"),
        ),
        (
            CONGO,
            "Kirumba, lost by the army in June, remains in M23 hands.",
            ("holds", "M23", "Kirumba"),
        ),
        (
            LANKA,
            "On Sunday the 59th Division walked into Mullaitivu.",
            ("takes", "59th Division", "Mullaitivu"),
        ),
        (
            LANKA,
            "The army has cleared Elephant Pass of guerrillas.",
            ("takes", "army", "Elephant Pass"),
        ),
        (
            SYRIA,
            "Government troops sit in Binnish.",
            ("holds", "Government troops", "Binnish"),
        ),
        (SYRIA, "The rebels keep a grip on Binnish.", ("holds", "rebels", "Binnish")),
        (
            CONGO,
            "Maps put most of Goma under the rebels' authority.",
            ("holds", "rebels", "Goma"),
        ),
        (
            LANKA,
            "The troops hold Vavuniya; the Omanthai junction is theirs, too.",
            ("holds", "troops", "Omanthai junction"),
        ),
        (
            SYRIA,
            "The hills, including Binnish, are with government-allied forces.",
            ("holds", "government-allied forces", "Binnish"),
        ),
        (
            SYRIA,
            "The army restored control over 40 villages in southern Idlib.",
            ("takes", "army", "Idlib"),
        ),
        (
            KARABAKH,
            "Control of Kalbajar passed to Azerbaijan.",
            ("takes", "Azerbaijan", "Kalbajar"),
        ),
        (
            KARABAKH,
            "Government troops hold the Lachin road.",
            ("holds", "Government troops", "Lachin road"),
        ),
    ],
)
def test_ground_changes_hands(
    where: str, words: str, told: tuple[str, str, str]
) -> None:
    assert told in told_of(where + words)


def test_lost_and_won_back_in_one_sentence() -> None:
    told = told_of(
        SYRIA + "Binnish, seized by the rebels in April 2012 and recaptured ten days "
        "later by government troops, lies empty."
    )
    assert told == {
        ("takes", "rebels", "Binnish"),
        ("takes", "government troops", "Binnish"),
    }


def test_loser_and_winner_of_one_town() -> None:
    told = told_of(SYRIA + "The army lost Binnish to the rebels.")
    assert told == {("loses", "army", "Binnish"), ("takes", "rebels", "Binnish")}


def test_who_acts_may_be_said_before() -> None:
    text = (
        SYRIA + "The army launched an attack on Monday. It took Binnish the same day."
    )
    (held,) = controls_of(text)
    assert (held["actor"], held["what"]["name"]) == ("army", "Binnish")
    text = (
        LANKA + "The army seized Paranthan. Mullaitivu had been overrun the day before."
    )
    last = controls_of(text)[-1]
    assert (last["actor"], last["what"]["name"]) == ("army", "Mullaitivu")
    assert {"what": "actor", "how": "discourse"} in last["inferred"]


@pytest.mark.parametrize(
    "words",
    [
        "The rebels failed to capture Binnish.",
        "The battle for the capture of Binnish goes on.",
        "Troops took the wounded to Idlib.",
        "The storm held Binnish in its grip and the river took the ring road.",
        "The visitors captured the hearts of Homs.",
        "The minister held a meeting in Binnish with the army.",
        "The coach lost his way in Homs and the team lost ground.",
    ],
)
def test_no_ground_changes_hands(words: str) -> None:
    assert told_of(SYRIA + words) == set()


@pytest.mark.parametrize(
    "words",
    [
        "The army holds Binnish's southern outskirts.",
        "The army took Binnish's northern and eastern districts.",
    ],
)
def test_sides_of_a_town_are_parts_of_it(words: str) -> None:
    assert [c.get("share") for c in controls_of(SYRIA + words)] == ["parts of"]


def test_each_piece_of_ground_has_its_own_date() -> None:
    words = "The army has held Binnish since January and Ariha since 2017."
    dated = {(c["what"]["name"], c.get("begins")) for c in controls_of(SYRIA + words)}
    assert dated == {("Binnish", "2019-01"), ("Ariha", "2017")}
    words = "M23 rebels seized Bunagana on 13 June 2022 and Kiwanja on 29 October 2022."
    dated = {(c["what"]["name"], c.get("begins")) for c in controls_of(CONGO + words)}
    assert dated == {("Bunagana", "2022-06-13"), ("Kiwanja", "2022-10-29")}


def test_the_towns_are_those_listed_before() -> None:
    words = (
        "The rebels pulled out of Binnish, Ariha and Saraqib. "
        "Police took over the three towns on 11 May."
    )
    taken = {
        w for act, who, w in told_of(SYRIA + words) if (act, who) == ("takes", "Police")
    }
    assert taken == {"Binnish", "Ariha", "Saraqib"}
    assert "Police" not in {
        w for _, w, _ in told_of(SYRIA + words.replace("three", "four"))
    }


def test_a_share_of_villages() -> None:
    words = "The army restored control over 40 villages in southern Idlib."
    (told,) = controls_of(SYRIA + words)
    assert told["share"] == "parts of"
    assert told["what"]["direction"] == "south"


@pytest.mark.parametrize(
    "words",
    [
        "The parliament sits in Binnish.",
        "The committee of the army will sit in Binnish.",
        "The decision is theirs.",
        "The army saw Binnish under snow.",
    ],
)
def test_who_sits_or_sees_holds_nothing(words: str) -> None:
    assert [t for t in told_of(SYRIA + words) if t[0] == "holds"] == []


@pytest.mark.parametrize(
    ("where", "words", "who", "towns"),
    [
        (
            SYRIA,
            "The army moved north after capturing several towns and villages, "
            "including Binnish and Ariha.",
            "army",
            {"Binnish", "Ariha"},
        ),
        (
            CONGO,
            "M23 fighters advanced on Goma after overrunning Kibumba and Rutshuru.",
            "M23 fighters",
            {"Kibumba", "Rutshuru"},
        ),
        (
            LANKA,
            "Troops drove the guerrillas back, restoring control over the villages of "
            "Vannipalam, Kurumbapitty, Omanthai , Puliyankulam ,and Nedunkeni in the "
            "north of Vavuniya.",
            "Troops",
            {"Vannipalam", "Kurumbapitty", "Omanthai", "Puliyankulam", "Nedunkeni"},
        ),
        (
            SYRIA,
            "The army entered Ariha and eight other villages, among them Binnish.",
            "army",
            {"Ariha", "Binnish"},
        ),
        (
            SYRIA,
            "Several towns, including Binnish and Ariha, were captured by the army.",
            "army",
            {"Binnish", "Ariha"},
        ),
        (
            CONGO,
            "The capture of ten villages, including Kibumba and Rutshuru, by the M23 "
            "rebels alarmed the neighbours.",
            "M23 rebels",
            {"Kibumba", "Rutshuru"},
        ),
        (
            CONGO,
            "The army, backed by aircraft, has retaken more than 30 villages since "
            "Friday, including Kibumba and Rutshuru.",
            "army",
            {"Kibumba", "Rutshuru"},
        ),
        (
            CONGO,
            "M23 fighters, after retaking Kibumba and Rutshuru, marched on Goma.",
            "M23 fighters",
            {"Kibumba", "Rutshuru"},
        ),
        (
            SYRIA,
            "The rebels shelled Ariha, and the army responded by taking Binnish.",
            "army",
            {"Binnish"},
        ),
        (
            SYRIA,
            "The rebels withdrew, handing Binnish to the army.",
            "army",
            {"Binnish"},
        ),
        (
            CONGO,
            "Battles went on all day, with the M23 rebels seizing Kibumba.",
            "M23 rebels",
            {"Kibumba"},
        ),
        (
            SYRIA,
            "The village of Binnish and its surroundings fell to the army.",
            "army",
            {"Binnish"},
        ),
        (
            LANKA,
            "Radio said army units cleared the villages of Vannipalam and Omanthai of "
            "guerrillas after inflicting losses on them.",
            "army units",
            {"Vannipalam", "Omanthai"},
        ),
        (
            SYRIA,
            "The army said the rebels fell back on Ariha after taking Binnish.",
            "rebels",
            {"Binnish"},
        ),
        (
            CONGO,
            "The army fought rebels who came nearer after taking the town of Beni.",
            "rebels",
            {"Beni"},
        ),
    ],
)
def test_towns_taken_on_the_way(
    where: str, words: str, who: str, towns: set[str]
) -> None:
    told = {(act, actor, what) for act, actor, what in told_of(where + words)}
    assert told == {("takes", who, town) for town in towns}


def test_villages_near_a_town_are_not_the_town() -> None:
    for words in (
        "The army has taken control of dozens of towns near Binnish.",
        "The army captured a dozen villages around Binnish.",
        "The army captured dozens of rebels in several villages, including Binnish.",
        "The army shelled villages and detained five men, including Adnan Hamdo.",
        "The army captured positions and five rebels, including Adnan Hamdo.",
    ):
        assert told_of(SYRIA + words) == set()


def test_the_village_is_the_one_called_so() -> None:
    words = (
        "Soldiers fought militants at Omanthai village on the road to Vavuniya, "
        "killing many of them and restoring army control over the village."
    )
    (told,) = controls_of(LANKA + words.replace("army ", ""))
    assert (told["actor"], told["what"]["name"]) == ("Soldiers", "Omanthai")
    assert {"what": "what", "how": "discourse"} in told["inferred"]


def test_a_state_by_its_full_name() -> None:
    found = controls_of(
        KARABAKH
        + "The Kelbajar region shall be returned to the Republic of Azerbaijan by "
        "June 15, 2019. The Republic of Armenia shall return the Agdam district to "
        "the Republic of Azerbaijan by July 1, 2019, and the Lachin district by "
        "July 20, 2019."
    )
    assert {(c["actor"], c["modality"]) for c in found} == {("Azerbaijan", "planned")}
    assert [(c["what"]["name"].split()[0], c["begins"]) for c in found] == [
        ("Kelbajar", "2019-06-15"),
        ("Agdam", "2019-07-01"),
        ("Lachin", "2019-07-20"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Government forces surrounded the Turkish observation post in Morek.",
        "The army encircled the Morek observation point.",
    ],
)
def test_a_post_surrounded_is_no_town_surrounded(words: str) -> None:
    assert told_of(SYRIA + words) == set()


def test_shares_of_two_provinces() -> None:
    words = "Syria now controls almost all of Hama and parts of Idlib."
    told = {(c["actor"], c["what"]["name"], c["share"]) for c in controls_of(words)}
    assert told == {
        ("Syria", "Hama", "almost all of"),
        ("Syria", "Idlib", "parts of"),
    }
    words = "Israeli troops hold the Syrian side of Mount Hermon."
    (held,) = controls_of(words)
    assert (held["what"]["name"], held["share"]) == ("Mount Hermon", "parts of")


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("The army vowed to press on, capturing Binnish within days.", {"planned"}),
        ("The army denied entering Ariha and capturing Binnish.", {"denied"}),
        ("The rebels insist on taking Binnish.", set()),
        ("The police stopped rebels entering Binnish.", set()),
        ("The army fell back without capturing Binnish.", set()),
        ("Police opened the road, clearing Binnish of mines.", set()),
    ],
)
def test_what_is_meant_or_hindered_is_not_done(words: str, modality: set[str]) -> None:
    assert {c["modality"] for c in controls_of(SYRIA + words)} == modality


def test_who_must_hand_over_has_not_done_so() -> None:
    found = controls_of(
        KARABAKH
        + "Armenia must return the district of Kelbajar to Azerbaijan by 15 June "
        "2019 and the district of Lachin by 1 July 2019."
    )
    assert {(c["what"]["name"], c["modality"]) for c in found} == {
        ("Kelbajar", "planned"),
        ("Lachin", "planned"),
    }
    assert {c["actor"] for c in found} == {"Azerbaijan"}
    assert [c["begins"][-10:] for c in found] == ["2019-06-15", "2019-07-01"]


def test_taken_and_lost_again_on_days_of_their_own() -> None:
    found = controls_of(
        SYRIA + "The army captured Binnish on 8 May 2019, then lost it on 22 May 2019."
    )
    told = {(c["act"], c.get("begins"), c.get("ends")) for c in found}
    assert told == {("takes", "2019-05-08", None), ("loses", None, "2019-05-22")}


def test_an_area_held_in_part_of_several_provinces() -> None:
    found = controls_of(
        SYRIA + "Shells fell on the rebel-held area that straddles most of Idlib "
        "province and parts of Hama."
    )
    told = {(c["actor"], c["what"]["name"], c["share"]) for c in found}
    assert told == {("rebels", "Idlib", "most of"), ("rebels", "Hama", "parts of")}


@pytest.mark.parametrize(
    "words",
    [
        "The army captured Binnish, the rebels’ seat.",
        "The army captured Binnish, the market town of Ariha district.",
        "The army captured Binnish, a stronghold of militants in Ariha.",
    ],
)
def test_what_explains_a_name_is_no_further_ground(words: str) -> None:
    assert {what for _, _, what in told_of(SYRIA + words)} == {"Binnish"}


def test_ground_that_the_government_does_not_hold_is_not_its_own() -> None:
    words = "Shells fell in non-government-controlled areas of Idlib and Ariha."
    assert told_of(SYRIA + words) == set()


def test_a_war_in_places_that_no_gazetteer_holds() -> None:
    words = (
        "Security forces overran Kurumbapitty on Sunday after heavy shelling. Rebels "
        "still hold the village of Vannipalam, the army said."
    )
    assert {what for _, _, what in told_of(words)} == {"Kurumbapitty", "Vannipalam"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Saraqib is no longer under government control.",
            {("loses", "government", "Saraqib")},
        ),
        (
            "Binnish is no longer held by the rebels.",
            {("loses", "rebels", "Binnish")},
        ),
        (
            "Saraqib is no longer under army control and has been overrun by rebels.",
            {("loses", "army", "Saraqib"), ("takes", "rebels", "Saraqib")},
        ),
        ("Binnish is not under the control of the army.", set()),
    ],
)
def test_what_is_no_longer_held_was_lost(
    words: str, told: set[tuple[str, str, str]]
) -> None:
    assert told_of(SYRIA + words) == told


@pytest.mark.parametrize(
    ("where", "words", "told"),
    [
        (
            SYRIA,
            "The National Front for Liberation holds Saraqib.",
            ("holds", "National Front for Liberation", "Saraqib"),
        ),
        (
            CONGO,
            "The Council for Defence seized Bukavu.",
            ("takes", "Council for Defence", "Bukavu"),
        ),
        (
            SYRIA,
            "Saraqib is back under government control.",
            ("holds", "government", "Saraqib"),
        ),
    ],
)
def test_fronts_for_something_and_what_is_back_in_hands(
    where: str, words: str, told: tuple[str, str, str]
) -> None:
    assert told_of(where + words) == {told}


def test_what_was_swept_through_then_has_no_day_of_what_came_before() -> None:
    words = "The army took Saraqib on 28 May and then swept through Binnish and Ariha."
    found = {c["what"]["name"]: c.get("begins") for c in controls_of(SYRIA + words)}
    assert found == {"Saraqib": "2019-05-28", "Binnish": None, "Ariha": None}


def test_a_string_of_towns_is_a_part() -> None:
    words = "The army seized control of a string of towns in northern Hama."
    (found,) = controls_of(SYRIA + words)
    assert (found["what"]["name"], found["share"]) == ("Hama", "parts of")
