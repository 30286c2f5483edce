"""Workbooks: tables as an Excel file; equal tables give equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .errors import MissingExtraError
from .formats import cell_text, xml_words

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

__all__ = ["Sheet", "workbook_bytes"]

Sheet = tuple[str, Sequence[str], Sequence[Mapping[str, Any]]]
"""Title, columns and rows."""

_LONGEST_CELL = 32_767
_CUT = " [cut: a cell holds no more]"
_STAMP = dt.datetime(2000, 1, 1)
_ZIP_STAMP = (1980, 1, 1, 0, 0, 0)
_WIDEST = 60


def workbook_bytes(sheets: Iterable[Sheet], comment: bytes = b"") -> bytes:
    """Return tables as an Excel workbook, each a sheet.

    Words are written as words, whatever they look like, and never run as a formula.
    What XML cannot hold becomes a space.

    Parameters
    ----------
    sheets
        Title, columns and rows of each; numbers, truth values and days stay such, lists
        are joined with ``|``.
    comment
        Comment of the file as an archive, by which its writer may know it again.

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
    for title, columns, rows in sheets:
        _fill(book.create_sheet(title), columns, rows)
    packed = io.BytesIO()
    book.save(packed)
    return _settled(packed.getvalue(), comment)


def _fill(
    sheet: WriteOnlyWorksheet, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        widths = (len(cell_text(row.get(column))) for row in rows)
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
    if value is None or isinstance(value, bool | int | float):
        return value if value == value else None
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value if value.time() != dt.time(0) else value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    return _text_cell(sheet, cell_text(value))


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    text = xml_words(text)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, "")
    cell.value = text
    cell.data_type = "s"
    if text[:1] in tuple("=+-@\t\r"):
        cell.quotePrefix = True  # it stays words when someone edits it
    return cell


def _settled(packed: bytes, comment: bytes) -> bytes:
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
        new.comment = comment
    return made.getvalue()
