"""KML: features with a TimeSpan and a style for each certainty, as KML 2.2 has them.

KML has no exclusive ends: the end of a TimeSpan is the last day on which a thing may
still hold, one before ``e1``. All four bounds stand in the extended data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from xml.etree import ElementTree

from .features import Feature
from .geojson import DECIMALS, oriented

__all__ = ["COLOURS", "kml_text"]

COLOURS = {
    "certain": "#0072b2",
    "possible": "#e69f00",
    "unknown": "#767676",
}
"""Colours of the certainties, told apart by colour-blind eyes (Okabe and Ito)."""

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_TITLES = {
    "zone": "Zones",
    "belt": "Belts",
    "post": "Posts",
    "event": "Events",
    "province": "Provinces",
    "place": "Places",
}
_FILLED = {"inner": "55", "estimate": "22"}
_ENDS = (
    "The end of a time span is the last day on which the thing may still hold: KML "
    "includes ends, so it is the day before e1. The extended data hold all four days."
)


def kml_text(features: Sequence[Feature], about: Mapping[str, Any]) -> str:
    """Return features as a KML document, in folders by kind and zone.

    Parameters
    ----------
    features
        From :func:`maps.features.gather_features`.
    about
        From :func:`maps.about.describe`.
    """
    root = ElementTree.Element("kml", xmlns=_NAMESPACE)
    document = ElementTree.SubElement(root, "Document")
    _add(document, "name", about["title"])
    _add(document, "description", _description(about))
    for certainty, colour in COLOURS.items():
        for part in ("inner", "outer", "estimate", "item"):
            document.append(_style(certainty, part, colour))
    data = ElementTree.SubElement(document, "ExtendedData")
    for key, value in about.items():
        _add_datum(data, key, value)
    for kind, title in _TITLES.items():
        rows = [feature for feature in features if feature.fields["kind"] == kind]
        if rows:
            document.append(_folder(title, kind, rows))
    ElementTree.indent(root, " ")
    text = ElementTree.tostring(root, encoding="unicode")
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {about["generator"]} -->\n'
    return f"{head}{text}\n"


def _add(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = text
    return element


def _description(about: Mapping[str, Any]) -> str:
    lines = [
        f"{key.replace('_', ' ')}: {_words(value)}" for key, value in about.items()
    ]
    # Readers show a description as HTML, so text is escaped for it, too.
    return "<br>".join(escape(line) for line in [*lines, f"KML: {_ENDS}"])


def _style(certainty: str, part: str, colour: str) -> ElementTree.Element:
    style = ElementTree.Element("Style", id=f"{part}-{certainty}")
    icon = ElementTree.SubElement(style, "IconStyle")
    _add(icon, "color", _abgr(colour))
    _add(icon, "scale", "0.8" if certainty == "certain" else "0.6")
    label = ElementTree.SubElement(style, "LabelStyle")
    _add(label, "scale", "0.8")
    line = ElementTree.SubElement(style, "LineStyle")
    _add(line, "color", _abgr(colour))
    _add(line, "width", {"inner": "2.5", "estimate": "1.5"}.get(part, "1"))
    fill = ElementTree.SubElement(style, "PolyStyle")
    _add(fill, "color", _abgr(colour, _FILLED.get(part, "00")))
    _add(fill, "fill", "1" if part in _FILLED else "0")
    balloon = ElementTree.Element("BalloonStyle")
    _add(balloon, "text", "$[description]")
    style.append(balloon)
    return style


def _abgr(colour: str, alpha: str = "ff") -> str:
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{alpha}{blue}{green}{red}"


def _folder(title: str, kind: str, rows: Sequence[Feature]) -> ElementTree.Element:
    folder = ElementTree.Element("Folder")
    _add(folder, "name", title)
    if kind in ("province", "place"):
        _add(folder, "visibility", "0")
    zones = dict.fromkeys(row.fields["zone"] for row in rows)
    for zone in zones:
        mine = [row for row in rows if row.fields["zone"] == zone]
        inner = ElementTree.SubElement(folder, "Folder")
        _add(inner, "name", mine[0].fields["zone_name"] or "in no zone")
        for row in mine:
            inner.append(_placemark(row, hidden=kind in ("province", "place")))
    return folder


def _placemark(feature: Feature, hidden: bool) -> ElementTree.Element:
    fields = feature.fields
    placemark = ElementTree.Element("Placemark")
    part = f" ({fields['part']})" if fields["part"] else ""
    _add(placemark, "name", f"{fields['name']}{part}")
    if hidden:
        _add(placemark, "visibility", "0")
    _add(placemark, "description", _card(fields))
    _add_span(placemark, fields)
    _add(placemark, "styleUrl", f"#{fields['part'] or 'item'}-{fields['certainty']}")
    data = ElementTree.SubElement(placemark, "ExtendedData")
    for key, value in fields.items():
        if value is not None:
            _add_datum(data, key, value)
    shape = oriented(feature.geometry, DECIMALS)
    if shape is not None:
        placemark.append(_geometry(shape))
    return placemark


def _card(fields: Mapping[str, Any]) -> str:
    lines = [
        fields["summary"],
        f"{fields['certainty']}: in space {fields['space']}, in time {fields['time']}",
        f"reading: {fields['reading']}",
        f"claims: {_words(fields['claims'])}",
        f"documents: {_words(fields['documents'])}",
    ]
    # A "$[...]" of a document must not be taken for a field of the balloon.
    return "<br>".join(escape(line).replace("$[", "&#36;[") for line in lines)


def _add_span(placemark: ElementTree.Element, fields: Mapping[str, Any]) -> None:
    if not (fields["b0"] or fields["e1"]):
        return
    span = ElementTree.SubElement(placemark, "TimeSpan")
    if fields["b0"]:
        _add(span, "begin", fields["b0"])
    if fields["e1"]:
        last = dt.date.fromisoformat(fields["e1"]) - dt.timedelta(days=1)
        _add(span, "end", max(last.isoformat(), fields["b0"] or ""))


def _add_datum(data: ElementTree.Element, key: str, value: Any) -> None:
    datum = ElementTree.SubElement(data, "Data", name=key)
    _add(datum, "value", _words(value))


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return " | ".join(map(str, value))
    return str(value)


def _geometry(shape: Any) -> ElementTree.Element:
    if shape.geom_type == "Point":
        point = ElementTree.Element("Point")
        _add(point, "coordinates", _position(shape.coords[0]))
        return point
    if shape.geom_type == "Polygon":
        polygon = ElementTree.Element("Polygon")
        _add(polygon, "tessellate", "1")
        for tag, rings in (
            ("outerBoundaryIs", [shape.exterior]),
            ("innerBoundaryIs", shape.interiors),
        ):
            for ring in rings:
                border = ElementTree.SubElement(polygon, tag)
                line = ElementTree.SubElement(border, "LinearRing")
                _add(line, "coordinates", _positions(ring.coords))
        return polygon
    if shape.geom_type == "LineString":
        string = ElementTree.Element("LineString")
        _add(string, "tessellate", "1")
        _add(string, "coordinates", _positions(shape.coords))
        return string
    many = ElementTree.Element("MultiGeometry")
    for part in shape.geoms:
        many.append(_geometry(part))
    return many


def _positions(coords: Iterable[Sequence[float]]) -> str:
    return " ".join(map(_position, coords))


def _position(coord: Sequence[float]) -> str:
    return f"{coord[0]:.{DECIMALS}f},{coord[1]:.{DECIMALS}f}"
