"""Linking across documents: sets of zones, and mentions of one agreement."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from samples import world
from zones import loading
from zones.claims import Claim
from zones.compiling import compile_dossier
from zones.documents import read_documents
from zones.loading import earlier_dossier
from zones.reading import read_texts
from zones.reading.accords import _Groups, _may_be_same, _precision, name_agreements
from zones.reading.drafts import Agreement
from zones.reading.linking import MOST_OF_A_SET

SYRIA = """Published on 2 June 2018.

The demilitarised zone includes the area of Saraqib. Another demilitarised zone in Syria
includes the town of Morek and its surroundings.
"""
SUDAN = """Published on 4 June 2018.

The demilitarised zone includes the area of Kadugli in Sudan. Soldiers of the army of
Sudan left the town of Kadugli.
"""
ALL = """Published on 1 July 2018.

Shelling hit the town of Jisr al-Shughur in Idlib province in Syria on 28 June 2018. All
demilitarised zones have been in force since 30 June 2018.
"""


def read(tmp_path: Path, **texts: str) -> list[Claim]:
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    found, _ = read_documents([tmp_path])
    return read_texts(found, world())


def zones_of(claims: list[Claim], document: str, kind: str = "status") -> set[str]:
    return {c.zone or "-" for c in claims if c.document == document and c.kind == kind}


def test_all_zones_are_those_of_the_country_spoken_of(tmp_path: Path) -> None:
    claims = read(tmp_path, a=SYRIA, b=SUDAN, c=ALL)
    named = zones_of(claims, "a", "extent")
    assert len(named) == 2
    assert zones_of(claims, "b", "extent") - named
    assert zones_of(claims, "c") == named


def test_a_set_of_very_many_zones_is_kept_as_said(tmp_path: Path) -> None:
    places = [p.name for p in world().gazetteer.places if p.country == "SY"]
    towns = sorted({name for name in places if name.isascii() and "-" not in name})
    texts = {
        f"t{n}": f"The demilitarised zone includes the town of {town} in Syria.\n"
        for n, town in enumerate(towns[: MOST_OF_A_SET + 5])
    }
    claims = read(tmp_path, **texts, c=ALL)
    named = set().union(*(zones_of(claims, text, "extent") for text in texts))
    assert len(named) > MOST_OF_A_SET
    (claim,) = [c for c in claims if c.document == "c" and c.kind == "status"]
    assert claim.zone is None
    assert not [step for step in claim.inferred if step.what == "zone"]


def mentions_of(dice: random.Random) -> list[Agreement]:
    """Make mentions that share venues, parties, counts and days by chance."""
    dates = [None, "2017-05-04", "2017-05", "2017", "[2017-05-01..2017-05-09]", "2016"]
    dates += ["2017-05-30", "2017-06-01", "2015/2019", "../2017", "2017-05-04?"]
    parties = ["Russia", "Turkey", "Iran", "Syria"]
    return list(
        dict.fromkeys(
            Agreement(
                dice.choice([None, "astana", "sochi"]),
                dice.choice(dates),
                tuple(dice.sample(parties, dice.randint(0, 3))),
                dice.choice([None, "ceasefire"]),
                dice.choice([None, None, 4]),
            )
            for _ in range(40)
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_mentions_are_grouped_as_if_each_were_compared(seed: int) -> None:
    mentions = mentions_of(random.Random(seed))
    groups = _Groups()
    plain: list[list[Agreement]] = []
    for mention in sorted(mentions, key=_precision):
        groups.add(mention)
        for group in plain:
            if all(_may_be_same(mention, other) for other in group):
                group.append(mention)
                break
        else:
            plain.append([mention])
    assert groups.members == plain
    names = name_agreements(mentions)
    for group in plain:
        assert len({names.get(mention) for mention in group}) == 1


@pytest.mark.parametrize("block", [1, 7, 1 << 20], ids=str)
def test_claims_are_passed_over_block_by_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(loading, "_BLOCK", block)
    docs, output = tmp_path / "docs", tmp_path / "d.json"
    docs.mkdir()
    (docs / "a.txt").write_text(SYRIA, "utf-8")
    compile_dossier([docs], output, world())
    record = json.loads(output.read_text("utf-8"))
    assert record["claims"]
    found = loading._without_claims(output)
    assert found == {**record, "claims": []}
    earlier = earlier_dossier(output)
    assert earlier is not None
    assert [document.id for document in earlier.documents] == ["a"]
