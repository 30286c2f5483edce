"""Figures: static maps for print, with everything that a reader must be told."""

from .layout import FigureRequest, render_figure
from .saving import figure_format

__all__ = ["FigureRequest", "figure_format", "render_figure"]
