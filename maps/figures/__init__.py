"""Figures: static maps for print, with everything that a reader must be told."""

from .rendering import render_figure
from .requests import FigureRequest
from .saving import figure_format

__all__ = ["FigureRequest", "figure_format", "render_figure"]
