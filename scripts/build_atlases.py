"""Build the embedded dossiers' atlases, and the seed dossier from its texts.

usage: python scripts/build_atlases.py [FOLDER]

FOLDER holds the five texts; without it the seed dossier stays as it is. That dossier
keeps offsets, hashes and summaries, none of the texts' sentences. ``default`` is seed
and reference merged. Equal inputs give equal files.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geodata.world import load_world  # noqa: E402
from zones.building import build  # noqa: E402
from zones.dossier import without_texts, write_dossier  # noqa: E402
from zones.loading import (  # noqa: E402
    EMBEDDED,
    embedded_atlas,
    embedded_dossier,
    load_dossier,
)
from zones.reading import read  # noqa: E402
from zones.storing import write_atlas  # noqa: E402


def main(folder: Path | None) -> None:
    """Write the seed dossier, if its texts are given, and the embedded atlases."""
    world = load_world()
    if folder is not None:
        seed = without_texts(read([folder], world))
        write_dossier(seed, embedded_dossier("seed"))
    for name in EMBEDDED:
        dossier = load_dossier([name], lambda: world)
        write_atlas(build(dossier, world), embedded_atlas(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
