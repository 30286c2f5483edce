from __future__ import annotations

import itertools

from geodata.periods import FUTURE, PAST, day_of, iso_of
from zones.certainty import on_day
from zones.claims import Claim, Event, Inference, Status
from zones.documents import Document
from zones.timeframes import event_frame, last_heard, regime_frame, status_frames

NUMBERS = itertools.count()


def said(status, document="d1", *, modality="asserted", under="a", **dates):
    how = dates.pop("how", None)
    body = Status(status, under, how, **dates)
    name = f"{document}@{next(NUMBERS)}:status:z"
    return Claim(name, "status", document, body, "z", modality=modality)


def happened(on, document="d1", **fields):
    name = f"{document}@{next(NUMBERS)}:event"
    return Claim(name, "event", document, Event(on), **fields)


def published(**days):
    return {name: Document(name, published=day) for name, day in days.items()}


def answers(claims, documents, status, *days):
    frames = [f for f in status_frames(claims, documents) if f.status == status]
    assert len(frames) == 1
    return [on_day(frames[0].frame.periods, day_of(day)) for day in days]


def regime(claims, documents, *days):
    frame = regime_frame(
        status_frames(claims, documents), last_heard(claims, documents)
    )
    return [on_day(frame.periods, day_of(day)) for day in days]


def test_a_month_and_a_day_in_it_refine_each_other():
    claims = [
        said("agreed", begins="2018-04"),
        said("agreed", "d2", begins="2018-04-12"),
    ]
    documents = published(d1="2018-05-01", d2="2018-05-02")
    days = ("2018-04-11", "2018-04-12")
    assert answers(claims, documents, "agreed", *days) == ["no", "certain"]


def test_dates_that_share_no_day_are_rivals():
    claims = [
        said("in_force", begins="2017-05-04"),
        said("in_force", "d2", begins="2017-05-06"),
    ]
    documents = published(d1="2017-06-01", d2="2017-06-01")
    days = ("2017-05-03", "2017-05-05", "2017-05-06")
    assert answers(claims, documents, "in_force", *days) == [
        "no",
        "possible",
        "certain",
    ]


def test_a_vague_date_joins_each_rival_that_it_shares_a_day_with():
    claims = [
        said("agreed", begins="2017-05"),
        said("agreed", "d2", begins="2017-05-04"),
        said("agreed", "d3", begins="2017-05-06"),
    ]
    documents = published(d1="2017-06-01", d2="2017-06-01", d3="2017-06-01")
    days = ("2017-05-01", "2017-05-05", "2017-05-07")
    assert answers(claims, documents, "agreed", *days) == ["no", "possible", "certain"]


def test_a_doubted_date_supports_a_sure_one_and_refines_nothing():
    claims = [
        said("agreed", begins="2018-04"),
        said("agreed", "d2", begins="2018-04-12?"),
    ]
    documents = published(d1="2018-05-01", d2="2018-05-01")
    days = ("2018-04-05", "2018-04-30")
    assert answers(claims, documents, "agreed", *days) == ["possible", "certain"]


def test_nobody_said_that_it_ended_is_not_for_ever():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("agreed", "d2", begins="2017-05"),
    ]
    documents = published(d1="2017-05-05", d2="2020-03-04")
    days = ("2017-05-03", "2020-03-04", "2020-03-05", "2030-01-01")
    expected = ["no", "certain", "possible", "possible"]
    assert regime(claims, documents, *days) == expected
    assert answers(claims, documents, "agreed", "2030-01-01") == ["certain"]


def test_a_document_counts_from_the_first_day_it_may_be_of():
    claims = [said("agreed", begins="2017-05-04")]
    documents = published(d1="[2017-05-04..2017-07-31]")
    assert regime(claims, documents, "2017-05-04", "2017-05-05") == [
        "certain",
        "possible",
    ]


def test_an_end_closes_every_status_before_it():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("ended", "d2", begins="2018", how="retaken"),
    ]
    documents = published(d1="2017-05-05", d2="2019-09-01")
    days = ("2017-12-31", "2018-06-01", "2018-12-31", "2019-01-01")
    expected = ["certain", "possible", "no", "no"]
    assert regime(claims, documents, *days) == expected
    assert answers(claims, documents, "agreed", *days) == expected
    frames = {f.status: f for f in status_frames(claims, documents)}
    assert frames["ended"].how == "retaken"
    assert answers(claims, documents, "ended", "2019-01-01", "2030-01-01") == [
        "certain",
        "certain",
    ]


def test_an_end_without_a_day_came_before_its_document():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("agreed", "d2", begins="2017-05"),
        said("ended", "d3"),
    ]
    documents = published(d1="2017-05-05", d2="2018-01-10", d3="2019-03-01")
    days = ("2018-01-10", "2018-06-01", "2019-03-01")
    assert regime(claims, documents, *days) == ["certain", "possible", "no"]
    assert answers(claims, documents, "ended", *days) == ["no", "possible", "certain"]
    undated = documents | {"d3": Document("d3")}
    assert regime(claims, undated, "2018-01-10", "2019-03-01") == [
        "certain",
        "possible",
    ]


def test_a_status_without_a_day_held_on_the_day_of_its_document():
    claims = [said("agreed", under=None), said("agreed", "d2", begins="2018-09-17")]
    documents = published(d1="2018-09-17", d2="2019-01-01")
    undated = [f for f in status_frames(claims, documents) if f.under is None]
    assert on_day(undated[0].frame.periods, day_of("2018-09-17")) == "certain"
    assert regime(claims[:1], documents, "2018-09-16", "2018-09-17") == [
        "possible",
        "certain",
    ]


def test_the_day_of_an_end_belongs_to_the_new_state():
    claims = [
        said("in_force", begins="2017-07-22"),
        said("ended", "d2", begins="2018-04-12"),
    ]
    documents = published(d1="2017-08-01", d2="2018-05-01")
    days = ("2018-04-11", "2018-04-12")
    assert answers(claims, documents, "in_force", *days) == ["certain", "no"]


def test_a_rumoured_end_ends_nothing_surely():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("ended", "d2", begins="2018-04-12", modality="rumoured"),
    ]
    documents = published(d1="2017-05-05", d2="2018-05-01")
    days = ("2018-01-01", "2018-05-01")
    assert regime(claims, documents, *days) == ["certain", "possible"]


def test_a_zone_may_be_agreed_again_after_it_ended():
    claims = [
        said("agreed", begins="2015-02-12", under="first"),
        said("ended", "d2", begins="2016-01-01"),
        said("agreed", "d3", begins="2018-03-05", under="second"),
    ]
    documents = published(d1="2015-02-13", d2="2016-02-01", d3="2018-03-06")
    frames = [f for f in status_frames(claims, documents) if f.under == "second"]
    assert on_day(frames[0].frame.periods, day_of("2018-03-05")) == "certain"


def test_what_is_seen_to_hold_is_certain_that_day_and_possible_around_it():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("functioning", holds="2017-10-30"),
    ]
    documents = published(d1="2017-10-30")
    days = ("2017-05-03", "2017-05-04", "2017-10-29", "2017-10-30", "2017-10-31")
    expected = ["no", "possible", "possible", "certain", "possible"]
    assert answers(claims, documents, "functioning", *days) == expected


def test_a_sighting_does_not_stretch_to_the_end():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("functioning", holds="2017-10-30"),
        said("ended", "d2", begins="2018"),
    ]
    documents = published(d1="2017-10-30", d2="2019-09-01")
    days = ("2017-10-30", "2017-12-31", "2018-06-01", "2018-12-31")
    expected = ["certain", "possible", "possible", "no"]
    assert answers(claims, documents, "functioning", *days) == expected
    assert regime(claims, documents, "2017-12-31") == ["certain"]


def test_functioning_implies_in_force_and_not_the_other_way():
    documents = published(d1="2017-10-30")
    functioning = [said("functioning", holds="2017-10-30")]
    assert answers(functioning, documents, "in_force", "2017-10-30") == ["certain"]
    in_force = [said("in_force", begins="2017-05-06")]
    assert {f.status for f in status_frames(in_force, documents)} == {"in_force"}


def test_what_is_planned_is_only_proposed_from_the_day_of_the_text():
    claims = [said("in_force", begins="2016-12-29", modality="planned")]
    documents = published(d1="2016-12-28")
    assert {f.status for f in status_frames(claims, documents)} == {"proposed"}
    assert answers(claims, documents, "proposed", "2016-12-27", "2016-12-28") == [
        "no",
        "certain",
    ]
    assert regime(claims, documents, "2016-12-30") == ["unknown"]


def test_a_denial_is_a_rival_that_says_no():
    claims = [
        said("agreed", begins="2017-05-04"),
        said("agreed", "d2", begins="2017-05-04", modality="denied"),
    ]
    documents = published(d1="2017-05-05", d2="2017-05-05")
    assert answers(claims, documents, "agreed", "2017-05-04") == ["possible"]


def test_rumours_alone_are_possible_at_most():
    claims = [said("agreed", begins="2017-05-04", modality="rumoured")]
    documents = published(d1="2017-05-05")
    assert regime(claims, documents, "2017-05-04") == ["possible"]


def test_a_document_that_says_it_ended_does_not_keep_it_standing():
    claims = [
        said("agreed", begins="2017-05"),
        said("agreed", "d2", begins="2017-05"),
        said("ended", "d2", begins="2018"),
    ]
    documents = published(d1="2017-06-01", d2="2019-09-01")
    assert last_heard(claims, documents) == day_of("2017-06-01")


def test_an_event_dated_by_discourse_is_possible_at_most():
    step = Inference("on", "discourse")
    frame = event_frame([happened("2020-02-27", inferred=(step,))])
    assert on_day(frame.periods, day_of("2020-02-27")) == "possible"


def test_accounts_of_one_event_refine_and_rival_each_other():
    finer = event_frame([happened("2020-02"), happened("2020-02-27", "d2")])
    assert on_day(finer.periods, day_of("2020-02-27")) == "certain"
    assert on_day(finer.periods, day_of("2020-02-26")) == "no"
    rivals = event_frame([happened("2020-02-27"), happened("2020-02-28", "d2")])
    assert on_day(rivals.periods, day_of("2020-02-27")) == "possible"


def test_an_interval_covers_its_days_and_takes_in_a_day_of_it():
    frame = event_frame([happened("2017-01-23/2017-01-24")])
    days = ("2017-01-22", "2017-01-23", "2017-01-24", "2017-01-25")
    given = [on_day(frame.periods, day_of(day)) for day in days]
    assert given == ["no", "certain", "certain", "no"]


def test_without_a_claim_there_is_no_period():
    assert regime([], {}, "2018-01-01") == ["unknown"]
    assert (iso_of(PAST), iso_of(FUTURE)) == (None, None)


def test_what_is_seen_to_work_did_not_begin_when_it_was_proposed():
    claims = [
        said("proposed", begins="2018-04-01"),
        said("agreed", begins="2018-04-12"),
        said("functioning", holds="2018-05-01"),
    ]
    days = ("2018-04-05", "2018-04-12", "2018-05-01")
    found = answers(claims, published(d1="2018-05-02"), "functioning", *days)
    assert found == ["no", "possible", "certain"]
