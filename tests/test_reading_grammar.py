"""Rules of the claim reader, each on sentences of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples import world
from zones.claims import Claim, claim_to_json
from zones.documents import Document, Text
from zones.reading import read_text, read_texts
from zones.reading.dating import begin_of
from zones.reading.events.figures import quantities_of
from zones.reading.events.words import Trigger, find_triggers
from zones.reading.scene import View
from zones.reading.sentences import Sentence
from zones.reading.modality import is_negated, modality_of, speaker_of
from zones.reading.places import find_places
from zones.reading.region_groups import cut_groups
from zones.reading.regions import extent_of, read_items
from zones.reading.scene import find_zones
from zones.reading.sentences import find_sentences
from zones.reading.vocabulary import compass_of, number_of, zone_type_of
from zones.reading.widths import line_of
from zones.reading.zone_names import slug


def text_of(words: str, published: str | None = "2019-06-01", name: str = "t") -> Text:
    return Text(Document(name, published=published), words)


def claims_of(words: str, kind: str, published: str = "2019-06-01") -> list[Claim]:
    found = read_text(text_of(words, published), world())[2]
    return [claim for claim in found if claim.kind == kind]


def records_of(words: str, kind: str, published: str = "2019-06-01") -> list[Any]:
    return [claim_to_json(claim) for claim in claims_of(words, kind, published)]


# Sentences


def kinds_of(text: str) -> list[tuple[str, str]]:
    return [(s.kind, s.text[:12]) for s in find_sentences(text)]


def test_headline_between_paragraphs_is_no_statement() -> None:
    text = (
        "The posts were opened on Monday.\n\nOpposition rejects new talks\n\n"
        "Two more will follow. They stand in the north."
    )
    assert [kind for kind, _ in kinds_of(text)] == ["body", "heading", "body", "body"]


def test_repeated_lead_counts_once() -> None:
    lead = "The two sides met for three hours in the border town of Kasab today."
    assert [kind for kind, _ in kinds_of(f"{lead}\n\n{lead}\n\nThey left.")] == [
        "body",
        "repeat",
        "body",
    ]


def test_abbreviations_do_not_end_sentences() -> None:
    text = "Gen. Adams met Mr. Brown at 5 p.m. on Sept. 5 in town. He left."
    assert len(find_sentences(text)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("© Agency Photo/Some Person", "credit"),
        ("* Organisation banned in Ruritania.", "legal"),
    ],
)
def test_furniture(text: str, kind: str) -> None:
    assert find_sentences(f"A first line.\n\n{text}\n\nA last line.")[1].kind == kind


def test_dateline_stands_apart() -> None:
    found = find_sentences("GENEVA, May 3. /Newswire/. The talks went on all day long.")
    assert [s.kind for s in found] == ["dateline", "body"]


# Words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("demilitarized zone", "demilitarised zone"),
        ("zones of de-escalation", "de-escalation zone"),
        ("buffer zones", "buffer zone"),
        ("disengagement areas", "disengagement area"),
        ("humanitarian corridor", "security corridor"),
        ("cease-fire", "ceasefire"),
        ("weapons-free area", "demilitarised zone"),
        ("zone free of arms", "demilitarised zone"),
        ("no-fire zone", "no-fire zone"),
        ("industrial zone", None),
    ],
)
def test_zone_types(words: str, expected: str | None) -> None:
    assert zone_type_of(words) == expected


def test_plain_words() -> None:
    assert (number_of("Seven"), number_of("40"), number_of("many")) == (7, 40, None)
    assert compass_of("south-western") == "southwest"
    assert compass_of("centre") == "central"
    assert slug("Stanytsia Luhanska") == "stanytsia-luhanska"
    assert begin_of("2017-05-04/..") == "2017-05-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Both sides signed the deal.", "asserted"),
        ("A buffer zone will be set up.", "planned"),
        ("The envoy proposed a buffer zone.", "proposed"),
        ("The sides are negotiating a truce.", "negotiated"),
        ("The army allegedly left the zone.", "rumoured"),
        ("If the deal is signed, patrols begin.", "conditional"),
        ("The ministry denied the attack.", "denied"),
    ],
)
def test_modality(text: str, expected: str) -> None:
    assert modality_of(text) == expected


def test_negation_stays_in_its_clause() -> None:
    text = "They did not sign, but a truce began."
    truce = text.index("truce")
    assert not is_negated(text, truce, truce + 5)
    signed = text.index("sign")
    assert is_negated(text, signed, signed + 4)
    assert not is_negated("Not only tanks left.", 9, 14)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The line is quiet, said Petrov.", "Petrov"),
        ("According to the ministry, two died.", "ministry"),
        ("In Khartoum, said that the road is open.", "Khartoum"),
        ("Two roads were closed.", None),
    ],
)
def test_speaker(text: str, speaker: str | None) -> None:
    assert speaker_of(text) == speaker


def test_speaker_carries_to_a_pronoun() -> None:
    assert speaker_of("He added that it was calm.", "Petrov") == "Petrov"


@pytest.mark.parametrize(
    ("text", "what", "low", "high"),
    [
        ("Shelling killed at least 12 people.", "killed", 12, None),
        ("Up to 40 civilians were killed.", "killed", None, 40),
        ("On 4 March one soldier was killed.", "killed", 1, 1),
        ("The raid wounded 3 people.", "injured", 3, 3),
        ("Over 950 thousand refugees came.", "displaced", 950000, None),
        ("More than 270,000 people fled.", "displaced", 270000, None),
    ],
)
def test_figures(text: str, what: str, low: int | None, high: int | None) -> None:
    found = {q.what: q for q in quantities_of(text)}
    assert (found[what].low, found[what].high) == (low, high)


def triggers_of(words: str) -> tuple[Trigger, ...]:
    """Return the triggers of a sentence in which no name or date was found."""
    return find_triggers(View(Sentence(0, len(words), words, 0), (), (), (), None))


def test_triggers_name_what_did_the_killing() -> None:
    assert [t.type for t in triggers_of("An air strike killed ten people.")] == [
        "airstrike"
    ]
    assert not triggers_of("The minister praised the new bridge.")


# Places


def roles_of(text: str) -> dict[str, str]:
    return {p.surface: p.role for p in find_places(text, world())}


def test_capital_that_speaks_is_an_actor() -> None:
    text = "Ankara and Moscow agreed on it. Kyiv said the talks in Minsk went well."
    roles = roles_of(text)
    assert roles["Ankara"] == roles["Moscow"] == roles["Kyiv"] == "actor"
    assert roles["Minsk"] == "venue"


def test_another_name_of_a_place_has_its_role() -> None:
    roles = roles_of(
        "The talks in Astana (now Nur-Sultan) by envoys of Russia went on."
    )
    assert roles == {"Astana": "venue", "Nur-Sultan": "venue", "Russia": "actor"}


def test_name_in_a_longer_name_is_a_part() -> None:
    assert roles_of("They kept to the Sochi memorandum.")["Sochi"] == "part"


def test_people_are_no_places() -> None:
    assert "Vladimir" not in roles_of("Vladimir Sokolov arrived in Damascus.")


def test_demonyms_are_no_places() -> None:
    assert roles_of("Kazakh officers and Syrian police met.") == {}


def test_directions_and_relations() -> None:
    found = {
        p.name: p
        for p in find_places(
            "It lies in north-eastern Latakia province, near Kobani and in the "
            "south of Yemen.",
            world(),
        )
    }
    assert found["Latakia"].direction == "northeast"
    assert found["Latakia"].kind == "province"
    assert found["Kobani"].relation == "near"
    assert found["Yemen"].direction == "south"


def test_unknown_name_becomes_an_unlocated_place() -> None:
    found = find_places("Fighting went on near Zzyzxgrad all night.", world())
    assert [(p.name, p.lat) for p in found] == [("Zzyzxgrad", None)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Zurbanak fell on Monday.", "Zurbanak"),
        ("On Tuesday Zurbanak was shelled again.", "Zurbanak"),
        ("Zurbanak is encircled.", "Zurbanak"),
        ("Zurbanak, too, changed hands.", "Zurbanak"),
        ("Zurbanak and Telmirat were shelled.", "Zurbanak Telmirat"),
        ("The road from Zurbanak to Telmirat is open.", "Zurbanak Telmirat"),
        ("The highway between Zurbanak and Telmirat is cut.", "Zurbanak Telmirat"),
        ("It was quiet in the village of Zurbanak.", "Zurbanak"),
        ("Fighting went on in Idlib, Zurbanak and Saraqib.", "Zurbanak"),
        ("Zurbanak, a town of 3,000, was quiet.", "Zurbanak"),
        ("Two killed in Zurbanak\n\nZurbanak was bombed.", "Zurbanak Zurbanak"),
        ("Snow lies on Mount Zurbanak.", "Mount Zurbanak"),
        ("They left the Zurbanak Gorge.", "Zurbanak Gorge"),
        ("Assad fell to his knees.", ""),
        ("Putin was surrounded on all sides by aides.", ""),
        ("Hamas was bombed. The Islamic front was shelled.", ""),
        ("The road from Monday to Friday was shut.", ""),
        ("Talks between Lavrov and Kerry ran from March to May.", ""),
        ("The deal between Fatah and Hamas fell on Monday.", ""),
        ("The Southern Front was encircled. Infantry was bombarded.", ""),
        ("In Minsk, Putin and Merkel met.", ""),
        ("Rockets fell on Monday. Bombs fell on Tripoli.", ""),
        ("Everything was overrun. Ivanov, seized by the army, spoke.", ""),
        ("Residents of Russian towns left.", ""),
    ],
)
def test_what_befell_a_name_makes_it_a_place(words: str, names: str) -> None:
    found = find_places(words, world())
    unlisted = [p.surface for p in found if p.place is None]
    assert " ".join(unlisted) == names


def test_province_or_its_capital() -> None:
    city, province = (
        find_places(words, world())[0]
        for words in ("The city of Idlib was calm.", "Idlib province was calm.")
    )
    assert (city.kind, province.kind) == ("settlement", "province")
    assert province.admin1 == "SY-ID"


# Regions


def groups_of(text: str, count: int | None) -> list[list[str]] | None:
    places = find_places(text, world())
    groups = cut_groups(read_items(text, 0, places, 0), count)
    return groups and [[item.name for item in group] for group in groups]


def test_whole_and_parts() -> None:
    text = "the province of Homs and parts of Hama, Raqqa and Aleppo provinces"
    items = read_items(text, 0, find_places(text, world()), 0)
    extent = extent_of(items)
    assert extent.whole == ("SY-HI",)
    assert extent.partial == ("SY-HM", "SY-RA", "SY-HL")


def test_own_prepositions_cut_a_list() -> None:
    text = "in the north of Yemen, in Western Ghouta and in the vicinity of Hama"
    assert groups_of(text, 3) == [["Yemen"], ["Western Ghouta"], ["Hama"]]


def test_run_on_list_is_cut_to_the_stated_number() -> None:
    text = (
        "the province of Hama and parts of the provinces of Idlib, Homs and Raqqa, "
        "Tartus, Daraa and Suwayda, as well as Eastern Ghouta"
    )
    assert groups_of(text, 4) == [
        ["Hama", "Idlib", "Homs", "Raqqa"],
        ["Tartus"],
        ["Daraa", "Suwayda"],
        ["Eastern Ghouta"],
    ]


def test_run_on_list_without_a_fitting_cut_stays_whole() -> None:
    text = "the province of Hama and parts of the provinces of Idlib and Homs"
    assert groups_of(text, 5) is None
    claim = records_of(f"Five de-escalation zones include {text}.", "extent")[0]
    assert claim["confidence"] == "low"
    assert "zone" not in claim


def test_places_inside_a_zone_do_not_define_it() -> None:
    text = "Northern Hama is part of the Idlib de-escalation zone."
    extents = records_of(text, "extent")
    assert [e.get("areas") for e in extents] == [None]
    assert extents[0]["rules"] == ["zone-in-place"]


# Zones and statuses


def test_phrases_that_speak_of_zones() -> None:
    zones = find_zones("Two of the three disengagement areas are quiet.", [], 0)
    assert (zones[0].count, zones[0].of, zones[0].plural) == (2, 3, True)
    fourth = find_zones("The fourth zone is quiet.", [], 0)[0]
    assert (fourth.ordinal, fourth.type) == (4, None)


@pytest.mark.parametrize(
    ("text", "status", "modality"),
    [
        (
            "The two states agreed to create a buffer zone in Daraa province in 2018.",
            "agreed",
            "asserted",
        ),
        (
            "The envoy proposed to create a buffer zone in Daraa province.",
            "proposed",
            "proposed",
        ),
        ("The truce in Taiz took effect on 4 May 2019.", "in_force", "asserted"),
        ("The truce in Taiz expired on 4 May 2019.", "ended", "asserted"),
        (
            "The buffer zone in Daraa province is functioning.",
            "functioning",
            "asserted",
        ),
    ],
)
def test_statuses(text: str, status: str, modality: str) -> None:
    found = records_of(text, "status")
    assert [(r["status"], r["modality"]) for r in found] == [(status, modality)]


@pytest.mark.parametrize(
    "text",
    [
        "The states did not agree to create a buffer zone in Daraa province.",
        "They failed to agree on a truce in Taiz.",
        "Will the buffer zone in Daraa province be created?",
        "The spokesman refused to comment on the buffer zone deal.",
    ],
)
def test_what_is_not_said_makes_no_status(text: str) -> None:
    assert records_of(text, "status") == []


def test_elimination_across_documents() -> None:
    one = text_of(
        "Three buffer zones were agreed: in Daraa province, in Raqqa province and in "
        "Tartus province.",
        "2018-01-01",
        "one",
    )
    two = text_of(
        "Two of the three buffer zones came under the control of Damascus in 2019. The "
        "third zone includes Tartus province.",
        "2019-06-01",
        "two",
    )
    ended = [
        claim
        for claim in read_texts([one, two], world())
        if claim_to_json(claim).get("status") == "ended"
    ]
    assert {claim.zone for claim in ended} == {
        "daraa-buffer-zone",
        "raqqa-buffer-zone",
    }
    assert {step.documents for c in ended for step in c.inferred} == {("one",)}


# Belts, posts, provisions, control


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("A demilitarized zone 4 km wide runs along the line.", [4, 4]),
        ("A buffer zone 10 to 15 kilometres deep lies along the border.", [10, 15]),
        ("A buffer zone of two miles along the river was agreed.", [3.219, 3.219]),
        ("A buffer zone 3 km on either side of the front was agreed.", [6, 6]),
        (
            "A route and a security corridor 6 km to the north and 6 km to "
            "the south of the M4 highway, was agreed.",
            [12, 12],
        ),
    ],
)
def test_belt_widths(text: str, width: list[float]) -> None:
    belt = records_of(text, "belt")[0]
    assert belt["width_km"] == pytest.approx(width, abs=0.001)


def test_lines() -> None:
    assert line_of("posts along the line of separation in the hills") == (
        "line of separation",
        None,
    )
    assert line_of("on both sides of the Drina river") == ("Drina river", "both")
    assert line_of("in the hills") == (None, None)


@pytest.mark.parametrize(
    ("text", "status", "operator"),
    [
        ("Turkey set up an observation post near Morek.", "established", "Turkey"),
        ("Kenyan observers are present in Idlib province.", "present", "Kenya"),
        ("The Turkish observation post near Morek was shelled.", "attacked", "Turkey"),
        ("Observation posts will be set up near Morek.", "planned", None),
        (
            "A convoy reached the Turkish observation post in Morek.",
            "present",
            "Turkey",
        ),
    ],
)
def test_posts(text: str, status: str, operator: str | None) -> None:
    post = records_of(text, "post")[0]
    assert (post["status"], post.get("operator")) == (status, operator)


def test_observers_who_speak_are_no_post() -> None:
    assert records_of("It was proposed by the observers in Idlib.", "post") == []


def test_exemption_follows_the_truce() -> None:
    text = "The truce in Taiz began on 4 May 2019. It does not cover jihadist groups."
    rule = records_of(text, "rule")[0]
    assert (rule["zone"], rule["exempt"]) == ("taiz-ceasefire", "jihadist groups")


def test_banned_organisation_is_no_provision() -> None:
    text = "The group, banned in Ruritania, attacked the buffer zone in Daraa province."
    assert records_of(text, "rule") == []


@pytest.mark.parametrize(
    ("text", "actor", "place"),
    [
        ("Government forces captured Saraqib in 2020.", "Government forces", "Saraqib"),
        ("Saraqib fell to the rebels in 2019.", "rebels", "Saraqib"),
        ("Idlib is the last stronghold of the opposition.", "opposition", "Idlib"),
    ],
)
def test_control(text: str, actor: str, place: str) -> None:
    held = records_of(text, "control")[0]
    assert (held["actor"], held["what"]["name"]) == (actor, place)


# Events


def test_date_is_carried_over_as_doubtful() -> None:
    text = (
        "The Idlib de-escalation zone includes Idlib province. On 3 May 2019 rebels "
        "attacked Saraqib. Shelling killed two civilians."
    )
    shelling = [e for e in records_of(text, "event") if e["type"] == "shelling"][0]
    assert shelling["on"] == "2019-05-03?"
    assert {"what": "on", "how": "discourse"} in shelling["inferred"]


def test_events_elsewhere_are_left_out() -> None:
    text = (
        "The buffer zone in Daraa province was agreed in 2018. In France, clashes "
        "broke out in Marseille on 3 May 2019."
    )
    assert not [e for e in records_of(text, "event") if e["type"] == "clash"]


def test_condemnation_is_no_strike() -> None:
    text = "The de-escalation zone in Idlib. He condemned the air strikes in Idlib."
    assert not [e for e in records_of(text, "event") if e["type"] == "airstrike"]


def test_accounts_point_to_their_event() -> None:
    text = (
        "On 3 May 2019 an air strike near Saraqib in the Idlib de-escalation zone "
        "killed six Kenyan soldiers. The Kenyan army said the dead soldiers were at a "
        "checkpoint."
    )
    found = [e for e in records_of(text, "event") if e["type"] == "airstrike"]
    strike, account = found
    assert account["account_of"] == strike["id"]
    assert account["where"]["name"] == "checkpoint"


# Whole texts


def test_text_without_a_zone_makes_no_zone_claim() -> None:
    text = "The city council met in Lyon on Monday. The zone covers the old town."
    assert read_text(text_of(text), world())[2] == []


WORDS = st.sampled_from(
    "the four de-escalation zones in Homs and parts of Hama , Idlib as well includes "
    "signed agreed will not killed 34 soldiers on 4 May 2017 “ ” ( ) . ? ! \n - 15-20 "
    "km wide along line of contact Damascus said Ankara observation posts إدلب 🙂 ' \t "
    "three of them came under control zone province shelling banned * © A".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_breaks_the_reader(words: str) -> None:
    text = text_of(words)
    places, dates, claims = read_text(text, world())
    for mention in places:
        assert words[mention.start : mention.end] == mention.surface
    for date in dates:
        assert 0 <= date.start < date.end <= len(words)
    for claim in claims:
        assert claim.quote == words[claim.start : claim.end]
        assert re.fullmatch(r"t@\d+:[a-z]+(:[\w.-]+)?(#\d+)?", claim.id)
    assert len({claim.id for claim in claims}) == len(claims)
    assert read_text(text, world()) == (places, dates, claims)


# What points back to a zone


def statuses_of(words: str, published: str = "2019-06-01") -> list[tuple[str, ...]]:
    return [
        (r["zone"], r["status"], r.get("begins", ""))
        for r in records_of(words, "status", published)
        if "zone" in r
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A buffer zone lies along the border of Chad. It was agreed on 3 March "
            "2010.",
            ("chad-buffer-zone", "agreed", "2010-03-03"),
        ),
        (
            "The Northern Calm Zone shields Abeche in Chad. The Southern Safety Zone "
            "was agreed on 5 May 2011.",
            ("southern-safety-zone", "agreed", "2011-05-05"),
        ),
        (
            "The document on a demilitarised zone in Chad is short. The document was "
            "signed on 9 May 2012.",
            ("chad-demilitarised-zone", "agreed", "2012-05-09"),
        ),
        (
            "The buffer zone in Chad was set up by the accord of 7 June 2013.",
            ("chad-buffer-zone", "agreed", "2013-06-07"),
        ),
    ],
)
def test_agreements_told_around_a_zone(text: str, expected: tuple[str, ...]) -> None:
    assert expected in statuses_of(text)


def test_a_number_of_other_things_is_no_zone() -> None:
    words = "Posts stand in the Idlib de-escalation zone. The ninth, at Morek, is new."
    assert {r["zone"] for r in records_of(words, "extent")} == {"idlib"}


def test_zones_listed_by_their_places() -> None:
    words = (
        "The de-escalation zones in Idlib and in the south of Syria remain in force."
    )
    assert [z for z, s, _ in statuses_of(words) if s == "in_force"] == [
        "idlib",
        "southwest",
    ]


def test_an_earlier_truce_is_another() -> None:
    words = (
        "The two sides in Libya signed a ceasefire on 4 May 2019. An earlier truce, "
        "agreed in March 2018, collapsed in June 2018."
    )
    ended = [z for z, s, _ in statuses_of(words) if s == "ended"]
    assert ended == ["libya-ceasefire-earlier"]


# Statuses in other words


@pytest.mark.parametrize(
    ("text", "status", "begins"),
    [
        (
            "The truce in Yemen has held since 4 April 2019.",
            "in_force",
            "2019-04-04",
        ),
        (
            "The truce in Yemen, in effect since 2 May 2019, is kept.",
            "in_force",
            "2019-05-02",
        ),
        (
            "The ceasefire in Yemen that starts on 8 June 2019 is new.",
            "in_force",
            "2019-06-08",
        ),
        (
            "The safe zones in Yemen began to work on 3 May 2019.",
            "functioning",
            "2019-05-03",
        ),
        (
            "Buffer zones in Yemen were marked out in March 2019.",
            "delimited",
            "2019-03",
        ),
        ("The truce in Yemen ran out on 9 May 2019.", "ended", "2019-05-09"),
        ("The truce in Yemen was broken on 9 May 2019.", "violated", None),
        (
            "They agreed to prolong the truce in Yemen on 9 May 2019.",
            "extended",
            "2019-05-09",
        ),
    ],
)
def test_statuses_in_other_words(text: str, status: str, begins: str | None) -> None:
    found = {(r["status"], r.get("begins")) for r in records_of(text, "status")}
    assert (status, begins) in found


@pytest.mark.parametrize(
    "text",
    [
        "The two sides have yet to agree on a buffer zone in Chad.",
        "No humanitarian corridor has been agreed for Gaza.",
        "Previous truces in Libya broke down after a few weeks.",
    ],
)
def test_what_is_not_agreed_makes_no_status(text: str) -> None:
    assert records_of(text, "status") == []


def test_how_a_zone_ended_is_told_before() -> None:
    words = (
        "Troops took full control of the last town in May 2019. The safe zone in Homs "
        "has thereby ceased to exist."
    )
    (ended,) = (r for r in records_of(words, "status") if r["status"] == "ended")
    assert (ended["how"], ended["begins"]) == ("retaken", "2019-05")
    assert ended["inferred"][0]["what"] == "begins"


def test_one_side_alone_says_that_it_ended() -> None:
    words = "The opposition insists that the safe zone in Homs no longer exists."
    (ended,) = (r for r in records_of(words, "status") if r["status"] == "ended")
    assert ended["modality"] == "doubted"


def test_an_agreement_on_arms_is_suspended() -> None:
    words = "The cabinet suspends the military agreement from 4 May 2019."
    (found,) = records_of(words, "status")
    assert found["status"] == "suspended"


# Terms, rules, extents and widths in other words


@pytest.mark.parametrize(
    ("text", "duration", "renewal"),
    [
        (
            "The truce in Mali was signed. It is to last for one week and can be "
            "renewed.",
            "P7D",
            "renewable",
        ),
        (
            "A safe zone in Mali was agreed. The term of the accord is two years.",
            "P2Y",
            None,
        ),
        (
            "The truce in Mali was extended for another half a year.",
            "P6M",
            None,
        ),
        ("The truce in Mali is renewed every six months.", "P6M", "renewable"),
    ],
)
def test_terms(text: str, duration: str, renewal: str | None) -> None:
    (found,) = records_of(text, "term")
    assert (found["duration"], found.get("renewal")) == (duration, renewal)


def test_a_look_back_is_no_term() -> None:
    assert records_of("In the last 24 hours the truce held.", "term") == []


@pytest.mark.parametrize(
    ("text", "acts", "exempt"),
    [
        ("Only monitors may enter the buffer zone.", ["armed forces"], "monitors"),
        (
            "In the safe zone there must be no troops other than peacekeepers.",
            ["armed forces"],
            "peacekeepers",
        ),
        (
            "The truce bans flights, shelling and drills.",
            ["flights", "shelling", "military drills"],
            None,
        ),
        ("Tanks must be withdrawn from the safe zone.", ["heavy weapons"], None),
        ("All troops must leave the buffer zone.", ["armed forces"], None),
    ],
)
def test_rules_of_a_zone(text: str, acts: list[str], exempt: str | None) -> None:
    found = records_of(text, "rule")
    assert [rule["act"] for rule in found] == acts
    assert {rule.get("exempt") for rule in found} == {exempt}


def test_a_truce_is_watched_and_not_forbidden() -> None:
    words = "Soldiers watch over the cease-fire and take no part in the fighting."
    assert records_of(words, "rule") == []


def test_corners_draw_a_zone() -> None:
    words = (
        "A no-fire zone was agreed in Syria. Its corners lie at 36.10 N 37.10 E, "
        "36.10 N 37.20 E and 36.20 N 37.20 E."
    )
    shapes = [r["geometry"] for r in records_of(words, "extent") if "geometry" in r]
    assert [shape["type"] for shape in shapes] == ["Polygon"]
    assert len(shapes[0]["coordinates"][0]) == 4


def test_a_truce_holds_in_a_part_of_a_country() -> None:
    words = "They agreed to a ceasefire in eastern Ukraine on 4 May 2019."
    (extent,) = records_of(words, "extent")
    assert (extent["areas"][0]["direction"], extent["areas"][0]["name"]) == (
        "east",
        "Ukraine",
    )


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("The buffer zone in Chad near Abeche (15 km west of Biltine) is calm.", None),
        ("The buffer zone in Chad is 80 km long.", None),
        ("The buffer zone in Chad runs for 80 km and is 2 km wide.", [2.0, 2.0]),
        ("The buffer zone in Chad is between 3 and 5 km wide.", [3.0, 5.0]),
        (
            "The width of the buffer zone in Chad goes from 300 m in the east to 4 km.",
            [0.3, 4.0],
        ),
        ("The buffer zone in Chad reaches 4 km to each side of the line.", [8.0, 8.0]),
        (
            "A corridor of 3 km depth to the north of the R7 highway and 2 km depth to "
            "the south was agreed in Chad.",
            [5.0, 5.0],
        ),
    ],
)
def test_width_is_no_length_and_no_distance(
    text: str, width: list[float] | None
) -> None:
    found = [r.get("width_km") for r in records_of(text, "belt")]
    assert found == ([width] if width else [])


def test_zones_of_sport_and_heritage_are_left_out() -> None:
    words = (
        "The museum and the heritage office agreed on a buffer zone around the ruins. "
        "An archaeologist said that the excavations would go on. "
    )
    assert records_of(words * 4 + "The coach of the league came.", "status") == []


def test_a_truce_signed_in_a_town_does_not_hold_there() -> None:
    words = "The government of Mali and the rebels signed a ceasefire in Algiers."
    assert [z for z, _, _ in statuses_of(words)] == ["mali-ceasefire"]
    assert records_of(words, "extent") == []


def test_a_short_month_is_no_place() -> None:
    words = "Troops left the town of Homs on Nov. 11, 2018. On Nov. 12 it was calm."
    assert [m.name for m in find_places(words, world())] == ["Homs"]


def test_zones_listed_in_provinces_are_partly_them() -> None:
    words = (
        "A de-escalation zone in Idlib is planned. In the three existing zones - in "
        "the province of Homs, in Eastern Ghouta and in the south of Syria - all is "
        "calm."
    )
    found = {r["zone"]: r for r in records_of(words, "extent")}
    assert {"eastern-ghouta", "north-homs", "southwest"} <= set(found)
    assert found["north-homs"]["partial"] == ["SY-HI"]


@pytest.mark.parametrize("parts", ["and parts of", "with adjoining districts of"])
def test_semicolons_part_the_zones_of_a_list(parts):
    words = (
        f"The text names four de-escalation areas: Idlib province {parts} Latakia, "
        "Aleppo and Hama; the north of Homs province; Eastern Ghouta; and parts of "
        "Daraa and Quneitra."
    )
    found = {c.zone: c.body for c in claims_of(words, "extent")}
    assert set(found) == {"idlib", "north-homs", "eastern-ghouta", "southwest"}
    assert found["idlib"].whole == ("SY-ID",)
    assert set(found["idlib"].partial) == {"SY-LA", "SY-HL", "SY-HM"}
    assert set(found["southwest"].partial) == {"SY-DR", "SY-QU"}


@pytest.mark.parametrize(
    "words",
    [
        "set up six kilometres to the north and six kilometres to the south of the M4",
        "set up 6 km to the north and 6 km to the south of the M4",
        "drawn six kilometres either side of the M4",
    ],
)
def test_two_sides_of_a_road_add_up(words):
    (belt,) = claims_of(
        f"A security corridor in Idlib will be {words} highway.", "belt"
    )
    assert (belt.body.width_km, belt.body.along) == ((12.0, 12.0), "M4 highway")
    assert belt.body.side == "both"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Libya wants a weapons-free area stretching from Sirte to Jufra.",
            ["Sirte", "Jufra"],
        ),
        (
            "A demilitarised zone in Sirte and Jufra was proposed in Libya.",
            ["Sirte", "Jufra"],
        ),
        (
            "A buffer zone that runs from Tal Abyad to Ras al-Ayn was set up in Syria.",
            ["Tal Abyad", "Ras al-Ayn"],
        ),
    ],
)
def test_a_zone_from_one_place_to_another(text: str, names: list[str]) -> None:
    extents = [r for r in records_of(text, "extent") if len(r.get("areas", ())) > 1]
    assert [[a["name"] for a in r["areas"]] for r in extents] == [names]


def test_a_numbered_zone() -> None:
    text = "De-escalation zone number two is north of Homs city in Syria."
    (extent,) = records_of(text, "extent")
    assert extent["zone"] == "north-homs"
    mentions = find_zones(
        "Posts stand in zone No. 2 and in the zone number three.", [], 0
    )
    assert [z.ordinal for z in mentions] == [2, 3]


def test_sides_agree_to_observe_a_truce_from_a_day_on() -> None:
    for text in (
        "India and Pakistan agreed to a strict observance of the ceasefire from the "
        "midnight of 24/25 February 2021.",
        "Armenia and Azerbaijan agreed to adhere to the ceasefire with effect from "
        "25 February 2021.",
    ):
        told = {r["status"]: r.get("begins") for r in records_of(text, "status")}
        assert told["in_force"] == "2021-02-25"
        assert "agreed" in told


def test_a_deal_of_villages_is_not_the_truce_of_the_country() -> None:
    text = (
        "A ceasefire agreement was signed with the representatives of 2 settlements. "
        "Fighting in Syria went on."
    )
    assert records_of(text, "status") == []
    text = "The army in Sudan signed a ceasefire with the elders of three villages."
    assert records_of(text, "status") == []


def test_posts_in_two_places_and_a_numbered_one() -> None:
    text = (
        "Both armies keep joint posts in Datu Piang and Pikit in the Philippines. "
        "Soldiers guard them."
    )
    assert [r["where"]["name"] for r in records_of(text, "post")][:2] == [
        "Datu Piang",
        "Pikit",
    ]
    text = (
        "Turkey has 12 observation points in Syria. Point number 8, located near "
        "Surman, was visited by the commander."
    )
    names = [r["where"]["name"] for r in records_of(text, "post") if "where" in r]
    assert "Surman" in names


def test_a_signing_concerns_a_zone_only_beside_it() -> None:
    signed = (
        "The government and the rebels signed an accord in Manila on 27 March 2014. "
    )
    zone = "No armed group may enter the buffer zone around Datu Piang."
    far = signed + "It caps years of talks.\n\nThe new region is large.\n\n" + zone
    (event,) = [r for r in records_of(far, "event") if r["type"] == "agreement"]
    assert not event.get("about")


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The army left the post near Gori under the pullback plan.", "left", "a"),
        ("Troops left Sirte ahead of a planned visit by the envoy.", "left", "a"),
        ("Egypt keeps a belt near Rafah, with plans to widen it.", "keeps", "a"),
        ("At the checkpoint lorries stood ready to go.", "stood", "a"),
        ("They declared a truce in Libya and called for a vote.", "declared", "a"),
        ("A planned buffer zone near Gori alarms both sides.", "zone", "planned"),
        ("The army plans to leave the post near Gori.", "leave", "planned"),
        ("They left Sirte and called for a zone in Jufra.", "zone", "proposed"),
        ("The army is ready to withdraw from Gori.", "withdraw", "proposed"),
        ("After the envoys arrived, troops will leave Gori.", "arrived", "a"),
        ("After the envoys arrived, troops will leave Gori.", "leave", "planned"),
    ],
)
def test_plans_of_other_things(text: str, words: str, modality: str) -> None:
    at = text.index(words)
    expected = "asserted" if modality == "a" else modality
    assert modality_of(text, at, at + len(words)) == expected
