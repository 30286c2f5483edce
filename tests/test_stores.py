"""Stores of readings: what was read stays on the disk, and is not read again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from cli import main
from geodata.errors import InputError, OverwriteError
from geodata.formats import json_text, stream_json
from geodata.places import Gazetteer
from geodata.world import World
from samples import BULLETIN, LATER_BULLETIN, world
from zones.compiling import MANY, compile_dossier, store_beside
from zones.contents import Content
from zones.documents import read_documents
from zones.dossier import dossier_to_json, read_dossier
from zones.loading import earlier_dossier
from zones.reading import read, read_texts
from zones.reading.packing import pack, unpack
from zones.reading.reader import read_one
from zones.reading.readings import Outline, Reading, outline_of
from zones.reading.store import key_of, open_store, stamp_of
from zones.workers import spread

READING = Path(__file__).parent / "data" / "reading"
TEXTS = sorted(p for p in READING.rglob("*.txt"))


def write_texts(folder: Path, number: int, **changed: str) -> None:
    folder.mkdir(exist_ok=True)
    for each in range(number):
        text = LATER_BULLETIN if each % 2 else BULLETIN
        text = changed.get(f"t{each}", f"{text}\nCopy {each}.\n")
        (folder / f"t{each}.txt").write_text(text, "utf-8")


def read_counting(
    folder: Path, store: Path, using: World | None = None
) -> tuple[str, int]:
    """Return a dossier as text, and how many texts were read for it."""
    told: list[int] = []
    dossier = read(
        [folder], using or world(), lambda done, of: told.append(of), store=store
    )
    return json.dumps(dossier_to_json(dossier)), len(told)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_packed_reading_comes_back_as_it_was(path: Path) -> None:
    reading = read_one(read_documents([path])[0][0], world())
    assert unpack(Reading, json.loads(json.dumps(pack(reading)))) == reading
    outline = outline_of(reading)
    assert unpack(Outline, json.loads(json.dumps(pack(outline)))) == outline


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="1 fields, Outline has"):
        unpack(Outline, [1])


def test_unchanged_documents_are_not_read_again(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 4)
    first, number = read_counting(docs, store)
    assert number == 4
    assert read_counting(docs, store) == (first, 0)
    assert first == json.dumps(dossier_to_json(read([docs], world())))


def test_a_changed_document_alone_is_read_again(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 4)
    first, _ = read_counting(docs, store)
    write_texts(docs, 4, t2=f"{LATER_BULLETIN}\nAnother.\n")
    second, number = read_counting(docs, store)
    assert number == 1
    assert second != first
    assert second == json.dumps(dossier_to_json(read([docs], world())))


def test_what_is_said_of_a_document_counts_as_a_change(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 2)
    read_counting(docs, store)
    (docs / "t0.meta.json").write_text('{"date": "2019-01-02", "publisher": "X"}')
    changed, number = read_counting(docs, store)
    assert number == 1
    assert '"published": "2019-01-02"' in changed


def test_linking_sees_new_documents_beside_kept_ones(tmp_path: Path) -> None:
    """A new document tells which zones the kept ones mean by "the four zones"."""
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    docs.mkdir()
    (docs / "b.txt").write_text(
        "Published on 5 June 2017. Military observers said that a de-escalation zone "
        "covers Idlib province and parts of Latakia, Hama and Aleppo provinces.\n"
    )
    read_counting(docs, store)
    for path in READING.glob("corpus/*.txt"):
        (docs / path.name).write_bytes(path.read_bytes())
    both, _ = read_counting(docs, store)
    assert both == json.dumps(dossier_to_json(read([docs], world())))


def test_documents_that_are_gone_leave_the_store(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 3)
    read_counting(docs, store)
    (docs / "t1.txt").unlink()
    assert read_counting(docs, store)[1] == 0
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("SELECT count(*) FROM readings").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM waiting").fetchone() == (0,)


def test_another_gazetteer_reads_all_again(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 2)
    read_counting(docs, store)
    places = world().gazetteer.places
    other = World(Gazetteer([p for p in places if p.name != "Idlib"]))
    assert stamp_of(other) != stamp_of(world())
    assert read_counting(docs, store, other)[1] == 2
    assert read_counting(docs, store)[1] == 2


def test_another_reader_reads_all_again(tmp_path: Path, monkeypatch) -> None:
    from zones.reading import store as stores

    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 2)
    read_counting(docs, store)
    code = tmp_path / "code.py"
    code.write_text("rules = 1\n")
    monkeypatch.setattr(stores, "_ROOT", tmp_path)
    monkeypatch.setattr(stores, "_reader_files", lambda: [code])
    stores._reader_stamp.cache_clear()
    try:
        assert read_counting(docs, store)[1] == 2
        assert read_counting(docs, store)[1] == 0
        code.write_text("rules = 2\n")
        stores._reader_stamp.cache_clear()
        assert read_counting(docs, store)[1] == 2
    finally:
        stores._reader_stamp.cache_clear()


def test_the_stamp_covers_rules_and_places() -> None:
    from zones.reading.store import _reader_files

    names = {str(path).replace("\\", "/") for path in _reader_files()}
    for end in (
        "zones/reading/control/words.py",
        "zones/claims.py",
        "zones/data/known_zones.json",
        "geodata/data/places.json",
        "geodata/folding.py",
    ):
        assert any(name.endswith(end) for name in names), end


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 5)

    class Stop(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done == 3:
            raise Stop

    with pytest.raises(Stop):
        read([docs], world(), stop, store=store)
    assert read_counting(docs, store)[1] == 2


def test_a_file_of_others_is_no_store(tmp_path: Path) -> None:
    write_texts(tmp_path / "docs", 1)
    store = tmp_path / "a.readings"
    store.write_text("my notes")
    with pytest.raises(OverwriteError, match="a.readings: is no store of readings"):
        read([tmp_path / "docs"], world(), store=store)
    assert store.read_text() == "my notes"
    store.unlink()
    with closing(sqlite3.connect(store)) as database:
        database.execute("CREATE TABLE notes (words)")
    with pytest.raises(OverwriteError, match="a.readings: is no store of readings"):
        read([tmp_path / "docs"], world(), store=store)


def test_a_broken_store_is_named(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 1)
    read_counting(docs, store)
    with closing(sqlite3.connect(store)) as database:
        database.execute("UPDATE readings SET outline = x'00'")
        database.commit()
    with pytest.raises(InputError, match=r"a\.readings: broken .*: remove it"):
        read([docs], world(), store=store)


def test_a_store_serves_one_run_at_a_time(tmp_path: Path) -> None:
    docs, store = tmp_path / "docs", tmp_path / "a.readings"
    write_texts(docs, 1)
    with open_store(store, stamp_of(world())):
        with pytest.raises(InputError, match="in use by another run"):
            read([docs], world(), store=store)


def test_the_key_leaves_out_where_a_file_lies() -> None:
    one = Content("a/x.txt", "x", "words", "0", {"id": "x"})
    assert key_of(one) == key_of(replace(one, name="b/x.txt"))
    assert key_of(one) != key_of(replace(one, fields={"id": "y"}))
    assert key_of(one) != key_of(replace(one, text="other words"))


def test_files_and_texts_in_memory_are_linked_alike() -> None:
    """Which wars are told of is counted in the same way on both paths."""
    paths = sorted((READING / "elsewhere").glob("*.txt"))
    texts, _ = read_documents(paths)
    assert list(read(paths, world()).claims) == read_texts(texts, world())


def test_items_are_taken_as_they_are_needed() -> None:
    taken = count()

    def items():
        while True:
            yield next(taken)

    results = spread(_same, items(), None, 2, count=10_000)
    assert [next(results) for _ in range(20)] == list(range(20))
    results.close()
    assert next(taken) < 400


def _same(item: int, shared: None) -> int:
    return item


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"deesc": 1},
        {"deesc": 1, "a": [], "b": [1, {"x": [1, 2]}, []], "c": {"d": "é\n€"}},
    ],
    ids=["nothing", "one", "lists"],
)
def test_streamed_json_is_json_written_whole(tmp_path: Path, record) -> None:
    path = tmp_path / "a.json"
    lazy = {k: iter(v) if isinstance(v, list) else v for k, v in record.items()}
    stream_json(path, lazy)
    assert path.read_bytes() == json_text(record).encode()


def test_a_stream_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("before")

    def items():
        yield 1
        raise InputError("no")

    with pytest.raises(InputError):
        stream_json(path, {"a": items()})
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_compiled_dossier_is_that_of_one_reading(tmp_path: Path) -> None:
    docs, one = tmp_path / "docs", tmp_path / "one.json"
    write_texts(docs, 4)
    lines = compile_dossier([docs], one, world())
    assert read_dossier(one).claims == read([docs], world()).claims
    assert lines[0] == "4 documents"
    assert not store_beside(one).exists()
    kept = compile_dossier([docs], tmp_path / "two.json", world(), quotes=False)
    assert kept[1:] == lines[1:]
    assert all(c.quote is None for c in read_dossier(tmp_path / "two.json").claims)


def test_many_documents_leave_a_store_beside_the_dossier(tmp_path: Path) -> None:
    docs, output = tmp_path / "docs", tmp_path / "d.json"
    docs.mkdir()
    for each in range(MANY):
        (docs / f"n{each}.txt").write_text(f"Talks on Idlib were held, part {each}.\n")
    run = ["read", str(docs), "-o", str(output)]
    assert CliRunner().invoke(main, run).exit_code == 0
    first = output.read_bytes()
    assert store_beside(output).exists()
    (docs / "n7.txt").write_text("Talks on Hama were held instead.\n")
    again = CliRunner().invoke(main, run)
    said = f"{MANY} documents, {MANY - 1} unchanged and not read again"
    assert said in again.stderr
    assert output.read_bytes() != first
    for option in ("--no-store", "--no-quotes"):
        other = tmp_path / f"{option[2:]}.json"
        result = CliRunner().invoke(main, [*run[:-1], str(other), option])
        assert result.exit_code == 0, result.stderr
        assert not store_beside(other).exists()


def test_decisions_outlive_a_compiled_reading(tmp_path: Path) -> None:
    docs, output = tmp_path / "docs", tmp_path / "d.json"
    write_texts(docs, 2)
    run = ["read", str(docs), "-o", str(output)]
    assert CliRunner().invoke(main, run).exit_code == 0
    one, other = read_dossier(output).claims[0], read_dossier(output).claims[-1]
    chosen = ["--accept", one.id, "--reject", other.id]
    assert CliRunner().invoke(main, ["review", str(output), *chosen]).exit_code == 0
    (docs / f"{other.document}.txt").write_text("Nothing was said.\n")
    result = CliRunner().invoke(main, run)
    assert result.exit_code == 0, result.stderr
    assert "1 decisions kept" in result.stderr
    assert f"orphaned: reject of {other.id}: no such claim" in result.stderr
    kept = {d.claim: d.orphan for d in read_dossier(output).decisions}
    assert kept == {one.id: None, other.id: "no such claim"}


@pytest.mark.parametrize("indent", [1, 4, None], ids=["own", "wide", "one line"])
def test_claims_of_an_undecided_dossier_are_not_loaded(tmp_path: Path, indent) -> None:
    docs, output = tmp_path / "docs", tmp_path / "d.json"
    write_texts(docs, 2)
    compile_dossier([docs], output, world())
    record = json.loads(output.read_text("utf-8"))
    text = json.dumps({**record, "coverage": ["No radio."]}, indent=indent)
    output.write_text(text, "utf-8")
    found = earlier_dossier(output)
    assert found is not None
    assert found.claims == ()
    assert found.coverage == ("No radio.",)
    assert [d.id for d in found.documents] == ["t0", "t1"]
