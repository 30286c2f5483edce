"""What became of zones and truces in further words, and what only sounds like it."""

from __future__ import annotations


import pytest

from samples import records_of


def shown(words: str) -> list[tuple[str, str | None, str | None]]:
    found = records_of(words, "status")
    return [(r["status"], r.get("zone"), r.get("begins")) for r in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Both sides agreed to a truce in Colombia to begin on 1 October 2019.",
            ("in_force", "colombia-ceasefire", "2019-10-01"),
        ),
        (
            "Hamas kept the truce in Gaza. Following the truce\u2019s initiation last "
            "month people went home.",
            ("in_force", "gaza-ceasefire", "2019-05"),
        ),
        (
            "Six violations were recorded inside the Zolote disengagement area.",
            ("violated", "zolote-disengagement-area", None),
        ),
        (
            "The truce in Donbas holds. The agreements that came into force on 27 "
            "April 2019 were breached.",
            ("in_force", "donbas-ceasefire", "2019-04-27"),
        ),
        (
            "The buffer zone in Darfur is protected by an agreement of both armies.",
            ("agreed", "darfur-buffer-zone", None),
        ),
    ],
)
def test_statuses(text: str, told: tuple[str, str, str | None]) -> None:
    assert told in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sri Lanka ends the ceasefire agreement with the rebels.",
        "The government has withdrawn from a ceasefire agreement in Darfur.",
        "The army agreed to remove its troops from the 6-kilometre security corridor.",
    ],
)
def test_what_ends_or_is_left_is_not_agreed(text: str) -> None:
    assert [s for s in shown(text) if s[0] == "agreed"] == []


def test_the_day_that_a_truce_is_to_end_on_is_not_that_of_its_agreement() -> None:
    text = (
        "Both sides agreed to a truce in Mali, to begin on 3 July and end on 9 August "
        "2019."
    )
    assert ("agreed", "mali-ceasefire", None) in shown(text)
    assert not [e for e in records_of(text, "event") if e["type"] == "agreement"]


def test_a_truce_that_calls_for_something_is_not_itself_proposed() -> None:
    text = "The truce in Mali also called for the removal of all checkpoints."
    assert [s for s in shown(text) if s[0] == "proposed"] == []


def test_a_town_of_talks_abroad_names_no_truce() -> None:
    text = (
        "Delegations of both Libyan governments signed a ceasefire agreement on 3 May. "
        "They were meeting in Geneva. All sides should now leave Libya to itself."
    )
    assert {s[1] for s in shown(text)} == {"libya-ceasefire"}


def test_a_zone_that_lies_between_barriers() -> None:
    text = (
        "Soldiers watch Western Sahara. The buffer strip lies between the sand berm, a "
        "long wall, and the Mauritanian border."
    )
    areas = [r["areas"][0]["name"] for r in records_of(text, "extent")]
    assert areas == ["between the sand berm and the Mauritanian border"]


def test_zone_words_in_quotation_marks() -> None:
    text = 'The army masses troops near the "de-escalation" zone in Daraa province.'
    assert [r["zone"] for r in records_of(text, "extent")] == ["southwest"]


@pytest.mark.parametrize(
    ("text", "actor", "place"),
    [
        (
            "Shells came from the Tall Bazan region, which is under the control of "
            "army units.",
            "army units",
            "Tall Bazan",
        ),
        (
            "Shots fell on Hsenwi (Theinni) town, which is held by the rebels.",
            "rebels",
            "Hsenwi (Theinni) town",
        ),
    ],
)
def test_who_holds_ground_that_a_preposition_governs(
    text: str, actor: str, place: str
) -> None:
    held = records_of(text, "control")
    assert [(r["actor"], r["what"]["name"]) for r in held] == [(actor, place)]


def test_a_truce_that_is_declared_over() -> None:
    text = "The front declared on 13 May that the ceasefire in Western Sahara was over."
    assert ("ended", "western-sahara-ceasefire", "2019-05-13") in shown(text)
    assert [s for s in shown(text) if s[0] == "announced"] == []


def test_what_is_withdrawn_from_under_a_truce_is_not_the_truce() -> None:
    text = "Under the current ceasefire in Gaza, the army withdrew from the road."
    assert [s for s in shown(text) if s[0] == "ended"] == []


def test_fighting_that_began_is_no_truce_that_did() -> None:
    text = "It counts many truce violations in Sudan since fighting began on 15 April."
    assert [s for s in shown(text) if s[0] == "in_force"] == []


def test_a_truce_that_only_compares_was_not_agreed_here() -> None:
    text = "Unlike previous ceasefires in Sudan, the deal was signed by both sides."
    assert [s for s in shown(text) if s[0] == "agreed"] == []


def test_violations_of_an_agreement_do_not_make_it() -> None:
    text = "Its seizure sparked violations of a ceasefire agreement in Mali."
    assert [s for s in shown(text) if s[0] == "agreed"] == []


def test_people_seen_inside_an_area_are_not_its_observance() -> None:
    text = "Monitors observed people inside the disengagement areas near Zolote."
    assert [s for s in shown(text) if s[0] == "in_force"] == []


def test_a_suspension_of_military_action_is_a_truce() -> None:
    text = "The suspension of military operations in Mindanao began on 3 April 2019."
    assert ("in_force", "2019-04-03") in {(s[0], s[2]) for s in shown(text)}


def test_a_truce_said_to_be_broken_far_behind_its_name() -> None:
    text = (
        "The truce declared by the president, a former general, on 3 May with the "
        "armed groups in Bangui has been broken."
    )
    assert "violated" in {s[0] for s in shown(text)}


def test_the_day_since_which_they_talk_is_not_that_of_the_signing() -> None:
    text = (
        "The two sides signed a ceasefire on Thursday in Havana, where talks have been "
        "held since 2012."
    )
    assert [s[2] for s in shown(text) if s[0] == "agreed"] == ["2019-05-30"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Loyalist militias seized Gao from the area\u2019s main rebel alliance in "
            "April.",
            [("Loyalist militias", "Gao", "takes"), ("rebel alliance", "Gao", "loses")],
        ),
        (
            "The rebels will return Goma, in the east, to government control.",
            [("government", "Goma", "takes")],
        ),
        (
            "Envoys visited Saraqib, now completely under government control.",
            [("government", "Saraqib", "holds")],
        ),
        (
            "Troops camp near the town of Binnish that is controlled by the rebels.",
            [("rebels", "Binnish", "holds")],
        ),
        (
            "Clashes broke out in the town of Kitshanga. They said that the rebels "
            "had taken control of the town.",
            [("rebels", "Kitshanga", "takes")],
        ),
        (
            "Violence rose in Abyei after Sudanese troops took control of the area.",
            [("Sudanese troops", "Abyei", "takes")],
        ),
    ],
)
def test_ground_that_changes_hands(text: str, told: list[tuple[str, str, str]]) -> None:
    found = [
        (r["actor"], r["what"]["name"], r.get("act", "holds"))
        for r in records_of(text, "control")
    ]
    assert found == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Shells fell on the rebel stronghold of Binnish.", ("rebels", "Binnish")),
        ("Envoys visited the rebel stronghold, Goma.", ("rebels", "Goma")),
        (
            "Fighting for Binnish went on. With loyalist forces winning control of the "
            "olive-growing town, people went home.",
            ("loyalist forces", "Binnish"),
        ),
    ],
)
def test_who_holds_or_wins_ground_by_its_description(
    text: str, told: tuple[str, str]
) -> None:
    found = {(r["actor"], r["what"]["name"]) for r in records_of(text, "control")}
    assert told in found


def test_these_villages_are_those_named_before() -> None:
    text = (
        "The army shelled the villages of Binnish and Taftanaz. These villages were "
        "still controlled by the rebels."
    )
    held = records_of(text, "control")
    assert {(r["actor"], r["what"]["name"]) for r in held} == {
        ("rebels", "Binnish"),
        ("rebels", "Taftanaz"),
    }


def test_what_did_not_go_on_expired_all_the_same() -> None:
    text = "Rebels chose not to prolong the truce in Nepal which expired on 3 May 2019."
    assert ("ended", "nepal-ceasefire", "2019-05-03") in shown(text)


def test_a_part_of_a_deal_that_is_broken() -> None:
    text = "The truce in Mali is new. Rebels have violated a part of the deal."
    assert "violated" in {s[0] for s in shown(text)}


def test_how_long_each_extension_of_a_truce_was() -> None:
    text = "The truce in Nepal was extended. Each extension was for another 60 days."
    assert [r["duration"] for r in records_of(text, "term")] == ["P60D"]


def test_a_width_with_its_miles_in_brackets() -> None:
    text = "Soldiers entered the 25-kilometre (15-mile) wide buffer zone in Eritrea."
    assert [r["width_km"] for r in records_of(text, "belt")] == [[25.0, 25.0]]


def test_a_match_has_no_truce() -> None:
    text = "The clubs agreed a truce. The striker missed twice in the second half."
    assert shown(text) == []


@pytest.mark.parametrize(
    "words",
    [
        "Jihadists seized Konna in May, but the army recaptured it on 18 May.",
        "Shells fell on Gao. Jihadists overran Konna before the army retook it.",
    ],
)
def test_ground_that_another_takes_back(words: str) -> None:
    text = "Rebels and soldiers face each other near Gao in Mali. " + words
    held = records_of(text, "control")
    assert [(r["actor"], r["what"]["name"]) for r in held] == [
        ("Jihadists", "Konna"),
        ("army", "Konna"),
    ]
