"""Events at places that no gazetteer holds, which the grammar alone makes places."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of

SUDAN = "Militias and soldiers face each other in Sudan. "
YEMEN = "Rebels and soldiers face each other in Yemen. "
LEBANON = "Rebels and soldiers face each other in Lebanon. "
RAWABA, DURAYHIMI = "Umm Rawaba", "Al-Durayhimi"


def events_of(words: str) -> list[dict[str, Any]]:
    return records_of(words, "event")


def told_of(words: str) -> set[tuple[str, str | None, str | None]]:
    return {
        (e["type"], e.get("where", {}).get("name"), e.get("on"))
        for e in events_of(words)
    }


@pytest.mark.parametrize(
    ("lead", "words", "kind", "place"),
    [
        # the subject of a passive
        (SUDAN, "Umm Rawaba was pounded by artillery on 3 May.", "shelling", RAWABA),
        (YEMEN, "Al-Durayhimi came under mortar fire on 3 May.", "shelling", DURAYHIMI),
        (SUDAN, "Umm Rawaba was hit by an air raid on 3 May.", "airstrike", RAWABA),
        # the object of a verb or a noun
        (YEMEN, "Jets strafed Al-Durayhimi on 3 May.", "airstrike", DURAYHIMI),
        (SUDAN, "The shelling of Umm Rawaba went on on 3 May.", "shelling", RAWABA),
        (YEMEN, "The bombing of Al-Durayhimi by jets began on 3 May.", "airstrike")
        + (DURAYHIMI,),
        (SUDAN, "Artillery strikes hit Umm Rawaba on 3 May.", "shelling", RAWABA),
        (YEMEN, "An assault on Al-Durayhimi began on 3 May.", "offensive", DURAYHIMI),
        (SUDAN, "The army's offensive on Umm Rawaba began on 3 May.", "offensive")
        + (RAWABA,),
        # where troops go to and leave from
        (SUDAN, "Troops were deployed to Umm Rawaba on 3 May.", "deployment", RAWABA),
        (YEMEN, "Fresh troops reached Al-Durayhimi on 3 May.", "deployment", DURAYHIMI),
        (SUDAN, "The militia moved its tanks out of Umm Rawaba on 3 May.")
        + ("withdrawal", RAWABA),
        (YEMEN, "The garrison left Al-Durayhimi on 3 May.", "withdrawal", DURAYHIMI),
        (SUDAN, "Troops advanced on Umm Rawaba on 3 May.", "offensive", RAWABA),
        (YEMEN, "The army built up its forces near Al-Durayhimi on 3 May.")
        + ("deployment", DURAYHIMI),
        # fights and shots in further words
        (YEMEN, "There was fighting in Al-Durayhimi on 3 May.", "clash", DURAYHIMI),
        (SUDAN, "Soldiers battled militias for control of Umm Rawaba on 3 May.")
        + ("clash", RAWABA),
        (YEMEN, "Two men were killed in fighting near Al-Durayhimi on 3 May.", "clash")
        + (DURAYHIMI,),
        (SUDAN, "The army opened up on Umm Rawaba with howitzers on 3 May.")
        + ("shelling", RAWABA),
        (YEMEN, "Rebels lobbed shells into Al-Durayhimi on 3 May.", "shelling")
        + (DURAYHIMI,),
    ],
)
def test_names_no_gazetteer_holds(lead: str, words: str, kind: str, place: str) -> None:
    told = told_of(lead + words)
    assert (kind, place, "2019-05-03") in told, events_of(lead + words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (LEBANON + "A strike on Hezbollah killed two. Hezbollah said so.", "Hezbollah"),
        (LEBANON + "The shelling of Hamas went on. Hamas fighters hid.", "Hamas"),
        (SUDAN + "Ahmed was killed by shelling on 3 May.", "Ahmed"),
        (SUDAN + "The army sent troops to Operation Barkhane.", "Operation Barkhane"),
        (SUDAN + "Shells fell on Monday.", "Monday"),
    ],
)
def test_who_acts_or_dies_is_no_place(words: str, name: str) -> None:
    assert name not in {e.get("where", {}).get("name") for e in events_of(words)}


@pytest.mark.parametrize(
    "words",
    [
        "Both sides came to an agreement on 3 May.",
        "Mediators announced a deal between both sides on 3 May.",
        "The parties initialled an accord on 3 May.",
        "Both sides shook hands on a deal on 3 May.",
    ],
)
def test_deals_in_further_words(words: str) -> None:
    assert ("agreement", None, "2019-05-03") in told_of(YEMEN + words)


def test_talks_between_two_who_fight() -> None:
    told = told_of(YEMEN + "The army and the rebels negotiated in Muscat on 3 May.")
    assert ("talks", "Muscat", "2019-05-03") in told


@pytest.mark.parametrize(
    "words",
    [
        "Aid workers reached Umm Rawaba on 3 May.",
        "There was no fighting in Umm Rawaba on 3 May.",
        "The farmer strengthened the wall on 3 May.",
    ],
)
def test_no_move_and_no_fight(words: str) -> None:
    kinds = {kind for kind, _, _ in told_of(SUDAN + words)}
    assert not kinds & {"deployment", "clash", "withdrawal"}
