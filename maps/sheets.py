"""Sheets: the tables of an export as CSV with its description, or as a workbook.

What must be said of a CSV stands in ``NAME.csv-metadata.json``, where CSV on the Web
(W3C) looks for it; in a workbook it is the sheet ``about``.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import MissingExtraError
from geodata.formats import OWN_COMMENT, csv_text, json_text

from .features import FIELDS, Feature
from .tables import Table

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["csv_of", "side_file", "side_text", "workbook_bytes"]

_LONGEST_CELL = 32_767
_CUT = " [cut: a cell holds no more]"
_STAMP = dt.datetime(2000, 1, 1)
_ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
_WIDEST = 60
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


def workbook_bytes(tables: Iterable[Table]) -> bytes:
    """Return tables as an Excel workbook, each a sheet; equal tables, equal bytes.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("openpyxl", "excel", "write a workbook") from None
    book = Workbook(write_only=True)
    for title, columns, rows in tables:
        sheet = book.create_sheet(title)
        _fill(sheet, columns, rows)
    packed = io.BytesIO()
    book.save(packed)
    return _settled(packed.getvalue())


def _fill(
    sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        widths = (len(str(_value(row.get(column)) or "")) for row in rows)
        width = min(_WIDEST, max([len(column), *widths]) + 2)
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = [_text_cell(sheet, column) for column in columns]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_sheet_cell(sheet, row.get(column)) for column in columns])
    if rows:
        last = f"{get_column_letter(len(columns))}{len(rows) + 1}"
        sheet.auto_filter.ref = f"A1:{last}"


def _sheet_cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    value = _value(value)
    return _text_cell(sheet, value) if isinstance(value, str) else value


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """Make a cell that holds words, whatever they look like, and never a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, "")
    cell.value = text
    cell.data_type = "s"
    if text[:1] in tuple("=+-@\t\r"):
        cell.quotePrefix = True  # it stays words when someone edits it
    return cell


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = _cell(value)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - len(_CUT)] + _CUT
    return text


def _cell(value: Any) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)


def _settled(packed: bytes) -> bytes:
    """Take the clock out of a workbook: the times of its parts and of its making."""
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.xml.functions import tostring

    properties = DocumentProperties(creator="deesc", created=_STAMP, modified=_STAMP)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(
            old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)
        ):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = tostring(properties.to_tree())
            entry = zipfile.ZipInfo(name, _ZIP_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
        new.comment = OWN_COMMENT
    return made.getvalue()
