"""Make ``events.xlsx``: a table as an analyst keeps one, from the public record.

    python examples/events/make_file.py

Its rows are the events of the dossier ``reference`` with a town in the north-west of
Syria and a day; each keeps the address of the page that tells it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import Workbook
from zones.claims import Event
from zones.dossier import read_dossier
from zones.loading import embedded_dossier

PATH = Path(__file__).parent / "events.xlsx"
COLUMNS = ("Day", "Town", "Province", "Kind", "What", "Source")
PROVINCES = {"SY-ID": "Idlib", "SY-HM": "Hama", "SY-HI": "Homs", "SY-HL": "Aleppo"}
STAMP = dt.datetime(2021, 1, 1)


def rows() -> list[tuple[dt.date, str, str, str, str, str]]:
    """Return one row for each event of one known day, in order of time."""
    dossier = read_dossier(embedded_dossier("reference"))
    urls = {document.id: document.url for document in dossier.documents}
    found = set()
    for claim in dossier.claims:
        body, url = claim.body, urls[claim.document]
        if not (isinstance(body, Event) and body.where and body.on and url):
            continue
        town, province = body.where.name, PROVINCES.get(body.where.admin1 or "")
        try:
            day = dt.date.fromisoformat(body.on)
        except ValueError:
            continue  # a month, or bounds
        if town and province and town != province:
            kind = (claim.type or "").replace("_", " ")
            found.add((day, town, province, kind, body.summary or "", url))
    return sorted(found)


def main() -> None:
    """Write the workbook with Excel's own dates."""
    book = Workbook()
    book.properties.created = book.properties.modified = STAMP
    sheet = book.active
    sheet.append(COLUMNS)
    for row in rows():
        sheet.append(row)
    for column, width in zip("ABCDEF", (12, 20, 12, 18, 60, 60), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(PATH)


if __name__ == "__main__":
    main()
