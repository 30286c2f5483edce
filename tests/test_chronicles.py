"""Years that go along in texts that tell of a time long before their day."""

from __future__ import annotations

import pytest
from zones.reading.dates import find_dates

CHRONICLE = (
    "The siege of the port began on 3 March 1911, and on 9 June 1911 its garrison "
    "asked for terms.\n\n"
    "Far inland the columns met at the ford on 14 April. They would cross it in May, "
    "and the bridge was rebuilt by the end of the year.\n\n"
    "The winter of 1912 was hard. On 2 February the last fort fell; a truce was "
    "signed on 11 January 1913.\n\n"
    "It held until the autumn. On Tuesday, 9 September it broke."
)
CHRONICLE += (
    "\n\nThe next month a new king was crowned. In late 1916 he fled; in December he "
    "was caught."
)
TOLD = {
    "14 April": "1911-04-14?",
    "May": "1911-05",
    "the end of the year": "[1911-11..1911-12]",
    "2 February": "1912-02-02?",
    "the autumn": "1913-23",
    "Tuesday, 9 September": "1913-09-09",
    "The next month": "1913-10",
    "December": "1916-12",
}


def _values(text: str, published: str | None) -> dict[str, str | None]:
    return {m.surface: m.edtf for m in find_dates(text, published)}


@pytest.mark.parametrize(("surface", "edtf"), TOLD.items(), ids=list(TOLD))
def test_chronicle_carries_its_years_along(surface: str, edtf: str) -> None:
    assert _values(CHRONICLE, "2009-12-19")[surface] == edtf


def test_chronicle_without_a_day_of_its_own_carries_years_too() -> None:
    text = CHRONICLE + "\n\nIt was renewed on 1 May 1914 and on 1 May 1915."
    assert _values(text, None)["14 April"] == "1911-04-14?"


@pytest.mark.parametrize(
    "news",
    [
        "It met on Monday. ",
        "It met yesterday, and next week it will meet again. ",
    ],
)
def test_news_with_a_long_memory_speaks_from_its_day(news: str) -> None:
    text = f"{news}The pacts of 3 March 1911, 9 June 1911 and 11 January 1913 stand."
    text += "\n\nOn 14 April the columns met at the ford."
    assert _values(text, "2009-05-19")["14 April"] == "2009-04-14"


def test_text_with_dates_near_its_day_is_no_chronicle() -> None:
    text = (
        "The pacts of 3 March 1911, 9 June 1911 and 11 January 1913 stand. The last is "
        "of 4 February 2009.\n\nOn 14 April the columns met at the ford."
    )
    assert _values(text, "2009-05-19")["14 April"] == "2009-04-14"


def test_bare_year_rules_its_paragraph_only() -> None:
    text = (
        "They fought on 3 March 1911, on 9 June 1911 and on 1 July 1911.\n\n"
        "A stone was set up in 1950.\n\nOn 14 August the fort fell."
    )
    assert _values(text, "2009-05-19")["14 August"] == "1911-08-14?"
    text = text.replace("\n\nOn 14", " On 14")
    assert _values(text, "2009-05-19")["14 August"] == "1950-08-14"


def test_day_close_to_the_publication_is_not_of_the_month_told_before() -> None:
    text = "It kept to the truce of August 1988 until the raid on Aug. 2 ended it."
    assert _values(text, "1990-08-15")["Aug. 2"] == "1990-08-02"
