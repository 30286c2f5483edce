"""Briefs: what they say, what each format holds, and what hostile words cannot do."""

from __future__ import annotations

import base64
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli import main
from click.testing import CliRunner
from docx import Document as WordDocument
from geodata.errors import InputError
from geodata.formats import is_own_file
from geodata.periods import day_of, parse_edtf
from maps.briefs import BriefRequest, gather_brief, write_brief
from maps.briefs.happenings import draw_chart, happenings
from maps.briefs.references import Notes, bibtex, csl_json
from maps.briefs.writing import escape_markdown
from PIL import Image
from pypdf import PdfReader
from samples import aruvian_atlas, syrian_atlas
from zones.answers import inside
from zones.atlas import Atlas
from zones.claims import Event

FROM, ON = day_of("2018-01-01"), day_of("2019-06-01")
HOSTILE = (
    "<script>alert(1)</script> **b** $x^2$ [l](javascript:a) `c` {{ 7*7 }} ^[n] | "
    "\\end{x}"
)


class Tags(HTMLParser):
    """Collects tags and the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def page_of(path: Path) -> Tags:
    parser = Tags()
    parser.feed(path.read_text("utf-8"))
    return parser


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return syrian_atlas()


@pytest.fixture(scope="module")
def hostile(atlas: Atlas) -> Atlas:
    documents = tuple(
        replace(d, title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)")
        for d in atlas.documents
    )
    return replace(atlas, documents=documents)


@pytest.fixture(scope="module")
def made(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("briefs")
    request = BriefRequest(ON, FROM, "idlib", marking="FOR DISCUSSION")
    found = {}
    for form in ("html", "md", "docx", "pdf"):
        found[form] = folder / f"brief.{form}"
        write_brief(atlas, request, found[form])
    return found


def test_every_sentence_leads_back_to_claims(atlas):
    brief = gather_brief(atlas, BriefRequest(ON, FROM, "idlib"))
    zone = brief.facts["zones"][0]
    assert zone["summary"][0]["claims"]
    numbers = {note["number"] for note in brief.facts["notes"]}
    for sentence in [*zone["summary"], *brief.facts["changes"]]:
        assert set(sentence["claims"]) <= set(atlas.claim)
        assert (sentence["note"] in numbers) == bool(sentence["claims"])
    listed = {source["number"] for source in brief.facts["sources"]}
    assert listed == set(range(1, len(listed) + 1))
    for note in brief.facts["notes"]:
        assert {part["source"] for part in note["parts"]} <= listed


def test_a_brief_says_what_the_answers_say(atlas):
    record = inside(atlas, "idlib", ON)
    zone = gather_brief(atlas, BriefRequest(ON, None, "idlib")).facts["zones"][0]
    assert zone["regime"] == record["regime"]
    assert [s["certainty"] for s in zone["statuses"]] == [
        s["certainty"] for s in record["status"]
    ]
    for certainty in ("certain", "possible"):
        assert zone["inside"][certainty]["place"] == [
            row["name"]
            for row in record["items"]
            if row["kind"] == "place" and row["certainty"] == certainty
        ]


def test_events_are_certain_only_if_all_their_days_lie_in_the_period(atlas):
    dated = [
        (item, atlas.claim[item.claims[0]].body)
        for item in atlas.items
        if item.kind == "event"
    ]
    item, body = next(
        (i, b) for i, b in dated if isinstance(b, Event) and b.on and "?" not in b.on
    )
    about = next(iter(body.about), "idlib")
    date = parse_edtf(body.on)
    whole = happenings(atlas, about, date.first, date.last)
    assert {e.certainty for e in whole if e.claims == item.claims} <= {
        "certain",
        "possible",
    }
    assert not [
        e
        for e in happenings(atlas, about, date.first - 40, date.first - 1)
        if e.claims == item.claims
    ]


def test_a_chart_shows_its_events(atlas):
    events = happenings(atlas, "idlib", FROM, ON)
    full = Image.open(io.BytesIO(draw_chart(events, FROM, ON))).convert("RGB")
    colours = full.getcolors(1 << 24)
    orange = [n for n, c in colours or [] if c == (0xD5, 0x5E, 0x00)]
    certain = any(e.certainty == "certain" for e in events)
    assert bool(orange and orange[0] > 500) == certain or not events


def test_html_holds_the_map_and_loads_nothing(made):
    page = page_of(made["html"])
    frames = [attrs for tag, attrs in page.tags if tag == "iframe"]
    assert len(frames) == 1
    srcdoc = frames[0]["srcdoc"] or ""
    assert "deesc" in srcdoc and "leaflet" in srcdoc.lower()
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a
    )
    assert policy and policy.startswith("default-src 'none'")
    for tag, attrs in page.tags:
        if tag in ("img", "script", "link", "iframe"):
            assert (attrs.get("src") or "data:").startswith("data:")
            assert tag not in ("script", "link")
    pictures = [a for t, a in page.tags if t == "img"]
    assert pictures and all(a["alt"] for a in pictures)
    data = base64.b64decode((pictures[0]["src"] or "").split(",", 1)[1])
    assert Image.open(io.BytesIO(data)).width > 500
    targets = {a["id"] for _, a in page.tags if a.get("id")}
    links = {
        a["href"] for t, a in page.tags if t == "a" and a.get("href", "#")[0] == "#"
    }
    assert links and {link[1:] for link in links} <= targets


def test_markdown_has_its_pictures_and_notes_beside_it(made):
    text = made["md"].read_text("utf-8")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert used and used == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    pictures = re.findall(r"\]\((\S+\.png)\)", text)
    assert pictures
    for name in pictures:
        with Image.open(made["md"].parent / name) as picture:
            assert picture.width > 500


def test_word_has_headings_tables_footnotes_and_alternative_texts(made):
    document = WordDocument(str(made["docx"]))
    styles = [p.style.name for p in document.paragraphs]
    assert "Heading 1" in styles and "Heading 2" in styles
    assert len(document.tables) >= 2
    with zipfile.ZipFile(made["docx"]) as archive:
        body = archive.read("word/document.xml").decode()
        notes = archive.read("word/footnotes.xml").decode()
    assert "w:footnoteReference" in body
    assert "claims" in notes
    assert re.search(r'<wp:docPr [^>]*descr="Map of Idlib', body)


def test_word_opens_in_a_word_processor(made, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice: libreoffice-writer-nogui")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path), str(made["docx"])],
        check=True,
        capture_output=True,
        timeout=240,
    )
    reader = PdfReader(tmp_path / "brief.pdf")
    said = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "What we do not know" in said and "Method and limits" in said
    assert any(page.images for page in reader.pages)


def test_pdf_is_tagged_and_has_bookmarks(made):
    reader = PdfReader(made["pdf"])
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"

    def titles(outline):
        for entry in outline:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    names = list(titles(reader.outline))
    assert "Idlib" in names and "Sources" in names
    said = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    assert "Not a control map" in said and "FOR DISCUSSION" in said
    assert any(page.images for page in reader.pages)


@pytest.mark.parametrize("form", ["md", "docx", "pdf", "html"])
def test_equal_briefs_have_equal_bytes(atlas, made, tmp_path, form):
    path = tmp_path / f"brief.{form}"
    request = BriefRequest(ON, FROM, "idlib", marking="FOR DISCUSSION")
    write_brief(atlas, request, path)
    assert path.read_bytes() == made[form].read_bytes()
    assert is_own_file(path)


def test_hostile_words_stay_words(hostile, tmp_path):
    request = BriefRequest(ON, None, "idlib", title=HOSTILE, marking=HOSTILE)
    paths = {form: tmp_path / f"b.{form}" for form in ("html", "md", "docx")}
    for path in paths.values():
        write_brief(hostile, request, path)
    page = page_of(paths["html"])
    assert "script" not in [tag for tag, _ in page.tags]
    assert not [a for _, a in page.tags if (a.get("href") or "").startswith("java")]
    assert HOSTILE in page.text
    document = WordDocument(str(paths["docx"]))
    said = "\n".join(p.text for p in document.paragraphs)
    assert HOSTILE in said
    with zipfile.ZipFile(paths["docx"]) as archive:
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "javascript" not in links


@pytest.mark.parametrize(
    "text", ["a|b", "*x*", "$1$", "[a](b)", "<b>", "`c`", "a\n# b"]
)
def test_markdown_is_escaped(text):
    assert re.sub(r"\\(.)", r"\1", escape_markdown(text)) == " ".join(text.split())


def test_own_templates_see_the_facts_and_nothing_else(atlas, tmp_path, monkeypatch):
    template = tmp_path / "own.md"
    template.write_text("{{ zones[0].name }}: {{ zones[0].summary[0].text }}\n")
    request = BriefRequest(ON, None, "idlib")
    write_brief(atlas, request, tmp_path / "b.md", template=template)
    assert "Idlib: On 1 June 2019 the regime" in (tmp_path / "b.md").read_text()
    monkeypatch.setattr("maps.briefs.writing._pictures", lambda *_: [])
    for text, said in (
        ("{{ nothing }}", "nothing"),
        ("{% if %}", "line 1"),
        ("{{ title.__class__.__mro__ }}", "unsafe"),
        ("{% include '/etc/passwd' %}", "own.md"),
    ):
        template.write_text(text)
        with pytest.raises(InputError, match=said):
            write_brief(atlas, request, tmp_path / "c.md", template=template)
        assert not (tmp_path / "c.md").exists()


def test_sources_are_for_reference_managers(atlas, hostile, tmp_path):
    lists = [tmp_path / "s.json", tmp_path / "s.bib"]
    request = BriefRequest(ON, None, "idlib")
    write_brief(atlas, request, tmp_path / "b.md", sources=lists)
    items = json.loads(lists[0].read_text())
    assert {item["id"] for item in items} <= {d.id for d in atlas.documents}
    for item in items:
        assert item["type"] in ("article-newspaper", "document") and item["title"]
    entries = re.findall(r"^@misc\{([^,]+),", lists[1].read_text(), re.MULTILINE)
    assert len(entries) == len(items)
    entry = bibtex(hostile.documents[0])
    assert r"\textbackslash{}end\{x\}" in entry and "javascript:alert" not in entry
    assert "URL" not in csl_json(hostile.documents[0])
    with pytest.raises(InputError, match="--sources"):
        write_brief(atlas, request, tmp_path / "b.md", sources=[tmp_path / "s.ris"])


def test_notes_of_equal_claims_are_one(atlas):
    notes = Notes(atlas)
    claims = [claim.id for claim in atlas.claims[:2]]
    assert notes.add(claims) == notes.add(claims) == 1
    assert notes.add([]) is None


def test_another_country_is_reported_too(tmp_path):
    atlas = aruvian_atlas()
    path = tmp_path / "b.md"
    write_brief(atlas, BriefRequest(day_of("2001-06-01")), path)
    assert "## Method and limits" in path.read_text("utf-8")


def test_the_command_writes_and_refuses(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["report", "eastern-ghouta", "--on", "2018-03-20", "-o", "b.md"]
    done = CliRunner().invoke(main, [*words, "--sources", "b.bib"])
    assert done.exit_code == 0, done.output
    assert Path("b.bib").exists() and done.stdout == ""
    for bad, said in (
        (["report", "--on", "2018-01-01"], "--all"),
        (["report", "idlib"], "--on"),
        (["report", "idlib", "--from", "2018-01-01"], "--to"),
        (["report", "idlib", "--from", "2019-01-01", "--to", "2018-01-01"], "after"),
        (["report", "idlib", "--on", "2018-01-01", "-o", "b.odt"], ".docx"),
    ):
        done = CliRunner().invoke(main, bad)
        assert done.exit_code == 2 and said in done.stderr, bad


def test_an_empty_template_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jinja"
    empty.write_text("\n", "utf-8")
    output = tmp_path / "brief.html"
    words = ["report", "idlib", "--on", "2018-10-01", "--template", str(empty)]
    result = CliRunner().invoke(main, [*words, "-o", str(output)])
    assert result.exit_code == 1
    assert f"{empty}: the template is empty" in result.stderr
    assert not output.exists()
