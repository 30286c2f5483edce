"""Formats that documents come in: papers, articles, zips, encodings."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from geodata.errors import InputError, MissingExtraError
from zones.documents import (
    Document,
    Text,
    document_from_json,
    document_to_json,
    page_of,
    read_documents,
)
from zones.reading import read

TRUCE = "MINSK, February 12, 2015 /BelTA/. The leaders agreed on a truce.\n"
PARAGRAPH = (
    "The monitors counted forty vehicles that left the eastern bank of the river on "
    "Monday, and said that the de-escalation line had been quiet since the morning. "
    "Two villages near the bridge remained closed to all traffic for a third day."
)


def pdf_of(*pages: list[str], title: str = "") -> bytes:
    """Return a PDF with the lines of each page, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        shown = " T* ".join(
            "(" + "".join(f"\\{c}" if c in "()\\" else c for c in line) + ") Tj"
            for line in lines
        )
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def wrapped(text: str, width: int = 60) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def docx_of(*paragraphs: str, title: str = "") -> bytes:
    import docx

    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Morek", "closed"
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zip_of(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def only(path: Path) -> Text:
    (text,), skipped = read_documents([path])
    assert skipped == []
    return text


def why_skipped(folder: Path, name: str, data: bytes) -> str:
    (folder / "good.txt").write_text(TRUCE)
    (folder / name).write_bytes(data)
    texts, skipped = read_documents([folder])
    assert [text.document.id for text in texts] == ["good"]
    (left_out,) = skipped
    assert name in left_out.path
    return left_out.why


def test_pdf_is_read_page_by_page(tmp_path):
    path = tmp_path / "notes.pdf"
    second = "On 3 March 2015 the road was opened again."
    path.write_bytes(pdf_of([TRUCE.strip()], [second], title="Notes from the line"))
    text = only(path)
    assert text.document.title == "Notes from the line"
    assert text.document.published == "2015-02-12"
    first, page = text.text.split("\f")
    assert (first.strip(), page.strip()) == (TRUCE.strip(), second)
    at = text.text.index("road")
    assert [page_of(text, 0), page_of(text, at)] == [1, 2]
    assert text.document.pages == (0, text.text.index("\f") + 1)


def test_lines_of_a_pdf_become_paragraphs(tmp_path):
    path = tmp_path / "notes.pdf"
    lines = ["Monitors report", *wrapped(PARAGRAPH), *wrapped(PARAGRAPH[::-1])]
    path.write_bytes(pdf_of(lines))
    assert PARAGRAPH in only(path).text
    assert only(path).text.startswith("Monitors report\n")


def test_words_cut_at_a_line_end_are_mended(tmp_path):
    path = tmp_path / "notes.pdf"
    cut = ["The govern-", "ment left the cease-", "fire zone and the de-", "escalation"]
    known = ["area. A government spoke of de-escalation; the cease-fire held."]
    path.write_bytes(pdf_of(cut + known))
    words = " ".join(only(path).text.split())
    assert "The government left the cease-fire zone and the de-escalation" in words


def test_running_heads_and_page_numbers_are_left_out(tmp_path):
    path = tmp_path / "notes.pdf"
    pages = [
        [
            "Weekly notes of the mission",
            f"The {word} post was quiet.",
            f"printed on 3 June, page {number} of 3",
            f"{number}",
        ]
        for number, word in enumerate(("first", "second", "third"), 1)
    ]
    path.write_bytes(pdf_of(*pages))
    text = only(path).text
    assert "Weekly notes" not in text
    assert text.split("\f")[1].strip() == "The second post was quiet."


def test_ligatures_and_soft_hyphens_become_letters():
    from zones.papers import _plain

    assert _plain("The o\ufb00ensive of\u00a0the govern\u00ad\nment") == (
        "The offensive of the government"
    )


def test_claims_of_a_pdf_name_their_page(tmp_path):
    from samples import world
    from zones.building import build
    from zones.derivations import claim_record

    path = tmp_path / "notes.pdf"
    told = "The Idlib de-escalation zone was established on 4 May 2017."
    path.write_bytes(pdf_of(["Published on 3 June 2017."], wrapped(told)))
    dossier = read([path], world())
    atlas = build(dossier, world())
    pages = {c.id: claim_record(atlas, c)["page"] for c in dossier.claims}
    assert pages
    assert set(pages.values()) == {2}


def test_broken_locked_and_scanned_pdf_are_named(tmp_path):
    import pypdf

    assert "broken PDF" in why_skipped(
        tmp_path / _new(tmp_path), "a.pdf", b"%PDF-1.4 x"
    )
    blank = pypdf.PdfWriter()
    blank.add_blank_page(200, 200)
    out = io.BytesIO()
    blank.write(out)
    why = why_skipped(_new(tmp_path), "b.pdf", out.getvalue())
    assert why == "no text in 1 pages: scanned pictures are not read"
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(["Words."])))
    locked.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    why = why_skipped(_new(tmp_path), "c.pdf", out.getvalue())
    assert why == "encrypted: a password is needed"


def _new(folder: Path) -> Path:
    inner = folder / f"part{sum(1 for _ in folder.iterdir())}"
    inner.mkdir()
    return inner


def test_docx_is_read_with_its_tables(tmp_path):
    path = tmp_path / "notes.docx"
    path.write_bytes(docx_of(TRUCE.strip(), "More.", title="Truce in the east"))
    text = only(path)
    assert text.text == f"{TRUCE.strip()}\n\nMore.\n\nMorek\n\nclosed\n"
    assert text.document.title == "Truce in the east"
    assert text.document.pages == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"PK\x03\x04 no", "broken Word file"), (b"\xd0\xcf\x11\xe0", "old Word format")],
)
def test_docx_that_cannot_be_read_is_named(tmp_path, data, why):
    assert why in why_skipped(tmp_path, "a.docx", data)


@pytest.mark.parametrize(
    ("name", "library"), [("a.pdf", "pypdf"), ("a.docx", "docx")], ids=str
)
def test_missing_library_names_its_extra(tmp_path, monkeypatch, name, library):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(MissingExtraError, match=r"pip install 'deesc-zones\[documents"):
        read_documents([tmp_path])


ARTICLES = [
    {"title": "Guns fall silent", "date": "2015-02-15T08:00:00Z", "text": TRUCE},
    {
        "id": "b-7",
        "headline": "Bridge opened",
        "published": "Mon, 02 Mar 2015 10:00:00 GMT",
        "content": "<p>The bridge &amp; road opened.</p><p>Trade resumed.</p>",
        "source": {"id": None, "name": "Reuters"},
        "link": "https://example.org/b",
    },
    {"date": "not a day", "body": "The line held.", "id": 9},
]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("news.json", json.dumps(ARTICLES)),
        ("news.json", json.dumps({"status": "ok", "articles": ARTICLES})),
        ("news.jsonl", "\n\n".join(map(json.dumps, ARTICLES))),
        ("news.ndjson", "\n".join(map(json.dumps, ARTICLES))),
    ],
    ids=["list", "object", "lines", "lines by another name"],
)
def test_articles_are_documents_of_their_own(tmp_path, caplog, name, content):
    (tmp_path / name).write_text(content)
    (one, two, three), skipped = read_documents([tmp_path])
    assert skipped == []
    assert [t.document.id for t in (one, two, three)] == ["news-1", "b-7", "9"]
    assert (one.document.title, one.document.published) == (
        "Guns fall silent",
        "2015-02-15",
    )
    assert one.document.published_basis == "date of the article"
    assert two.text == "The bridge & road opened.\n\nTrade resumed.\n"
    assert two.document.published == "2015-03-02"
    assert two.document.publisher == "Reuters"
    assert two.document.lineage == ("Reuters",)
    assert two.document.url == "https://example.org/b"
    assert three.document.published is None
    assert "'not a day' is no date" in caplog.text


@pytest.mark.parametrize("day", [1423958400, "1423958400000", 20150215])
def test_day_of_an_article_may_be_a_number(tmp_path, day):
    article = {"text": "The guns fell silent.", "date": day}
    (tmp_path / "news.json").write_text(json.dumps([article]))
    assert read_documents([tmp_path])[0][0].document.published == "2015-02-15"


def test_entries_that_are_no_articles_are_named(tmp_path):
    lines = [json.dumps(ARTICLES[0]), "{", "[1]", '{"title": "x"}', '{"text": " "}']
    (tmp_path / "news.jsonl").write_text("\n".join([*lines, lines[0]]))
    texts, skipped = read_documents([tmp_path])
    assert [text.document.id for text in texts] == ["news-1"]
    said = [f"{each.path.rpartition('/')[2]}: {each.why}" for each in skipped]
    assert [words.partition(" (")[0] for words in said] == [
        "news.jsonl, line 2: not JSON",
        "news.jsonl, line 3: not an object",
        "news.jsonl, line 4: without a text",
        "news.jsonl, line 5: empty",
        f"news.jsonl, line 6: same bytes as {tmp_path}/news.jsonl, line 1",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('{"deesc": 1, "documents": []}', "a file of deesc"),
        ('{"name": "x"}', "JSON without articles"),
        ("[" * 100_000, "not JSON"),
        ("{", "not JSON (line 1, column 2"),
    ],
    ids=["dossier", "other", "deep", "broken"],
)
def test_json_without_articles_is_named(tmp_path, content, why):
    assert why in why_skipped(tmp_path, "other.json", content.encode())


def test_half_of_a_character_pair_does_not_spoil_the_dossier(tmp_path):
    path = tmp_path / "news.json"
    path.write_text('[{"text": "The line \\ud83d held.\\r\\nQuiet."}]')
    assert only(path).text == "The line \ufffd held.\nQuiet."


def test_map_and_build_take_a_file_of_articles(tmp_path):
    from samples import world
    from zones.loading import load_dossier

    path = tmp_path / "news.json"
    path.write_text(json.dumps(ARTICLES[:2]))
    dossier = load_dossier([path], world)
    assert [d.id for d in dossier.documents] == ["b-7", "news-1"]


def test_zip_is_read_in_memory(tmp_path):
    meta = json.dumps({"published": "2016"})
    members = {
        "b/two.txt": "Two lines were drawn.",
        "b/two.meta.json": meta,
        "a.jsonl": json.dumps(ARTICLES[0]),
        "../../evil.txt": "Nothing leaves the zip.",
        "__MACOSX/x.txt": "x",
        ".hidden.txt": "x",
        "picture.png": b"\x89PNG",
        "inner.zip": zip_of({"x.txt": "x"}),
    }
    (tmp_path / "all.zip").write_bytes(zip_of(members))
    texts, skipped = read_documents([tmp_path / "all.zip"])
    assert [text.document.id for text in texts] == ["evil", "a-1", "two"]
    assert texts[2].document.published == "2016"
    assert [s.why for s in skipped] == ["a zip within a zip is not opened"]
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def test_zip_bomb_is_cut_short(tmp_path):
    bomb = zip_of({"a.txt": b"a" * 20_000_001})
    assert len(bomb) < 100_000
    assert why_skipped(tmp_path, "bomb.zip", bomb) == "unpacks to more than 20 MB"


def test_zip_has_a_limit_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("zones.contents._MOST_UNPACKED", 100)
    data = zip_of({"a.txt": "a " * 45, "b.txt": "b " * 45})
    (tmp_path / "x.zip").write_bytes(data)
    texts, (skipped,) = read_documents([tmp_path])
    assert [text.document.id for text in texts] == ["a"]
    assert skipped.path.endswith("x.zip/b.txt")
    assert "the zip unpacks to more than" in skipped.why


def test_zip_without_documents_says_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.exe", "x")
    with pytest.raises(InputError, match=r"a\.zip: no document among 1 files \(\.txt"):
        read_documents([tmp_path])


def test_pdf_is_a_pdf_under_any_name(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    with pytest.raises(InputError, match=r"a\.txt: broken PDF"):
        read_documents([tmp_path])


def test_broken_zip_is_named(tmp_path):
    assert "broken zip" in why_skipped(tmp_path, "a.zip", b"PK no zip")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_unicode_is_read_with_or_without_its_mark(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TRUCE.encode(encoding))
    assert only(path).text == TRUCE


def test_page_in_another_encoding_says_so_itself(tmp_path, caplog):
    html = "<meta charset=windows-1251><p>The words «перемирие» were used in Minsk.</p>"
    path = tmp_path / "a.html"
    path.write_bytes(html.encode("cp1251"))
    assert "«перемирие»" in only(path).text
    assert caplog.text == ""


@pytest.mark.parametrize("encoding", ["cp1251", "cp1256", "latin-1"])
def test_encoding_can_be_stated(tmp_path, encoding):
    words = {"cp1251": "перемирие", "cp1256": "هدنة", "latin-1": "trêve"}[encoding]
    body = f"They said {words} in their statement.\n"
    front = tmp_path / "a.txt"
    front.write_bytes(f"---\nencoding: {encoding}\n---\n{body}".encode(encoding))
    assert only(front).text == body
    side = tmp_path / "b.txt"
    side.write_bytes(body.encode(encoding))
    side.with_suffix(".meta.json").write_text(json.dumps({"encoding": encoding}))
    assert only(side).text == body


@pytest.mark.parametrize(
    ("stated", "why"),
    [("klingon", "no encoding known"), ("ascii", "the bytes are not ascii")],
)
def test_wrong_stated_encoding_is_an_error(tmp_path, stated, why):
    path = tmp_path / "a.txt"
    path.write_bytes(f"---\nencoding: {stated}\n---\ntrêve".encode("latin-1"))
    with pytest.raises(InputError, match=rf"a\.txt: encoding: .*{why}"):
        read_documents([path])


def test_long_cyrillic_text_is_told_and_read(tmp_path):
    words = "Стороны договорились о прекращении огня вдоль линии соприкосновения. "
    (tmp_path / "a.txt").write_bytes((words * 6).encode("cp1251"))
    document = only(tmp_path / "a.txt").document
    assert document.language == "ru"


def test_language_without_readers_is_named(tmp_path):
    words = "Сторони домовилися про припинення вогню уздовж лінії зіткнення. "
    why = why_skipped(tmp_path, "a.txt", words.encode())
    assert why == "in Ukrainian: texts are read in English, Arabic, Russian, Turkish"


def test_pages_round_trip_and_stay_out_where_there_are_none():
    document = Document("a", pages=(0, 12))
    assert document_from_json(document_to_json(document)) == document
    assert "pages" not in document_to_json(Document("a"))
    assert page_of(Document("a"), 5) is None
    assert page_of(document, None) is None


def test_what_read_writes_can_be_read_and_reviewed(tmp_path):
    from samples import world
    from zones.dossier import read_dossier, write_dossier

    told = (
        "Three of the four security zones in Aruvia no longer exist, officials said.\n"
        "The zones were agreed on 4 May 2017 in Astana by the guarantors.\n"
    )
    (tmp_path / "a.txt").write_text(told)
    dossier = read([tmp_path / "a.txt"], world())
    write_dossier(dossier, tmp_path / "dossier.json")
    assert read_dossier(tmp_path / "dossier.json").claims == dossier.claims
