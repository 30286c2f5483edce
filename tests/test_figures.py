"""Figures: what is drawn, what is said beside it, and what hostile words cannot do."""

from __future__ import annotations

import io
import random
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli import main
from click.testing import CliRunner
from geodata.errors import InputError, UnknownNameError
from geodata.formats import is_own_file
from geodata.periods import day_of
from maps.figures import FigureRequest, render_figure
from maps.figures.ground import land_of, parse_box, view_of
from maps.figures.labels import Box, Label, beside, end_of_leader, place_labels
from maps.figures.notes import Sources, caption
from maps.figures.paper import Sheet, parse_size, shorten, text_width, wrap
from maps.figures.scene import compose_scene, status_on
from maps.figures.words import LANGUAGES, voice_of
from PIL import Image, ImageStat
from pypdf import PdfReader
from samples import aruvian_atlas, syrian_atlas
from zones.atlas import Atlas

ON = day_of("2018-10-01")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "$x^2$ <b>&amp;\"'</b> \\frac{1}{2} \x00\x08 ]]> <!-- \u202e end"


def request(zone: str | None = "idlib", **options: object) -> FigureRequest:
    return FigureRequest(**({"days": (ON,), "zone": zone} | options))  # type: ignore


def texts_of(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return syrian_atlas()


@pytest.fixture(scope="module")
def svg(atlas: Atlas) -> bytes:
    return render_figure(atlas, request(), "svg")


@pytest.mark.parametrize(
    ("text", "landscape", "sides"),
    [
        ("a4", False, (210, 297)),
        ("A3", True, (420, 297)),
        ("90x160mm", False, (90, 160)),
        ("160.5x90", True, (160.5, 90)),
    ],
)
def test_sheets_are_named_or_measured(text, landscape, sides):
    sheet = parse_size(text, landscape)
    assert (sheet.width, sheet.height) == sides


@pytest.mark.parametrize("text", ["a5", "", "10x10mm", "9000x200mm", "axb", "210x"])
def test_sheets_that_cannot_be_drawn_on_are_refused(text):
    with pytest.raises(InputError, match="--size"):
        parse_size(text)


@pytest.mark.parametrize(
    "text", ["1,2,3", "5,2,4,3", "0,0,0,0", "a,b,c,d", "nan,0,1,1"]
)
def test_boxes_that_are_none_are_refused(text):
    with pytest.raises(InputError, match="--bbox"):
        parse_box(text)


def test_a_png_has_the_size_of_its_sheet_and_is_not_blank(atlas):
    data = render_figure(atlas, request(sheet=Sheet(120, 160)))
    picture = Image.open(io.BytesIO(data))
    assert picture.size == pytest.approx((120 / 25.4 * 300, 160 / 25.4 * 300), abs=1)
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert picture.info["Software"].startswith("deesc ")
    colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None and len(colours) > 200
    blue = [c for _, c in colours if c[2] > c[0] + 25]
    assert blue, "no zone is filled"


@pytest.mark.parametrize("sides", [(160, 90), (100, 100), (75, 130)])
def test_small_sheets_say_less_in_smaller_type(atlas, sides):
    said = " ".join(texts_of(render_figure(atlas, request(sheet=Sheet(*sides)), "svg")))
    for words in ("Not a control map", "Drawn from", "error about"):
        assert words in said


def test_a_sheet_without_room_is_refused(atlas):
    with pytest.raises(InputError, match="larger --size"):
        render_figure(atlas, request(sheet=Sheet(60, 60)))


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_equal_figures_have_equal_bytes(atlas, form):
    small = request(sheet=Sheet(100, 100))
    assert render_figure(atlas, small, form) == render_figure(atlas, small, form)


def test_a_figure_says_what_it_rests_on(atlas, svg):
    said = " ".join(texts_of(svg))
    assert "Idlib: what documents say of 2018-10-01" in said
    assert "Not a control map" in said
    assert f"error about {atlas.boundaries.error_km:g} km" in said
    assert re.search(r"Drawn from \d+ claims of \d+ documents", said)
    assert atlas.boundaries.attribution in said
    assert "Inside by every reading that stands on the day" in said
    assert "Observation post or checkpoint, possibly there" in said


def test_numbers_on_the_map_are_those_of_the_sources(atlas, svg):
    said = texts_of(svg)
    listed = {int(m[1]) for t in said if (m := re.match(r"(\d+) (?!km)\S", t))}
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
    used = {
        int(number.translate(raised))
        for text in said
        for number in re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", text)
    }
    assert used and used <= listed
    assert listed == set(range(1, len(listed) + 1))


def test_an_svg_carries_its_letters_and_asks_for_nothing(svg):
    text = svg.decode("utf-8")
    assert "@font-face" in text and "data:font/ttf;base64," in text
    addresses = re.findall(r"(?:href|src)\s*=\s*\"([^\"]+)\"|url\(([^)]+)\)", text)
    outside = [a or b for a, b in addresses if not (a or b).startswith(("#", "data:"))]
    assert not outside
    assert ElementTree.fromstring(svg).find(f"{SVG}desc") is not None


def test_a_pdf_has_text_and_only_embedded_fonts(atlas):
    data = render_figure(atlas, request(), "pdf")
    reader = PdfReader(io.BytesIO(data))
    page = reader.pages[0]
    assert [float(x) / 72 * 25.4 for x in page.mediabox[2:]] == pytest.approx(
        [210, 297]
    )
    assert "what documents say of 2018-10-01" in page.extract_text()
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    assert len(fonts) > 1
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()
    assert reader.metadata is not None and "/CreationDate" not in reader.metadata


def test_hostile_words_are_drawn_as_they_are(atlas):
    hostile = replace(
        atlas, documents=tuple(replace(d, title=HOSTILE) for d in atlas.documents)
    )
    wanted = request(title=HOSTILE, subtitle=HOSTILE, marking=HOSTILE)
    svg = render_figure(hostile, wanted, "svg")
    root = ElementTree.fromstring(svg)
    assert {node.tag for node in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}b"})
    said = " ".join(texts_of(svg))
    assert "$x^2$ <b>&amp;\"'</b> \\frac{1}{2}" in said
    for form in ("png", "pdf"):
        assert render_figure(hostile, wanted, form)


def test_arabic_is_laid_from_the_right_in_its_own_words(atlas):
    svg = render_figure(atlas, request(lang="ar"), "svg")
    said = texts_of(svg)
    words = LANGUAGES["ar"]
    assert any(words["inner_certain"] in line for line in said)
    assert not any(LANGUAGES["en"]["inner_certain"] in line for line in said)
    assert b"text-anchor: end" in svg


def test_both_languages_say_the_same_things():
    english, arabic = (set(LANGUAGES[lang]) for lang in ("en", "ar"))
    assert english == {key for key in arabic if not key.startswith("status:")}
    for key in english:
        fields = [set(re.findall(r"{(\w+)", LANGUAGES[x][key])) for x in ("en", "ar")]
        assert fields[0] == fields[1], key


def test_small_multiples_have_one_map_for_each_day(atlas):
    days = tuple(map(day_of, ("2017-06-01", "2018-10-01", "2019-06-01")))
    said = texts_of(render_figure(atlas, request(days=days), "svg"))
    for day in ("2017-06-01", "2018-10-01", "2019-06-01"):
        assert any(re.match(rf"{day}\s+·\s+Regime", line) for line in said)


def test_what_is_coarsened_is_stamped(atlas):
    careful = replace(atlas, cautions=("posts and events moved to a grid of 20 km",))
    said = " ".join(texts_of(render_figure(careful, request(), "svg")))
    assert "Posts and events moved to a grid of 20 km." in said


def test_another_country_is_drawn_too():
    atlas = aruvian_atlas()
    zone = next(z for z in atlas.zone_ids() if atlas.zone_readings(z))
    data = render_figure(atlas, request(zone), "png")
    assert ImageStat.Stat(Image.open(io.BytesIO(data)).convert("L")).stddev[0] > 5


def test_unknown_zones_get_suggestions(atlas):
    with pytest.raises(UnknownNameError, match="idlib"):
        render_figure(atlas, request("idlb"))


def test_a_zone_that_nobody_places_is_refused_with_a_way_out(atlas):
    bare = replace(atlas, readings=(), relations=())
    with pytest.raises(InputError, match="--bbox"):
        render_figure(bare, request())


def test_certainty_of_a_scene_is_that_of_the_answers(atlas):
    box = view_of(atlas, "idlib").box()
    scene = compose_scene(atlas, ON, "idlib", box)
    inner = [s for s in scene.shapes if s.sort == "own" and s.part == "inner"]
    assert inner and {s.certainty for s in inner} <= {"certain", "possible"}
    posts = {s.id: s.certainty for s in scene.symbols if s.kind == "post"}
    assert posts
    for name, certainty in posts.items():
        frame = atlas.item_frame(atlas.item[name])
        assert frame is not None
        assert {p.on(ON) for p in frame.periods} & {certainty}
    before = compose_scene(atlas, day_of("2010-01-01"), "idlib", box)
    assert not [s for s in before.shapes if s.sort == "own"]
    assert before.regimes["idlib"] == "no"


def test_status_of_a_post_is_what_had_befallen_it_by_the_day(atlas):
    post = next(item for item in atlas.items if item.kind == "post")
    assert status_on(atlas, post, day_of("2000-01-01")) is None


def test_a_caption_counts_claims_and_lineages(atlas):
    view = view_of(atlas, "idlib")
    scene = compose_scene(atlas, ON, "idlib", view.box())
    sources = Sources(atlas)
    numbers = sources.use(atlas.regime("idlib").claims)
    said = " ".join(caption(atlas, [scene], sources, voice_of("en")))
    assert "independent sources" in said
    assert len(sources.lines()) >= len(numbers) > 0


def test_marks_join_runs_of_numbers(atlas):
    sources = Sources(atlas)
    by_document = {claim.document: claim.id for claim in atlas.claims}
    claims = list(by_document.values())[:3]
    assert sources.marks(claims) == "¹⁻³"
    assert sources.marks(claims[:1]) == "¹"
    assert sources.marks([claims[0], claims[2]]) == "¹\u2009³"


def test_land_reaches_to_the_edges_of_its_view(atlas):
    view = view_of(atlas, "idlib").fitted(190, 120)
    west, south, east, north = view.limits()
    assert (east - west) / (north - south) == pytest.approx(190 / 120)
    land = land_of(atlas, view)
    assert "SY" in land.countries and land.regions


def test_labels_cover_neither_each_other_nor_symbols():
    chance = random.Random(7)
    frame = Box(0, 0, 120, 90)
    spots = [(chance.uniform(4, 116), chance.uniform(4, 86)) for _ in range(60)]
    taken = [Box(x - 1, y - 1, x + 1, y + 1) for x, y in spots]
    labels = [
        Label(
            (("name", 6, "plain"),), 12, 2.6, tuple(beside(*s, 12, 2.6, 1.2, 12)), "", s
        )
        for s in spots
    ]
    placed = place_labels(labels, taken, frame)
    assert len(placed) > 40
    boxes = [label.box(label.at) for label in placed if label.at]
    for place, box in enumerate(boxes):
        assert frame.holds(box)
        assert not any(box.meets(other) for other in taken)
        assert not any(box.meets(other) for other in boxes[:place])
    for label, box in zip(placed, boxes, strict=True):
        assert label.anchor is not None
        end = end_of_leader(label.anchor, box)
        assert Box(*end, *end).x0 >= box.x0


def test_lines_are_broken_where_they_fit():
    words = "somewhere in here, not all of it " * 5 + "x" * 300
    lines = wrap(words, 7, "plain", 40)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(text_width(line, 7, "plain") <= 40 for line in lines)
    cut = shorten(words, 7, "plain", 40)
    assert cut.endswith("…") and text_width(cut, 7, "plain") <= 40.5


def test_the_command_writes_what_its_suffix_says(tmp_path):
    runner = CliRunner()
    for name, start in (("f.png", b"\x89PNG"), ("f.svg", b"<?xml"), ("f.pdf", b"%PDF")):
        path = tmp_path / name
        words = ["figure", "eastern-ghouta", "--on", "2018-03-01", "-o", str(path)]
        for _ in range(2):  # its own file may be replaced
            done = runner.invoke(main, [*words, "--size", "100x120mm"])
            assert done.exit_code == 0, done.output
        assert path.read_bytes().startswith(start)
        assert is_own_file(path)
        assert done.stdout == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["idlib"], "--on"),
        (["idlib", "--on", "2018-10-01", "--frames", "2018-10-01"], "--on"),
        (["--on", "2018-10-01"], "--bbox"),
        (["idlib", "--on", "2018-10-01", "-o", "x.gif"], ".png"),
        (["idlib", "--on", "2018-10-01", "--size", "a9"], "--size"),
        (["idlib", "--frames", ",".join(["2018-10-01"] * 13)], "12"),
    ],
)
def test_the_command_refuses_what_it_cannot_draw(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["figure", *words])
    assert done.exit_code == 2
    assert said in done.stderr
    assert not list(Path(tmp_path).iterdir())
