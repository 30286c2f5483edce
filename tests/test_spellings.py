"""Spellings by rule: each leads to its own place, and never to one other far place."""

from __future__ import annotations

import re
from collections.abc import Callable

from pytest import mark

from geodata.folding import fold, spelling_key
from geodata.places import Gazetteer, Place, distance_km, read_gazetteer
from geodata.world import load_world

FAR_KM = 25.0
NAMES = [
    (place, place.name)
    for place in read_gazetteer().places
    if place.kind == "settlement" and place.country in ("SY", "UA")
][::3]


def swap(pattern: str, instead: str) -> Callable[[str], str]:
    return lambda name: re.sub(pattern, instead, name)


RULES = {
    "article el": swap(r"\b[Aa]l[- ]", "el-"),
    "article apart": swap(r"\bal-", "al "),
    "article of the moon": swap(r"(?i)\ba([nrstdz])[- ](?=\1)", "al-"),
    "article dropped": swap(r"\b[Aa]l[- ]", ""),
    "one letter for two": swap(r"([a-z])\1(?=[a-z])", r"\1"),
    "two letters for one": swap(r"(?<=[aiu])([bdmnrs])(?=[aiu])", r"\1\1"),
    "k for q": swap("q", "k"),
    "q for k": swap(r"k(?!h)", "q"),
    "h for kh": swap("kh", "h"),
    "ch for sh": lambda name: name.replace("sh", "ch").replace("Sh", "Ch"),
    "ou for u": swap(r"(?<![aeiou])u(?![aeiou])", "ou"),
    "oo for u": swap(r"(?<![aeiou])u(?![aeiou])", "oo"),
    "g for gh": swap("gh", "g"),
    "dj for j": swap("j", "dj"),
    "e for i": swap("(?<=[bdfkmnqrst])i(?=[bdfkmnqrst])", "e"),
    "iye for iyah": swap(r"iyah?\b", "iye"),
    "ieh for iyah": swap(r"iyah?\b", "ieh"),
    "ah for a": swap(r"(?<=[bdfhkmnqrst])a\b", "ah"),
    "dotted capitals": lambda name: name.replace("i", "İ").upper(),
    "Turkish letters": lambda name: (
        name.replace("sh", "ş").replace("kh", "h").replace("j", "c")
        if "sh" in name and "c" not in name
        else name
    ),
    "soft signs": swap(r"(?<=[a-z])(?=sk\b)", "ʹ"),
}


def gazetteer() -> Gazetteer:
    return load_world().gazetteer


def is_near(place: Place, other: Place) -> bool:
    if None in (place.lat, place.lon, other.lat, other.lon):
        return True
    assert place.lat and place.lon and other.lat and other.lon
    return distance_km(place.lat, place.lon, other.lat, other.lon) <= FAR_KM


def owners(variant: str) -> tuple[Place, ...]:
    """Return the places whose own names have this very spelling."""
    return gazetteer().keys().get(fold(variant), ())


@mark.parametrize("rule", RULES)
def test_a_spelling_by_rule_leads_to_its_place(rule: str) -> None:
    tried, lost, wrong = 0, [], []
    for place, name in NAMES:
        variant = RULES[rule](name)
        if variant == name:
            continue
        tried += 1
        found = gazetteer().find(variant)
        if any(other.id == place.id for other in found):
            continue
        if owners(variant) or len(spelling_key(variant)) < 4:
            continue
        if not found:
            lost.append((name, variant))
        elif not any(is_near(place, other) for other in found):
            wrong.append((name, variant, [other.name for other in found]))
    assert tried, "no name of the sample has what the rule changes"
    assert (wrong, lost) == ([], [])


@mark.parametrize(
    ("spellings", "name"),
    [
        ("Lattakia|Latakia|Lādhiqīyah|Al Ladhiqiyah|Lattaquié|Lazkiye", "Latakia"),
        (
            "Khan Sheikhoun|Khan Shaykhun|Khan Cheikhoun|Han Şeyhun|Хан-Шейхун"
            "|خان شيخون|Khān Shaykhūn|Khan Cheykhoun|HAN ŞEYHUN",
            "Khan Shaykhun",
        ),
        (
            "Maaret al-Numan|Ma'arrat an-Nu'man|Maarat al-Numan|Maarrat Noman"
            "|Маарет-эн-Нууман|Маарат-эн-Нуман|معرة النعمان",
            "Maarat al-Numan",
        ),
        ("Saraqeb|Saraqib|Serakib|Sarakeb|Саракиб|سراقب|SERAKİB", "Saraqib"),
        ("İdlib|Idleb|IDLİB|Идлиб|إدلب", "Idlib"),
        (
            "Jisr al-Shughour|Jisr ash-Shugur|Cisr eş-Şuğur|Djisr ech-Choughour"
            "|Джиср-эш-Шугур|Джиср аш-Шугур",
            "Jisr al-Shughur",
        ),
        ("Ras al-Ain|Resulayn|Ras el-Ein|رأس العين", "Ras al-Ayn"),
        ("Тель-Рифъат|Тель-Рифат|Тель-Рифаат|Tell Rifaat|Tel Rıfat", "Tal Rifaat"),
        ("Qamishli|Kamichli|Kamışlı|Qamichliyah", "Qamishli"),
        ("Raqqa|Ar-Raqqah|Rakka|er-Rakka|Ракка|الرقة", "Raqqa"),
        ("Donetsk|Donets'k|Donetsʹk|Донецк|Донецьк", "Donetsk"),
        ("Debaltseve|Debaltsevo|Дебальцево|Дебальцеве", "Debaltseve"),
    ],
)
def test_spellings_of_the_press_lead_to_their_place(spellings: str, name: str) -> None:
    found = {
        spelling: gazetteer().find(spelling, kind="settlement")
        for spelling in spellings.split("|")
    }
    lost = {s for s, places in found.items() if name not in [p.name for p in places]}
    assert not lost
    assert {len(places) for places in found.values()} == {1}


@mark.parametrize("name", ["Saraqibb", "Vladimir", "Zzyzx", "Ham", "Homsi", "Idlibi"])
def test_other_words_are_no_spellings(name: str) -> None:
    assert not gazetteer().find(name)
