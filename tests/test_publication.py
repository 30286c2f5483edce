"""Publication day, publisher and lineage, from texts alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from geodata.periods import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from zones.reading.agencies import agency_of, find_lineage, find_publisher
from zones.reading.dates.publication import infer_publication

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        ("Published: 12 February 2015\n\nGuns went quiet.", "2015-02-12", "header"),
        ("Thursday, 12 February 2015 09:40\nMinsk talks end\n", "2015-02-12", "header"),
        (
            " date 2015-02-12 Leaders who met in Minsk agreed on a truce that begins "
            "on Sunday, a diplomat told reporters on Thursday. "
            + "They went home. " * 20,
            "2015-02-12",
            "header; weekday agrees",
        ),
        ("MINSK, February 12, 2015 /BelTA/. Leaders met.", "2015-02-12", "dateline"),
        ("TBILISI (Interfax) - On 9 May 2009 it was calm.", "[2009-05-09..]", "past"),
        (
            "Minsk, Feb. 12 (Xinhua) -- Leaders met on Thursday. The war that began in "
            "April 2014 goes on.",
            "2015-02-12",
            "weekday; latest year in the text",
        ),
        (
            "SEOUL, Jan. 5 (Yonhap) -- The North fired shells in November 2010.",
            "2011-01-05?",
            "latest year in the text",
        ),
    ],
    ids=["word", "line", "start", "dateline", "no day", "weekday", "year"],
)
def test_day_is_read_from_header_or_dateline(text, published, basis):
    result = infer_publication(text)
    assert result.published == published
    assert basis in (result.basis or "")


def test_header_names_the_weekday_that_agrees():
    text = "date 2015-02-12\nTalks end\n\nThe truce was agreed on Thursday, he said."
    assert infer_publication(text).basis == "header; weekday agrees"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The belt under the accord of 20 May 1994\n\nIt is calm.", "[1994-05-20..]"),
        ("Notes on the treaty signed on 3 March 1921\n\nIt held.", "[1921-03-03..]"),
        ("Attack of 12 May 2016: what is known\n\nIt hit a bus.", "[2016-05-12..]"),
        ("Statement of 12 May 2016\n\nThe parties stop firing.", "2016-05-12"),
        ("Press release of the ministry, 3 May 2018\n\nIt rained.", "2018-05-03"),
    ],
    ids=["accord", "treaty", "attack", "statement", "release"],
)
def test_day_of_what_a_heading_speaks_of_is_a_bound(text, published):
    assert infer_publication(text).published == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("GENEVA (3 September 2013) - The envoy went home.", "2013-09-03"),
        ("Kyiv. 5 May 2014. The convoy left on Sunday.", "2014-05-05"),
        (
            "TBILISI, May 4 (Reuters) - The line was calm, monitors said on Tuesday, "
            "4 May 2010. A car was shot at in August 2009.",
            "2010-05-04",
        ),
    ],
    ids=["brackets", "stops", "year in the text"],
)
def test_datelines_of_other_forms(text, published):
    assert infer_publication(text).published == published


def test_term_that_was_put_off_is_no_lower_bound():
    text = "The mandate was extended to 1 May 2011. A post was closed on 3 March 2011."
    assert infer_publication(text).published == "[2011-03-03..]"
    text = text.replace("2011. A", "2011, and after that the police will stay. A")
    assert infer_publication(text).published == "[2011-03-03..2011-05-01]"


def test_first_publication_wins_over_update():
    text = "Updated: 6 May 2019\nPublished: 4 May 2019\n\nShells fell."
    assert infer_publication(text).published == "2019-05-04"


def test_sentence_that_opens_with_a_date_is_no_header():
    text = "12 February 2015 the leaders met in Minsk.\nThey agreed on a truce."
    result = infer_publication(text)
    assert result.published == "[2015-02-12..]"
    assert result.bounds == ("2015-02-12", None)


def test_past_and_future_bound_the_day():
    text = (
        "The memorandum was signed on 19 September 2014. Monitors will report at the "
        "December session."
    )
    result = infer_publication(text)
    assert result.published == "[2014-09-19..2014-12-31]"
    assert "told as past" in (result.basis or "")
    assert "called future" in (result.basis or "")


def test_more_than_a_year_ago_counts_from_the_dated_act():
    text = (
        "The accord that was reached more than two years ago in Stockholm is dead, he "
        "said. Both sides met in Stockholm in December 2018 and agreed on a truce."
    )
    assert infer_publication(text).published == "[2020-12-01..]"


def test_deadlines_and_plans_are_no_lower_bound():
    text = "The act was passed in June 2016. Vision 2030 asks for withdrawal by 2025."
    assert infer_publication(text).bounds[0] == "2016-06-01"


def test_numbered_round_of_a_known_series_gives_the_year():
    text = (
        "ASTANA, December 21. /KazTAG/. The eighth round of talks on Syria began in "
        "Astana, the ministry said on Thursday."
    )
    result = infer_publication(text)
    assert result.published == "2017-12-21"
    assert "eighth round" in (result.basis or "")


def test_known_series_carry_their_sources():
    path = Path(__file__).parents[1] / "zones" / "data" / "known_series.json"
    for series in json.loads(path.read_text("utf-8"))["series"]:
        numbers = [each["number"] for each in series["rounds"]]
        assert numbers == sorted(set(numbers))
        for each in series["rounds"]:
            assert each["source"].startswith("http")
            parse_edtf(each["on"])


def test_text_without_dates_has_no_day():
    assert infer_publication("The line is quiet.") == (None, None, (None, None))


@pytest.mark.parametrize(
    ("text", "publisher", "lineage"),
    [
        ("BAKU, May 4. /TASS/. Guns fell silent.", "TASS", ("TASS",)),
        ("Geneva (Reuters) - Talks ended, TASS reported.", "Reuters", ("Reuters",)),
        ("Kabul, Jan. 5 (Xinhua) -- Talks ended.", "Xinhua", ("Xinhua",)),
        ("The bridge is open, notes Ukrinform.", None, ("Ukrinform",)),
        ("The bridge is open, the Anadolu Agency said.", None, ("Anadolu",)),
        ("His words are quoted by RIA “Novosti”.", None, ("RIA Novosti",)),
        ("AFP reported it; according to Yonhap, no.", None, ("AFP", "Yonhap")),
        ("© AP Photo/Some Person", None, ()),
        ("“The line (in the east. – Approx. TASS) holds.”", None, ()),
        ("He took the rt lane and saw the app.", None, ()),
    ],
)
def test_publisher_and_lineage(text, publisher, lineage):
    assert find_publisher(text) == publisher
    assert find_lineage(text) == lineage


def test_agency_is_known_by_its_long_name():
    assert agency_of("ITAR-TASS") == "TASS"
    assert agency_of("The Village Voice") is None


@pytest.mark.parametrize(
    ("stem", "published", "lineage"),
    [
        ("000", "[2017-05-04..2017-07-31]", ("RIA Novosti",)),
        ("001", "2017-10-30", ("TASS",)),
        ("002", "[2019-09-01..]", ()),
        ("003", "2016-12-28", ("TASS",)),
        (
            "004",
            "[2020-03-04..]",
            ("Anadolu", "Interfax", "RIA Novosti", "TASS"),
        ),
    ],
)
def test_seed_documents(stem, published, lineage):
    paths = sorted(SEEDS.glob(f"{stem}_*.txt"))
    if not paths:
        pytest.skip("the seed documents are not beside the repository")
    text = paths[0].read_text("utf-8")
    result = infer_publication(text)
    assert result.published == published
    assert result.basis
    assert find_lineage(text) == lineage


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "MOSCOW, Published: 30 October . /TASS/ will was 2017 on Monday seventh "
            "round of talks Syria Astana more than a year ago in Sochi \n May July "
            "29 February said by".split(" ")
        ),
        max_size=30,
    )
)
def test_no_text_breaks_the_inference(words):
    result = infer_publication(" ".join(words))
    if result.published:
        parse_edtf(result.published)


def test_day_below_the_text_is_a_header_too():
    text = "Shells fell on Monday.\nThey had met before.\n\n5 March 2018"
    result = infer_publication(text)
    assert (result.published, result.basis) == ("2018-03-05", "header; weekday agrees")


def test_day_with_two_readings_is_settled_by_a_weekday():
    text = "Army raises flag\nUnits raised the flag on Thursday.\n12/07/2018"
    assert infer_publication(text).published == "2018-07-12"


def test_chronology_has_no_header():
    text = "Chronology\n4 May 2017: accord\n7 July 2017: deal\n22 July 2017: truce\n"
    assert infer_publication(text).published == "[2017-07-22..]"


def test_month_alone_on_a_line_is_a_header_of_a_report():
    assert infer_publication("Monthly report\nJune 2018\n").published == "2018-06"


@pytest.mark.parametrize("words", ["2017 ", "Monday ", "\n", " ", "3 May 2011, "])
def test_work_grows_with_the_text_only(words):
    def cost(count: int) -> float:
        begin = time.process_time()
        infer_publication(words * count)
        return time.process_time() - begin

    cost(50)
    assert cost(600) < 20 * max(cost(120), 0.01)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("A poor harvest\n\n19 June 2018. Farmers reap, one said.", "2018-06-19"),
        ("Calm\n\nAmman - Sunday 9 July 2017. The truce took effect.", "2017-07-09"),
        ("Ministry - Press release of 23 October 2019\n\nIt began.", "2019-10-23"),
        ("The north: note No. 11, as of 16 March 2020\n\nIt holds.", "2020-03-16"),
        ("Received as of 18:00 (Kyiv time), 22 September 2014\n\nCalm.", "2014-09-22"),
        ("A report of the battle of 4 May 2017 was found.", "[2017-05-04..]"),
    ],
)
def test_a_date_at_the_head_of_a_text_is_that_of_the_text(text, published):
    assert infer_publication(text).published == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Briefing of the spokesman (15 March 2020)\n\nIt was calm on 1 May 2019.", 0),
        ("Mission, Daily Report No. 60, issued on 12 March 2020\n\nIt was calm.", 1),
        ("BAALBEK, Lebanon, Thursday 27 July 2017. A truce took hold near Arsal.", 2),
        ("Border watch, January 2024\n\nTalks in Kunming ended on 11 January.", 3),
        ("A regime that died\n\nBackground note, November 2008\n\nIt is gone.", 4),
    ],
)
def test_day_of_a_title_or_dateline(text, published):
    days = ("2020-03-15", "2020-03-12", "2017-07-27", "2024-01", "2008-11")
    assert infer_publication(text).published == days[published]


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        (
            "Friday 13 February 2015 23.59 GMT Last modified on Saturday 14 February "
            "2015 00.10 GMT\n\nGuns went quiet.",
            "2015-02-13",
            "header",
        ),
        (
            "Weekly report, 28 January - 3 February 2015\n\nThe line was quiet.",
            "[2015-02-03..]",
            "not before '28 January - 3 February 2015', told as past",
        ),
        ("13.02.15 18:32\n\nGuns went quiet.", "2015-02-13", "header"),
        (
            "GENEVA, 12 March. The talks will resume on 26 March 2018.",
            "2018-03-12?",
            "within a year before what it calls future",
        ),
        (
            "GENEVA, 28 March. The talks will resume on 26 March 2018.",
            "2017-03-28?",
            "within a year before what it calls future",
        ),
    ],
)
def test_headers_of_other_makers(text, published, basis):
    found = infer_publication(text)
    assert found.published == published
    assert basis in (found.basis or "")
