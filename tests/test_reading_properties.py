"""What holds of the readers whatever the text: no crash, true offsets, one answer."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import DateError
from geodata.periods import parse_edtf
from samples import world
from zones.checking import complaints_of
from zones.claims import Claim, claim_from_json, claim_to_json
from zones.documents import Document, Text, document_to_json
from zones.reading import read_text, read_texts
from zones.reading.dates import find_dates
from zones.reading.places import find_places
from zones.reading.sentences import find_sentences

DATES = [
    "on 4 May 2017",
    "4 May",
    "in September 2018",
    "since 20 March 2016",
    "from 3 to 11 June 2015",
    "between 1 January 2014 and March 2013",
    "last Tuesday",
    "by the end of 2019",
    "for six months",
    "every Friday",
    "the 12th",
    "31 February 2018",
    "29 February 2019",
    "00/13/2020",
    "2018-09-31",
    "at 24:00 on 6 May",
    "from midnight",
    "in the 1990s",
    "early next week",
    "٤ مايو ٢٠١٧",
    "17 сентября 2018 года",
    "three days earlier",
    "9999-12-31",
    "1 January 0001",
]
PLACES = [
    "Idlib province",
    "Idlib",
    "parts of Latakia, Hama and Aleppo",
    "north-eastern Latakia",
    "Morek",
    "Khan Shaykhun",
    "Eastern Ghouta",
    "the M4 highway",
    "Donetsk",
    "Stanytsia Luhanska",
    "Nagorno-Karabakh",
    "the Golan",
    "Darfur",
    "Hudaydah",
    "Damascus",
    "Ankara",
    "إدلب",
    "حماة",
    "Идлиб",
    "İdlib",
    "the village of Nowhere-on-Sea",
    "35.376 N, 36.69 E",
    "35°58'12\"N 36°41'E",
    "37S BV 123 456",
    "91.5, 200.25",
]
ZONES = [
    "the de-escalation zone",
    "four de-escalation zones",
    "three of the four zones",
    "the fourth zone",
    "a demilitarised zone 15-20 km wide",
    "a 20 to 15 km deep buffer zone",
    "the security corridor",
    "the truce",
    "the ceasefire agreement",
    "the line of contact",
    "an observation post",
    "7 of the 12 posts",
    "heavy weapons",
    "it",
    "they",
    "the town",
]
VERBS = [
    "was agreed",
    "entered into force",
    "expired",
    "was extended",
    "collapsed",
    "includes",
    "does not include",
    "is surrounded by",
    "captured",
    "was retaken by",
    "shelled",
    "killed 34 people, or 22, in",
    "will be set up in",
    "may have been denied by",
    "withdrew from",
    "said that",
    "must not enter",
    "held talks in",
]
ACTORS = [
    "Russia",
    "Turkey",
    "Turkish forces",
    "the rebels",
    "the Syrian army",
    "the OSCE mission",
    "the defence ministry",
    "a spokesman",
    "HTS",
    "the M23",
]
GLUE = [
    " ",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "; ",
    ": ",
    " and ",
    " or ",
    " of ",
    " in ",
    " near ",
    " to ",
    " - ",
    " – ",
    "\n",
    "\n\n",
    "…",
    " (",
    ") ",
    ' "',
    '" ',
    "“",
    "”",
    "’s ",
    "«",
    "»",
    "?",
    "!",
    " / ",
    "\t",
    " not ",
    " if ",
    " as well as ",
    " while ",
]
ODD = [
    "\u200f", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u200b", "\u0301", "ﬁ", "İ", "ß",
    "\U0001f525", "\x00", "\x1b[0m", "\u2028", "\x85", "𝟒 May 𝟐𝟎𝟏𝟖", "½ of", "１２", "²",
    "x" * 300, "1" * 60, "9" * 5000, "<script>", "{{ x }}", "%s", "\\", "---\n", "||",
    "\ud800",
]  # fmt: skip

FRAGMENTS = st.sampled_from([*DATES, *PLACES, *ZONES, *VERBS, *ACTORS])
TEXTS = st.lists(
    st.one_of(
        FRAGMENTS,
        st.sampled_from(GLUE),
        FRAGMENTS,
        st.sampled_from(GLUE),
        st.sampled_from(ODD),
        st.text(max_size=12),
    ),
    max_size=40,
).map("".join)
SENTENCES = st.lists(
    st.tuples(
        st.sampled_from([*ACTORS, *ZONES, *PLACES]),
        st.sampled_from(VERBS),
        st.sampled_from([*PLACES, *ZONES, *ACTORS]),
        st.sampled_from(["", *DATES, *PLACES]),
        st.sampled_from([".", ",", ";", "?", ".\n\n"]),
    ).map(lambda parts: " ".join(parts[:4]).strip().capitalize() + parts[4]),
    min_size=1,
    max_size=6,
).map(" ".join)
PUBLISHED = st.sampled_from([None, "2018-09-20", "2017", "2017-05?", "2016/2019"])

run = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def document(published: str | None, name: str = "t") -> Document:
    return Document(name, published=published)


def faults_of(documents: list[Document], claims: list[Claim]) -> list[str]:
    """Check claims as those of a dossier."""
    record = {
        "deesc": 1,
        "documents": [document_to_json(each) for each in documents],
        "claims": [claim_to_json(claim) for claim in claims],
    }
    return complaints_of(record)


def check_spans(text: str, mentions: list[Any]) -> None:
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
    assert mentions == sorted(mentions, key=lambda m: (m.start, m.end))


@run
@given(st.one_of(TEXTS, SENTENCES), PUBLISHED)
def test_any_text_gives_a_sound_dossier(text: str, published: str | None) -> None:
    places, dates, claims = read_text(Text(document(published), text), world())
    check_spans(text, places)
    check_spans(text, dates)
    for claim in claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.quote == text[claim.start : claim.end]
        assert claim_from_json(claim_to_json(claim)) == claim
    assert len({claim.id for claim in claims}) == len(claims)
    assert faults_of([document(published)], claims) == []


@run
@given(st.one_of(TEXTS, SENTENCES), PUBLISHED)
def test_dates_are_dates(text: str, published: str | None) -> None:
    for mention in find_dates(text, published):
        if mention.edtf is not None:
            try:
                parse_edtf(mention.edtf)
            except DateError as error:
                raise AssertionError(f"{mention}: {error}") from None


@run
@given(TEXTS)
def test_places_lie_on_the_globe(text: str) -> None:
    for mention in find_places(text, world()):
        assert mention.lat is None or -90 <= mention.lat <= 90
        assert mention.lon is None or -180 <= mention.lon <= 180
        assert (mention.lat is None) == (mention.lon is None)


@run
@given(TEXTS)
def test_sentences_are_apart_and_in_order(text: str) -> None:
    end = 0
    for sentence in find_sentences(text):
        assert end <= sentence.start < sentence.end <= len(text)
        end = sentence.end


@run
@given(st.lists(SENTENCES, min_size=2, max_size=3), PUBLISHED)
def test_order_of_documents_does_not_matter(
    words: list[str], published: str | None
) -> None:
    documents = [document(published, f"d{n}") for n in range(len(words))]
    texts = [Text(d, t) for d, t in zip(documents, words, strict=True)]
    first = read_texts(texts, world())
    assert read_texts(texts[::-1], world()) == first
    assert faults_of(documents, first) == []


@run
@given(SENTENCES, st.sampled_from(["\n", "\n\n\n", "  \n"]))
def test_space_at_the_end_changes_nothing(text: str, space: str) -> None:
    one, two = (
        read_text(Text(document("2018-09-20"), words), world())
        for words in (text, text + space)
    )
    assert one == two
