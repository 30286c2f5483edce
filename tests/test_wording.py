"""The phrases of the page: whole in each language, and all of them known and used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from geodata.errors import InputError
from maps.about import DISCLAIMER
from maps.page import render_page, render_payload
from maps.payload import build_payload
from maps.wording import Words, languages, names_by_language, word_tables
from samples import syrian_atlas

MAPS = Path(__file__).parents[1] / "maps"
PAYLOAD = Path(__file__).parent / "data" / "page_payload.json"
OTHERS = [code for code in languages() if code != "en"]
PLACE = re.compile(r"\{(\w+)\}")
CLDR = {"en": {"one", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"}}


def forms(phrase: str | dict[str, str]) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def places(phrase: str | dict[str, str]) -> set[str]:
    """Return the placeholders; a plural form may leave out the count."""
    found = [set(PLACE.findall(form)) for form in forms(phrase)]
    return set.union(*found)


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_the_phrases_of_english(code: str) -> None:
    tables = word_tables()
    assert list(tables[code]["words"]) == list(tables["en"]["words"])
    assert list(tables[code]["terms"]) == list(tables["en"]["terms"])
    assert list(tables[code]["titles"]) == list(tables["en"]["titles"])
    for key, phrase in tables["en"]["words"].items():
        other = tables[code]["words"][key]
        assert places(other) == places(phrase), key
        assert all(form.strip() for form in forms(other)), key
        assert type(other) is type(phrase), key


@pytest.mark.parametrize("code", languages())
def test_a_table_is_whole(code: str) -> None:
    table = word_tables()[code]
    assert table["direction"] in ("ltr", "rtl") and table["name"]
    assert len(table["months"]) == len(table["months_short"]) == 12
    for key, phrase in table["words"].items():
        if isinstance(phrase, dict):
            assert set(phrase) == CLDR.get(code, set(phrase)), key
        assert not re.search(r"[<>]", " ".join(forms(phrase))), key


def asked() -> tuple[set[str], set[str]]:
    """Return the keys that scripts, template and Python ask for, and their beginnings.

    A beginning is what stands before a part that is only known when the page runs.
    """
    keys, starts = set(), set()
    calls = r"\b(?:t|compose|own|say)\(\s*f?\"([a-z_.]+)(\"|\{)(\s*\+)?"
    patterns = ("static/*.js", "*.html", "*.py", "events/*.py")
    for path in [path for pattern in patterns for path in MAPS.glob(pattern)]:
        text = path.read_text("utf-8")
        for key, end, more in re.findall(calls, text):
            (starts if more or end == "{" else keys).add(key)
        keys |= set(re.findall(r'data-t(?:-label|-title)?="([^"]+)"', text))
        # Keys that stand alone: in a choice, or handed to a function that says them.
        keys |= set(re.findall(r'(?<![\w/.-])"([a-z]+\.[a-z_]+)"', text)) & known()
    return keys, starts


def known() -> set[str]:
    return set(word_tables()["en"]["words"])


def test_the_page_asks_for_known_phrases_only() -> None:
    keys, starts = asked()
    assert len(keys) > 100
    assert keys <= known(), keys - known()
    for start in starts:
        assert any(key.startswith(start) for key in known()), start


def test_no_phrase_is_left_over() -> None:
    keys, starts = asked()
    left = {k for k in known() - keys if not any(k.startswith(s) for s in starts)}
    assert not left


def test_scripts_carry_no_phrase_of_their_own() -> None:
    """Three words in a row within quotes are a phrase, and belong in a table."""
    phrase = re.compile(r"\"[^\"\n]*\b[a-z]+ [a-z]+ [a-z]+[^\"\n]*\"")
    code = re.compile(r"use strict|zoomend|noopener|#legend|input|img-src|[<>=]")
    for path in sorted(MAPS.glob("static/*.js")):
        text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text("utf-8"), flags=re.S)
        found = [f for f in phrase.findall(text) if not code.search(f)]
        assert not found, path.name


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(InputError, match="'xx': there is no table of it; ar, en are"):
        Words("xx")


def test_a_phrase_that_a_language_lacks_is_english(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(word_tables()["ar"]["words"], "plain.none")
    assert Words("ar").say("plain.none") == "none"


def test_the_disclaimer_is_that_of_the_table() -> None:
    assert DISCLAIMER == word_tables()["en"]["words"]["page.disclaimer"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا وثائق"),
        (1, "وثيقة واحدة"),
        (2, "وثيقتان"),
        (5, "5 وثائق"),
        (11, "11 وثيقة"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, words: str) -> None:
    assert Words("ar").say("support.documents", count=count) == words


def test_names_are_taken_in_the_script_of_a_language() -> None:
    assert names_by_language(["Idlib", "Идлиб", "إدلب", "ادلب"]) == {"ar": "إدلب"}
    assert names_by_language(["إدلب (Idlib)"]) == {}


def test_payload_names_places_and_heading_in_arabic() -> None:
    found = build_payload(syrian_atlas())
    assert found["titles"]["ar"] == "مناطق خفض التصعيد في سوريا"
    names = {p["code"]: p["names"] for p in found["provinces"]}
    assert names["SY-ID"] == {"ar": "إدلب"}
    zone = next(z for z in found["zones"] if z["id"] == "idlib")
    assert zone["names"] == {"ar": "إدلب"}


def test_an_own_title_stands_in_every_language() -> None:
    page = render_page(syrian_atlas(), title="Quiet", lang="ar")
    assert "<title>Quiet</title>" in page and 'lang="ar" dir="rtl"' in page


def test_the_table_without_script_speaks_the_language_asked_for() -> None:
    payload: dict[str, Any] = json.loads(PAYLOAD.read_text("utf-8"))
    page = render_payload(payload | {"lang": "ar"})
    plain = page[page.index("<noscript>") : page.index("</noscript>")]
    said = Words("ar").say("page.not_control").encode("ascii", "xmlcharrefreplace")
    assert said.decode() in plain and "Not a control map" not in plain
