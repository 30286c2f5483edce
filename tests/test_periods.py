from __future__ import annotations

import pytest
from geodata.errors import DateError
from geodata.periods import (
    FUTURE,
    PAST,
    day_of,
    edtf_words,
    event_period,
    iso_of,
    parse_date_text,
    parse_day,
    parse_edtf,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("edtf", "first", "last", "capped"),
    [
        ("2018", "2018-01-01", "2018-12-31", False),
        ("2018-09", "2018-09-01", "2018-09-30", False),
        ("2020-02", "2020-02-01", "2020-02-29", False),
        ("2018-09-17", "2018-09-17", "2018-09-17", False),
        ("2020-02-27?", "2020-02-27", "2020-02-27", True),
        ("2016-12-21~", "2016-12-20", "2016-12-22", True),
        ("2018-09~", "2018-08-02", "2018-10-30", True),
        ("201X", "2010-01-01", "2019-12-31", False),
        ("19XX", "1900-01-01", "1999-12-31", False),
        ("2018-21", "2018-03-01", "2018-05-31", False),
        ("2018-24", "2018-12-01", "2019-02-28", False),
        ("2018-XX", "2018-01-01", "2018-12-31", False),
        ("2017-05-04/2017-05-06", "2017-05-04", "2017-05-06", False),
        ("[2017-05-04..2017-07-31]", "2017-05-04", "2017-07-31", False),
        ("[2017-05-04,2017-05-06]", "2017-05-04", "2017-05-06", False),
    ],
)
def test_parse_edtf_gives_day_bounds(edtf, first, last, capped):
    bounds = parse_edtf(edtf)
    assert (iso_of(bounds.first), iso_of(bounds.last)) == (first, last)
    assert bounds.capped is capped


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2017-05-04/..", "2017-05-04", None),
        ("../2017-05", None, "2017-05-31"),
        ("[2019-09-01..]", "2019-09-01", None),
        ("[..2019-09-01]", None, "2019-09-01"),
    ],
)
def test_parse_edtf_open_ends(edtf, first, last):
    bounds = parse_edtf(edtf)
    assert (iso_of(bounds.first), iso_of(bounds.last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2018-13", "2018-02-30", "2018-9-1", "../..", "[]", "2019/2018"],
)
def test_parse_edtf_refuses(text):
    with pytest.raises(DateError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2020-03-01", "2020-03-01"),
        ("1 March 2020", "2020-03-01"),
        ("1 mar 2020", "2020-03-01"),
        ("March 1, 2020", "2020-03-01"),
        ("17 Sept 2018", "2018-09-17"),
    ],
)
def test_parse_day_reads_what_users_type(typed, day):
    assert iso_of(parse_day(typed)) == day


def test_parse_day_refuses_a_month_and_says_how():
    with pytest.raises(DateError, match="2020-03-01 to 2020-03-31"):
        parse_day("March 2020")


def test_parse_day_refuses_two_readings_and_names_both():
    with pytest.raises(DateError, match="2020-03-01 or 2020-01-03"):
        parse_day("01/03/2020")


def test_parse_day_refuses_a_day_that_the_calendar_lacks():
    with pytest.raises(DateError, match="2018-13-40"):
        parse_day("2018-13-40")


def test_parse_date_text_reads_a_year():
    assert parse_date_text("2018") == parse_edtf("2018")


@pytest.mark.parametrize(
    ("edtf", "day", "answer"),
    [
        ("2019-12", "2019-12-15", "possible"),
        ("2017-05-04/2017-05-06", "2017-05-05", "certain"),
        ("2017-05-04/2017-05-06", "2017-05-07", "no"),
        ("2017-05/2017-07", "2017-06-15", "certain"),
        ("2017-05/2017-07", "2017-05-15", "possible"),
        ("../2020-03", "2019-01-01", "certain"),
        ("2017-05-04/..", "2030-01-01", "certain"),
    ],
)
def test_event_period_ends_are_inclusive(edtf, day, answer):
    assert event_period(edtf).on(day_of(day)) == answer


@given(st.dates())
def test_iso_of_is_the_inverse_of_day_of(date):
    assert iso_of(day_of(date.isoformat())) == date.isoformat()


def test_open_ends_have_no_iso_day():
    assert iso_of(PAST) is None
    assert iso_of(FUTURE) is None


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2018-09-17", "17 September 2018"),
        ("2018-09~", "about September 2018"),
        ("2018-XX-XX", "2018"),
        ("2018-22", "summer 2018"),
        ("201X?", "perhaps the 2010s"),
        ("19XX", "1900 to 1999"),
        (
            "2018-09-17/2018-10-15~",
            "between 17 September 2018 and about 15 October 2018",
        ),
        ("2018-01-30/2018-02-02", "between 30 January and 2 February 2018"),
        ("2018-05-01/2018-05~", "between 1 May 2018 and about May 2018"),
        ("../2018-10", "October 2018 or earlier"),
        ("2018-10/..", "October 2018 or later"),
        ("[2017-05-01..2017-05-10]", "between 1 and 10 May 2017"),
        ("[2018-04-07,2018-04-14]", "7 April 2018 or 14 April 2018"),
        ("[..2017]", "2017 or earlier"),
    ],
)
def test_edtf_is_said_without_its_signs(edtf: str, words: str) -> None:
    parse_edtf(edtf)
    assert edtf_words(edtf) == words
