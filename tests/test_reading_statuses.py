"""What became of zones and truces, in the many ways of saying it."""

from __future__ import annotations

from typing import Any

import pytest

from samples import records_of, world
from zones.claims import claim_to_json
from zones.documents import Document, Text
from zones.reading import read_text
from zones.reading.statuses.clauses import said_of
from zones.reading.statuses.verbs import verbs_in


def statuses_of(words: str, published: str = "2024-06-01") -> list[dict[str, Any]]:
    return records_of(words, "status", published)


def shown(words: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (each["status"], each.get("begins"), each.get("how"))
        for each in statuses_of(words)
    ]


@pytest.mark.parametrize(
    ("text", "status", "begins", "how"),
    [
        # what a truce does
        ("The ceasefire kicked in on Tuesday, 4 June 2019.", "in_force")
        + ("2019-06-04", None),
        ("The ceasefire went live on 2 April 2019 across Yemen.", "in_force")
        + ("2019-04-02", None),
        ("The truce has largely survived in Yemen.", "in_force", None, None),
        ("The safe zone near Tell Abyad is up and running.", "functioning")
        + (None, None),
        ("The truce in Aleppo is over.", "ended", None, "unknown"),
        # without a finite verb, as agreements write
        (
            "A full truce in parts of the Taiz and Marib provinces of Yemen, effective "
            "from 3 May 2019.",
            "in_force",
        )
        + ("2019-05-03", None),
        (
            "Both armies agreed for observance of the truce in Kashmir with effect "
            "from 3 May 2019.",
            "in_force",
        )
        + ("2019-05-03", None),
        ("The leaders agreed a deal to end hostilities in Libya.", "agreed")
        + (None, None),
        (
            "The two armies signed an agreement to permanently cease hostilities in "
            "Darfur on 3 May 2019.",
            "agreed",
        )
        + ("2019-05-03", None),
        ("The two armies set up a buffer zone in Darfur on 3 May 2019.", "in_force")
        + ("2019-05-03", None),
        # breaches
        (
            "A truce has been in place in Donbas, which was split then, since 2014, "
            "but it is often violated by both sides.",
            "violated",
        )
        + (None, None),
        ("The truce in Sudan has seen grave violations since.", "violated")
        + (None, None),
        (
            "The president decided to terminate the safe zone in Darfur on 3 May 2019.",
            "ended",
        )
        + ("2019-05-03", "denounced"),
        ("The ceasefire in Karabakh lies in tatters.", "ended", None, "unknown"),
        ("The ceasefire in Aleppo has become ink on paper.", "ended", None, "unknown"),
        ("The truce fell through on 3 June 2019 in Tripoli.", "ended")
        + ("2019-06-03", "unknown"),
        ("The truce in Yemen ran its course on 2 October 2022.", "ended")
        + ("2022-10-02", "expired"),
        ("The silence regime acts in Homs from noon on 3 August 2017.", "in_force")
        + ("2017-08-03", None),
        ("The truce in Tigray lasted until 24 August 2022.", "ended")
        + ("2022-08-24", "unknown"),
        ("A truce between the army and the rebels set in on 3 May 2018 in Yemen.",)
        + ("in_force", "2018-05-03", None),
        ("The truce in Yemen, signed in May 2018, fell apart on 4 July 2019.", "ended")
        + ("2019-07-04", "unknown"),
        # what is done to it
        ("Mediators secured a truce for Gaza on 15 January 2025.", "agreed")
        + ("2025-01-15", None),
        ("The two armies shook hands on Monday on a buffer zone in Abyei.", "agreed")
        + ("2024-05-27", None),
        ("The Taliban vowed to respect a three-day truce in Kunduz.", "announced")
        + (None, None),
        ("The sides are negotiating a ceasefire in Darfur.", "proposed", None, None),
        ("The boundaries of the buffer zone in Abyei were defined in May 2013.",)
        + ("delimited", "2013-05", None),
        ("A no-fire zone was imposed by the army in Mullaitivu on 21 January 2009.",)
        + ("in_force", "2009-01-21", None),
        ("The truce in Yemen was extended until 2 October 2022.", "extended")
        + (None, None),
        ("The generals initialled a ceasefire for Donbas on 5 September 2014.",)
        + ("agreed", "2014-09-05", None),
        ("A truce for Hodeidah was arrived at in Stockholm on 13 December 2018.",)
        + ("agreed", "2018-12-13", None),
        ("Manila scrapped the truce in Mindanao on 5 July 2019.", "ended")
        + ("2019-07-05", "denounced"),
        ("The government walked away from the truce in Cauca on 17 March 2024.",)
        + ("ended", "2024-03-17", "denounced"),
        ("The army overran the last of the buffer zone in Abyei on 4 May 2018.",)
        + ("ended", "2018-05-04", "retaken"),
        ("The truce in Hodeidah was put on hold on 9 May 2019.", "suspended")
        + ("2019-05-09", None),
        ("The sides twice rolled the ceasefire in Aleppo over.", "extended")
        + (None, None),
        ("The ceasefire in Karabakh was repeatedly infringed.", "violated")
        + (None, None),
        ("The demilitarised zone in Abyei was staked out in June 2013.", "delimited")
        + ("2013-06", None),
        ("Rebels floated a truce in Darfur.", "proposed", None, None),
        # what describes or names it
        ("The truce in Mindanao declared by rebels on 3 May 2018 is their third.",)
        + ("announced", "2018-05-03", None),
        ("The truce that the rebels had declared on 3 May 2018 covers Mindanao.",)
        + ("announced", "2018-05-03", None),
        ("The collapse of the ceasefire in Sri Lanka on 16 January 2008 was sudden.",)
        + ("ended", "2008-01-16", "unknown"),
        ("The extension of the truce in Yemen was announced on 2 June 2022.",)
        + ("extended", "2022-06-02", None),
        ("The mission registered 350 ceasefire violations in Donbas.", "violated")
        + (None, None),
    ],
)
def test_fates(text: str, status: str, begins: str | None, how: str | None) -> None:
    assert (status, begins, how) in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "The truce in Yemen has not collapsed.",
        "The talks on the truce in Marib were suspended and later broke down.",
        "Fighting broke out in Marib before the truce was signed.",
        "The buffer zone in Abyei falls within the disputed area.",
        "No violations of the ceasefire were recorded in Donbas.",
        "The envoy called for an extension of the truce in Yemen.",
        "Fighters were told to quit the buffer zone in Abyei by Monday.",
        "Soldiers in the buffer zone in Abyei collapsed from the heat.",
        "The buffer zone in Abyei begins at the river.",
        "Critics asked whether the truce in Marib would be extended.",
    ],
)
def test_what_is_no_fate(text: str) -> None:
    found = {each["status"] for each in statuses_of(text)}
    assert not found & {"ended", "violated", "extended", "in_force"}


@pytest.mark.parametrize(
    "later",
    [
        "Three violations were registered on Monday.",
        "The mission counted 5,133 breaches.",
        "One breach has been recorded in the village.",
    ],
)
def test_breaches_of_the_truce_spoken_of(later: str) -> None:
    text = "The truce in Kashmir took effect on 25 February 2021. "
    found = [each["status"] for each in statuses_of(text + later)]
    assert found == ["in_force", "violated"]


@pytest.mark.parametrize(
    "later",
    [
        "No violations were registered.",
        "Two violations of traffic rules were punished.",
        "The sides want to prevent further breaches.",
    ],
)
def test_no_breaches_of_the_truce(later: str) -> None:
    text = "The truce in Kashmir took effect on 25 February 2021. "
    assert [each["status"] for each in statuses_of(text + later)] == ["in_force"]


def test_what_is_agreed_is_the_extension() -> None:
    text = "The parties agreed on 2 June 2022 to extend the truce in Yemen."
    assert [each["status"] for each in statuses_of(text)] == ["extended"]


def test_a_question_names_the_topic() -> None:
    text = "And the truce of 2002 in Sri Lanka? The government tore it up in 2008."
    assert shown(text) == [("ended", "2008", "denounced")]


def test_two_fates_of_one_truce_have_a_day_each() -> None:
    text = "The truce in Marib took hold on 3 May 2018 but crumbled on 9 May 2018."
    assert shown(text) == [
        ("in_force", "2018-05-03", None),
        ("ended", "2018-05-09", "unknown"),
    ]


def test_verbs_in_all_their_forms() -> None:
    text = "They tore up, roll over, scrapped and are calling the deal off"
    assert [(text[v.start : v.end], v.form) for v in verbs_in(text)] == [
        ("tore up", "past"),
        ("roll over", "base"),
        ("scrapped", "past"),
        ("calling", "ing"),
    ]


def test_voice() -> None:
    text = "Under the pact the truce, brokered in May, was extended, then broke down."
    voices = [(s.fate.status, s.voice) for s in said_of(text, 15, 24)]
    assert voices == [("agreed", "participle"), ("extended", "done"), ("ended", "does")]


@pytest.mark.parametrize(
    ("text", "later", "status", "begins", "how"),
    [
        ("The sides signed a truce for Darfur on 4 May 2019. ",)
        + ("The deal fell apart on 9 June 2019.", "ended", "2019-06-09", "unknown"),
        ("The rebels declared a truce in Mindanao on 3 May 2018. ",)
        + ("The army called it off on 5 June 2018.", "ended", "2018-06-05")
        + ("denounced",),
        ("The buffer zone in Abyei covers ten villages. ",)
        + ("The accord was suspended on 2 May 2014.", "suspended", "2014-05-02", None),
    ],
)
def test_what_became_of_the_deal(
    text: str, later: str, status: str, begins: str, how: str | None
) -> None:
    assert (status, begins, how) in shown(text + later)


@pytest.mark.parametrize(
    "later",
    [
        "The deal on wheat fell apart on 9 June 2019.",
        "The agreement to share the oil collapsed on 9 June 2019.",
        "The first deal, signed in Bangui in 2012, was lost at the polls.",
    ],
)
def test_a_deal_on_something_else(later: str) -> None:
    text = "The sides signed a truce for Darfur on 4 May 2019. "
    assert [each["status"] for each in statuses_of(text + later)] == ["agreed"]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("A three-week lull in Gaza began on 4 May 2019.", "P21D"),
        ("The ceasefire in Cauca was extended by six months.", "P6M"),
        ("The truce in Yemen got another two months on 2 June 2022.", "P2M"),
        ("The truce in Yemen was for a fortnight.", "P14D"),
        ("The ceasefire in Kivu lasts a week.", "P7D"),
        ("A month-long halt to hostilities in Darfur was signed.", "P1M"),
    ],
)
def test_terms(text: str, duration: str) -> None:
    claims = read_text(Text(Document("t", published="2024-06-01"), text), world())[2]
    found = [claim_to_json(claim) for claim in claims if claim.kind == "term"]
    assert [each["duration"] for each in found] == [duration]


@pytest.mark.parametrize(
    "text",
    [
        "The price truce between supermarkets collapsed on 4 May 2019.",
        "The family ceasefire ended on 4 May 2019.",
    ],
)
def test_truces_of_no_war(text: str) -> None:
    assert not statuses_of(text)


def test_an_open_ended_truce_has_not_ended() -> None:
    assert all(
        status != "ended"
        for status, _, _ in shown("The truce in Tripoli has an open-ended term.")
    )


def test_the_name_of_a_body_is_no_agreement() -> None:
    found = shown(
        "The Government of National Accord wants a buffer zone near Sirte in Libya."
    )
    assert all(status != "agreed" for status, _, _ in found)


def test_what_is_to_end_was_not_agreed() -> None:
    words = "The president decided to abolish the safe zone in Darfur on 3 May 2019."
    assert "agreed" not in {status for status, *_ in shown(words)}


def test_a_period_within_which_something_is_due_is_no_term() -> None:
    words = (
        "The sides in Libya signed a ceasefire. Foreign fighters shall leave within a "
        "maximum period of three months."
    )
    claims = read_text(Text(Document("t", published="2024-06-01"), words), world())[2]
    assert [c for c in claims if c.kind == "term"] == []


def test_how_long_a_zone_is_to_be_in_effect() -> None:
    words = "The buffer zone in Darfur will be in effect for 3 months."
    claims = read_text(Text(Document("t", published="2024-06-01"), words), world())[2]
    assert [c.body.duration for c in claims if c.kind == "term"] == ["P3M"]


@pytest.mark.parametrize(
    "words",
    [
        "The mission did not establish a buffer zone in Darfur.",
        "The sides agreed to set up a buffer zone in Darfur.",
        "Tanks pull back by 5 km to create a security zone in Darfur.",
    ],
)
def test_what_was_not_set_up_is_not_in_force(words: str) -> None:
    assert "in_force" not in {status for status, *_ in shown(words)}


@pytest.mark.parametrize(
    ("text", "zone", "status", "begins"),
    [
        (
            "As of 00:00 Moscow time, 10 November 2020, a complete ceasefire and "
            "cessation of all military operations in the Nagorno-Karabakh conflict "
            "zone is hereby declared.",
            "nagorno-karabakh-ceasefire",
            "in_force",
            "2020-11-10",
        ),
        (
            "With effect from noon, 3 May 2021, a truce in Tigray is proclaimed.",
            "tigray-ceasefire",
            "in_force",
            "2021-05-03",
        ),
        (
            "From 1 June 2019, a demilitarised zone in Donetsk is hereby established.",
            "donetsk-demilitarised-zone",
            "in_force",
            "2019-06-01",
        ),
        (
            "As of 3 May 2021, a truce in Tigray agreed on 1 May is declared.",
            "tigray-ceasefire",
            "in_force",
            "2021-05-03",
        ),
    ],
)
def test_the_day_in_front_of_what_is_declared(
    text: str, zone: str, status: str, begins: str
) -> None:
    found = [
        (each["zone"], each["status"], each.get("begins")) for each in statuses_of(text)
    ]
    assert (zone, status, begins) in found
    assert {each[0] for each in found} == {zone}


@pytest.mark.parametrize(
    "text",
    [
        "As of 3 May 2021, no truce in Tigray is declared.",
        "Effective 3 May 2021, a truce in Tigray shall be declared.",
        "A Zone of Separation in Bosnia is hereby established.",
    ],
)
def test_what_is_not_declared_from_a_day_is_not_in_force(text: str) -> None:
    assert [each for each in shown(text) if each[0] == "in_force"] == []


def terms_of(words: str) -> list[tuple[str | None, str, str | None]]:
    text = Text(Document("t", published="2020-12-01"), words)
    claims = read_text(text, world())[2]
    records = [claim_to_json(claim) for claim in claims if claim.kind == "term"]
    return [(r.get("zone"), r["duration"], r.get("renewal")) for r in records]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "The ceasefire in Darfur was declared. The peacekeeping contingent shall "
            "stay for a period of 5 years, with further automatic 5-year extensions.",
            [("darfur-ceasefire", "P5Y", "automatic")],
        ),
        (
            "The demilitarised zone in Bosnia was set up. It shall stay for 18 months.",
            [("bosnia-and-herzegovina-demilitarised-zone", "P18M", None)],
        ),
        (
            "The truce in Tigray holds. The observers shall stay in the town for two "
            "weeks.",
            [],
        ),
        (
            "1. A ceasefire in Darfur is declared.\n\n2. Prisoners are exchanged.\n\n"
            "3. The peacekeeping mission shall remain for 2 years.",
            [("darfur-ceasefire", "P2Y", None)],
        ),
        ("The peacekeeping contingent shall stay for a period of 5 years.", []),
        ("The truce in Tigray holds. The delegates will stay for three days.", []),
    ],
)
def test_how_long_a_zone_and_its_keepers_stay(
    text: str, terms: list[tuple[str | None, str, str | None]]
) -> None:
    assert terms_of(text) == terms


def test_the_day_behind_both_parties_of_a_deal() -> None:
    text = (
        "The truce struck by the army and rebels in May 2019 in Darfur has collapsed."
    )
    agreed = [each for each in shown(text) if each[0] == "agreed"]
    assert agreed == [("agreed", "2019-05", None)]


@pytest.mark.parametrize(
    ("words", "statuses"),
    [
        # what has not come about, or is another thing's
        (
            "The council regretted the delay in marking out the buffer zone in Abyei.",
            [],
        ),
        ("Failure to demarcate the buffer zone in Kashmir worries both sides.", []),
        ("Patrols must keep the buffer zone in Abyei and ensure its function.", []),
        ("The buffer zone in Cyprus is interrupted by a military base.", []),
        ("The army closed the Lachin corridor on 12 December 2022.", []),
        ("Keeping the truce in Yemen requires that both sides agree on details.", []),
        (
            "A truce in Libya requires that Sirte be emptied and that both sides agree "
            "on security.",
            [],
        ),
        ("A militia has run the buffer zone in Gaza since it took Rafah in 2007.", []),
        # what is said of it all the same
        ("The army interrupted the truce in Yemen.", ["suspended"]),
        ("The army closed the buffer zone in Golan for good.", ["ended"]),
        ("The buffer zone in Abyei must have collapsed.", ["ended"]),
        (
            "Both sides have kept the truce since 2 April 2022, Yemen says.",
            ["in_force"],
        ),
        ("They declared a truce in Libya and called for a vote.", ["announced"]),
        ("They called for a truce in Libya and a vote.", ["proposed"]),
    ],
)
def test_what_a_clause_does_not_say_of_a_zone(words: str, statuses: list[str]) -> None:
    assert [each["status"] for each in statuses_of(words)] == statuses


@pytest.mark.parametrize(
    ("words", "status", "begins"),
    [
        (
            "Under the truce in Georgia the army agreed to leave Gori, which it had "
            "taken on 12 August 2008.",
            "agreed",
            None,
        ),
        (
            "After the war, which began with a raid on Basra in 1980, the council set "
            "up a buffer zone along the border of Iraq.",
            "in_force",
            None,
        ),
        (
            "A buffer zone near Goma, which was established on 3 May 2019, is quiet.",
            "in_force",
            "2019-05-03",
        ),
        (
            "The sides agreed a truce in Yemen, which took effect on 2 April 2022.",
            "in_force",
            "2022-04-02",
        ),
    ],
)
def test_a_relative_clause_dates_its_own_matter(
    words: str, status: str, begins: str | None
) -> None:
    found = [each for each in statuses_of(words) if each["status"] == status]
    assert [each.get("begins") for each in found] == [begins]
    assert "1980" not in {each.get("holds") for each in found}


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        (
            "The two sides were meeting in Geneva for a fourth round. They signed a "
            "ceasefire. Mercenaries should leave Libya.",
            "libya-ceasefire",
        ),
        (
            "Khartoum - The parties agreed on a buffer zone on the border between "
            "North and South, guarded by Ethiopian peacekeepers, with Ethiopian "
            "observers at its gates.",
            "buffer-zone",
        ),
        (
            "Tbilisi - They agreed on a demilitarised zone watched by Polish observers "
            "and by Polish monitors.",
            "demilitarised-zone",
        ),
    ],
)
def test_a_zone_is_not_called_after_hosts_or_keepers(words: str, zone: str) -> None:
    assert {each.get("zone") for each in statuses_of(words)} == {zone}


def test_the_end_of_a_strip_is_no_end_of_its_time() -> None:
    words = "The west end of the buffer zone in Cyprus is hilly, the east end is not."
    assert not [each for each in statuses_of(words) if each["status"] == "ended"]
    assert shown("The end of the truce in Yemen came on 2 October 2022.") == [
        ("ended", "2022-10-02", "unknown")
    ]


@pytest.mark.parametrize(
    ("words", "status", "day"),
    [
        (
            "Shutting the Lachin corridor is a breach of the statement of 9 November "
            "2020.",
            "violated",
            "2024-06-01",
        ),
        (
            "The raid was a breach of the truce in Yemen on 9 May 2024.",
            "violated",
            "2024-05-09",
        ),
        (
            "The president, after taking office on 7 August 1998, decided to set up a "
            "demilitarised zone in Caguan by a decree of 14 October 1998.",
            "agreed",
            "1998-10-14",
        ),
    ],
)
def test_days_that_name_papers_or_what_came_before(
    words: str, status: str, day: str
) -> None:
    found = [each for each in statuses_of(words) if each["status"] == status]
    assert [each.get("begins") or each.get("holds") for each in found] == [day]
