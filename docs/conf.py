"""How the pages become a site: ``sphinx-build -W -c docs . build/site``.

The source is the whole tree, so that the links that work on disk work on the site, too.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

project = "deesc"
author = "the authors of deesc"
copyright = "Apache-2.0"
root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/**.md",
    "examples/**.md",
]
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
suppress_warnings = ["myst.header"]  # pages of the changelog skip a level
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = "deesc"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}

NAVIGATION = {
    "Begin": [
        "README",
        "docs/quickstart",
        "docs/concepts",
        "examples/README",
        "docs/gallery",
    ],
    "How to": [
        f"docs/howto/{name}"
        for name in (
            "brief events known boundaries country names web print scale".split()
        )
    ],
    "Use": [
        f"docs/{name}"
        for name in (
            "documents reading review events ledger scale "
            "map embedding figures briefs exports".split()
        )
    ],
    "Look up": [
        f"docs/{name}"
        for name in "cli commands json api data reference decisions limits".split()
    ],
    "Project": ["CONTRIBUTING", "CHANGELOG"],
}


def _navigation() -> str:
    """Return the tables of contents that the first page carries on the site alone."""
    return "".join(
        f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n"
        + "".join(f"/{page}\n" for page in pages if (ROOT / f"{page}.md").exists())
        + "```\n"
        for title, pages in NAVIGATION.items()
    )


def setup(app: object) -> None:
    """Add the navigation to the first page when it is read."""

    def read(app: object, page: str, source: list[str]) -> None:
        if page == root_doc:
            source[0] += _navigation()

    app.connect("source-read", read)  # type: ignore[attr-defined]
