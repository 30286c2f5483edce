"""What is forbidden in zones and under truces, and who is left out."""

from __future__ import annotations


import pytest

from samples import world
from zones.claims import Rule
from zones.documents import Document, Text
from zones.reading import read_text


def rules_of(words: str) -> list[tuple[str, str | None]]:
    text = Text(Document("t", published="2024-06-01"), words)
    claims = read_text(text, world())[2]
    return [
        (claim.body.act, claim.body.exempt)
        for claim in claims
        if isinstance(claim.body, Rule)
    ]


RULES = {
    # passive
    "In the demilitarised zone in Abyei all armed groups are banned.": "armed forces",
    "In the buffer zone in Donbas is forbidden the use of any arms.": "weapons",
    "Presence of armed formations in the buffer zone in Bosnia is not permitted.": (
        "armed forces"
    ),
    "The buffer zone in Golan is off limits to both armies.": "armed forces",
    # active
    "The memorandum on the buffer zone in Donbas forbids flights of drones.": "flights",
    "Under the truce in Yemen the sides refrain from offensives.": "hostilities",
    "The army pledged not to shell the safe zone in Darfur.": "shelling",
    # norms
    "Military aircraft shall not overfly the demilitarised zone in Korea.": "flights",
    "Warplanes were to stay on the ground under the truce in Yemen.": "flights",
    "The area of separation in Golan must be kept free of tanks.": "heavy weapons",
    "Soldiers of neither side may stay in the buffer zone in Donbas.": "armed forces",
    "No reinforcements are to enter the buffer zone in Darfur.": "armed forces",
    "Military manifestations may not be displayed in the demilitarised zone in "
    "Yemen.": "armed forces",
    "Drones shall not come closer than two kilometres to the buffer zone in "
    "Donbas.": "flights",
    "Building of new fortifications in the buffer zone in Kashmir is ruled out for "
    "both armies.": "building",
    # the terms of an agreement, told on
    "Under the Bamako accord both sides withdraw from Kidal. No garrison is to be "
    "reinforced.": "armed forces",
    "The two armies agreed to observe all accords on the Line of Control. New "
    "bunkers near it are ruled out.": "building",
    # what has to stop or go
    "Overflights of the demilitarised zone in Korea have to end by May.": "flights",
    "The accord obliges both sides to pull back howitzers from the buffer zone in "
    "Darfur.": "heavy weapons",
    "Under the truce in Mali all offensive operations will be suspended.": (
        "hostilities"
    ),
    "The truce in Darfur provides for a complete halt to all raids.": "hostilities",
    "The memorandum on the buffer zone in Donbas binds both sides to disarm all armed "
    "groups.": "armed forces",
    "Under the accord on the buffer zone in Donbas all mortars will be moved back by "
    "the end of the month.": "heavy weapons",
    # who is kept from doing what
    "In the safe zone in Darfur soldiers and rebels are prohibited from carrying "
    "guns.": "weapons",
    "Police in the peace zone in Aceh will not be allowed to carry weapons.": "weapons",
    "Under the truce in Mali the army shall refrain from any hostile or provocative "
    "acts.": "hostilities",
    "No military air traffic shall be permitted over the safety zone in Kosovo.": (
        "flights"
    ),
    "It is prohibited to enter the buffer zone in Gaza.": "movement",
    # what the parties bind themselves not to do
    "The parties will not resort to force inside the buffer zone in Golan.": (
        "hostilities"
    ),
    "Both sides undertake not to lay minefields in the demilitarised zone in Korea.": (
        "weapons"
    ),
    "No drill with live shells, and no artillery exercises with live fire, shall be "
    "held in the buffer zone in Cyprus.": "military drills",
    # what may not be put up
    "No side is allowed to set up new outposts in the buffer zone in Cyprus.": (
        "building"
    ),
    "New bases must not be built inside the security zone in Abkhazia.": "building",
    # what accords name by the noun, and who is to go
    "The truce in Mali provides for the removal of all detachments.": "armed forces",
    "Under the truce in Yemen the armed conflict must be stopped.": "hostilities",
    "The truce in Darfur bars all armed groups from operating near Nyala.": (
        "armed forces"
    ),
    "The buffer zone in Abyei shall be fully demilitarised.": "armed forces",
    "The ceasefire deal in Lebanon requires Israel to withdraw from the coast.": (
        "armed forces"
    ),
    "Under the truce in Mali the army will promptly end operations against the "
    "rebels.": "hostilities",
    "In the security zone in Colombia guerrillas may not appear.": "armed forces",
    "The truce in Shan State keeps both sides from fighting, and obliges the junta to "
    "refrain from artillery strikes.": "shelling",
    "Under the truce in Congo the rebels must refrain from seizing further towns.": (
        "hostilities"
    ),
    "The parties to the truce in Aceh shall avoid bloodshed and refrain from any "
    "belligerent attitude.": "hostilities",
}
LISTS = {
    "Neither side may open fire in the buffer zone in Kashmir, build new bunkers "
    "or fly drones over it.": ["shelling", "building", "flights"],
    "Patrols, drills and overflights are banned in the buffer zone in Abyei.": [
        "flights",
        "military drills",
        "armed forces",
    ],
    "Both sides shall refrain from any armed presence in the buffer zone in Cyprus and "
    "from any hostile act.": ["armed forces", "hostilities"],
    "The parties to the truce in Aceh agreed not to open fire, not to lay mines, and "
    "not to station soldiers on the coast.": ["shelling", "weapons", "armed forces"],
}
EXEMPT = {
    "No weapon may be brought into the buffer zone in Cyprus by anyone other than "
    "the peacekeepers.": ("weapons", "peacekeepers"),
    "Entry into the buffer zone in Cyprus is prohibited to all but farmers.": (
        "movement",
        "farmers",
    ),
    "No army may stay in the security zone in Abkhazia, police excepted.": (
        "armed forces",
        "police",
    ),
    "All armed groups are banned from the buffer zone in Abyei, save for guards.": (
        "armed forces",
        "guards",
    ),
    "All attacks are banned under the truce in Libya, which is good. It does not "
    "protect groups that the UN lists.": ("hostilities", "groups that the UN lists"),
    "Foreign fighters and jihadist groups were excluded from the truce in Mali.": (
        "hostilities",
        "Foreign fighters and jihadist groups",
    ),
}


@pytest.mark.parametrize(("text", "act"), RULES.items())
def test_rules(text: str, act: str) -> None:
    assert (act, None) in rules_of(text)


@pytest.mark.parametrize(("text", "rule"), EXEMPT.items())
def test_who_is_exempt(text: str, rule: tuple[str, str]) -> None:
    assert rule in rules_of(text)


@pytest.mark.parametrize(("text", "acts"), LISTS.items())
def test_a_list_of_what_may_not_be_done(text: str, acts: list[str]) -> None:
    assert [act for act, _ in rules_of(text)] == acts


def test_a_list_after_a_colon() -> None:
    text = (
        "In the buffer zone in Korea the following are prohibited: artillery drills, "
        "flights of drones, and the building of fortifications."
    )
    acts = [act for act, _ in rules_of(text)]
    assert acts == ["military drills", "flights", "building"]


@pytest.mark.parametrize(
    ("items", "acts"),
    [
        (
            "1. Withdrawal of all tanks and howitzers to a distance of 20 km.\n\n"
            "2. Non-use of drones.\n\n3. Exchange of prisoners.\n",
            ["heavy weapons", "flights"],
        ),
        (
            "Duties of the sides\n\n(a) Not to attack each other's garrisons.\n\n"
            "(b) Not to plant mines.\n\n(c) To help farmers on the road to market.\n",
            ["hostilities", "weapons"],
        ),
        (
            "- Immediate cessation of shelling;\n\n- No armed person may enter the "
            "port.\n\n- The mission will send observers.\n",
            ["shelling", "armed forces"],
        ),
    ],
    ids=["points", "under a heading", "dashes"],
)
def test_items_of_an_agreement_forbid_without_a_verb(
    items: str, acts: list[str]
) -> None:
    opening = "The ceasefire agreement of the two parties in Sudan says:\n\n"
    assert [act for act, _ in rules_of(opening + items)] == acts


def test_items_of_no_agreement_forbid_nothing() -> None:
    text = (
        "The army told farmers in Goma what it had done this year:\n\n"
        "1. Withdrawal of tanks from the market.\n\n2. Not to attack wolves.\n"
    )
    assert rules_of(text) == []


def test_the_word_for_a_truce_is_no_fire() -> None:
    text = (
        "The parties shall observe the cease-fire in Libya on land and at sea and "
        "shall refrain from all military actions."
    )
    assert rules_of(text) == [("hostilities", None)]


def test_an_exemption_in_the_sentence_after() -> None:
    text = (
        "Flights over the demilitarised zone in Korea are banned. "
        "Medical evacuation flights are exempted."
    )
    assert rules_of(text) == [("flights", "Medical evacuation flights")]


def test_who_is_not_affected_by_restrictions() -> None:
    text = (
        "No troops are to enter the demilitarised zone in Georgia. "
        "Relief convoys and medical staff are not affected by the restrictions."
    )
    assert rules_of(text) == [("armed forces", "Relief convoys and medical staff")]


def test_a_second_clause_exempts() -> None:
    text = (
        "New defences in the buffer zone in Cyprus are forbidden; repair of fences is "
        "exempt."
    )
    assert rules_of(text) == [("building", "repair of fences")]


def test_a_truce_protects_and_no_other_ban_does() -> None:
    text = (
        "A truce began in Libya. Mercenaries must leave the country by 3 May. "
        "It does not protect groups that the UN lists."
    )
    assert rules_of(text) == [
        ("foreign fighters", None),
        ("hostilities", "groups that the UN lists"),
    ]


def test_rules_are_those_of_the_truce_spoken_of() -> None:
    text = Text(
        Document("t", published="2021-02-25"),
        "India and Pakistan agreed on a ceasefire. The ceasefire of November 2003 had "
        "held until 2006. Neither side may fly drones over the line.",
    )
    zones = {c.zone for c in read_text(text, world())[2] if c.kind == "rule"}
    assert zones == {"india-ceasefire"}


@pytest.mark.parametrize(
    "text",
    [
        "Aid workers were barred from the camp.",
        "Farmers met in Goma. No reinforcements are to enter the city.",
        "No attacks were reported in the buffer zone in Abyei.",
        "Nobody has the right to forbid armies to move in the buffer zone in Abyei.",
        "The ban on flights over the buffer zone in Abyei was lifted.",
        "The checkpoint in the security zone in Moldova should be removed, as no "
        "danger of fighting exists there.",
        "No side could claim victory in the demilitarised zone in Korea.",
        "The truce in Yemen is limited to the ports of Salif and Ras Isa.",
        "Under the truce in Yemen residents must leave the port by May.",
    ],
)
def test_no_rules(text: str) -> None:
    assert rules_of(text) == []


def test_artillery_that_shells_is_no_ban_on_guns() -> None:
    text = "Under the truce in Sudan both sides refrain from artillery bombardment."
    assert rules_of(text) == [("shelling", None)]


def test_items_that_an_agreement_called_for() -> None:
    text = (
        "The ceasefire agreement in Libya had:\n\n"
        "- Called for the withdrawal of all mercenaries.\n\n"
        "- Agreed to the suspension of all military training.\n"
    )
    acts = [act for act, _ in rules_of(text)]
    assert acts == ["foreign fighters", "military drills"]


def test_a_post_that_is_forbidden_is_none() -> None:
    text = Text(
        Document("t", published="2024-06-01"),
        "It is prohibited to set up military posts in the buffer zone in Darfur.",
    )
    assert not [c for c in read_text(text, world())[2] if c.kind == "post"]


def test_what_holds_for_a_strip_is_no_rule_of_the_truce() -> None:
    text = Text(
        Document("t", published="2016-12-04"),
        "The ceasefire in Colombia holds. Around each zone a strip of one kilometre "
        "must stay free of soldiers.",
    )
    rules = [c for c in read_text(text, world())[2] if c.kind == "rule"]
    assert [(c.zone, c.body.act) for c in rules] == [(None, "armed forces")]


def test_who_is_outlawed_in_many_states_is_no_rule_of_a_zone() -> None:
    assert not rules_of(
        "The buffer zone in Donbas was drawn. It parts villages of the army from those "
        "of armed groups, both of which are outlawed in many states."
    )


def test_what_is_open_to_some_is_not_closed_to_others() -> None:
    words = "The Lachin corridor in Armenia is open for traffic, the army said."
    assert not rules_of(words)
    only = "The buffer zone in Cyprus is open only to farmers."
    assert rules_of(only) == [("armed forces", "farmers")]
