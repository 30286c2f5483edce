"""The embedded dossier and atlas are what the texts and the builder make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from geodata.world import load_world
from zones.building import build
from zones.dossier import dossier_to_json, read_dossier, without_texts
from zones.loading import embedded_dossier, load_atlas
from zones.quoting import with_quotes
from zones.reading import read

TEXTS = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.fixture(scope="module")
def texts():
    if not TEXTS.is_dir():
        pytest.skip("the five texts are not beside the project")
    return TEXTS


def test_the_dossier_is_what_the_texts_say(texts):
    fresh = without_texts(read([texts], load_world()))
    assert dossier_to_json(read_dossier(embedded_dossier("seed"))) == dossier_to_json(
        fresh
    )


def test_the_atlas_is_what_the_dossier_builds():
    world = load_world()
    built = build(read_dossier(embedded_dossier("seed")), world)
    shipped = load_atlas(["seed"], lambda: world)
    assert replace(shipped, keys={}) == replace(built, keys={})
    assert dict(shipped.keys) == dict(built.keys)


def test_no_sentence_is_shipped():
    dossier = read_dossier(embedded_dossier("seed"))
    assert {claim.quote for claim in dossier.claims} == {None}
    assert all(claim.end is not None for claim in dossier.claims)
    titles = [document.title for document in dossier.documents if document.title]
    assert titles
    assert all(len(title.removesuffix(" …").split()) <= 6 for title in titles)


def test_sentences_come_back_by_the_hash_of_their_texts(texts, tmp_path):
    atlas = with_quotes(load_atlas(["seed"], load_world), texts)
    assert all(claim.quote for claim in atlas.claims)
    (tmp_path / "000_06184d3366a70bb2.txt").write_text("Another text of that name.")
    other = with_quotes(load_atlas(["seed"], load_world), tmp_path)
    assert {claim.quote for claim in other.claims} == {None}
