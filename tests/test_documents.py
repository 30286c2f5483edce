"""Documents: what is read, what is skipped and why, and what overrides what."""

from __future__ import annotations

import hashlib
import json

import re

import pytest
from geodata.errors import InputError
from zones.decoding import decode
from zones.documents import (
    Document,
    document_from_json,
    document_to_json,
    find_documents,
    read_documents,
)
from zones.webpages import read_page

TRUCE = "MINSK, February 12, 2015 /BelTA/. The leaders agreed on a truce.\n"


def _write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_is_read_with_its_day(tmp_path):
    path = _write(tmp_path, "truce.txt", TRUCE)
    (text,), skipped = read_documents([path])
    document = text.document
    assert (document.id, document.published) == ("truce", "2015-02-12")
    assert document.bounds == ("2015-02-12", "2015-02-12")
    assert (document.publisher, document.lineage) == ("BelTA", ("BelTA",))
    assert document.sha256 == hashlib.sha256(TRUCE.encode()).hexdigest()
    assert text.text == TRUCE
    assert skipped == []


def test_line_ends_and_byte_order_mark_do_not_move_offsets(tmp_path):
    _write(tmp_path, "a.txt", TRUCE + "More.\n")
    _write(tmp_path, "b.txt", ("\ufeff" + TRUCE + "More.\n").replace("\n", "\r\n"))
    (a, b), _ = read_documents([tmp_path])
    assert a.text == b.text
    assert a.document.text_sha256 == b.document.text_sha256
    assert a.document.sha256 != b.document.sha256


def test_folder_is_walked_sorted_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.md", ".hidden.txt", ".git/x.txt", "c.png", "d.HTM"):
        _write(tmp_path, name, "words")
    found = [
        path.relative_to(tmp_path).as_posix() for path in find_documents([tmp_path])
    ]
    assert found == ["a/z.md", "b.txt", "d.HTM"]


def test_front_matter_overrides_the_text(tmp_path):
    front = (
        "---\nid: minsk-2\ntitle: Second accord\ndate: 13 February 2015\n"
        "publisher: The Gazette\nlineage: [Reuters, AFP]\n"
        "url: https://example.org/x\n---\n"
    )
    path = _write(tmp_path, "a.txt", front + TRUCE)
    (text,), _ = read_documents([path])
    document = text.document
    assert document.id == "minsk-2"
    assert document.title == "Second accord"
    assert (document.published, document.published_basis) == (
        "2015-02-13",
        "front matter",
    )
    assert (document.publisher, document.lineage) == ("The Gazette", ("Reuters", "AFP"))
    assert text.text == TRUCE


def test_side_file_overrides_the_text(tmp_path):
    path = _write(tmp_path, "a.txt", TRUCE)
    side = {"published": "2015-02", "source": "Reuters", "other": 1}
    _write(tmp_path, "a.meta.json", json.dumps(side))
    (text,), _ = read_documents([path])
    assert text.document.published == "2015-02"
    assert text.document.bounds == ("2015-02-01", "2015-02-28")
    assert text.document.lineage == ("Reuters",)


def test_day_in_the_address_is_used(tmp_path):
    front = "---\nurl: https://example.org/2015/02/14/truce\n---\n"
    path = _write(tmp_path, "a.txt", front + "The truce holds.\n")
    (text,), _ = read_documents([path])
    assert text.document.published == "2015-02-14"
    assert text.document.published_basis == "date in the address"


def test_page_keeps_what_is_read_and_drops_the_rest(tmp_path):
    html = (
        "<html><head><title>Truce holds</title><style>p{}</style>"
        '<meta property="article:published_time" content="2015-02-14T10:00:00Z">'
        '<meta property="og:site_name" content="The Gazette"></head><body>'
        "<nav>Home</nav><header>Menu</header><p>The line &amp; the<br>bridge.</p>"
        "<script>alert('x < y')</script><aside>Read more</aside>"
        "<footer>Contact</footer></body></html>"
    )
    path = _write(tmp_path, "a.html", html)
    (text,), _ = read_documents([path])
    assert text.text == "The line & the\nbridge.\n"
    assert text.document.title == "Truce holds"
    assert text.document.published == "2015-02-14"
    assert text.document.publisher == "The Gazette"


def test_title_is_the_first_line_that_is_a_headline(tmp_path):
    first = "date 2015-02-12 Leaders agree on a truce in Minsk\n\nGuns fell silent.\n"
    _write(tmp_path, "a.txt", first)
    _write(tmp_path, "b.txt", "All news\n\n# A truce for the whole east\n\nIt holds.\n")
    _write(tmp_path, "c.txt", "The guns fell silent along the line at dawn.\n")
    texts, _ = read_documents([tmp_path])
    assert [text.document.title for text in texts] == [
        "Leaders agree on a truce in Minsk",
        "A truce for the whole east",
        None,
    ]


def test_unclosed_tags_do_not_swallow_the_page():
    page = read_page("<p>One<p>Two<img src=x><ul><li>Three")
    assert page.text.split() == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", b" \n", "empty"),
        ("binary.txt", b"\x89PNG\0\0" + bytes(range(256)), "binary"),
        ("huge.txt", b"a" * 20_000_001, "20,000,001 bytes, limit 20 MB"),
        ("greek.txt", "Η εκεχειρία τηρείται".encode(), "in Greek"),
        ("persian.txt", "آتش بس در این منطقه برقرار است و".encode(), "in Persian"),
    ],
)
def test_file_is_skipped_with_the_reason(tmp_path, name, content, why):
    good = _write(tmp_path, "good.txt", TRUCE)
    _write(tmp_path, name, content)
    texts, skipped = read_documents([tmp_path])
    assert [text.document.id for text in texts] == [good.stem]
    assert len(skipped) == 1
    assert skipped[0].path.endswith(name)
    assert why in skipped[0].why


def test_same_bytes_are_read_once(tmp_path):
    _write(tmp_path, "a.txt", TRUCE)
    _write(tmp_path, "b.txt", TRUCE)
    texts, skipped = read_documents([tmp_path])
    assert len(texts) == 1
    assert "same bytes as" in skipped[0].why


def test_equal_stems_get_a_number(tmp_path):
    _write(tmp_path, "a/truce.txt", TRUCE)
    _write(tmp_path, "b/truce.txt", TRUCE + "More.\n")
    texts, _ = read_documents([tmp_path])
    assert [text.document.id for text in texts] == ["truce", "truce-2"]


def test_other_encoding_is_detected_and_said(tmp_path, caplog):
    words = "Les chefs d'État réunis à Genève déclarèrent la trêve signée. " * 8
    path = _write(tmp_path, "a.txt", words.encode("cp1252"))
    (text,), _ = read_documents([path])
    assert "trêve signée" in text.text
    assert "not UTF-8" in caplog.text


def test_missing_or_unknown_paths_are_errors(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_documents([tmp_path / "none.txt"])
    odd = _write(tmp_path, "map.png", b"x")
    with pytest.raises(InputError, match=r"cannot read \.png; documents are \.txt"):
        read_documents([odd])


def test_nothing_readable_is_an_error_that_names_the_files(tmp_path):
    _write(tmp_path, "a.txt", b"")
    with pytest.raises(InputError, match=r"no readable document in .*a\.txt: empty"):
        read_documents([tmp_path])


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("---\ndate: someday\n---\n", "published: 'someday' is not a date"),
        ("---\ndate 2015\n---\n", "line 2: 'date 2015' is not key: value"),
        ("---\ndate: 01/03/2020\n---\n", "does not say which number is the month"),
        ("---\ntitle: x\ndate: soon\n---\n", "a.txt, line 3: published: 'soon'"),
    ],
)
def test_wrong_front_matter_is_an_error(tmp_path, front, message):
    path = _write(tmp_path, "a.txt", front + TRUCE)
    with pytest.raises(InputError, match=message):
        read_documents([path])


@pytest.mark.parametrize(
    ("side", "message"),
    [
        ("{", "a.meta.json: not JSON"),
        ("[]", "a.meta.json: an object with id, title"),
        ('{"date": "2015-02-30"}', "a.meta.json: published: '2015-02-30' is not"),
        ('{"title": {"en": "x"}}', "a.meta.json: title: words are needed, not {"),
        ('{"encoding": "utf-9"}', "a.txt: encoding: 'utf-9' is no encoding known"),
    ],
)
def test_wrong_side_file_is_an_error(tmp_path, side, message):
    path = _write(tmp_path, "a.txt", TRUCE)
    _write(tmp_path, "a.meta.json", side)
    with pytest.raises(InputError, match=re.escape(message)):
        read_documents([path])


def test_front_matter_may_hold_lists_and_what_is_not_read(tmp_path, caplog):
    front = "---\nlineage:\n  - TASS\n  - 'AFP'\ntags:\n  - war\npublishd: 2014\n---\n"
    path = _write(tmp_path, "a.txt", front + TRUCE)
    (text,), _ = read_documents([path])
    assert text.document.lineage == ("TASS", "AFP")
    assert caplog.messages == [
        f"{path}, line 7: 'publishd' is not read: is it published?"
    ]


def test_day_may_be_one_number(tmp_path):
    path = _write(tmp_path, "a.txt", TRUCE)
    _write(tmp_path, "a.txt.meta.json", '{"published": 20150213}')
    assert read_documents([path])[0][0].document.published == "2015-02-13"


def test_page_is_a_page_under_any_name(tmp_path):
    page = "<!DOCTYPE html><title>Guns fall silent in town</title><p>The truce holds."
    path = _write(tmp_path, "a.txt", page)
    (text,), _ = read_documents([path])
    assert text.text == "The truce holds.\n"
    assert text.document.title == "Guns fall silent in town"


def test_json_form_round_trips():
    document = Document("a", "T", "2015-02", "header", ("2015-02-01", "2015-02-28"))
    assert document_from_json(document_to_json(document)) == document


def test_json_form_needs_an_id_and_known_fields():
    with pytest.raises(InputError, match="document without id"):
        document_from_json({"title": "x"})
    with pytest.raises(InputError, match="a: document has no field 'colour'"):
        document_from_json({"id": "a", "colour": 1})
    assert document_from_json({"id": "a", "published": "2015"}).bounds == (
        "2015-01-01",
        "2015-12-31",
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le cessez-le-feu à Genève a été signé", "latin-1"),
        ("The “zone” was agreed – at last", "cp1252"),
        ("Gözlem noktası Şeyh Akil’de kuruldu, ateşkes sürüyor", "cp1254"),
        ("Зона создана в мае 2017 года, сообщил генерал.", "cp1251"),
        ("ПЕРЕМИРИЕ В ГОРОДЕ", "cp1251"),
        ("Перемирие в городе", "koi8-r"),
        ("Перемирие в серой зоне № 3", "iso-8859-5"),
        ("Перемирие в городе", "cp866"),
        ("The town (Золоте) lies at the line, 12 km from the road.", "cp1251"),
        ("هدنة في المدينة", "cp1256"),
        ("هدنة في المدينة", "iso-8859-6"),
        ("Şanlıurfa ile İskenderun arasında güvenlik bölgesi", "iso-8859-9"),
        ("A distance of 5\u00a0km, 3° east, no. 2 § 1", "cp1252"),
        ("Перемирие в городе", "utf-16-le"),
        ("هدنة في المدينة", "utf-16-be"),
        ("Zaporizhzhia and (Золоте)", "utf-16-le"),
    ],
)
def test_short_texts_in_old_encodings_are_read_as_what_they_are(text, encoding):
    assert decode("a.txt", text.encode(encoding)) == text
