"""Small dossiers and documents that the tests share; every word is invented.

Aruvia does not exist: its zone is a given geometry in a land without boundaries here.
The Syrian sample uses real provinces and places with made-up statements.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geodata.world import World, load_world
from maps.armour import unarmour, unzipped
from zones.atlas import Atlas
from zones.building import build
from zones.claims import claim_to_json
from zones.documents import Document, Text
from zones.dossier import Dossier, dossier_from_json
from zones.reading import read_text

__all__ = [
    "ARUVIA",
    "BULLETIN",
    "LATER_BULLETIN",
    "SYRIA",
    "aruvian_atlas",
    "dossier_file",
    "records_of",
    "syrian_atlas",
    "syrian_dossier",
    "world",
]


def _document(name: str, published: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "title": f"Bulletin {name}", "published": published, **fields}


def _claim(document: str, start: int, kind: str, **fields: Any) -> dict[str, Any]:
    zone = fields.get("zone")
    name = f"{document}@{start}:{kind}" + (f":{zone}" if zone else "")
    return {
        "id": name,
        "kind": kind,
        "document": document,
        "start": start,
        "end": start + 40,
        **fields,
    }


_MOREK = {
    "name": "Morek",
    "relation": "at",
    "admin1": "SY-HM",
    "lat": 35.376,
    "lon": 36.69,
    "error_km": 2,
}

SYRIA: Mapping[str, Any] = {
    "deesc": 1,
    "documents": [
        _document("alpha", "2018-05-10", publisher="Wire A", lineage=["Wire A"]),
        _document("beta", "[2019-02-01..2019-03-31]"),
        _document("gamma", "2020-01-15", publisher="Wire B", lineage=["Wire B"]),
    ],
    "claims": [
        _claim(
            "alpha",
            10,
            "extent",
            zone="idlib",
            name="Idlib zone",
            type="de-escalation zone",
            whole=["SY-ID"],
            partial=["SY-HM", "SY-LA"],
            quote="all of Idlib with pieces of Hama and Latakia",
        ),
        _claim(
            "alpha",
            60,
            "status",
            zone="idlib",
            status="agreed",
            under="talks-2018-05-04",
            begins="2018-05-04",
        ),
        _claim(
            "alpha", 110, "status", zone="idlib", status="functioning", holds="2018-05"
        ),
        _claim(
            "alpha",
            160,
            "post",
            zone="idlib",
            name="Morek",
            type="observation post",
            status="established",
            operator="Turkey",
            where=_MOREK,
            begins="2018-04",
        ),
        _claim(
            "alpha", 210, "extent", zone="southwest", whole=["SY-DR"], partial=["SY-QU"]
        ),
        _claim(
            "alpha",
            260,
            "status",
            zone="southwest",
            name="southern zone",
            status="agreed",
            begins="2017-07",
        ),
        _claim("beta", 10, "extent", zone="idlib", whole=["SY-ID"]),
        _claim(
            "beta",
            60,
            "belt",
            zone="dmz",
            name="demilitarised strip",
            type="demilitarised zone",
            within="idlib",
            width_km=[15, 20],
            along="line of contact",
            begins="2018-09-17",
        ),
        _claim(
            "beta",
            110,
            "status",
            zone="dmz",
            type="demilitarised zone",
            status="agreed",
            begins="2018-09-17",
        ),
        _claim(
            "beta",
            160,
            "status",
            zone="southwest",
            status="ended",
            how="retaken",
            begins="2018-07",
        ),
        _claim(
            "beta",
            210,
            "event",
            type="airstrike",
            on="2019-01-20",
            where={"name": "Saraqib", "admin1": "SY-ID"}
            | {"lat": 35.8645}
            | {"lon": 36.8059, "error_km": 2},
            about=["idlib"],
            quantities=[{"what": "killed", "low": 3, "high": 5, "speaker": "medics"}],
            summary="Airstrike on Saraqib: 3-5 killed",
        ),
        _claim(
            "beta",
            260,
            "event",
            type="airstrike",
            on="2019-01-20",
            speaker="a general",
            about=["idlib"],
            account_of="beta@210:event",
            summary="A general: nobody was there",
        ),
        _claim(
            "beta",
            310,
            "event",
            type="displacement",
            on="2019-01",
            about=["idlib"],
            context=True,
            quantities=[{"what": "displaced", "low": 20000}],
            summary="Displacement: more than 20,000 displaced",
        ),
        _claim(
            "gamma",
            10,
            "control",
            actor="the army",
            what={"name": "Khan Shaykhun", "admin1": "SY-ID"},
            act="takes",
            begins="2019-08-21",
        ),
        _claim(
            "gamma",
            60,
            "event",
            type="deployment",
            modality="planned",
            zone="idlib",
            on="2020-02",
            about=["idlib"],
            summary="Deployment of a third country's police",
        ),
        _claim("gamma", 110, "rule", zone="idlib", act="shelling", holds="2020-01-15"),
        _claim("gamma", 160, "term", zone="idlib", duration="P6M", begins="2018-05-04"),
        _claim(
            "gamma",
            210,
            "status",
            zone="idlib",
            status="in_force",
            holds="2020-01-15",
            modality="doubted",
            speaker="an observer",
        ),
    ],
    "decisions": [
        {
            "claim": "gamma@110:rule:idlib",
            "decision": "accept",
            "by": "analyst",
            "on": "2020-02-01",
        }
    ],
}
"""Two zones, a belt, a post, events with rival accounts, control and plans."""

ARUVIA: Mapping[str, Any] = {
    "deesc": 1,
    "documents": [
        _document("north", "2031-03-02", publisher="Aruvian Courier"),
        _document("south", "2031-04", publisher="South Post", lineage=["South Post"]),
    ],
    "claims": [
        _claim(
            "north",
            5,
            "extent",
            zone="tamar",
            name="Tamar safe area",
            type="safe area",
            geometry={
                "type": "Polygon",
                "coordinates": [[[20, 10], [21, 10], [21, 11], [20, 11], [20, 10]]],
            },
        ),
        _claim(
            "north", 60, "status", zone="tamar", status="in_force", begins="2031-03-01"
        ),
        _claim(
            "south",
            5,
            "event",
            type="shelling",
            on="2031-03-20",
            where={"name": "Oru", "lat": 10.5, "lon": 20.5, "error_km": 3},
            summary="Shelling of Oru",
        ),
        _claim(
            "south",
            60,
            "event",
            type="shelling",
            on="2031-03-20~",
            where={"name": "Edge", "lat": 11.0, "lon": 20.5, "error_km": 5},
            modality="rumoured",
            summary="Shelling near the edge",
        ),
    ],
}
"""One zone that a source draws itself, in a land the gazetteer does not know."""

BULLETIN = (
    "Peace desk bulletin\nMay 12, 2018\n\n"
    "KESTREL, May 12, 2018. The guarantors agreed on May 4, 2018 to set up a "
    "de-escalation zone that covers Idlib province and parts of Hama province. "
    "An official said that the de-escalation zone in Idlib was functioning on May 12.\n"
)
"""A document that reads into a zone with an extent and statuses."""

LATER_BULLETIN = (
    "Peace desk bulletin\nAugust 30, 2019\n\n"
    "KESTREL, August 30, 2019. The de-escalation zone in Idlib province ended on "
    "August 21, 2019, a spokesman of the guarantors said.\n"
)
"""A document that changes what is known of that zone."""


@cache
def world() -> World:
    """Return the embedded world, read once."""
    return load_world()


def records_of(words: str, kind: str, published: str = "2019-06-01") -> list[Any]:
    """Return the claims of a kind that are read in a text, as in a dossier."""
    claims = read_text(Text(Document("t", published=published), words), world())[2]
    return [claim_to_json(claim) for claim in claims if claim.kind == kind]


def syrian_dossier() -> Dossier:
    """Return the Syrian sample."""
    return dossier_from_json(SYRIA)


@cache
def syrian_atlas() -> Atlas:
    """Return the atlas of the Syrian sample, built once."""
    return build(syrian_dossier(), world())


@cache
def aruvian_atlas() -> Atlas:
    """Return the atlas of Aruvia, built once."""
    return build(dossier_from_json(ARUVIA), world())


def dossier_file(folder: Path, record: Mapping[str, Any] = SYRIA) -> Path:
    """Write a sample as a dossier file and return its path."""
    path = folder / "dossier.json"
    path.write_text(json.dumps(record), "utf-8")
    return path


def packed_in(page: str, name: str = "deesc-data") -> Any:
    """Return what an element of a page holds packed, as its scripts read it."""
    found = re.search(rf'id="{name}">([^<]*)</script>', page)
    assert found, name
    return json.loads(unzipped(unarmour(found[1])))


def program_of(page: str, tag: str) -> list[str]:
    """Return the scripts or style sheets of a page, packed ones first."""
    packed = [p["text"] for p in packed_in(page, "deesc-program") if p["tag"] == tag]
    return packed + re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
