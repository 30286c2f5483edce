"""Sheets: the features of an export as CSV with its description.

What must be said of a CSV stands in ``NAME.csv-metadata.json``, where CSV on the Web
(W3C) looks for it; in a workbook it is the sheet ``about``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.formats import csv_text, json_text

from .features import FIELDS, Feature

__all__ = ["csv_of", "side_file", "side_text"]

_DATATYPES = {"real": "number", "day": "date", "text": "string", "list": "string"}


def csv_of(features: Sequence[Feature]) -> str:
    """Return features as CSV (RFC 4180), lists joined with ``|``."""
    return csv_text((feature.fields for feature in features), list(FIELDS))


def side_file(path: Path) -> Path:
    """Return the file that describes a CSV file."""
    return path.with_name(f"{path.name}-metadata.json")


def side_text(path: Path, about: Mapping[str, Any]) -> str:
    """Return the description of a CSV file as CSV on the Web.

    Parameters
    ----------
    path
        The CSV file.
    about
        From :func:`maps.about.describe`.
    """
    columns = []
    for name, kind in FIELDS.items():
        column = {"name": name, "titles": name, "datatype": _DATATYPES[kind]}
        columns.append(column | ({"separator": "|"} if kind == "list" else {}))
    return json_text(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": path.name,
            "dc:title": about["title"],
            "dc:creator": about["generator"],
            "dc:bibliographicCitation": about["cite"],
            "dc:rights": about["attribution"],
            "rdfs:comment": [f"{key}: {_cell(value)}" for key, value in about.items()],
            "tableSchema": {"primaryKey": "id", "columns": columns},
        }
    )


def _cell(value: Any) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
