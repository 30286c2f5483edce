"""Dates in text: what is found, what it means, and what is no date."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from geodata.errors import DateError
from geodata.periods import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from zones.reading.dates.values import easter, month_span, part_of, week_span
from zones.reading.dates import find_dates

DAY = "2018-10-03"  # a Wednesday

STATED = {
    "It was signed on 14 June 2001.": [("14 June 2001", "2001-06-14")],
    "It was signed on June 14, 2001.": [("June 14, 2001", "2001-06-14")],
    "signed 14 june 2001": [("14 june 2001", "2001-06-14")],
    "On 9 Feb 2015 guns fell silent.": [("9 Feb 2015", "2015-02-09")],
    "Dated 2015-02-12 in Minsk.": [("2015-02-12", "2015-02-12")],
    "Dated 12.02.2015 in Minsk.": [("12.02.2015", "2015-02-12")],
    "Dated 28/12/2016.": [("28/12/2016", "2016-12-28")],
    "Dated 01/03/2020.": [("01/03/2020", "[2020-01-03,2020-03-01]")],
    "Back in may 2014 it burned.": [("may 2014", "2014-05")],
    "On 4 may 2014 it burned.": [("4 may 2014", "2014-05-04")],
    "In September 2014 and in 2016.": [("September 2014", "2014-09"), ("2016", "2016")],
    "during the 1990s": [("the 1990s", "199X")],
    "since the early 1980s": [("the early 1980s", "[1980..1983]")],
    "in the 19th century": [("the 19th century", "18XX")],
    "the summer of 2008": [("the summer of 2008", "2008-22")],
    "the third quarter of 2008": [("the third quarter of 2008", "2008-07/2008-09")],
    "the second half of June 2019": [
        ("the second half of June 2019", "2019-06-16/2019-06-30")
    ],
    "the first half of 2019": [("the first half of 2019", "2019-01/2019-06")],
    "at the start of June 2019": [
        ("the start of June 2019", "[2019-06-01..2019-06-10]")
    ],
    "by the end of 2015": [("the end of 2015", "[2015-11..2015-12]")],
    "in mid-2015": [("mid-2015", "[2015-05..2015-08]")],
    "from 8 to 12 August 2008": [("8 to 12 August 2008", "2008-08-08/2008-08-12")],
    "8-12 August 2008": [("8-12 August 2008", "2008-08-08/2008-08-12")],
    "from 3 March to 9 April 2011": [
        ("3 March to 9 April 2011", "2011-03-03/2011-04-09")
    ],
    "between May and July 2011": [("May and July 2011", "2011-05/2011-07")],
    "from 1992 to 1994": [("1992 to 1994", "1992/1994")],
    "the 2003-04 season": [("2003-04", "2003/2004")],
}


@pytest.mark.parametrize(("text", "expected"), STATED.items(), ids=list(STATED))
def test_stated_date_needs_no_anchor(text, expected):
    for published in (None, DAY):
        found = find_dates(text, published)
        assert [(m.surface, m.edtf) for m in found] == expected


RELATIVE = {
    "They met on Monday.": ("Monday", "2018-10-01"),
    "They will meet on Monday.": ("Monday", "2018-10-08"),
    "They met on Wednesday.": ("Wednesday", "2018-10-03"),
    "They met last Wednesday.": ("last Wednesday", "2018-09-26"),
    "They meet next Thursday.": ("next Thursday", "2018-10-04"),
    "A convoy left yesterday.": ("yesterday", "2018-10-02"),
    "A convoy leaves tomorrow.": ("tomorrow", "2018-10-04"),
    "Shelling eased last week.": ("last week", "[2018-09-24..2018-09-30]"),
    "Talks resume next month.": ("next month", "2018-11"),
    "The post closed last year.": ("last year", "2017"),
    "It fell a week ago.": ("a week ago", "2018-09-26~"),
    "It fell three days ago.": ("three days ago", "2018-09-30"),
    "It fell two years ago.": ("two years ago", "2016~"),
    "They settled this more than a year ago.": (
        "more than a year ago",
        "[..2017-10-03]",
    ),
    "The truce held in September.": ("September", "2018-09"),
    "Talks failed in November.": ("November", "2017-11"),
    "Talks will open in February.": ("February", "2019-02"),
    "The next round is to be held on February 8.": ("February 8", "2019-02-08"),
    "It fell in April last year.": ("April last year", "2017-04"),
    "It happened earlier this month.": (
        "earlier this month",
        "[2018-10-01..2018-10-03]",
    ),
    "Guns must be gone by the end of the month.": (
        "the end of the month",
        "[2018-10-21..2018-10-31]",
    ),
    "Shells fell over the weekend.": ("the weekend", "[2018-09-29..2018-09-30]"),
    "They left on the 12th.": ("the 12th", "2018-09-12"),
}


@pytest.mark.parametrize(("text", "expected"), RELATIVE.items(), ids=list(RELATIVE))
def test_relative_date_is_told_from_the_anchor(text, expected):
    (mention,) = find_dates(text, DAY)
    assert (mention.surface, mention.edtf) == expected
    assert text[mention.start : mention.end] == mention.surface


@pytest.mark.parametrize("text", [t for t in RELATIVE if "12th" not in t])
def test_relative_date_without_anchor_has_no_edtf(text):
    (mention,) = find_dates(text)
    assert mention.edtf is None
    assert "not known" in mention.basis


def test_year_of_later_date_and_narrative_carry_over():
    text = "It began on 5 May 1999 and on 10 June it ended."
    assert [m.edtf for m in find_dates(text, DAY)] == ["1999-05-05", "1999-06-10"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It came into force on 6 May 2016; it had been signed on 4 May.",
            ["2016-05-06", "2016-05-04"],
        ),
        (
            "They held the line before 6 May 2010. Troops had left by 20 September.",
            ["2010-05-06", "2010-09-20"],
        ),
        (
            "They held the line before 20 December 2010. Troops left by 1 October.",
            ["2010-12-20", "2018-10-01"],
        ),
        (
            "The pact dates from 17 May 2015. Since July many people have come back.",
            ["2015-05-17", "2018-07"],
        ),
        (
            "They must go by the deadline set in the accord of 8 November.",
            ["2017-11-08"],
        ),
        ("The town, taken by rebels in November, is quiet.", ["2017-11"]),
        ("The sides agreed on Tuesday that guns will fall silent.", ["2018-10-02"]),
        ("The sides agreed to meet on Tuesday.", ["2018-10-09"]),
        ("On Tuesday the sides agreed to open a road.", ["2018-10-02"]),
        ("The session was postponed to Friday.", ["2018-10-05"]),
        ("The session was postponed on Friday.", ["2018-09-28"]),
        ("It may open no earlier than 2021.", ["2021"]),
        (
            "The dam broke on 3 May 2001. In 1974 it was new. The same day it rained.",
            ["2001-05-03", "1974", "2001-05-03"],
        ),
        ("He stopped on 3 September until 6 September.", ["2018-09-03", "2018-09-06"]),
    ],
)
def test_year_and_week_follow_the_words_around(text, expected):
    assert [m.edtf for m in find_dates(text, DAY)] == expected


def test_ends_of_a_range_can_stand_alone():
    text = "It held from 3 March to 9 April 2011."
    begin, end = find_dates(text, DAY, ranges=False)
    assert (begin.value, begin.relation) == ("2011-03-03", "from")
    assert (end.value, end.surface) == ("2011-04-09", "9 April 2011")


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Talks on April 24 and 25, 2011.", ["April 24", "25, 2011"]),
        ("Talks of 24-25 April 2011.", ["24", "25 April 2011"]),
    ],
)
def test_ends_read_together_can_stand_alone(text, ends):
    begin, end = find_dates(text, DAY, ranges=False)
    assert [begin.surface, end.surface] == ends
    assert (begin.value, begin.edtf) == ("2011-04-24", "2011-04-24")
    assert (end.value, end.edtf) == ("2011-04-25", "2011-04-25")
    (whole,) = find_dates(text, DAY)
    assert whole.edtf == "2011-04-24/2011-04-25"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It flowed from April to June 1968.", ["1968-04", "1968-06"]),
        ("The war of 1980-88 was long.", ["1980", "1988"]),
    ],
)
def test_ends_of_months_and_years_can_stand_alone(text, values):
    assert [m.value for m in find_dates(text, DAY, ranges=False)] == values
    (whole,) = find_dates(text, DAY)
    assert whole.edtf == "/".join(values)


def test_day_in_another_paragraph_takes_the_latest_year():
    text = "Week 3-9 May 2015\n\nThe line of 8 May 2003 holds.\n\nOn 4 May it rained."
    assert find_dates(text)[-1].edtf == "2015-05-04?"


def test_yearless_day_without_anchor_takes_stated_year_with_doubt():
    text = "On 27 November 2020 they left. December 4, an officer said it was quiet."
    first, second = find_dates(text)
    assert first.edtf == "2020-11-27"
    assert second.edtf == "2020-12-04?"
    assert second.basis == "year of the nearest stated date"


def test_weekday_checks_a_full_date():
    right, wrong = find_dates("Monday, 1 October 2018, not Monday, 2 October 2018.")
    assert right.basis.endswith("weekday agrees")
    assert wrong.basis.endswith("weekday disagrees")


def test_days_are_counted_from_the_date_before():
    text = "The deal was struck on 17 June 2013. Three days later guns fired again."
    assert [m.edtf for m in find_dates(text, DAY)] == ["2013-06-17", "2013-06-20"]


def test_anchor_known_to_a_span_gives_the_span():
    span = "[2018-10-01..2018-10-31]"
    (mention,) = find_dates("They met earlier today.", span)
    assert mention.edtf == span
    (mention,) = find_dates("They will meet at the November summit.", span)
    assert mention.edtf == "2018-11"


def test_open_anchor_leaves_relative_dates_unknown():
    (mention,) = find_dates("They met last week.", "[2018-10-01..]")
    assert mention.edtf is None


@pytest.mark.parametrize(
    ("text", "edtf", "value"),
    [
        ("from midnight on May 12", "[2018-05-12..2018-05-13]", "2018-05-12T24:00"),
        ("at 00:01 on 12 May 2018", "2018-05-12", "2018-05-12T00:01"),
        ("at noon on July 9, 2018", "2018-07-09", "2018-07-09T12:00"),
        ("on 9 July 2018, 14:08 UTC+3", "2018-07-09", "2018-07-09T14:08"),
        ("at 2 p.m. on Tuesday", "2018-10-02", "2018-10-02T14:00"),
        ("on Monday night", "2018-10-01", "2018-10-01TNI"),
        ("from the midnight of 24/25 May", "2018-05-25", "2018-05-25T00:00"),
        ("on the night of 7/8 August", "[2018-08-07..2018-08-08]", "2018-08-07TNI"),
        ("on the night of August 7-8", "[2018-08-07..2018-08-08]", "2018-08-07TNI"),
        ("on the evening of August 3", "2018-08-03", "2018-08-03TEV"),
    ],
)
def test_clock_time_joins_its_day(text, edtf, value):
    (mention,) = find_dates(f"It began {text}.", DAY)
    assert (mention.type, mention.edtf, mention.value) == ("TIME", edtf, value)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("for six months", "DURATION", "P6M"),
        ("a six-month truce", "DURATION", "P6M"),
        ("within 72 hours", "DURATION", "PT72H"),
        ("the past several days", "DURATION", "PXD"),
        ("two and a half years", "DURATION", "P2Y6M"),
        ("every year", "SET", "P1Y"),
        ("twice a week", "SET", "P1W"),
        ("on Fridays", "SET", "XXXX-WXX-5"),
    ],
)
def test_durations_and_sets_have_no_edtf(text, type_, value):
    (mention,) = find_dates(f"It went on {text}.", DAY)
    assert (mention.type, mention.value, mention.edtf) == (type_, value, None)


@pytest.mark.parametrize(
    ("word", "relation"),
    [("since", "since"), ("until", "until"), ("by", "by"), ("till", "until")],
)
def test_preposition_is_kept_as_relation(word, relation):
    (mention,) = find_dates(f"It holds {word} the start of June 2019.", DAY)
    assert mention.relation == relation
    assert mention.surface == "the start of June 2019"


@pytest.mark.parametrize(
    "text",
    [
        "A belt 15-20 km deep along the line.",
        "Some 2000 fighters and 1500 civilians were there.",
        "Do 300 or 500 soldiers suffice?",
        "Resolution 2254 was cited.",
        "We sat, he may march on, and the sun, it shone.",
        "The first stage and the fourth zone come before the 12th round.",
        "The Daily Telegraph met April Jones of the Second Army.",
        "It cost $2018 for 2018km.",
    ],
)
def test_numbers_and_words_are_not_dates(text):
    assert find_dates(text, DAY) == []


def test_every_value_is_edtf():
    text = " ".join((*STATED, *RELATIVE))
    for published in (None, DAY, "[2018-10-01..2018-11-30]", "2018"):
        for mention in find_dates(text, published):
            if mention.edtf:
                parse_edtf(mention.edtf)


def test_bad_anchor_is_refused():
    with pytest.raises(DateError, match="not a date"):
        find_dates("today", "soon")


def test_parts_of_spans():
    assert part_of(month_span(2019, 2), "end").edtf == "[2019-02-21..2019-02-28]"
    assert week_span(dt.date(2018, 12, 31)).timex == "2019-W01"
    assert easter(2018) == dt.date(2018, 4, 1)


_WORDS = st.sampled_from(
    "May may 4 12th 2017 2018 last next week Monday the of in on 14:08 until to - and "
    "ago years a few century 0 99 noon midnight first half quarter since , . \n "
    "December 31 day before 29 February 31/12/2016 1990s every than more century".split(
        " "
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=25), st.sampled_from([None, DAY, "2016/2018"]))
def test_no_text_breaks_the_reader(words, published):
    text = " ".join(words)
    found = find_dates(text, published)
    assert found == find_dates(text, published)
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        if mention.edtf:
            parse_edtf(mention.edtf)
    ends = [0] + [mention.end for mention in found]
    assert all(m.start >= end for m, end in zip(found, ends, strict=False))


def test_reading_is_fast():
    text = "\n".join((*STATED, *RELATIVE)) * 10
    begin = time.process_time()
    find_dates(text, DAY)
    assert len(text) / (time.process_time() - begin) > 20_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A truce began on the nineteenth of last January in Aden.", "2018-01-19"),
        ("The Luhansk road opened on the first of March 2017.", "2017-03-01"),
        ("In the last days of June the hill fell.", "[2018-06-21..2018-06-30]"),
        ("In the opening weeks of 2017 it was calm.", "[2017-01..2017-02]"),
        ("The third ten days of May were calm.", "[2018-05-21..2018-05-31]"),
        ("A year ago tomorrow the pact was signed in Juba.", "2017-10-04"),
        ("Two years ago this month the rebels left.", "2016-10"),
        ("A week ago Friday the bridge at Gali fell.", "2018-09-21"),
        ("Since spring no convoy has passed.", "2018-21"),
        ("The road to Goma will open by winter.", "2018-24"),
        ("No later than the 15th, heavy arms must go.", "2018-10-15"),
        ("Early in the year the front moved.", "[2018-01..2018-04]"),
        (
            "It ran until the end of the month of August 2017.",
            "[2017-08-21..2017-08-31]",
        ),
        ("At the dawn of today jets struck Rafah.", "2018-10-03"),
        ("In late-September 2016 they met.", "[2016-09-21..2016-09-30]"),
    ],
)
def test_ordinals_edges_and_counts_from_other_days(text, expected):
    assert [m.edtf for m in find_dates(text, DAY)] == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Sunday 25/3/2018",
        "25.03.2018 Sunday",
        "25 March 2018 (Sunday)",
        "Sunday, 03/25/2018",
        "March 25, 2018, Sunday",
    ],
)
def test_weekday_beside_a_date_is_part_of_it_and_checked(words):
    (mention,) = find_dates(f"{words} - TRIPOLI", DAY)
    assert (mention.surface, mention.edtf) == (words, "2018-03-25")
    assert "weekday agrees" in mention.basis


def test_weekday_decides_which_number_is_the_month():
    (mention,) = find_dates("On Thursday 03/05/2018 they met.", DAY)
    assert mention.edtf == "2018-05-03"
    (mention,) = find_dates("On Monday 03/05/2018 they met.", DAY)
    assert mention.edtf == "2018-03-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a look back is aside from the story
            "On 12 August 2008 the gorge fell. Two days before, troops had come. "
            "A week later they left.",
            ["2008-08-12", "2008-08-10", "2008-08-19~"],
        ),
        (  # the day of an agreement that is only named is, too
            "Monitors saw on Tuesday the arms that the deal of 9 May bans; the day "
            "before, they had seen none.",
            ["2018-10-02", "2018-05-09", "2018-10-01"],
        ),
        (
            "The field was seized in April 2012 and retaken ten days later.",
            ["2012-04", "[2012-04-11..2012-05-10]"],
        ),
        (
            "On 12 August 2008 it fell, its men having left overnight.",
            ["2008-08-12", "2008-08-12"],
        ),
    ],
)
def test_dates_go_on_from_the_story(text, expected):
    assert [m.edtf for m in find_dates(text, DAY)] == expected


def test_dateline_is_no_story_for_what_is_past():
    text = "BUKIDNON, Oct. 3, 2018 -- The truce that rebels had declared on December 28"
    assert find_dates(text, DAY)[1].edtf == "2017-12-28"


def test_words_behind_a_fronted_date_say_whether_it_is_past():
    text = "The president will not yield: on Friday he lifted the truce."
    assert find_dates(text, DAY)[0].edtf == "2018-09-28"


def test_dash_of_a_dateline_makes_no_range():
    found = find_dates("NAIROBI, Aug 29, 2022 - Five months of calm are over.", DAY)
    assert [m.surface for m in found] == ["Aug 29, 2022", "Five months"]


def test_short_years_with_dots_need_a_word_of_time():
    found = find_dates("04.05.17 18:32\n\nHeld on 31.12.19, by version 10.11.12.", DAY)
    assert [m.edtf for m in found] == ["2017-05-04", "2019-12-31"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 3 and 9 April.", ["2018-04-03", "2018-04-09"]),
        ("They met on 3 and 4 April.", ["2018-04-03/2018-04-04"]),
        ("Talks on 15, 16 and 17 May 2018.", ["2018-05-15/2018-05-17"]),
        (
            "Talks on 15, 17 and 21 May 2018.",
            ["2018-05-15", "2018-05-17", "2018-05-21"],
        ),
        (
            "Raids on April 3, 9 and 12, 2018.",
            ["2018-04-03", "2018-04-09", "2018-04-12"],
        ),
        ("On May 3 and 12 people died.", ["2018-05-03"]),
        ("The 27th of last month was calm.", ["2018-09-27"]),
        (
            "Overnight from Wednesday to Thursday shells fell.",
            ["[2018-09-26..2018-09-27]"],
        ),
        ("On Thursday-Friday night planes struck.", ["[2018-09-27..2018-09-28]"]),
        ("During the night into Friday, drones flew.", ["[2018-09-27..2018-09-28]"]),
        ("It fell in H1 2018.", ["2018-01/2018-06"]),
        ("It will begin at 10 p.m. (1900 GMT) on Thursday.", ["2018-10-04"]),
        ("It stopped at 10 p.m. (1900 GMT) on 4 May 2018.", ["2018-05-04"]),
        (
            "From 17:00, 3 March to 17:00, 4 March 2021, 40 shots fell.",
            ["2021-03-03", "2021-03-04"],
        ),
        ("In the week of 3 September planes struck.", ["[2018-09-03..2018-09-09]"]),
        ("In the week ending 9 September 2018 it fell.", ["2018-09-09"]),
        ("They leave by end-2018.", ["[2018-11..2018-12]"]),
        ("They left by end September 2018.", ["[2018-09-21..2018-09-30]"]),
        ("It holds for the rest of the month.", ["[2018-10-03..2018-10-31]"]),
        ("On the same day as the deal of 4 May 2017.", ["2017-05-04"]),
        (
            "It holds from 00:00 hours (Damascus time) on 27 February 2016.",
            ["2016-02-27"],
        ),
        ("It began at 12.00 local time on 4 May 2018.", ["2018-05-04"]),
        (
            "It began at 6:00 p.m. local time (15:00 GMT) on 4 May 2018.",
            ["2018-05-04"],
        ),
        ("A force composed of 1960 servicemen came.", []),
        ("They saw 1900 armed rebels, 2010 military vehicles and 2015 mines.", []),
        ("In all 1998 heavily armed Ruritanian troops and 1999 other trucks.", []),
        ("In 2010 people fled.", ["2010"]),
    ],
)
def test_days_apart_and_nights_between_days(text, expected):
    assert [m.edtf for m in find_dates(text, DAY)] == expected


def test_each_day_of_a_list_keeps_its_place():
    text = "Raids on April 3, 9 and 12, 2018."
    surfaces = [m.surface for m in find_dates(text, DAY)]
    assert surfaces == ["April 3", "9", "12, 2018"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 March 2021\n\nFrom 17:00 it was calm.", ["2021-03-05", "2018-10-03"]),
        ("- 3 May 2018\n- 5 May 2018", ["2018-05-03", "2018-05-05"]),
        ("Calm from 3 May\nto 5 May 2018.", ["2018-05-03/2018-05-05"]),
        ("It began on 3 May 2018\nat 17:00.", ["2018-05-03"]),
    ],
)
def test_words_of_two_paragraphs_are_not_joined(text, expected):
    assert [m.edtf for m in find_dates(text, DAY)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The toll of the siege rose to 1544, the monitor said.",
        "The number of fighters reached 1950 by the evening.",
    ],
)
def test_a_sum_that_rose_is_no_year(text: str) -> None:
    assert not [m for m in find_dates(text, "2018-03-21") if m.edtf in ("1544", "1950")]


def test_days_with_spaces_behind_their_points() -> None:
    (date,) = find_dates("Published 12. 5. 2018 by the ministry.")
    assert (date.surface, date.edtf) == ("12. 5. 2018", "2018-05-12")
