"""Lists of villages, names spelt by rule, namesakes, towns that name provinces."""

from __future__ import annotations

import pytest

from geodata.places import Gazetteer, Place
from geodata.world import World, load_world
from zones.reading.mentions import PlaceMention
from zones.reading.places import find_places
from zones.reading.places.lists import find_lists
from zones.reading.places.nearness import STRAY_KM
from zones.reading.sentences import find_sentences


def places(text: str) -> list[PlaceMention]:
    return find_places(text, load_world())


def surfaces(text: str) -> list[str]:
    return [mention.surface for mention in places(text)]


def of(text: str, surface: str) -> PlaceMention:
    found = [m for m in places(text) if m.surface == surface]
    assert found, (surface, surfaces(text))
    return found[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Shells hit the villages of Tell Ghanim (twice), al-Murad, Rasm Dib and "
            "Um Sabra in the Hama province.",
            ["Tell Ghanim", "al-Murad", "Rasm Dib", "Um Sabra", "Hama"],
        ),
        (
            "A string of towns - Qubbat Zayd, Marj Hani, and Tell Sabr - joined the "
            "truce in Daraa province.",
            ["Qubbat Zayd", "Marj Hani", "Tell Sabr", "Daraa"],
        ),
        (
            "Guns fired on Rasm Hani, Tell Sabr and Khirbet Dib villages in Latakia.",
            ["Rasm Hani", "Tell Sabr", "Khirbet Dib", "Latakia"],
        ),
        (
            "The army took control over Tell Zayd, Rasm Hani, Bir Sabr in the "
            "countryside of Quneitra province.",
            ["Tell Zayd", "Rasm Hani", "Bir Sabr", "Quneitra"],
        ),
        (
            "They are Zayd Ruh, Abu Murad, Al-Sabr, Hajin, Abu Al-Dib, Al-Hani and "
            "Al-Ruwa.",
            ["Zayd Ruh", "Abu Murad", "Al-Sabr", "Hajin", "Abu Al-Dib", "Al-Hani"]
            + ["Al-Ruwa"],
        ),
        (
            "The army took the towns of Tell Zayd, ‘Ruwa, and Al-Sabr in Syria.",
            ["Tell Zayd", "Ruwa", "Al-Sabr", "Syria"],
        ),
        (
            "The posts under siege are Morek observation post, Tell Zayd observation "
            "post and Rasm Hani observation post in Syria.",
            ["Morek", "Tell Zayd", "Rasm Hani", "Syria"],
        ),
        (
            "Planes bombed places in al- Murad village and Bayt Ma’lah village north "
            "of Homs in Syria.",
            ["al- Murad", "Bayt Ma’lah", "Homs", "Syria"],
        ),
    ],
)
def test_lists_of_villages_are_read_whole(text: str, names: list[str]) -> None:
    assert surfaces(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ministers Haddad, Sabbagh and Murad met in Damascus on Monday.",
        "Factions such as Ahrar al-Sham, Jaysh al-Izza and Faylaq al-Sham signed.",
        "Hayat Tahrir al-Sham, Jabhat al-Nusra and ISIS are left out of the truce.",
        "Reports by Syria Direct, Aleppo Today and Damascus Now were quoted.",
    ],
)
def test_lists_of_others_are_no_places(text: str) -> None:
    assert {m.surface for m in places(text)} <= {"Damascus"}
    lists = find_lists(find_sentences(text), [])
    assert not any(each.told for each in lists)


@pytest.mark.parametrize("name", ["Tell Murad", "Kafr Sabr", "Deir al-Dib", "Ain Hani"])
def test_the_first_word_of_an_arabic_name_tells_a_place(name: str) -> None:
    assert surfaces(f"Then {name} fell silent.") == [name]


@pytest.mark.parametrize(
    "text", ["Tell Me More.", "Tell Hani to wait.", "Bir and Ain."]
)
def test_words_that_only_look_like_it_do_not(text: str) -> None:
    assert surfaces(text) == []


def test_a_country_in_a_list_of_villages_is_a_village() -> None:
    text = (
        "Shelling hit the villages of Kansafra, Tell Zayd and Benin in Idlib province."
    )
    found = of(text, "Benin")
    assert (found.kind, found.lat, found.role) == ("area", None, "place")
    assert of("The envoys of Benin, Togo and Ghana met.", "Benin").kind == "country"


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Shells fell on the village of Kfar Zeyta in Hama province.", "Kfar Zeyta", 1),
        ("They shelled the town of Jarchanaz in Idlib.", "Jarchanaz", 0),
        ("Planes hit the town of KafrNabl in Idlib province.", "KafrNabl", 2),
    ],
)
def test_names_spelt_by_rule_get_their_point(
    text: str, surface: str, name: int
) -> None:
    found = of(text, surface)
    wanted = [None, "Kafr Zita", "Kafr Nabl"][name]
    assert (found.name if found.place else None) == wanted


def test_a_longer_name_is_not_its_first_word() -> None:
    found = of("They entered the town of Busra al-Harir in Daraa.", "Busra al-Harir")
    assert found.name == "Busra al-Harir"
    text = "They entered the town of Busra al-Mansur in Daraa province."
    assert of(text, "Busra al-Mansur").place is None


def test_a_namesake_far_from_all_else_has_no_point() -> None:
    text = "In Daraa province the towns of Nawa, Inkhil and Thawra joined the truce."
    assert of(text, "Nawa").lat is not None
    assert of(text, "Thawra").lat is None  # al-Thawra on the Euphrates is another
    assert STRAY_KM > 100


def test_of_two_namesakes_the_nearer_is_meant() -> None:
    def town(name: str, lat: float, lon: float, admin1: str, size: int) -> Place:
        return Place(
            f"x:{name}:{admin1}",
            name,
            "settlement",
            "SY",
            admin1,
            lat=lat,
            lon=lon,
            error_km=2,
            population=size,
        )

    world = World(
        Gazetteer(
            [
                town("Tell Zayd", 35.0, 36.5, "SY-HM", 9000),
                town("Tell Zayd", 32.8, 36.2, "SY-DR", 10),
                town("Marj Hani", 32.9, 36.1, "SY-DR", 500),
                Place(
                    "iso:SY-DR", "Daraa", "province", "SY", "SY-DR", lat=32.9, lon=36.2
                ),
            ]
        )
    )
    near = find_places("The army left Tell Zayd and Marj Hani.", world)
    assert [m.admin1 for m in near] == ["SY-DR", "SY-DR"]
    told = find_places("The army left Tell Zayd in Daraa province.", world)
    assert told[0].admin1 == "SY-DR"
    alone = find_places("The army left Tell Zayd.", world)
    assert [m.admin1 for m in alone] == ["SY-HM"]


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Shells fell on a village 12 km from Homs.", "Homs", "settlement"),
        ("The village lies north of Hama.", "Hama", "settlement"),
        ("The M5 highway linking Hama with Aleppo was cut.", "Aleppo", "settlement"),
        (
            "Bread was handed out in Aleppo’s Sukkari neighbourhood.",
            "Aleppo",
            "settlement",
        ),
        ("Hama, SANA- Army units fired back on Monday.", "Hama", "settlement"),
        ("They fled to the north of Hama.", "Hama", "province"),
        ("Fighting goes on in the Hama countryside.", "Hama", "province"),
        ("Rebels still hold parts of Homs and Hama.", "Homs", "province"),
        ("Jets hit the Deir Ezzor eastern countryside.", "Deir Ezzor", "province"),
        ("They fled the countryside of Deir Ezzor.", "Deir Ezzor", "province"),
    ],
)
def test_a_town_or_the_province_of_its_name(text: str, surface: str, kind: str) -> None:
    assert of(text, surface).kind == kind


def test_al_names_after_in_both() -> None:
    text = "Raids killed many in both al-Ruwa and al-Murad in Syria."
    assert surfaces(text) == ["al-Ruwa", "al-Murad", "Syria"]


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit Damascus’ eastern districts.",
        "Fire cut the Aleppo-Damascus Highway.",
    ],
)
def test_a_capital_that_is_ground_is_a_place(text: str) -> None:
    assert of(text, "Damascus").role == "place"


def test_both_names_of_a_pair_are_read() -> None:
    found = places("They want to reopen the Aleppo-Latakia and Aleppo-Hama roads.")
    assert [(m.surface, m.kind) for m in found] == [
        ("Aleppo", "settlement"),
        ("Latakia", "settlement"),
        ("Aleppo", "settlement"),
        ("Hama", "settlement"),
    ]
    front = places("Fighting eased along the Idlib-Hama axis in Syria.")
    assert [m.surface for m in front] == ["Idlib", "Hama", "Syria"]


def test_a_province_of_another_country_does_not_stand_for_a_village() -> None:
    text = (
        "Gunmen in Daraa province, Syria, left Nawa, Inkhil and Tafas. "
        "The army then surrounded Anbar, a village in Syria."
    )
    found = [m for m in places(text) if m.surface == "Anbar"]
    assert all(m.country != "IQ" for m in found)
    told = of("Iraqi troops moved from Anbar to Baghdad on Monday.", "Anbar")
    assert (told.kind, told.country) == ("province", "IQ")


def test_a_name_of_a_province_that_is_its_capital_s() -> None:
    found = of("Raqqa and Mosul are held by the group.", "Mosul")
    assert found.kind == "settlement"


@pytest.mark.parametrize(
    ("text", "surface", "role"),
    [
        ("Hama, SANA- Army units fired back on Monday.", "Hama", "venue"),
        ("Damascus (Qamar News) - Helicopters flew over Douma.", "Damascus", "venue"),
        ("AMMAN: A truce began in Daraa on Sunday, sources said.", "AMMAN", "venue"),
        ("The talks in Astana, Kazakhstan ended.", "Kazakhstan", "place"),
        ("The road links Damascus with Homs.", "Damascus", "place"),
        ("Damascus rejected the offer.", "Damascus", "actor"),
    ],
)
def test_roles_at_the_head_of_a_text(text: str, surface: str, role: str) -> None:
    assert of(text, surface).role == role
