"""Styles: how QGIS draws and times the layers of an export, as QML.

Layers are timed by the fields ``b0`` and ``e1``, begin included and end excluded, as
the periods are; a null is an open end. Symbols tell certainty by form and by colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from .kml import COLOURS

__all__ = ["AREA_RULES", "POINT_RULES", "StyleRule", "qml_text"]

_VERSION = "3.28.0"
_BEGIN, _END = "b0", "e1"
_MODE_START_AND_END = "2"
_INCLUDE_BEGIN_EXCLUDE_END = "0"


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One rule of a layer: its words, its filter, and the symbol's properties."""

    label: str
    where: str
    symbol: str
    properties: Mapping[str, str]


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"


def _area(
    certainty: str, *, alpha: int, style: str = "solid", width: str = "0.4"
) -> dict[str, str]:
    colour = COLOURS[certainty]
    return {
        "color": _rgba(colour, alpha),
        "style": "solid" if alpha else "no",
        "outline_color": _rgba(colour),
        "outline_style": style,
        "outline_width": width,
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }


def _point(certainty: str, shape: str, size: str) -> dict[str, str]:
    colour = COLOURS[certainty]
    return {
        "name": shape,
        "size": size,
        "size_unit": "MM",
        "color": _rgba(colour, 255 if certainty == "certain" else 0),
        "outline_color": _rgba(colour),
        "outline_width": "0.4",
        "outline_width_unit": "MM",
    }


def _area_rules() -> list[StyleRule]:
    rules = []
    for certainty in COLOURS:
        sure = f"certainty = '{certainty}'"
        fill = _area(certainty, alpha=70, width="0.6")
        dash = _area(certainty, alpha=0, style="dash", width="0.3")
        dots = _area(certainty, alpha=0, style="dot", width="0.5")
        thin = _area(certainty, alpha=0, width="0.1")
        rules += [
            StyleRule(
                f"must be inside: {certainty}",
                f"part = 'inner' AND {sure}",
                "fill",
                fill,
            ),
            StyleRule(
                f"may be inside, somewhere in here: {certainty}",
                f"part = 'outer' AND {sure}",
                "fill",
                dash,
            ),
            StyleRule(
                f"estimate, for drawing alone: {certainty}",
                f"part = 'estimate' AND {sure}",
                "fill",
                dots,
            ),
            StyleRule(
                f"province: {certainty}",
                f"kind = 'province' AND {sure}",
                "fill",
                thin,
            ),
        ]
    return rules


def _point_rules() -> list[StyleRule]:
    shapes = {
        "post": ("triangle", "3.2"),
        "event": ("circle", "2.4"),
        "place": ("square", "1.2"),
    }
    return [
        StyleRule(
            f"{kind}: {certainty}",
            f"kind = '{kind}' AND certainty = '{certainty}'",
            "marker",
            _point(certainty, *shape),
        )
        for kind, shape in shapes.items()
        for certainty in COLOURS
    ]


AREA_RULES = tuple(_area_rules())
POINT_RULES = tuple(_point_rules())


def qml_text(rules: Sequence[StyleRule]) -> str:
    """Return the QML style of a layer that has the fields of a feature."""
    root = ElementTree.Element(
        "qgis",
        version=_VERSION,
        styleCategories="Symbology|Temporal|MapTips",
    )
    temporal = ElementTree.SubElement(
        root,
        "temporal",
        enabled="1",
        mode=_MODE_START_AND_END,
        startField=_BEGIN,
        endField=_END,
        limitMode=_INCLUDE_BEGIN_EXCLUDE_END,
        startExpression="",
        endExpression="",
        durationField="",
        durationUnit="min",
        fixedDuration="0",
        accumulate="0",
    )
    fixed = ElementTree.SubElement(temporal, "fixedRange")
    ElementTree.SubElement(fixed, "start")
    ElementTree.SubElement(fixed, "end")
    root.append(_renderer(rules))
    tip = ElementTree.SubElement(root, "mapTip")
    tip.text = '[% concat("name", \': \', "certainty", \', \', "summary") %]'
    ElementTree.indent(root, " ")
    doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return doctype + ElementTree.tostring(root, encoding="unicode") + "\n"


def _renderer(rules: Sequence[StyleRule]) -> ElementTree.Element:
    renderer = ElementTree.Element(
        "renderer-v2",
        type="RuleRenderer",
        symbollevels="0",
        forceraster="0",
        enableorderby="0",
    )
    tree = ElementTree.SubElement(renderer, "rules", key="root")
    symbols = ElementTree.SubElement(renderer, "symbols")
    for number, rule in enumerate(rules):
        ElementTree.SubElement(
            tree,
            "rule",
            key=f"rule-{number}",
            symbol=str(number),
            label=rule.label,
            filter=rule.where,
        )
        symbols.append(_symbol(rule, str(number)))
    return renderer


def _symbol(rule: StyleRule, name: str) -> ElementTree.Element:
    symbol = ElementTree.Element(
        "symbol", type=rule.symbol, name=name, alpha="1", clip_to_extent="1"
    )
    layer = ElementTree.SubElement(
        symbol,
        "layer",
        {"class": "SimpleFill" if rule.symbol == "fill" else "SimpleMarker"},
        enabled="1",
        locked="0",
    )
    # Since 3.26 QGIS reads options; before, it read props.
    options = ElementTree.SubElement(layer, "Option", type="Map")
    for key, value in rule.properties.items():
        ElementTree.SubElement(options, "Option", name=key, value=value, type="QString")
    for key, value in rule.properties.items():
        ElementTree.SubElement(layer, "prop", k=key, v=value)
    return symbol
