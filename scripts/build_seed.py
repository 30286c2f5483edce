"""Build the embedded seed dossier and its atlas from the five texts.

usage: python scripts/build_seed.py FOLDER

FOLDER holds the texts. The dossier keeps offsets, hashes and summaries, none of the
texts' sentences; equal texts give equal files.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geodata.world import load_world  # noqa: E402
from zones.building import build  # noqa: E402
from zones.dossier import without_texts, write_dossier  # noqa: E402
from zones.reading import read  # noqa: E402
from zones.storing import write_atlas  # noqa: E402


def main(folder: Path) -> None:
    """Write seed.dossier.json and seed.atlas.gpkg into the package's data."""
    world = load_world()
    dossier = without_texts(read([folder], world))
    data = ROOT / "zones" / "data"
    write_dossier(dossier, data / "seed.dossier.json")
    write_atlas(build(dossier, world), data / "seed.atlas.gpkg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
