"""Workers: the same results in the same order, in one process or in several."""

from __future__ import annotations

import os

import pytest
from zones.workers import FEWEST, spread


def _scaled(item: int, factor: int) -> tuple[int, int]:
    if item < 0:
        msg = f"{item} is negative"
        raise ValueError(msg)
    return item * factor, os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers):
    results = list(spread(_scaled, range(50), 3, workers))
    assert [value for value, _ in results] == [3 * n for n in range(50)]
    away = {pid for _, pid in results} - {os.getpid()}
    assert bool(away) is (workers > 1)


def test_few_items_stay_in_this_process():
    results = list(spread(_scaled, range(FEWEST - 1), 1))
    assert {pid for _, pid in results} == {os.getpid()}


def test_error_of_a_worker_is_raised_here():
    with pytest.raises(ValueError, match="-1 is negative"):
        list(spread(_scaled, [1, 2, -1, 4], 1, 2))


def test_nothing_gives_nothing():
    assert list(spread(_scaled, [], 1, 2)) == []


def test_leaving_early_stops_the_workers():
    results = spread(_scaled, range(1000), 1, 2)
    assert next(results)[0] == 0
    results.close()


def test_dossier_is_the_same_for_any_number_of_workers(tmp_path):
    from samples import BULLETIN, LATER_BULLETIN, world
    from zones.dossier import dossier_to_json
    from zones.reading import read

    for number in range(3):
        (tmp_path / f"a{number}.txt").write_text(f"{BULLETIN}\nCopy {number}.\n")
        (tmp_path / f"b{number}.txt").write_text(f"{LATER_BULLETIN}\nCopy {number}.\n")
    told: list[tuple[int, int]] = []
    one = read([tmp_path], world(), lambda *told_: told.append(told_), workers=1)
    two = read([tmp_path], world(), workers=2)
    assert dossier_to_json(one) == dossier_to_json(two)
    assert one.mentions == two.mentions
    assert told == [(number, 6) for number in range(1, 7)]


def test_texts_that_are_there_are_not_read_again(tmp_path, monkeypatch):
    from samples import BULLETIN, LATER_BULLETIN, world
    from zones.adding import add
    from zones.reading import read

    (tmp_path / "a.txt").write_text(BULLETIN)
    first = read([tmp_path], world())
    (tmp_path / "b.txt").write_text(LATER_BULLETIN)
    done: list[int] = []
    both = add(first, [tmp_path], world(), lambda number, of: done.append(of))
    assert done == [1]
    assert [d.id for d in both.documents] == ["a", "b"]
    assert [(s.path.rpartition("/")[2], s.why) for s in both.skipped] == [
        ("a.txt", "read before")
    ]
    again = add(both, [tmp_path], world())
    assert again.documents == both.documents
    assert again.claims == both.claims


def test_report_counts_what_was_read_before():
    from zones.documents import READ_BEFORE, Skipped
    from zones.dossier import Dossier
    from zones.reports import MANY_DOCUMENTS, reading_report

    again = tuple(Skipped(f"{n}.txt", READ_BEFORE) for n in range(MANY_DOCUMENTS + 1))
    lines = reading_report(Dossier(skipped=(*again, Skipped("z.txt", "empty"))))
    assert lines[:3] == [
        f"0 documents, {MANY_DOCUMENTS + 2} skipped",
        f"  skipped {MANY_DOCUMENTS + 1} texts: read before",
        "  skipped z.txt: empty",
    ]
    assert "  skipped 0.txt: read before" in reading_report(Dossier(skipped=again[:3]))


def test_report_of_many_documents_stays_short():
    from zones.documents import Document
    from zones.dossier import Dossier
    from zones.reports import MANY_DOCUMENTS, reading_report

    count = MANY_DOCUMENTS + 3
    documents = [Document(f"d{n:03}", published="2015") for n in range(count - 1)]
    lines = reading_report(Dossier((*documents, Document("x"))))
    assert lines[0] == f"{count} documents"
    assert "  … and 3 more, 1 of them without a date" in lines
    assert sum(line.startswith("  d") for line in lines) == MANY_DOCUMENTS
